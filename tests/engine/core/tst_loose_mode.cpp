// SPDX-License-Identifier: Apache-2.0
// `evaluate.mode: loose` (dsl-reference.md, "Evaluate"): any text is tried as an expression, and what is none is a
// text.
#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {
namespace {

std::string ending(const std::string& value, const char* mode = "loose") {
    Driver run(std::string("evaluate: {mode: ") + mode + "}\ndo:\n- a: {set: " + value + "}\n");
    run.start(R"({"n": 2})");
    run.toEnd();
    run.expectReplay();
    return run.ending();
}

TEST(LooseMode, ATextThatIsAnExpressionIsEvaluated) {
    EXPECT_EQ(ending("{x: .n, y: '.n + 1', z: '${ .n }'}"), R"(completed {"x":2,"y":3,"z":2})");
    EXPECT_EQ(ending("{x: [{y: '[.n, 1] | add'}]}"), R"(completed {"x":[{"y":3}]})");
    EXPECT_EQ(ending("'.n * 2'"), "completed 4");
}

TEST(LooseMode, WhatIsNoneOrFailsIsAText) {
    EXPECT_EQ(ending("{x: Hello world, y: get, z: 'https://example.org/a', blank: ' '}"),
              R"(completed {"x":"Hello world","y":"get","z":"https://example.org/a","blank":" "})");
    EXPECT_EQ(ending("{x: '.n.of'}"), R"(completed {"x":".n.of"})") << "compiles, but fails on this data";
    EXPECT_EQ(ending("{x: $unknown}"), R"(completed {"x":"$unknown"})");
}

TEST(LooseMode, BracesStayBinding) {
    EXPECT_EQ(ending("{x: '${ .n.of }'}").substr(0, 7), "faulted");
}

TEST(LooseMode, StrictModeTriesNothing) {
    EXPECT_EQ(ending("{x: .n}", "strict"), R"(completed {"x":".n"})");
}

TEST(LooseMode, DataIsNeverTried) {
    Driver run(std::string("evaluate: {mode: loose}\ndo:\n- a: {set: {x: .t}}\n- b: {set: '${ . }'}\n"));
    run.start(R"({"t": ".n"})");
    run.toEnd();
    EXPECT_EQ(run.ending(), R"(completed {"x":".n"})");
}

TEST(LooseMode, TextsToTryAreLimited) {
    const auto parsed = [](const std::string& text) {
        std::string body =
            "document: {dsl: '1.0.3', namespace: test, name: sample, version: '1.0.0'}\n"
            "evaluate: {mode: loose}\ndo:\n- a:\n    set:\n      x:\n";
        for (std::size_t i = 0; i <= kMaxLooseTexts; ++i) {
            body += "      - " + text + "\n";
        }
        return parseDefinition(body, catalog());
    };
    EXPECT_TRUE(parsed(".n").problems.empty()) << "a path is known without a trial";
    EXPECT_TRUE(parsed("A plain (text").problems.empty());
    const auto result = parsed(".n + 1");
    ASSERT_EQ(result.problems.size(), 1u);
    EXPECT_NE(result.problems[0].message.find("at most 100 texts"), std::string::npos) << result.problems[0].message;
    EXPECT_EQ(result.problems[0].pointer, "/do/0/a/set/x/100");
}

}  // namespace
}  // namespace beamline::core::testing
