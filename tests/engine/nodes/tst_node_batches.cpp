// SPDX-License-Identifier: Apache-2.0
// Batches in a cluster: they reach the runs of all nodes, and another node goes on with them.
#include "engine/api/ids.h"
#include "tests/engine/nodes/nodes_fixture.h"

namespace beamline::test {
namespace {

constexpr const char* kBad = "- no: {raise: {error: {type: 'https://example.com/e', status: 500, title: No}}}\n";
constexpr const char* kNap = "- nap: {wait: {hours: 1}}\n";

class NodeBatches : public NodesTest {
protected:
    /// Of each node so many, in this phase on all.
    std::vector<std::string> startEverywhere(const std::string& workflow, std::size_t each, api::Phase phase) {
        std::vector<std::string> all;
        for (std::size_t i = 0; i < each; ++i) {
            for (const auto& [name, node] : m_nodes) {
                all.push_back(start(name, workflow));
            }
        }
        for (const auto& [name, node] : m_nodes) {
            EXPECT_TRUE(eventually([&] {
                const auto seen = runs(name, workflow);
                return seen.size() == all.size() &&
                       std::all_of(seen.begin(), seen.end(), [&](const auto& run) { return run.phase == phase; });
            })) << name;
        }
        return all;
    }
    api::Batch begin(const std::string& node, api::BatchAction action, std::vector<std::string> runs) {
        api::StartBatch op;
        op.action = action;
        op.runs = std::move(runs);
        op.reason = "because";
        return ask(node, op).batch;
    }
    api::Batch look(const std::string& node) {
        const auto page = ask(node, api::ListBatches{});
        return page.items.empty() ? api::Batch{} : page.items.front();
    }
};

TEST_F(NodeBatches, ReachTheRunsOfAllNodes) {
    three();
    deploy("a", "nap", kNap);
    const auto runs = startEverywhere("nap", 25, api::Phase::waiting);
    const auto batch = begin("b", api::BatchAction::suspend, runs);
    ASSERT_TRUE(eventually([&] { return look("c").state == api::BatchState::completed; }));
    EXPECT_EQ(look("c").id, batch.id);
    EXPECT_EQ(look("c").done, 75);
    EXPECT_EQ(look("c").by, "ann");
    const auto back = ask("c", api::ControlBatch{batch.id, api::BatchControl::undo, {}}).batch;
    ASSERT_TRUE(eventually([&] { return look("a").id == back.id && look("a").state == api::BatchState::completed; }));
    EXPECT_EQ(look("a").done, 75);
    for (const auto& run : runs) {
        EXPECT_EQ(told("a", run, "run.suspended"), 1U);
        EXPECT_EQ(told("a", run, "run.resumed"), 1U);
    }
    expectAlike();
}

TEST_F(NodeBatches, AnotherNodeGoesOnWhereOneWasCutOff) {
    three();
    deploy("a", "bad", kBad);
    const auto faulted = startEverywhere("bad", 20, api::Phase::faulted);
    auto all = faulted;
    for (int i = 0; i < 20'000; ++i) {  // that never were: they make it long
        all.insert(all.begin() + 30, api::newUlid(1'000));
    }
    const auto batch = begin("a", api::BatchAction::retry, all);
    ASSERT_EQ(m_nodes.at("a").engine->ownerOfRun(batch.id), "a");
    ASSERT_TRUE(eventually([&] { return look("b").refused > 0; }));
    cut("a");
    EXPECT_EQ(look("b").state, api::BatchState::running);
    ASSERT_TRUE(eventually([&] { return look("b").state == api::BatchState::completed; }));
    EXPECT_EQ(look("b").done, static_cast<std::int64_t>(faulted.size()));
    EXPECT_EQ(look("b").refused, 20'000);
    for (const auto& run : faulted) {
        EXPECT_EQ(told("b", run, "run.resumed"), 1U) << run;
    }
}

}  // namespace
}  // namespace beamline::test
