// SPDX-License-Identifier: Apache-2.0
#pragma once
// NKeys of NATS (github.com/nats-io/nkeys, "Encoding"): the public key that belongs to a seed. Pure, any thread.

#include <optional>
#include <string>
#include <string_view>

namespace beamline::nats {

/// "U…" of a user's seed "SU…"; nothing when that is none.
std::optional<std::string> publicKeyOf(std::string_view seed);

struct Credentials {
    std::string jwt;
    std::string seed;
};
/// What stands between the lines of a .creds file; nothing when it is none.
std::optional<Credentials> readCredentials(std::string_view text);

}  // namespace beamline::nats
