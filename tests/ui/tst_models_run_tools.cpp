// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/fixture_engine.h"
#include "tests/ui/registered_test.h"
#include "tests/ui/sample_data.h"
#include "ui/models/formatting.h"
#include "ui/models/history_model.h"
#include "ui/models/moment_text.h"
#include "ui/models/redaction.h"
#include "ui/models/rerun_plan_model.h"
#include "ui/models/run_comparison.h"
#include "ui/models/run_times.h"
#include "ui/session/engine_session.h"

namespace tst_models_run_tools {

using namespace beamline;
using namespace beamline::ui;
using Path = TaskPair::Path;

namespace {
QString words(const char* text) {
    return QString::fromUtf8(text);
}

api::Json json(const char* text) {
    return boost::json::parse(text);
}

api::TaskState stateOf(const char* ref, api::Phase phase, api::Timestamp from = 0, api::Timestamp to = 0) {
    api::TaskState task;
    task.ref = ref;
    task.name = taskName(ref).toStdString();
    task.phase = phase;
    task.attempt = task.iterations = phase == api::Phase::pending ? 0 : 1;
    task.startedAt = from;
    task.endedAt = to;
    return task;
}

api::RunDetail runOf(std::vector<api::TaskState> tasks, const char* version = "1.0.0") {
    api::RunDetail detail;
    detail.run.workflow = "pay";
    detail.run.version = version;
    detail.run.phase = api::Phase::completed;
    detail.run.startedAt = 1000;
    detail.run.endedAt = 9000;
    detail.tasks = std::move(tasks);
    return detail;
}

api::HistoryEntry entry(const char* kind, const char* task, api::Timestamp at, int attempt = 1) {
    api::HistoryEntry one;
    one.kind = kind;
    one.task = task;
    one.at = at;
    one.attempt = attempt;
    one.iteration = 1;
    return one;
}

const TaskPair& pairOf(const RunComparison& comparison, const std::string& ref) {
    for (const auto& pair : comparison.tasks) {
        if (pair.ref == ref) {
            return pair;
        }
    }
    qFatal("no pair %s", ref.c_str());
}

/// A graph in short, and what happens in it. "t/a" lies inside of "t"; a type follows the name.
struct Way {
    using Edge = std::pair<const char*, const char*>;
    Way(const std::vector<Edge>& edges, const std::vector<std::string>& tasks) {
        graph.nodes.push_back({"start", "", "start", "start", ""});
        for (const auto& task : tasks) {
            const auto colon = std::min(task.find(':'), task.size());
            const auto ref = task.substr(0, colon);
            const auto slash = ref.rfind('/');
            graph.nodes.push_back({ref, slash == std::string::npos ? "" : ref.substr(0, slash), ref,
                                   colon == task.size() ? "set" : task.substr(colon + 1), ""});
        }
        graph.nodes.push_back({"end", "", "end", "end", ""});
        for (const auto& [from, to] : edges) {
            graph.edges.push_back({from, to, ""});
        }
        way.setGraph(graph);
    }
    void see(const char* kind, const char* task, const char* detail = "") {
        auto one = entry(kind, task, ++at);
        one.detail = detail;
        way.see(one);
    }
    void begin(const char* task) {
        see("task.created", task);
        see("task.started", task);
    }
    void did(const std::vector<const char*>& tasks, bool all = false) {
        for (const char* task : tasks) {
            begin(task);
            see("task.completed", task);
        }
        if (all) {
            see("run.completed", "");
        }
    }
    QStringList takenAt(qint64 entries) const {
        QStringList names;
        const auto taken = way.takenAt(entries);
        for (std::size_t i = 0; i < taken.size(); ++i) {
            if (taken[i]) {
                names += toText(graph.edges[i].from + ">" + graph.edges[i].to);
            }
        }
        return names;
    }
    QStringList taken() const { return takenAt(0); }

    api::Graph graph;
    RunWay way;
    api::Timestamp at = 0;
};

}  // namespace

class TestModelsRunTools : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void whatIsTheSameIsSaidToBe() {
        const auto run = runOf({stateOf("/do/0/a", api::Phase::completed, 1000, 1500)});
        const auto same = compareRuns(run, run, 9000);
        QCOMPARE(same.first, FirstDifference::None);
        QCOMPARE(same.differing, 0);
        QCOMPARE(same.firstTask, -1);
    }

