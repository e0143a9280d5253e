// SPDX-License-Identifier: Apache-2.0
// JMESPath (jmespath.org/specification.html): every production of its grammar, every function, every kind of error,
// and that an expression cannot run for ever, deep or large.
#include <set>
#include <thread>

#include "engine/core/expression/jmespath_evaluation.h"
#include "engine/core/expression/jmespath_program.h"
#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {
namespace {

struct Case {
    const char* expression;
    const char* result;  ///< JSON; of a failure: "! " and the beginning of what is said
    const char* input = "null";
};
void PrintTo(const Case& c, std::ostream* out) {
    *out << c.expression;
}

std::string answer(std::string_view expression, std::string_view input, const Scope& scope = {},
                   const std::vector<std::string>& locals = {}, std::size_t maxSteps = kMaxExpressionSteps) {
    const auto tree = compileJmespath(expression, locals);
    if (!tree) {
        EXPECT_EQ(tree.error().message.rfind(tree.error().code + ": ", 0), 0u) << tree.error().message;
        return "! " + tree.error().message;
    }
    const auto value = evaluateJmespath(*tree, makeData(json(input)), scope, maxSteps);
    if (!value) {
        EXPECT_EQ(value.error().code, "expression");
        const auto kind = std::string(value.error().detail.at("kind").get_string());
        EXPECT_EQ(value.error().message.rfind(kind + ": ", 0), 0u) << value.error().message;
        return "! " + value.error().message;
    }
    return boost::json::serialize(**value);
}

class Jmespath : public ::testing::TestWithParam<Case> {};

TEST_P(Jmespath, Gives) {
    const auto& c = GetParam();
    const auto said = answer(c.expression, c.input);
    if (c.result[0] == '!') {
        EXPECT_EQ(said.substr(0, std::strlen(c.result)), c.result) << said;
    } else {
        EXPECT_EQ(said, boost::json::serialize(json(c.result)));
    }
}

constexpr const char* kTree = R"({"a":{"b":{"c":1}},"l":[1,2,3,4],"n":[[1,[2]],3,[]],"x y":{"\"":5},"t":"text"})";
INSTANTIATE_TEST_SUITE_P(Paths, Jmespath,
                         ::testing::Values(Case{"a", R"({"b":{"c":1}})", kTree}, Case{"a.b.c", "1", kTree},
                                           Case{"a.none.c", "null", kTree}, Case{"t.none", "null", kTree},
                                           Case{"\"x y\".\"\\\"\"", "5", kTree}, Case{"\"\\u0061\".b.c", "1", kTree},
                                           Case{"@", "7", "7"}, Case{"l[0]", "1", kTree}, Case{"l[-1]", "4", kTree},
                                           Case{"l[9]", "null", kTree}, Case{"l[-9]", "null", kTree},
                                           Case{"a[0]", "null", kTree}, Case{"[1]", "2", "[1,2]"},
                                           Case{"n[0][1][0]", "2", kTree}, Case{" a . b\n.\tc ", "1", kTree},
                                           Case{"_1.é", "! syntax: this character", "{}"}));

INSTANTIATE_TEST_SUITE_P(Slices, Jmespath,
                         ::testing::Values(Case{"l[1:3]", "[2,3]", kTree}, Case{"l[:2]", "[1,2]", kTree},
                                           Case{"l[2:]", "[3,4]", kTree}, Case{"l[:]", "[1,2,3,4]", kTree},
                                           Case{"l[::2]", "[1,3]", kTree}, Case{"l[::-1]", "[4,3,2,1]", kTree},
                                           Case{"l[-2:]", "[3,4]", kTree}, Case{"l[3:0:-2]", "[4,2]", kTree},
                                           Case{"l[9:]", "[]", kTree}, Case{"l[-9:1]", "[1]", kTree},
                                           Case{"l[:9223372036854775807:9223372036854775807]", "[1]", kTree},
                                           Case{"l[::-9223372036854775808]", "[4]", kTree},
                                           Case{"a[1:]", "null", kTree}, Case{"[:1].k", "[1]", R"([{"k":1},{"k":2}])"},
                                           Case{"[0][:1].k", "[1]", R"([[{"k":1},{"k":2}]])"},
                                           Case{"l[::0]", "! invalid-value: the step of a slice cannot be 0", kTree},
                                           Case{"l[1:2:3:4]", "! syntax: there is `:` where"},
                                           Case{"l[1 2]", "! syntax: there is `2` where"},
                                           Case{"l[9223372036854775808]", "! syntax: the number is too large"}));

