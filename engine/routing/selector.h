// SPDX-License-Identifier: Apache-2.0
#pragma once
// Chooses the provider of a request: canary, sticky, then the providers that are left by strategy, then fallbacks; and
// tells why. Pure but for the states it is given; any thread.

#include <functional>

#include "engine/routing/policy.h"
#include "engine/routing/provider_health.h"
#include "engine/routing/request.h"

namespace beamline::routing {

inline constexpr int kStickyPriority = 100;  ///< as decisions tell it
inline constexpr int kChosenPriority = 50;   ///< by weight, latency, cost, canary, retry
inline constexpr int kFallbackPriority = 25;
inline constexpr int kCircuitFallbackPriority = 20;

/// What a selection needs of the world.
struct SelectionInput {
    const Policy& policy;
    const Request& request;
    api::Timestamp now = 0;
    ProviderHealth& health;          ///< breakers and measured latencies of the tenant's providers
    std::string stuckTo;             ///< provider that the session has; empty: none
    std::function<double()> random;  ///< in [0, 1)
    /// Why a provider may not be used at all ("disabled", "quarantined"), empty: it may. May be empty itself.
    std::function<std::string(const std::string& provider)> barred = {};
    bool dry = false;  ///< half-open breakers give no permit away, and the decision is not counted
};

/// What the request has in the place of the policy's session key; empty: nothing, or it is no text and no number.
std::string sessionOf(const Policy& policy, const Request& request);

/// Fills provider, priority, reason, expected…, hedge…, shadows, candidates and steps of `decision`; on no provider
/// errorCode "decision_failed". Tells `health` of the decision. True: the session is to stay with the provider;
/// canaries and fallbacks get a session for this once.
bool select(const SelectionInput& input, api::RouteDecision& decision);

/// What comes next when the chosen provider failed: the context of `input.request` has current_provider, attempt,
/// status and error of it; the first three are put there when they are missing (status "error"). Retries (reason
/// "retry", with `delayMs`) and fallbacks as the policy has them. `attempts`: calls of `failed` so far, the failed one
/// too. `decision` goes from try to try: it is told what was chosen, and its candidates that are excluded as "failed"
/// are not tried again.
struct NextTry {
    std::string provider;  ///< empty: there is nothing left to try
    std::string reason;    ///< retry, fallback, circuit_breaker_fallback
    std::int64_t delayMs = 0;
};
NextTry nextTry(const SelectionInput& input, api::RouteDecision& decision, const std::string& failed, int attempts);

}  // namespace beamline::routing
