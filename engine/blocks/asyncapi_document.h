// SPDX-License-Identifier: Apache-2.0
#pragma once
// AsyncAPI documents (specifications 2.6.0 and 3.0.0): which server, address and form a message has. Pure, any thread;
// errors come from fault().

#include <string>

#include "engine/blocks/fault.h"

namespace beamline::blocks {

inline constexpr int kMaxAsyncapiReferences = 16;  ///< that lead from one to another

struct AsyncapiTarget {
    std::string server;         ///< its name
    std::string protocol;       ///< http, https, nats …, in lower case
    std::string url;            ///< of the server with its variables, without a slash at its end
    std::string address;        ///< of the channel, with its parameters
    std::string method;         ///< of HTTP, by the operation's binding
    std::string contentType;    ///< of the message
    std::string correlationId;  ///< "$message.header#/…" or "$message.payload#/…", empty when there is none
};

/// `arguments` of the call: channel or operation, message or subscription, server, protocol.
api::Result<AsyncapiTarget> asyncapiTarget(const api::Json& document, const boost::json::object& arguments);

/// Whether this build speaks a protocol; what it does not is refused by its name.
bool isAsyncapiProtocol(std::string_view protocol);

}  // namespace beamline::blocks