constexpr const char* kPeople =
    R"({"people":[{"n":"Ann","age":30,"tags":["x","y"]},{"n":"Bob","age":25,"tags":[]},{"n":"Cy","tags":["z"]}],)"
    R"("by":{"one":{"v":1},"two":{"v":2},"three":{"w":3}}})";
INSTANTIATE_TEST_SUITE_P(
    Projections, Jmespath,
    ::testing::Values(
        Case{"people[*].n", R"(["Ann","Bob","Cy"])", kPeople}, Case{"people[*].age", "[30,25]", kPeople},
        Case{"people[*].tags[0]", R"(["x","z"])", kPeople}, Case{"people[*].tags", R"([["x","y"],[],["z"]])", kPeople},
        Case{"people[].tags[]", R"(["x","y","z"])", kPeople}, Case{"people[*].tags[] | [0]", R"("x")", kPeople},
        Case{"people[*].n | [0]", R"("Ann")", kPeople}, Case{"people[*].n[0]", "[]", kPeople},
        Case{"by.*.v", "[1,2]", kPeople}, Case{"*.one.v", "[1]", kPeople}, Case{"@.*.one.v", "[1]", kPeople},
        Case{"by.*", R"([{"v":1},{"v":2},{"w":3}])", kPeople}, Case{"people.*", "null", kPeople},
        Case{"by[*]", "null", kPeople}, Case{"by[]", "null", kPeople}, Case{"[]", "[1,2,[3]]", "[1,[2,[3]]]"},
        Case{"[][]", "[1,2,3]", "[1,[2,[3]]]"}, Case{"[*]", "[1,2]", "[1,null,2]"},
        Case{"people[?age > `26`].n", R"(["Ann"])", kPeople}, Case{"people[?tags].n", R"(["Ann","Cy"])", kPeople},
        Case{"people[?!age].n", R"(["Cy"])", kPeople}, Case{"people[?n=='Bob'] | [0].age", "25", kPeople},
        Case{"people[?age][].n", R"(["Ann","Bob"])", kPeople}, Case{"[?@ > `1`]", "[2,3]", "[1,2,3]"},
        Case{"by[?v]", "null", kPeople}, Case{"people[*].[n, age]", R"([["Ann",30],["Bob",25],["Cy",null]])", kPeople},
        Case{"people[*].{who: n, \"x y\": tags[0]}",
             R"([{"who":"Ann","x y":"x"},{"who":"Bob","x y":null},{"who":"Cy","x y":"z"}])", kPeople},
        Case{"people[0:2].{n: n}.n", "null", kPeople}, Case{"people[*].[n][0]", R"(["Ann"])", kPeople},
        Case{"(people[*].n)[0]", R"("Ann")", kPeople}, Case{"none.{a: b}", "null", kPeople},
        Case{"none.[a]", "null", kPeople}, Case{"{a: by.one.v, a: by.two.v}", R"({"a":2})", kPeople}));

INSTANTIATE_TEST_SUITE_P(
    Operators, Jmespath,
    ::testing::Values(Case{"a || b", "2", R"({"a":[],"b":2})"}, Case{"a || b", "0", R"({"a":0,"b":2})"},
                      Case{"a && b", R"("")", R"({"a":"","b":2})"}, Case{"a && b", "2", R"({"a":{"x":1},"b":2})"},
                      Case{"!a", "true", R"({"a":{}})"}, Case{"!!a", "true", R"({"a":1})"},
                      Case{"a || b && c", "1", R"({"a":1,"b":2})"}, Case{"!a.b || c", "3", R"({"a":{"b":1},"c":3})"},
                      Case{"(a || b) && c", "3", R"({"a":1,"c":3})"}, Case{"a == b", "true", R"({"a":1,"b":1.0})"},
                      Case{"a == b", "true", R"({"a":{"x":[1],"y":2},"b":{"y":2,"x":[1.0]}})"},
                      Case{"a != b", "true", R"({"a":[1],"b":[2]})"}, Case{"a == b", "false", R"({"a":"1","b":1})"},
                      Case{"[a] == b", "true", R"({"a":1,"b":[1]})"},
                      Case{"a[*] == [`1`, `2`]", "true", R"({"a":[1,2]})"},
                      Case{"a == `9007199254740993`", "false", R"({"a":9007199254740992})"},
                      Case{"a < b", "true", R"({"a":1,"b":1.5})"}, Case{"a <= b", "true", R"({"a":2,"b":2})"},
                      Case{"a > b", "false", R"({"a":2,"b":2})"}, Case{"a >= b", "true", R"({"a":3,"b":2})"},
                      Case{"a < b", "null", R"({"a":"x","b":"y"})"}, Case{"a >= b", "null", R"({"a":[],"b":2})"},
                      Case{"a == 'x' || b < `3`", "true", R"({"a":1,"b":2})"},
                      Case{"a | b | c", "1", R"({"a":{"b":{"c":1}}})"}));

