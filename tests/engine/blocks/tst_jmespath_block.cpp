// SPDX-License-Identifier: Apache-2.0
// `call: jmespath`: results, which error is which, and the cache of compiled expressions.

#include <thread>

#include "engine/blocks/jmespath_block.h"
#include "tests/engine/blocks/block_fixture.h"

namespace beamline::blocks {
namespace {

class JmespathTest : public BlockTest {
protected:
    static api::Json with(const std::string& expression, std::string_view data) {
        return {{"expression", expression}, {"data", json(data)}};
    }
};

TEST_F(JmespathTest, GivesWhatTheExpressionFinds) {
    EXPECT_EQ(good("jmespath",
                   with("people[?age > `26`].name | join(', ', @)",
                        R"({"people":[{"name":"Ann","age":30},{"name":"Bob","age":25},{"name":"Cy","age":27}]})")),
              api::Json("Ann, Cy"));
    EXPECT_EQ(good("jmespath", with("none", "{}")), api::Json());
    EXPECT_EQ(good("jmespath", with("@", "[1,2]")), json("[1,2]"));
}

TEST_F(JmespathTest, AMistakeIsNotAFailure) {
    EXPECT_EQ(bad("jmespath", with("a[", "{}")), "validation 400");
    EXPECT_TRUE(said("The expression is not valid: syntax: it ends where")) << detail;
    EXPECT_EQ(bad("jmespath", with("nope(@)", "{}")), "validation 400");
    EXPECT_TRUE(said("unknown-function")) << detail;
    EXPECT_EQ(bad("jmespath", with("abs(@, @)", "1")), "validation 400");
    EXPECT_TRUE(said("invalid-arity")) << detail;
    EXPECT_EQ(bad("jmespath", with("@[::0]", "[]")), "validation 400");
    EXPECT_TRUE(said("invalid-value")) << detail;
    EXPECT_EQ(bad("jmespath", with("$item", "1")), "validation 400") << "it sees nothing of the run";
    EXPECT_EQ(bad("jmespath", with("abs(@)", "\"x\"")), "expression 400");
    EXPECT_TRUE(said("The expression failed: invalid-type: argument 1 of `abs` must be number")) << detail;
}

TEST_F(JmespathTest, WhatItTakesIsLimited) {
    std::string doubled = "@";
    for (int i = 0; i < 60; ++i) {
        doubled += " | [@, @]";
    }
    EXPECT_EQ(bad("jmespath", with(doubled, "1")), "expression 400");
    EXPECT_TRUE(said("limit: ")) << detail;
}

TEST_F(JmespathTest, ItsSchemaAsksForBoth) {
    const Registry registry(settings);
    const auto& required = registry.find("jmespath", "1")->input.at("required");
    EXPECT_EQ(required, json(R"(["expression","data"])"));
}

TEST_F(JmespathTest, KeepsTheRecentExpressionsCompiled) {
    const JmespathBlock block(settings);
    for (std::size_t i = 0; i < kMaxCachedExpressions + 10; ++i) {
        (void)block.run(call(with("kept", "{}")));
        (void)block.run(call(with("a" + std::to_string(i), "{}")));
        (void)block.run(call(with("[", "{}")));
    }
    EXPECT_EQ(block.cached(), kMaxCachedExpressions);
    EXPECT_EQ(std::get<api::Json>(block.run(call(with("kept", R"({"kept":1})")))), api::Json(1));
}

TEST_F(JmespathTest, ManyThreadsShareIt) {
    const JmespathBlock block(settings);
    std::atomic<int> right{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 300; ++i) {
                const auto result = block.run(call(with("[" + std::to_string(i) + ", @][0][0]", "0")));
                right += std::holds_alternative<api::WorkflowError>(result) ? 1 : 0;
                right +=
                    std::holds_alternative<api::Json>(block.run(call(with("a" + std::to_string(i), "{}")))) ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(right, 2400) << "a number is no expression, a name is one";
}

}  // namespace
}  // namespace beamline::blocks
