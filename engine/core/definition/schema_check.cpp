// SPDX-License-Identifier: Apache-2.0
#include "engine/core/definition/schema_check.h"

#include <algorithm>
#include <charconv>

#include "engine/core/definition/source_document.h"

namespace beamline::core {

namespace {
/// What the value of a keyword must be (JSON Schema draft 7, validation and core).
enum class Value {
    schema,
    schemas,
    schemaOrSchemas,
    members,
    membersOrNames,
    names,
    type,
    number,
    positive,
    count,
    text,
    flag,
    list,
    any
};
struct Keyword {
    std::string_view name;
    Value value;
    bool inPlace = false;  ///< its schemas apply to the same value
};
constexpr Keyword kKeywords[] = {{"additionalItems", Value::schema},
                                 {"additionalProperties", Value::schema},
                                 {"allOf", Value::schemas, true},
                                 {"anyOf", Value::schemas, true},
                                 {"const", Value::any},
                                 {"contains", Value::schema},
                                 {"definitions", Value::members},
                                 {"$defs", Value::members},
                                 {"dependencies", Value::membersOrNames, true},
                                 {"else", Value::schema, true},
                                 {"enum", Value::list},
                                 {"exclusiveMaximum", Value::number},
                                 {"exclusiveMinimum", Value::number},
                                 {"format", Value::text},
                                 {"if", Value::schema, true},
                                 {"items", Value::schemaOrSchemas},
                                 {"maxItems", Value::count},
                                 {"maxLength", Value::count},
                                 {"maxProperties", Value::count},
                                 {"maximum", Value::number},
                                 {"minItems", Value::count},
                                 {"minLength", Value::count},
                                 {"minProperties", Value::count},
                                 {"minimum", Value::number},
                                 {"multipleOf", Value::positive},
                                 {"not", Value::schema, true},
                                 {"oneOf", Value::schemas, true},
                                 {"pattern", Value::text},
                                 {"patternProperties", Value::members},
                                 {"properties", Value::members},
                                 {"propertyNames", Value::schema},
                                 {"required", Value::names},
                                 {"then", Value::schema, true},
                                 {"title", Value::text},
                                 {"description", Value::text},
                                 {"type", Value::type},
                                 {"uniqueItems", Value::flag}};
constexpr std::string_view kLater[] = {"$anchor",           "$dynamicAnchor",   "$dynamicRef",          "$recursiveRef",
                                       "dependentRequired", "dependentSchemas", "maxContains",          "minContains",
                                       "prefixItems",       "unevaluatedItems", "unevaluatedProperties"};
constexpr std::string_view kTypes[] = {"null", "boolean", "object", "array", "number", "string", "integer"};
constexpr std::size_t kMaxUnboundedPatterns = 2;  ///< `*` and `+` of a name's pattern

bool holds(const Json& value, Value kind) {
    const auto names = [&] {
        return value.is_array() && std::all_of(value.get_array().begin(), value.get_array().end(),
                                               [](const Json& item) { return item.is_string(); });
    };
    const auto known = [](const Json& name) {
        return name.is_string() &&
               std::find(std::begin(kTypes), std::end(kTypes), std::string_view(name.get_string())) != std::end(kTypes);
    };
    switch (kind) {
        case Value::schemas:
            return value.is_array() && !value.get_array().empty();
        case Value::members:
        case Value::membersOrNames:
            return value.is_object();
        case Value::names:
            return names();
        case Value::type:
            return known(value) || (value.is_array() && !value.get_array().empty() &&
                                    std::all_of(value.get_array().begin(), value.get_array().end(), known));
        case Value::number:
            return value.is_number();
        case Value::positive:
            return value.is_number() && value.to_number<double>() > 0;
        case Value::count:
            return value.is_int64() && value.get_int64() >= 0;
        case Value::text:
            return value.is_string();
        case Value::flag:
            return value.is_bool();
        case Value::list:
            return value.is_array();
        default:
            return true;  // a schema tells by itself
    }
}

const char* wanted(Value kind) {
    switch (kind) {
        case Value::schemas:
            return "a list of schemas";
        case Value::members:
        case Value::membersOrNames:
            return "an object of schemas";
        case Value::names:
            return "a list of texts";
        case Value::type:
            return "null, boolean, object, array, number, string or integer, or a list of them";
        case Value::number:
            return "a number";
        case Value::positive:
            return "a number above 0";
        case Value::count:
            return "a whole number, not below 0";
        case Value::flag:
            return "true or false";
        case Value::list:
            return "a list";
        default:
            return "a text";
    }
}

class Checker {
public:
    explicit Checker(const Json& root) : m_root(root) {}

