// SPDX-License-Identifier: Apache-2.0
#pragma once
// The authentication policies of the language (dsl-reference, "Authentication") for whoever sends something: headers,
// digest, client certificates and tokens. Any thread; errors come from fault(); no credential appears in one.

#include "engine/blocks/file_access.h"
#include "engine/blocks/oauth_client.h"

namespace beamline::blocks {

inline constexpr std::int64_t kMaxCertificateBytes = 256 * 1024;

/// Part of a JSON schema (draft 7): what `authentication` may hold once named policies stand in place of their names.
/// `{use: name}` in place of a kind's members names a secret.
std::string_view authenticationSchema();
/// An endpoint: a URI, or {uri, authentication}.
std::string endpointSchema(std::string_view description);
/// An external resource: {name, endpoint}.
std::string resourceSchema(std::string_view description);

/// What a policy comes to. `scheme` and `parameter` are those of the Authorization header: other protocols (gRPC) send
/// them in their own way; digest and certificates have none.
struct Credentials {
    std::string scheme;  ///< "Basic", "Bearer"; empty: none
    std::string parameter;
    bool cached = false;  ///< a token from an earlier call, which may have been revoked since
    std::optional<std::pair<std::string, std::string>> digest;
    std::shared_ptr<const ClientCertificate> certificate;
    std::vector<std::string> secrets;  ///< must not appear in any text
};

class Authenticator {
public:
    Authenticator(HttpClient& client, const FileAccess& files) : m_files(files), m_oauth(client, m_tokens) {}
    /// `policy`: {kind: …}, null for none. `rejected`: a token that was answered with 401.
    api::Result<Credentials> credentials(const api::Json& policy, const std::string& rejected, const Stop& stop);
    /// Puts the request's policy into the request and takes it out of `policy`.
    api::Result<Credentials> apply(HttpRequest& request, const std::string& rejected, const Stop& stop);

private:
    api::Result<std::string> pem(const std::string& given, const char* what, const Stop& stop) const;
    api::Result<Credentials> certificate(const boost::json::object& members, const Stop& stop) const;

    const FileAccess& m_files;
    TokenCache m_tokens;
    OauthClient m_oauth;
};

}  // namespace beamline::blocks
