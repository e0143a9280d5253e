// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/requests.h"

#include "engine/api/ids.h"
#include "engine/api/moved.h"

namespace beamline::runtime {

namespace {
const char* const kTooLate = "The request waited longer than its deadline; nothing was done. Try again.";

api::Error busyError() {
    return {api::code::kOverloaded,
            "The engine has " + std::to_string(kMaxQueuedRequests) + " requests waiting, its limit. Try again shortly.",
            {},
            true};
}

/// Whatever a request runs into, its caller gets an answer and the engine goes on.
void guarded(const api::ReplyHandler& handler, const std::function<void()>& work) {
    std::string what;
    try {
        work();
        return;
    } catch (const std::exception& problem) {
        what = problem.what();
    } catch (...) {
        what = "unknown";
    }
    handler(api::Error{
        api::code::kInternal, "The engine could not do this because of a mistake in it: " + what, {}, false});
}
}  // namespace

api::Error stoppingError(bool clustered) {
    api::Error error{api::code::kUnavailable,
                     "The engine is stopping and takes nothing new. Try again when it has started.",
                     {},
                     true};
    return clustered ? api::movedError(error.message) : error;
}

void enqueue(Pool& pool, const Services& services, const api::RequestContext& context, const api::ReplyHandler& handler,
             std::function<void()> work, TenantSlot* tenant) {
    const bool clustered = services.clustered();
    if (services.stopping) {
        handler(stoppingError(clustered));
        return;
    }
    Job job;
    job.tenant = tenant;
    job.dropped = [handler, clustered] { handler(stoppingError(clustered)); };
    job.run = [deadline = context.deadline, handler, work = std::move(work)] {
        if (deadline && deadline <= api::wallClock()) {
            handler(api::Error{api::code::kDeadline, kTooLate, {}, true});
        } else {
            guarded(handler, work);
        }
    };
    if (!pool.submit(std::move(job))) {
        handler(services.stopping ? stoppingError(clustered) : busyError());
    }
}

}  // namespace beamline::runtime
