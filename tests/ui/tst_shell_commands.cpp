// SPDX-License-Identifier: Apache-2.0
// Commands with their keys and menus, the palette, settings and problems of a window.
#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/models/formatting.h"
#include "ui/models/fuzzy_match.h"
#include "ui/models/open_problem_model.h"
#include "ui/models/work_problems.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/settings/shortcut_model.h"
#include "ui/pages/workflows/start_dialog.h"
#include "ui/session/engine_session.h"
#include "ui/session/settings.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/command_registry.h"
#include "ui/shell/key_help.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifier.h"
#include "ui/shell/places.h"
#include "ui/shell/tray_icon.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace tst_shell_commands {

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
        QVERIFY(findPlace(QStringLiteral("batches/01HF/faulted")));
        QVERIFY(findPlace(QStringLiteral("runs/q/status:faulted/retry")));
        for (const char* none : {"", "nowhere", "run", "run/", "run/a/b", "workflows/a", "runs/x", "/runs",
                                 "batches/a/b", "runs/q/a/b", "runs/q/a/retry/b"}) {
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

    void theKeysOfAPageAreShownOverIt() {
        const auto keys = [this] { return m_window->findChild<KeyHelp*>(); };
        const auto says = [&](const QString& text) {
            const auto labels = keys()->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](const QLabel* one) { return one->text() == text || one->accessibleName() == text; });
        };
        m_window->open(QStringLiteral("runs"));
        auto* table = m_window->findChild<RunsPage*>()->findChild<TableView*>();
        QTRY_VERIFY(table && table->isVisible() && table->model()->rowCount() > 0);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Question);
        QVERIFY(keys() && keys()->isVisible());
        QCOMPARE(m_window->place(), QStringLiteral("runs"));
        QVERIFY(says(QStringLiteral("On this page: Runs")));
        QVERIFY(says(QStringLiteral("Ctrl+K: Go to anything…")));
        QVERIFY(says(QStringLiteral("F5, Ctrl+R: Refresh")));
        QVERIFY(says(QStringLiteral("Alt: Show the menus")));
        int own = 0;
        for (auto* action : qobject_cast<Page*>(m_window->findChild<RunsPage*>())->actions()) {
            if (action->isVisible() && !action->objectName().isEmpty() && !action->shortcuts().isEmpty()) {
                ++own;
                QVERIFY2(says(CommandRegistry::textOf(*action)), qPrintable(action->objectName()));
            }
        }
        QVERIFY(own > 0);
        QTest::keyClick(keys(), Qt::Key_Escape);
        QTRY_VERIFY(!keys());
        m_window->activateWindow();  // as a window manager does
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTRY_COMPARE(QApplication::focusWidget(), table);
        QCOMPARE(m_window->place(), QStringLiteral("runs"));
        QTest::keyClick(table, Qt::Key_Question);
        QVERIFY(QTest::qWaitForWindowActive(keys()));
        QTest::keyClick(keys(), Qt::Key_Question);  // the same key puts it away
        QTRY_VERIFY(!keys());
        m_window->open(QStringLiteral("problems"));
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_Question);
        QVERIFY(keys() && says(QStringLiteral("O: Go to its cause")));
        QTest::mouseClick(keys()->findChild<QAbstractButton*>(QStringLiteral("keys.all")), Qt::LeftButton);
        QTRY_VERIFY(!keys());
        QCOMPARE(m_window->place(), QStringLiteral("settings/shortcuts"));
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

    void theWorkflowOfTheRunOnViewIsProposedToBeStarted() {
        m_window->open(QStringLiteral("run/") + QLatin1String(test::kWaitingRun));
        QTRY_VERIFY(m_engine->calls("get_run") > 0);
        const auto shown = m_engine->runs({}, true);
        const auto run =
            std::find_if(shown.begin(), shown.end(), [](const auto& one) { return one.id == test::kWaitingRun; });
        QVERIFY(run != shown.end());
        QTRY_VERIFY(m_window->windowTitle().contains(QString::fromStdString(run->workflow)));
        m_window->commands().find(QStringLiteral("run.start"))->trigger();
        QTRY_VERIFY(m_window->findChild<StartDialog*>());
        const auto* which = m_window->findChild<StartDialog*>()->findChild<QComboBox*>();
        QTRY_VERIFY(which->currentText().contains(QString::fromStdString(run->workflow)));
        m_window->findChild<StartDialog*>()->reject();
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

    void enterBeforeTheEngineHasAnsweredMeansTheBestOfAllThatIsFound() {
        for (const bool twice : {false, true}) {
            m_window->open(QStringLiteral("overview"));
            m_engine->hold("list_runs");
            auto* field = openPalette();
            QTest::keyClicks(field, QString::fromLatin1(test::kWaitingRun));
            QTest::keyClick(field, Qt::Key_Return);
            QTest::qWait(2 * PaletteModel::kRestMs);
            QVERIFY(palette());
            if (twice) {
                QTest::keyClick(field, Qt::Key_Return);  // nothing is there to be opened
                QVERIFY(palette());
            }
            m_engine->release("list_runs");
            QTRY_COMPARE(m_window->place(), QStringLiteral("run/") + QLatin1String(test::kWaitingRun));
        }
        m_engine->hold("list_runs");
        auto* field = openPalette();
        QTest::keyClicks(field, QStringLiteral("go to workflows"));
        QTest::keyClick(field, Qt::Key_Return);
        QTest::keyClick(field, Qt::Key_Return);  // what is selected now, without waiting
        QTRY_COMPARE(m_window->place(), QStringLiteral("workflows"));
        m_engine->release("list_runs");
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
        test::settleWork(*m_engine);
        model->refresh();
        QTRY_COMPARE(model->rowCount(), 0);
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

    /// Faulted runs by their error and requests that are overdue; one number for window and page, nothing twice.
    void faultedRunsAndOverdueApprovalsAreProblems() {
        test::settleWork(*m_engine);
        m_window->open(QStringLiteral("problems"));
        auto* table = m_window->findChild<QTableView*>(QStringLiteral("problems.table"));
        auto* model = qobject_cast<OpenProblemModel*>(table->model());
        const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model->refresh();
        QTRY_COMPARE(model->rowCount(), 0);
        const auto fault = [&](int number, const char* title, api::Phase phase = api::Phase::faulted) {
            api::RunSummary run;
            run.id = "01HFFK6SY9540QZ8N3WJ5B7" + std::to_string(100 + number);
            run.ns = "examples";
            run.workflow = "data-import";
            run.version = "1.0.0";
            run.phase = phase;
            run.createdAt = test::kSampleNow - 60'000 + number;
            run.error = api::WorkflowError{"https://example.com/errors/timeout", 408, title, {}, "/do/0/probe"};
            m_engine->put(run);
        };
        fault(1, "Timeout");
        QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 1, 20'000);  // its event is enough
        QVERIFY(model->at(0).message.startsWith(QStringLiteral("A run faulted: Timeout")));
        QVERIFY(model->at(0).place.startsWith(QStringLiteral("run/")));
        for (int i = 2; i < 5; ++i) {
            fault(i, "Timeout");
        }
        fault(9, "No room");
        model->refresh();
        QTRY_COMPARE(model->rowCount(), 2);
        QVERIFY(model->at(0).message.startsWith(QStringLiteral("4 runs faulted: Timeout")));
        QCOMPARE(model->errors(), 2);
        std::optional<api::Approval> asked;
        m_window->session()->call<api::GetApproval>(
            {test::kInvoiceApproval}, nullptr,
            [&](const api::Result<api::ApprovalReply>& reply) { asked = reply->approval; });
        QTRY_VERIFY(asked);
        auto late = *asked;
        late.dueAt = test::kSampleNow - 60'000;
        m_engine->put(late);
        QTRY_COMPARE(model->rowCount(), 3);
        QCOMPARE(model->at(2).place, QStringLiteral("approvals/") + toText(late.id));
        QVERIFY(model->at(2).severity == api::Severity::warning);
        QTRY_VERIFY(!statusButton(QStringLiteral("3 problems")).isEmpty());
        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY2(m_window->place().startsWith(QStringLiteral("runs/q/error%3A")), qPrintable(m_window->place()));
        auto* runs = m_window->findChild<RunsPage*>()->findChild<TableView*>();
        QTRY_COMPARE(runs->model()->rowCount(), 4);
        m_window->open(QStringLiteral("problems"));
        for (int i = 1; i < 5; ++i) {
            fault(i, "Timeout", api::Phase::completed);
        }
        late.state = api::ApprovalState::approved;
        m_engine->put(late, "approval.closed");
        model->refresh();
        QTRY_COMPARE(model->rowCount(), 1);  // it went with its cause
        for (int i = 0; i < static_cast<int>(WorkProblems::kMaxErrors) + 5; ++i) {
            fault(100 + i, qPrintable(QStringLiteral("Error %1").arg(i)));
        }
        model->refresh();
        QTRY_COMPARE(model->rowCount(), static_cast<int>(WorkProblems::kMaxErrors) + 1);
        QCOMPARE(model->count(), static_cast<int>(WorkProblems::kMaxErrors) + 6);
        QCOMPARE(model->at(model->rowCount() - 1).place, QStringLiteral("deadletters"));
        QTRY_VERIFY(!statusButton(QStringLiteral("%1 problems").arg(model->count())).isEmpty());
    }

    void anOverdueRequestIsCountedOnceInTheTray() {
        test::settleWork(*m_engine);
        auto* model = m_window->findChild<OpenProblemModel*>();
        model->refresh();
        QTRY_COMPARE(model->count(), 0);
        QTRY_VERIFY(Notifier::trayState().waiting > 0);
        const int waiting = Notifier::trayState().waiting;
        api::Approval mine;
        mine.id = "01HZ.1";
        mine.run = "01HZ";
        mine.ns = "examples";
        mine.workflow = "invoice-approval";
        mine.subject = "Mine and late";
        mine.dueAt = test::kSampleNow - 60'000;
        auto theirs = mine;
        theirs.id = "01HZ.2";
        theirs.subject = "Theirs and late";
        theirs.candidates.users = {"somebody-else"};
        m_engine->put(mine, "approval.raised");
        m_engine->put(theirs, "approval.raised");
        model->refresh();
        QTRY_COMPARE(model->count(), 2);  // the page lists both
        QTRY_COMPARE(Notifier::trayState().waiting, waiting + 1);
        QCOMPARE(Notifier::trayState().problems, 1);
        mine.state = api::ApprovalState::approved;
        m_engine->put(mine, "approval.closed");
        model->refresh();
        QTRY_COMPARE(Notifier::trayState().waiting, waiting);
        QTRY_COMPARE(model->count(), 1);
        QCOMPARE(Notifier::trayState().problems, 1);
    }

    /// A burst of failures is one message, and none where they are listed anyway.
    void manyProblemsAreOneMessage() {
        test::settleWork(*m_engine);
        m_window->open(QStringLiteral("runs"));
        auto* session = m_window->session();
        const auto bar = [&]() -> InfoBar* {
            for (auto* one : m_window->findChildren<InfoBar*>()) {
                if (one->isVisible() && one->text().contains(QStringLiteral("It is away"))) {
                    return one;
                }
            }
            return nullptr;
        };
        for (int i = 0; i < 3; ++i) {
            session->report({api::code::kUnavailable, "It is away.", {}, true}, QStringLiteral("Starting x"));
        }
        QVERIFY(bar());
        QCOMPARE(bar()->text(), QStringLiteral("3 problems, the last one: Starting x: It is away."));
        Q_EMIT bar()->actionClicked();
        QCOMPARE(m_window->place(), QStringLiteral("problems"));
        QVERIFY(!bar());
        session->report({api::code::kUnavailable, "It is away.", {}, true}, QStringLiteral("Starting x"));
        QVERIFY(!bar());
        m_window->open(QStringLiteral("runs"));
        session->report({api::code::kUnavailable, "It is away.", {}, true}, QStringLiteral("Starting x"));
        QCOMPARE(bar()->text(), QStringLiteral("Starting x: It is away."));
        m_window->open(QStringLiteral("problems"));
        QVERIFY(!bar());
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

}  // namespace tst_shell_commands

GUI_TEST(tst_shell_commands, TestShellCommands)
#include "tst_shell_commands.moc"
