// SPDX-License-Identifier: Apache-2.0
#include "engine/core/expression/jmespath_evaluation.h"

#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/core/expression/fast_path.h"

namespace beamline::core::jmespath {

namespace {
constexpr std::size_t kCharactersPerStep = 64;

const Value& truth(bool holds) {
    static const Value kTrue = makeValue(true);
    static const Value kFalse = makeValue(false);
    return holds ? kTrue : kFalse;
}
}  // namespace

api::Result<Data> Evaluation::run(const Data& input) {
    const auto value = evaluate(m_tree.root, Value(input));
    auto result = failed() ? nullData() : value.isList() ? materialize(value) : value.data();
    return failed() ? api::Result<Data>(*m_error) : api::Result<Data>(std::move(result));
}

Value Evaluation::fail(const char* kind, std::string message) {
    if (!m_error) {
        m_error = api::Error{"expression", std::string(kind) + ": " + std::move(message), Json{{"kind", kind}}, false};
    }
    return {};
}

bool Evaluation::spend(std::size_t steps) {
    if (failed()) {
        return false;
    }
    if (steps > m_stepsLeft) {
        fail("limit", "The expression takes more than " + std::to_string(m_maxSteps) +
                          " steps; make it do less, or split the work into tasks.");
        return false;
    }
    m_stepsLeft -= steps;
    return true;
}

bool Evaluation::build(std::size_t bytes) {
    if (failed()) {
        return false;
    }
    m_built += std::min(bytes, kMaxBuiltBytes + 1);
    if (m_built > kMaxBuiltBytes) {
        fail("limit", "The expression builds more than " + std::to_string(kMaxBuiltBytes / (1024 * 1024)) +
                          " MiB of data; make it give less, or split the work into tasks.");
        return false;
    }
    return true;
}

Value Evaluation::evaluate(NodeId id, const Value& current) {
    if (!spend(1)) {
        return {};
    }
    const auto& node = m_tree.nodes[static_cast<std::size_t>(id)];
    switch (node.kind) {
        case NodeKind::current:
            return current;
        case NodeKind::field: {
            const auto* object = current.isList() ? nullptr : current.json().if_object();
            const auto* member = object ? object->if_contains(node.name) : nullptr;
            return member ? current.part(*member) : Value();
        }
        case NodeKind::index:
            return index(node, current);
        case NodeKind::slice:
            return slice(node, current);
        case NodeKind::literal:
            return Value(node.value);
        case NodeKind::variable:
            return variable(node.name);
        case NodeKind::chain:
            return chain(node, current);
        case NodeKind::projection:
        case NodeKind::objectProjection:
        case NodeKind::filterProjection:
            return project(node, current);
        case NodeKind::flatten:
            return flatten(evaluate(node.left, current));
        case NodeKind::orElse: {
            auto left = evaluate(node.left, current);
            return left.truthy() ? left : evaluate(node.right, current);
        }
        case NodeKind::andAlso: {
            auto left = evaluate(node.left, current);
            return left.truthy() ? evaluate(node.right, current) : left;
        }
        case NodeKind::negation:
            return truth(!evaluate(node.left, current).truthy());
        case NodeKind::comparison:
            return compare(node, current);
        case NodeKind::list:
            return list(node, current);
        case NodeKind::hash:
            return hash(node, current);
        case NodeKind::call:
            return call(node, current);
        case NodeKind::expressionRef:
            return Value::expression(node.left);
        case NodeKind::let:
            return let(node, current);
    }
    return {};
}

Value Evaluation::chain(const Node& node, const Value& current) {
    return evaluate(node.right, evaluate(node.left, current));
}

Value Evaluation::index(const Node& node, const Value& current) const {
    if (!current.isArray()) {
        return {};
    }
    const auto size = static_cast<std::int64_t>(current.size());
    const auto at = node.number < 0 ? node.number + size : node.number;
    return at >= 0 && at < size ? current.item(static_cast<std::size_t>(at)) : Value();
}

/// Specification, "Slices": what Python's slices are.
Value Evaluation::slice(const Node& node, const Value& current) {
    if (!current.isArray()) {
        return {};
    }
    const auto size = static_cast<std::int64_t>(current.size());
    const bool forward = node.step > 0;
    const auto bound = [&](const std::optional<std::int64_t>& written, std::int64_t otherwise) {
        if (!written) {
            return otherwise;
        }
        const auto at = *written < 0 ? *written + size : *written;
        return forward ? std::clamp<std::int64_t>(at, 0, size) : std::clamp<std::int64_t>(at, -1, size - 1);
    };
    const auto to = bound(node.to, forward ? size : -1);
    Values items;
    for (auto at = bound(node.from, forward ? 0 : size - 1); forward ? at < to : at > to;) {
        if (!spend(1) || !build(sizeof(Value))) {
            return {};
        }
        items.push_back(current.item(static_cast<std::size_t>(at)));
        const auto left = to - at;
        if (forward ? node.step >= left : node.step <= left) {
            break;  // also where the sum would overflow
        }
        at += node.step;
    }
    return Value(std::move(items));
}

Value Evaluation::project(const Node& node, const Value& current) {
    const auto source = evaluate(node.left, current);
    Values results;
    const auto one = [&](const Value& item) {
        if (!spend(1) || (node.condition >= 0 && !evaluate(node.condition, item).truthy())) {
            return !failed();
        }
        auto result = evaluate(node.right, item);
        if (!result.isNull()) {
            results.push_back(std::move(result));
            return build(sizeof(Value));
        }
        return !failed();
    };
    if (node.kind == NodeKind::objectProjection) {
        const auto* object = source.isList() ? nullptr : source.json().if_object();
        if (!object) {
            return {};
        }
        for (const auto& member : *object) {
            if (!one(source.part(member.value()))) {
                return {};
            }
        }
        return Value(std::move(results));
    }
    if (!source.isArray()) {
        return {};
    }
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (!one(source.item(i))) {
            return {};
        }
    }
    return Value(std::move(results));
}

