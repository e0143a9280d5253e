// SPDX-License-Identifier: Apache-2.0
#pragma once
// Values as they stand in sentences about what is wrong with them. Pure, any thread.

#include <string>
#include <vector>

#include "engine/api/values.h"

namespace beamline::core {

inline constexpr std::size_t kMaxShownBytes = 60;    ///< of a value
inline constexpr std::size_t kMaxShownChoices = 12;  ///< of a list of what is allowed

/// As JSON, its beginning when it is long.
std::string shown(const api::Json& value);
/// "an object", "the text \"x\"", "null": its kind, and scalars themselves.
std::string described(const api::Json& value);
/// "a", "a or b", "a, b or c"; the first ones of many.
std::string anyOf(const std::vector<std::string>& choices);

}  // namespace beamline::core
