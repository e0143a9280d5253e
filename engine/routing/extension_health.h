// SPDX-License-Identifier: Apache-2.0
#pragma once
// How extensions do: success, percentiles, last error, a circuit breaker, and quarantine for those that fail for long.
// Thread-safe. Time is given, never asked for.

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "engine/routing/circuit_breaker.h"
#include "engine/routing/extension.h"
#include "engine/routing/latencies.h"

namespace beamline::routing {

inline constexpr double kHealthyRate = 0.95;
inline constexpr double kDegradedRate = 0.80;
inline constexpr int kQuarantineAfterOpenings = 3;                   ///< of its breaker …
inline constexpr std::int64_t kQuarantineWindowMs = 10 * 60 * 1000;  ///< … in so long
inline constexpr std::size_t kMaxExtensionStates = 10'000;   ///< the longest unused go first, but none in quarantine
inline constexpr std::size_t kLastExtensionCalls = 200;      ///< that the success rate is of
inline constexpr std::size_t kMaxExtensionErrorBytes = 512;  ///< that are kept of an error

class ExtensionHealth {
public:
    ExtensionHealth();
    ~ExtensionHealth();

    /// Whether a call may be made; takes a permit of a half-open breaker unless `dry`. Empty: yes; else circuit_open or
    /// quarantined.
    std::string admit(const std::string& key, api::Timestamp now, bool dry);
    /// `tookMs` counts for percentiles when it went well.
    void report(const std::string& key, bool ok, double tookMs, const std::string& error, api::Timestamp now);
    /// Ends its quarantine and closes its breaker.
    void release(const std::string& key);
    /// It was removed: nothing is known of it any more.
    void forget(const std::string& key);
    /// Why it is in quarantine; empty: it is not.
    std::string quarantine(const std::string& key) const;
    /// Everything of `info` that is measured.
    void fill(const std::string& key, api::ExtensionInfo& info, api::Timestamp now) const;
    /// `told` is called (outside of locks) when an extension goes into quarantine. To be set before other threads come.
    void onQuarantine(std::function<void(const std::string& key, const std::string& why)> told);

private:
    struct State;
    State* find(const std::string& key) const;
    State& state(const std::string& key);
    void makeRoom();

    mutable std::mutex m_mutex;
    std::map<std::string, std::unique_ptr<State>> m_states;
    std::list<std::string> m_order;  ///< what was used last comes first
    std::function<void(const std::string&, const std::string&)> m_told;
};

}  // namespace beamline::routing
