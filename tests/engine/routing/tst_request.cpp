// SPDX-License-Identifier: Apache-2.0
// Requests for decisions as clients and gateways write them, what is wrong with others, and the envelopes of answers.
#include <gtest/gtest.h>

#include "engine/api/json_codec.h"
#include "engine/routing/request.h"

namespace beamline::test {
namespace {
using namespace routing;

constexpr const char* kUuid = "0b5f9d3e-6c1a-4f2b-8e7d-1a2b3c4d5e6f";
constexpr const char* kUlid = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

boost::json::object taskRequest() {
    return {{"version", "1"},
            {"tenant_id", "acme"},
            {"request_id", "req-1"},
            {"task", {{"type", "chat"}, {"payload", {{"text", "good morning"}}}}}};
}

/// As the original's gateway writes it.
boost::json::object gatewayRequest() {
    return {{"version", "1"},
            {"tenant_id", "acme"},
            {"request_id", "req-1"},
            {"trace_id", ""},
            {"run_id", kUuid},
            {"message",
             {{"message_id", "m-1"},
              {"message_type", "chat"},
              {"payload", {{"text", "hi"}}},
              {"metadata", {{"session_id", "s-1"}, {"tier", "basic"}}}}},
            {"context", {{"tier", "gold"}}}};
}

Request accepted(const api::Json& body, const std::string& tenant = "", const std::string& version = "") {
    auto result = readRequest(body, tenant, version);
    if (const auto* error = std::get_if<IntakeError>(&result)) {
        ADD_FAILURE() << error->message;
        return {};
    }
    return std::move(*std::get_if<Request>(&result));
}

IntakeError refused(const api::Json& body, const std::string& tenant = "", const std::string& version = "") {
    auto result = readRequest(body, tenant, version);
    if (const auto* error = std::get_if<IntakeError>(&result)) {
        return *error;
    }
    ADD_FAILURE() << "accepted: " << boost::json::serialize(body);
    return {};
}

boost::json::object changed(const char* key, api::Json value) {
    auto body = taskRequest();
    body[key] = std::move(value);
    return body;
}

void expectMistake(const boost::json::object& body, const std::string& intake, const std::string& pointer) {
    const auto error = refused(body);
    EXPECT_EQ(error.code, "invalid_request") << boost::json::serialize(body);
    EXPECT_EQ(error.intake, intake) << boost::json::serialize(body);
    EXPECT_EQ(error.pointer, pointer) << boost::json::serialize(body);
    EXPECT_FALSE(error.message.empty());
}

TEST(Request, ATaskBecomesTheMessageThatExtensionsSee) {
    auto body = taskRequest();
    body["metadata"] = {{"session_id", "s-1"}};
    const auto request = accepted(body);
    EXPECT_EQ(request.tenant, "acme");
    EXPECT_EQ(request.policy, api::kDefaultPolicy);
    EXPECT_EQ(request.taskType, "chat");
    EXPECT_EQ(request.task, body["task"]);
    EXPECT_EQ(api::Json(request.message), (api::Json{{"message_id", "req-1"},
                                                     {"message_type", "chat"},
                                                     {"payload", {{"text", "good morning"}}},
                                                     {"metadata", {{"session_id", "s-1"}}}}));
    EXPECT_FALSE(request.pushAssignment);
    EXPECT_EQ(request.deadline, 0);
}

TEST(Request, AGatewaysMessageIsTakenWithoutFlowAndStep) {
    const auto request = accepted(gatewayRequest());
    EXPECT_EQ(request.runId, kUuid);
    EXPECT_EQ(request.taskType, "chat");
    EXPECT_TRUE(request.task.is_null());
    EXPECT_EQ(request.message.at("message_id"), "m-1");
    EXPECT_EQ(request.context.at("session_id"), "s-1") << "it moves metadata into the message";
    EXPECT_EQ(request.context.at("tier"), "gold");
    EXPECT_TRUE(request.traceId.empty()) << "what it does not have is an empty text";
}

TEST(Request, AGatewayMayPassAnyTraceAndAMessageThatSaysLittle) {
    auto body = gatewayRequest();
    body["trace_id"] = "trace of a client";
    body["policy_id"] = "";
    body["message"] = {{"payload", "plain text"}};
    const auto request = accepted(body);
    EXPECT_EQ(request.traceId, "trace of a client");
    EXPECT_EQ(request.policy, api::kDefaultPolicy);
    EXPECT_EQ(request.message.at("message_id"), "req-1");
    EXPECT_EQ(request.message.at("payload"), "plain text");
    EXPECT_TRUE(request.message.at("metadata").is_object());
    body["message"] = boost::json::object{};
    EXPECT_TRUE(accepted(body).message.at("payload").is_object());
}

TEST(Request, AMessageThatStandsBesideATaskIsWhatExtensionsSee) {
    auto body = taskRequest();
    body["message"] = {{"message_id", "m-7"}, {"payload", {{"text", "other"}}}};
    const auto request = accepted(body);
    EXPECT_EQ(request.message.at("message_id"), "m-7");
    EXPECT_EQ(request.message.at("message_type"), "chat");
    EXPECT_EQ(request.message.at("payload").at("text"), "other");
    EXPECT_EQ(request.task, body["task"]);
}

TEST(Request, ConditionsSeeConstraintsMetadataAndContextInThisOrder) {
    auto body = taskRequest();
    body["constraints"] = {{"a", 1}, {"b", 1}, {"c", 1}};
    body["metadata"] = {{"b", 2}, {"c", 2}};
    body["context"] = {{"c", 3}, {"tenant_id", "other"}, {"payload_bytes", -1}};
    body["policy_id"] = "p";
    const auto& context = accepted(body).context;
    EXPECT_EQ(api::Json(context), (api::Json{{"a", 1},
                                             {"b", 2},
                                             {"c", 3},
                                             {"tenant_id", "acme"},
                                             {"task_type", "chat"},
                                             {"request_id", "req-1"},
                                             {"policy_id", "p"},
                                             {"payload_bytes", std::string(R"({"text":"good morning"})").size()}}));
}

TEST(Request, APayloadMayLieElsewhere) {
    const auto request = accepted(changed("task", {{"type", "chat"}, {"payload_ref", "s3://bucket/key"}}));
    EXPECT_EQ(request.message.at("payload"), (api::Json{{"payload_ref", "s3://bucket/key"}}));
    expectMistake(changed("task", {{"type", "chat"}, {"payload_ref", ""}}), "SCHEMA_VALIDATION_FAILED",
                  "/task/payload_ref");
    expectMistake(changed("task", {{"type", "chat"}, {"payload_ref", 7}}), "SCHEMA_VALIDATION_FAILED",
                  "/task/payload_ref");
}

TEST(Request, AnAssignmentIsAskedForInThreeWays) {
    for (const auto& yes : {api::Json(true), api::Json("true"), api::Json(1)}) {
        EXPECT_TRUE(accepted(changed("push_assignment", yes)).pushAssignment);
    }
    for (const auto& no : {api::Json(false), api::Json("false"), api::Json(0), api::Json()}) {
        EXPECT_FALSE(accepted(changed("push_assignment", no)).pushAssignment);
    }
    for (const auto& other : {api::Json("yes"), api::Json(2), api::Json(boost::json::object{})}) {
        expectMistake(changed("push_assignment", other), "SCHEMA_VALIDATION_FAILED", "/push_assignment");
    }
    auto body = changed("assignment_subject", "caf.exec.assign.gpu.v1");
    body["options"] = {{"priority", 7}};
    EXPECT_EQ(accepted(body).assignmentSubject, "caf.exec.assign.gpu.v1");
    EXPECT_EQ(accepted(body).options.at("priority"), 7);
    for (const char* subject : {"a.*", "a.>", "a b", ".a", "a.", "a..b", "a\nb"}) {
        expectMistake(changed("assignment_subject", subject), "SCHEMA_VALIDATION_FAILED", "/assignment_subject");
    }
    expectMistake(changed("options", 1), "SCHEMA_VALIDATION_FAILED", "/options");
}

TEST(Request, RequiredMembersAreMissedByName) {
    for (const auto& [key, pointer] :
         {std::pair{"tenant_id", "/tenant_id"}, std::pair{"request_id", "/request_id"}, std::pair{"task", "/task"}}) {
        auto body = taskRequest();
        body.erase(key);
        expectMistake(body, "SCHEMA_VALIDATION_FAILED", pointer);
        expectMistake(changed(key, 7), "SCHEMA_VALIDATION_FAILED", pointer);
        expectMistake(changed(key, ""), "SCHEMA_VALIDATION_FAILED", pointer);
    }
    expectMistake(changed("task", {{"payload", {{"text", "good morning"}}}}), "SCHEMA_VALIDATION_FAILED", "/task/type");
    expectMistake(changed("task", {{"type", ""}, {"payload", {{"text", "good morning"}}}}), "SCHEMA_VALIDATION_FAILED",
                  "/task/type");
    expectMistake(changed("task", {{"type", "chat"}}), "SCHEMA_VALIDATION_FAILED", "/task/payload");
    expectMistake(changed("task", {{"type", "chat"}, {"payload", "text"}}), "SCHEMA_VALIDATION_FAILED",
                  "/task/payload");
    for (const char* key : {"constraints", "metadata", "context"}) {
        expectMistake(changed(key, boost::json::array{}), "SCHEMA_VALIDATION_FAILED", std::string("/") + key);
    }
    EXPECT_EQ(refused(boost::json::array{}).intake, "SCHEMA_VALIDATION_FAILED");
    auto message = gatewayRequest();
    message["message"] = "text";
    expectMistake(message, "SCHEMA_VALIDATION_FAILED", "/message");
    message["message"] = {{"payload", 1}};
    expectMistake(message, "SCHEMA_VALIDATION_FAILED", "/message/payload");
    message["message"] = {{"metadata", 1}};
    expectMistake(message, "SCHEMA_VALIDATION_FAILED", "/message/metadata");
}

TEST(Request, ATaskWithoutAnythingToDoIsTooSmall) {
    expectMistake(changed("task", {{"type", "chat"}, {"payload", boost::json::object{}}}), "PAYLOAD_TOO_SMALL",
                  "/task/payload");
    expectMistake(changed("task", {{"type", "chat"}, {"payload", {{"abc", 1}}}}), "PAYLOAD_TOO_SMALL", "/task/payload");
    accepted(changed("task", {{"type", "chat"}, {"payload", {{"abcd", 1}}}}));
}

TEST(Request, OnlyVersionOneIsUnderstood) {
    for (const auto& version : {api::Json("2"), api::Json(1), api::Json()}) {
        expectMistake(changed("version", version), "VERSION_UNSUPPORTED", "/version");
    }
    auto body = taskRequest();
    body.erase("version");
    expectMistake(body, "VERSION_UNSUPPORTED", "/version");
    accepted(body, "", "1");
    EXPECT_EQ(refused(taskRequest(), "", "2").intake, "VERSION_UNSUPPORTED") << "a header goes first";
    accepted(changed("version", "2"), "", "1");
}

TEST(Request, TheCallersTenantGoesFirst) {
    EXPECT_EQ(accepted(taskRequest(), "acme").tenant, "acme");
    auto body = taskRequest();
    body.erase("tenant_id");
    EXPECT_EQ(accepted(body, "acme").tenant, "acme");
    const auto error = refused(taskRequest(), "evil");
    EXPECT_EQ(error.code, "unauthorized");
    EXPECT_EQ(error.intake, "TENANT_FORBIDDEN");
    EXPECT_EQ(error.pointer, "/tenant_id");
    EXPECT_EQ(error.requestId, "req-1");
    expectMistake(changed("tenant_id", boost::json::string(kMaxTenantBytes + 1, 't')), "SCHEMA_VALIDATION_FAILED",
                  "/tenant_id");
    accepted(changed("tenant_id", boost::json::string(kMaxTenantBytes, 't')));
}

TEST(Request, IdsHaveTheirShapes) {
    for (const char* trace : {"0123456789abcdef0123456789ABCDEF", kUuid}) {
        EXPECT_EQ(accepted(changed("trace_id", trace)).traceId, trace);
    }
    for (const auto& trace : {api::Json(""), api::Json("abc"), api::Json(1), api::Json(std::string(32, 'g')),
                              api::Json("0b5f9d3e-6c1a-1f2b-8e7d-1a2b3c4d5e6f"),
                              api::Json("0b5f9d3e-6c1a-4f2b-ce7d-1a2b3c4d5e6f"), api::Json(std::string(400, 'a'))}) {
        expectMistake(changed("trace_id", trace), "CORRELATION_FIELDS_INVALID", "/trace_id");
    }
    auto body = taskRequest();
    body["run_id"] = kUlid;
    body["flow_id"] = kUuid;
    expectMistake(body, "CORRELATION_FIELDS_INVALID", "/step_id");
    body["step_id"] = "81ARZ3NDEKTSV4RRFFQ69G5FAV";
    expectMistake(body, "CORRELATION_FIELDS_INVALID", "/step_id");
    body["step_id"] = kUlid;
    const auto request = accepted(body);
    EXPECT_EQ(request.runId, kUlid);
    EXPECT_EQ(request.flowId, kUuid);
    EXPECT_EQ(request.stepId, kUlid);
    auto gateway = gatewayRequest();
    gateway["run_id"] = "run 1";
    expectMistake(gateway, "CORRELATION_FIELDS_INVALID", "/run_id");
    accepted(changed("request_id", boost::json::string(kMaxRequestIdBytes, 'r')));
    expectMistake(changed("request_id", boost::json::string(kMaxRequestIdBytes + 1, 'r')), "SCHEMA_VALIDATION_FAILED",
                  "/request_id");
    expectMistake(changed("policy_id", 1), "SCHEMA_VALIDATION_FAILED", "/policy_id");
}

TEST(Request, IdempotencyKeysHaveALimit) {
    EXPECT_EQ(accepted(changed("idempotency_key", "k")).idempotencyKey, "k");
    accepted(changed("idempotency_key", boost::json::string(kMaxIdempotencyKeyBytes, 'k')));
    for (const auto& key : {api::Json(""), api::Json(std::string(kMaxIdempotencyKeyBytes + 1, 'k')), api::Json(1)}) {
        expectMistake(changed("idempotency_key", key), "IDEMPOTENCY_VIOLATION", "/idempotency_key");
    }
}

TEST(Request, LargeOnesAreRefusedByWhatIsLarge) {
    expectMistake(changed("task", {{"type", "chat"}, {"payload", {{"text", std::string(kMaxRequestBytes, 'x')}}}}),
                  "SCHEMA_VALIDATION_FAILED", "");
    expectMistake(changed("metadata", {{"m", std::string(kMaxRequestMetadataBytes, 'x')}}), "SCHEMA_VALIDATION_FAILED",
                  "/metadata");
    auto body = changed("metadata", {{"m", std::string(kMaxRequestMetadataBytes / 2, 'x')}});
    accepted(body);
    body["constraints"] = {{"m", std::string(kMaxRequestMetadataBytes / 2, 'x')}};
    expectMistake(body, "SCHEMA_VALIDATION_FAILED", "/metadata");
}

TEST(Request, AllMistakesAreToldAtOnceAndTheSchemasFirst) {
    auto body = taskRequest();
    body["trace_id"] = "?";
    body["idempotency_key"] = "";
    body["options"] = 1;
    const auto error = refused(body);
    EXPECT_EQ(error.intake, "SCHEMA_VALIDATION_FAILED");
    EXPECT_EQ(error.pointer, "/options");
    EXPECT_EQ(error.details.at("problems").get_array().size(), 3u);
    for (const char* word : {"'options'", "'trace_id'", "'idempotency_key'"}) {
        EXPECT_NE(error.message.find(word), std::string::npos) << word;
    }
}

TEST(Request, TheSameWishHasTheSameHash) {
    const auto hash = accepted(taskRequest()).hash;
    EXPECT_EQ(hash.size(), 64u);
    auto again = boost::json::object{{"task", {{"payload", {{"text", "good morning"}}}, {"type", "chat"}}},
                                     {"request_id", "req-2"},
                                     {"trace_id", kUuid},
                                     {"idempotency_key", "k"},
                                     {"policy_id", "default"},
                                     {"push_assignment", false}};
    EXPECT_EQ(accepted(again, "acme", "1").hash, hash) << "ids are new, members are in another order";
    EXPECT_NE(accepted(again, "other", "1").hash, hash);
    again["policy_id"] = "other";
    EXPECT_NE(accepted(again, "acme", "1").hash, hash);
    EXPECT_NE(accepted(changed("metadata", {{"a", 1}})).hash, hash);
    EXPECT_NE(accepted(changed("push_assignment", 1)).hash, hash);
    EXPECT_EQ(accepted(changed("push_assignment", 1)).hash, accepted(changed("push_assignment", true)).hash);
    EXPECT_EQ(accepted(changed("context", {{"deadline", 5}})).hash,
              accepted(changed("context", {{"deadline", 6}})).hash)
        << "a repetition has a new deadline";
}

TEST(Request, ItsDeadlineIsATimeOrNothing) {
    EXPECT_EQ(accepted(changed("context", {{"deadline", 1'700'000'000'000}})).deadline, 1'700'000'000'000);
    for (const auto& other : {api::Json("soon"), api::Json(-5), api::Json(1e300), api::Json()}) {
        EXPECT_EQ(accepted(changed("context", {{"deadline", other}})).deadline, 0);
    }
}

TEST(Answer, ADecisionHasTheContractsEnvelope) {
    api::RouteDecision decision;
    decision.id = "d-1";
    decision.requestId = "req-1";
    decision.traceId = kUuid;
    decision.provider = "openai";
    decision.priority = 50;
    decision.reason = "weighted";
    decision.expectedLatencyMs = 41.7;
    decision.expectedCost = 0.5;
    decision.stages = {{"pre", "normalize_text", "success", 3, 1, "", "", nullptr},
                       {"pre", "other", "skipped", 0, 0, "", "", nullptr},
                       {"post", "mask", "not_run", 0, 0, "", "", nullptr}};
    api::Json expected = {
        {"ok", true},
        {"decision",
         {{"provider_id", "openai"},
          {"priority", 50},
          {"expected_latency_ms", 42},
          {"expected_cost", 0.5},
          {"reason", "weighted"},
          {"metadata",
           {{"executed_extensions",
             boost::json::array{boost::json::object{{"type", "pre"}, {"id", "normalize_text"}, {"status", "success"}}}},
            {"decision_id", "d-1"}}}}},
        {"context", {{"request_id", "req-1"}, {"trace_id", kUuid}}}};
    EXPECT_EQ(answerOf(decision), expected);
    decision.hedge = "mistral";
    decision.hedgeAfterMs = 250;
    decision.shadows = {"llama"};
    decision.traceId.clear();
    const auto answer = answerOf(decision);
    const auto& metadata = answer.at("decision").at("metadata");
    EXPECT_EQ(metadata.at("hedge"), (api::Json{{"provider_id", "mistral"}, {"after_ms", 250}}));
    EXPECT_EQ(metadata.at("shadows"), (api::Json(boost::json::array{"llama"})));
    EXPECT_FALSE(answer.at("context").get_object().contains("trace_id"));
}

TEST(Answer, AnErrorHasTheContractsEnvelope) {
    const auto answer = answerOf(refused(changed("options", 1)));
    EXPECT_EQ(answer.at("ok"), false);
    EXPECT_EQ(answer.at("error").at("code"), "invalid_request");
    EXPECT_EQ(answer.at("error").at("intake_error_code"), "SCHEMA_VALIDATION_FAILED");
    EXPECT_EQ(answer.at("error").at("details").at("pointer"), "/options");
    EXPECT_EQ(answer.at("context"), (api::Json{{"request_id", "req-1"}, {"tenant_id", "acme"}}));
    EXPECT_EQ(errorAnswer("internal", "Why.", "r", "t"),
              (api::Json{{"ok", false},
                         {"error",
                          {{"code", "internal"},
                           {"message", "Why."},
                           {"intake_error_code", nullptr},
                           {"details", boost::json::object{}}}},
                         {"context", {{"request_id", "r"}, {"trace_id", "t"}}}}));
    api::RouteDecision none;
    none.requestId = "r";
    none.errorCode = "decision_failed";
    none.errorMessage = "No provider is left.";
    EXPECT_EQ(answerOf(none), errorAnswer("decision_failed", "No provider is left.", "r", ""));
}

}  // namespace
}  // namespace beamline::test
