// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/context.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "engine/api/json_codec.h"

namespace beamline::nats {

namespace {
namespace fs = std::filesystem;
using blocks::fault;

constexpr std::string_view kForPeople[] = {"description", "color_scheme"};

api::Error refuse(std::string message) {
    return fault("configuration", 400, std::move(message));
}

api::Result<std::string> slurp(const fs::path& path, const std::string& what) {
    std::error_code ec;
    const auto size = fs::is_regular_file(path, ec) ? fs::file_size(path, ec) : 0;
    std::ifstream file(path, std::ios::binary);
    if (ec || !file || size == 0 || size > static_cast<std::uintmax_t>(kMaxContextBytes)) {
        return refuse(what + " " + path.string() + " cannot be read, is empty or has more than " +
                      std::to_string(kMaxContextBytes) + " bytes.");
    }
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

std::string expanded(std::string path) {
    const char* home = std::getenv("HOME");
    return path.starts_with("~/") && home ? home + path.substr(1) : path;
}

std::vector<std::string> splitUrls(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string one; std::getline(in, one, ',');) {
        std::erase(one, ' ');
        if (!one.empty()) {
            out.push_back(one);
        }
    }
    return out;
}

bool isNothing(const api::Json& value) {
    return value.is_null() || (value.is_string() && value.get_string().empty()) ||
           (value.is_bool() && !value.get_bool());
}

/// False when this build does not know the field.
api::Result<bool> take(Target& target, std::string_view name, const std::string& text, const std::string& shown) {
    auto& address = target.address;
    if (name == "url") {
        address.servers = splitUrls(text);
    } else if (name == "user") {
        address.user = text;
    } else if (name == "password") {
        address.password = text;
    } else if (name == "token") {
        address.token = text;
    } else if (name == "nkey" || name == "creds") {
        auto content = slurp(expanded(text), "The " + std::string(name) + " of " + shown + ":");
        if (!content.ok()) {
            return content.error();
        }
        (name == "nkey" ? address.nkeySeed : address.credentials) = std::move(*content);
    } else if (name == "ca" || name == "cert" || name == "key") {
        (name == "ca" ? target.caFile : name == "cert" ? target.certFile : target.keyFile) = expanded(text);
    } else if (name == "inbox_prefix") {
        target.inboxPrefix = text;
    } else {
        return std::find(std::begin(kForPeople), std::end(kForPeople), name) != std::end(kForPeople);
    }
    return true;
}
}  // namespace

fs::path contextDirectory() {
    const char* config = std::getenv("XDG_CONFIG_HOME");
    const char* home = std::getenv("HOME");
    const fs::path base = config && *config == '/' ? fs::path(config) : fs::path(home ? home : "/") / ".config";
    return base / "nats" / "context";
}

api::Result<Target> readContext(const fs::path& directory, const std::string& name) {
    if (name.empty() || name.front() == '.' || name.find('/') != name.npos || name.find('\0') != name.npos) {
        return refuse("\"" + name + "\" is no name of a context of NATS.");
    }
    const auto shown = "the NATS context " + name;
    auto source = slurp(directory / (name + ".json"), "The NATS context");
    if (!source.ok()) {
        return source.error();
    }
    const auto json = api::parseJson(*source);
    if (!json.ok() || !json->is_object()) {
        return refuse("The file " + (directory / (name + ".json")).string() + " is no JSON object.");
    }
    Target target;
    for (const auto& member : json->get_object()) {
        const std::string key(member.key());
        if (isNothing(member.value())) {
            continue;  // the tools write every field, most of them empty
        }
        const auto* text = member.value().if_string();
        const auto taken = text ? take(target, key, std::string(*text), shown) : api::Result<bool>(false);
        if (!taken.ok()) {
            return taken.error();
        }
        if (!*taken) {
            return refuse("The field " + key + " of " + shown + " is not supported by this build; remove it or use " +
                          "another context.");
        }
    }
    if (target.address.servers.empty()) {
        target.address.servers = {"nats://127.0.0.1:4222"};
    }
    return target;
}

}  // namespace beamline::nats