INSTANTIATE_TEST_SUITE_P(Literals, Jmespath,
                         ::testing::Values(Case{"`[1, {\"a\": null}]`", R"([1,{"a":null}])"},
                                           Case{"`\"a\\`b\"`", R"("a`b")"}, Case{"` 1 `", "1"},
                                           Case{R"(`"\\"`)", R"("\\")"}, Case{"'it\\'s \\n'", R"("it's \\n")"},
                                           Case{"''", R"("")"}, Case{R"('\\')", R"("\\\\")"}, Case{"'ä'", R"("ä")"},
                                           Case{"`1`.a", "null"},
                                           Case{"`foo`", "! syntax: between backticks must stand JSON"},
                                           Case{"``", "! syntax: between"}, Case{"`1", "! syntax: the closing"},
                                           Case{"'a", "! syntax: the closing"}, Case{"\"a", "! syntax: the closing"},
                                           Case{"\"\\z\"", "! syntax: the quoted identifier is no JSON string"}));

INSTANTIATE_TEST_SUITE_P(
    Syntax, Jmespath,
    ::testing::Values(
        Case{"", "! syntax: it ends where a value is expected, at character 1."},
        Case{"a.", "! syntax: it ends where a name"},
        Case{"a b", "! syntax: there is `b` where an operator or the end"},
        Case{"ä", "! syntax: this character begins nothing that JMESPath knows, at character 1."},
        Case{"'ä' ?", "! syntax: this character begins nothing that JMESPath knows, at character 5."},
        Case{"a..b", "! syntax: there is `.`"}, Case{".a", "! syntax"}, Case{"a[", "! syntax"}, Case{"a]", "! syntax"},
        Case{"a[b]", "! syntax: there is `b` where an index"}, Case{"a[*", "! syntax"}, Case{"a.[b", "! syntax"},
        Case{"{a}", "! syntax: there is `}` where `:`"}, Case{"{a: b", "! syntax"}, Case{"{1: b}", "! syntax"},
        Case{"{}", "! syntax"}, Case{"[a,]", "! syntax"}, Case{"(a", "! syntax"}, Case{"a(", "! syntax"},
        Case{"abs(a,)", "! syntax: there is `)` where an argument"}, Case{"abs(a b)", "! syntax"},
        Case{"\"abs\"(a)", "! syntax: there is `(`"}, Case{"a &", "! syntax"}, Case{"&a", "! syntax"},
        Case{"a = b", "! syntax"}, Case{"a | ", "! syntax"}, Case{"a ||", "! syntax"}, Case{"!", "! syntax"},
        Case{"a *", "! syntax"}, Case{"a.'b'", "! syntax"}, Case{"a.`1`", "! syntax"}, Case{"a[?b", "! syntax"},
        Case{"a[?]", "! syntax"}, Case{"-", "! syntax"}, Case{"1", "! syntax"}, Case{"a[*]b", "! syntax"},
        Case{"$", "! syntax: a name must follow `$`"}, Case{"a.$input", "! syntax"}));

INSTANTIATE_TEST_SUITE_P(
    NumberFunctions, Jmespath,
    ::testing::Values(
        Case{"abs(@)", "3", "-3"}, Case{"abs(@)", "2.5", "-2.5"},
        Case{"abs(@)", "9.223372036854775808E18", "-9223372036854775808"},
        Case{"abs(@)", "18446744073709551615", "18446744073709551615"},
        Case{"abs(@)", "! invalid-type: argument 1 of `abs` must be number, not string", "\"x\""},
        Case{"avg(@)", "2.5", "[2,3]"}, Case{"avg(@)", "2", "[1,3]"}, Case{"avg(@)", "null", "[]"},
        Case{"avg(@)", "! invalid-type: argument 1 of `avg` must be array of numbers, and element 1 is string",
             "[1,\"x\"]"},
        Case{"ceil(@)", "2", "1.2"}, Case{"ceil(@)", "-1", "-1.8"}, Case{"ceil(@)", "5", "5"},
        Case{"floor(@)", "1", "1.8"}, Case{"floor(@)", "-2", "-1.2"}, Case{"sum(@)", "6", "[1,2,3]"},
        Case{"sum(@)", "0", "[]"}, Case{"sum(@)", "1.5", "[1,0.5]"},
        Case{"sum(@)", "1.8446744073709552E19", "[9223372036854775807,9223372036854775807]"},
        Case{"sum(@)", "1.7976931348623157E308", "[1.7e308,1.7e308]"}, Case{"max(@)", "3", "[1,3,2]"},
        Case{"max(@)", "\"b\"", "[\"a\",\"b\"]"}, Case{"max(@)", "null", "[]"}, Case{"min(@)", "1", "[2,1,3]"},
        Case{"min(@)", "null", "[]"},
        Case{"min(@)",
             "! invalid-type: argument 1 of `min` must be array of numbers or strings, and element 1 is string",
             "[1,\"a\"]"},
        Case{"to_number(@)", "3", "3"}, Case{"to_number(@)", "-1.5", "\"-1.5\""},
        Case{"to_number(@)", "null", "\" 1\""}, Case{"to_number(@)", "null", "\"x\""},
        Case{"to_number(@)", "null", "\"\""}, Case{"to_number(@)", "null", "\"[1]\""},
        Case{"to_number(@)", "null", "true"}));

INSTANTIATE_TEST_SUITE_P(
    TextFunctions, Jmespath,
    ::testing::Values(
        Case{"contains(@, 'bc')", "true", "\"abcd\""}, Case{"contains(@, 'ababc')", "true", "\"abababc\""},
        Case{"contains(@, '')", "true", "\"\""}, Case{"contains(@, 'abd')", "false", "\"abcab\""},
        Case{"contains(@, `1`)", "false", "\"1\""}, Case{"contains(@, `1`)", "true", "[2,1.0]"},
        Case{"contains(@, `[1]`)", "false", "[1]"},
        Case{"contains(@, 'a')", "! invalid-type: argument 1 of `contains` must be string or array, not null", "null"},
        Case{"starts_with(@, 'ab')", "true", "\"abc\""}, Case{"starts_with(@, 'b')", "false", "\"abc\""},
        Case{"ends_with(@, 'bc')", "true", "\"abc\""},
        Case{"ends_with(@, `1`)", "! invalid-type: argument 2 of `ends_with`", "\"abc\""},
        Case{"join(', ', @)", "\"a, b\"", "[\"a\",\"b\"]"}, Case{"join(',', @)", "\"\"", "[]"},
        Case{"join(',', @)", "! invalid-type: argument 2 of `join` must be array of strings, and element 0 is number",
             "[1]"},
        Case{"length(@)", "2", "\"ä𝄞\""}, Case{"length(@)", "3", "[1,2,3]"}, Case{"length(@)", "1", "{\"a\":1}"},
        Case{"length(@)", "! invalid-type", "1"}, Case{"reverse(@)", "\"𝄞äa\"", "\"aä𝄞\""},
        Case{"reverse(@)", "[3,2,1]", "[1,2,3]"}, Case{"to_string(@)", "\"x\"", "\"x\""},
        Case{"to_string(@)", "\"{\\\"a\\\":[1,2.5]}\"", "{\"a\":[1,2.5]}"},
        Case{"to_string(@[*])", "\"[1,2]\"", "[1,null,2]"}));

INSTANTIATE_TEST_SUITE_P(
    OtherFunctions, Jmespath,
    ::testing::Values(
        Case{"keys(@)", R"(["b","a"])", R"({"b":1,"a":2})"}, Case{"values(@)", "[1,2]", R"({"b":1,"a":2})"},
        Case{"keys(@)", "! invalid-type", "[]"}, Case{"map(&a, @)", "[1,null]", R"([{"a":1},{}])"},
        Case{"map(a, @)", "! invalid-type: argument 1 of `map` must be expression, not null", "[]"},
        Case{"merge(@, `{\"b\": 3}`, `{\"c\": 4}`)", R"({"a":1,"b":3,"c":4})", R"({"a":1,"b":2})"},
        Case{"merge(@)", "! invalid-type", "[]"}, Case{"not_null(a, b, c)", "2", R"({"b":2,"c":3})"},
        Case{"not_null(a)", "null", "{}"}, Case{"sort(@)", "[1,1.5,3]", "[3,1,1.5]"},
        Case{"sort(@)", R"(["B","a","ä"])", R"(["a","ä","B"])"}, Case{"sort(@)", "! invalid-type", "[[1]]"},
        Case{"sort_by(@, &n)[*].i", "[2,0,1]", R"([{"n":2,"i":0},{"n":2,"i":1},{"n":1,"i":2}])"},
        Case{"sort_by(@, &n)",
             "! invalid-type: the expression must give numbers for all elements or texts for all, and gave string "
             "after number.",
             R"([{"n":2},{"n":"x"}])"},
        Case{"sort_by(@, &n)",
             "! invalid-type: the expression must give numbers for all elements or texts for all, and gave null.",
             "[{}]"},
        Case{"sort_by(@, n)", "! invalid-type: argument 2", "[]"},
        Case{"max_by(@, &n).i", "1", R"([{"n":1,"i":0},{"n":2,"i":1}])"},
        Case{"min_by(@, &n).i", "0", R"([{"n":"a","i":0},{"n":"b","i":1}])"}, Case{"max_by(@, &n)", "null", "[]"},
        Case{"min_by(@, &n)", "! invalid-type", "[{}]"}, Case{"to_array(@)", "[1]", "1"},
        Case{"to_array(@)", "[1]", "[1]"},
        Case{"[type(`null`),type(`true`),type(`1`),type('a'),type(`[]`),type(`{}`),type([a])]",
             R"(["null","boolean","number","string","array","object","array"])", "{}"},
        Case{"type(&a)", "! invalid-type: argument 1 of `type` must be null or boolean"},
        Case{"abs()", "! invalid-arity: `abs` takes 1 argument and has 0."},
        Case{"join('a')", "! invalid-arity: `join` takes 2 arguments and has 1."},
        Case{"not_null()", "! invalid-arity: `not_null` takes at least 1 argument and has 0."},
        Case{"false && nope(a)", "! unknown-function: JMESPath has no function `nope`."}));

TEST(JmespathFunctions, AreThoseOfTheSpecificationInOrder) {
    std::string names;
    for (const auto& function : jmespath::allFunctions()) {
        names += std::string(function.name) + " ";
        EXPECT_EQ(jmespath::findFunction(function.name), &function);
    }
    EXPECT_EQ(names,
              "abs avg ceil contains ends_with floor join keys length map max max_by merge min min_by not_null reverse "
              "sort sort_by starts_with sum to_array to_number to_string type values ");
    EXPECT_EQ(jmespath::findFunction("zz"), nullptr);
}

TEST(JmespathVariables, AreTheArgumentsAndTheLocals) {
    Scope scope;
    scope.context = makeData(json(R"({"rate":2})"));
    scope.task = makeData(json(R"({"name":"t"})"));
    scope.locals = {{"item", makeData(json("1"))}, {"item", makeData(json(R"({"v":5})"))}};
    EXPECT_EQ(answer("$context.rate", "{}", scope), "2");
    EXPECT_EQ(answer("$task.name", "{}", scope), "\"t\"");
    EXPECT_EQ(answer("$input || $output || $secrets || $authorization || $workflow || $runtime", "{}", scope), "null");
    EXPECT_EQ(answer("$item.v", "{}", scope, {"item"}), "5") << "the innermost one";
    EXPECT_EQ(answer("[?v > $context.rate].v", R"([{"v":1},{"v":3}])", scope), "[3]") << "from within a projection";
    EXPECT_EQ(answer("$item", "{}", scope), "! undefined-variable: $item is not defined here.");
}

TEST(JmespathVariables, LetBindsNames) {
    EXPECT_EQ(answer("let $n = n in l[?@ > $n]", R"({"n":1,"l":[1,2]})"), "[2]");
    EXPECT_EQ(answer("let $a = a, $b = b in [$b, $a]", R"({"a":1,"b":2})"), "[2,1]");
    EXPECT_EQ(answer("let $a = a in let $a = b in $a", R"({"a":1,"b":2})"), "2");
    EXPECT_EQ(answer("[let $a = a in $a, let $a = b in $a]", R"({"a":1,"b":2})"), "[1,2]");
    EXPECT_EQ(answer("let", R"({"let":3})"), "3") << "no word of the language by itself";
    EXPECT_EQ(answer("let $a = $a in $a", "{}"), "! undefined-variable: $a is not defined here.");
    EXPECT_EQ(answer("[let $a = a in $a, $a]", "{}"), "! undefined-variable: $a is not defined here.");
    for (const char* broken : {"let $a in a", "let $a = b", "let $a = b, in a", "let $a = b in"}) {
        EXPECT_EQ(answer(broken, "{}").substr(0, 9), "! syntax:") << broken;
    }
}

TEST(JmespathLimits, StepsEndAnExpression) {
    std::string numbers = "[0";
    for (int i = 1; i < 1000; ++i) {
        numbers += "," + std::to_string(i);
    }
    numbers += "]";
    EXPECT_EQ(answer("length(@[*])", numbers, {}, {}, 10'000), "1000");
    EXPECT_EQ(answer("length(@[?contains($input, @)])", numbers, {}, {}, 10'000).substr(0, 10), "! invalid-");
    Scope scope;
    scope.input = makeData(json(numbers));
    EXPECT_EQ(answer("length([?contains($input, @)])", numbers, scope, {}, 10'000),
              "! limit: The expression takes more than 10000 steps; make it do less, or split the work into tasks.");
    EXPECT_EQ(answer("[?contains($input, @)] | length(@)", numbers, scope), "1000") << "well within the default";
}

TEST(JmespathLimits, DoublingIsStoppedByWhatItBuilds) {
    std::string doubled = "'0123456789abcdef'";
    std::string arrays = "[@]";
    for (int i = 0; i < 60; ++i) {
        doubled += " | join('', [@, @])";
        arrays += " | [@, @]";
    }
    EXPECT_EQ(answer(doubled, "1").substr(0, 35), "! limit: The expression builds more") << answer(doubled, "1");
    const auto said = answer(arrays, "1");
    EXPECT_EQ(said.substr(0, 8), "! limit:") << said;
    EXPECT_EQ(answer(arrays + " | @ == @", "1").substr(0, 8), "! limit:") << "comparing counts, too";
}

TEST(JmespathLimits, DepthIsLimitedInTextsAndResults) {
    const auto repeat = [](const std::string& text, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) {
            all += text;
        }
        return all;
    };
    for (const auto& deep :
         {repeat("(", 5000), repeat("[", 5000) + "a", repeat("!", 5000) + "a", "a" + repeat(".a", 5000),
          "a" + repeat("[0]", 5000), "a" + repeat("[*].a", 5000), repeat("abs(", 5000), "a" + repeat("||a", 5000)}) {
        const auto said = answer(deep, "{}");
        EXPECT_NE(said.find("more than 500 levels deep"), std::string::npos) << said;
    }
    EXPECT_EQ(answer("a" + repeat(".a", 400), "{}"), "null");
    const auto nested = answer("@" + repeat(" | [@]", 300), "1");
    EXPECT_EQ(nested.substr(0, 38), "! limit: The expression nests its resu") << nested;
    EXPECT_EQ(answer("@" + repeat(" | {a: @}", 300), "1").substr(0, 8), "! limit:");
    EXPECT_EQ(answer(std::string(kMaxExpressionLength + 1, 'a'), "1").substr(0, 20), "! syntax: it is long");
}

TEST(JmespathData, IsNotCopied) {
    const auto tree = compileJmespath("a.b | [@][0]");
    const auto input = makeData(json(R"({"a":{"b":[1,2,3]}})"));
    const auto value = evaluateJmespath(*tree, input, {});
    ASSERT_TRUE(value.ok());
    EXPECT_EQ(value->get(), &input->at("a").at("b"));
}

TEST(JmespathProgram, NamesEveryMistakeByItsExpression) {
    auto compiler = makeCompiler("jmespath");
    compiler->add("a.", {});
    compiler->add("a", {});
    compiler->add("$item", {"item"});
    compiler->add("nope(@)", {});
    std::vector<ExpressionCompiler::Mistake> mistakes;
    EXPECT_EQ(compiler->compile(mistakes), nullptr);
    ASSERT_EQ(mistakes.size(), 2u);
    EXPECT_EQ(mistakes[0].id, 0);
    EXPECT_EQ(mistakes[1].id, 3);
    EXPECT_EQ(mistakes[1].message, "unknown-function: JMESPath has no function `nope`.");
}

TEST(JmespathProgram, IsSharedByThreads) {
    auto compiler = makeCompiler("jmespath");
    const auto id = compiler->add("sort_by(l[?n > `1`], &n)[*].n | sum(@)", {});
    std::vector<ExpressionCompiler::Mistake> mistakes;
    const auto program = compiler->compile(mistakes);
    ASSERT_TRUE(program);
    const auto input = makeData(json(R"({"l":[{"n":3},{"n":1},{"n":2}]})"));
    std::vector<std::thread> threads;
    std::atomic<int> right{0};
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 200; ++round) {
                const auto value = program->evaluate(id, input, {});
                right += value.ok() && **value == Json(5) ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(right, 800);
}

std::string ending(const std::string& body, const std::string& input = "{}") {
    Driver run(body);
    run.start(input.c_str());
    run.toEnd();
    run.expectReplay();
    return run.ending();
}

TEST(JmespathDefinition, ALoopOverAWrittenListWithConditions) {
    EXPECT_EQ(ending(R"(evaluate: {language: jmespath}
do:
- all:
    for: {each: item, at: i, in: [{v: 1}, {v: 2}, {v: 'a`\b'}]}
    do:
    - keep:
        if: type($item.v) == 'number' || $i == `2`
        set: {seen: '${ [seen, [$item.v]][] }'}
- skipped: {if: false, set: {x: 1}}
- last: {set: {seen: '${ seen }', n: '${ length(seen[]) }', from: '${ $workflow.definition.document.name }'}}
)"),
              R"(completed {"seen":[1,2,"a`\\b"],"n":3,"from":"sample"})");
}

TEST(JmespathDefinition, AMistakeIsFoundAtItsPlaceAndAFailureFaults) {
    const auto said = [](const std::string& body) {
        std::string out;
        for (const auto& problem :
             parseDefinition(
                 "document: {dsl: '1.0.3', namespace: t, name: n, version: '1.0.0'}\nevaluate: {language: jmespath}\n" +
                     body,
                 catalog())
                 .problems) {
            out += problem.pointer + " " + problem.message + "\n";
        }
        return out;
    };
    EXPECT_EQ(
        said("do:\n- a: {set: {x: '${ .n }'}}\n"),
        "/do/0/a/set/x This expression is not valid: syntax: there is `.` where a value is expected, at character "
        "2.\n");
    EXPECT_EQ(said("do:\n- a: {if: ' ', set: {x: 1}}\n"),
              "/do/0/a/if The expression is empty; '@' stands for the whole input.\n");
    EXPECT_EQ(said("do:\n- a:\n    for: {each: and, in: '${ l }'}\n    do: [{b: {set: {x: '${ $and }'}}}]\n"), "")
        << "words of jq are names here";
    EXPECT_NE(said("do:\n- a: {set: {x: 'Hello ${ name }'}}\n").find("such as ${ join(' ', ['Hello', name]) }."),
              std::string::npos);
    EXPECT_EQ(
        ending("evaluate: {language: jmespath}\ndo:\n- a: {set: {x: '${ abs(t) }'}}\n", R"({"t":"x"})").substr(0, 7),
        "faulted");
}

TEST(JmespathDefinition, LooseModeTakesNoSingleNames) {
    EXPECT_EQ(ending("evaluate: {language: jmespath, mode: loose}\n"
                     "do:\n- a: {set: {x: Hello, y: 'a.b', z: 'Hello world', f: 'abs(t)'}}\n",
                     R"({"Hello":1,"a":{"b":2},"t":"x"})"),
              R"json(completed {"x":"Hello","y":2,"z":"Hello world","f":"abs(t)"})json");
}

}  // namespace
}  // namespace beamline::core::testing
