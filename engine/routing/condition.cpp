// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/condition.h"

#include <algorithm>
#include <compare>
#include <optional>
#include <utility>

#include "engine/routing/document_reader.h"

namespace beamline::routing {

namespace {
using Json = api::Json;
using Object = boost::json::object;

enum class Comparison { equal, unequal, greater, less, notLess, notGreater, in };
constexpr std::pair<std::string_view, Comparison> kComparisons[] = {
    {"==", Comparison::equal},   {"!=", Comparison::unequal},    {">", Comparison::greater}, {"<", Comparison::less},
    {">=", Comparison::notLess}, {"<=", Comparison::notGreater}, {"in", Comparison::in}};
constexpr std::size_t kMaxListedValues = 8;

std::optional<Comparison> comparisonOf(std::string_view key) {
    for (const auto& [word, comparison] : kComparisons) {
        if (word == key) {
            return comparison;
        }
    }
    return std::nullopt;
}

std::string_view wordOf(Comparison comparison) {
    return kComparisons[static_cast<std::size_t>(comparison)].first;
}

/// One side of a comparison: a variable of the context, or the value as it stands.
struct Operand {
    std::string path;  ///< empty: `value`
    Json value;
};

const Json* member(const Json& value, std::string_view key) {
    if (const auto* object = value.if_object()) {
        return object->if_contains(key);
    }
    const auto* list = value.if_array();
    if (!list || key.empty() || key.size() > 6 || key.find_first_not_of("0123456789") != key.npos) {
        return nullptr;
    }
    return list->if_contains(static_cast<std::size_t>(std::stoul(std::string(key))));
}

/// A member that is called "a.b" goes before b of a.
const Json* walk(const Object& context, std::string_view path) {
    if (const auto* whole = context.if_contains(path)) {
        return whole;
    }
    const auto dot = path.find('.');
    const auto* value = dot == path.npos ? nullptr : context.if_contains(path.substr(0, dot));
    auto rest = dot == path.npos ? std::string_view() : path.substr(dot + 1);
    while (value) {
        if (const auto* found = member(*value, rest)) {
            return found;
        }
        const auto next = rest.find('.');
        if (next == rest.npos) {
            return nullptr;
        }
        value = member(*value, rest.substr(0, next));
        rest = rest.substr(next + 1);
    }
    return nullptr;
}

constexpr std::string_view kContext = "context.";

const Json* lookUp(const Object& context, std::string_view path) {
    if (path.starts_with(kContext)) {
        if (const auto* found = walk(context, path.substr(kContext.size()))) {
            return found;
        }
    }
    return walk(context, path);
}

std::optional<std::partial_ordering> orderOf(const Json& a, const Json& b) {
    if (const auto* x = a.if_string(), *y = b.if_string(); x && y) {
        return x->compare(*y) <=> 0;
    }
    if (!a.is_number() || !b.is_number()) {
        return std::nullopt;
    }
    if (const auto* x = a.if_int64(), *y = b.if_int64(); x && y) {
        return *x <=> *y;
    }
    if (const auto* x = a.if_uint64(), *y = b.if_uint64(); x && y) {
        return *x <=> *y;
    }
    return a.to_number<double>() <=> b.to_number<double>();
}

/// Boost's comparison tells 1 from 1.0.
bool same(const Json& a, const Json& b) {
    if (const auto order = orderOf(a, b)) {
        return *order == 0;
    }
    if (const auto* x = a.if_array(), *y = b.if_array(); x && y) {
        return std::equal(x->begin(), x->end(), y->begin(), y->end(), same);
    }
    if (const auto* x = a.if_object(), *y = b.if_object(); x && y) {
        return x->size() == y->size() && std::all_of(x->begin(), x->end(), [&](const auto& one) {
                   const auto* other = y->if_contains(one.key());
                   return other && same(one.value(), *other);
               });
    }
    return a == b;
}

bool among(const Json& value, const boost::json::array& list) {
    return std::any_of(list.begin(), list.end(), [&](const Json& one) { return same(value, one); });
}

bool compares(Comparison comparison, const Json* left, const Json* right) {
    if (!left || !right) {
        return comparison == Comparison::unequal;
    }
    if (comparison == Comparison::equal || comparison == Comparison::unequal) {
        return same(*left, *right) == (comparison == Comparison::equal);
    }
    if (comparison == Comparison::in) {
        return right->is_array() && among(*left, right->get_array());
    }
    const auto order = orderOf(*left, *right);
    switch (order ? comparison : Comparison::in) {
        case Comparison::greater:
            return *order > 0;
        case Comparison::less:
            return *order < 0;
        case Comparison::notLess:
            return *order >= 0;
        case Comparison::notGreater:
            return *order <= 0;
        default:
            return false;
    }
}

std::string listed(const boost::json::array& values) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < values.size() && i < kMaxListedValues; ++i) {
        words.push_back(shown(values[i]));
    }
    if (values.size() > kMaxListedValues) {
        words.push_back(std::to_string(values.size() - kMaxListedValues) + " others");
    }
    return words.empty() ? "nothing" : alternatives({words.begin(), words.end()});
}

