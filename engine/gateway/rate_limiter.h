// SPDX-License-Identifier: Apache-2.0
#pragma once
// How often one client may ask: a bucket of requests that fills again evenly. Thread-safe.

#include <chrono>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

namespace beamline::gateway {

inline constexpr std::size_t kMaxClients = 10'000;  ///< remembered; the one that has not asked longest is forgotten

class RateLimiter {
public:
    using Clock = std::chrono::steady_clock;

    /// `perSecond` 0: no limit. `burst`: what may come at once.
    RateLimiter(double perSecond, double burst) : m_perSecond(perSecond), m_burst(burst) {}

    /// Zero: it may. Otherwise how long to wait.
    std::chrono::milliseconds ask(const std::string& client, Clock::time_point now);
    std::size_t clients() const;

private:
    struct Bucket {
        std::string client;
        double left = 0;
        Clock::time_point at;
    };

    const double m_perSecond;
    const double m_burst;
    mutable std::mutex m_mutex;
    std::list<Bucket> m_buckets;  ///< who asked last comes first
    std::unordered_map<std::string, std::list<Bucket>::iterator> m_places;
};

}  // namespace beamline::gateway
