// SPDX-License-Identifier: Apache-2.0
// Tasks and schedules that speak in events: emit, listen, `schedule`.
#include <algorithm>

#include "engine/core/definition/parser.h"

namespace beamline::core {

namespace {
/// CloudEvents 1.0.2, "Naming conventions": lower-case letters and digits; the specification's own examples also write
/// upper case.
bool attributeName(std::string_view name) {
    return !name.empty() && name.size() <= kMaxAttributeName && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// A dot alone makes no regular expression: types and sources are full of them.
bool looksLikePattern(std::string_view text) {
    return text.find_first_of("*+?[](){}|^$\\") != text.npos;
}
}  // namespace

const EventIteration* iterationOf(const Task& task) {
    const auto* listen = std::get_if<ListenTask>(&task.body);
    const auto* call = std::get_if<CallTask>(&task.body);
    const auto* each = listen ? &listen->each : call ? &call->each : nullptr;
    return each && *each ? &**each : nullptr;
}

std::vector<std::string> EventStrategy::types() const {
    std::vector<std::string> all;
    const auto add = [&all](const EventStrategy& strategy) {
        for (const auto& filter : strategy.filters) {
            if (filter.type.empty()) {
                return false;
            }
            if (std::find(all.begin(), all.end(), filter.type) == all.end()) {
                all.push_back(filter.type);
            }
        }
        return !strategy.filters.empty();
    };
    if (!add(*this) || (untilEvents && !add(*untilEvents))) {
        return {};
    }
    return all;
}

void DefinitionParser::emitTask(Task& made, const Object& o, const Where& where) {
    EmitTask emit;
    const auto place = where.at("emit");
    const auto* members = object(o.at("emit"), place.pointer, "'emit'");
    const auto* event = members ? members->if_contains("event") : nullptr;
    if (members) {
        onlyKnown(*members, place.pointer, {"event"}, "'emit'");
        if (!event) {
            problem(place.pointer, "'emit' needs 'event', the event to emit: {with: {type, source, data}}.");
        }
    }
    const auto eventPlace = place.at("event");
    const auto* inner = event ? object(*event, eventPlace.pointer, "'event'") : nullptr;
    if (inner) {
        onlyKnown(*inner, eventPlace.pointer, {"with"}, "'event'");
        const auto* with = inner->if_contains("with");
        const auto withPlace = eventPlace.at("with");
        const auto* attributes = with ? object(*with, withPlace.pointer, "'with'") : nullptr;
        if (!with) {
            problem(eventPlace.pointer, "An event needs 'with', its attributes; 'type' must be among them.");
        }
        if (attributes) {
            eventAttributes(*attributes, withPlace);
            if (!attributes->contains("type")) {
                problem(withPlace.pointer, "An event to emit needs 'type', such as com.example.order.placed.v1.");
            }
            emit.event = valueTemplate(*with, withPlace);
        }
    }
    made.body = std::move(emit);
}

void DefinitionParser::eventAttributes(const Object& attributes, const Where& where) {
    for (const auto& attribute : attributes) {
        const auto name = std::string_view(attribute.key());
        const auto& value = attribute.value();
        if (!attributeName(name)) {
            problemAtKey(where.pointer + pointerStep(name),
                         "'" + std::string(name) +
                             "' cannot name an attribute of an event; use letters and digits, at most " +
                             std::to_string(kMaxAttributeName) + ".");
        } else if (name != "data" && (value.is_object() || value.is_array() || value.is_null())) {
            problem(where.pointer + pointerStep(name), "The attribute '" + std::string(name) +
                                                           "' must be a text, a number or true or false; what is "
                                                           "structured belongs into 'data'.");
        } else if (name == "specversion" && !(value.is_string() && view(value) == "1.0")) {
            problem(where.pointer + pointerStep(name), "Events have the specversion '1.0'.");
        }
    }
}

void DefinitionParser::listenTask(Task& made, const Object& o, const Where& where) {
    ListenTask listen;
    const auto place = where.at("listen");
    if (const auto* members = object(o.at("listen"), place.pointer, "'listen'")) {
        onlyKnown(*members, place.pointer, {"to", "read"}, "'listen'");
        if (const auto* to = members->if_contains("to")) {
            listen.to = eventStrategy(*to, place.at("to"), true);
        } else {
            problem(place.pointer, "'listen' needs 'to': one, any or all, with event filters.");
        }
        listen.read = eventRead(*members, place);
    }
    if (const auto* each = o.if_contains("foreach")) {
        listen.each = eventIteration(*each, where.at("foreach"), made.index);
    }
    made.body = std::move(listen);
}

EventRead DefinitionParser::eventRead(const Object& owner, const Where& where) {
    EventRead read = EventRead::data;
    const auto name = text(owner, "read", where.pointer, false);
    if (name == "envelope") {
        read = EventRead::envelope;
    } else if (name == "raw") {
        read = EventRead::raw;
    } else if (!name.empty() && name != "data") {
        problem(where.pointer + "/read", "'read' must be data, envelope or raw.");
    }
    return read;
}

EventIteration DefinitionParser::eventIteration(const Json& value, const Where& where, TaskIndex parent) {
    EventIteration each;
    const auto* members = object(value, where.pointer, "'foreach'");
    if (!members) {
        return each;
    }
    onlyKnown(*members, where.pointer, {"item", "at", "do", "output", "export"}, "'foreach'");
    each.item = variableName(*members, "item", where, "item");
    each.at = variableName(*members, "at", where, "index");
    if (each.item == each.at) {
        problem(where.pointer, "'item' and 'at' must be different names.");
    }
    auto inner = where;
    inner.locals.push_back(each.item);
    inner.locals.push_back(each.at);
    if (const auto* list = members->if_contains("do")) {
        each.tasks = taskList(*list, inner.at("do"), parent, true);
    }
    dataFlow(*members, inner, each.flow, true);
    return each;
}

EventStrategy DefinitionParser::eventStrategy(const Json& value, const Where& where, bool mayEnd) {
    EventStrategy strategy;
    const auto* members = object(value, where.pointer, "An event consumption strategy");
    if (!members) {
        return strategy;
    }
    onlyKnown(*members, where.pointer, {"one", "any", "all", "until"}, "an event consumption strategy");
    int kinds = 0;
    for (const auto& [name, kind] : {std::pair("one", EventStrategy::Kind::one),
                                     {"any", EventStrategy::Kind::any},
                                     {"all", EventStrategy::Kind::all}}) {
        const auto* given = members->if_contains(name);
        if (!given) {
            continue;
        }
        ++kinds;
        strategy.kind = kind;
        const auto place = where.at(name);
        if (kind == EventStrategy::Kind::one) {
            strategy.filters.push_back(eventFilter(*given, place));
        } else if (!given->is_array()) {
            problem(place.pointer, std::string("'") + name + "' must be a list of event filters.");
        } else {
            for (std::size_t i = 0; i < given->get_array().size(); ++i) {
                strategy.filters.push_back(eventFilter(given->get_array()[i], place.at(std::to_string(i))));
            }
            if (kind == EventStrategy::Kind::all && strategy.filters.empty()) {
                problem(place.pointer, "'all' needs at least one event filter.");
            }
        }
    }
    if (kinds != 1) {
        problem(where.pointer, "An event consumption strategy is one of 'one', 'any' and 'all'.");
    }
    if (strategy.filters.size() > kMaxEventFilters) {
        problem(where.pointer, "At most " + std::to_string(kMaxEventFilters) + " event filters can stand together.");
    }
    if (const auto* until = members->if_contains("until")) {
        eventUntil(*until, where.at("until"), mayEnd, strategy);
    }
    return strategy;
}

void DefinitionParser::eventUntil(const Json& value, const Where& where, bool mayEnd, EventStrategy& strategy) {
    if (strategy.kind != EventStrategy::Kind::any) {
        problem(where.pointer, "'until' only applies to 'any'; it is ignored.", api::Severity::warning);
    } else if (!mayEnd) {
        problem(where.pointer, "'until' cannot stand inside of another 'until'.");
    } else if (value.is_object()) {
        strategy.untilEvents = std::make_shared<EventStrategy>(eventStrategy(value, where, false));
    } else {
        strategy.until = expression(value, where);
    }
}

EventFilter DefinitionParser::eventFilter(const Json& value, const Where& where) {
    EventFilter filter;
    const auto* members = object(value, where.pointer, "An event filter");
    if (!members) {
        return filter;
    }
    onlyKnown(*members, where.pointer, {"with", "correlate"}, "an event filter");
    const auto* with = members->if_contains("with");
    const auto withPlace = where.at("with");
    const auto* attributes = with ? object(*with, withPlace.pointer, "'with'") : nullptr;
    if (!with || (attributes && attributes->empty())) {
        problem(where.pointer, "An event filter needs 'with' and at least one attribute in it, such as 'type'.");
    }
    if (attributes) {
        eventAttributes(*attributes, withPlace);
        for (const auto& attribute : *attributes) {
            filter.with.push_back(attributeFilter(std::string(attribute.key()), attribute.value(),
                                                  withPlace.at(std::string_view(attribute.key()))));
            const auto& made = filter.with.back();
            if (made.name == "type" && made.value.constant() && !made.pattern &&
                made.value.constantValue()->is_string()) {
                filter.type = std::string(made.value.constantValue()->get_string());
            }
        }
    }
    const auto place = where.at("correlate");
    const auto* given = members->if_contains("correlate");
    const auto* correlations = given ? object(*given, place.pointer, "'correlate'") : nullptr;
    for (std::size_t i = 0; correlations && i < correlations->size(); ++i) {
        const auto& one = *(correlations->begin() + static_cast<std::ptrdiff_t>(i));
        const auto onePlace = place.at(std::string_view(one.key()));
        Correlation correlation;
        correlation.name = std::string(one.key());
        if (const auto* inner = object(one.value(), onePlace.pointer, "A correlation")) {
            onlyKnown(*inner, onePlace.pointer, {"from", "expect"}, "a correlation");
            if (const auto* from = inner->if_contains("from")) {
                correlation.from = expression(*from, onePlace.at("from"));
            } else {
                problem(onePlace.pointer, "A correlation needs 'from', an expression on the event.");
            }
            if (const auto* expect = inner->if_contains("expect")) {
                correlation.expect = valueTemplate(*expect, onePlace.at("expect"));
            }
        }
        filter.correlate.push_back(std::move(correlation));
    }
    return filter;
}

AttributeFilter DefinitionParser::attributeFilter(std::string name, const Json& value, const Where& where) {
    AttributeFilter filter;
    filter.name = std::move(name);
    filter.value = valueTemplate(value, where);
    if (filter.value.constant() && value.is_string() && filter.name != "data" && looksLikePattern(view(value))) {
        auto pattern = SchemaPattern::compile("^(?:" + std::string(view(value)) + ")$");
        if (!pattern) {
            problem(where.pointer,
                    "This text is taken for a regular expression and is none: " + pattern.error().message);
        } else {
            filter.pattern = std::make_shared<const SchemaPattern>(std::move(*pattern));
        }
    }
    return filter;
}

void DefinitionParser::schedule(const Object& root) {
    const auto* value = root.if_contains("schedule");
    const Where where{"/schedule", {}, 0};
    const auto* members = value ? object(*value, where.pointer, "'schedule'") : nullptr;
    if (!members) {
        return;
    }
    onlyKnown(*members, where.pointer, {"every", "cron", "after", "on", "read"}, "'schedule'");
    Schedule schedule;
    int kinds = 0;
    const auto interval = [&](const char* key, std::optional<std::int64_t>& target) {
        const auto* given = members->if_contains(key);
        if (!given) {
            return;
        }
        ++kinds;
        const auto length = parseDuration(*given);
        if (!length) {
            problem(where.at(key).pointer, length.error().message);
        } else if (*length < kMinScheduleMs) {
            problem(where.at(key).pointer,
                    "A schedule's interval must be at least " + std::to_string(kMinScheduleMs) + " milliseconds.");
        } else {
            target = *length;
        }
    };
    interval("every", schedule.everyMs);
    interval("after", schedule.afterMs);
    if (members->contains("cron")) {
        ++kinds;
        const auto source = text(*members, "cron", where.pointer, false);
        if (auto cron = Cron::parse(source)) {
            schedule.cron = std::move(*cron);
        } else if (members->at("cron").is_string()) {
            problem("/schedule/cron", cron.error().message);
        }
    }
    if (const auto* on = members->if_contains("on")) {
        ++kinds;
        schedule.on = eventStrategy(*on, where.at("on"), true);
    }
    if (kinds != 1) {
        problem(where.pointer, "'schedule' is one of every, cron, after and on.");
    }
    if (members->contains("read") && !members->contains("on")) {
        problem("/schedule/read", "'read' is only valid together with 'on'.");
    }
    schedule.read = eventRead(*members, where);
    m_definition->schedule = std::move(schedule);
}

WorkflowTask DefinitionParser::workflowTask(const Json& value, const Where& where, bool await, bool returns) {
    WorkflowTask run;
    run.await = await;
    run.returns = returns;
    if (const auto* members = object(value, where.pointer, "'workflow'")) {
        onlyKnown(*members, where.pointer, {"namespace", "name", "version", "input"}, "'workflow'");
        run.ns = text(*members, "namespace", where.pointer, true);
        run.name = text(*members, "name", where.pointer, true);
        run.version = text(*members, "version", where.pointer, false);
        if (run.version == "latest") {
            run.version.clear();
        }
        if (const auto* input = members->if_contains("input")) {
            run.input = valueTemplate(*input, where.at("input"));
        }
    }
    return run;
}

}  // namespace beamline::core