std::string listedOr(const Json& value) {
    return value.is_array() ? listed(value.get_array()) : shown(value);
}

std::string nameOf(std::string_view path) {
    return std::string(path.starts_with(kContext) ? path.substr(kContext.size()) : path);
}

/// "tier is basic", "tier is missing"; of a value the value.
std::string subject(const Operand& operand, const Json* value) {
    if (operand.path.empty()) {
        return shown(operand.value);
    }
    return nameOf(operand.path) + (value ? " is " + listedOr(*value) : " is missing");
}

std::string complement(const Operand& operand, const Json* value) {
    if (operand.path.empty()) {
        return listedOr(operand.value);
    }
    return nameOf(operand.path) + (value ? " (" + listedOr(*value) + ")" : " (missing)");
}
}  // namespace

struct Condition::Term {
    enum class Kind { match, compare, all, any, negation };
    Kind kind = Kind::match;
    std::string path;           ///< match: of the context
    boost::json::array values;  ///< match: any of them
    Comparison comparison = Comparison::equal;
    Operand left;
    Operand right;
    std::vector<Condition> parts;  ///< all, any; the one of a negation

    static const Json* valueOf(const Operand& operand, const Object& context) {
        return operand.path.empty() ? &operand.value : lookUp(context, operand.path);
    }
    bool holds(const Object& context) const;
    /// Why it holds or does not, with the values that were used.
    std::string explained(const Object& context, bool truth) const;
    std::string matchExplained(const Object& context, bool truth) const;
    std::string comparisonExplained(const Object& context, bool truth) const;
    static std::string explained(const Condition& condition, const Object& context, bool truth);
};

bool Condition::Term::holds(const Object& context) const {
    const auto held = [&](const Condition& part) { return part.holds(context); };
    switch (kind) {
        case Kind::match: {
            const auto* value = lookUp(context, path);
            const auto* list = value ? value->if_array() : nullptr;
            return value &&
                   (among(*value, values) ||
                    (list && std::any_of(list->begin(), list->end(), [&](auto& one) { return among(one, values); })));
        }
        case Kind::compare:
            return compares(comparison, valueOf(left, context), valueOf(right, context));
        case Kind::all:
            return std::all_of(parts.begin(), parts.end(), held);
        case Kind::any:
            return std::any_of(parts.begin(), parts.end(), held);
        case Kind::negation:
            return std::none_of(parts.begin(), parts.end(), held);
    }
    return false;
}

std::string Condition::Term::matchExplained(const Object& context, bool truth) const {
    const auto* value = lookUp(context, path);
    if (!value) {
        return nameOf(path) + " is missing, not " + listed(values);
    }
    return nameOf(path) + " is " + listedOr(*value) + (truth ? "" : ", not " + listed(values));
}

std::string Condition::Term::comparisonExplained(const Object& context, bool truth) const {
    const auto* one = valueOf(left, context);
    const auto text = subject(left, one);
    const auto other = complement(right, valueOf(right, context));
    const bool named = !left.path.empty();
    switch (comparison) {
        case Comparison::equal:
            return text + (truth ? named ? ", as " : " is " : named ? ", not " : " is not ") + other;
        case Comparison::unequal:
            return text + (truth ? named ? ", not " : " is not " : named ? ", the same as " : " is ") + other;
        case Comparison::in:
            return text +
                   (truth   ? named ? ", one of " : " is one of "
                    : named ? ", not one of "
                            : " is not one of ") +
                   other;
        default:
            return text +
                   (truth   ? named ? ", " : " is "
                    : named ? ", not "
                            : " is not ") +
                   std::string(wordOf(comparison)) + ' ' + other;
    }
}

/// All of them when it holds, the first that does not otherwise.
std::string Condition::Term::explained(const Condition& condition, const Object& context, bool truth) {
    if (!truth) {
        return condition.unmet(context);
    }
    std::string text;
    for (const auto& term : condition.m_terms) {
        text += (text.empty() ? "" : " and ") + term->explained(context, true);
    }
    return text.empty() ? "no condition was set" : text;
}

std::string Condition::Term::explained(const Object& context, bool truth) const {
    if (kind == Kind::match) {
        return matchExplained(context, truth);
    }
    if (kind == Kind::compare) {
        return comparisonExplained(context, truth);
    }
    if (kind == Kind::negation) {
        const auto text = explained(parts.front(), context, !truth);
        return truth ? text : text + ", which is ruled out";
    }
    // The first part that decides, or all of them when only all together do.
    const bool together = truth == (kind == Kind::all);
    std::string text;
    for (const auto& part : parts) {
        if (part.holds(context) != truth) {
            continue;
        }
        text += text.empty() ? "" : truth ? " and " : "; ";
        text += explained(part, context, truth);
        if (!together) {
            break;
        }
    }
    return text.empty() ? "there is nothing to choose from" : text;
}

bool Condition::holds(const Object& context) const {
    return std::all_of(m_terms.begin(), m_terms.end(), [&](const auto& term) { return term->holds(context); });
}

std::string Condition::unmet(const Object& context) const {
    for (const auto& term : m_terms) {
        if (!term->holds(context)) {
            return term->explained(context, false);
        }
    }
    return {};
}

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
