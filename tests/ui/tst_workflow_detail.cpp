// SPDX-License-Identifier: Apache-2.0
// One workflow looked at closely: its versions side by side, how its runs did, their inputs, its schedule.
#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QUrl>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_workflow.h"
#include "ui/models/formatting.h"
#include "ui/models/recent_input_model.h"
#include "ui/models/roles.h"
#include "ui/models/run_query.h"
#include "ui/models/upcoming_model.h"
#include "ui/models/version_list_model.h"
#include "ui/models/workflow_health_model.h"
#include "ui/pages/compare/choose_run_dialog.h"
#include "ui/pages/run/rerun_dialog.h"
#include "ui/pages/workflows/schedule_pane.h"
#include "ui/pages/workflows/start_dialog.h"
#include "ui/pages/workflows/versions_pane.h"
#include "ui/pages/workflows/workflow_editor.h"
#include "ui/pages/workflows/workflow_pane.h"
#include "ui/pages/workflows/workflow_runs_pane.h"
#include "ui/pages/workflows/workflows_page.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/figure_tile.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

namespace tst_workflow_detail {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

const QString kNs = QStringLiteral("examples");
const QString kName = QString::fromLatin1(test::kLedger);
constexpr api::Timestamp kMinuteMs = 60'000;
constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

QString cell(const QAbstractItemModel& model, int row, int column) {
    return model.index(row, column).data().toString();
}

/// The query of a place of the page Runs.
QString queryOf(const QString& place) {
    const QString front = QStringLiteral("runs/q/");
    return place.startsWith(front) ? QUrl::fromPercentEncoding(place.mid(front.size()).toLatin1()) : QString();
}

struct Models {
    std::shared_ptr<FixtureEngine> engine = test::ledgerEngine();
    EngineSession session{engine, test::sampleIdentity(), QStringLiteral("test")};
};

struct Shown {
    std::shared_ptr<FixtureEngine> engine;
    EngineSession session{engine, test::sampleIdentity(), QStringLiteral("test")};
    WorkflowsPage page{&session};
    QSignalSpy places{&page, &Page::navigate};

    explicit Shown(const QString& name = kName, std::shared_ptr<FixtureEngine> with = test::ledgerEngine())
        : engine(std::move(with)) {
        page.resize(1300, 900);
        page.show();
        page.activateWindow();
        page.activated();
        QVERIFY2(QTest::qWaitForWindowActive(&page), "the page was not shown");
        page.showWorkflow(kNs, name);
        QTRY_VERIFY(pane().isVisible() && pane().source().contains(name));
    }
    WorkflowPane& pane() { return *page.findChild<WorkflowPane*>(); }
    void openTab(WorkflowPane::Tabs tab) {
        auto* bar = pane().findChild<QTabWidget*>()->tabBar();
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(tab).center());
        QCOMPARE(bar->currentIndex(), int(tab));
    }
    template <class T>
    T* named(const char* name) {
        for (auto* one : page.findChildren<T*>()) {
            if (one->accessibleName() == QString::fromUtf8(name) && one->isVisible()) {
                return one;
            }
        }
        return nullptr;
    }
    QPushButton* button(const QString& text) {
        for (auto* one : pane().findChildren<QPushButton*>()) {
            if (one->text().remove(QLatin1Char('&')) == text && one->isVisible()) {
                return one;
            }
        }
        return nullptr;
    }
    void click(const QString& text) {
        QTRY_VERIFY2(button(text) && button(text)->isEnabled(), qPrintable(text));
        QTest::mouseClick(button(text), Qt::LeftButton);
    }
    FigureTile* tile(const QString& title) {
        for (auto* one : page.findChildren<FigureTile*>()) {
            if (one->title() == title) {
                return one;
            }
        }
        return nullptr;
    }
    QString lastPlace() { return places.isEmpty() ? QString() : places.last().first().toString(); }
    /// What stands in the place of content.
    QString note() {
        QString said;
        for (auto* one : pane().findChildren<EmptyState*>()) {
            for (auto* label : one->isVisible() ? one->findChildren<QLabel*>() : QList<QLabel*>()) {
                said += label->text() + QLatin1Char('\n');
            }
        }
        return said;
    }
};

}  // namespace

