// SPDX-License-Identifier: Apache-2.0
#include "ui/session/keychain.h"

#include <qt6keychain/keychain.h>

#include <QCoreApplication>
#include <QThread>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <optional>

namespace beamline::ui {

namespace {
using State = KeychainCondition::State;

api::Error unavailable(const QString& message) {
    return {api::code::kUnavailable, message.toStdString(), {}, true};
}

/// QtKeychain keeps one queue of jobs, which belongs to the thread that used it first: there is one for the process.
class KeychainThread {
public:
    static KeychainThread& instance() {
        static auto* one = new KeychainThread;  // destructors at exit would find Qt gone
        return *one;
    }
    /// False when the program is ending: `job` will not be run. One that is queued by then is run, and begins with
    /// isEnding().
    bool post(std::function<void()> job) {
        return !m_ended && QMetaObject::invokeMethod(m_service, std::move(job), Qt::QueuedConnection);
    }
    bool isEnding() const { return m_ended; }
    /// One of kMaxUnderWay places, given back with the last copy; null when there is none.
    std::shared_ptr<void> enter() {
        if (m_underWay.fetch_add(1) >= Keychain::kMaxUnderWay) {
            --m_underWay;
            return nullptr;
        }
        return {this, [](KeychainThread* one) { --one->m_underWay; }};
    }
    SecretService& service() { return *m_service; }

private:
    KeychainThread() : m_service(new SecretService) {
        m_thread.setObjectName(QStringLiteral("keychain"));
        m_service->moveToThread(&m_thread);
        m_thread.start();
        qAddPostRoutine([] { instance().end(); });
    }
    /// The application's end. Nothing here waits for a keychain: jobs in flight are forgotten with the event loop.
    void end() {
        constexpr int kEndMs = SecretService::kPatienceMs + 1'000;
        m_ended = true;
        m_thread.quit();
        m_thread.wait(kEndMs);
    }

    QThread m_thread;
    SecretService* m_service;
    std::atomic<bool> m_ended{false};
    std::atomic<int> m_underWay{0};
};

api::Error errorOf(const QKeychain::Job& job, const std::string& name) {
    if (job.error() == QKeychain::EntryNotFound) {
        return {api::code::kNotFound, "There is no secret '" + name + "' in the keychain.", {}, false};
    }
    if (job.error() == QKeychain::AccessDenied || job.error() == QKeychain::AccessDeniedByUser) {
        return {api::code::kForbidden,
                "The keychain refuses the secret '" + name + "': " + job.errorString().toStdString() +
                    ". Unlock it, or allow Beamline to use it, and try again.",
                {},
                true};
    }
    return unavailable(QCoreApplication::translate("Keychain", "The keychain does not do it: %1.")
                           .arg(job.errorString().isEmpty() ? QString::number(job.error()) : job.errorString()));
}

api::Error ending() {
    return unavailable(QCoreApplication::translate("Keychain", "The program is ending."));
}

/// Runs `job` on the keychain's thread with a `done` that keeps its place as long as it is there.
template <class Done>
void enqueue(const Done& done, std::function<void(const Done&)> job) {
    auto& thread = KeychainThread::instance();
    const auto place = thread.enter();
    if (!place) {
        done(unavailable(QCoreApplication::translate("Keychain",
                                                     "%n questions wait for the keychain already. A dialog of it may "
                                                     "be open: answer that, and try again.",
                                                     nullptr, Keychain::kMaxUnderWay)));
        return;
    }
    const Done placed = [place, done](auto answer) { done(std::move(answer)); };
    const bool posted = thread.post([placed, job = std::move(job)] {
        if (KeychainThread::instance().isEnding()) {
            placed(ending());
        } else {
            job(placed);
        }
    });
    if (!posted) {
        done(ending());
    }
}

/// For what must open no dialog.
std::optional<api::Error> obstacle() {
    const auto condition = KeychainThread::instance().service().look();
    const QString text = keychainText(condition);
    return text.isEmpty() ? std::nullopt : std::optional(unavailable(text));
}

template <class Job>
void run(Job* job, const std::string& name, const std::function<void(const Job&, std::optional<api::Error>)>& done) {
    job->setKey(QString::fromStdString(name));
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, job, [job, name, done](QKeychain::Job*) {
        done(*job, job->error() == QKeychain::NoError ? std::nullopt : std::optional(errorOf(*job, name)));
    });
    job->start();
}

void tell(const Keychain::Done& done, std::optional<api::Error> error) {
    done(error ? api::Result<api::Unit>(std::move(*error)) : api::Result<api::Unit>(api::Unit{}));
}
}  // namespace

