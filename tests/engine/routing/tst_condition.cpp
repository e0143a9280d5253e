// SPDX-License-Identifier: Apache-2.0
// What the condition language of policies takes, refuses, and says.
#include <gtest/gtest.h>

#include "engine/api/json_codec.h"
#include "engine/routing/condition.h"

namespace beamline::test {
namespace {
using routing::Condition;

class Conditions : public ::testing::Test {
protected:
    using Told = std::vector<std::string>;

    static api::Json parsed(std::string_view text) {
        auto json = api::parseJson(text);
        EXPECT_TRUE(json.ok()) << text;
        return json.ok() ? *json : api::Json();
    }
    static Condition condition(std::string_view text) {
        std::vector<api::Problem> problems;
        auto condition = Condition::read(parsed(text), "/when", problems);
        EXPECT_TRUE(problems.empty()) << text << ": " << (problems.empty() ? "" : problems.front().message);
        return condition;
    }
    static bool holds(std::string_view when, std::string_view context) {
        const auto read = condition(when);
        const auto of = parsed(context);
        const auto unmet = read.unmet(of.get_object());
        EXPECT_EQ(read.holds(of.get_object()), unmet.empty()) << when << " " << context << ": " << unmet;
        return unmet.empty();
    }
    static std::string unmet(std::string_view when, std::string_view context) {
        return condition(when).unmet(parsed(context).get_object());
    }
    /// "severity pointer" of each problem.
    static Told problems(std::string_view when) {
        std::vector<api::Problem> problems;
        Condition::read(parsed(when), "/fallbacks/0/when", problems);
        Told told;
        for (const auto& problem : problems) {
            EXPECT_FALSE(problem.message.empty());
            told.push_back((problem.severity == api::Severity::error ? "error " : "warning ") + problem.pointer);
        }
        return told;
    }
    static std::string nested(int depth) {
        std::string text = R"({"a": 1})";
        for (int i = 1; i < depth; ++i) {
            text = R"({"not": )" + text + "}";
        }
        return text;
    }
};

TEST_F(Conditions, NoneAlwaysHolds) {
    EXPECT_TRUE(holds("{}", "{}"));
    EXPECT_TRUE(holds("null", R"({"a": 1})"));
    EXPECT_TRUE(condition("{}").always());
    EXPECT_FALSE(condition(R"({"a": 1})").always());
    EXPECT_TRUE(Condition().always());
    EXPECT_EQ(Condition().unmet({}), "");
}

TEST_F(Conditions, AllKeysMustHoldEachWithOneOfItsValues) {
    constexpr auto kWhen = R"({"tier": ["premium", "gold"], "region": "eu"})";
    EXPECT_TRUE(holds(kWhen, R"({"tier": "gold", "region": "eu"})"));
    EXPECT_FALSE(holds(kWhen, R"({"tier": "gold", "region": "us"})"));
    EXPECT_FALSE(holds(kWhen, R"({"tier": "basic", "region": "eu"})"));
    EXPECT_FALSE(holds(kWhen, R"({"region": "eu"})"));
    EXPECT_TRUE(holds(R"({"tags": ["a", "b"]})", R"({"tags": ["x", "b"]})")) << "of a list one item is enough";
    EXPECT_TRUE(holds(R"({"tags": [["a", "b"]]})", R"({"tags": ["a", "b"]})")) << "or the list itself";
    EXPECT_FALSE(holds(R"({"tags": ["a"]})", R"({"tags": []})"));
    EXPECT_TRUE(holds(R"({"urgent": true})", R"({"urgent": true})"));
    EXPECT_FALSE(holds(R"({"urgent": true})", R"({"urgent": "true"})"));
    EXPECT_TRUE(holds(R"({"user": null})", R"({"user": null})"));
    EXPECT_FALSE(holds(R"({"user": null})", "{}")) << "missing is nothing's equal";
}

TEST_F(Conditions, KeysAreMembersOrPaths) {
    for (const auto* key : {"user.tier", "context.user.tier"}) {
        EXPECT_TRUE(holds(R"({")" + std::string(key) + R"(": "gold"})", R"({"user": {"tier": "gold"}})")) << key;
        EXPECT_TRUE(
            holds(R"({"==": [{"var": ")" + std::string(key) + R"("}, "gold"]})", R"({"user": {"tier": "gold"}})"))
            << key;
        EXPECT_TRUE(
            holds(R"({")" + std::string(key) + R"(": "gold"})", R"({"user.tier": "gold", "user": {"tier": "basic"}})"))
            << "a member that is called like the path goes first";
        EXPECT_FALSE(holds(R"({")" + std::string(key) + R"(": "gold"})", R"({"user": "gold"})")) << key;
    }
    EXPECT_TRUE(holds(R"({"user.a.b": 1})", R"({"user": {"a.b": 1}})"));
    EXPECT_TRUE(holds(R"({"users.1.tier": "gold"})", R"({"users": [{"tier": "basic"}, {"tier": "gold"}]})"));
    EXPECT_FALSE(holds(R"({"users.2.tier": "gold"})", R"({"users": [{"tier": "gold"}]})"));
    EXPECT_FALSE(holds(R"({"users.99999999999999999999": 1})", R"({"users": [1]})"));
    EXPECT_FALSE(holds(R"({"users.-1": 1, "users.x": 1, "users.": 1})", R"({"users": [1]})"));
    EXPECT_TRUE(holds(R"({"context.a": 1})", R"({"context": {"a": 1}})")) << "a member that is called so is found";
    EXPECT_TRUE(holds(R"({"context": "x"})", R"({"context": "x"})"));
    EXPECT_FALSE(holds(R"({"a..b": 1, "..": 1})", R"({"a": {"b": 1}})"));
}

TEST_F(Conditions, OperatorsCompareValuesAndVariables) {
    const auto with = [](const std::string& op, const std::string& left, const std::string& right) {
        return R"({")" + op + R"(": [)" + left + ", " + right + "]}";
    };
    const std::string n = R"({"var": "context.n"})";
    constexpr auto kContext = R"({"n": 5, "max": 7, "text": "b", "list": [1, 5]})";
    const std::tuple<const char*, bool, bool, bool> kTable[] = {// operator, 5 op 4, 5 op 5, 5 op 6
                                                                {"==", false, true, false}, {"!=", true, false, true},
                                                                {">", true, false, false},  {"<", false, false, true},
                                                                {">=", true, true, false},  {"<=", false, true, true}};
    for (const auto& [op, four, five, six] : kTable) {
        EXPECT_EQ(holds(with(op, n, "4"), kContext), four) << op;
        EXPECT_EQ(holds(with(op, n, "5"), kContext), five) << op;
        EXPECT_EQ(holds(with(op, n, "5.0"), kContext), five) << op << ": numbers are numbers";
        EXPECT_EQ(holds(with(op, n, "6"), kContext), six) << op;
        EXPECT_EQ(holds(with(op, "5", R"({"var": "n"})"), kContext), five) << op;
        EXPECT_EQ(holds(with(op, n, R"({"var": "max"})"), kContext), six) << op;
        const bool unequal = std::string_view(op) == "!=";
        EXPECT_EQ(holds(with(op, n, R"("5")"), kContext), unequal) << op << ": a text is no number";
        EXPECT_EQ(holds(with(op, R"({"var": "nowhere"})", "5"), kContext), unequal) << op;
        EXPECT_EQ(holds(with(op, "5", R"({"var": "nowhere.at.all"})"), kContext), unequal) << op;
        EXPECT_EQ(holds(with(op, R"({"var": "a"})", R"({"var": "b"})"), "{}"), unequal) << op;
        EXPECT_EQ(holds(with(op, R"({"var": "list"})", "5"), kContext), unequal) << op;
    }
    EXPECT_TRUE(holds(with("<", R"({"var": "text"})", R"("c")"), kContext)) << "texts by their letters";
    EXPECT_FALSE(holds(with("<", R"({"var": "text"})", R"("a")"), kContext));
    EXPECT_TRUE(holds(with("in", n, "[1, 5]"), kContext));
    EXPECT_FALSE(holds(with("in", n, "[1, \"5\"]"), kContext));
    EXPECT_TRUE(holds(with("in", n, R"({"var": "list"})"), kContext));
    EXPECT_FALSE(holds(with("in", n, R"({"var": "text"})"), kContext));
    EXPECT_FALSE(holds(with("in", n, R"({"var": "nowhere"})"), kContext));
    EXPECT_FALSE(holds(with("in", R"({"var": "nowhere"})", "[1]"), kContext));
    EXPECT_TRUE(holds(with("==", R"({"var": "list"})", "[1.0, 5]"), kContext));
    EXPECT_FALSE(holds(with("==", R"({"var": "list"})", "[1]"), kContext));
}

TEST_F(Conditions, NumbersCompareExactly) {
    EXPECT_FALSE(holds(R"({"n": 9007199254740993})", R"({"n": 9007199254740992})"));
    EXPECT_TRUE(holds(R"({"<": [{"var": "n"}, 18446744073709551615]})", R"({"n": -1})"));
    EXPECT_TRUE(holds(R"({">": [{"var": "n"}, 9223372036854775807]})", R"({"n": 9223372036854775808})"));
    EXPECT_TRUE(holds(R"({"n": 2.5})", R"({"n": 2.5})"));
    EXPECT_TRUE(
        holds(R"({"==": [{"var": "o"}, {"var": "p"}]})", R"({"o": {"a": [1], "b": 2}, "p": {"b": 2.0, "a": [1.0]}})"));
    EXPECT_FALSE(holds(R"({"==": [{"var": "o"}, {"var": "p"}]})", R"({"o": {"a": 1}, "p": {"b": 1}})"));
}

TEST_F(Conditions, GroupsNest) {
    constexpr auto kWhen = R"({"any": [{"tier": "gold"}, {"all": [{"tier": "basic"}, {">": [{"var": "age"}, 3]}]}],
                              "not": {"region": "us", "test": true}})";
    EXPECT_TRUE(holds(kWhen, R"({"tier": "gold"})"));
    EXPECT_TRUE(holds(kWhen, R"({"tier": "basic", "age": 4})"));
    EXPECT_FALSE(holds(kWhen, R"({"tier": "basic", "age": 3})"));
    EXPECT_FALSE(holds(kWhen, R"({"tier": "gold", "region": "us", "test": true})"));
    EXPECT_TRUE(holds(kWhen, R"({"tier": "gold", "region": "us", "test": false})"));
}