class TestWorkflowDetail : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
        Theme::current().install(*qApp, ThemeMode::Light);
    }

    // ---- models ---------------------------------------------------------------------------------------------------
    void versionsTellWhoRunsThem() {
        Models m;
        VersionListModel model(&m.session);
        QAbstractItemModelTester tester(&model, kFatal);
        model.showVersionsOf(kNs, kName);
        QTRY_COMPARE(model.rowCount(), 3);
        QCOMPARE(cell(model, 0, VersionListModel::VersionColumn), QStringLiteral("1.2.0"));
        QCOMPARE(model.index(0, 0).data(VersionRole).toString(), QStringLiteral("latest"));
        QVERIFY(model.index(1, 0).data(VersionRole).toString().isEmpty());
        QCOMPARE(cell(model, 2, VersionListModel::WaitingColumn), QStringLiteral("–"));  // nobody has counted yet
        QVERIFY(!model.unended(2));
        model.countRuns();
        QTRY_COMPARE(cell(model, 2, VersionListModel::WaitingColumn), QStringLiteral("3"));
        QCOMPARE(cell(model, 2, VersionListModel::RunningColumn), QStringLiteral("0"));
        QCOMPARE(cell(model, 0, VersionListModel::RunningColumn), QStringLiteral("1"));
        QCOMPARE(model.unended(1), std::optional<std::int64_t>(1));
        QVERIFY(model.index(2, VersionListModel::WaitingColumn)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("Suspended: 1")));
        const auto query = parseRunQuery(queryOf(model.placeOf(2)), test::kSampleNow);
        QVERIFY(query.ok());
        QCOMPARE(m.engine->runs(query.filter, true).size(), std::size_t(3));
        QCOMPARE(query.filter.version, std::string("1.0.0"));
        model.showVersionsOf(kNs, QStringLiteral("folder-backup"));  // the counts were those of another
        QTRY_COMPARE(model.rowCount(), 1);
        QVERIFY(!model.unended(0));
    }

    void countsThatAreNotToBeHadSayWhy() {
        Models m;
        m.engine->fail("group_runs", {api::code::kUnavailable, "This engine is older.", {}, false});
        VersionListModel model(&m.session);
        QSignalSpy counted(&model, &VersionListModel::counted);
        model.showVersionsOf(kNs, kName);
        QTRY_COMPARE(model.rowCount(), 3);
        model.countRuns();
        QTRY_COMPARE(counted.count(), 1);
        QCOMPARE(cell(model, 0, VersionListModel::RunningColumn), QStringLiteral("–"));
        QCOMPARE(model.index(0, VersionListModel::RunningColumn).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("This engine is older."));
    }

    void aDayAndAWeekAreToldApart() {
        Models m;
        WorkflowHealthModel model(&m.session);
        QAbstractItemModelTester tester(&model, kFatal);
        using State = WorkflowHealthModel::State;
        model.setWorkflow(kNs, kName);
        QCOMPARE(model.state(), State::Idle);
        model.refresh();
        QTRY_COMPARE(model.state(), State::Ready);
        QCOMPARE(model.figures().runs, 11);
        QCOMPARE(model.figures().completed, 6);
        QCOMPARE(model.figures().faulted, 3);
        QCOMPARE(model.figures().cancelled, 1);
        QCOMPARE(model.figures().unended, 1);
        QCOMPARE(*model.figures().success(), 0.6);
        QVERIFY(model.figures().p50 >= 41'000 && model.figures().p95 <= 51'000);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(cell(model, 0, WorkflowHealthModel::ErrorColumn), QStringLiteral("The sum differs in check"));
        QCOMPARE(cell(model, 0, WorkflowHealthModel::RunsColumn), QStringLiteral("2"));
        model.setSpan(WorkflowHealthModel::Span::Week);
        QTRY_COMPARE(model.figures().runs, 25);
        QTRY_COMPARE(cell(model, 1, WorkflowHealthModel::RunsColumn), QStringLiteral("2"));
        QCOMPARE(queryOf(model.placeOf({api::Phase::faulted})),
                 QStringLiteral("status:faulted workflow:ledger-sync namespace:examples age<7d"));
        const auto query = parseRunQuery(queryOf(model.placeOf(0)), test::kSampleNow);
        QVERIFY(query.ok());
        QCOMPARE(query.filter.phases, std::vector<api::Phase>{api::Phase::faulted});
    }

    void anAnswerForAnotherWorkflowIsNotTaken() {
        Models m;
        WorkflowHealthModel model(&m.session);
        m.engine->hold("group_runs");
        model.setWorkflow(kNs, kName);
        model.refresh();
        model.setWorkflow(kNs, QStringLiteral("folder-backup"));
        model.refresh();
        m.engine->release("group_runs");
        QTRY_COMPARE(model.state(), WorkflowHealthModel::State::Ready);
        QCOMPARE(model.figures().runs, 2);
        QVERIFY(!WorkflowFigures().success());  // of none is not 0 %
    }

    void everyInputIsThereOnce() {
        Models m;
        RecentInputModel model(&m.session);
        QAbstractItemModelTester tester(&model, kFatal);
        model.setWorkflow(kNs, kName);
        model.refresh();
        QTRY_COMPARE(model.state(), RecentInputModel::State::Ready);
        QCOMPARE(model.rowCount(), 3);
        QVERIFY(cell(model, 0, RecentInputModel::InputColumn).contains(QStringLiteral("2026-11")));
        QCOMPARE(model.index(0, RecentInputModel::PhaseColumn).data(PhaseRole).toInt(), int(api::Phase::running));
        QVERIFY(model.rowAt(0).times > 1);
        QCOMPARE(m.engine->calls("get_run"), RecentInputModel::kMaxRunsLookedAt);
        // Many different ones: the newest, and no run is asked that is not needed.
        for (int i = 0; i < 20; ++i) {
            m.engine->put(test::ledgerRun(40 + i, "1.2.0", api::Phase::completed, 60'000 - i * 1'000, 10,
                                          ("{\"book\":\"" + std::to_string(i) + "\"}").c_str()));
        }
        const int before = m.engine->calls("get_run");
        model.refresh();
        QTRY_COMPARE(model.rowCount(), RecentInputModel::kMaxRecentInputs);
        QCOMPARE(m.engine->calls("get_run") - before, RecentInputModel::kMaxRecentInputs);
        QCOMPARE(cell(model, 0, RecentInputModel::InputColumn), QStringLiteral("book: \"19\""));
    }

    void aLongInputIsCut() {
        Models m;
        const std::string longOne = "{\"book\":\"" + std::string(100'000, 'x') + "\"}";
        m.engine->put(test::ledgerRun(99, "1.2.0", api::Phase::completed, 1'000, 10, longOne.c_str()));
        RecentInputModel model(&m.session);
        model.setWorkflow(kNs, kName);
        model.refresh();
        QTRY_COMPARE(model.state(), RecentInputModel::State::Ready);
        QVERIFY(cell(model, 0, RecentInputModel::InputColumn).size() <= kShownTitle);
    }

    void comingStartsAreLocalAndFromNow() {
        UpcomingModel model;
        QAbstractItemModelTester tester(&model, kFatal);
        model.show(test::ledgerSchedule().next);
        QCOMPARE(model.rowCount(), api::kMaxUpcoming);
        QCOMPARE(cell(model, 0, UpcomingModel::TimeColumn), formatExact(test::kSampleNow + 4 * kMinuteMs));
        QCOMPARE(cell(model, 0, UpcomingModel::LeftColumn), QStringLiteral("in 4 min"));
        model.show({test::kSampleNow + 19 * kMinuteMs});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(cell(model, 0, UpcomingModel::LeftColumn), QStringLiteral("in 19 min"));
    }

    // ---- the page -------------------------------------------------------------------------------------------------
    void twoVersionsStandSideBySide() {
        Shown shown;
        shown.openTab(WorkflowPane::VersionsTab);
        auto* table = shown.named<QTableView>("Versions");
        QTRY_COMPARE(table->model()->rowCount(), 3);
        auto* base = shown.named<QComboBox>("Version to compare with");
        auto* diff = shown.pane().findChild<DiffView*>();
        QTRY_VERIFY(diff->isVisible());
        QCOMPARE(base->currentText(), QStringLiteral("1.1.0"));  // deployed before it
        QVERIFY(diff->toPlainText().contains(QStringLiteral("tell:")));
        QCOMPARE(diff->diff().removed, 2);
        const int asked = shown.engine->calls("get_workflow");
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Down);
        QTRY_COMPARE(base->currentText(), QStringLiteral("1.0.0"));
        QTRY_VERIFY(diff->isVisible() && diff->toPlainText().contains(QStringLiteral("sum-differs")));
        QCOMPARE(shown.engine->calls("get_workflow"), asked + 1);  // 1.1.0 was read before
        base->setFocus();
        QTest::keyClick(base, Qt::Key_Up);  // 1.2.0, which is newer
        QTRY_VERIFY(diff->toPlainText().contains(QStringLiteral("tell:")));
        QCOMPARE(base->currentText(), QStringLiteral("1.2.0 (latest)"));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Return);
        auto* source = shown.named<CodeEditor>("Source");
        QTRY_VERIFY(source && source->toPlainText().contains(QStringLiteral("version: '1.1.0'")));
    }

    void manyVersionsAreReadAsTheyAreLookedAt() {
        auto engine = test::ledgerEngine();
        constexpr int kMore = VersionsPane::kMaxKeptSources + 4;
        for (int i = 1; i <= kMore; ++i) {
            const std::string version = "2.0." + std::to_string(i);
            engine->put(test::ledgerVersion(version.c_str(), test::kSampleNow - (100 - i)));
        }
        Shown shown(kName, engine);
        shown.openTab(WorkflowPane::VersionsTab);
        auto* table = shown.named<QTableView>("Versions");
        QTRY_COMPARE(table->model()->rowCount(), kMore + 3);
        auto* diff = shown.pane().findChild<DiffView*>();
        const auto walk = [&] {
            for (int row = 0; row < kMore - 1; ++row) {
                table->selectRow(row);
                const QString chosen = cell(*table->model(), row, VersionListModel::VersionColumn);
                QTRY_VERIFY(diff->isVisible() && diff->toPlainText().contains(QStringLiteral("'%1'").arg(chosen)));
            }
        };
        QTRY_VERIFY(diff->isVisible());
        const int before = engine->calls("get_workflow");
        walk();
        QCOMPARE(engine->calls("get_workflow") - before, kMore - 2);  // the first two were read at the beginning
        walk();                                                       // not all were kept
        QVERIFY(engine->calls("get_workflow") - before > kMore);
    }

    void anEndedRunIsRunAgainOnTheChosenVersion() {
        Shown shown;
        shown.openTab(WorkflowPane::VersionsTab);
        auto* table = shown.named<QTableView>("Versions");
        QTRY_COMPARE(table->model()->rowCount(), 3);
        table->selectRow(1);  // 1.1.0
        shown.click(QStringLiteral("Re-run on this version…"));
        auto* choice = shown.page.findChild<ChooseRunDialog*>();
        QVERIFY(choice);
        auto* runs = choice->findChild<QTableView*>();
        QTRY_VERIFY(runs->model()->rowCount() > 0);
        for (int row = 0; row < runs->model()->rowCount(); ++row) {
            const auto phase = static_cast<api::Phase>(runs->model()->index(row, 0).data(PhaseRole).toInt());
            QVERIFY(api::isFinal(phase));
        }
        runs->selectRow(0);
        const QString run = runs->model()->index(0, 0).data(IdRole).toString();
        QTest::keyClick(runs, Qt::Key_Return);
        QTRY_VERIFY(shown.page.findChild<RerunDialog*>());
        auto* dialog = shown.page.findChild<RerunDialog*>();
        auto* send = dialog->findChild<QPushButton*>(QStringLiteral("rerun.send"));
        QCOMPARE(dialog->findChild<QComboBox*>(QStringLiteral("rerun.version"))->currentData().toString(),
                 QStringLiteral("1.1.0"));
        QTRY_VERIFY(send->isEnabled());
        QTest::mouseClick(send, Qt::LeftButton);
        QTRY_VERIFY(!shown.places.isEmpty() &&
                    shown.places.last().first().toString().startsWith(QStringLiteral("run/")));
        const auto sent = shown.engine->last<api::RerunRun>();
        QCOMPARE(toText(sent->run), run);
        QCOMPARE(sent->version, std::string("1.1.0"));
    }

    void runsOnAnOldVersionAreOnePressAway() {
        Shown shown;
        shown.openTab(WorkflowPane::VersionsTab);
        auto* table = shown.named<QTableView>("Versions");
        QTRY_COMPARE(table->model()->rowCount(), 3);
        table->selectRow(2);
        shown.click(QStringLiteral("3 runs still on 1.0.0"));
        QCOMPARE(queryOf(shown.lastPlace()),
                 QStringLiteral("status:pending,running,waiting,suspended workflow:ledger-sync namespace:examples "
                                "version:1.0.0"));
        // One of them ends: the figure follows without being asked.
        auto run = test::ledgerRun(0, "1.0.0", api::Phase::waiting, 300 * 60 * kMinuteMs, 0, "{}");
        run.run.phase = api::Phase::completed;
        run.run.endedAt = test::kSampleNow;
        shown.engine->put(run.run);
        QTRY_VERIFY_WITH_TIMEOUT(shown.button(QStringLiteral("2 runs still on 1.0.0")), 20'000);
    }

    void anOldVersionIsEditedAndStarted() {
        Shown shown;
        shown.openTab(WorkflowPane::VersionsTab);
        auto* table = shown.named<QTableView>("Versions");
        QTRY_COMPARE(table->model()->rowCount(), 3);
        table->selectRow(1);
        shown.click(QStringLiteral("Start this version…"));
        QTRY_VERIFY(shown.page.findChild<StartDialog*>());
        auto* dialog = shown.page.findChild<StartDialog*>();
        QCOMPARE(dialog->findChild<QComboBox*>()->currentText(), QStringLiteral("ledger-sync 1.1.0"));
        dialog->reject();
        QTRY_VERIFY(!shown.page.findChild<StartDialog*>());
        shown.click(QStringLiteral("Edit this version"));
        QTRY_VERIFY(shown.page.isWriting());
        const QString text = shown.page.findChild<WorkflowEditor*>()->text()->toPlainText();
        QVERIFY2(!text.contains(QStringLiteral("tell:")) && text.contains(QStringLiteral("sum-differs")),
                 qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("1.2.1")));  // above the highest, not above its own
    }

    void oneVersionHasNothingToCompareWith() {
        Shown shown(QStringLiteral("folder-backup"));
        shown.openTab(WorkflowPane::VersionsTab);
        QTRY_VERIFY(shown.note().contains(QStringLiteral("Only one version")));
        QVERIFY(!shown.named<QComboBox>("Version to compare with"));
        QTRY_VERIFY(shown.button(QStringLiteral("No run is on 1.0.0")));
        QVERIFY(!shown.button(QStringLiteral("No run is on 1.0.0"))->isEnabled());
        QVERIFY(!shown.button(QStringLiteral("No run is on 1.0.0"))->toolTip().isEmpty());
        // Another one is deployed meanwhile.
        auto another = test::ledgerVersion("1.1.0", test::kSampleNow);
        another.info.name = "folder-backup";
        shown.engine->put(another);
        QTRY_VERIFY(shown.named<QComboBox>("Version to compare with"));
        QTRY_VERIFY(shown.pane().findChild<DiffView*>()->isVisible());
    }

    void aSourceThatIsNotToBeHadCanBeAskedForAgain() {
        Shown shown;
        shown.engine->fail("get_workflow", {api::code::kUnavailable, "The engine is away.", {}, true});
        shown.openTab(WorkflowPane::VersionsTab);
        QTRY_VERIFY(shown.note().contains(QStringLiteral("The engine is away.")));
        shown.engine->clear("get_workflow");
        shown.click(QStringLiteral("Try again"));
        QTRY_VERIFY(shown.pane().findChild<DiffView*>()->isVisible());
    }

    void figuresLeadToTheirRuns() {
        Shown shown;
        shown.openTab(WorkflowPane::RunsTab);
        QTRY_COMPARE(shown.tile(QStringLiteral("Runs"))->value(), QStringLiteral("11"));
        QCOMPARE(shown.tile(QStringLiteral("Success"))->value(), QStringLiteral("60.0 %"));
        QCOMPARE(shown.tile(QStringLiteral("Success"))->detail(), QStringLiteral("3 faulted, 1 cancelled"));
        QTest::mouseClick(shown.tile(QStringLiteral("Success")), Qt::LeftButton);
        QCOMPARE(queryOf(shown.lastPlace()),
                 QStringLiteral("status:faulted workflow:ledger-sync namespace:examples age<1d"));
        shown.tile(QStringLiteral("Runs"))->setFocus();
        QTest::keyClick(shown.tile(QStringLiteral("Runs")), Qt::Key_Return);
        QCOMPARE(queryOf(shown.lastPlace()), QStringLiteral("workflow:ledger-sync namespace:examples age<1d"));
        for (auto* chip : shown.pane().findChildren<QAbstractButton*>()) {
            if (chip->text() == QLatin1String("Last week")) {
                QTest::mouseClick(chip, Qt::LeftButton);
            }
        }
        QTRY_COMPARE(shown.tile(QStringLiteral("Runs"))->value(), QStringLiteral("25"));
        auto* failures = shown.named<QTableView>("Failures");
        QVERIFY(failures);
        failures->setFocus();
        failures->selectRow(0);
        QTest::keyClick(failures, Qt::Key_Return);
        QVERIFY(queryOf(shown.lastPlace()).startsWith(QStringLiteral("status:faulted workflow:ledger-sync")));
        QVERIFY(queryOf(shown.lastPlace()).endsWith(QStringLiteral("age<7d")));
    }

    void aWorkflowWithoutRunsSaysSo() {
        auto engine = test::ledgerEngine();
        auto fresh = test::ledgerVersion("1.0.0", test::kSampleNow);
        fresh.info.name = "ledger-sync-next";
        fresh.source += "# ledger-sync-next\n";
        engine->put(fresh);
        Shown shown(QStringLiteral("ledger-sync-next"), engine);
        shown.openTab(WorkflowPane::RunsTab);
        QTRY_COMPARE(shown.tile(QStringLiteral("Runs"))->value(), QStringLiteral("0"));
        QCOMPARE(shown.tile(QStringLiteral("Success"))->value(), QStringLiteral("–"));
        QTRY_VERIFY(shown.note().contains(QStringLiteral("No run was started in this time")));
        QVERIFY(shown.note().contains(QStringLiteral("No runs yet")));
        shown.engine->fail("list_runs", {api::code::kUnavailable, "The engine is away.", {}, true});
        shown.engine->fail("group_runs", {api::code::kUnavailable, "The engine is away.", {}, true});
        shown.page.refresh();
        QTRY_VERIFY(shown.note().contains(QStringLiteral("The engine is away.")));
        QCOMPARE(shown.tile(QStringLiteral("Runs"))->value(), QStringLiteral("–"));
    }

    void aRecentInputStartsAnother() {
        Shown shown;
        shown.openTab(WorkflowPane::RunsTab);
        QTRY_VERIFY(shown.named<QTableView>("Recent inputs"));
        auto* inputs = shown.named<QTableView>("Recent inputs");
        QTRY_COMPARE(inputs->model()->rowCount(), 3);
        inputs->setFocus();
        inputs->selectRow(1);
        shown.click(QStringLiteral("Start with this input…"));
        QTRY_VERIFY(shown.page.findChild<StartDialog*>());
        auto* dialog = shown.page.findChild<StartDialog*>();
        QVERIFY(!shown.engine->last<api::StartRun>());
        auto* start = static_cast<QPushButton*>(nullptr);
        for (auto* one : dialog->findChildren<QPushButton*>()) {
            start = one->isDefault() ? one : start;
        }
        QTRY_VERIFY(start && start->isEnabled());
        QTest::mouseClick(start, Qt::LeftButton);
        QTRY_VERIFY(shown.engine->last<api::StartRun>());
        const auto sent = *shown.engine->last<api::StartRun>();
        QCOMPARE(sent.input.at("book").as_string(), "savings");
        QCOMPARE(sent.workflow, std::string(test::kLedger));
        QTRY_VERIFY(shown.lastPlace().startsWith(QStringLiteral("run/")));
        shown.click(QStringLiteral("Open run"));
        QVERIFY(shown.lastPlace().startsWith(QStringLiteral("run/01HF")));
    }

    void itsScheduleIsPausedResumedAndTriggered() {
        Shown shown;
        shown.openTab(WorkflowPane::ScheduleTab);
        QTRY_VERIFY(shown.named<QTableView>("Next starts"));
        auto* table = shown.named<QTableView>("Next starts");
        QCOMPARE(table->model()->rowCount(), api::kMaxUpcoming);
        QCOMPARE(cell(*table->model(), 0, UpcomingModel::LeftColumn), QStringLiteral("in 4 min"));
        shown.click(QStringLiteral("Pause"));
        QTRY_VERIFY(shown.button(QStringLiteral("Resume"))->isEnabled());
        QCOMPARE(shown.engine->last<api::ControlSchedule>()->workflow, std::string(test::kLedger));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_R);
        QTRY_VERIFY(shown.button(QStringLiteral("Pause"))->isEnabled());
        QVERIFY(shown.engine->last<api::ControlSchedule>()->action == api::ScheduleAction::resume);
        QTest::keyClick(table, Qt::Key_T);
        QTRY_VERIFY(shown.lastPlace().startsWith(QStringLiteral("run/")));
        auto failed = test::ledgerSchedule();
        failed.problem = "The input does not fit the schema.";
        shown.engine->put(failed);
        auto* problem = shown.page.findChild<InfoBar*>(QStringLiteral("workflowScheduleProblem"));
        QTRY_VERIFY(problem->isVisible());
        QVERIFY(problem->text().contains(QStringLiteral("does not fit the schema")));
        shown.engine->fail("control_schedule", {api::code::kUnavailable, "The engine is away.", {}, true});
        shown.click(QStringLiteral("Pause"));
        auto* bar = shown.page.findChild<InfoBar*>(QStringLiteral("workflowScheduleMessage"));
        QTRY_VERIFY(bar->isVisible());
        QCOMPARE(bar->text(), QStringLiteral("The engine is away."));
    }

    void whatDoesNotStartByItselfSaysSo() {
        Shown shown(QStringLiteral("folder-backup"));
        shown.openTab(WorkflowPane::ScheduleTab);
        QTRY_VERIFY(shown.note().contains(QStringLiteral("It does not start by itself")));
        QVERIFY(!shown.button(QStringLiteral("Pause")));
    }

    void everythingThatTakesTheFocusHasAName() {
        Shown shown;
        for (const auto tab : {WorkflowPane::VersionsTab, WorkflowPane::RunsTab, WorkflowPane::ScheduleTab}) {
            shown.openTab(tab);
            QTRY_COMPARE(shown.tile(QStringLiteral("Runs"))->isVisible(), tab == WorkflowPane::RunsTab);
            for (auto* one : shown.pane().findChildren<QWidget*>()) {
                const auto* button = qobject_cast<QAbstractButton*>(one);
                const bool named = !one->accessibleName().isEmpty() || (button && !button->text().isEmpty());
                QVERIFY2(named || one->focusProxy() || !one->isVisible() || !(one->focusPolicy() & Qt::TabFocus),
                         one->metaObject()->className());
            }
        }
    }
};

}  // namespace tst_workflow_detail

GUI_TEST(tst_workflow_detail, TestWorkflowDetail)
#include "tst_workflow_detail.moc"
