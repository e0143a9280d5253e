// SPDX-License-Identifier: Apache-2.0
#pragma once
// What conditions are made of, for those who read and evaluate them. Immutable; any thread.

#include <string_view>

#include "engine/routing/condition.h"

namespace beamline::routing {

inline constexpr std::string_view kContext = "context.";  ///< may stand before paths

enum class Comparison { equal, unequal, greater, less, notLess, notGreater, in };
std::string_view wordOf(Comparison comparison);
/// Missing values are null pointers.
bool compares(Comparison comparison, const api::Json* left, const api::Json* right);

/// One side of a comparison: a variable of the context, or the value as it stands.
struct Operand {
    std::string path;  ///< empty: `value`
    api::Json value;
};

struct Condition::Term {
    enum class Kind { match, compare, all, any, negation };
    Kind kind = Kind::match;
    std::string path;           ///< match: of the context
    boost::json::array values;  ///< match: any of them
    Comparison comparison = Comparison::equal;
    Operand left;
    Operand right;
    std::vector<Condition> parts;  ///< all, any; the one of a negation

    bool holds(const boost::json::object& context) const;
    /// Why it holds or does not, with the values that were used.
    std::string explained(const boost::json::object& context, bool truth) const;
    std::string matchExplained(const boost::json::object& context, bool truth) const;
    std::string comparisonExplained(const boost::json::object& context, bool truth) const;
    static std::string explained(const Condition& condition, const boost::json::object& context, bool truth);
};

}  // namespace beamline::routing