    void everyWayToDifferIsTold() {
        using api::Phase;
        auto a =
            runOf({stateOf("/do/0/a", Phase::completed, 1000, 1500), stateOf("/do/1/b", Phase::completed, 1500, 1600),
                   stateOf("/do/2/c", Phase::pending), stateOf("/do/3/d", Phase::completed, 1700, 1800),
                   stateOf("/do/4/gone", Phase::completed, 1800, 1900), stateOf("/do/5/never", Phase::pending)});
        auto b =
            runOf({stateOf("/do/0/a", Phase::completed, 1000, 1700), stateOf("/do/1/b", Phase::faulted, 1500, 1600),
                   stateOf("/do/2/c", Phase::completed, 1600, 1700), stateOf("/do/3/d", Phase::completed, 1700, 1800),
                   stateOf("/do/5/never", Phase::pending)});
        b.tasks[3].attempt = 3;
        const auto compared = compareRuns(a, b, 9000, {{"/do/0/a", 1}}, {{"/do/0/a", 2}});
        QCOMPARE(pairOf(compared, "/do/0/a").path, Path::OtherOutput);
        QCOMPARE(pairOf(compared, "/do/0/a").tookB - pairOf(compared, "/do/0/a").tookA, 200);
        QCOMPARE(pairOf(compared, "/do/1/b").path, Path::OtherEnd);
        QCOMPARE(pairOf(compared, "/do/2/c").path, Path::OnlyB);
        QCOMPARE(pairOf(compared, "/do/3/d").path, Path::OtherCount);
        QCOMPARE(pairOf(compared, "/do/4/gone").path, Path::OnlyA);
        QVERIFY(!pairOf(compared, "/do/4/gone").b);
        QCOMPARE(pairOf(compared, "/do/5/never").path, Path::Neither);
        QCOMPARE(compared.tasks[4].ref, std::string("/do/4/gone"));  // where it stood
        QCOMPARE(compared.differing, 5);
        QCOMPARE(compared.first, FirstDifference::Task);
        QCOMPARE(compared.firstTask, 0);
    }

    void theReasonIsTheTaskInside() {
        using api::Phase;
        const auto a = runOf({stateOf("/do/0/all", Phase::completed, 1000, 2000),
                              stateOf("/do/0/all/do/0/one", Phase::completed, 1100, 1200),
                              stateOf("/do/0/all/do/1/two", Phase::completed, 1200, 1300)});
        auto b = a;
        b.tasks[0].phase = b.tasks[2].phase = Phase::faulted;
        QCOMPARE(compareRuns(a, b, 9000).firstTask, 2);
    }

    void tasksAreKnownAgainByTheirNames() {
        using api::Phase;
        const auto a = runOf({stateOf("/do/0/load", Phase::completed), stateOf("/do/1/pay", Phase::completed),
                              stateOf("/do/1/pay/do/0/book", Phase::completed)});
        const auto b = runOf({stateOf("/do/0/load", Phase::completed), stateOf("/do/1/check", Phase::completed),
                              stateOf("/do/2/pay", Phase::completed), stateOf("/do/2/pay/do/0/book", Phase::faulted)},
                             "1.1.0");
        const auto compared = compareRuns(a, b, 9000);
        QCOMPARE(pairOf(compared, "/do/1/check").path, Path::OnlyB);
        QCOMPARE(pairOf(compared, "/do/2/pay").path, Path::Same);
        QCOMPARE(pairOf(compared, "/do/2/pay/do/0/book").path, Path::OtherEnd);
        QCOMPARE(compared.tasks.size(), 4u);
        QCOMPARE(compared.first, FirstDifference::Definition);
        QVERIFY(compareRuns({}, {}, 0).tasks.empty());
    }

