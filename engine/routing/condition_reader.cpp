// SPDX-License-Identifier: Apache-2.0
// Reads the condition language.
#include <optional>
#include <utility>

#include "engine/routing/condition_term.h"
#include "engine/routing/document_reader.h"

namespace beamline::routing {

namespace {
using Json = api::Json;

std::optional<Comparison> comparisonOf(std::string_view key) {
    for (const auto comparison : {Comparison::equal, Comparison::unequal, Comparison::greater, Comparison::less,
                                  Comparison::notLess, Comparison::notGreater, Comparison::in}) {
        if (wordOf(comparison) == key) {
            return comparison;
        }
    }
    return std::nullopt;
}

}  // namespace

/// Reads a condition with what is nested in it, and counts.
class ConditionReader {
public:
    explicit ConditionReader(Problems& problems) : m_problems(problems) {}

    Condition condition(const Json& when, const std::string& pointer, int depth);

private:
    using Term = Condition::Term;
    void error(const std::string& pointer, std::string message) {
        m_problems.push_back({api::Severity::error, 0, 0, pointer, std::move(message)});
    }
    void warn(const std::string& pointer, std::string message) {
        m_problems.push_back({api::Severity::warning, 0, 0, pointer, std::move(message)});
    }
    std::shared_ptr<Term> term(std::string_view key, const Json& value, const std::string& pointer, int depth);
    std::shared_ptr<Term> group(std::string_view key, const Json& value, const std::string& pointer, int depth);
    std::shared_ptr<Term> comparison(Comparison comparison, const Json& value, const std::string& pointer);
    std::shared_ptr<Term> match(std::string_view key, const Json& value, const std::string& pointer);
    std::optional<Operand> operand(const Json& value, const std::string& pointer);
    bool fits(const boost::json::array& values, const std::string& pointer);
    bool path(std::string_view text, const std::string& pointer);

