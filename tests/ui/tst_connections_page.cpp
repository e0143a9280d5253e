// SPDX-License-Identifier: Apache-2.0
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/fixture_opener.h"
#include "tests/ui/registered_test.h"
#include "ui/models/formatting.h"
#include "ui/pages/connections/connection_dialog.h"
#include "ui/pages/connections/connections_page.h"
#include "ui/pages/connections/diagnosis_view.h"
#include "ui/pages/workflows/workflows_page.h"
#include "ui/session/connection_book.h"
#include "ui/session/engine_session.h"
#include "ui/session/secret_store.h"
#include "ui/session/settings.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/connection_band.h"
#include "ui/shell/connection_bar.h"
#include "ui/shell/connection_card.h"
#include "ui/shell/main_window.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/question.h"
#include "ui/widgets/theme.h"

namespace tst_connections_page {

using namespace beamline;
using namespace beamline::ui;

namespace {
struct Shown {
    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    SecretStore secrets{settings, QStringLiteral("connections"), QString()};
    ConnectionBook book{settings, secrets};
    test::FixtureOpener opener;
    std::shared_ptr<test::FixtureEngine> engine = test::sampleEngine();
    MainWindow window{settings};

    Shown() {
        opener.given = {{QStringLiteral("prod-eu"), {}, {"nats://10.0.0.11:4222"}, {}},
                        {QStringLiteral("websocket"), {}, {}, QStringLiteral("ws:// is not spoken by this build.")}};
        book.setContexts(opener.given);
        window.setConnections(&book, &opener);
        window.resize(1440, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }
    void connectTo(const std::string& id, bool endsHere = false) {
        window.setProfile(book.find(id)->profile);
        window.setSession(std::make_unique<EngineSession>(engine, test::sampleIdentity(), QStringLiteral("default")),
                          endsHere);
    }
    std::string add(const char* name, bool production = false) {
        ConnectionProfile profile;
        profile.name = name;
        profile.servers = {"nats://127.0.0.1:4222"};
        profile.production = production;
        return *book.put(profile);
    }
    ConnectionsPage& page() { return *window.findChild<ConnectionsPage*>(); }
    QTableView& table() { return *page().findChild<QTableView*>(); }
    QAction& action(const char* id) { return *page().findChild<QAction*>(QString::fromLatin1(id)); }
    QString cell(int row, int column) { return table().model()->index(row, column).data().toString(); }
    ConnectionDialog* dialog() { return window.findChild<ConnectionDialog*>(); }
    ConnectionCard& card() { return *window.findChild<ConnectionCard*>(); }
    ConnectionBar& bar() { return *window.findChild<ConnectionBar*>(); }
    ConnectionBand& band() { return *window.findChild<ConnectionBand*>(); }
};

template <class T>
T* named(QWidget& where, const char* name) {
    return where.findChild<T*>(QString::fromLatin1(name));
}

QPushButton* button(QWidget& where, const QString& text) {
    for (auto* one : where.findChildren<QPushButton*>()) {
        if (one->isVisible() && one->text().remove(QLatin1Char('&')) == text) {
            return one;
        }
    }
    return nullptr;
}
}  // namespace

class TestConnectionsPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qRegisterMetaType<std::string>("std::string");
        Theme::current().install(*qApp, ThemeMode::Light);
        Clock::freeze(test::kSampleNow);
    }

    void itNeedsNoEngine() {
        Shown shown;
        const auto key = shown.window.commands().find(QStringLiteral("go.connections"))->shortcut()[0];
        QTest::keyClick(&shown.window, key.key(), key.keyboardModifiers());
        QVERIFY(shown.page().isVisible());
        QCOMPARE(shown.cell(0, 0), QStringLiteral("Embedded engine"));
        QCOMPARE(shown.cell(1, 0), QStringLiteral("prod-eu"));
        QCOMPARE(shown.cell(2, 3), QStringLiteral("Cannot be used"));
        shown.table().selectRow(2);
        QVERIFY(!shown.action("connection.connect").isEnabled());
        QVERIFY(shown.action("connection.connect").toolTip().contains(QStringLiteral("ws://")));
        QVERIFY(!shown.action("connection.remove").isEnabled());
    }

