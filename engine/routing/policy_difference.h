// SPDX-License-Identifier: Apache-2.0
#pragma once
// What differs between two policy documents, for people. Pure, any thread.

#include "engine/api/result.h"

namespace beamline::routing {

/// A list of {pointer, before, after}, sorted by pointer; what is not there is null, as it is in policies. Items of
/// lists are matched by `id`, `name`, `provider` or `to`, where every item has one of its own, and that takes the place
/// of the index: "/providers/gpt4/weight". If such a list only has another order, `before` and `after` tell it. Other
/// lists are compared place by place between what they share at their ends, or as a whole when they hold plain values.
boost::json::array policyDifference(const api::Json& before, const api::Json& after);

}  // namespace beamline::routing
