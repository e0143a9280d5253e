// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <map>
#include <random>

#include "engine/api/ids.h"
#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/models/approval_list_model.h"
#include "ui/models/formatting.h"
#include "ui/models/history_model.h"
#include "ui/models/json_tree_model.h"
#include "ui/models/problem_list_model.h"
#include "ui/models/run_list_model.h"
#include "ui/models/schedule_list_model.h"
#include "ui/models/task_list_model.h"
#include "ui/models/workflow_list_model.h"

namespace tst_models {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {

/// Qt's tester without its own fetching, which begins insertions inside the signals of others.
struct Tester : QAbstractItemModelTester {
    explicit Tester(QAbstractItemModel* model) : QAbstractItemModelTester(model, FailureReportingMode::Fatal) {
        setUseFetchMore(false);
    }
};

struct Bench {
    std::shared_ptr<FixtureEngine> engine = std::make_shared<FixtureEngine>();
    EngineSession session{engine, test::sampleIdentity(), QStringLiteral("test")};
};

/// Every change that the engine has published has reached the models, and no answer is under way.
bool settled(Bench& bench, RunListModel& model) {
    QSignalSpy drained(&bench.session, &EngineSession::eventsArrived);
    bench.engine->publish({});  // a mark behind everything published so far
    return drained.wait(5000) && QTest::qWaitFor([&] { return !model.isBusy(); });
}

api::Schedule schedule(const char* workflow, api::ScheduleKind kind = api::ScheduleKind::every) {
    api::Schedule one;
    one.ns = "examples";
    one.workflow = workflow;
    one.version = "1.0.0";
    one.kind = kind;
    one.detail = "PT1H";
    for (int i = 1; i <= api::kMaxUpcoming; ++i) {
        one.next.push_back(test::kSampleNow + i * 3'600'000LL);
    }
    return one;
}

api::RunSummary run(int number, api::Phase phase) {
    api::RunSummary summary;
    summary.id = api::newUlid(test::kSampleNow + number);
    summary.ns = "examples";
    summary.workflow = number % 3 == 0 ? "data-import" : "invoice-approval";
    summary.version = "1.0.0";
    summary.phase = phase;
    summary.createdAt = summary.startedAt = test::kSampleNow + number;
    return summary;
}

std::vector<std::string> ids(const RunListModel& model) {
    std::vector<std::string> all;
    for (int row = 0; row < model.rowCount(); ++row) {
        all.push_back(model.itemAt(row).id);
    }
    return all;
}

/// What the model must show: the oracle's runs down to the last loaded one.
void compare(const RunListModel& model, const FixtureEngine& engine, bool descending) {
    const auto expected = engine.runs(model.filter(), descending);
    const int rows = model.rowCount();
    if (!model.hasMore()) {
        QCOMPARE(rows, static_cast<int>(expected.size()));
    }
    QVERIFY(rows <= static_cast<int>(expected.size()));
    for (int row = 0; row < rows; ++row) {
        const auto& wanted = expected[static_cast<std::size_t>(row)];
        QVERIFY2(model.itemAt(row) == wanted,
                 qPrintable(QStringLiteral("row %1 of %2: %3 %4 instead of %5 %6")
                                .arg(QString::number(row), QString::number(rows), toText(model.itemAt(row).id),
                                     phaseText(model.itemAt(row).phase), toText(wanted.id), phaseText(wanted.phase))));
    }
}

}  // namespace

class TestModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Clock::freeze(test::kSampleNow);
    }

    void durations_data() {
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << qint64(-1) << QStringLiteral("–");
        QTest::newRow("zero") << qint64(0) << QStringLiteral("0 ms");
        QTest::newRow("ms") << qint64(4) << QStringLiteral("4 ms");
        QTest::newRow("second") << qint64(12345) << QStringLiteral("12.3 s");
        QTest::newRow("not 60 s") << qint64(59999) << QStringLiteral("59.9 s");
        QTest::newRow("minutes") << qint64(134000) << QStringLiteral("2 m 14 s");
        QTest::newRow("padded") << qint64(62000) << QStringLiteral("1 m 02 s");
        QTest::newRow("hours") << qint64(3900000) << QStringLiteral("1 h 05 m");
        QTest::newRow("days") << qint64(273600000) << QStringLiteral("3 d 4 h");
    }
    void durations() {
        QFETCH(qint64, milliseconds);
        QFETCH(QString, text);
        QCOMPARE(formatDuration(milliseconds), text);
    }

    void agesAndDueDates() {
        const auto now = test::kSampleNow;
        QCOMPARE(cutText("short", 10), QStringLiteral("short"));
        QCOMPARE(cutText("0123456789", 5), QStringLiteral("0123…"));
        QCOMPARE(cutText("ééééé", 5), QStringLiteral("ééééé"));
        QCOMPARE(breakable(QStringLiteral("two words")), QStringLiteral("two words"));
        QCOMPARE(breakable(QString(kLongestWord + 1, u'x')).size(), kLongestWord + 2);
        QCOMPARE(formatAge(0, now), QStringLiteral("–"));
        QCOMPARE(formatAge(now + 5000, now), QStringLiteral("now"));
        QCOMPARE(formatAge(now - 12300, now), QStringLiteral("12 s ago"));
        QCOMPARE(formatAge(now - 3 * 3600000, now), QStringLiteral("3 h ago"));
        QCOMPARE(formatAge(now - 26 * 3600000, now), QStringLiteral("yesterday"));
        QCOMPARE(formatDue(0, now), QString());
        QCOMPARE(formatDue(now + 58 * 60000, now), QStringLiteral("due in 58 min"));
        QCOMPARE(formatDue(now - 4 * 60000, now), QStringLiteral("overdue by 4 min"));
        QCOMPARE(formatDue(now + 71 * 3600000, now), QStringLiteral("due in 2 d 23 h"));
        QCOMPARE(formatDue(now + 190 * 60000, now), QStringLiteral("due in 3 h 10 min"));
        QCOMPARE(formatAge(now - 61000, now), QStringLiteral("1 min ago"));
        QCOMPARE(withLocalTimes(QStringLiteral("wait: until 1970-01-01T00:00:01.197Z"), 2000),
                 QStringLiteral("wait: until ") + formatTime(1197, 2000).left(8));
        QCOMPARE(formatDue(now + 20 * 3600000, now), QStringLiteral("due tomorrow"));
        QCOMPARE(formatTime(now, now).size(), 12);
    }

    void wordsForPeople() {
        QCOMPARE(principalsText({}), QStringLiteral("anybody"));
        QCOMPARE(principalsText({{"ann", "bob"}, {"finance"}}), QStringLiteral("ann, bob or finance"));
        QCOMPARE(eventPhase("task.retried"), std::optional(api::Phase::running));
        QCOMPARE(eventPhase("approval.raised"), std::optional(api::Phase::waiting));
        QVERIFY(!eventPhase("engine.health"));
        QCOMPARE(eventText("something.new"), QStringLiteral("something.new"));
        QCOMPARE(errorTitle({"never heard of", {}, {}, false}), QStringLiteral("Something went wrong"));
        QCOMPARE(shortId(QStringLiteral("01HFFK6SY9540QZ8N3WJ5B7RTM")), QStringLiteral("01HFFK…5B7RTM"));
        QCOMPARE(prettyJson(boost::json::parse(R"({"a":[1,{}],"b":"x"})")),
                 QStringLiteral("{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": \"x\"\n}"));
    }

    void jsonTreeMakesChildrenWhenLookedAt() {
        boost::json::array numbers;
        for (int i = 0; i < 2 * JsonTreeModel::kMaxChildrenAtOnce + 7; ++i) {
            numbers.emplace_back(i);
        }
        JsonTreeModel model;
        model.setJson(boost::json::object{{"a/b", boost::json::object{{"c", nullptr}}}, {"many", numbers}});
        Tester tester(&model);
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex slash = model.index(0, 0);
        QCOMPARE(model.data(slash, PointerRole).toString(), QStringLiteral("/a~1b"));
        const QModelIndex many = model.index(1, 0);
        while (model.canFetchMore(many)) {
            const int before = model.rowCount(many);
            model.fetchMore(many);
            QVERIFY(model.rowCount(many) - before <= JsonTreeModel::kMaxChildrenAtOnce);
        }
        QCOMPARE(model.rowCount(many), static_cast<int>(numbers.size()));
        QCOMPARE(model.valueAt(model.index(1006, 1, many)).as_int64(), 1006);
        model.setJson(42);
        QCOMPARE(model.rowCount(), 0);
    }

    void runsArePagedByKey() {
        Bench bench;
        for (int i = 0; i < 250; ++i) {
            bench.engine->put(run(i, api::Phase::completed));
        }
        RunListModel model(&bench.session);
        Tester tester(&model);
        model.setQuery({});
        QCOMPARE(model.state(), PagedModel::State::Loading);
        QTRY_COMPARE(model.rowCount(), 100);
        while (model.canFetchMore({})) {
            QSignalSpy loaded(&model, &PagedModel::loaded);
            model.fetchMore({});
            QVERIFY(!model.canFetchMore({}));  // one question at a time
            QVERIFY(loaded.wait());
        }
        QCOMPARE(model.rowCount(), 250);
        compare(model, *bench.engine, true);
        QCOMPARE(bench.engine->calls("list_runs"), 3);
    }

    void runsAgreeWithAnOracle_data() {
        QTest::addColumn<bool>("descending");
        QTest::addColumn<bool>("filtered");
        QTest::newRow("newest first") << true << false;
        QTest::newRow("oldest first") << false << false;
        QTest::newRow("only running and waiting") << true << true;
    }
    void runsAgreeWithAnOracle() {
        QFETCH(bool, descending);
        QFETCH(bool, filtered);
        std::mt19937 random(7);
        Bench bench;
        std::vector<api::RunSummary> known;
        const auto step = [&] {
            if (known.size() < 150 || random() % 3 == 0) {
                known.push_back(run(static_cast<int>(known.size()), api::Phase::pending));
                bench.engine->put(known.back());
            } else {
                auto& one = known[random() % known.size()];
                one.phase = static_cast<api::Phase>(random() % 7);
                one.tasksDone = static_cast<int>(random() % 100);
                bench.engine->put(one);
            }
        };
        for (int i = 0; i < 200; ++i) {
            step();
        }
        RunListModel model(&bench.session);
        Tester tester(&model);
        api::RunFilter filter;
        if (filtered) {
            filter.phases = {api::Phase::running, api::Phase::waiting, api::Phase::pending};
        }
        model.setQuery(filter, api::RunOrder::created, descending);
        for (int round = 0; round < 12; ++round) {
            if (round % 3 == 1) {
                bench.engine->hold("list_runs");  // events overtake the page
                model.canFetchMore({}) ? model.fetchMore({}) : model.refresh();
            }
            for (int i = 0; i < 40; ++i) {
                step();
            }
            if (round % 3 == 1) {
                QTest::qWait(0);
                bench.engine->release("list_runs");
            }
            if (round == 7) {
                bench.engine->publishGap();
            }
            QVERIFY(settled(bench, model));
            compare(model, *bench.engine, descending);
            if (QTest::currentTestFailed()) {
                return;
            }
        }
    }

    void staleAnswersAreDropped() {
        Bench bench;
        bench.engine->put(run(1, api::Phase::running));
        bench.engine->put(run(2, api::Phase::faulted));
        RunListModel model(&bench.session);
        bench.engine->hold("list_runs");
        model.setQuery({});
        api::RunFilter faulted;
        faulted.phases = {api::Phase::faulted};
        model.setQuery(faulted);
        bench.engine->release("list_runs");
        QTRY_COMPARE(model.state(), PagedModel::State::Ready);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.itemAt(0).phase, api::Phase::faulted);
    }

    void failureKeepsRowsAndRecovers() {
        Bench bench;
        bench.engine->put(run(1, api::Phase::running));
        RunListModel model(&bench.session);
        model.setQuery({});
        QTRY_COMPARE(model.rowCount(), 1);
        bench.engine->fail("list_runs", {api::code::kUnavailable, "The disk is full.", {}, true});
        model.refresh();
        QTRY_COMPARE(model.state(), PagedModel::State::Failed);
        QCOMPARE(model.error().code, std::string(api::code::kUnavailable));
        QCOMPARE(model.rowCount(), 1);
        bench.engine->clear("list_runs");
        model.refresh();
        QTRY_COMPARE(model.state(), PagedModel::State::Ready);
    }

    void hiddenModelCatchesUp() {
        Bench bench;
        RunListModel model(&bench.session);
        model.setQuery({});
        QTRY_COMPARE(model.state(), PagedModel::State::Ready);
        model.setLive(false);
        QSignalSpy drained(&bench.session, &EngineSession::eventsArrived);
        bench.engine->put(run(1, api::Phase::running));
        QVERIFY(drained.wait());
        QCOMPARE(model.rowCount(), 0);
        model.setLive(true);
        QTRY_COMPARE(model.rowCount(), 1);
    }

    void newRunsArriveOnTop() {
        Bench bench;
        bench.engine->put(run(1, api::Phase::running));
        RunListModel model(&bench.session);
        model.setQuery({});
        QTRY_COMPARE(model.rowCount(), 1);
        QSignalSpy arrived(&model, &RunListModel::arrivedOnTop);
        bench.engine->put(run(2, api::Phase::running));
        bench.engine->put(run(3, api::Phase::running));
        QTRY_COMPARE(model.rowCount(), 3);
        int count = 0;
        for (const auto& signal : arrived) {
            count += signal.at(0).toInt();
        }
        QCOMPARE(count, 2);
        QVERIFY(ids(model)[0] > ids(model)[1]);
    }

    void growthIsBounded() {
        Bench bench;
        RunListModel model(&bench.session);
        model.setQuery({});
        QTRY_COMPARE(model.state(), PagedModel::State::Ready);
        std::vector<api::Event> batch;
        for (int i = 0; i <= RunListModel::kMaxRows; ++i) {
            api::Event event;
            event.seq = static_cast<api::Seq>(i + 1000);
            event.kind = "run.created";
            event.summary = run(i, api::Phase::running);
            event.run = event.summary->id;
            batch.push_back(std::move(event));
        }
        Q_EMIT bench.session.eventsArrived(batch);
        QTRY_VERIFY(model.rowCount() <= api::kMaxPageSize);
    }

    void historyGrowsOnTopOnly() {
        Bench bench;
        const auto entry = [&](int i) {
            api::HistoryEntry e;
            e.kind = i % 2 ? "task.started" : "task.completed";
            e.name = "task" + std::to_string(i);
            e.at = test::kSampleNow + i;
            bench.engine->put("R", e);
        };
        for (int i = 0; i < 150; ++i) {
            entry(i);
        }
        HistoryModel model(&bench.session);
        Tester tester(&model);
        model.setRun(QStringLiteral("R"));
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 100);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        entry(150);
        entry(151);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 102);
        QCOMPARE(model.itemAt(0).name, std::string("task151"));
        QCOMPARE(removed.count(), 0);
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 152);
        for (int i = 0; i < 200; ++i) {  // more than a page behind: begin again
            entry(1000 + i);
        }
        model.refresh();
        QTRY_COMPARE(model.itemAt(0).name, std::string("task1199"));
        QCOMPARE(model.rowCount(), 100);
        QVERIFY(model.hasMore());
    }

    void approvalsFollowEventsByIdentity() {
        Bench bench;
        bench.engine = test::sampleEngine();
        EngineSession session(bench.engine, test::sampleIdentity(), QStringLiteral("test"));
        ApprovalListModel model(&session);
        Tester tester(&model);
        model.setQueue(api::ApprovalQueue::mine);
        QTRY_COMPARE(model.rowCount(), 4);
        const QString id = QString::fromLatin1(test::kInvoiceApproval);
        const QPersistentModelIndex kept = model.index(model.rowOf(id), 0);
        QCOMPARE(kept.data(ApprovalListModel::QuorumRole).toString(), QStringLiteral("1/2"));
        api::Approval urgent = model.itemAt(model.rowOf(id));
        urgent.id = "X.1";
        urgent.dueAt = test::kSampleNow + 1000;
        bench.engine->put(urgent);
        QTRY_COMPARE(model.rowCount(), 5);
        QCOMPARE(model.idAt(0), QStringLiteral("X.1"));
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data(IdRole).toString(), id);
        urgent.state = api::ApprovalState::approved;
        bench.engine->put(urgent, "approval.closed");
        QTRY_COMPARE(model.rowCount(), 4);
    }

    void approvalsAgreeWithAnOracle() {
        std::mt19937 random(11);
        Bench bench;
        ApprovalListModel model(&bench.session);
        Tester tester(&model);
        model.setQueue(api::ApprovalQueue::open);
        std::map<std::string, api::Approval> known;
        for (int round = 0; round < 8; ++round) {
            for (int i = 0; i < 12; ++i) {
                api::Approval one;
                one.id = "R." + std::to_string(random() % 40);
                if (const auto before = known.find(one.id); before != known.end()) {
                    one = before->second;
                }
                one.run = "R";
                one.subject = "Subject " + std::to_string(random() % 5);
                one.dueAt = test::kSampleNow + static_cast<int>(random() % 10) * 1000;
                one.state = random() % 3 == 0 ? api::ApprovalState::rejected : api::ApprovalState::waiting;
                known[one.id] = one;
                bench.engine->put(one, api::isOpen(one.state) ? "approval.raised" : "approval.closed");
            }
            std::vector<std::pair<api::Timestamp, std::string>> expected;  // the next due first
            for (const auto& [id, one] : known) {
                if (api::isOpen(one.state)) {
                    expected.emplace_back(one.dueAt, id);
                }
            }
            std::sort(expected.begin(), expected.end());
            const auto shown = [&] {
                std::vector<std::pair<api::Timestamp, std::string>> rows;
                for (int row = 0; row < model.rowCount(); ++row) {
                    rows.emplace_back(model.itemAt(row).dueAt, model.itemAt(row).id);
                }
                return rows;
            };
            QTRY_VERIFY(shown() == expected);
            for (int row = 0; row < model.rowCount(); ++row) {
                QCOMPARE(model.itemAt(row).subject, known[model.itemAt(row).id].subject);
            }
        }
    }

    void workflowsAndTheirVersions() {
        auto engine = test::sampleEngine();
        EngineSession session(engine, test::sampleIdentity(), QStringLiteral("test"));
        WorkflowListModel all(&session);
        WorkflowListModel versions(&session);
        Tester tester(&all);
        all.setText({});
        versions.setWorkflow(QStringLiteral("examples"), QStringLiteral("invoice-approval"));
        QTRY_COMPARE(all.rowCount(), 6);
        QTRY_COMPARE(versions.rowCount(), 2);
        QCOMPARE(versions.index(0, 0).data(VersionRole).toString(), QStringLiteral("0.4.0"));
        api::WorkflowDetail next;
        next.info.ns = "examples";
        next.info.name = "invoice-approval";
        next.info.version = "0.5.0";
        engine->put(next);
        QTRY_COMPARE(versions.rowCount(), 3);
        QTRY_COMPARE(all.index(0, 0).data(VersionRole).toString(), QStringLiteral("0.5.0"));
        QCOMPARE(all.rowCount(), 6);
    }

    void tasksAndProblems() {
        TaskListModel tasks;
        Tester taskTester(&tasks);
        api::TaskState one;
        one.ref = "/do/0/a";
        one.name = "a";
        tasks.setTasks({one});
        QSignalSpy reset(&tasks, &QAbstractItemModel::modelReset);
        one.phase = api::Phase::completed;
        one.startedAt = 1000;
        one.endedAt = 1004;
        tasks.setTasks({one});
        QCOMPARE(reset.count(), 0);
        QCOMPARE(tasks.index(0, TaskListModel::DurationColumn).data().toString(), QStringLiteral("4 ms"));
        QCOMPARE(tasks.rowOf(QStringLiteral("/do/0/a")), 0);

        ProblemListModel problems;
        Tester problemTester(&problems);
        api::Error error{api::code::kInvalidDefinition, "Two mistakes.", {}, false};
        error.detail = boost::json::parse(
            R"([{"severity":"error","line":3,"column":5,"pointer":"/do","message":"A."},{"severity":"warning","line":9,"message":"B."}])");
        problems.setProblems(problemsOf(error));
        QCOMPARE(problems.rowCount(), 2);
        QCOMPARE(problems.errorCount(), 1);
        QCOMPARE(problems.index(0, 0).data().toString(), QStringLiteral("3:5"));
        error.detail = {};
        QCOMPARE(problemsOf(error).front().message, std::string("Two mistakes."));
    }

    void schedulesFollowTheEngineInPlace() {
        Bench bench;
        for (const char* name : {"report", "backup"}) {
            bench.engine->put(schedule(name));
        }
        ScheduleListModel model(&bench.session);
        Tester tester(&model);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 0).data(IdRole).toString(), QStringLiteral("examples/backup"));
        const QPersistentModelIndex report = model.index(1, 0);
        bench.engine->put(schedule("cleanup"));
        QTRY_COMPARE(model.rowCount(), 3);
        QCOMPARE(report.row(), 2);
        auto paused = schedule("report");
        paused.paused = true;
        bench.engine->put(paused);
        QTRY_COMPARE(model.index(2, ScheduleListModel::StateColumn).data().toString(), QStringLiteral("Paused"));
        paused.problem = "It is broken.";
        bench.engine->put(paused);
        QTRY_COMPARE(model.index(2, ScheduleListModel::StateColumn).data().toString(),
                     QStringLiteral("Last start failed"));
        QCOMPARE(model.index(2, ScheduleListModel::StateColumn).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("It is broken."));
        QCOMPARE(model.rowOf(QStringLiteral("examples/report")), 2);
        QCOMPARE(model.rowOf(QStringLiteral("examples/nothing")), -1);
        bench.engine->fail("list_schedules", {api::code::kUnavailable, "Gone.", {}, true});
        model.refresh();
        QTRY_COMPARE(model.state(), ScheduleListModel::State::Failed);
        QCOMPARE(model.rowCount(), 3);
        bench.engine->clear("list_schedules");
        bench.engine->removeSchedule("examples", "cleanup");
        bench.engine->removeSchedule("examples", "report");
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(resets.count(), 0);
    }

    void schedulesSayWhenAndHowOften() {
        constexpr qint64 kHour = 3'600'000;
        QCOMPARE(formatUntil(0, 0), QString(QChar(0x2013)));
        QCOMPARE(formatUntil(5'500, 1'000), QStringLiteral("in 4 s"));
        QCOMPARE(formatUntil(kHour, 1), QStringLiteral("in 59 min"));
        QCOMPARE(formatUntil(25 * kHour, 0), QStringLiteral("in 25 h"));
        QCOMPARE(formatUntil(72 * kHour, 0), QStringLiteral("in 3 d"));
        QCOMPARE(formatUntil(1, 2), QStringLiteral("now"));
        const auto every = schedule("a");
        const auto now = test::kSampleNow;
        QCOMPARE(ticksBetween(every, now - 3 * kHour, now)->count, 4);  // both ends count
        QVERIFY(ticksBetween(every, now - 3 * kHour, now)->exact);
        QCOMPARE(ticksBetween(every, now - kHour + 1, now - 1)->count, 0);
        QVERIFY(!ticksBetween(every, now, now - 1));
        const auto cron = ticksBetween(schedule("b", api::ScheduleKind::cron), now - 3 * kHour, now);
        QVERIFY(cron && !cron->exact && cron->count == 3);
        QVERIFY(!ticksBetween(schedule("c", api::ScheduleKind::on), now - kHour, now));
    }
};

}  // namespace tst_models

GUILESS_TEST(tst_models, TestModels)
#include "tst_models.moc"
