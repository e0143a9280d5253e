// SPDX-License-Identifier: Apache-2.0
#pragma once
// Sends one HTTP request at a time per caller and keeps connections for the next one. Any thread; errors come from
// fault().

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "engine/blocks/http_request.h"
#include "engine/blocks/network_policy.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxIdleSessions = 32;  ///< the longest unused is closed first
inline constexpr std::size_t kMaxResponseHeaders = 200;
inline constexpr std::size_t kMaxResponseHeaderBytes = 128 * 1024;

struct HttpResponse {
    int status = 0;  ///< of the answer's first line, also while the body is still coming
    std::string reason;
    HttpHeaders headers;
    std::string body;
};

/// Takes the body of a 2xx answer piece by piece, instead of HttpResponse::body. False: enough, the rest is not wanted.
using HttpSink = std::function<api::Result<bool>(const HttpResponse& head, std::string_view bytes)>;

struct HttpSendOptions {
    std::int64_t maxBytes = 0;  ///< of a body; 0: what BlockSettings say
    HttpSink sink;
};

class HttpClient {
public:
    explicit HttpClient(const BlockSettings& settings);
    ~HttpClient();
    /// One exchange, redirects not followed. Ends within 100 ms of being cancelled. Connects only where NetworkPolicy
    /// allows it. A request whose `policy` nobody has applied is refused.
    api::Result<HttpResponse> send(const HttpRequest& request, const Stop& stop, const HttpSendOptions& options = {});
    const NetworkPolicy& network() const { return m_network; }

private:
    struct Session;  ///< a handle with its open connections to one origin
    using SessionPtr = std::unique_ptr<Session>;
    SessionPtr take(const std::string& origin);
    void giveBack(SessionPtr session);

    BlockSettings m_settings;
    NetworkPolicy m_network;
    std::mutex m_mutex;
    std::deque<SessionPtr> m_idle;
};

}  // namespace beamline::blocks
