// SPDX-License-Identifier: Apache-2.0
// What the desktop is told and how it looks: over a session bus of its own, with a notification server and a portal
// that this program plays.
#include <QAction>
#include <QCheckBox>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeEdit>

#include "tests/ui/sample_data.h"
#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifier.h"
#include "ui/shell/tray_icon.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

using namespace beamline;
using namespace beamline::ui;

namespace {

constexpr int kBusPatienceMs = 20'000;
const QString kNotifyName = QStringLiteral("org.freedesktop.Notifications");
const QString kNotifyPath = QStringLiteral("/org/freedesktop/Notifications");
const QString kPortalName = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPortalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kPortalSettings = QStringLiteral("org.freedesktop.portal.Settings");

/// Shows nothing and remembers all.
class NotificationServer : public QDBusVirtualObject {
public:
    struct One {
        QString title, text;
        QStringList actions;
        QVariantMap hints;
    };

    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& bus) override {
        const auto arguments = message.arguments();
        QVariantList answer;
        if (message.member() == QLatin1String("GetCapabilities")) {
            answer << capabilities;
        } else if (message.member() == QLatin1String("Notify")) {
            const uint id = arguments[1].toUInt() != 0 ? arguments[1].toUInt() : ++lastId;
            shown[id] = {arguments[3].toString(), arguments[4].toString(), arguments[5].toStringList(),
                         qdbus_cast<QVariantMap>(arguments[6])};
            ++notified;
            answer << id;
        } else if (message.member() == QLatin1String("CloseNotification")) {
            shown.remove(arguments[0].toUInt());
            say("NotificationClosed", {arguments[0], 3U});
        }
        return bus.send(message.createReply(answer));
    }
    void say(const char* name, const QVariantList& arguments) const {
        auto signal = QDBusMessage::createSignal(kNotifyPath, kNotifyName, QString::fromLatin1(name));
        signal.setArguments(arguments);
        QDBusConnection(QStringLiteral("server")).send(signal);
    }
    /// As desktops do: what was chosen goes.
    void choose(const QString& action) {
        const uint id = shown.lastKey();
        say("ActionInvoked", {id, action});
        shown.remove(id);
        say("NotificationClosed", {id, 2U});
    }

    QStringList capabilities{QStringLiteral("actions"), QStringLiteral("body"), QStringLiteral("body-markup")};
    QMap<uint, One> shown;
    uint lastId = 0;
    int notified = 0;
};

class Portal : public QDBusVirtualObject {
public:
    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& bus) override {
        const QString key = message.arguments().value(1).toString();
        if (!values.contains(key)) {
            return bus.send(message.createErrorReply(QStringLiteral("org.freedesktop.portal.Error.NotFound"), key));
        }
        ++asked;
        const QDBusVariant inner(values[key]);
        return bus.send(message.createReply(QVariant::fromValue(QDBusVariant(QVariant::fromValue(inner)))));
    }
    void change(const char* group, const char* key, const QVariant& value) {
        auto signal = QDBusMessage::createSignal(kPortalPath, kPortalSettings, QStringLiteral("SettingChanged"));
        signal << QString::fromLatin1(group) << QString::fromLatin1(key) << QVariant::fromValue(QDBusVariant(value));
        QDBusConnection(QStringLiteral("server")).send(signal);
    }
    QVariantMap values{{QStringLiteral("color-scheme"), 1U}};
    int asked = 0;
};

}  // namespace

