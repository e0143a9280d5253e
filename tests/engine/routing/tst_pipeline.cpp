// SPDX-License-Identifier: Apache-2.0
// Pipelines of extensions that work, hang, refuse, answer garbage or are not there: what becomes of the message and of
// the request.
#include "engine/routing/pipeline.h"

#include "tests/engine/routing/routing_bench.h"

namespace beamline::test {
namespace {
using namespace routing;
using Kind = CallError::Kind;

class PipelineTest : public RoutingBench {
protected:
    PipelineTest() {
        request.tenant = "acme";
        request.requestId = "req-1";
        request.traceId = "0123456789abcdef0123456789abcdef";
        request.message = {{"message_id", "m-1"},
                           {"message_type", "chat"},
                           {"payload", {{"text", "Hello"}}},
                           {"metadata", boost::json::object{}}};
        request.context = {{"tenant_id", "acme"}, {"request_id", "req-1"}, {"policy_id", "p"}, {"tier", "gold"}};
        decision.provider = "openai";
        decision.priority = 50;
        decision.reason = "weighted";
        install({{"id", "normalize"}, {"type", "pre"}, {"config", {{"a", 1}, {"b", 1}}}});
        install({{"id", "guard"}, {"type", "validator"}});
        install({{"id", "mask"}, {"type", "post"}});
    }

    static Stage stage(StageType type, const std::string& id) {
        Stage result;
        result.type = type;
        result.id = id;
        return result;
    }
    Stage& pre(const std::string& id = "normalize") { return policy.pre.emplace_back(stage(StageType::pre, id)); }
    Stage& validator(const std::string& id = "guard") {
        return policy.validators.emplace_back(stage(StageType::validator, id));
    }
    Stage& post(const std::string& id = "mask") { return policy.post.emplace_back(stage(StageType::post, id)); }

    Pipeline pipeline() {
        auto with = tools();
        return Pipeline(lookup, health, caller, with.clock, with.random, with.pause);
    }
    std::optional<IntakeError> before() { return pipeline().before(policy, request, decision, options); }
    std::optional<IntakeError> after() { return pipeline().after(policy, request, decision, options); }
    /// Runs the stage alone that is required, and gives the error's code.
    std::string codeOfPre() {
        decision.stages.clear();
        const auto error = before();
        return error ? error->code : "";
    }
    const api::StageOutcome& last() { return decision.stages.back(); }

