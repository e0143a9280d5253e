// SPDX-License-Identifier: Apache-2.0
// The tree of dead letters and its export, against an engine that remembers.
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "engine/api/json_codec.h"
#include "tests/ui/fixture_engine.h"
#include "tests/ui/registered_test.h"
#include "ui/models/dead_letter_export.h"
#include "ui/models/dead_letter_model.h"
#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"

namespace tst_models_deadletters {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {
constexpr api::Timestamp kNow = 1'764'000'000'000;

api::RunSummary faulted(const std::string& id, const std::string& workflow, const std::string& title,
                        api::Timestamp endedAt) {
    api::RunSummary run;
    run.id = id;
    run.ns = "test";
    run.workflow = workflow;
    run.version = "1.0.0";
    run.phase = api::Phase::faulted;
    run.createdAt = run.startedAt = endedAt - 1000;
    run.updatedAt = run.endedAt = endedAt;
    run.error = api::WorkflowError{"https://serverlessworkflow.io/spec/1.0.0/errors/communication", 502, title,
                                   "no answer", "/do/0/" + workflow};
    run.now = title;
    return run;
}

struct Fixture {
    std::shared_ptr<FixtureEngine> engine = std::make_shared<FixtureEngine>();
    EngineSession session{engine, {}, QStringLiteral("test")};
    Fixture() {
        engine->put(faulted("01A", "pay", "Bad gateway", kNow - 9000));
        engine->put(faulted("01B", "pay", "Bad gateway", kNow - 5000));
        engine->put(faulted("01C", "pay", "Timeout", kNow - 1000));
        engine->put(faulted("01D", "ship", "Bad gateway", kNow - 7000));
        api::RunSummary fine = faulted("01E", "ship", "", kNow);
        fine.phase = api::Phase::completed;
        fine.error.reset();
        engine->put(fine);
    }
};
}  // namespace

class TestDeadLetters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Clock::freeze(kNow); }

    void groupsByWorkflowTaskTypeAndTitle() {
        Fixture f;
        DeadLetterModel model(&f.session);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setLive(true);
        QTRY_COMPARE(model.rowCount(), 3);
        QCOMPARE(model.runCount(), 4);
        const auto group = model.indexOf(QStringLiteral("01A")).parent();
        QVERIFY(group.isValid());
        QCOMPARE(model.rowCount(group), 2);
        QCOMPARE(model.runsAt(group).front().id, std::string("01B"));  // the newest first
        QCOMPARE(group.siblingAtColumn(DeadLetterModel::RunsColumn).data().toString(), QStringLiteral("2"));
        QCOMPARE(group.data().toString(), QStringLiteral("Bad gateway · communication"));
        QCOMPARE(group.siblingAtColumn(DeadLetterModel::LastColumn).data().toString(), QStringLiteral("5 s ago"));
        QCOMPARE(group.siblingAtColumn(DeadLetterModel::FirstColumn).data().toString(), QStringLiteral("9 s ago"));
        QCOMPARE(model.index(0, 0).siblingAtColumn(DeadLetterModel::LastColumn).data().toString(),
                 QStringLiteral("1 s ago"));  // groups by their newest fault
    }

    void withoutAnErrorTheWorkflowIsWhatTheyHaveInCommon() {
        Fixture f;
        for (const char* id : {"01F", "01G", "01H"}) {
            auto run = faulted(id, std::string(id) == "01H" ? "ship" : "pay", "", kNow);
            run.error.reset();
            f.engine->put(run);
        }
        DeadLetterModel model(&f.session);
        model.setLive(true);
        QTRY_COMPARE(model.rowCount(), 5);
        QCOMPARE(model.rowCount(model.indexOf(QStringLiteral("01F")).parent()), 2);
        QCOMPARE(model.rowCount(model.indexOf(QStringLiteral("01H")).parent()), 1);
    }

    void dryRunsStandApartAndAreMarked() {
        Fixture f;
        auto dry = faulted("01F", "pay", "Bad gateway", kNow);
        dry.labels[api::kDryRunLabel] = "true";
        f.engine->put(dry);
        DeadLetterModel model(&f.session);
        model.setLive(true);
        QTRY_COMPARE(model.rowCount(), 4);  // the same error of a real run is another matter
        const auto row = model.indexOf(QStringLiteral("01F"));
        QVERIFY(row.data(DryRunRole).toBool() && row.parent().data(DryRunRole).toBool());
        QVERIFY(!model.indexOf(QStringLiteral("01A")).parent().data(DryRunRole).toBool());
        const auto group = row.parent().siblingAtColumn(DeadLetterModel::WorkflowColumn);
        for (const QModelIndex& one : {row.siblingAtColumn(DeadLetterModel::WorkflowColumn), group}) {
            QVERIFY(one.data(DryRunRole).toBool());
            QVERIFY(one.data(Qt::AccessibleTextRole).toString().endsWith(QStringLiteral(", dry run")));
            QVERIFY(one.data(Qt::ToolTipRole).toString().contains(dryRunNote()));
        }
        const auto real = model.indexOf(QStringLiteral("01A")).siblingAtColumn(DeadLetterModel::WorkflowColumn);
        QVERIFY(!real.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("dry run")));
    }

    void followsTheFeedAndKeepsItsPlaces() {
        Fixture f;
        DeadLetterModel model(&f.session);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setLive(true);
        QTRY_COMPARE(model.runCount(), 4);
        const QPersistentModelIndex kept = model.indexOf(QStringLiteral("01A"));
        f.engine->put(faulted("01F", "pay", "Bad gateway", kNow));
        QTRY_COMPARE(model.runCount(), 5);
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data(IdRole).toString(), QStringLiteral("01A"));
        auto gone = faulted("01C", "pay", "Timeout", kNow);
        gone.phase = api::Phase::running;
        gone.error.reset();
        f.engine->put(gone);
        QTRY_COMPARE(model.rowCount(), 2);                              // its group is empty
        f.engine->put(faulted("01A", "pay", "Bad gateway", kNow + 5));  // again: now it is the newest
        QTRY_COMPARE(model.runsAt(model.indexOf(QStringLiteral("01B")).parent()).front().id, std::string("01A"));
    }

    void hiddenItAsksNothingAndCatchesUp() {
        Fixture f;
        DeadLetterModel model(&f.session);
        model.setLive(true);
        QTRY_COMPARE(model.runCount(), 4);
        model.setLive(false);
        const int asked = f.engine->calls("list_runs");
        f.engine->put(faulted("01F", "pay", "Bad gateway", kNow));
        QTest::qWait(DeadLetterModel::kRefreshInterval + 300);
        QCOMPARE(f.engine->calls("list_runs"), asked);
        model.setLive(true);
        QTRY_COMPARE(model.runCount(), 5);
    }

    void manyChangesAreOneQuestion() {
        Fixture f;
        DeadLetterModel model(&f.session);
        model.setLive(true);
        QTRY_COMPARE(model.runCount(), 4);
        const int asked = f.engine->calls("list_runs");
        for (int i = 0; i < 200; ++i) {
            f.engine->put(faulted("02" + std::to_string(1000 + i), "pay", "Bad gateway", kNow + i));
        }
        QTRY_COMPARE(model.runCount(), 204);
        QVERIFY(f.engine->calls("list_runs") - asked <= 3);
    }

    void theTextIsAskedAndAFailureKeepsTheRows() {
        Fixture f;
        DeadLetterModel model(&f.session);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setLive(true);
        QTRY_COMPARE(model.runCount(), 4);
        model.setText(QStringLiteral("ship"));
        QTRY_COMPARE(model.runCount(), 1);
        f.engine->fail("list_runs", {api::code::kUnavailable, "away", {}, true});
        model.refresh();
        QTRY_COMPARE(model.state(), DeadLetterModel::State::Failed);
        QCOMPARE(model.runCount(), 1);
    }

    void moreThanItHoldsIsSaid() {
        Fixture f;
        for (std::size_t i = 0; i < DeadLetterModel::kMaxRuns + 1; ++i) {
            f.engine->put(faulted("03" + std::to_string(10000 + i), "pay", "Bad gateway", kNow + qint64(i)));
        }
        DeadLetterModel model(&f.session);
        model.setLive(true);
        QTRY_COMPARE(model.state(), DeadLetterModel::State::Ready);
        QVERIFY(model.isCut());
        QCOMPARE(model.runCount(), int(DeadLetterModel::kMaxRuns));
    }

    void anExportHasErrorInputTaskAndHistory() {
        Fixture f;
        api::RunDetail detail;
        detail.run = faulted("01A", "pay", "Bad gateway", kNow);
        detail.input = {{"amount", 5}};
        f.engine->put(detail);
        api::TaskDetail task;
        task.state.ref = "/do/0/pay";
        task.input = {{"n", 1}};
        f.engine->put("01A", task);
        api::HistoryEntry entry;
        entry.kind = "run.faulted";
        f.engine->put("01A", entry);
        DeadLetterExport work(&f.session, {"01A", "01B"});
        api::Json all;
        connect(&work, &DeadLetterExport::finished, this, [&](const api::Json& json) { all = json; });
        work.start();
        QTRY_VERIFY(!all.is_null());
        const auto& runs = all.at("runs").as_array();
        QCOMPARE(runs.size(), std::size_t(2));
        QCOMPARE(runs[0].at("input"), (api::Json{{"amount", 5}}));
        QCOMPARE(runs[0].at("task").at("input"), (api::Json{{"n", 1}}));
        QCOMPARE(runs[0].at("error").at("title"), api::Json("Bad gateway"));
        QCOMPARE(runs[0].at("history").as_array().size(), std::size_t(1));
    }

    void anExportThatFailsHandsOutNothing() {
        Fixture f;
        DeadLetterExport work(&f.session, {"01A", "nothing"});
        QSignalSpy failed(&work, &DeadLetterExport::failed);
        QSignalSpy finished(&work, &DeadLetterExport::finished);
        work.start();
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(finished.count(), 0);
    }
};

}  // namespace tst_models_deadletters

GUILESS_TEST(tst_models_deadletters, TestDeadLetters)
#include "tst_models_deadletters.moc"
