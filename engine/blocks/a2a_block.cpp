// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/a2a_block.h"

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"
#include "engine/blocks/http_content.h"
#include "engine/blocks/sse_reader.h"

namespace beamline::blocks {

namespace {
std::string a2aInput() {
    return R"({
  "type": "object",
  "required": ["method"],
  "additionalProperties": false,
  "anyOf": [{"required": ["agentCard"]}, {"required": ["server"]}],
  "properties": {
    "method": {"enum": ["message/send", "message/stream", "tasks/get", "tasks/list", "tasks/cancel", "tasks/resubscribe",
                        "tasks/pushNotificationConfig/set", "tasks/pushNotificationConfig/get",
                        "tasks/pushNotificationConfig/list", "tasks/pushNotificationConfig/delete",
                        "agent/getAuthenticatedExtendedCard"],
               "description": "Of the protocol A2A, as JSON-RPC calls it."},
    "agentCard": )" +
           resourceSchema("The card of the agent: says where it is reached.") + R"(,
    "server": )" +
           endpointSchema("Where the agent is reached, when there is no card: a URI, or {uri, authentication}.") + R"(,
    "parameters": {"type": ["object", "string"],
                   "description": "Of the method. A message gets an id and the role `user` when it has none."}
  }
})";
}
constexpr std::string_view kA2aOutput = R"({
  "description": "The result of the method; of message/stream and tasks/resubscribe the list of all results, in order."
})";
constexpr std::string_view kA2aExample = R"(
- askAgent:
    call: a2a
    with:
      method: message/send
      agentCard:
        endpoint: https://agent.example.com/.well-known/agent-card.json
      parameters:
        message:
          parts:
            - kind: text
              text: ${ .question }
)";

/// A UUID (RFC 9562, version 8) that is the same for each attempt at the same step: an agent may know the message.
std::string uuidOf(const std::string& key) {
    auto hex = api::sha256("a2a message " + key).substr(0, 32);
    hex[12] = '8';
    hex[16] = "89ab"[(hex[16] >= 'a' ? hex[16] - 'a' + 10 : hex[16] - '0') % 4];
    return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" +
           hex.substr(20);
}

/// What the specification has runtimes fill in; `kind` is what the protocol itself wants there.
void complete(api::Json& parameters, const std::string& key) {
    if (!parameters.is_object()) {
        parameters = boost::json::object();
    }
    auto& message = parameters.get_object()["message"];
    if (message.is_null()) {
        message = boost::json::object();
    }
    if (auto* members = message.if_object()) {
        members->emplace("messageId", uuidOf(key));
        members->emplace("role", "user");
        members->emplace("kind", "message");
    }
}

/// The address of the JSON-RPC interface that a card names (versions 0.2 to 1.0 of the protocol); empty: none.
std::string addressOf(const boost::json::object& card) {
    const auto jsonRpc = [](const boost::json::object& entry, const char* name, const char* otherwise) {
        return text(entry, name, otherwise) == "JSONRPC";
    };
    if (const auto own = text(card, "url"); !own.empty() && jsonRpc(card, "preferredTransport", "JSONRPC")) {
        return own;
    }
    for (const auto& [list, kind] :
         {std::pair{"additionalInterfaces", "transport"}, std::pair{"supportedInterfaces", "protocolBinding"}}) {
        const auto* entries = member(card, list).if_array();
        for (const auto& entry : entries ? *entries : boost::json::array()) {
            if (entry.is_object() && jsonRpc(entry.get_object(), kind, "")) {
                return text(entry.get_object(), "url");
            }
        }
    }
    return {};
}

std::string originOf(const std::string& url) {
    HttpRequest request;
    request.url = url;
    return request.origin();
}
}  // namespace

A2aBlock::A2aBlock(HttpAgentPtr agent, std::shared_ptr<ResourceReader> resources)
    : m_agent(std::move(agent)),
      m_resources(std::move(resources)),
      m_info(describe("a2a", "Sends a message to an agent that speaks A2A, or asks about its tasks.", a2aInput(),
                      kA2aOutput, kA2aExample)) {}

BlockResult A2aBlock::run(const Invocation& invocation) const {
    return settle(exchange(invocation));
}

