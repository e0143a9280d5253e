// SPDX-License-Identifier: Apache-2.0
// Secrets from the window into a real keyring and from there into a run of a real engine. Runs below keyring.sh.
#include <QAbstractItemView>
#include <QAction>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QDirIterator>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <atomic>
#include <csignal>
#include <mutex>

#include "app/console/keychain_secrets.h"
#include "engine/runtime/local_engine.h"
#include "tests/ui/keyring_control.h"
#include "ui/models/secret_list_model.h"
#include "ui/pages/secrets/secret_dialog.h"
#include "ui/pages/secrets/secrets_page.h"
#include "ui/session/engine_session.h"
#include "ui/session/secret_store.h"
#include "ui/session/settings.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/question.h"
#include "ui/widgets/theme.h"

using namespace beamline;
using namespace beamline::ui;

namespace {

constexpr int kPatienceMs = 60'000;  // for machines that do other things as well

/// A function that remembers what it was given.
class Ear : public blocks::Block {
public:
    Ear() {
        m_info.name = "ear";
        m_info.version = "1.0.0";
        m_info.pool = "io";
    }
    const api::FunctionInfo& info() const override { return m_info; }
    blocks::BlockResult run(const blocks::Invocation& invocation) const override {
        std::lock_guard lock(m_mutex);
        m_heard = QString::fromStdString(boost::json::serialize(*invocation.arguments));
        return api::Json(*invocation.arguments);
    }
    QString heard() const {
        std::lock_guard lock(m_mutex);
        return m_heard;
    }

private:
    api::FunctionInfo m_info;
    mutable std::mutex m_mutex;
    mutable QString m_heard;
};

/// The console without its process: window, store and embedded engine as app/console joins them.
struct Console {
    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    std::shared_ptr<Ear> ear = std::make_shared<Ear>();
    std::filesystem::path data = std::filesystem::path(folder.path().toStdString()) / "data";
    SecretStore store{settings, folder.path(), QString::fromStdString((data / "secrets").string())};
    std::shared_ptr<runtime::LocalEngine> engine;
    MainWindow window{settings};

    Console() {
        runtime::EngineOptions options;
        options.dataDir = data;
        options.extraBlocks.push_back(ear);
        options.secrets =
            app::keychainSecrets(store.keychain(), runtime::secretFiles(data / "secrets"), store.forgetter());
        auto opened = runtime::LocalEngine::open(options);
        QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().message.c_str());
        engine = *opened;
        api::RequestContext identity;
        identity.user = "ann";
        auto session = std::make_unique<EngineSession>(engine, identity, QStringLiteral("test"));
        session->setSecrets(&store);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.setSession(std::move(session), true);
    }
    ~Console() { close(); }
    void close() {
        window.closeSession();
        if (engine) {
            engine->stop(std::chrono::seconds(10));
            engine.reset();
        }
    }

