// SPDX-License-Identifier: Apache-2.0
#pragma once
// JSON Web Tokens (RFC 7519) as far as a client needs them: reading claims, and assertions signed with a client's
// secret. Pure, any thread.

#include <optional>
#include <string>
#include <string_view>

#include "engine/api/values.h"

namespace beamline::blocks {

std::string base64UrlEncode(std::string_view bytes);  ///< RFC 4648 section 5, without padding
std::optional<std::string> base64UrlDecode(std::string_view text);

/// The claims of a token in three parts whose middle is a JSON object; nothing for opaque and encrypted tokens. The
/// signature is not looked at: whoever asks has the token from its issuer, over a connection that it trusts.
std::optional<boost::json::object> jwtClaims(std::string_view token);
/// Signed by HMAC with SHA-256 ("HS256", RFC 7518, 3.2).
std::string signJwt(const boost::json::object& claims, std::string_view secret);

}  // namespace beamline::blocks