    void whatDiffersFirstIsNamedByItsKind() {
        using api::Phase;
        RunComparisonModel model;
        const auto text = [&model](const api::RunDetail& a, const api::RunDetail& b, const TaskOutputs& outputsA = {},
                                   const TaskOutputs& outputsB = {}) {
            model.setComparison(compareRuns(a, b, 9000, outputsA, outputsB));
            return model.firstDifferenceText();
        };
        const auto a =
            runOf({stateOf("/do/0/load", Phase::completed, 1000, 1500),
                   stateOf("/do/1/pay", Phase::completed, 1500, 1600), stateOf("/do/2/tell", Phase::pending)});
        auto b = a;
        QCOMPARE(text(a, b, {{"/do/0/load", json(R"({"rows":1})")}}, {{"/do/0/load", json(R"({"rows":2})")}}),
                 words("The outputs of load differ, first at /rows."));
        b.tasks[2] = stateOf("/do/2/tell", Phase::completed, 1600, 1700);
        QCOMPARE(text(a, b, {{"/do/0/load", 1}}, {{"/do/0/load", 2}}),
                 words("The outputs of load differ. The ways part at tell: Only in B."));
        QCOMPARE(text(a, b), words("The ways part at tell: Only in B."));
        b = a;
        b.tasks[1].phase = Phase::faulted;
        QCOMPARE(text(a, b), words("A task ended otherwise, pay: Faulted instead of completed."));
        b = a;
        b.tasks[1].attempt = 3;
        QVERIFY2(text(a, b).startsWith(words("A task was tried or repeated another number of times, pay")),
                 qPrintable(text(a, b)));
        b = a;
        b.input = json(R"({"limit":2})");
        b.tasks[1].phase = Phase::faulted;
        QCOMPARE(text(a, b), words("Inputs differ. A task ended otherwise, pay: Faulted instead of completed."));
        auto failed = a;
        failed.run.error = api::WorkflowError{"t", 500, "Refused", "no money", ""};
        b = failed;
        b.run.error->detail = "no account";
        QVERIFY(text(failed, b).contains(words("“Refused: no money” in A, “Refused: no account” in B")));
        b = a;
        b.run.endedAt += 2000;
        b.tasks[1].endedAt += 1900;
        QCOMPARE(text(a, b), words("Both had the same input, went the same way and put out the same. B took 2.0 s "
                                   "longer; the times differ most at pay (+1.9 s)."));
    }

    void theFirstMemberThatDiffersIsNamed() {
        const auto at = [](const char* a, const char* b) { return firstDifferenceIn(json(a), json(b)); };
        QCOMPARE(at(R"({"a":1,"b":{"c":[1,2]}})", R"({"b":{"c":[1,3]},"a":1})"), words("/b/c/1"));
        QCOMPARE(at(R"({"a":1})", R"({"a":1,"x/y":2})"), words("/x~1y"));
        QCOMPARE(at("[1]", "[1,2]"), words("/1"));
        QCOMPARE(at("1", "2"), QString());
        QVERIFY(!at("[1]", "[1]"));
        QCOMPARE(durationDifference(100, 350), words("+250 ms"));
        QCOMPARE(durationDifference(350, 100), words("\u2212250 ms"));
        QCOMPARE(durationDifference(-1, 100), words("\u2013"));
    }

