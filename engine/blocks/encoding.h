// SPDX-License-Identifier: Apache-2.0
#pragma once
// UTF-8, times and running hashes of what blocks read and write. Pure, any thread.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/text.h"

namespace beamline::blocks {

using api::base64Decode;
using api::base64Encode;
using api::isUtf8;

/// Every byte that is not UTF-8 becomes U+FFFD, so that it can stand in JSON.
std::string cleanUtf8(std::string_view bytes);
std::string latin1ToUtf8(std::string_view bytes);
std::string percentEncode(std::string_view text);  ///< all but the unreserved characters of RFC 3986
std::string percentDecode(std::string_view text);  ///< what is no sequence stays as it is

/// The text with "***" in the place of every secret of at least four bytes: shorter ones would blacken half of it.
std::string blackened(std::string text, const std::vector<std::string>& secrets);

std::string isoTime(std::int64_t ms);  ///< UTC to the second, "2026-01-31T08:00:00Z": what jq's fromdate reads

/// The hash of what is added piece by piece.
class Digest {
public:
    /// "sha256", "sha512", "sha1" or "md5" (FIPS 180-4, RFC 1321).
    explicit Digest(const std::string& algorithm);
    ~Digest();
    bool valid() const;  ///< false: this system does not offer the algorithm
    void add(std::string_view bytes);
    std::string hex();  ///< once, at the end

private:
    struct State;
    std::unique_ptr<State> m_state;
};

class Sha256 : public Digest {
public:
    Sha256() : Digest("sha256") {}
};

}  // namespace beamline::blocks
