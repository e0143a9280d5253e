// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/jwt.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

#include "engine/api/json_codec.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr std::size_t kMaxClaimsDepth = 32;
}

std::string base64UrlEncode(std::string_view bytes) {
    auto text = base64Encode(bytes);
    text.erase(std::find(text.begin(), text.end(), '='), text.end());
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    return text;
}

std::optional<std::string> base64UrlDecode(std::string_view text) {
    if (text.find_first_of("+/=") != text.npos) {
        return std::nullopt;
    }
    std::string standard(text);
    std::replace(standard.begin(), standard.end(), '-', '+');
    std::replace(standard.begin(), standard.end(), '_', '/');
    standard.append((4 - standard.size() % 4) % 4, '=');
    return base64Decode(standard);
}

std::optional<boost::json::object> jwtClaims(std::string_view token) {
    const auto first = token.find('.');
    const auto second = first == token.npos ? token.npos : token.find('.', first + 1);
    if (second == token.npos || token.find('.', second + 1) != token.npos) {
        return std::nullopt;
    }
    const auto text = base64UrlDecode(token.substr(first + 1, second - first - 1));
    const auto claims = text ? api::parseJson(*text, kMaxClaimsDepth) : api::Json();
    return claims.ok() && claims->is_object() ? std::optional(claims->get_object()) : std::nullopt;
}

std::string signJwt(const boost::json::object& claims, std::string_view secret) {
    const auto text =
        base64UrlEncode(R"({"alg":"HS256","typ":"JWT"})") + "." + base64UrlEncode(boost::json::serialize(claims));
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned int size = 0;
    ::HMAC(::EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac.data(), &size);
    return text + "." + base64UrlEncode({reinterpret_cast<const char*>(mac.data()), size});
}

}  // namespace beamline::blocks
