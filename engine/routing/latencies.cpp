// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/latencies.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace beamline::routing {

void Latencies::add(double ms) {
    if (!std::isfinite(ms) || ms < 0) {
        return;
    }
    if (m_values.size() < kMaxLatencies) {
        m_values.push_back(ms);
        return;
    }
    m_values[m_next] = ms;
    m_next = (m_next + 1) % kMaxLatencies;
}

double Latencies::percentile(double p) const {
    if (m_values.empty()) {
        return 0;
    }
    const double part = p > 0 ? std::min(p, 1.0) : 0;  // NaN, too, is 0
    const auto size = static_cast<double>(m_values.size());
    // A hair less, so that 0.95 of 20 is the 19th and not, by its rounding, the 20th.
    const auto rank = static_cast<std::size_t>(std::max(1.0, std::ceil(part * size - 1e-9)));
    auto sorted = m_values;
    const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(rank - 1);
    std::nth_element(sorted.begin(), place, sorted.end());
    return *place;
}

double Latencies::mean() const {
    return m_values.empty()
               ? 0
               : std::accumulate(m_values.begin(), m_values.end(), 0.0) / static_cast<double>(m_values.size());
}

}  // namespace beamline::routing
