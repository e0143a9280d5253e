// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <regex>

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

std::optional<int> statusOf(const Json& value) {
    const bool fits = value.is_int64() && value.get_int64() >= 0 && value.get_int64() <= 99'999;
    return fits ? std::optional(static_cast<int>(value.get_int64())) : std::nullopt;
}
}  // namespace

ExpressionId DefinitionParser::addExpression(std::string source, const Where& where) {
    if (m_expressionPlaces.size() >= kMaxExpressionsPerDefinition) {
        problem(where.pointer,
                "The definition has more than " + std::to_string(kMaxExpressionsPerDefinition) + " expressions.");
        return -1;
    }
    if (source.find_first_not_of(" \t\r\n") == std::string::npos) {
        source = m_compiler->whole();
        problem(where.pointer, "The expression is empty; '" + source + "' stands for the whole input.");
    }
    checkSecrets(source, where);
    m_definition->authorization = m_definition->authorization || source.find("authorization") != std::string::npos;
    m_expressionPlaces.push_back(where.pointer);
    return m_compiler->add(std::move(source), where.locals);
}

void DefinitionParser::checkSecrets(const std::string& source, const Where& where) {
    static const std::regex kUse(
        "\\$secrets\\b(?:\\s*\\.\\s*([A-Za-z_][A-Za-z0-9_]{0,127})|\\s*\\.?\\[?\\s*\"([^\"]{1,128})\")?");
    if (source.find("$secrets") == std::string::npos) {
        return;
    }
    const auto& known = m_definition->secrets;
    for (auto it = std::sregex_iterator(source.begin(), source.end(), kUse); it != std::sregex_iterator(); ++it) {
        const auto name = (*it)[1].matched ? (*it)[1].str() : (*it)[2].str();
        if (name.empty() ? known.empty() : std::find(known.begin(), known.end(), name) == known.end()) {
            problem(where.pointer, name.empty() ? std::string("$secrets is empty: use.secrets names none.")
                                                : "There is no secret '" + name + "' under use.secrets.");
        }
    }
}

ExpressionId DefinitionParser::expression(const Json& value, const Where& where) {
    if (!value.is_string()) {
        if (value.is_bool()) {
            return addExpression(m_compiler->written(value), where);
        }
        problem(where.pointer, "A runtime expression must be a text such as '${ .total > 10 }'.");
        return -1;
    }
    auto inner = braced(view(value));
    if (!inner) {
        checkBraces(value, where);
    }
    return addExpression(inner ? std::move(*inner) : std::string(view(value)), where);
}

/// A text that is not evaluated although it looks as if it was meant to be.
void DefinitionParser::checkBraces(const Json& value, const Where& where) {
    const auto text = view(value);
    const auto first = text.find_first_not_of(" \t\r\n");
    const auto at = text.find("${");
    if (at == std::string_view::npos) {
        return;
    }
    const bool closed = text.find('}', at) != std::string_view::npos;
    if (at == first && !closed) {
        problem(where.pointer, "The expression begins with '${' and never ends; close it with '}'.");
    } else if (closed) {
        problem(where.pointer,
                "'${ }' inside of a longer text is not evaluated; write one expression, such as ${ " +
                    std::string(m_compiler->example()) + " }.",
                api::Severity::warning);
    }
}

std::string DefinitionParser::variableName(const Object& owner, const char* key, const Where& where,
                                           const char* fallback) {
    if (!owner.contains(key)) {
        return fallback;
    }
    const auto name = text(owner, key, where.pointer, false);
    const bool letters =
        !name.empty() && !std::isdigit(static_cast<unsigned char>(name[0])) &&
        std::all_of(name.begin(), name.end(), [](unsigned char c) { return c == '_' || (c < 128 && std::isalnum(c)); });
    if (letters && m_compiler->canName(name)) {
        return name;
    }
    if (owner.at(key).is_string()) {
        problem(where.pointer + pointerStep(key),
                "'" + name +
                    "' cannot name a variable; use letters, digits and '_', and no word of the expression language.");
    }
    return fallback;
}

