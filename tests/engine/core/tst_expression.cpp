// SPDX-License-Identifier: Apache-2.0
// Expressions: what they give, what is refused, their limits, and that the fast path agrees with the interpreter.
#include <gtest/gtest.h>

#include <random>

#include "engine/core/expression/growing_list.h"
#include "engine/core/expression/jq_program.h"
#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {
namespace {

std::shared_ptr<const ExpressionProgram> compiled(const std::string& source, std::string* mistake = nullptr,
                                                  std::size_t maxSteps = kMaxExpressionSteps) {
    auto compiler = makeCompiler("jq", maxSteps);
    compiler->add(source, {"item"});
    std::vector<ExpressionCompiler::Mistake> mistakes;
    auto program = compiler->compile(mistakes);
    if (mistake && !mistakes.empty()) {
        *mistake = mistakes.front().message;
    }
    return program;
}

std::string evaluated(const std::string& source, const Json& input) {
    std::string mistake;
    const auto program = compiled(source, &mistake);
    if (!program) {
        return "mistake: " + mistake;
    }
    Scope scope;
    scope.input = makeData(json(R"({"id":9007199254740993})"));
    scope.now = 1'700'000'000'000;
    scope.locals = {{"item", makeData(7)}};
    const auto result = program->evaluate(0, makeData(input), scope);
    return result.ok() ? boost::json::serialize(**result) : "error: " + result.error().message;
}

std::string evaluated(const std::string& source, const char* input = "null") {
    return evaluated(source, json(input));
}

TEST(Expression, Gives) {
    const std::tuple<const char*, const char*, const char*> cases[] = {
        {".", "{\"a\":1}", R"({"a":1})"},
        {".a", "{\"a\":9223372036854775807}", "9223372036854775807"},
        {"$input.id", "null", "9007199254740993"},
        {"[1, -2, \"x\", {\"a\": null}]", "null", R"([1,-2,"x",{"a":null}])"},
        {"[9007199254740993]", "null", "[9007199254740993]"},
        {"\"\\(1 + 1)\"", "null", R"("2")"},
        {".a + 1", "{\"a\":1}", "2"},
        {"$item * 2", "null", "14"},
        {"now", "null", "1700000000"},
        {"empty", "null", "null"},
        {"nan", "null", "null"},
        {"infinite", "null", "null"},
        {"\"a\" * 3", "null", R"("aaa")"},
        {"\"a\" * 0", "null", "null"},
        {"[range(3)]", "null", "[0,1,2]"},
        {"[range(1;4)]", "null", "[1,2,3]"},
        {"[range(0;10;3)]", "null", "[0,3,6,9]"},
        {"[range(3;0;-1)]", "null", "[3,2,1]"},
        {"[limit(3; 1 | repeat(. * 2))]", "null", "[1,2,4]"},
        {"[1 | while(. < 20; . * 2)]", "null", "[1,2,4,8,16]"},
        {"1 | until(. > 20; . * 2)", "null", "32"},
        {"[recurse(if . < 3 then . + 1 else empty end)]", "0", "[0,1,2,3]"},
        {"[..]", "[[1]]", "[[[1]],[1],1]"},
        {"def f(x): x * 2; def g: f(.); g", "4", "8"},
        {"def fac: if . <= 1 then 1 else . * (. - 1 | fac) end; fac", "5", "120"},
        {"[65, 228] | implode", "null", "\"A\xC3\xA4\""},
        {".a = 1 | .b[2] = 3", "null", R"({"a":1,"b":[null,null,3]})"},
        {".a |= . + 1", "{\"a\":1}", R"({"a":2})"},
        {".a += 1", "{\"a\":1}", R"({"a":2})"},
        {"(.[] | select(. > 1)) |= empty", "[1,2]", "[1]"},
        {"{input: 1, env: 2}.input", "null", "1"},
        {".input.env", "{\"input\":{\"env\":3}}", "3"},
        {"# said\n1", "null", "1"},
        {"1 # said", "null", "1"},
    };
    for (const auto& [source, input, expected] : cases) {
        EXPECT_EQ(evaluated(source, input), expected) << source;
    }
}

TEST(Expression, WhatReachesOutsideIsRefused) {
    for (const char* source : {"input",
                               "inputs",
                               "[inputs]",
                               "env",
                               "env.HOME",
                               "$ENV",
                               "$ENV.HOME",
                               "\"\\(env)\"",
                               "debug",
                               "stderr",
                               "halt",
                               "halt_error",
                               "input_filename",
                               "input_line_number",
                               "localtime",
                               "strflocaltime(\"%H\")",
                               "get_search_list",
                               "modulemeta",
                               "import \"a\" as a; 1",
                               "include \"a\"; 1",
                               "a::b",
                               "__tick",
                               "$__number",
                               "$__data",
                               "$__loc__",
                               "1) | (2",
                               "1 ) # (",
                               "]",
                               "(",
                               "\"",
                               "\"\\q\"",
                               "1 | $nothing",
                               "nofunction",
                               "{a: input}"}) {
        EXPECT_EQ(evaluated(source).rfind("mistake: ", 0), 0U) << source << ": " << evaluated(source);
    }
    EXPECT_EQ(compiled(std::string(300, '[') + std::string(300, ']')), nullptr);
}

TEST(Expression, DataIsNeverEvaluated) {
    for (const char* text : {"${ 1 + 1 }", "\\(1 + 1)", "input", "$ENV.PATH", "\") | env | (\"", "__number"}) {
        const Json data = boost::json::object{{"x", text}};
        const auto same = boost::json::serialize(Json(text));
        EXPECT_EQ(evaluated(".x", data), same);
        EXPECT_EQ(evaluated(".x | .", data), same);
        EXPECT_EQ(evaluated("\"\\(.x)\"", data), same);
        EXPECT_EQ(evaluated("[.x][0] + \"\"", data), same);
        EXPECT_EQ(evaluated("{(.x): 1} | keys[0]", data), same);
    }
}

TEST(Expression, AnEndThatComesTooEarlyBlamesNoBracketOfOurs) {
    EXPECT_EQ(evaluated(".a | "), "mistake: it ends where more is expected.");
    EXPECT_NE(evaluated("(.a | )").find("')'"), std::string::npos) << "this one the author wrote";
}

TEST(Expression, EndlessOnesEnd) {
    constexpr std::size_t kSteps = 20'000;  // the true limit takes seconds each
    for (const char* source :
         {"[range(infinite)] | length", "[range(1e12)] | length", "def f: f; f", "def f: 1 + f; f",
          "[repeat(1)] | length", "[recurse(.)] | length", "last(recurse(.; true))", "0 | until(false; . + 1)",
          "[0 | while(true; . + 1)] | length", "reduce range(1e12) as $i (0; . + 1)",
          "[range(0; infinite; 1)] | length", "last([range(40) as $i | [0, 1]] | combinations)",
          "[range(2000)] as $a | last($a[] as $x | $a[] as $y | $a[] as $z | 1)"}) {
        const auto result = compiled(source, nullptr, kSteps)->evaluate(0, nullData(), {});
        ASSERT_FALSE(result.ok()) << source;
        EXPECT_NE(result.error().message.find("takes more than 20000 steps"), std::string::npos)
            << source << ": " << result.error().message.substr(0, 200);
    }
    EXPECT_NE(evaluated("[repeat(1)] | length").find("more than " + std::to_string(kMaxExpressionSteps) + " steps"),
              std::string::npos);
    EXPECT_EQ(evaluated("[range(1000000)] | length"), "1000000");
    EXPECT_EQ(evaluated("\"abc\" | gsub(\"\"; \"-\")").substr(0, 1), "\"")
        << "a pattern that matches nothing ends, too";
    EXPECT_EQ(evaluated("\"abcb\" | [gsub(\"b\"; \"x\"), sub(\"(?<l>b)\"; .l + .l), gsub(\"^\"; \">\")]"),
              "[\"axcx\",\"abbcb\",\">abcb\"]");
    // The interpreter can be used again.
    const auto program = compiled("if . then [repeat(1)] else 5 + 0 end");
    EXPECT_FALSE(program->evaluate(0, makeData(true), {}).ok());
    EXPECT_EQ(boost::json::serialize(**program->evaluate(0, makeData(false), {})), "5");
}

TEST(Expression, DataCannotEndTheProcess) {
    const std::tuple<const char*, const char*, const char*> cases[] = {
        {"implode", "[1114112]", "error: implode needs"},
        {"implode", "[55296]", "error: implode needs"},
        {"implode", "[-1]", "error: implode needs"},
        {"implode", "[null]", "error: implode needs"},
        {".[2000000000] = 1", "null", "error: An index above"},
        {".a[.n] = 1", "{\"n\":1e18}", "error: An index above"},
        {".a[.n] |= 1", "{\"n\":3e9}", "error: An index above"},
        {"setpath([.n]; 1)", "{\"n\":3e9}", "error: "},
        {"\"text\" * .n", "{\"n\":1e9}", "error: The repeated text would be too long"},
        {"error(.)", "{\"a\":1}", "error: {\"a\":1}"},
        {"reduce range(10000) as $i (null; [.])", "null", "error: The result is nested more than 256"},
        {"reduce range(10000) as $i (null; {a: .})", "null", "error: The result is nested more than 256"},
        {"fromjson", "\"[[[\"", "error: "},
        {"tonumber", "\"x\"", "error: "},
        {"test(.)", "\"(\"", "error: "},
        {"mktime", "[1]", "error: "},
        {"strptime(\"%Y\")", "\"x\"", "error: "},
        {"todate", "1e300", "error: "},
        {"date", "1e300", "error: "},
        {"strftime(\"%Y\")", "1e300", "error: "},
        {"todate", "0", "\"1970-01-01T00:00:00Z\""},
        {".[1e300]", "[1]", "null"},
        {".[-1e300]", "[1]", "null"},
        {".[1:1e300]", "[1,2]", "[2]"},
        {"ltrimstr(1)", "\"x\"", "\"x\""},
    };
    for (const auto& [source, input, expected] : cases) {
        EXPECT_EQ(evaluated(source, input).substr(0, std::string_view(expected).size()), expected) << source;
    }
    for (const char* garbage : {"\"\"", "\"=\"", "\"a\"", "\"====\"", "\"!!\"", "\"YQ==YQ==\"", "\"////\""}) {
        EXPECT_FALSE(evaluated("@base64d", garbage).empty()) << garbage;
    }
}

/// Paths, literals and comparisons, some of them wrong for their data.
class Sources {
public:
    std::string next() {
        const auto left = operand();
        static const char* const kOperators[] = {" == ", " != ", " < ", " <= ", " > ", " >= ", "=="};
        return pick(2) ? left : left + kOperators[pick(7)] + operand();
    }
    Json value(int depth) {
        switch (pick(depth > 0 ? 9 : 7)) {
            case 0:
                return nullptr;
            case 1:
                return pick(2) == 0;
            case 2:
                return static_cast<std::int64_t>(pick(5)) - 2;
            case 3:
                return 0.5 * pick(4);
            case 4:
                return "a";
            case 5:
                return "";
            case 6:
                return "\xC3\xA4";
            case 7: {
                boost::json::array array;
                for (int i = pick(3); i > 0; --i) {
                    array.push_back(value(depth - 1));
                }
                return array;
            }
            default: {
                boost::json::object object;
                for (int i = pick(4); i > 0; --i) {
                    object[i % 2 ? "a" : "b"] = value(depth - 1);
                }
                return object;
            }
        }
    }

private:
    int pick(int below) { return static_cast<int>(m_random() % static_cast<unsigned>(below)); }
    std::string operand() {
        static const char* const kOperands[] = {"1",          "0",    "-1",     "1.5",   "1e2", "007",         "true",
                                                "false",      "null", "\"a\"",  "\"\"",  "[]",  "{}",          "[1, 2]",
                                                "{\"a\": 1}", ".",    "$input", "$item", " . ", "\"\xC3\xA4\""};
        static const char* const kSteps[] = {".a",     ".b",           "[0]", "[1]",  "[\"a\"]",
                                             ".\"a\"", "[2147483648]", ".a ", "[ 0 ]"};
        if (pick(2)) {
            return kOperands[pick(20)];
        }
        std::string path = pick(3) ? "." : "$input";
        for (int i = 1 + pick(3); i > 0; --i) {
            std::string step = kSteps[pick(9)];
            path += path == "." && step[0] == '.' ? step.substr(1) : step;
        }
        return path;
    }
    std::mt19937 m_random{2};
};

TEST(Expression, FastPathAgreesWithTheInterpreter) {
    Sources sources;
    std::vector<std::string> texts;
    for (int i = 0; i < 400; ++i) {
        auto text = sources.next();
        if (FastPath::parse(text)) {
            texts.push_back(std::move(text));
        }
    }
    EXPECT_GT(texts.size(), 100U);
    auto compiler = makeCompiler("jq");
    for (const auto& text : texts) {
        compiler->add(text, {"item"});
        compiler->add("(" + text + ")", {"item"});  // more than the fast path understands
        EXPECT_FALSE(FastPath::parse("(" + text + ")")) << text;
    }
    std::vector<ExpressionCompiler::Mistake> mistakes;
    const auto program = compiler->compile(mistakes);
    for (const auto& mistake : mistakes) {
        ADD_FAILURE() << texts[static_cast<std::size_t>(mistake.id) / 2] << ": " << mistake.message;
    }
    ASSERT_TRUE(program);
    for (int round = 0; round < 20; ++round) {
        const auto data = makeData(sources.value(3));
        Scope scope;
        scope.input = makeData(sources.value(3));
        scope.locals = {{"item", makeData(sources.value(1))}};
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const auto fast = program->evaluate(static_cast<ExpressionId>(2 * i), data, scope);
            const auto slow = program->evaluate(static_cast<ExpressionId>(2 * i + 1), data, scope);
            const auto shown =
                texts[i] + " on " + boost::json::serialize(*data) + ", $input " + boost::json::serialize(*scope.input);
            ASSERT_EQ(fast.ok(), slow.ok())
                << shown << ": " << (fast.ok() ? slow.error().message : fast.error().message);
            if (fast.ok()) {
                EXPECT_EQ(compareJson(**fast, **slow), 0)
                    << shown << ": " << boost::json::serialize(**fast) << " and " << boost::json::serialize(**slow);
            }
        }
    }
}

