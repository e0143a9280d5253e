// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/container_cleaner.h"

namespace beamline::blocks {

ContainerCleaner::~ContainerCleaner() {
    {
        std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void ContainerCleaner::removeAfter(std::int64_t ms, std::string name, Remove remove) {
    {
        std::lock_guard lock(m_mutex);
        m_due.emplace(Clock::now() + std::chrono::milliseconds(ms), std::pair(std::move(name), std::move(remove)));
        if (!m_thread.joinable()) {
            m_thread = std::thread([this] { work(); });
        }
    }
    m_wake.notify_all();
}

void ContainerCleaner::work() {
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        if (m_due.empty()) {
            m_wake.wait(lock);
            continue;
        }
        if (m_due.size() <= kMaxContainersToRemove && m_due.begin()->first > Clock::now()) {
            m_wake.wait_until(lock, m_due.begin()->first);
            continue;
        }
        const auto one = m_due.extract(m_due.begin());
        lock.unlock();
        one.mapped().second(one.mapped().first);
        lock.lock();
    }
}

}  // namespace beamline::blocks
