// SPDX-License-Identifier: Apache-2.0
#pragma once
// How messages reach an MCP server (modelcontextprotocol.io, "Transports"). One thread at a time; errors come from
// fault().

#include <memory>
#include <string>

#include "engine/blocks/http_agent.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxServerMessages = 1000;  ///< that come before the answer

class McpTransport {
public:
    virtual ~McpTransport() = default;  ///< ends the session
    /// Sends a request and waits for the message that answers it; what else comes on the way is answered or skipped.
    virtual api::Result<api::Json> request(const boost::json::object& message, const Stop& stop) = 0;
    virtual api::Result<api::Unit> notify(const boost::json::object& message, const Stop& stop) = 0;
    /// The version that both sides agreed on.
    virtual void agreed(const std::string& protocolVersion) = 0;
    /// Begins sentences about this server.
    virtual std::string place() const = 0;
    /// What a server says may hold what it was told.
    virtual std::string withoutSecrets(std::string text) const = 0;
};

/// A message that a server sends of its own accord: the answer to a request (`ping` is known, others are not), null for
/// notifications and answers.
api::Json mcpAnswerTo(const api::Json& message);

/// Streamable HTTP: `settings` has endpoint and headers. `key`: the idempotency key of the call's one request.
std::unique_ptr<McpTransport> makeMcpHttp(HttpAgentPtr agent, const boost::json::object& settings, std::string key);
/// A process that speaks on its standard input and output, kept as one of `shell` is: `settings` has command,
/// arguments, environment.
api::Result<std::unique_ptr<McpTransport>> makeMcpStdio(const boost::json::object& settings,
                                                        const BlockSettings& limits);

}  // namespace beamline::blocks
