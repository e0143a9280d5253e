// SPDX-License-Identifier: Apache-2.0
#pragma once
// What one HTTP call sends: made from the arguments of `call: http`, changed by redirects. Pure, any thread; errors
// come from fault().

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

struct HttpRequest {
    std::string method;  ///< upper case
    std::string url;     ///< http or https, no user, no fragment
    HttpHeaders headers;
    std::string body;
    bool hasBody = false;
    std::vector<std::string> secrets;  ///< what must not appear in any text about this call

    std::string origin() const;   ///< scheme, host and port
    std::string place() const;    ///< method and URL without its query: for errors
    std::string safeUrl() const;  ///< values of parameters that are named like credentials replaced
    HttpHeaders safeHeaders() const;
    std::string withoutSecrets(std::string text) const;
};

api::Result<HttpRequest> makeRequest(const boost::json::object& arguments, const std::string& key);
/// The request that follows a redirect (RFC 9110, 15.4). Another origin gets no header that might be a credential, and
/// nothing goes from https to http.
api::Result<HttpRequest> followRedirect(const HttpRequest& request, int status, const std::string& location);

}  // namespace beamline::blocks