TEST_F(Conditions, SayWithTheValuesWhyTheyDoNotHold) {
    EXPECT_EQ(unmet(R"({"tier": ["premium", "gold"]})", R"({"tier": "basic"})"), "tier is basic, not premium or gold");
    EXPECT_EQ(unmet(R"({"context.tier": "gold"})", "{}"), "tier is missing, not gold");
    EXPECT_EQ(unmet(R"({"tags": ["a", "b", "c"]})", R"({"tags": ["x", 1]})"), "tags is x or 1, not a, b or c");
    EXPECT_EQ(unmet(R"({"<": [{"var": "context.ms"}, 100]})", R"({"ms": 250})"), "ms is 250, not < 100");
    EXPECT_EQ(unmet(R"({"<=": [{"var": "ms"}, {"var": "limit"}]})", R"({"ms": 250.5, "limit": 7})"),
              "ms is 250.5, not <= limit (7)");
    EXPECT_EQ(unmet(R"({"==": [{"var": "a"}, {"var": "b"}]})", R"({"a": true})"), "a is true, not b (missing)");
    EXPECT_EQ(unmet(R"({"!=": [{"var": "a"}, "x"]})", R"({"a": "x"})"), "a is x, equal to x");
    EXPECT_EQ(unmet(R"({"in": [{"var": "a"}, ["x", "y"]]})", R"({"a": "z"})"), "a is z, not one of x or y");
    EXPECT_EQ(unmet(R"({"in": ["x", {"var": "a"}]})", R"({"a": ["z"]})"), "x is not one of a (z)");
    EXPECT_EQ(unmet(R"({"not": {"tier": "gold", ">": [{"var": "n"}, 1]}})", R"({"tier": "gold", "n": 2})"),
              "tier is gold and n is 2, > 1, which is ruled out");
    EXPECT_EQ(unmet(R"({"any": [{"a": 1}, {"b": 2}]})", R"({"a": 3})"), "a is 3, not 1; b is missing, not 2");
    EXPECT_EQ(unmet(R"({"all": [{"a": 1}, {"b": 2}]})", R"({"a": 1, "b": 4})"), "b is 4, not 2");
    EXPECT_EQ(unmet(R"({"not": {"any": [{"a": 1}, {"b": 2}]}})", R"({"b": 2})"), "b is 2, which is ruled out");
    EXPECT_EQ(unmet(R"({"not": {"not": {"a": 1}}})", R"({"a": 2})"), "a is 2, not 1, which is ruled out");
}

