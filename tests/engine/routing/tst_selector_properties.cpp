// SPDX-License-Identifier: Apache-2.0
// What holds for every policy, every state of the world and every draw.
#include "engine/api/json_codec.h"
#include "tests/engine/routing/selector_fixture.h"

namespace beamline::test {
namespace {

using routing::ProviderHealth;

/// A world that a seed makes, as often as it is wanted.
class RandomWorld {
public:
    explicit RandomWorld(std::uint64_t seed) : m_generator(seed) {
        makePolicy();
        makeRules();
        makeState();
    }

    api::RouteDecision decide(bool dry, std::uint64_t seed) {
        std::mt19937_64 draws(seed);
        api::RouteDecision decision;
        stick = routing::select(input(dry, draws), decision);
        return decision;
    }
    api::RouteDecision next(api::RouteDecision decision, bool dry, std::uint64_t seed, routing::NextTry& result) {
        std::mt19937_64 draws(seed);
        result = routing::nextTry(input(dry, draws), decision, decision.provider, 1 + static_cast<int>(seed % 3));
        return decision;
    }
    /// Everything that can be seen of the state.
    std::string picture() {
        std::string text;
        for (const auto& one : health.list("", m_now)) {
            text += boost::json::serialize(api::toJson(one)) + "\n";
        }
        for (int i = 0; i < 8; ++i) {
            const auto view = health.look("acme", name(i), policy.breaker, m_now, true);
            text += view.why + (view.permitted ? "+" : "-");
        }
        return text;
    }

    routing::Policy policy;
    ProviderHealth health;
    bool stick = false;

private:
    double real(double to) { return std::uniform_real_distribution<double>(0, to)(m_generator); }
    int whole(int to) { return static_cast<int>(m_generator() % static_cast<std::uint64_t>(to)); }
    bool chance(double p) { return real(1) < p; }
    static std::string name(int i) { return "p" + std::to_string(i); }
    routing::Condition when() {
        static const auto kNever = conditionOf(R"({"tier": "gold"})");
        static const auto kUnavailable = conditionOf(R"({"status": ["unavailable", "error"]})");
        return chance(0.15) ? kNever : chance(0.2) ? kUnavailable : routing::Condition();
    }

