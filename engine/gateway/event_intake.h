// SPDX-License-Identifier: Apache-2.0
#pragma once
// CloudEvents as HTTP brings them (HTTP protocol binding 1.0.2): structured, binary, or a batch of structured ones.
// Any thread.

#include <functional>

#include "engine/api/engine.h"
#include "engine/gateway/http_message.h"

namespace beamline::gateway {

inline constexpr std::size_t kMaxBatch = 1'000;  ///< events of one request; more is kInvalidArgument

/// The events of a request, at least one. kInvalidArgument.
struct Intake {
    std::vector<api::Json> events;
    bool batch = false;
};
api::Result<Intake> readEvents(const HttpRequest& request);

/// Publishes all and answers once: the position of the event; of a batch {"results": [{"position"} or {"error"}, …]},
/// and the first error instead of it, with the results in its detail, when one failed. Events of a batch go together
/// and in no order, which costs one commit and not one each. An event that comes again is the one that came before, so
/// a batch can be sent again as it is.
void publish(api::Engine& engine, Intake intake, const api::RequestContext& context,
             std::function<void(api::Result<api::Json>)> answer);

}  // namespace beamline::gateway