    CheckedSchema run() {
        m_result.guarded = m_root;
        visit(m_root, m_result.guarded, "", 0);
        for (const auto& [pointer, target] : m_references) {
            if (m_visited.count(target) == 0) {
                problem(pointer + "/$ref", "There is no schema at '#" + target + "'.");
            }
        }
        if (m_result.mistakes.empty()) {
            findCircles();
            findChains();
        }
        return std::move(m_result);
    }

private:
    void problem(const std::string& pointer, std::string message) {
        m_result.mistakes.push_back({api::Severity::error, 0, 0, pointer, std::move(message)});
    }

    /// `copy` is the same place in the schema to be compiled.
    void visit(const Json& schema, Json& copy, const std::string& pointer, std::size_t depth) {
        if (!schema.is_object()) {
            if (!schema.is_bool()) {
                problem(pointer, "A JSON Schema must be an object.");
            }
            m_visited.insert(pointer);
            return;
        }
        if (depth > kMaxSchemaDepth || m_visited.size() >= kMaxSchemas) {
            problem(pointer, m_visited.size() >= kMaxSchemas ? "The schema consists of too many schemas."
                                                             : "The schema is nested too deeply.");
            return;
        }
        m_visited.insert(pointer);
        if (const auto* reference = schema.get_object().if_contains("$ref")) {
            follow(*reference, pointer);
            auto only = Json(boost::json::object{{"$ref", *reference}});
            for (const auto& member : schema.get_object()) {
                if (member.key() == "definitions" || member.key() == "$defs") {
                    auto& inner = only.get_object()[member.key()] = member.value();
                    children(member.value(), inner, Value::members, false, pointer, pointer + pointerStep(member.key()),
                             depth);
                }
            }
            copy = std::move(only);
            return;
        }
        keywords(schema.get_object(), copy.get_object(), pointer, depth);
    }

    void keywords(const boost::json::object& schema, boost::json::object& copy, const std::string& pointer,
                  std::size_t depth) {
        SchemaGuard guard;
        for (const auto& member : schema) {
            const auto key = std::string_view(member.key());
            const auto at = pointer + pointerStep(key);
            if (std::find(std::begin(kLater), std::end(kLater), key) != std::end(kLater)) {
                problem(at, "'" + std::string(key) + "' is not supported: schemas are those of JSON Schema draft 7.");
            }
            const auto* keyword = std::find_if(std::begin(kKeywords), std::end(kKeywords),
                                               [&](const Keyword& k) { return k.name == key; });
            if (keyword == std::end(kKeywords)) {
                continue;
            }
            if (!holds(member.value(), keyword->value)) {
                problem(at, "'" + std::string(key) + "' of a schema must be " + wanted(keyword->value) + ".");
                continue;
            }
            children(member.value(), copy.at(key), keyword->value, keyword->inPlace, pointer, at, depth);
            special(key, member.value(), at, guard);
        }
        members(schema, copy, guard);
        for (const char* taken :
             {"pattern", "format", "uniqueItems", "id", "$id", "type", "enum", "const", "minimum", "maximum",
              "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems"}) {
            copy.erase(taken);
        }
        // First of allOf, which the library looks at before everything else.
        boost::json::array all{boost::json::object{{kGuardKeyword, static_cast<std::int64_t>(m_result.guards.size())}}};
        if (auto* given = copy.if_contains("allOf"); given && given->is_array()) {
            all.insert(all.end(), given->get_array().begin(), given->get_array().end());
        }
        copy["allOf"] = std::move(all);
        m_result.guards.push_back(std::move(guard));
    }

