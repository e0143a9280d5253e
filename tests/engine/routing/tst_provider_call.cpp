// SPDX-License-Identifier: Apache-2.0
// Providers that are extensions: what they are sent, what their answers mean and what they cost.
#include "engine/routing/provider_call.h"

#include "tests/engine/routing/routing_bench.h"

namespace beamline::test {
namespace {
using namespace routing;

class ProviderCallTest : public RoutingBench {
protected:
    ProviderCallTest() {
        request.tenant = "acme";
        request.requestId = "req-1";
        request.traceId = "0123456789abcdef0123456789abcdef";
        request.message = {{"message_id", "m-1"},
                           {"message_type", "completion"},
                           {"payload", {{"prompt", "Once"}, {"max_tokens", 5}, {"temperature", 0.5}}}};
        request.context = {{"tier", "gold"}};
        decision.id = "d-1";
        extension =
            install({{"id", "openai"}, {"type", "provider"}, {"timeout_ms", 2'000}, {"config", {{"model", "x"}}}});
    }
    ProviderAnswer ask(const ProviderCallOptions& options = {}) {
        return callProvider(*extension, request, decision, tools(), options);
    }

    Request request;
    api::RouteDecision decision;
    std::shared_ptr<Extension> extension;
};

TEST_F(ProviderCallTest, AProviderGetsTheContractsRequestAndItsAnswerIsRead) {
    caller.script("openai", [this](const ScriptedCaller::Sent&) {
        now += 120;
        return boost::json::object{{"provider_id", "openai-eu"},
                                   {"output", {{"text", "upon"}}},
                                   {"usage", {{"prompt_tokens", 1'000}, {"completion_tokens", 500}}},
                                   {"metadata", {{"model", "x"}}}};
    });
    const auto answer = ask();
    EXPECT_EQ(api::Json(caller.sent.at(0).request),
              (api::Json{{"trace_id", request.traceId},
                         {"tenant_id", "acme"},
                         {"provider_id", "openai"},
                         {"request_id", "req-1"},
                         {"decision_id", "d-1"},
                         {"prompt", "Once"},
                         {"parameters", {{"max_tokens", 5}, {"temperature", 0.5}}},
                         {"context", request.context},
                         {"payload", request.message},
                         {"config", {{"model", "x"}}}}));
    EXPECT_EQ(caller.sent[0].timeoutMs, 2'000);
    EXPECT_FALSE(caller.sent[0].trace.empty());
    EXPECT_TRUE(answer.ok);
    EXPECT_EQ(answer.provider, "openai");
    EXPECT_EQ(answer.answeredBy, "openai-eu");
    EXPECT_EQ(answer.status, "success");
    EXPECT_EQ(answer.output, (api::Json{{"text", "upon"}}));
    EXPECT_EQ(answer.promptTokens, 1'000);
    EXPECT_EQ(answer.completionTokens, 500);
    EXPECT_EQ(answer.metadata.at("model"), "x");
    EXPECT_EQ(answer.tookMs, 120);
    EXPECT_EQ(answer.attempts, 1);
    EXPECT_EQ(answer.cost, 0);
    EXPECT_EQ(healthOf("openai").successRate, 1);
}

TEST_F(ProviderCallTest, ACallCostsByRegisteredPricesOrAsItSays) {
    caller.answers("openai",
                   {{"output", "x"}, {"usage", {{"prompt_tokens", 1'000}, {"completion_tokens", 500}, {"cost", 7.5}}}});
    EXPECT_EQ(ask().cost, 7.5);
    extension->costPerCall = 0.25;
    EXPECT_EQ(ask().cost, 0.25) << "what is registered goes first";
    extension->costPerThousandPromptTokens = 1;
    extension->costPerThousandCompletionTokens = 2;
    EXPECT_DOUBLE_EQ(ask().cost, 2.25);
    caller.answers("openai", {{"status", "error"}, {"usage", {{"prompt_tokens", 500}}}});
    EXPECT_DOUBLE_EQ(ask().cost, 0.5) << "the call failed, the tokens are used";
    caller.hangs("openai");
    EXPECT_EQ(ask().cost, 0);
}

TEST_F(ProviderCallTest, EstimatesOfTokensAreRoundedUp) {
    caller.answers("openai", {{"output", "x"}, {"usage", {{"prompt_tokens", 2.75}, {"completion_tokens", 8.0}}}});
    const auto answer = ask();
    EXPECT_TRUE(answer.ok) << answer.errorMessage;
    EXPECT_EQ(answer.promptTokens, 3);
    EXPECT_EQ(answer.completionTokens, 8);
}

TEST_F(ProviderCallTest, ThePromptIsTheTextOfThePayload) {
    caller.answers("openai", {{"output", "x"}});
    const std::pair<api::Json, const char*> payloads[] = {{"plain", "plain"},
                                                          {boost::json::object{{"text", "a"}}, "a"},
                                                          {boost::json::object{{"input", "b"}, {"text", 7}}, "b"}};
    for (const auto& [payload, prompt] : payloads) {
        request.message["payload"] = payload;
        ask();
        EXPECT_EQ(caller.sent.back().request.at("prompt"), prompt);
    }
    request.message["payload"] = {{"input", boost::json::array{"a", "b"}}, {"parameters", {{"top_p", 1}}}};
    ask();
    EXPECT_FALSE(caller.sent.back().request.contains("prompt"));
    EXPECT_EQ(caller.sent.back().request.at("parameters"), (api::Json{{"top_p", 1}}));
    request.message.erase("payload");
    EXPECT_TRUE(ask().ok);
    extension->capabilities.payload = false;
    extension->capabilities.metadata = false;
    request.message["payload"] = "secret";
    ask();
    EXPECT_EQ(boost::json::serialize(caller.sent.back().request).find("secret"), std::string::npos);
    EXPECT_FALSE(caller.sent.back().request.contains("context"));
}

TEST_F(ProviderCallTest, WhatAProviderSaysOfItsFailureIsKept) {
    for (const auto& [told, status] :
         {std::pair{"error", "error"}, std::pair{"timeout", "timeout"}, std::pair{"cancelled", "cancelled"}}) {
        caller.answers("openai", {{"provider_id", "openai"},
                                  {"status", told},
                                  {"error_code", "quota"},
                                  {"error_message", "No money is left."},
                                  {"metadata", {{"try", 1}}}});
        const auto answer = ask();
        EXPECT_FALSE(answer.ok);
        EXPECT_EQ(answer.status, status);
        EXPECT_EQ(answer.errorCode, "quota");
        EXPECT_EQ(answer.errorMessage, "No money is left.");
        EXPECT_EQ(answer.metadata.at("try"), 1);
        EXPECT_TRUE(answer.output.is_null());
        EXPECT_EQ(answer.attempts, 1) << "an answer is not asked for again";
    }
    EXPECT_EQ(healthOf("openai").successRate, 0);
    EXPECT_EQ(healthOf("openai").lastError, "quota: No money is left.");
    caller.answers("openai", {{"output", "x"}, {"error_code", "quota"}});
    EXPECT_FALSE(ask().ok) << "it says that it failed";
    health.release("openai");
    caller.answers("openai", {{"error", {{"code", "quota"}, {"message", "none"}}}});
    EXPECT_EQ(ask().errorCode, "extension_error");
    EXPECT_EQ(ask().errorMessage, "quota: none");
    caller.answers("openai", {{"status", "error"}});
    EXPECT_EQ(ask().errorCode, "extension_error");
    EXPECT_FALSE(ask().errorMessage.empty());
}

TEST_F(ProviderCallTest, GarbageIsNoAnswer) {
    const boost::json::object garbage[] = {{},
                                           {{"output", nullptr}},
                                           {{"output", "x"}, {"status", "fine"}},
                                           {{"output", "x"}, {"status", 1}},
                                           {{"output", "x"}, {"metadata", 1}},
                                           {{"output", "x"}, {"usage", 1}},
                                           {{"output", "x"}, {"usage", {{"prompt_tokens", -1}}}},
                                           {{"output", "x"}, {"usage", {{"prompt_tokens", -0.5}}}},
                                           {{"output", "x"}, {"usage", {{"prompt_tokens", 1e30}}}},
                                           {{"output", "x"}, {"usage", {{"completion_tokens", "many"}}}},
                                           {{"output", "x"}, {"usage", {{"completion_tokens", kMaxTokens + 1}}}},
                                           {{"output", "x"}, {"usage", {{"cost", -0.5}}}},
                                           {{"output", "x"}, {"usage", {{"cost", "free"}}}},
                                           {{"output", "x"}, {"usage", {{"cost", 1e10}}}},
                                           {{"output", boost::json::string(2 * kMaxMessageBytes, 'x')}}};
    for (const auto& answer : garbage) {
        health.release("openai");
        caller.answers("openai", answer);
        const auto result = ask();
        EXPECT_FALSE(result.ok) << boost::json::serialize(answer).substr(0, 80);
        EXPECT_EQ(result.errorCode, "extension_error");
        EXPECT_NE(result.errorMessage.find("'openai'"), std::string::npos);
        EXPECT_EQ(result.cost, 0);
    }
    caller.answers("openai", {{"output", "x"}, {"status", "ok"}, {"usage", {{"completion_tokens", kMaxTokens}}}});
    health.release("openai");
    EXPECT_TRUE(ask().ok);
}

TEST_F(ProviderCallTest, TimeoutsAreRetriedWithinTheDeadline) {
    extension->retry = 2;
    caller.hangs("openai");
    auto answer = ask({now + 2'500, std::nullopt});
    EXPECT_EQ(answer.status, "timeout");
    EXPECT_EQ(answer.errorCode, "extension_timeout");
    EXPECT_EQ(answer.attempts, 2);
    EXPECT_EQ(caller.sent.back().timeoutMs, 400);
    request.deadline = now + 50;
    caller.sent.clear();
    ask({now + 1'000, std::nullopt});
    EXPECT_EQ(caller.sent.at(0).timeoutMs, 50) << "the earlier one counts";
    answer = ask();
    EXPECT_EQ(answer.attempts, 0);
    EXPECT_EQ(answer.status, "timeout");
    request.deadline = 0;
    extension->retry = 0;
    caller.sent.clear();
    ask({0, 30});
    EXPECT_EQ(caller.sent.at(0).timeoutMs, 30);
}

TEST_F(ProviderCallTest, WhatCannotBeAskedIsNotAsked) {
    extension->enabled = false;
    EXPECT_EQ(ask().errorCode, "extension_not_found");
    extension->enabled = true;
    extension->tenants = {"other"};
    EXPECT_EQ(ask().errorCode, "extension_not_found");
    extension->tenants.clear();
    extension->maxPayloadBytes = 10;
    EXPECT_EQ(ask().errorCode, "extension_error");
    extension->maxPayloadBytes = kMaxMessageBytes;
    extension->maxMetadataBytes = 10;
    EXPECT_EQ(ask().errorCode, "extension_error");
    extension->maxMetadataBytes = kMaxMetadataBytes;
    extension->type = ExtensionType::pre;
    EXPECT_EQ(ask().errorCode, "extension_not_found");
    extension->type = ExtensionType::provider;
    EXPECT_TRUE(caller.sent.empty());
    extension->instances.clear();
    EXPECT_EQ(ask().errorCode, "extension_unavailable");
}

TEST_F(ProviderCallTest, AnOpenCircuitIsNotCalled) {
    caller.fails("openai", CallError::Kind::unavailable);
    for (int i = 0; i < 50 && ask().status == "error"; ++i) {
    }
    const auto calls = caller.sent.size();
    const auto answer = ask();
    EXPECT_EQ(answer.status, "circuit_open");
    EXPECT_EQ(answer.errorCode, "extension_unavailable");
    EXPECT_EQ(caller.sent.size(), calls);
}

}  // namespace
}  // namespace beamline::test
