// SPDX-License-Identifier: Apache-2.0
// Commands with their keys and menus, the palette, settings and problems of a window.
#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "tests/ui/sample_data.h"
#include "ui/models/formatting.h"
#include "ui/models/fuzzy_match.h"
#include "ui/models/open_problem_model.h"
#include "ui/pages/settings/shortcut_model.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/main_window.h"
#include "ui/shell/places.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

using namespace beamline;
using namespace beamline::ui;

class TestShellCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        Theme::current().install(*qApp, ThemeMode::Light);
        Clock::freeze(test::kSampleNow);
    }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("beamline.ini")));
        m_engine = test::sampleEngine();
        m_window = std::make_unique<MainWindow>(*m_settings);
        m_window->setSession(
            std::make_unique<EngineSession>(m_engine, test::sampleIdentity(), QStringLiteral("default")), false);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));  // shortcuts need it
    }
    void cleanup() {
        m_window.reset();
        m_settings.reset();
        m_engine.reset();
    }

    // ---- places ---------------------------------------------------------------------------------------------------
    void everyRowOfTheTableIsAPlaceWithAPage() {
        QSet<QString> heads;
        for (const auto& row : placeRows()) {
            QVERIFY2(!heads.contains(row.head), qPrintable(row.head));
            heads.insert(row.head);
            QVERIFY(row.make || row.passing);
            QVERIFY2(row.rail == PlaceRow::Rail::None || row.text, qPrintable(row.head));
            if (row.parts.front() == 0 && !row.passing && row.needs != PlaceRow::Needs::Nothing) {
                m_window->open(row.head);
                QCOMPARE(m_window->place(), row.head);
            }
        }
        for (const char* none : {"", "nowhere", "run", "run/", "run/a/b", "workflows/a", "runs/x", "/runs"}) {
            QVERIFY2(!findPlace(QString::fromLatin1(none)), none);
        }
    }

    void backReturnsToWhatWasOnView() {
        m_window->open(QStringLiteral("settings/shortcuts"));
        m_window->open(QStringLiteral("workflows"));
        QTest::mousePress(m_window->centralWidget(), Qt::BackButton);
        QCOMPARE(m_window->place(), QStringLiteral("settings/shortcuts"));
        QVERIFY(m_window->commands().find(QStringLiteral("go.forward"))->isEnabled());
        QTest::mousePress(m_window->centralWidget(), Qt::ForwardButton);
        QCOMPARE(m_window->place(), QStringLiteral("workflows"));
        QVERIFY(!m_window->commands().find(QStringLiteral("go.forward"))->isEnabled());
    }

    // ---- keys -----------------------------------------------------------------------------------------------------
    void aKeyIsChangedKeptAndGivenBack() {
        auto& commands = m_window->commands();
        QVERIFY2(commands.assign(QStringLiteral("page.refresh"), {QKeySequence(Qt::Key_F7)}).isEmpty(), "refused");
        QCOMPARE(commands.find(QStringLiteral("page.refresh"))->shortcut(), QKeySequence(Qt::Key_F7));
        MainWindow again(*m_settings);
        QCOMPARE(again.commands().find(QStringLiteral("page.refresh"))->shortcut(), QKeySequence(Qt::Key_F7));
        QCOMPARE(commands.reset(QStringLiteral("page.refresh")), QString());
        QCOMPARE(commands.find(QStringLiteral("page.refresh"))->shortcuts().size(), 2);
        QCOMPARE(again.commands().find(QStringLiteral("page.refresh"))->shortcuts().size(), 2);  // at once, everywhere
        QCOMPARE(commands.assign(QStringLiteral("page.refresh"), {}), QString());
        QVERIFY(again.commands().find(QStringLiteral("page.refresh"))->shortcuts().isEmpty());
        commands.resetAll();
        QCOMPARE(commands.find(QStringLiteral("page.refresh"))->shortcuts().size(), 2);
    }

    void aKeyInUseIsRefusedWithTheNameOfItsCommand() {
        auto& commands = m_window->commands();
        const QString refused = commands.assign(QStringLiteral("window.quit"), {QKeySequence(Qt::CTRL | Qt::Key_K)});
        QVERIFY2(refused.contains(QStringLiteral("Go to anything")), qPrintable(refused));
        QCOMPARE(commands.find(QStringLiteral("window.quit"))->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_Q));
        // Of a page against the window, and of two pages, which are never in front together.
        QVERIFY(!commands.assign(QStringLiteral("secret.add"), {QKeySequence(Qt::CTRL | Qt::Key_K)}).isEmpty());
        QVERIFY(!commands.assign(QStringLiteral("window.quit"), {QKeySequence(Qt::Key_J)}).isEmpty());
        QCOMPARE(commands.assign(QStringLiteral("secret.add"), {QKeySequence(Qt::Key_J)}), QString());
        QVERIFY(!commands.assign(QStringLiteral("approval.next"), {QKeySequence(Qt::Key_K)}).isEmpty());
        QVERIFY(!commands.assign(QStringLiteral("window.quit"), {QKeySequence(Qt::Key_Tab)}).isEmpty());
        QVERIFY(!commands.assign(QStringLiteral("no.such"), {}).isEmpty());
    }

    void anothersKeyIsNotTakenByAReset() {
        auto& commands = m_window->commands();
        QVERIFY(commands.assign(QStringLiteral("window.quit"), {}).isEmpty());
        QVERIFY(commands.assign(QStringLiteral("window.layout"), {QKeySequence(Qt::CTRL | Qt::Key_Q)}).isEmpty());
        QVERIFY(commands.reset(QStringLiteral("window.quit")).contains(QStringLiteral("Reset layout")));
    }

    void aFileWrittenByHandCannotBreakKeys() {
        m_settings->setShortcut(QStringLiteral("window.quit"), QStringLiteral("Ctrl+K"));
        m_settings->setShortcut(QStringLiteral("theme.dark"), QStringLiteral("Ctrl+K; Tab; ;nonsense+++"));
        auto& commands = m_window->commands();
        const QKeySequence key(Qt::CTRL | Qt::Key_K);
        const auto keysOf = [&](const char* id) { return commands.find(QString::fromLatin1(id))->shortcuts(); };
        QVERIFY(keysOf("window.commands").isEmpty());                                        // what was chosen wins
        QVERIFY(keysOf("window.quit").contains(key) != keysOf("theme.dark").contains(key));  // one of two has it
        QVERIFY(!keysOf("theme.dark").contains(QKeySequence(Qt::Key_Tab)));
    }

    void keysOfPagesOutliveThem() {
        auto& commands = m_window->commands();
        QVERIFY(commands.assign(QStringLiteral("approval.next"), {QKeySequence(Qt::Key_F9)}).isEmpty());
        m_window->closeSession();
        m_window->setSession(
            std::make_unique<EngineSession>(m_engine, test::sampleIdentity(), QStringLiteral("default")), false);
        m_window->open(QStringLiteral("approvals"));
        QCOMPARE(m_window->findChild<QAction*>(QStringLiteral("approval.next"))->shortcut(), QKeySequence(Qt::Key_F9));
    }

    void theTableOfKeysTakesAKeyAndSaysWhatIsInItsWay() {
        m_window->open(QStringLiteral("settings/shortcuts"));
        auto* table = m_window->findChild<QTableView*>(QStringLiteral("shortcuts.table"));
        auto* model = qobject_cast<ShortcutModel*>(table->model());
        const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers) {
            table->setFocus();
            table->selectRow(model->rowOf(QStringLiteral("theme.dark")));
            QTest::keyClick(table, Qt::Key_Return);
            const auto fields = table->findChildren<QLineEdit*>(QStringLiteral("shortcut.field"));
            QVERIFY(!fields.isEmpty() && fields.last()->isVisible());
            QTest::keyClick(fields.last(), key, modifiers);
        };
        auto* dark = m_window->commands().find(QStringLiteral("theme.dark"));
        auto* bar = m_window->findChild<InfoBar*>(QStringLiteral("shortcuts.bar"));
        press(Qt::Key_Q, Qt::ControlModifier);
        QVERIFY2(bar->isVisible() && bar->text().contains(QStringLiteral("Quit")), qPrintable(bar->text()));
        QVERIFY(dark->shortcuts().isEmpty());
        press(Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(dark->shortcut(), QKeySequence(Qt::SHIFT | Qt::Key_F6));
        QVERIFY(!bar->isVisible());
        press(Qt::Key_Escape, Qt::NoModifier);
        QCOMPARE(dark->shortcut(), QKeySequence(Qt::SHIFT | Qt::Key_F6));
        QTest::keyClick(m_window.get(), Qt::Key_F6, Qt::ShiftModifier);
        QVERIFY(Theme::current().isDark());
        Theme::current().setMode(ThemeMode::Light);
    }

    // ---- menus ----------------------------------------------------------------------------------------------------
    void menusHoldEveryCommandAndAltShowsThem() {
        QVERIFY(!m_window->menuBar()->isVisible());
        QTest::keyPress(m_window->centralWidget(), Qt::Key_Alt, Qt::AltModifier);
        QTest::keyRelease(m_window->centralWidget(), Qt::Key_Alt);
        QVERIFY(m_window->menuBar()->isVisible());
        QTest::keyPress(m_window->menuBar(), Qt::Key_Escape);
        m_window->open(QStringLiteral("approvals"));
        QSet<QString> listed;
        for (auto* one : m_window->menuBar()->actions()) {
            Q_EMIT one->menu()->aboutToShow();
            for (auto* action : one->menu()->actions()) {
                listed.insert(action->objectName());
            }
        }
        for (auto* action : m_window->commands().available(nullptr)) {
            QVERIFY2(listed.contains(action->objectName()), qPrintable(action->objectName()));
        }
        QVERIFY(listed.contains(QStringLiteral("approval.next")));
        m_window->commands().find(QStringLiteral("window.menu"))->trigger();
        QVERIFY(m_settings->isMenuShown() && m_window->menuBar()->isVisible());
        m_window->commands().find(QStringLiteral("window.menu"))->trigger();
        QVERIFY(!m_window->menuBar()->isVisible());
    }

    // ---- palette --------------------------------------------------------------------------------------------------
    void textsAreFoundByWordsBeginningsAndGaps() {
        QVERIFY(fuzzyScore(QStringLiteral("Go to workflows"), QStringLiteral("workflows go")) > 0);
        QVERIFY(fuzzyScore(QStringLiteral("Dead letters"), QStringLiteral("dl")) > 0);
        QCOMPARE(fuzzyScore(QStringLiteral("Dead letters"), QStringLiteral("ld")), 0);
        QCOMPARE(fuzzyScore(QStringLiteral("Dead letters"), QStringLiteral("dead runs")), 0);
        const QString runs = QStringLiteral("runs");
        QVERIFY(fuzzyScore(runs, runs) > fuzzyScore(QStringLiteral("runs all"), runs));
        QVERIFY(fuzzyScore(QStringLiteral("Runs here"), runs) > fuzzyScore(QStringLiteral("Go to runs"), runs));
        QVERIFY(fuzzyScore(QStringLiteral("Go to runs"), runs) > fuzzyScore(QStringLiteral("Overruns"), runs));
    }

    void paletteStartsWhatWasTyped() {
        auto* field = openPalette();
        QTest::keyClicks(field, QStringLiteral("workflows go"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(m_window->place(), QStringLiteral("workflows"));
        openPalette();  // what was chosen last comes first
        QCOMPARE(list()->model()->index(0, 0).data().toString(), QStringLiteral("Go to workflows"));
        QCOMPARE(list()->model()->index(0, 0).data(PaletteModel::KeyRole).toString(),
                 m_window->commands().find(QStringLiteral("go.workflows"))->shortcut().toString());
    }

    void paletteFindsARunByItsIdAndOpensItByKeys() {
        auto* field = openPalette();
        QTest::keyClicks(field, QString::fromLatin1(test::kWaitingRun).left(12).toLower());
        QTRY_VERIFY(isWhole());
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(m_window->place(), QStringLiteral("run/") + QLatin1String(test::kWaitingRun));
    }

    void paletteFindsWorkflowsApprovalsAndSettings() {
        for (const auto& [typed, place] : {std::pair("examples/invoice", "workflows/examples/invoice-approval"),
                                           {"size of everything", "settings/appearance"}}) {
            auto* field = openPalette();
            QTest::keyClicks(field, QString::fromLatin1(typed));
            QTRY_VERIFY(isWhole());
            QTest::keyClick(field, Qt::Key_Return);
            QTRY_COMPARE(m_window->place(), QString::fromLatin1(place));
            QTRY_VERIFY(!m_window->findChild<CommandPalette*>());
        }
        api::Approval approval;
        approval.id = "01X.9";
        approval.subject = "Zebra crossing";
        m_engine->put(approval);
        auto* field = openPalette();
        QTest::keyClicks(field, QStringLiteral("zebra"));
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(m_window->place(), QStringLiteral("approvals/01X.9"));
    }

    void whatWasReadIsStartedWhateverArrives() {
        for (const char* operation : {"list_runs", "list_workflows", "list_approvals"}) {
            m_engine->hold(QString::fromLatin1(operation).toStdString());
        }
        auto* field = openPalette();
        QTest::keyClicks(field, QStringLiteral("them"));
        const QString first = list()->currentIndex().data().toString();
        QTest::keyClick(field, Qt::Key_Down);
        const QString read = list()->currentIndex().data().toString();
        QVERIFY(read != first);
        QTest::qWait(2 * PaletteModel::kRestMs);
        for (const char* operation : {"list_runs", "list_workflows", "list_approvals"}) {
            m_engine->release(QString::fromLatin1(operation).toStdString());
        }
        QTRY_VERIFY(isWhole());
        QCOMPARE(list()->currentIndex().data().toString(), read);
        const int found = list()->model()->rowCount();
        QTest::keyClicks(field, QStringLiteral("e"));  // nothing that still fits goes away while the engine is asked
        QVERIFY(list()->model()->rowCount() > 0 && list()->model()->rowCount() <= found);
    }

    void withoutASessionTheEngineIsNotAsked() {
        m_window->closeSession();
        const int before = m_engine->calls("list_runs");
        auto* field = openPalette();
        QTest::keyClicks(field, QString::fromLatin1(test::kWaitingRun));
        QVERIFY(isWhole());
        QCOMPARE(list()->model()->rowCount(), 0);
        QCOMPARE(m_engine->calls("list_runs"), before);
        field->clear();
        QTest::keyClicks(field, QStringLiteral("dark theme"));
        QVERIFY(list()->model()->rowCount() > 0);
    }

    // ---- settings -------------------------------------------------------------------------------------------------
    void settingsAreFoundByAWordAndCountAtOnce() {
        m_window->open(QStringLiteral("settings"));
        QLineEdit* search = nullptr;
        for (auto* field : m_window->findChildren<QLineEdit*>()) {
            search = field->accessibleName() == QLatin1String("Search settings") ? field : search;
        }
        QVERIFY(search);
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget(), search);
        QTest::keyClicks(search, QStringLiteral("take decision back"));
        auto* undo = m_window->findChild<QWidget*>(QStringLiteral("runs.undo"));
        auto* theme = m_window->findChild<QWidget*>(QStringLiteral("appearance.theme"));
        QTRY_VERIFY(undo->isVisible() && !theme->isVisible());
        auto* seconds = undo->findChild<QComboBox*>();
        seconds->setCurrentIndex(seconds->findData(10));
        Q_EMIT seconds->activated(seconds->currentIndex());
        QCOMPARE(m_settings->undoSeconds(), 10);
        QCOMPARE(m_window->session()->settings()->undoSeconds(), 10);
        m_settings->setUndoSeconds(99);
        QCOMPARE(seconds->currentData().toInt(), Settings::kMaxUndoSeconds);
        m_settings->setUndoSeconds(7);
        QCOMPARE(seconds->currentData().toInt(), 7);
        search->setText(QStringLiteral("refresh"));  // by the name of a command
        auto* keys = m_window->findChild<QTableView*>(QStringLiteral("shortcuts.table"));
        QTRY_VERIFY(keys->isVisible() && !undo->isVisible());
        QCOMPARE(keys->model()->rowCount(), 1);
        m_window->open(QStringLiteral("settings/appearance"));
        QVERIFY(theme->isVisible() && !keys->isVisible());
        auto* box = theme->findChild<QComboBox*>();
        m_window->commands().find(QStringLiteral("theme.dark"))->trigger();
        QCOMPARE(box->currentData().toString(), QStringLiteral("dark"));  // follows what others change
        box->setCurrentIndex(box->findData(QStringLiteral("light")));
        Q_EMIT box->activated(box->currentIndex());
        QVERIFY(!Theme::current().isDark());
        QCOMPARE(m_settings->theme(), QStringLiteral("light"));
    }

    void settingsAndTheirKeysNeedNoEngine() {
        m_window->closeSession();
        m_window->open(QStringLiteral("settings/about"));
        QVERIFY(m_window->findChild<QWidget*>(QStringLiteral("about.version"))->isVisible());
    }

    void valuesThatAFileCannotHaveAreTheFirstOnes() {
        m_settings->setScale(333);
        QCOMPARE(m_settings->scale(), 100);
        m_settings->setScale(125);
        QCOMPARE(m_settings->scale(), 125);
        m_settings->setRedactedNames(QString(5000, QLatin1Char('x')));
        QCOMPARE(m_settings->redactedNames().size(), Settings::kMaxNames);
        for (int i = 0; i < 2 * Settings::kMaxRecent; ++i) {
            m_settings->addRecentChoice(QString::number(i));
        }
        QCOMPARE(m_settings->recentChoices().size(), Settings::kMaxRecent);
    }

    // ---- problems -------------------------------------------------------------------------------------------------
    void problemsLeadToTheirCauseAndGoWithIt() {
        m_window->open(QStringLiteral("problems"));
        auto* table = m_window->findChild<QTableView*>(QStringLiteral("problems.table"));
        auto* model = qobject_cast<OpenProblemModel*>(table->model());
        const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(model->rowCount(), 0);
        auto health = m_engine->health();
        health.problems = {{"dead_letters", "Dead letters wait.", test::kSampleNow - 5000}};
        m_engine->setHealth(health);
        api::Schedule schedule;
        schedule.ns = "examples";
        schedule.workflow = "invoice-approval";
        schedule.problem = "The secret is missing.";
        m_engine->put(schedule);
        api::ClusterInfo cluster;
        cluster.warnings = {{"replicas", "One replica is away.", 0}};
        m_engine->setCluster(cluster);
        m_window->session()->refreshHealth();
        m_window->session()->report({api::code::kUnavailable, "It is away.", {}, true}, QStringLiteral("Starting x"));
        model->refresh();
        QTRY_COMPARE(model->rowCount(), 4);
        QCOMPARE(model->errors(), 2);
        QVERIFY(!statusButton(QStringLiteral("4 problems")).isEmpty());
        const auto row = [&](const QString& text) {
            for (int i = 0; i < model->rowCount(); ++i) {
                if (model->at(i).message.contains(text)) {
                    return i;
                }
            }
            return -1;
        };
        // Whoever reads one keeps it while others come and go.
        table->selectRow(row(QStringLiteral("replica")));
        health.problems.clear();
        m_engine->setHealth(health);
        m_window->session()->refreshHealth();
        QCOMPARE(model->rowCount(), 3);
        QCOMPARE(table->currentIndex().row(), row(QStringLiteral("replica")));
        auto* dismiss = m_window->findChild<QAction*>(QStringLiteral("problems.dismiss"));
        QVERIFY(!dismiss->isEnabled() && !dismiss->toolTip().isEmpty());
        table->selectRow(row(QStringLiteral("away")));
        table->selectRow(row(QStringLiteral("It is away")));
        QVERIFY(dismiss->isEnabled());
        dismiss->trigger();
        QCOMPARE(model->rowCount(), 2);
        table->selectRow(row(QStringLiteral("secret")));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(m_window->place(), QStringLiteral("workflows/examples/invoice-approval"));
        schedule.problem.clear();
        m_engine->put(schedule);  // its event is enough
        QTRY_COMPARE(model->rowCount(), 1);
        m_engine->setCluster({});
        model->refresh();
        QTRY_VERIFY(!statusButton(QStringLiteral("No problems")).isEmpty());
    }

    void aPageComesBeforeASettingOfItsName() {
        for (const auto& row : placeRows()) {
            auto* go = m_window->commands().find(QStringLiteral("go.") + row.head);
            if (!go || !go->isEnabled()) {
                continue;
            }
            const QString name = row.text ? row.railText() : CommandRegistry::textOf(*go);
            auto* field = openPalette();
            field->setText(name.toLower());
            const auto* model = qobject_cast<PaletteModel*>(list()->model());
            QCOMPARE(model->at(0).id, QStringLiteral("command:go.") + row.head);
            QTest::keyClick(palette(), Qt::Key_Escape);
        }
    }

    void noTwoCommandsHaveOneNameInTheTable() {
        QSet<QString> names;
        QStringList twice;
        for (const auto& one : m_window->commands().shortcuts()) {
            if (names.contains(one.text)) {
                twice << one.text + QLatin1Char(' ') + one.id;
            }
            names.insert(one.text);
        }
        QVERIFY2(twice.isEmpty(), qPrintable(twice.join(QLatin1Char('\n'))));
        QVERIFY2(names.contains(QStringLiteral("Approvals: Claim")) || names.contains(QStringLiteral("Claim")),
                 qPrintable(QStringList(names.values()).join(QLatin1Char('|'))));
    }

    // ---- window ---------------------------------------------------------------------------------------------------
    void theLayoutIsResetAndALinkIsCopied() {
        m_settings->setViewState(QStringLiteral("approvals.1"), 1, QByteArrayLiteral("x"));
        m_settings->setWindowGeometry(QByteArrayLiteral("y"));
        m_window->commands().find(QStringLiteral("window.layout"))->trigger();
        QVERIFY(m_settings->viewState(QStringLiteral("approvals.1"), 1).isEmpty());
        QVERIFY(m_settings->windowGeometry().isEmpty());
        m_window->open(QStringLiteral("run/") + QLatin1String(test::kWaitingRun));
        QTest::keyClick(m_window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("beamline://run/") + QLatin1String(test::kWaitingRun));
    }

private:
    QLineEdit* openPalette() {
        const bool gone = QTest::qWaitFor([this] { return !palette(); });
        m_window->activateWindow();
        if (!gone || !QTest::qWaitForWindowActive(m_window.get())) {
            return nullptr;
        }
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        return palette()->findChild<QLineEdit*>();
    }
    CommandPalette* palette() const { return m_window->findChild<CommandPalette*>(); }
    QListView* list() const { return palette()->findChild<QListView*>(); }
    bool isWhole() const { return qobject_cast<PaletteModel*>(list()->model())->isWhole(); }
    QString statusButton(const QString& text) const {
        for (const auto* button : m_window->findChildren<QToolButton*>()) {
            if (button->text() == text) {
                return text;
            }
        }
        return {};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::shared_ptr<test::FixtureEngine> m_engine;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestShellCommands)
#include "tst_shell_commands.moc"
