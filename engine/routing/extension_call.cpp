// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/extension_call.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <limits>
#include <set>

#include "engine/api/text.h"

namespace beamline::routing {

namespace {
/// By weight among those that were not tried yet; among all when there are no others.
const Instance& chosenInstance(const Extension& extension, const std::set<const Instance*>& tried, double random) {
    const auto open = [&](const Instance& of, bool again) { return of.weight > 0 && (again || !tried.count(&of)); };
    for (const bool again : {false, true}) {
        double sum = 0;
        const Instance* last = nullptr;
        for (const auto& instance : extension.instances) {
            sum += open(instance, again) ? instance.weight : 0;
            last = open(instance, again) ? &instance : last;
        }
        double left = random * sum;
        for (const auto& instance : extension.instances) {
            if (open(instance, again) && (left < instance.weight || &instance == last)) {
                return instance;
            }
            left -= open(instance, again) ? instance.weight : 0;
        }
    }
    return extension.instances.front();
}

Caller::Answer guardedCall(Caller& caller, const Extension& extension, const Instance& instance,
                           const boost::json::object& request, std::chrono::milliseconds timeout,
                           const std::string& trace) {
    try {
        return caller.call(extension, instance, request, timeout, trace);
    } catch (const std::exception& exception) {
        return CallError{CallError::Kind::unavailable, std::string("It could not be called: ") + exception.what()};
    }
}

std::optional<CallError> answerMistake(const Extension& extension, const boost::json::object& answer,
                                       const CallPlan& plan) {
    const auto bytes = boost::json::serialize(answer).size();
    if (bytes > kMaxMessageBytes + kMaxMetadataBytes) {
        return CallError{CallError::Kind::garbage,
                         "'" + extension.id + "' answered " + std::to_string(bytes) + " bytes; at most " +
                             std::to_string(kMaxMessageBytes + kMaxMetadataBytes) + " are taken."};
    }
    if (auto told = toldError(answer)) {
        return told;
    }
    return plan.judge ? plan.judge(answer) : std::nullopt;
}

std::string callSentence(const Extension& extension, const CallError& error, std::int64_t timeoutMs) {
    if (!error.message.empty()) {
        return api::beginning(error.message, kMaxExtensionSentenceBytes);
    }
    switch (error.kind) {
        case CallError::Kind::timeout:
            return "'" + extension.id + "' did not answer within " + std::to_string(timeoutMs) + " ms.";
        case CallError::Kind::unavailable:
            return "'" + extension.id + "' could not be reached.";
        case CallError::Kind::busy:
            return "'" + extension.id + "' has as many calls as it takes at once.";
        case CallError::Kind::garbage:
            return "What '" + extension.id + "' answered is no answer.";
        case CallError::Kind::refused:
            break;
    }
    return "'" + extension.id + "' answered with an error that it does not explain.";
}
}  // namespace

CallOutcome callExtension(const CallTools& tools, const Extension& extension, const boost::json::object& request,
                          const CallPlan& plan) {
    CallOutcome outcome;
    const auto started = tools.clock();
    const auto key = extension.key();
    std::set<const Instance*> tried;
    const auto ended = [&]() -> CallOutcome& {
        outcome.tookMs = static_cast<double>(std::max<std::int64_t>(0, tools.clock() - started));
        return outcome;
    };
    if (extension.instances.empty()) {
        outcome.error = {CallError::Kind::unavailable, "'" + extension.id + "' has no address."};
        return ended();
    }
    for (int repetition = 0;; ++repetition) {
        const auto now = tools.clock();
        const auto left = plan.deadline > 0 ? plan.deadline - now : std::numeric_limits<std::int64_t>::max();
        if (left <= 0) {
            outcome.error = {CallError::Kind::timeout,
                             "The deadline of the request passed before '" + extension.id + "' had answered."};
            return ended();
        }
        if (const auto barred = tools.health.admit(key, now, plan.dry); !barred.empty()) {
            if (repetition == 0) {  // else the timeout is what went wrong
                outcome.barred = barred;
                outcome.error = {CallError::Kind::unavailable, barred == "quarantined"
                                                                   ? "'" + extension.id + "' is in quarantine."
                                                                   : "The circuit of '" + extension.id + "' is open."};
            }
            return ended();
        }
        const auto& instance = chosenInstance(extension, tried, tools.random());
        tried.insert(&instance);
        const auto timeout = std::max<std::int64_t>(1, std::min<std::int64_t>(plan.timeoutMs, left));
        auto answer = guardedCall(tools.caller, extension, instance, request, std::chrono::milliseconds(timeout),
                                  traceparentOf(plan.traceId, tools.random));
        const auto after = tools.clock();
        outcome.attempts += 1;
        auto* object = std::get_if<boost::json::object>(&answer);
        outcome.error = object ? answerMistake(extension, *object, plan) : *std::get_if<CallError>(&answer);
        if (outcome.error) {
            outcome.error->message = callSentence(extension, *outcome.error, timeout);
        } else {
            outcome.answer = std::move(*object);
        }
        const bool hurried = outcome.error && outcome.error->kind == CallError::Kind::timeout &&
                             timeout < (plan.ownTimeoutMs > 0 ? plan.ownTimeoutMs : plan.timeoutMs);
        const bool busy = outcome.error && outcome.error->kind == CallError::Kind::busy;
        if (!plan.dry && !hurried && !busy) {  // nobody makes an extension look ill by giving it no time
            tools.health.report(key, !outcome.error, static_cast<double>(std::max<std::int64_t>(0, after - now)),
                                outcome.error ? outcome.error->message : std::string(), after);
        }
        const bool again = outcome.error && outcome.error->kind == CallError::Kind::timeout && repetition < plan.retry;
        const auto wait = kRetryBackoffMs << std::min(repetition, 20);
        if (!again || (plan.deadline > 0 && after + wait >= plan.deadline)) {
            return ended();
        }
        tools.pause(std::chrono::milliseconds(wait));
    }
}

const api::Json* answeredMember(const boost::json::object& answer, std::string_view key) {
    const auto* value = answer.if_contains(key);
    return value && !value->is_null() ? value : nullptr;
}

std::string answeredText(const boost::json::object& answer, std::string_view key) {
    const auto* value = answeredMember(answer, key);
    const auto* text = value ? value->if_string() : nullptr;
    return text ? api::beginning(*text, kMaxExtensionSentenceBytes) : std::string();
}

std::optional<CallError> toldError(const boost::json::object& answer) {
    const auto* error = answeredMember(answer, "error");
    if (!error) {
        return std::nullopt;
    }
    auto message = answeredText(answer, "error");
    if (const auto* object = error->if_object()) {
        const auto code = answeredText(*object, "code");
        message = answeredText(*object, "message");
        message = code.empty() ? message : message.empty() ? code : code + ": " + message;
    }
    return CallError{CallError::Kind::refused, std::move(message)};
}

const char* codeOf(CallError::Kind kind) {
    switch (kind) {
        case CallError::Kind::timeout:
            return "extension_timeout";
        case CallError::Kind::unavailable:
        case CallError::Kind::busy:
            return "extension_unavailable";
        case CallError::Kind::garbage:
        case CallError::Kind::refused:
            break;
    }
    return "extension_error";
}

std::string tooLarge(const Extension& extension, const char* what, const api::Json& value, std::size_t most) {
    const auto bytes = boost::json::serialize(value).size();
    return bytes <= most ? std::string()
                         : std::string("The ") + what + " has " + std::to_string(bytes) + " bytes; '" + extension.id +
                               "' takes at most " + std::to_string(most) + ".";
}

std::string traceparentOf(const std::string& traceId, const std::function<double()>& random) {
    std::string trace;
    for (const char c : traceId) {
        const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        if (digit || (c >= 'A' && c <= 'F')) {
            trace += digit ? c : static_cast<char>(c - 'A' + 'a');
        } else if (c != '-') {
            return {};
        }
    }
    if (trace.size() != 32 || trace.find_first_not_of('0') == std::string::npos) {
        return {};
    }
    const auto half = [&] { return static_cast<std::uint32_t>(std::clamp(random(), 0.0, 1.0) * 4294967295.0); };
    const auto high = half();
    const auto low = std::max<std::uint32_t>(1, half());  // a span's id is not 0
    char span[17];
    std::snprintf(span, sizeof span, "%08x%08x", high, low);
    return "00-" + trace + "-" + span + "-01";
}

}  // namespace beamline::routing
