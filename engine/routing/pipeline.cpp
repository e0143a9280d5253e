// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/pipeline.h"

#include <algorithm>

namespace beamline::routing {

namespace {
/// What the request is, and no extension may change.
constexpr std::string_view kOwnMembers[] = {"tenant_id", "request_id", "policy_id", "payload_bytes"};

const char* stageWord(StageType type) {
    return type == StageType::pre ? "pre" : type == StageType::validator ? "validator" : "post";
}
const char* stepWord(StageType type) {
    return type == StageType::validator ? "validate" : stageWord(type);
}
ExtensionType wantedType(StageType type) {
    return type == StageType::pre         ? ExtensionType::pre
           : type == StageType::validator ? ExtensionType::validator
                                          : ExtensionType::post;
}

std::int64_t earlier(std::int64_t a, std::int64_t b) {
    return a > 0 && b > 0 ? std::min(a, b) : std::max(a, b);
}

CallError garbageOf(const Extension& extension, const std::string& what) {
    return {CallError::Kind::garbage, "'" + extension.id + "' " + what};
}

/// What metadata makes of the context.
boost::json::object mergedContext(const boost::json::object& context, const boost::json::object& metadata) {
    auto merged = context;
    for (const auto& member : metadata) {
        const bool own = std::find(std::begin(kOwnMembers), std::end(kOwnMembers), std::string_view(member.key())) !=
                         std::end(kOwnMembers);
        if (!own) {
            merged[member.key()] = member.value();
        }
    }
    return merged;
}

/// Of pre and post.
std::optional<CallError> changeMistake(const Extension& extension, const Request& request,
                                       const boost::json::object& answer) {
    const auto* payload = answeredMember(answer, "payload");
    const auto* metadata = answeredMember(answer, "metadata");
    if (payload && !payload->is_object()) {
        return garbageOf(extension, "answered a 'payload' that is no object.");
    }
    if (payload && !extension.capabilities.payload) {
        return garbageOf(extension, "answered a 'payload', which it may not see.");
    }
    if (metadata && !metadata->is_object()) {
        return garbageOf(extension, "answered 'metadata' that is no object.");
    }
    if (payload && boost::json::serialize(*payload).size() > kMaxMessageBytes) {
        return garbageOf(extension, "answered a message of " + std::to_string(boost::json::serialize(*payload).size()) +
                                        " bytes; at most " + std::to_string(kMaxMessageBytes) + " are taken.");
    }
    if (metadata) {
        const auto bytes = boost::json::serialize(mergedContext(request.context, metadata->get_object())).size();
        if (bytes > kMaxMetadataBytes) {
            return garbageOf(extension, "answered metadata that would make the context " + std::to_string(bytes) +
                                            " bytes long; at most " + std::to_string(kMaxMetadataBytes) +
                                            " are taken.");
        }
    }
    return std::nullopt;
}

/// {status: ok|reject}, or {valid} as the original's code reads it. Nothing: it says neither. Whichever says no counts.
std::optional<bool> verdictOf(const boost::json::object& answer) {
    const auto* status = answeredMember(answer, "status");
    const auto* valid = answeredMember(answer, "valid");
    const bool ok = status && *status == api::Json("ok");
    const bool reject = status && *status == api::Json("reject");
    const bool told = valid && valid->is_bool();
    if (reject || (told && !valid->get_bool())) {
        return false;
    }
    return ok || (told && valid->get_bool()) ? std::optional(true) : std::nullopt;
}

void applyChange(Request& request, const boost::json::object& answer) {
    if (const auto* payload = answeredMember(answer, "payload")) {
        auto message = payload->get_object();
        if (const auto* id = request.message.if_contains("message_id")) {
            message["message_id"] = *id;  // it is still the same message
        }
        if (const auto* type = request.message.if_contains("message_type"); type && !message.contains("message_type")) {
            message["message_type"] = *type;
        }
        request.message = std::move(message);
        request.context["payload_bytes"] = payloadBytes(request.message);
    }
    if (const auto* metadata = answeredMember(answer, "metadata")) {
        request.context = mergedContext(request.context, metadata->get_object());
    }
}
}  // namespace

Pipeline::Pipeline(const ExtensionLookup& lookup, ExtensionHealth& health, Caller& caller,
                   std::function<api::Timestamp()> clock, std::function<double()> random,
                   std::function<void(std::chrono::milliseconds)> pause)
    : m_lookup(lookup), m_tools{health, caller, std::move(clock), std::move(random), std::move(pause)} {}

std::optional<IntakeError> Pipeline::before(const Policy& policy, Request& request, api::RouteDecision& decision,
                                            const PipelineOptions& options) {
    for (const auto* stages : {&policy.pre, &policy.validators}) {
        for (const auto& stage : *stages) {
            if (auto error = run(stage, request, decision, options)) {
                return error;
            }
        }
    }
    return std::nullopt;
}

std::optional<IntakeError> Pipeline::after(const Policy& policy, Request& request, api::RouteDecision& decision,
                                           const PipelineOptions& options) {
    for (const auto& stage : policy.post) {
        if (auto error = run(stage, request, decision, options)) {
            return error;
        }
    }
    return std::nullopt;
}

std::optional<IntakeError> Pipeline::run(const Stage& stage, Request& request, api::RouteDecision& decision,
                                         const PipelineOptions& options) {
    api::StageOutcome outcome;
    outcome.type = stageWord(stage.type);
    outcome.id = stage.id;
    const auto told = [&](const char* result, std::string detail) {
        decision.steps.push_back({stepWord(stage.type), result, std::move(detail), nullptr});
        decision.stages.push_back(std::move(outcome));
    };
    if (const auto unmet = stage.when.unmet(request.context); !unmet.empty()) {
        outcome.status = "skipped";
        told("skipped", "'" + stage.id + "' is not meant for this request: " + unmet + ".");
        return std::nullopt;
    }
    outcome.status = "not_run";
    if (!options.callExtensions) {
        told("skipped", "'" + stage.id + "' was not called, as asked.");
        return std::nullopt;
    }
    const auto deadline = earlier(options.deadline, request.deadline);
    if (deadline > 0 && m_tools.clock() >= deadline) {
        outcome.error = "The deadline of the request passed before '" + stage.id + "' was called.";
        outcome.effect = "failed";
        IntakeError error{"extension_timeout", "",
                          outcome.error,       "",
                          request.requestId,   request.traceId,
                          request.tenant,      boost::json::object{{"extension_id", stage.id}}};
        told("failed", error.message);
        return error;
    }
    const auto failure = attempt(stage, request, decision, deadline, options.dry, outcome);
    if (options.dry) {
        outcome.after = request.message;
    }
    if (!failure) {
        outcome.status = "success";
        told("passed", "'" + stage.id + "' has done its work.");
        return std::nullopt;
    }
    outcome.status = failure->status;
    outcome.error = failure->why;
    auto error = ended(stage, request, *failure, outcome);
    const bool refused = failure->status == "rejected" && error;
    auto detail = "'" + stage.id + "': " + failure->why;
    if (!error) {
        detail += outcome.effect == "warned" ? " A warning was left." : " The request goes on without it.";
    }
    told(refused ? "refused" : "failed", std::move(detail));
    return error;
}

std::optional<IntakeError> Pipeline::ended(const Stage& stage, const Request& request, const Failure& failure,
                                           api::StageOutcome& outcome) const {
    const bool validator = stage.type == StageType::validator;
    const bool ends = validator ? stage.onFail == OnFail::block : stage.required;
    if (!ends) {
        outcome.effect = !validator ? "continued" : stage.onFail == OnFail::warn ? "warned" : "ignored";
        return std::nullopt;
    }
    outcome.effect = validator ? "blocked" : "failed";
    IntakeError error;
    error.message = "'" + stage.id + "': " + failure.why;
    error.requestId = request.requestId;
    error.traceId = request.traceId;
    error.tenant = request.tenant;
    boost::json::object details{{"extension_id", stage.id}, {"reason", failure.why}};
    if (validator) {
        error.code = "validator_blocked";
        details["details"] =
            failure.status == "rejected" ? failure.details : api::Json(boost::json::object{{"failure", failure.code}});
    } else {
        details["failure"] = failure.code;
        error.code = stage.type == StageType::post       ? "post_processor_failed"
                     : failure.code == "extension_error" ? "internal"
                                                         : failure.code;
    }
    error.details = std::move(details);
    return error;
}

std::optional<Pipeline::Failure> Pipeline::prepare(const Stage& stage, const Request& request,
                                                   const api::RouteDecision& decision, const Extension* extension,
                                                   boost::json::object& message) const {
    const auto missing = [](std::string why) { return Failure{"error", "extension_not_found", std::move(why)}; };
    if (!extension || !extension->serves(request.tenant)) {
        return missing("There is no extension '" + stage.id + "' for the tenant '" + request.tenant +
                       "'; register it.");
    }
    if (!extension->enabled) {
        return missing("The extension '" + stage.id + "' is disabled; enable it, or take it out of the policy.");
    }
    if (extension->type != wantedType(stage.type)) {
        return missing("The extension '" + stage.id + "' is registered as " + wordOf(extension->type) + ", not as " +
                       stageWord(stage.type) + ".");
    }
    const auto failed = [](std::string why) { return Failure{"error", "extension_error", std::move(why)}; };
    auto config = mergedConfig(*extension, stage.config);
    if (const auto* own = stage.config.if_object(); own && !own->empty()) {
        if (const auto mistakes = checkConfig(*extension, config); !mistakes.empty()) {
            return failed("The configuration that the policy gives does not fit '" + stage.id +
                          "': " + mistakes.front().pointer + ": " + mistakes.front().message);
        }
    }
    message = {{"trace_id", request.traceId}, {"tenant_id", request.tenant}};
    if (extension->capabilities.payload) {
        message["payload"] = request.message;
        if (auto why = tooLarge(*extension, "message", message["payload"], extension->maxPayloadBytes); !why.empty()) {
            return failed(std::move(why));
        }
    }
    if (extension->capabilities.metadata) {
        message["metadata"] = request.context;
        if (auto why = tooLarge(*extension, "context", message["metadata"], extension->maxMetadataBytes);
            !why.empty()) {
            return failed(std::move(why));
        }
    }
    message["config"] = std::move(config);
    if (stage.type == StageType::post) {
        message["decision"] = {
            {"provider_id", decision.provider}, {"priority", decision.priority}, {"reason", decision.reason}};
    }
    return std::nullopt;
}

std::optional<Pipeline::Failure> Pipeline::attempt(const Stage& stage, Request& request,
                                                   const api::RouteDecision& decision, std::int64_t deadline, bool dry,
                                                   api::StageOutcome& outcome) {
    const auto extension = m_lookup ? m_lookup(request.tenant, stage.id) : nullptr;
    boost::json::object message;
    if (auto failure = prepare(stage, request, decision, extension.get(), message)) {
        return failure;
    }
    const bool validator = stage.type == StageType::validator;
    CallPlan plan;
    plan.timeoutMs = stage.timeoutMs.value_or(extension->timeoutMs);
    plan.retry = stage.retry.value_or(extension->retry);
    plan.deadline = deadline;
    plan.dry = dry;
    plan.ownTimeoutMs = extension->timeoutMs;
    plan.traceId = request.traceId;
    plan.judge = [&](const boost::json::object& answer) -> std::optional<CallError> {
        if (!validator) {
            return changeMistake(*extension, request, answer);
        }
        return verdictOf(answer) ? std::nullopt
                                 : std::optional(garbageOf(*extension, "answered neither ok nor reject."));
    };
    const auto call = callExtension(m_tools, *extension, message, plan);
    outcome.attempts = call.attempts;
    outcome.tookMs = call.tookMs;
    if (call.error) {
        const auto* status = !call.barred.empty()                           ? "circuit_open"
                             : call.error->kind == CallError::Kind::timeout ? "timeout"
                                                                            : "error";
        return Failure{status, codeOf(call.error->kind), call.error->message};
    }
    if (!validator) {
        applyChange(request, call.answer);
    } else if (!*verdictOf(call.answer)) {
        auto reason = answeredText(call.answer, "reason");
        const auto* details = answeredMember(call.answer, "details");
        return Failure{"rejected", "validator_blocked",
                       reason.empty() ? "It rejected the message without a reason." : std::move(reason),
                       details ? *details : api::Json()};
    }
    return std::nullopt;
}

}  // namespace beamline::routing
