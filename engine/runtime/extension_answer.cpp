// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/extension_answer.h"

#include "engine/api/json_codec.h"
#include "engine/blocks/encoding.h"
#include "engine/routing/extension_call.h"

namespace beamline::runtime {

namespace {
constexpr std::size_t kShownBytes = 100;  ///< of an answer that is none
}

std::string shownExtension(const routing::Extension& extension) {
    return "'" + extension.id + "'";
}

routing::CallError timedOut(const ExtensionCall& call) {
    return {routing::CallError::Kind::timeout,
            shownExtension(call.extension) + " did not answer within " + std::to_string(call.timeout.count()) + " ms."};
}

routing::CallError callErrorOf(const api::Error& error, const ExtensionCall& call) {
    if (error.code == "timeout") {
        return timedOut(call);
    }
    return {routing::CallError::Kind::unavailable,
            shownExtension(call.extension) + " cannot be reached: " + error.message};
}

routing::Caller::Answer readObject(std::string_view text, const routing::Extension& extension, std::size_t maxBytes) {
    using Kind = routing::CallError::Kind;
    if (text.size() > maxBytes) {
        return routing::CallError{Kind::garbage, shownExtension(extension) + " answered more than the " +
                                                     std::to_string(maxBytes) + " bytes that are taken."};
    }
    auto parsed = api::parseJson(text);
    if (!parsed.ok() || !parsed->is_object()) {
        const auto end = text.size() > kShownBytes ? "…" : "";
        return routing::CallError{Kind::garbage, shownExtension(extension) + " answered what is no JSON object: " +
                                                     blocks::cleanUtf8(text.substr(0, kShownBytes)) + end};
    }
    return std::move(parsed->get_object());
}

routing::Caller::Answer judged(boost::json::object answer, const routing::Extension& extension) {
    auto told = routing::toldError(answer);
    if (!told) {
        return answer;
    }
    if (told->message.empty()) {
        told->message = shownExtension(extension) + " answered with an error that it does not explain.";
    }
    return std::move(*told);
}

routing::Caller::Answer readAnswer(std::string_view text, const routing::Extension& extension) {
    auto read = readObject(text, extension);
    auto* object = std::get_if<boost::json::object>(&read);
    return object ? judged(std::move(*object), extension) : std::move(read);
}

blocks::Stop stopAfter(std::chrono::milliseconds timeout) {
    blocks::BlockSettings settings;
    settings.defaultTimeoutMs = timeout.count();
    return {blocks::Invocation{}, settings};
}

}  // namespace beamline::runtime