    void deploy(const char* name, const char* secret, const char* expression) {
        auto ok = std::make_shared<bool>(false);
        api::DeployWorkflow op{std::string("document: {dsl: '1.0.3', namespace: test, name: ") + name +
                                   ", version: '1.0.0'}\nuse: {secrets: [" + secret +
                                   "]}\ndo:\n- c: {call: ear, with: {text: '${ " + expression + " }'}}\n",
                               "test.yaml"};
        window.session()->call<api::DeployWorkflow>(std::move(op), &window, [ok](const auto& reply) {
            *ok = reply.ok();
            QVERIFY2(reply.ok(), reply.ok() ? "" : reply.error().message.c_str());
        });
        QTRY_VERIFY_WITH_TIMEOUT(*ok, kPatienceMs);
    }
    api::Result<api::StartReply> start(const char* name) {
        auto answer = std::make_shared<std::optional<api::Result<api::StartReply>>>();
        api::StartRun op;
        op.ns = "test";
        op.workflow = name;
        op.input = boost::json::object();
        window.session()->call<api::StartRun>(std::move(op), &window, [answer](const auto& reply) { *answer = reply; });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer->has_value(), kPatienceMs); }();
        return answer->value_or(api::Error{});
    }
    /// The phase that a run of this workflow ends with.
    QString run(const char* name) {
        const auto started = start(name);
        QString ended;
        const auto ask = [&] {
            auto phase = std::make_shared<std::optional<api::Phase>>();
            window.session()->call<api::GetRun>({started->run}, &window, [phase](const auto& reply) {
                *phase = reply.ok() ? reply->run.phase : api::Phase::cancelled;
            });
            [&] { QTRY_VERIFY_WITH_TIMEOUT(phase->has_value(), kPatienceMs); }();
            ended = *phase == api::Phase::completed ? QStringLiteral("completed")
                    : *phase == api::Phase::faulted ? QStringLiteral("faulted")
                                                    : QString();
            return !ended.isEmpty() || QTest::currentTestFailed();
        };
        if (started.ok()) {
            [&] { QTRY_VERIFY_WITH_TIMEOUT(ask(), kPatienceMs); }();
        }
        return ended;
    }
    SecretsPage& page() { return *window.findChild<SecretsPage*>(); }
    QAbstractItemView* table() { return page().findChild<QAbstractItemView*>(QStringLiteral("secrets.table")); }
    QString place(const QString& name) {
        const auto* model = qobject_cast<SecretListModel*>(table()->model());
        const int row = model->rowOf(name);
        return row < 0 ? QStringLiteral("not listed") : secretPlaceText(model->at(row).place);
    }
    InfoBar* bar(const char* name) { return window.findChild<InfoBar*>(QString::fromLatin1(name)); }
    static void press(QWidget* where, const QString& text) {
        for (auto* button : where->findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text().remove(QLatin1Char('&')) == text) {
                QVERIFY2(button->isEnabled(), qPrintable(text + QStringLiteral(": ") + button->toolTip()));
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        QFAIL(qPrintable(QStringLiteral("no button ") + text));
    }
    void typeValue(const QString& value, const QString& button) {
        auto* dialog = window.findChild<SecretDialog*>();
        QVERIFY(dialog);
        auto* field = dialog->findChild<QLineEdit*>(QStringLiteral("secret.value"));
        QTRY_VERIFY_WITH_TIMEOUT(field->hasFocus(), kPatienceMs);
        QVERIFY(field->text().isEmpty());
        QTest::keyClicks(field, value);
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QVERIFY(!field->displayText().contains(value));
        press(dialog, QStringLiteral("Show"));
        QCOMPARE(field->displayText(), value);
        press(dialog, QStringLiteral("Hide"));
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        press(dialog, button);
        QTRY_VERIFY_WITH_TIMEOUT(!window.findChild<SecretDialog*>(), kPatienceMs);
        activate();
    }
    /// As a desktop does it when a dialog has closed.
    void activate() {
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }
    /// Adds by key: A, the name, the value.
    void add(const QString& name, const QString& value) {
        activate();
        window.open(QStringLiteral("secrets"));
        QTRY_VERIFY_WITH_TIMEOUT(table()->isVisible(), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(store.condition().state, KeychainCondition::State::Open, kPatienceMs);
        QTest::keyClick(table(), Qt::Key_A);
        auto* dialog = window.findChild<SecretDialog*>();
        QVERIFY(dialog);
        auto* field = dialog->findChild<QLineEdit*>(QStringLiteral("secret.name"));
        QTRY_VERIFY_WITH_TIMEOUT(field->hasFocus(), kPatienceMs);
        QTest::keyClicks(field, name);
        QTest::keyClick(field, Qt::Key_Tab);
        typeValue(value, QStringLiteral("Store in the keychain"));
        QTRY_COMPARE_WITH_TIMEOUT(place(name), QStringLiteral("In the keychain"), kPatienceMs);
    }
};

/// A keychain that is locked and whose dialog nobody answers.
class LockedService : public QDBusVirtualObject {
public:
    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& bus) override {
        const QString asked = message.member();
        QVariantList answer;
        if (asked == QStringLiteral("ReadAlias")) {
            answer << QVariant::fromValue(QDBusObjectPath("/org/freedesktop/secrets/collection/one"));
        } else if (asked == QStringLiteral("Get")) {
            answer << QVariant::fromValue(QDBusVariant(true));
        } else if (asked == QStringLiteral("Unlock")) {
            answer << QVariant::fromValue(QList<QDBusObjectPath>()) << QVariant::fromValue(QDBusObjectPath("/prompt"));
        }
        prompted = prompted || asked == QStringLiteral("Prompt");
        return bus.send(message.createReply(answer));
    }
    bool prompted = false;
};