    void oneIsAddedTestedAndConnected() {
        Shown shown;
        shown.opener.steps = test::sampleSteps(true);
        shown.window.open(QStringLiteral("connections"));
        QTest::keyClick(&shown.table(), Qt::Key_A);
        auto* dialog = shown.dialog();
        QVERIFY(dialog);
        auto* save = button(*dialog, QStringLiteral("Save"));
        QVERIFY(!save->isEnabled() && save->toolTip().contains(QStringLiteral("name")));
        QTest::keyClicks(named<QLineEdit>(*dialog, "connection.name"), QStringLiteral("Staging"));
        QTest::keyClicks(named<QLineEdit>(*dialog, "connection.servers"), QStringLiteral("10.0.0.7"));
        QVERIFY(save->isEnabled());
        auto* auth = named<QComboBox>(*dialog, "connection.auth");
        auth->setCurrentIndex(auth->findData(static_cast<int>(ConnectionAuth::password)));
        QVERIFY(!save->isEnabled());
        QVERIFY(named<QLineEdit>(*dialog, "connection.user")->isVisible());
        QTest::keyClicks(named<QLineEdit>(*dialog, "connection.user"), QStringLiteral("ops"));
        QTest::keyClicks(named<QLineEdit>(*dialog, "connection.secret"), QStringLiteral("pa55"));
        named<QCheckBox>(*dialog, "connection.production")->setChecked(true);

        QTest::mouseClick(button(*dialog, QStringLiteral("Test")), Qt::LeftButton);
        auto* result = dialog->findChild<DiagnosisView*>();
        QTRY_VERIFY(result->isVisible() && result->text().contains(QStringLiteral("Sign-in failed")));
        QVERIFY(result->text().contains(QStringLiteral("Permissions not tried")));
        QCOMPARE(shown.opener.lastSecret, std::string("pa55"));
        QCOMPARE(shown.opener.lastProfile.servers, std::vector<std::string>{"nats://10.0.0.7"});

        QTest::mouseClick(save, Qt::LeftButton);
        QTRY_VERIFY(!shown.dialog());
        const auto* entry = shown.book.named(QStringLiteral("staging"));
        QVERIFY(entry && entry->profile.production);
        auto* bar = named<InfoBar>(shown.page(), "connections.bar");
        QVERIFY(bar->isVisible() && bar->text().contains(QStringLiteral("until Beamline ends")));
        QCOMPARE(shown.cell(3, 0), QStringLiteral("Staging"));
        QCOMPARE(shown.table().currentIndex().row(), 3);

        QSignalSpy wanted(&shown.window, &MainWindow::connectRequested);
        shown.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        shown.table().setFocus();
        QTest::keyClick(&shown.table(), Qt::Key_C);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].value<std::string>(), entry->profile.id);
        QCOMPARE(wanted[0][1].toBool(), false);
        QTest::keyClick(&shown.table(), Qt::Key_W);
        QCOMPARE(wanted.count(), 2);
        QCOMPARE(wanted[1][1].toBool(), true);
    }

    void theTestOfAKeptOneUsesItsSecret() {
        Shown shown;
        ConnectionProfile profile;
        profile.name = "Staging";
        profile.servers = {"nats://10.0.0.7"};
        profile.auth = ConnectionAuth::token;
        const auto id = shown.book.put(profile);
        bool kept = false;
        shown.book.setSecret(*id, QStringLiteral("t0ken"),
                             [&kept](ConnectionBook::Kept, const QString&) { kept = true; });
        QTRY_VERIFY(kept);
        shown.opener.steps = test::sampleSteps(false);
        shown.window.open(QStringLiteral("connections"));
        shown.table().selectRow(3);
        QTest::keyClick(&shown.table(), Qt::Key_T);
        auto* result = shown.page().findChild<DiagnosisView*>();
        QTRY_VERIFY(result->text().contains(QStringLiteral("Beamline passed: Version 0.1.0")));
        QCOMPARE(shown.opener.lastSecret, std::string("t0ken"));
        QVERIFY(result->isVisible());
        shown.table().selectRow(0);
        QVERIFY(!result->isVisible());  // it is another's
    }

    void anEditChangesTheBandAtOnceAndLooksAloneOfOthers() {
        Shown shown;
        shown.connectTo(ConnectionProfile::kEmbeddedId);
        QVERIFY(!shown.band().isVisible());
        shown.window.open(QStringLiteral("connections"));
        shown.table().selectRow(0);
        QTest::keyClick(&shown.table(), Qt::Key_E);
        auto* dialog = shown.dialog();
        QVERIFY(dialog);
        QVERIFY(!named<QLineEdit>(*dialog, "connection.servers")->isVisible());
        named<QCheckBox>(*dialog, "connection.production")->click();
        QTest::mouseClick(button(*dialog, QStringLiteral("Save")), Qt::LeftButton);
        QTRY_VERIFY(shown.band().isVisible());
        QCOMPARE(shown.band().text(), QStringLiteral("PRODUCTION · Embedded engine"));
        for (const char* place : {"runs", "approvals", "cluster"}) {
            shown.window.open(QString::fromLatin1(place));
            QVERIFY2(shown.band().isVisible(), place);
        }
    }

    void aConnectionNamesTheTenantThatItAsksAs() {
        Shown shown;
        shown.window.open(QStringLiteral("connections"));
        shown.table().selectRow(0);  // the own engine has tenants, too
        shown.action("connection.edit").trigger();
        auto* tenant = named<QLineEdit>(*shown.dialog(), "connection.tenant");
        QVERIFY(tenant->isVisible());
        auto* save = button(*shown.dialog(), QStringLiteral("Save"));
        QTest::keyClicks(tenant, QStringLiteral("ac me"));
        QVERIFY(!save->isEnabled() && save->toolTip().contains(QStringLiteral("tenant")));
        tenant->setText(QStringLiteral("acme"));
        QTest::mouseClick(save, Qt::LeftButton);
        QTRY_COMPARE(shown.book.find(ConnectionProfile::kEmbeddedId)->profile.tenant, std::string("acme"));
        QVERIFY2(shown.cell(0, 2).contains(QStringLiteral("as a member of acme")), qPrintable(shown.cell(0, 2)));
        shown.connectTo(ConnectionProfile::kEmbeddedId);
        QVERIFY2(shown.card().accessibleName().contains(QStringLiteral("acme")),
                 qPrintable(shown.card().accessibleName()));
        ConnectionBook again(shown.settings, shown.secrets);  // it is kept
        QCOMPARE(again.find(ConnectionProfile::kEmbeddedId)->profile.tenant, std::string("acme"));
    }

    void oneInUseCannotBeRemovedAnotherIsAfterAQuestion() {
        Shown shown;
        const auto used = shown.add("Alpha");
        const auto other = shown.add("Beta");
        shown.connectTo(used);
        shown.window.open(QStringLiteral("connections"));
        shown.table().selectRow(3);
        QVERIFY(!shown.action("connection.remove").isEnabled());
        QVERIFY(shown.action("connection.remove").toolTip().contains(QStringLiteral("window is on it")));
        shown.table().selectRow(4);
        QTest::keyClick(&shown.table(), Qt::Key_Delete);
        auto* question = shown.window.findChild<Question*>();
        QVERIFY(question);
        QTest::mouseClick(button(*question, QStringLiteral("Remove")), Qt::LeftButton);
        QTRY_VERIFY(!shown.book.find(other));
        QVERIFY(shown.book.find(used));
    }

    void theSwitcherListsThemWithTheirWindows() {
        Shown shown;
        const auto id = shown.add("Alpha", true);
        shown.connectTo(ConnectionProfile::kEmbeddedId);
        QSignalSpy wanted(&shown.window, &MainWindow::connectRequested);
        QTest::mouseClick(&shown.card(), Qt::LeftButton);
        auto* menu = shown.window.findChild<QMenu*>(QStringLiteral("connection.menu"));
        QVERIFY(menu);
        auto* own = menu->findChild<QAction*>(QStringLiteral("connect.embedded"));
        QVERIFY(own && own->isChecked());
        auto* there = menu->findChild<QAction*>(QStringLiteral("window.") + toText(id));
        QVERIFY(there && there->text().contains(QStringLiteral("(production)")));
        QVERIFY(!menu->findChild<QAction*>(QStringLiteral("connect.context:websocket"))->isEnabled());
        there->trigger();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].value<std::string>(), id);
        QVERIFY(wanted[0][1].toBool());
        menu->findChild<QAction*>(QStringLiteral("connect.") + toText(id))->trigger();
        QCOMPARE(wanted.count(), 2);
        menu->close();
    }

    void leavingAnEngineThatEndsHereAsks() {
        Shown shown;
        const auto id = shown.add("Alpha");
        shown.connectTo(ConnectionProfile::kEmbeddedId, true);
        QSignalSpy wanted(&shown.window, &MainWindow::connectRequested);
        shown.window.open(QStringLiteral("connections"));
        shown.table().selectRow(3);
        QTest::keyClick(&shown.table(), Qt::Key_C);
        auto* question = shown.window.findChild<Question*>();
        QVERIFY(question && question->text().contains(QStringLiteral("stops when its last window goes")));
        QCOMPARE(wanted.count(), 0);
        QTest::mouseClick(button(*question, QStringLiteral("Stop and switch")), Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].value<std::string>(), id);
    }

    void twoWindowsAreOnTwoConnections() {
        Shown shown;
        const auto id = shown.add("Alpha", true);
        shown.connectTo(ConnectionProfile::kEmbeddedId);
        MainWindow second(shown.settings);
        second.setConnections(&shown.book, &shown.opener);
        second.setProfile(shown.book.find(id)->profile);
        second.setSession(std::make_unique<EngineSession>(test::sampleEngine(), test::sampleIdentity(), QString()),
                          false);
        second.show();
        QVERIFY(!shown.band().isVisible());
        QVERIFY(second.findChild<ConnectionBand*>()->isVisible());
        QCOMPARE(shown.book.windows(id), 1);
        shown.window.open(QStringLiteral("connections"));
        QCOMPARE(shown.cell(0, 3), QStringLiteral("Connected"));
        QCOMPARE(shown.cell(3, 3), QStringLiteral("Connected"));
        second.closeSession();
        QCOMPARE(shown.cell(3, 3), QStringLiteral("Connecting"));
    }

    void statesAreSaidInWords() {
        Shown shown;
        const auto id = shown.add("Alpha");
        shown.window.setProfile(shown.book.find(id)->profile);
        shown.window.showConnecting();
        auto* start = shown.window.findChild<StartPage*>();
        QVERIFY(start->text().contains(QStringLiteral("Connecting to Alpha")));
        shown.window.showUnreached({api::code::kForbidden, "The password is wrong.", {}, false});
        QVERIFY(start->text().contains(QStringLiteral("Alpha refuses this connection")));
        QVERIFY(shown.card().accessibleName().contains(QStringLiteral("Refused")));
        QTest::mouseClick(button(*start, QStringLiteral("Connections…")), Qt::LeftButton);
        QVERIFY(shown.page().isVisible());

        shown.connectTo(id);
        QVERIFY(shown.card().accessibleName().contains(QStringLiteral("Alpha")));
        QVERIFY(!shown.bar().isVisible());
        const auto well = shown.engine->health();
        auto lost = well;
        lost.state = api::HealthState::unreachable;
        lost.problems = {{api::code::kUnavailable, "The server is gone.", test::kSampleNow - 42'000}};
        shown.engine->setHealth(lost);
        shown.window.session()->refreshHealth();
        QVERIFY(shown.bar().isVisible());
        QVERIFY(shown.bar().text().startsWith(QStringLiteral("The server is gone. What you see is as of ")));
        QVERIFY(shown.card().accessibleName().contains(QStringLiteral("Stale")));
        QVERIFY(button(shown.bar(), QStringLiteral("Reconnect")));
        shown.engine->hold("count_runs");
        shown.engine->setHealth(well);
        shown.window.session()->refreshHealth();
        QVERIFY(shown.bar().text().startsWith(QStringLiteral("Synchronizing")));
        QTRY_VERIFY(shown.engine->calls("count_runs") > 0);
        shown.engine->release("count_runs");
        QTRY_VERIFY(!shown.bar().isVisible());
        QVERIFY(shown.card().accessibleName().contains(QStringLiteral("127.0.0.1")));
        lost.problems = {{api::code::kForbidden, "The account was closed.", 0}};
        shown.engine->setHealth(lost);
        shown.window.session()->refreshHealth();
        QVERIFY(shown.bar().text().startsWith(QStringLiteral("Refused: The account was closed.")));
    }

    void whatChangesSomethingSaysWhyItCannot_data() {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("why");
        QTest::addRow("stale") << QString::fromLatin1(api::code::kUnavailable)
                               << QStringLiteral("The engine cannot be reached now.");
        QTest::addRow("refused") << QString::fromLatin1(api::code::kForbidden)
                                 << QStringLiteral("The engine refuses this connection.");
    }
    void whatChangesSomethingSaysWhyItCannot() {
        QFETCH(QString, code);
        QFETCH(QString, why);
        Shown shown;
        shown.connectTo(shown.add("Alpha"));
        const auto say = [](QWidget* one) { return QStringList{one->toolTip(), one->accessibleDescription()}; };
        auto* start = named<QPushButton>(shown.window, "runs.start");
        auto* command = shown.window.commands().find(QStringLiteral("run.start"));
        QVERIFY(start->isEnabled() && start->accessibleDescription().isEmpty() && command->isEnabled());
        shown.window.open(QStringLiteral("workflows"));
        auto* page = shown.window.findChild<WorkflowsPage*>();
        const auto act = [page](const char* id) { return page->findChild<QAction*>(QString::fromLatin1(id)); };
        QTRY_VERIFY(act("workflow.start")->isEnabled() && act("workflow.deploy")->isEnabled());

        const auto well = shown.engine->health();
        auto lost = well;
        lost.state = api::HealthState::unreachable;
        lost.problems = {{code.toStdString(), "Gone.", test::kSampleNow - 42'000}};
        shown.engine->setHealth(lost);
        shown.window.session()->refreshHealth();
        for (const char* id : {"workflow.start", "workflow.deploy"}) {
            QVERIFY2(!act(id)->isEnabled(), id);
            QCOMPARE(act(id)->toolTip(), why);
        }
        for (const char* text : {"Start…", "Deploy…"}) {
            auto* one = button(*page, QString::fromUtf8(text));
            QVERIFY2(one && !one->isEnabled(), text);
            QCOMPARE(say(one), QStringList({why, why}));
        }
        QVERIFY(!command->isEnabled());
        QVERIFY(!start->isEnabled());
        QCOMPARE(say(start), QStringList({why, why}));

        shown.engine->setHealth(well);
        shown.window.session()->refreshHealth();
        QTRY_VERIFY(start->isEnabled() && command->isEnabled() && act("workflow.start")->isEnabled());
        QVERIFY(start->toolTip().isEmpty() && start->accessibleDescription().isEmpty());
    }

    void anEmptyListOfALostEngineStartsNothing() {
        Shown shown;
        shown.engine = std::make_shared<test::FixtureEngine>();
        shown.connectTo(shown.add("Alpha"));
        shown.window.open(QStringLiteral("runs"));
        QTRY_VERIFY(button(shown.window, QStringLiteral("Start a run")));
        auto* first = button(shown.window, QStringLiteral("Start a run"));
        QVERIFY(first->isEnabled());
        auto lost = shown.engine->health();
        lost.state = api::HealthState::unreachable;
        lost.problems = {{api::code::kUnavailable, "Gone.", test::kSampleNow - 42'000}};
        shown.engine->setHealth(lost);
        shown.window.session()->refreshHealth();
        QVERIFY(!first->isEnabled());
        QCOMPARE(first->toolTip(), QStringLiteral("The engine cannot be reached now."));
    }

    void ratesOfALostEngineAreNotShownAsTodays() {
        Shown shown;
        shown.connectTo(shown.add("Alpha"));
        const auto rate = [&shown] {
            const auto labels = shown.window.findChild<StatusLine*>()->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel* one) {
                return one->isVisible() && one->text().contains(QStringLiteral("tasks/s"));
            });
        };
        QVERIFY(rate());
        auto lost = shown.engine->health();
        lost.state = api::HealthState::unreachable;
        lost.problems = {{api::code::kUnavailable, "Gone.", test::kSampleNow - 42'000}};
        shown.engine->setHealth(lost);
        shown.window.session()->refreshHealth();
        QVERIFY(!rate());
    }

    void filesAreChosen() {
        Shown shown;
        shown.window.open(QStringLiteral("connections"));
        shown.action("connection.add").trigger();
        auto* dialog = shown.dialog();
        const QString path = shown.folder.filePath(QStringLiteral("some file.pem"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("-----BEGIN NATS USER JWT-----\n") > 0);
        file.close();
        const auto choose = [dialog](const QString& name, const QString& chosen) {
            auto* one = dialog->findChild<QPushButton*>(name + QStringLiteral(".choose"));
            QVERIFY2(one && one->isVisible() && !one->accessibleName().isEmpty(), qPrintable(name));
            QTest::mouseClick(one, Qt::LeftButton);
            auto* files = dialog->findChild<QFileDialog*>();
            QVERIFY(files && files->isVisible());
            QCOMPARE(files->windowTitle(), one->accessibleName());
            Q_EMIT files->fileSelected(chosen);
            files->close();
            QTRY_VERIFY(!dialog->findChild<QFileDialog*>());
        };
        for (const char* name : {"connection.caFile", "connection.certFile", "connection.keyFile"}) {
            choose(QString::fromLatin1(name), path);
            QCOMPARE(named<QLineEdit>(*dialog, name)->text(), path);
        }
        auto* auth = named<QComboBox>(*dialog, "connection.auth");
        QVERIFY(!named<QPushButton>(*dialog, "connection.credentials.choose")->isVisible());
        auth->setCurrentIndex(auth->findData(static_cast<int>(ConnectionAuth::credentials)));
        choose(QStringLiteral("connection.credentials"), path);
        auto* text = named<QPlainTextEdit>(*dialog, "connection.credentials");
        QCOMPARE(text->toPlainText(), QStringLiteral("-----BEGIN NATS USER JWT-----\n"));
        choose(QStringLiteral("connection.credentials"), shown.folder.filePath(QStringLiteral("not there")));
        const auto bars = dialog->findChildren<InfoBar*>();
        QVERIFY(std::any_of(bars.begin(), bars.end(), [](const InfoBar* bar) {
            return bar->isVisible() && bar->text().contains(QStringLiteral("not there cannot be read"));
        }));
        QVERIFY(!text->toPlainText().isEmpty());  // what was there stays
    }

    void aTestMakesTheDialogHigherAndSqueezesNothing() {
        Shown shown;
        shown.opener.steps = test::sampleSteps(true);
        shown.window.open(QStringLiteral("connections"));
        shown.action("connection.add").trigger();
        auto* dialog = shown.dialog();
        auto* name = named<QLineEdit>(*dialog, "connection.name");
        const int high = name->height();
        name->setText(QStringLiteral("Staging"));
        named<QLineEdit>(*dialog, "connection.servers")->setText(QStringLiteral("10.0.0.7"));
        QTest::mouseClick(button(*dialog, QStringLiteral("Test")), Qt::LeftButton);
        QTRY_VERIFY(dialog->findChild<DiagnosisView*>()->text().contains(QStringLiteral("Sign-in failed")));
        auto* layout = dialog->layout();
        QTRY_VERIFY(dialog->height() >= layout->totalHeightForWidth(dialog->width()));
        QCOMPARE(name->height(), high);
        auto* file = named<QLineEdit>(*dialog, "connection.caFile");
        QVERIFY(file->parentWidget()->height() >= file->height());
    }

    void theTitleNamesTheConnection() {
        Shown shown;
        const auto id = shown.add("prod-eu 2", true);
        shown.connectTo(ConnectionProfile::kEmbeddedId);
        shown.window.open(QStringLiteral("runs"));
        QCOMPARE(shown.window.windowTitle(), QStringLiteral("Runs — Beamline"));
        shown.window.closeSession();
        shown.window.setProfile(shown.book.find(id)->profile);
        QCOMPARE(shown.window.windowTitle(), QStringLiteral("prod-eu 2 — Beamline"));
        shown.connectTo(id);
        shown.window.open(QStringLiteral("runs"));
        QCOMPARE(shown.window.windowTitle(), QStringLiteral("Runs — prod-eu 2 — Beamline"));
        shown.window.open(QStringLiteral("approvals"));
        QCOMPARE(shown.window.windowTitle(), QStringLiteral("Approvals — prod-eu 2 — Beamline"));
        auto renamed = shown.book.find(id)->profile;
        renamed.name = "prod-us";
        QVERIFY(shown.book.put(renamed).ok());
        QCOMPARE(shown.window.windowTitle(), QStringLiteral("Approvals — prod-us — Beamline"));
    }
};

}  // namespace tst_connections_page

GUI_TEST(tst_connections_page, TestConnectionsPage)
#include "tst_connections_page.moc"
