// SPDX-License-Identifier: Apache-2.0
#include "engine/core/expression/jmespath_functions.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "engine/api/json_codec.h"
#include "engine/core/expression/jmespath_evaluation.h"

namespace beamline::core::jmespath {

namespace {
constexpr std::size_t kBytesPerStep = 64;
constexpr std::pair<unsigned, const char*> kTypeNames[] = {
    {kNull, "null"},   {kBoolean, "boolean"}, {kNumber, "number"},        {kString, "string"},
    {kArray, "array"}, {kObject, "object"},   {kExpression, "expression"}};

std::string typeNames(unsigned types, const char* between) {
    std::string text;
    for (const auto& [bit, name] : kTypeNames) {
        if (types & bit) {
            text += (text.empty() ? "" : between) + std::string(name);
        }
    }
    return text;
}

Value textValue(std::string_view text) {
    return makeValue(Json(boost::json::string(text.data(), text.size())));
}

bool startsCharacter(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

// ---- numbers

Value absolute(Evaluation&, const Values& a) {
    const auto& json = a[0].json();
    if (json.is_int64() && json.get_int64() != std::numeric_limits<std::int64_t>::min()) {
        return json.get_int64() < 0 ? makeValue(-json.get_int64()) : a[0];
    }
    return json.is_uint64() ? a[0] : makeNumber(std::fabs(json.to_number<double>()));
}
Value ceiling(Evaluation&, const Values& a) {
    return a[0].json().is_double() ? makeNumber(std::ceil(a[0].json().get_double())) : a[0];
}
Value floorOf(Evaluation&, const Values& a) {
    return a[0].json().is_double() ? makeNumber(std::floor(a[0].json().get_double())) : a[0];
}

/// As an integer as long as all are and none is lost.
Value sum(Evaluation& e, const Values& a) {
    std::int64_t whole = 0;
    double total = 0;
    bool exact = true;
    for (std::size_t i = 0; i < a[0].size() && e.spend(1); ++i) {
        const auto item = a[0].item(i);
        const auto& json = item.json();
        exact = exact && json.is_int64() && !__builtin_add_overflow(whole, json.get_int64(), &whole);
        total += json.to_number<double>();
    }
    return exact ? makeValue(whole) : makeNumber(total);
}
Value average(Evaluation& e, const Values& a) {
    if (a[0].size() == 0) {
        return {};
    }
    return makeNumber(sum(e, a).json().to_number<double>() / static_cast<double>(a[0].size()));
}

Value toNumber(Evaluation& e, const Values& a) {
    if (a[0].type() == kNumber) {
        return a[0];
    }
    if (a[0].type() != kString) {
        return {};
    }
    const auto text = a[0].text();
    const auto outside = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    if (text.empty() || outside(text.front()) || outside(text.back()) || !e.spend(text.size() / kBytesPerStep)) {
        return {};
    }
    auto number = api::parseJson(text);
    return number && number->is_number() ? makeValue(std::move(*number)) : Value();
}

// ---- texts

Value endsWith(Evaluation&, const Values& a) {
    return makeValue(a[0].text().ends_with(a[1].text()));
}
Value startsWith(Evaluation&, const Values& a) {
    return makeValue(a[0].text().starts_with(a[1].text()));
}

/// Knuth, Morris, Pratt: linear whatever the texts are.
bool holds(std::string_view text, std::string_view wanted) {
    std::vector<std::size_t> border(wanted.size() + 1, 0);
    for (std::size_t i = 1, k = 0; i < wanted.size(); ++i) {
        while (k > 0 && wanted[i] != wanted[k]) {
            k = border[k];
        }
        k += wanted[i] == wanted[k] ? 1 : 0;
        border[i + 1] = k;
    }
    std::size_t matched = 0;
    for (std::size_t i = 0; i < text.size() && matched < wanted.size(); ++i) {
        while (matched > 0 && text[i] != wanted[matched]) {
            matched = border[matched];
        }
        matched += text[i] == wanted[matched] ? 1 : 0;
    }
    return matched == wanted.size();
}

Value contains(Evaluation& e, const Values& a) {
    if (a[0].type() == kString) {
        const auto text = a[0].text();
        if (a[1].type() != kString) {
            return makeValue(false);
        }
        const auto wanted = a[1].text();
        const auto cost = (text.size() + wanted.size()) / kBytesPerStep;
        return e.spend(cost) && e.build(wanted.size() * sizeof(std::size_t)) ? makeValue(holds(text, wanted)) : Value();
    }
    for (std::size_t i = 0; i < a[0].size() && !e.failed(); ++i) {
        if (e.equal(a[0].item(i), a[1])) {
            return makeValue(true);
        }
    }
    return makeValue(false);
}

Value join(Evaluation& e, const Values& a) {
    boost::json::string text;
    const auto between = a[0].text();
    for (std::size_t i = 0; i < a[1].size(); ++i) {
        const auto item = a[1].item(i);
        const auto bytes = item.text().size() + between.size();
        if (!e.spend(1 + bytes / kBytesPerStep) || !e.build(bytes)) {
            return {};
        }
        if (i > 0) {
            text.append(between);
        }
        text.append(item.text());
    }
    return makeValue(std::move(text));
}

Value toText(Evaluation& e, const Values& a) {
    if (a[0].type() == kString) {
        return a[0];
    }
    const auto whole = e.materialize(a[0]);
    // Whoever refers to the input has not paid for reading it.
    if (e.failed() || !e.measured(*whole)) {
        return {};
    }
    return textValue(api::printJson(*whole));
}

// ---- arrays

Value length(Evaluation& e, const Values& a) {
    if (a[0].type() == kArray) {
        return makeValue(static_cast<std::int64_t>(a[0].size()));
    }
    if (a[0].type() == kObject) {
        return makeValue(static_cast<std::int64_t>(a[0].json().get_object().size()));
    }
    const auto text = a[0].text();
    e.spend(text.size() / kBytesPerStep);
    return makeValue(static_cast<std::int64_t>(std::count_if(text.begin(), text.end(), startsCharacter)));
}

Value reverseText(Evaluation& e, std::string_view text) {
    if (!e.spend(text.size() / kBytesPerStep) || !e.build(text.size())) {
        return {};
    }
    std::string reversed;
    reversed.reserve(text.size());
    for (auto end = text.size(); end > 0;) {
        auto start = end - 1;
        while (start > 0 && !startsCharacter(text[start])) {
            --start;
        }
        reversed.append(text.substr(start, end - start));
        end = start;
    }
    return textValue(reversed);
}

/// The elements in a list of their own.
bool gather(Evaluation& e, const Value& array, Values& items) {
    if (!e.spend(array.size()) || !e.build(array.size() * sizeof(Value))) {
        return false;
    }
    items.reserve(array.size());
    for (std::size_t i = 0; i < array.size(); ++i) {
        items.push_back(array.item(i));
    }
    return true;
}

Value reverse(Evaluation& e, const Values& a) {
    if (a[0].type() == kString) {
        return reverseText(e, a[0].text());
    }
    Values items;
    if (!gather(e, a[0], items)) {
        return {};
    }
    std::reverse(items.begin(), items.end());
    return Value(std::move(items));
}

/// Of two numbers or two texts; texts by their code points, which is the order of UTF-8's bytes.
bool before(const Value& a, const Value& b) {
    return a.type() == kNumber ? compareNumbers(a.json(), b.json()) < 0 : a.text() < b.text();
}

/// Where the elements go by their keys; equal ones stay in their order.
std::vector<std::size_t> sorted(Evaluation& e, const Values& keys) {
    std::size_t longest = 0;
    std::vector<std::size_t> order(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        order[i] = i;
        longest = keys[i].type() == kString ? std::max(longest, keys[i].text().size()) : longest;
    }
    const auto comparisons = keys.size() * static_cast<std::size_t>(std::bit_width(keys.size()));
    if (!e.spend(comparisons / 4 * (1 + longest / 1024)) || !e.build(keys.size() * 2 * sizeof(std::size_t))) {
        return {};
    }
    std::stable_sort(order.begin(), order.end(), [&](auto x, auto y) { return before(keys[x], keys[y]); });
    return order;
}

Value sortBy(Evaluation& e, const Values& items, const Values& keys) {
    Values result;
    const auto order = sorted(e, keys);
    if (e.failed()) {
        return {};
    }
    result.reserve(order.size());
    for (const auto at : order) {
        result.push_back(items[at]);
    }
    return Value(std::move(result));
}

Value sort(Evaluation& e, const Values& a) {
    Values items;
    return gather(e, a[0], items) ? sortBy(e, items, items) : Value();
}

Value extreme(Evaluation& e, const Values& items, const Values& keys, bool largest) {
    if (items.empty() || !e.spend(items.size())) {
        return {};
    }
    std::size_t best = 0;
    for (std::size_t i = 1; i < items.size(); ++i) {
        if (largest ? before(keys[best], keys[i]) : before(keys[i], keys[best])) {
            best = i;
        }
    }
    return items[best];
}
Value largest(Evaluation& e, const Values& a) {
    Values items;
    return gather(e, a[0], items) ? extreme(e, items, items, true) : Value();
}
Value smallest(Evaluation& e, const Values& a) {
    Values items;
    return gather(e, a[0], items) ? extreme(e, items, items, false) : Value();
}

/// What the expression gives for each element: numbers all of them, or texts.
bool keysBy(Evaluation& e, const Values& a, Values& items, Values& keys) {
    if (!gather(e, a[0], items) || !e.build(items.size() * sizeof(Value))) {
        return false;
    }
    for (const auto& item : items) {
        keys.push_back(e.evaluate(a[1].expression(), item));
        const auto type = keys.back().type();
        if (!e.failed() && ((type != kNumber && type != kString) || type != keys.front().type())) {
            e.fail("invalid-type", "the expression must give numbers for all elements or texts for all, and gave " +
                                       typeNames(type, " ") +
                                       (keys.size() > 1 ? " after " + typeNames(keys.front().type(), " ") : "") + ".");
        }
        if (e.failed()) {
            return false;
        }
    }
    return true;
}
Value sortByKey(Evaluation& e, const Values& a) {
    Values items;
    Values keys;
    return keysBy(e, a, items, keys) ? sortBy(e, items, keys) : Value();
}
Value largestBy(Evaluation& e, const Values& a) {
    Values items;
    Values keys;
    return keysBy(e, a, items, keys) ? extreme(e, items, keys, true) : Value();
}
Value smallestBy(Evaluation& e, const Values& a) {
    Values items;
    Values keys;
    return keysBy(e, a, items, keys) ? extreme(e, items, keys, false) : Value();
}

Value map(Evaluation& e, const Values& a) {
    Values results;
    for (std::size_t i = 0; i < a[1].size(); ++i) {
        results.push_back(e.evaluate(a[0].expression(), a[1].item(i)));
        if (!e.build(sizeof(Value))) {
            return {};
        }
    }
    return Value(std::move(results));
}

Value toArray(Evaluation&, const Values& a) {
    return a[0].isArray() ? a[0] : Value(Values{a[0]});
}

// ---- objects and others

Value keys(Evaluation& e, const Values& a) {
    boost::json::array names;
    for (const auto& member : a[0].json().get_object()) {
        if (!e.spend(1) || !e.build(sizeof(Json) + member.key().size())) {
            return {};
        }
        names.emplace_back(member.key());
    }
    return makeValue(std::move(names));
}
Value values(Evaluation& e, const Values& a) {
    Values items;
    for (const auto& member : a[0].json().get_object()) {
        if (!e.spend(1) || !e.build(sizeof(Value))) {
            return {};
        }
        items.push_back(a[0].part(member.value()));
    }
    return Value(std::move(items));
}
Value merge(Evaluation& e, const Values& a) {
    boost::json::object merged;
    for (const auto& object : a) {
        if (!e.measured(object.json())) {
            return {};
        }
        for (const auto& member : object.json().get_object()) {
            merged.insert_or_assign(member.key(), member.value());
        }
    }
    return makeValue(std::move(merged));
}
Value notNull(Evaluation&, const Values& a) {
    const auto found = std::find_if(a.begin(), a.end(), [](const Value& value) { return !value.isNull(); });
    return found == a.end() ? Value() : *found;
}
Value typeOf(Evaluation&, const Values& a) {
    return textValue(typeNames(a[0].type(), " "));
}
}  // namespace

const std::vector<Function>& allFunctions() {
    static const Parameter any{kAny, 0};
    static const Parameter number{kNumber, 0};
    static const Parameter text{kString, 0};
    static const Parameter array{kArray, 0};
    static const Parameter object{kObject, 0};
    static const Parameter expression{kExpression, 0};
    static const Parameter numbers{kArray, kNumber};
    static const Parameter texts{kArray, kString};
    static const Parameter ordered{kArray, kNumber | kString};
    static const std::vector<Function> kFunctions = {{"abs", {number}, false, absolute},
                                                     {"avg", {numbers}, false, average},
                                                     {"ceil", {number}, false, ceiling},
                                                     {"contains", {{kArray | kString, 0}, any}, false, contains},
                                                     {"ends_with", {text, text}, false, endsWith},
                                                     {"floor", {number}, false, floorOf},
                                                     {"join", {text, texts}, false, join},
                                                     {"keys", {object}, false, keys},
                                                     {"length", {{kString | kArray | kObject, 0}}, false, length},
                                                     {"map", {expression, array}, false, map},
                                                     {"max", {ordered}, false, largest},
                                                     {"max_by", {array, expression}, false, largestBy},
                                                     {"merge", {object}, true, merge},
                                                     {"min", {ordered}, false, smallest},
                                                     {"min_by", {array, expression}, false, smallestBy},
                                                     {"not_null", {any}, true, notNull},
                                                     {"reverse", {{kString | kArray, 0}}, false, reverse},
                                                     {"sort", {ordered}, false, sort},
                                                     {"sort_by", {array, expression}, false, sortByKey},
                                                     {"starts_with", {text, text}, false, startsWith},
                                                     {"sum", {numbers}, false, sum},
                                                     {"to_array", {any}, false, toArray},
                                                     {"to_number", {any}, false, toNumber},
                                                     {"to_string", {any}, false, toText},
                                                     {"type", {any}, false, typeOf},
                                                     {"values", {object}, false, values}};
    return kFunctions;
}

const Function* findFunction(std::string_view name) {
    const auto& all = allFunctions();
    const auto found = std::lower_bound(all.begin(), all.end(), name,
                                        [](const Function& function, std::string_view n) { return function.name < n; });
    return found != all.end() && found->name == name ? &*found : nullptr;
}

std::string arityMistake(const Function& function, std::size_t given) {
    const auto wanted = function.parameters.size();
    if (given == wanted || (function.variadic && given > wanted)) {
        return {};
    }
    return "`" + std::string(function.name) + "` takes " + (function.variadic ? "at least " : "") +
           std::to_string(wanted) + (wanted == 1 ? " argument" : " arguments") + " and has " + std::to_string(given) +
           ".";
}

namespace {
/// Empty when the argument is what the parameter takes, else what it is.
std::string typeMistake(Evaluation& e, const Parameter& parameter, const Value& argument) {
    const auto type = argument.type();
    if (!(parameter.types & type)) {
        return "not " + typeNames(type, " ");
    }
    if (type != kArray || parameter.elements == 0 || !e.spend(argument.size())) {
        return {};
    }
    for (std::size_t i = 0; i < argument.size(); ++i) {
        const auto element = argument.item(i).type();
        if (!(parameter.elements & element) || element != argument.item(0).type()) {
            return "and element " + std::to_string(i) + " is " + typeNames(element, " ");
        }
    }
    return {};
}
}  // namespace

Value callFunction(const Function& function, Evaluation& evaluation, const Values& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto& parameter = function.parameters[std::min(i, function.parameters.size() - 1)];
        const auto mistake = typeMistake(evaluation, parameter, arguments[i]);
        if (!mistake.empty()) {
            auto wanted = typeNames(parameter.types, " or ");
            if (parameter.elements) {
                wanted += " of " + typeNames(parameter.elements, "s or ") + "s";
            }
            return evaluation.fail("invalid-type", "argument " + std::to_string(i + 1) + " of `" +
                                                       std::string(function.name) + "` must be " + wanted + ", " +
                                                       mistake + ".");
        }
    }
    return evaluation.failed() ? Value() : function.run(evaluation, arguments);
}

}  // namespace beamline::core::jmespath
