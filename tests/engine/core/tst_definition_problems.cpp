// SPDX-License-Identifier: Apache-2.0
// Every rule of the language: a snippet in, all its mistakes with line, column and pointer out.
#include <gtest/gtest.h>

#include "engine/core/definition/definition.h"
#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {
namespace {

/// `call: pay` takes exactly {amount: integer, to: string, note?: string}.
class PayCatalog : public TestCatalog {
public:
    PayCatalog() {
        m_pay.name = "pay";
        m_pay.version = "1.0.0";
        m_pay.pool = "io";
        m_pay.input = json(
            R"({"type":"object","required":["amount"],"additionalProperties":false,"properties":{
                "amount":{"type":"integer"},"to":{"type":"object","required":["name"],"properties":{"name":{"type":"string"}}},
                "endpoint":{"oneOf":[{"type":"string"},{"type":"object","required":["uri"]}]}}})");
    }
    const api::FunctionInfo* find(std::string_view name, std::string_view version) const override {
        return name == "pay" && (version.empty() || version == "1.0.0") ? &m_pay : TestCatalog::find(name, version);
    }

private:
    api::FunctionInfo m_pay;
};

std::string problemsOf(const std::string& source) {
    static const PayCatalog kCatalog;
    std::string out;
    for (const auto& problem : parseDefinition(source, kCatalog).problems) {
        out += std::to_string(problem.line) + ":" + std::to_string(problem.column) + " " + problem.pointer + " " +
               (problem.severity == api::Severity::warning ? "(warning) " : "") + problem.message + "\n";
    }
    return out;
}

const std::string kHead = "document: {dsl: '1.0.3', namespace: t, name: n, version: '1.0.0'}\n";  // line 1

struct Case {
    const char* name;
    const char* body;                   ///< from line 2 on
    std::vector<const char*> expected;  ///< beginnings of the lines, all of them in order
};
void PrintTo(const Case& c, std::ostream* out) {
    *out << c.name;
}

class ProblemTable : public ::testing::TestWithParam<Case> {};

TEST_P(ProblemTable, AreAllNamed) {
    const auto said = problemsOf(kHead + GetParam().body);
    std::istringstream lines(said);
    std::string line;
    for (const char* expected : GetParam().expected) {
        if (!std::getline(lines, line)) {
            ADD_FAILURE() << "missing: " << expected << "\nsaid:\n" << said;
            return;
        }
        EXPECT_EQ(line.substr(0, std::string_view(expected).size()), expected) << said;
    }
    EXPECT_FALSE(std::getline(lines, line)) << "unexpected: " << line;
}

