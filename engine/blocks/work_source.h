// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where a worker gets its tasks from, and tells what came of them. Any thread; one at a time calls next().

#include <chrono>
#include <memory>

#include "engine/blocks/work_queue.h"

namespace beamline::blocks {

/// A task that this worker has. Without a word it is given to another after a while, also when this is destroyed.
class WorkTicket {
public:
    virtual ~WorkTicket() = default;
    virtual const Assignment& assignment() const = 0;
    /// How often it was given to a worker, this time included; 1 or more.
    virtual int deliveries() const = 0;
    virtual void accept(const std::string& worker) = 0;
    /// It is still being worked on.
    virtual void renew() = 0;
    /// True when the result is stored; else somebody does the task again. May wait for seconds.
    virtual bool finish(const WorkResult& result) = 0;
    /// Nobody wants it any more.
    virtual void settle() = 0;
    virtual void giveBack(std::chrono::milliseconds notBefore) = 0;
};

class WorkSource {
public:
    virtual ~WorkSource() = default;
    /// Up to `room` tasks; waits for the first for at most `patience`. Errors: kUnavailable, to be tried again.
    virtual api::Result<std::vector<std::unique_ptr<WorkTicket>>> next(int room,
                                                                       std::chrono::milliseconds patience) = 0;
    /// How often a task is to be renewed.
    virtual std::chrono::milliseconds renewEvery() const = 0;
    virtual void beat(const api::WorkerInfo& worker) = 0;
    /// Ids that nobody wants any more; called on any thread. Empty: nobody hears them, and when it returns no call
    /// runs.
    virtual void onCancel(std::function<void(const std::string& id)> cancelled) = 0;
};

}  // namespace beamline::blocks