    void theTableKeepsItsRowsAndShowsOnlyWhatDiffers() {
        using api::Phase;
        RunComparisonModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const auto a =
            runOf({stateOf("/do/0/a", Phase::completed, 1000, 1500), stateOf("/do/1/b", Phase::completed, 1, 2)});
        auto b = a;
        b.tasks[1].phase = Phase::faulted;
        model.setComparison(compareRuns(a, b, 9000));
        QCOMPARE(model.rowCount(), 2);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setComparison(compareRuns(a, b, 9500));
        QCOMPARE(reset.count(), 0);
        model.setOnlyDifferences(true);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, RunComparisonModel::WhatColumn).data().toString(),
                 words("Faulted instead of completed"));
        QCOMPARE(model.rowOf("/do/0/a"), -1);
        model.setComparison(compareRuns(a, a, 9000));
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(model.firstDifferenceText().startsWith(words("Both had the same input")));
    }

    void attemptsAndPausesAreSegments() {
        SegmentFold fold;
        fold.see(entry("task.started", "/do/0/a", 100));
        fold.see(entry("task.retried", "/do/0/a", 200));
        fold.see(entry("task.started", "/do/0/a", 300, 2));
        fold.see(entry("task.completed", "/do/0/a", 400, 2));
        using Kind = TimeSegment::Kind;
        const std::vector<TimeSegment> expected{{Kind::Work, 100, 200, 1, 1, api::Phase::faulted},
                                                {Kind::Pause, 200, 300, 2, 1, api::Phase::running},
                                                {Kind::Work, 300, 400, 2, 1, api::Phase::completed}};
        QVERIFY(fold.of("/do/0/a") == expected);
        QVERIFY(fold.of("/do/9/unknown").empty());
    }

    void aTryGoesOnWithWhatIsInsideAndApprovalsWait() {
        using Kind = TimeSegment::Kind;
        SegmentFold fold;
        fold.see(entry("task.started", "/do/0/t", 100));
        fold.see(entry("task.started", "/do/0/t/try/0/x", 110));
        fold.see(entry("task.faulted", "/do/0/t/try/0/x", 120));
        fold.see(entry("task.retried", "/do/0/t", 121));
        fold.see(entry("task.started", "/do/0/t/try/0/x", 200, 2));
        QCOMPARE(fold.of("/do/0/t").size(), 3u);
        QCOMPARE(fold.of("/do/0/t").back().from, 200);
        QCOMPARE(fold.of("/do/0/t").back().attempt, 2);
        fold.see(entry("task.started", "/do/1/ask", 300));
        fold.see(entry("approval.raised", "/do/1/ask", 310));
        fold.see(entry("approval.closed", "/do/1/ask", 900));
        fold.see(entry("task.completed", "/do/1/ask", 905));
        QCOMPARE(fold.of("/do/1/ask").size(), 3u);
        QCOMPARE(fold.of("/do/1/ask")[1].kind, Kind::Wait);
        QCOMPARE(fold.of("/do/1/ask")[1].to, 900);
        fold.see(entry("task.faulted", "/do/2/never", 950));  // without a start
        QCOMPARE(fold.of("/do/2/never").front().phase, api::Phase::faulted);
        for (int i = 0; i < static_cast<int>(SegmentFold::kMaxSegments) + 5; ++i) {
            fold.see(entry("task.started", "/do/3/loop", 1000 + i));
        }
        QCOMPARE(fold.of("/do/3/loop").size(), SegmentFold::kMaxSegments);
    }

    void whatASuspensionInterruptedGoesOnBehindIt() {
        using Kind = TimeSegment::Kind;
        SegmentFold fold;
        fold.see(entry("task.started", "/do/0/ask", 100));
        fold.see(entry("approval.raised", "/do/0/ask", 110));
        fold.see(entry("task.suspended", "/do/0/ask", 200));
        fold.see(entry("task.resumed", "/do/0/ask", 300));
        QCOMPARE(fold.of("/do/0/ask").back().kind, Kind::Wait);  // nobody has decided
        fold.see(entry("task.suspended", "/do/0/ask", 400));
        fold.see(entry("approval.closed", "/do/0/ask", 450));
        fold.see(entry("task.resumed", "/do/0/ask", 500));
        fold.see(entry("task.completed", "/do/0/ask", 510));
        std::vector<Kind> kinds;
        for (const auto& one : fold.of("/do/0/ask")) {
            kinds.push_back(one.kind);
        }
        QVERIFY(
            (kinds == std::vector{Kind::Work, Kind::Wait, Kind::Suspended, Kind::Wait, Kind::Suspended, Kind::Work}));
        fold.see(entry("task.started", "/do/1/a", 600));
        fold.see(entry("task.retried", "/do/1/a", 610));
        fold.see(entry("task.suspended", "/do/1/a", 620));
        fold.see(entry("task.resumed", "/do/1/a", 630));
        QCOMPARE(fold.of("/do/1/a").back().kind, Kind::Pause);
        QCOMPARE(fold.of("/do/1/a").back().attempt, 2);
    }

    // ---- the way ----------------------------------------------------------------------------------------------------
    void onlyTheCaseThatWasChosenWasTaken() {
        Way way({{"start", "which"}, {"which", "big"}, {"which", "small"}, {"big", "small"}, {"small", "end"}},
                {"which:switch", "big", "small"});
        way.did({"which", "small"}, true);
        QCOMPARE(way.taken(), QStringList({words("start>which"), words("which>small"), words("small>end")}));
        QCOMPARE(way.takenAt(2), QStringList(words("start>which")));  // which has begun, and nothing more
        QVERIFY(way.takenAt(3).size() < way.taken().size());
        // What is skipped by its `if` is passed by on the way.
        Way other({{"start", "which"}, {"which", "big"}, {"which", "small"}, {"big", "small"}, {"small", "end"}},
                  {"which:switch", "big", "small"});
        other.did({"which"});
        other.see("task.created", "big");
        other.see("task.skipped", "big");
        other.did({"small"}, true);
        QCOMPARE(other.taken(),
                 QStringList({words("start>which"), words("which>big"), words("big>small"), words("small>end")}));
    }

    void aTryTellsHandlerFromBody() {
        const std::vector<Way::Edge> edges{{"start", "t"}, {"t", "t/a"}, {"t/a", "t/b"},  {"t", "t/h"},
                                           {"t", "after"}, {"t", "end"}, {"after", "end"}};
        Way way(edges, {"t:try", "t/a", "t/b", "t/h", "after"});
        way.begin("t");
        way.did({"t/a"});
        way.begin("t/b");
        way.see("task.faulted", "t/b");
        way.see("task.retried", "t");
        way.begin("t/a");  // from the front again
        way.see("task.faulted", "t/a");
        way.did({"t/h"});
        way.see("task.completed", "t");
        way.see("run.completed", "");
        QCOMPARE(way.taken(),
                 QStringList({words("start>t"), words("t>t/a"), words("t/a>t/b"), words("t>t/h"), words("t>end")}));
    }

    void branchesBeginAtTheirFork() {
        Way way({{"start", "f"}, {"f", "f/a"}, {"f", "f/b"}, {"f", "end"}}, {"f:fork", "f/a", "f/b"});
        way.begin("f");
        way.did({"f/a", "f/b"});  // the first may be done before the second begins
        way.see("task.completed", "f");
        way.see("run.completed", "");
        QCOMPARE(way.taken(), QStringList({words("start>f"), words("f>f/a"), words("f>f/b"), words("f>end")}));
    }

    void whatTheOrderCannotTellIsNotClaimed() {
        // The last task of the loop may have jumped to its front, or the next turn has begun.
        Way loop({{"start", "l"}, {"l", "l/a"}, {"l/a", "l/b"}, {"l/b", "l/a"}, {"l", "end"}},
                 {"l:for", "l/a", "l/b:switch"});
        loop.begin("l");
        loop.did({"l/a", "l/b", "l/a", "l/b"});
        loop.see("task.completed", "l");
        loop.see("run.completed", "");
        QCOMPARE(loop.taken(), QStringList({words("start>l"), words("l>l/a"), words("l/a>l/b"), words("l>end")}));
        // Without a loop around it, it has.
        Way jump({{"start", "a"}, {"a", "b"}, {"b", "a"}, {"b", "end"}}, {"a", "b:switch"});
        jump.did({"a", "b", "a", "b"}, true);
        QCOMPARE(jump.taken(), QStringList({words("start>a"), words("a>b"), words("b>a"), words("b>end")}));
        // A switch inside says `end`, or its list has come to an end.
        Way inner({{"start", "d"}, {"d", "d/s"}, {"d/s", "end"}, {"d", "end"}}, {"d:do", "d/s:switch"});
        inner.begin("d");
        inner.did({"d/s"});
        inner.see("task.completed", "d");
        inner.see("run.completed", "");
        QCOMPARE(inner.taken(), QStringList({words("start>d"), words("d>d/s")}));
        // Another task that says `end` always does.
        Way sure({{"start", "d"}, {"d", "d/s"}, {"d/s", "end"}, {"d", "end"}}, {"d:do", "d/s"});
        sure.begin("d");
        sure.did({"d/s"});
        sure.see("task.completed", "d");
        sure.see("run.completed", "");
        QCOMPARE(sure.taken(), QStringList({words("start>d"), words("d>d/s"), words("d/s>end")}));
    }

    void aRetryOfTheRunIsNoNewWay() {
        Way way({{"start", "a"}, {"a", "b"}, {"b", "end"}}, {"a", "b"});
        way.did({"a"});
        way.begin("b");
        way.see("task.faulted", "b");
        way.see("run.faulted", "");
        QCOMPARE(way.taken(), QStringList({words("start>a"), words("a>b")}));
        way.see("run.resumed", "");
        way.see("task.retried", "b");
        way.see("task.started", "b");
        way.see("task.completed", "b");
        way.see("run.completed", "");
        QCOMPARE(way.taken(), QStringList({words("start>a"), words("a>b"), words("b>end")}));
    }

    void whatIsTakenOverIsKnownByTheHistory() {
        Way way({{"start", "a"}, {"a", "b"}, {"b", "end"}}, {"a", "b"});
        way.see("run.created", "", "re-run of 01A from b: mended");
        way.begin("a");
        way.see("task.completed", "a", "taken over from 01A");
        QVERIFY(way.way.isTakenOver("a") && way.way.beginsAt().empty());  // it has not come there
        way.begin("b");
        QCOMPARE(way.way.beginsAt(), std::string("b"));
        QVERIFY(!way.way.isTakenOver("b"));
        QVERIFY(!way.way.isTakenOver("a", 2) && way.way.isTakenOver("a", 4));
        RunWay start;
        start.setGraph(way.graph);
        api::HistoryEntry created = entry("run.created", "", 1);
        created.detail = "re-run of 01A: from b to a";  // a reason
        start.see(created);
        start.see(entry("task.created", "b", 2));
        QVERIFY(start.beginsAt().empty() && !start.hasTakenOver());
    }

    void theHistoryMayComeBeforeTheGraph() {
        Way way({{"start", "a"}, {"a", "end"}}, {"a"});
        RunWay late;
        for (const char* kind : {"task.created", "task.started", "task.completed"}) {
            late.see(entry(kind, "a", 1));
        }
        late.see(entry("run.completed", "", 2));
        QVERIFY(late.taken().empty());
        late.setGraph(way.graph);
        QCOMPARE(late.taken(), (std::vector<qint64>{1, 4}));
    }

    // ---- secrets ----------------------------------------------------------------------------------------------------
    void namesOfSecretsAreKnownByTheirWords() {
        const auto& names = defaultSensitiveNames();
        for (const char* name : {"password", "Password", "apiKey", "x-auth-token", "CLIENT_SECRET", "Authorization",
                                 "APIKey", "api_key", "x-api-key", "privateKey", "sshPrivateKey"}) {
            QVERIFY2(isSensitiveName(QString::fromLatin1(name), names), name);
        }
        for (const char* name : {"monkey", "keyboard", "tokenizer", "author", "pinned", "key", "pin", "sortKey", ""}) {
            QVERIFY2(!isSensitiveName(QString::fromLatin1(name), names), name);
        }
        const auto value = json(R"({"a":[{"token":"x","b":1}],"password":null})");
        QVERIFY(hasSensitive(value, names));
        QCOMPARE(masked(value, names).at("a").at(0).at("b"), api::Json(1));
        QCOMPARE(masked(value, names).at("a").at(0).at("token"), api::Json(toUtf8(maskText())));
        QVERIFY(masked(value, names).at("password").is_null());
        QCOMPARE(sensitiveNamesIn(value, names), QStringList({words("token"), words("password")}));
        const auto after = json(R"({"a":[{"token":"y","b":1}],"password":null})");
        QVERIFY(maskedAgainst(after, value, names) != masked(value, names));  // that it is another one is seen
        QCOMPARE(maskedAgainst(value, value, names), masked(value, names));
    }

    void namesOfTheUserAreMaskedToo() {
        QVERIFY(!isSensitiveName(words("customer-iban"), sensitiveNames()));
        setMoreSensitiveNames(words(" iban,, Token,e-mail "));
        QVERIFY(isSensitiveName(words("customer-iban"), sensitiveNames()));
        QVERIFY(isSensitiveName(words("E-Mail"), sensitiveNames()));
        QCOMPARE(sensitiveNames().size(), defaultSensitiveNames().size() + 2);
        setMoreSensitiveNames({});
        QCOMPARE(sensitiveNames(), defaultSensitiveNames());
    }

    void aReadingThatBrokeOffBeginsAnew() {
        auto engine = std::make_shared<test::FixtureEngine>();
        constexpr int kEntries = 2 * api::kMaxPageSize + 1;
        for (int i = 0; i < kEntries; ++i) {
            engine->put("01R", entry("task.started", ("/do/" + std::to_string(i)).c_str(), i + 1));
        }
        EngineSession session(engine, {}, words("test"));
        RunTimes times(&session);
        times.setRun(words("01R"));
        const auto broken = connect(&times, &RunTimes::changed, this, [&engine] {
            engine->fail("get_history", {api::code::kUnavailable, "Lost.", {}, true});
        });
        times.refresh();
        QTRY_COMPARE(times.of("/do/0").size(), 1u);
        QTRY_VERIFY(engine->calls("get_history") >= 2);
        disconnect(broken);
        engine->clear("get_history");
        times.refresh();
        QTRY_COMPARE(times.of("/do/2000").size(), 1u);
        QCOMPARE(times.of("/do/0").size(), 1u);
        QVERIFY(engine->calls("get_history") > 3);  // it did break off
    }

    void everyEventOfAnApprovalHasItsWords() {
        for (const char* what :
             {"raised", "claimed", "commented", "delegated", "snoozed", "escalated", "decided", "closed"}) {
            const std::string kind = std::string("approval.") + what;
            QVERIFY2(eventText(kind) != toText(kind), what);
        }
    }

    void thePlanIsATable() {
        RerunPlanModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        api::RerunPlan plan;
        plan.task = "/do/1/b";
        plan.name = "b";
        plan.kept = {"/do/0/a"};
        plan.warnings = {{api::Severity::warning, 0, 0, "/do/2/c", "c is new."}};
        model.setPlan(
            plan,
            {{{"/do/0/a", "", "a", "set", ""}, {"/do/1/b", "", "b", "set", ""}, {"/do/2/c", "", "c", "set", ""}}, {}});
        QCOMPARE(model.rowCount(), 4);
        for (const auto kind : {RerunPlanModel::Kind::Warning, RerunPlanModel::Kind::Kept, RerunPlanModel::Kind::Begins,
                                RerunPlanModel::Kind::Runs}) {
            QCOMPARE(model.count(kind), 1);
        }
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void aHistoryOfAHundredThousandEventsOpensWithItsLastPage() {
        auto engine = std::make_shared<test::FixtureEngine>();
        constexpr int kEvents = 100'000;
        for (int i = 0; i < kEvents; ++i) {
            engine->put("01R", entry(i % 1000 == 7 ? "task.faulted" : "task.started", "/do/0/a", i + 1));
        }
        EngineSession session(engine, {}, words("test"));
        HistoryModel model(&session);  // without a tester: that would ask for more by itself
        model.setRun(words("01R"));
        model.refresh();
        QTRY_COMPARE(model.rowCount(), PagedModel::kPageSize);
        QCOMPARE(model.itemAt(0).at, kEvents);
        engine->put("01R", entry("task.completed", "/do/0/a", kEvents + 1));  // it goes on
        model.refresh();
        QTRY_COMPARE(model.itemAt(0).at, kEvents + 1);
        QCOMPARE(model.rowCount(), PagedModel::kPageSize + 1);
        model.setQuery({{}, {}, 0, true});
        model.refresh();
        QTRY_COMPARE(model.rowCount(), PagedModel::kPageSize);
        QCOMPARE(model.itemAt(0).at, 1);
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 2 * PagedModel::kPageSize);
        model.setQuery({words("task.faulted"), {}, 0, false});
        model.refresh();
        QTRY_COMPARE(model.rowCount(), PagedModel::kPageSize);
        QVERIFY(!model.hasMore());
        QCOMPARE(model.itemAt(0).at, kEvents - 1000 + 8);
        QCOMPARE(engine->calls("get_history"), 5);
    }

    void aHistoryIsOfATaskAndFromAMoment() {
        auto engine = std::make_shared<test::FixtureEngine>();
        const char* const tasks[] = {"/do/0/a", "/do/0/a/do/0/inner", "/do/0/ab"};
        constexpr int kEvents = 300;
        for (int i = 0; i < kEvents; ++i) {
            engine->put("01R", entry("task.started", tasks[i % 3], test::kSampleNow + i));
        }
        Clock::freeze(test::kSampleNow + kEvents);
        EngineSession session(engine, {}, words("test"));
        HistoryModel model(&session);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const auto show = [&](const HistoryQuery& query) {
            model.setQuery(query);
            model.refresh();
            QTRY_COMPARE(model.state(), PagedModel::State::Ready);
        };
        model.setRun(words("01R"));
        show({{}, words("/do/0/a"), 0, false});
        QCOMPARE(model.itemAt(0).at, test::kSampleNow + 298);
        QCOMPARE(model.itemAt(1).at, test::kSampleNow + 297);
        QCOMPARE(model.itemAt(2).at, test::kSampleNow + 295);
        const auto middle = test::kSampleNow + 150;
        show({{}, words("/do/0/a"), middle, false});
        QCOMPARE(model.itemAt(0).at, middle);
        const int asked = engine->calls("get_history");
        engine->put("01R", entry("task.completed", "/do/0/a", test::kSampleNow + kEvents));
        model.refresh();  // what is new lies behind that moment
        QCOMPARE(engine->calls("get_history"), asked);
        show({{}, {}, middle + 1, true});
        QCOMPARE(model.itemAt(0).at, middle + 1);
        QTRY_COMPARE(model.rowCount(), kEvents - 150);  // the tester asks for more by itself
        model.refresh();
        QTRY_COMPARE(model.itemAt(model.rowCount() - 1).kind, std::string("task.completed"));
        show({{}, words("/do/9/none"), 0, false});
        QCOMPARE(model.rowCount(), 0);
        Clock::freeze(0);
    }

    void momentsOfARunAreReadAsPeopleWriteThem() {
        const auto local = [](const char* text) {
            return QDateTime::fromString(words(text), Qt::ISODateWithMs).toMSecsSinceEpoch();
        };
        const RunSpan run{local("2026-11-26T23:00:00"), local("2026-11-27T14:30:00")};
        const std::pair<const char*, api::Timestamp> good[] = {
            {"14:03", local("2026-11-27T14:03:00")},
            {" 9:03 ", local("2026-11-27T09:03:00")},
            {"14:03:07.250", local("2026-11-27T14:03:07.250")},
            {"14:03:07.2", local("2026-11-27T14:03:07.200")},
            {"14:03:07.30", local("2026-11-27T14:03:07.300")},
            {"14:03:07,30", local("2026-11-27T14:03:07.300")},
            {"14:03:07.250999999", local("2026-11-27T14:03:07.250")},
            {"2026-11-27 14:03:05.07", local("2026-11-27T14:03:05.070")},
            {"2026-11-27T14:03:05.123456Z", local("2026-11-27T14:03:05.123Z")},
            {"2026-11-27T14:03:05+02:00", local("2026-11-27T12:03:05Z")},
            {"23:30", local("2026-11-26T23:30:00")},  // of the day before: today it had ended by then
            {"22:00", local("2026-11-27T22:00:00")},  // neither day has it
            {"-5m", run.end - 300'000},
            {"- 90 s", run.end - 90'000},
            {"+2h", run.start + 7'200'000},
            {"-1d", run.end - 86'400'000},
            {"2026-11-27 14:03", local("2026-11-27T14:03:00")},
            {"2026-11-27T14:03:05", local("2026-11-27T14:03:05")},
            {"2026-11-27T14:03:05Z", local("2026-11-27T14:03:05Z")},
            {"2026-11-27", local("2026-11-27T00:00:00")},
            {"today", local("2026-11-27T00:00:00")}};
        for (const auto& [text, at] : good) {
            const auto read = momentOfRun(words(text), run);
            QVERIFY2(read.has_value(), text);
            QVERIFY2(*read == at, text);
        }
        for (const char* text : {"", "14", "25:00", "14:61", "5m", "-5", "-5 weeks", "2026-02-30", "2026-11-27 25:00",
                                 "teatime", "-99999999999999m", "14:03:07.1234567890", "14:03.5", "14:03:07.",
                                 "teatime 14:03", "2026-11-27 14:03:07 XYZ"}) {
            QVERIFY2(!momentOfRun(words(text), run), text);
        }
        QVERIFY(momentForms().contains(words("14:03")));
    }

    /// What is copied from the page can be asked for there, in every language that it speaks.
    void momentsAreReadAsThePagesWriteThem() {
        const RunSpan run{1'795'561'200'007, 1'795'617'000'456};
        const QLocale before;
        for (const char* name : {"C", "en_US", "en_GB", "de_DE", "ru_RU"}) {
            QLocale::setDefault(QLocale(words(name)));
            for (const auto at : {run.start, run.end}) {
                for (const QString& text : {formatTime(at, run.end), formatTime(at, at + 864'000'000)}) {
                    const auto read = momentOfRun(text, run);
                    QVERIFY2(read && *read == at, qPrintable(words(name) + QLatin1Char(' ') + text));
                }
                const QString exact = formatExact(at);
                const auto read = momentOfRun(exact, run);
                QVERIFY2(read && *read == at / 1000 * 1000, qPrintable(words(name) + QLatin1Char(' ') + exact));
            }
        }
        QLocale::setDefault(before);
    }
};

}  // namespace tst_models_run_tools

GUILESS_TEST(tst_models_run_tools, TestModelsRunTools)
#include "tst_models_run_tools.moc"
