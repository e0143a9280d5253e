// SPDX-License-Identifier: Apache-2.0
#pragma once
// JSON-RPC 2.0 messages, as MCP and A2A send them. Pure, any thread; errors come from fault() with the type `runtime`,
// as the specification asks of both calls.

#include <optional>
#include <string>

#include "engine/blocks/http_agent.h"

namespace beamline::blocks {

/// Without an id it is a notification; null parameters are left out.
boost::json::object rpcMessage(const api::Json& id, std::string_view method, const api::Json& parameters);
/// Whether this answers the request with that id.
bool rpcAnswers(const api::Json& message, const api::Json& id);
/// The result, or the error that it carries; `place` begins the sentence.
api::Result<api::Json> rpcResult(const api::Json& message, const std::string& place);
/// What an HTTP answer without success says: its JSON-RPC error when it holds one, else its status.
api::Error rpcStatusFault(const HttpAnswer& answer);
/// A map, or the JSON text of one; null for nothing.
api::Result<api::Json> rpcParameters(const api::Json& given);

}  // namespace beamline::blocks
