// SPDX-License-Identifier: Apache-2.0
// The router as a whole, in a world of the test's own.
#include "engine/routing/router.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "engine/routing/simulation.h"

namespace beamline::test {

namespace {
using namespace beamline::routing;

/// Answers what the test says.
class ScriptedCaller : public Caller {
public:
    Answer call(const Extension& extension, const Instance&, const boost::json::object& request,
                std::chrono::milliseconds, const std::string&) override {
        requests.push_back(request);
        if (late) {
            return CallError{CallError::Kind::timeout, ""};
        }
        const auto found = answers.find(extension.id);
        return found == answers.end() ? Answer(CallError{CallError::Kind::unavailable, "nobody listens"})
                                      : Answer(found->second);
    }
    std::map<std::string, boost::json::object> answers;
    std::vector<boost::json::object> requests;
    bool late = false;
};

class RouterTest : public testing::Test {
protected:
    RouterWorld world() {
        RouterWorld w;
        w.clock = [this] { return now; };
        w.random = [this] { return std::uniform_real_distribution<double>(0, 1)(generator); };
        w.newId = [this](api::Timestamp) { return "D" + std::to_string(++ids); };
        w.policy = [this](const std::string& tenant, const std::string& id) {
            const auto found = policies.find(tenant + "/" + id);
            return found == policies.end() ? CurrentPolicy{} : CurrentPolicy{found->second, 3};
        };
        w.extension = [this](const std::string& tenant, const std::string& id) -> ExtensionPtr {
            const auto found = extensions.find(id);
            return found != extensions.end() && found->second->serves(tenant) ? found->second : nullptr;
        };
        w.caller = caller;
        w.pause = [](std::chrono::milliseconds) {};
        w.kept = [this](const std::string& kind, const std::string& tenant,
                        const std::string& key) -> std::optional<std::string> {
            const auto found = facts.find(kind + "/" + tenant + "/" + key);
            return found != facts.end() && found->second.expires > now ? std::optional(found->second.value)
                                                                       : std::nullopt;
        };
        w.keep = [this](std::vector<Fact> all, std::function<void(api::Result<api::Unit>)> done) {
            const auto store = [this, all = std::move(all), done = std::move(done)] {
                for (const auto& fact : all) {
                    auto& known = facts[fact.kind + "/" + fact.tenant + "/" + fact.key];
                    if (!fact.firstWins || known.expires <= now) {
                        known = fact;
                    }
                }
                done(full ? api::Result<api::Unit>(api::Error{api::code::kUnavailable, "The disk is full.", {}, true})
                          : api::Result<api::Unit>(api::Unit{}));
            };
            held ? late.push_back(store) : store();
        };
        w.record = [this](api::RouteDecision decision) { recorded.push_back(std::move(decision)); };
        return w;
    }
    std::shared_ptr<Router> makeRouter() { return std::make_shared<Router>(world()); }
    void put(const std::string& tenant, const std::string& text) {
        auto read = readPolicy(boost::json::parse(text), tenant, "default");
        ASSERT_TRUE(read.policy) << read.problems.at(0).pointer << ": " << read.problems.at(0).message;
        policies[tenant + "/default"] = read.policy;
    }
    void addExtension(const std::string& text) {
        auto read = readExtension(boost::json::parse(text));
        ASSERT_TRUE(read.extension) << read.problems.at(0).pointer << ": " << read.problems.at(0).message;
        extensions[read.extension->id] = read.extension;
    }
    static boost::json::object request(const std::string& id, boost::json::object more = {}) {
        boost::json::object body{{"version", "1"},
                                 {"tenant_id", "acme"},
                                 {"request_id", id},
                                 {"task", {{"type", "chat"}, {"payload", {{"text", "hello there"}}}}}};
        for (const auto& [name, value] : more) {
            body[name] = value;
        }
        return body;
    }
    struct Answered {
        api::Json answer;
        api::RouteDecision decision;
    };
    Answered decide(Router& router, const boost::json::object& body, const std::string& tenant = "acme") {
        std::optional<Answered> answered;
        router.decide(body, tenant, {}, [&](api::Json answer, const api::RouteDecision& decision) {
            EXPECT_FALSE(answered) << "answered twice";
            answered = {std::move(answer), decision};
        });
        EXPECT_TRUE(answered);
        return answered.value_or(Answered{});
    }
    static std::string codeOf(const api::Json& answer) {
        const auto* error = answer.as_object().if_contains("error");
        return error ? std::string(error->as_object().at("code").as_string()) : std::string();
    }
    static std::string providerOf(const api::Json& answer) {
        const auto* decision = answer.as_object().if_contains("decision");
        return decision ? std::string(decision->as_object().at("provider_id").as_string()) : std::string();
    }