Value Evaluation::flatten(const Value& array) {
    if (!array.isArray()) {
        return {};
    }
    Values items;
    for (std::size_t i = 0; i < array.size(); ++i) {
        auto item = array.item(i);
        const bool nested = item.isArray();
        const auto count = nested ? item.size() : 1;
        if (!spend(1 + count) || !build(count * sizeof(Value))) {
            return {};
        }
        for (std::size_t j = 0; nested && j < count; ++j) {
            items.push_back(item.item(j));
        }
        if (!nested) {
            items.push_back(std::move(item));
        }
    }
    return Value(std::move(items));
}

Value Evaluation::compare(const Node& node, const Value& current) {
    const auto left = evaluate(node.left, current);
    const auto right = evaluate(node.right, current);
    if (failed()) {
        return {};
    }
    if (node.comparison == Comparison::equal || node.comparison == Comparison::unequal) {
        return truth(equal(left, right) == (node.comparison == Comparison::equal));
    }
    if (left.type() != kNumber || right.type() != kNumber) {
        return {};
    }
    const auto order = compareNumbers(left.json(), right.json());
    switch (node.comparison) {
        case Comparison::less:
            return truth(order < 0);
        case Comparison::lessEqual:
            return truth(order <= 0);
        case Comparison::greater:
            return truth(order > 0);
        default:
            return truth(order >= 0);
    }
}

Value Evaluation::list(const Node& node, const Value& current) {
    if (current.isNull() || !build(node.children.size() * sizeof(Value))) {
        return {};
    }
    Values items;
    items.reserve(node.children.size());
    for (const auto child : node.children) {
        items.push_back(evaluate(child, current));
    }
    return Value(std::move(items));
}

Value Evaluation::hash(const Node& node, const Value& current) {
    if (current.isNull()) {
        return {};
    }
    boost::json::object object;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        Json member;
        if (!copy(evaluate(node.children[i], current), member, 2) || !build(node.names[i].size())) {
            return {};
        }
        object.insert_or_assign(node.names[i], std::move(member));
    }
    return makeValue(std::move(object));
}