    void special(std::string_view key, const Json& value, const std::string& at, SchemaGuard& guard) {
        const std::pair<std::string_view, std::optional<double>*> bounds[] = {{"minimum", &guard.minimum},
                                                                              {"maximum", &guard.maximum},
                                                                              {"exclusiveMinimum", &guard.above},
                                                                              {"exclusiveMaximum", &guard.below}};
        const std::pair<std::string_view, std::optional<std::size_t>*> counts[] = {{"minLength", &guard.minLength},
                                                                                   {"maxLength", &guard.maxLength},
                                                                                   {"minItems", &guard.minItems},
                                                                                   {"maxItems", &guard.maxItems}};
        for (const auto& [name, bound] : bounds) {
            *bound = name == key ? value.to_number<double>() : *bound;
        }
        for (const auto& [name, count] : counts) {
            *count = name == key ? static_cast<std::size_t>(value.get_int64()) : *count;
        }
        if (key == "type") {
            for (const auto& type : value.is_array() ? value.get_array() : boost::json::array{value}) {
                guard.types.emplace_back(type.get_string());
            }
        } else if (key == "enum") {
            guard.allowed = value;
        } else if (key == "const") {
            guard.allowed = boost::json::array{value};
        } else if (key == "pattern") {
            auto compiled = SchemaPattern::compile(std::string(value.get_string()));
            if (compiled) {
                guard.patternText = std::string(value.get_string());
                guard.pattern = std::move(*compiled);
            } else {
                problem(at, compiled.error().message);
            }
        } else if (key == "format") {
            guard.format = std::string(value.get_string());
        } else if (key == "uniqueItems") {
            guard.uniqueItems = value.get_bool();
        } else if (key == "patternProperties") {
            m_result.patternProperties = true;
            for (const auto& member : value.get_object()) {
                namePattern(std::string(member.key()), at + pointerStep(member.key()));
            }
        }
    }

    /// What can be said about an object's members with their names.
    static void members(const boost::json::object& schema, boost::json::object& copy, SchemaGuard& guard) {
        const auto* more = schema.if_contains("additionalProperties");
        if (more && more->is_bool() && !more->get_bool() && !schema.contains("patternProperties")) {
            guard.known.emplace();
            const auto* properties = schema.if_contains("properties");
            for (const auto& member :
                 properties && properties->is_object() ? properties->get_object() : boost::json::object()) {
                guard.known->emplace_back(member.key());
            }
            copy.erase("additionalProperties");
        }
        for (const char* key : {"oneOf", "anyOf"}) {
            SchemaChoice choice{key == std::string_view("oneOf"), {}};
            const auto* value = schema.if_contains(key);
            const auto* all = value ? value->if_array() : nullptr;
            for (const auto& one : all ? *all : boost::json::array()) {
                const auto* object = one.if_object();
                const auto* required = object && object->size() == 1 ? object->if_contains("required") : nullptr;
                if (required && holds(*required, Value::names) && !required->get_array().empty()) {
                    auto& names = choice.members.emplace_back();
                    for (const auto& name : required->get_array()) {
                        names.emplace_back(name.get_string());
                    }
                }
            }
            if (all && choice.members.size() == all->size()) {
                guard.choices.push_back(std::move(choice));
                copy.erase(key);
            }
        }
    }

    /// The library matches names itself, by backtracking: what could take long is refused.
    void namePattern(const std::string& pattern, const std::string& at) {
        auto compiled = SchemaPattern::compile(pattern);
        if (!compiled) {
            return problem(at, compiled.error().message);
        }
        const auto unbounded = static_cast<std::size_t>(std::count_if(
            pattern.begin(), pattern.end(), [](char c) { return c == '*' || c == '+' || c == '{' || c == '?'; }));
        bool group = pattern.find('|') != pattern.npos;
        for (const char* repeated : {")*", ")+", "){"}) {
            group = group || pattern.find(repeated) != std::string::npos;
        }
        if (group || unbounded > kMaxUnboundedPatterns) {
            problem(at, "The pattern of a name may have no alternatives, repeat no group and at most " +
                            std::to_string(kMaxUnboundedPatterns) + " single characters or classes.");
        }
    }

    void children(const Json& value, Json& copy, Value kind, bool inPlace, const std::string& owner,
                  const std::string& at, std::size_t depth) {
        const auto one = [&](const Json& child, Json& childCopy, const std::string& place) {
            m_children[owner].push_back(place);
            if (inPlace) {
                m_inPlace[owner].push_back(place);
            }
            visit(child, childCopy, place, depth + 1);
        };
        if (kind == Value::schema || (kind == Value::schemaOrSchemas && !value.is_array())) {
            one(value, copy, at);
        } else if (kind == Value::schemas || kind == Value::schemaOrSchemas) {
            for (std::size_t i = 0; i < value.get_array().size(); ++i) {
                one(value.get_array()[i], copy.get_array()[i], at + '/' + std::to_string(i));
            }
        } else if ((kind == Value::members || kind == Value::membersOrNames) && value.is_object()) {
            for (const auto& member : value.get_object()) {
                const auto place = at + pointerStep(member.key());
                if (kind == Value::members || !member.value().is_array()) {
                    one(member.value(), copy.get_object()[member.key()], place);
                } else if (!holds(member.value(), Value::names)) {
                    problem(place, "A dependency must be a schema or a list of texts.");
                }
            }
        }
    }