    api::Timestamp now = 1'700'000'000'000;
    std::mt19937_64 generator{7};
    int ids = 0;
    bool held = false;
    bool full = false;
    std::shared_ptr<ScriptedCaller> caller = std::make_shared<ScriptedCaller>();
    std::map<std::string, PolicyPtr> policies;
    std::map<std::string, ExtensionPtr> extensions;
    std::map<std::string, Fact> facts;
    std::vector<std::function<void()>> late;
    std::vector<api::RouteDecision> recorded;
};

constexpr const char* kTwo =
    R"({"version": "1.0", "providers": [{"name": "a", "weight": 50}, {"name": "b", "weight": 50}]})";
constexpr const char* kSticky = R"({"version": "1.0", "sticky": {"enabled": true, "ttl": "10m"},
    "providers": [{"name": "a", "weight": 50}, {"name": "b", "weight": 50}]})";
}  // namespace

TEST_F(RouterTest, ADecisionIsAnsweredAndRecordedWithItsReason) {
    const auto owned = makeRouter();
    auto& router = *owned;
    put("acme", kTwo);
    const auto [answer, decision] = decide(router, request("r1", {{"trace_id", "0af7651916cd43dd8448eb211c80319c"}}));
    EXPECT_TRUE(answer.at("ok").as_bool());
    EXPECT_EQ(answer.at("decision").at("reason").as_string(), "weighted");
    EXPECT_EQ(answer.at("decision").at("priority").to_number<int>(), 50);
    EXPECT_EQ(answer.at("context").at("request_id").as_string(), "r1");
    EXPECT_EQ(answer.at("context").at("trace_id").as_string(), "0af7651916cd43dd8448eb211c80319c");
    ASSERT_EQ(recorded.size(), 1U);
    EXPECT_EQ(recorded[0].provider, providerOf(answer));
    EXPECT_EQ(recorded[0].policyVersion, 3);
    EXPECT_EQ(recorded[0].candidates.size(), 2U);
    EXPECT_FALSE(recorded[0].steps.empty());
    EXPECT_EQ(recorded[0].context.at("task_type").as_string(), "chat");
}

TEST_F(RouterTest, WhatCannotBeTakenIsAnsweredInTheEnvelope) {
    const auto owned = makeRouter();
    auto& router = *owned;
    auto wrong = request("r1");
    wrong.erase("task");
    EXPECT_EQ(codeOf(decide(router, wrong).answer), "invalid_request");
    EXPECT_EQ(codeOf(decide(router, request("r2"), "other").answer), "unauthorized") << "of another tenant";
    EXPECT_TRUE(recorded.empty()) << "nothing was decided";
    EXPECT_EQ(codeOf(decide(router, request("r3")).answer), "policy_not_found");
    put("acme", R"({"version": "1.0", "providers": [{"name": "a", "weight": 0}]})");
    EXPECT_EQ(codeOf(decide(router, request("r4")).answer), "decision_failed");
    EXPECT_EQ(recorded.back().errorCode, "decision_failed") << "why is to be read later";
}

TEST_F(RouterTest, TheSameKeyGetsTheSameAnswerAndAnotherPayloadAConflict) {
    const auto owned = makeRouter();
    auto& router = *owned;
    put("acme", kTwo);
    put("other", kTwo);
    const auto first = decide(router, request("r1", {{"idempotency_key", "k"}}));
    const auto again = decide(router, request("r2", {{"idempotency_key", "k"}}));
    EXPECT_EQ(again.answer.at("decision"), first.answer.at("decision"));
    EXPECT_EQ(again.answer.at("context").at("request_id").as_string(), "r2");
    EXPECT_EQ(recorded.size(), 1U) << "it was decided once";
    const auto clash = decide(
        router,
        request("r3", {{"idempotency_key", "k"}, {"task", {{"type", "chat"}, {"payload", {{"text", "other text"}}}}}}));
    EXPECT_EQ(codeOf(clash.answer), "invalid_request");
    EXPECT_EQ(clash.answer.at("error").at("intake_error_code").as_string(), "IDEMPOTENCY_VIOLATION");
    auto others = request("r4", {{"idempotency_key", "k"}, {"tenant_id", "other"}});
    others["task"] = {{"type", "x"}, {"payload", {{"text", "something else"}}}};
    EXPECT_TRUE(decide(router, others, "other").answer.at("ok").as_bool()) << "keys are of a tenant";
    now += kIdempotencyMs + 1;
    EXPECT_TRUE(decide(router, request("r5", {{"idempotency_key", "k"},
                                              {"task", {{"type", "chat"}, {"payload", {{"text", "other text"}}}}}}))
                    .answer.at("ok")
                    .as_bool())
        << "the time of the key is over";
}

