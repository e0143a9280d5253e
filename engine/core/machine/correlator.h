// SPDX-License-Identifier: Apache-2.0
#pragma once
// Decides which events a subscription takes and when it has had enough (dsl-reference, "Event Consumption Strategy",
// "Correlation"). Pure; one correlator belongs to one thread at a time.

#include <functional>
#include <map>

#include "engine/core/definition/definition.h"

namespace beamline::core {

/// What a subscription remembers between events.
struct CorrelationState {
    std::vector<bool> seen;            ///< filters of `all` that have had their event
    std::vector<bool> untilSeen;       ///< the same of `until`
    std::map<std::string, Json> keys;  ///< values that the events must have in common
    bool operator==(const CorrelationState&) const = default;
};
Json correlationJson(const CorrelationState& state);
/// Tolerant: what is missing or of another kind reads as empty.
CorrelationState correlationFrom(const Json& json);

/// How expressions of the subscription are evaluated; nothing when that fails, which counts as "does not match".
struct EventEvaluator {
    std::function<std::optional<Data>(ExpressionId, const Data& input)> expression;
    std::function<std::optional<Data>(const Template&, const Data& input)> value;
};

/// `noted`: one of several events of `until`, which is not consumed; `ended`: the last of them.
enum class Offer { ignored, consumed, consumedLast, noted, ended };
/// Changes `state` only when the event is not ignored. `event`: a CloudEvent as JSON.
Offer offerEvent(const EventStrategy& strategy, CorrelationState& state, const Data& event,
                 const EventEvaluator& evaluate);

/// Every member that is wanted is there with its value; lists are compared whole.
bool containsJson(const Json& value, const Json& wanted, int depth = 0);

/// What a task gets of an event.
Data readEvent(const Data& event, EventRead read);

inline constexpr std::size_t kMaxEventBytes = 1024 * 1024;  ///< of one event as JSON
/// What is wrong with an event, as a sentence; empty when nothing is (CloudEvents 1.0.2, "Required Attributes").
std::string eventMistake(const Json& event);

}  // namespace beamline::core
