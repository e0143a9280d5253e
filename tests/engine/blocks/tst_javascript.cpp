// SPDX-License-Identifier: Apache-2.0
// JavaScript out of process: what scripts give, which error is which, and that no attack costs more than its own task.
// The real child program, beside this one.

#include <signal.h>

#include <future>
#include <thread>

#include "engine/api/ids.h"
#include "engine/blocks/javascript_block.h"
#include "engine/blocks/script_protocol.h"
#include "engine/core/definition/definition.h"
#include "tests/engine/blocks/block_fixture.h"
#include "tests/engine/core/machine_harness.h"

namespace beamline::blocks {
namespace {

core::ScriptFunction function(const std::string& source, std::vector<std::string> parameters = {"$"}) {
    return {api::sha256(source), source, std::move(parameters)};
}

class JavascriptTest : public BlockTest {
protected:
    static api::Json with(const std::string& code, std::string_view args = "null") {
        return {{"code", code}, {"args", json(args)}};
    }
    Invocation within(std::int64_t ms, const std::string& code) const {
        auto invocation = call(with(code));
        invocation.deadline = api::wallClock() + ms;
        return invocation;
    }
    /// The value of an expression as JSON text; "! " and the message of an error.
    static std::string value(ScriptPool& pool, const std::string& source, std::string_view input = "null",
                             api::Timestamp now = 1'700'000'000'000) {
        const auto result = pool.evaluate(function(source), {core::makeData(json(input))}, now);
        return result ? boost::json::serialize(**result) : "! " + result.error().code + ": " + result.error().message;
    }
};

TEST_F(JavascriptTest, ReturnsWhatTheScriptReturns) {
    EXPECT_EQ(good("javascript", with("return args.a.map(x => x * 2)", R"({"a":[1,2.5]})")), json("[2,5]"));
    EXPECT_EQ(good("javascript", with("const s = new Set(args); return {n: s.size, d: new Date(0)} // end", "[1,1]")),
              json(R"({"n":1,"d":"1970-01-01T00:00:00.000Z"})"));
    EXPECT_EQ(good("javascript", with("console.log('x');")), api::Json());
    EXPECT_EQ(good("javascript", {{"code", "return args"}}), api::Json());
    EXPECT_EQ(good("javascript", with("return '\\ud83d\\ude00 \\u00e4' + args", "\"ü\"")), api::Json("😀 äü"));
}

TEST_F(JavascriptTest, SaysWhatIsWrong) {
    EXPECT_EQ(bad("javascript", with("let a = 1;\nreturn a +;")), "validation 400");
    EXPECT_TRUE(said("in line 2")) << detail;
    EXPECT_EQ(bad("javascript", with("const f = async () => 1")), "validation 400");
    EXPECT_EQ(bad("javascript", with("return args.a.b", "{}")), "runtime 500");
    EXPECT_TRUE(said("TypeError: Cannot read property 'b' of undefined")) << detail;
    EXPECT_EQ(bad("javascript", with("throw 'x'")), "runtime 500");
    EXPECT_EQ(detail, "The script failed: x");
    EXPECT_EQ(
        bad("javascript",
            with("class Own extends Error { constructor() { super('m'); this.name = 'Own'; } }; throw new Own()")),
        "runtime 500");
    EXPECT_EQ(detail, "The script failed: Own: m");
    EXPECT_EQ(bad("javascript", with("undeclared = 1")), "runtime 500");
    EXPECT_EQ(bad("javascript", with("return Promise.resolve(1)")), "runtime 500");
    EXPECT_TRUE(said("Promise")) << detail;
    EXPECT_EQ(bad("javascript", with("const a = []; a[0] = a; return a")), "runtime 500");
    EXPECT_EQ(bad("javascript", with("let a = 1; for (let i = 0; i < 300; ++i) a = [a]; return a")), "runtime 500");
    EXPECT_TRUE(said("no JSON that can be kept")) << detail;
}

TEST_F(JavascriptTest, WithoutTheProgramItSaysSo) {
    settings.scriptProgram = base / "none";
    EXPECT_EQ(bad("javascript", with("return 1")), "configuration 400");
    EXPECT_TRUE(said("could not be started")) << detail;
    settings.scriptProgram = "/bin/true";
    EXPECT_EQ(bad("javascript", with("return 1")), "configuration 400");
    EXPECT_TRUE(said("does not answer")) << detail;
}

constexpr std::int64_t kPatientMs = 60'000;  // for what ends by itself, on a busy machine
struct Attack {
    const char* name;
    const char* code;
    const char* error;
    std::int64_t allowedMs = 2'000;
};
void PrintTo(const Attack& a, std::ostream* out) {
    *out << a.name;
}

class Attacks : public JavascriptTest, public ::testing::WithParamInterface<Attack> {};

/// The same pool serves others before and after.
TEST_P(Attacks, CostOnlyTheirOwnTask) {
    const auto pool = std::make_shared<ScriptPool>();
    const JavascriptBlock block(settings, pool);
    EXPECT_EQ(std::get<api::Json>(block.run(call(with("return 1")))), api::Json(1));
    const auto result = block.run(within(GetParam().allowedMs, GetParam().code));
    ASSERT_TRUE(std::holds_alternative<api::WorkflowError>(result));
    const auto& error = std::get<api::WorkflowError>(result);
    EXPECT_TRUE(std::string(GetParam().error).find(error.type.substr(error.type.rfind('/') + 1)) != std::string::npos)
        << error.type << " " << error.detail;
    EXPECT_EQ(std::get<api::Json>(block.run(call(with("return 2")))), api::Json(2));
}

// What allocates without end meets the limit of time or of memory first, as the machine has it.
INSTANTIATE_TEST_SUITE_P(
    Script, Attacks,
    ::testing::Values(
        Attack{"Loop", "while (true) {}", "timeout"},
        Attack{"LoopThatCatches", "while (true) { try { while (true) {} } catch (e) {} finally { while (true) {} } }",
               "timeout"},
        Attack{"TailCalls", "(function f() { return f(); })()", "timeout"},
        Attack{"Recursion", "(function f() { return 1 + f(); })()", "runtime", kPatientMs},
        Attack{"Regex", "'x'.repeat(300000).replace(/x+y/g, '')", "timeout"},
        Attack{"ArrayBomb", "const a = []; for (;;) a.push(new Array(1000000).fill(1))", "runtime timeout"},
        Attack{"TextBomb", "let s = 'x'; const a = []; for (;;) { s += s; a.push(s + 'y'); a.join() }",
               "runtime timeout"},
        Attack{"HugeArray", "new Array(4294967295).fill(1)", "runtime timeout"},
        Attack{"TypedArray", "return new Float64Array(1e9).length", "runtime", kPatientMs},
        Attack{"DeepJson", "return JSON.parse('['.repeat(1000000))", "runtime", kPatientMs},
        Attack{"HugeResult", "return 'x'.repeat(40000000)", "runtime", kPatientMs}),
    [](const auto& attack) { return std::string(attack.param.name); });

TEST_F(JavascriptTest, AScriptChangesNothingForTheNext) {
    const auto pool = std::make_shared<ScriptPool>();
    const JavascriptBlock block(settings, pool);
    (void)block.run(call(with("Array.prototype.map = 1; globalThis.left = 2; JSON.stringify = () => 'no'; return 1")));
    EXPECT_EQ(std::get<api::Json>(block.run(call(with("return [typeof [].map, typeof globalThis.left]")))),
              json(R"(["function","undefined"])"));
    EXPECT_EQ(pool->counts().started, 1u);
}

TEST_F(JavascriptTest, ACancelledScriptStops) {
    auto invocation = within(60'000, "while (true) {}");
    const auto pool = std::make_shared<ScriptPool>();
    const JavascriptBlock block(settings, pool);
    auto running = std::async(std::launch::async, [&] { return block.run(invocation); });
    while (pool->counts().started == 0) {
        std::this_thread::yield();
    }
    invocation.cancel.cancel();
    const auto result = running.get();
    ASSERT_TRUE(std::holds_alternative<api::WorkflowError>(result));
    EXPECT_EQ(std::get<api::WorkflowError>(result).status, 499);
    EXPECT_EQ(pool->counts().children, 0u);
}

TEST_F(JavascriptTest, TheChildCanReachNothing) {
    ScriptPool pool;
    ASSERT_EQ(value(pool, "1"), "1");
    // Looked at from outside, since no script has the words for it: what the process may still do.
    std::string status;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const auto name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != name.npos ||
            slurp(entry.path() / "stat").find(") ") == std::string::npos) {
            continue;
        }
        const auto stat = slurp(entry.path() / "stat");
        std::istringstream rest(stat.substr(stat.rfind(") ") + 2));
        std::string state;
        pid_t parent = 0;
        rest >> state >> parent;
        if (parent == getpid() && slurp(entry.path() / "comm") == "beamline-script\n") {
            status = slurp(entry.path() / "status") + slurp(entry.path() / "limits");
        }
    }
    EXPECT_NE(status.find("NoNewPrivs:\t1"), std::string::npos) << status;
    EXPECT_EQ(status.find("\nUid:\t0"), std::string::npos) << "not root, even when this is";
    EXPECT_NE(status.find("Seccomp:\t2"), std::string::npos);
    EXPECT_NE(status.find("Max open files            3 "), std::string::npos);
    EXPECT_NE(status.find("Max address space         536870912 "), std::string::npos);
    EXPECT_NE(status.find("Max core file size        0 "), std::string::npos);
}

TEST_F(JavascriptTest, ManyThreadsShareFewChildren) {
    ScriptPool pool;
    std::vector<std::thread> threads;
    std::atomic<int> right{0};
    for (int t = 0; t < 6; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 50; ++i) {
                right += value(pool, "$ + " + std::to_string(t), std::to_string(i)) == std::to_string(i + t) ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(right, 300);
    EXPECT_LE(pool.counts().children, kMaxScriptChildren);
    EXPECT_EQ(pool.counts().started, pool.counts().children) << "warm ones are used again";
}

TEST_F(JavascriptTest, AChildThatDiesIsReplaced) {
    ScriptPool pool;
    EXPECT_EQ(value(pool, "1"), "1");
    EXPECT_EQ(value(pool, "(function f() { return f(); })()").substr(0, 14), "! expression: ");
    EXPECT_EQ(pool.counts().children, 0u);
    EXPECT_EQ(value(pool, "1"), "1") << "its functions are sent again";
    EXPECT_EQ(pool.counts().started, 2u);
}

TEST_F(JavascriptTest, AnExpressionIsNotBlamedForAChildThatIsKilled) {
    const auto killed = (base / "killed").string();
    const auto program = base / "program";
    put(program, "#!/bin/sh\nif [ ! -e " + killed + " ]; then\n: > " + killed +
                     "\nread -r ping; printf '\\000\\000\\000\\007{}\\nnull'; read -r first; kill -9 $$\nfi\nexec " +
                     scriptProgram().string() + "\n");
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    ScriptPool pool(program);
    EXPECT_EQ(value(pool, "1 + 1"), "2");
    EXPECT_TRUE(std::filesystem::exists(killed));
    EXPECT_EQ(pool.counts().started, 2u);
}

TEST_F(JavascriptTest, ExpressionsGiveTheSameForTheSame) {
    ScriptPool pool;
    const char* const now = "[Date.now(), new Date().getTime(), new Date(5).getTime(), Math.random(), Math.random()]";
    const auto first = value(pool, now, "null", 1'700'000'000'123);
    EXPECT_EQ(first.substr(0, 30), "[1700000000123,1700000000123,5");
    EXPECT_EQ(value(pool, now, "null", 1'700'000'000'123), first);
    EXPECT_NE(value(pool, now, "null", 1'700'000'000'124), first);
    EXPECT_EQ(value(pool, "new Date(2020, 0, 1).toISOString()"), "\"2020-01-01T00:00:00.000Z\"") << "in UTC";
    EXPECT_EQ(value(pool, "new Date(1).constructor === Date && new Date(1) instanceof Date"), "true");
}

TEST_F(JavascriptTest, ExpressionsLeaveNoTrace) {
    ScriptPool pool;
    for (const char* attempt :
         {"globalThis.left = 1", "Array.prototype.left = 1", "Math.random = () => 1", "Date.left = 1",
          "anonymous.left = 1", "left = 1", "Object.getPrototypeOf([][Symbol.iterator]()).left = 1", "console.left = 1",
          "eval('1')", "(0, eval)('let Math = 1')", "Function('return 1')()", "(() => 1).constructor('return 1')()",
          "(function* () {}).constructor('yield 1')", "Object.getPrototypeOf(function* () {}).left = 1"}) {
        EXPECT_EQ(value(pool, attempt).substr(0, 14), "! expression: ") << attempt;
    }
    EXPECT_EQ(value(pool, "[/(a)/.exec('a')[1], RegExp.$1, RegExp.lastMatch]"), R"(["a",null,null])");
    // Nothing in a source can stand outside of its own function.
    EXPECT_FALSE(pool.check(function("1)}); let Math = 1; (function () { return (1")).ok());
    EXPECT_EQ(value(pool, "typeof Math"), "\"object\"");
}

TEST_F(JavascriptTest, ExpressionsSayWhatIsWrong) {
    ScriptPool pool;
    const auto broken = pool.check(function("$.a +"));
    ASSERT_FALSE(broken.ok());
    EXPECT_EQ(broken.error().code, "expression");
    EXPECT_NE(broken.error().message.find("at its end"), std::string::npos) << broken.error().message;
    EXPECT_NE(pool.check(function("$.a\n + ]")).error().message.find("in line 2"), std::string::npos);
    EXPECT_TRUE(pool.check(function("$.a // and why")).ok());
    EXPECT_EQ(value(pool, "$.a.b", "{}"), "! expression: TypeError: Cannot read property 'b' of undefined");
    EXPECT_EQ(value(pool, "(() => { for (;;); })()"),
              "! expression: The expression computes for more than 1000 ms; make it do less.");
    ScriptPool none(base / "none");
    const auto refused = none.check(function("1"));
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, "unavailable");
    EXPECT_NE(refused.error().message.find("JavaScript cannot run here: the program"), std::string::npos);
}

TEST_F(JavascriptTest, AChildForgetsAndIsReplacedInTime) {
    ScriptPool pool;
    EXPECT_EQ(value(pool, "'first'"), "\"first\"");
    const auto more = [&](std::size_t from, std::size_t to) {
        for (auto i = from; i < to; ++i) {
            ASSERT_EQ(value(pool, std::to_string(i)), std::to_string(i));
        }
    };
    more(0, script::kMaxKeptFunctions + 10);
    EXPECT_EQ(value(pool, "'first'"), "\"first\"") << "it is sent again";
    EXPECT_EQ(pool.counts().started, 1u);
    more(script::kMaxKeptFunctions, kMaxCallsOfChild);
    EXPECT_EQ(pool.counts().started, 2u);
    EXPECT_EQ(pool.counts().children, 1u);
}

TEST_F(JavascriptTest, WhatIsTooLargeToBeSentIsSaid) {
    ScriptPool pool;
    const auto input = core::makeData(api::Json(std::string(script::kMaxMessageBytes, 'x')));
    const auto result = pool.evaluate(function("1"), {input}, 0);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().message, "What it is given is larger than 32 MiB.");
    EXPECT_EQ(value(pool, "1"), "1");
}

