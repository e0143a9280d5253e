// SPDX-License-Identifier: Apache-2.0
#pragma once
// JMESPath (jmespath.org/specification.html) as an expression language. Each expression is one tree, evaluated on parts
// of its data by reference. The arguments of an expression are variables, written as the let-expressions' proposal
// (JEP-18) has them: `$context`, `$input`, `$item`; so is `let $a = x in …`. Immutable after compilation, any thread.

#include <string>
#include <vector>

#include "engine/core/expression/jmespath_parser.h"

namespace beamline::core {

class JmespathCompiler : public ExpressionCompiler {
public:
    explicit JmespathCompiler(std::size_t maxSteps) : m_maxSteps(maxSteps) {}
    ExpressionId add(std::string source, std::vector<std::string> locals) override;
    /// A single name stays a text: it compiles, and would be null nearly always.
    std::optional<bool> compiles(const std::string& source, const std::vector<std::string>& locals,
                                 std::size_t& trials) const override;
    std::shared_ptr<const ExpressionProgram> compile(std::vector<Mistake>& mistakes) override;
    std::string written(const Json& value) const override;
    std::string_view whole() const override { return "@"; }
    std::string_view example() const override { return "join(' ', ['Hello', name])"; }
    bool canName(std::string_view name) const override;

private:
    const std::size_t m_maxSteps;
    std::vector<api::Result<jmespath::Tree>> m_trees;
};

/// One expression outside of a definition. The error of compiling has the kind as its code ("syntax", …).
api::Result<jmespath::Tree> compileJmespath(std::string_view source, std::vector<std::string> locals = {});
api::Result<Data> evaluateJmespath(const jmespath::Tree& tree, const Data& input, const Scope& scope,
                                   std::size_t maxSteps = kMaxExpressionSteps);

}  // namespace beamline::core