const Case kTasks[] = {
    {"Fine", "do:\n- a: {set: {x: 1}}\n", {}},
    {"NoTasks", "do: []\n", {"2:1 /do A list of tasks must not be empty."}},
    {"TasksAreNoList", "do: {a: {set: 1}}\n", {"2:1 /do A list of tasks must be"}},
    {"TaskWithoutKind", "do:\n- a: {if: '${ true }'}\n", {"3:3 /do/0/a The task 'a' has no kind"}},
    {"TaskTwice", "do:\n- a: {set: {x: 1}}\n- a: {set: {x: 1}}\n", {"4:3 /do/1/a The task 'a' stands twice"}},
    {"TaskIsADirective", "do:\n- end: {set: {x: 1}}\n", {"3:3 /do/0/end A task cannot be called 'end'"}},
    {"TwoNamesInOneItem",
     "do:\n- a: {set: {x: 1}}\n  b: {set: {x: 1}}\n",
     {"3:3 /do/0 Each task is an object with one"}},
    {"TwoKinds", "do:\n- a: {set: {x: 1}, wait: PT1S}\n", {"3:20 /do/0/a/wait Unknown property 'wait' of a set task"}},
    {"Typo",
     "do:\n- a: {set: {x: 1}, thne: end}\n",
     {"3:20 /do/0/a/thne Unknown property 'thne' of a set task; did you mean"}},
    {"Emit",
     "do:\n- a: {emit: {}}\n- b: {emit: {event: {with: {source: x, BAD-name: 1, subject: [1]}}}}\n- c: {emit: {event: "
     "{with: {type: x, specversion: 2}}}}\n",
     {"3:7 /do/0/a/emit 'emit' needs 'event'", "4:22 /do/1/b/emit/event/with An event to emit needs 'type'",
      "4:40 /do/1/b/emit/event/with/BAD-name 'BAD-name' cannot name an attribute",
      "4:53 /do/1/b/emit/event/with/subject The attribute 'subject' must be a text",
      "5:51 /do/2/c/emit/event/with/specversion Events have the specversion '1.0'"}},
    {"Listen",
     "do:\n- a: {listen: {read: all}}\n- b: {listen: {to: {one: {with: {}}, any: []}}}\n- c: {listen: {to: {one: "
     "{with: "
     "{type: '(x'}}, until: '${ true }'}}}\n- d: {listen: {to: {any: [], until: {any: [], until: {any: []}}}}}\n",
     {"3:7 /do/0/a/listen 'listen' needs 'to'", "3:22 /do/0/a/listen/read 'read' must be data",
      "4:16 /do/1/b/listen/to An event consumption strategy is one of",
      "4:21 /do/1/b/listen/to/one An event filter needs",
      "5:40 /do/2/c/listen/to/one/with/type This text is taken for a regular expression and is none",
      "5:55 /do/2/c/listen/to/until (warning) 'until' only applies to 'any'",
      "6:47 /do/3/d/listen/to/until/until 'until' cannot stand inside of another"}},
    {"Foreach",
     "do:\n- a:\n    listen: {to: {any: []}}\n    foreach: {item: x, at: x, d: []}\n",
     {"5:5 /do/0/a/foreach 'item' and 'at' must be different", "5:31 /do/0/a/foreach/d Unknown property 'd'"}},
    {"Correlate",
     "do:\n- a: {listen: {to: {one: {with: {type: x}, correlate: {k: {}, l: {from: .x, expects: 1}}}}}}\n",
     {"3:56 /do/0/a/listen/to/one/correlate/k A correlation needs 'from'",
      "3:77 /do/0/a/listen/to/one/correlate/l/expects Unknown property"}},
    {"RunWorkflow",
     "do:\n- a: {run: {workflow: {name: x, to: y}, await: 1}}\n- b: {run: {workflow: {namespace: a, name: b, version: "
     "1.0.0}, return: some}}\n",
     {"3:13 /do/0/a/run/workflow 'namespace' is missing", "3:33 /do/0/a/run/workflow/to Unknown property 'to'",
      "3:48 /do/0/a/run/await 'await' must be true or false", "4:72 /do/1/b/run/return 'return' must be"}},
    {"RunNeedsOneKind",
     "do:\n- a: {run: {}}\n- b: {run: {shell: {command: x}, script: {language: js, code: x}}}\n- c: {run: 1}\n- d: "
     "{run: "
     "{shel: {command: x}}}\n",
     {"3:7 /do/0/a/run 'run' needs one of container, script, shell and workflow",
      "4:7 /do/1/b/run 'run' needs one of container", "5:12 /do/2/c/run 'run' must be an object",
      "6:7 /do/3/d/run 'run' needs one of", "6:13 /do/3/d/run/shel Unknown property 'shel' of 'run'; did you mean"}},
    {"RunValues",
     "do:\n- a: {run: {shell: {command: x}, await: 'no', return: some}}\n- b: {run: {shell: {command: x}, return: '${ "
     ".r "
     "}'}}\n- c: {run: {shell: {command: x, return: code}}}\n- d: {run: {shell: {}}}\n- e: {run: {shell: {command: "
     "7}}}\n"
     "- f: {run: {script: {language: js, code: x}}}\n",
     {"3:41 /do/0/a/run/await 'await' must be true or false",
      "3:55 /do/0/a/run/return 'return' must be stdout, stderr, code, all or none",
      "4:42 /do/1/b/run/return 'return' must be", "5:33 /do/2/c/run/shell/return 'return' stands beside 'shell'",
      "6:13 /do/3/d/run/shell Missing required", "7:30 /do/4/e/run/shell/command",
      "8:13 /do/5/f/run/script 'run.script' is not supported"}},
    {"CodeIsNoExpression",
     "do:\n- a: {run: {shell: {command: 'echo ${HOME} ${ x', environment: {A: 'b ${ .c } d'}}}}\n",
     {"3:68 /do/0/a/run/shell/environment/A (warning) '${ }' inside of a longer text"}},
    {"NotYetCalls",
     "do:\n- a: {call: grpc}\n- b: {call: openapi}\n- c: {call: mcp}\n",
     {"3:13 /do/0/a/call Calls of 'grpc'", "4:13 /do/1/b/call Calls of 'openapi'", "5:13 /do/2/c/call Calls of 'mcp'"}},
    {"Schedule",
     "schedule: {every: PT0.01S, cron: '61 * * * *', read: data}\ndo:\n- a: {set: {x: 1}}\n",
     {"2:1 /schedule 'schedule' is one of", "2:19 /schedule/every A schedule's interval must be at least",
      "2:34 /schedule/cron '61' is not a valid minute", "2:54 /schedule/read 'read' is only valid together with 'on'"}},
    {"ScheduleOn",
     "schedule: {on: {one: {}}}\ndo:\n- a: {set: {x: 1}}\n",
     {"2:17 /schedule/on/one An event filter needs"}},
    {"ThenUnknown", "do:\n- a: {set: {x: 1}, then: b}\n", {"3:26 /do/0/a/then There is no task 'b' in the same list"}},
    {"ThenIntoAnotherList",
     "do:\n- a: {do: [{b: {set: {x: 1}}}], then: b}\n",
     {"3:39 /do/0/a/then There is no task 'b'"}},
    {"ThenIsNoText", "do:\n- a: {set: {x: 1}, then: 3}\n", {"3:26 /do/0/a/then 'then' must be continue"}},
    {"SetNothing",
     "do:\n- a: {set: {}}\n- b: {set: 3}\n",
     {"3:7 /do/0/a/set 'set' is empty", "4:12 /do/1/b/set 'set' must be an object"}},
    {"ForNeeds",
     "do:\n- a: {for: {each: 1, at: 'x y'}}\n",
     {"3:3 /do/0/a A for task needs 'do'", "3:7 /do/0/a/for 'for' needs 'in'",
      "3:19 /do/0/a/for/each 'each' must be a text", "3:26 /do/0/a/for/at 'x y' cannot name a variable"}},
};