QString keychainText(const KeychainCondition& condition) {
    switch (condition.state) {
        case State::Locked:
            return QCoreApplication::translate("Keychain",
                                               "The keychain is locked. Unlock it on the page Secrets, or in the "
                                               "desktop's program for passwords, and try again.");
        case State::Absent:
            return QCoreApplication::translate("Keychain",
                                               "No keychain answers here (%1). Start the desktop's keychain, such as "
                                               "gnome-keyring or KWallet, or keep secrets in files.")
                .arg(condition.why.isEmpty() ? QStringLiteral("D-Bus") : condition.why);
        case State::Unknown:
        case State::Open:
            break;
    }
    return {};
}

void Keychain::read(const std::string& name, ReadDone done) const {
    readWanted(name, std::move(done), [] { return true; });
}

void Keychain::readWanted(const std::string& name, ReadDone done, std::function<bool()> wanted) const {
    enqueue<ReadDone>(done, [service = m_service, name, wanted = std::move(wanted)](const ReadDone& placed) {
        if (!wanted()) {
            return;
        }
        if (auto error = obstacle()) {
            placed(std::move(*error));
            return;
        }
        run<QKeychain::ReadPasswordJob>(
            new QKeychain::ReadPasswordJob(service), name,
            [placed](const QKeychain::ReadPasswordJob& job, std::optional<api::Error> error) {
                error ? placed(std::move(*error)) : placed(job.binaryData().toStdString());
            });
    });
}

api::Result<std::string> Keychain::readNow(const std::string& name) const {
    Q_ASSERT(!qApp || QThread::currentThread() != qApp->thread());
    struct Slot {
        std::mutex mutex;
        std::condition_variable answered;
        std::optional<api::Result<std::string>> answer;
        std::atomic<bool> abandoned{false};
    };
    auto slot = std::make_shared<Slot>();
    readWanted(
        name,
        [slot](api::Result<std::string> answer) {
            std::lock_guard lock(slot->mutex);
            slot->answer.emplace(std::move(answer));
            slot->answered.notify_one();
        },
        [slot] { return !slot->abandoned; });
    std::unique_lock lock(slot->mutex);
    if (!slot->answered.wait_for(lock, kPatience, [&] { return slot->answer.has_value(); })) {
        slot->abandoned = true;
        return unavailable(QCoreApplication::translate("Keychain",
                                                       "The keychain has not answered within %1 s. A dialog of it may "
                                                       "be open: answer that, and try again.")
                               .arg(std::chrono::duration_cast<std::chrono::seconds>(kPatience).count()));
    }
    return std::move(*slot->answer);
}

void Keychain::write(const std::string& name, const std::string& value, Done done) {
    enqueue<Done>(done, [service = m_service, name, value](const Done& placed) {
        auto* job = new QKeychain::WritePasswordJob(service);
        job->setTextData(QString::fromStdString(value));
        run<QKeychain::WritePasswordJob>(
            job, name, [placed](const auto&, std::optional<api::Error> error) { tell(placed, std::move(error)); });
    });
}

void Keychain::remove(const std::string& name, Done done) {
    enqueue<Done>(done, [service = m_service, name](const Done& placed) {
        run<QKeychain::DeletePasswordJob>(new QKeychain::DeletePasswordJob(service), name,
                                          [placed](const auto&, std::optional<api::Error> error) {
                                              const bool gone = error && error->code == api::code::kNotFound;
                                              tell(placed, gone ? std::nullopt : std::move(error));
                                          });
    });
}

void Keychain::look(SecretService::Done done) const {
    const auto place = KeychainThread::instance().enter();
    if (!place) {
        return;  // what was seen last stands; the page looks again
    }
    KeychainThread::instance().post([place, done] {
        if (!KeychainThread::instance().isEnding()) {
            done(KeychainThread::instance().service().look());
        }
    });
}

void Keychain::unlock(SecretService::Done done) const {
    KeychainThread::instance().post([done] {
        if (!KeychainThread::instance().isEnding()) {
            KeychainThread::instance().service().unlock(done);
        }
    });
}

void Keychain::setNames(std::set<std::string> names) {
    std::lock_guard lock(m_mutex);
    m_names = std::move(names);
}

bool Keychain::knows(const std::string& name) const {
    std::lock_guard lock(m_mutex);
    return m_names.contains(name);
}

}  // namespace beamline::ui
