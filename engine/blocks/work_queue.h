// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tasks that are done by workers elsewhere: what the engine asks of whoever carries them there. Any thread.

#include <functional>

#include "engine/api/cluster.h"
#include "engine/blocks/block.h"

namespace beamline::blocks {

inline constexpr const char* kDefaultPool = "default";
inline constexpr std::size_t kMaxPoolName = 64;  ///< letters, digits, - and _

/// One attempt of a task for a worker.
struct Assignment {
    std::string id;  ///< of run, task and attempt: the same attempt asked for again has the same one
    std::string pool = kDefaultPool;
    std::string type;  ///< what the worker is to do
    api::Json payload;
    api::Labels labels;  ///< that a worker must have
    int priority = 0;    ///< higher first
    api::Timestamp deadline = 0;
    std::string key;     ///< idempotency key, for the world
    std::string tenant;  ///< empty: the only one
    std::string run;
    std::string workflow;
    std::string task;
    std::string trace;   ///< 32 digits (W3C Trace Context); empty: none
    std::string parent;  ///< traceparent of this attempt; empty: none
};

struct WorkResult {
    BlockResult result;
    std::string worker;  ///< empty: none had it
    std::int64_t latencyMs = 0;
};

class WorkQueue {
public:
    using Done = std::function<void(WorkResult)>;
    virtual ~WorkQueue() = default;

    /// Never waits. `done` is called once, on any thread, unless the assignment is cancelled or let go of before. An id
    /// that is known already gets this `done` in the place of its old one; the result of one that has been done is told
    /// at once. False: too many are under way here, try again later.
    virtual bool submit(Assignment assignment, Done done) = 0;
    /// Nobody wants it any more: workers are told, and `done` is not called.
    virtual void cancel(const std::string& id) = 0;
    /// `done` is not called, but the work goes on: somebody asks for it again.
    virtual void letGo(const std::string& id) = 0;
    /// Pools that were heard of, with their workers.
    virtual std::vector<api::WorkPoolInfo> pools() const = 0;
    /// Nothing of the pool is given to workers any more, or again. Errors: kNotFound: no such pool; kUnavailable.
    virtual void setPaused(const std::string& pool, bool paused, std::function<void(api::Result<api::Unit>)> done) = 0;
    /// Told what is wrong, and with an empty message that it is over.
    virtual void onProblem(std::function<void(const std::string& code, const std::string& message)> told) = 0;
    /// Told every few seconds how many assignments wait in all pools.
    virtual void onQueued(std::function<void(std::int64_t)> told) = 0;
};

}  // namespace beamline::blocks