/// Every byte below `folder`.
QStringList filesWith(const QString& folder, const QByteArray& text) {
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    int looked = 0;
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text)) {
            found << file.fileName();
        }
        ++looked;
    }
    return looked > 0 ? found : QStringList(QStringLiteral("no file at all"));
}

}  // namespace

class TestKeyring : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(qEnvironmentVariable("HOME") + QStringLiteral("/data") == qEnvironmentVariable("XDG_DATA_HOME"),
                 "run this through tests/ui/keyring.sh: it must not touch your keyring");
        Theme::current().install(*qApp, ThemeMode::Light);
    }

    void whatIsTypedReachesARunAndNothingElse() {
        const QString first = QStringLiteral("s3same-Öpen/1");
        const QString second = QStringLiteral("an0ther-one");
        Console console;
        console.deploy("user", "token", "$secrets.token");

        // From a workflow that misses it to its value.
        console.window.open(QStringLiteral("workflows/test/user"));
        QTRY_VERIFY_WITH_TIMEOUT(console.bar("missingSecret")->isVisible(), kPatienceMs);
        QVERIFY(console.bar("missingSecret")->text().contains(QStringLiteral("token")));
        QCOMPARE(console.run("user"), QStringLiteral("faulted"));
        Console::press(console.bar("missingSecret"), QStringLiteral("Set value…"));
        QCOMPARE(console.window.place(), QStringLiteral("secrets/token"));
        QTRY_VERIFY_WITH_TIMEOUT(console.window.findChild<SecretDialog*>(), kPatienceMs);
        console.typeValue(first, QStringLiteral("Store in the keychain"));
        QTRY_COMPARE_WITH_TIMEOUT(console.place(QStringLiteral("token")), QStringLiteral("In the keychain"),
                                  kPatienceMs);
        QCOMPARE(console.run("user"), QStringLiteral("completed"));
        QCOMPARE(console.ear->heard(), QStringLiteral("{\"text\":\"%1\"}").arg(first));
        console.window.open(QStringLiteral("workflows/test/user"));
        QTRY_VERIFY_WITH_TIMEOUT(!console.bar("missingSecret")->isVisible(), kPatienceMs);

        // Another value counts at the next call.
        console.window.open(QStringLiteral("secrets"));
        QTest::keyClick(console.table(), Qt::Key_E);
        console.typeValue(second, QStringLiteral("Replace"));
        QCOMPARE(console.run("user"), QStringLiteral("completed"));
        QCOMPARE(console.ear->heard(), QStringLiteral("{\"text\":\"%1\"}").arg(second));

        QTest::keyClick(console.table(), Qt::Key_Delete);
        auto* question = console.window.findChild<Question*>();
        QVERIFY(question && question->text().contains(QStringLiteral("test/user")));
        Console::press(question, QStringLiteral("Remove"));
        QTRY_COMPARE_WITH_TIMEOUT(console.place(QStringLiteral("token")), QStringLiteral("Missing"), kPatienceMs);
        QCOMPARE(console.run("user"), QStringLiteral("faulted"));

        console.add(QStringLiteral("token"), second);
        QCOMPARE(console.run("user"), QStringLiteral("completed"));
        console.close();
        for (const QString& value : {first, second}) {
            QCOMPARE(filesWith(console.folder.path(), value.toUtf8()), QStringList());
        }
        QCOMPARE(filesWith(console.folder.path(), "token").isEmpty(), false);  // the names are there
    }

    void aNameThatOnlyAnOlderVersionNeedsIsAdded() {
        Console console;
        console.window.open(QStringLiteral("secrets/older"));
        QTRY_VERIFY_WITH_TIMEOUT(console.window.findChild<SecretDialog*>(), kPatienceMs);
        auto* dialog = console.window.findChild<SecretDialog*>();
        QCOMPARE(dialog->findChild<QLineEdit*>(QStringLiteral("secret.name"))->text(), QStringLiteral("older"));
        console.typeValue(QStringLiteral("as-before"), QStringLiteral("Store in the keychain"));
        QTRY_COMPARE_WITH_TIMEOUT(console.place(QStringLiteral("older")), QStringLiteral("In the keychain"),
                                  kPatienceMs);
    }

    void anObjectHasMembers() {
        Console console;
        console.deploy("login", "login", "$secrets.login.password + \"!\"");
        console.add(QStringLiteral("login"), QStringLiteral("{\"user\": \"ann\", \"password\": \"pa55-word\"}"));
        QCOMPARE(console.run("login"), QStringLiteral("completed"));
        QCOMPARE(console.ear->heard(), QStringLiteral("{\"text\":\"pa55-word!\"}"));
        console.close();
        QCOMPARE(filesWith(console.folder.path(), "pa55-word"), QStringList());
    }

    void aLockedKeychainIsSaidAndHidesNoFile() {
        Console console;
        console.deploy("user", "token", "$secrets.token");
        console.deploy("filed", "other", "$secrets.other");
        console.add(QStringLiteral("token"), QStringLiteral("behind-the-lock"));
        QVERIFY(QDir().mkpath(console.store.folder()));
        QFile file(console.store.folder() + QStringLiteral("/other"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("from-a-file\n") > 0);
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner));
        QCOMPARE(test::lockKeyring(), QString());
        console.page().refresh();
        QTRY_VERIFY_WITH_TIMEOUT(console.bar("keychain")->isVisible(), kPatienceMs);
        QVERIFY(console.bar("keychain")->text().contains(QStringLiteral("locked")));
        for (const char* id : {"secret.add", "secret.set", "secret.remove"}) {
            auto* action = console.page().findChild<QAction*>(QString::fromLatin1(id));
            QVERIFY2(!action->isEnabled() && action->toolTip().contains(QStringLiteral("Unlock")), id);
        }
        const auto refused = console.start("user");
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, std::string(api::code::kUnavailable));
        QVERIFY2(refused.error().message.find("is locked. Unlock it") != std::string::npos,
                 refused.error().message.c_str());
        QCOMPARE(console.run("filed"), QStringLiteral("completed"));
        QCOMPARE(console.ear->heard(), QStringLiteral("{\"text\":\"from-a-file\"}"));

        QCOMPARE(test::unlockKeyring(), QString());
        console.page().refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!console.bar("keychain")->isVisible(), kPatienceMs);
        QCOMPARE(console.run("user"), QStringLiteral("completed"));
        QCOMPARE(console.ear->heard(), QStringLiteral("{\"text\":\"behind-the-lock\"}"));
    }

    void aKeychainThatDoesNotAnswerStopsNeitherTheWindowNorTheEnd() {
        Console console;
        console.deploy("user", "token", "$secrets.token");
        console.add(QStringLiteral("token"), QStringLiteral("behind-a-sleeper"));
        const auto pid = static_cast<pid_t>(test::keyringProcess());
        QVERIFY(pid > 1);
        ::kill(pid, SIGSTOP);
        int ticks = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&ticks] { ++ticks; });
        timer.start(0);
        const auto refused = console.start("user");
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, std::string(api::code::kUnavailable));
        QVERIFY2(ticks > 10, qPrintable(QString::number(ticks)));
        std::optional<api::Result<api::StartReply>> late;
        api::StartRun op;
        op.ns = "test";
        op.workflow = "user";
        console.window.session()->call<api::StartRun>(std::move(op), &console.window,
                                                      [&late](const auto& reply) { late = reply; });
        console.close();  // with a question to the keychain under way
        ::kill(pid, SIGCONT);
        QVERIFY(!late);
    }

    void moreQuestionsThanItTakesAreRefusedAtOnce() {
        const Keychain keychain(QStringLiteral("Beamline: test"));
        const auto pid = static_cast<pid_t>(test::keyringProcess());
        QVERIFY(pid > 1);
        ::kill(pid, SIGSTOP);
        auto answered = std::make_shared<std::atomic<int>>(0);
        auto refused = std::make_shared<std::atomic<int>>(0);
        for (int i = 0; i <= Keychain::kMaxUnderWay; ++i) {
            keychain.read("nobody", [answered, refused](const auto& answer) {
                *refused += !answer.ok() && answer.error().message.find("wait for the keychain") != std::string::npos;
                ++*answered;
            });
        }
        const int atOnce = *refused;
        ::kill(pid, SIGCONT);
        QCOMPARE(atOnce, 1);
        QTRY_COMPARE_WITH_TIMEOUT(int(*answered), Keychain::kMaxUnderWay + 1, kPatienceMs);
        QCOMPARE(int(*refused), 1);
    }

    void aValueThatWasRemovedElsewhereIsMissing() {
        Console console;
        console.deploy("user", "token", "$secrets.token");
        console.add(QStringLiteral("token"), QStringLiteral("gone-tomorrow"));
        std::atomic<bool> removed{false};
        console.store.keychain()->remove("token", [&removed](const auto& result) { removed = result.ok(); });
        QTRY_VERIFY_WITH_TIMEOUT(removed, kPatienceMs);
        QCOMPARE(console.run("user"), QStringLiteral("faulted"));
        QTRY_COMPARE_WITH_TIMEOUT(console.place(QStringLiteral("token")), QStringLiteral("Missing"), kPatienceMs);
    }

    void consolesOfOtherDirectoriesDoNotSeeIt() {
        Console one;
        one.deploy("user", "token", "$secrets.token");
        one.add(QStringLiteral("token"), QStringLiteral("mine-alone"));
        Console other;
        other.deploy("user", "token", "$secrets.token");
        QCOMPARE(other.run("user"), QStringLiteral("faulted"));
    }

    /// The last one: the keyring is gone then.
    void aKeychainThatEndsEndsItsDialog() {
        const QString name = QStringLiteral("org.freedesktop.secrets");
        auto bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("locked"));
        LockedService service;
        QVERIFY(bus.registerVirtualObject(QStringLiteral("/"), &service, QDBusConnection::SubPath));
        const auto pid = static_cast<pid_t>(test::keyringProcess());
        QVERIFY(pid > 1);
        ::kill(pid, SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(bus.registerService(name), kPatienceMs);
        QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("settings.ini")));
        SecretStore store(settings, folder.path(), folder.path());
        store.unlock();
        QTRY_VERIFY_WITH_TIMEOUT(service.prompted, kPatienceMs);
        QVERIFY(store.isUnlocking());
        QVERIFY(bus.unregisterService(name));
        QTRY_VERIFY_WITH_TIMEOUT(!store.isUnlocking(), kPatienceMs);
        bus.unregisterObject(QStringLiteral("/"), QDBusConnection::UnregisterTree);
        QDBusConnection::disconnectFromBus(QStringLiteral("locked"));
    }
};

QTEST_MAIN(TestKeyring)
#include "tst_keyring.moc"
