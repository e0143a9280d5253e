// SPDX-License-Identifier: Apache-2.0
// Which provider gets a request: by weight, priority, latency, cost, time; who is out and why; hedges and shadows.
#include "tests/engine/routing/selector_fixture.h"

namespace beamline::test {
namespace {

using routing::Strategy;

class SelectorTest : public SelectorFixture {
protected:
    void choose(Strategy strategy, double explore) {
        m_policy.selection.strategy = strategy;
        m_policy.selection.explore = explore;
    }
    void measure(const std::string& provider, double latencyMs, double cost = 0) {
        report(provider, true, 20, latencyMs, cost);
    }
};

struct WeightCase {
    std::vector<double> weights;
    double critical;  ///< of chi-square at significance 0.001, by degrees of freedom
};
class SelectorWeights : public SelectorFixture, public testing::WithParamInterface<WeightCase> {};

TEST_P(SelectorWeights, DrawsFollowTheWeights) {
    constexpr int kDraws = 10'000;
    double sum = 0;
    for (std::size_t i = 0; i < GetParam().weights.size(); ++i) {
        m_policy.providers.push_back(providerOf("p" + std::to_string(i), GetParam().weights[i]));
        sum += GetParam().weights[i];
    }
    m_dry = true;
    auto counts = decideOften(kDraws);
    double chiSquare = 0;
    for (const auto& provider : m_policy.providers) {
        const double expected = kDraws * provider.weight / sum;
        if (expected == 0) {
            EXPECT_EQ(counts[provider.name], 0);
            continue;
        }
        const double difference = counts[provider.name] - expected;
        chiSquare += difference * difference / expected;
        EXPECT_NEAR(cardOf(decide(), provider.name).share, provider.weight / sum, 1e-12);
    }
    EXPECT_LT(chiSquare, GetParam().critical);
}
INSTANTIATE_TEST_SUITE_P(All, SelectorWeights,
                         testing::Values(WeightCase{{50, 50}, 10.828}, WeightCase{{90, 10}, 10.828},
                                         WeightCase{{0.7, 0.2, 0.1}, 13.816}, WeightCase{{100, 100, 100, 1}, 16.266},
                                         WeightCase{{30, 0, 20, 50}, 13.816},
                                         WeightCase{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 27.877}));

TEST_F(SelectorTest, ADecisionSaysWhatItWasOf) {
    m_policy.providers = {providerOf("a", 70), providerOf("b", 30)};
    m_policy.providers[0].expectedLatencyMs = 120;
    m_policy.providers[0].costPerRequest = 0.25;
    m_random = [] { return 0.5; };
    const auto decision = decide();
    EXPECT_EQ(decision.provider, "a");
    EXPECT_EQ(decision.reason, "weighted");
    EXPECT_EQ(decision.priority, 50);
    EXPECT_DOUBLE_EQ(decision.expectedLatencyMs, 120);
    EXPECT_DOUBLE_EQ(decision.expectedCost, 0.25);
    EXPECT_EQ(decision.errorCode, "");
    EXPECT_EQ(stepOf(decision, "select"), "taken: Provider a was drawn by weight, 70 of 100.");
    EXPECT_EQ(decision.steps.back().numbers.at("drawn").as_double(), 50);
    EXPECT_EQ(cardOf(decision, "a").why, "Weight 70, priority 50, 120 ms expected, cost 0.25.");
    EXPECT_EQ(cardOf(decision, "a").circuit, "closed");
    EXPECT_DOUBLE_EQ(cardOf(decision, "b").share, 0.3);
    EXPECT_FALSE(m_stick);
    measure("a", 80, 0.5);
    EXPECT_DOUBLE_EQ(decide().expectedLatencyMs, 80) << "what is measured goes before what is said";
    EXPECT_DOUBLE_EQ(decide().expectedCost, 0.5);
    EXPECT_EQ(cardOf(decide(), "a").why, "Weight 70, priority 50, 80 ms measured over 20 calls, cost 0.5.");
}

TEST_F(SelectorTest, EachThatIsOutHasItsCodeAndASentence) {
    m_request.context = {{"tier", "basic"}};
    for (const auto* name : {"when", "time", "off", "ill", "open", "slow", "dear", "none"}) {
        m_policy.providers.push_back(providerOf(name, 10));
    }
    m_policy.providers[0].when = conditionOf(R"({"tier": ["premium", "gold"]})");
    m_policy.providers[1].schedule = {{.days = 1, .fromMinute = 0, .toMinute = 60}};
    m_barred = {{"off", "disabled"}, {"ill", "quarantined"}};
    openCircuit("open");
    m_policy.selection.maxLatencyMs = 1'000;
    m_policy.selection.maxCost = 0.5;
    m_policy.providers[5].expectedLatencyMs = 1'200;
    m_policy.providers[6].costPerRequest = 0.75;
    m_policy.providers[7].weight = 0;
    m_policy.providers.push_back(providerOf("low", 10, 10));
    m_policy.providers.push_back(providerOf("in", 10, 20));
    const auto decision = decide();
    EXPECT_EQ(decision.provider, "in");
    EXPECT_DOUBLE_EQ(cardOf(decision, "in").share, 1);
    const auto out = [&](const char* name) {
        const auto card = cardOf(decision, name);
        EXPECT_DOUBLE_EQ(card.share, 0) << name;
        return card.excluded + ": " + card.why;
    };
    EXPECT_EQ(out("when").find("condition: Its condition does not hold: tier is"), 0u) << out("when");
    EXPECT_EQ(out("time"), "schedule: It is not used at this time.");
    EXPECT_EQ(out("off"), "disabled: It is disabled.");
    EXPECT_EQ(out("ill"), "quarantined: It is in quarantine.");
    EXPECT_EQ(out("open"), "circuit_open: Its circuit is open for 0 of 60 s: 5 calls one after another failed.");
    EXPECT_EQ(out("slow"), "latency: 1200 ms are expected, more than 1000 ms.");
    EXPECT_EQ(out("dear"), "cost: A cost of 0.75 is expected, more than 0.5.");
    EXPECT_EQ(out("none"), "weight: Its weight is 0.");
    EXPECT_EQ(out("low"), "priority: Its priority 10 is below 20, which others have that can be used.");
}

TEST_F(SelectorTest, UnknownLatenciesAndCostsExcludeNobody) {
    m_policy.providers = {providerOf("a", 1)};
    m_policy.selection.maxLatencyMs = 1;
    m_policy.selection.maxCost = 0;
    EXPECT_EQ(decide().provider, "a");
    measure("a", 2);
    EXPECT_EQ(decide().provider, "");
    EXPECT_EQ(cardOf(decide(), "a").excluded, "latency");
}

TEST_F(SelectorTest, HigherPrioritiesGoFirstAsLongAsTheyCan) {
    m_policy.providers = {providerOf("a", 1, 10), providerOf("b", 1, 90), providerOf("c", 3, 90),
                          providerOf("d", 1, 50)};
    auto counts = decideOften(400);
    EXPECT_EQ(counts["a"] + counts["d"], 0);
    EXPECT_GT(counts["c"], counts["b"]);
    m_barred["c"] = "disabled";
    EXPECT_EQ(decideOften(20)["b"], 20);
    openCircuit("b");
    EXPECT_EQ(decideOften(20)["d"], 20);
    openCircuit("d");
    EXPECT_EQ(decideOften(20)["a"], 20);
}

TEST_F(SelectorTest, TheLowestLatencyWinsAndUnknownOnesAreTriedFirst) {
    choose(Strategy::latency, 0);
    m_policy.providers = {providerOf("slow", 100), providerOf("fast", 1), providerOf("new", 1)};
    measure("slow", 300);
    m_policy.providers[1].expectedLatencyMs = 100;
    auto decision = decide();
    EXPECT_EQ(decision.provider, "new");
    EXPECT_EQ(decision.reason, "latency");
    EXPECT_EQ(decision.priority, 50);
    EXPECT_EQ(stepOf(decision, "select"), "taken: The latency of provider new is not known yet, so it is tried first.");
    report("new", true, 1, 200);
    decision = decide();
    EXPECT_EQ(decision.provider, "fast") << "200 ms are more than the 100 ms that are expected";
    EXPECT_EQ(stepOf(decision, "select"),
              "taken: Provider fast has the lowest expected latency of 3 candidates: 100 ms.");
    EXPECT_DOUBLE_EQ(cardOf(decision, "fast").share, 1);
    measure("fast", 250);
    EXPECT_EQ(decide().provider, "new");
    m_policy.providers.push_back(providerOf("mute", 1));
    EXPECT_EQ(decide().provider, "mute");
    m_policy.breaker.enabled = false;
    report("mute", false, 20);
    EXPECT_EQ(decide().provider, "new") << "who was tried often and gave no figure is not tried first for ever";
}

TEST_F(SelectorTest, SomeExploreByWeight) {
    choose(Strategy::latency, 0.2);
    m_policy.providers = {providerOf("slow", 3), providerOf("fast", 1)};
    measure("slow", 300);
    measure("fast", 100);
    m_dry = true;
    const auto decision = decide();
    EXPECT_NEAR(cardOf(decision, "slow").share, 0.15, 1e-12);
    EXPECT_NEAR(cardOf(decision, "fast").share, 0.85, 1e-12);
    constexpr double kDraws = 10'000;
    auto counts = decideOften(static_cast<int>(kDraws));
    const double difference = counts["slow"] - kDraws * 0.15;
    EXPECT_LT(difference * difference / (kDraws * 0.15) + difference * difference / (kDraws * 0.85), 10.828);
    m_random = [] { return 0.1; };
    const auto explored = decide();
    EXPECT_EQ(explored.provider, "slow");
    EXPECT_EQ(explored.reason, "weighted");
    EXPECT_EQ(stepOf(explored, "select"),
              "taken: Provider slow was drawn by weight, 3 of 4, as 20 % of the requests are, to measure others too.");
}

TEST_F(SelectorTest, TheLowestCostWins) {
    choose(Strategy::cost, 0);
    m_policy.providers = {providerOf("dear", 100), providerOf("cheap", 1), providerOf("free", 1)};
    measure("dear", 10, 0.5);
    m_policy.providers[1].costPerRequest = 0.1;
    m_policy.providers[2].costPerRequest = 0;
    auto decision = decide();
    EXPECT_EQ(decision.provider, "free") << "nothing is a cost that is known";
    EXPECT_EQ(decision.reason, "cost");
    m_barred["free"] = "disabled";
    decision = decide();
    EXPECT_EQ(decision.provider, "cheap");
    EXPECT_EQ(stepOf(decision, "select"), "taken: Provider cheap has the lowest expected cost of 2 candidates: 0.1.");
    m_policy.providers.push_back(providerOf("new", 1));
    EXPECT_EQ(decide().provider, "new");
    measure("new", 10);
    EXPECT_EQ(decide().provider, "cheap") << "its calls told no cost";
}

TEST_F(SelectorTest, EqualOnesShareByWeight) {
    choose(Strategy::latency, 0);
    m_policy.providers = {providerOf("a", 3), providerOf("b", 1), providerOf("c", 100)};
    measure("c", 10);
    const auto decision = decide();
    EXPECT_DOUBLE_EQ(cardOf(decision, "a").share, 0.75) << "neither is known";
    EXPECT_DOUBLE_EQ(cardOf(decision, "b").share, 0.25);
    EXPECT_DOUBLE_EQ(cardOf(decision, "c").share, 0);
    m_policy.providers = {providerOf("x", 3), providerOf("y", 1)};
    m_policy.breaker.enabled = false;
    report("x", false, 20);
    report("y", false, 20);
    const auto none = decide();
    EXPECT_NE(stepOf(none, "select").find("The latency of none of 2 candidates is known"), std::string::npos);
    EXPECT_DOUBLE_EQ(cardOf(none, "x").share, 0.75);
}

TEST_F(SelectorTest, BalancedWeighsLatencyAgainstCost) {
    choose(Strategy::balanced, 0);
    m_policy.providers = {providerOf("fast", 1), providerOf("cheap", 1), providerOf("middle", 1)};
    measure("fast", 100, 1.0);
    measure("cheap", 500, 0.2);
    measure("middle", 200, 0.4);  // 0.25 and 0.25 of the way
    auto decision = decide();
    EXPECT_EQ(decision.provider, "middle");
    EXPECT_EQ(decision.reason, "latency");
    EXPECT_EQ(stepOf(decision, "select"),
              "taken: Provider middle is the best of 3 candidates, latency counting 50 % and cost 50 %.");
    m_policy.selection.latencyWeight = 0.9;
    EXPECT_EQ(decide().provider, "fast");
    m_policy.selection.latencyWeight = 0.1;
    decision = decide();
    EXPECT_EQ(decision.provider, "cheap");
    EXPECT_EQ(decision.reason, "cost");
    m_policy.providers.push_back(providerOf("new", 1));
    EXPECT_EQ(decide().provider, "new") << "unknown in both";
}

TEST_F(SelectorTest, ASchedulesWeightsCountAtItsTime) {
    m_policy.providers = {providerOf("a", 1), providerOf("b", 0), providerOf("c", 1)};
    m_policy.schedules = {
        {.id = "weekend", .windows = {{.days = 0x60}}, .weights = {{"c", 1}}},
        {.id = "night", .windows = {{.fromMinute = 22 * 60, .toMinute = 6 * 60}}, .weights = {{"b", 5}}},
        {.id = "always", .windows = {}, .weights = {{"c", 1}}}};
    const auto night = decide();
    EXPECT_EQ(night.provider, "b");
    EXPECT_EQ(stepOf(night, "schedule"), "taken: Schedule night holds now, its weights count.");
    EXPECT_EQ(cardOf(night, "a").excluded, "weight");
    EXPECT_EQ(cardOf(night, "a").why, "Schedule night gives it no weight.");
    EXPECT_DOUBLE_EQ(cardOf(night, "b").weight, 5);
    m_now += 12 * 3'600'000;
    EXPECT_EQ(decide().provider, "c") << "one without times always holds";
    m_policy.schedules.pop_back();
    const auto day = decide();
    EXPECT_EQ(stepOf(day, "schedule"), "skipped: None of 2 schedules holds now, the providers' own weights count.");
    EXPECT_DOUBLE_EQ(cardOf(day, "a").share, 0.5);
    m_now += 4 * 24 * 3'600'000;
    EXPECT_EQ(decide().provider, "c") << "the first that holds";
}

TEST_F(SelectorTest, AHedgeIsTheNextBestOther) {
    m_policy.hedge.enabled = true;
    m_policy.hedge.afterMs = 250;
    choose(Strategy::latency, 0);
    m_policy.providers = {providerOf("slow", 100), providerOf("fast", 1), providerOf("next", 1),
                          providerOf("spare", 1, 10)};
    measure("slow", 300);
    measure("fast", 100);
    measure("next", 200);
    measure("spare", 1);
    auto decision = decide();
    EXPECT_EQ(decision.provider, "fast");
    EXPECT_EQ(decision.hedge, "next");
    EXPECT_EQ(decision.hedgeAfterMs, 250);
    EXPECT_EQ(stepOf(decision, "hedge"),
              "taken: Provider next is asked too when fast has not answered within 250 ms, as the policy says.");
    openCircuit("next");
    EXPECT_EQ(decide().hedge, "slow");
    m_now += m_policy.breaker.timeoutMs;
    EXPECT_EQ(decide().hedge, "slow") << "one on trial is no help";
    m_barred["slow"] = "disabled";
    EXPECT_EQ(decide().hedge, "spare") << "a lower priority is better than nothing";
    m_barred["spare"] = "disabled";
    decision = decide();
    EXPECT_EQ(decision.hedge, "");
    EXPECT_EQ(decision.hedgeAfterMs, 0);
    EXPECT_EQ(stepOf(decision, "hedge"), "skipped: There is no other provider to ask when fast is late.");
    m_policy.hedge.enabled = false;
    m_barred.clear();
    EXPECT_EQ(decide().hedge, "");
    EXPECT_EQ(stepOf(decide(), "hedge"), "");
}

TEST_F(SelectorTest, ByWeightTheHeaviestOtherIsTheHedge) {
    m_policy.hedge = {.enabled = true, .afterMs = 1};
    m_policy.providers = {providerOf("a", 1'000), providerOf("b", 1), providerOf("c", 2), providerOf("d", 2)};
    m_random = [] { return 0; };
    EXPECT_EQ(decide().hedge, "c");
}

TEST_F(SelectorTest, AHedgesTimeIsAPercentileOnceEnoughIsMeasured) {
    m_policy.hedge = {.enabled = true, .percentile = 0.9};
    m_policy.providers = {providerOf("a", 1), providerOf("b", 1, 10)};
    for (int i = 1; i <= 19; ++i) {
        report("a", true, 1, i * 10 + 0.5);
    }
    auto decision = decide();
    EXPECT_EQ(decision.hedge, "");
    EXPECT_EQ(stepOf(decision, "hedge"), "skipped: When a is late is not known yet: 19 calls of 20 are measured.");
    report("a", true, 1, 1);
    decision = decide();
    EXPECT_EQ(decision.hedge, "b");
    EXPECT_EQ(decision.hedgeAfterMs, 171);
    EXPECT_EQ(
        stepOf(decision, "hedge"),
        "taken: Provider b is asked too when a has not answered within 171 ms, the 90th percentile of its latency.");
}

TEST_F(SelectorTest, ShadowsGetTheirPartButNeverWhatTheyGetAnyway) {
    m_policy.providers = {providerOf("a", 1), providerOf("b", 1)};
    m_policy.shadows = {shadowOf("a", 100),   shadowOf("trial", 30), shadowOf("premium", 100, R"({"tier": "premium"})"),
                        shadowOf("all", 100), shadowOf("all", 100),  shadowOf("never", 0)};
    std::map<std::string, int> counts;
    int ofA = 0;
    for (int i = 0; i < 1'000; ++i) {
        const auto decision = decide();
        ofA += decision.provider == "a" ? 1 : 0;
        for (const auto& shadow : decision.shadows) {
            EXPECT_NE(shadow, decision.provider);
            ++counts[shadow];
        }
    }
    EXPECT_EQ(counts["a"], 1'000 - ofA);
    EXPECT_NEAR(counts["trial"], 300, 60);
    EXPECT_EQ(counts["premium"], 0);
    EXPECT_EQ(counts["all"], 1'000) << "once each";
    EXPECT_EQ(counts["never"], 0);
    m_request.context["tier"] = "premium";
    m_barred["all"] = "quarantined";
    openCircuit("never");
    const auto decision = decide();
    EXPECT_NE(std::find(decision.shadows.begin(), decision.shadows.end(), "premium"), decision.shadows.end());
    EXPECT_EQ(std::find(decision.shadows.begin(), decision.shadows.end(), "all"), decision.shadows.end());
    EXPECT_EQ(stepOf(decision, "shadow"),
              "refused: Provider never gets no copy: it is on trial, or its circuit is open.");
    EXPECT_EQ(decision.candidates.size(), 2u) << "a shadow is no candidate";
}

TEST_F(SelectorTest, DecisionsAreCounted) {
    m_policy.providers = {providerOf("a", 3), providerOf("b", 1)};
    m_dry = true;
    decideOften(100);
    EXPECT_TRUE(m_health.list("acme", m_now).empty()) << "dry ones are not";
    m_dry = false;
    auto counts = decideOften(400);
    for (const auto& state : m_health.list("acme", m_now)) {
        EXPECT_EQ(state.decisions, counts[state.provider]);
        EXPECT_NEAR(state.share, counts[state.provider] / 400.0, 1e-9);
        EXPECT_NEAR(state.weight, state.provider == "a" ? 0.75 : 0.25, 1e-9);
    }
}

TEST_F(SelectorTest, WhatADecisionHadBeforeIsReplacedAndItsStepsStay) {
    m_policy.providers = {providerOf("a", 1)};
    auto decision = decide();
    decision.hedge = "x";
    decision.hedgeAfterMs = 7;
    decision.shadows = {"x"};
    decision.errorCode = "decision_failed";
    decision.errorMessage = "x";
    const auto steps = decision.steps.size();
    routing::select(input(), decision);
    EXPECT_EQ(decision.steps.size(), 2 * steps);
    EXPECT_EQ(decision.candidates.size(), 1u);
    EXPECT_EQ(decision.hedge + decision.errorCode + decision.errorMessage, "");
    EXPECT_EQ(decision.hedgeAfterMs, 0);
    EXPECT_TRUE(decision.shadows.empty());
}

}  // namespace
}  // namespace beamline::test
