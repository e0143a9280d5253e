// SPDX-License-Identifier: Apache-2.0
// `call: provider`: a task that a provider does; and what a quota or the budget refuses of that.
#include <algorithm>

#include "engine/api/ids.h"
#include "engine/core/machine/machine.h"
#include "engine/runtime/routing_desk.h"
#include "engine/runtime/trace_context.h"

namespace beamline::runtime {

namespace {
constexpr int kPaymentRequired = 402;

/// The standard error of the language for a code of the contract's envelope.
api::WorkflowError providerError(const routing::ProviderRun& run) {
    const auto& decision = run.decision;
    const auto& code = decision.errorCode;
    const auto is = [&](std::initializer_list<const char*> codes) {
        return std::any_of(codes.begin(), codes.end(), [&](const char* one) { return code == one; });
    };
    const char* name = is({"extension_timeout"})                                ? "timeout"
                       : is({"validator_blocked", "unauthorized"})              ? "authorization"
                       : is({"invalid_request"})                                ? "validation"
                       : is({"policy_not_found", "extension_not_found"})        ? "configuration"
                       : is({"internal", "post_processor_failed", "cancelled"}) ? "runtime"
                                                                                : "communication";
    auto error = core::makeError(name, decision.errorMessage, {});
    error.status = code == "rate_limit_exceeded"                                 ? 429
                   : std::string_view(name) == std::string_view("communication") ? 503
                                                                                 : error.status;
    return error;
}

std::string requestText(const api::Json& body, const char* name) {
    const auto* object = body.if_object();
    const auto* value = object ? object->if_contains(name) : nullptr;
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}
}  // namespace

/// Whether a provider of the policy may cost anything: one that the policy gives the cost 0 does not.
bool RoutingDesk::mayCost(const std::string& tenant, const std::string& policy) {
    const auto current = m_policies.find(tenant, policy.empty() ? api::kDefaultPolicy : policy).policy;
    return current && std::any_of(current->providers.begin(), current->providers.end(),
                                  [](const auto& one) { return !one.costPerRequest || *one.costPerRequest > 0; });
}

/// The contract's answer when a quota or the budget of the tenant refuses the request.
std::optional<api::Json> RoutingDesk::refusal(const api::Json& request, const std::string& tenant) {
    std::int64_t retryAfterMs = 0;
    auto why = m_services.quotas->refusesDecision(tenant, retryAfterMs);
    api::Json details{{"quota", "decisionsPerSecond"}, {"retry_after_ms", retryAfterMs}};
    if (!why && mayCost(tenant, requestText(request, "policy_id"))) {
        why = m_services.quotas->refusesCost(tenant);
        details = {{"quota", "budget"}};
    }
    if (!why) {
        return std::nullopt;
    }
    return routing::errorAnswer("rate_limit_exceeded", *why, requestText(request, "request_id"),
                                requestText(request, "trace_id"), std::move(details));
}

blocks::BlockResult RoutingDesk::run(const blocks::ProviderAsk& ask) {
    auto body = ask.request.is_object() ? ask.request.get_object() : boost::json::object();
    const auto tenant = ask.tenant.empty() ? std::string(api::kDefaultTenant) : ask.tenant;
    body["version"] = "1";
    body["tenant_id"] = tenant;
    body["request_id"] = ask.key.size() <= routing::kMaxRequestIdBytes ? ask.key : api::sha256(ask.key);
    if (const auto trace = traceIdOf(ask.trace); !trace.empty()) {
        body["trace_id"] = trace;
    }
    routing::ProviderRunOptions options;
    options.deadline = ask.deadline;
    options.idempotencyKey = ask.key;
    options.run = ask.run;
    options.cancelled = [cancel = ask.cancel] { return cancel.cancelled(); };
    const auto* policy = body.if_contains("policy_id");
    if (mayCost(tenant, policy && policy->is_string() ? std::string(policy->get_string()) : std::string())) {
        if (const auto spent = m_services.quotas->refusesCost(tenant)) {
            auto error = core::makeError("authorization", *spent, {});
            error.status = kPaymentRequired;
            return error;
        }
    }
    const auto run = m_router->run(body, tenant, options);
    if (!run.decision.errorCode.empty()) {
        return providerError(run);
    }
    return boost::json::object{
        {"provider", run.decision.provider},
        {"output", run.output},
        {"reason", run.decision.reason},
        {"usage", {{"prompt_tokens", run.answer.promptTokens}, {"completion_tokens", run.answer.completionTokens}}},
        {"cost", run.cost},
        {"attempts", run.attempts},
        {"metadata", run.answer.metadata},
        {"decision", run.decision.id}};
}

}  // namespace beamline::runtime
