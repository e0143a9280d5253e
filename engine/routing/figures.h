// SPDX-License-Identifier: Apache-2.0
#pragma once
// Numbers as sentences tell them. Plain functions, any thread.

#include <string>

namespace beamline::routing {

/// At most three decimals and no zeros behind: "0.125", "70".
std::string figure(double value);
/// "12.5 %" of 0.125.
std::string percentage(double part);
/// "3 calls", "1 call".
std::string counted(long long count, const std::string& noun);

}  // namespace beamline::routing
