// SPDX-License-Identifier: Apache-2.0
#include "engine/gateway/alarm.h"

namespace beamline::gateway {

Alarm::Alarm() : m_thread([this] { run(); }) {}

Alarm::~Alarm() {
    {
        std::lock_guard lock(m_mutex);
        m_ending = true;
        m_changed.notify_all();
    }
    m_thread.join();
}

Alarm::Key Alarm::at(Clock::time_point time, std::function<void()> function) {
    std::lock_guard lock(m_mutex);
    const Key key{time, ++m_last};
    const auto place = m_entries.emplace(key, std::move(function)).first;
    if (place == m_entries.begin()) {
        m_changed.notify_all();
    }
    return key;
}

void Alarm::forget(const Key& key) {
    std::lock_guard lock(m_mutex);
    m_entries.erase(key);
}

void Alarm::run() {
    std::unique_lock lock(m_mutex);
    while (!m_ending) {
        if (m_entries.empty()) {
            m_changed.wait(lock);
            continue;
        }
        const auto first = m_entries.begin();
        if (first->first.first > Clock::now()) {
            const auto due = first->first.first;  // the entry may go meanwhile
            m_changed.wait_until(lock, due);
            continue;
        }
        const auto function = std::move(first->second);
        m_entries.erase(first);
        lock.unlock();
        function();
        lock.lock();
    }
}

}  // namespace beamline::gateway