api::Result<api::Json> A2aBlock::endpoint(const boost::json::object& arguments, const Stop& stop) const {
    const auto& resource = member(arguments, "agentCard");
    if (resource.is_null()) {
        return member(arguments, "server");
    }
    const auto found = m_resources->fetch(resource, stop);
    if (!found.ok()) {
        return found.error();
    }
    const auto card = api::parseJson(found->text);
    const auto address = card.ok() && card->is_object() ? addressOf(card->get_object()) : std::string();
    if (address.empty()) {
        return fault("runtime", 500, "The agent card names no address for JSON-RPC; give `server` in its place.");
    }
    const auto url = resolveUrl(found->url, address);
    if (!url.ok()) {
        return url.error();
    }
    boost::json::object out{{"uri", *url}};
    const auto& given = member(resource.get_object(), "endpoint");
    if (given.is_object() && given.get_object().contains("authentication") && !found->url.empty() &&
        originOf(found->url) == originOf(*url)) {
        out["authentication"] = given.at("authentication");
    }
    return api::Json(std::move(out));
}

api::Result<api::Json> A2aBlock::stream(HttpCall call, const Stop& stop) const {
    boost::json::array results;
    SseReader reader;
    std::string plain;
    const auto take = [&](const std::string& data) -> api::Result<bool> {
        const auto message = api::parseJson(data);
        if (!message.ok()) {
            return fault("runtime", 500, "The agent sent what is no JSON: " + message.error().message);
        }
        auto result = rpcResult(*message, "The agent");
        if (!result.ok()) {
            return result.error();
        }
        if (results.size() == kMaxAgentResults) {
            return fault("runtime", 500, "The agent sent more than " + std::to_string(kMaxAgentResults) + " results.");
        }
        const bool last = result->is_object() && flag(result->get_object(), "final");
        results.push_back(std::move(*result));
        return !last;
    };
    call.options.sink = [&](const HttpResponse& head, std::string_view bytes) -> api::Result<bool> {
        if (mediaType(head) != "text/event-stream") {
            plain.append(bytes);
            return true;
        }
        for (const auto& event : reader.feed(bytes)) {
            if (auto more = take(event.data); !more.ok() || !*more) {
                return more;
            }
        }
        return true;
    };
    const auto answer = m_agent->call(call, stop);
    if (!answer.ok()) {
        return answer.error();
    }
    if (!answer->good(false)) {
        return rpcStatusFault(*answer);
    }
    if (!plain.empty()) {  // an agent that does not stream, or an error before the stream began
        if (const auto taken = take(plain); !taken.ok()) {
            auto error = taken.error();
            error.message = answer->request.withoutSecrets(std::move(error.message));
            return error;
        }
    }
    api::Json all(std::move(results));
    removeToken(all, answer->token);
    return all;
}

api::Result<api::Json> A2aBlock::exchange(const Invocation& invocation) const {
    const Stop stop(invocation, m_agent->settings());
    const auto& arguments = invocation.arguments->get_object();
    const auto method = text(arguments, "method");
    auto parameters = rpcParameters(member(arguments, "parameters"));
    if (!parameters.ok()) {
        return parameters.error();
    }
    if (method.starts_with("message/")) {
        complete(*parameters, invocation.key);
    }
    auto where = endpoint(arguments, stop);
    if (!where.ok()) {
        return where.error();
    }
    const bool streams = method == "message/stream" || method == "tasks/resubscribe";
    HttpCall call{{{"method", "post"},
                   {"endpoint", std::move(*where)},
                   {"headers",
                    {{"Accept", streams ? "text/event-stream, application/json;q=0.5" : "application/json"},
                     {"Content-Type", "application/json"}}},
                   {"body", rpcMessage(api::Json(uuidOf(invocation.key)), method, *parameters)}},
                  invocation.key,
                  false,
                  {}};
    if (streams) {
        return stream(std::move(call), stop);
    }
    const auto answer = m_agent->call(call, stop);
    if (!answer.ok()) {
        return answer.error();
    }
    if (!answer->good(false)) {
        return rpcStatusFault(*answer);
    }
    const auto message = api::parseJson(answer->response.body);
    auto result = rpcResult(message.ok() ? *message : api::Json(), answer->request.place());
    if (!result.ok()) {
        return fault("runtime", 500, answer->request.withoutSecrets(result.error().message));
    }
    return result;
}

}  // namespace beamline::blocks
