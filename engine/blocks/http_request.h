// SPDX-License-Identifier: Apache-2.0
#pragma once
// What one HTTP call sends: made from the arguments of `call: http`, changed by redirects. Pure, any thread; errors
// come from fault().

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/blocks/fault.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxUriBytes = 8 * 1024;
inline constexpr std::size_t kMaxRequestHeaders = 100;
inline constexpr std::size_t kMaxRequestHeaderBytes = 64 * 1024;
inline constexpr std::size_t kMaxRequestBytes = 16 * 1024 * 1024;

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// Value of the first header of that name, whatever its case; null when there is none.
const std::string* findHeader(const HttpHeaders& headers, std::string_view name);
/// "content-TYPE" as "Content-Type": one spelling, whatever version of HTTP brought it.
std::string headerName(std::string_view name);

/// Of TLS clients, as PEM text; the key may stand in the certificate's text.
struct ClientCertificate {
    std::string certificate;
    std::string key;
    std::string password;
};

struct HttpRequest {
    std::string method;  ///< upper case
    std::string url;     ///< http or https, no user, no fragment
    HttpHeaders headers;
    std::string body;
    bool hasBody = false;
    /// `authentication` of the endpoint, not yet part of the request: Authenticator takes it from here.
    api::Json policy;
    std::optional<std::pair<std::string, std::string>> digest;  ///< user and password (RFC 7616)
    std::shared_ptr<const ClientCertificate> certificate;
    std::vector<std::string> secrets;  ///< what must not appear in any text about this call

    std::string origin() const;  ///< scheme, host and port
    std::string host() const;
    void setHeader(std::string_view name, std::string value);  ///< in place of those of that name
    std::string place() const;                                 ///< method and URL without its query: for errors
    std::string safeUrl() const;  ///< values of parameters that are named like credentials replaced
    HttpHeaders safeHeaders() const;
    std::string withoutSecrets(std::string text) const;
};

/// From the arguments method, endpoint, headers, query and body. A policy of the endpoint stays in `policy`.
api::Result<HttpRequest> makeRequest(const boost::json::object& arguments, const std::string& key);
/// An http or https address, which may be relative to `base` (RFC 3986, 5).
api::Result<std::string> resolveUrl(const std::string& base, const std::string& url);
/// Whether a header or parameter of that name holds a credential.
bool isSecretName(std::string_view name);
/// Scalars as they stand in a URL or header; nothing for other values.
std::optional<std::string> scalarText(const api::Json& value);
/// The request that follows a redirect (RFC 9110, 15.4). Another origin gets no header that might be a credential, and
/// nothing goes from https to http.
api::Result<HttpRequest> followRedirect(const HttpRequest& request, int status, const std::string& location);

}  // namespace beamline::blocks
