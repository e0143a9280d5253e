// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a policy would have done with traffic that was recorded. Pure; any thread.

#include <functional>

#include "engine/api/routing_operations.h"
#include "engine/routing/policy.h"

namespace beamline::routing {

/// Decides `next` (oldest first, until it gives nothing; kMaxSimulatedDecisions at most) once more with `policy`, but
/// for requests that a limit or an extension refused:
/// breakers closed, without limits and extensions, sessions kept as the policy says. The same decisions and `seed` give
/// the same reply.
api::SimulationReply simulate(const Policy& policy, const std::function<std::optional<api::RouteDecision>()>& next,
                              std::uint64_t seed);

}  // namespace beamline::routing
