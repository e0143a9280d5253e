// SPDX-License-Identifier: Apache-2.0
#pragma once
// JMESPath source to a tree of instructions (jmespath.org/specification.html, "Grammar"). Stateless, any thread; trees
// are immutable.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/expression/expression.h"
#include "engine/core/expression/jmespath_functions.h"

namespace beamline::core::jmespath {

using NodeId = int;  ///< into Tree::nodes; -1 means "none"

/// Of a tree, and of the brackets in a source: what evaluates one goes down as deep as it is.
inline constexpr int kMaxTreeDepth = 500;

enum class NodeKind {
    current,
    field,
    index,
    slice,
    literal,
    variable,
    chain,             ///< right on what left gives
    projection,        ///< right on each element of the array that left gives
    objectProjection,  ///< right on each value of the object that left gives
    filterProjection,  ///< the same with those elements for which `condition` holds
    flatten,
    orElse,
    andAlso,
    negation,
    comparison,
    list,
    hash,
    call,
    expressionRef,
    let  ///< the first binding is `names[0]` = `children[0]`; `right` sees all of them
};

enum class Comparison { equal, unequal, less, lessEqual, greater, greaterEqual };

struct Node {
    NodeKind kind = NodeKind::current;
    NodeId left = -1;
    NodeId right = -1;
    NodeId condition = -1;
    Comparison comparison = Comparison::equal;
    std::string name;                  ///< field, variable
    Data value;                        ///< literal
    std::int64_t number = 0;           ///< index
    std::optional<std::int64_t> from;  ///< slice
    std::optional<std::int64_t> to;
    std::int64_t step = 1;
    const Function* function = nullptr;
    std::vector<NodeId> children;    ///< list, hash, call, let
    std::vector<std::string> names;  ///< hash, let
    int depth = 1;
};

struct Tree {
    std::vector<Node> nodes;
    NodeId root = -1;
};

/// Variables that `known` does not have are mistakes. The error's code is the kind of the specification: "syntax",
/// "unknown-function", "invalid-arity", "invalid-value" (a step of 0), and "undefined-variable"; its message begins
/// with it.
api::Result<Tree> parse(std::string_view source, const std::vector<std::string>& known);

}  // namespace beamline::core::jmespath
