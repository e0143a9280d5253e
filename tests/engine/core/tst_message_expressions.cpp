// SPDX-License-Identifier: Apache-2.0
// What a subscription asks of each message: left as it is written, checked where it stands, and asked with the
// arguments of the task.
#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {
namespace {

class MessageCatalog : public TestCatalog {
public:
    MessageCatalog() {
        m_asyncapi.name = "asyncapi";
        m_asyncapi.version = "1.0.0";
        m_asyncapi.pool = "io";
        m_asyncapi.input = json(R"({"type":"object"})");
    }
    const api::FunctionInfo* find(std::string_view name, std::string_view version) const override {
        return name == "asyncapi" ? &m_asyncapi : TestCatalog::find(name, version);
    }

private:
    api::FunctionInfo m_asyncapi;
};

ParseResult parsed(const std::string& arguments) {
    static const MessageCatalog kCatalog;
    return parseDefinition(
        "document: {dsl: '1.0.3', namespace: test, name: sample, version: '1.0.0'}\ndo:\n"
        "- s: {set: {wanted: 7}, export: {as: '${ . }'}}\n- c: {call: asyncapi, with: " +
            arguments + "}\n",
        kCatalog);
}

std::string problem(const std::string& arguments) {
    const auto result = parsed(arguments);
    return result.problems.empty() ? "" : result.problems[0].pointer + " " + result.problems[0].message;
}

TEST(MessageExpressions, AreAskedByTheFunction) {
    const auto result = parsed(
        "{server: {name: '${ .name }'}, subscription: {filter: '${ .payload == $context.wanted }', "
        "consume: {amount: '${ 1 + 1 }', while: '${ .a }', until: '${ $workflow.id == .b }'}}}");
    ASSERT_TRUE(result.definition) << (result.problems.empty() ? "" : result.problems[0].message);
    Driver run(result.definition);
    run.start(R"({"name": "x"})");
    const auto outstanding = run.machine().outstanding();
    ASSERT_EQ(outstanding.size(), 1U);
    const auto* start = std::get_if<StartActivity>(&outstanding[0]);
    ASSERT_TRUE(start);
    EXPECT_EQ(text(start->arguments), text(makeData(json(R"({"server":{"name":null},
        "subscription":{"filter":"${ .payload == $context.wanted }",
                        "consume":{"amount":2,"while":"${ .a }","until":"${ $workflow.id == .b }"}}})"))));
    ASSERT_TRUE(start->scope);
    EXPECT_EQ(text(start->scope->context), R"({"wanted":7})");
    EXPECT_EQ(text(start->scope->input), R"({"wanted":7})");
    EXPECT_TRUE(start->scope->workflow->at("id").is_string());
}

TEST(MessageExpressions, MistakesAreToldWhereTheyStand) {
    EXPECT_EQ(problem("{subscription: {consume: {until: '${ .a( }'}}}").substr(0, 38),
              "/do/1/c/with/subscription/consume/unti");
    EXPECT_EQ(problem("{subscription: {filter: '${ $nobody }', consume: {amount: 1}}}").substr(0, 32),
              "/do/1/c/with/subscription/filter");
    EXPECT_EQ(problem("{subscription: {filter: 7, consume: {amount: 1}}}"), "") << "the schema's business";
}

TEST(MessageExpressions, WhatIsNotSupportedIsNamed) {
    EXPECT_EQ(problem("{subscription: {consume: {amount: 1}, foreach: {item: m, do: [{e: {set: {a: '${ $m }'}}}]}}}"),
              "");
    EXPECT_NE(problem("{subscription: {consume: {amount: 1}, foreach: {item: m, do: [{e: {set: {a: '${ $o }'}}}]}}}")
                  .find("/with/subscription/foreach/do/0/e/set/a This expression is not valid: $o is not defined"),
              std::string::npos);
    EXPECT_NE(problem("{protocol: kafka}").find("'kafka' is not supported"), std::string::npos);
    EXPECT_EQ(problem("{protocol: nats}"), "");
    EXPECT_EQ(problem("{protocol: '${ .p }'}"), "");
}

}  // namespace
}  // namespace beamline::core::testing
