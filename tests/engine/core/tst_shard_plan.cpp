// SPDX-License-Identifier: Apache-2.0
// What nodes do about shards, by plans that read one order in memory, by clocks of their own.
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>

#include "engine/core/cluster/shard_plan.h"

namespace beamline::core {
namespace {

constexpr int kShards = 12;
constexpr std::int64_t kLease = 600;
constexpr std::int64_t kTick = 50;

class ShardPlans : public ::testing::Test {
protected:
    struct Node {
        std::string name;
        std::int64_t clock = 0;  ///< begins anywhere: nobody compares
        std::size_t place = 0;
        Leases leases{kShards};
        std::optional<ShardPlan> plan;
        std::set<int> acts;
        bool up = true;
        bool holds = false;  ///< does not come to an end with what it should yield
    };

    Node& join(const std::string& name, bool takes = true) {
        auto& node = m_nodes.emplace_back();
        node.name = name;
        node.clock = 1'000'000 * static_cast<std::int64_t>(m_nodes.size());
        boot(node, takes);
        return node;
    }
    /// As after a start of its process: it has read all that is stored, and knows nothing else.
    void boot(Node& node, bool takes = true) {
        for (; node.place < m_order.size(); ++node.place) {
            node.leases.read(m_order[node.place]);
        }
        node.acts.clear();
        node.up = true;
        node.plan.emplace(ShardPlanOptions{node.name, kLease, kLease / 3, takes}, stored(node), node.clock);
    }
    static std::vector<Lease> stored(const Node& node) {
        std::vector<Lease> all;
        for (int shard = 0; shard < kShards; ++shard) {
            all.push_back(node.leases.of(shard));
        }
        return all;
    }

    void run(std::int64_t ms) {
        for (std::int64_t t = 0; t < ms; t += kTick) {
            for (auto& node : m_nodes) {
                node.clock += kTick;
                if (node.up) {
                    turn(node);
                }
            }
            check();
        }
    }
    void turn(Node& node) {
        for (; node.place < m_order.size(); ++node.place) {
            const auto word = m_order[node.place];
            m_claims += node.leases.read(word) == LeaseVerdict::taken && word.kind == LeaseKind::claim &&
                        node.place >= m_counted;
            m_counted = std::max(m_counted, node.place + 1);
            node.plan->read(word, stored(node), node.clock);
        }
        const auto orders = node.plan->step(stored(node), node.clock, {});
        for (const int shard : orders.stop) {
            EXPECT_EQ(node.acts.erase(shard), 1U);
        }
        for (const int shard : orders.begin) {
            EXPECT_TRUE(node.acts.insert(shard).second);
        }
        for (const auto& word : orders.say) {
            m_order.push_back(word);
        }
        for (const int shard : node.acts) {
            if (node.plan->yields(shard) && !node.holds) {
                node.plan->quiet(shard, 7);
            }
        }
    }
    /// Of those that have read everything, no two act for one shard.
    void check() {
        for (int shard = 0; shard < kShards; ++shard) {
            const auto acting = std::count_if(m_nodes.begin(), m_nodes.end(), [&](const auto& node) {
                return node.up && node.place == m_order.size() && node.acts.contains(shard);
            });
            EXPECT_LE(acting, 1) << "shard " << shard;
        }
    }
    Node& node(const std::string& name) {
        return *std::find_if(m_nodes.begin(), m_nodes.end(), [&](const auto& one) { return one.name == name; });
    }
    std::vector<std::size_t> counts() {
        std::vector<std::size_t> result;
        for (const auto& one : m_nodes) {
            result.push_back(one.up ? one.acts.size() : 0);
        }
        return result;
    }
    int claims() { return std::exchange(m_claims, 0); }