    ExtensionLookup lookup = [this](const std::string&, const std::string& id) -> ExtensionPtr {
        const auto found = installed.find(id);
        return found == installed.end() ? nullptr : found->second;
    };
    Policy policy;
    Request request;
    api::RouteDecision decision;
    PipelineOptions options;
};

TEST_F(PipelineTest, AnExtensionSeesTheMessageAndTheContextAndItsConfiguration) {
    pre().config = boost::json::object{{"b", 2}, {"c", 3}};
    caller.answers("normalize", {});
    EXPECT_FALSE(before());
    ASSERT_EQ(caller.sent.size(), 1u);
    const auto& sent = caller.sent[0].request;
    EXPECT_EQ(sent.at("trace_id"), api::Json(request.traceId));
    EXPECT_EQ(sent.at("tenant_id"), "acme");
    EXPECT_EQ(sent.at("payload"), api::Json(request.message));
    EXPECT_EQ(sent.at("metadata"), api::Json(request.context));
    EXPECT_EQ(sent.at("config"), (api::Json{{"a", 1}, {"b", 2}, {"c", 3}}));
    EXPECT_FALSE(sent.contains("decision"));
    EXPECT_EQ(caller.sent[0].timeoutMs, kDefaultExtensionTimeoutMs);
    EXPECT_TRUE(caller.sent[0].trace.starts_with("00-0123456789abcdef0123456789abcdef-"));
    EXPECT_EQ(caller.sent[0].trace.size(), 55u);
    EXPECT_EQ(last().status, "success");
    EXPECT_EQ(last().attempts, 1);
    EXPECT_TRUE(last().effect.empty());
    EXPECT_TRUE(last().after.is_null()) << "only dry runs keep the message";
    EXPECT_EQ(decision.steps.at(0).step, "pre");
    EXPECT_EQ(decision.steps.at(0).outcome, "passed");
}

TEST_F(PipelineTest, WhatAnExtensionMayNotSeeIsLeftOut) {
    installed["normalize"]->capabilities.payload = false;
    installed["normalize"]->capabilities.metadata = false;
    pre().required = true;
    caller.answers("normalize", {{"metadata", {{"lang", "en"}}}});
    EXPECT_EQ(codeOfPre(), "");
    EXPECT_FALSE(caller.sent[0].request.contains("payload"));
    EXPECT_FALSE(caller.sent[0].request.contains("metadata"));
    EXPECT_EQ(request.context.at("lang"), "en");
    caller.answers("normalize", {{"payload", {{"payload", {{"text", "mine"}}}}}});
    EXPECT_EQ(codeOfPre(), "internal") << "it cannot replace what it has not seen";
    EXPECT_EQ(request.message.at("payload").at("text"), "Hello");
}

TEST_F(PipelineTest, StagesFollowOneAnotherAndEachSeesWhatTheLastOneMade) {
    pre();
    pre("second");
    validator();
    install({{"id", "second"}, {"type", "pre"}});
    caller.answers("normalize", {{"payload", {{"message_id", "forged"}, {"payload", {{"text", "hello"}}}}},
                                 {"metadata", {{"lang", "en"}, {"tenant_id", "other"}, {"policy_id", "other"}}}});
    caller.answers("second", {{"payload", nullptr}, {"metadata", {{"lang", "de"}}}});
    caller.answers("guard", {{"status", "ok"}});
    EXPECT_FALSE(before());
    ASSERT_EQ(caller.sent.size(), 3u);
    EXPECT_EQ(caller.sent[1].request.at("payload"),
              (api::Json{{"message_id", "m-1"}, {"message_type", "chat"}, {"payload", {{"text", "hello"}}}}))
        << "the message is another, and still the same one";
    EXPECT_EQ(caller.sent[1].request.at("metadata").at("lang"), "en");
    EXPECT_EQ(caller.sent[2].request.at("metadata").at("lang"), "de");
    EXPECT_EQ(request.context.at("tenant_id"), "acme");
    EXPECT_EQ(request.context.at("policy_id"), "p");
    EXPECT_EQ(request.context.at("payload_bytes"), std::string(R"({"text":"hello"})").size());
    ASSERT_EQ(decision.stages.size(), 3u);
    EXPECT_EQ(decision.stages[2].type, "validator");
    EXPECT_EQ(decision.steps[2].step, "validate");
}

TEST_F(PipelineTest, AStageIsSkippedWhenItsConditionDoesNotHold) {
    std::vector<api::Problem> problems;
    pre().when = Condition::read(boost::json::object{{"tier", "basic"}}, "/when", problems);
    EXPECT_TRUE(problems.empty());
    EXPECT_FALSE(before());
    EXPECT_TRUE(caller.sent.empty());
    EXPECT_EQ(last().status, "skipped");
    EXPECT_EQ(decision.steps.at(0).outcome, "skipped");
    request.context["tier"] = "basic";
    caller.answers("normalize", {});
    EXPECT_FALSE(before());
    EXPECT_EQ(last().status, "success");
}

TEST_F(PipelineTest, ADryRunKeepsTheMessageBehindEachStageAndMayCallNothing) {
    pre();
    validator();
    caller.answers("normalize", {{"payload", {{"payload", {{"text", "hello"}}}}}});
    options.dry = true;
    EXPECT_EQ(before()->code, "validator_blocked");
    EXPECT_EQ(decision.stages[0].after.at("payload").at("text"), "hello");
    EXPECT_EQ(decision.stages[1].after.at("payload").at("text"), "hello");
    decision.stages.clear();
    caller.sent.clear();
    options.callExtensions = false;
    EXPECT_FALSE(before());
    EXPECT_TRUE(caller.sent.empty());
    ASSERT_EQ(decision.stages.size(), 2u);
    EXPECT_EQ(decision.stages[0].status, "not_run");
    EXPECT_EQ(decision.stages[1].status, "not_run");
}

TEST_F(PipelineTest, WhatEndsARequiredStageIsTheCode) {
    pre().required = true;
    caller.hangs("normalize");
    EXPECT_EQ(codeOfPre(), "extension_timeout");
    EXPECT_EQ(last().status, "timeout");
    EXPECT_EQ(last().effect, "failed");
    EXPECT_EQ(last().tookMs, kDefaultExtensionTimeoutMs);
    EXPECT_NE(last().error.find("1000 ms"), std::string::npos);
    EXPECT_EQ(decision.steps.back().outcome, "failed");
    caller.fails("normalize", Kind::unavailable);
    EXPECT_EQ(codeOfPre(), "extension_unavailable");
    EXPECT_EQ(last().status, "error");
    caller.fails("normalize", Kind::garbage);
    EXPECT_EQ(codeOfPre(), "internal");
    caller.answers("normalize", {{"error", {{"code", "E1"}, {"message", "no model"}}}});
    const auto error = before();
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code, "internal");
    EXPECT_NE(error->message.find("E1: no model"), std::string::npos);
    EXPECT_EQ(error->requestId, "req-1");
    EXPECT_EQ(error->traceId, request.traceId);
    EXPECT_EQ(error->tenant, "acme");
    EXPECT_EQ(error->details.at("extension_id"), "normalize");
    EXPECT_EQ(error->details.at("failure"), "extension_error");
}

TEST_F(PipelineTest, AnExtensionThatIsNotThereIsNotFoundAndTheReasonIsSaid) {
    pre("missing").required = true;
    EXPECT_EQ(codeOfPre(), "extension_not_found");
    policy.pre[0].id = "normalize";
    installed["normalize"]->enabled = false;
    EXPECT_EQ(codeOfPre(), "extension_not_found");
    EXPECT_NE(last().error.find("disabled"), std::string::npos);
    policy.pre[0].id = "guard";
    EXPECT_EQ(codeOfPre(), "extension_not_found");
    EXPECT_NE(last().error.find("registered as validator"), std::string::npos);
    installed["normalize"]->enabled = true;
    installed["normalize"]->tenants = {"other"};
    policy.pre[0].id = "normalize";
    EXPECT_EQ(codeOfPre(), "extension_not_found");
    EXPECT_TRUE(caller.sent.empty());
    EXPECT_EQ(last().attempts, 0);
    lookup = nullptr;
    EXPECT_EQ(codeOfPre(), "extension_not_found");
}

TEST_F(PipelineTest, AnOptionalStageThatFailsLeavesTheMessageAsItWas) {
    pre();
    const auto message = request.message;
    const auto context = request.context;
    for (const auto kind : {Kind::timeout, Kind::unavailable, Kind::garbage, Kind::refused}) {
        caller.fails("normalize", kind);
        EXPECT_EQ(codeOfPre(), "");
        EXPECT_EQ(last().effect, "continued");
        EXPECT_FALSE(last().error.empty());
    }
    policy.pre[0].id = "missing";
    EXPECT_EQ(codeOfPre(), "");
    EXPECT_EQ(request.message, message);
    EXPECT_EQ(request.context, context);
}

TEST_F(PipelineTest, GarbageIsNoAnswer) {
    pre().required = true;
    const boost::json::object garbage[] = {{{"payload", "text"}},
                                           {{"payload", boost::json::array{}}},
                                           {{"payload", 7}},
                                           {{"metadata", "text"}},
                                           {{"metadata", boost::json::array{1}}},
                                           {{"payload", {{"payload", "x"}}}, {"metadata", false}},
                                           {{"payload", {{"text", boost::json::string(2 * kMaxMessageBytes, 'x')}}}},
                                           {{"payload", {{"text", boost::json::string(kMaxMessageBytes, 'x')}}}},
                                           {{"other", boost::json::string(2 * kMaxMessageBytes, 'x')}},
                                           {{"metadata", {{"text", boost::json::string(kMaxMetadataBytes, 'x')}}}}};
    const auto message = request.message;
    const auto context = request.context;
    int calls = 0;
    for (const auto& answer : garbage) {
        health.release("normalize");
        caller.answers("normalize", answer);
        EXPECT_EQ(codeOfPre(), "internal") << boost::json::serialize(answer).substr(0, 60);
        EXPECT_EQ(last().status, "error");
        EXPECT_NE(last().error.find("'normalize'"), std::string::npos);
        EXPECT_EQ(request.message, message);
        EXPECT_EQ(request.context, context) << "nothing of a half good answer counts";
        EXPECT_EQ(healthOf("normalize").calls, ++calls) << "and its health knows";
        EXPECT_EQ(healthOf("normalize").successRate, 0);
    }
}

TEST_F(PipelineTest, WhatIsTooLargeIsRefusedByNameAndNotSent) {
    auto& extension = *installed["normalize"];
    extension.maxPayloadBytes = 20;
    pre().required = true;
    EXPECT_EQ(codeOfPre(), "internal");
    EXPECT_NE(last().error.find("The message has"), std::string::npos);
    extension.maxPayloadBytes = boost::json::serialize(request.message).size();
    caller.answers("normalize", {});
    EXPECT_EQ(codeOfPre(), "");
    extension.maxMetadataBytes = 20;
    EXPECT_EQ(codeOfPre(), "internal");
    EXPECT_NE(last().error.find("The context has"), std::string::npos);
    EXPECT_EQ(caller.sent.size(), 1u);
    EXPECT_EQ(healthOf("normalize").calls, 1) << "it is not its fault";
}

TEST_F(PipelineTest, AStagesConfigurationFitsTheSchema) {
    install({{"id", "strict"},
             {"type", "pre"},
             {"config_schema", {{"properties", {{"level", {{"type", "integer"}}}}}}},
             {"config", {{"level", 1}}}});
    caller.answers("strict", {});
    auto& of = pre("strict");
    of.required = true;
    of.config = boost::json::object{{"level", 2}};
    EXPECT_EQ(codeOfPre(), "");
    of.config = boost::json::object{{"level", "high"}};
    EXPECT_EQ(codeOfPre(), "internal");
    EXPECT_NE(last().error.find("/level"), std::string::npos);
    EXPECT_EQ(caller.sent.size(), 1u);
}

TEST_F(PipelineTest, AValidatorThatRejectsBlocksWarnsOrIsIgnored) {
    auto& of = validator();
    for (const auto& answer :
         {boost::json::object{{"status", "reject"}, {"reason", "card number"}, {"details", {{"at", 3}}}},
          boost::json::object{{"valid", false}, {"reason", "card number"}, {"details", {{"at", 3}}}},
          boost::json::object{
              {"status", "ok"}, {"valid", false}, {"reason", "card number"}, {"details", {{"at", 3}}}}}) {
        caller.answers("guard", answer);
        of.onFail = OnFail::block;
        const auto error = before();
        ASSERT_TRUE(error);
        EXPECT_EQ(error->code, "validator_blocked");
        EXPECT_EQ(error->details,
                  (api::Json{{"extension_id", "guard"}, {"reason", "card number"}, {"details", {{"at", 3}}}}));
        EXPECT_EQ(last().status, "rejected");
        EXPECT_EQ(last().effect, "blocked");
        EXPECT_EQ(decision.steps.back().outcome, "refused");
        of.onFail = OnFail::warn;
        EXPECT_FALSE(before());
        EXPECT_EQ(last().effect, "warned");
        of.onFail = OnFail::ignore;
        EXPECT_FALSE(before());
        EXPECT_EQ(last().effect, "ignored");
        EXPECT_EQ(last().status, "rejected");
    }
    EXPECT_EQ(healthOf("guard").calls, 9);
    EXPECT_EQ(healthOf("guard").successRate, 1) << "to reject is its work";
}

TEST_F(PipelineTest, AValidatorSaysOkOrRejectOrItHasSaidNothing) {
    validator();
    for (const auto& answer : {boost::json::object{{"status", "ok"}}, boost::json::object{{"valid", true}},
                               boost::json::object{{"status", "passed"}, {"valid", true}}}) {
        caller.answers("guard", answer);
        EXPECT_FALSE(before()) << boost::json::serialize(answer);
    }
    for (const auto& answer : {boost::json::object{}, boost::json::object{{"status", "passed"}},
                               boost::json::object{{"status", 1}}, boost::json::object{{"valid", "true"}},
                               boost::json::object{{"status", "OK"}}, boost::json::object{{"error", "why"}}}) {
        health.release("guard");
        caller.answers("guard", answer);
        const auto error = before();
        ASSERT_TRUE(error) << boost::json::serialize(answer);
        EXPECT_EQ(error->code, "validator_blocked");
        EXPECT_EQ(error->details.at("details"), (api::Json{{"failure", "extension_error"}}));
        EXPECT_EQ(last().status, "error");
    }
}

TEST_F(PipelineTest, AValidatorThatCannotBeAskedFollowsOnFail) {
    auto& of = validator();
    caller.hangs("guard");
    EXPECT_EQ(before()->details.at("details").at("failure"), "extension_timeout");
    caller.fails("guard", Kind::unavailable);
    EXPECT_EQ(before()->details.at("details").at("failure"), "extension_unavailable");
    of.id = "missing";
    EXPECT_EQ(before()->details.at("details").at("failure"), "extension_not_found");
    EXPECT_EQ(last().effect, "blocked");
    for (const auto& [onFail, effect] : {std::pair{OnFail::warn, "warned"}, std::pair{OnFail::ignore, "ignored"}}) {
        of.onFail = onFail;
        for (const char* id : {"missing", "guard"}) {
            of.id = id;
            EXPECT_FALSE(before());
            EXPECT_EQ(last().effect, effect);
        }
    }
}

TEST_F(PipelineTest, PostSeesTheDecisionAndFailsByItsOwnCode) {
    auto& of = post();
    of.required = true;
    caller.answers("mask", {{"payload", {{"payload", {{"text", "***"}}}}}});
    EXPECT_FALSE(after());
    EXPECT_EQ(caller.sent[0].request.at("decision"),
              (api::Json{{"provider_id", "openai"}, {"priority", 50}, {"reason", "weighted"}}));
    EXPECT_EQ(request.message.at("payload").at("text"), "***");
    EXPECT_EQ(decision.steps.back().step, "post");
    caller.hangs("mask");
    const auto error = after();
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code, "post_processor_failed");
    EXPECT_EQ(error->details.at("failure"), "extension_timeout");
    of.id = "missing";
    EXPECT_EQ(after()->code, "post_processor_failed");
    of.required = false;
    EXPECT_FALSE(after());
    EXPECT_EQ(last().effect, "continued");
}

