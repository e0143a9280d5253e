// SPDX-License-Identifier: Apache-2.0
#pragma once
// The expressions most definitions are made of (literals, paths, one comparison), evaluated without an interpreter and
// with jq's exact meaning. Immutable, any thread.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/core/expression/expression.h"

namespace beamline::core {

class FastPath {
public:
    /// Empty when the source is anything more than this class understands.
    static std::optional<FastPath> parse(std::string_view source);
    api::Result<Data> evaluate(const Data& input, const Scope& scope) const;

    /// The first variable that neither the scope nor `locals` has; empty when all are known.
    std::string unknownVariable(const std::vector<std::string>& locals) const;

private:
    using Step = std::variant<std::string, std::int64_t>;
    struct Operand {
        Data literal;          ///< set for literals
        std::string variable;  ///< empty: `.`
        std::vector<Step> steps;
    };
    enum class Comparison { none, equal, unequal, less, lessEqual, greater, greaterEqual };
    class Parser;

    static api::Result<Data> value(const Operand& operand, const Data& input, const Scope& scope);
    Operand m_left;
    Comparison m_comparison = Comparison::none;
    Operand m_right;
};

/// The scope's variable of this name (without '$'); null data when it is unset.
Data variableOf(const Scope& scope, std::string_view name);
/// jq's total order of JSON values: negative, zero or positive.
int compareJson(const Json& a, const Json& b);

}  // namespace beamline::core
