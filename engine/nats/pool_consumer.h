// SPDX-License-Identifier: Apache-2.0
#pragma once
// The consumer of the stream of work that all workers of a pool share. Blocks; any thread.

#include <chrono>

#include "engine/nats/shared_connection.h"

namespace beamline::nats {

inline constexpr std::chrono::milliseconds kAckWait{
    30'000};                                  ///< without a word of the worker, then another one gets it
inline constexpr int kMaxDeliveries = 10;     ///< then the attempt fails
inline constexpr int kMaxUnsettled = 65'536;  ///< given out at once

struct PoolTerms {
    std::chrono::milliseconds ackWait = kAckWait;
    int maxDeliveries = kMaxDeliveries;
};
struct PoolFacts {
    std::string pool;
    std::chrono::milliseconds ackWait{};
    bool paused = false;
    std::int64_t queued = 0;
    std::int64_t inFlight = 0;
};

/// Makes it unless it is there; what is there is left as it is. kNotFound: there is no cluster.
api::Result<PoolFacts> ensurePool(SharedConnection& connection, const std::string& pool, const PoolTerms& terms);
api::Result<std::vector<PoolFacts>> listPools(SharedConnection& connection);
/// Workers of Beamline, and engines, look at that; it outlives them all.
api::Result<api::Unit> pausePool(SharedConnection& connection, const std::string& pool, bool paused);
/// How many tasks a pool holds; 0: no limit of its own.
api::Result<std::int64_t> poolCapacity(SharedConnection& connection);

}  // namespace beamline::nats
