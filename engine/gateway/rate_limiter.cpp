// SPDX-License-Identifier: Apache-2.0
#include "engine/gateway/rate_limiter.h"

#include <algorithm>
#include <cmath>

namespace beamline::gateway {

std::chrono::milliseconds RateLimiter::ask(const std::string& client, Clock::time_point now) {
    if (m_perSecond <= 0) {
        return std::chrono::milliseconds(0);
    }
    std::lock_guard lock(m_mutex);
    if (const auto place = m_places.find(client); place != m_places.end()) {
        m_buckets.splice(m_buckets.begin(), m_buckets, place->second);
    } else {
        if (m_buckets.size() >= kMaxClients) {
            m_places.erase(m_buckets.back().client);
            m_buckets.pop_back();
        }
        m_buckets.push_front({client, m_burst, now});
        m_places[client] = m_buckets.begin();
    }
    auto& bucket = m_buckets.front();
    const double seconds = std::max(0.0, std::chrono::duration<double>(now - bucket.at).count());
    bucket.left = std::min(m_burst, bucket.left + seconds * m_perSecond);
    bucket.at = std::max(bucket.at, now);
    if (bucket.left >= 1) {
        bucket.left -= 1;
        return std::chrono::milliseconds(0);
    }
    return std::chrono::milliseconds(
        std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil((1 - bucket.left) / m_perSecond * 1000))));
}

std::size_t RateLimiter::clients() const {
    std::lock_guard lock(m_mutex);
    return m_buckets.size();
}

}  // namespace beamline::gateway
