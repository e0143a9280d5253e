// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/context.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <utility>

#include "engine/api/json_codec.h"
#include "engine/nats/library.h"

namespace beamline::nats {

namespace {
namespace fs = std::filesystem;
using blocks::fault;

/// For people, or (jetstream_event_prefix) for what is not used here.
constexpr std::string_view kWithoutEffect[] = {"name", "description", "color_scheme", "jetstream_event_prefix"};

/// Fields that this build cannot honour, and what to do instead.
constexpr std::pair<std::string_view, std::string_view> kRefused[] = {
    {"socks_proxy", "connect without a proxy, or put a leaf node of NATS on this side of it"},
    {"nsc", "write the credentials to a file with `nsc generate creds` and name it as creds"},
    {"tls_first", "let the server greet first (handshake_first: false, or \"auto\")"},
    {"windows_cert_store", "name files as cert, key and ca"},
    {"windows_cert_match_by", "name files as cert, key and ca"},
    {"windows_cert_match", "name files as cert, key and ca"},
    {"windows_ca_certs_match", "name a file as ca"},
};

api::Error refuse(std::string message) {
    return fault("configuration", 400, std::move(message));
}

api::Result<std::string> slurp(const fs::path& path, const std::string& what) {
    std::error_code ec;
    if (!fs::exists(path, ec) && !ec) {
        return refuse(what + " " + path.string() + " does not exist.");
    }
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
           (value.is_array() && value.get_array().empty()) || (value.is_bool() && !value.get_bool());
}

/// Values like op://… or data:… are fetched by the tools from elsewhere.
bool isElsewhere(const std::string& text) {
    constexpr std::string_view kSchemes[] = {"op://", "nsc://", "env://", "data:"};
    return std::any_of(std::begin(kSchemes), std::end(kSchemes),
                       [&](const auto& scheme) { return text.starts_with(scheme); });
}

std::string withoutScheme(const std::string& text) {
    constexpr std::string_view kFile = "file://";
    return expanded(text.starts_with(kFile) ? text.substr(kFile.size()) : text);
}

/// The text members that are taken over as they are; null when it is none.
std::string* plainMember(Target& target, std::string_view name) {
    auto& address = target.address;
    return name == "user"                   ? &address.user
           : name == "password"             ? &address.password
           : name == "token"                ? &address.token
           : name == "inbox_prefix"         ? &target.inboxPrefix
           : name == "jetstream_domain"     ? &target.jetStreamDomain
           : name == "jetstream_api_prefix" ? &target.jetStreamPrefix
                                            : nullptr;
}

std::string* fileMember(Target& target, std::string_view name) {
    return name == "ca"     ? &target.caFile
           : name == "cert" ? &target.certFile
           : name == "key"  ? &target.keyFile
                            : nullptr;
}

/// False when this build does not know the field.
api::Result<bool> take(Target& target, std::string_view name, const std::string& text, const std::string& shown) {
    auto& address = target.address;
    const bool isSecret = name == "creds" || name == "nkey" || name == "password" || name == "token";
    if ((isSecret || fileMember(target, name)) && isElsewhere(text)) {
        return refuse("The field " + std::string(name) + " of " + shown +
                      " names a secret that is kept elsewhere, which this build cannot fetch. Put it into a file.");
    }
    if (auto* plain = plainMember(target, name)) {
        *plain = text;
    } else if (auto* file = fileMember(target, name)) {
        *file = withoutScheme(text);
    } else if (name == "url") {
        address.servers = splitUrls(text);
    } else if (name == "nkey" || name == "creds") {
        auto content = slurp(withoutScheme(text), "The " + std::string(name) + " of " + shown + ":");
        if (!content.ok()) {
            return content.error();
        }
        (name == "nkey" ? address.nkeySeed : address.credentials) = std::move(*content);
    } else {
        return std::find(std::begin(kWithoutEffect), std::end(kWithoutEffect), name) != std::end(kWithoutEffect);
    }
    return true;
}

api::Error refusal(std::string_view name, const std::string& shown) {
    const auto* known = std::find_if(std::begin(kRefused), std::end(kRefused),
                                     [&](const auto& refused) { return refused.first == name; });
    return refuse(
        "The field " + std::string(name) + " of " + shown + " is not supported by this build: " +
        (known == std::end(kRefused) ? std::string("remove it or use another context") : std::string(known->second)) +
        ".");
}

std::string member(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string(*text) : std::string();
}

/// A JWT is used with the seed that signs for it: both become what a .creds file has.
api::Result<api::Unit> takeJwt(Target& target, const boost::json::object& object, const std::string& shown) {
    const auto jwt = member(object, "user_jwt");
    const auto seed = member(object, "user_seed");
    if (jwt.empty() && seed.empty()) {
        return api::Unit{};
    }
    if (jwt.empty() || (seed.empty() && target.address.nkeySeed.empty())) {
        return refuse("The field user_jwt of " + shown + " needs user_seed or nkey, the key that signs for it" +
                      (jwt.empty() ? ", and is missing." : "; put both into a file and name it as creds."));
    }
    if (isElsewhere(jwt) || isElsewhere(seed)) {
        return refuse("The field user_jwt or user_seed of " + shown +
                      " is kept elsewhere, which this build cannot fetch. Put both into a file and name it as creds.");
    }
    target.address.credentials = "-----BEGIN NATS USER JWT-----\n" + jwt +
                                 "\n------END NATS USER JWT------\n\n-----BEGIN USER NKEY SEED-----\n" +
                                 (seed.empty() ? target.address.nkeySeed : seed) + "\n------END USER NKEY SEED------\n";
    return api::Unit{};
}

api::Result<boost::json::object> readObject(const fs::path& file) {
    const auto source = slurp(file, "The NATS context");
    if (!source.ok()) {
        return source.error();
    }
    auto json = api::parseJson(*source);
    if (!json.ok() || !json->is_object()) {
        return refuse("The file " + file.string() + " is no JSON object.");
    }
    return std::move(json->get_object());
}

api::Result<Target> targetOf(const boost::json::object& object, const std::string& shown) {
    Target target;
    for (const auto& entry : object) {
        const std::string key(entry.key());
        if (isNothing(entry.value()) || key == "user_jwt" || key == "user_seed") {
            continue;  // the tools write every field, most of them empty
        }
        const auto* text = entry.value().if_string();
        const auto taken = text ? take(target, key, std::string(*text), shown) : api::Result<bool>(false);
        if (!taken.ok()) {
            return taken.error();
        }
        if (!*taken) {
            return refusal(key, shown);
        }
    }
    if (auto taken = takeJwt(target, object, shown); !taken.ok()) {
        return taken.error();
    }
    target.tls = !target.caFile.empty();  // as the tools do
    if (target.certFile.empty() != target.keyFile.empty()) {
        return refuse("A client certificate needs its key: " + shown + " has only one of cert and key.");
    }
    if (!target.jetStreamDomain.empty() && !target.jetStreamPrefix.empty()) {
        return refuse("Only one of jetstream_domain and jetstream_api_prefix can be honoured; " + shown + " has both.");
    }
    if (target.address.servers.empty()) {
        target.address.servers = {"nats://127.0.0.1:4222"};
    }
    return target;
}
}  // namespace

bool Target::usesTls() const {
    return tls || !certFile.empty() ||
           std::any_of(address.servers.begin(), address.servers.end(),
                       [](const auto& server) { return server.starts_with("tls://"); });
}

fs::path contextDirectory() {
    const char* config = std::getenv("XDG_CONFIG_HOME");
    const char* home = std::getenv("HOME");
    const fs::path base = config && *config == '/' ? fs::path(config) : fs::path(home ? home : "/") / ".config";
    return base / "nats" / "context";
}

std::string selectedContext(const fs::path& directory) {
    std::ifstream file(directory.parent_path() / "context.txt");
    std::string name;
    std::getline(file, name);
    name.erase(0, name.find_first_not_of(" \t"));
    const auto last = name.find_last_not_of(" \t\r");
    return name.substr(0, last == name.npos ? 0 : last + 1);
}

std::vector<ContextEntry> listContexts(const fs::path& directory) {
    std::vector<ContextEntry> out;
    const auto selected = selectedContext(directory);
    std::error_code ec;
    for (fs::directory_iterator next(directory, ec), end; !ec && next != end && out.size() < kMaxContexts;
         next.increment(ec)) {
        ContextEntry entry;
        entry.file = next->path();
        entry.name = entry.file.stem().string();
        if (entry.file.extension() != ".json" || entry.name.empty() || entry.name.front() == '.') {
            continue;
        }
        entry.selected = entry.name == selected;
        const auto object = readObject(entry.file);
        const auto target =
            object.ok() ? targetOf(*object, "the NATS context " + entry.name) : api::Result<Target>(object.error());
        if (object.ok()) {
            entry.description = member(*object, "description");
            entry.color = member(*object, "color_scheme");
        }
        if (target.ok()) {
            entry.servers = shownAs(target->address);
        } else {
            entry.problem = target.error().message;
        }
        out.push_back(std::move(entry));
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return out;
}

api::Result<Target> readContext(const fs::path& directory, const std::string& name) {
    if (name.empty() || name.front() == '.' || name.find('/') != name.npos || name.find('\0') != name.npos) {
        return refuse("\"" + name + "\" is no name of a context of NATS.");
    }
    const auto object = readObject(directory / (name + ".json"));
    if (!object.ok()) {
        return object.error();
    }
    return targetOf(*object, "the NATS context " + name);
}

}  // namespace beamline::nats
