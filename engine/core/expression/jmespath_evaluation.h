// SPDX-License-Identifier: Apache-2.0
#pragma once
// One evaluation of a JMESPath tree: walks it, and counts what that costs. One use, one thread.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/expression/jmespath_parser.h"
#include "engine/core/expression/jmespath_value.h"

namespace beamline::core::jmespath {

/// What the values that one evaluation builds may take, by a rough count of bytes.
inline constexpr std::size_t kMaxBuiltBytes = 64 * 1024 * 1024;

class Evaluation {
public:
    Evaluation(const Tree& tree, const Scope& scope, std::size_t maxSteps)
        : m_tree(tree), m_scope(scope), m_stepsLeft(maxSteps), m_maxSteps(maxSteps) {}

    /// The value as JSON of its own, or the error: code "expression", detail {kind}, a message that begins with the
    /// kind ("invalid-type", "invalid-value", "limit").
    api::Result<Data> run(const Data& input);

    // ---- for functions. After a failure all values are null; whoever loops looks at failed().
    Value evaluate(NodeId node, const Value& current);
    bool failed() const { return m_error.has_value(); }
    Value fail(const char* kind, std::string message);
    /// Counts; false when that was too much, and the evaluation has failed.
    bool spend(std::size_t steps);
    bool build(std::size_t bytes);
    /// The same value without lists of references, no deeper than JSON may be.
    Data materialize(const Value& value);
    /// Counts the whole of it; false when that was too much.
    bool measured(const Json& json) { return measure(json, 1); }
    /// Deep equality; numbers by their value.
    bool equal(const Value& a, const Value& b);

private:
    Value chain(const Node& node, const Value& current);
    Value index(const Node& node, const Value& current) const;
    Value slice(const Node& node, const Value& current);
    Value project(const Node& node, const Value& current);
    Value flatten(const Value& array);
    Value compare(const Node& node, const Value& current);
    Value list(const Node& node, const Value& current);
    Value hash(const Node& node, const Value& current);
    Value call(const Node& node, const Value& current);
    Value variable(const std::string& name) const;
    Value let(const Node& node, const Value& current);
    bool measure(const Json& json, std::size_t depth);
    bool copy(const Value& value, Json& out, std::size_t depth);
    bool equal(const Json& a, const Json& b);

    const Tree& m_tree;
    const Scope& m_scope;
    std::size_t m_stepsLeft;
    const std::size_t m_maxSteps;
    std::size_t m_built = 0;
    std::vector<std::pair<std::string_view, Value>> m_bindings;  ///< of `let`, innermost last
    std::optional<api::Error> m_error;
};

}  // namespace beamline::core::jmespath
