// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/condition.h"

#include <algorithm>
#include <compare>
#include <optional>
#include <utility>

#include "engine/api/text.h"
#include "engine/routing/condition_term.h"
#include "engine/routing/document_reader.h"

namespace beamline::routing {

namespace {
using Json = api::Json;
using Object = boost::json::object;

constexpr std::size_t kMaxListedValues = 8;
constexpr std::size_t kMaxUnmetBytes = 500;

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

const Json* lookUp(const Object& context, std::string_view path) {
    if (path.starts_with(kContext)) {
        if (const auto* found = walk(context, path.substr(kContext.size()))) {
            return found;
        }
    }
    return walk(context, path);
}

/// Holds every integer exactly where it is longer than a double.
long double real(const Json& number) {
    if (const auto* whole = number.if_int64()) {
        return static_cast<long double>(*whole);
    }
    const auto* natural = number.if_uint64();
    return natural ? static_cast<long double>(*natural) : static_cast<long double>(number.to_number<double>());
}

std::optional<std::partial_ordering> orderOf(const Json& a, const Json& b) {
    if (const auto* x = a.if_string(), *y = b.if_string(); x && y) {
        return x->compare(*y) <=> 0;
    }
    if (!a.is_number() || !b.is_number()) {
        return std::nullopt;
    }
    return real(a) <=> real(b);
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
}  // namespace

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

std::string_view wordOf(Comparison comparison) {
    constexpr std::string_view kWords[] = {"==", "!=", ">", "<", ">=", "<=", "in"};
    return kWords[static_cast<std::size_t>(comparison)];
}

namespace {
const Json* valueOf(const Operand& operand, const Object& context) {
    return operand.path.empty() ? &operand.value : lookUp(context, operand.path);
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
/// How the left side stands to the right one when the comparison is true, or when it is not.
std::string relation(Comparison comparison, bool truth) {
    switch (comparison) {
        case Comparison::equal:
            return truth ? "equal to" : "not";
        case Comparison::unequal:
            return truth ? "not" : "equal to";
        case Comparison::in:
            return truth ? "one of" : "not one of";
        default:
            return (truth ? "" : "not ") + std::string(wordOf(comparison));
    }
}
}  // namespace

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
    return text + (left.path.empty() ? " is " : ", ") + relation(comparison, truth) + ' ' + other;
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
            auto text = term->explained(context, false);
            return text.size() <= kMaxUnmetBytes ? text : api::beginning(text, kMaxUnmetBytes) + "…";
        }
    }
    return {};
}

}  // namespace beamline::routing
