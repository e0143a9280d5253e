// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/circuit_breaker.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "engine/routing/figures.h"

namespace beamline::routing {

namespace {
/// A clock that was set back by more than that counts as time that is over: nothing waits for it to catch up.
bool isOver(api::Timestamp since, std::int64_t ms, api::Timestamp now) {
    return std::abs(now - since) >= ms;
}

std::int64_t windowSeconds(const BreakerOptions& options) {
    return std::clamp<std::int64_t>(options.errorRateWindowSeconds, 1, kMaxErrorRateWindowSeconds);
}

std::string failedOrSlow(const BreakerOptions& options, bool slow) {
    return slow ? "took more than " + std::to_string(options.latencyThresholdMs) + " ms" : "failed";
}
}  // namespace

const char* wordOf(CircuitState state) {
    switch (state) {
        case CircuitState::open:
            return "open";
        case CircuitState::half_open:
            return "half_open";
        case CircuitState::closed:
            break;
    }
    return "closed";
}

CircuitState CircuitBreaker::state(const BreakerOptions& options, api::Timestamp now) const {
    if (!options.enabled) {
        return CircuitState::closed;
    }
    return m_state == CircuitState::open && isOver(m_openedAt, options.timeoutMs, now) ? CircuitState::half_open
                                                                                       : m_state;
}

int CircuitBreaker::permitsLeft(const BreakerOptions& options, api::Timestamp now) const {
    const auto out = m_state != CircuitState::half_open
                         ? 0
                         : std::count_if(m_permits.begin(), m_permits.end(),
                                         [&](api::Timestamp given) { return !isOver(given, options.timeoutMs, now); });
    return std::max(1, options.halfOpenMaxCalls) - static_cast<int>(out);
}

bool CircuitBreaker::wouldPermit(const BreakerOptions& options, api::Timestamp now) const {
    switch (state(options, now)) {
        case CircuitState::closed:
            return true;
        case CircuitState::open:
            return false;
        case CircuitState::half_open:
            break;
    }
    return permitsLeft(options, now) > 0;
}

bool CircuitBreaker::permits(const BreakerOptions& options, api::Timestamp now) {
    if (!wouldPermit(options, now)) {
        return false;
    }
    if (state(options, now) != CircuitState::half_open) {
        return true;
    }
    if (m_state == CircuitState::open) {
        m_state = CircuitState::half_open;
        m_successes = 0;
        m_permits.clear();
    }
    std::erase_if(m_permits, [&](api::Timestamp given) { return isOver(given, options.timeoutMs, now); });
    m_permits.push_back(now);
    return true;
}

bool CircuitBreaker::record(const BreakerOptions& options, bool ok, double latencyMs, api::Timestamp now) {
    const bool slow =
        ok && options.latencyThresholdMs > 0 && latencyMs > static_cast<double>(options.latencyThresholdMs);
    const bool good = ok && !slow;
    count(options, good, now);
    m_failures = good ? 0 : std::min(m_failures, std::numeric_limits<int>::max() - 1) + 1;
    switch (m_state) {
        case CircuitState::closed:
            return recordClosed(options, good, slow, now);
        case CircuitState::half_open:
            return recordHalfOpen(options, good, slow, now);
        case CircuitState::open:
            break;
    }
    return false;
}

bool CircuitBreaker::recordClosed(const BreakerOptions& options, bool ok, bool slow, api::Timestamp now) {
    if (ok || !options.enabled) {
        return false;
    }
    if (m_failures >= options.failureThreshold) {
        const auto what = m_failures == 1 ? "1 call " : std::to_string(m_failures) + " calls one after another ";
        open(what + (slow ? "failed or " : "") + failedOrSlow(options, slow), now);
        return true;
    }
    const auto window = sum(options, now);
    const double rate = window.calls == 0 ? 0 : static_cast<double>(window.failed) / window.calls;
    if (options.errorRateThreshold <= 0 || window.calls < options.failureThreshold ||
        rate < options.errorRateThreshold) {
        return false;
    }
    open(std::to_string(window.failed) + " of " + counted(window.calls, "call") + " (" + percentage(rate) +
             ") in the last " + std::to_string(windowSeconds(options)) + " s failed, " +
             percentage(options.errorRateThreshold) + " open it",
         now);
    return true;
}

bool CircuitBreaker::recordHalfOpen(const BreakerOptions& options, bool ok, bool slow, api::Timestamp now) {
    if (!m_permits.empty()) {
        m_permits.pop_front();
    }
    if (!ok) {
        open("a call that tried it again " + failedOrSlow(options, slow), now);
        return true;
    }
    if (++m_successes >= options.successThreshold) {
        reset();
    }
    return false;
}

void CircuitBreaker::open(std::string reason, api::Timestamp now) {
    m_state = CircuitState::open;
    m_openedAt = now;
    m_successes = 0;
    m_permits.clear();
    m_reason = std::move(reason);
}

void CircuitBreaker::reset() {
    *this = CircuitBreaker();  // what was in the window would open it with the next failure
}

void CircuitBreaker::count(const BreakerOptions& options, bool ok, api::Timestamp now) {
    const auto second = now / 1000;
    const auto length = windowSeconds(options);
    if (!m_window.empty() && second < m_window.back().second) {
        if (m_window.back().second - second >= length) {
            m_window.clear();  // the clock was set back
        } else {
            m_window.back().calls += 1;  // another thread was faster, or the clock a little ahead
            m_window.back().failed += ok ? 0 : 1;
            return;
        }
    }
    while (!m_window.empty() && second - m_window.front().second >= length) {
        m_window.pop_front();
    }
    if (m_window.empty() || m_window.back().second != second) {
        m_window.push_back({second, 0, 0});
    }
    m_window.back().calls += 1;
    m_window.back().failed += ok ? 0 : 1;
}

CircuitBreaker::Second CircuitBreaker::sum(const BreakerOptions& options, api::Timestamp now) const {
    Second result;
    for (const auto& one : m_window) {
        if (std::abs(now / 1000 - one.second) < windowSeconds(options)) {
            result.calls += one.calls;
            result.failed += one.failed;
        }
    }
    return result;
}

double CircuitBreaker::errorRate(const BreakerOptions& options, api::Timestamp now) const {
    const auto window = sum(options, now);
    return window.calls == 0 ? 0 : static_cast<double>(window.failed) / window.calls;
}

}  // namespace beamline::routing
