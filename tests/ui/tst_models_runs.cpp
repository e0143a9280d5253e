// SPDX-License-Identifier: Apache-2.0
// Views of runs, their columns, groups, batches and export: what they say, against plain oracles.
#include <QAbstractItemModelTester>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <random>

#include "engine/api/ids.h"
#include "engine/api/run_filter.h"
#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/models/batch_list_model.h"
#include "ui/models/batch_runs_model.h"
#include "ui/models/batch_text.h"
#include "ui/models/formatting.h"
#include "ui/models/run_cells.h"
#include "ui/models/run_export.h"
#include "ui/models/run_group_model.h"
#include "ui/models/run_list_model.h"
#include "ui/models/run_query.h"
#include "ui/models/run_views.h"
#include "ui/session/settings.h"

namespace tst_models_runs {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

struct Bench {
    std::shared_ptr<FixtureEngine> engine = std::make_shared<FixtureEngine>();
    EngineSession session{engine, test::sampleIdentity(), QStringLiteral("test")};
};

struct Tester : QAbstractItemModelTester {
    explicit Tester(QAbstractItemModel* model) : QAbstractItemModelTester(model, FailureReportingMode::Fatal) {
        setUseFetchMore(false);  // which begins insertions inside the signals of others
    }
};

api::RunSummary runOf(int number, api::Phase phase) {
    api::RunSummary run;
    run.id = api::newUlid(test::kSampleNow + number);
    run.ns = "examples";
    run.workflow = number % 3 == 0 ? "data-import" : number % 3 == 1 ? "invoice-approval" : "folder-backup";
    run.version = number % 2 == 0 ? "1.0.0" : "2.0.0";
    run.phase = phase;
    run.createdAt = run.startedAt = test::kSampleNow + number;
    run.labels = {{"team", number % 5 == 0 ? "ops" : "finance"}};
    if (number % 7 == 0) {
        run.labels.clear();
    }
    if (phase == api::Phase::faulted) {
        run.error = api::WorkflowError{"https://example.com/errors/timeout", 408, number % 2 ? "Timeout" : "Refused",
                                       "=cmd()", "/do/0/probe"};
    }
    return run;
}

/// Everything that the engine has published has reached the models.
bool drained(Bench& bench) {
    QSignalSpy arrived(&bench.session, &EngineSession::eventsArrived);
    bench.engine->publish({});
    return arrived.wait(5000);
}

/// What the engine says now, by key.
std::map<std::string, std::int64_t> groupsOf(FixtureEngine& engine, const api::RunFilter& filter, api::RunGrouping by,
                                             const std::string& label) {
    api::RunGrouper grouper(by, label);
    std::map<std::string, std::int64_t> counts;
    for (const auto& run : engine.runs(filter, true)) {
        const auto key = grouper.keyOf(run);
        if (!key.empty()) {
            ++counts[key];
        }
    }
    return counts;
}

}  // namespace

class TestModelsRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
    }

    void viewsAreNamedOnceAndBounded() {
        RunViews views;
        QVERIFY(views.obstacle(QStringLiteral("  ")).contains(QStringLiteral("name")));
        QVERIFY(!views.add({QStringLiteral("all"), {}, {}}));  // one that comes with the console has it
        QVERIFY(views.add({QStringLiteral(" Invoices   today "), QStringLiteral("workflow:invoice*"), {}}));
        QCOMPARE(views.all().front().name, QStringLiteral("Invoices today"));
        QVERIFY(views.obstacle(QStringLiteral("INVOICES today")).contains(QStringLiteral("already")));
        QVERIFY(views.rename(0, QStringLiteral("invoices TODAY")));
        QVERIFY(!views.add({QString(RunViews::kMaxName + 1, u'x'), {}, {}}));
        for (int i = 1; i < RunViews::kMaxViews; ++i) {
            QVERIFY(views.add({QStringLiteral("View %1").arg(i), {}, {}}));
        }
        QVERIFY(views.obstacle(QStringLiteral("One more")).contains(QStringLiteral("Delete one first")));
        QVERIFY(!views.add({QStringLiteral("One more"), {}, {}}));
        views.move(0, 2);
        QCOMPARE(views.all()[2].name, QStringLiteral("invoices TODAY"));
        views.remove(0);
        QCOMPARE(views.all().size(), RunViews::kMaxViews - 1);
        for (const RunView& view : RunViews::builtIn()) {
            QVERIFY(parseRunQuery(view.query, test::kSampleNow).ok());
        }
    }

    void viewsSurviveSettings() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("settings.ini"));
        RunLayout layout;
        layout.columns = {{QStringLiteral("workflow"), 211}, {QStringLiteral("label.team"), 0}};
        layout.order = api::RunOrder::ended;
        layout.descending = false;
        layout.grouping = api::RunGrouping::label;
        layout.label = QStringLiteral("team");
        RunViews views;
        views.add({QStringLiteral("Mine \"quoted\", with = all"), QStringLiteral("label.team:ops"), layout});
        Settings(path).setKept(QStringLiteral("runs"), QStringLiteral("prod/eu"), views.toTexts());
        Settings again(path);
        const auto read = RunViews::fromTexts(again.kept(QStringLiteral("runs"), QStringLiteral("prod/eu")));
        QCOMPARE(read.all(), views.all());
        QVERIFY(again.kept(QStringLiteral("runs"), QStringLiteral("embedded")).isEmpty());
        // What another version has written, or a hand has.
        QVERIFY(RunViews::fromTexts({QStringLiteral("no json"), QStringLiteral("{}"), QStringLiteral("[1]")})
                    .all()
                    .isEmpty());
        const RunLayout strange = RunLayout::fromJson(QStringLiteral(
            "{\"columns\":[{\"id\":\"phase\",\"width\":-4},{\"id\":\"phase\"},{\"id\":\"colour\"},{\"id\":7}],"
            "\"order\":\"weight\",\"grouping\":\"label\"}"));
        QCOMPARE(strange.columns, (QVector<RunColumnPlace>{{QStringLiteral("phase"), 0}}));
        QVERIFY(strange.order == api::RunOrder::created && !strange.grouping);
        QString many = QStringLiteral("{\"columns\":[");
        for (int i = 0; i < 2 * RunLayout::kMaxColumns; ++i) {
            many += QStringLiteral("%1{\"id\":\"label.x%2\"}").arg(i ? QStringLiteral(",") : QString()).arg(i);
        }
        QCOMPARE(RunLayout::fromJson(many + QStringLiteral("]}")).columns.size(), RunLayout::kMaxLabels);
    }

    void aCellIsACondition() {
        api::RunSummary run = runOf(2, api::Phase::faulted);
        run.labels["my key"] = "two \"words\"";
        const QStringList columns = runColumnIds() + QStringList{QStringLiteral("label.my key")};
        for (const QString& column : columns) {
            const QString condition = runCellCondition(run, column);
            if (condition.isEmpty()) {
                continue;
            }
            const RunQuery query = parseRunQuery(condition, test::kSampleNow);
            QVERIFY2(query.ok(), qPrintable(condition));
            QVERIFY2(api::fits(query.filter, run), qPrintable(condition));
        }
        QCOMPARE(withCondition(QStringLiteral("age<1d status:waiting foo"), QStringLiteral("status:faulted")),
                 QStringLiteral("age<1d foo status:faulted"));
        QCOMPARE(withCondition(QStringLiteral("age<1d until:today label.a:1"),
                               QStringLiteral("since:today until:yesterday")),
                 QStringLiteral("label.a:1 since:today until:yesterday"));
        QCOMPARE(withCondition(QStringLiteral("two words label.a:1"), QStringLiteral("\"one\"")),
                 QStringLiteral("label.a:1 \"one\""));
        QCOMPARE(withCondition(QStringLiteral("label.a:1 label.b:2"), QStringLiteral("label.b:3")),
                 QStringLiteral("label.a:1 label.b:3"));
        const RunQuery error = parseRunQuery(QStringLiteral("error:") + toText(api::errorKey(run)), test::kSampleNow);
        QCOMPARE(error.filter.error, api::errorKey(run));
        QCOMPARE(runQueryText(error.filter), QStringLiteral("error:") + toText(api::errorKey(run)));
    }

    void columnsOfLabelsComeAndGo() {
        Bench bench;
        bench.engine->put(runOf(1, api::Phase::running));
        bench.engine->put(runOf(5, api::Phase::faulted));
        RunListModel model(&bench.session);
        Tester tester(&model);
        model.setQuery({});
        QTRY_COMPARE(model.rowCount(), 2);
        model.setLabelColumns({QStringLiteral("team"), QStringLiteral("none")});
        QCOMPARE(model.columnCount(), RunListModel::FirstLabelColumn + 2);
        const int team = model.columnOf(QStringLiteral("label.team"));
        QCOMPARE(model.headerData(team, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("team"));
        QCOMPARE(model.index(0, team).data().toString(), QStringLiteral("ops"));
        QCOMPARE(model.index(0, team + 1).data().toString(), QString());
        QCOMPARE(model.index(0, RunListModel::ErrorColumn).data().toString(), QStringLiteral("Timeout"));
        model.setLabelColumns({QStringLiteral("none"), QStringLiteral("other")});
        QCOMPARE(model.columnOf(QStringLiteral("label.team")), -1);
        QCOMPARE(model.columnId(RunListModel::FirstLabelColumn), QStringLiteral("label.none"));
        for (int column = 0; column < RunListModel::FirstLabelColumn; ++column) {
            QCOMPARE(model.columnOf(model.columnId(column)), column);
        }
    }

    void whatIsFrozenCountsAndCatchesUp() {
        Bench bench;
        for (int i = 0; i < 3; ++i) {
            bench.engine->put(runOf(i, api::Phase::running));
        }
        RunListModel model(&bench.session);
        Tester tester(&model);
        api::RunFilter running;
        running.phases = {api::Phase::running};
        model.setQuery(running);
        QTRY_COMPARE(model.rowCount(), 3);
        QVERIFY(drained(bench));  // the events of these are no news
        model.setFrozen(true);
        QSignalSpy moved(&model, &QAbstractItemModel::rowsInserted);
        bench.engine->put(runOf(10, api::Phase::running));
        bench.engine->put(runOf(11, api::Phase::completed));  // does not fit and was not there
        api::RunSummary left = model.itemAt(0);
        left.phase = api::Phase::completed;
        bench.engine->put(left);
        bench.engine->put(left);
        QVERIFY(drained(bench));
        QCOMPARE(model.waiting(), 2);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(moved.count(), 0);
        QCOMPARE(model.itemAt(0).phase, api::Phase::running);
        model.setFrozen(false);
        QCOMPARE(model.waiting(), 0);
        QTRY_COMPARE(moved.count(), 1);
        QTRY_COMPARE(model.rowCount(), 3);
        model.setHeld(true);
        bench.engine->put(runOf(12, api::Phase::running));
        QVERIFY(drained(bench));
        QCOMPARE(model.rowCount(), 3);
        model.setHeld(false);
        QTRY_COMPARE(model.rowCount(), 4);
    }

    void groupsAgreeWithAnOracle_data() {
        QTest::addColumn<int>("by");
        QTest::newRow("workflow") << static_cast<int>(api::RunGrouping::workflow);
        QTest::newRow("version") << static_cast<int>(api::RunGrouping::version);
        QTest::newRow("error") << static_cast<int>(api::RunGrouping::error);
        QTest::newRow("label") << static_cast<int>(api::RunGrouping::label);
    }
    void groupsAgreeWithAnOracle() {
        QFETCH(int, by);
        const auto grouping = static_cast<api::RunGrouping>(by);
        std::mt19937 random(11);
        Bench bench;
        std::vector<api::RunSummary> known;
        const auto step = [&] {
            const auto phase = static_cast<api::Phase>(random() % 7);
            if (known.size() < 60 || random() % 3 == 0) {
                known.push_back(runOf(static_cast<int>(known.size()), phase));
            } else {
                auto& one = known[random() % known.size()];
                const auto fresh = runOf(static_cast<int>(random() % 50), phase);
                one.phase = phase;
                one.error = fresh.error;
                bench.engine->put(one);
                return;
            }
            bench.engine->put(known.back());
        };
        for (int i = 0; i < 150; ++i) {
            step();
        }
        RunGroupModel model(&bench.session);
        Tester tester(&model);
        model.setLive(true);
        api::RunFilter filter;
        filter.ns = "examples";
        model.setQuestion(filter, grouping, "team");
        QTRY_COMPARE(model.state(), RunGroupModel::State::Ready);
        for (int round = 0; round < 6; ++round) {
            for (int i = 0; i < 20; ++i) {
                step();
            }
            if (const int row = model.rowCount() > 0 ? static_cast<int>(random() % model.rowCount()) : -1; row >= 0) {
                model.setOpened(model.index(row, 0), round % 3 != 2);
            }
            QVERIFY(drained(bench));
            model.refresh();
            QTRY_VERIFY(!model.isBusy());
            compareGroups(model, *bench.engine, filter, grouping);
            if (QTest::currentTestFailed()) {
                return;
            }
        }
    }
    void compareGroups(RunGroupModel& model, FixtureEngine& engine, const api::RunFilter& filter,
                       api::RunGrouping grouping) {
        const auto expected = groupsOf(engine, filter, grouping, "team");
        QCOMPARE(model.rowCount(), static_cast<int>(expected.size()));
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex group = model.index(row, 0);
            const auto found = expected.find(model.groupAt(group)->key);
            QVERIFY(found != expected.end());
            QCOMPARE(model.groupAt(group)->runs, found->second);
            const auto runs = engine.runs(model.filterOf(group), true);
            QCOMPARE(static_cast<std::int64_t>(runs.size()), found->second);  // the narrowed question is the group
            for (int child = 0; child < model.rowCount(group); ++child) {
                QVERIFY(*model.runAt(model.index(child, 0, group)) == runs[static_cast<std::size_t>(child)]);
            }
        }
    }

    void openedGroupsComeInPages() {
        Bench bench;
        for (int i = 0; i < 250; ++i) {
            auto run = runOf(3 * i, api::Phase::completed);
            bench.engine->put(run);
        }
        RunGroupModel model(&bench.session);
        Tester tester(&model);
        model.setQuestion({}, api::RunGrouping::workflow);
        QTRY_COMPARE(model.rowCount(), 1);
        const QModelIndex group = model.index(0, 0);
        QVERIFY(model.hasChildren(group) && !model.canFetchMore(group));  // closed: nothing is asked
        model.setOpened(group, true);
        QTRY_COMPARE(model.rowCount(group), RunGroupModel::kPageSize);
        model.fetchMore(group);
        QTRY_COMPARE(model.rowCount(group), 2 * RunGroupModel::kPageSize);
        model.fetchMore(group);
        QTRY_COMPARE(model.rowCount(group), 250);
        QVERIFY(!model.canFetchMore(group));
        model.setOpened(group, false);
        QCOMPARE(model.rowCount(group), 0);
        bench.engine->fail("group_runs", {api::code::kUnavailable, "The disk is full.", {}, true});
        model.refresh();
        QTRY_COMPARE(model.state(), RunGroupModel::State::Failed);
        QCOMPARE(model.rowCount(), 1);  // the rows from before stay
    }

    void batchesFollowTheEngine() {
        Bench bench;
        std::vector<std::string> ids;
        for (int i = 0; i < 8; ++i) {
            bench.engine->put(runOf(i, i % 4 == 0 ? api::Phase::completed : api::Phase::running));
            ids.push_back(bench.engine->runs({}, true).front().id);
        }
        bench.engine->holdBatches(true);
        BatchListModel model(&bench.session);
        Tester tester(&model);
        model.setLive(true);
        model.start();
        QTRY_COMPARE(model.state(), PagedModel::State::Ready);
        api::StartBatch op;
        op.action = api::BatchAction::suspend;
        op.runs = ids;
        op.reason = "maintenance";
        std::string id;
        bench.session.call<api::StartBatch>(op, nullptr, [&](api::Result<api::BatchReply> reply) {
            id = reply->batch.id;
            model.put(reply->batch);
        });
        QTRY_COMPARE(model.rowCount(), 1);
        BatchItemModel items(&bench.session);
        Tester itemTester(&items);
        items.setBatch(toText(id));
        QTRY_COMPARE(items.rowCount(), 8);
        QCOMPARE(BatchText::result(model.itemAt(0)), QStringLiteral("0 of 8"));
        const auto asksByItself = [&] {
            const auto timers = model.findChildren<QTimer*>();
            return std::any_of(timers.begin(), timers.end(), [](auto* timer) { return timer->isActive(); });
        };
        QTRY_VERIFY(!asksByItself());  // it works on, and nothing is asked until it tells of progress
        bench.engine->advanceBatch(id, 3);
        QTRY_COMPARE(model.itemAt(0).done + model.itemAt(0).refused, std::int64_t(3));
        bench.engine->advanceBatch(id, 8);
        QTRY_COMPARE(model.itemAt(0).state, api::BatchState::completed);
        QCOMPARE(BatchText::result(model.itemAt(0)), QStringLiteral("6 done, 2 refused"));
        QCOMPARE(model.index(0, BatchListModel::WhatColumn).data().toString(), QStringLiteral("Suspend 8 run(s)"));
        QVERIFY(!model.itemAt(0).undo.empty());
        items.setBatch(toText(id), api::BatchOutcome::refused);
        QTRY_COMPARE(items.rowCount(), 2);
        QVERIFY(
            items.index(0, BatchItemModel::OutcomeColumn).data().toString().startsWith(QStringLiteral("Refused: ")));
        items.setBatch({});
        QCOMPARE(items.rowCount(), 0);
        for (const auto action : {api::BatchAction::cancel, api::BatchAction::suspend, api::BatchAction::resume,
                                  api::BatchAction::retry, api::BatchAction::discard, api::BatchAction::rerun}) {
            QVERIFY(!BatchText::about(action).isEmpty() && !BatchText::icon(action).isEmpty());
            QVERIFY(BatchText::title(action, 1).contains(QStringLiteral("1 run(s)")));
        }
        QVERIFY(BatchText::isHard(api::BatchAction::cancel) && !BatchText::isHard(api::BatchAction::suspend));
    }

    void hiddenBatchesAreNotAskedFor() {
        Bench bench;
        bench.engine->put(runOf(1, api::Phase::running));
        bench.engine->holdBatches(true);
        api::Batch batch;
        batch.id = api::newUlid(test::kSampleNow);
        batch.total = 1;
        batch.action = api::BatchAction::suspend;
        bench.engine->put(batch, {});
        BatchListModel model(&bench.session);
        model.setLive(true);
        model.start();
        QTRY_COMPARE(model.rowCount(), 1);
        model.setLive(false);
        const int asked = bench.engine->calls("list_batches");
        batch.done = 1;
        batch.state = api::BatchState::completed;
        bench.engine->put(batch, {});
        QSignalSpy arrived(&bench.session, &EngineSession::eventsArrived);
        QTRY_VERIFY(arrived.count() > 0);
        QCOMPARE(bench.engine->calls("list_batches"), asked);
        model.setLive(true);
        QTRY_COMPARE(model.itemAt(0).state, api::BatchState::completed);
    }

    /// "40 done" says that they were begun again: what has become of them is another thing.
    void runsOfABatchAreFollowedAfterItIsOver() {
        Bench bench;
        api::StartBatch op;
        op.action = api::BatchAction::retry;
        for (int i = 0; i < 12; ++i) {
            bench.engine->put(runOf(i, api::Phase::faulted));
        }
        for (const auto& run : bench.engine->runs({}, false)) {
            op.runs.push_back(run.id);
        }
        op.runs.push_back("01NOSUCHRUN");
        api::Batch batch;
        bench.session.call<api::StartBatch>(op, nullptr,
                                            [&](api::Result<api::BatchReply> reply) { batch = reply->batch; });
        QTRY_COMPARE(batch.done, std::int64_t(12));
        const auto become = [&](int from, int to, api::Phase phase) {
            for (int i = from; i < to; ++i) {
                auto run = bench.engine->runs({}, false)[static_cast<std::size_t>(i)];
                run.phase = phase;
                run.error = api::WorkflowError{"https://example.com/errors/timeout", 408, "Timeout again", {}, {}};
                bench.engine->put(run);
            }
        };
        become(0, 4, api::Phase::faulted);
        BatchRunsModel model(&bench.session);
        Tester tester(&model);
        model.setBatch(batch);
        QCOMPARE(bench.engine->calls("list_batch_items"), 0);  // nobody looks
        QVERIFY(!model.isKnown() && model.text().isEmpty());
        model.setLive(true);
        QTRY_VERIFY(model.isKnown());
        QCOMPARE(model.text(), QStringLiteral("now 8 running, 4 faulted again"));
        model.setShown(BatchRunsModel::Faulted);
        QCOMPARE(model.rowCount(), 4);
        const int asked = bench.engine->calls("list_batch_items");
        become(4, 6, api::Phase::faulted);  // their events are enough
        become(6, 10, api::Phase::completed);
        QTRY_COMPARE(model.text(), QStringLiteral("now 4 completed, 2 running, 6 faulted again"));
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(model.index(5, BatchRunsModel::BeforeColumn).data().toString(), QStringLiteral("Timeout again"));
        QCOMPARE(model.runs(BatchRunsModel::Faulted).size(), std::size_t(6));
        become(0, 1, api::Phase::running);
        QTRY_COMPARE(model.rowCount(), 5);
        QCOMPARE(bench.engine->calls("list_batch_items"), asked);
        model.setLive(false);
        become(1, 6, api::Phase::completed);
        QSignalSpy arrived(&bench.session, &EngineSession::eventsArrived);
        QTRY_VERIFY(arrived.count() > 0);
        model.setLive(true);  // it catches up
        QTRY_COMPARE(model.text(), QStringLiteral("now 9 completed, 3 running"));
        bench.engine->fail("list_batch_items", {api::code::kUnavailable, "It is away.", {}, true});
        model.refresh();
        QTRY_VERIFY(!model.error().code.empty());
        QCOMPARE(model.count(BatchRunsModel::Completed), qint64(9));  // as it was
        batch.state = api::BatchState::running;
        model.setBatch(batch);  // it goes on: nothing has become of them yet
        QVERIFY(!model.isKnown() && model.rowCount() == 0);
    }

    /// Nobody has to open a batch to learn that all that it began again has faulted again.
    void theListOfBatchesTellsWhatBecameOfTheirRuns() {
        Bench bench;
        api::StartBatch op;
        op.action = api::BatchAction::retry;
        std::vector<api::RunSummary> runs;
        for (int i = 0; i < 6; ++i) {
            runs.push_back(runOf(i, api::Phase::faulted));
            bench.engine->put(runs.back());
            op.runs.push_back(runs.back().id);
        }
        bench.session.call<api::StartBatch>(op, nullptr, [](const api::Result<api::BatchReply>&) {});
        const auto become = [&](std::size_t from, std::size_t to, api::Phase phase) {
            for (auto i = from; i < to; ++i) {
                runs[i].phase = phase;
                bench.engine->put(runs[i]);
            }
        };
        BatchListModel model(&bench.session);
        Tester tester(&model);
        model.setLive(true);
        model.start();
        QTRY_COMPARE(model.rowCount(), 1);
        QTRY_COMPARE(model.itemAt(0).done, std::int64_t(6));
        become(0, 6, api::Phase::faulted);
        const auto cell = [&](int column, int role = Qt::DisplayRole) { return model.index(0, column).data(role); };
        const auto state = [&] { return cell(BatchListModel::StateColumn).toString(); };
        QCOMPARE(state(), QStringLiteral("Completed"));
        QCOMPARE(bench.engine->calls("get_batch"), 0);  // nobody looks
        model.setSeen(0, 0);
        QTRY_COMPARE(state(), QStringLiteral("Faulted again"));
        QCOMPARE(cell(BatchListModel::StateColumn, PhaseRole).toInt(), static_cast<int>(api::Phase::faulted));
        for (const int role : {int(Qt::ToolTipRole), int(Qt::AccessibleTextRole)}) {
            QCOMPARE(cell(BatchListModel::StateColumn, role).toString(),
                     QStringLiteral("Completed · 6 of 6 faulted again"));
        }
        QCOMPARE(cell(BatchListModel::ResultColumn).toString(), QStringLiteral("6 done · 6 of 6 faulted again"));
        become(0, 4, api::Phase::completed);
        QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("Some faulted again"), 20'000);
        QCOMPARE(cell(BatchListModel::ResultColumn).toString(), QStringLiteral("6 done · 2 of 6 faulted again"));
        model.setLive(false);
        const int asked = bench.engine->calls("get_batch");
        QSignalSpy arrived(&bench.session, &EngineSession::eventsArrived);
        become(4, 6, api::Phase::completed);
        QTRY_VERIFY(arrived.count() > 0);
        QCOMPARE(bench.engine->calls("get_batch"), asked);
        model.setLive(true);  // it catches up
        QTRY_COMPARE(state(), QStringLiteral("Completed"));
        QCOMPARE(cell(BatchListModel::StateColumn, PhaseRole).toInt(), static_cast<int>(api::Phase::completed));
        QCOMPARE(cell(BatchListModel::ResultColumn).toString(), QStringLiteral("6 done"));
    }

    void onlyOfTheBatchesOnViewItIsAskedWhatBecameOfThem() {
        Bench bench;
        bench.engine->holdBatches(true);
        for (int i = 0; i < 60; ++i) {
            api::Batch batch;
            batch.id = api::newUlid(test::kSampleNow + i);
            batch.total = batch.done = 1;
            batch.action = i % 3 == 0 ? api::BatchAction::discard : api::BatchAction::retry;
            batch.state = i % 3 == 1 ? api::BatchState::running : api::BatchState::completed;
            bench.engine->put(batch, {{"R", "w", api::Phase::faulted, api::BatchOutcome::done, {}, {}}});
        }
        BatchListModel model(&bench.session);
        model.setLive(true);
        model.start();
        QTRY_COMPARE(model.rowCount(), 60);
        bench.engine->hold("get_batch");
        model.setSeen(0, 5);
        QTRY_COMPARE(bench.engine->calls("get_batch"), 1);  // one after the other
        bench.engine->release("get_batch");
        QTRY_COMPARE(bench.engine->calls("get_batch"), 2);  // the others end runs for good, or work on
        model.setSeen(0, 8);
        QTRY_COMPARE(bench.engine->calls("get_batch"), 3);  // what is known is not asked again
        model.setSeen(0, 8);
        QTest::qWait(20);
        QCOMPARE(bench.engine->calls("get_batch"), 3);
        QCOMPARE(model.index(0, BatchListModel::ResultColumn).data().toString(), BatchText::result(model.itemAt(0)));
    }

    void fieldsAreQuotedAndNeverFormulas() {
        QCOMPARE(csvField(QStringLiteral("plain")), QByteArray("plain"));
        QCOMPARE(csvField(QStringLiteral("a,b")), QByteArray("\"a,b\""));
        QCOMPARE(csvField(QStringLiteral("say \"yes\"\r\nnow")), QByteArray("\"say \"\"yes\"\"\r\nnow\""));
        for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)"}) {
            QCOMPARE(csvField(QString::fromLatin1(text)), "'" + QByteArray(text));
        }
        QCOMPARE(csvField(QStringLiteral("\t=1")), QByteArray("\"'\t=1\""));
        QCOMPARE(csvField(QStringLiteral("é")), QByteArray("\xc3\xa9"));
    }

    void allThatFitIsExported() {
        Bench bench;
        for (int i = 0; i < RunExport::kPage + 40; ++i) {
            auto run = runOf(i, api::Phase::faulted);
            run.now = "=HYPERLINK(\"x\"), row 1";
            bench.engine->put(run);
        }
        QTemporaryDir folder;
        const auto exported = [&](RunExport::Format format, const QString& name) {
            api::ListRuns question;
            question.filter.phases = {api::Phase::faulted};
            RunExport work(&bench.session, question, format, {QStringLiteral("phase"), QStringLiteral("now")},
                           folder.filePath(name));
            QSignalSpy finished(&work, &RunExport::finished);
            QSignalSpy progressed(&work, &RunExport::progressed);
            work.start();
            [&] { QVERIFY(finished.wait()); }();
            [&] { QCOMPARE(progressed.count(), 1); }();
            [&] { QVERIFY(!work.isCut()); }();
            QFile file(work.path());
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QByteArray csv = exported(RunExport::Format::Csv, QStringLiteral("runs.csv"));
        QVERIFY(csv.startsWith("run,phase,now\r\n"));
        QCOMPARE(csv.count("\r\n"), RunExport::kPage + 41);
        QCOMPARE(csv.count(",faulted,\"'=HYPERLINK(\"\"x\"\"), row 1\"\r\n"), RunExport::kPage + 40);
        const auto json = QJsonDocument::fromJson(exported(RunExport::Format::Json, QStringLiteral("runs.json")));
        QCOMPARE(json.array().size(), RunExport::kPage + 40);
        QCOMPARE(json.array().at(0).toObject().value(QStringLiteral("phase")).toString(), QStringLiteral("faulted"));
    }

    void aFailedExportLeavesNoFile() {
        Bench bench;
        for (int i = 0; i < RunExport::kPage + 1; ++i) {
            bench.engine->put(runOf(i, api::Phase::completed));
        }
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("runs.csv"));
        RunExport work(&bench.session, {}, RunExport::Format::Csv, runColumnIds(), path);
        QSignalSpy failed(&work, &RunExport::failed);
        connect(&work, &RunExport::progressed, this, [&] {
            bench.engine->fail("list_runs", {api::code::kUnavailable, "The disk is full.", {}, true});
        });
        work.start();
        QVERIFY(failed.wait());
        QVERIFY(failed.at(0).at(0).toString().contains(QStringLiteral("after 500 run(s)")));
        QVERIFY(failed.at(0).at(0).toString().contains(QStringLiteral("The disk is full.")));
        QVERIFY(QDir(folder.path()).isEmpty());
        RunExport nowhere(&bench.session, {}, RunExport::Format::Csv, {},
                          folder.filePath(QStringLiteral("no/such/a.csv")));
        QSignalSpy refused(&nowhere, &RunExport::failed);
        nowhere.start();
        QCOMPARE(refused.count(), 1);
        QVERIFY(refused.at(0).at(0).toString().contains(QStringLiteral("no/such/a.csv")));
        bench.engine->clear("list_runs");
        RunExport cancelled(&bench.session, {}, RunExport::Format::Csv, runColumnIds(), path);
        connect(&cancelled, &RunExport::progressed, this, [&] { cancelled.cancel(); });
        QSignalSpy finished(&cancelled, &RunExport::finished);
        cancelled.start();
        QTRY_COMPARE(cancelled.written(), qint64(RunExport::kPage));
        QVERIFY(drained(bench));
        QCOMPARE(finished.count(), 0);
        QVERIFY(QDir(folder.path()).isEmpty());
    }
};

}  // namespace tst_models_runs

GUILESS_TEST(tst_models_runs, TestModelsRuns)
#include "tst_models_runs.moc"
