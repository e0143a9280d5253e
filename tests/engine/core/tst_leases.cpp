// SPDX-License-Identifier: Apache-2.0
// Who owns a shard: what each word does at its place, which runs belong to which shard, and how shards are spread.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>

#include "engine/api/ids.h"
#include "engine/core/cluster/leases.h"

namespace beamline::core {
namespace {

LeaseWord word(LeaseKind kind, int shard, std::uint64_t epoch, std::string node, std::string to = {}) {
    LeaseWord result;
    result.kind = kind;
    result.shard = shard;
    result.epoch = epoch;
    result.node = std::move(node);
    result.to = std::move(to);
    return result;
}

TEST(Leases, TheFirstClaimOfTheNextEpochCounts) {
    Leases leases(2);
    EXPECT_FALSE(leases.current(0, 0));
    EXPECT_EQ(leases.read(word(LeaseKind::claim, 0, 2, "a")), LeaseVerdict::stale);
    EXPECT_EQ(leases.read(word(LeaseKind::claim, 0, 1, "a")), LeaseVerdict::taken);
    EXPECT_EQ(leases.read(word(LeaseKind::claim, 0, 1, "b")), LeaseVerdict::stale);
    EXPECT_EQ(leases.of(0).owner, "a");
    EXPECT_TRUE(leases.current(0, 1));
    EXPECT_EQ(leases.read(word(LeaseKind::claim, 0, 2, "b")), LeaseVerdict::taken);
    EXPECT_FALSE(leases.current(0, 1));
    EXPECT_TRUE(leases.current(0, 2));
    EXPECT_FALSE(leases.current(1, 0)) << "nobody ever claimed it";
}

TEST(Leases, ARenewalTellsOfWhatItsNodeHoldsAndOfNothingElse) {
    Leases leases(3);
    leases.read(word(LeaseKind::claim, 0, 1, "a"));
    leases.read(word(LeaseKind::claim, 1, 1, "a"));
    leases.read(word(LeaseKind::claim, 1, 2, "b"));
    auto renewal = word(LeaseKind::renew, 0, 0, "a");
    renewal.held = {{0, 1, 40}, {1, 1, 40}, {7, 1, 40}};
    EXPECT_EQ(leases.read(renewal), LeaseVerdict::stale);
    EXPECT_EQ(leases.of(0).delivered, 40);
    EXPECT_EQ(leases.of(1).delivered, 0) << "it is another's by now";
    renewal.held = {{0, 1, 30}};
    EXPECT_EQ(leases.read(renewal), LeaseVerdict::taken);
    EXPECT_EQ(leases.of(0).delivered, 40) << "it never goes back";
    renewal.held.clear();
    EXPECT_EQ(leases.read(renewal), LeaseVerdict::taken) << "a node that owns nothing is there, too";
}

TEST(Leases, AReleasedShardTakesNothingUntilItIsClaimed) {
    Leases leases(1);
    leases.read(word(LeaseKind::claim, 0, 1, "a"));
    EXPECT_EQ(leases.read(word(LeaseKind::release, 0, 1, "b", "b")), LeaseVerdict::stale);
    auto release = word(LeaseKind::release, 0, 1, "a", "b");
    release.delivered = 12;
    EXPECT_EQ(leases.read(release), LeaseVerdict::taken);
    EXPECT_FALSE(leases.current(0, 1));
    EXPECT_EQ(leases.of(0).owner, "");
    EXPECT_EQ(leases.of(0).to, "b");
    EXPECT_EQ(leases.of(0).delivered, 12);
    EXPECT_EQ(leases.read(release), LeaseVerdict::stale) << "the same word once more";
    EXPECT_EQ(leases.read(word(LeaseKind::claim, 0, 2, "b")), LeaseVerdict::taken);
    EXPECT_EQ(leases.of(0).to, "");
    EXPECT_EQ(leases.of(0).delivered, 12);
    EXPECT_EQ(leases.read(word(LeaseKind::claim, 0, 3, "c")), LeaseVerdict::taken);
}

TEST(Leases, AMoveOnlyAsks) {
    Leases leases(1);
    leases.read(word(LeaseKind::claim, 0, 1, "a"));
    EXPECT_EQ(leases.read(word(LeaseKind::move, 0, 1, "console", "b")), LeaseVerdict::taken);
    EXPECT_EQ(leases.of(0).owner, "a");
    EXPECT_EQ(leases.of(0).to, "b");
    EXPECT_TRUE(leases.current(0, 1));
    leases.read(word(LeaseKind::claim, 0, 2, "b"));
    EXPECT_EQ(leases.read(word(LeaseKind::move, 0, 1, "console", "c")), LeaseVerdict::stale) << "it came late";
    EXPECT_EQ(leases.of(0).to, "");
}

TEST(Leases, WordsAboutNoShardChangeNothing) {
    Leases leases(1);
    for (const int shard : {-1, 1, 5'000}) {
        EXPECT_EQ(leases.read(word(LeaseKind::claim, shard, 1, "a")), LeaseVerdict::stale);
        EXPECT_FALSE(leases.current(shard, 0));
    }
    EXPECT_EQ(leases.read(word(LeaseKind::claim, 0, 1, "")), LeaseVerdict::stale);
    EXPECT_EQ(leases.of(0), Lease{});
}

TEST(RunKeys, AreOrderedByTimeAndTellTheShard) {
    std::set<std::int64_t> keys;
    std::map<int, int> perShard;
    std::int64_t before = 0;
    const api::Timestamp start = 1'764'168'285'000;
    for (int i = 0; i < 20'000; ++i) {
        const auto id = api::newUlid(start + i / 50);
        const auto key = runKeyOf(id);
        ASSERT_GT(key, 0);
        keys.insert(key);
        EXPECT_EQ(shardOf(id, 32), shardOfKey(key, 32));
        ++perShard[shardOf(id, 32)];
        if (i % 50 == 0) {
            EXPECT_GT(key, before) << "a later millisecond has a greater key";
        }
        before = std::max(before, key);
    }
    EXPECT_EQ(keys.size(), 20'000U);
    ASSERT_EQ(perShard.size(), 32U);
    for (const auto& [shard, count] : perShard) {
        EXPECT_GT(count, 400) << "shard " << shard;
        EXPECT_LT(count, 850) << "shard " << shard;
    }
}

TEST(RunKeys, AreTheSameForEver) {  // they are in journals
    EXPECT_EQ(runKeyOf("01KB0ZX4ZV3M9S4Q8Y7N2E1H6T"), 3'699'777'267'197'592'794);
    EXPECT_EQ(shardOf("01KB0ZX4ZV3M9S4Q8Y7N2E1H6T", 32), 11);
    EXPECT_EQ(runKeyOf("not a ulid"), 0);
    EXPECT_EQ(runKeyOf("01KB0ZX4ZV3M9S4Q8Y7N2E1H6U"), 0) << "U is no digit of a ULID";
    EXPECT_EQ(runKeyOf(""), 0);
    EXPECT_GT(runKeyOf("7ZZZZZZZZZZZZZZZZZZZZZZZZZ"), 0);
}

TEST(RunKeys, AnIdOfAnyWantedShardIsFoundSoon) {
    for (const int shards : {1, 3, kDefaultShards, kMaxShards}) {
        int tries = 0;
        for (int wanted = 0; wanted < shards; ++wanted) {
            while (shardOf(api::newUlid(1'764'168'285'000), shards) != wanted) {
                ASSERT_LT(++tries, shards * shards * 8 + 1'000);
            }
        }
    }
}

TEST(RunHeads, FollowOnlyWhatWasThere) {
    const RunHead none;
    const auto one = advanced(none, "started");
    const auto two = advanced(one, "ended");
    EXPECT_EQ(one.n, 1U);
    EXPECT_EQ(one.hash.size(), 16U);
    EXPECT_NE(one.hash, advanced(none, "startet").hash);
    EXPECT_NE(two.hash, advanced(none, "ended").hash);
    EXPECT_EQ(follows(none, none, 1), Follows::yes);
    EXPECT_EQ(follows(one, one, 2), Follows::yes);
    EXPECT_EQ(follows(one, none, 1), Follows::known);
    EXPECT_EQ(follows(two, one, 1), Follows::known);
    EXPECT_EQ(follows(two, one, 0), Follows::known);
    EXPECT_EQ(follows(two, one, 2), Follows::differs) << "half of it is new";
    EXPECT_EQ(follows(none, one, 1), Follows::gap);
    EXPECT_EQ(follows(one, advanced(none, "other"), 1), Follows::differs);
}

int movesBetween(const std::vector<std::string>& from, const std::vector<std::string>& to) {
    int moved = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        moved += from[i] != to[i];
    }
    return moved;
}

std::pair<int, int> span(const std::vector<std::string>& owners, const std::vector<std::string>& nodes) {
    int least = static_cast<int>(owners.size());
    int most = 0;
    for (const auto& node : nodes) {
        const auto count = static_cast<int>(std::count(owners.begin(), owners.end(), node));
        least = std::min(least, count);
        most = std::max(most, count);
    }
    return {least, most};
}

TEST(Balance, SpreadsEvenlyAndKeepsWhatItCan) {
    EXPECT_EQ(balanced({"a", "a", "a", "a"}, {"a", "b"}), (std::vector<std::string>{"a", "a", "b", "b"}));
    EXPECT_EQ(balanced({"", "", ""}, {"b", "a"}), (std::vector<std::string>{"a", "a", "b"}));
    EXPECT_EQ(balanced({"b", "gone", "a"}, {"a", "b", "b"}), (std::vector<std::string>{"b", "a", "a"}));
    EXPECT_EQ(balanced({"a", "b"}, {}), (std::vector<std::string>{"", ""}));
    EXPECT_EQ(balanced({}, {"a"}), std::vector<std::string>());
}

/// The fewest moves to any even spread, by trying all.
int fewestMoves(const std::vector<std::string>& owners, const std::vector<std::string>& nodes) {
    std::vector<std::string> spread(owners.size());
    int best = static_cast<int>(owners.size()) + 1;
    const std::function<void(std::size_t)> fill = [&](std::size_t shard) {
        if (shard < owners.size()) {
            for (const auto& node : nodes) {
                spread[shard] = node;
                fill(shard + 1);
            }
            return;
        }
        if (const auto [least, most] = span(spread, nodes); most - least <= 1) {
            best = std::min(best, movesBetween(owners, spread));
        }
    };
    fill(0);
    return best;
}

TEST(Balance, NeverMovesMoreThanNeeded) {
    std::mt19937 random(20'261);
    const std::vector<std::string> names{"a", "b", "c", "d"};
    for (int round = 0; round < 300; ++round) {
        std::vector<std::string> owners(1 + random() % 6);
        for (auto& owner : owners) {
            owner = random() % 5 == 0 ? "" : names[random() % 4];
        }
        const std::vector<std::string> nodes(names.begin(), names.begin() + 1 + static_cast<int>(random() % 3));
        const auto spread = balanced(owners, nodes);
        const auto [least, most] = span(spread, nodes);
        EXPECT_LE(most - least, 1);
        EXPECT_EQ(movesBetween(owners, spread), fewestMoves(owners, nodes)) << "round " << round;
        EXPECT_EQ(balanced(spread, nodes), spread) << "done is done";
    }
}

TEST(Balance, MovesFewWhenANodeComesOrGoes) {
    std::vector<std::string> nodes{"a", "b", "c"};
    auto owners = balanced(std::vector<std::string>(32), nodes);
    auto after = balanced(owners, {"a", "b", "c", "d"});
    EXPECT_EQ(movesBetween(owners, after), 8) << "what the new node gets, and nothing else";
    owners = after;
    after = balanced(owners, {"a", "b", "d"});
    EXPECT_EQ(movesBetween(owners, after), 8) << "what the node that went had";
}

}  // namespace
}  // namespace beamline::core