TEST_F(JavascriptTest, ARunIsTheSameWhenItIsReplayed) {
    const Registry registry(settings);
    auto parsed = core::parseDefinition(
        "document: {dsl: '1.0.3', namespace: t, name: n, version: '1.0.0'}\n"
        "evaluate: {language: javascript}\n"
        "do:\n"
        "- all:\n"
        "    for: {each: n, in: '${ $.list }'}\n"
        "    while: $n < 3\n"
        "    do: [{one: {set: '${ ({list: $input.list, seen: ($.seen || []).concat([[$n, Math.random(), "
        "Date.now()]])}) }'}}]\n"
        "- last: {if: $.seen.length === 2, set: {seen: '${ $.seen.map(s => s[0]) }', who: '${ "
        "$workflow.definition.document.name }'}}\n",
        registry);
    ASSERT_TRUE(parsed.definition) << parsed.problems.front().message;
    core::testing::Driver run(parsed.definition);
    run.start(R"({"list":[1,2,3,4]})");
    run.toEnd();
    run.expectReplay();
    EXPECT_EQ(run.ending(), R"(completed {"seen":[1,2],"who":"n"})");
}

TEST_F(JavascriptTest, WhatTheEngineLacksIsAdded) {
    ScriptPool pool;
    EXPECT_EQ(value(pool, "[[1, [2, [3]]].flat(), [1, [2, [3]]].flat(Infinity), [1, 2].flatMap(x => [x, [x]])]"),
              "[[1,2,[3]],[1,2,3],[1,[1],2,[2]]]");
    EXPECT_EQ(value(pool, "[[1, 2].at(-1), 'abc'.at(0), ' a '.trimStart(), ' a '.trimEnd()]"), R"([2,"a","a "," a"])");
    EXPECT_EQ(value(pool, "['a.b.c'.replaceAll('.', '-'), 'a1b2'.replaceAll(/[0-9]/g, '')]"), R"(["a-b-c","ab"])");
    EXPECT_EQ(value(pool, "Object.fromEntries([['a', 1], ['__proto__', 2]])"), R"({"a":1,"__proto__":2})");
    EXPECT_EQ(value(pool, "(() => { const keys = []; for (const key in [7]) keys.push(key); return keys; })()"),
              R"(["0"])")
        << "without being seen";
}

