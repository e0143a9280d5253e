// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/provider_health.h"

#include <algorithm>
#include <cmath>
#include <deque>

#include "engine/api/text.h"
#include "engine/routing/figures.h"
#include "engine/routing/outcomes.h"

namespace beamline::routing {

namespace {
constexpr std::size_t kMaxKnownWeights = 32;  ///< of a tenant: those of its policies

/// What policies give their providers, each its part of 1.
using WeightParts = std::vector<std::pair<std::string, double>>;

WeightParts partsOf(const std::vector<api::RouteCandidate>& candidates) {
    WeightParts result;
    double sum = 0;
    for (const auto& one : candidates) {
        const double weight = one.weight > 0 && std::isfinite(one.weight) ? one.weight : 0;
        result.emplace_back(one.provider, weight);
        sum += weight;
    }
    for (auto& part : result) {
        part.second = sum > 0 ? part.second / sum : 0;
    }
    return result;
}
}  // namespace

struct ProviderHealth::State {
    std::list<Key>::iterator place;
    CircuitBreaker breaker;
    BreakerOptions options;  ///< of the policy that asked last
    Latencies latencies;
    Latencies costs;
    Outcomes<kLastOutcomes> outcomes;
    double p50Ms = 0;
    double p95Ms = 0;
    double cost = 0;
    std::int64_t decisions = 0;
    std::int64_t calls = 0;
    std::int64_t failed = 0;
    std::string lastError;
    api::Timestamp lastErrorAt = 0;

    View view(const BreakerOptions& now_options, api::Timestamp now) const;
};

/// The last ones of a tenant. Most are of few policies, so they share what those give.
struct ProviderHealth::Decisions {
    struct One {
        std::string provider;
        std::shared_ptr<const WeightParts> parts;
    };
    std::list<std::string>::iterator place;
    std::deque<One> last;
    std::deque<std::shared_ptr<const WeightParts>> known;