    std::deque<Node> m_nodes;
    std::vector<LeaseWord> m_order;
    std::size_t m_counted = 0;
    int m_claims = 0;
};
using Counts = std::vector<std::size_t>;

TEST_F(ShardPlans, NodesThatStartTogetherShareAlikeAndNothingMovesTwice) {
    join("a");
    join("b");
    join("c");
    run(3 * kLease);
    EXPECT_EQ(counts(), (Counts{4, 4, 4}));
    EXPECT_EQ(claims(), kShards);
    run(10 * kLease);
    EXPECT_EQ(claims(), 0) << "nothing happens, nothing moves";
}

TEST_F(ShardPlans, AnotherTakesOverWhatASilentNodeHadAndNothingElse) {
    join("a");
    join("b");
    join("c");
    run(3 * kLease);
    claims();
    node("b").up = false;
    run(kLease - 2 * kTick);
    EXPECT_EQ(claims(), 0) << "its lease time is not over";
    run(2 * kLease);
    EXPECT_EQ(counts(), (Counts{6, 0, 6}));
    EXPECT_EQ(claims(), 4);
    boot(node("b"));
    run(4 * kLease);
    EXPECT_EQ(counts(), (Counts{4, 4, 4}));
    EXPECT_EQ(claims(), 4);
}

TEST_F(ShardPlans, ANodeThatSleptStopsAsSoonAsItReadsOn) {
    join("a");
    join("b");
    run(3 * kLease);
    auto& slept = node("b");
    const auto before = slept.acts;
    ASSERT_EQ(before.size(), 6U);
    slept.up = false;
    run(3 * kLease);
    EXPECT_EQ(node("a").acts.size(), 12U);
    slept.up = true;
    turn(slept);
    EXPECT_TRUE(slept.acts.empty());
}

TEST_F(ShardPlans, WhoHasReadNothingForALongTimeClaimsNothing) {
    join("a");
    join("b");
    run(3 * kLease);
    auto& deaf = node("b");
    deaf.clock += 3 * kLease;  // it reads nothing, or stood still: it looks as if all others were silent
    for (const auto& word : deaf.plan->step(stored(deaf), deaf.clock, {}).say) {
        EXPECT_NE(word.kind, LeaseKind::claim) << word.shard;
    }
}

TEST_F(ShardPlans, ANodeThatStartsAnewClaimsWhatItHadAnew) {
    join("a");
    run(3 * kLease);
    const auto epoch = node("a").leases.of(3).epoch;
    claims();
    boot(node("a"));
    run(4 * kTick);
    EXPECT_EQ(node("a").acts.size(), 12U) << "it need not wait for itself";
    EXPECT_EQ(node("a").leases.of(3).epoch, epoch + 1) << "what its earlier life said counts no more";
}

TEST_F(ShardPlans, ANodeThatDrainsGivesAwayAllAndTakesNothingUntilItResumes) {
    join("a");
    join("b");
    join("c");
    run(3 * kLease);
    claims();
    node("c").plan->drain(true);
    run(6 * kTick);
    EXPECT_EQ(counts(), (Counts{6, 6, 0})) << "nobody waits for a lease to end";
    EXPECT_EQ(claims(), 4);
    EXPECT_EQ(node("a").leases.of(0).delivered + node("a").leases.of(11).delivered > 0, true) << "marks go along";
    run(5 * kLease);
    EXPECT_EQ(counts(), (Counts{6, 6, 0}));
    node("c").plan->drain(false);
    run(3 * kLease);
    EXPECT_EQ(counts(), (Counts{4, 4, 4}));
}

TEST_F(ShardPlans, TheLastNodeKeepsItsShardsWhenItShouldDrain) {
    join("a");
    join("router", false);
    run(3 * kLease);
    node("a").plan->drain(true);
    run(2 * kTick);
    EXPECT_EQ(node("a").plan->draining(), ShardPlan::Draining::refused) << "a node without the role takes nothing";
    run(3 * kLease);
    EXPECT_EQ(counts(), (Counts{12, 0}));
}

TEST_F(ShardPlans, OfNodesThatDrainAtTheSameTimeOneStays) {
    join("a");
    join("b");
    run(3 * kLease);
    node("b").plan->drain(true);
    node("a").plan->drain(true);
    run(3 * kTick);
    EXPECT_NE(node("a").plan->draining(), node("b").plan->draining());
    run(3 * kLease);
    EXPECT_EQ(node("a").acts.size() + node("b").acts.size(), 12U);
    for (const auto* name : {"a", "b"}) {
        node(name).plan->drain(false);
    }
    run(3 * kLease);
    EXPECT_EQ(counts(), (Counts{6, 6}));
}

TEST_F(ShardPlans, AShardIsReleasedWhenItIsQuietAndNotBefore) {
    auto& a = join("a");
    run(3 * kLease);
    a.holds = true;
    join("b");
    run(3 * kLease);
    EXPECT_EQ(counts(), (Counts{12, 0}));
    a.holds = false;
    run(5 * kTick);
    EXPECT_EQ(counts(), (Counts{6, 6}));
}

TEST_F(ShardPlans, AMovedShardStaysUntilNodesComeOrGo) {
    auto& a = join("a");
    join("b");
    run(3 * kLease);
    const int shard = *a.acts.begin();
    LeaseWord word;
    word.kind = LeaseKind::move;
    word.node = "b";
    word.shard = shard;
    word.epoch = a.leases.of(shard).epoch;
    word.to = "b";
    claims();
    m_order.push_back(word);
    run(10 * kLease);
    EXPECT_EQ(counts(), (Counts{5, 7}));
    EXPECT_TRUE(node("b").acts.contains(shard));
    EXPECT_EQ(claims(), 1);
    join("c");
    run(4 * kLease);
    EXPECT_EQ(counts(), (Counts{4, 4, 4}));
}

TEST_F(ShardPlans, ANodeThatEndsLeavesItsShardsToWhoeverComesFirst) {
    join("a");
    auto& b = join("b");
    run(3 * kLease);
    for (const auto& word : b.plan->farewell({{*b.acts.begin(), 99}})) {
        m_order.push_back(word);
    }
    b.up = false;
    run(4 * kTick);
    EXPECT_EQ(counts(), (Counts{12, 0}));
    EXPECT_EQ(node("a").leases.of(*b.acts.begin()).delivered, 99);
}

TEST_F(ShardPlans, WhatAnEarlierLifeHadIsClaimedAnew) {
    auto& a = join("a");
    run(3 * kLease);
    ASSERT_EQ(counts(), (Counts{12}));
    const auto epoch = a.leases.of(3).epoch;
    // Its journal was lost, it claims what it takes for free, and then finds leases of its own name in another journal.
    a.plan->startAnew();
    turn(a);
    EXPECT_TRUE(a.acts.empty()) << "nothing goes on for an epoch that was not read";
    run(kLease);
    EXPECT_EQ(counts(), (Counts{12}));
    EXPECT_EQ(a.leases.of(3).epoch, epoch + 1);
}

TEST_F(ShardPlans, RenewalsDoNotPileUpWhenTheyCannotGetOut) {
    ShardPlan plan({"a", kLease, kLease / 3, true}, std::vector<Lease>(2), 0);
    int said = 0;
    for (std::int64_t now = 0; now < 10 * kLease; now += kTick) {
        said += static_cast<int>(plan.step(std::vector<Lease>(2), now, {}).say.size());
    }
    EXPECT_LE(said, 10) << "one a lease time";
    EXPECT_GE(said, 5);
}

}  // namespace
}  // namespace beamline::core
