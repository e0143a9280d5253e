// SPDX-License-Identifier: Apache-2.0
#include "app/console/console_opener.h"

#include <QFileInfo>
#include <QPointer>
#include <QSysInfo>
#include <algorithm>

#include "engine/nats/diagnosis.h"
#include "engine/nats/link.h"
#include "engine/wire/remote_engine.h"
#include "ui/models/formatting.h"

namespace beamline::app {

namespace {
using ui::toText;
using ui::toUtf8;

/// "console ada@desk": what the servers' list of connections shows.
std::string clientName() {
    return "console " + localIdentity("console").user + "@" + toUtf8(QSysInfo::machineHostName());
}

api::Result<nats::Target> targetOf(const ui::ConnectionProfile& profile, const std::string& secret) {
    if (profile.kind == ui::ConnectionKind::context) {
        return nats::readContext(nats::contextDirectory(), profile.context);
    }
    if (ui::needsSecret(profile) && secret.empty()) {
        return api::Error{api::code::kForbidden,
                          toUtf8(ConsoleOpener::tr("No password, token or key is kept for this connection. Edit it and "
                                                   "enter one.")),
                          {},
                          false};
    }
    nats::Target target;
    target.address.servers = profile.servers;
    target.caFile = profile.caFile;
    target.certFile = profile.certFile;
    target.keyFile = profile.keyFile;
    switch (profile.auth) {
        case ui::ConnectionAuth::none:
            break;
        case ui::ConnectionAuth::password:
            target.address.user = profile.user;
            target.address.password = secret;
            break;
        case ui::ConnectionAuth::token:
            target.address.token = secret;
            break;
        case ui::ConnectionAuth::nkey:
            target.address.nkeySeed = secret;
            break;
        case ui::ConnectionAuth::credentials:
            target.address.credentials = secret;
            break;
    }
    return target;
}

api::Result<std::shared_ptr<api::Engine>> connectNats(const ui::ConnectionProfile& profile, const std::string& secret) {
    auto target = targetOf(profile, secret);
    if (!target.ok()) {
        return target.error();
    }
    nats::ConnectionOptions connection;
    connection.name = clientName();
    nats::LinkOptions link;
    link.client = connection.name;
    wire::RemoteOptions remote;
    remote.name = profile.name;
    auto engine = wire::RemoteEngine::connect(nats::natsConnector(*target, connection, link),
                                              ConsoleOpener::kFirstAnswer, remote);
    if (!engine.ok()) {
        return engine.error();
    }
    return std::shared_ptr<api::Engine>(*engine);
}

QString titleOf(const std::string& step) {
    return step == "address"          ? ConsoleOpener::tr("Address")
           : step == "tls"            ? ConsoleOpener::tr("TLS")
           : step == "authentication" ? ConsoleOpener::tr("Sign-in")
           : step == "permissions"    ? ConsoleOpener::tr("Permissions")
           : step == "jetstream"      ? ConsoleOpener::tr("JetStream")
           : step == "beamline"       ? ConsoleOpener::tr("Beamline")
                                      : toText(step);
}

std::vector<ui::DiagnosisStep> stepsOf(const nats::Diagnosis& diagnosis) {
    std::vector<ui::DiagnosisStep> steps;
    for (const auto& one : diagnosis.steps) {
        // JetStream is the nodes' business: a console that may not see it works all the same.
        const bool harmless = diagnosis.usable && one.result == nats::StepResult::failed;
        const auto state = one.result == nats::StepResult::ok         ? ui::DiagnosisStep::Passed
                           : one.result == nats::StepResult::notTried ? ui::DiagnosisStep::NotTried
                           : harmless                                 ? ui::DiagnosisStep::Warned
                                                                      : ui::DiagnosisStep::Failed;
        steps.push_back({state, titleOf(one.name), toText(one.text)});
    }
    return steps;
}

std::vector<ui::DiagnosisStep> diagnoseNats(const ui::ConnectionProfile& profile, const std::string& secret) {
    const auto target = targetOf(profile, secret);
    if (!target.ok()) {
        return {{ui::DiagnosisStep::Failed, ConsoleOpener::tr("Settings"), toText(target.error().message)}};
    }
    return stepsOf(nats::diagnose(*target));
}
}  // namespace

ConsoleOpener::ConsoleOpener(std::filesystem::path dataDir, runtime::SecretSource secrets, QObject* parent)
    : QObject(parent), m_dataDir(std::move(dataDir)), m_secrets(std::move(secrets)) {
    m_threads.setMaxThreadCount(kMaxThreads);
}

ConsoleOpener::~ConsoleOpener() {
    m_threads.waitForDone();
}

template <class Value>
void ConsoleOpener::aside(std::function<Value()> job, std::function<void(Value)> then) {
    m_threads.start([this, job = std::move(job), then = std::move(then)] {
        auto value = std::make_shared<Value>(job());
        QMetaObject::invokeMethod(
            this, [value, then] { then(std::move(*value)); }, Qt::QueuedConnection);
    });
}

ui::OpenedEngine ConsoleOpener::share(const std::shared_ptr<Own>& own) const {
    return {own->access.engine,
            localIdentity("console"),
            own->access.owner,
            own->access.owner,
            QString::fromStdString(own->access.dataDir.string()),
            own};
}

void ConsoleOpener::open(const ui::ConnectionProfile& profile, const std::string& secret, QObject* context,
                         Opened then) {
    Opened done = [tenant = profile.tenant, then = std::move(then)](api::Result<ui::OpenedEngine> opened) {
        if (opened.ok()) {
            opened->identity.tenant = tenant;
        }
        then(std::move(opened));
    };
    if (profile.kind == ui::ConnectionKind::embedded) {
        openOwn(context, std::move(done));
        return;
    }
    using Answer = api::Result<std::shared_ptr<api::Engine>>;
    aside<Answer>([profile, secret] { return connectNats(profile, secret); },
                  [guard = QPointer<QObject>(context), done](const Answer& engine) {
                      if (guard) {
                          done(engine.ok() ? api::Result<ui::OpenedEngine>(ui::OpenedEngine{
                                                 *engine, localIdentity("console"), false, false, {}, {}})
                                           : api::Result<ui::OpenedEngine>(engine.error()));
                      }
                  });
}

/// Windows that want it while it is being opened get the same.
void ConsoleOpener::openOwn(QObject* context, Opened done) {
    if (const auto own = m_own.lock()) {
        QMetaObject::invokeMethod(
            context, [this, own, done] { done(share(own)); }, Qt::QueuedConnection);
        return;
    }
    m_waiting.emplace_back(context, std::move(done));
    if (m_waiting.size() > 1) {
        return;
    }
    EngineAccessOptions options;
    options.dataDir = m_dataDir;
    options.engine.secrets = m_secrets;
    aside<api::Result<EngineAccess>>([options] { return openEngine(options); },
                                     [this](api::Result<EngineAccess> access) { ownOpened(std::move(access)); });
}

void ConsoleOpener::ownOpened(api::Result<EngineAccess> access) {
    const auto waiting = std::exchange(m_waiting, {});
    std::shared_ptr<Own> own;
    if (access.ok()) {
        own = std::make_shared<Own>(Own{std::move(*access)});
        m_own = own;
    }
    bool taken = false;
    for (const auto& [context, done] : waiting) {
        if (context) {
            taken = true;
            done(own ? api::Result<ui::OpenedEngine>(share(own)) : api::Result<ui::OpenedEngine>(access.error()));
        }
    }
    const auto tell = [this] {
        for (const auto& done : std::exchange(m_idle, {})) {
            done();
        }
    };
    if (own && !taken) {
        auto unwanted = share(own);
        own.reset();
        close(std::move(unwanted), tell);
    } else {
        tell();
    }
}

void ConsoleOpener::close(ui::OpenedEngine opened, std::function<void()> done) {
    opened.engine.reset();
    auto own = std::static_pointer_cast<Own>(std::exchange(opened.hold, nullptr));
    const bool unwanted = !m_waiting.empty() && std::none_of(m_waiting.begin(), m_waiting.end(),
                                                             [](const auto& one) { return bool(one.first); });
    if (!own && unwanted) {
        m_idle.push_back(std::move(done));  // the program must not end while its engine begins
        return;
    }
    if (!own || own.use_count() > 1) {
        own.reset();
        QMetaObject::invokeMethod(this, std::move(done), Qt::QueuedConnection);
        return;
    }
    m_own.reset();
    aside<api::Unit>(
        [own = std::make_shared<EngineAccess>(std::move(own->access))] {
            own->stop();
            own->engine.reset();
            return api::Unit{};
        },
        [done = std::move(done)](api::Unit) { done(); });
}

void ConsoleOpener::diagnose(const ui::ConnectionProfile& profile, const std::string& secret, QObject* context,
                             Diagnosed done) {
    using Steps = std::vector<ui::DiagnosisStep>;
    const bool own = profile.kind == ui::ConnectionKind::embedded;
    const bool open = !m_own.expired();
    const QString folder = QString::fromStdString(m_dataDir.string());
    aside<Steps>(
        [=]() -> Steps {
            if (!own) {
                return diagnoseNats(profile, secret);
            }
            const QFileInfo info(folder);
            const bool writable = info.exists() ? info.isWritable() : QFileInfo(info.absolutePath()).isWritable();
            return {{info.exists() && !writable ? ui::DiagnosisStep::Failed : ui::DiagnosisStep::Passed, tr("Data"),
                     info.exists() && !writable ? tr("The folder %1 cannot be written.").arg(folder)
                                                : tr("Runs and definitions are kept in %1.").arg(folder)},
                    {open ? ui::DiagnosisStep::Passed : ui::DiagnosisStep::NotTried, tr("Engine"),
                     open ? tr("It is open in this program.") : tr("It is opened when you connect.")}};
        },
        [guard = QPointer<QObject>(context), done](Steps steps) {
            if (guard) {
                done(std::move(steps));
            }
        });
}

std::vector<ui::ImportedContext> ConsoleOpener::contexts() {
    std::vector<ui::ImportedContext> all;
    for (const auto& one : nats::listContexts()) {
        all.push_back(
            {toText(one.name), toText(one.description), ui::serversOf(toText(one.servers)), toText(one.problem)});
    }
    return all;
}

}  // namespace beamline::app