// The columns of the table above were checked by eye; what is not in it is checked by its text alone.
struct Text {
    const char* name;
    const char* body;
    const char* expected;
};
const Text kTexts[] = {
    {"VariableName", "do:\n- a: {for: {each: 'x y', in: '${ . }'}, do: [{b: {set: {x: 1}}}]}\n",
     "/do/0/a/for/each 'x y' cannot name a variable"},
    {"VariableIsAWord", "do:\n- a: {for: {at: then, in: '${ . }'}, do: [{b: {set: {x: 1}}}]}\n",
     "/do/0/a/for/at 'then' cannot name"},
    {"SameVariables", "do:\n- a: {for: {each: i, at: i, in: '${ . }'}, do: [{b: {set: {x: 1}}}]}\n",
     "'each' and 'at' must be different"},
    {"CatchVariable", "do:\n- a: {try: [{b: {set: {x: 1}}}], catch: {as: '1e'}}\n",
     "/do/0/a/catch/as '1e' cannot name"},
    {"BrokenExpressionInAList", "do:\n- a: {for: {in: [1, {x: '${ ( }'}]}, do: [{b: {set: {x: 1}}}]}\n",
     "/do/0/a/for/in/1/x This expression is not valid"},
    {"CompeteType", "do:\n- a: {fork: {compete: 'yes', branches: [{b: {set: {x: 1}}}]}}\n",
     "/do/0/a/fork/compete 'compete' must be true or false"},
    {"ForkBranchGoto", "do:\n- a: {fork: {branches: [{b: {set: {x: 1}, then: c}}, {c: {set: {x: 1}}}]}}\n",
     "/do/0/a/fork/branches/0/b/then The branches of a fork run side by side"},
    {"SwitchTwoDefaults", "do:\n- a:\n    switch:\n    - b: {then: end}\n    - c: {then: exit}\n",
     "6:7 /do/0/a/switch/1/c There is another case without 'when'"},
    {"SwitchWithoutThen", "do:\n- a:\n    switch:\n    - b: {when: '${ true }'}\n",
     "5:7 /do/0/a/switch/0/b A case needs 'then'"},
    {"SwitchThenUnknown", "do:\n- a:\n    switch:\n    - b: {then: nowhere}\n",
     "5:17 /do/0/a/switch/0/b/then There is no task 'nowhere'"},
    {"TryWithoutCatch", "do:\n- a: {try: [{b: {set: {x: 1}}}]}\n", "/do/0/a A try task needs 'catch'"},
    {"FilterEmpty", "do:\n- a: {try: [{b: {set: {x: 1}}}], catch: {errors: {with: {}}}}\n",
     "The error filter is empty"},
    {"FilterExpression", "do:\n- a: {try: [{b: {set: {x: 1}}}], catch: {errors: {with: {type: '${ .x }'}}}}\n",
     "use 'when' for an expression"},
    {"FilterStatus", "do:\n- a: {try: [{b: {set: {x: 1}}}], catch: {errors: {with: {status: 4294967297}}}}\n",
     "The status of an error must be a whole number"},
    {"RetryUnknown", "do:\n- a: {try: [{b: {set: {x: 1}}}], catch: {retry: soon}}\n",
     "There is no retry policy 'soon'"},
    {"RetryTwoBackoffs",
     "do:\n- a: {try: [{b: {set: {x: 1}}}], catch: {retry: {delay: PT1S, backoff: {constant: {}, linear: {}}}}}\n",
     "'backoff' needs one of"},
    {"RetryNoBackoff", "do:\n- a: {try: [{b: {set: {x: 1}}}], catch: {retry: {backoff: {}}}}\n",
     "'backoff' needs one of"},
    {"RetryBackoffSettings",
     "do:\n- a: {try: [{b: {set: {x: 1}}}], catch: {retry: {backoff: {linear: {step: PT1S}}}}}\n",
     "Unknown property 'step' of a backoff, which takes none"},
    {"RetryJitter", "do:\n- a: {try: [{b: {set: {x: 1}}}], catch: {retry: {jitter: {from: PT3S, to: PT1S}}}}\n",
     "'from' of the jitter is longer than 'to'"},
    {"RetryCount", "do:\n- a: {try: [{b: {set: {x: 1}}}], catch: {retry: {limit: {attempt: {count: -1}}}}}\n",
     "The number of attempts must be"},
    {"RaiseWithoutStatus", "do:\n- a: {raise: {error: {type: x}}}\n", "'status' is missing"},
    {"RaiseStatusText", "do:\n- a: {raise: {error: {type: x, status: many}}}\n",
     "/do/0/a/raise/error/status The status of an error"},
    {"RaiseTitle", "do:\n- a: {raise: {error: {type: x, status: 1, title: 7}}}\n",
     "/do/0/a/raise/error/title 'title' must be a text"},
    {"RaiseTypeNull", "do:\n- a: {raise: {error: {type: null, status: 1}}}\n",
     "3:23 /do/0/a/raise/error/type 'type' must be a text"},
    {"RaiseTypeEmpty", "do:\n- a: {raise: {error: {type: '', status: 1}}}\n",
     "3:29 /do/0/a/raise/error/type The type of an error is empty"},
    {"RaiseInstance", "do:\n- a: {raise: {error: {type: x, status: 1, instance: here}}}\n",
     "/do/0/a/raise/error/instance The instance of an error is a JSON pointer"},
    {"RaiseNumber", "do:\n- a: {raise: {error: 7}}\n", "3:22 /do/0/a/raise/error 'error' must be an error"},
    {"RaiseNull", "do:\n- a: {raise: {error: null}}\n", "3:15 /do/0/a/raise/error 'error' must be an error"},
    {"RaiseNamedInstance", "use: {errors: {e: {type: x, status: 1, instance: 7}}}\ndo:\n- a: {raise: {error: e}}\n",
     "2:50 /use/errors/e/instance 'instance' must be a text"},
    {"RaiseUnknown", "do:\n- a: {raise: {error: gone}}\n", "There is no error 'gone' under use.errors"},
    {"WaitNegative", "do:\n- a: {wait: {seconds: -1}}\n",
     "/do/0/a/wait The seconds of a duration must be a whole number"},
    {"WaitMonths", "do:\n- a: {wait: P1M}\n", "years and months have no fixed length"},
    {"WaitOrder", "do:\n- a: {wait: PT1S1M}\n", "'PT1S1M' is not a duration"},
    {"WaitOpen", "do:\n- a: {wait: P1DT}\n", "'P1DT' is not a duration"},
    {"TimeoutUnknown", "timeout: long\ndo:\n- a: {set: {x: 1}}\n", "2:10 /timeout There is no timeout 'long'"},
    {"TimeoutShape", "do:\n- a: {set: {x: 1}, timeout: {afer: PT1S}}\n", "did you mean 'after'?"},
    {"CallUnknown", "do:\n- a: {call: nothing}\n", "3:13 /do/0/a/call There is no function 'nothing'"},
    {"CallUnknownVersion", "do:\n- a: {call: 'pay:2.0.0'}\n", "There is no function 'pay:2.0.0'"},
    {"CallOtherCatalog", "do:\n- a: {call: 'pay:1.0.0@mine'}\n", "its catalog must be under use.catalogs"},
    {"CallMissing", "do:\n- a: {call: pay}\n", "Missing required property 'amount'"},
    {"CallConstant", "do:\n- a:\n    call: pay\n    with:\n      amount: 'much'\n",
     "6:15 /do/0/a/with/amount This must be a whole number, not the text \"much\"."},
    {"CallConstantBesideAnExpression",
     "do:\n- a:\n    call: pay\n    with:\n      amount: '${ .n }'\n      to: {name: 3}\n",
     "7:18 /do/0/a/with/to/name This must be a text, not the number 3."},
    {"CallUnknownArgument", "do:\n- a:\n    call: pay\n    with:\n      amount: 1\n      tip: 2\n",
     "/do/0/a/with/tip Unknown property 'tip'"},
    {"FunctionUnused", "use:\n  functions:\n    f: {call: gone}\ndo:\n- a: {set: {x: 1}}\n",
     "4:15 /use/functions/f/call There is no function 'gone'"},
    {"FunctionArgument", "use:\n  functions:\n    f: {call: pay, with: {amount: x}}\ndo:\n- a: {call: f}\n",
     "/use/functions/f/with/amount This must be"},
    {"FunctionIsATask", "use:\n  functions:\n    f: {x: 1}\ndo:\n- a: {set: {x: 1}}\n", "The task 'f' has no kind"},
    {"FunctionOfTasks", "use:\n  functions:\n    f: {do: [{a: {sett: 1}}]}\ndo:\n- a: {set: {x: 1}}\n",
     "4:15 /use/functions/f/do/0/a The task 'a' has no kind"},
    {"FunctionCircle", "use:\n  functions:\n    f: {call: g}\n    g: {call: f}\ndo:\n- a: {set: {x: 1}}\n",
     "Functions call one another in a circle"},
    {"FunctionTakesAName", "use:\n  functions:\n    http: {call: work}\ndo:\n- a: {set: {x: 1}}\n",
     "4:5 /use/functions/http 'http' names a call of the language"},
    {"ErrorUnused", "use:\n  errors:\n    e: {status: 400}\ndo:\n- a: {set: {x: 1}}\n",
     "/use/errors/e 'type' is missing"},
    {"RetryUnused", "use:\n  retries:\n    r: {delay: soon}\ndo:\n- a: {set: {x: 1}}\n",
     "4:16 /use/retries/r/delay 'soon' is not a duration"},
    {"TimeoutUnused", "use:\n  timeouts:\n    t: {}\ndo:\n- a: {set: {x: 1}}\n",
     "/use/timeouts/t A timeout needs 'after'"},
    {"AuthenticationKind", "use:\n  authentications:\n    o: {kerberos: {}}\ndo:\n- a: {set: {x: 1}}\n",
     "There is no authentication 'kerberos'"},
    {"AuthenticationGrant",
     "use:\n  authentications:\n    o: {oidc: {authority: x, grant: authorization_code, client: {id: i}}}\ndo:\n- a: "
     "{set: {x: 1}}\n",
     "/use/authentications/o/oidc/grant The grant 'authorization_code' needs a person"},
    {"AuthenticationClient",
     "use:\n  authentications:\n    o: {oauth2: {authority: x, grant: client_credentials, client: {authentication: "
     "private_key_jwt, id: i}}}\ndo:\n- a: {set: {x: 1}}\n",
     "/use/authentications/o/oauth2/client 'assertion' is missing"},
    {"AuthenticationSubject",
     "use:\n  authentications:\n    o: {oauth2: {authority: x, grant: refresh_token, client: {id: i}}}\ndo:\n- a: "
     "{set: "
     "{x: 1}}\n",
     "The grant 'refresh_token' needs 'subject'"},
    {"AuthenticationNested", "use:\n  authentications:\n    o: {use: p}\ndo:\n- a: {set: {x: 1}}\n",
     "An authentication under 'use' cannot stand for another one"},
    {"AuthenticationShape", "use:\n  authentications:\n    o: {basic: {username: u}}\ndo:\n- a: {set: {x: 1}}\n",
     "/use/authentications/o/basic 'password' is missing"},
    {"AuthenticationSecret", "use:\n  authentications:\n    o: {basic: {use: s}}\ndo:\n- a: {set: {x: 1}}\n",
     "There is no secret 's' under use.secrets"},
    {"AuthenticationUnknown",
     "do:\n- a: {call: pay, with: {amount: 1, endpoint: {uri: x, authentication: {use: o}}}}\n",
     "There is no authentication 'o'"},
    {"Secrets", "use: {secrets: [s, 'a/b']}\ndo:\n- a: {set: {x: 1}}\n",
     "2:20 /use/secrets/1 A secret is named with letters"},
    {"Extensions", "use: {extensions: {}}\ndo:\n- a: {set: {x: 1}}\n", "'extensions' must be a list"},
    {"ExtensionOfWhat", "use: {extensions: [{e: {extend: tasks}}]}\ndo:\n- a: {set: {x: 1}}\n",
     "2:33 /use/extensions/0/e/extend 'tasks' is no kind of task"},
    {"ExtensionOfNothing", "use: {extensions: [{e: {extend: all}}]}\ndo:\n- a: {set: {x: 1}}\n",
     "An extension needs 'before' or 'after'"},
    {"Language", "evaluate: {language: javascript}\ndo:\n- a: {set: {x: '${ a => b }'}}\n",
     "2:22 /evaluate/language Expressions in JavaScript cannot run here: this program has nothing"},
    {"LanguageUnknown", "evaluate: {language: cobol}\ndo:\n- a: {set: {x: '${ a b }'}}\n",
     "2:22 /evaluate/language The expression language 'cobol' is not supported; use jq, jmespath or javascript."},
    {"LanguageJmespath", "evaluate: {language: jmespath}\ndo:\n- a: {set: {x: '${ a.[b] }', y: '${ a.b) }'}}\n",
     "4:33 /do/0/a/set/y This expression is not valid: syntax: there is `)`"},
    {"Mode", "evaluate: {mode: lax}\ndo:\n- a: {set: {x: 1}}\n", "The mode must be 'strict' or 'loose'"},
    {"InputFrom", "input: {from: 3}\ndo:\n- a: {set: {x: 1}}\n", "/input/from This must be an expression"},
    {"ExportKeys", "do:\n- a: {set: {x: 1}, export: {to: .}}\n", "Unknown property 'to' of export"},
    {"SchemaFormat", "input: {schema: {format: avro, document: {}}}\ndo:\n- a: {set: {x: 1}}\n",
     "Only the schema format 'json'"},
    {"SchemaResource", "input: {schema: {resource: {endpoint: x}}}\ndo:\n- a: {set: {x: 1}}\n",
     "(warning) x is read when the definition is deployed"},
    {"SchemaType", "input:\n  schema:\n    document:\n      type: objekt\n",
     "5:13 /input/schema/document/type 'type' of a schema must be"},
    {"SchemaDeep", "input:\n  schema:\n    document:\n      properties:\n        a: {minLength: -1}\n",
     "6:24 /input/schema/document/properties/a/minLength 'minLength' of a schema must be"},
    {"OpenExpression", "do:\n- a: {set: {x: '${ .y '}}\n",
     "3:16 /do/0/a/set/x The expression begins with '${' and never ends"},
    {"EmptyExpression", "do:\n- a: {set: {x: '${  }'}}\n", "The expression is empty"},
    {"MixedText", "do:\n- a: {set: {x: 'Hello ${ .y }'}}\n", "(warning) '${ }' inside of a longer text"},
    {"ExpressionSyntax", "do:\n- a: {set: {x: '${ .y | }'}}\n",
     "/do/0/a/set/x This expression is not valid: it ends where more is expected"},
    {"ExpressionPlace", "do:\n- a: {set: {x: '${ [1, 2) }'}}\n", "The `)` at character 7 closes nothing"},
    {"ExpressionLine", "do:\n- a:\n    set:\n      x: |\n        ${\n          .a |\n          nofun\n        }\n",
     "nofun/0 is not defined in line 3 of the expression"},
    {"ExpressionVariable", "do:\n- a: {set: {x: '${ $nothing.x }'}}\n", "$nothing is not defined here"},
    {"DocumentTags", "metadata: 3\ndo:\n- a: {set: {x: 1}}\n", "2:11 /metadata 'metadata' must be an object"},
};

