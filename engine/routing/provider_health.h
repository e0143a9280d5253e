// SPDX-License-Identifier: Apache-2.0
#pragma once
// How providers do: a circuit breaker, latencies, costs and counts for each (tenant, provider). Thread-safe. Time is
// given, never asked for.

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/api/routing.h"
#include "engine/routing/circuit_breaker.h"
#include "engine/routing/latencies.h"

namespace beamline::routing {

inline constexpr std::size_t kMaxProviderStates = 10'000;   ///< the longest unused go first
inline constexpr std::size_t kMaxProviderErrorBytes = 512;  ///< that are kept of an error
inline constexpr std::size_t kLastOutcomes = 1'000;         ///< of calls, for the error rate
inline constexpr std::size_t kLastDecisions = 1'000;        ///< of a tenant, for shares
inline constexpr std::size_t kMaxDecidingTenants = 1'000;   ///< whose decisions are kept; the longest unused go first

class ProviderHealth {
public:
    ProviderHealth();
    ~ProviderHealth();

    /// How the breaker of a provider stands now; takes a permit of a half-open one unless `dry`.
    struct View {
        CircuitState circuit = CircuitState::closed;
        bool permitted = true;
        std::string why;       ///< when not
        double latencyMs = 0;  ///< measured median; 0: not known
        double p95Ms = 0;
        std::int64_t measured = 0;  ///< latencies that this is of
        double cost = 0;            ///< measured mean of the last ones; 0: not known
        std::int64_t calls = 0;
        double errorRate = 0;  ///< of the last calls, at most kLastOutcomes
    };
    View look(const std::string& tenant, const std::string& provider, const BreakerOptions& options, api::Timestamp now,
              bool dry);
    /// Of what was measured; 0: nothing.
    double percentile(const std::string& tenant, const std::string& provider, double p) const;
    /// A decision for `provider`; `candidates` are all that there were, with their weights.
    void chosen(const std::string& tenant, const std::string& provider,
                const std::vector<api::RouteCandidate>& candidates, api::Timestamp now);
    /// What became of a call. A breaker that is not enabled counts, but never opens. Latencies are those of calls that
    /// went well; 0 of a latency or cost: it is not known.
    void report(const std::string& tenant, const std::string& provider, const BreakerOptions& options, bool ok,
                double latencyMs, double cost, const std::string& error, api::Timestamp now);
    /// By tenant and name; `tenant` empty: of all.
    std::vector<api::ProviderState> list(const std::string& tenant, api::Timestamp now) const;

private:
    using Key = std::pair<std::string, std::string>;
    struct State;
    struct Decisions;
    State* find(const Key& key) const;
    State& state(const std::string& tenant, const std::string& provider);
    Decisions& decisions(const std::string& tenant);

    mutable std::mutex m_mutex;
    std::map<Key, std::unique_ptr<State>> m_states;
    std::list<Key> m_order;  ///< what was used last comes first
    std::map<std::string, std::unique_ptr<Decisions>> m_decisions;
    std::list<std::string> m_tenants;  ///< likewise
};

}  // namespace beamline::routing
