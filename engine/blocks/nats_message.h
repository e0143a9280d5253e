// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the blocks of NATS have in common: the address of a broker and messages as arguments and results. Pure, any
// thread; errors come from fault().

#include "engine/blocks/message_broker.h"

namespace beamline::blocks {

/// The properties server, context, authentication, nkey, creds, subject, payload and headers of a schema.
inline constexpr std::string_view kNatsProperties = R"(
    "server": {
      "description": "nats://host:port, or tls://host:port; several of one cluster as a list.",
      "oneOf": [
        {"type": "string", "minLength": 1, "maxLength": 1000},
        {"type": "array", "minItems": 1, "maxItems": 20, "items": {"type": "string", "minLength": 1, "maxLength": 1000}}
      ]
    },
    "context": {"type": "string", "minLength": 1, "maxLength": 200,
                "description": "Instead of a server: a context of the command line tools, ~/.config/nats/context/NAME.json."},
    "authentication": {
      "type": "object", "minProperties": 1, "maxProperties": 1,
      "description": "basic {username, password}, or bearer {token}: NATS' user and token."
    },
    "nkey": {"type": "string", "minLength": 1, "maxLength": 200, "description": "The seed of a user's NKey: SU…"},
    "creds": {"type": "string", "minLength": 1, "maxLength": 65536, "description": "The text of a .creds file."},
    "subject": {"type": "string", "minLength": 1, "maxLength": 1024, "description": "Tokens between dots, without wildcards."},
    "payload": {"description": "A string is sent as it is, {base64: …} as its bytes, everything else as JSON."},
    "headers": {"type": "object", "description": "A list gives the header several times.",
                "additionalProperties": {"type": ["string", "number", "boolean", "array"]}}
)";

api::Result<BrokerAddress> brokerAddress(const boost::json::object& arguments, const BlockSettings& settings);
/// Headers of a message from {name: value or list}.
api::Result<std::vector<std::pair<std::string, std::string>>> messageHeaders(const api::Json& headers);
/// The bytes of a payload.
api::Result<std::string> messagePayload(const api::Json& payload);
/// subject, headers and payload of the arguments.
api::Result<BrokerMessage> brokerMessage(const boost::json::object& arguments);

/// json: JSON where it is JSON, else text, else base64; text: text or base64; bytes: base64.
api::Json payloadValue(const std::string& payload, const std::string& format);
/// A header that came several times is a list.
boost::json::object headerValues(const std::vector<std::pair<std::string, std::string>>& headers);

/// Services of NATS tell errors in headers (ADR-32), with a body or without; empty: there is none.
std::string serviceError(const BrokerMessage& reply);

/// The broker of the settings, or what to say without one.
api::Result<MessageBroker*> brokerOf(const BlockSettings& settings);

}  // namespace beamline::blocks