    void follow(const Json& reference, const std::string& pointer) {
        const auto text = reference.is_string() ? std::string(reference.get_string()) : std::string();
        if (text != "#" && text.rfind("#/", 0) != 0) {
            problem(pointer + "/$ref", "'$ref' must point into the same schema, such as '#/definitions/name'.");
            return;
        }
        auto target = text.substr(1);
        for (std::size_t at = 0; (at = target.find('%', at)) != std::string::npos; ++at) {
            unsigned code = 0;
            const auto* end = target.data() + std::min(at + 3, target.size());
            if (std::from_chars(target.data() + at + 1, end, code, 16).ptr == target.data() + at + 3) {
                target.replace(at, 3, 1, static_cast<char>(code));
            }
        }
        m_references.emplace(pointer, target);
        m_children[pointer].push_back(target);
        m_inPlace[pointer].push_back(target);
    }

    /// A schema that applies itself to the same value never ends.
    void findCircles() {
        std::map<std::string, int> state;  // 1: under way, 2: done
        for (const auto& [start, unused] : m_inPlace) {
            std::vector<std::pair<std::string, std::size_t>> path{{start, 0}};
            while (!path.empty()) {
                auto& [at, next] = path.back();
                const auto edges = m_inPlace.find(at);
                if (state[at] == 2 || edges == m_inPlace.end() || next >= edges->second.size()) {
                    state[at] = 2;
                    path.pop_back();
                    continue;
                }
                state[at] = 1;
                const auto target = edges->second[next++];
                if (state[target] == 1) {
                    return problem(at, "The schema refers to itself for the same value, without end.");
                }
                path.emplace_back(target, 0);
            }
        }
    }

    /// The library follows references by recursion.
    void findChains() {
        std::set<std::string> seen{""};
        std::vector<std::pair<std::string, std::size_t>> path{{"", 0}};
        while (!path.empty()) {
            auto& [at, next] = path.back();
            const auto edges = m_children.find(at);
            if (edges == m_children.end() || next >= edges->second.size()) {
                path.pop_back();
                continue;
            }
            const auto target = edges->second[next++];
            if (!seen.insert(target).second) {
                continue;
            }
            if (path.size() >= kMaxSchemaChain) {
                return problem(at, "More than " + std::to_string(kMaxSchemaChain) + " schemas follow one another.");
            }
            path.emplace_back(target, 0);
        }
    }

    const Json& m_root;
    CheckedSchema m_result;
    std::map<std::string, std::vector<std::string>> m_children;
    std::set<std::string> m_visited;
    std::map<std::string, std::string> m_references;  ///< pointer of the schema with `$ref` to its target
    std::map<std::string, std::vector<std::string>> m_inPlace;
};
}  // namespace

CheckedSchema checkSchema(const Json& schema) {
    return Checker(schema).run();
}

namespace {
/// Digits at `at`; -1 when there are fewer.
int digitsAt(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (i >= text.size() || text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool isDate(std::string_view text) {
    static constexpr int kDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int year = digitsAt(text, 0, 4);
    const int month = digitsAt(text, 5, 2);
    const int day = digitsAt(text, 8, 2);
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || year < 0 || month < 1 || month > 12) {
        return false;
    }
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day >= 1 && day <= kDays[month - 1] - (month == 2 && !leap ? 1 : 0);
}

bool isTime(std::string_view text) {
    const auto within = [&](std::size_t at, int most) {
        const int value = digitsAt(text, at, 2);
        return value >= 0 && value <= most;
    };
    if (text.size() > 64 || !within(0, 23) || !within(3, 59) || !within(6, 60) || text[2] != ':' || text[5] != ':') {
        return false;
    }
    std::size_t at = 8;
    if (at < text.size() && text[at] == '.') {
        const auto end = text.find_first_not_of("0123456789", at + 1);
        if (end == at + 1 || end == std::string_view::npos) {
            return false;
        }
        at = end;
    }
    const auto zone = text.substr(std::min(at, text.size()));
    return zone == "Z" || zone == "z" ||
           (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':' && within(at + 1, 23) &&
            within(at + 4, 59));
}
}  // namespace

bool hasFormat(std::string_view text, std::string_view format) {
    if (format == "date") {
        return isDate(text);
    }
    if (format == "time") {
        return isTime(text);
    }
    if (format == "date-time") {
        return text.size() > 11 && (text[10] == 'T' || text[10] == 't') && isDate(text.substr(0, 10)) &&
               isTime(text.substr(11));
    }
    return true;
}

}  // namespace beamline::core
