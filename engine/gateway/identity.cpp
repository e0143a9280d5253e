// SPDX-License-Identifier: Apache-2.0
#include "engine/gateway/identity.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "engine/api/access.h"
#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/text.h"
#include "engine/gateway/http_server.h"
#include "engine/gateway/problem.h"

namespace beamline::gateway {

namespace {

constexpr std::size_t kMaxTokenFileBytes = 4 * 1024 * 1024;
constexpr std::size_t kMaxUserBytes = 256;
constexpr std::size_t kHashDigits = 64;

struct Token {
    std::string sha256;
    std::string user;
    std::vector<std::string> groups;
    std::string tenant;
    std::optional<std::vector<std::string>> permissions;
};
BOOST_DESCRIBE_STRUCT(Token, (), (sha256, user, groups, tenant, permissions))
struct Tokens {
    std::vector<Token> tokens;
};
BOOST_DESCRIBE_STRUCT(Tokens, (), (tokens))

/// In a time that does not tell where they differ.
bool same(std::string_view a, std::string_view b) {
    unsigned different = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        different |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
    }
    return different == 0;
}

api::Error wrongFile(const std::filesystem::path& file, const std::string& what) {
    return {api::code::kInvalidArgument, "The file of tokens " + file.string() + " cannot be used: " + what, {}, false};
}

api::Result<Tokens> readTokens(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    if (!in || !(text << in.rdbuf()) || text.str().size() > kMaxTokenFileBytes) {
        return wrongFile(file, in ? "it has more than 4 MiB." : "it cannot be read. Check its name and rights.");
    }
    const auto json = api::parseJson(text.str());
    auto tokens = json.ok() ? api::fromJson<Tokens>(*json) : json.error();
    if (!tokens.ok()) {
        return wrongFile(file, tokens.error().message);
    }
    if (tokens->tokens.empty() || tokens->tokens.size() > kMaxTokens) {
        return wrongFile(file, "it must have from 1 to " + std::to_string(kMaxTokens) + " tokens.");
    }
    for (std::size_t i = 0; i < tokens->tokens.size(); ++i) {
        auto& token = tokens->tokens[i];
        std::transform(token.sha256.begin(), token.sha256.end(), token.sha256.begin(),
                       [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
        if (token.sha256.size() != kHashDigits ||
            token.sha256.find_first_not_of("0123456789abcdef") != std::string::npos) {
            return wrongFile(file, "\"sha256\" at /tokens/" + std::to_string(i) +
                                       " must be 64 hexadecimal digits: printf %s TOKEN | sha256sum writes them.");
        }
        if (token.user.empty()) {
            return wrongFile(file, "the token at /tokens/" + std::to_string(i) + " has no \"user\".");
        }
    }
    return tokens;
}

bool saysBearer(std::string_view scheme) {
    constexpr std::string_view kBearer = "bearer";
    return scheme.size() == kBearer.size() &&
           std::equal(scheme.begin(), scheme.end(), kBearer.begin(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

std::string_view withoutPort(std::string_view host) {
    if (host.starts_with('[')) {
        const auto end = host.find(']');
        return end == host.npos ? std::string_view() : host.substr(1, end - 1);
    }
    return host.substr(0, host.find(':'));
}

}  // namespace

bool Identity::may(std::string_view permission) const {
    return !permissions || api::covers(*permissions, permission);
}

IdentityFunction identityByWord() {
    return [](const HttpRequest& request) -> api::Result<Identity> {
        Identity identity;
        identity.user = request.headerOr("x-beamline-user", "http");
        if (identity.user.empty() || identity.user.size() > kMaxUserBytes || !api::isUtf8(identity.user)) {
            return api::Error{api::code::kInvalidArgument,
                              "The header X-Beamline-User must be a name of 1 to 256 bytes in UTF-8.",
                              {},
                              false};
        }
        return identity;
    };
}

api::Result<IdentityFunction> identityByTokens(const std::filesystem::path& file) {
    auto tokens = readTokens(file);
    if (!tokens.ok()) {
        return tokens.error();
    }
    return IdentityFunction([tokens = std::move(tokens->tokens)](const HttpRequest& request) -> api::Result<Identity> {
        const auto given = request.headerOr("authorization");
        const auto space = given.find(' ');
        const Token* found = nullptr;
        if (space != given.npos && saysBearer(std::string_view(given).substr(0, space))) {
            const auto hash = api::sha256(std::string_view(given).substr(given.find_first_not_of(' ', space)));
            for (const auto& token : tokens) {  // all of them, whichever it is
                found = same(token.sha256, hash) ? &token : found;
            }
        }
        if (!found) {
            return api::Error{kUnauthorized,
                              given.empty() ? "This needs a token: send the header Authorization: Bearer TOKEN."
                                            : "This token is not known here.",
                              {},
                              false};
        }
        return Identity{found->user, found->groups, found->tenant, found->permissions};
    });
}

bool isOwnHost(std::string_view host, const std::vector<std::string>& more) {
    const std::string name(withoutPort(host));
    const auto loopback = isLoopback(name);
    return name == "localhost" || (loopback.ok() && *loopback) ||
           std::find(more.begin(), more.end(), name) != more.end();
}

bool isForeignOrigin(const HttpRequest& request) {
    const auto site = request.headerOr("sec-fetch-site");
    if (site == "cross-site" || site == "same-site") {
        return true;
    }
    const auto* origin = request.header("origin");
    if (!origin) {
        return false;
    }
    const auto slashes = origin->find("://");
    return slashes == origin->npos || origin->substr(slashes + 3) != request.headerOr("host");
}

}  // namespace beamline::gateway
