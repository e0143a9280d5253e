// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/timers.h"

#include <limits>
#include <utility>

#include "engine/runtime/wall_wait.h"

namespace beamline::runtime {

Timers::Timers(store::Journal& journal, Due due, std::function<bool()> mayFire, std::function<api::Timestamp()> clock)
    : m_journal(journal), m_due(std::move(due)), m_mayFire(std::move(mayFire)), m_clock(std::move(clock)) {}

Timers::~Timers() {
    stop();
}

void Timers::start() {
    m_thread = std::thread([this] { work(); });
}

void Timers::stop() {
    {
        std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void Timers::add(const store::DueTimer& timer) {
    {
        std::lock_guard lock(m_mutex);
        // While the journal is being read, a timer may be committed too late for that reading: keep it here as well.
        if (keyOf(timer) <= m_horizon || timer.dueAt <= m_loadingUntil) {
            m_next.insert(keyOf(timer));
        } else {
            m_later = m_later ? std::min(m_later, timer.dueAt) : timer.dueAt;
        }
    }
    m_wake.notify_all();
}

void Timers::rescan() {
    {
        const std::lock_guard lock(m_mutex);
        m_rescan = true;
    }
    m_wake.notify_all();
}

void Timers::remove(const store::DueTimer& timer) {
    std::lock_guard lock(m_mutex);
    m_next.erase(keyOf(timer));
}

void Timers::loadMore(std::unique_lock<std::mutex>& lock, api::Timestamp now) {
    const auto [dueAt, run, activity] = m_horizon;
    const auto until = now + kTimerWindowMs;
    m_mustLoad = false;
    m_later = 0;
    m_loadingUntil = until;
    lock.unlock();
    const auto loaded = m_journal.dueTimers({run, activity, dueAt}, until, static_cast<int>(kMaxLoadedTimers));
    const auto later = m_journal.nextTimer(until);
    lock.lock();
    m_loadingUntil = 0;
    if (!loaded || !later) {
        m_later = now + kTimerWindowMs / 2 + 1000;  // the journal's health says why; ask again in a second
        return;
    }
    for (const auto& timer : *loaded) {
        m_next.insert(keyOf(timer));
    }
    if (loaded->size() == kMaxLoadedTimers) {
        m_horizon = keyOf(loaded->back());
        m_later = std::get<0>(m_horizon);
        return;
    }
    m_horizon = {until, std::numeric_limits<store::RunKey>::max(), std::numeric_limits<std::uint32_t>::max()};
    if (*later) {
        m_later = m_later ? std::min(m_later, *later) : *later;
    }
}

void Timers::work() {
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        const auto now = m_clock();
        if (std::exchange(m_rescan, false)) {
            m_horizon = {0, 0, 0};
            m_mustLoad = true;
        }
        // Read ahead half a window before it is needed, and whenever nothing is known about the journal yet.
        if (m_mustLoad || (m_later > 0 && m_later <= now + kTimerWindowMs / 2 && m_next.size() < kMaxLoadedTimers)) {
            loadMore(lock, now);
            continue;
        }
        std::vector<store::DueTimer> due;
        if (!m_next.empty() && std::get<0>(*m_next.begin()) <= now && m_mayFire()) {
            while (!m_next.empty() && std::get<0>(*m_next.begin()) <= now && due.size() < kMaxDueAtOnce) {
                const auto [dueAt, run, activity] = *m_next.begin();
                due.push_back({run, activity, dueAt});
                m_next.erase(m_next.begin());
            }
        }
        if (!due.empty()) {
            lock.unlock();
            m_due(due);
            lock.lock();
            continue;
        }
        auto wait = std::numeric_limits<api::Timestamp>::max();
        if (!m_next.empty()) {
            wait = std::max<api::Timestamp>(std::get<0>(*m_next.begin()) - now, 50);
            if (std::get<0>(*m_next.begin()) > now) {
                wait = std::get<0>(*m_next.begin()) - now;
            }
        }
        if (m_later > 0 && m_next.size() < kMaxLoadedTimers) {
            wait = std::min(wait, std::max<api::Timestamp>(m_later - kTimerWindowMs / 2 - now, 1));
        }
        if (wait == std::numeric_limits<api::Timestamp>::max()) {
            m_wake.wait(lock);
        } else {
            waitByWall(m_wake, lock, std::chrono::milliseconds(wait));
        }
    }
}

}  // namespace beamline::runtime
