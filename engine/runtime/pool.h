// SPDX-License-Identifier: Apache-2.0
#pragma once
// A bounded pool of threads for blocking work, ordered by priority, then deadline, then arrival. Thread-safe.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "engine/api/values.h"
#include "engine/runtime/local_engine.h"

namespace beamline::runtime {

struct Job {
    int priority = 0;             ///< higher first
    api::Timestamp deadline = 0;  ///< earlier first among equals; 0: last
    std::string key;              ///< for PoolOptions::maxPerKey; empty: not limited
    std::function<void()> run;
    std::function<void()> dropped;  ///< instead of `run`, when the pool is drained first
};

class Pool {
public:
    Pool(std::string name, PoolOptions options);
    ~Pool();

    /// False when the queue is full (or stopped); the caller keeps the job then. Overflow rule: `room`, if given, is
    /// called once as soon as there is a free place, so that whoever waits outside may try again.
    bool submit(Job job, std::function<void()> room = {});
    /// Drops what is queued, waits for what runs until `until`; true when all ended in time.
    bool drain(std::chrono::steady_clock::time_point until);
    /// After drain: joins the threads. False: a job has not ended until `until`; its thread is let go of and must find
    /// this pool, and what the job uses, when it ends.
    bool join(std::chrono::steady_clock::time_point until);
    api::PoolHealth health() const;
    /// Jobs that wait; asked for at every task, so it takes no lock.
    int queued() const { return m_size.load(std::memory_order_relaxed); }
    int threads() const { return m_options.threads; }
    /// Most threads that worked at once since this was asked last. Takes no lock either.
    int takePeak() {
        const int now = m_busyNow.load(std::memory_order_relaxed);
        return std::max(m_peak.exchange(now, std::memory_order_relaxed), now);
    }

private:
    struct Order {
        int priority;
        api::Timestamp deadline;
        std::uint64_t number;
        bool operator<(const Order& other) const;
    };
    void work();
    bool mustWake();
    bool admissible(const std::string& key) const;
    void takeBack(const std::string& key);

    const std::string m_name;
    const PoolOptions m_options;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_idle;
    std::map<Order, Job> m_queue;
    std::unordered_map<std::string, std::map<Order, Job>> m_held;  ///< beyond maxPerKey
    std::unordered_map<std::string, int> m_running;
    std::deque<std::function<void()>> m_waiting;  ///< at most one entry per activity of a resident run
    std::uint64_t m_number = 0;
    std::size_t m_heldCount = 0;
    std::atomic<int> m_size{0};  ///< of m_queue and m_held
    int m_busy = 0;
    std::atomic<int> m_busyNow{0};  ///< m_busy, and its most, for who takes no lock
    std::atomic<int> m_peak{0};
    int m_sleeping = 0;
    bool m_woken = false;  ///< one of the sleeping threads has been told and has not come yet
    bool m_stopped = false;
    std::vector<std::thread> m_threads;
};

}  // namespace beamline::runtime
