// SPDX-License-Identifier: Apache-2.0
#pragma once
// A bounded pool of threads for blocking work. Tenants that ask for more threads than there are get them by their
// shares; the jobs of one are ordered by priority, then deadline, then arrival. Thread-safe.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "engine/api/values.h"
#include "engine/runtime/fair_queue.h"
#include "engine/runtime/local_engine.h"
#include "engine/runtime/tenant_slot.h"

namespace beamline::runtime {

struct Job {
    int priority = 0;             ///< higher first
    api::Timestamp deadline = 0;  ///< earlier first among equals; 0: last
    std::string key;              ///< for PoolOptions::maxPerKey; empty: not limited
    std::function<void()> run;
    std::function<void()> dropped;  ///< instead of `run`, when the pool is drained first
    TenantSlot* tenant = nullptr;   ///< whose it is; null: of the engine itself, which stands in line like a tenant
    bool task = false;              ///< it waits for its turn as the tenant's limits for tasks say
};

class Pool {
public:
    Pool(std::string name, PoolOptions options);
    ~Pool();

    /// False when the queue is full (or stopped); the caller keeps the job then. Overflow rule: `room`, if given, is
    /// called once as soon as there is a free place, so that whoever waits outside may try again. Who has less than a
    /// fair part of the queue is let in although it is full, so there may be twice as many as its capacity.
    bool submit(Job job, std::function<void()> room = {});
    /// Drops what is queued, waits for what runs until `until`; true when all ended in time.
    bool drain(std::chrono::steady_clock::time_point until);
    /// After drain: joins the threads. False: a job has not ended until `until`; its thread is let go of and must find
    /// this pool, and what the job uses, when it ends.
    bool join(std::chrono::steady_clock::time_point until);
    api::PoolHealth health() const;
    /// A tenant's limits let tasks begin that had to wait.
    void lookAgain();
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
    using Queue = FairQueue<TenantSlot*, Order, Job>;
    struct Taken {
        Queue::Lane* lane = nullptr;
        Job job{};
        double expected = 0;
        std::chrono::steady_clock::time_point since{};
        std::list<std::function<void()>> rooms{};
    };
    void work();
    void sleep(std::unique_lock<std::mutex>& lock);
    Taken take();
    bool mayBegin(Queue::Lane& lane, std::int64_t now);
    void ended(const Taken& taken);
    bool mustWake();
    bool isFull(const Queue::Lane& lane) const;
    bool admissible(const std::string& key) const;
    void takeBack(const std::string& key);
    void countQueued() { m_size = static_cast<int>(m_queue.size() + m_heldCount); }

    const std::string m_name;
    const PoolOptions m_options;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_idle;
    Queue m_queue;
    std::unordered_map<std::string, std::map<Order, Job>> m_held;  ///< beyond maxPerKey
    std::unordered_map<std::string, int> m_running;
    std::uint64_t m_number = 0;
    std::size_t m_heldCount = 0;
    std::atomic<int> m_size{0};  ///< of m_queue and m_held
    int m_busy = 0;
    std::atomic<int> m_busyNow{0};  ///< m_busy, and its most, for who takes no lock
    std::atomic<int> m_peak{0};
    int m_sleeping = 0;
    bool m_woken = false;                  ///< one of the sleeping threads has been told and has not come yet
    bool m_watched = false;                ///< one of them looks again by itself, because …
    std::chrono::milliseconds m_again{0};  ///< … jobs must wait for their turn, for so long; 0: none does
    bool m_stopped = false;
    std::vector<std::thread> m_threads;
};

}  // namespace beamline::runtime
