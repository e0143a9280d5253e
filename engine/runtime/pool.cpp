// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/pool.h"

#include <limits>
#include <tuple>

namespace beamline::runtime {

namespace {
constexpr double kShortestJobMs = 0.05;  // what it costs to hand one out
}

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
    if (m_queue.size() == 0 || m_sleeping == 0 || m_woken) {
        return false;
    }
    m_woken = true;
    return true;
}

bool Pool::isFull(const Queue::Lane& lane) const {
    const auto capacity = static_cast<std::size_t>(m_options.capacity);
    if (m_queue.size() + m_heldCount < capacity) {
        return false;
    }
    const auto tenants = m_queue.busyLanes() + (lane.items.empty() && lane.running == 0 ? 1 : 0);
    const auto own = lane.items.size() + static_cast<std::size_t>(lane.held);
    return own >= std::max<std::size_t>(capacity / tenants, 1);
}

bool Pool::submit(Job job, std::function<void()> room) {
    bool wake = false;
    {
        std::lock_guard lock(m_mutex);
        if (m_stopped) {
            return false;
        }
        auto& lane = m_queue.lane(job.tenant, job.tenant ? job.tenant->share() : 1);
        if (isFull(lane)) {
            if (room) {
                lane.outside.push_back(std::move(room));  // at most one of each activity of a resident run
            }
            return false;
        }
        const Order order{job.priority, job.deadline, m_number++};
        m_queue.push(lane, order, std::move(job));
        countQueued();
        wake = mustWake();
    }
    if (wake) {
        m_wake.notify_one();
    }
    return true;
}

void Pool::lookAgain() {
    {
        const std::lock_guard lock(m_mutex);
        if (!mustWake()) {
            return;
        }
    }
    m_wake.notify_one();
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
        auto job = held->second.extract(held->second.begin());
        auto* tenant = job.mapped().tenant;
        auto& lane = m_queue.lane(tenant, tenant ? tenant->share() : 1);
        m_queue.push(lane, std::move(job));
        --lane.held;
        --m_heldCount;
        if (held->second.empty()) {
            m_held.erase(held);
        }
    }
}

/// Called with the lock held: whether the first job of a lane may begin, which has its place then. Those beyond
/// maxPerKey are put aside.
bool Pool::mayBegin(Queue::Lane& lane, std::int64_t now) {
    while (!lane.items.empty() && !admissible(lane.items.begin()->second.key)) {
        auto job = m_queue.takeFirst(lane);
        m_held[job.mapped().key].insert(std::move(job));
        ++lane.held;
        ++m_heldCount;
    }
    if (lane.items.empty()) {
        return false;
    }
    if (m_options.maxPerTenant > 0 && lane.running >= m_options.maxPerTenant && m_queue.lanes() > 1) {
        return false;  // the end of one of them looks again
    }
    if (!lane.key || !lane.items.begin()->second.task) {
        return true;
    }
    const auto wait = lane.key->refuses(now);
    if (wait) {
        m_again = m_again.count() > 0 ? std::min(m_again, *wait) : *wait;
    }
    return !wait;
}

/// Called with the lock held; no lane: nothing may begin now.
Pool::Taken Pool::take() {
    m_again = std::chrono::milliseconds(0);
    if (m_queue.size() == 0) {
        return {};
    }
    const auto now = std::chrono::steady_clock::now();
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
    auto [lane, node] = m_queue.take([&](auto& one) { return mayBegin(one, ms); });
    if (!lane) {
        return {};
    }
    Taken taken{lane, std::move(node.mapped()), lane->lasts, now, {}};
    if (m_options.maxPerKey && !taken.job.key.empty()) {
        ++m_running[taken.job.key];
    }
    m_queue.began(*lane);
    m_busyNow = ++m_busy;
    m_peak = std::max(m_peak.load(std::memory_order_relaxed), m_busy);
    countQueued();
    if (lane->items.empty() && lane->held == 0) {
        taken.rooms.swap(lane->outside);  // whoever is asked may be gone, and nothing would come to ask the next
    } else if (!lane->outside.empty()) {
        taken.rooms.splice(taken.rooms.begin(), lane->outside, lane->outside.begin());
    }
    return taken;
}

/// Called with the lock held.
void Pool::ended(const Taken& taken) {
    m_busyNow = --m_busy;
    using Ms = std::chrono::duration<double, std::milli>;
    const auto lasted = Ms(std::chrono::steady_clock::now() - taken.since).count();
    m_queue.ended(*taken.lane, std::max(lasted, kShortestJobMs), taken.expected);
    takeBack(taken.job.key);
    if (m_busy == 0) {
        m_idle.notify_all();
    }
}

void Pool::sleep(std::unique_lock<std::mutex>& lock) {
    ++m_sleeping;
    if (m_again.count() > 0 && !m_watched) {
        m_watched = true;
        m_wake.wait_for(lock, m_again);
        m_watched = false;
    } else {
        m_wake.wait(lock);
    }
    --m_sleeping;
    m_woken = false;
}

void Pool::work() {
    std::unique_lock lock(m_mutex);
    while (!m_stopped) {
        auto taken = take();
        if (!taken.lane) {
            sleep(lock);
            continue;
        }
        const bool wake = mustWake();
        lock.unlock();
        if (wake) {
            m_wake.notify_one();
        }
        for (const auto& room : taken.rooms) {
            room();
        }
        taken.job.run();
        taken.job.run = nullptr;
        taken.job.dropped = nullptr;
        if (taken.job.tenant && taken.job.task) {
            taken.job.tenant->end();
        }
        lock.lock();
        ended(taken);
    }
}

bool Pool::drain(std::chrono::steady_clock::time_point until) {
    std::map<Order, Job> queue;  // dropped outside the lock: a job's captures may have a lot to say
    std::list<std::function<void()>> waiting;
    std::unique_lock lock(m_mutex);
    m_stopped = true;
    m_queue.each([&](auto& lane) {
        queue.merge(lane.items);
        waiting.splice(waiting.end(), lane.outside);
        lane.held = 0;
    });
    m_queue.clear();
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
