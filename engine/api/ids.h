// SPDX-License-Identifier: Apache-2.0
#pragma once
// Identifiers and hashes. Any thread.

#include <string>
#include <string_view>

#include "engine/api/values.h"

namespace beamline::api {

/// A ULID (github.com/ulid/spec): 26 characters of Crockford base 32, sorts by time; monotonic within this process.
std::string newUlid(Timestamp now);
/// sha256 of `bytes`, 64 hex digits (FIPS 180-4).
std::string sha256(std::string_view bytes);
/// Wall clock, for edges only: the machine gets time as events.
Timestamp wallClock();

}  // namespace beamline::api
