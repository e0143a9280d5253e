// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/resource.h"

#include <algorithm>
#include <charconv>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/http_content.h"

namespace beamline::blocks {

namespace {
/// The path of `file:` URIs and of plain paths; nothing for other schemes. "file://app/greet.proto", which the
/// specification's own examples write, means the relative path app/greet.proto.
std::optional<std::string> filePath(std::string_view uri) {
    if (uri.starts_with("file:")) {
        uri.remove_prefix(5);
        if (uri.starts_with("//")) {
            uri.remove_prefix(2);
        }
        return std::string(uri);
    }
    if (uri.find("://") == uri.npos) {
        return std::string(uri);
    }
    return std::nullopt;
}

/// The value of a directive such as max-age; nothing when it does not stand there.
std::optional<std::string> directive(const std::string& header, std::string_view name) {
    for (auto rest = std::string_view(header); !rest.empty();) {
        auto one = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
        one.remove_prefix(std::min(one.size(), one.find_first_not_of(" \t")));
        const auto equals = one.find('=');
        auto key = std::string(one.substr(0, equals));
        key.erase(key.find_last_not_of(" \t") + 1);
        std::transform(key.begin(), key.end(), key.begin(), [](unsigned char c) { return std::tolower(c); });
        if (key == name) {
            return equals == one.npos ? std::string() : std::string(one.substr(equals + 1));
        }
    }
    return std::nullopt;
}

std::int64_t secondsOf(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return std::clamp<std::int64_t>(value, 0, kMaxResourceAgeSeconds);
}

bool isCommit(std::string_view ref) {
    return ref.size() == 40 && ref.find_first_not_of("0123456789abcdef") == ref.npos;
}

/// Tags of releases: v1.2.3, 1.0.
bool isVersion(std::string_view ref) {
    ref.remove_prefix(ref.starts_with('v') ? 1 : 0);
    return ref.find('.') != ref.npos && ref.find_first_not_of("0123456789.") == ref.npos;
}
}  // namespace

std::string rawAddress(const std::string& uri) {
    for (const std::string_view view : {"/-/blob/", "/-/tree/"}) {
        if (const auto at = uri.find(view); at != uri.npos && at < uri.find('?')) {
            return uri.substr(0, at) + "/-/raw/" + uri.substr(at + view.size());
        }
    }
    constexpr std::string_view kGitLab = "https://gitlab.com/";
    if (const auto at = uri.find("/functions/");
        uri.starts_with(kGitLab) && at != uri.npos && uri.find("/-/") == uri.npos) {
        return uri.substr(0, at) + "/-/raw/HEAD" + uri.substr(at);
    }
    constexpr std::string_view kGitHub = "https://github.com/";
    if (!uri.starts_with(kGitHub)) {
        return uri;
    }
    const auto owner = uri.find('/', kGitHub.size());
    const auto name = owner == uri.npos ? owner : uri.find('/', owner + 1);
    if (name == uri.npos) {
        return uri;
    }
    const auto repository = uri.substr(kGitHub.size(), name - kGitHub.size());
    const auto path = uri.substr(name + 1);
    const std::string raw = "https://raw.githubusercontent.com/" + repository + "/";
    if (path.starts_with("functions/")) {
        return raw + "HEAD/" + path;
    }
    if (!path.starts_with("blob/") && !path.starts_with("tree/")) {
        return uri;
    }
    const auto rest = path.substr(5);
    const auto ref = rest.substr(0, rest.find('/'));
    return raw + (isCommit(ref) || isVersion(ref) || rest.starts_with("refs/") ? "" : "refs/heads/") + rest;
}

ResourceReader::ResourceReader(const BlockSettings& settings) : m_agent(std::make_shared<HttpAgent>(settings)) {}
ResourceReader::ResourceReader(HttpAgentPtr agent) : m_agent(std::move(agent)) {}

api::Result<std::string> ResourceReader::read(const api::Json& resource, const Invocation&, const Stop& stop) {
    auto found = fetch(resource, stop);
    return found.ok() ? api::Result<std::string>(std::move(found->text)) : found.error();
}

api::Result<Resource> ResourceReader::fetch(const api::Json& resource, const Stop& stop) {
    const auto* endpoint = &resource;
    if (const auto* object = resource.if_object(); object && object->contains("endpoint")) {
        endpoint = &object->at("endpoint");
    }
    const auto* object = endpoint->if_object();
    const auto* uri = object ? member(*object, "uri").if_string() : endpoint->if_string();
    if (!uri || uri->empty()) {
        return fault("configuration", 400, "An external resource needs an endpoint, a URI or {uri, authentication}.");
    }
    const auto path = filePath(*uri);
    if (!path) {
        boost::json::object given{{"uri", rawAddress(std::string(*uri))}};
        if (object && object->contains("authentication")) {
            given["authentication"] = object->at("authentication");
        }
        return download(std::move(given), stop);
    }
    const auto place = m_agent->files().locate(*path);
    if (!place.ok()) {
        return place.error();
    }
    auto file = m_agent->files().read(*place, kMaxResourceBytes, stop);
    if (!file.ok()) {
        return file.error();
    }
    return Resource{std::move(file->bytes), {}, {}};
}

std::optional<ResourceReader::Cached> ResourceReader::cached(const std::string& key) {
    const std::lock_guard lock(m_mutex);
    const auto found =
        std::find_if(m_cache.begin(), m_cache.end(), [&](const auto& entry) { return entry.key == key; });
    if (found == m_cache.end()) {
        return std::nullopt;
    }
    m_cache.splice(m_cache.begin(), m_cache, found);
    return m_cache.front();
}

void ResourceReader::keep(Cached entry) {
    const std::lock_guard lock(m_mutex);
    m_cache.remove_if([&](const auto& old) { return old.key == entry.key; });
    m_cache.push_front(std::move(entry));
    std::size_t bytes = 0;
    std::size_t count = 0;
    for (auto at = m_cache.begin(); at != m_cache.end(); ++at) {
        bytes += at->resource.text.size();
        if (++count > kMaxCachedResources || bytes > kMaxCachedResourceBytes) {
            m_cache.erase(at, m_cache.end());
            return;
        }
    }
}

/// What the server lets us keep, and how long it is not asked again; the caller fills in the rest.
std::optional<ResourceReader::Cached> ResourceReader::cacheable(const HttpResponse& response) {
    const auto header = [&](const char* name) {
        const auto* value = findHeader(response.headers, name);
        return value ? *value : std::string();
    };
    const auto control = header("cache-control");
    Cached entry{{}, {}, header("etag"), header("last-modified"), std::chrono::steady_clock::now()};
    const auto age = directive(control, "max-age");
    if (directive(control, "no-store") || header("vary") == "*") {
        return std::nullopt;
    }
    if (age && !directive(control, "no-cache")) {
        entry.fresh += std::chrono::seconds(std::max<std::int64_t>(secondsOf(*age) - secondsOf(header("age")), 0));
    }
    return entry;
}

api::Result<Resource> ResourceReader::download(boost::json::object endpoint, const Stop& stop) {
    const auto key = api::sha256(api::canonicalJson(endpoint));
    auto known = cached(key);
    if (known && std::chrono::steady_clock::now() < known->fresh) {
        return std::move(known->resource);
    }
    boost::json::object headers{{"Accept", "*/*"}};
    if (known && !known->etag.empty()) {
        headers["If-None-Match"] = known->etag;
    } else if (known && !known->modified.empty()) {
        headers["If-Modified-Since"] = known->modified;
    }
    HttpCall call{
        {{"method", "get"}, {"endpoint", std::move(endpoint)}, {"headers", std::move(headers)}}, {}, true, {}};
    call.options.maxBytes = kMaxResourceBytes;
    auto answer = m_agent->call(call, stop);
    if (!answer.ok()) {
        return answer.error();
    }
    auto& response = answer->response;
    const bool unchanged = known && response.status == 304;
    if (!unchanged && !answer->good(false)) {
        return fault("communication", response.status,
                     answer->request.place() + " answered " + std::to_string(response.status) +
                         "; the external resource could not be read.");
    }
    auto resource = unchanged ? std::move(known->resource)
                              : Resource{std::move(response.body), answer->request.url, mediaType(response)};
    if (auto entry = cacheable(response)) {
        entry->key = key;
        entry->resource = resource;
        if (unchanged && entry->etag.empty()) {
            entry->etag = known->etag;
        }
        if (unchanged && entry->modified.empty()) {
            entry->modified = known->modified;
        }
        if (!entry->etag.empty() || !entry->modified.empty() || entry->fresh > std::chrono::steady_clock::now()) {
            keep(std::move(*entry));
        }
    }
    return resource;
}

}  // namespace beamline::blocks
