// SPDX-License-Identifier: Apache-2.0
#pragma once
// Ends what computes too long. The main thread watches; the thread that runs scripts calls begin() and end().

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <ctime>
#include <functional>
#include <mutex>

namespace beamline::script {

/// How much longer something may go on that does not let itself be interrupted, such as a regular expression.
inline constexpr std::int64_t kGraceMs = 500;

class Watchdog {
public:
    /// Of the running thread. `interrupt` is called on the watching thread, once, after so much time of computing.
    void begin(std::int64_t limitMs, std::function<void()> interrupt);
    /// True when it was interrupted. No `interrupt` is called any more.
    bool end();
    /// Watches until the process ends; it does end it, with kExitStuck, when nothing else helps.
    [[noreturn]] void watch();

private:
    std::int64_t spentMs() const;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::function<void()> m_interrupt;
    clockid_t m_clock = CLOCK_MONOTONIC;  ///< the running thread's time of computing
    std::int64_t m_limitMs = 0;           ///< 0: nothing runs
    std::int64_t m_startedMs = 0;
    bool m_interrupted = false;
    std::int64_t m_sleepMs = 0;  ///< how long the watching thread sleeps at most; 0: until it is woken
};

}  // namespace beamline::script