Value Evaluation::call(const Node& node, const Value& current) {
    Values arguments;
    arguments.reserve(node.children.size());
    for (const auto child : node.children) {
        arguments.push_back(evaluate(child, current));
    }
    return failed() ? Value() : callFunction(*node.function, *this, arguments);
}

Value Evaluation::variable(const std::string& name) const {
    for (auto binding = m_bindings.rbegin(); binding != m_bindings.rend(); ++binding) {
        if (binding->first == name) {
            return binding->second;
        }
    }
    return Value(variableOf(m_scope, name));
}

Value Evaluation::let(const Node& node, const Value& current) {
    Values values;
    for (const auto child : node.children) {
        values.push_back(evaluate(child, current));
    }
    const auto outer = m_bindings.size();
    for (std::size_t i = 0; i < values.size(); ++i) {
        m_bindings.emplace_back(node.names[i], std::move(values[i]));
    }
    auto result = evaluate(node.right, current);
    m_bindings.resize(outer);
    return result;
}

bool Evaluation::measure(const Json& json, std::size_t depth) {
    if (depth > api::kMaxJsonDepth) {
        fail("limit", "The expression nests its result more than " + std::to_string(api::kMaxJsonDepth) +
                          " levels deep; JSON cannot be deeper here.");
        return false;
    }
    std::size_t bytes = sizeof(Json);
    if (const auto* text = json.if_string()) {
        bytes += text->size();
        return spend(1 + text->size() / kCharactersPerStep) && build(bytes);
    }
    if (const auto* array = json.if_array()) {
        return spend(1) && build(bytes) &&
               std::all_of(array->begin(), array->end(), [&](const Json& item) { return measure(item, depth + 1); });
    }
    if (const auto* object = json.if_object()) {
        return spend(1) && build(bytes) && std::all_of(object->begin(), object->end(), [&](const auto& member) {
                   return build(member.key().size() + sizeof(void*)) && measure(member.value(), depth + 1);
               });
    }
    return spend(1) && build(bytes);
}

bool Evaluation::copy(const Value& value, Json& out, std::size_t depth) {
    if (!value.isList()) {
        if (!measure(value.json(), depth)) {
            return false;
        }
        out = value.json();
        return true;
    }
    if (!measure(Json(boost::json::array_kind), depth)) {
        return false;
    }
    auto& array = out.emplace_array();
    array.reserve(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (!copy(value.item(i), array.emplace_back(nullptr), depth + 1)) {
            return false;
        }
    }
    return true;
}

Data Evaluation::materialize(const Value& value) {
    if (!value.isList()) {
        return value.data();
    }
    Json json;
    return copy(value, json, 1) ? makeData(std::move(json)) : nullData();
}

bool Evaluation::equal(const Json& a, const Json& b) {
    if (!spend(1)) {
        return false;
    }
    if (a.is_number() || b.is_number()) {
        return a.is_number() && b.is_number() && compareNumbers(a, b) == 0;
    }
    if (a.kind() != b.kind()) {
        return false;
    }
    if (const auto* text = a.if_string()) {
        return spend(text->size() / kCharactersPerStep) && *text == b.get_string();
    }
    if (const auto* array = a.if_array()) {
        const auto& other = b.get_array();
        return array->size() == other.size() && std::equal(array->begin(), array->end(), other.begin(),
                                                           [&](const Json& x, const Json& y) { return equal(x, y); });
    }
    if (const auto* object = a.if_object()) {
        const auto& other = b.get_object();
        return object->size() == other.size() && std::all_of(object->begin(), object->end(), [&](const auto& member) {
                   const auto* match = other.if_contains(member.key());
                   return match && equal(member.value(), *match);
               });
    }
    return a == b;
}

bool Evaluation::equal(const Value& a, const Value& b) {
    if (!a.isList() && !b.isList()) {
        return a.type() != kExpression && b.type() != kExpression && equal(a.json(), b.json());
    }
    if (!a.isArray() || !b.isArray() || a.size() != b.size()) {
        return false;
    }
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (!spend(1) || !equal(a.item(i), b.item(i))) {
            return false;
        }
    }
    return true;
}

}  // namespace beamline::core::jmespath
