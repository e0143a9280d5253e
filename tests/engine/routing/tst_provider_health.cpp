// SPDX-License-Identifier: Apache-2.0
// What is known of providers: latencies, costs, errors, shares; of how many; and from several threads.
#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <limits>
#include <thread>

#include "engine/routing/provider_health.h"

namespace beamline::test {
namespace {

using routing::BreakerOptions;
using routing::CircuitState;
using routing::Latencies;
using routing::ProviderHealth;

TEST(LatenciesTest, PercentilesAreExactByNearestRank) {
    Latencies latencies;
    EXPECT_DOUBLE_EQ(latencies.percentile(0.5), 0);
    EXPECT_DOUBLE_EQ(latencies.mean(), 0);
    for (int i = 20; i >= 1; --i) {
        latencies.add(i * 10);
    }
    EXPECT_DOUBLE_EQ(latencies.percentile(0), 10);
    EXPECT_DOUBLE_EQ(latencies.percentile(0.05), 10);
    EXPECT_DOUBLE_EQ(latencies.percentile(0.5), 100);
    EXPECT_DOUBLE_EQ(latencies.percentile(0.501), 110);
    EXPECT_DOUBLE_EQ(latencies.percentile(0.95), 190);
    EXPECT_DOUBLE_EQ(latencies.percentile(1), 200);
    EXPECT_DOUBLE_EQ(latencies.percentile(7), 200);
    EXPECT_DOUBLE_EQ(latencies.percentile(-1), 10);
    EXPECT_DOUBLE_EQ(latencies.percentile(std::nan("")), 10);
    EXPECT_DOUBLE_EQ(latencies.mean(), 105);
    latencies.add(-1);
    latencies.add(std::nan(""));
    latencies.add(std::numeric_limits<double>::infinity());
    EXPECT_EQ(latencies.count(), 20u);
}

TEST(LatenciesTest, OnlyTheLastOnesAreRemembered) {
    Latencies latencies;
    for (std::size_t i = 0; i < routing::kMaxLatencies; ++i) {
        latencies.add(1'000);
    }
    for (std::size_t i = 0; i < routing::kMaxLatencies - 1; ++i) {
        latencies.add(1);
    }
    EXPECT_EQ(latencies.count(), routing::kMaxLatencies);
    EXPECT_DOUBLE_EQ(latencies.percentile(1), 1'000);
    latencies.add(1);
    EXPECT_DOUBLE_EQ(latencies.percentile(1), 1);
}

class ProviderHealthTest : public testing::Test {
protected:
    ProviderHealth::View look(const std::string& provider, bool dry = true) {
        return m_health.look("acme", provider, m_options, m_now, dry);
    }
    void report(const std::string& provider, bool ok, double latencyMs = 10, double cost = 0,
                const std::string& error = "refused") {
        m_health.report("acme", provider, m_options, ok, latencyMs, cost, error, m_now);
    }
    api::ProviderState stateOf(const std::string& provider, const std::string& tenant = "acme") {
        for (const auto& one : m_health.list(tenant, m_now)) {
            if (one.provider == provider && one.tenant == tenant) {
                return one;
            }
        }
        return {};
    }

    ProviderHealth m_health;
    BreakerOptions m_options{.enabled = true};
    api::Timestamp m_now = 1'700'000'000'000;
};

std::vector<api::RouteCandidate> weights(const std::vector<std::pair<std::string, double>>& of) {
    std::vector<api::RouteCandidate> result;
    for (const auto& [name, weight] : of) {
        result.emplace_back();
        result.back().provider = name;
        result.back().weight = weight;
    }
    return result;
}

TEST_F(ProviderHealthTest, NothingIsKnownOfWhomNobodyAsked) {
    const auto view = look("a");
    EXPECT_TRUE(view.permitted);
    EXPECT_EQ(view.circuit, CircuitState::closed);
    EXPECT_EQ(view.calls, 0);
    EXPECT_DOUBLE_EQ(m_health.percentile("acme", "a", 0.5), 0);
    EXPECT_TRUE(m_health.list("acme", m_now).empty()) << "looking dry leaves nothing behind";
}

TEST_F(ProviderHealthTest, LatenciesAreOfCallsThatWentWellAndCostsOfThoseThatTellThem) {
    for (int i = 1; i <= 20; ++i) {
        report("a", true, i, 0.5);
    }
    report("a", false, 5'000, 0, "timeout");
    report("a", true, 0, 1.5);
    const auto view = look("a");
    EXPECT_DOUBLE_EQ(view.latencyMs, 10);
    EXPECT_DOUBLE_EQ(view.p95Ms, 19);
    EXPECT_EQ(view.measured, 20);
    EXPECT_EQ(view.calls, 22);
    EXPECT_NEAR(view.cost, 11.5 / 21, 1e-9);
    EXPECT_NEAR(view.errorRate, 1.0 / 22, 1e-9);
    EXPECT_DOUBLE_EQ(m_health.percentile("acme", "a", 0.99), 20);
    const auto state = stateOf("a");
    EXPECT_EQ(state.calls, 22);
    EXPECT_EQ(state.failed, 1);
    EXPECT_DOUBLE_EQ(state.p50Ms, 10);
    EXPECT_DOUBLE_EQ(state.p95Ms, 19);
    EXPECT_DOUBLE_EQ(state.p99Ms, 20);
    EXPECT_EQ(state.lastError, "timeout");
    EXPECT_EQ(state.lastErrorAt, m_now);
    EXPECT_EQ(state.circuit, "closed");
    EXPECT_EQ(look("b").calls, 0) << "another provider";
    EXPECT_EQ(m_health.look("umbrella", "a", m_options, m_now, true).calls, 0) << "another tenant";
}

TEST_F(ProviderHealthTest, TheErrorRateIsOfTheLastThousand) {
    m_options.enabled = false;
    for (int i = 0; i < 500; ++i) {
        report("a", false);
    }
    EXPECT_DOUBLE_EQ(look("a").errorRate, 1);
    for (int i = 0; i < 1'000; ++i) {
        EXPECT_GT(look("a").errorRate, 0) << i;
        report("a", true);
    }
    EXPECT_DOUBLE_EQ(look("a").errorRate, 0);
    EXPECT_EQ(look("a").calls, 1'500);
}

TEST_F(ProviderHealthTest, AnOpenCircuitSaysWhyAndATrialTakesPermits) {
    for (int i = 0; i < 5; ++i) {
        report("a", false);
    }
    m_now += 1'500;
    auto view = look("a");
    EXPECT_FALSE(view.permitted);
    EXPECT_EQ(view.circuit, CircuitState::open);
    EXPECT_EQ(view.why, "its circuit is open for 1.5 of 60 s: 5 calls one after another failed");
    EXPECT_EQ(stateOf("a").circuit, "open");
    EXPECT_EQ(stateOf("a").openedAt, m_now - 1'500);
    EXPECT_EQ(stateOf("a").failures, 5);
    m_now += 60'000;
    for (int i = 0; i < 10; ++i) {
        EXPECT_TRUE(look("a").permitted) << "dry";
    }
    for (int i = 0; i < 3; ++i) {
        view = look("a", false);
        EXPECT_TRUE(view.permitted);
        EXPECT_EQ(view.circuit, CircuitState::half_open);
    }
    view = look("a", false);
    EXPECT_FALSE(view.permitted);
    EXPECT_EQ(view.why, "its circuit is half-open, and the calls that may try it are under way already (3)");
    EXPECT_EQ(stateOf("a").circuit, "half_open");
    report("a", true);
    report("a", true);
    EXPECT_EQ(look("a").circuit, CircuitState::closed);
    EXPECT_EQ(stateOf("a").openedAt, 0);
}

TEST_F(ProviderHealthTest, LongErrorsAreCutBetweenCharacters) {
    std::string error;
    for (int i = 0; i < 1'000; ++i) {
        error += "ü";
    }
    report("a", false, 0, 0, "x" + error);
    const auto kept = stateOf("a").lastError;
    EXPECT_EQ(kept.size(), routing::kMaxProviderErrorBytes - 1) << "the last byte would be half a character";
}

TEST_F(ProviderHealthTest, SharesAreOfTheLastThousandDecisionsOfTheTenant) {
    const auto old = weights({{"gone", 100}});
    for (int i = 0; i < 500; ++i) {
        m_health.chosen("acme", "gone", old, m_now);
    }
    EXPECT_DOUBLE_EQ(stateOf("gone").share, 1);
    const auto even = weights({{"a", 30}, {"b", 10}, {"c", 0}});
    for (int i = 0; i < 1'000; ++i) {
        m_health.chosen("acme", i % 2 == 0 ? "a" : "b", even, m_now);
    }
    EXPECT_NEAR(stateOf("a").share, 0.5, 1e-9);
    EXPECT_NEAR(stateOf("a").weight, 0.75, 1e-9);
    EXPECT_NEAR(stateOf("b").share, 0.5, 1e-9);
    EXPECT_NEAR(stateOf("b").weight, 0.25, 1e-9);
    EXPECT_EQ(stateOf("a").decisions, 500);
    EXPECT_DOUBLE_EQ(stateOf("gone").share, 0);
    EXPECT_EQ(stateOf("gone").decisions, 500);
    EXPECT_EQ(stateOf("c").provider, "c") << "who is never asked is listed, too";
    EXPECT_DOUBLE_EQ(stateOf("c").weight, 0);
    EXPECT_EQ(stateOf("c").circuit, "closed");
    m_health.chosen("umbrella", "a", even, m_now);
    EXPECT_DOUBLE_EQ(stateOf("a", "umbrella").share, 1);
    EXPECT_EQ(m_health.list("", m_now).size(), 7u) << "of all";
}

TEST_F(ProviderHealthTest, PoliciesOfDifferentWeightsAddUp) {
    for (int i = 0; i < 100; ++i) {
        // More policies than are remembered side by side.
        m_health.chosen("acme", "a", weights({{"a", 1}, {"b", i}}), m_now);
        m_health.chosen("acme", "c", weights({{"c", 5}}), m_now);
    }
    EXPECT_NEAR(stateOf("c").weight, 0.5, 1e-9);
    EXPECT_NEAR(stateOf("a").weight + stateOf("b").weight, 0.5, 1e-9);
    m_health.chosen("none", "f", weights({{"f", 0}, {"g", -1}}), m_now);
    EXPECT_DOUBLE_EQ(stateOf("f", "none").weight, 0);
}

TEST_F(ProviderHealthTest, TheLongestUnusedAreForgotten) {
    report("first", true);
    report("second", true);
    for (std::size_t i = 2; i < routing::kMaxProviderStates; ++i) {
        m_health.report("t" + std::to_string(i), "p", m_options, true, 1, 0, "", m_now);
    }
    report("first", true);
    EXPECT_EQ(look("second").calls, 1);
    report("new", true);
    EXPECT_EQ(look("second").calls, 0);
    EXPECT_EQ(look("first").calls, 2);
    EXPECT_EQ(m_health.list("", m_now).size(), routing::kMaxProviderStates);
}

TEST_F(ProviderHealthTest, DecisionsOfTheLongestUnusedTenantsAreForgotten) {
    const auto one = weights({{"a", 1}, {"b", 1}});
    for (std::size_t i = 0; i <= routing::kMaxDecidingTenants; ++i) {
        m_health.chosen("t" + std::to_string(i), "a", one, m_now);
    }
    EXPECT_DOUBLE_EQ(stateOf("a", "t0").share, 0);
    EXPECT_EQ(stateOf("a", "t0").decisions, 1);
    EXPECT_DOUBLE_EQ(stateOf("a", "t1").share, 1);
}

TEST_F(ProviderHealthTest, ThreadsLoseNothing) {
    const auto all = weights({{"a", 1}, {"b", 1}});
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 500; ++i) {
                m_health.chosen("acme", "a", all, m_now);
                m_health.look("acme", "a", m_options, m_now, i % 2 == 0);
                m_health.report("acme", "a", m_options, i % 5 != 0, i, 1, "refused", m_now + i);
                m_health.report("t" + std::to_string(t), std::to_string(i), m_options, true, 1, 1, "", m_now);
                m_health.percentile("acme", "a", 0.5);
                if (i % 100 == 0) {
                    m_health.list("", m_now);
                }
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    const auto state = stateOf("a");
    EXPECT_EQ(state.calls, 2'000);
    EXPECT_EQ(state.failed, 400);
    EXPECT_EQ(state.decisions, 2'000);
    EXPECT_DOUBLE_EQ(state.cost, 1);
    EXPECT_NEAR(state.share, 1, 1e-9);
    EXPECT_EQ(m_health.list("", m_now).size(), 2'002u) << "2000, a and b";
}

TEST_F(ProviderHealthTest, ThreadsShareThePermitsOfATrial) {
    for (int i = 0; i < 5; ++i) {
        report("a", false);
    }
    m_now += m_options.timeoutMs;
    std::atomic<int> permitted = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 100; ++i) {
                permitted += look("a", false).permitted ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(permitted, 3);
}

}  // namespace
}  // namespace beamline::test
