// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which versions of a protocol two sides share. Pure, any thread.

#include <algorithm>
#include <string>

namespace beamline::wire {

/// All that a side understands. In messages the oldest is called `protocol`, which programs that know only one version
/// compare with theirs; `newest` may be missing (0), then there is no other.
struct Protocols {
    int oldest = 0;
    int newest = 0;
};

/// The newest that both understand; 0: there is none.
constexpr int agreed(Protocols ours, Protocols theirs) {
    const int last = std::min(ours.newest, theirs.newest == 0 ? theirs.oldest : theirs.newest);
    return last >= std::max(ours.oldest, theirs.oldest) ? last : 0;
}

inline std::string text(Protocols protocols) {
    const auto oldest = std::to_string(protocols.oldest);
    return protocols.newest <= protocols.oldest ? oldest : oldest + " to " + std::to_string(protocols.newest);
}

}  // namespace beamline::wire
