// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/pool.h"

#include <limits>
#include <tuple>

namespace beamline::runtime {

bool Pool::Order::operator<(const Order& other) const {
    const auto due = [](api::Timestamp t) { return t ? t : std::numeric_limits<api::Timestamp>::max(); };
    return std::make_tuple(-priority, due(deadline), number) <
           std::make_tuple(-other.priority, due(other.deadline), other.number);
}

Pool::Pool(std::string name, PoolOptions options) : m_name(std::move(name)), m_options(options) {
    for (int i = 0; i < m_options.threads; ++i) {
        m_threads.emplace_back([this] { work(); });
    }
}

Pool::~Pool() {
    drain(std::chrono::steady_clock::now());
    join(std::chrono::steady_clock::time_point::max());
}

bool Pool::admissible(const std::string& key) const {
    if (m_options.maxPerKey == 0 || key.empty()) {
        return true;
    }
    const auto found = m_running.find(key);
    return found == m_running.end() || found->second < m_options.maxPerKey;
}

/// Called with the lock held. One thread is woken at a time, and wakes the next when it leaves work in the queue:
/// waking one for each of many short jobs costs more than the jobs.
bool Pool::mustWake() {
    if (m_queue.empty() || m_sleeping == 0 || m_woken) {
        return false;
    }
    m_woken = true;
    return true;
}

bool Pool::submit(Job job, std::function<void()> room) {
    bool wake = false;
    {
        std::lock_guard lock(m_mutex);
        if (m_stopped) {
            return false;
        }
        if (m_queue.size() + m_heldCount >= static_cast<std::size_t>(m_options.capacity)) {
            if (room) {
                m_waiting.push_back(std::move(room));
            }
            return false;
        }
        const Order order{job.priority, job.deadline, m_number++};
        m_queue.emplace_hint(m_queue.end(), order, std::move(job));
        m_size = static_cast<int>(m_queue.size() + m_heldCount);
        wake = mustWake();
    }
    if (wake) {
        m_wake.notify_one();
    }
    return true;
}

/// Called with the lock held, when a job of this key has ended: the first held one may run now. The calling thread
/// looks at the queue next.
void Pool::takeBack(const std::string& key) {
    if (m_options.maxPerKey == 0 || key.empty()) {
        return;
    }
    if (--m_running[key] == 0) {
        m_running.erase(key);
    }
    const auto held = m_held.find(key);
    if (held != m_held.end()) {
        m_queue.insert(held->second.extract(held->second.begin()));
        --m_heldCount;
        if (held->second.empty()) {
            m_held.erase(held);
        }
    }
}

void Pool::work() {
    std::unique_lock lock(m_mutex);
    while (true) {
        while (!m_stopped && m_queue.empty()) {
            ++m_sleeping;
            m_wake.wait(lock);
            --m_sleeping;
            m_woken = false;
        }
        if (m_stopped) {
            return;
        }
        auto node = m_queue.extract(m_queue.begin());
        auto& job = node.mapped();
        if (!admissible(job.key)) {
            auto& held = m_held[job.key];
            held.insert(std::move(node));
            ++m_heldCount;
            continue;
        }
        if (m_options.maxPerKey && !job.key.empty()) {
            ++m_running[job.key];
        }
        m_busyNow = ++m_busy;
        m_peak = std::max(m_peak.load(std::memory_order_relaxed), m_busy);
        m_size = static_cast<int>(m_queue.size() + m_heldCount);
        std::deque<std::function<void()>> rooms;
        if (m_queue.empty() && m_heldCount == 0) {
            rooms.swap(m_waiting);  // whoever is asked may be gone, and nothing would come to ask the next
        } else if (!m_waiting.empty()) {
            rooms.push_back(std::move(m_waiting.front()));
            m_waiting.pop_front();
        }
        const bool wake = mustWake();
        lock.unlock();
        if (wake) {
            m_wake.notify_one();
        }
        for (const auto& room : rooms) {
            room();
        }
        job.run();
        job.run = nullptr;
        job.dropped = nullptr;
        lock.lock();
        m_busyNow = --m_busy;
        takeBack(job.key);
        if (m_busy == 0) {
            m_idle.notify_all();
        }
    }
}

bool Pool::drain(std::chrono::steady_clock::time_point until) {
    std::map<Order, Job> queue;  // dropped outside the lock: a job's captures may have a lot to say
    std::deque<std::function<void()>> waiting;
    std::unique_lock lock(m_mutex);
    m_stopped = true;
    queue.swap(m_queue);
    waiting.swap(m_waiting);
    for (auto& [key, held] : m_held) {
        queue.merge(held);
    }
    m_held.clear();
    m_heldCount = 0;
    m_size = 0;
    m_wake.notify_all();
    lock.unlock();
    for (auto& [order, job] : queue) {
        if (job.dropped) {
            job.dropped();
        }
    }
    lock.lock();
    return m_idle.wait_until(lock, until, [this] { return m_busy == 0; });
}

bool Pool::join(std::chrono::steady_clock::time_point until) {
    bool ended = true;
    {
        std::unique_lock lock(m_mutex);
        const auto idle = [this] { return m_busy == 0; };
        if (until == std::chrono::steady_clock::time_point::max()) {
            m_idle.wait(lock, idle);
        } else {
            ended = m_idle.wait_until(lock, until, idle);
        }
    }
    for (auto& thread : m_threads) {
        ended ? thread.join() : thread.detach();
    }
    m_threads.clear();
    return ended;
}

api::PoolHealth Pool::health() const {
    std::lock_guard lock(m_mutex);
    return {m_name, m_options.threads, m_busy, static_cast<int>(m_queue.size() + m_heldCount), m_options.capacity};
}

}  // namespace beamline::runtime