TEST_F(RouterTest, RepeatsThatComeWhileTheFirstIsUnderWayWaitForItsAnswer) {
    const auto owned = makeRouter();
    auto& router = *owned;
    put("acme", kTwo);
    held = true;
    std::vector<api::Json> answers;
    const auto ask = [&](const std::string& id, boost::json::object more) {
        more["idempotency_key"] = "k";
        router.decide(request(id, more), "acme", {},
                      [&](api::Json answer, const api::RouteDecision&) { answers.push_back(std::move(answer)); });
    };
    ask("r1", {});
    ask("r2", {});
    ask("r3", {{"task", {{"type", "chat"}, {"payload", {{"text", "other text"}}}}}});
    EXPECT_TRUE(answers.empty());
    ASSERT_EQ(late.size(), 1U) << "it is decided once";
    late[0]();
    ASSERT_EQ(answers.size(), 3U);
    std::map<std::string, api::Json> byRequest;
    for (const auto& answer : answers) {
        byRequest[std::string(answer.at("context").at("request_id").as_string())] = answer;
    }
    EXPECT_EQ(byRequest["r1"].at("decision"), byRequest["r2"].at("decision"));
    EXPECT_EQ(codeOf(byRequest["r3"]), "invalid_request");
}

TEST_F(RouterTest, AnAnswerThatAnotherNodeGaveFirstCounts) {
    const auto owned = makeRouter();
    auto& router = *owned;
    put("acme", kTwo);
    held = true;
    std::optional<api::Json> answer;
    router.decide(request("r1", {{"idempotency_key", "k"}}), "acme", {},
                  [&](api::Json given, const api::RouteDecision&) { answer = std::move(given); });
    const auto second = makeRouter();
    auto& other = *second;
    held = false;
    const auto first = decide(other, request("r2", {{"idempotency_key", "k"}}));
    late.at(0)();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->at("decision"), first.answer.at("decision"));
}

TEST_F(RouterTest, WhatCannotBeKeptIsNotDecided) {
    const auto owned = makeRouter();
    auto& router = *owned;
    put("acme", kSticky);
    full = true;
    const auto [answer, decision] = decide(router, request("r1", {{"context", {{"session_id", "s"}}}}));
    EXPECT_EQ(codeOf(answer), "internal");
    EXPECT_NE(decision.errorMessage.find("The disk is full."), std::string::npos);
}

TEST_F(RouterTest, ASessionStaysWithItsProviderForItsTimeAlsoWithAnotherRouter) {
    put("acme", kSticky);
    std::string provider;
    {
        const auto owned = makeRouter();
        auto& router = *owned;
        provider = decide(router, request("r1", {{"context", {{"session_id", "s"}}}})).decision.provider;
    }
    const auto owned = makeRouter();
    auto& router = *owned;
    for (int i = 0; i < 20; ++i) {
        const auto next = decide(router, request("r", {{"context", {{"session_id", "s"}}}})).decision;
        EXPECT_EQ(next.provider, provider);
        EXPECT_EQ(next.reason, "sticky");
    }
    std::map<std::string, int> others;
    for (int i = 0; i < 50; ++i) {
        ++others[decide(router, request("r", {{"context", {{"session_id", "s" + std::to_string(i)}}}}))
                     .decision.provider];
    }
    EXPECT_EQ(others.size(), 2U) << "other sessions go elsewhere, too";
    now += 600'001;
    EXPECT_EQ(decide(router, request("r", {{"context", {{"session_id", "s"}}}})).decision.reason, "weighted");
}