TEST_F(PipelineTest, OnlyTimeoutsAreRetriedAndTheyWaitTwiceAsLongEachTime) {
    auto& of = pre();
    of.required = true;
    of.retry = 3;
    of.timeoutMs = 50;
    caller.hangs("normalize");
    EXPECT_EQ(codeOfPre(), "extension_timeout");
    EXPECT_EQ(last().attempts, 4);
    EXPECT_EQ(pauses, (std::vector<std::int64_t>{100, 200, 400}));
    EXPECT_EQ(caller.sent[0].timeoutMs, 50);
    EXPECT_EQ(last().tookMs, 4 * 50 + 700);
    EXPECT_EQ(healthOf("normalize").calls, 0) << "to give it less time than it asks for does not make it look ill";
    health.release("normalize");
    int calls = 0;
    caller.script("normalize", [&](const ScriptedCaller::Sent&) -> Caller::Answer {
        return calls++ ? Caller::Answer(boost::json::object{}) : Caller::Answer(CallError{Kind::timeout, ""});
    });
    EXPECT_EQ(codeOfPre(), "");
    EXPECT_EQ(last().attempts, 2);
    health.release("normalize");
    for (const auto kind : {Kind::unavailable, Kind::garbage, Kind::refused}) {
        caller.fails("normalize", kind);
        before();
        EXPECT_EQ(last().attempts, 1);
    }
    of.retry.reset();
    health.release("normalize");
    installed["normalize"]->retry = 1;
    caller.hangs("normalize");
    before();
    EXPECT_EQ(last().attempts, 2) << "what is registered counts when the policy says nothing";
}

