// SPDX-License-Identifier: Apache-2.0
#pragma once
// A circuit breaker (contract §2.8): closed, open after failures, half-open with a few calls that decide. One thread at
// a time; time is given. A clock that is set back keeps it open for another timeout at most.

#include <deque>
#include <string>

#include "engine/routing/policy.h"

namespace beamline::routing {

inline constexpr std::int64_t kMaxErrorRateWindowSeconds = 3'600;  ///< longer ones are cut

enum class CircuitState { closed, open, half_open };
const char* wordOf(CircuitState state);

class CircuitBreaker {
public:
    /// Whether a call may be made now. An open one whose time is over becomes half-open; that gives so many permits,
    /// which come back with record() or after the breaker's timeout.
    bool permits(const BreakerOptions& options, api::Timestamp now);
    /// The same without changing anything.
    bool wouldPermit(const BreakerOptions& options, api::Timestamp now) const;
    /// True: it has opened with this. The error rate counts once the window has as many calls as failures in a row
    /// would open it, so that the first call alone never does. What ends while it is open was begun before, and
    /// decides nothing.
    bool record(const BreakerOptions& options, bool ok, double latencyMs, api::Timestamp now);
    CircuitState state(const BreakerOptions& options, api::Timestamp now) const;
    /// 0: it is closed.
    api::Timestamp openedAt() const { return m_openedAt; }
    int failures() const { return m_failures; }
    /// In the window; 0 without calls.
    double errorRate(const BreakerOptions& options, api::Timestamp now) const;
    /// Why it is open, with the numbers.
    const std::string& reason() const { return m_reason; }
    void reset();

private:
    struct Second {
        std::int64_t second = 0;
        int calls = 0;
        int failed = 0;
    };
    /// Of the window.
    Second sum(const BreakerOptions& options, api::Timestamp now) const;
    void count(const BreakerOptions& options, bool ok, api::Timestamp now);
    int permitsLeft(const BreakerOptions& options, api::Timestamp now) const;
    bool recordClosed(const BreakerOptions& options, bool ok, bool slow, api::Timestamp now);
    bool recordHalfOpen(const BreakerOptions& options, bool ok, bool slow, api::Timestamp now);
    void open(std::string reason, api::Timestamp now);

    CircuitState m_state = CircuitState::closed;
    api::Timestamp m_openedAt = 0;
    int m_failures = 0;
    int m_successes = 0;
    std::deque<api::Timestamp> m_permits;  ///< given out while half-open
    std::deque<Second> m_window;           ///< by time
    std::string m_reason;
};

}  // namespace beamline::routing
