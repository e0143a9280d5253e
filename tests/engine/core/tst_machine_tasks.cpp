// SPDX-License-Identifier: Apache-2.0
// Every task kind and every stage of the data flow: a definition and an input in, the run's ending out.
#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {
namespace {

struct Case {
    const char* name;
    const char* body;
    const char* input;
    const char* ending;
};

void PrintTo(const Case& c, std::ostream* out) {
    *out << c.name;
}

class TaskTable : public ::testing::TestWithParam<Case> {};

TEST_P(TaskTable, EndsAsWritten) {
    Driver run(std::string(GetParam().body));
    run.start(GetParam().input);
    run.toEnd();
    EXPECT_EQ(run.ending(), GetParam().ending);
    run.expectReplay();
}

const Case kTasks[] = {
    {"SetConstant", "do:\n- a: {set: {x: 1}}\n", "{}", R"(completed {"x":1})"},
    {"SetExpression", "do:\n- a: {set: '${ {y: .x} }'}\n", R"({"x":5})", R"(completed {"y":5})"},
    {"SetTree", "do:\n- a: {set: {deep: {y: '${ .x }'}, k: v}}\n", R"({"x":5})",
     R"(completed {"deep":{"y":5},"k":"v"})"},
    {"DataIsNeverEvaluated", "do:\n- a: {set: {y: '${ .x }'}}\n- b: {set: '${ . }'}\n", R"({"x":"${ 1 }"})",
     R"(completed {"y":"${ 1 }"})"},
    {"CallReturns", "do:\n- a: {call: work, with: {return: [1]}}\n", "{}", "completed [1]"},
    {"CallArguments", "do:\n- a: {call: work, with: {v: '${ .n + 1 }'}}\n", R"({"n":1})", R"(completed {"v":2})"},
    {"CallWithoutArguments", "do:\n- a: {call: work}\n", "3", "completed {}"},
    {"Sequence",
     "do:\n- a: {call: work, with: {n: 1}}\n- b: {set: {n: '${ .n + 1 }'}}\n- c: {call: work, with: {n: '${ .n + 1 "
     "}'}}\n",
     "{}", R"(completed {"n":3})"},
    {"DoNested",
     "do:\n- outer:\n    do:\n    - a: {set: {n: 1}}\n    - inner:\n        do:\n        - b: {set: '${ .n + 1 }'}\n- "
     "c: {set: '${ . * 10 }'}\n",
     "{}", "completed 20"},
    {"IfFalseSkips", "do:\n- a: {if: '${ .go }', set: {n: 1}}\n- b: {set: '${ [.] }'}\n", R"({"go":false})",
     R"(completed [{"go":false}])"},
    {"IfNullSkips", "do:\n- a: {if: '${ .go }', set: {n: 1}}\n", "{}", "completed {}"},
    {"IfTrueRuns", "do:\n- a: {if: '${ .go }', set: {n: 1}}\n", R"({"go":true})", R"(completed {"n":1})"},
    {"SkippedTaskDoesNotRedirect", "do:\n- a: {if: '${ false }', set: {n: 1}, then: end}\n- b: {set: {n: 2}}\n", "{}",
     R"(completed {"n":2})"},
    {"SwitchFirstMatch",
     "do:\n- s:\n    switch:\n    - one: {when: '${ .n == 1 }', then: a}\n    - rest: {then: b}\n- a: {set: A, then: "
     "end}\n- b: {set: B}\n",
     R"({"n":1})", R"(completed "A")"},
    {"SwitchDefault",
     "do:\n- s:\n    switch:\n    - one: {when: '${ .n == 1 }', then: a}\n    - rest: {then: b}\n- a: {set: A, then: "
     "end}\n- b: {set: B}\n",
     R"({"n":2})", R"(completed "B")"},
    {"SwitchDefaultWrittenFirst",
     "do:\n- s:\n    switch:\n    - rest: {then: b}\n    - one: {when: '${ .n == 1 }', then: a}\n- a: {set: A, then: "
     "end}\n- b: {set: B}\n",
     R"({"n":1})", R"(completed "A")"},
    {"SwitchWithoutMatchContinues",
     "do:\n- s:\n    switch:\n    - one: {when: '${ .n == 1 }', then: end}\n- a: {set: '${ .n }'}\n", R"({"n":2})",
     "completed 2"},
    {"ThenEnd", "do:\n- a: {set: '${ 1 }', then: end}\n- b: {set: '${ 2 }'}\n", "{}", "completed 1"},
    {"ThenExitLeavesTheList",
     "do:\n- d:\n    do:\n    - a: {set: '${ 1 }', then: exit}\n    - b: {set: '${ 2 }'}\n- c: {set: '${ [.] }'}\n",
     "{}", "completed [1]"},
    {"ThenExitAtTheTopEnds", "do:\n- a: {set: '${ 1 }', then: exit}\n- b: {set: '${ 2 }'}\n", "{}", "completed 1"},
    {"ThenEndInside",
     "do:\n- d:\n    do:\n    - a: {set: '${ 1 }', then: end}\n    output: {as: '${ 9 }'}\n- c: {set: '${ 3 }'}\n",
     "{}", "completed 1"},
    {"ThenGotoBack",
     "do:\n- a: {set: {n: '${ .n + 1 }'}}\n- s:\n    switch:\n    - more: {when: '${ .n < 5 }', then: a}\n",
     R"({"n":0})", R"(completed {"n":5})"},
    {"ThenGotoForward", "do:\n- a: {set: '${ 1 }', then: c}\n- b: {set: '${ 2 }'}\n- c: {set: '${ . + 10 }'}\n", "{}",
     "completed 11"},
    {"ForLastOutput", "do:\n- f:\n    for: {each: x, in: '${ .xs }'}\n    do:\n    - a: {set: '${ $x * 2 }'}\n",
     R"({"xs":[1,2,3]})", "completed 6"},
    {"ForCarriesData",
     "do:\n- f:\n    input: {from: '${ {xs: .xs, sum: 0} }'}\n    for: {each: x, at: i, in: '${ .xs }'}\n    do:\n"
     "    - a: {set: {sum: '${ .sum + $x * ($i + 1) }'}}\n",
     R"({"xs":[1,2,3]})", R"(completed {"sum":14})"},
    {"ForDefaults", "do:\n- f:\n    for: {in: '${ . }'}\n    do:\n    - a: {set: '${ [$item, $index] }'}\n", "[7,8]",
     "completed [8,1]"},
    {"ForEmpty", "do:\n- f:\n    for: {in: '${ .xs }'}\n    do:\n    - a: {set: '${ 1 }'}\n", R"({"xs":[]})",
     R"(completed {"xs":[]})"},
    {"ForWhile",
     "do:\n- f:\n    for: {each: x, in: '${ [1,2,3,4] }'}\n    while: '${ $x < 3 }'\n    do:\n    - a: {set: '${ $x "
     "}'}\n",
     "{}", "completed 2"},
    {"ForWhileSeesTheData",
     "do:\n- f:\n    for: {in: '${ [1,2,3,4] }'}\n    while: '${ .n < 2 }'\n    do:\n    - a: {set: {n: '${ .n + 1 "
     "}'}}\n",
     R"({"n":0})", R"(completed {"n":2})"},
    {"ForOverCalls",
     "do:\n- f:\n    for: {each: x, in: '${ [1,2] }'}\n    do:\n    - a: {call: work, with: {v: '${ $x }'}}\n", "{}",
     R"(completed {"v":2})"},
    {"ForNested",
     "do:\n- f:\n    for: {each: x, in: '${ [1,2] }'}\n    do:\n    - g:\n        for: {each: y, in: '${ [10,20] }'}\n"
     "        do:\n        - a: {set: '${ [$x, $y, $index] }'}\n",
     "{}", "completed [2,20,1]"},
    {"ForExitEndsTheIteration",
     "do:\n- f:\n    for: {each: x, in: '${ [1,2] }'}\n    do:\n    - a: {set: '${ $x }', then: exit}\n    - b: {set: "
     "no}\n",
     "{}", "completed 2"},
    {"ForEndEndsTheRun",
     "do:\n- f:\n    for: {each: x, in: '${ [1,2] }'}\n    do:\n    - a: {set: '${ $x }', then: end}\n- z: {set: no}\n",
     "{}", "completed 1"},
    {"ForNeedsAnArray", "do:\n- f:\n    for: {in: '${ .xs }'}\n    do:\n    - a: {set: '${ 1 }'}\n", R"({"xs":3})",
     "faulted expression 400 /do/0/f"},
    {"ForkCollects",
     "do:\n- f:\n    fork:\n      branches:\n      - a: {call: work, with: {return: 1}}\n      - b: {set: '${ 2 }'}\n"
     "      - c: {wait: {seconds: 1}}\n",
     R"({"k":1})", R"(completed [1,2,{"k":1}])"},
    {"ForkCompete",
     "do:\n- f:\n    fork:\n      compete: true\n      branches:\n      - a: {wait: {seconds: 5}}\n"
     "      - b: {call: work, with: {return: won}}\n",
     "{}", R"(completed "won")"},
    {"ForkBranchEndsTheRun",
     "do:\n- f:\n    fork:\n      branches:\n      - a: {wait: {seconds: 5}}\n      - b: {set: '${ 1 }', then: end}\n- "
     "z: "
     "{set: no}\n",
     "{}", "completed 1"},
    {"ForkOfLists",
     "do:\n- f:\n    fork:\n      branches:\n      - a:\n          do:\n          - a1: {set: '${ 1 }'}\n          - "
     "a2: "
     "{set: '${ . + 1 }'}\n"
     "      - b:\n          for: {in: '${ [1,2] }'}\n          do:\n          - b1: {set: '${ $item }'}\n",
     "{}", "completed [2,2]"},
    {"ForkErrorFaults",
     "do:\n- f:\n    fork:\n      branches:\n      - a: {wait: {seconds: 5}}\n      - b: {call: work, with: {fail: "
     "{type: x, status: 418}}}\n",
     "{}", "faulted x 418 /do/0/f/fork/branches/1/b"},
    {"WaitPassesItsInput", "do:\n- w: {wait: {seconds: 5}}\n", R"({"k":1})", R"(completed {"k":1})"},
    {"WaitIso", "do:\n- w: {wait: PT0.5S}\n", "1", "completed 1"},
    {"WaitNothing", "do:\n- w: {wait: {seconds: 0}}\n", "1", "completed 1"},
    {"RaiseFaults",
     "do:\n- r: {raise: {error: {type: 'https://fake.com/oops', status: 418, title: Oops, detail: '${ .why }'}}}\n",
     R"({"why":"because"})", "faulted oops 418 /do/0/r"},
    {"ExpressionError", "do:\n- a: {set: '${ .x | error(\"no\") }'}\n", R"({"x":1})", "faulted expression 400 /do/0/a"},
    {"LongLoopOfSets",
     "do:\n- f:\n    for: {in: '${ [range(12000)] }'}\n    do:\n    - a: {set: '${ $index }'}\n    - b: {set: '${ . + "
     "1 }'}\n",
     "{}", "completed 12000"},
};
INSTANTIATE_TEST_SUITE_P(Tasks, TaskTable, ::testing::ValuesIn(kTasks),
                         [](const auto& entry) { return std::string(entry.param.name); });

const Case kDataFlow[] = {
    {"WorkflowInputFrom", "input: {from: '${ .a }'}\ndo:\n- a: {set: '${ [., $context] }'}\n", R"({"a":4})",
     "completed [4,4]"},
    {"WorkflowInputSchema", "input: {schema: {document: {type: object, required: [a]}}}\ndo:\n- a: {set: '${ 1 }'}\n",
     "{}", "faulted validation 400 /"},
    {"WorkflowOutputAs", "do:\n- a: {set: {n: 2}}\noutput: {as: '${ .n + $context.k }'}\n", R"({"k":40})",
     "completed 42"},
    {"WorkflowOutputSchema", "do:\n- a: {set: {n: 2}}\noutput: {schema: {document: {type: string}}}\n", "{}",
     "faulted validation 400 /"},
    {"TaskInputFrom", "do:\n- a: {input: {from: '${ .x }'}, set: '${ [., $input, $task.input] }'}\n", R"({"x":1})",
     R"(completed [1,1,{"x":1}])"},
    {"TaskInputSchema", "do:\n- a: {input: {schema: {document: {type: string}}}, set: '${ 1 }'}\n", "3",
     "faulted validation 400 /do/0/a"},
    {"SchemaSeesTheRawInput",
     "do:\n- a: {input: {schema: {document: {type: object}}, from: '${ .x }'}, set: '${ . }'}\n", R"({"x":"s"})",
     R"(completed "s")"},
    {"IfComesBeforeTheSchema",
     "do:\n- a: {if: '${ false }', input: {schema: {document: {type: string}}}, set: '${ 1 }'}\n", "3", "completed 3"},
    {"TaskOutputAs", "do:\n- a: {call: work, with: {return: {n: 3}}, output: {as: '${ .n + $input.k }'}}\n",
     R"({"k":4})", "completed 7"},
    {"TaskOutputAsSeesRawOutput",
     "do:\n- a: {call: work, with: {return: {n: 3}}, output: {as: '${ [.n, $task.output.n, $output] }'}}\n", "{}",
     "completed [3,3,null]"},
    {"TaskOutputSchema", "do:\n- a: {set: '${ 1 }', output: {schema: {document: {type: string}}}}\n", "{}",
     "faulted validation 400 /do/0/a"},
    {"OutputSchemaSeesTransformed",
     "do:\n- a: {set: '${ 1 }', output: {as: '${ \"t\" }', schema: {document: {type: string}}}}\n", "{}",
     R"(completed "t")"},
    {"ExportReplacesContext", "do:\n- a: {set: {n: 1}, export: {as: '${ .n }'}}\n- b: {set: '${ $context }'}\n", "{}",
     "completed 1"},
    {"ExportMerges", "do:\n- a: {set: {n: 1}, export: {as: '${ $context + . }'}}\n- b: {set: '${ $context }'}\n",
     R"({"k":0})", R"(completed {"k":0,"n":1})"},
    {"ExportSeesOutput",
     "do:\n- a: {set: {n: 1}, output: {as: '${ .n }'}, export: {as: '${ [., $output, $input.k] }'}}\n- b: {set: '${ "
     "$context }'}\n",
     R"({"k":9})", "completed [1,1,9]"},
    {"ExportSchema", "do:\n- a: {set: {n: 1}, export: {as: '${ .n }', schema: {document: {type: string}}}}\n", "{}",
     "faulted validation 400 /do/0/a"},
    {"TaskArgument",
     "do:\n- a: {set: '${ [$task.name, $task.reference, $task.definition.metadata.k, "
     "$task.startedAt.epoch.milliseconds] }', metadata: {k: v}}\n",
     "{}", R"(completed ["a","/do/0/a","v",10000])"},
    {"WorkflowArgument",
     "input: {from: '${ .x }'}\ndo:\n- a: {set: '${ [$workflow.id, $workflow.input.x, "
     "$workflow.definition.document.name, $workflow.startedAt.iso8601] }'}\n",
     R"({"x":1})", R"(completed ["RUN",1,"sample","1970-01-01T00:00:10.000Z"])"},
    {"RuntimeArgument", "do:\n- a: {set: '${ [$runtime.name, ($runtime.version | length > 0)] }'}\n", "{}",
     R"(completed ["Beamline",true])"},
};
INSTANTIATE_TEST_SUITE_P(DataFlow, TaskTable, ::testing::ValuesIn(kDataFlow),
                         [](const auto& entry) { return std::string(entry.param.name); });

const Case kErrors[] = {
    {"CaughtWithoutHandler",
     "do:\n- t:\n    try:\n    - a: {call: work, with: {fail: {type: x, status: 500}}}\n    catch: {}\n", R"({"k":1})",
     R"(completed {"k":1})"},
    {"HandlerSeesTheError",
     "do:\n- t:\n    try:\n    - a: {call: work, with: {fail: {type: x, status: 503, title: T}}}\n    catch:\n      "
     "do:\n"
     "      - h: {set: '${ [$error.type, $error.status, $error.title, $error.instance] }'}\n",
     "{}", R"(completed ["x",503,"T","/do/0/t/try/0/a"])"},
    {"CatchAs",
     "do:\n- t:\n    try:\n    - r: {raise: {error: {type: x, status: 1}}}\n    catch:\n      as: oops\n      do:\n    "
     "  - h: {set: '${ $oops.status }'}\n",
     "{}", "completed 1"},
    {"FilterByStatus",
     "do:\n- t:\n    try:\n    - a: {call: work, with: {fail: {type: x, status: 503}}}\n    catch:\n      errors: "
     "{with: {status: 503}}\n",
     "1", "completed 1"},
    {"FilterMisses",
     "do:\n- t:\n    try:\n    - a: {call: work, with: {fail: {type: x, status: 500}}}\n    catch:\n      errors: "
     "{with: {status: 503}}\n",
     "1", "faulted x 500 /do/0/t/try/0/a"},
    {"FilterTypeAcrossSpellings",
     "do:\n- t:\n    try:\n    - a: {call: work, with: {fail: {type: "
     "'https://open-workflow-specification.org/spec/1.0.0/errors/communication', status: 500}}}\n"
     "    catch:\n      errors: {with: {type: 'https://serverlessworkflow.io/dsl/errors/types/communication'}}\n",
     "1", "completed 1"},
    {"FilterAll",
     "do:\n- t:\n    try:\n    - a: {raise: {error: {type: x, status: 5, title: T, detail: D}}}\n    catch:\n"
     "      errors: {with: {type: x, status: 5, title: T, detail: D, instance: /do/0/t/try/0/a}}\n",
     "1", "completed 1"},
    {"WhenDeclines",
     "do:\n- t:\n    try:\n    - a: {raise: {error: {type: x, status: 5}}}\n    catch:\n      when: '${ $error.status "
     "== 4 }'\n",
     "1", "faulted x 5 /do/0/t/try/0/a"},
    {"WhenAccepts",
     "do:\n- t:\n    try:\n    - a: {raise: {error: {type: x, status: 5}}}\n    catch:\n      when: '${ $error.status "
     "== 5 and . == 1 }'\n",
     "1", "completed 1"},
    {"ExceptWhenDeclines",
     "do:\n- t:\n    try:\n    - a: {raise: {error: {type: x, status: 5}}}\n    catch:\n      exceptWhen: '${ "
     "$error.status == 5 }'\n",
     "1", "faulted x 5 /do/0/t/try/0/a"},
    {"BrokenWhenIsTheError",
     "do:\n- t:\n    try:\n    - a: {raise: {error: {type: x, status: 5}}}\n    catch:\n      when: '${ error(\"no\") "
     "}'\n",
     "1", "faulted expression 400 /do/0/t"},
    {"InnerDeclinesOuterCatches",
     "do:\n- o:\n    try:\n    - t:\n        try:\n        - a: {raise: {error: {type: x, status: 5}}}\n        "
     "catch:\n          errors: {with: {status: 6}}\n"
     "    - z: {set: no}\n    catch:\n      do:\n      - h: {set: '${ $error.instance }'}\n",
     "{}", R"(completed "/do/0/o/try/0/t/try/0/a")"},
    {"HandlerErrorsLeaveTheTry",
     "do:\n- o:\n    try:\n    - t:\n        try:\n        - a: {raise: {error: {type: x, status: 5}}}\n        "
     "catch:\n          do:\n"
     "          - h: {raise: {error: {type: y, status: '${ $error.status + 1 }'}}}\n    catch:\n      do:\n      - h2: "
     "{set: '${ [$error.type, $error.status] }'}\n",
     "{}", R"(completed ["y",6])"},
    {"ErrorInForInsideTry",
     "do:\n- t:\n    try:\n    - f:\n        for: {in: '${ [1,2] }'}\n        do:\n"
     "        - a: {set: '${ if $item == 2 then error(\"no\") else . end }'}\n    catch:\n      do:\n      - h: {set: "
     "'${ $error.status }'}\n",
     "{}", "completed 400"},
    {"ErrorInForkInsideTryCancelsTheRest",
     "do:\n- t:\n    try:\n    - f:\n        fork:\n          branches:\n          - a: {wait: {seconds: 9}}\n         "
     " - b: {call: work, with: {fail: {type: x, status: 5}}}\n"
     "    catch:\n      do:\n      - h: {set: caught}\n",
     "{}", R"(completed "caught")"},
    {"TaskTimeout", "do:\n- w: {wait: {seconds: 9}, timeout: {after: {seconds: 1}}}\n", "{}",
     "faulted timeout 408 /do/0/w"},
    {"TaskTimeoutOfAList", "do:\n- d:\n    do:\n    - w: {wait: {seconds: 9}}\n    timeout: {after: {seconds: 1}}\n",
     "{}", "faulted timeout 408 /do/0/d"},
    {"TimeoutCaught",
     "do:\n- t:\n    try:\n    - w: {wait: {seconds: 9}, timeout: {after: PT1S}}\n    catch:\n      errors: {with: "
     "{type: 'https://serverlessworkflow.io/spec/1.0.0/errors/timeout'}}\n      do:\n      - h: {set: late}\n",
     "{}", R"(completed "late")"},
    {"TimeoutOfTheTryItselfIsNotItsOwn",
     "do:\n- t:\n    timeout: {after: {seconds: 1}}\n    try:\n    - w: {wait: {seconds: 9}}\n    catch: {}\n", "{}",
     "faulted timeout 408 /do/0/t"},
    {"InTimeIsFine", "do:\n- w: {wait: {seconds: 1}, timeout: {after: {seconds: 2}}}\n", "1", "completed 1"},
    {"WorkflowTimeout", "do:\n- w: {wait: {seconds: 9}}\ntimeout: {after: {seconds: 1}}\n", "{}",
     "faulted timeout 408 /"},
    {"WorkflowTimeoutCannotBeCaught",
     "do:\n- t:\n    try:\n    - w: {wait: {seconds: 9}}\n    catch: {}\ntimeout: {after: {seconds: 1}}\n", "{}",
     "faulted timeout 408 /"},
    {"RetriesRunOut",
     "do:\n- t:\n    try:\n    - a: {call: work, with: {fail: {type: x, status: 5}}}\n    catch:\n      retry: {delay: "
     "{seconds: 1}, limit: {attempt: {count: 2}}}\n",
     "{}", "faulted x 5 /do/0/t/try/0/a"},
    {"HandlerAfterRetries",
     "do:\n- t:\n    try:\n    - a: {call: work, with: {fail: {type: x, status: 5}}}\n    catch:\n      retry: {limit: "
     "{attempt: {count: 2}}}\n"
     "      do:\n      - h: {set: '${ $error.status }'}\n",
     "{}", "completed 5"},
};
INSTANTIATE_TEST_SUITE_P(Errors, TaskTable, ::testing::ValuesIn(kErrors),
                         [](const auto& entry) { return std::string(entry.param.name); });

TEST(RunTask, IsACallOfItsKind) {
    Driver run(
        std::string("do:\n- a: {run: {shell: {command: 'echo ${A}', environment: {A: '${ .n }'}}, return: code}}\n"
                    "- b: {run: {shell: {command: '${ .command }'}}}\n"));
    run.start(R"({"n": 5})");
    const auto first = run.callOf("a");
    ASSERT_NE(first, 0U);
    EXPECT_EQ(text(run.calls().at(first).arguments),
              R"({"command":"echo ${A}","environment":{"A":5},"return":"code"})");
    EXPECT_FALSE(run.calls().at(first).detached);
    const auto tasks = run.machine().tasks();
    EXPECT_EQ(tasks[0].type + " " + tasks[0].function, "run shell");
    const auto& node = run.machine().definition().graph.nodes.at(1);
    EXPECT_EQ(node.type + " " + node.detail, "run shell");
    run.succeed(first, json(R"({"command": "ls"})"));
    EXPECT_EQ(text(run.calls().at(run.callOf("b")).arguments), R"({"command":"ls"})");
    run.succeed(run.callOf("b"), "out");
    EXPECT_EQ(run.ending(), R"(completed "out")");
    run.expectReplay();
}

TEST(RunTask, CanBeRetriedAndHasATimeout) {
    Driver run(
        std::string("do:\n- t:\n    try:\n    - a: {run: {shell: {command: x}}, timeout: {after: {seconds: 5}}}\n"
                    "    catch: {errors: {with: {status: 408}}, retry: {limit: {attempt: {count: 1}}}}\n"));
    run.start();
    EXPECT_EQ(run.calls().at(run.callOf("a")).deadline, run.now() + 5'000);
    run.setNow(run.now() + 5'000);
    run.fire(run.timers().begin()->first);  // takes the call back
    EXPECT_EQ(run.calls().size(), 1U);
    EXPECT_EQ(run.calls().at(run.callOf("a")).attempt, 2);
    run.succeed(run.callOf("a"), 1);
    EXPECT_EQ(run.ending(), "completed 1");
    run.expectReplay();
}

TEST(RunTask, WithoutAwaitIsOverAsSoonAsItIsStarted) {
    Driver run(
        std::string("do:\n- a: {input: {from: '${ .x }'}, run: {shell: {command: x}, await: false, return: all}}\n"
                    "- b: {call: work, with: {v: '${ . }'}}\n"));
    const auto step = run.start(R"({"x": 3})");
    int detached = 0;
    for (const auto& effect : step.effects) {
        const auto* started = std::get_if<StartActivity>(&effect);
        detached += started && started->detached && started->activity == 1 ? 1 : 0;
    }
    EXPECT_EQ(detached, 1);
    EXPECT_EQ(run.machine().tasks()[0].phase, api::Phase::completed);
    EXPECT_EQ(run.callOf("b"), 2U);
    EXPECT_EQ(text(run.calls().at(2).arguments), R"({"v":3})");
    auto late = run.fact(FactKind::succeeded, 1, json("1"));
    EXPECT_FALSE(run.apply(late).ok());  // nobody waits for it
    run.crash(false);
    EXPECT_EQ(run.machine().outstanding().size(), 1U);  // and nobody starts it again
    run.succeed(2, 4);
    EXPECT_EQ(run.ending(), "completed 4");
    run.expectReplay();
}

TEST(MachineLimits, EndlessJumpsFault) {
    Driver run(std::string("do:\n- a: {set: '${ . }', then: a}\n"));
    run.start("1");
    for (int i = 0; i < 100 && !run.timers().empty(); ++i) {
        EXPECT_EQ(run.machine().phase(), api::Phase::running) << "a step that was cut short is not waiting";
        run.toEnd();
    }
    EXPECT_EQ(run.ending(), "faulted runtime 500 /do/0/a");
    EXPECT_NE(run.machine().summary().error->detail.find(std::to_string(kMaxStepsPerFact)), std::string::npos);
}

TEST(MachineLimits, ImmediateRetriesWithoutLimitFault) {
    Driver run(std::string(
        "do:\n- t:\n    try:\n    - a: {raise: {error: {type: x, status: 5}}}\n    catch:\n      retry: {}\n"));
    run.start();
    run.toEnd();
    EXPECT_EQ(run.ending(), "faulted runtime 500 /do/0/t");
}

TEST(MachineLimits, AStepIsCutShort) {
    Driver run(
        std::string("do:\n- f:\n    for: {in: '${ [range(20000)] }'}\n    do:\n    - a: {set: '${ $index }'}\n"));
    const auto step = run.start();
    EXPECT_LE(step.transitions.size(), 4U * kMaxTasksPerStep);
    ASSERT_EQ(run.timers().size(), 1U);
    EXPECT_EQ(run.timers().begin()->second, run.now()) << "due at once";
    const auto id = run.timers().begin()->first;
    run.control(FactKind::suspended);
    run.fire(id);
    EXPECT_TRUE(run.timers().empty());
    run.control(FactKind::resumed);
    run.toEnd();
    EXPECT_EQ(run.ending(), "completed 19999");
}

TEST(MachineLimits, ALoopLeavesNothingBehind) {
    Driver run(std::string(
        "do:\n- f:\n    for: {in: '${ [range(2000)] }'}\n    do:\n    - a: {call: work, with: {return: 1}}\n"));
    run.start();
    std::size_t early = 0;
    std::size_t late = 0;
    for (int i = 0; i < 50; ++i) {
        run.answer(run.calls().begin()->first);
        const auto size = boost::json::serialize(run.machine().snapshot()).size();
        (i < 10 ? early : late) = size;
    }
    EXPECT_LT(late, early + 32) << "only counters may grow";
}

TEST(ErrorTypes, Spellings) {
    EXPECT_EQ(errorType("timeout"), "https://open-workflow-specification.org/spec/1.0.0/errors/timeout");
    for (const char* spelling : {"timeout", "https://serverlessworkflow.io/spec/1.0.0/errors/timeout",
                                 "https://serverlessworkflow.io/errors/timeout",
                                 "https://open-workflow-specification.org/dsl/errors/types/timeout",
                                 "https://https://serverlessworkflow.io/errors/types/timeout",
                                 "https://open-workflow-specification.org/spec/1.0.0/errors/timeout/",
                                 "http://www.serverlessworkflow.io/dsl/errors/types/timeout"}) {
        EXPECT_TRUE(sameErrorType(spelling, errorType("timeout"))) << spelling;
        EXPECT_FALSE(sameErrorType(spelling, errorType("runtime"))) << spelling;
    }
    EXPECT_FALSE(sameErrorType("https://fake.com/errors/timeout", errorType("timeout")));
    EXPECT_TRUE(sameErrorType("https://fake.com/errors/timeout", "https://fake.com/errors/timeout"));
    EXPECT_FALSE(sameErrorType("https://serverlessworkflow.io/spec/1.0.0/errors/other", "other"));
    const std::pair<const char*, int> statuses[] = {
        {"configuration", 400}, {"validation", 400}, {"expression", 400},    {"authentication", 401},
        {"authorization", 403}, {"timeout", 408},    {"communication", 500}, {"runtime", 500}};
    for (const auto& [name, status] : statuses) {
        EXPECT_EQ(makeError(name, "", "").status, status);
        EXPECT_FALSE(makeError(name, "", "").title.empty());
    }
}

}  // namespace
}  // namespace beamline::core::testing
