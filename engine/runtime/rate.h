// SPDX-License-Identifier: Apache-2.0
#pragma once
// How many a second over the last ten seconds, from samples taken whenever somebody asks. Any thread.

#include <chrono>
#include <cstdint>
#include <deque>
#include <mutex>

namespace beamline::runtime {

class Rate {
public:
    double perSecond(std::uint64_t count) {
        const auto now = std::chrono::steady_clock::now();
        std::lock_guard lock(m_mutex);
        while (m_samples.size() > 1 && now - m_samples.front().first > std::chrono::seconds(10)) {
            m_samples.pop_front();
        }
        if (m_samples.empty() || now - m_samples.back().first > std::chrono::milliseconds(250)) {
            m_samples.emplace_back(now, count);
        }
        const std::chrono::duration<double> span = now - m_samples.front().first;
        return span.count() < 0.2 ? 0 : static_cast<double>(count - m_samples.front().second) / span.count();
    }

private:
    std::mutex m_mutex;
    std::deque<std::pair<std::chrono::steady_clock::time_point, std::uint64_t>> m_samples;
};

}  // namespace beamline::runtime