TEST_F(RouterTest, ALimitRefusesAndSaysWhenToTryAgain) {
    const auto owned = makeRouter();
    auto& router = *owned;
    put("acme", R"({"version": "1.0", "rate_limit": {"enabled": true, "requests_per_second": 1, "burst": 2},
        "providers": [{"name": "a", "weight": 1}]})");
    EXPECT_TRUE(decide(router, request("r1")).answer.at("ok").as_bool());
    EXPECT_TRUE(decide(router, request("r2")).answer.at("ok").as_bool());
    const auto refused = decide(router, request("r3"));
    EXPECT_EQ(codeOf(refused.answer), "rate_limit_exceeded");
    EXPECT_EQ(refused.decision.steps.back().outcome, "refused");
    EXPECT_TRUE(router.dryRun(request("r4"), "acme", nullptr, true).decision.errorCode == "rate_limit_exceeded");
    now += 1'000;
    EXPECT_TRUE(decide(router, request("r5")).answer.at("ok").as_bool());
}

TEST_F(RouterTest, AnOpenCircuitExcludesItsProvider) {
    const auto owned = makeRouter();
    auto& router = *owned;
    put("acme", R"({"version": "1.0", "circuit_breaker": {"enabled": true, "failure_threshold": 2, "timeout_ms": 1000},
        "providers": [{"name": "a", "weight": 50}, {"name": "b", "weight": 50}]})");
    const auto breaker = policies["acme/default"]->breaker;
    router.report("acme", "a", breaker, false, 10, 0, "down");
    router.report("acme", "a", breaker, false, 10, 0, "down");
    for (int i = 0; i < 20; ++i) {
        const auto decision = decide(router, request("r")).decision;
        EXPECT_EQ(decision.provider, "b");
        EXPECT_EQ(decision.candidates.at(0).excluded, "circuit_open");
    }
    now += 1'000;
    std::map<std::string, int> chosen;
    for (int i = 0; i < 50; ++i) {
        const auto provider = decide(router, request("r")).decision.provider;
        ++chosen[provider];
        router.report("acme", provider, breaker, true, 10, 0, "");
    }
    EXPECT_EQ(chosen.size(), 2U) << "it has recovered";
}

TEST_F(RouterTest, ThePipelineChangesTheMessageAndAValidatorBlocks) {
    const auto owned = makeRouter();
    auto& router = *owned;
    addExtension(R"({"id": "normalize", "type": "pre", "subject": "beamline.ext.pre.normalize.v1"})");
    addExtension(R"({"id": "guard", "type": "validator", "subject": "beamline.ext.validate.guard.v1"})");
    put("acme", R"({"version": "1.0", "pre": [{"id": "normalize", "mode": "required"}], "validators": [{"id": "guard"}],
        "providers": [{"name": "a", "weight": 1}]})");
    caller->answers["normalize"] = {{"payload", {{"payload", "quiet"}}}, {"metadata", {{"lang", "en"}}}};
    caller->answers["guard"] = {{"status", "ok"}};
    const auto good = decide(router, request("r1"));
    EXPECT_TRUE(good.answer.at("ok").as_bool());
    ASSERT_EQ(caller->requests.size(), 2U);
    EXPECT_EQ(caller->requests[1].at("payload").at("payload").as_string(), "quiet");
    EXPECT_EQ(good.answer.at("decision").at("metadata").at("executed_extensions").as_array().size(), 2U);
    caller->answers["guard"] = {{"status", "reject"}, {"reason", "pii_detected"}};
    const auto blocked = decide(router, request("r2"));
    EXPECT_EQ(codeOf(blocked.answer), "validator_blocked");
    EXPECT_NE(blocked.decision.errorMessage.find("pii_detected"), std::string::npos) << blocked.decision.errorMessage;
    const auto dry = router.dryRun(request("r3"), "acme", nullptr, true);
    EXPECT_EQ(dry.decision.stages.at(0).after.at("payload").as_string(), "quiet") << "the message behind each stage";
    const auto untouched = router.dryRun(request("r4"), "acme", nullptr, false);
    EXPECT_EQ(untouched.decision.stages.at(0).status, "not_run");
    EXPECT_EQ(recorded.size(), 2U) << "dry runs leave nothing";
    api::ExtensionInfo health;
    router.extensions().fill("guard", health, now);
    EXPECT_EQ(health.calls, 2) << "also in what is known of extensions";
}

TEST_F(RouterTest, NobodyMakesAnExtensionLookIllByGivingItNoTime) {
    auto router = makeRouter();
    addExtension(R"({"id": "slow", "type": "pre", "subject": "beamline.ext.pre.slow.v1", "timeout_ms": 1000})");
    put("acme",
        R"({"version": "1.0", "pre": [{"id": "slow", "timeout_ms": 10}], "providers": [{"name": "a", "weight": 1}]})");
    caller->late = true;
    for (int i = 0; i < 50; ++i) {
        EXPECT_TRUE(decide(*router, request("r")).answer.at("ok").as_bool());
    }
    EXPECT_EQ(router->extensions().quarantine("slow"), "");
    api::ExtensionInfo health;
    router->extensions().fill("slow", health, now);
    EXPECT_EQ(health.calls, 0);
}

