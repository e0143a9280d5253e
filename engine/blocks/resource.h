// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads external resources (dsl-reference, "External Resource"): what is behind http and https addresses, with their
// authentication, and files below the roots. Any thread; errors come from fault().

#include <list>
#include <mutex>

#include "engine/blocks/http_agent.h"

namespace beamline::blocks {

inline constexpr std::int64_t kMaxResourceBytes = 4 * 1024 * 1024;
inline constexpr std::size_t kMaxCachedResources = 128;
inline constexpr std::size_t kMaxCachedResourceBytes = 32 * 1024 * 1024;  ///< together; the oldest use goes first
inline constexpr std::int64_t kMaxResourceAgeSeconds = 3600;              ///< whatever Cache-Control says

/// The machine-readable form of what people see of a file in a repository of GitHub or GitLab (dsl.md, "Catalogs"):
/// /blob/ and /tree/ addresses, and the `functions` of a catalog without a branch, which is then the default one. Other
/// addresses are given back as they are.
std::string rawAddress(const std::string& uri);

struct Resource {
    std::string text;
    std::string url;        ///< where it was found after redirects; empty for files
    std::string mediaType;  ///< as the server says; empty for files
};

class ResourceReader {
public:
    explicit ResourceReader(const BlockSettings& settings);
    explicit ResourceReader(HttpAgentPtr agent);
    /// `resource`: {name?, endpoint}, an endpoint {uri, authentication?}, or its URI. A `file:` URI and a plain path
    /// are files below the roots; relative ones start at the first root. What HTTP servers allow to be kept is kept in
    /// memory (RFC 9111) and asked for anew by its ETag or time.
    api::Result<std::string> read(const api::Json& resource, const Invocation& invocation, const Stop& stop);
    api::Result<Resource> fetch(const api::Json& resource, const Stop& stop);

private:
    struct Cached {
        std::string key;
        Resource resource;
        std::string etag;
        std::string modified;
        std::chrono::steady_clock::time_point fresh;
    };
    std::optional<Cached> cached(const std::string& key);
    void keep(Cached entry);
    static std::optional<Cached> cacheable(const HttpResponse& response);
    api::Result<Resource> download(boost::json::object endpoint, const Stop& stop);

    HttpAgentPtr m_agent;
    std::mutex m_mutex;
    std::list<Cached> m_cache;  ///< the last used first
};

}  // namespace beamline::blocks
