// SPDX-License-Identifier: Apache-2.0
// What people are told of two versions of a policy.
#include <gtest/gtest.h>

#include "engine/api/json_codec.h"
#include "engine/routing/policy_difference.h"

namespace beamline::test {
namespace {

class PolicyDifferences : public ::testing::Test {
protected:
    using Lines = std::vector<std::string>;

    static api::Json value(std::string_view text) {
        const auto json = api::parseJson(text);
        EXPECT_TRUE(json.ok()) << text;
        return json.ok() ? *json : api::Json();
    }
    /// "pointer: before > after" of each.
    static Lines lines(std::string_view before, std::string_view after) {
        Lines all;
        std::string last;
        for (const auto& one : routing::policyDifference(value(before), value(after))) {
            const auto& members = one.get_object();
            EXPECT_EQ(members.size(), 3U);
            EXPECT_LE(last, members.at("pointer").get_string()) << "sorted";
            last = std::string(members.at("pointer").get_string());
            all.push_back(std::string(members.at("pointer").get_string()) + ": " +
                          api::canonicalJson(members.at("before")) + " > " + api::canonicalJson(members.at("after")));
        }
        return all;
    }
};

TEST_F(PolicyDifferences, OfTheSameAreNone) {
    for (const auto* text : {"{}", "null", R"({"providers": [{"name": "a", "weight": 1}], "x": [1, [2]]})"}) {
        EXPECT_EQ(lines(text, text), Lines{}) << text;
    }
    EXPECT_EQ(lines(R"({"a": 1, "b": 2})", R"({"b": 2.0, "a": 1})"), Lines{}) << "order and spelling are none";
    EXPECT_EQ(lines(R"({"a": null})", "{}"), Lines{});
    EXPECT_EQ(lines("{}", R"({"a": null})"), Lines{});
}

TEST_F(PolicyDifferences, AreMembersThatChangedCameOrWent) {
    EXPECT_EQ(lines(R"({"sticky": {"enabled": true, "ttl": "10m"}, "timeout_ms": 5, "z": 1})",
                    R"({"sticky": {"enabled": false, "ttl": "10m", "session_key": "u"}, "z": "1", "a/b": {}})"),
              (Lines{"/a~1b: null > {}", "/sticky/enabled: true > false", "/sticky/session_key: null > \"u\"",
                     "/timeout_ms: 5 > null", "/z: 1 > \"1\""}));
    EXPECT_EQ(lines("{}", "[]"), Lines{": {} > []"});
    EXPECT_EQ(lines("null", R"({"a": 1})"), Lines{": null > {\"a\":1}"}) << "the first version";
}

TEST_F(PolicyDifferences, KnowItemsByTheirNames) {
    EXPECT_EQ(
        lines(
            R"({"providers": [{"name": "a", "weight": 1}, {"name": "b", "weight": 2}, {"name": "c", "weight": 3}]})",
            R"({"providers": [{"name": "new", "weight": 9}, {"name": "b", "weight": 2}, {"name": "c", "weight": 4}]})"),
        (Lines{"/providers/a: {\"name\":\"a\",\"weight\":1} > null", "/providers/c/weight: 3 > 4",
               "/providers/new: null > {\"name\":\"new\",\"weight\":9}"}));
    EXPECT_EQ(lines(R"({"pre": [{"id": "x", "name": "n"}, {"id": "y"}]})",
                    R"({"pre": [{"id": "y", "retry": 1}, {"id": "x", "name": "n"}]})"),
              (Lines{"/pre: [\"x\",\"y\"] > [\"y\",\"x\"]", "/pre/y/retry: null > 1"}))
        << "another order, and a change";
    EXPECT_EQ(
        lines(R"({"shadow": [{"provider": "a", "percent": 1}]})", R"({"shadow": [{"provider": "a", "percent": 2}]})"),
        Lines{"/shadow/a/percent: 1 > 2"});
    EXPECT_EQ(lines(R"({"fallbacks": [{"to": "a"}]})", R"({"fallbacks": [{"to": "a", "retry": 3}]})"),
              Lines{"/fallbacks/a/retry: null > 3"});
    EXPECT_EQ(lines(R"({"fallbacks": []})", R"({"fallbacks": [{"to": "a"}]})"),
              Lines{"/fallbacks/a: null > {\"to\":\"a\"}"});
}

TEST_F(PolicyDifferences, ComparePlaceByPlaceWhatHasNoNames) {
    EXPECT_EQ(lines(R"({"fallbacks": [{"to": "a", "retry": 1}, {"to": "a", "retry": 2}, {"to": "b"}]})",
                    R"({"fallbacks": [{"to": "a", "retry": 1}, {"to": "c"}, {"to": "a", "retry": 2}, {"to": "b"}]})"),
              Lines{"/fallbacks/1: null > {\"to\":\"c\"}"})
        << "an item more, in the middle";
    EXPECT_EQ(lines(R"({"f": [{"to": "a"}, {"to": "a", "n": 1}, {"to": "a"}]})",
                    R"({"f": [{"to": "a"}, {"to": "a", "n": 2}, {"to": "a"}]})"),
              Lines{"/f/1/n: 1 > 2"});
    EXPECT_EQ(lines(R"({"f": [{"a": 1}, {"a": 2}]})", R"({"f": [{"a": 1}]})"), Lines{"/f/1: {\"a\":2} > null"});
    EXPECT_EQ(lines(R"({"f": [{"a": 1}, 7]})", R"({"f": [{"a": 2}, 8]})"), (Lines{"/f/0/a: 1 > 2", "/f/1: 7 > 8"}));
    EXPECT_EQ(lines(R"({"f": [{"a": 1}]})", R"({"f": [{"a": 1}, {"a": 1}]})"), Lines{"/f/1: null > {\"a\":1}"});
}

TEST_F(PolicyDifferences, TellListsOfValuesAsAWhole) {
    EXPECT_EQ(lines(R"({"when": {"tier": ["a", "b"]}})", R"({"when": {"tier": ["a", "b", "c"]}})"),
              Lines{"/when/tier: [\"a\",\"b\"] > [\"a\",\"b\",\"c\"]"});
    EXPECT_EQ(lines(R"({"when": {"tier": "a"}})", R"({"when": {"tier": ["a"]}})"),
              Lines{"/when/tier: \"a\" > [\"a\"]"});
}

}  // namespace
}  // namespace beamline::test
