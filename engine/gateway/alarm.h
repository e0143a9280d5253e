// SPDX-License-Identifier: Apache-2.0
#pragma once
// Calls functions at their times, on one thread of its own. Thread-safe.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace beamline::gateway {

class Alarm {
public:
    using Clock = std::chrono::steady_clock;
    using Key = std::pair<Clock::time_point, std::uint64_t>;

    Alarm();
    ~Alarm();  ///< forgets what has not come; waits for what is being called
    Alarm(const Alarm&) = delete;
    Alarm& operator=(const Alarm&) = delete;

    /// `function` must be quick and must not destroy this.
    Key at(Clock::time_point time, std::function<void()> function);
    /// It may be under way.
    void forget(const Key& key);

private:
    void run();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<Key, std::function<void()>> m_entries;
    std::uint64_t m_last = 0;
    bool m_ending = false;
    std::thread m_thread;
};

}  // namespace beamline::gateway