/// In loose mode a text is an expression if it compiles as one; if it then fails on the data, it is the text.
bool DefinitionParser::isLooseExpression(std::string_view text, const Where& where) {
    if (m_definition->strict || m_foreign || text.find_first_not_of(" \t\r\n") == text.npos) {
        return false;
    }
    const auto compiles = m_compiler->compiles(std::string(text), where.locals, m_looseTrials);
    if (!compiles && !std::exchange(m_saidLooseLimit, true)) {
        problem(where.pointer, "In loose mode at most " + std::to_string(kMaxLooseTexts) +
                                   " texts that may be expressions can stand without ${ }: each must be tried. Use "
                                   "the strict mode.");
    }
    return compiles.value_or(false);
}

void DefinitionParser::holes(Json& value, std::vector<std::string>& path, const Where& where,
                             std::vector<Template::Hole>& out) {
    if (value.is_string()) {
        if (auto inner = braced(view(value))) {
            out.push_back({path, addExpression(std::move(*inner), where)});
            value = nullptr;
        } else if (isLooseExpression(view(value), where)) {
            out.push_back({path, addExpression(std::string(view(value)), where), true});
        } else {
            checkBraces(value, where);
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
    if (found.size() == 1 && found.front().path.empty() && !found.front().loose) {
        return Template::makeExpression(found.front().expression);
    }
    return Template::makeTree(std::move(tree), std::move(found));
}

Template DefinitionParser::transformation(const Json& value, const Where& where) {
    if (!value.is_string() && !value.is_object()) {
        problem(where.pointer, "This must be an expression, or an object with expressions in it.");
    }
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
        const auto* known = named("timeouts", view(value));
        if (!known) {
            problem(where.pointer, "There is no timeout '" + std::string(view(value)) + "' under use.timeouts.");
            return std::nullopt;
        }
        definition = known;
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
    const auto* document = members->if_contains("document");
    const auto* resource = members->if_contains("resource");
    if (!document && !resource) {
        problem(where.pointer, "A schema needs 'document', a JSON Schema, or 'resource', where one is.");
        return nullptr;
    }
    auto place = where.pointer + "/document";
    if (!document) {
        place = where.pointer + "/resource";
        const auto* inner = object(*resource, place, "'resource'");
        const auto* endpoint = inner ? inner->if_contains("endpoint") : nullptr;
        if (inner) {
            onlyKnown(*inner, place, {"name", "endpoint"}, "a resource");
        }
        if (inner && !endpoint) {
            problem(place, "A resource needs 'endpoint', where it is.");
        }
        document = endpoint ? external(*endpoint, where.at("resource").at("endpoint")) : nullptr;
        if (!document) {
            return nullptr;
        }
    }
    std::vector<api::Problem> mistakes;
    auto compiled = compileSchema(*document, &mistakes);
    for (auto& mistake : mistakes) {
        problem(place + mistake.pointer, std::move(mistake.message));
    }
    return compiled ? *compiled : nullptr;
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
    if (const auto* backoff = members->if_contains("backoff")) {
        retryBackoff(*backoff, where.at("backoff"), policy);
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
            if (policy.jitterFrom->ms && policy.jitterTo->ms && *policy.jitterFrom->ms > *policy.jitterTo->ms) {
                problem(jitterPlace.pointer, "'from' of the jitter is longer than 'to'.");
            }
        }
    }
    if (const auto* limit = members->if_contains("limit")) {
        retryLimit(*limit, where.at("limit"), policy);
    }
    return policy;
}

void DefinitionParser::retryBackoff(const Json& value, const Where& where, RetryPolicy& policy) {
    using Backoff = RetryPolicy::Backoff;
    static constexpr std::pair<const char*, Backoff> kKinds[] = {
        {"constant", Backoff::constant}, {"linear", Backoff::linear}, {"exponential", Backoff::exponential}};
    const auto* members = object(value, where.pointer, "'backoff'");
    if (!members) {
        return;
    }
    onlyKnown(*members, where.pointer, {"constant", "linear", "exponential"}, "'backoff'");
    int kinds = 0;
    for (const auto& [name, kind] : kKinds) {
        if (const auto* settings = members->if_contains(name)) {
            ++kinds;
            policy.backoff = kind;
            const auto* inner = object(*settings, where.at(name).pointer, "A backoff");
            if (inner) {
                onlyKnown(*inner, where.at(name).pointer, {}, "a backoff");
            }
        }
    }
    if (kinds != 1) {
        problem(where.pointer, "'backoff' needs one of constant, linear and exponential, such as 'exponential: {}'.");
    }
}

void DefinitionParser::retryLimit(const Json& value, const Where& where, RetryPolicy& policy) {
    const auto* limits = object(value, where.pointer, "'limit'");
    if (!limits) {
        return;
    }
    onlyKnown(*limits, where.pointer, {"attempt", "duration"}, "'limit'");
    if (const auto* total = limits->if_contains("duration")) {
        policy.totalDuration = duration(*total, where.at("duration"));
    }
    const auto place = where.at("attempt");
    const auto* attempt = limits->if_contains("attempt");
    const auto* inner = attempt ? object(*attempt, place.pointer, "'attempt'") : nullptr;
    if (!inner) {
        return;
    }
    onlyKnown(*inner, place.pointer, {"count", "duration"}, "'attempt'");
    if (const auto* count = inner->if_contains("count")) {
        if (count->is_int64() && count->get_int64() >= 0 && count->get_int64() <= 1'000'000) {
            policy.attemptCount = static_cast<int>(count->get_int64());
        } else {
            problem(place.pointer + "/count", "The number of attempts must be a whole number from 0 to 1,000,000.");
        }
    }
    if (const auto* length = inner->if_contains("duration")) {
        policy.attemptDuration = duration(*length, place.at("duration"));
    }
}

/// An error to raise. Its members may be expressions.
void DefinitionParser::errorDefinition(const Json& value, const Where& where) {
    const auto* members = object(value, where.pointer, "An error");
    if (!members) {
        return;
    }
    onlyKnown(*members, where.pointer, {"type", "status", "title", "detail", "instance"}, "an error");
    for (const char* key : {"type", "title", "detail", "instance"}) {
        text(*members, key, where.pointer, key == std::string_view("type"));
    }
    const auto* type = members->if_contains("type");
    if (type && type->is_string() && type->get_string().empty()) {
        problem(where.pointer + "/type", "The type of an error is empty; it is a URI.");
    }
    const auto* instance = members->if_contains("instance");
    if (instance && instance->is_string() && !braced(view(*instance)) && !instance->get_string().starts_with('/')) {
        problem(where.pointer + "/instance",
                "The instance of an error is a JSON pointer such as /do/0/getPet; leave it out, and it is the task.");
    }
    const auto* status = members->if_contains("status");
    if (!status) {
        problem(where.pointer, "'status' is missing; it is a whole number such as 400.");
    } else if (!statusOf(*status) && !(status->is_string() && braced(view(*status)))) {
        problem(where.pointer + "/status", "The status of an error must be a whole number such as 400.");
    }
}

ErrorFilter DefinitionParser::errorFilter(const Json& value, const Where& where) {
    ErrorFilter filter;
    const auto* members = object(value, where.pointer, "An error filter");
    if (!members) {
        return filter;
    }
    onlyKnown(*members, where.pointer, {"type", "status", "title", "detail", "instance"}, "an error filter");
    if (members->empty()) {
        problem(where.pointer, "The error filter is empty; leave it out to catch every error.");
    }
    const auto take = [&](const char* key, std::optional<std::string>& target) {
        if (members->contains(key)) {
            target = text(*members, key, where.pointer, false);
            if (target->find("${") != std::string::npos) {
                problem(where.pointer + pointerStep(key),
                        "An error filter compares texts as they are written; use 'when' for an expression.");
            }
        }
    };
    take("type", filter.type);
    take("title", filter.title);
    take("detail", filter.detail);
    take("instance", filter.instance);
    if (const auto* status = members->if_contains("status")) {
        filter.status = statusOf(*status);
        if (!filter.status) {
            problem(where.pointer + "/status", "The status of an error must be a whole number such as 400.");
        }
    }
    return filter;
}

}  // namespace beamline::core
