// SPDX-License-Identifier: Apache-2.0
#include "engine/core/definition/parser.h"

namespace beamline::core {

namespace {
/// The inside of `${ … }` when that is the whole string.
std::optional<std::string> braced(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    const auto last = text.find_last_not_of(" \t\r\n");
    if (first == std::string_view::npos || text.substr(first, 2) != "${" || text[last] != '}') {
        return std::nullopt;
    }
    return std::string(text.substr(first + 2, last - first - 2));
}

std::string_view view(const Json& value) {
    return {value.get_string().data(), value.get_string().size()};
}
}  // namespace

ExpressionId DefinitionParser::addExpression(std::string source, const Where& where) {
    if (m_expressionPlaces.size() >= kMaxExpressionsPerDefinition) {
        problem(where.pointer,
                "The definition has more than " + std::to_string(kMaxExpressionsPerDefinition) + " expressions.");
        return -1;
    }
    m_expressionPlaces.push_back(where.pointer);
    return m_compiler->add(std::move(source), where.locals);
}

ExpressionId DefinitionParser::expression(const Json& value, const Where& where) {
    if (!value.is_string()) {
        if (value.is_bool()) {
            return addExpression(value.get_bool() ? "true" : "false", where);
        }
        problem(where.pointer, "A runtime expression must be a text such as '${ .total > 10 }'.");
        return -1;
    }
    auto inner = braced(view(value));
    return addExpression(inner ? std::move(*inner) : std::string(view(value)), where);
}

void DefinitionParser::holes(Json& value, std::vector<std::string>& path, const Where& where,
                             std::vector<Template::Hole>& out) {
    if (value.is_string()) {
        if (auto inner = braced(view(value))) {
            out.push_back({path, addExpression(std::move(*inner), where)});
            value = nullptr;
        }
    } else if (auto* array = value.if_array()) {
        for (std::size_t i = 0; i < array->size(); ++i) {
            path.push_back(std::to_string(i));
            holes((*array)[i], path, where.at(path.back()), out);
            path.pop_back();
        }
    } else if (auto* members = value.if_object()) {
        for (auto& member : *members) {
            path.emplace_back(member.key());
            holes(member.value(), path, where.at(path.back()), out);
            path.pop_back();
        }
    }
}

Template DefinitionParser::valueTemplate(const Json& value, const Where& where) {
    Json tree = value;
    std::vector<std::string> path;
    std::vector<Template::Hole> found;
    holes(tree, path, where, found);
    if (found.size() == 1 && found.front().path.empty()) {
        return Template::makeExpression(found.front().expression);
    }
    return Template::makeTree(std::move(tree), std::move(found));
}

Template DefinitionParser::transformation(const Json& value, const Where& where) {
    return value.is_string() ? Template::makeExpression(expression(value, where)) : valueTemplate(value, where);
}

Duration DefinitionParser::duration(const Json& value, const Where& where) {
    Duration result;
    if (value.is_string() && braced(view(value))) {
        result.value = valueTemplate(value, where);
        return result;
    }
    if (value.is_object()) {
        for (const auto& member : value.get_object()) {
            if (member.value().is_string() && braced(view(member.value()))) {
                result.value = valueTemplate(value, where);
                return result;
            }
        }
    }
    auto parsed = parseDuration(value);
    if (!parsed) {
        problem(where.pointer, parsed.error().message);
    }
    result.ms = parsed ? *parsed : 0;
    return result;
}

std::optional<Duration> DefinitionParser::timeout(const Json& value, const Where& where) {
    const Json* definition = &value;
    auto place = where;
    if (value.is_string()) {
        const auto* timeouts = m_use ? m_use->if_contains("timeouts") : nullptr;
        const auto* named =
            timeouts && timeouts->is_object() ? timeouts->get_object().if_contains(view(value)) : nullptr;
        if (!named) {
            problem(where.pointer, "There is no timeout '" + std::string(view(value)) + "' under use.timeouts.");
            return std::nullopt;
        }
        definition = named;
        place = Where{"/use/timeouts", where.locals, 0}.at(view(value));
    }
    const auto* members = object(*definition, place.pointer, "A timeout");
    if (!members) {
        return std::nullopt;
    }
    onlyKnown(*members, place.pointer, {"after"}, "a timeout");
    const auto* after = members->if_contains("after");
    if (!after) {
        problem(place.pointer, "A timeout needs 'after', a duration.");
        return std::nullopt;
    }
    return duration(*after, place.at("after"));
}

SchemaPtr DefinitionParser::schema(const Json& value, const Where& where) {
    const auto* members = object(value, where.pointer, "A schema");
    if (!members) {
        return nullptr;
    }
    onlyKnown(*members, where.pointer, {"format", "document", "resource"}, "a schema");
    if (const auto* format = members->if_contains("format");
        format && !(format->is_string() && (view(*format) == "json" || view(*format).substr(0, 5) == "json:"))) {
        problem(where.pointer + "/format", "Only the schema format 'json' is supported by this build.");
    }
    if (members->contains("resource")) {
        problem(where.pointer + "/resource",
                "A schema from an external resource is not supported by this build yet; write it under 'document'.");
        return nullptr;
    }
    const auto* document = members->if_contains("document");
    if (!document) {
        problem(where.pointer, "A schema needs 'document', a JSON Schema.");
        return nullptr;
    }
    auto compiled = compileSchema(*document);
    if (!compiled) {
        problem(where.pointer + "/document", compiled.error().message);
        return nullptr;
    }
    return *compiled;
}

void DefinitionParser::dataFlow(const Object& owner, const Where& where, DataFlow& flow, bool isTask) {
    if (const auto* input = owner.if_contains("input")) {
        const auto place = where.at("input");
        if (const auto* members = object(*input, place.pointer, "'input'")) {
            onlyKnown(*members, place.pointer, {"schema", "from"}, "'input'");
            if (const auto* value = members->if_contains("schema")) {
                flow.inputSchema = schema(*value, place.at("schema"));
            }
            if (const auto* value = members->if_contains("from")) {
                flow.inputFrom = transformation(*value, place.at("from"));
            }
        }
    }
    const auto as = [&](const char* key, Template& target, SchemaPtr& checked) {
        const auto* value = owner.if_contains(key);
        const auto place = where.at(key);
        const auto* members = value ? object(*value, place.pointer, key) : nullptr;
        if (!members) {
            return;
        }
        onlyKnown(*members, place.pointer, {"schema", "as"}, key);
        if (const auto* inner = members->if_contains("schema")) {
            checked = schema(*inner, place.at("schema"));
        }
        if (const auto* inner = members->if_contains("as")) {
            target = transformation(*inner, place.at("as"));
        }
    };
    as("output", flow.outputAs, flow.outputSchema);
    if (isTask) {
        as("export", flow.exportAs, flow.exportSchema);
    }
}

RetryPolicy DefinitionParser::retryPolicy(const Json& value, const Where& where) {
    RetryPolicy policy;
    const auto* members = object(value, where.pointer, "A retry policy");
    if (!members) {
        return policy;
    }
    onlyKnown(*members, where.pointer, {"when", "exceptWhen", "delay", "limit", "backoff", "jitter"}, "a retry policy");
    if (const auto* when = members->if_contains("when")) {
        policy.when = expression(*when, where.at("when"));
    }
    if (const auto* except = members->if_contains("exceptWhen")) {
        policy.exceptWhen = expression(*except, where.at("exceptWhen"));
    }
    policy.delay.ms = 0;
    if (const auto* delay = members->if_contains("delay")) {
        policy.delay = duration(*delay, where.at("delay"));
    }
    const auto backoffPlace = where.at("backoff");
    if (const auto* backoff = members->if_contains("backoff");
        const auto* kinds = backoff ? object(*backoff, backoffPlace.pointer, "'backoff'") : nullptr) {
        onlyKnown(*kinds, backoffPlace.pointer, {"constant", "linear", "exponential"}, "'backoff'");
        policy.backoff = kinds->contains("constant")      ? RetryPolicy::Backoff::constant
                         : kinds->contains("linear")      ? RetryPolicy::Backoff::linear
                         : kinds->contains("exponential") ? RetryPolicy::Backoff::exponential
                                                          : RetryPolicy::Backoff::none;
    }
    const auto jitterPlace = where.at("jitter");
    if (const auto* jitter = members->if_contains("jitter");
        const auto* range = jitter ? object(*jitter, jitterPlace.pointer, "'jitter'") : nullptr) {
        onlyKnown(*range, jitterPlace.pointer, {"from", "to"}, "'jitter'");
        if (!range->contains("from") || !range->contains("to")) {
            problem(jitterPlace.pointer, "'jitter' needs 'from' and 'to', both durations.");
        } else {
            policy.jitterFrom = duration(range->at("from"), jitterPlace.at("from"));
            policy.jitterTo = duration(range->at("to"), jitterPlace.at("to"));
        }
    }
    const auto limitPlace = where.at("limit");
    if (const auto* limit = members->if_contains("limit");
        const auto* limits = limit ? object(*limit, limitPlace.pointer, "'limit'") : nullptr) {
        onlyKnown(*limits, limitPlace.pointer, {"attempt", "duration"}, "'limit'");
        if (const auto* total = limits->if_contains("duration")) {
            policy.totalDuration = duration(*total, limitPlace.at("duration"));
        }
        const auto attemptPlace = limitPlace.at("attempt");
        if (const auto* attempt = limits->if_contains("attempt");
            const auto* inner = attempt ? object(*attempt, attemptPlace.pointer, "'attempt'") : nullptr) {
            onlyKnown(*inner, attemptPlace.pointer, {"count", "duration"}, "'attempt'");
            if (const auto* count = inner->if_contains("count")) {
                if (count->is_int64() && count->get_int64() >= 0 && count->get_int64() <= 1'000'000) {
                    policy.attemptCount = static_cast<int>(count->get_int64());
                } else {
                    problem(attemptPlace.pointer + "/count",
                            "The number of attempts must be a whole number from 0 to 1,000,000.");
                }
            }
            if (const auto* length = inner->if_contains("duration")) {
                policy.attemptDuration = duration(*length, attemptPlace.at("duration"));
            }
        }
    }
    return policy;
}

ErrorFilter DefinitionParser::errorFilter(const Json& value, const Where& where) {
    ErrorFilter filter;
    const auto* members = object(value, where.pointer, "An error filter");
    if (!members) {
        return filter;
    }
    onlyKnown(*members, where.pointer, {"type", "status", "title", "detail", "instance"}, "an error filter");
    const auto take = [&](const char* key, std::optional<std::string>& target) {
        if (members->contains(key)) {
            target = text(*members, key, where.pointer, false);
        }
    };
    take("type", filter.type);
    take("title", filter.title);
    take("detail", filter.detail);
    take("instance", filter.instance);
    if (const auto* status = members->if_contains("status")) {
        if (status->is_int64()) {
            filter.status = static_cast<int>(status->get_int64());
        } else {
            problem(where.pointer + "/status", "The status of an error must be a whole number.");
        }
    }
    return filter;
}

}  // namespace beamline::core
