// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/rate_limit.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace beamline::routing {

namespace {
constexpr double kWholeToken = 1 - 1e-9;  // what sums of parts of it come to

constexpr double kNeverMs = 1e15;

/// Until `tokens` more are there, at least 1.
std::int64_t waitMs(double tokens, double perSecond) {
    if (tokens <= 0) {
        return 0;
    }
    const double ms = perSecond > 0 ? std::ceil(tokens / perSecond * 1000 - 1e-6) : kMaxRetryAfterMs;
    return static_cast<std::int64_t>(std::clamp<double>(ms, 1, kMaxRetryAfterMs));
}
}  // namespace

void RateLimits::Bucket::set(api::Timestamp now) {
    if (now < at - kMaxClockJitterMs) {
        at = now;  // nothing is given for a time that comes twice, and nothing waits for it
    }
}

void RateLimits::Bucket::fill(const RateLimitOptions& options, api::Timestamp now) {
    set(now);
    const double seconds = static_cast<double>(std::max<std::int64_t>(0, now - at)) / 1000;
    perSecond = std::max(0.0, options.requestsPerSecond);
    burst = std::max(1.0, options.burst);
    tokens = std::min(burst, tokens + seconds * perSecond);
    at = std::max(at, now);
}

RateVerdict RateLimits::Bucket::verdict() const {
    RateVerdict result;
    result.limit = static_cast<std::int64_t>(std::min(burst, 1e15));
    result.remaining = static_cast<std::int64_t>(std::min(tokens + (1 - kWholeToken), 1e15));
    result.resetMs = waitMs(burst - tokens, perSecond);
    return result;
}

std::int64_t RateLimits::Bucket::fullAt() const {
    const double ms = tokens >= burst ? 0 : perSecond > 0 ? std::ceil((burst - tokens) / perSecond * 1000) : kNeverMs;
    return at + static_cast<std::int64_t>(std::min(ms, kNeverMs));
}

bool RateLimits::makeRoom(api::Timestamp now) {
    if (m_buckets.size() < kMaxBuckets) {
        return true;
    }
    if (now >= m_searchedAt && now < m_nextFullAt) {
        return false;
    }
    m_searchedAt = now;
    m_nextFullAt = std::numeric_limits<std::int64_t>::max();
    for (auto place = m_buckets.end(); place != m_buckets.begin();) {
        --place;
        place->set(now);
        if (place->fullAt() <= now) {
            m_places.erase(place->key);
            m_buckets.erase(place);
            m_nextFullAt = 0;
            return true;
        }
        m_nextFullAt = std::min(m_nextFullAt, place->fullAt());
    }
    return false;
}

RateVerdict RateLimits::take(const RateKey& key, const RateLimitOptions& options, api::Timestamp now) {
    if (!options.enabled) {
        return {};
    }
    std::lock_guard lock(m_mutex);
    if (const auto place = m_places.find(key); place != m_places.end()) {
        m_buckets.splice(m_buckets.begin(), m_buckets, place->second);
    } else if (makeRoom(now)) {
        m_buckets.push_front({key, std::max(1.0, options.burst), now});
        m_places[key] = m_buckets.begin();
    } else {
        RateVerdict refused;
        refused.allowed = false;
        refused.limit = static_cast<std::int64_t>(std::clamp(options.burst, 1.0, 1e15));
        refused.retryAfterMs = std::clamp<std::int64_t>(m_nextFullAt - now, 1, kMaxRetryAfterMs);
        refused.resetMs = refused.retryAfterMs;
        return refused;
    }
    auto& bucket = m_buckets.front();
    bucket.fill(options, now);
    const bool allowed = bucket.tokens >= kWholeToken;
    if (allowed) {
        bucket.tokens = std::max(0.0, bucket.tokens - 1);
    }
    auto result = bucket.verdict();
    result.allowed = allowed;
    result.retryAfterMs = allowed ? 0 : waitMs(1 - bucket.tokens, bucket.perSecond);
    return result;
}

RateVerdict RateLimits::look(const RateKey& key, const RateLimitOptions& options, api::Timestamp now) const {
    if (!options.enabled) {
        return {};
    }
    std::lock_guard lock(m_mutex);
    const auto place = m_places.find(key);
    auto bucket = place == m_places.end() ? Bucket{key, std::max(1.0, options.burst), now} : *place->second;
    bucket.fill(options, now);
    auto result = bucket.verdict();
    result.allowed = bucket.tokens >= kWholeToken;
    result.retryAfterMs = result.allowed ? 0 : waitMs(1 - bucket.tokens, bucket.perSecond);
    return result;
}

std::size_t RateLimits::buckets() const {
    std::lock_guard lock(m_mutex);
    return m_buckets.size();
}

}  // namespace beamline::routing
