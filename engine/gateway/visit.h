// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the headers of a request say: who asks, for which tenant, until when, part of which trace. Pure, any thread.

#include <optional>

#include "engine/api/engine.h"
#include "engine/gateway/alarm.h"
#include "engine/gateway/identity.h"
#include "engine/gateway/problem.h"
#include "engine/gateway/routes.h"

namespace beamline::gateway {

/// One request while it is answered.
struct Visit {
    Target target;
    RouteMatch match;
    Identity identity;
    api::RequestContext context;
    Correlation correlation;
    std::chrono::milliseconds patience{0};  ///< until the deadline
    std::optional<Alarm::Key> alarm;
};

/// X-Request-ID, or a new one; the trace of traceparent (W3C Trace Context), or X-Trace-ID.
Correlation readCorrelation(const HttpRequest& request);

/// Fills context and tenant from X-Tenant-ID, X-Deadline-Ms and traceparent. kInvalidArgument names the header,
/// kForbidden: the identity belongs to another tenant.
api::Result<api::Unit> readContext(const HttpRequest& request, std::chrono::milliseconds deadline, Visit& visit);

}  // namespace beamline::gateway
