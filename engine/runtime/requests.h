// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a request of the port reaches the threads that do it, and its answer the caller, whatever happens. Any thread.

#include "engine/runtime/pool.h"
#include "engine/runtime/queries.h"
#include "engine/runtime/quota_keeper.h"

namespace beamline::runtime {

/// Who does a request: short ones, those that read much, those that may fold a whole run, those of routing.
struct Desks {
    Pool& desk;
    Pool& study;
    Pool& past;
    Pool& routing;

    template <class Op>
    Pool& of(const Op& op) const {
        return api::kIsRouting<Op> || api::kIsMessage<Op> ? routing
               : kReadsMuch<Op>                           ? study
               : asksPast(op)                             ? past
                                                          : desk;
    }
};

/// In a cluster another node is asked at once.
api::Error stoppingError(bool clustered);
/// Hands a job to a pool. `work` may throw; the handler is called in any case when it does not run.
void enqueue(Pool& pool, const Services& services, const api::RequestContext& context, const api::ReplyHandler& handler,
             std::function<void()> work, TenantSlot* tenant = nullptr);

template <class T>
std::function<void(api::Result<T>)> widen(api::ReplyHandler handler) {
    return [handler = std::move(handler)](api::Result<T> result) {
        result.ok() ? handler(api::Reply(std::move(*result))) : handler(result.error());
    };
}

/// Has `work(operation, context, handler of its reply)` done on the threads for it.
template <class Request, class Work>
void dispatch(const Desks& desks, const Services& services, Request request, api::RequestContext context,
              api::ReplyHandler handler, const Work& work) {
    auto& pool = std::visit([&](const auto& op) -> Pool& { return desks.of(op); }, request);
    auto job = [request = std::move(request), context, handler, work] {
        std::visit([&]<class Op>(const Op& op) { work(op, context, widen<typename Op::Reply>(handler)); }, request);
    };
    // Who has slow extensions must not have all threads of routing.
    auto* tenant = &pool == &desks.routing ? &services.quotas->slot(context.tenant) : nullptr;
    enqueue(pool, services, context, handler, std::move(job), tenant);
}

}  // namespace beamline::runtime
