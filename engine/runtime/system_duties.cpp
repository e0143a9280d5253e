// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/system_duties.h"

#include <utility>

namespace beamline::runtime {

SystemDuties::SystemDuties(std::function<void()> begin, std::function<void()> end)
    : m_begin(std::move(begin)), m_end(std::move(end)), m_thread([this] { work(); }) {}

void SystemDuties::take(std::function<void()> then) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_stop) {
            return;  // a shard may still come while the engine stops
        }
        m_wanted = true;
        m_anew = m_running;
        m_then = std::move(then);
    }
    m_wake.notify_all();
}

void SystemDuties::give() {
    {
        const std::lock_guard lock(m_mutex);
        m_wanted = false;
    }
    m_wake.notify_all();
}

bool SystemDuties::ended() const {
    const std::lock_guard lock(m_mutex);
    return !m_running && !m_wanted;
}

void SystemDuties::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
        m_wanted = false;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void SystemDuties::work() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stop || m_wanted != m_running || m_anew; });
        if (m_running) {
            lock.unlock();
            m_end();
            lock.lock();
            m_running = m_anew = false;
        } else if (m_wanted) {
            m_running = true;
            lock.unlock();
            m_begin();
            lock.lock();
            if (m_wanted && !m_anew && m_then) {
                std::exchange(m_then, {})();
            }
        } else if (m_stop) {
            return;
        }
    }
}

}  // namespace beamline::runtime
