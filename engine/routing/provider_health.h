// SPDX-License-Identifier: Apache-2.0
#pragma once
// How providers do: a circuit breaker, latencies, costs and counts for each (tenant, provider). Thread-safe. Time is
// given, never asked for.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/api/routing.h"
#include "engine/routing/circuit_breaker.h"
#include "engine/routing/latencies.h"

namespace beamline::routing {

inline constexpr std::size_t kMaxProviderStates = 10'000;  ///< the longest unused go first

class ProviderHealth {
public:
    /// How the breaker of a provider stands now; takes a permit of a half-open one unless `dry`.
    struct View {
        CircuitState circuit = CircuitState::closed;
        bool permitted = true;
        std::string why;       ///< when not
        double latencyMs = 0;  ///< measured median; 0: not known
        double p95Ms = 0;
        double cost = 0;  ///< measured mean; 0: not known
        std::int64_t calls = 0;
        double errorRate = 0;  ///< of the last calls, at most 1000
    };
    View look(const std::string& tenant, const std::string& provider, const BreakerOptions& options, api::Timestamp now,
              bool dry);
    double percentile(const std::string& tenant, const std::string& provider, double p) const;
    void chosen(const std::string& tenant, const std::string& provider, double weightShare, api::Timestamp now);
    /// What became of a call. A breaker that is not enabled counts, but never opens.
    void report(const std::string& tenant, const std::string& provider, const BreakerOptions& options, bool ok,
                double latencyMs, double cost, const std::string& error, api::Timestamp now);
    std::vector<api::ProviderState> list(const std::string& tenant, api::Timestamp now) const;

private:
    struct State;
    State& state(const std::string& tenant, const std::string& provider, api::Timestamp now);
    mutable std::mutex m_mutex;
    std::map<std::pair<std::string, std::string>, std::unique_ptr<State>> m_states;
};

}  // namespace beamline::routing
