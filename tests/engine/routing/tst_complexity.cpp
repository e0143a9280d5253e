// SPDX-License-Identifier: Apache-2.0
// What the pipeline of a policy costs, and the advice.
#include <gtest/gtest.h>

#include "engine/api/json_codec.h"
#include "engine/routing/complexity.h"

namespace beamline::test {
namespace {
using namespace routing;

class Complexities : public ::testing::Test {
protected:
    static api::PipelineComplexity of(const std::string& members) {
        const auto json = api::parseJson(R"({"version": "1.0", "weights": {"a": 1, "b": 1})" + members + "}");
        EXPECT_TRUE(json.ok()) << members;
        const auto read = readPolicy(json.ok() ? *json : api::Json(), "t", "p");
        EXPECT_TRUE(read.policy) << members;
        return read.policy ? complexityOf(*read.policy) : api::PipelineComplexity();
    }
    /// So many optional extensions in each stage, of times that count for nothing.
    static api::PipelineComplexity ofNumbers(int pre, int validators, int post) {
        std::string text;
        for (const auto& [stage, count, more] :
             {std::tuple("pre", pre, ""), std::tuple("validators", validators, R"("on_fail": "warn", )"),
              std::tuple("post", post, "")}) {
            text += std::string(", \"") + stage + "\": [";
            for (int i = 0; i < count; ++i) {
                text +=
                    std::string(i ? ", {" : "{") + more + R"("timeout_ms": 10, "id": "x)" + std::to_string(i) + "\"}";
            }
            text += "]";
        }
        return of(text);
    }
    static bool says(const std::vector<std::string>& texts, std::string_view part) {
        return std::any_of(texts.begin(), texts.end(),
                           [&](const auto& text) { return text.find(part) != std::string::npos; });
    }
};

TEST_F(Complexities, NothingCostsNothing) {
    const auto none = of("");
    EXPECT_EQ(none.total, 0);
    EXPECT_EQ(none.score, 0);
    EXPECT_EQ(none.level, "low");
    EXPECT_EQ(none.estimatedLatencyMs, 0);
    EXPECT_TRUE(none.warnings.empty());
    EXPECT_TRUE(none.recommendations.empty());
    EXPECT_EQ(none.maxTotal, 4);
    EXPECT_EQ(none.maxPre, 2);
    EXPECT_EQ(none.maxValidators, 2);
    EXPECT_EQ(none.maxPost, 2);
}

TEST_F(Complexities, CountsStages) {
    const auto some = ofNumbers(2, 1, 1);
    EXPECT_EQ(some.pre, 2);
    EXPECT_EQ(some.validators, 1);
    EXPECT_EQ(some.post, 1);
    EXPECT_EQ(some.total, 4);
    EXPECT_EQ(some.estimatedLatencyMs, 120);
    EXPECT_TRUE(some.warnings.empty());
    EXPECT_TRUE(some.recommendations.empty());
}

TEST_F(Complexities, LevelsBeginWhereTheContractSays) {
    EXPECT_EQ(ofNumbers(2, 0, 0).level, "low");
    EXPECT_EQ(ofNumbers(2, 1, 0).score, 30);
    EXPECT_EQ(ofNumbers(2, 1, 0).level, "medium");
    EXPECT_EQ(ofNumbers(2, 2, 1).level, "medium");
    EXPECT_EQ(ofNumbers(2, 2, 2).score, 60);
    EXPECT_EQ(ofNumbers(2, 2, 2).level, "high");
    EXPECT_EQ(ofNumbers(3, 2, 2).level, "high");
    EXPECT_EQ(ofNumbers(3, 3, 2).score, 80);
    EXPECT_EQ(ofNumbers(3, 3, 2).level, "very_high");
    EXPECT_EQ(ofNumbers(5, 5, 5).score, 100) << "not more";
}

TEST_F(Complexities, WhatEndsRequestsAndTakesLongScoresMore) {
    const auto optional = of(R"(, "pre": [{"id": "x", "timeout_ms": 100}])").score;
    EXPECT_EQ(of(R"(, "pre": [{"id": "x", "timeout_ms": 100, "mode": "required"}])").score, optional + 3);
    EXPECT_EQ(of(R"(, "validators": [{"id": "x", "timeout_ms": 100}])").score, optional + 3) << "they block";
    EXPECT_EQ(of(R"(, "validators": [{"id": "x", "timeout_ms": 100, "on_fail": "warn"}])").score, optional);
    EXPECT_EQ(of(R"(, "pre": [{"id": "x"}])").score, optional + 1) << "a second, when nothing is said";
    EXPECT_EQ(of(R"(, "post": [{"id": "x", "timeout_ms": 2000, "retry": 1}])").score, optional + 4);
    EXPECT_EQ(
        of(R"(, "pre": [{"id": "x", "timeout_ms": 5000, "retry": 3}, {"id": "y", "timeout_ms": 5000, "retry": 3}])")
            .score,
        2 * 10 + 20)
        << "time scores 20 at most";
}

TEST_F(Complexities, WarnsWithNumbers) {
    const auto many = ofNumbers(3, 3, 3);
    EXPECT_TRUE(says(many.warnings, "9 extensions run for a request; 4 are recommended"));
    EXPECT_TRUE(says(many.warnings, "3 pre-processors; 2 are recommended"));
    EXPECT_TRUE(says(many.warnings, "3 validators; 2"));
    EXPECT_TRUE(says(many.warnings, "3 post-processors; 2"));
    EXPECT_TRUE(says(many.recommendations, "condition"));
    EXPECT_TRUE(says(of(R"(, "deadline_ms": 50, "pre": [{"id": "x"}, {"id": "y"}])").warnings,
                     "take about 60 ms, longer than the deadline of 50 ms"));
    EXPECT_TRUE(says(of(R"(, "deadline_ms": 500, "pre": [{"id": "x", "timeout_ms": 300, "retry": 1}])").warnings,
                     "extensions take 600 ms, longer than the deadline of 500 ms"));
    EXPECT_TRUE(of(R"(, "deadline_ms": 600, "pre": [{"id": "x", "timeout_ms": 300, "retry": 1}])").warnings.empty());
    const auto strict = of(R"(, "pre": [{"id": "a", "mode": "required"}, {"id": "b", "mode": "required"}],
                               "validators": [{"id": "c"}, {"id": "d"}])");
    EXPECT_TRUE(says(strict.warnings, "4 extensions end a request"));
    EXPECT_TRUE(says(strict.recommendations, "optional"));
}

TEST_F(Complexities, AdvisesOnExtensionsByName) {
    EXPECT_TRUE(says(of(R"(, "pre": [{"id": "slow", "timeout_ms": 4000}])").recommendations, "'slow' less time"));
    EXPECT_TRUE(of(R"(, "pre": [{"id": "slow", "timeout_ms": 2000}])").recommendations.empty());
    EXPECT_TRUE(says(of(R"(, "post": [{"id": "again", "timeout_ms": 100, "retry": 3}])").recommendations,
                     "with 3 repetitions a request waits up to 400 ms"));
    EXPECT_TRUE(says(of(R"(, "validators": [{"id": "vain", "on_fail": "ignore"}])").recommendations, "'vain'"));
    const auto twice = of(R"(, "pre": [{"id": "x"}, {"id": "x"}])").recommendations;
    ASSERT_EQ(twice.size(), 1U) << "said once";
    EXPECT_NE(twice[0].find("'x' once: it stands in the same stage 2 times"), std::string::npos);
    const auto conditional = of(R"(, "pre": [{"id": "a", "when": {"t": 1}}, {"id": "b", "when": {"t": 1}},
        {"id": "c", "when": {"t": 1}}, {"id": "d", "when": {"t": 1}}, {"id": "e", "when": {"t": 1}}])");
    EXPECT_FALSE(says(conditional.recommendations, "condition")) << "each has one";
}

}  // namespace
}  // namespace beamline::test
