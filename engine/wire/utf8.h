// SPDX-License-Identifier: Apache-2.0
#pragma once
// Text as JSON needs it. Pure functions, any thread.

#include <string>

namespace beamline::wire {

/// Replaces every byte that is not part of well-formed UTF-8 (RFC 3629) by U+FFFD. True when there was one.
bool repairUtf8(std::string& text);

}  // namespace beamline::wire