TEST_F(Conditions, SayItShortly) {
    const auto long_ = unmet(R"({"a": "x"})", R"({"a": ")" + std::string(1000, 'y') + "\"}");
    EXPECT_LT(long_.size(), 120U);
    EXPECT_NE(long_.find("…"), std::string::npos);
    EXPECT_NE(unmet(R"({"a": [1,2,3,4,5,6,7,8,9,10]})", "{}").find("8 or 2 others"), std::string::npos);
    std::string any;
    for (int i = 0; i < 90; ++i) {
        any += (i ? "," : "") + std::string(R"({"key)") + std::to_string(i) + "\": \"" + std::string(50, 'v') + "\"}";
    }
    EXPECT_LT(unmet(R"({"any": [)" + any + "]}", "{}").size(), 510U);
}

TEST_F(Conditions, MistakesAreToldWithTheirPlace) {
    EXPECT_EQ(problems("[]"), Told{"error /fallbacks/0/when"});
    EXPECT_EQ(problems("\"x\""), Told{"error /fallbacks/0/when"});
    EXPECT_EQ(problems(R"({"=>": [1, 2]})"), Told{"error /fallbacks/0/when/=>"});
    EXPECT_EQ(problems(R"({"==": 1})"), Told{"error /fallbacks/0/when/=="});
    EXPECT_EQ(problems(R"({"==": [{"var": "a"}]})"), Told{"error /fallbacks/0/when/=="});
    EXPECT_EQ(problems(R"({"==": [{"var": "a"}, 1, 2]})"), Told{"error /fallbacks/0/when/=="});
    EXPECT_EQ(problems(R"({"in": [{"var": "a"}, "abc"]})"), Told{"error /fallbacks/0/when/in/1"});
    EXPECT_EQ(problems(R"({"==": [{"val": "a"}, {"var": 1}]})"),
              (Told{"error /fallbacks/0/when/==/0", "error /fallbacks/0/when/==/1"}));
    EXPECT_EQ(problems(R"({"==": [{"var": "a", "default": 1}, {"var": ""}]})"),
              (Told{"error /fallbacks/0/when/==/0", "error /fallbacks/0/when/==/1/var"}));
    EXPECT_EQ(problems(R"({"": 1, "context.": 2})"),
              (Told{"error /fallbacks/0/when/", "error /fallbacks/0/when/context."}));
    EXPECT_EQ(problems(R"({"a/b~c": {">": 5}})"), Told{"error /fallbacks/0/when/a~1b~0c"});
    EXPECT_EQ(problems(R"({"any": {"a": 1}, "all": 1, "not": []})"),
              (Told{"error /fallbacks/0/when/any", "error /fallbacks/0/when/all", "error /fallbacks/0/when/not"}));
    EXPECT_EQ(problems(R"({"any": [{"a": 1}, {"b": {}}, 7]})"),
              (Told{"error /fallbacks/0/when/any/1/b", "error /fallbacks/0/when/any/2"}));
}