class TestNotifications : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(QDBusConnection::sessionBus().isConnected(), "this test runs under dbus-run-session");
        auto bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("server"));
        QVERIFY(bus.registerVirtualObject(kPortalPath, &m_portal));
        QVERIFY(bus.registerVirtualObject(kNotifyPath, &m_server));
        QVERIFY(bus.registerService(kPortalName));
        QVERIFY(bus.registerService(kNotifyName));
        Theme::current().install(*qApp, ThemeMode::System);
        Clock::freeze(test::kSampleNow);
    }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("beamline.ini")));
        m_engine = test::sampleEngine();
        m_server.shown.clear();
        m_server.notified = 0;
        m_window = open();
        m_other = std::make_unique<QWidget>();
        lookAway();
    }
    void cleanup() {
        m_window.reset();
        m_other.reset();
        m_settings.reset();
        m_engine.reset();
    }

    // ---- the desktop's look -----------------------------------------------------------------------------------------
    void theThemeFollowsThePortal() {
        auto& theme = Theme::current();
        QTRY_VERIFY_WITH_TIMEOUT(theme.isDark(), kBusPatienceMs);  // color-scheme 1
        QVERIFY(!theme.isHighContrast());
        m_portal.change("org.freedesktop.appearance", "color-scheme", 2U);
        QTRY_VERIFY_WITH_TIMEOUT(!theme.isDark(), kBusPatienceMs);
        m_portal.change("org.freedesktop.appearance", "contrast", 1U);
        QTRY_VERIFY_WITH_TIMEOUT(theme.isHighContrast(), kBusPatienceMs);
        QCOMPARE(theme.tokens().text, Theme::contrastLight().text);
        theme.setMode(ThemeMode::Light);  // who chooses a theme has it
        QVERIFY(!theme.isHighContrast());
        theme.setMode(ThemeMode::System);
        m_portal.change("org.freedesktop.appearance", "contrast", 0U);
        QTRY_VERIFY_WITH_TIMEOUT(!theme.isHighContrast(), kBusPatienceMs);
        m_portal.change("org.gnome.desktop.a11y.interface", "high-contrast", true);
        QTRY_VERIFY_WITH_TIMEOUT(theme.isHighContrast(), kBusPatienceMs);
        m_portal.change("org.gnome.desktop.a11y.interface", "high-contrast", false);
        QTRY_VERIFY_WITH_TIMEOUT(!theme.isHighContrast(), kBusPatienceMs);
        m_portal.change("org.gnome.desktop.interface", "gtk-theme", QStringLiteral("HighContrastInverse"));
        QTRY_VERIFY_WITH_TIMEOUT(theme.isHighContrast(), kBusPatienceMs);
        m_portal.change("org.gnome.desktop.interface", "gtk-theme", QStringLiteral("Adwaita"));
        QTRY_VERIFY_WITH_TIMEOUT(!theme.isHighContrast(), kBusPatienceMs);
    }

    // ---- requests ---------------------------------------------------------------------------------------------------
    void aRequestIsToldAndTakenBackWhenDecidedElsewhere() {
        auto approval = request(api::Risk::high);
        m_engine->put(approval);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.shown.size(), 1, kBusPatienceMs);
        const auto told = m_server.shown.last();
        QCOMPARE(told.title, QStringLiteral("Approval wanted — Beamline"));
        QCOMPARE(told.text, QStringLiteral("Restart &lt;b&gt;web-3&lt;/b&gt;"));
        QVERIFY(!told.actions.contains(Notifier::kApproveAction));  // of high risk
        QVERIFY(told.actions.contains(QStringLiteral("default")));
        QCOMPARE(told.hints.value(QStringLiteral("desktop-entry")).toString(), QStringLiteral("io.beamline.Console"));
        approval.state = api::ApprovalState::approved;
        m_engine->put(approval, "approval.closed");
        QTRY_VERIFY_WITH_TIMEOUT(m_server.shown.isEmpty(), kBusPatienceMs);
    }

    void whatNeedsAFormCannotBeApprovedUnseen() {
        auto approval = request(api::Risk::low);
        approval.form = boost::json::object{{"type", "object"}};
        m_engine->put(approval);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.shown.size(), 1, kBusPatienceMs);
        QVERIFY(!m_server.shown.last().actions.contains(Notifier::kApproveAction));
    }

    void lowRiskIsApprovedWithTheHashThatWasTold() {
        const auto approval = request(api::Risk::low);
        m_engine->put(approval);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.shown.size(), 1, kBusPatienceMs);
        QVERIFY(m_server.shown.last().actions.contains(Notifier::kApproveAction));
        m_server.choose(Notifier::kApproveAction);  // at once: it was meant for what was there before
        QTRY_COMPARE_WITH_TIMEOUT(m_server.shown.size(), 1, kBusPatienceMs);
        QVERIFY(!m_engine->last<api::DecideApproval>());
        QTest::qWait(int(Notifier::kApprovePauseMs) + 100);
        m_server.choose(Notifier::kApproveAction);
        QTRY_VERIFY_WITH_TIMEOUT(m_engine->last<api::DecideApproval>().has_value(), kBusPatienceMs);
        const auto decided = *m_engine->last<api::DecideApproval>();
        QCOMPARE(decided.approval, approval.id);
        QCOMPARE(decided.hash, approval.hash);
        QVERIFY(decided.outcome == api::Outcome::approve);
    }

    void aRefusedApprovalIsTold() {
        m_engine->put(request(api::Risk::low));
        QTRY_COMPARE_WITH_TIMEOUT(m_server.shown.size(), 1, kBusPatienceMs);
        m_engine->fail("decide_approval", {api::code::kStale, "It has changed since.", {}, false});
        QTest::qWait(int(Notifier::kApprovePauseMs) + 100);
        m_server.choose(Notifier::kApproveAction);
        QTRY_VERIFY_WITH_TIMEOUT(
            !m_server.shown.isEmpty() && m_server.shown.last().text.contains(QLatin1String("It has changed")),
            kBusPatienceMs);
        QVERIFY(m_server.shown.last().title.startsWith(QLatin1String("Not approved")));
    }

    void choosingOpensThePlace() {
        const auto approval = request(api::Risk::medium);
        m_engine->put(approval);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.shown.size(), 1, kBusPatienceMs);
        m_server.choose(QStringLiteral("default"));
        QTRY_COMPARE_WITH_TIMEOUT(m_window->place(), QStringLiteral("approvals/") + toText(approval.id),
                                  kBusPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->isActiveWindow(), kBusPatienceMs);
    }

    // ---- runs, the engine, workflows --------------------------------------------------------------------------------
    void aRunIsTakenBackWhenItGoesOn() {
        auto run = m_engine->runs({}, true).front();
        run.phase = api::Phase::faulted;
        run.now = "password=hunter2 was refused";
        m_engine->put(run);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.shown.size(), 1, kBusPatienceMs);
        const auto told = m_server.shown.last();
        QVERIFY(told.text.contains(toText(run.workflow)));
        QVERIFY(!(told.title + told.text).contains(QLatin1String("hunter2")));
        run.phase = api::Phase::running;
        m_engine->put(run);
        QTRY_VERIFY_WITH_TIMEOUT(m_server.shown.isEmpty(), kBusPatienceMs);
    }

    void anEngineIsTakenBackWhenItIsBack() {
        auto health = m_engine->health();
        const auto well = health;
        health.state = api::HealthState::refusing;
        health.problems = {{"disk_full", "The disk is full.", test::kSampleNow}};
        m_engine->setHealth(health);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.shown.size(), 1, kBusPatienceMs);
        QCOMPARE(m_server.shown.last().text, QStringLiteral("The disk is full."));
        QCOMPARE(m_server.shown.last().hints.value(QStringLiteral("urgency")).toInt(), 2);
        m_engine->setHealth(well);
        QTRY_VERIFY_WITH_TIMEOUT(m_server.shown.isEmpty(), kBusPatienceMs);
    }

    void anEngineElsewhereIsLookedAtWhileNoWindowDoes() {
        const auto* notifier = m_window->findChild<Notifier*>();
        QVERIFY(!notifier->isLooking());
        m_window->hide();
        QTRY_VERIFY_WITH_TIMEOUT(notifier->isLooking(), kBusPatienceMs);
        m_window->show();
        QTRY_VERIFY_WITH_TIMEOUT(!notifier->isLooking(), kBusPatienceMs);
        m_window->showMinimized();
        QTRY_VERIFY_WITH_TIMEOUT(notifier->isLooking(), kBusPatienceMs);
        m_window->closeSession();
        m_window->showNormal();
        QTRY_VERIFY_WITH_TIMEOUT(!notifier->isLooking(), kBusPatienceMs);
    }

    void anEngineHereTellsByItselfAndIsLeftAloneWithoutAWindow() {
        m_window = open(true);
        const auto* notifier = m_window->findChild<Notifier*>();
        m_window->hide();
        lookAway();
        QTest::qWait(0);
        QCoreApplication::processEvents();
        QVERIFY(!notifier->isLooking());
        auto health = m_engine->health();
        health.state = api::HealthState::refusing;
        health.problems = {{"disk_full", "The disk is full.", test::kSampleNow}};
        m_engine->setHealth(health);
        api::Event event;
        event.kind = "engine.health";
        m_engine->publish(event);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.shown.size(), 1, kBusPatienceMs);
        QCOMPARE(m_server.shown.last().text, QStringLiteral("The disk is full."));
    }

    void whatWorkflowsTellGoesWhenSomebodyLooks() {
        m_engine->publish(message("Backup done", "412 files"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server.shown.size(), 1, kBusPatienceMs);
        QCOMPARE(m_server.shown.last().title, QStringLiteral("Backup done — Beamline"));
        m_window->activateWindow();
        QTRY_VERIFY_WITH_TIMEOUT(m_server.shown.isEmpty(), kBusPatienceMs);
    }

    void ofTwoWindowsOneTells() {
        auto second = open();
        lookAway();
        m_engine->publish(message("Backup done", {}));
        QTRY_COMPARE_WITH_TIMEOUT(m_server.notified, 1, kBusPatienceMs);
        second->activateWindow();  // who is in one of them is not told
        QTRY_VERIFY_WITH_TIMEOUT(m_server.shown.isEmpty(), kBusPatienceMs);
        m_engine->publish(message("Backup again", {}));
        QTRY_VERIFY_WITH_TIMEOUT(barOf(*second).contains(QLatin1String("Backup again")), kBusPatienceMs);
        QVERIFY(!barOf(*m_window).contains(QLatin1String("Backup again")));
        m_window.reset();  // the other one speaks now
        lookAway();
        m_engine->publish(message("And again", {}));
        QTRY_COMPARE_WITH_TIMEOUT(m_server.notified, 2, kBusPatienceMs);
    }

    void kindsCanBeSwitchedOff() {
        m_settings->setNotifies(QStringLiteral("faults"), false);
        auto run = m_engine->runs({}, true).front();
        run.phase = api::Phase::faulted;
        m_engine->put(run);
        m_engine->publish(message("Behind it", {}));
        QTRY_COMPARE_WITH_TIMEOUT(m_server.notified, 1, kBusPatienceMs);
        QVERIFY(m_server.shown.last().title.startsWith(QLatin1String("Behind it")));
    }

    void theyAreSetOnThePageSettings() {
        m_window->activateWindow();
        m_window->open(QStringLiteral("settings/notifications"));
        auto* row = m_window->findChild<QWidget*>(QStringLiteral("notifications.quiet"));
        QVERIFY(row);
        const auto times = row->findChildren<QTimeEdit*>();
        QCOMPARE(times.size(), 2);
        QVERIFY(!times[0]->isEnabled() && !times[0]->toolTip().isEmpty());
        row->findChild<QCheckBox*>()->click();
        QVERIFY(m_settings->hasQuietHours() && times[0]->isEnabled() && times[1]->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->isActiveWindow(), kBusPatienceMs);
        times[0]->setFocus();
        times[0]->setTime({20, 30});
        QCOMPARE(m_settings->quietFrom(), QTime(20, 30));
        QCOMPARE(m_settings->quietTo(), times[1]->time());
        auto* faults = m_window->findChild<QWidget*>(QStringLiteral("notifications.faults"))->findChild<QCheckBox*>();
        faults->click();
        QVERIFY(!m_settings->notifies(QStringLiteral("faults")));
        m_settings->setNotifies(QStringLiteral("faults"), true);  // elsewhere
        QVERIFY(faults->isChecked());
    }

    void aServerThatWasExchangedShowsIt() {
        auto bus = QDBusConnection(QStringLiteral("server"));
        m_engine->publish(message("one", {}));
        QTRY_COMPARE_WITH_TIMEOUT(m_server.notified, 1, kBusPatienceMs);
        bus.unregisterService(kNotifyName);
        auto run = m_engine->runs({}, true).front();
        run.phase = api::Phase::faulted;
        m_engine->put(run);  // without a server: in the window
        QTRY_VERIFY_WITH_TIMEOUT(barOf(*m_window).contains(QLatin1String("A run faulted")), kBusPatienceMs);
        run.phase = api::Phase::completed;
        m_engine->put(run);
        QTRY_VERIFY_WITH_TIMEOUT(!barOf(*m_window).contains(QLatin1String("A run faulted")), kBusPatienceMs);
        QVERIFY(bus.registerService(kNotifyName));
        m_server.capabilities.removeAll(QStringLiteral("body-markup"));
        m_engine->put(request(api::Risk::low));
        QTRY_COMPARE_WITH_TIMEOUT(m_server.notified, 2, kBusPatienceMs);
        QCOMPARE(m_server.shown.last().text, QStringLiteral("Restart <b>web-3</b>"));
        m_server.capabilities.append(QStringLiteral("body-markup"));
    }

    void nothingStaysWhenTheWindowGoes() {
        m_engine->publish(message("one", {}));
        QTRY_COMPARE_WITH_TIMEOUT(m_server.shown.size(), 1, kBusPatienceMs);
        m_window.reset();
        QTRY_VERIFY_WITH_TIMEOUT(m_server.shown.isEmpty(), kBusPatienceMs);
    }

    // ---- tray -------------------------------------------------------------------------------------------------------
    void theTraySaysItInShapesAndWords() {
        TrayState state;
        const auto plain = TrayIcon::picture(state, 32).toImage();
        QList<QImage> all{plain};
        for (const auto worst : {EngineCondition::Degraded, EngineCondition::Unreachable}) {
            state.worst = worst;
            for (const int waiting : {0, 3, 500}) {
                state.waiting = waiting;
                const auto next = TrayIcon::picture(state, 32).toImage().convertToFormat(QImage::Format_Grayscale8);
                QVERIFY(!all.contains(next));
                all << next;
            }
        }
        TrayIcon tray;
        state.problems = 2;
        state.lines = {QStringLiteral("prod-eu: 3 waiting"), QStringLiteral("Beamline: 0 waiting")};
        tray.show(state);
        QVERIFY2(tray.toolTip().contains(QLatin1String("cannot be reached")), qPrintable(tray.toolTip()));
        QVERIFY(tray.toolTip().contains(QLatin1String("prod-eu")));
        QStringList opened;
        connect(&tray, &TrayIcon::openRequested, this, [&](const QString& place) { opened << place; });
        for (auto* action : tray.menu()->actions()) {
            if (action->text().startsWith(QLatin1String("Approvals: 500")) ||
                action->text().startsWith(QLatin1String("Problems: 2"))) {
                action->trigger();
            }
        }
        QCOMPARE(opened, (QStringList{QStringLiteral("approvals"), QStringLiteral("problems")}));
    }

private:
    std::unique_ptr<MainWindow> open(bool engineIsHere = false) {
        auto window = std::make_unique<MainWindow>(*m_settings);
        window->show();
        const int before = m_engine->calls("list_approvals");
        window->setSession(std::make_unique<EngineSession>(m_engine, test::sampleIdentity(), QStringLiteral("default")),
                           engineIsHere);
        // What waits already has been looked at.
        for (int i = 0; i < 500 && (m_engine->calls("list_approvals") == before || i < 25); ++i) {
            QTest::qWait(20);
        }
        return window;
    }
    void lookAway() {
        m_other->show();
        m_other->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_other.get()));
        QTRY_VERIFY(!m_window || !m_window->findChild<Notifier*>()->board().isWatched());
    }
    static api::Approval request(api::Risk risk) {
        api::Approval approval;
        approval.run = "01HZZZZZZZZZZZZZZZZZZZZZZZ";
        approval.id = approval.run + ".1";
        approval.ns = "examples";
        approval.workflow = "restart";
        approval.version = "1.0.0";
        approval.subject = "Restart <b>web-3</b>";
        approval.summary = "the token is s3cret";
        approval.risk = risk;
        approval.raisedAt = test::kSampleNow;
        approval.hash = "abc";
        return approval;
    }
    static api::Event message(const char* title, const char* text) {
        api::Event event;
        event.kind = api::kNotifyEvent;
        event.data = boost::json::object{{"title", title}, {"text", text ? text : ""}, {"urgency", "normal"}};
        return event;
    }
    static QString barOf(const MainWindow& window) {
        QString said;
        for (const auto* bar : window.findChildren<InfoBar*>()) {
            said += bar->isHidden() ? QString() : bar->text();
        }
        return said;
    }

    NotificationServer m_server;
    Portal m_portal;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::shared_ptr<test::FixtureEngine> m_engine;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QWidget> m_other;
};

QTEST_MAIN(TestNotifications)
#include "tst_notifications.moc"
