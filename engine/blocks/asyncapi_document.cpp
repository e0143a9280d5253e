// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/asyncapi_document.h"

#include <algorithm>

#include "engine/blocks/arguments.h"

namespace beamline::blocks {

namespace {
using Object = boost::json::object;

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

std::string keysOf(const api::Json& value) {
    std::string out;
    const auto* object = value.if_object();
    for (const auto& entry : object ? *object : Object()) {
        out.append(out.empty() ? "" : ", ").append(entry.key());
    }
    return out.empty() ? "none" : out;
}

/// A document and how one walks in it.
class AsyncapiReader {
public:
    AsyncapiReader(const api::Json& document, const Object& arguments) : m_document(document), m_arguments(arguments) {}

    api::Result<AsyncapiTarget> target();

private:
    /// What stands there or where its `$ref` leads; null when that is nowhere.
    const api::Json& follow(const api::Json& value) const;
    const api::Json& get(const api::Json& value, std::string_view name) const {
        const auto* object = value.if_object();
        return follow(object ? member(*object, name) : member(Object(), name));
    }
    static std::string lastStep(const api::Json& reference) {
        const auto uri = reference.is_object() ? text(reference.get_object(), "$ref") : std::string();
        return uri.substr(uri.rfind('/') + 1);
    }

    api::Result<api::Unit> findChannel2();
    api::Result<api::Unit> findChannel3();
    api::Result<api::Unit> chooseServer();
    api::Result<std::string> filled(const std::string& pattern, const api::Json& variables,
                                    const std::string& what) const;
    api::Result<api::Unit> place();
    void describeMessage();