TEST_F(RouterTest, AnswersThatComeLateReachARouterThatIsStillThere) {
    put("acme", kTwo);
    held = true;
    int answers = 0;
    {
        auto router = makeRouter();
        router->decide(request("r1", {{"idempotency_key", "k"}}), "acme", {},
                       [&](const api::Json&, const api::RouteDecision&) { ++answers; });
    }
    late.at(0)();
    EXPECT_EQ(answers, 1);
}

TEST_F(RouterTest, RepeatsThatWaitAreLimitedAndTheOthersAreTold) {
    const auto owned = makeRouter();
    put("acme", kTwo);
    held = true;
    std::size_t refused = 0;
    std::size_t answered = 0;
    const auto body = request("r", {{"idempotency_key", "k"}});
    for (std::size_t i = 0; i < kMaxWaitingRepeats + 2; ++i) {
        owned->decide(body, "acme", {}, [&](const api::Json& answer, const api::RouteDecision&) {
            ++answered;
            refused += codeOf(answer) == "internal" ? 1 : 0;
        });
    }
    EXPECT_EQ(refused, 1U) << "one is decided, so many wait for it, and the last one is told";
    held = false;
    late.at(0)();
    EXPECT_EQ(answered, kMaxWaitingRepeats + 2);
    EXPECT_EQ(refused, 1U);
}

TEST_F(RouterTest, LongSessionsAreKeptByTheirHashAndLargeContextsAreNotRecorded) {
    const auto owned = makeRouter();
    put("acme", kSticky);
    const std::string session(kMaxSessionKeyBytes + 1, 's');
    const auto first = decide(*owned, request("r1", {{"context", {{"session_id", session}}}})).decision;
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_LT(facts.begin()->first.size(), kMaxSessionKeyBytes);
    EXPECT_TRUE(first.context.is_object());
    const auto again = decide(*owned, request("r2", {{"context", {{"session_id", session}}}})).decision;
    EXPECT_EQ(again.provider, first.provider);
    EXPECT_EQ(again.reason, "sticky");
    const std::string large(kMaxRecordedContext, 'x');
    EXPECT_TRUE(decide(*owned, request("r3", {{"context", {{"note", large}}}})).decision.context.is_null());
}

TEST_F(RouterTest, ASimulationTellsWhatAPolicyWouldHaveDone) {
    const auto owned = makeRouter();
    auto& router = *owned;
    put("acme", kTwo);
    for (int i = 0; i < 400; ++i) {
        now += 1'000;
        decide(router, request("r" + std::to_string(i), {{"context", {{"tier", i % 4 ? "basic" : "premium"}}}}));
    }
    const auto simulated = [&](const std::string& text) {
        const auto policy = readPolicy(boost::json::parse(text), "acme", "default").policy;
        EXPECT_TRUE(policy);
        std::size_t at = 0;
        return simulate(
            *policy, [&] { return at < recorded.size() ? std::optional(recorded[at++]) : std::nullopt; }, 1);
    };
    const auto same = simulated(kTwo);
    EXPECT_EQ(same.decisions, 400);
    EXPECT_TRUE(same.complete);
    const auto only = simulated(R"({"version": "1.0", "providers": [
        {"name": "c", "weight": 1, "priority": 90, "when": {"tier": ["premium"]}, "cost": 0.5}, {"name": "b", "weight": 1, "cost": 0.1}]})");
    std::map<std::string, std::int64_t> after;
    for (const auto& share : only.shares) {
        after[share.provider] = share.after;
    }
    EXPECT_EQ(after["c"], 100) << "the premium ones";
    EXPECT_EQ(after["b"], 300);
    EXPECT_EQ(after["a"], 0);
    EXPECT_NEAR(only.costAfter, 100 * 0.5 + 300 * 0.1, 0.001);
    EXPECT_EQ(only.changes.size(), api::kMaxSimulatedChanges);
    EXPECT_FALSE(only.changes[0].why.empty());
    EXPECT_EQ(simulated(kTwo).changed, same.changed) << "the same every time";
    const auto sticky = simulated(kSticky);
    EXPECT_EQ(sticky.decisions, 400);
}

}  // namespace beamline::test