std::string problemsOf(const std::string& body, const BlockSettings& settings) {
    const Registry registry(settings);
    std::string out;
    for (const auto& problem :
         core::parseDefinition("document: {dsl: '1.0.3', namespace: t, name: n, version: '1.0.0'}\n"
                               "evaluate: {language: javascript}\n" +
                                   body,
                               registry)
             .problems) {
        out += problem.pointer + " " + problem.message + "\n";
    }
    return out;
}

TEST_F(JavascriptTest, DefinitionsAreCheckedWhenTheyAreRead) {
    EXPECT_EQ(problemsOf("do:\n- a:\n    for: {each: class, in: [1, \"a\\u2028b\"]}\n    while: $class !== $index\n"
                         "    do: [{b: {if: true, set: {x: '${ [$class, $context, $workflow.id] }'}}}]\n",
                         settings),
              "");
    const auto said = problemsOf("do:\n- a: {set: {x: '${ $.a + }', y: '${ .a }', z: '${ $.b }'}}\n", settings);
    EXPECT_EQ(said.find("/do/0/a/set/x This expression is not valid: "), 0u) << said;
    EXPECT_NE(said.find("/do/0/a/set/y This expression is not valid: "), std::string::npos) << said;
    EXPECT_EQ(said.find("/do/0/a/set/z"), std::string::npos) << said;
    settings.scriptProgram = base / "none";
    const auto missing = problemsOf("do:\n- a: {set: {x: '${ $.a }', y: '${ $.b }'}}\n", settings);
    EXPECT_NE(missing.find("JavaScript cannot run here: the program"), std::string::npos) << missing;
    EXPECT_EQ(std::count(missing.begin(), missing.end(), '\n'), 1) << missing;
}

