// SPDX-License-Identifier: Apache-2.0
// emit, listen, correlation, `run: workflow`, functions and extensions: what the specification says of each, as tables.
#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {
namespace {

using Strings = std::vector<std::string>;

struct Case {
    const char* name;
    const char* body;
    const char* input;
    std::vector<const char*> events;
    const char* ending;
};

void PrintTo(const Case& c, std::ostream* out) {
    *out << c.name;
}

class Listening : public ::testing::TestWithParam<Case> {};

TEST_P(Listening, EndsAsWritten) {
    Driver run(std::string(GetParam().body));
    run.start(GetParam().input);
    run.toEnd();
    for (const char* event : GetParam().events) {
        run.event(event);
        run.toEnd();
    }
    EXPECT_EQ(run.ending(), GetParam().ending);
    run.expectReplay();
    if (api::isFinal(run.machine().phase())) {
        EXPECT_TRUE(run.subscriptions().empty());
    }
}

constexpr const char* kHot = R"({"id":"1","source":"/s","specversion":"1.0","type":"temp","data":{"c":39}})";
constexpr const char* kCold = R"({"id":"2","source":"/s","specversion":"1.0","type":"temp","data":{"c":36}})";
constexpr const char* kPulse =
    R"({"id":"3","source":"/s","specversion":"1.0","type":"bpm","data":{"n":50},"room":"a"})";
constexpr const char* kOut = R"({"id":"4","source":"/s","specversion":"1.0","type":"out","data":1})";
constexpr const char* kRoomA =
    R"({"id":"5","source":"/s","specversion":"1.0","type":"temp","room":"a","data":{"c":1}})";
constexpr const char* kRoomB = R"({"id":"6","source":"/s","specversion":"1.0","type":"bpm","room":"b","data":{"n":2}})";
constexpr const char* kBytes = R"({"id":"7","source":"/s","specversion":"1.0","type":"temp","data_base64":"AAE="})";

const Case kCases[] = {
    {"OneTakesTheFirstThatMatches",
     "do:\n- l: {listen: {to: {one: {with: {type: temp, data: '${ .c > 38 }'}}}}}\n",
     "{}",
     {kOut, kCold, kHot, kHot},
     R"(completed [{"c":39}])"},
    {"OneWaits",
     "do:\n- l: {listen: {to: {one: {with: {type: temp, data: '${ .c > 38 }'}}}}}\n",
     "{}",
     {kCold},
     "waiting"},
    {"AnyTakesOneOfSeveral",
     "do:\n- l: {listen: {to: {any: [{with: {type: temp, data: '${ .c > 38 }'}}, {with: {type: bpm}}]}}}\n",
     "{}",
     {kCold, kPulse, kHot},
     R"(completed [{"n":50}])"},
    {"AnyWithoutFiltersTakesEveryEvent", "do:\n- l: {listen: {to: {any: []}}}\n", "{}", {kOut}, "completed [1]"},
    {"AllWaitsForEach",
     "do:\n- l: {listen: {to: {all: [{with: {type: temp}}, {with: {type: bpm}}]}}}\n",
     "{}",
     {kPulse, kPulse, kHot},
     R"(completed [{"n":50},{"c":39}])"},
    {"UntilACondition",
     "do:\n- l: {listen: {to: {any: [], until: '( . | length ) == 3'}}}\n",
     "{}",
     {kHot, kCold, kOut, kPulse},
     R"(completed [{"c":39},{"c":36},1])"},
    {"UntilAnEventThatIsNotConsumed",
     "do:\n- l: {listen: {to: {any: [{with: {type: temp}}], until: {one: {with: {type: out}}}}}}\n",
     "{}",
     {kHot, kPulse, kCold, kOut, kHot},
     R"(completed [{"c":39},{"c":36}])"},
    {"UntilAllOfSeveralEvents",
     "do:\n- l: {listen: {to: {any: [{with: {type: temp}}], until: {all: [{with: {type: out}}, {with: {type: "
     "bpm}}]}}}}\n",
     "{}",
     {kOut, kHot, kPulse, kHot},
     R"(completed [{"c":39}])"},
    {"ReadsTheEnvelope",
     "do:\n- l: {listen: {to: {one: {with: {type: out}}}, read: envelope}}\n",
     "{}",
     {kOut},
     R"(completed [{"id":"4","source":"/s","specversion":"1.0","type":"out","data":1}])"},
    {"ReadsRawData",
     "do:\n- l: {listen: {to: {one: {with: {type: temp}}}, read: raw}}\n",
     "{}",
     {kHot},
     R"(completed ["{\"c\":39}"])"},
    {"ReadsBinaryDataAsBase64",
     "do:\n- l: {listen: {to: {one: {with: {type: temp}}}}}\n",
     "{}",
     {kBytes},
     R"(completed ["AAE="])"},
    {"AttributesMayBePatterns",
     "do:\n- l: {listen: {to: {one: {with: {type: '(temp|bpm)', source: '/s.*'}}}}}\n",
     "{}",
     {kOut, kPulse},
     R"(completed [{"n":50}])"},
    {"ADotIsADot", "do:\n- l: {listen: {to: {one: {with: {type: t.mp}}}}}\n", "{}", {kHot}, "waiting"},
    {"AComputedAttributeIsCompared",
     "do:\n- l: {listen: {to: {one: {with: {type: bpm, room: '${ $workflow.input.room }'}}}}}\n",
     R"({"room":"a"})",
     {kRoomB, kPulse},
     R"(completed [{"n":50}])"},
    {"DataAsAnObjectIsContained",
     "do:\n- l: {listen: {to: {one: {with: {type: temp, data: {c: 39}}}}}}\n",
     "{}",
     {kCold, kHot},
     R"(completed [{"c":39}])"},
    {"AFilterThatFailsDoesNotMatch",
     "do:\n- l: {listen: {to: {one: {with: {type: temp, data: '${ .c | keys }'}}}}}\n",
     "{}",
     {kHot},
     "waiting"},
    {"CorrelatesWithTheFirst",
     "do:\n- l:\n    listen:\n      to:\n        all:\n        - {with: {type: temp}, correlate: {room: {from: "
     ".room}}}\n        - {with: {type: bpm}, correlate: {room: {from: .room}}}\n",
     "{}",
     {kHot, kRoomA, kRoomB, kPulse},
     R"(completed [{"c":1},{"n":50}])"},
    {"CorrelatesWithWhatIsExpected",
     "do:\n- l: {listen: {to: {one: {with: {type: bpm}, correlate: {room: {from: .room, expect: '${ "
     "$workflow.input.room }'}}}}}}\n",
     R"({"room":"b"})",
     {kPulse, kRoomB},
     R"(completed [{"n":2}])"},
    {"CorrelatesWithAConstant",
     "do:\n- l: {listen: {to: {one: {with: {type: bpm}, correlate: {room: {from: .room, expect: b}}}}}}\n",
     "{}",
     {kPulse, kRoomB},
     R"(completed [{"n":2}])"},
    {"ForeachRunsTasksAndMakesTheOutput",
     "do:\n- l:\n    listen: {to: {any: [{with: {type: temp}}], until: '${ length == 2 }'}}\n    foreach:\n      item: "
     "e\n      at: i\n      do: [{w: {call: work, with: {return: '${ $e.c + $i }'}}}]\n      output: {as: '${ [$e.c, "
     ".] }'}\n      export: {as: '${ {last: .} }'}\n- o: {set: '${ {all: ., last: $context.last} }'}\n",
     "{}",
     {kHot, kOut, kCold},
     R"(completed {"all":[[39,39],[36,37]],"last":[36,37]})"},
    {"ForeachWithoutTasks",
     "do:\n- l:\n    listen: {to: {one: {with: {type: temp}}}}\n    foreach: {output: {as: '${ $item.c }'}}\n",
     "{}",
     {kHot},
     "completed [39]"},
    {"ForeachThatFaults",
     "do:\n- l:\n    listen: {to: {any: []}}\n    foreach: {do: [{r: {raise: {error: {type: x, status: 1}}}}]}\n",
     "{}",
     {kHot},
     "faulted x 1 /do/0/l/foreach/do/0/r"},
    {"ACaughtFaultEndsTheListening",
     "do:\n- t:\n    try:\n    - l:\n        listen: {to: {any: [], until: '${ false }'}}\n        foreach: {do: [{r: "
     "{raise: {error: {type: x, status: 1}}}}]}\n    catch: {do: [{s: {set: {caught: '${ $error.status }'}}}]}\n",
     "{}",
     {kHot},
     R"(completed {"caught":1})"},
    {"UntilThatFailsIsCaught",
     "do:\n- t:\n    try: [{l: {listen: {to: {any: [], until: '${ .[0].c | keys }'}}}}]\n    catch: {do: [{s: {set: "
     "{caught: '${ $error.status }'}}}]}\n",
     "{}",
     {kHot},
     R"(completed {"caught":400})"},
    {"UntilThatFails",
     "do:\n- l: {listen: {to: {any: [], until: '${ .[0].c | keys }'}}}\n",
     "{}",
     {kHot},
     "faulted expression 400 /do/0/l"},
    {"TwoBranchesListen",
     "do:\n- f:\n    fork:\n      branches:\n      - a: {listen: {to: {one: {with: {type: temp}}}}}\n      - b: "
     "{listen: "
     "{to: {any: [{with: {type: temp}}, {with: {type: bpm}}]}}}\n",
     "{}",
     {kHot},
     R"(completed [[{"c":39}],[{"c":39}]])"},
    {"ARaceIsWon",
     "do:\n- f:\n    fork:\n      compete: true\n      branches:\n      - a: {listen: {to: {one: {with: {type: "
     "temp}}}}}\n"
     "      - b: {listen: {to: {one: {with: {type: bpm}}}}}\n",
     "{}",
     {kPulse},
     R"(completed [{"n":50}])"},
    {"ItsOwnEventsDoNotReachBack",
     "do:\n- e: {emit: {event: {with: {type: temp, data: {c: 1}}}}}\n- l: {listen: {to: {one: {with: {type: "
     "temp}}}}}\n",
     "{}",
     {kHot},
     R"(completed [{"c":39}])"},
};
INSTANTIATE_TEST_SUITE_P(Cases, Listening, ::testing::ValuesIn(kCases), [](const auto& c) { return c.param.name; });

TEST(MachineEvents, EmitCompletesTheEnvelope) {
    Driver run("do:\n- e: {emit: {event: {with: {type: a.b, subject: '${ .who }', data: {hello: '${ .who }'}}}}}\n");
    run.start(R"({"who":"ada"})");
    EXPECT_EQ(run.ending(),
              R"(completed {"type":"a.b","subject":"ada","data":{"hello":"ada"},"specversion":"1.0",)"
              R"("id":"RUN:/do/0/e:1:1","source":"/test/sample/1.0.0","time":"1970-01-01T00:00:10.000Z"})");
    ASSERT_EQ(run.published().size(), 1U);
    EXPECT_EQ(run.published()[0], *run.machine().output());
}

TEST(MachineEvents, EmitRefusesWhatIsNoEvent) {
    Driver run("do:\n- e: {emit: {event: {with: {type: '${ .kind }'}}}}\n");
    run.start(R"({"kind":""})");
    EXPECT_EQ(run.ending(), "faulted validation 400 /do/0/e");
    EXPECT_TRUE(run.published().empty());
}

TEST(MachineEvents, EventsThatComeWhileSuspendedActAtResume) {
    Driver run("do:\n- l: {listen: {to: {any: [], until: '${ length == 2 }'}}}\n");
    run.start();
    run.control(FactKind::suspended);
    EXPECT_EQ(run.event(kHot), 1);
    EXPECT_EQ(run.event(kCold), 1);
    EXPECT_EQ(run.ending(), "suspended");
    run.control(FactKind::resumed);
    EXPECT_EQ(run.ending(), R"(completed [{"c":39},{"c":36}])");
    run.expectReplay();
}

TEST(MachineEvents, AnEventIsConsumedOnce) {
    Driver run("do:\n- l: {listen: {to: {any: [], until: '${ length == 2 }'}}}\n");
    run.start();
    const auto id = run.subscriptions().begin()->first;
    const auto fact = run.fact(FactKind::event, id, boost::json::object{{"position", 7}, {"event", json(kHot)}});
    EXPECT_TRUE(run.apply(fact).ok());
    EXPECT_EQ(run.apply(fact).error().code, api::code::kConflict);
    EXPECT_EQ(run.apply(run.fact(FactKind::event, id, json("{}"))).error().code, api::code::kInvalidArgument);
    EXPECT_EQ(run.ending(), "waiting");
}

TEST(MachineEvents, EventsQueueWhileForeachIsBusy) {
    Driver run(
        "do:\n- l:\n    listen: {to: {any: [{with: {type: temp}}], until: {one: {with: {type: out}}}}}\n    foreach: "
        "{do: "
        "[{w: {call: work, with: {return: '${ .c }'}}}]}\n");
    run.start();
    run.event(kHot);
    run.event(kCold);
    run.event(kOut);
    EXPECT_TRUE(run.subscriptions().empty());
    EXPECT_EQ(run.calls().size(), 1U);
    run.crash(false);
    run.toEnd();
    EXPECT_EQ(run.ending(), "completed [39,36]");
}

TEST(MachineEvents, ARunThatFaultedInForeachListensOnAfterARetry) {
    Driver run(
        "do:\n- l:\n    listen: {to: {any: [], until: '${ length == 2 }'}}\n    foreach: {do: [{w: {call: work, with: "
        "{return: 1}}}]}\n");
    run.start();
    run.event(kHot);
    run.fail(run.callOf("w"), makeError("communication", "gone", {}));
    EXPECT_EQ(run.ending(), "faulted communication 500 /do/0/l/foreach/do/0/w");
    EXPECT_TRUE(run.subscriptions().empty());
    run.control(FactKind::retried);
    EXPECT_EQ(run.subscriptions().size(), 1U);
    run.toEnd();
    run.event(kHot);
    run.toEnd();
    EXPECT_EQ(run.ending(), "completed [1,1]");
    run.expectReplay();
}

TEST(MachineEvents, ATimeoutEndsTheListening) {
    Driver run("do:\n- l: {listen: {to: {any: []}}, timeout: {after: PT1S}}\n");
    run.start();
    run.toEnd();
    EXPECT_EQ(run.ending(), "faulted timeout 408 /do/0/l");
    EXPECT_TRUE(run.subscriptions().empty());
}

TEST(MachineEvents, TellsThatItCorrelates) {
    Driver run("do:\n- l: {listen: {to: {one: {with: {type: bpm}, correlate: {room: {from: .room}}}}}}\n");
    run.start();
    run.event(kPulse);
    const auto kinds = run.kinds("run.correlation");
    EXPECT_EQ(kinds, (Strings{"run.correlation-started", "run.correlation-completed"}));
    for (const auto& t : run.transitions()) {
        if (t.kind == "run.correlation-completed") {
            EXPECT_EQ(text(t.data), R"({"correlationKeys":{"room":"a"}})");
        }
    }
}

TEST(MachineEvents, TheNumberOfWaitingEventsIsBounded) {
    Driver run("do:\n- l:\n    listen: {to: {any: [], until: '${ false }'}}\n    foreach: {do: [{w: {call: work}}]}\n");
    run.start();
    auto& machine = run.machine();
    const auto id = run.subscriptions().begin()->first;
    for (std::size_t i = 0; i < kMaxQueuedEvents + 2; ++i) {
        const auto step = machine.apply(run.fact(
            FactKind::event, id, boost::json::object{{"position", static_cast<int>(i) + 1}, {"event", json(kOut)}}));
        ASSERT_TRUE(step.ok());
    }
    EXPECT_EQ(run.ending(), "faulted runtime 500 /do/0/l");
}

// ---- run: workflow
TEST(MachineChildren, AwaitsItsEnd) {
    Driver run(
        "do:\n- r: {run: {workflow: {namespace: n, name: w, version: latest, input: {x: '${ .a }'}}}}\n- s: {set: '${ "
        "{got: .} }'}\n");
    run.start(R"({"a":1})");
    ASSERT_EQ(run.children().size(), 1U);
    const auto& child = run.children()[0];
    EXPECT_EQ(child.ns + "/" + child.workflow + ":" + child.version, "n/w:");
    EXPECT_EQ(text(child.input), R"({"x":1})");
    EXPECT_EQ(run.ending(), "waiting");
    run.crash(false);
    run.succeed(child.activity, json("[2]"));
    EXPECT_EQ(run.ending(), R"(completed {"got":[2]})");
}

TEST(MachineChildren, ItsFaultIsTheTasks) {
    Driver run("do:\n- r: {run: {workflow: {namespace: n, name: w, version: 1.0.0}}}\n");
    run.start();
    run.fail(run.children()[0].activity, makeError("timeout", "late", {}));
    EXPECT_EQ(run.ending(), "faulted timeout 408 /do/0/r");
}

TEST(MachineChildren, IsCancelledWithItsTask) {
    Driver run("do:\n- r: {run: {workflow: {namespace: n, name: w, version: 1.0.0}}, timeout: {after: PT1S}}\n");
    run.start();
    run.toEnd();
    EXPECT_EQ(run.ending(), "faulted timeout 408 /do/0/r");
    EXPECT_EQ(run.stoppedChildren(), std::set<std::string>{run.children()[0].key});
}

TEST(MachineChildren, IsNotAwaited) {
    Driver run("do:\n- r: {run: {workflow: {namespace: n, name: w, version: 1.0.0, input: {}}, await: false}}\n");
    run.start(R"({"a":1})");
    EXPECT_EQ(run.ending(), R"(completed {"a":1})");
    ASSERT_EQ(run.children().size(), 1U);
    EXPECT_EQ(run.children()[0].activity, 0U);
}

TEST(MachineChildren, ItsEndComesWhileSuspended) {
    Driver run("do:\n- r: {run: {workflow: {namespace: n, name: w, version: 1.0.0}}}\n");
    run.start();
    run.control(FactKind::suspended);
    run.succeed(run.children()[0].activity, json("7"));
    EXPECT_EQ(run.ending(), "suspended");
    run.control(FactKind::resumed);
    EXPECT_EQ(run.ending(), "completed 7");
}

// ---- functions and extensions
const Case kComponents[] = {
    {"AFunctionSeesItsArguments",
     "use: {functions: {double: {set: {n: '${ .n * 2 }'}}}}\ndo:\n- c: {call: double, with: {n: '${ .x }'}}\n",
     R"({"x":4})",
     {},
     R"(completed {"n":8})"},
    {"WithoutArgumentsItSeesTheInput",
     "use: {functions: {double: {set: {n: '${ .n * 2 }'}}}}\ndo:\n- c: {call: double}\n",
     R"({"n":4})",
     {},
     R"(completed {"n":8})"},
    {"AFunctionThatIsACall",
     "use: {functions: {pay: {call: work, with: {return: '${ .amount }'}}}}\ndo:\n- c: {call: pay, with: {amount: "
     "3}}\n",
     "{}",
     {},
     "completed 3"},
    {"AFunctionOfTasksWithDataFlow",
     "use:\n  functions:\n    f:\n      input: {from: '${ .a }'}\n      do: [{x: {set: '${ . + 1 }'}}, {y: {set: '${ . "
     "* "
     "10 }'}}]\n      output: {as: '${ [.] }'}\ndo:\n- c: {call: f, with: {a: 1}, output: {as: '${ {r: .} }'}}\n",
     "{}",
     {},
     R"(completed {"r":[20]})"},
    {"AFunctionsSchemaIsChecked",
     "use:\n  functions:\n    f:\n      input: {schema: {format: json, document: {type: object, required: [a]}}}\n     "
     " "
     "set: {x: 1}\ndo:\n- c: {call: f, with: {b: 1}}\n",
     "{}",
     {},
     "faulted validation 400 /use/functions/f"},
    {"FunctionsCallFunctions",
     "use: {functions: {a: {call: b, with: {n: '${ .n + 1 }'}}, b: {set: '${ .n * 10 }'}}}\ndo:\n- c: {call: a, with: "
     "{n: 1}}\n",
     "{}",
     {},
     "completed 20"},
    {"AFunctionsErrorIsCaughtByItsCaller",
     "use: {functions: {f: {raise: {error: {type: x, status: 7}}}}}\ndo:\n- t:\n    try: [{c: {call: f}}]\n    catch: "
     "{do: [{s: {set: '${ $error.status }'}}]}\n",
     "{}",
     {},
     "completed 7"},
    {"AFunctionDoesNotSeeItsCallersVariables",
     "use: {functions: {f: {set: '${ [$context, .] }'}}}\ndo:\n- l: {for: {each: x, in: '${ [1,2] }'}, do: [{c: {call: "
     "f, with: {x: '${ $x }'}}}]}\n",
     R"({"c":0})",
     {},
     R"(completed [{"c":0},{"x":2}])"},
    {"BeforeAndAfterDoNotChangeData",
     "use:\n  extensions:\n  - log: {extend: set, before: [{b: {call: work, with: {return: 8}}}], after: [{a: {call: "
     "work, with: {return: 9}}}]}\ndo:\n- s: {set: '${ [.] }'}\n- s2: {set: '${ [.] }'}\n",
     "1",
     {},
     "completed [[1]]"},
    {"ExitBeforeGivesTheOutput",
     "use:\n  extensions:\n  - mock: {extend: call, when: '${ $task.call == \"http\" and ($task.with.endpoint | "
     "startswith(\"http://m\")) }', before: [{b: {set: {mocked: true}, then: exit}}]}\ndo:\n- h: {call: http, with: "
     "{method: get, endpoint: 'http://mock'}, output: {as: '${ [.] }'}}\n- w: {call: work, with: {return: '${ . }'}}\n",
     "{}",
     {},
     R"(completed [{"mocked":true}])"},
    {"AnExtensionThatDoesNotApply",
     "use:\n  extensions:\n  - mock: {extend: call, when: '${ false }', before: [{b: {raise: {error: {type: x, status: "
     "1}}}}]}\ndo:\n- w: {call: work, with: {return: 1}}\n",
     "{}",
     {},
     "completed 1"},
    {"TheExtendedTaskIsDescribed",
     "use:\n  extensions:\n  - log: {extend: all, before: [{b: {call: work, with: {fail: {type: x, status: 1, title: "
     "'${ "
     "$task.reference }', detail: d, instance: ''}}}}]}\ndo:\n- t: {set: {x: 1}}\n",
     "{}",
     {},
     "faulted x 1 /use/extensions/0/log/before/0/b"},
    {"AFaultBeforeIsTheTasks",
     "use:\n  extensions:\n  - guard: {extend: set, before: [{b: {raise: {error: {type: x, status: 3}}}}]}\ndo:\n- "
     "t:\n    "
     "try: [{s: {set: {x: 1}}}]\n    catch: {do: [{c: {wait: PT1S}}]}\n",
     "5",
     {},
     "completed 5"},
    {"AroundASwitch",
     "use:\n  extensions:\n  - log: {extend: switch, after: [{a: {wait: PT1S}}]}\ndo:\n- s:\n    switch: [{c: {when: "
     "'${ . "
     "== 1 }', then: z}}]\n- y: {set: '${ 2 }'}\n- z: {set: '${ [.] }'}\n",
     "1",
     {},
     "completed [1]"},
    {"AroundALoopAForkAndATry",
     "use:\n  extensions:\n  - log: {extend: all, before: [{b: {wait: PT1S}}], after: [{a: {wait: PT1S}}]}\ndo:\n- l: "
     "{for: "
     "{in: '${ [1,2] }'}, do: [{i: {set: '${ . + $item }'}}]}\n- f: {fork: {branches: [{p: {set: '${ . + 1 }'}}, {q: "
     "{set: '${ . + 2 }'}}]}}\n- t: {try: [{r: {raise: {error: {type: x, status: 1}}}}], catch: {as: e, do: [{h: {set: "
     "'${ "
     "[., $e.status] }'}}]}}\n",
     "0",
     {},
     "completed [[4,5],1]"},
};
INSTANTIATE_TEST_SUITE_P(Components, Listening, ::testing::ValuesIn(kComponents),
                         [](const auto& c) { return c.param.name; });

TEST(MachineExtensions, AroundAndInnermostLast) {
    Driver run(
        "use:\n  extensions:\n  - one: {extend: set, before: [{b1: {wait: PT1S}}], after: [{a1: {wait: PT1S}}]}\n  - "
        "two: "
        "{extend: set, before: [{b2: {wait: PT1S}}], after: [{a2: {wait: PT1S}}]}\ndo:\n- s: {set: '${ 1 }'}\n");
    run.start();
    run.toEnd();
    EXPECT_EQ(run.kinds("task.started"),
              (Strings{"task.started s", "task.started b1", "task.started b2", "task.started a2", "task.started a1"}));
    EXPECT_EQ(run.ending(), "completed 1");
}

TEST(MachineExtensions, DoNotExtendWhatTheyCall) {
    Driver run(
        "use:\n  functions: {say: {call: work, with: {return: 1}}}\n  extensions:\n  - log: {extend: call, before: "
        "[{b: {call: "
        "say}}]}\ndo:\n- c: {call: work, with: {return: 5}}\n- d: {call: say}\n");
    run.start();
    run.toEnd();
    EXPECT_EQ(run.ending(), "completed 1");
    // c and its b, which calls; d and its b, and the body that d calls with its own b.
    EXPECT_EQ(run.kinds("task.started").size(), 9U);
}

TEST(MachineFunctions, KeysOfCallersInParallelDiffer) {
    // The harness sees to it that no key comes twice.
    Driver run(
        "use:\n  functions:\n    f:\n      do:\n      - t:\n          try: [{x: {call: work, with: {return: 1}}}]\n    "
        "      "
        "catch: {retry: {limit: {attempt: {count: 3}}}}\ndo:\n- p:\n    fork:\n      branches:\n      - a: {for: {in: "
        "'${ "
        "[1,2,3] }'}, do: [{c: {call: f}}]}\n      - b: {for: {in: '${ [1,2,3] }'}, do: [{c: {call: f}}]}\n");
    run.start();
    for (int i = 0; i < 40 && !run.calls().empty(); ++i) {
        const auto id = run.calls().begin()->first;
        if (i % 3 == 0) {
            run.fail(id, makeError("communication", "gone", {}));
        } else {
            run.answer(id);
        }
    }
    EXPECT_EQ(run.ending(), "completed [1,1]");
    run.expectReplay();
}

TEST(MachineEvents, AnErrorOfASuspendedRunWaitsForResume) {
    Driver run(
        "do:\n- t:\n    try: [{l: {listen: {to: {any: [], until: '${ .[0].c | keys }'}}}}]\n    catch: {do: [{s: {set: "
        "{caught: true}}}]}\n");
    run.start();
    run.control(FactKind::suspended);
    EXPECT_EQ(run.event(kHot), 1);
    EXPECT_EQ(run.ending(), "suspended");
    EXPECT_TRUE(run.subscriptions().empty());
    run.control(FactKind::resumed);
    EXPECT_EQ(run.ending(), R"(completed {"caught":true})");
    run.expectReplay();
}

TEST(MachineChildren, WhoStartedAParentStartedItsChildren) {
    EXPECT_EQ(starterOf("ada"), "ada");
    EXPECT_EQ(starterOf("run:01ABC.7 ada lovelace"), "ada lovelace");
    EXPECT_EQ(starterOf("schedule:a/b"), "schedule:a/b");
}

TEST(MachineExtensions, ARetryOfTheRunGoesOnInTheExtension) {
    Driver run(
        "use:\n  extensions:\n  - log: {extend: set, after: [{a: {call: work, with: {return: 1}}}]}\ndo:\n- s: {set: "
        "'${ 5 "
        "}'}\n");
    run.start();
    run.fail(run.callOf("a"), makeError("communication", "gone", {}));
    EXPECT_EQ(run.ending(), "faulted communication 500 /use/extensions/0/log/after/0/a");
    run.control(FactKind::retried);
    run.toEnd();
    EXPECT_EQ(run.ending(), "completed 5");
    run.expectReplay();
}

}  // namespace
}  // namespace beamline::core::testing
