// SPDX-License-Identifier: Apache-2.0
#include "engine/core/expression/jmespath_program.h"

#include <algorithm>

#include "engine/core/expression/fast_path.h"
#include "engine/core/expression/jmespath_evaluation.h"

namespace beamline::core {

namespace {
class JmespathProgram : public ExpressionProgram {
public:
    JmespathProgram(std::vector<jmespath::Tree> trees, std::size_t maxSteps)
        : m_trees(std::move(trees)), m_maxSteps(maxSteps) {}
    api::Result<Data> evaluate(ExpressionId id, const Data& input, const Scope& scope) const override {
        return evaluateJmespath(m_trees[static_cast<std::size_t>(id)], input, scope, m_maxSteps);
    }

private:
    const std::vector<jmespath::Tree> m_trees;
    const std::size_t m_maxSteps;
};
}  // namespace

api::Result<jmespath::Tree> compileJmespath(std::string_view source, std::vector<std::string> locals) {
    if (source.size() > kMaxExpressionLength) {
        return api::Error{
            "syntax", "syntax: it is longer than " + std::to_string(kMaxExpressionLength) + " bytes.", {}, false};
    }
    locals.insert(locals.end(), std::begin(kScopeNames), std::end(kScopeNames));
    return jmespath::parse(source, locals);
}

api::Result<Data> evaluateJmespath(const jmespath::Tree& tree, const Data& input, const Scope& scope,
                                   std::size_t maxSteps) {
    return jmespath::Evaluation(tree, scope, maxSteps).run(input ? input : nullData());
}

ExpressionId JmespathCompiler::add(std::string source, std::vector<std::string> locals) {
    m_trees.push_back(compileJmespath(source, std::move(locals)));
    return static_cast<ExpressionId>(m_trees.size()) - 1;
}

std::optional<bool> JmespathCompiler::compiles(const std::string& source, const std::vector<std::string>& locals,
                                               std::size_t&) const {
    const auto tree = compileJmespath(source, locals);
    return tree && tree->nodes[static_cast<std::size_t>(tree->root)].kind != jmespath::NodeKind::field;
}

std::shared_ptr<const ExpressionProgram> JmespathCompiler::compile(std::vector<Mistake>& mistakes) {
    std::vector<jmespath::Tree> trees;
    for (std::size_t i = 0; i < m_trees.size(); ++i) {
        if (m_trees[i]) {
            trees.push_back(std::move(*m_trees[i]));
        } else {
            mistakes.push_back({static_cast<ExpressionId>(i), m_trees[i].error().message});
        }
    }
    m_trees.clear();
    return mistakes.empty() ? std::make_shared<JmespathProgram>(std::move(trees), m_maxSteps) : nullptr;
}

std::string JmespathCompiler::written(const Json& value) const {
    std::string text = "`";
    for (const char c : boost::json::serialize(value)) {
        text += c == '`' ? "\\`" : std::string(1, c);
    }
    return text + "`";
}

bool JmespathCompiler::canName(std::string_view) const {
    return true;
}

}  // namespace beamline::core
