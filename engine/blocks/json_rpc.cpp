// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/json_rpc.h"

#include "engine/api/json_codec.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"
#include "engine/blocks/http_content.h"

namespace beamline::blocks {

namespace {
constexpr std::size_t kMaxMessageBytes = 1000;
constexpr std::size_t kMaxDataBytes = 300;
}  // namespace

boost::json::object rpcMessage(const api::Json& id, std::string_view method, const api::Json& parameters) {
    boost::json::object message{{"jsonrpc", "2.0"}};
    if (!id.is_null()) {
        message["id"] = id;
    }
    message["method"] = method;
    if (!parameters.is_null()) {
        message["params"] = parameters;
    }
    return message;
}

bool rpcAnswers(const api::Json& message, const api::Json& id) {
    const auto* members = message.if_object();
    if (!members || members->contains("method") || (!members->contains("result") && !members->contains("error"))) {
        return false;
    }
    const auto& given = member(*members, "id");
    return given == id || (given.is_null() && members->contains("error"));  // 5: an id that could not be read is null
}

api::Result<api::Json> rpcResult(const api::Json& message, const std::string& place) {
    const auto* members = message.if_object();
    if (members && members->contains("result")) {
        return members->at("result");
    }
    const auto* error = members ? member(*members, "error").if_object() : nullptr;
    if (!error) {
        return fault("runtime", 500, place + " answered with something that is no JSON-RPC response.");
    }
    auto said = text(*error, "message", "no message").substr(0, kMaxMessageBytes);
    if (const auto& data = member(*error, "data"); !data.is_null()) {
        said += " (" +
                (data.is_string() ? std::string(data.get_string()) : api::printJson(data)).substr(0, kMaxDataBytes) +
                ")";
    }
    return fault("runtime", 500,
                 place + " reports the error " + std::to_string(number(*error, "code", 0)) + ": " + cleanUtf8(said));
}

api::Error rpcStatusFault(const HttpAnswer& answer) {
    const auto message = api::parseJson(answer.response.body);
    if (message.ok() && message->is_object() && message->get_object().contains("error") &&
        message->at("error").is_object()) {
        auto error = rpcResult(*message, answer.request.place()).error();
        error.message = answer.request.withoutSecrets(std::move(error.message));
        return error;
    }
    auto error = statusFault(answer, true);
    error.code = "runtime";
    return error;
}

api::Result<api::Json> rpcParameters(const api::Json& given) {
    if (!given.is_string()) {
        return given;
    }
    auto parsed = api::parseJson(given.get_string());
    return parsed.ok() && parsed->is_object()
               ? std::move(parsed)
               : fault("validation", 400,
                       "`parameters` must be a map, an expression that gives one, or its JSON text.");
}

}  // namespace beamline::blocks
