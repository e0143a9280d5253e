// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/extension_nats.h"

#include "engine/blocks/encoding.h"
#include "engine/blocks/nats_message.h"

namespace beamline::runtime {

namespace {
constexpr const char* kContractVersion = "1";

api::Result<std::vector<std::pair<std::string, std::string>>> callHeaders(const boost::json::object& request,
                                                                          const std::string& trace) {
    boost::json::object headers{{"version", kContractVersion}};
    for (const char* name : {"trace_id", "tenant_id"}) {
        const auto* value = request.if_contains(name);
        if (value && value->is_string() && !value->get_string().empty()) {
            headers[name] = *value;
        }
    }
    if (!trace.empty()) {
        headers["traceparent"] = trace;
    }
    return blocks::messageHeaders(headers);
}
}  // namespace

routing::Caller::Answer ExtensionNats::call(const ExtensionCall& call) const {
    const auto unavailable = [&](const std::string& why) {
        return routing::CallError{routing::CallError::Kind::unavailable,
                                  shownExtension(call.extension) + " cannot be reached: " + why};
    };
    if (!m_broker || (m_address.servers.empty() && m_address.context.empty())) {
        return unavailable(
            "this engine has no NATS for its extensions. Set \"routing\": {\"nats\": {\"url\": \"nats://host:4222\"}} "
            "in engine.json, or make this engine a node of a cluster.");
    }
    if (!blocks::isSubject(call.instance.subject, false)) {
        return unavailable("its subject \"" + blocks::cleanUtf8(call.instance.subject) +
                           "\" must be tokens between dots, without spaces and wildcards.");
    }
    auto headers = callHeaders(call.request, call.trace);
    if (!headers.ok()) {
        return unavailable(headers.error().message);
    }
    const blocks::BrokerMessage message{call.instance.subject, std::move(*headers), call.text, {}};
    // Nothing is published by this, but an error tells that the server is away: then the library would keep the request
    // and send it when nobody waits any more.
    if (const auto there = m_broker->publishAll(m_address, {}, blocks::Reach::server, call.stop); !there.ok()) {
        return callErrorOf(there.error(), call);
    }
    const auto reply = m_broker->request(m_address, message, call.stop);
    if (!reply.ok()) {
        return callErrorOf(reply.error(), call);
    }
    if (auto error = blocks::serviceError(*reply); !error.empty()) {
        return routing::CallError{routing::CallError::Kind::refused, std::move(error)};
    }
    return readAnswer(reply->payload, call.extension);
}

}  // namespace beamline::runtime
