// SPDX-License-Identifier: Apache-2.0
// deploy, validate, list and get workflows; functions.

#include <set>

#include "tests/contract/contract_fixture.h"

namespace beamline::test {
namespace {

TEST_P(Contract, DeployKeepsEveryVersionAndRepeatsNothing) {
    const auto first = deploy("flow", kEcho);
    EXPECT_EQ(first.ns, "test");
    EXPECT_EQ(first.name, "flow");
    EXPECT_EQ(first.version, "1.0.0");
    EXPECT_EQ(first.digest.size(), 64u);
    EXPECT_GT(first.deployedAt, 0);
    api::DeployWorkflow again;
    again.source = must(api::GetWorkflow{"test", "flow", ""}).source;
    EXPECT_FALSE(must(again).created);
    deploy("flow", kLongWait, "1.1.0");
    EXPECT_EQ(must(api::GetWorkflow{"test", "flow", ""}).info.version, "1.1.0");
    const auto old = must(api::GetWorkflow{"test", "flow", "1.0.0"});
    EXPECT_EQ(old.info.digest, first.digest);
    EXPECT_FALSE(old.graph.nodes.empty());
    EXPECT_TRUE(waitFor("", "workflow.deployed"));
}

TEST_P(Contract, AVersionIsImmutable) {
    deploy("flow", kEcho);
    api::DeployWorkflow other;
    other.source =
        "document: {dsl: '1.0.3', namespace: test, name: flow, version: '1.0.0'}\ndo:\n  - other: {set: {b: 1}}\n";
    EXPECT_EQ(refused(other), api::code::kConflict);
    EXPECT_NE(must(api::GetWorkflow{"test", "flow", ""}).source, other.source);
}

TEST_P(Contract, MistakesComeAllAtOnceWithTheirPlaces) {
    const std::string source =
        "document: {dsl: '1.0.3', namespace: test, name: bad, version: '1.0.0'}\n"
        "do:\n"
        "  - one: {set: {a: '${ .x | }'}}\n"
        "  - two: {call: no-such-function}\n";
    api::DeployWorkflow operation;
    operation.source = source;
    const auto reply = ask(operation);
    ASSERT_FALSE(reply.ok());
    EXPECT_EQ(reply.error().code, api::code::kInvalidDefinition);
    const auto problems = api::fromJson<std::vector<api::Problem>>(reply.error().detail);
    ASSERT_TRUE(problems.ok()) << problems.error().message;
    std::set<int> lines;
    for (const auto& problem : *problems) {
        lines.insert(problem.line);
        EXPECT_FALSE(problem.pointer.empty());
        EXPECT_FALSE(problem.message.empty());
    }
    EXPECT_TRUE(lines.count(3) == 1 && lines.count(4) == 1);
    const auto checked = must(api::ValidateWorkflow{source});
    EXPECT_FALSE(checked.valid);
    EXPECT_EQ(checked.problems, *problems);
    EXPECT_EQ(checked.workflow.name, "bad");
    EXPECT_EQ(refused(api::GetWorkflow{"test", "bad", ""}), api::code::kNotFound);
}

TEST_P(Contract, ValidateOfAGoodDefinitionDrawsItAndDeploysNothing) {
    const auto checked = must(api::ValidateWorkflow{
        "document: {dsl: '1.0.3', namespace: test, name: fine, version: '1.0.0'}\ndo:\n" + std::string(kEcho)});
    EXPECT_TRUE(checked.valid);
    EXPECT_FALSE(checked.graph.nodes.empty());
    EXPECT_EQ(refused(api::GetWorkflow{"test", "fine", ""}), api::code::kNotFound);
}

TEST_P(Contract, ListWorkflowsFiltersAndPagesByKey) {
    for (const char* name : {"alpha", "beta", "gamma", "delta"}) {
        deploy(name, kEcho);
    }
    deploy("alpha", kEcho, "2.0.0");
    api::ListWorkflows query;
    query.limit = 2;
    std::vector<std::string> names;
    do {
        const auto page = must(query);
        EXPECT_LE(page.items.size(), 2u);
        for (const auto& item : page.items) {
            names.push_back(item.name + item.version);
        }
        query.after = page.next;
    } while (!query.after.empty() && names.size() < 10);
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()),
              (std::set<std::string>{"alpha2.0.0", "beta1.0.0", "gamma1.0.0", "delta1.0.0"}));
    EXPECT_EQ(names.size(), 4u);
    api::ListWorkflows versions;
    versions.ns = "test";
    versions.name = "alpha";
    EXPECT_EQ(must(versions).items.size(), 2u);
    api::ListWorkflows text;
    text.text = "amm";
    ASSERT_EQ(must(text).items.size(), 1u);
    EXPECT_EQ(must(text).items.front().name, "gamma");
    api::ListWorkflows elsewhere;
    elsewhere.ns = "elsewhere";
    EXPECT_TRUE(must(elsewhere).items.empty());
}

TEST_P(Contract, WhatIsNoDefinitionAtAllIsRefusedWithItsPlace) {
    for (const char* source : {"", "do: [", "[]", "document: {}\n"}) {
        api::DeployWorkflow operation;
        operation.source = source;
        const auto reply = ask(operation);
        ASSERT_FALSE(reply.ok()) << source;
        EXPECT_EQ(reply.error().code, api::code::kInvalidDefinition) << source;
        const auto problems = api::fromJson<std::vector<api::Problem>>(reply.error().detail);
        ASSERT_TRUE(problems.ok() && !problems->empty()) << source;
        EXPECT_FALSE(must(api::ValidateWorkflow{source}).valid) << source;
    }
    EXPECT_TRUE(must(api::ListWorkflows{}).items.empty());
}

TEST_P(Contract, OneVersionIsNotAnother) {
    deploy("flow", kEcho);
    EXPECT_EQ(refused(api::GetWorkflow{"test", "flow", "9.9.9"}), api::code::kNotFound);
    EXPECT_EQ(refused(api::GetWorkflow{"elsewhere", "flow", ""}), api::code::kNotFound);
    deploy("flow", kLongWait, "0.9.0");
    EXPECT_EQ(must(api::GetWorkflow{"test", "flow", "1.0.0"}).info.version, "1.0.0");
}

TEST_P(Contract, FunctionsAreListedWithTheirSchemas) {
    std::set<std::string> names;
    for (const auto& function : must(api::ListFunctions{}).items) {
        names.insert(function.name);
        EXPECT_FALSE(function.version.empty()) << function.name;
        EXPECT_TRUE(function.input.is_object()) << function.name;
    }
    for (const char* name : {"http", "fs.get", "fs.put", "fs.list", "sql", "approval"}) {
        EXPECT_EQ(names.count(name), 1u) << name;
    }
}

}  // namespace
}  // namespace beamline::test
