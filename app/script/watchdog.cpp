// SPDX-License-Identifier: Apache-2.0
#include "app/script/watchdog.h"

#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "engine/blocks/script_protocol.h"

namespace beamline::script {

std::int64_t Watchdog::spentMs() const {
    timespec time{};
    clock_gettime(m_clock, &time);
    return static_cast<std::int64_t>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

void Watchdog::begin(std::int64_t limitMs, std::function<void()> interrupt) {
    bool wake = false;
    {
        std::lock_guard lock(m_mutex);
        pthread_getcpuclockid(pthread_self(), &m_clock);
        m_interrupt = std::move(interrupt);
        m_limitMs = std::max<std::int64_t>(limitMs, 1);
        m_startedMs = spentMs();
        m_interrupted = false;
        wake = m_sleepMs == 0 || m_sleepMs > m_limitMs;
    }
    if (wake) {
        m_changed.notify_one();
    }
}

bool Watchdog::end() {
    std::lock_guard lock(m_mutex);
    m_limitMs = 0;
    m_interrupt = nullptr;
    return m_interrupted;
}

void Watchdog::watch() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_sleepMs = 0;
        m_changed.wait(lock, [this] { return m_limitMs > 0; });
        const auto left = m_startedMs + m_limitMs - spentMs() + (m_interrupted ? kGraceMs : 0);
        if (left <= 0 && m_interrupted) {
            _exit(kExitStuck);
        }
        if (left <= 0) {
            m_interrupted = true;
            m_interrupt();
            continue;
        }
        // Time of computing passes no faster than the clock; a call that ends meanwhile is seen at the next look.
        m_sleepMs = left;
        m_changed.wait_for(lock, std::chrono::milliseconds(left));
    }
}

}  // namespace beamline::script
