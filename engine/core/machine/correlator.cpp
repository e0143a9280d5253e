// SPDX-License-Identifier: Apache-2.0
#include "engine/core/machine/correlator.h"

#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/core/machine/state.h"

namespace beamline::core {

bool containsJson(const Json& value, const Json& wanted, int depth) {
    const auto* members = wanted.if_object();
    if (!members || depth > kMaxNesting) {
        return sameValue(value, wanted);
    }
    const auto* object = value.if_object();
    return object && std::all_of(members->begin(), members->end(), [&](const auto& member) {
               const auto* own = object->if_contains(member.key());
               return own && containsJson(*own, member.value(), depth + 1);
           });
}

namespace {
bool matches(const AttributeFilter& filter, const Data& whole, const EventEvaluator& evaluate) {
    const auto* found = whole->get_object().if_contains(filter.name);
    if (!found) {
        return false;
    }
    if (filter.pattern) {
        return found->is_string() &&
               (filter.value.constantValue()->get_string() == found->get_string() ||
                filter.pattern->search({found->get_string().data(), found->get_string().size()}) ==
                    SchemaPattern::Match::yes);
    }
    if (filter.value.constant()) {
        return containsJson(*found, *filter.value.constantValue());
    }
    const auto wanted = evaluate.value(filter.value, Data(whole, found));
    if (!wanted) {
        return false;
    }
    return (*wanted)->is_bool() && !found->is_bool() ? (*wanted)->get_bool() : containsJson(*found, **wanted);
}

bool correlates(const EventFilter& filter, std::map<std::string, Json>& keys, const Data& event,
                const EventEvaluator& evaluate) {
    for (const auto& correlation : filter.correlate) {
        const auto value = evaluate.expression(correlation.from, event);
        if (!value || (*value)->is_null()) {
            return false;
        }
        if (correlation.expect.present()) {
            const auto wanted = evaluate.value(correlation.expect, event);
            if (!wanted || !sameValue(**wanted, **value)) {
                return false;
            }
            keys.insert_or_assign(correlation.name, **value);
        } else if (!sameValue(keys.emplace(correlation.name, **value).first->second, **value)) {
            return false;
        }
    }
    return true;
}

/// The filters that take the event; `keys` follow.
std::vector<std::size_t> taking(const EventStrategy& strategy, const std::vector<bool>& seen,
                                std::map<std::string, Json>& keys, const Data& event, const EventEvaluator& evaluate) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < strategy.filters.size(); ++i) {
        const auto& filter = strategy.filters[i];
        if (i < seen.size() && seen[i]) {
            continue;
        }
        auto tried = keys;
        const bool good = std::all_of(filter.with.begin(), filter.with.end(),
                                      [&](const auto& attribute) { return matches(attribute, event, evaluate); }) &&
                          correlates(filter, tried, event, evaluate);
        if (good) {
            found.push_back(i);
            keys = std::move(tried);
        }
    }
    return found;
}

/// Whether the event is taken, and whether it was the last.
std::pair<bool, bool> take(const EventStrategy& strategy, std::vector<bool>& seen, std::map<std::string, Json>& keys,
                           const Data& event, const EventEvaluator& evaluate) {
    const auto found = taking(strategy, seen, keys, event, evaluate);
    const bool every = strategy.kind == EventStrategy::Kind::any && strategy.filters.empty();
    if (found.empty() && !every) {
        return {false, false};
    }
    if (strategy.kind != EventStrategy::Kind::all) {
        return {true, true};
    }
    seen.resize(strategy.filters.size());
    for (const auto index : found) {
        seen[index] = true;
    }
    return {true, std::all_of(seen.begin(), seen.end(), [](bool one) { return one; })};
}

std::vector<bool> bits(const Json* json) {
    std::vector<bool> result;
    for (const auto& bit : json && json->is_array() ? json->get_array() : boost::json::array()) {
        result.push_back(bit.is_bool() && bit.get_bool());
    }
    return result;
}

boost::json::array bitsJson(const std::vector<bool>& values) {
    boost::json::array result;
    for (const bool value : values) {
        result.emplace_back(value);
    }
    return result;
}
}  // namespace

/// 1 and 1.0 are the same value.
bool sameValue(const Json& a, const Json& b) {
    if (a.is_number() && b.is_number()) {
        return a == b || a.to_number<double>() == b.to_number<double>();
    }
    return a == b;
}

Offer offerEvent(const EventStrategy& strategy, CorrelationState& state, const Data& event,
                 const EventEvaluator& evaluate) {
    if (strategy.untilEvents) {
        auto keys = state.keys;
        auto seen = state.untilSeen;
        const auto [taken, last] = take(*strategy.untilEvents, seen, keys, event, evaluate);
        if (taken) {
            state.untilSeen = std::move(seen);
            state.keys = std::move(keys);
            return last ? Offer::ended : Offer::noted;
        }
    }
    auto keys = state.keys;
    auto seen = state.seen;
    const auto [taken, last] = take(strategy, seen, keys, event, evaluate);
    if (!taken) {
        return Offer::ignored;
    }
    state.keys = std::move(keys);
    state.seen = std::move(seen);
    const bool goesOn = strategy.until >= 0 || strategy.untilEvents;
    return last && !goesOn ? Offer::consumedLast : Offer::consumed;
}

Data readEvent(const Data& event, EventRead read) {
    if (read == EventRead::envelope) {
        return event;
    }
    const auto& attributes = event->get_object();
    if (const auto* data = attributes.if_contains("data")) {
        if (read == EventRead::data) {
            return Data(event, data);
        }
        return makeData(data->is_string() ? *data : Json(api::printJson(*data)));
    }
    if (const auto* binary = attributes.if_contains("data_base64")) {
        return Data(event, binary);
    }
    return nullData();
}

std::string eventMistake(const Json& event) {
    const auto* attributes = event.if_object();
    if (!attributes) {
        return "An event is a JSON object with id, source, specversion and type.";
    }
    for (const char* name : {"id", "source", "specversion", "type"}) {
        const auto* value = attributes->if_contains(name);
        if (!value || !value->is_string() || value->get_string().empty()) {
            return std::string("The event has no '") + name + "', a text that is not empty.";
        }
    }
    if (attributes->at("specversion").get_string() != "1.0") {
        return "The event has the specversion '" + std::string(attributes->at("specversion").get_string()) +
               "'; 1.0 is understood.";
    }
    if (attributes->contains("data") && attributes->contains("data_base64")) {
        return "The event has both 'data' and 'data_base64'; one of them must go.";
    }
    if (attributes->size() > 100 || boost::json::serialize(event).size() > kMaxEventBytes) {
        return "The event is larger than " + std::to_string(kMaxEventBytes) +
               " bytes. Put the data elsewhere and send where it is.";
    }
    return {};
}

Json correlationJson(const CorrelationState& state) {
    boost::json::object keys;
    for (const auto& [name, value] : state.keys) {
        keys[name] = value;
    }
    return boost::json::object{
        {"seen", bitsJson(state.seen)}, {"untilSeen", bitsJson(state.untilSeen)}, {"keys", std::move(keys)}};
}

CorrelationState correlationFrom(const Json& json) {
    CorrelationState state;
    if (const auto* object = json.if_object()) {
        state.seen = bits(object->if_contains("seen"));
        state.untilSeen = bits(object->if_contains("untilSeen"));
        if (const auto* keys = object->if_contains("keys"); keys && keys->is_object()) {
            for (const auto& key : keys->get_object()) {
                state.keys.emplace(key.key(), key.value());
            }
        }
    }
    return state;
}

}  // namespace beamline::core
