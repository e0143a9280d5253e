// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/extension_health.h"

#include <algorithm>
#include <cstdlib>
#include <deque>

#include "engine/routing/figures.h"
#include "engine/routing/outcomes.h"

namespace beamline::routing {

namespace {
/// Extensions have no policy of their own; these are the contract's defaults.
constexpr BreakerOptions kExtensionBreaker{.enabled = true};

const char* healthOf(double successRate) {
    return successRate >= kHealthyRate ? "healthy" : successRate >= kDegradedRate ? "degraded" : "unhealthy";
}
}  // namespace

struct ExtensionHealth::State {
    std::list<std::string>::iterator place;
    CircuitBreaker breaker;
    Latencies latencies;
    Outcomes<kLastExtensionCalls> outcomes;
    std::deque<api::Timestamp> openings;
    std::string quarantine;
    std::int64_t calls = 0;
    std::string lastError;
    api::Timestamp lastErrorAt = 0;
    api::Timestamp lastSuccessAt = 0;

    void opened(api::Timestamp now);
};

void ExtensionHealth::State::opened(api::Timestamp now) {
    std::erase_if(openings, [now](api::Timestamp at) { return std::abs(now - at) >= kQuarantineWindowMs; });
    openings.push_back(now);
    if (quarantine.empty() && openings.size() >= static_cast<std::size_t>(kQuarantineAfterOpenings)) {
        quarantine = "its circuit opened " + std::to_string(openings.size()) + " times in " +
                     std::to_string(kQuarantineWindowMs / 60'000) + " minutes, the last time because " +
                     breaker.reason() + (lastError.empty() ? std::string() : "; last error: " + lastError);
    }
}

ExtensionHealth::ExtensionHealth() = default;
ExtensionHealth::~ExtensionHealth() = default;

ExtensionHealth::State* ExtensionHealth::find(const std::string& key) const {
    const auto found = m_states.find(key);
    return found == m_states.end() ? nullptr : found->second.get();
}

void ExtensionHealth::makeRoom() {
    if (m_states.size() < kMaxExtensionStates) {
        return;
    }
    for (auto place = m_order.end(); place != m_order.begin();) {
        --place;
        const auto known = m_states.find(*place);
        if (known->second->quarantine.empty()) {
            m_states.erase(known);
            m_order.erase(place);
            return;
        }
    }
    m_states.erase(m_order.back());  // all are in quarantine: memory goes before that
    m_order.pop_back();
}

ExtensionHealth::State& ExtensionHealth::state(const std::string& key) {
    if (auto* known = find(key)) {
        m_order.splice(m_order.begin(), m_order, known->place);
        return *known;
    }
    makeRoom();
    m_order.push_front(key);
    auto& fresh = m_states[key];
    fresh = std::make_unique<State>();
    fresh->place = m_order.begin();
    return *fresh;
}

std::string ExtensionHealth::admit(const std::string& key, api::Timestamp now, bool dry) {
    std::lock_guard lock(m_mutex);
    auto* known = find(key);
    if (known == nullptr) {
        return {};
    }
    if (!known->quarantine.empty()) {
        return "quarantined";
    }
    const bool may =
        dry ? known->breaker.wouldPermit(kExtensionBreaker, now) : known->breaker.permits(kExtensionBreaker, now);
    return may ? "" : "circuit_open";
}

void ExtensionHealth::report(const std::string& key, bool ok, double tookMs, const std::string& error,
                             api::Timestamp now) {
    std::string why;
    {
        std::lock_guard lock(m_mutex);
        auto& known = state(key);
        const bool was = !known.quarantine.empty();
        known.calls += 1;
        known.outcomes.add(ok);
        if (ok) {
            known.latencies.add(tookMs);
            known.lastSuccessAt = now;
        } else {
            known.lastError = error.substr(0, kMaxExtensionErrorBytes);
            known.lastErrorAt = now;
        }
        if (known.breaker.record(kExtensionBreaker, ok, tookMs, now)) {
            known.opened(now);
        }
        why = was ? std::string() : known.quarantine;
    }
    if (!why.empty() && m_told) {
        m_told(key, why);
    }
}

void ExtensionHealth::release(const std::string& key) {
    std::lock_guard lock(m_mutex);
    if (auto* known = find(key)) {
        known->quarantine.clear();
        known->openings.clear();
        known->breaker.reset();
    }
}

void ExtensionHealth::forget(const std::string& key) {
    std::lock_guard lock(m_mutex);
    if (const auto known = m_states.find(key); known != m_states.end()) {
        m_order.erase(known->second->place);
        m_states.erase(known);
    }
}

std::string ExtensionHealth::quarantine(const std::string& key) const {
    std::lock_guard lock(m_mutex);
    const auto* known = find(key);
    return known == nullptr ? std::string() : known->quarantine;
}

void ExtensionHealth::fill(const std::string& key, api::ExtensionInfo& info, api::Timestamp now) const {
    std::lock_guard lock(m_mutex);
    const auto* known = find(key);
    info.health = "unknown";
    info.circuit = wordOf(known == nullptr ? CircuitState::closed : known->breaker.state(kExtensionBreaker, now));
    if (known == nullptr) {
        return;
    }
    info.quarantine = known->quarantine;
    info.calls = known->calls;
    if (known->calls > 0) {
        info.successRate = 1 - known->outcomes.errorRate();
        info.health = known->quarantine.empty() ? healthOf(info.successRate) : "unhealthy";
    }
    info.p50Ms = known->latencies.percentile(0.5);
    info.p95Ms = known->latencies.percentile(0.95);
    info.p99Ms = known->latencies.percentile(0.99);
    info.lastError = known->lastError;
    info.lastErrorAt = known->lastErrorAt;
    info.lastSuccessAt = known->lastSuccessAt;
}

void ExtensionHealth::onQuarantine(std::function<void(const std::string& key, const std::string& why)> told) {
    m_told = std::move(told);
}

}  // namespace beamline::routing