TEST(Problems, AreNamedAtTheirPlace) {
    for (const auto& text : kTexts) {
        const auto said = problemsOf(kHead + text.body);
        EXPECT_NE(said.find(text.expected), std::string::npos) << text.name << " said:\n" << said;
    }
}

TEST(Problems, ValidDefinitionsHaveNone) {
    const char* const bodies[] = {
        "do:\n- a: {wait: P1W2DT3H4M5.25S}\n- b: {wait: {days: 1, hours: 2, minutes: 3, seconds: 4, milliseconds: "
        "5}}\n",
        "use:\n  retries:\n    r: {when: '${ $error.status == 503 }', delay: PT1S, backoff: {exponential: {}}}\ndo:\n- "
        "a: {set: {x: 1}}\n",
        "use:\n  retries:\n    r: {when: '${ $e.status == 503 }', jitter: {from: PT0S, to: PT1S}}\ndo:\n- a:\n    try: "
        "[{b: {set: {x: 1}}}]\n    catch: {as: e, retry: r}\n",
        "use:\n  functions:\n    f: {call: pay, with: {amount: '${ .n }', to: {name: x}}}\ndo:\n- b: {call: f, with: "
        "{n: "
        "3}}\n",
        "schedule: {on: {any: [], until: '${ length == 2 }'}, read: envelope}\ndo:\n- a: {set: {x: 1}}\n",
        "schedule: {cron: '0 0 * * MON-FRI'}\ndo:\n- a: {set: {x: 1}}\n",
        "use:\n  authentications:\n    o: {bearer: {token: t}}\ndo:\n- a: {call: pay, with: {amount: 1, endpoint: "
        "{uri: '${ .u }', authentication: {use: o}}}}\n",
        "use:\n  authentications:\n    o: {oauth2: {authority: 'http://{a}/', grant: client-credentials, client: {id: "
        "i}}}"
        "\ndo:\n- a: {call: pay, with: {amount: 1, endpoint: {uri: u, authentication: o}}}\n",
        "do:\n- a: {call: pay, with: {amount: 1, endpoint: {uri: u, authentication: {bearer: '${ .t }'}}}}\n",
        "do:\n- a: {switch: [{x: {when: .n == 1, then: end}}, {y: {then: continue}}]}\n",
        "do:\n- a: {for: {in: .pets, each: pet}, while: .vet != null, do: [{b: {set: {x: '${ $pet }'}}}]}\n",
        "do:\n- a: {raise: {error: {type: '${ .t }', status: '${ .s }'}}}\n",
        "do:\n- a: {set: {x: 'costs $5 {net}'}, metadata: {any: [thing]}}\n",
    };
    for (const auto* body : bodies) {
        EXPECT_EQ(problemsOf(kHead + body), "") << body;
    }
    EXPECT_EQ(problemsOf("document: {dsl: 1.0.0-alpha5, namespace: Team-A, name: Upper-Case, version: 1.2.3-rc.1+b7, "
                         "tags: {a: 1}}\ndo:\n- a: {set: {x: 1}}\n"),
              "");
}

