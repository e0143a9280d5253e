// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/router_messages.h"

#include <algorithm>
#include <cmath>

#include "engine/api/json_codec.h"
#include "engine/api/text.h"
#include "engine/blocks/encoding.h"
#include "engine/nats/subjects.h"
#include "engine/nats/work_messages.h"

namespace beamline::nats {

namespace {
using boost::json::object;

constexpr const char* kSchemaFailed = "SCHEMA_VALIDATION_FAILED";
constexpr const char* kVersionUnsupported = "VERSION_UNSUPPORTED";
constexpr const char* kCorrelationInvalid = "CORRELATION_FIELDS_INVALID";
constexpr const char* kTenantForbidden = "TENANT_FORBIDDEN";
constexpr const char* kAssignPrefix = "caf.exec.assign.";

std::string idIn(const object& from, std::string_view name) {
    const auto* value = from.if_contains(name);
    const auto* text = value ? value->if_string() : nullptr;
    return text && text->size() <= kMaxRouterId ? std::string(*text) : std::string();
}

api::Json timeOrNull(api::Timestamp at) {
    return at > 0 ? api::Json(blocks::isoTime(at)) : api::Json();
}

api::Json schemaError(std::string_view message, const RouterIds& ids, std::string_view pointer = {}) {
    object details;
    if (!pointer.empty()) {
        details["pointer"] = pointer;
    }
    return routerError("invalid_request", message, ids, std::move(details), kSchemaFailed);
}

/// An empty one of the headers is none.
std::string tenantHeader(const RequestHeaders& headers) {
    for (const auto* name : {"tenant_id", "x-tenant-id"}) {
        if (const auto found = headers.find(name); found != headers.end() && !found->second.empty()) {
            return found->second;
        }
    }
    return {};
}

std::variant<object, api::Json> objectIn(std::string_view payload) {
    if (payload.size() > kMaxRouterRequestBytes) {
        return schemaError("The request has " + std::to_string(payload.size()) + " bytes; at most " +
                               std::to_string(kMaxRouterRequestBytes) +
                               " are taken. Give a large payload as payload_ref.",
                           {});
    }
    auto json = api::parseJson(payload, kMaxRouterDepth);
    if (!json.ok()) {
        return schemaError(json.error().message, {});
    }
    auto* body = json->if_object();
    return body ? std::variant<object, api::Json>(std::move(*body))
                : schemaError("The request must be a JSON object.", {});
}

std::variant<RouterCall, api::Json> callIn(std::string_view payload, const RequestHeaders& headers) {
    auto read = objectIn(payload);
    if (auto* wrong = std::get_if<api::Json>(&read)) {
        return std::move(*wrong);
    }
    RouterCall call{std::move(std::get<object>(read)), {}, {}};
    call.ids = idsOf(call.body);
    auto who = callerOf(headers);
    if (!who.ok()) {
        return routerError(who.error(), call.ids);
    }
    call.who = std::move(*who);
    call.who.user = call.who.user.empty() ? kRouterUser : call.who.user;
    const auto told = tenantHeader(headers);
    call.who.tenant = !told.empty() ? told : !call.who.tenant.empty() ? call.who.tenant : call.ids.tenant;
    const auto version = headers.find("version");
    if (!api::isUtf8(call.who.tenant) || (version != headers.end() && !api::isUtf8(version->second))) {
        return routerError("invalid_request", "The headers for tenant and version must be UTF-8.", call.ids);
    }
    return call;
}

bool pushes(const object& body) {
    const auto* push = body.if_contains("push_assignment");
    return push && (*push == api::Json(true) || *push == api::Json("true") || *push == api::Json(1));
}

boost::json::array executedOf(const std::vector<api::StageOutcome>& stages) {
    boost::json::array out;
    for (const auto& stage : stages) {
        if (stage.status != "skipped" && stage.status != "not_run") {
            out.push_back({{"type", stage.type}, {"id", stage.id}, {"status", stage.status}});
        }
    }
    return out;
}

RouterIds idsOf(const api::RouteDecision& decision) {
    return {decision.requestId, decision.traceId, decision.tenant};
}

object contextOf(const RouterIds& ids) {
    object context{{"request_id", ids.request}};
    if (!ids.trace.empty()) {
        context["trace_id"] = ids.trace;
    }
    if (!ids.tenant.empty()) {
        context["tenant_id"] = ids.tenant;
    }
    return context;
}

/// Contract 2.3: why it went there.
object explanationOf(const api::RouteDecision& decision) {
    auto context = contextOf(idsOf(decision));
    if (!decision.run.empty()) {
        context["run_id"] = decision.run;
    }
    return {{"reason", decision.reason},
            {"provider_id", decision.provider},
            {"policy_id", decision.policy},
            {"policy_version", decision.policyVersion},
            {"priority", decision.priority},
            {"decided_at", decision.at},
            {"took_ms", decision.tookMs},
            {"candidates", api::toJson(decision.candidates)},
            {"steps", api::toJson(decision.steps)},
            {"stages", api::toJson(decision.stages)},
            {"context", std::move(context)}};
}
}  // namespace

RouterIds idsOf(const object& body) {
    return {idIn(body, "request_id"), idIn(body, "trace_id"), idIn(body, "tenant_id")};
}

api::Json routerError(std::string_view code, std::string_view message, const RouterIds& ids, api::Json details,
                      std::string_view intake) {
    return {{"ok", false},
            {"error",
             {{"code", code},
              {"message", message},
              {"intake_error_code", intake.empty() ? api::Json() : api::Json(intake)},
              {"details", details.is_object() ? std::move(details) : api::Json(object())}}},
            {"context", contextOf(ids)}};
}

api::Json routerError(const api::Error& error, const RouterIds& ids, std::string_view missing) {
    namespace code = api::code;
    const auto is = [&](auto... codes) { return ((error.code == codes) || ...); };
    const auto name = is(code::kInvalidArgument, code::kInvalidDefinition, code::kInvalidInput) ? "invalid_request"
                      : is(code::kNotFound)                                                     ? missing
                      : is(code::kForbidden)                                                    ? "unauthorized"
                      : is(code::kConflict, code::kStale)                                       ? "conflict"
                      : is(code::kOverloaded)                                                   ? "service_overloaded"
                                              : std::string_view("internal");
    api::Json details = error.detail;
    if (details.is_array()) {
        details = object{{"problems", std::move(details)}};
    }
    return routerError(name, error.message, ids, std::move(details));
}

bool mayAssignTo(std::string_view subject) {
    if (subject.size() > kMaxAssignmentSubject) {
        return false;
    }
    if (subject.starts_with(kAssignPrefix)) {  // which ones those are is told by what is behind it
        return subject != kAckSubject && mayAnswerTo("x." + std::string(subject.substr(4)));
    }
    return mayAnswerTo(subject);
}

std::variant<RouterCall, api::Json> readDecide(std::string_view payload, const RequestHeaders& headers) {
    auto read = callIn(payload, headers);
    auto* call = std::get_if<RouterCall>(&read);
    if (!call) {
        return read;
    }
    if (const auto version = headers.find("version"); version != headers.end()) {
        call->body["version"] = version->second;
    }
    // The engine would take nobody's request for that of the default tenant. What is no text it refuses itself.
    const auto* told = call->body.if_contains("tenant_id");
    const bool none = !told || told->is_null() || (told->is_string() && told->get_string().empty());
    if (call->who.tenant.empty() && none) {
        return schemaError("'tenant_id' is missing: say whose policy is to decide, in the request or in a header.",
                           call->ids, "/tenant_id");
    }
    if (call->who.tenant.empty() && told->is_string()) {
        return schemaError("'tenant_id' is longer than " + std::to_string(kMaxRouterId) + " bytes.", call->ids,
                           "/tenant_id");
    }
    call->push = pushes(call->body);
    const auto* subject = call->body.if_contains("assignment_subject");
    if (call->push && subject && subject->is_string() && !subject->get_string().empty()) {
        call->assignmentSubject = std::string(subject->get_string());
        if (!mayAssignTo(call->assignmentSubject)) {
            return schemaError(
                "Work cannot be handed out on the subject that 'assignment_subject' names: it must have at most " +
                    std::to_string(kMaxAssignmentSubject) +
                    " bytes and no wildcards, and belong to caf.exec.assign or to nothing of this system.",
                call->ids, "/assignment_subject");
        }
    }
    return read;
}

std::variant<RouterCall, api::Json> readRouterCall(std::string_view payload, const RequestHeaders& headers) {
    auto read = callIn(payload.empty() ? "{}" : payload, headers);
    const auto* call = std::get_if<RouterCall>(&read);
    const auto* told = call ? call->body.if_contains("tenant_id") : nullptr;
    if (!told || told->is_null()) {
        return read;
    }
    if (!told->is_string() || told->get_string().size() > kMaxRouterId) {
        return routerError("invalid_request",
                           "'tenant_id' must be a text of at most " + std::to_string(kMaxRouterId) + " bytes.",
                           call->ids, {{"pointer", "/tenant_id"}});
    }
    if (!call->ids.tenant.empty() && call->ids.tenant != call->who.tenant) {
        return routerError("unauthorized",
                           "The caller may not ask for another tenant than its own, '" + call->who.tenant + "'.",
                           call->ids, {{"pointer", "/tenant_id"}}, kTenantForbidden);
    }
    return read;
}

std::string deadLetterReason(const api::Json& answer) {
    const auto* whole = answer.if_object();
    const auto* error = whole ? whole->if_contains("error") : nullptr;
    const auto intake = error && error->is_object() ? idIn(error->get_object(), "intake_error_code") : std::string();
    for (const auto* reason : {kSchemaFailed, kVersionUnsupported, kCorrelationInvalid, kTenantForbidden}) {
        if (intake == reason) {
            return intake;
        }
    }
    return {};
}

std::string printIntakeDeadLetter(const api::Json& answer, const std::string& subject, const std::string& hash,
                                  const std::string& node, api::Timestamp now) {
    const auto* whole = answer.if_object();
    const auto* error = whole ? whole->if_contains("error") : nullptr;
    const auto* message = error && error->is_object() ? error->get_object().if_contains("message") : nullptr;
    const auto* context = whole ? whole->if_contains("context") : nullptr;
    return boost::json::serialize(object{
        {"original_subject", subject},
        {"original_payload_hash", hash},
        {"validation_error",
         {{"code", deadLetterReason(answer)}, {"message", message ? *message : api::Json("")}, {"severity", "error"}}},
        {"context", context ? *context : api::Json(object())},
        {"received_at", now},
        {"router_node_id", node}});
}

api::Json decisionJson(const api::RouteDecision& decision) {
    const auto ids = idsOf(decision);
    auto explanation = explanationOf(decision);
    if (!decision.errorCode.empty()) {
        auto answer = routerError(decision.errorCode, decision.errorMessage, ids);
        answer.get_object()["explanation"] = std::move(explanation);
        return answer;
    }
    return {{"ok", true},
            {"decision",
             {{"provider_id", decision.provider},
              {"priority", decision.priority},
              {"expected_latency_ms", std::llround(std::clamp(decision.expectedLatencyMs, 0.0, 9e15))},
              {"expected_cost", decision.expectedCost},
              {"reason", decision.reason},
              {"metadata", {{"executed_extensions", executedOf(decision.stages)}, {"decision_id", decision.id}}}}},
            {"context", contextOf(ids)},
            {"explanation", std::move(explanation)}};
}

api::Json extensionHealthJson(const api::ExtensionPage& page) {
    object health;
    for (const auto& one : page.items) {
        health[one.id] = {{"extension_id", one.id},
                          {"type", one.type},
                          {"enabled", one.enabled},
                          {"status", one.health},
                          {"circuit_state", one.circuit},
                          {"success_rate", one.successRate},
                          {"calls", one.calls},
                          {"p50_latency_ms", one.p50Ms},
                          {"p95_latency_ms", one.p95Ms},
                          {"p99_latency_ms", one.p99Ms},
                          {"last_success", timeOrNull(one.lastSuccessAt)},
                          {"last_failure", timeOrNull(one.lastErrorAt)},
                          {"last_error", one.lastError.empty() ? api::Json() : api::Json(one.lastError)},
                          {"quarantine", one.quarantine.empty() ? api::Json() : api::Json(one.quarantine)}};
    }
    return {{"health", std::move(health)}};
}

api::Json circuitStatesJson(const api::ExtensionPage& extensions, const api::ProviderPage& providers) {
    const auto state = [](const std::string& circuit) { return circuit.empty() ? "closed" : circuit; };
    object states;
    for (const auto& one : extensions.items) {
        const double failed = one.calls > 0 ? std::clamp(1 - one.successRate, 0.0, 1.0) : 0;
        states[one.id] = {{"kind", "extension"},
                          {"state", state(one.circuit)},
                          {"opened_at", nullptr},
                          {"failure_count", std::llround(failed * static_cast<double>(one.calls))},
                          {"error_rate", failed}};
    }
    for (const auto& one : providers.items) {
        states[one.provider] = {{"kind", "provider"},
                                {"state", state(one.circuit)},
                                {"opened_at", timeOrNull(one.openedAt)},
                                {"failure_count", one.failures},
                                {"error_rate", one.errorRate}};
    }
    return {{"states", std::move(states)}};
}

api::Json complexityJson(const api::PipelineComplexity& of) {
    return {{"total_extensions", of.total},
            {"pre_count", of.pre},
            {"validators_count", of.validators},
            {"post_count", of.post},
            {"complexity_score", of.score},
            {"complexity_level", of.level},
            {"estimated_latency_ms", of.estimatedLatencyMs},
            {"recommended_limits",
             {{"max_total", of.maxTotal},
              {"max_pre", of.maxPre},
              {"max_validators", of.maxValidators},
              {"max_post", of.maxPost}}},
            {"warnings", api::toJson(of.warnings)},
            {"recommendations", api::toJson(of.recommendations)}};
}

api::Json dryRunRequest(const RouterCall& call, const std::string& id) {
    object made{{"version", "1"}, {"request_id", call.ids.request.empty() ? id : call.ids.request}};
    for (const auto* name : {"tenant_id", "trace_id", "policy_id", "task", "message", "context", "metadata",
                             "constraints", "idempotency_key"}) {
        if (const auto* value = call.body.if_contains(name)) {
            made[name] = *value;
        }
    }
    if (!made.contains("task") && !made.contains("message")) {
        const auto* type = call.body.if_contains("message_type");
        const auto* payload = call.body.if_contains("payload");
        made["message"] = {{"message_id", made["request_id"]},
                           {"message_type", type ? *type : api::Json("dry_run")},
                           {"payload", payload ? *payload : api::Json(object())}};
    }
    return made;
}

api::Json dryRunJson(const api::DryRunReply& reply, const RouterIds& ids) {
    const auto& decision = reply.decision;
    auto executed = executedOf(decision.stages);
    if (!decision.errorCode.empty()) {
        return routerError(decision.errorCode, decision.errorMessage, ids,
                           {{"executed_extensions", std::move(executed)}});
    }
    const auto* message = reply.message.if_object();
    const auto* payload = message ? message->if_contains("payload") : nullptr;
    return {{"ok", true},
            {"result",
             {{"decision",
               {{"provider_id", decision.provider}, {"reason", decision.reason}, {"priority", decision.priority}}},
              {"executed_extensions", std::move(executed)},
              {"final_payload", payload ? *payload : reply.message}}}};
}

api::Json policyInfoJson(const api::PolicyInfo& info) {
    return {{"tenant_id", info.tenant},     {"policy_id", info.policy}, {"version", info.version},
            {"latest", info.latest},        {"removed", info.removed},  {"updated_at", timeOrNull(info.at)},
            {"author", info.author},        {"comment", info.comment},  {"providers", api::toJson(info.providers)},
            {"extensions", info.extensions}};
}

boost::json::array problemsJson(const std::vector<api::Problem>& problems) {
    boost::json::array out;
    for (const auto& problem : problems) {
        out.push_back(api::toJson(problem));
    }
    return out;
}

}  // namespace beamline::nats
