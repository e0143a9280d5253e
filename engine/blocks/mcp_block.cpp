// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/mcp_block.h"

#include <algorithm>

#include "engine/api/ids.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"
#include "engine/blocks/json_rpc.h"
#include "engine/blocks/process.h"

namespace beamline::blocks {

namespace {
constexpr const char* kDefaultVersion = "2025-06-18";
/// A server may answer with another version than the one it was asked for; these are known to speak alike as far as
/// this client goes.
constexpr const char* kVersions[] = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"};

constexpr std::string_view kBegin = R"({
  "type": "object",
  "required": ["method", "transport"],
  "additionalProperties": false,
  "properties": {
    "protocolVersion": {"type": "string", "minLength": 1, "default": "2025-06-18",
                        "description": "Of the protocol MCP: the version that is asked for."},
    "method": {"enum": ["tools/list", "tools/call", "prompts/list", "prompts/get", "resources/list", "resources/read",
                        "resources/templates/list"], "description": "Of the protocol."},
    "parameters": {"type": ["object", "string"],
                   "description": "Of the method; lists that come in pages take the `cursor` of the page before."},
    "timeout": {"type": ["string", "object"], "description": "A duration, shorter than the task's own."},
    "transport": {
      "type": "object",
      "description": "How the server is reached: one of http and stdio.",
      "additionalProperties": false,
      "oneOf": [{"required": ["http"]}, {"required": ["stdio"]}],
      "properties": {
        "http": {
          "type": "object",
          "description": "A server that runs somewhere.",
          "required": ["endpoint"],
          "additionalProperties": false,
          "properties": {
            "endpoint": )";
constexpr std::string_view kMcpRest = R"(,
            "headers": {"type": "object", "additionalProperties": {"type": "string"}, "description": "Of each request, by name."}
          }
        },
        "stdio": {
          "type": "object",
          "description": "A program that is started for the call and ends with it.",
          "required": ["command"],
          "additionalProperties": false,
          "properties": {
            "command": {"type": "string", "minLength": 1, "description": "A program of the system's folders, or its absolute path. Sandbox and limits are those of shell."},
            "arguments": {"type": "array", "items": {"type": "string"}, "description": "Of the program."},
            "environment": {"type": "object", "additionalProperties": {"type": "string"},
                            "description": "Besides these there are PATH, LANG, HOME and TMPDIR."}
          }
        },
        "options": {"type": "object", "additionalProperties": {"type": "string"},
                    "description": "For other engines; nothing is read from it."}
      }
    },
    "client": {
      "type": "object",
      "description": "What the server is told about its caller; otherwise this engine.",
      "required": ["name", "version"],
      "additionalProperties": false,
      "properties": {"name": {"type": "string", "description": "Of the caller."},
                     "version": {"type": "string", "description": "Of the caller."}}
    }
  }
})";
constexpr std::string_view kMcpOutput = R"({"description": "The result of the method as the server gives it."})";
constexpr std::string_view kMcpExample = R"(
- findBooks:
    call: mcp
    with:
      method: tools/call
      parameters:
        name: search
        arguments:
          query: ${ .topic }
      transport:
        http:
          endpoint: https://mcp.example.com/mcp
)";

/// The call's own timeout, inside of the task's.
api::Result<Invocation> limited(const Invocation& invocation, const BlockSettings& settings) {
    auto out = invocation;
    const auto& given = member(invocation.arguments->get_object(), "timeout");
    if (given.is_null()) {
        return out;
    }
    const auto ms = core::parseDuration(given);
    if (!ms.ok()) {
        return fault("validation", 400, "The timeout of the call is no duration: " + ms.error().message);
    }
    const auto now = api::wallClock();
    const auto latest = invocation.deadline != 0 ? invocation.deadline : now + settings.defaultTimeoutMs;
    out.deadline = now + std::min(*ms, std::max<std::int64_t>(latest - now, 0));
    return out;
}

api::Result<api::Json> resultOf(const api::Json& answer, const McpTransport& transport) {
    auto result = rpcResult(answer, transport.place());
    if (result.ok()) {
        return result;
    }
    auto error = result.error();
    error.message = transport.withoutSecrets(std::move(error.message));
    return error;
}
}  // namespace

McpBlock::McpBlock(HttpAgentPtr agent)
    : m_agent(std::move(agent)),
      m_info(describe("mcp", "Asks a Model Context Protocol server for its tools, prompts and resources, or uses one.",
                      std::string(kBegin) + endpointSchema("The server's one address, or {uri, authentication}.") +
                          std::string(kMcpRest),
                      kMcpOutput, kMcpExample)) {}

std::string McpBlock::note() const {
    const auto note = ProcessRunner(m_agent->settings().process).note();
    return note.empty() ? note : "servers over stdio are " + note;
}

BlockResult McpBlock::run(const Invocation& invocation) const {
    return settle(exchange(invocation));
}

api::Result<api::Unit> McpBlock::initialize(McpTransport& transport, const boost::json::object& arguments,
                                            const Stop& stop) const {
    const auto version = text(arguments, "protocolVersion", kDefaultVersion);
    const auto* client = member(arguments, "client").if_object();
    const boost::json::object own{{"name", "beamline"}, {"version", BEAMLINE_VERSION}};
    const auto answer = transport.request(rpcMessage(1, "initialize",
                                                     boost::json::object{{"protocolVersion", version},
                                                                         {"capabilities", boost::json::object()},
                                                                         {"clientInfo", client ? *client : own}}),
                                          stop);
    if (!answer.ok()) {
        return answer.error();
    }
    const auto result = resultOf(*answer, transport);
    if (!result.ok()) {
        return result.error();
    }
    const auto agreed = result->is_object() ? text(result->get_object(), "protocolVersion") : std::string();
    if (agreed != version && std::find(std::begin(kVersions), std::end(kVersions), agreed) == std::end(kVersions)) {
        return fault("runtime", 500,
                     transport.place() + " speaks the protocol version \"" + cleanUtf8(agreed.substr(0, 40)) +
                         "\" and not " + version + "; set `protocolVersion` to one that both know.");
    }
    transport.agreed(agreed);
    return transport.notify(rpcMessage(nullptr, "notifications/initialized", nullptr), stop);
}

api::Result<api::Json> McpBlock::exchange(const Invocation& invocation) const {
    const auto allowed = limited(invocation, m_agent->settings());
    if (!allowed.ok()) {
        return allowed.error();
    }
    const Stop stop(*allowed, m_agent->settings());
    const auto& arguments = invocation.arguments->get_object();
    const auto parameters = rpcParameters(member(arguments, "parameters"));
    if (!parameters.ok()) {
        return parameters.error();
    }
    const auto& transports = member(arguments, "transport").get_object();
    std::unique_ptr<McpTransport> transport;
    if (const auto* http = member(transports, "http").if_object()) {
        transport = makeMcpHttp(m_agent, *http, invocation.key);
    } else {
        auto started = makeMcpStdio(member(transports, "stdio").get_object(), m_agent->settings());
        if (!started.ok()) {
            return started.error();
        }
        transport = std::move(started).value();
    }
    if (const auto ready = initialize(*transport, arguments, stop); !ready.ok()) {
        return ready.error();
    }
    const auto answer = transport->request(rpcMessage(2, text(arguments, "method"), *parameters), stop);
    if (!answer.ok()) {
        return answer.error();
    }
    return resultOf(*answer, *transport);
}

}  // namespace beamline::blocks