// A list that grows gives what the same list as a whole gives, also when other expressions look at it in between.
TEST(GrowingLists, AreAskedAsAWhole) {
    const std::pair<const char*, std::size_t> cases[] = {
        {"length == 3", 3}, {"(map(.n) | add) > 5", 4}, {".[-1].n == 2", 3}, {"any(.[]; .n == 4)", 5}, {"false", 0}};
    for (const auto& [source, expected] : cases) {
        const auto program = compiled(source);
        const auto other = compiled("reverse | .[0].n");
        GrowingList list;
        std::size_t at = 0;
        for (int n = 0; n < 6 && at == 0; ++n) {
            list.add(boost::json::object{{"n", n}});
            const auto holds = list.holds(*program, 0, {});
            ASSERT_TRUE(holds.ok()) << holds.error().message;
            EXPECT_EQ(*holds, truthy(**program->evaluate(0, list.data(), {})));
            EXPECT_EQ(**other->evaluate(0, list.data(), {}), Json(n));
            at = *holds ? list.items().size() : 0;
        }
        EXPECT_EQ(at, expected) << source;
    }
    GrowingList list;
    list.add(1);
    const auto broken = compiled("error(\"no\")");
    EXPECT_EQ(list.holds(*broken, 0, {}).error().message, "no");
    list.add(2);
    EXPECT_FALSE(list.holds(*broken, 0, {}).ok()) << "what failed is asked again";
    EXPECT_EQ(boost::json::serialize(*list.take()), "[1,2]");
}

}  // namespace
}  // namespace beamline::core::testing