TEST_F(Conditions, WhatHasNoSenseIsWarnedOf) {
    EXPECT_EQ(problems(R"({"a": []})"), Told{"warning /fallbacks/0/when/a"});
    EXPECT_EQ(problems(R"({"any": []})"), Told{"warning /fallbacks/0/when/any"});
    EXPECT_EQ(problems(R"({"all": []})"), Told{"warning /fallbacks/0/when/all"});
    EXPECT_EQ(problems(R"({"not": {}})"), Told{"warning /fallbacks/0/when/not"});
    EXPECT_EQ(problems(R"({"==": [1, 1]})"), Told{"warning /fallbacks/0/when/=="});
}

TEST_F(Conditions, HaveLimits) {
    EXPECT_EQ(problems(nested(routing::kMaxConditionDepth)), Told{});
    EXPECT_EQ(problems(nested(routing::kMaxConditionDepth + 1)).size(), 1U);
    EXPECT_EQ(problems(nested(routing::kMaxConditionDepth + 100)).size(), 1U);
    const auto terms = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) {
            text += (i ? ", " : "") + std::string(R"({"k": 1})");
        }
        return R"({"any": [)" + text + "]}";
    };
    EXPECT_EQ(problems(terms(routing::kMaxConditionTerms - 1)), Told{});
    EXPECT_EQ(problems(terms(routing::kMaxConditionTerms)).size(), 1U);
    EXPECT_EQ(problems(terms(routing::kMaxConditionTerms * 3)).size(), 1U);
    const auto values = [](std::size_t count) {
        std::string text = "0";
        for (std::size_t i = 1; i < count; ++i) {
            text += ",0";
        }
        return "[" + text + "]";
    };
    const auto most = routing::kMaxConditionValues;
    EXPECT_EQ(problems(R"({"a": )" + values(most) + "}"), Told{});
    EXPECT_EQ(problems(R"({"a": )" + values(most + 1) + "}"), Told{"error /fallbacks/0/when/a"});
    EXPECT_EQ(problems(R"({"in": [{"var": "a"}, )" + values(most + 1) + "]}"), Told{"error /fallbacks/0/when/in/1"});
}

}  // namespace
}  // namespace beamline::test
