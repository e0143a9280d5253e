// SPDX-License-Identifier: Apache-2.0
#pragma once
// One HTTP call as authors mean it: its request, authentication, redirects, and one more try with a new token. What all
// blocks that speak HTTP share: connections, tokens, files. Any thread; errors come from fault().

#include "engine/blocks/authentication.h"

namespace beamline::blocks {

inline constexpr int kMaxRedirects = 10;

struct HttpCall {
    boost::json::object arguments;  ///< method, endpoint, headers, query and body of `call: http`
    std::string key;                ///< idempotency key; empty: none is sent
    bool follow = false;            ///< redirects
    HttpSendOptions options;
};

struct HttpAnswer {
    HttpRequest request;  ///< the last one that was sent
    HttpResponse response;
    std::string token;  ///< that was fetched for the call; it stands in none of the texts
    bool good(bool follow) const { return response.status >= 200 && response.status < (follow ? 400 : 300); }
};

class HttpAgent {
public:
    explicit HttpAgent(const BlockSettings& settings);
    /// The last answer, whatever its status. Tokens that were fetched for the call do not stand in it.
    api::Result<HttpAnswer> call(const HttpCall& call, const Stop& stop);
    const FileAccess& files() const { return m_files; }
    Authenticator& authenticator() { return m_authenticator; }
    const NetworkPolicy& network() const { return m_client.network(); }
    const BlockSettings& settings() const { return m_settings; }

private:
    api::Result<HttpRequest> prepare(const HttpCall& call, const Stop& stop);
    api::Result<HttpResponse> authenticated(HttpRequest& request, const HttpCall& call, std::string& token,
                                            const Stop& stop);

    BlockSettings m_settings;
    FileAccess m_files;
    HttpClient m_client;
    Authenticator m_authenticator;
};
using HttpAgentPtr = std::shared_ptr<HttpAgent>;

/// Takes a token out of what a sink has read.
void removeToken(api::Json& value, const std::string& token);
/// Why a status is an error, with the start of what the service says about it.
api::Error statusFault(const HttpAnswer& answer, bool follow);

}  // namespace beamline::blocks