    void makePolicy() {
        policy.id = "random";
        policy.breaker = {.enabled = chance(0.8), .halfOpenMaxCalls = 1 + whole(3)};
        for (int i = 0; i < whole(6); ++i) {
            auto provider = providerOf(name(i), chance(0.2) ? 0 : real(100), 50 - 10 * whole(3));
            provider.when = chance(0.3) ? when() : routing::Condition();
            if (chance(0.1)) {
                provider.schedule = {{.days = 1}};
            }
            if (chance(0.4)) {
                provider.expectedLatencyMs = real(1'000);
            }
            if (chance(0.4)) {
                provider.costPerRequest = real(1);
            }
            policy.providers.push_back(provider);
        }
        auto& selection = policy.selection;
        selection.strategy = static_cast<routing::Strategy>(whole(4));
        selection.explore = chance(0.3) ? 0 : real(1);
        selection.latencyWeight = real(1);
        if (chance(0.3)) {
            selection.maxLatencyMs = real(1'000);
        }
        if (chance(0.3)) {
            selection.maxCost = real(1);
        }
    }
    void makeRules() {
        for (int i = 0; i < whole(3); ++i) {
            auto fallback = fallbackTo(name(whole(8)), "{}", whole(3));
            fallback.when = when();
            policy.fallbacks.push_back(fallback);
        }
        if (chance(0.2)) {
            policy.lastProvider = name(whole(8));
        }
        if (chance(0.5)) {
            policy.canary = {.provider = name(whole(8)), .percent = real(120), .when = when(), .sticky = chance(0.5)};
        }
        if (chance(0.3)) {
            policy.schedules = {
                {.id = "s", .windows = {}, .weights = {{name(whole(4)), real(10)}, {name(whole(4)), 1}}}};
        }
        policy.sticky.enabled = chance(0.5);
        policy.hedge = {.enabled = chance(0.5), .afterMs = whole(2) * 100};
        for (int i = 0; i < whole(3); ++i) {
            policy.shadows.push_back({.provider = name(whole(8)), .percent = real(120), .when = when()});
        }
    }
    void makeState() {
        m_request.tenant = "acme";
        if (chance(0.6)) {
            m_request.context["session_id"] = std::to_string(whole(100));
        }
        m_stuckTo = chance(0.5) ? name(whole(6)) : "";
        for (int i = 0; i < 8; ++i) {
            m_barred[name(i)] = chance(0.12) ? "disabled" : "";
            const bool measured = chance(0.6);
            const int calls = whole(40);
            const double failing = chance(0.3) ? 0.9 : 0.1;
            for (int n = 0; n < calls; ++n) {
                health.report("acme", name(i), policy.breaker, !chance(failing), measured ? real(1'000) : 0,
                              measured ? real(1) : 0, "boom", m_now + n);
            }
        }
        m_now += chance(0.5) ? 100 : policy.breaker.timeoutMs + 100;
    }
    routing::SelectionInput input(bool dry, std::mt19937_64& draws) {
        return {.policy = policy,
                .request = m_request,
                .now = m_now,
                .health = health,
                .stuckTo = m_stuckTo,
                .random = [&draws] { return std::uniform_real_distribution<double>(0, 1)(draws); },
                .barred = [this](const std::string& provider) { return m_barred[provider]; },
                .dry = dry};
    }

    std::mt19937_64 m_generator;
    routing::Request m_request;
    std::string m_stuckTo;
    std::map<std::string, std::string> m_barred;
    api::Timestamp m_now = 1'700'000'000'000;
};

void expectSound(const api::RouteDecision& decision, const std::string& what) {
    double sum = 0;
    const api::RouteCandidate* chosen = nullptr;
    for (const auto& one : decision.candidates) {
        sum += one.share;
        EXPECT_GE(one.share, 0) << what;
        EXPECT_LE(one.share, 1 + 1e-9) << what;
        EXPECT_TRUE(one.excluded.empty() || one.share == 0) << what << ": " << one.provider << " is out: " << one.why;
        EXPECT_FALSE(one.why.empty()) << what;
        if (one.provider == decision.provider) {
            EXPECT_EQ(chosen, nullptr) << what << ": twice among the candidates";
            chosen = &one;
        }
    }
    for (const auto& step : decision.steps) {
        EXPECT_FALSE(step.detail.empty()) << what;
    }
    if (decision.provider.empty()) {
        EXPECT_NEAR(sum, 0, 1e-9) << what;
        EXPECT_EQ(decision.errorCode, "decision_failed") << what;
        return;
    }
    EXPECT_NEAR(sum, 1, 1e-9) << what;
    ASSERT_NE(chosen, nullptr) << what;
    EXPECT_EQ(chosen->excluded, "") << what;
    EXPECT_GT(chosen->share, 0) << what;
    EXPECT_NE(chosen->circuit, "open") << what;
    EXPECT_EQ(decision.errorCode + decision.errorMessage, "") << what;
    EXPECT_NE(decision.hedge, decision.provider) << what;
    EXPECT_EQ(decision.hedge.empty(), decision.hedgeAfterMs == 0) << what;
    for (const auto& shadow : decision.shadows) {
        EXPECT_NE(shadow, decision.provider) << what;
    }
}

TEST(SelectorProperties, HoldInEveryWorld) {
    std::map<std::string, int> reasons;
    for (std::uint64_t seed = 0; seed < 2'000 && !testing::Test::HasFailure(); ++seed) {
        RandomWorld world(seed);
        const auto what = "seed " + std::to_string(seed);
        const auto before = world.picture();
        const auto dry = world.decide(true, seed);
        expectSound(dry, what);
        EXPECT_EQ(world.picture(), before) << what << ": a dry one changes nothing";
        const bool stick = world.stick;
        EXPECT_EQ(world.decide(true, seed), dry) << what << ": the same draws, the same decision";
        EXPECT_EQ(world.decide(false, seed), dry) << what << ": a real one decides alike";
        EXPECT_EQ(world.stick, stick) << what;
        RandomWorld again(seed);
        EXPECT_EQ(again.decide(false, seed), dry) << what << ": in the same world, too";
        EXPECT_EQ(again.picture(), world.picture()) << what;
        ++reasons[dry.reason];
    }
    for (const auto* reason :
         {"", "sticky", "weighted", "latency", "cost", "canary", "fallback", "circuit_breaker_fallback"}) {
        EXPECT_GT(reasons[reason], 10) << reason << " was hardly tried";
    }
}

TEST(SelectorProperties, SharesAreTheChances) {
    for (std::uint64_t seed = 0; seed < 40 && !testing::Test::HasFailure(); ++seed) {
        RandomWorld world(seed);
        std::map<std::string, double> counts;
        constexpr int kDraws = 2'000;
        auto decision = world.decide(true, seed);
        for (int i = 0; i < kDraws; ++i) {
            decision = world.decide(true, seed * 10'000 + static_cast<std::uint64_t>(i));
            counts[decision.provider] += 1;
        }
        if (counts[""] > 0) {
            continue;  // sometimes there is only the canary: then nothing may be chosen
        }
        for (const auto& one : decision.candidates) {
            // Five standard deviations.
            EXPECT_NEAR(counts[one.provider], kDraws * one.share,
                        5 * std::sqrt(kDraws * one.share * (1 - one.share)) + 1e-6)
                << "seed " << seed << ", " << one.provider;
        }
    }
}

TEST(SelectorProperties, TriesEndAndNeverGoBack) {
    for (std::uint64_t seed = 0; seed < 500 && !testing::Test::HasFailure(); ++seed) {
        RandomWorld world(seed);
        auto decision = world.decide(false, seed);
        std::vector<std::string> failed;
        int tries = 0;
        while (!decision.provider.empty()) {
            ASSERT_LT(++tries, 30) << "seed " << seed;
            const auto before = world.picture();
            routing::NextTry dry;
            routing::NextTry real;
            const auto dryDecision = world.next(decision, true, seed + static_cast<std::uint64_t>(tries), dry);
            EXPECT_EQ(world.picture(), before) << "seed " << seed;
            const auto from = decision.provider;
            decision = world.next(decision, false, seed + static_cast<std::uint64_t>(tries), real);
            EXPECT_EQ(decision, dryDecision) << "seed " << seed;
            if (real.provider.empty()) {
                break;
            }
            EXPECT_EQ(std::count(failed.begin(), failed.end(), real.provider), 0) << "seed " << seed;
            EXPECT_EQ(real.reason == "retry", real.provider == from) << "seed " << seed;
            if (real.provider != from) {
                failed.push_back(from);
            }
        }
    }
}

}  // namespace
}  // namespace beamline::test
