// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/extension.h"

#include <algorithm>

#include "engine/core/definition/schema.h"

namespace beamline::routing {

std::vector<std::string> Capabilities::words() const {
    std::vector<std::string> result;
    if (network) {
        result.emplace_back("network");
    }
    for (const auto& folder : readable) {
        result.push_back("read " + folder);
    }
    for (const auto& name : secrets) {
        result.push_back("secret " + name);
    }
    if (payload) {
        result.emplace_back("payload");
    }
    if (metadata) {
        result.emplace_back("metadata");
    }
    return result;
}

bool Extension::serves(const std::string& tenant) const {
    return tenants.empty() || std::find(tenants.begin(), tenants.end(), tenant) != tenants.end();
}

boost::json::object mergedConfig(const Extension& extension, const api::Json& over) {
    auto config = extension.config.is_object() ? extension.config.get_object() : boost::json::object();
    if (const auto* members = over.if_object()) {
        for (const auto& member : *members) {
            config[member.key()] = member.value();
        }
    }
    return config;
}

std::vector<api::Problem> checkConfig(const Extension& extension, const boost::json::object& config) {
    return extension.schema ? extension.schema->check(config) : std::vector<api::Problem>();
}

const char* wordOf(ExtensionType type) {
    switch (type) {
        case ExtensionType::pre:
            return "pre";
        case ExtensionType::validator:
            return "validator";
        case ExtensionType::post:
            return "post";
        case ExtensionType::provider:
            break;
    }
    return "provider";
}

const char* wordOf(Transport transport) {
    switch (transport) {
        case Transport::nats:
            return "nats";
        case Transport::process:
            return "process";
        case Transport::http:
            break;
    }
    return "http";
}

}  // namespace beamline::routing
