// SPDX-License-Identifier: Apache-2.0
#pragma once
// Gets access tokens from OAuth 2 and OpenID Connect authorities (dsl-reference, "OAUTH2 Authentication" and
// "OpenIdConnect Authentication"; RFC 6749, 7523, 7662, 8414, 8693; OpenID Connect Discovery 1.0). Any thread; errors
// come from fault() and name no credential.

#include <map>
#include <mutex>
#include <string>

#include "engine/blocks/http_client.h"
#include "engine/blocks/token_cache.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxTokenBytes = 32 * 1024;
inline constexpr std::size_t kMaxTokenAnswerBytes = 256 * 1024;
inline constexpr std::size_t kMaxDiscovered = 64;  ///< authorities whose configuration is kept, ten minutes each

class OauthClient {
public:
    OauthClient(HttpClient& client, TokenCache& cache) : m_client(client), m_cache(cache) {}
    /// `policy`: the members of `oauth2`, or of `oidc`, whose endpoints are those of the authority's configuration.
    /// `rejected`: an access token that the service answered with 401.
    ///   - `refresh_token`: the refresh token is `subject.token`; the newest one that the authority gave takes its
    ///   place
    ///     as long as the engine runs.
    ///   - `issuers`: compared with the `iss` of the access token, or, when that is opaque, of what the authority's
    ///     introspection endpoint says about it.
    api::Result<TokenCache::Answer> token(const boost::json::object& policy, bool discover, const std::string& rejected,
                                          const Stop& stop);

private:
    struct Endpoints {
        std::string token;
        std::string introspection;
        std::chrono::steady_clock::time_point until;
    };
    using Parameters = std::vector<std::pair<std::string, std::string>>;

    api::Result<Endpoints> endpoints(const boost::json::object& policy, bool discover, const Stop& stop);
    api::Result<Endpoints> discovered(const boost::json::object& policy, const std::string& url, const Stop& stop);
    api::Result<Token> fetch(const boost::json::object& policy, bool discover, const Token* last, const Stop& stop);
    api::Result<Token> request(const boost::json::object& policy, const Endpoints& at, Parameters parameters,
                               const Stop& stop);
    api::Result<api::Unit> checkIssuer(const boost::json::object& policy, const Endpoints& at, const Token& token,
                                       const Stop& stop);
    api::Result<api::Json> ask(const boost::json::object& policy, const std::string& url, Parameters parameters,
                               bool json, const std::string& purpose, const Stop& stop);

    HttpClient& m_client;
    TokenCache& m_cache;
    std::mutex m_mutex;
    std::map<std::string, Endpoints> m_discovered;
};

}  // namespace beamline::blocks
