// SPDX-License-Identifier: Apache-2.0
#pragma once
// How many requests a policy of a tenant takes (contract §2.5): token buckets that fill evenly. Thread-safe. Time is
// given, never asked for.

#include <list>
#include <map>
#include <mutex>
#include <string>

#include "engine/routing/policy.h"

namespace beamline::routing {

inline constexpr std::size_t kMaxBuckets = 10'000;           ///< longest unused full ones go first: nobody misses them
inline constexpr std::int64_t kMaxRetryAfterMs = 3'600'000;  ///< that is told
inline constexpr std::int64_t kMaxClockJitterMs = 1'000;     ///< more back in time: the clock was set

struct RateKey {
    std::string tenant;
    std::string policy;
    auto operator<=>(const RateKey&) const = default;
};

struct RateVerdict {
    bool allowed = true;
    std::int64_t retryAfterMs = 0;  ///< when not allowed: a try before that is in vain
    std::int64_t remaining = 0;     ///< that would be taken at once now
    std::int64_t limit = 0;         ///< that are taken at once at most; 0: there is no limit
    std::int64_t resetMs = 0;       ///< until that many are again
};

class RateLimits {
public:
    /// Takes one request out of the bucket of `key`. With kMaxBuckets that are all in use nothing new is allowed.
    RateVerdict take(const RateKey& key, const RateLimitOptions& options, api::Timestamp now);
    /// What take() would say, without taking anything.
    RateVerdict look(const RateKey& key, const RateLimitOptions& options, api::Timestamp now) const;
    std::size_t buckets() const;

private:
    struct Bucket {
        RateKey key;
        double tokens = 0;
        api::Timestamp at = 0;
        double perSecond = 0;
        double burst = 0;
        /// Behind a clock that was set back.
        void set(api::Timestamp now);
        void fill(const RateLimitOptions& options, api::Timestamp now);
        RateVerdict verdict() const;
        std::int64_t fullAt() const;
    };
    bool makeRoom(api::Timestamp now);

    mutable std::mutex m_mutex;
    std::list<Bucket> m_buckets;  ///< what was used last comes first
    std::map<RateKey, std::list<Bucket>::iterator> m_places;
    api::Timestamp m_searchedAt = 0;  ///< when no bucket was full …
    api::Timestamp m_nextFullAt = 0;  ///< … and before when none will be
};

}  // namespace beamline::routing
