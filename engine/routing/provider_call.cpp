// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/provider_call.h"

#include <algorithm>
#include <cmath>

namespace beamline::routing {

namespace {
constexpr double kMaxToldCost = 1e9;

/// The text that the provider is to work on, if the payload has one.
const api::Json* promptOf(const api::Json& payload) {
    if (payload.is_string()) {
        return &payload;
    }
    const auto* object = payload.if_object();
    for (const char* key : {"prompt", "text", "input"}) {
        const auto* value = object ? answeredMember(*object, key) : nullptr;
        if (value && value->is_string()) {
            return value;
        }
    }
    return nullptr;
}

boost::json::object parametersOf(const api::Json& payload) {
    boost::json::object parameters;
    const auto* object = payload.if_object();
    if (!object) {
        return parameters;
    }
    if (const auto* given = answeredMember(*object, "parameters"); given && given->is_object()) {
        parameters = given->get_object();
    }
    for (const char* key : {"max_tokens", "temperature"}) {
        if (const auto* value = answeredMember(*object, key)) {
            parameters[key] = *value;
        }
    }
    return parameters;
}

/// Whole numbers; providers that estimate them (a quarter of the letters) tell fractions, which are rounded up.
std::optional<std::int64_t> tokensOf(const boost::json::object& usage, std::string_view key) {
    const auto* value = answeredMember(usage, key);
    if (!value) {
        return 0;
    }
    const double told = value->is_number() ? value->to_number<double>() : -1;
    const bool good = told >= 0 && told <= static_cast<double>(kMaxTokens);
    return good ? std::optional(static_cast<std::int64_t>(std::ceil(told))) : std::nullopt;
}

bool saysSuccess(const boost::json::object& answer) {
    const auto* status = answeredMember(answer, "status");
    return (!status || *status == api::Json("success") || *status == api::Json("ok")) &&
           answeredText(answer, "error_code").empty();
}

/// Bills are made of these numbers: they are there as they must be, or the answer is none.
std::string usageMistake(const boost::json::object& answer) {
    const auto* usage = answeredMember(answer, "usage");
    if (!usage) {
        return {};
    }
    const auto* object = usage->if_object();
    if (!object || !tokensOf(*object, "prompt_tokens") || !tokensOf(*object, "completion_tokens")) {
        return "answered 'usage' without whole numbers of tokens.";
    }
    const auto* cost = answeredMember(*object, "cost");
    const double told = cost && cost->is_number() ? cost->to_number<double>() : cost ? -1 : 0;
    return told >= 0 && told <= kMaxToldCost ? std::string() : "answered a 'cost' that is no price.";
}

std::optional<CallError> providerMistake(const Extension& extension, const boost::json::object& answer) {
    const auto garbage = [&](const std::string& what) {
        return CallError{CallError::Kind::garbage, "'" + extension.id + "' " + what};
    };
    const auto* status = answeredMember(answer, "status");
    const bool known =
        status && status->is_string() &&
        (*status == api::Json("error") || *status == api::Json("timeout") || *status == api::Json("cancelled"));
    if (status && !known && *status != api::Json("success") && *status != api::Json("ok")) {
        return garbage("answered with a 'status' that is not known.");
    }
    if (auto mistake = usageMistake(answer); !mistake.empty()) {
        return garbage(mistake);
    }
    if (!saysSuccess(answer)) {
        return std::nullopt;  // it is an answer, and says that it did not work
    }
    const auto* metadata = answeredMember(answer, "metadata");
    if (metadata && !metadata->is_object()) {
        return garbage("answered 'metadata' that is no object.");
    }
    if (!answeredMember(answer, "output")) {
        return garbage("answered without an 'output'.");
    }
    return std::nullopt;
}

/// A provider that says itself that it failed counts as failed; the words stay those of its answer.
std::optional<CallError> providerVerdict(const Extension& extension, const boost::json::object& answer,
                                         boost::json::object& failed) {
    if (auto mistake = providerMistake(extension, answer)) {
        return mistake;
    }
    if (saysSuccess(answer)) {
        return std::nullopt;
    }
    failed = answer;
    const auto code = answeredText(answer, "error_code");
    const auto message = answeredText(answer, "error_message");
    return CallError{CallError::Kind::refused,
                     code.empty() || message.empty() ? code + message : code + ": " + message};
}

void readUsage(const Extension& extension, const boost::json::object& answer, ProviderAnswer& into) {
    const auto* usage = answeredMember(answer, "usage");
    const auto* object = usage ? usage->if_object() : nullptr;
    if (object) {
        into.promptTokens = tokensOf(*object, "prompt_tokens").value_or(0);
        into.completionTokens = tokensOf(*object, "completion_tokens").value_or(0);
    }
    if (extension.costPerCall || extension.costPerThousandPromptTokens || extension.costPerThousandCompletionTokens) {
        into.cost =
            (into.ok ? extension.costPerCall.value_or(0) : 0) +
            static_cast<double>(into.promptTokens) / 1000 * extension.costPerThousandPromptTokens.value_or(0) +
            static_cast<double>(into.completionTokens) / 1000 * extension.costPerThousandCompletionTokens.value_or(0);
        return;
    }
    const auto* cost = object ? answeredMember(*object, "cost") : nullptr;
    into.cost = cost && cost->is_number() ? cost->to_number<double>() : 0;
}

/// Why it may not be called with this; empty: it may.
std::string buildProviderRequest(const Extension& extension, const Request& request, const api::RouteDecision& decision,
                                 boost::json::object& message) {
    const auto* payload = request.message.if_contains("payload");
    const api::Json none;
    const auto& given = payload ? *payload : none;
    message = {{"trace_id", request.traceId},     {"tenant_id", request.tenant}, {"provider_id", extension.id},
               {"request_id", request.requestId}, {"decision_id", decision.id},  {"parameters", parametersOf(given)}};
    if (extension.capabilities.payload) {
        if (const auto* prompt = promptOf(given)) {
            message["prompt"] = *prompt;
        }
        message["payload"] = request.message;
        if (auto why = tooLarge(extension, "message", message["payload"], extension.maxPayloadBytes); !why.empty()) {
            return why;
        }
    }
    if (extension.capabilities.metadata) {
        message["context"] = request.context;
        if (auto why = tooLarge(extension, "context", message["context"], extension.maxMetadataBytes); !why.empty()) {
            return why;
        }
    }
    message["config"] = mergedConfig(extension, nullptr);
    return {};
}

ProviderAnswer notCalled(const Extension& extension, const char* code, std::string why) {
    ProviderAnswer result;
    result.provider = extension.id;
    result.status = "error";
    result.errorCode = code;
    result.errorMessage = std::move(why);
    return result;
}
}  // namespace

ProviderAnswer callProvider(const Extension& extension, const Request& request, const api::RouteDecision& decision,
                            const CallTools& tools, const ProviderCallOptions& options) {
    if (!extension.enabled || extension.type != ExtensionType::provider || !extension.serves(request.tenant)) {
        return notCalled(
            extension, "extension_not_found",
            !extension.enabled ? "The provider '" + extension.id + "' is disabled."
            : extension.type != ExtensionType::provider
                ? "The extension '" + extension.id + "' is no provider, but " + wordOf(extension.type) + "."
                : "The provider '" + extension.id + "' is not for the tenant '" + request.tenant + "'.");
    }
    boost::json::object message;
    if (auto why = buildProviderRequest(extension, request, decision, message); !why.empty()) {
        return notCalled(extension, "extension_error", std::move(why));
    }
    boost::json::object failed;
    CallPlan plan;
    plan.timeoutMs = options.timeoutMs.value_or(extension.timeoutMs);
    plan.ownTimeoutMs = extension.timeoutMs;
    plan.retry = extension.retry;
    plan.deadline = options.deadline > 0 && request.deadline > 0 ? std::min(options.deadline, request.deadline)
                                                                 : std::max(options.deadline, request.deadline);
    plan.traceId = request.traceId;
    plan.judge = [&](const boost::json::object& answer) { return providerVerdict(extension, answer, failed); };
    auto call = callExtension(tools, extension, message, plan);

    ProviderAnswer result;
    result.provider = extension.id;
    result.ok = !call.error;
    result.tookMs = call.tookMs;
    result.attempts = call.attempts;
    const auto& answer = result.ok ? call.answer : failed;
    result.answeredBy = answeredText(answer, "provider_id");
    readUsage(extension, answer, result);
    if (const auto* metadata = answeredMember(answer, "metadata"); metadata && metadata->is_object()) {
        result.metadata = metadata->get_object();
    }
    if (result.ok) {
        result.status = "success";
        result.output = *answeredMember(answer, "output");
        return result;
    }
    const auto told = answeredText(failed, "status");
    result.status = !call.barred.empty()                           ? "circuit_open"
                    : call.error->kind == CallError::Kind::timeout ? "timeout"
                    : told == "timeout" || told == "cancelled"     ? told
                                                                   : "error";
    result.errorCode = answeredText(failed, "error_code");
    if (result.errorCode.empty()) {
        result.errorCode = codeOf(call.error->kind);
    }
    result.errorMessage = answeredText(failed, "error_message");
    if (result.errorMessage.empty()) {
        result.errorMessage = call.error->message;
    }
    return result;
}

}  // namespace beamline::routing