TEST(Problems, OfTheDocument) {
    EXPECT_NE(problemsOf("do:\n- a: {set: {x: 1}}\n").find("'document' is missing"), std::string::npos);
    const auto said = problemsOf(
        "document: {dsl: '1.1.0', namespace: 'a b', name: 3, version: '1.0', titel: x, tags: 3}\ndo:\n- a: {set: {x: "
        "1}}\n");
    for (const char* expected :
         {"1:17 /document/dsl The DSL version '1.1.0'", "/document/namespace The namespace 'a b'",
          "1:50 /document/name 'name' must be a text", "/document/version The version '1.0' is not",
          "did you mean 'title'?", "/document/tags 'tags' must be an object"}) {
        EXPECT_NE(said.find(expected), std::string::npos) << expected << "\n" << said;
    }
    for (const char* version : {"1.0.4", "1.0.10", "2.0.0", "1.0.x"}) {
        EXPECT_NE(problemsOf("document: {dsl: '" + std::string(version) +
                             "', namespace: a, name: b, version: '1.0.0'}\ndo:\n- a: {set: {x: 1}}\n")
                      .find("is not supported"),
                  std::string::npos)
            << version;
    }
}

TEST(Problems, OfWhatIsUsedTwiceAreToldOnce) {
    const auto said = problemsOf(kHead +
                                 "use:\n  timeouts:\n    t: {after: soon}\ndo:\n- a: {set: {x: 1}, timeout: t}\n- b: "
                                 "{set: {x: 1}, timeout: t}\n");
    EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1) << said;
}

TEST(Problems, LimitsAreSaid) {
    std::string flow = "{set: {x: 1}}";
    for (int i = 0; i <= kMaxNesting; ++i) {
        flow = "{do: [{a: " + flow + "}]}";
    }
    EXPECT_NE(problemsOf(kHead + "do: [{a: " + flow + "}]\n").find("nested more than 64 deep"), std::string::npos);
    std::string many = kHead + "do:\n";
    for (std::size_t i = 0; i <= kMaxTasks; ++i) {
        many += "- t" + std::to_string(i) + ": {set: {x: 1}}\n";
    }
    EXPECT_NE(problemsOf(many).find("more than 10000 tasks"), std::string::npos);
    EXPECT_NE(problemsOf(kHead + "do:\n- a: {set: {x: '${ [." + std::string(kMaxExpressionLength, ' ') + "] }'}}\n")
                  .find("longer than 65536 bytes"),
              std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Tasks, ProblemTable, ::testing::ValuesIn(kTasks),
                         [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace beamline::core::testing
