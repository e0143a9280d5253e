// SPDX-License-Identifier: Apache-2.0
#pragma once
// The fallbacks of a policy in their order. Plain functions, any thread.

#include <set>

#include "engine/routing/draw.h"

namespace beamline::routing {

struct FallbackChoice {
    std::optional<std::size_t> candidate;
    std::vector<std::string> passed;  ///< why others were not it, a part of a sentence each
    std::string rule;                 ///< which one it is: "fallback 2", "the last fallback"
};

/// The first whose condition holds for `context` and whose provider can be used and is not in `tried`; behind them
/// the policy's last provider (legacy). Takes no permit.
FallbackChoice chooseFallback(const Policy& policy, const boost::json::object& context,
                              const std::set<std::string>& tried, Candidates& all);

}  // namespace beamline::routing
