// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who asks: by a token, or on this machine alone by their word. Thread-safe.

#include <filesystem>
#include <functional>
#include <optional>

#include "engine/gateway/http_message.h"

namespace beamline::gateway {

inline constexpr std::size_t kMaxTokens = 10'000;

struct Identity {
    std::string user;
    std::vector<std::string> groups;
    std::string tenant;  ///< empty: whichever the request names
    /// Operations by their permission ("run.read", "run.*"); nothing: all.
    std::optional<std::vector<std::string>> permissions;

    bool may(std::string_view permission) const;
};

/// kUnauthorized: nobody that is known.
using IdentityFunction = std::function<api::Result<Identity>(const HttpRequest&)>;

/// The word of the header X-Beamline-User, otherwise "http". Whoever can connect is on this machine.
IdentityFunction identityByWord();

/// Bearer tokens (RFC 6750) by a file {"tokens": [{"sha256": 64 hex digits of the token's hash, "user", "groups"?,
/// "tenant"?, "permissions"?}, …]}, which is read once. kInvalidArgument says what is wrong with it.
api::Result<IdentityFunction> identityByTokens(const std::filesystem::path& file);

/// Whether the name in `Host` is one of this machine or of `more`: a page of the web whose name was bent to 127.0.0.1
/// has another.
bool isOwnHost(std::string_view host, const std::vector<std::string>& more);
/// Whether a browser sends this for a page of another origin.
bool isForeignOrigin(const HttpRequest& request);

}  // namespace beamline::gateway
