// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/nats_message.h"

#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
/// A header's value as text; nothing for what is none.
std::optional<std::string> scalar(const api::Json& value) {
    if (value.is_object() || value.is_array() || value.is_null()) {
        return std::nullopt;
    }
    auto text = value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value);
    return text.find_first_of(std::string_view("\r\n\0", 3)) == text.npos ? std::optional(std::move(text))
                                                                          : std::nullopt;
}

bool isHeaderName(std::string_view name) {
    return !name.empty() &&
           std::all_of(name.begin(), name.end(), [](char c) { return c > 0x20 && c < 0x7F && c != ':'; });
}
}  // namespace

bool isSubject(std::string_view text, bool wildcards) {
    if (text.empty() || text.size() > kMaxSubjectBytes) {
        return false;
    }
    for (;;) {
        const auto token = text.substr(0, text.find('.'));
        const bool last = token.size() == text.size();
        const bool wild = token == "*" || token == ">";
        const bool plain = std::all_of(token.begin(), token.end(), [](char c) {
            return static_cast<unsigned char>(c) > 0x20 && c != 0x7F && c != '*' && c != '>';
        });
        if (token.empty() || !(plain || (wild && wildcards && (token == "*" || last)))) {
            return false;
        }
        if (last) {
            return true;
        }
        text.remove_prefix(token.size() + 1);
    }
}

api::Result<BrokerAddress> brokerAddress(const boost::json::object& arguments, const BlockSettings& settings) {
    BrokerAddress address;
    address.caFile = settings.caFile;
    address.network = settings.network;
    address.context = text(arguments, "context");
    address.nkeySeed = text(arguments, "nkey");
    address.credentials = text(arguments, "creds");
    const auto& server = member(arguments, "server");
    const boost::json::array single(1, server);
    for (const auto& one : server.is_array() ? server.get_array() : single) {
        if (one.is_string()) {
            address.servers.emplace_back(one.get_string());
        }
    }
    if (const auto* policy = member(arguments, "authentication").if_object()) {
        if (const auto* basic = member(*policy, "basic").if_object()) {
            address.user = text(*basic, "username");
            address.password = text(*basic, "password");
        } else if (const auto* bearer = member(*policy, "bearer").if_object()) {
            address.token = text(*bearer, "token");
        } else {
            return fault("configuration", 400, "NATS knows the authentications basic and bearer, a nkey and creds.");
        }
    }
    if (address.servers.empty() == address.context.empty()) {
        return fault("configuration", 400, "Name the NATS to use, by `server` or by `context`.");
    }
    for (const auto& one : address.servers) {
        const auto scheme = one.substr(0, one.find("://"));
        if ((scheme.size() != one.size() && scheme != "nats" && scheme != "tls") ||
            std::any_of(one.begin(), one.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20; })) {
            return fault("configuration", 400, "A server of NATS is written nats://host:port or tls://host:port.");
        }
    }
    return address;
}

api::Result<std::vector<std::pair<std::string, std::string>>> messageHeaders(const api::Json& headers) {
    std::vector<std::pair<std::string, std::string>> out;
    std::size_t bytes = 0;
    const auto* object = headers.if_object();
    for (const auto& entry : object ? *object : boost::json::object()) {
        const boost::json::array single(1, entry.value());
        for (const auto& one : entry.value().is_array() ? entry.value().get_array() : single) {
            const auto value = scalar(one);
            if (!isHeaderName(entry.key()) || !value) {
                return invalid("The header \"" + cleanUtf8(entry.key()) +
                               "\" must have a name without spaces and colons, and texts of one line as its value.");
            }
            bytes += entry.key().size() + value->size();
            if (out.size() == kMaxMessageHeaders || bytes > kMaxMessageHeaderBytes) {
                return invalid("There are more than " + std::to_string(kMaxMessageHeaders) +
                               " headers, or they have more than " + std::to_string(kMaxMessageHeaderBytes) +
                               " bytes together.");
            }
            out.emplace_back(entry.key(), *value);
        }
    }
    return out;
}

api::Result<std::string> messagePayload(const api::Json& payload) {
    std::string out;
    const auto* object = payload.if_object();
    const auto* encoded = object && object->size() == 1 ? object->if_contains("base64") : nullptr;
    if (encoded && encoded->is_string()) {
        auto bytes = base64Decode(encoded->get_string());
        if (!bytes) {
            return invalid("The payload is no base64.");
        }
        out = std::move(*bytes);
    } else if (payload.is_string()) {
        out = payload.get_string();
    } else if (!payload.is_null()) {
        out = boost::json::serialize(payload);
    }
    if (out.size() > kMaxMessageBytes) {
        return fault("validation", 413,
                     "The payload has " + std::to_string(out.size()) + " bytes; " + std::to_string(kMaxMessageBytes) +
                         " may be sent.");
    }
    return out;
}

api::Result<BrokerMessage> brokerMessage(const boost::json::object& arguments) {
    BrokerMessage message;
    message.subject = text(arguments, "subject");
    if (!isSubject(message.subject, false)) {
        return invalid("The subject \"" + message.subject +
                       "\" must be tokens between dots, without spaces and wildcards.");
    }
    auto headers = messageHeaders(member(arguments, "headers"));
    if (!headers.ok()) {
        return headers.error();
    }
    auto payload = messagePayload(member(arguments, "payload"));
    if (!payload.ok()) {
        return payload.error();
    }
    message.headers = std::move(*headers);
    message.payload = std::move(*payload);
    return message;
}

api::Json payloadValue(const std::string& payload, const std::string& format) {
    if (format == "bytes") {
        return api::Json(base64Encode(payload));
    }
    if (format == "json") {
        if (payload.empty()) {
            return {};
        }
        if (auto parsed = api::parseJson(payload); parsed.ok()) {
            return std::move(*parsed);
        }
    }
    return api::Json(isUtf8(payload) ? payload : base64Encode(payload));
}

boost::json::object headerValues(const std::vector<std::pair<std::string, std::string>>& headers) {
    boost::json::object out;
    for (const auto& [name, value] : headers) {
        auto& entry = out[cleanUtf8(name)];
        if (entry.is_null()) {
            entry = cleanUtf8(value);
        } else if (entry.is_string()) {
            entry = boost::json::array{entry, cleanUtf8(value)};
        } else {
            entry.get_array().emplace_back(cleanUtf8(value));
        }
    }
    return out;
}

std::string serviceError(const BrokerMessage& reply) {
    std::string text;
    for (const char* name : {"Nats-Service-Error-Code", "Nats-Service-Error"}) {
        const auto found = std::find_if(reply.headers.begin(), reply.headers.end(),
                                        [&](const auto& header) { return header.first == name; });
        if (found != reply.headers.end()) {
            text += (text.empty() ? "" : ": ") + cleanUtf8(found->second);
        }
    }
    return text;
}

api::Result<MessageBroker*> brokerOf(const BlockSettings& settings) {
    if (!settings.broker) {
        return fault("configuration", 501, "The program that runs this engine has no client of NATS.");
    }
    return settings.broker.get();
}

}  // namespace beamline::blocks