TEST_F(JavascriptTest, LooseModeKeepsTextsThatFail) {
    const Registry registry(settings);
    auto parsed = core::parseDefinition(
        "document: {dsl: '1.0.3', namespace: t, name: n, version: '1.0.0'}\n"
        "evaluate: {language: javascript, mode: loose}\n"
        "do: [{a: {set: {x: Hello, y: Hello world, z: $.n + 1}}}]\n",
        registry);
    ASSERT_TRUE(parsed.definition) << parsed.problems.front().message;
    core::testing::Driver run(parsed.definition);
    run.start(R"({"n":2})");
    run.toEnd();
    EXPECT_EQ(run.ending(), R"(completed {"x":"Hello","y":"Hello world","z":3})");
}

TEST_F(JavascriptTest, AProgramEvaluatesWithItsArguments) {
    auto compiler = core::makeCompiler("javascript", core::kMaxExpressionSteps, std::make_shared<ScriptPool>());
    const auto sum = compiler->add("$.n + $context.n + $item", {"item"});
    const auto written = compiler->add(compiler->written(json("[{\"a\":\"\xE2\x80\xA8`'\\\\\"}]")), {});
    const auto whole = compiler->add(std::string(compiler->whole()), {});
    std::vector<core::ExpressionCompiler::Mistake> mistakes;
    const auto program = compiler->compile(mistakes);
    ASSERT_TRUE(program) << mistakes.front().message;
    core::Scope scope;
    scope.context = core::makeData(json(R"({"n":10})"));
    scope.locals = {{"item", core::makeData(100)}};
    const auto input = core::makeData(json(R"({"n":1})"));
    EXPECT_EQ(**program->evaluate(sum, input, scope), api::Json(111));
    EXPECT_EQ(**program->evaluate(written, input, scope), json("[{\"a\":\"\xE2\x80\xA8`'\\\\\"}]"));
    EXPECT_EQ(**program->evaluate(whole, input, scope), *input);
}

}  // namespace
}  // namespace beamline::blocks
