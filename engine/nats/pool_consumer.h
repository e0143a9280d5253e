// SPDX-License-Identifier: Apache-2.0
#pragma once
// The consumer of the stream of work that all workers of a pool share. Blocks; any thread.

#include <chrono>
#include <map>

#include "engine/nats/shared_connection.h"

namespace beamline::nats {

inline constexpr std::chrono::milliseconds kAckWait{
    30'000};                                  ///< without a word of the worker, then another one gets it
inline constexpr int kMaxDeliveries = 10;     ///< then the attempt fails, if a worker accepted it
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
    api::Timestamp oldestAt = 0;  ///< of what is queued, by the clock of the stream; 0: nothing is
    std::uint64_t givenOut = 0;   ///< up to this place
    /// What lies in the stream up to this place is given to nobody any more: it is done, or was given out too often.
    std::uint64_t over = 0;
};
struct WorkStreamFacts {
    std::int64_t capacity = 0;  ///< tasks that a pool holds; 0: no limit of its own
    std::uint64_t first = 0;    ///< oldest that is there; after `last` when there is none
    std::uint64_t last = 0;
    std::map<std::string, std::int64_t> messages;  ///< by subject
};

/// Makes it unless it is there; what is there is left as it is. kNotFound: there is no cluster.
api::Result<PoolFacts> ensurePool(SharedConnection& connection, const std::string& pool, const PoolTerms& terms);
api::Result<std::vector<PoolFacts>> listPools(SharedConnection& connection);
/// Workers of Beamline, and engines, look at that; those of others get nothing when they wait for a task, but one that
/// asks without waiting is answered. It outlives them all.
api::Result<api::Unit> pausePool(SharedConnection& connection, const std::string& pool, bool paused);
api::Result<WorkStreamFacts> workStreamFacts(SharedConnection& connection);
/// Places of what lies for the pool up to its `over`, the oldest first, at most `most`.
api::Result<std::vector<std::uint64_t>> leftOver(SharedConnection& connection, const PoolFacts& pool, int most);

}  // namespace beamline::nats
