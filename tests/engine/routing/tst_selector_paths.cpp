// SPDX-License-Identifier: Apache-2.0
// The ways around a draw: sessions, canaries, fallbacks, permits of circuits on trial, and that nothing is left.
#include "tests/engine/routing/selector_fixture.h"

namespace beamline::test {
namespace {

class SelectorPaths : public SelectorFixture {
protected:
    SelectorPaths() {
        m_policy.providers = {providerOf("a", 50), providerOf("b", 50)};
        m_random = [] { return 0.9; };  // b
    }
    void session(const api::Json& id) {
        m_policy.sticky.enabled = true;
        m_request.context["session_id"] = id;
    }
    void canaryOf(double percent) {
        m_policy.canary.provider = "new";
        m_policy.canary.percent = percent;
    }
};

TEST_F(SelectorPaths, ASessionStaysWithItsProvider) {
    session("s1");
    auto decision = decide();
    EXPECT_EQ(decision.provider, "b");
    EXPECT_EQ(stepOf(decision, "sticky"), "skipped: The session is new: it has no provider yet.");
    EXPECT_TRUE(m_stick) << "it is to stay there from now on";
    m_stuckTo = "a";
    decision = decide();
    EXPECT_EQ(decision.provider, "a");
    EXPECT_EQ(decision.reason, "sticky");
    EXPECT_EQ(decision.priority, 100);
    EXPECT_EQ(stepOf(decision, "sticky"), "taken: The session stays with provider a.");
    EXPECT_EQ(stepOf(decision, "select"), "");
    EXPECT_DOUBLE_EQ(cardOf(decision, "a").share, 1);
    EXPECT_TRUE(m_stick);
    m_policy.providers[1].priority = 90;
    EXPECT_EQ(decide().provider, "a") << "whatever the others' priority";
}

TEST_F(SelectorPaths, ASessionWhoseProviderIsOutGetsAnother) {
    session("s1");
    m_stuckTo = "a";
    m_barred["a"] = "quarantined";
    auto decision = decide();
    EXPECT_EQ(decision.provider, "b");
    EXPECT_EQ(decision.reason, "weighted");
    EXPECT_TRUE(m_stick);
    EXPECT_EQ(stepOf(decision, "sticky"),
              "refused: The session's provider a is out, another one is chosen: it is in quarantine.");
    m_stuckTo = "removed";
    decision = decide();
    EXPECT_EQ(decision.provider, "b");
    EXPECT_NE(stepOf(decision, "sticky").find("it is no provider of the policy any more"), std::string::npos);
    m_stuckTo = "a";
    m_barred.clear();
    m_policy.providers[0].weight = 0;
    EXPECT_EQ(decide().provider, "b") << "weight 0 empties a provider";
}

TEST_F(SelectorPaths, WithoutASessionNothingSticks) {
    m_stuckTo = "a";
    EXPECT_EQ(decide().provider, "b") << "the policy does not want it";
    EXPECT_FALSE(m_stick);
    EXPECT_EQ(stepOf(decide(), "sticky"), "");
    m_policy.sticky.enabled = true;
    for (const auto& none : {api::Json(), api::Json(""), api::Json(true), api::Json(boost::json::array{1})}) {
        m_request.context["session_id"] = none;
        EXPECT_EQ(decide().provider, "b");
        EXPECT_FALSE(m_stick);
        EXPECT_EQ(stepOf(decide(), "sticky"), "skipped: The request has no session_id, so it is of no session.");
    }
    m_request.context["session_id"] = 42;
    EXPECT_EQ(routing::sessionOf(m_policy, m_request), "42");
    EXPECT_EQ(decide().provider, "a");
    m_policy.sticky.sessionKey = "user";
    m_request.context["user"] = "u1";
    EXPECT_EQ(routing::sessionOf(m_policy, m_request), "u1");
}

TEST_F(SelectorPaths, ACanaryTakesItsPart) {
    canaryOf(10);
    m_random = [] { return 0.0999; };
    auto decision = decide();
    EXPECT_EQ(decision.provider, "new");
    EXPECT_EQ(decision.reason, "canary");
    EXPECT_EQ(decision.priority, 50);
    EXPECT_EQ(stepOf(decision, "canary"), "taken: Canary new gets 10 % of the requests, and this one stands at 9.99.");
    EXPECT_EQ(stepOf(decision, "select"), "");
    EXPECT_DOUBLE_EQ(cardOf(decision, "new").share, 0.1);
    EXPECT_DOUBLE_EQ(cardOf(decision, "a").share, 0.45);
    EXPECT_DOUBLE_EQ(cardOf(decision, "b").share, 0.45);
    m_random = [] { return 0.1; };
    decision = decide();
    EXPECT_EQ(decision.provider, "a");
    EXPECT_EQ(stepOf(decision, "canary"), "passed: Canary new gets 10 % of the requests, and this one stands at 10.");
    EXPECT_DOUBLE_EQ(cardOf(decision, "new").share, 0.1);
    EXPECT_DOUBLE_EQ(sumOfShares(decision), 1);
    m_policy.canary.percent = 250;
    EXPECT_EQ(decide().provider, "new") << "more than all is all";
    m_policy.canary.percent = 0;
    EXPECT_EQ(stepOf(decide(), "canary"), "");
}

TEST_F(SelectorPaths, ACanaryMayBeAProviderOfThePolicyToo) {
    canaryOf(20);
    m_policy.providers.push_back(providerOf("new", 0));
    m_random = [] { return 0.1; };
    auto decision = decide();
    EXPECT_EQ(decision.provider, "new");
    EXPECT_EQ(cardOf(decision, "new").excluded, "");
    EXPECT_EQ(cardOf(decision, "new").why, "It is the canary, though its weight is 0.");
    m_policy.providers.back() = providerOf("new", 100, 1);
    decision = decide();
    EXPECT_EQ(cardOf(decision, "new").excluded, "") << "its priority does not matter";
    EXPECT_DOUBLE_EQ(cardOf(decision, "new").share, 0.2);
    m_policy.providers.back() = providerOf("new", 100);
    EXPECT_DOUBLE_EQ(cardOf(decide(), "new").share, 0.2 + 0.8 * 0.5);
}

TEST_F(SelectorPaths, SessionsKeepTheirSideOfACanaryAndOnlyJoinWhenItGrows) {
    session("");
    std::vector<bool> in(2'000, false);
    for (const double percent : {1.0, 5.0, 5.5, 20.0, 50.0, 99.0, 100.0}) {
        canaryOf(percent);
        int count = 0;
        for (std::size_t i = 0; i < in.size(); ++i) {
            m_request.context["session_id"] = "session-" + std::to_string(i);
            const auto decision = decide();
            const bool now = decision.provider == "new";
            EXPECT_FALSE(in[i] && !now) << i << " left at " << percent;
            EXPECT_EQ(decide().provider, decision.provider);
            EXPECT_NEAR(sumOfShares(decision), 1, 1e-12);
            EXPECT_EQ(now ? 1 : 0, cardOf(decision, "new").share);
            EXPECT_EQ(m_stick, !now) << "the canary keeps its sessions by itself";
            in[i] = now;
            count += now ? 1 : 0;
        }
        // Five standard deviations.
        EXPECT_NEAR(count, 20 * percent, 5 * std::sqrt(20 * percent * (1 - percent / 100)) + 1e-9) << percent;
    }
    canaryOf(50);
    int other = 0;
    for (int i = 0; i < 1'000; ++i) {
        m_request.context["session_id"] = "session-" + std::to_string(i);
        m_policy.id = "default";
        const auto one = decide().provider;
        m_policy.id = "another";
        other += decide().provider != one ? 1 : 0;
    }
    EXPECT_NEAR(other, 500, 80) << "sides of policies are independent";
}

TEST_F(SelectorPaths, ACanaryComesBeforeASession) {
    session("s1");
    m_stuckTo = "a";
    canaryOf(100);
    EXPECT_EQ(decide().provider, "new");
    m_policy.canary.sticky = false;
    m_policy.canary.percent = 30;
    const auto decision = decide();
    EXPECT_EQ(decision.provider, "a");
    EXPECT_DOUBLE_EQ(cardOf(decision, "a").share, 0.7);
    EXPECT_DOUBLE_EQ(cardOf(decision, "new").share, 0.3);
}

TEST_F(SelectorPaths, ACanaryThatFailsTooOftenIsDropped) {
    canaryOf(100);
    m_policy.breaker.enabled = false;
    report("new", false, 19);
    EXPECT_EQ(decide().provider, "new") << "too few are known";
    report("new", true, 76);
    EXPECT_EQ(decide().provider, "new") << "20 % are not more than 20 %";
    report("new", false, 1);
    const auto decision = decide();
    EXPECT_EQ(decision.provider, "b");
    EXPECT_EQ(stepOf(decision, "canary"),
              "failed: Canary new is dropped: 20.8 % of its last 96 calls failed, more than 20 %.");
    EXPECT_DOUBLE_EQ(cardOf(decision, "new").share, 0);
}

TEST_F(SelectorPaths, ACanaryHasToBeUsable) {
    canaryOf(100);
    m_policy.canary.when = conditionOf(R"({"tier": "beta"})");
    EXPECT_EQ(decide().provider, "b");
    EXPECT_EQ(stepOf(decide(), "canary").find("skipped: Canary new is not for this request: tier is"), 0u);
    m_request.context["tier"] = "beta";
    EXPECT_EQ(decide().provider, "new");
    m_barred["new"] = "disabled";
    EXPECT_EQ(decide().provider, "b");
    EXPECT_EQ(stepOf(decide(), "canary"), "refused: Canary new is out: it is disabled.");
    m_barred.clear();
    openCircuit("new");
    EXPECT_EQ(decide().provider, "b");
    EXPECT_EQ(cardOf(decide(), "new").excluded, "circuit_open");
    m_policy.providers[0].weight = m_policy.providers[1].weight = 0;
    m_barred["new"] = "";
    m_policy.breaker.enabled = false;
    m_policy.canary.minRequests = 1'000;
    const auto decision = decide();
    EXPECT_EQ(decision.provider, "new");
    EXPECT_DOUBLE_EQ(cardOf(decision, "new").share, 1) << "there was nothing else";
}

TEST_F(SelectorPaths, WithoutCandidatesTheFirstFallbackThatMatchesIsTaken) {
    m_barred = {{"a", "disabled"}, {"b", "disabled"}};
    m_policy.fallbacks = {fallbackTo("wrong", R"({"status": ["error", "timeout"]})"),
                          fallbackTo("gold", R"({"status": "unavailable", "tier": "gold"})"),
                          fallbackTo("spare", R"({"status": "unavailable"})"), fallbackTo("last")};
    session("s1");
    auto decision = decide();
    EXPECT_EQ(decision.provider, "spare");
    EXPECT_EQ(decision.reason, "fallback");
    EXPECT_EQ(decision.priority, 25);
    EXPECT_EQ(decision.errorCode, "");
    EXPECT_EQ(stepOf(decision, "fallback"), "taken: No provider can be used: fallback 3 sends it to spare.");
    EXPECT_DOUBLE_EQ(cardOf(decision, "spare").share, 1);
    EXPECT_FALSE(m_stick) << "the session comes back when its providers do";
    m_request.context["tier"] = "gold";
    EXPECT_EQ(decide().provider, "gold");
    m_barred["gold"] = m_barred["spare"] = "quarantined";
    EXPECT_EQ(decide().provider, "last");
    EXPECT_FALSE(m_request.context.contains("status")) << "the request itself is not changed";
}

TEST_F(SelectorPaths, OpenCircuitsAreToldAsTheReason) {
    openCircuit("a");
    m_barred["b"] = "disabled";
    m_policy.fallbacks = {fallbackTo("spare")};
    const auto decision = decide();
    EXPECT_EQ(decision.provider, "spare");
    EXPECT_EQ(decision.reason, "circuit_breaker_fallback");
    EXPECT_EQ(decision.priority, 20);
    EXPECT_EQ(stepOf(decision, "fallback"),
              "taken: No provider can be used, circuits are open: fallback 1 sends it to spare.");
    m_policy.providers[0].weight = 0;
    EXPECT_EQ(decide().reason, "fallback") << "a would not have been used anyway";
}

TEST_F(SelectorPaths, AFallbackMayBeAProviderWithoutWeightOrBeyondTheLimits) {
    m_policy.providers = {providerOf("a", 0), providerOf("b", 10)};
    m_policy.providers[1].expectedLatencyMs = 500;
    m_policy.selection.maxLatencyMs = 100;
    m_policy.fallbacks = {fallbackTo("b")};
    auto decision = decide();
    EXPECT_EQ(decision.provider, "b");
    EXPECT_EQ(cardOf(decision, "b").excluded, "");
    EXPECT_EQ(cardOf(decision, "b").why, "Fallback 1, though 500 ms are expected, more than 100 ms.");
    EXPECT_DOUBLE_EQ(decision.expectedLatencyMs, 500);
    m_policy.fallbacks = {fallbackTo("a")};
    EXPECT_EQ(decide().provider, "a");
    m_policy.providers[0].when = conditionOf(R"({"region": "eu"})");
    decision = decide();
    EXPECT_EQ(decision.provider, "") << "its own condition holds for fallbacks, too";
    m_policy.providers[0].when = {};
    m_policy.providers[0].schedule = {{.days = 1}};
    EXPECT_EQ(decide().provider, "") << "and its times";
}

TEST_F(SelectorPaths, TheLegacyFallbackIsTheLastResort) {
    m_policy.providers.clear();
    m_policy.lastProvider = "old";
    auto decision = decide();
    EXPECT_EQ(decision.provider, "old");
    EXPECT_EQ(decision.reason, "fallback");
    EXPECT_EQ(decision.priority, 25);
    EXPECT_EQ(stepOf(decision, "fallback"), "taken: No provider can be used: the last fallback sends it to old.");
    m_policy.fallbacks = {fallbackTo("spare")};
    EXPECT_EQ(decide().provider, "spare");
    m_barred["spare"] = "disabled";
    EXPECT_EQ(decide().provider, "old");
    m_policy.lastConditions = {conditionOf("{}"), conditionOf(R"({"tier": "gold"})")};
    EXPECT_EQ(decide().provider, "");
    m_request.context["tier"] = "gold";
    EXPECT_EQ(decide().provider, "old");
    openCircuit("old");
    EXPECT_EQ(decide().provider, "");
}

TEST_F(SelectorPaths, WhenNothingIsLeftEveryReasonIsTold) {
    m_barred["a"] = "disabled";
    m_policy.providers[1].weight = 0;
    m_policy.fallbacks = {fallbackTo("spare", R"({"status": "error"})"), fallbackTo("a")};
    m_policy.hedge.enabled = true;
    m_policy.shadows = {shadowOf("x", 100)};
    const auto decision = decide();
    EXPECT_EQ(decision.provider, "");
    EXPECT_EQ(decision.errorCode, "decision_failed");
    EXPECT_EQ(decision.errorMessage.find(
                  "No provider of policy default can take this request (a: it is disabled; b: its weight is 0; "
                  "fallback 1 does not apply: status is"),
              0u)
        << decision.errorMessage;
    EXPECT_NE(decision.errorMessage.find("; fallback 2: a is out, it is disabled). Give it a fallback that can be used "
                                         "at any time."),
              std::string::npos)
        << decision.errorMessage;
    EXPECT_EQ(stepOf(decision, "fallback"), "failed: No fallback can be used.");
    EXPECT_EQ(stepOf(decision, "select"), "failed: No provider can be used.");
    EXPECT_DOUBLE_EQ(sumOfShares(decision), 0);
    EXPECT_EQ(decision.candidates.size(), 2u);
    EXPECT_EQ(decision.priority, 0);
    EXPECT_TRUE(decision.shadows.empty());
    EXPECT_TRUE(m_health.list("acme", m_now).empty()) << "nobody was chosen";
    m_policy.providers.clear();
    m_policy.fallbacks.clear();
    EXPECT_EQ(decide().errorMessage,
              "No provider of policy default can take this request, it has none. Give it a "
              "fallback that can be used at any time.");
}

TEST_F(SelectorPaths, OnlyTheChosenOneLosesAPermit) {
    m_policy.breaker.halfOpenMaxCalls = 1;
    openCircuit("a");
    openCircuit("b");
    m_now += m_policy.breaker.timeoutMs;
    m_dry = true;
    EXPECT_EQ(decide().provider, "b");
    EXPECT_EQ(cardOf(decide(), "b").why, "Weight 50, priority 50, on trial by its circuit.");
    EXPECT_TRUE(permitted("b")) << "dry ones take none";
    m_dry = false;
    EXPECT_EQ(decide().provider, "b");
    EXPECT_FALSE(permitted("b"));
    EXPECT_TRUE(permitted("a"));
    EXPECT_EQ(decide().provider, "a");
    EXPECT_FALSE(permitted("a"));
    const auto none = decide();
    EXPECT_EQ(none.provider, "");
    EXPECT_EQ(cardOf(none, "a").why,
              "Its circuit is half-open, and the calls that may try it are under way already (1).");
    m_now += m_policy.breaker.timeoutMs;
    EXPECT_EQ(decide().provider, "b") << "nobody reported, so the permits came back";
}

TEST_F(SelectorPaths, APermitThatAnotherThreadTookIsNotCountedOn) {
    m_policy.breaker.halfOpenMaxCalls = 1;
    openCircuit("b");
    m_now += m_policy.breaker.timeoutMs;
    m_random = [this] {  // between the look and the choice
        m_health.look("acme", "b", m_policy.breaker, m_now, false);
        return 0.9;
    };
    const auto decision = decide();
    EXPECT_EQ(decision.provider, "a");
    EXPECT_EQ(cardOf(decision, "b").excluded, "circuit_open");
    EXPECT_EQ(std::count_if(decision.steps.begin(), decision.steps.end(),
                            [](const auto& step) { return step.step == "select"; }),
              1)
        << "the try in vain is not told";
    EXPECT_EQ(m_health.list("acme", m_now).size(), 2u);
}

class NextTries : public SelectorPaths {
protected:
    NextTries() {
        m_policy.fallbacks = {fallbackTo("second", R"({"status": ["error", "timeout"]})", 2),
                              fallbackTo("third", R"({"status": "error"})", 0),
                              fallbackTo("fourth", R"({"tier": "gold"})")};
        m_policy.fallbacks[0].backoff.baseMs = 100;
        m_decision = decide();
    }
    std::string next(const std::string& failed, int attempts) {
        const auto result = routing::nextTry(input(), m_decision, failed, attempts);
        EXPECT_EQ(m_decision.provider, result.provider.empty() ? m_decision.provider : result.provider);
        if (!result.provider.empty()) {
            EXPECT_EQ(m_decision.reason, result.reason);
            EXPECT_DOUBLE_EQ(cardOf(m_decision, result.provider).share, 1);
            EXPECT_EQ(cardOf(m_decision, result.provider).excluded, "");
            EXPECT_DOUBLE_EQ(sumOfShares(m_decision), 1);
        }
        return result.provider + " " + result.reason + " " + std::to_string(result.delayMs);
    }
    api::RouteDecision m_decision;
};

TEST_F(NextTries, RetriesThenItsFallbackThenTheOthers) {
    EXPECT_EQ(next("b", 1), "b retry 100");
    EXPECT_EQ(m_decision.priority, 50);
    EXPECT_EQ(stepOf(m_decision, "fallback"), "taken: Retry 1 of 2 of provider b in 100 ms.");
    EXPECT_EQ(next("b", 2), "b retry 200");
    EXPECT_EQ(next("b", 3), "second fallback 0");
    EXPECT_EQ(m_decision.priority, 25);
    EXPECT_EQ(stepOf(m_decision, "fallback"), "taken: Provider b failed, fallback 1 sends it to second.");
    EXPECT_EQ(cardOf(m_decision, "b").excluded, "failed");
    EXPECT_EQ(cardOf(m_decision, "b").why, "It failed, after 3 calls.");
    EXPECT_EQ(next("second", 1), "second retry 100") << "its fallback holds for it, too";
    EXPECT_EQ(next("second", 3), "third fallback 0");
    EXPECT_EQ(next("third", 3), "  0") << "the fourth is for others";
    EXPECT_EQ(stepOf(m_decision, "fallback")
                  .find("failed: There is nothing left to try: fallback 1: second has failed "
                        "already; fallback 2: third has failed already; fallback 3 does not "
                        "apply: tier is"),
              0u)
        << stepOf(m_decision, "fallback");
    m_request.context["tier"] = "gold";
    EXPECT_EQ(next("third", 3), "fourth fallback 0");
}

TEST_F(NextTries, TheContextDecidesWhichFallbackHolds) {
    m_request.context["status"] = "timeout";
    EXPECT_EQ(next("b", 3), "second fallback 0");
    EXPECT_EQ(next("second", 3), "  0") << "the third is for errors";
    m_request.context["status"] = "cancelled";
    EXPECT_EQ(next("b", 1), "  0");
    m_policy.fallbacks = {fallbackTo("x", R"({"current_provider": "a"})"),
                          fallbackTo("y", R"({"current_provider": "b"})"), fallbackTo("z", R"({"attempt": 7})", 9)};
    m_decision.candidates.clear();
    EXPECT_EQ(next("b", 2), "y fallback 0");
    m_decision.candidates.clear();
    EXPECT_EQ(next("c", 7), "c retry 5000");
}

TEST_F(NextTries, WhoCannotBeUsedIsSkipped) {
    m_barred["second"] = "disabled";
    EXPECT_EQ(next("b", 3), "third fallback 0");
    m_barred["third"] = "disabled";
    m_decision.candidates.clear();
    EXPECT_EQ(next("b", 3), "  0");
    m_policy.lastProvider = "old";
    EXPECT_EQ(next("b", 3), "old fallback 0");
}

TEST_F(NextTries, ARetryThatACircuitForbidsGoesElsewhere) {
    openCircuit("b");
    EXPECT_EQ(next("b", 1), "second circuit_breaker_fallback 0");
    EXPECT_EQ(m_decision.priority, 20);
    m_decision.candidates.clear();
    m_barred["a"] = "disabled";
    EXPECT_EQ(next("a", 1), "second fallback 0");
    EXPECT_EQ(
        std::count_if(m_decision.steps.begin(), m_decision.steps.end(),
                      [](const auto& step) { return step.detail == "Provider a is not tried again: it is disabled."; }),
        1);
}

TEST_F(NextTries, PermitsAreTakenForWhatIsTried) {
    m_policy.breaker.halfOpenMaxCalls = 1;
    openCircuit("second");
    openCircuit("b");
    m_now += m_policy.breaker.timeoutMs;
    m_dry = true;
    EXPECT_EQ(next("b", 3), "second fallback 0");
    EXPECT_TRUE(permitted("second"));
    m_dry = false;
    m_decision.candidates.clear();
    EXPECT_EQ(next("b", 3), "second fallback 0");
    EXPECT_FALSE(permitted("second"));
    m_decision.candidates.clear();
    EXPECT_TRUE(permitted("b"));
    EXPECT_EQ(next("b", 1), "b retry 100");
    EXPECT_FALSE(permitted("b"));
    EXPECT_EQ(next("b", 1), "third circuit_breaker_fallback 0") << "neither b nor second has a permit left";
}

TEST_F(NextTries, WithoutFallbacksThereIsNothing) {
    m_policy.fallbacks.clear();
    EXPECT_EQ(next("b", 1), "  0");
    EXPECT_EQ(stepOf(m_decision, "fallback"), "failed: There is nothing left to try.");
}

TEST_F(NextTries, HedgesAndShadowsAreOfTheFirstTry) {
    m_decision.hedge = "a";
    m_decision.hedgeAfterMs = 5;
    m_decision.shadows = {"x"};
    next("b", 1);
    EXPECT_EQ(m_decision.hedge, "");
    EXPECT_EQ(m_decision.hedgeAfterMs, 0);
    EXPECT_TRUE(m_decision.shadows.empty());
}

}  // namespace
}  // namespace beamline::test
