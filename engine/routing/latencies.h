// SPDX-License-Identifier: Apache-2.0
#pragma once
// The last latencies, for percentiles. One thread at a time.

#include <cstddef>
#include <vector>

namespace beamline::routing {

inline constexpr std::size_t kMaxLatencies = 512;  ///< that are remembered

class Latencies {
public:
    /// What is negative or no number is not taken.
    void add(double ms);
    /// Exact among what is remembered (nearest rank); 0 without any. `p` in [0, 1].
    double percentile(double p) const;
    /// Of what is remembered; 0 without any.
    double mean() const;
    std::size_t count() const { return m_values.size(); }

private:
    std::vector<double> m_values;  ///< a ring
    std::size_t m_next = 0;
};

}  // namespace beamline::routing
