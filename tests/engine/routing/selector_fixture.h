// SPDX-License-Identifier: Apache-2.0
#pragma once
// A policy, a request and the state of the world for tests of selections: a virtual clock and a seeded generator.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "engine/routing/selector.h"

namespace beamline::test {

inline routing::Condition conditionOf(const char* json) {
    std::vector<api::Problem> problems;
    auto condition = routing::Condition::read(boost::json::parse(json), "", problems);
    EXPECT_TRUE(problems.empty()) << (problems.empty() ? "" : problems.front().message);
    return condition;
}

inline routing::Provider providerOf(const std::string& name, double weight, int priority = 50) {
    routing::Provider provider;
    provider.name = name;
    provider.weight = weight;
    provider.priority = priority;
    return provider;
}

inline routing::Fallback fallbackTo(const std::string& to, const char* when = "{}", int retry = 1) {
    routing::Fallback fallback;
    fallback.to = to;
    fallback.when = conditionOf(when);
    fallback.retry = retry;
    fallback.backoff.jitter = false;
    return fallback;
}

inline routing::Shadow shadowOf(const std::string& provider, double percent, const char* when = "{}") {
    return {provider, percent, conditionOf(when)};
}

class SelectorFixture : public testing::Test {
protected:
    SelectorFixture() {
        m_policy.tenant = m_request.tenant = "acme";
        m_policy.id = m_request.policy = "default";
        m_policy.breaker.enabled = true;
    }

    routing::SelectionInput input() {
        return {.policy = m_policy,
                .request = m_request,
                .now = m_now,
                .health = m_health,
                .stuckTo = m_stuckTo,
                .random = [this] { return m_random(); },
                .barred = [this](const std::string& name) { return m_barred[name]; },
                .dry = m_dry};
    }
    api::RouteDecision decide() {
        api::RouteDecision decision;
        m_stick = routing::select(input(), decision);
        return decision;
    }
    std::map<std::string, int> decideOften(int times) {
        std::map<std::string, int> counts;
        for (int i = 0; i < times; ++i) {
            ++counts[decide().provider];
        }
        return counts;
    }
    void report(const std::string& provider, bool ok, int times, double latencyMs = 0, double cost = 0) {
        for (int i = 0; i < times; ++i) {
            m_health.report("acme", provider, m_policy.breaker, ok, latencyMs, cost, "refused", m_now);
        }
    }
    void openCircuit(const std::string& provider) { report(provider, false, m_policy.breaker.failureThreshold); }
    routing::CircuitState circuit(const std::string& provider) {
        return m_health.look("acme", provider, m_policy.breaker, m_now, true).circuit;
    }
    bool permitted(const std::string& provider) {
        return m_health.look("acme", provider, m_policy.breaker, m_now, true).permitted;
    }

    static api::RouteCandidate cardOf(const api::RouteDecision& decision, const std::string& provider) {
        for (const auto& one : decision.candidates) {
            if (one.provider == provider) {
                return one;
            }
        }
        ADD_FAILURE() << "no candidate " << provider;
        return {};
    }
    /// "outcome: detail" of the last step of that name; empty: there is none.
    static std::string stepOf(const api::RouteDecision& decision, const std::string& step) {
        std::string result;
        for (const auto& one : decision.steps) {
            if (one.step == step) {
                result = one.outcome + ": " + one.detail;
            }
        }
        return result;
    }
    static double sumOfShares(const api::RouteDecision& decision) {
        double sum = 0;
        for (const auto& one : decision.candidates) {
            sum += one.share;
        }
        return sum;
    }

    routing::Policy m_policy;
    routing::Request m_request;
    routing::ProviderHealth m_health;
    std::string m_stuckTo;
    std::map<std::string, std::string> m_barred;
    bool m_dry = false;
    bool m_stick = false;
    api::Timestamp m_now = 1'700'000'000'000;  ///< Tuesday, 2023-11-14 22:13 UTC
    std::mt19937_64 m_generator{20'231'114};
    std::function<double()> m_random = [this] { return std::uniform_real_distribution<double>(0, 1)(m_generator); };
};

}  // namespace beamline::test
