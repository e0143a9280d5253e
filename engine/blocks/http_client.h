// SPDX-License-Identifier: Apache-2.0
#pragma once
// Sends one HTTP request at a time per caller and keeps connections for the next one. Any thread; errors come from
// fault().

#include <deque>
#include <memory>
#include <mutex>
#include <string>

#include "engine/blocks/http_request.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxIdleSessions = 32;  ///< the longest unused is closed first
inline constexpr std::size_t kMaxResponseHeaders = 200;
inline constexpr std::size_t kMaxResponseHeaderBytes = 128 * 1024;

struct HttpResponse {
    int status = 0;
    std::string reason;
    HttpHeaders headers;
    std::string body;
};

class HttpClient {
public:
    explicit HttpClient(const BlockSettings& settings);
    ~HttpClient();
    /// One exchange, redirects not followed. Ends within 100 ms of being cancelled.
    api::Result<HttpResponse> send(const HttpRequest& request, const Stop& stop);

private:
    struct Session;  ///< a handle with its open connections to one origin
    using SessionPtr = std::unique_ptr<Session>;
    SessionPtr take(const std::string& origin);
    void giveBack(SessionPtr session);

    BlockSettings m_settings;
    std::mutex m_mutex;
    std::deque<SessionPtr> m_idle;
};

}  // namespace beamline::blocks
