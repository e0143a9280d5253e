// SPDX-License-Identifier: Apache-2.0
#pragma once
// How the last N calls ended. One thread at a time.

#include <bitset>
#include <cstddef>

namespace beamline::routing {

template <std::size_t N>
class Outcomes {
public:
    void add(bool ok) {
        m_failed.set(m_next, !ok);
        m_next = (m_next + 1) % N;
        m_count += m_count < N ? 1 : 0;
    }
    std::size_t count() const { return m_count; }
    /// 0 without calls.
    double errorRate() const {
        return m_count == 0 ? 0 : static_cast<double>(m_failed.count()) / static_cast<double>(m_count);
    }

private:
    std::bitset<N> m_failed;
    std::size_t m_next = 0;
    std::size_t m_count = 0;
};

}  // namespace beamline::routing