    std::shared_ptr<const WeightParts> share(WeightParts parts);
};

std::shared_ptr<const WeightParts> ProviderHealth::Decisions::share(WeightParts parts) {
    for (const auto& one : known) {
        if (*one == parts) {
            return one;
        }
    }
    if (known.size() >= kMaxKnownWeights) {
        known.pop_front();
    }
    known.push_back(std::make_shared<const WeightParts>(std::move(parts)));
    return known.back();
}

ProviderHealth::ProviderHealth() = default;
ProviderHealth::~ProviderHealth() = default;

ProviderHealth::State* ProviderHealth::find(const Key& key) const {
    const auto found = m_states.find(key);
    return found == m_states.end() ? nullptr : found->second.get();
}

ProviderHealth::State& ProviderHealth::state(const std::string& tenant, const std::string& provider) {
    Key key{tenant, provider};
    if (auto* known = find(key)) {
        m_order.splice(m_order.begin(), m_order, known->place);
        return *known;
    }
    if (m_states.size() >= kMaxProviderStates) {
        m_states.erase(m_order.back());
        m_order.pop_back();
    }
    m_order.push_front(key);
    auto& fresh = m_states[std::move(key)];
    fresh = std::make_unique<State>();
    fresh->place = m_order.begin();
    return *fresh;
}

ProviderHealth::Decisions& ProviderHealth::decisions(const std::string& tenant) {
    if (const auto known = m_decisions.find(tenant); known != m_decisions.end()) {
        m_tenants.splice(m_tenants.begin(), m_tenants, known->second->place);
        return *known->second;
    }
    if (m_decisions.size() >= kMaxDecidingTenants) {
        m_decisions.erase(m_tenants.back());
        m_tenants.pop_back();
    }
    m_tenants.push_front(tenant);
    auto& fresh = m_decisions[tenant];
    fresh = std::make_unique<Decisions>();
    fresh->place = m_tenants.begin();
    return *fresh;
}

ProviderHealth::View ProviderHealth::State::view(const BreakerOptions& now_options, api::Timestamp now) const {
    View view;
    view.circuit = breaker.state(now_options, now);
    view.permitted = breaker.wouldPermit(now_options, now);
    view.latencyMs = p50Ms;
    view.p95Ms = p95Ms;
    view.measured = static_cast<std::int64_t>(latencies.count());
    view.cost = cost;
    view.calls = calls;
    view.errorRate = outcomes.errorRate();
    if (view.permitted) {
        return view;
    }
    if (view.circuit == CircuitState::open) {
        view.why = "its circuit is open for " +
                   figure(static_cast<double>(std::max<std::int64_t>(0, now - breaker.openedAt())) / 1000) + " of " +
                   figure(static_cast<double>(now_options.timeoutMs) / 1000) + " s: " + breaker.reason();
    } else {
        view.why = "its circuit is half-open, and the calls that may try it are under way already (" +
                   std::to_string(std::max(1, now_options.halfOpenMaxCalls)) + ")";
    }
    return view;
}

ProviderHealth::View ProviderHealth::look(const std::string& tenant, const std::string& provider,
                                          const BreakerOptions& options, api::Timestamp now, bool dry) {
    std::lock_guard lock(m_mutex);
    if (dry) {
        const auto* known = find({tenant, provider});
        return known == nullptr ? View{} : known->view(options, now);
    }
    auto& known = state(tenant, provider);
    known.options = options;
    auto result = known.view(options, now);
    if (result.permitted) {
        known.breaker.permits(options, now);
    }
    return result;
}

double ProviderHealth::percentile(const std::string& tenant, const std::string& provider, double p) const {
    std::lock_guard lock(m_mutex);
    const auto* known = find({tenant, provider});
    return known == nullptr ? 0 : known->latencies.percentile(p);
}

void ProviderHealth::chosen(const std::string& tenant, const std::string& provider,
                            const std::vector<api::RouteCandidate>& candidates, api::Timestamp) {
    auto parts = partsOf(candidates);
    std::lock_guard lock(m_mutex);
    state(tenant, provider).decisions += 1;
    auto& made = decisions(tenant);
    if (made.last.size() >= kLastDecisions) {
        made.last.pop_front();
    }
    made.last.push_back({provider, made.share(std::move(parts))});
}

void ProviderHealth::report(const std::string& tenant, const std::string& provider, const BreakerOptions& options,
                            bool ok, double latencyMs, double cost, const std::string& error, api::Timestamp now) {
    std::lock_guard lock(m_mutex);
    auto& known = state(tenant, provider);
    known.options = options;
    known.breaker.record(options, ok, latencyMs, now);
    known.outcomes.add(ok);
    known.calls += 1;
    if (ok && latencyMs > 0) {  // what fails at once is not fast
        known.latencies.add(latencyMs);
        known.p50Ms = known.latencies.percentile(0.5);
        known.p95Ms = known.latencies.percentile(0.95);
    }
    if (cost > 0) {
        known.costs.add(cost);
        known.cost = known.costs.mean();
    }
    if (!ok) {
        known.failed += 1;
        known.lastError = api::beginning(error, kMaxProviderErrorBytes);
        known.lastErrorAt = now;
    }
}

std::vector<api::ProviderState> ProviderHealth::list(const std::string& tenant, api::Timestamp now) const {
    std::lock_guard lock(m_mutex);
    std::map<Key, api::ProviderState> result;
    const auto add = [&result](const Key& key) -> api::ProviderState& {
        auto& entry = result[key];
        entry.tenant = key.first;
        entry.provider = key.second;
        return entry;
    };
    for (const auto& [key, known] : m_states) {
        if (!tenant.empty() && key.first != tenant) {
            continue;
        }
        auto& entry = add(key);
        entry.circuit = wordOf(known->breaker.state(known->options, now));
        entry.openedAt = entry.circuit == "closed" ? 0 : known->breaker.openedAt();
        entry.failures = known->breaker.failures();
        entry.errorRate = known->breaker.errorRate(known->options, now);
        entry.decisions = known->decisions;
        entry.calls = known->calls;
        entry.failed = known->failed;
        entry.p50Ms = known->p50Ms;
        entry.p95Ms = known->p95Ms;
        entry.p99Ms = known->latencies.percentile(0.99);
        entry.cost = known->cost;
        entry.lastError = known->lastError;
        entry.lastErrorAt = known->lastErrorAt;
    }
    for (const auto& [name, made] : m_decisions) {
        if (!tenant.empty() && name != tenant) {
            continue;
        }
        const double one = 1 / static_cast<double>(std::max<std::size_t>(1, made->last.size()));
        for (const auto& decision : made->last) {
            add({name, decision.provider}).share += one;
            for (const auto& [provider, part] : *decision.parts) {
                add({name, provider}).weight += part * one;
            }
        }
    }
    std::vector<api::ProviderState> states;
    for (auto& [key, entry] : result) {
        if (entry.circuit.empty()) {
            entry.circuit = wordOf(CircuitState::closed);  // it was weighed, but never asked
        }
        states.push_back(std::move(entry));
    }
    return states;
}

}  // namespace beamline::routing