    const api::Json& m_document;
    const Object& m_arguments;
    bool m_three = false;
    std::string m_channelName;
    const api::Json* m_channel = nullptr;
    const api::Json* m_operation = nullptr;
    const api::Json* m_message = nullptr;
    const api::Json* m_server = nullptr;
    AsyncapiTarget m_target;
};

const api::Json& AsyncapiReader::follow(const api::Json& value) const {
    static const api::Json none;
    const auto* at = &value;
    for (int i = 0; i < kMaxAsyncapiReferences; ++i) {
        const auto* object = at->if_object();
        const auto* reference = object ? member(*object, "$ref").if_string() : nullptr;
        if (!reference) {
            return *at;
        }
        if (!std::string_view(*reference).starts_with("#/")) {
            return none;
        }
        boost::system::error_code ec;
        at = m_document.find_pointer(std::string_view(*reference).substr(1), ec);
        if (!at || ec) {
            return none;
        }
    }
    return none;
}

api::Result<api::Unit> AsyncapiReader::findChannel2() {
    m_channelName = text(m_arguments, "channel");
    const auto& channels = get(m_document, "channels");
    const auto wanted = m_channelName.starts_with('/') ? m_channelName.substr(1) : "/" + m_channelName;
    m_channel = &get(channels, m_channelName);
    if (m_channel->is_null()) {
        m_channel = &get(channels, wanted);  // "/a" and "a" are written for one another
        m_channelName = m_channel->is_null() ? m_channelName : wanted;
    }
    if (!m_channel->is_object()) {
        return misconfigured("The AsyncAPI document has no channel " + m_channelName + "; it has " + keysOf(channels) +
                             ".");
    }
    const auto* kind = m_arguments.contains("message") ? "publish" : "subscribe";
    m_operation = &get(*m_channel, kind);
    if (!m_operation->is_object()) {
        return misconfigured("The channel " + m_channelName + " of the AsyncAPI document has no operation " + kind +
                             ".");
    }
    m_message = &get(*m_operation, "message");
    if (const auto* choice = get(*m_message, "oneOf").if_array(); choice && !choice->empty()) {
        m_message = &follow(choice->front());
    }
    m_target.address = m_channelName;
    return api::Unit{};
}

api::Result<api::Unit> AsyncapiReader::findChannel3() {
    const auto name = text(m_arguments, "operation");
    const auto& operations = get(m_document, "operations");
    m_operation = &get(operations, name);
    if (!m_operation->is_object()) {
        return misconfigured("The AsyncAPI document has no operation " + name + "; it has " + keysOf(operations) + ".");
    }
    m_channel = &get(*m_operation, "channel");
    if (!m_channel->is_object()) {
        return misconfigured("The operation " + name + " of the AsyncAPI document names no channel of it.");
    }
    m_channelName = lastStep(member(m_operation->get_object(), "channel"));
    const auto* address = get(*m_channel, "address").if_string();
    m_target.address = address ? std::string(*address) : m_channelName;
    const auto* messages = get(*m_operation, "messages").if_array();
    const auto* all = get(*m_channel, "messages").if_object();
    static const api::Json none;
    m_message = messages && !messages->empty() ? &follow(messages->front())
                : all && !all->empty()         ? &follow(all->begin()->value())
                                               : &none;
    return api::Unit{};
}

api::Result<api::Unit> AsyncapiReader::chooseServer() {
    const auto& servers = get(m_document, "servers");
    std::vector<std::string> candidates;
    if (const auto* listed = get(*m_channel, "servers").if_array(); listed && !listed->empty()) {
        for (const auto& one : *listed) {
            candidates.push_back(one.is_string() ? std::string(one.get_string()) : lastStep(one));
        }
    } else if (const auto* all = servers.if_object()) {
        for (const auto& entry : *all) {
            candidates.emplace_back(entry.key());
        }
    }
    const auto* wanted = member(m_arguments, "server").if_object();
    const auto name = wanted ? text(*wanted, "name") : std::string();
    const auto protocol = lower(text(m_arguments, "protocol"));
    const auto fits = [&](const std::string& one) {
        const auto has =
            lower(text(get(servers, one).is_object() ? get(servers, one).get_object() : Object(), "protocol"));
        return wanted ? one == name : protocol.empty() || has == protocol || (protocol == "http" && has == "https");
    };
    const auto found = std::find_if(candidates.begin(), candidates.end(), fits);
    if (found == candidates.end()) {
        std::string names;
        for (const auto& one : candidates) {
            names.append(names.empty() ? "" : ", ").append(one);
        }
        return misconfigured("The channel " + m_channelName + " of the AsyncAPI document has no server " +
                             (wanted ? name : "of the protocol " + protocol) + "; it has " +
                             (names.empty() ? "none" : names) + ".");
    }
    m_server = &get(servers, *found);
    if (!m_server->is_object()) {
        return misconfigured("The server " + *found + " is not in the AsyncAPI document.");
    }
    m_target.server = *found;
    m_target.protocol = lower(text(m_server->get_object(), "protocol"));
    return api::Unit{};
}

api::Result<std::string> AsyncapiReader::filled(const std::string& pattern, const api::Json& variables,
                                                const std::string& what) const {
    const auto* server = member(m_arguments, "server").if_object();
    const auto* given = server ? member(*server, "variables").if_object() : nullptr;
    std::string out;
    for (std::size_t at = 0; at < pattern.size();) {
        const auto open = pattern.find('{', at);
        const auto close = open == pattern.npos ? open : pattern.find('}', open);
        out += pattern.substr(at, open == pattern.npos ? open : open - at);
        if (close == pattern.npos) {
            return open == pattern.npos ? api::Result<std::string>(out)
                                        : misconfigured("The " + what + " has an open brace.");
        }
        const auto name = pattern.substr(open + 1, close - open - 1);
        const auto& variable = get(variables, name);
        const auto& preset = get(variable, "default");
        const auto& value = given && given->contains(name) ? given->at(name) : preset;
        if (value.is_null() || value.is_object() || value.is_array()) {
            return misconfigured("The variable " + name + " of the " + what +
                                 " has no value; give it under server.variables.");
        }
        const auto shown = value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value);
        const auto* allowed = get(variable, "enum").if_array();
        const auto same = [&](const api::Json& one) { return one.is_string() && one.get_string() == shown; };
        if (allowed && !allowed->empty() && std::none_of(allowed->begin(), allowed->end(), same)) {
            return misconfigured("The variable " + name + " of the " + what + " may not be " + shown +
                                 "; it may be one of " + boost::json::serialize(*allowed) + ".");
        }
        out += shown;
        at = close + 1;
    }
    return out;
}

api::Result<api::Unit> AsyncapiReader::place() {
    const auto& server = m_server->get_object();
    const auto pattern = m_three ? text(server, "host") + text(server, "pathname") : text(server, "url");
    auto url = filled(pattern, get(*m_server, "variables"), "server " + m_target.server);
    if (!url.ok()) {
        return url.error();
    }
    if (url->find("://") == url->npos) {
        *url = m_target.protocol + "://" + *url;
    }
    while (url->ends_with('/')) {
        url->pop_back();
    }
    if (url->starts_with("https://") && m_target.protocol == "http") {
        m_target.protocol = "https";
    }
    m_target.url = std::move(*url);
    auto address = filled(m_target.address, get(*m_channel, "parameters"), "channel " + m_channelName);
    if (!address.ok()) {
        return address.error();
    }
    m_target.address = std::move(*address);
    return api::Unit{};
}

void AsyncapiReader::describeMessage() {
    const auto& http = get(get(*m_operation, "bindings"), "http");
    m_target.method = http.is_object() ? text(http.get_object(), "method", "POST") : "POST";
    const auto preset = text(m_document.get_object(), "defaultContentType", "application/json");
    m_target.contentType = m_message->is_object() ? text(m_message->get_object(), "contentType", preset) : preset;
    const auto& correlation = get(*m_message, "correlationId");
    m_target.correlationId = correlation.is_object() ? text(correlation.get_object(), "location") : std::string();
}

api::Result<AsyncapiTarget> AsyncapiReader::target() {
    const auto version = m_document.is_object() ? text(m_document.get_object(), "asyncapi") : std::string();
    m_three = version.starts_with("3.");
    if (!m_three && !version.starts_with("2.")) {
        return misconfigured("The document is no AsyncAPI document of version 2 or 3.");
    }
    if (m_three ? !m_arguments.contains("operation") : !m_arguments.contains("channel")) {
        return misconfigured(m_three ? "An AsyncAPI document of version 3 is called by `operation`."
                                     : "An AsyncAPI document of version 2 is called by `channel`.");
    }
    if (auto found = m_three ? findChannel3() : findChannel2(); !found.ok()) {
        return found.error();
    }
    if (auto chosen = chooseServer(); !chosen.ok()) {
        return chosen.error();
    }
    if (auto placed = place(); !placed.ok()) {
        return placed.error();
    }
    describeMessage();
    if (!isAsyncapiProtocol(m_target.protocol)) {
        return misconfigured("The server " + m_target.server + " speaks " + m_target.protocol +
                             ", which this build does not; it speaks http, https and nats.");
    }
    return std::move(m_target);
}
}  // namespace

bool isAsyncapiProtocol(std::string_view protocol) {
    return protocol == "http" || protocol == "https" || protocol == "nats";
}

api::Result<AsyncapiTarget> asyncapiTarget(const api::Json& document, const boost::json::object& arguments) {
    return AsyncapiReader(document, arguments).target();
}

}  // namespace beamline::blocks