    Problems& m_problems;
    std::size_t m_terms = 0;
    bool m_full = false;
};

Condition ConditionReader::condition(const Json& when, const std::string& pointer, int depth) {
    Condition condition;
    if (depth > kMaxConditionDepth) {
        error(pointer,
              "Conditions are nested more than " + std::to_string(kMaxConditionDepth) + " deep; write them flatter.");
        return condition;
    }
    if (!when.is_object()) {
        error(pointer, "A condition is an object like {\"tier\": [\"premium\", \"gold\"]}, not " + shown(when) + ".");
        return condition;
    }
    for (const auto& member : when.get_object()) {
        if (++m_terms > kMaxConditionTerms) {
            if (!std::exchange(m_full, true)) {
                error(pointer, "The condition has more than " + std::to_string(kMaxConditionTerms) +
                                   " terms; use lists of values.");
            }
            return condition;
        }
        if (auto read = term(member.key(), member.value(), below(pointer, member.key()), depth)) {
            condition.m_terms.push_back(std::move(read));
        }
    }
    return condition;
}

std::shared_ptr<Condition::Term> ConditionReader::term(std::string_view key, const Json& value,
                                                       const std::string& pointer, int depth) {
    if (const auto known = comparisonOf(key)) {
        return comparison(*known, value, pointer);
    }
    if (key == "all" || key == "any" || key == "not") {
        return group(key, value, pointer, depth);
    }
    if (!key.empty() && key.find_first_not_of("=<>!&|~") == key.npos) {
        error(pointer, "There is no operator '" + std::string(key) + "'; known are ==, !=, >, <, >=, <= and in.");
        return nullptr;
    }
    return match(key, value, pointer);
}

std::shared_ptr<Condition::Term> ConditionReader::group(std::string_view key, const Json& value,
                                                        const std::string& pointer, int depth) {
    auto term = std::make_shared<Term>();
    if (key == "not") {
        term->kind = Term::Kind::negation;
        term->parts.push_back(condition(value, pointer, depth + 1));
        if (value.is_object() && value.get_object().empty()) {
            warn(pointer, "The negation of {} never holds.");
        }
        return term;
    }
    term->kind = key == "all" ? Term::Kind::all : Term::Kind::any;
    const auto* list = value.if_array();
    if (!list) {
        error(pointer, "'" + std::string(key) + "' takes a list of conditions, like [{\"tier\": \"gold\"}, …].");
        return nullptr;
    }
    if (list->empty()) {
        warn(pointer, key == "all" ? "An empty 'all' always holds." : "An empty 'any' never holds.");
    }
    for (std::size_t i = 0; i < list->size() && !m_full; ++i) {
        term->parts.push_back(condition((*list)[i], below(pointer, i), depth + 1));
    }
    return term;
}

std::shared_ptr<Condition::Term> ConditionReader::comparison(Comparison comparison, const Json& value,
                                                             const std::string& pointer) {
    const auto* sides = value.if_array();
    const auto word = std::string(wordOf(comparison));
    if (!sides || sides->size() != 2) {
        error(pointer, "'" + word + "' takes two operands, like [{\"var\": \"context.tier\"}, " +
                           (comparison == Comparison::in ? "[\"premium\", \"gold\"]]." : "\"premium\"]."));
        return nullptr;
    }
    const auto left = operand((*sides)[0], below(pointer, std::size_t{0}));
    const auto right = operand((*sides)[1], below(pointer, std::size_t{1}));
    if (!left || !right) {
        return nullptr;
    }
    if (comparison == Comparison::in && right->path.empty() && !right->value.is_array()) {
        error(below(pointer, std::size_t{1}), "'in' looks into a list, not into " + shown(right->value) + ".");
        return nullptr;
    }
    if (left->path.empty() && right->path.empty()) {
        warn(pointer, std::string("It compares two fixed values and ") +
                          (compares(comparison, &left->value, &right->value) ? "always" : "never") + " holds.");
    }
    auto term = std::make_shared<Term>();
    term->kind = Term::Kind::compare;
    term->comparison = comparison;
    term->left = *left;
    term->right = *right;
    return term;
}

std::shared_ptr<Condition::Term> ConditionReader::match(std::string_view key, const Json& value,
                                                        const std::string& pointer) {
    if (!path(key, pointer)) {
        return nullptr;
    }
    if (value.is_object()) {
        error(pointer, "'" + shown(key) +
                           "' takes a value or a list of values; a comparison is written {\">\": [{\"var\": "
                           "\"context.latency\"}, 100]}.");
        return nullptr;
    }
    auto term = std::make_shared<Term>();
    term->path = std::string(key);
    if (const auto* list = value.if_array()) {
        if (!fits(*list, pointer)) {
            return nullptr;
        }
        term->values = *list;
    } else {
        term->values.push_back(value);
    }
    if (term->values.empty()) {
        warn(pointer, "An empty list of values never holds.");
    }
    return term;
}

std::optional<Operand> ConditionReader::operand(const Json& value, const std::string& pointer) {
    const auto* object = value.if_object();
    if (!object) {
        if (const auto* list = value.if_array(); list && !fits(*list, pointer)) {
            return std::nullopt;
        }
        return Operand{{}, value};
    }
    const auto* variable = object->if_contains("var");
    const auto* name = variable ? variable->if_string() : nullptr;
    if (!name || object->size() != 1) {
        error(pointer, "An operand is a value or {\"var\": \"context.name\"}, not " + shown(value) + ".");
        return std::nullopt;
    }
    if (!path(*name, below(pointer, "var"))) {
        return std::nullopt;
    }
    return Operand{std::string(*name), nullptr};
}

bool ConditionReader::fits(const boost::json::array& values, const std::string& pointer) {
    if (values.size() > kMaxConditionValues) {
        error(pointer, "The list has " + std::to_string(values.size()) + " values; " +
                           std::to_string(kMaxConditionValues) + " are the most.");
    }
    return values.size() <= kMaxConditionValues;
}

bool ConditionReader::path(std::string_view text, const std::string& pointer) {
    if (text.empty() || text == kContext) {
        error(pointer, "The name of what is looked at is missing; name a member of the context, like \"tier\".");
        return false;
    }
    return true;
}

Condition Condition::read(const Json& when, const std::string& pointer, Problems& problems) {
    return when.is_null() ? Condition() : ConditionReader(problems).condition(when, pointer, 1);
}

}  // namespace beamline::routing
