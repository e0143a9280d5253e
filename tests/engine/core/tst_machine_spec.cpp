// SPDX-License-Identifier: Apache-2.0
// The specification read as an adversary would (dsl.md, dsl-reference.md): every directive in every nesting, loops and
// forks at their edges, the paths of errors, what each name means where. Where the text leaves a choice the case says
// which one was made.
#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {
namespace {

using Strings = std::vector<std::string>;

struct Case {
    const char* name;
    const char* body;
    const char* input;
    const char* ending;
};

void PrintTo(const Case& c, std::ostream* out) {
    *out << c.name;
}

class SpecTable : public ::testing::TestWithParam<Case> {};

TEST_P(SpecTable, EndsAsWritten) {
    Driver run(std::string(GetParam().body));
    run.start(GetParam().input);
    run.toEnd();
    EXPECT_EQ(run.ending(), GetParam().ending);
    run.expectReplay();
}

// Every list of tasks is a scope: `exit` leaves it, `end` leaves everything, a name stays in it.
const Case kFlow[] = {
    {"ExitInTry",
     "do:\n- t:\n    try:\n    - a: {set: '${ 1 }', then: exit}\n    - b: {set: '${ 2 }'}\n    catch: {}\n- c: {set: "
     "'${ "
     "[.] }'}\n",
     "{}", "completed [1]"},
    {"ExitInAHandler",
     "do:\n- t:\n    try: [{r: {raise: {error: {type: x, status: 1}}}}]\n    catch:\n      do:\n      - a: {set: '${ 1 "
     "}', then: exit}\n      - b: {set: '${ 2 }'}\n- c: {set: '${ [.] }'}\n",
     "{}", "completed [1]"},
    {"ExitInAListInABranch",
     "do:\n- f:\n    fork:\n      branches:\n      - x: {do: [{a: {set: '${ 1 }', then: exit}}, {b: {set: '${ 2 "
     "}'}}]}\n"
     "      - y: {set: '${ 3 }'}\n- c: {set: '${ [.] }'}\n",
     "{}", "completed [[1,3]]"},
    {"ExitLeavesOneListOnly",
     "do:\n- d:\n    do:\n    - e: {do: [{a: {set: '${ 1 }', then: exit}}, {b: {set: '${ 2 }'}}]}\n    - c: {set: '${ "
     ". "
     "+ 10 }'}\n",
     "{}", "completed 11"},
    {"EndInTry",
     "do:\n- t:\n    try: [{a: {set: '${ 1 }', then: end}}, {b: {set: '${ 2 }'}}]\n    catch: {}\n    output: {as: '${ "
     "8 "
     "}'}\n- c: {set: '${ 9 }'}\noutput: {as: '${ [.] }'}\n",
     "{}", "completed [1]"},
    {"EndInAHandler",
     "do:\n- t:\n    try: [{r: {raise: {error: {type: x, status: 1}}}}]\n    catch: {do: [{a: {set: '${ 1 }', then: "
     "end}}]}\n- c: {set: '${ 9 }'}\n",
     "{}", "completed 1"},
    {"EndInAListInABranchInALoop",
     "do:\n- l:\n    for: {in: '${ [1,2] }'}\n    do:\n    - f:\n        fork:\n          branches:\n          - x: "
     "{do: "
     "[{a: {set: '${ [$item] }', then: end}}]}\n          - y: {wait: PT1S}\n- c: {set: '${ 9 }'}\n",
     "{}", "completed [1]"},
    {"NameInALoop",
     "do:\n- l:\n    for: {in: '${ [1,2] }'}\n    do:\n    - a: {set: '${ $item }', then: c}\n    - b: {set: no}\n    "
     "- "
     "c: {set: '${ . * 10 }'}\n",
     "{}", "completed 20"},
    {"NameInTryAndHandler",
     "do:\n- t:\n    try:\n    - a: {set: '${ 1 }', then: c}\n    - b: {set: no}\n    - c: {raise: {error: {type: x, "
     "status: 7}}}\n    catch:\n      do:\n      - d: {set: '${ $error.status }', then: g}\n      - e: {set: no}\n     "
     " - g: "
     "{set: '${ . + 1 }'}\n",
     "{}", "completed 8"},
    {"NameInABranch",
     "do:\n- f:\n    fork:\n      branches:\n      - x: {do: [{a: {set: '${ 1 }', then: c}}, {b: {set: no}}, {c: {set: "
     "'${ "
     ". + 1 }'}}]}\n",
     "{}", "completed [2]"},
    {"ThenOfAContainer", "do:\n- d: {do: [{a: {set: '${ 1 }'}}], then: c}\n- b: {set: no}\n- c: {set: '${ . + 1 }'}\n",
     "{}", "completed 2"},
    {"SwitchExitInALoopEndsTheIteration",
     "do:\n- l:\n    for: {in: '${ [1,2,3] }'}\n    do:\n    - s: {switch: [{odd: {when: '${ $item == 2 }', then: "
     "exit}}]}\n    - a: {set: '${ [.[], $item] }'}\n",
     "[]", "completed [1,3]"},
    {"SwitchContinue",
     "do:\n- s: {switch: [{c: {when: '${ true }', then: continue}}], then: end}\n- a: {set: '${ 1 }'}\n", "{}",
     "completed 1"},
    {"SwitchWithoutMatchFollowsItsOwnThen",
     "do:\n- s: {switch: [{c: {when: '${ false }', then: a}}], then: b}\n- a: {set: no}\n- b: {set: '${ 1 }'}\n", "{}",
     "completed 1"},
    {"SwitchGivesItsInputOn",
     "do:\n- s: {input: {from: '${ .x }'}, switch: [{c: {when: '${ . == 1 }', then: b}}]}\n- a: {set: no}\n- b: {set: "
     "'${ "
     "[.] }'}\n",
     R"({"x":1})", "completed [1]"},
    {"SkippedContainer", "do:\n- d: {if: '${ false }', do: [{a: {set: '${ 1 }'}}]}\n- b: {set: '${ [.] }'}\n", "5",
     "completed [5]"},
    {"SkippedExportsNothing",
     "do:\n- a: {if: '${ false }', set: '${ 1 }', export: {as: '${ 2 }'}, output: {as: '${ 3 }'}}\n- b: {set: '${ [., "
     "$context] }'}\n",
     "5", "completed [5,5]"},
};
INSTANTIATE_TEST_SUITE_P(Flow, SpecTable, ::testing::ValuesIn(kFlow),
                         [](const auto& entry) { return std::string(entry.param.name); });

// dsl-reference.md "Catch": `then` is the directive of the path of a caught error.
const Case kCatchThen[] = {
    {"Name",
     "do:\n- t:\n    try: [{r: {raise: {error: {type: x, status: 1}}}}]\n    catch: {then: c}\n    then: b\n- a: {set: "
     "no}\n- b: {set: no}\n- c: {set: '${ [.] }'}\n",
     "5", "completed [5]"},
    {"AfterTheHandler",
     "do:\n- t:\n    try: [{r: {raise: {error: {type: x, status: 1}}}}]\n    catch: {do: [{h: {set: '${ $error.status "
     "}'}}], then: c}\n- b: {set: no}\n- c: {set: '${ [.] }'}\n",
     "5", "completed [1]"},
    {"NotWithoutAnError",
     "do:\n- t:\n    try: [{a: {set: '${ 1 }'}}]\n    catch: {then: c}\n    then: b\n- x: {set: no}\n- b: {set: '${ "
     "[.] "
     "}', then: end}\n- c: {set: no}\n",
     "5", "completed [1]"},
    {"NotWhenARetryMendsIt",
     "do:\n- t:\n    try:\n    - s: {switch: [{second: {when: '${ $context == 2 }', then: exit}}]}\n    - e: {set: '${ "
     "1 }', "
     "export: {as: '${ 2 }'}}\n    - r: {raise: {error: {type: x, status: 1}}}\n    catch: {retry: {limit: {attempt: "
     "{count: 1}}}, then: end}\n- b: {set: '${ [.] }'}\n",
     "5", "completed [5]"},
    {"End",
     "do:\n- t:\n    try: [{r: {raise: {error: {type: x, status: 1}}}}]\n    catch: {then: end}\n- b: {set: no}\n", "5",
     "completed 5"},
    {"ExitOfTheSurroundingList",
     "do:\n- d:\n    do:\n    - t:\n        try: [{r: {raise: {error: {type: x, status: 1}}}}]\n        catch: {then: "
     "exit}\n    - b: {set: no}\n- c: {set: '${ [.] }'}\n",
     "5", "completed [5]"},
    {"ContinueOverridesTheThenOfTheTry",
     "do:\n- t:\n    try: [{r: {raise: {error: {type: x, status: 1}}}}]\n    catch: {then: continue}\n    then: end\n- "
     "b: "
     "{set: '${ [.] }'}\n",
     "5", "completed [5]"},
    {"OutputAsComesFirst",
     "do:\n- t:\n    try: [{r: {raise: {error: {type: x, status: 1}}}}]\n    catch: {then: c}\n    output: {as: '${ . "
     "+ 1 "
     "}'}\n- b: {set: no}\n- c: {set: '${ [.] }'}\n",
     "5", "completed [6]"},
    {"NotWhenTheHandlerFails",
     "do:\n- t:\n    try: [{r: {raise: {error: {type: x, status: 1}}}}]\n    catch: {do: [{h: {raise: {error: {type: "
     "y, "
     "status: 2}}}}], then: end}\n",
     "5", "faulted y 2 /do/0/t/catch/do/0/h"},
};
INSTANTIATE_TEST_SUITE_P(CatchThen, SpecTable, ::testing::ValuesIn(kCatchThen),
                         [](const auto& entry) { return std::string(entry.param.name); });

const Case kLoopsAndForks[] = {
    {"ForInlineArray", "do:\n- l: {for: {in: [1, {a: 2}]}, do: [{a: {set: '${ [$item, $index] }'}}]}\n", "{}",
     R"(completed [{"a":2},1])"},
    {"ForOfNullIsAnError", "do:\n- l: {for: {in: '${ .xs }'}, do: [{a: {set: '${ 1 }'}}]}\n", "{}",
     "faulted expression 400 /do/0/l"},
    {"ForOfAnObjectIsAnError", "do:\n- l: {for: {in: '${ . }'}, do: [{a: {set: '${ 1 }'}}]}\n", R"({"a":1})",
     "faulted expression 400 /do/0/l"},
    {"ForOverNulls", "do:\n- l: {for: {in: '${ [null, null] }'}, do: [{a: {set: '${ [.[], $item] }'}}]}\n", "[]",
     "completed [null,null]"},
    {"ForWhileFalseAtOnce",
     "do:\n- l: {for: {in: '${ [1,2] }'}, while: '${ false }', do: [{a: {set: no}}]}\n- b: {set: '${ [.] }'}\n", "5",
     "completed [5]"},
    {"ForWhileFailing", "do:\n- l: {for: {in: '${ [1] }'}, while: '${ error(\"no\") }', do: [{a: {set: no}}]}\n", "5",
     "faulted expression 400 /do/0/l"},
    {"ForKeepsTheItemsItBeganWith",
     "do:\n- l: {for: {in: '${ .xs }'}, do: [{a: {set: {xs: [], n: '${ (.n // 0) + $item }'}}}]}\n",
     R"({"xs":[1,2,3]})", R"(completed {"xs":[],"n":6})"},
    {"ForOutputAs",
     "do:\n- l: {for: {in: '${ [1,2] }'}, do: [{a: {set: '${ $item }'}}], output: {as: '${ [., $input] }'}}\n", "5",
     "completed [2,5]"},
    {"ExportInALoopIsSeenByTheNextIteration",
     "do:\n- l: {for: {in: '${ [1,2,3] }'}, do: [{a: {set: '${ $context + $item }', export: {as: '${ . }'}}}]}\n", "0",
     "completed 6"},
    {"ForkKeepsTheOrderOfItsBranches",
     "do:\n- f:\n    fork:\n      branches:\n      - slow: {do: [{w1: {wait: PT2S}}, {a: {set: slow}}]}\n      - "
     "quick: "
     "{do: [{w2: {wait: PT1S}}, {b: {set: quick}}]}\n",
     "{}", R"(completed ["slow","quick"])"},
    {"CompeteIsWonByTheFirstToEnd",
     "do:\n- f:\n    fork:\n      compete: true\n      branches:\n      - slow: {do: [{w1: {wait: PT2S}}, {a: {set: "
     "slow}}]}\n      - quick: {do: [{w2: {wait: PT1S}}, {b: {set: quick}}]}\n",
     "{}", R"(completed "quick")"},
    {"EveryBranchGetsTheInput",
     "do:\n- f:\n    input: {from: '${ .x }'}\n    fork: {branches: [{a: {set: '${ [.] }'}}, {b: {set: '${ [., "
     "$task.name] "
     "}'}}]}\n    output: {as: '${ add }'}\n",
     R"({"x":1})", R"(completed [1,1,"b"])"},
    {"ExportOfABranchIsKept",
     "do:\n- f: {fork: {branches: [{a: {set: '${ 1 }', export: {as: '${ [.] }'}}}, {b: {wait: PT1S}}]}}\n- c: {set: "
     "'${ "
     "$context }'}\n",
     "{}", "completed [1]"},
    {"SkippedBranch", "do:\n- f: {fork: {branches: [{a: {if: '${ false }', set: no}}, {b: {set: '${ 2 }'}}]}}\n", "1",
     "completed [1,2]"},
    // "A single possible winner" could also mean that a failed branch is only out of the race. Here it fails the fork.
    {"CompeteFailsWithTheFirstFailure",
     "do:\n- f:\n    fork:\n      compete: true\n      branches:\n      - a: {raise: {error: {type: x, status: 7}}}\n  "
     "    - "
     "b: {wait: PT1S}\n",
     "{}", "faulted x 7 /do/0/f/fork/branches/0/a"},
    {"ForkFailureIsCaughtOnce",
     "do:\n- t:\n    try: [{f: {fork: {branches: [{a: {raise: {error: {type: x, status: 7}}}}, {b: {raise: {error: "
     "{type: "
     "y, status: 8}}}}]}}}]\n    catch: {do: [{h: {set: '${ $error.status }'}}]}\n",
     "{}", "completed 7"},
    {"ATryInABranchKeepsTheOthersGoing",
     "do:\n- f:\n    fork:\n      branches:\n      - a: {try: [{r: {raise: {error: {type: x, status: 7}}}}], catch: "
     "{do: "
     "[{h: {set: '${ $error.status }'}}]}}\n      - b: {wait: PT1S}\n",
     "3", "completed [7,3]"},
};
// dsl.md says nothing of conditions that are no booleans: jq's rule holds, only false and null do not.
const Case kConditions[] = {
    {"IfOfANumber", "do:\n- a: {if: '${ 0 }', set: '${ \"ran\" }'}\n", "{}", R"(completed "ran")"},
    {"IfOfAnEmptyText", "do:\n- a: {if: '${ \"\" }', set: '${ \"ran\" }'}\n", "{}", R"(completed "ran")"},
    {"IfOfAnEmptyList", "do:\n- a: {if: '${ [] }', set: '${ \"ran\" }'}\n", "{}", R"(completed "ran")"},
    {"IfOfNull", "do:\n- a: {if: '${ null }', set: '${ \"ran\" }'}\n", "{}", "completed {}"},
    {"IfOfNothing", "do:\n- a: {if: '${ empty }', set: '${ \"ran\" }'}\n", "{}", "completed {}"},
    {"WhenOfANumber", "do:\n- a: {switch: [{x: {when: '${ 3 }', then: end}}]}\n- b: {set: '${ 1 }'}\n", "{}",
     "completed {}"},
    {"WhileOfNull", "do:\n- l: {for: {in: [1]}, while: '${ null }', do: [{a: {set: '${ 1 }'}}]}\n", "{}",
     "completed {}"},
    {"InJmespath", "evaluate: {language: jmespath}\ndo:\n- a: {if: '${ `0` }', set: {x: ran}}\n", "{}",
     R"(completed {"x":"ran"})"},
};
INSTANTIATE_TEST_SUITE_P(Conditions, SpecTable, ::testing::ValuesIn(kConditions),
                         [](const auto& entry) { return std::string(entry.param.name); });

const Case kLists[] = {
    {"WithExpressions",
     "do:\n- l:\n    for: {in: ['${ .a }', 2, {deep: ['${ .a + 1 }']}, plain]}\n    do: [{s: {set: {a: 1, all: '${ "
     ".all + "
     "[$item] }'}}}]\n    output: {as: .all}\n",
     R"({"a":1})", R"(completed [1,2,{"deep":[2]},"plain"])"},
    {"OfConstants", "do:\n- l:\n    for: {in: [1, 2]}\n    do: [{s: {set: '${ $item }'}}]\n", "{}", "completed 2"},
    {"WithABrokenOne", "do:\n- l:\n    for: {in: ['${ error(\"no\") }']}\n    do: [{s: {set: '${ $item }'}}]\n", "{}",
     "faulted expression 400 /do/0/l"},
};
INSTANTIATE_TEST_SUITE_P(WrittenLists, SpecTable, ::testing::ValuesIn(kLists),
                         [](const auto& entry) { return std::string(entry.param.name); });

INSTANTIATE_TEST_SUITE_P(LoopsAndForks, SpecTable, ::testing::ValuesIn(kLoopsAndForks),
                         [](const auto& entry) { return std::string(entry.param.name); });

#define RETRIED(policy)                                                                                        \
    "do:\n- t:\n    try: [{a: {call: work, with: {fail: {type: x, status: 5}}}}]\n    catch: {retry: {" policy \
    "}, do: [{h: {set: '${ $task.reference }'}}]}\n"

const Case kErrors[] = {
    {"RaiseByName",
     "use: {errors: {late: {type: 'https://fake.com/late', status: 409, title: '${ .t }', detail: '${ .d }'}}}\ndo:\n- "
     "t:\n    try: [{r: {raise: {error: late}}}]\n    catch: {do: [{h: {set: '${ [$error.type, $error.status, "
     "$error.title, $error.detail, $error.instance] }'}}]}\n",
     R"({"t":"T","d":"D"})", R"(completed ["https://fake.com/late",409,"T","D","/do/0/t/try/0/r"])"},
    {"RaiseComputed", "do:\n- r: {raise: {error: {type: '${ \"https://fake.com/\" + .k }', status: '${ .s }'}}}\n",
     R"({"k":"kind","s":499})", "faulted kind 499 /do/0/r"},
    {"RaiseWhole", "do:\n- r: {raise: {error: '${ . }'}}\n", R"({"type":"https://fake.com/x","status":418})",
     "faulted x 418 /do/0/r"},
    {"RaiseOfNothing", "do:\n- r: {raise: {error: '${ .gone }'}}\n", "{}", "faulted validation 400 /do/0/r"},
    {"RaiseWithoutAType", "do:\n- r: {raise: {error: {type: '${ .gone }', status: 400}}}\n", "{}",
     "faulted validation 400 /do/0/r"},
    {"RaiseWithATextAsStatus", "do:\n- r: {raise: {error: {type: x, status: '${ \"400\" }'}}}\n", "{}",
     "faulted validation 400 /do/0/r"},
    {"RaiseWithAFraction", "do:\n- r: {raise: {error: {type: x, status: '${ 400.5 }'}}}\n", "{}",
     "faulted validation 400 /do/0/r"},
    {"RaiseWithAnObjectAsDetail", "do:\n- r: {raise: {error: {type: x, status: 1, detail: '${ {} }'}}}\n", "{}",
     "faulted validation 400 /do/0/r"},
    {"RaiseWithoutATitle", "do:\n- r: {raise: {error: {type: x, status: 1, title: '${ .gone }'}}}\n", "{}",
     "faulted x 1 /do/0/r"},
    {"RaiseKeepsItsInstance", "do:\n- r: {raise: {error: {type: x, status: 1, instance: /elsewhere}}}\n", "{}",
     "faulted x 1 /elsewhere"},
    {"RaiseOfBrokenDetail", "do:\n- r: {raise: {error: {type: x, status: 1, detail: '${ error(\"no\") }'}}}\n", "{}",
     "faulted expression 400 /do/0/r"},
    {"ValidationIsCatchable",
     "do:\n- t:\n    try: [{a: {input: {schema: {document: {type: string}}}, set: '${ 1 }'}}]\n    catch: {errors: "
     "{with: "
     "{type: 'https://open-workflow-specification.org/spec/1.0.0/errors/validation', status: 400}}, do: [{h: {set: "
     "'${ $error.instance }'}}]}\n",
     "3", R"(completed "/do/0/t/try/0/a")"},
    {"ExpressionErrorIsCatchable",
     "do:\n- t:\n    try: [{a: {set: '${ error(\"no\") }'}}]\n    catch: {errors: {with: {type: "
     "'https://serverlessworkflow.io/spec/1.0.0/errors/expression'}}, do: [{h: {set: '${ $error.status }'}}]}\n",
     "3", "completed 400"},
    {"ErrorOfIf",
     "do:\n- t:\n    try: [{a: {if: '${ error(\"no\") }', set: no}}]\n    catch: {do: [{h: {set: '${ "
     "$error.instance }'}}]}\n",
     "3", R"(completed "/do/0/t/try/0/a")"},
    {"ErrorOfExportIsTheTasks",
     "do:\n- t:\n    try: [{a: {set: '${ 1 }', export: {as: '${ error(\"no\") }'}}}]\n    catch: {do: [{h: {set: '${ "
     "[$error.instance, $context] }'}}]}\n",
     "3", R"(completed ["/do/0/t/try/0/a",3])"},
    {"ErrorOfTheOutputOfATryIsNotItsOwn",
     "do:\n- t:\n    try: [{a: {set: '${ 1 }'}}]\n    catch: {}\n    output: {as: '${ error(\"no\") }'}\n", "3",
     "faulted expression 400 /do/0/t"},
    {"ErrorOfTheInputOfATryIsNotItsOwn",
     "do:\n- t:\n    input: {from: '${ error(\"no\") }'}\n    try: [{a: {set: '${ 1 }'}}]\n    catch: {}\n", "3",
     "faulted expression 400 /do/0/t"},
    {"FilterByTitleMisses",
     "do:\n- t:\n    try: [{r: {raise: {error: {type: x, status: 1, title: A}}}}]\n    catch: {errors: {with: {title: "
     "B}}}\n",
     "3", "faulted x 1 /do/0/t/try/0/r"},
    {"FilterByInstanceMisses",
     "do:\n- t:\n    try: [{r: {raise: {error: {type: x, status: 1}}}}]\n    catch: {errors: {with: {instance: "
     "/do/0/other}}}\n",
     "3", "faulted x 1 /do/0/t/try/0/r"},
    {"FilterAndWhenMustBothHold",
     "do:\n- t:\n    try: [{r: {raise: {error: {type: x, status: 1}}}}]\n    catch: {errors: {with: {status: 1}}, "
     "when: "
     "'${ $error.type == \"x\" }', exceptWhen: '${ $error.status == 1 }'}\n",
     "3", "faulted x 1 /do/0/t/try/0/r"},
    {"InnermostErrorNameWins",
     "do:\n- o:\n    try: [{r: {raise: {error: {type: x, status: 1}}}}]\n    catch:\n      do:\n      - i:\n          "
     "try: "
     "[{r2: {raise: {error: {type: y, status: '${ $error.status + 1 }'}}}}]\n          catch: {do: [{h: {set: '${ "
     "$error.status }'}}]}\n      - after: {set: '${ [., $error.status] }'}\n",
     "3", "completed [2,1]"},
    {"HandlerGetsTheInputOfTheTry",
     "do:\n- t:\n    input: {from: '${ .x }'}\n    try: [{a: {set: '${ 9 }'}}, {r: {raise: {error: {type: x, status: "
     "1}}}}]\n    catch: {do: [{h: {set: '${ [.] }'}}]}\n",
     R"({"x":1})", "completed [1]"},
    {"RetryByName",
     "use: {retries: {twice: {limit: {attempt: {count: 2}}}}}\ndo:\n- t:\n    try: [{a: {call: work, with: {fail: "
     "{type: "
     "x, status: 5}}}}]\n    catch: {retry: twice}\n",
     "3", "faulted x 5 /do/0/t/try/0/a"},
    {"RetryBrokenWhenLeavesTheTry", RETRIED("when: '${ error(\"no\") }'"), "3", "faulted expression 400 /do/0/t"},
    {"RetryBrokenDelayLeavesTheTry", RETRIED("delay: '${ \"soon\" }'"), "3", "faulted validation 400 /do/0/t"},
    {"RetryDeclinedGoesToTheHandler", RETRIED("when: '${ $error.status == 6 }'"), "3",
     R"(completed "/do/0/t/catch/do/0/h")"},
    {"RetryForALimitedTime", RETRIED("delay: PT2S, limit: {duration: PT5S}"), "3",
     R"(completed "/do/0/t/catch/do/0/h")"},
    {"TimeoutByName", "use: {timeouts: {short: {after: PT1S}}}\ndo:\n- w: {wait: PT9S, timeout: short}\n", "3",
     "faulted timeout 408 /do/0/w"},
    {"TimeoutComputed", "do:\n- w: {wait: PT9S, timeout: {after: '${ .t }'}}\n", R"({"t":"PT1S"})",
     "faulted timeout 408 /do/0/w"},
    {"TimeoutComputedBadly", "do:\n- w: {wait: PT9S, timeout: {after: '${ .t }'}}\n", R"({"t":"soon"})",
     "faulted validation 400 /do/0/w"},
    {"InnerTimeoutIsCaughtAndTheOuterGoesOn",
     "do:\n- d:\n    timeout: {after: PT8S}\n    do:\n    - t:\n        try: [{w: {wait: PT9S, timeout: {after: "
     "PT1S}}}]\n"
     "        catch: {errors: {with: {status: 408}}}\n    - v: {wait: PT9S}\n",
     "3", "faulted timeout 408 /do/0/d"},
    {"TimeoutEndsARetryDelay",
     "do:\n- o:\n    try:\n    - t:\n        timeout: {after: PT5S}\n        try: [{a: {call: work, with: {fail: "
     "{type: x, "
     "status: 5}}}}]\n        catch: {retry: {delay: PT9S}}\n    catch: {do: [{h: {set: '${ [$error.status, "
     "$error.instance] }'}}]}\n",
     "3", R"(completed [408,"/do/0/o/try/0/t"])"},
    {"TimeoutInAHandler",
     "do:\n- t:\n    try: [{r: {raise: {error: {type: x, status: 1}}}}]\n    catch: {do: [{h: {wait: PT9S, timeout: "
     "{after: PT1S}}}]}\n",
     "3", "faulted timeout 408 /do/0/t/catch/do/0/h"},
    {"WaitComputed", "do:\n- w: {wait: '${ .t }'}\n", R"({"t":{"seconds":1}})", R"(completed {"t":{"seconds":1}})"},
    {"WaitNegative", "do:\n- w: {wait: '${ .t }'}\n", R"({"t":{"seconds":-1}})", "faulted validation 400 /do/0/w"},
};
INSTANTIATE_TEST_SUITE_P(Errors, SpecTable, ::testing::ValuesIn(kErrors),
                         [](const auto& entry) { return std::string(entry.param.name); });

// dsl.md, the table of runtime expressions and their arguments. What is not available there is null.
const Case kScopes[] = {
    {"WorkflowInputFrom",
     "input: {from: '${ [., $context, $input, $task, $workflow.input, $runtime.name] }'}\ndo:\n- a: {set: '${ . }'}\n",
     "1", R"(completed [1,null,null,null,1,"Beamline"])"},
    {"If",
     "do:\n- z: {set: '${ 2 }'}\n- a: {if: '${ . == 2 and $context == 1 and $input == null and $output == null and "
     "$task.input == 2 and $task.name == \"a\" }', set: '${ 3 }'}\n",
     "1", "completed 3"},
    {"TaskInputFrom", "do:\n- a: {input: {from: '${ [., $context, $input, $task.input] }'}, set: '${ . }'}\n", "1",
     "completed [1,1,null,1]"},
    {"TaskDefinition",
     "do:\n- a: {input: {from: '${ .x }'}, set: '${ [., $input, $output, $task.input, $task.output, $workflow.input] "
     "}'}\n",
     R"({"x":1})", R"(completed [1,1,null,{"x":1},null,{"x":1}])"},
    {"OutputAs",
     "do:\n- a: {input: {from: '${ .x }'}, set: '${ 7 }', output: {as: '${ [., $input, $output, $task.input, "
     "$task.output] }'}}\n",
     R"({"x":1})", R"(completed [7,1,null,{"x":1},7])"},
    {"ExportAs",
     "do:\n- a: {input: {from: '${ .x }'}, set: '${ 7 }', output: {as: '${ 8 }'}, export: {as: '${ [., $context, "
     "$input, "
     "$output, $task.input, $task.output] }'}}\n- b: {set: '${ $context }'}\n",
     R"({"x":1})", R"(completed [8,{"x":1},1,8,{"x":1},7])"},
    {"WorkflowOutputAs",
     "do:\n- a: {set: '${ 7 }', export: {as: '${ 8 }'}}\noutput: {as: '${ [., $context, $input, $task, "
     "$workflow.input] "
     "}'}\n",
     "1", "completed [7,8,null,null,1]"},
    {"ExportSchemaAloneChecksTheContext", "do:\n- a: {set: '${ 7 }', export: {schema: {document: {type: string}}}}\n",
     "1", "faulted validation 400 /do/0/a"},
    {"ExportSchemaAloneIsContent",
     "do:\n- a: {set: '${ 7 }', export: {schema: {document: {type: integer}}}}\n- b: {set: '${ $context }'}\n", "1",
     "completed 1"},
    {"WorkflowSchemas",
     "input: {schema: {document: {type: integer}}, from: '${ tostring }'}\ndo:\n- a: {set: '${ . }'}\noutput: {as: '${ "
     "[.] }', schema: {document: {type: array}}}\n",
     "1", R"(completed ["1"])"},
    {"RuntimeAndDates",
     "do:\n- a: {set: '${ [($runtime | keys), ($task.startedAt | keys), $workflow.startedAt.epoch.seconds] }'}\n", "1",
     R"(completed [["metadata","name","version"],["epoch","iso8601"],10])"},
    {"ErrorNameInWhenAndRetry",
     "do:\n- t:\n    try: [{r: {raise: {error: {type: x, status: 1}}}}]\n    catch: {as: oops, when: '${ $oops.status "
     "== 1 "
     "}', retry: {when: '${ $oops.status == 2 }'}, do: [{h: {set: '${ $oops.type }'}}]}\n",
     "1", R"(completed "x")"},
    {"InputIsNeverAnExpression",
     "do:\n- a: {call: work, with: {v: '${ .v }'}}\n- s: {switch: [{c: {when: '${ .v }', then: "
     "b}}], then: end}\n- b: {set: '${ .v }'}\n",
     R"({"v":"${ error(\"no\") }"})", R"(completed "${ error(\"no\") }")"},
};
INSTANTIATE_TEST_SUITE_P(Scopes, SpecTable, ::testing::ValuesIn(kScopes),
                         [](const auto& entry) { return std::string(entry.param.name); });

TEST(CatchThen, IsDrawnAndItsNameMustExist) {
    const auto definition =
        define("do:\n- t: {try: [{a: {set: no}}], catch: {then: c}}\n- b: {set: no}\n- c: {set: no}\n");
    const auto& edges = definition->graph.edges;
    EXPECT_TRUE(std::any_of(edges.begin(), edges.end(), [](const auto& edge) {
        return edge.from == "/do/0/t" && edge.to == "/do/2/c" && edge.label == "on error";
    }));
    const auto parsed = parseDefinition(
        "document: {dsl: '1.0.3', namespace: test, name: sample, version: '1.0.0'}\ndo:\n- t: {try: [{a: {set: no}}], "
        "catch: {then: a}}\n",
        catalog());
    ASSERT_EQ(parsed.problems.size(), 1U) << "a name of another list";
    EXPECT_EQ(parsed.problems[0].pointer, "/do/0/t/catch/then");
    EXPECT_EQ(parsed.problems[0].line, 3);
}

// ---- what is told ---------------------------------------------------------------------------------------------------

TEST(Told, NothingEndsThatWasNotCreated) {
    // The driver checks the life of every task; here a branch loses before its first step.
    Driver race(
        std::string("do:\n- f: {fork: {compete: true, branches: [{a: {set: '${ 1 }'}}, {b: {set: '${ 2 }'}}]}}\n"));
    race.start();
    EXPECT_EQ(race.ending(), "completed 1");
    EXPECT_EQ(race.kinds("task."), (Strings{"task.created f", "task.started f", "task.created a", "task.started a",
                                            "task.completed a", "task.completed f"}));
    Driver end(std::string("do:\n- f: {fork: {branches: [{a: {set: '${ 1 }', then: end}}, {b: {set: '${ 2 }'}}]}}\n"));
    end.start();
    EXPECT_EQ(end.kinds("task.cancelled"), Strings{});
    Driver fault(
        std::string("do:\n- f: {fork: {branches: [{a: {raise: {error: {type: x, status: 1}}}}, {b: {set: no}}]}}\n"));
    fault.start();
    EXPECT_EQ(fault.kinds("task.cancelled"), Strings{});
    EXPECT_EQ(fault.kinds("task.faulted"), (Strings{"task.faulted a", "task.faulted f"}));
}

TEST(Told, LosersAreCancelledFromTheInside) {
    Driver run(
        std::string("do:\n- f:\n    fork:\n      compete: true\n      branches:\n      - a: {do: [{w: {wait: PT9S}}]}\n"
                    "      - b: {call: work}\n      - c: {call: work}\n"));
    run.start();
    const auto step = run.succeed(run.callOf("b"), 1);
    EXPECT_EQ(run.kinds("task.cancelled"), (Strings{"task.cancelled w", "task.cancelled a", "task.cancelled c"}));
    EXPECT_EQ(step.effects.size(), 2U) << "the timer and the call of the losers";
    EXPECT_EQ(run.ending(), "completed 1");
    for (const auto& task : run.machine().tasks()) {
        EXPECT_EQ(task.phase, task.name == "f" || task.name == "b" ? api::Phase::completed : api::Phase::cancelled)
            << task.name;
    }
}

TEST(Told, PhasesOfTasksFollowTheRun) {
    Driver run(
        std::string("do:\n- t:\n    try: [{a: {call: work}}]\n    catch: {retry: {delay: PT5S}}\n- w: {wait: PT1S}\n"));
    const auto phase = [&](std::size_t task) { return run.machine().tasks()[task].phase; };
    run.start();
    EXPECT_EQ(phase(0), api::Phase::running);
    EXPECT_EQ(phase(1), api::Phase::running);
    EXPECT_EQ(phase(2), api::Phase::pending);
    run.fail(run.callOf("a"), {"x", 500, "", "", ""});
    EXPECT_EQ(phase(0), api::Phase::waiting) << "for its next attempt";
    EXPECT_EQ(phase(1), api::Phase::faulted);
    EXPECT_EQ(run.machine().phase(), api::Phase::waiting);
    run.fire(run.timers().begin()->first);
    EXPECT_EQ(phase(0), api::Phase::running);
    EXPECT_EQ(phase(1), api::Phase::running);
    EXPECT_EQ(run.machine().phase(), api::Phase::running);
    run.answer(run.callOf("a"));
    EXPECT_EQ(phase(0), api::Phase::completed);
    EXPECT_EQ(phase(2), api::Phase::waiting);
}

// ---- control in every state -----------------------------------------------------------------------------------------

TEST(Control, IsAllowedWhereItMeansSomething) {
    struct Row {
        api::Phase phase;
        bool suspend, resume, retry, cancel;
    };
    const std::string body =
        "do:\n- s: {switch: [{call: {when: '${ . == 1 }', then: a}}, {fail: {when: '${ . == 2 }', "
        "then: r}}, {done: {when: '${ . == 3 }', then: end}}]}\n- w: {wait: PT1S, then: end}\n- a: "
        "{call: work, then: end}\n- r: {raise: {error: {type: x, status: 1}}}\n";
    const auto definition = define(body);
    const auto at = [&](api::Phase wanted) {
        Driver run(definition);
        if (wanted != api::Phase::pending) {
            run.start(Json(wanted == api::Phase::running     ? 1
                           : wanted == api::Phase::faulted   ? 2
                           : wanted == api::Phase::completed ? 3
                                                             : 4));
        }
        if (wanted == api::Phase::suspended) {
            run.control(FactKind::suspended);
        } else if (wanted == api::Phase::cancelled) {
            run.control(FactKind::cancelled);
        }
        EXPECT_EQ(run.machine().phase(), wanted);
        return run;
    };
    for (const auto& row :
         {Row{api::Phase::pending, false, false, false, true}, Row{api::Phase::running, true, false, false, true},
          Row{api::Phase::waiting, true, false, false, true}, Row{api::Phase::suspended, false, true, false, true},
          Row{api::Phase::faulted, false, false, true, false}, Row{api::Phase::completed, false, false, false, false},
          Row{api::Phase::cancelled, false, false, false, false}}) {
        for (const auto& [kind, allowed] :
             {std::pair(FactKind::suspended, row.suspend), std::pair(FactKind::resumed, row.resume),
              std::pair(FactKind::retried, row.retry), std::pair(FactKind::cancelled, row.cancel)}) {
            auto run = at(row.phase);
            const auto result = run.apply(run.fact(kind));
            EXPECT_EQ(result.ok(), allowed)
                << boost::describe::enum_to_string(row.phase, "") << " " << boost::describe::enum_to_string(kind, "");
            if (!result.ok()) {
                EXPECT_EQ(result.error().code, api::code::kConflict);
            }
        }
    }
}

TEST(Control, WhatComesDuringASuspensionActsAtResumeInItsOrder) {
    // The timeout came first: at resume it has won over the result that came after it.
    Driver late(std::string("do:\n- a: {call: work, timeout: {after: PT1S}}\n"));
    late.start();
    const auto call = late.callOf("a");
    const auto timer = late.timers().begin()->first;
    late.control(FactKind::suspended);
    late.fire(timer);
    late.succeed(call, 1);
    late.control(FactKind::resumed);
    EXPECT_EQ(late.ending(), "faulted timeout 408 /do/0/a");
    Driver early(std::string("do:\n- a: {call: work, timeout: {after: PT1S}}\n"));
    early.start();
    early.control(FactKind::suspended);
    early.succeed(call, 1);
    early.fire(timer);
    early.control(FactKind::resumed);
    EXPECT_EQ(early.ending(), "completed 1");
    // A retry that was due meanwhile begins at resume, and the delay is not lost.
    Driver retry(std::string("do:\n- t:\n    try: [{a: {call: work}}]\n    catch: {retry: {delay: PT5S}}\n"));
    retry.start();
    retry.fail(retry.callOf("a"), {"x", 500, "", "", ""});
    retry.control(FactKind::suspended);
    EXPECT_TRUE(retry.fire(retry.timers().begin()->first).effects.empty());
    retry.control(FactKind::resumed);
    EXPECT_EQ(retry.calls().size(), 1U);
    retry.toEnd();
    EXPECT_EQ(retry.ending(), "completed {}");
    retry.expectReplay();
}

// dsl.md, "Task Lifecycle Events": both are required.
TEST(Spec, TasksInFlightAreToldOfSuspensionAndResumption) {
    Driver run(std::string("do:\n- outer: {do: [{done: {set: {a: 1}}}, {inner: {call: work}}]}\n- later: {set: {a: 1}}\n"));
    run.start();
    run.control(FactKind::suspended);
    EXPECT_EQ(run.kinds("task.suspended"), (std::vector<std::string>{"task.suspended outer", "task.suspended inner"}));
    run.control(FactKind::resumed);
    EXPECT_EQ(run.kinds("task.resumed"), (std::vector<std::string>{"task.resumed outer", "task.resumed inner"}));
    run.toEnd();
    EXPECT_EQ(run.ending(), R"(completed {"a":1})");
    run.expectReplay();
}

}  // namespace
}  // namespace beamline::core::testing
