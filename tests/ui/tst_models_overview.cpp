// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

#include "tests/ui/registered_test.h"
#include "tests/ui/sample_cluster.h"
#include "ui/models/attention_model.h"
#include "ui/models/formatting.h"
#include "ui/models/overview_model.h"
#include "ui/models/recent_run_model.h"
#include "ui/models/run_query.h"
#include "ui/models/workflow_load_model.h"

namespace tst_models_overview {

using namespace beamline;
using namespace beamline::ui;
using test::FixtureEngine;

namespace {
constexpr api::Timestamp kMinute = 60'000;

api::RunGroup group(const char* name, std::int64_t completed, std::int64_t faulted, double p95, api::Timestamp last) {
    api::RunGroup one;
    one.key = std::string("examples/") + name;
    one.title = name;
    one.runs = completed + faulted;
    one.byPhase = {{"completed", completed}, {"faulted", faulted}};
    one.p95 = p95;
    one.lastAt = last;
    return one;
}

OverviewFacts factsOf(std::vector<api::RunGroup> workflows) {
    OverviewFacts facts;
    facts.now = test::kSampleNow;
    facts.workflows.emplace().items = std::move(workflows);
    return facts;
}

std::vector<std::string> titles(const WorkflowLoadModel& model) {
    std::vector<std::string> names;
    for (int row = 0; row < model.rowCount(); ++row) {
        names.push_back(model.rowAt(row).group.title);
    }
    return names;
}

struct Asking {
    std::shared_ptr<FixtureEngine> engine;
    EngineSession session;
    OverviewModel model{&session};
    explicit Asking(std::shared_ptr<FixtureEngine> shown)
        : engine(std::move(shown)), session(engine, test::sampleIdentity(), QStringLiteral("default")) {}
};
}  // namespace

class TestModelsOverview : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Clock::freeze(test::kSampleNow); }

    void figuresAreOfTheRunsThatTheListShows() {
        auto facts = factsOf({group("a", 598, 3, 0, 0), group("b", 60, 0, 0, 0)});
        facts.workflows->items[1].runs += 4;  // that have not ended
        facts.workflows->items[1].byPhase["waiting"] = 4;
        auto figures = overviewFigures(facts);
        QCOMPARE(figures.size(), 5);
        QCOMPARE(figures[0].value, QStringLiteral("661"));
        QCOMPARE(figures[0].detail, QStringLiteral("of 665 started"));
        QCOMPARE(figures[1].value, QStringLiteral("99.5 %"));
        QVERIFY2(figures[1].detail.startsWith(QStringLiteral("3 faulted, 1 workflow")), qPrintable(figures[1].detail));
        facts.before.emplace().byPhase = {{"completed", 600}, {"waiting", 5}};
        QCOMPARE(overviewFigures(facts)[0].detail, QStringLiteral("of 665 started, +10 % on the hour before"));
        facts.before->byPhase.clear();
        QCOMPARE(overviewFigures(facts)[0].detail, QStringLiteral("of 665 started, none in the hour before"));
        facts.workflows->more = true;
        QCOMPARE(overviewFigures(facts)[0].value, QStringLiteral("661 or more"));
    }

    /// 1 of 10,000 that is faulted is not 100 %.
    void successIsNeverRoundedUp() {
        QCOMPARE(overviewFigures(factsOf({group("a", 9'999, 1, 0, 0)}))[1].value, QStringLiteral("99.9 %"));
    }

    /// Faulted, repaired, and it is one run: figure, table of workflows and list say the same at each moment.
    void aRepairedRunHasFinishedOnce() {
        constexpr int kRuns = 41;
        auto engine = std::make_shared<FixtureEngine>();
        engine->setNow(test::kSampleNow);
        const auto put = [&](int at, api::Phase phase) {
            api::RunSummary run;
            run.id = "01HFFK6SY9540QZ8N3WJ5B7R" + std::to_string(10 + at);
            run.ns = "examples";
            run.workflow = "charge";
            run.phase = phase;
            run.createdAt = run.startedAt = test::kSampleNow - 30 * kMinute;
            run.updatedAt = test::kSampleNow - kMinute;
            run.endedAt = api::isFinal(phase) ? run.updatedAt : 0;
            if (phase == api::Phase::faulted) {
                run.error = api::WorkflowError{"https://example.com/errors/timeout", 408, "Timeout", "", "/do/0/wait"};
            }
            engine->put(run);
        };
        Asking shown(engine);
        shown.model.setLive(true);
        const auto agrees = [&](const QString& finished, const QString& success, int faulted) {
            shown.model.refresh();
            const auto figures = overviewFigures(shown.model.facts());
            const QString query = QUrl::fromPercentEncoding(figures[0].place.mid(int(qstrlen("runs/q/"))).toLatin1());
            const auto listed = engine->runs(parseRunQuery(query, test::kSampleNow).filter, true);
            const QString bad = QUrl::fromPercentEncoding(figures[1].place.mid(int(qstrlen("runs/q/"))).toLatin1());
            return figures[0].value == finished && figures[1].value == success &&
                   QString::number(listed.size()) == finished &&
                   int(engine->runs(parseRunQuery(bad, test::kSampleNow).filter, true).size()) == faulted;
        };
        for (int i = 0; i < kRuns; ++i) {
            put(i, api::Phase::faulted);
        }
        QTRY_VERIFY(agrees(QStringLiteral("41"), QStringLiteral("0 %"), 41));
        for (int i = 0; i < kRuns; ++i) {
            put(i, api::Phase::running);  // retried
        }
        QTRY_VERIFY(agrees(QStringLiteral("0"), QString(QChar(0x2013)), 0));
        for (int i = 0; i < kRuns; ++i) {
            put(i, i == 0 ? api::Phase::faulted : api::Phase::completed);
        }
        QTRY_VERIFY(agrees(QStringLiteral("41"), QStringLiteral("97.5 %"), 1));
        QVERIFY(overviewFigures(shown.model.facts())[0].toolTip.contains(QStringLiteral("counts once")));
    }

    void theHourBeforeIsAskedForOfAnHour() {
        auto engine = std::make_shared<FixtureEngine>();
        engine->setNow(test::kSampleNow);
        for (const int minutes : {30, 61, 119, 121}) {
            api::RunSummary run;
            run.id = "01HFFK6SY9540QZ8N3WJ5B7" + std::to_string(100 + minutes);
            run.ns = "examples";
            run.workflow = "charge";
            run.phase = api::Phase::completed;
            run.createdAt = test::kSampleNow - minutes * kMinute;
            engine->put(run);
        }
        Asking shown(engine);
        shown.model.setLive(true);
        QTRY_VERIFY(shown.model.facts().before && shown.model.facts().workflows);
        QCOMPARE(shown.model.facts().before->byPhase.at("completed"), std::int64_t(2));
        QVERIFY(overviewFigures(shown.model.facts())[0].detail.startsWith(QStringLiteral("of 1 started")));
        shown.model.setSpan(OverviewSpan::Day);
        QTRY_VERIFY(shown.model.facts().workflows);
        QVERIFY(!shown.model.facts().before);
    }

    void whatIsNotKnownIsNoFigure() {
        OverviewFacts facts;
        facts.now = test::kSampleNow;
        for (const auto& figure : overviewFigures(facts)) {
            QCOMPARE(figure.value, QString(QChar(0x2013)));
            QVERIFY(!figure.place.isEmpty());
        }
        facts = factsOf({});
        QCOMPARE(overviewFigures(facts)[1].value, QString(QChar(0x2013)));
        QCOMPARE(overviewFigures(facts)[1].detail, QStringLiteral("nothing has finished"));
    }

    /// What a figure leads to is a filter that the page Runs understands.
    void placesOfRunsAreFiltersWithoutMistakes() {
        OverviewFacts facts;
        facts.now = test::kSampleNow;
        for (const auto span : {OverviewSpan::Hour, OverviewSpan::Day}) {
            facts.span = span;
            int asked = 0;
            for (const auto& figure : overviewFigures(facts)) {
                const QString prefix = QStringLiteral("runs/q/");
                if (figure.place.startsWith(prefix)) {
                    const QString text = QUrl::fromPercentEncoding(figure.place.mid(prefix.size()).toLatin1());
                    const auto query = parseRunQuery(text, test::kSampleNow);
                    QVERIFY2(query.ok(), qPrintable(text));
                    QCOMPARE(query.filter.createdFrom, test::kSampleNow - msOf(span));
                    ++asked;
                }
            }
            QCOMPARE(asked, 2);
        }
    }

    void attentionIsBoundedAndCountsTheRest() {
        AttentionModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        OverviewFacts facts;
        facts.now = test::kSampleNow;
        facts.errors.emplace();
        facts.approvals.emplace();
        facts.suspended.emplace();
        facts.counts.emplace().byPhase["suspended"] = 40;
        for (int i = 0; i < 7; ++i) {
            auto one = group("orders", 0, 1 + i, 0, 0);
            one.key = "k" + std::to_string(i);
            one.latest.emplace().id = "E" + std::to_string(i);
            one.latest->workflow = "orders";
            one.latest->now = "no answer";
            one.latest->endedAt = test::kSampleNow - kMinute;
            facts.errors->items.push_back(one);
            api::RunSummary run;
            run.id = "S" + std::to_string(i);
            run.workflow = "imports";
            run.version = "1.0.0";
            facts.suspended->items.push_back(run);
            api::Approval approval;
            approval.id = "A" + std::to_string(i);
            approval.subject = "Pay " + std::to_string(i);
            approval.risk = i == 0 ? api::Risk::high : api::Risk::low;
            approval.dueAt = test::kSampleNow + (i + 1) * kMinute;
            facts.approvals->items.push_back(approval);
        }
        facts.approvalCounts.emplace().byQueue["mine"] = 9;
        for (int i = 0; i < 6; ++i) {
            facts.health.problems.push_back({"disk_full", "The disk is full " + std::to_string(i), 1});
        }
        model.show(facts);
        QCOMPARE(model.rowCount(), 4 * (int(AttentionModel::kMaxOfAKind) + 1));
        const auto sentence = [&](int row) {
            return model.index(row, AttentionModel::SentenceColumn).data().toString();
        };
        const auto act = [&](int row) { return model.index(row, AttentionModel::ActColumn).data().toString(); };
        const auto age = [&](int row) { return model.index(row, AttentionModel::AgeColumn).data().toString(); };
        QVERIFY(!model.index(0, 0).data(PhaseRole).isValid());
        QCOMPARE(act(0), QStringLiteral("Open"));
        QVERIFY(sentence(3).startsWith(QStringLiteral("3 more problem")));
        QCOMPARE(sentence(4), QStringLiteral("orders: no answer"));
        QVERIFY(sentence(5).contains(QStringLiteral("(2 run")));
        QCOMPARE(act(4), QStringLiteral("Repair…"));
        QVERIFY(sentence(7).startsWith(QStringLiteral("4 more error")));
        QCOMPARE(sentence(8), QStringLiteral("Pay 0, high risk"));
        QVERIFY2(age(8).startsWith(QStringLiteral("due in")), qPrintable(age(8)));
        QVERIFY(sentence(11).startsWith(QStringLiteral("6 more approval")));
        QCOMPARE(model.rowAt(11).place, QStringLiteral("approvals"));
        QCOMPARE(act(12), QStringLiteral("Resume"));
        QVERIFY(sentence(15).startsWith(QStringLiteral("37 more suspended")));
        // News keeps what stays.
        const QPersistentModelIndex kept(model.index(8, 0));
        facts.errors->items.clear();
        facts.health.problems.clear();
        model.show(facts);
        QCOMPARE(kept.row(), 0);
        facts.approvals->items.erase(facts.approvals->items.begin());
        std::swap(facts.approvals->items[0], facts.approvals->items[1]);
        model.show(facts);
        QVERIFY(!kept.isValid());
        QCOMPARE(model.rowAt(0).sentence, QStringLiteral("Pay 2"));
        facts.approvals->items.resize(4);
        facts.approvalCounts.reset();
        facts.suspended->items.clear();
        model.show(facts);
        QCOMPARE(model.rowCount(), 4);  // and none that says "1 more"
        QCOMPARE(act(3), QStringLiteral("Decide"));
    }

    void workflowsAreSortedByWhatFailsMostAndOtherwise() {
        WorkflowLoadModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const std::vector<api::RunGroup> groups{group("a", 100, 1, 10, 5), group("b", 5, 7, 30, 4),
                                                group("c", 1'204, 0, 20, 6), group("d", 2, 1, 5, 3)};
        model.show(groups);
        using Names = std::vector<std::string>;
        QCOMPARE(titles(model), (Names{"b", "a", "d", "c"}));
        const QPersistentModelIndex a(model.index(1, 0));
        model.sort(WorkflowLoadModel::RunsColumn, Qt::DescendingOrder);
        QCOMPARE(titles(model), (Names{"c", "a", "b", "d"}));
        QCOMPARE(a.data(IdRole).toString(), QStringLiteral("examples/a"));
        QCOMPARE(model.index(0, WorkflowLoadModel::RunsColumn).data().toString(), QStringLiteral("1,204"));
        model.sort(WorkflowLoadModel::P95Column, Qt::DescendingOrder);
        QCOMPARE(titles(model), (Names{"b", "c", "a", "d"}));
        model.sort(WorkflowLoadModel::P95Column, Qt::AscendingOrder);
        QCOMPARE(titles(model), (Names{"d", "a", "c", "b"}));
        model.sort(WorkflowLoadModel::WorkflowColumn, Qt::AscendingOrder);
        QCOMPARE(titles(model), (Names{"a", "b", "c", "d"}));
        model.show({groups[3], groups[0]});
        QCOMPARE(titles(model), (Names{"a", "d"}));
        QVERIFY(a.isValid());
    }

    void theModelAsksOnlyWhileSomebodyLooks() {
        Asking shown(test::clusterEngine());
        QCOMPARE(shown.engine->calls("count_runs"), 0);
        shown.model.setLive(true);
        QTRY_VERIFY(shown.model.facts().workflows && shown.model.facts().errors && shown.model.facts().recent);
        QVERIFY(!shown.model.isEmpty());
        QCOMPARE(int(shown.model.facts().errors->items.size()), 2);
        QCOMPARE(int(shown.model.facts().recent->items.size()), OverviewModel::kRecent);
        const int asked = shown.engine->calls("count_runs");
        auto run = shown.engine->runs({}, true).front();
        run.phase = api::Phase::completed;
        shown.engine->put(run);
        QTRY_VERIFY(shown.engine->calls("count_runs") > asked);
        QTRY_COMPARE(shown.model.facts().recent->items.size(), std::size_t(OverviewModel::kRecent));
        shown.model.setLive(false);
        const int then = shown.engine->calls("count_runs");
        run.phase = api::Phase::faulted;
        shown.engine->put(run);
        QTest::qWait(OverviewModel::kEventInterval + 300);
        QCOMPARE(shown.engine->calls("count_runs"), then);
    }

    /// Started long ago, faulted a minute ago.
    void aFaultNeedsSomebodyWheneverItsRunWasStarted() {
        auto engine = std::make_shared<FixtureEngine>();
        api::RunSummary run;
        run.id = "01HEWN9C4TCWH7B5J0A8E2ZMKT";
        run.ns = "examples";
        run.workflow = "long";
        run.phase = api::Phase::faulted;
        run.createdAt = run.startedAt = test::kSampleNow - 3 * msOf(OverviewSpan::Day);
        run.updatedAt = run.endedAt = test::kSampleNow - kMinute;
        run.error = api::WorkflowError{"https://example.com/errors/timeout", 408, "Timeout", "after 3 d", "/do/0/wait"};
        engine->put(run);
        Asking shown(engine);
        shown.model.setLive(true);
        QTRY_VERIFY(shown.model.facts().errors);
        QCOMPARE(int(shown.model.facts().errors->items.size()), 1);
    }

    void anotherSpanIsAskedAnewAndOldAnswersDoNotCount() {
        Asking shown(test::clusterEngine());
        shown.model.setLive(true);
        QTRY_VERIFY(shown.model.facts().workflows);
        const auto ofAnHour = shown.model.facts().workflows->items;
        shown.engine->hold("group_runs");
        shown.model.refresh();
        shown.model.setSpan(OverviewSpan::Day);
        QVERIFY(!shown.model.facts().workflows);
        shown.engine->release("group_runs");
        QTRY_VERIFY(shown.model.facts().workflows);
        std::int64_t runs = 0;
        for (const auto& one : shown.model.facts().workflows->items) {
            runs += one.runs;
        }
        QCOMPARE(runs, std::int64_t(shown.engine->runs({}, true).size()));
        QVERIFY(ofAnHour.size() <= shown.model.facts().workflows->items.size());
    }

    void anOlderEngineAndAFailureAreToldByTheirPart() {
        auto engine = test::clusterEngine();
        auto health = engine->health();
        health.operations = {"count_runs", "list_runs", "list_approvals", "get_statistics", "count_approvals"};
        engine->setHealth(health);
        engine->fail("list_approvals", {api::code::kUnavailable, "The node does not answer.", {}, true});
        Asking shown(engine);
        shown.model.setLive(true);
        QTRY_VERIFY(shown.model.facts().recent);
        QVERIFY(!shown.model.error(OverviewModel::Workflows).code.empty());
        QVERIFY(!shown.model.error(OverviewModel::Errors).code.empty());
        QTRY_COMPARE(toText(shown.model.error(OverviewModel::Approvals).message),
                     QStringLiteral("The node does not answer."));
        QVERIFY(shown.model.error(OverviewModel::Counts).code.empty());
        QCOMPARE(shown.engine->calls("group_runs"), 0);
        QCOMPARE(shown.model.standsSince(), 0);  // what was never answered is not old
    }

    void recentRunsAreRows() {
        RecentRunModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const auto engine = test::sampleEngine();
        auto runs = engine->runs({}, true);
        model.show(runs);
        QCOMPARE(model.rowCount(), int(runs.size()));
        std::swap(runs[0], runs[3]);
        runs[1].now = "elsewhere";
        runs.pop_back();
        model.show(runs);
        QCOMPARE(model.index(1, RecentRunModel::NowColumn).data().toString(), QStringLiteral("elsewhere"));
        QCOMPARE(model.index(0, 0).data(IdRole).toString(), toText(runs[0].id));
    }
};

}  // namespace tst_models_overview

GUILESS_TEST(tst_models_overview, TestModelsOverview)
#include "tst_models_overview.moc"