TEST_F(PipelineTest, TheDeadlineCutsTimeoutsAndRetriesAndEndsTheRequest) {
    auto& of = pre();
    of.retry = 3;
    pre("second");
    install({{"id", "second"}, {"type", "pre"}});
    caller.hangs("normalize");
    options.deadline = now + 1'150;
    request.deadline = now + 5'000;
    const auto error = before();
    ASSERT_EQ(caller.sent.size(), 2u);
    EXPECT_EQ(caller.sent[0].timeoutMs, 1'000);
    EXPECT_EQ(caller.sent[1].timeoutMs, 50) << "after 1000 ms and a pause of 100";
    EXPECT_EQ(pauses, (std::vector<std::int64_t>{100})) << "there was no time for another";
    ASSERT_TRUE(error) << "an optional stage is over, but so is the time";
    EXPECT_EQ(error->code, "extension_timeout");
    EXPECT_EQ(error->details.at("extension_id"), "second");
    EXPECT_EQ(last().id, "second");
    EXPECT_EQ(last().status, "not_run");
    EXPECT_EQ(last().effect, "failed");
    EXPECT_EQ(healthOf("second").calls, 0);
    options.deadline = 0;
    request.deadline = now;
    EXPECT_EQ(before()->code, "extension_timeout") << "the request's own counts, too";
}

TEST_F(PipelineTest, ASlowAnswerCountsAndTheNextStageFindsTheDeadlinePassed) {
    pre();
    validator();
    options.deadline = now + 300;
    caller.script("normalize", [this](const ScriptedCaller::Sent&) {
        now += 400;
        return boost::json::object{{"metadata", {{"lang", "en"}}}};
    });
    EXPECT_EQ(before()->code, "extension_timeout");
    EXPECT_EQ(request.context.at("lang"), "en");
    EXPECT_EQ(decision.stages.at(0).status, "success");
    EXPECT_EQ(decision.stages.at(0).tookMs, 400);
}

TEST_F(PipelineTest, AnOpenCircuitIsNotCalledAndCountsAsFailed) {
    pre().required = true;
    caller.fails("normalize", Kind::unavailable);
    int calls = 0;
    while (calls < 50 && codeOfPre() == "extension_unavailable" && last().status == "error") {
        ++calls;
    }
    EXPECT_EQ(last().status, "circuit_open");
    EXPECT_EQ(caller.sent.size(), static_cast<std::size_t>(calls));
    EXPECT_EQ(last().attempts, 0);
    policy.pre[0].required = false;
    EXPECT_EQ(codeOfPre(), "");
    EXPECT_EQ(last().effect, "continued");
    health.release("normalize");
    caller.answers("normalize", {});
    EXPECT_EQ(codeOfPre(), "");
    EXPECT_EQ(last().status, "success");
}

TEST_F(PipelineTest, ACircuitThatOpensBetweenRetriesEndsThem) {
    auto& of = pre();
    of.required = true;
    of.retry = 3;
    caller.hangs("normalize");
    EXPECT_EQ(codeOfPre(), "extension_timeout");
    EXPECT_EQ(codeOfPre(), "extension_timeout") << "the timeout is what went wrong";
    EXPECT_LT(last().attempts, 4);
    EXPECT_EQ(codeOfPre(), "extension_unavailable");
}

TEST_F(PipelineTest, AnExtensionInQuarantineIsNotCalled) {
    pre().required = true;
    caller.fails("normalize", Kind::unavailable, "Nobody listens.");
    for (int i = 0; i < 500 && health.quarantine("normalize").empty(); ++i) {
        before();
        now += 1'000;
    }
    ASSERT_FALSE(health.quarantine("normalize").empty());
    const auto calls = caller.sent.size();
    EXPECT_EQ(codeOfPre(), "extension_unavailable");
    EXPECT_NE(last().error.find("quarantine"), std::string::npos);
    EXPECT_EQ(caller.sent.size(), calls);
}

TEST_F(PipelineTest, InstancesShareCallsByWeightAndARetryGoesToAnother) {
    install({{"id", "many"},
             {"type", "pre"},
             {"instances", boost::json::array{boost::json::object{{"id", "a"}, {"weight", 75}},
                                              boost::json::object{{"id", "b"}, {"weight", 25}},
                                              boost::json::object{{"id", "off"}, {"weight", 0}}}}});
    pre("many").retry = 0;
    caller.answers("many", {});
    for (int i = 0; i < 1'000; ++i) {
        before();
    }
    std::map<std::string, int> counts;
    for (const auto& sent : caller.sent) {
        counts[sent.instance] += 1;
    }
    EXPECT_NEAR(counts["a"], 750, 60);
    EXPECT_EQ(counts["a"] + counts["b"], 1'000) << "a weight of 0 gets nothing";
    caller.sent.clear();
    caller.hangs("many");
    policy.pre[0].retry = 2;
    fixed = 0;
    before();
    ASSERT_EQ(caller.sent.size(), 3u);
    EXPECT_EQ(caller.sent[0].instance, "a");
    EXPECT_EQ(caller.sent[1].instance, "b");
    EXPECT_EQ(caller.sent[2].instance, "a") << "all were tried";
    fixed = 0.999999;
    caller.sent.clear();
    health.release("many");
    before();
    EXPECT_EQ(caller.sent.at(0).instance, "b");
}

TEST_F(PipelineTest, EveryTransportIsCalledInTheSameWay) {
    pre("any").required = true;
    for (const char* key : {"url", "command"}) {
        install({{"id", "any"}, {"type", "pre"}, {key, std::string_view(key) == "url" ? "https://a" : "run"}});
        caller.answers("any", {{"metadata", {{"by", key}}}});
        EXPECT_EQ(codeOfPre(), "");
        EXPECT_EQ(request.context.at("by"), key);
    }
}

TEST_F(PipelineTest, ACallerThatThrowsIsAnExtensionThatIsNotThere) {
    pre().required = true;
    caller.script("normalize",
                  [](const ScriptedCaller::Sent&) -> Caller::Answer { throw std::runtime_error("broken"); });
    EXPECT_EQ(codeOfPre(), "extension_unavailable");
    EXPECT_NE(last().error.find("broken"), std::string::npos);
}

TEST_F(PipelineTest, WhatAnExtensionSaysOfAnErrorHasALimit) {
    pre().required = true;
    caller.answers("normalize", {{"error", boost::json::string(100'000, 'x')}});
    EXPECT_EQ(codeOfPre(), "internal");
    EXPECT_LE(last().error.size(), kMaxExtensionSentenceBytes);
    caller.answers("normalize", {{"error", 7}});
    EXPECT_EQ(codeOfPre(), "internal");
    EXPECT_FALSE(last().error.empty());
}

TEST(Traceparent, ItIsMadeOfTracesThatHaveItsShape) {
    const auto half = [] { return 0.5; };
    EXPECT_EQ(traceparentOf("0123456789ABCDEF0123456789abcdef", half),
              "00-0123456789abcdef0123456789abcdef-7fffffff7fffffff-01");
    EXPECT_EQ(traceparentOf("0b5f9d3e-6c1a-4f2b-8e7d-1a2b3c4d5e6f", [] { return 0.0; }),
              "00-0b5f9d3e6c1a4f2b8e7d1a2b3c4d5e6f-0000000000000001-01");
    for (const char* other : {"", "trace of a client", "0123", "00000000000000000000000000000000"}) {
        EXPECT_EQ(traceparentOf(other, half), "");
    }
}

}  // namespace
}  // namespace beamline::test
