// SPDX-License-Identifier: Apache-2.0
#include "engine/core/expression/javascript_program.h"

#include <algorithm>

#include "engine/api/ids.h"
#include "engine/core/expression/fast_path.h"

namespace beamline::core {

namespace {
/// The names that the text mentions: nothing else needs to be handed over. A local hides an argument.
ScriptFunction functionOf(std::string source, const std::vector<std::string>& locals) {
    ScriptFunction function;
    function.parameters.emplace_back("$");
    const auto offer = [&](std::string_view name) {
        auto parameter = "$" + std::string(name);
        auto& all = function.parameters;
        if (source.find(parameter) != std::string::npos && std::find(all.begin(), all.end(), parameter) == all.end()) {
            all.push_back(std::move(parameter));
        }
    };
    std::for_each(locals.begin(), locals.end(), offer);
    std::for_each(std::begin(kScopeNames), std::end(kScopeNames), offer);
    std::string all;
    for (const auto& parameter : function.parameters) {
        all += parameter + ",";
    }
    function.id = api::sha256(all + "\n" + source);
    function.source = std::move(source);
    return function;
}

class JavascriptProgram : public ExpressionProgram {
public:
    JavascriptProgram(std::vector<ScriptFunction> functions, std::shared_ptr<ScriptHost> host)
        : m_functions(std::move(functions)), m_host(std::move(host)) {}
    api::Result<Data> evaluate(ExpressionId id, const Data& input, const Scope& scope) const override {
        const auto& function = m_functions[static_cast<std::size_t>(id)];
        std::vector<Data> arguments{input ? input : nullData()};
        for (std::size_t i = 1; i < function.parameters.size(); ++i) {
            arguments.push_back(variableOf(scope, std::string_view(function.parameters[i]).substr(1)));
        }
        return m_host->evaluate(function, arguments, scope.now);
    }

private:
    const std::vector<ScriptFunction> m_functions;
    const std::shared_ptr<ScriptHost> m_host;
};
}  // namespace

ExpressionId JavascriptCompiler::add(std::string source, std::vector<std::string> locals) {
    m_functions.push_back(functionOf(std::move(source), locals));
    return static_cast<ExpressionId>(m_functions.size()) - 1;
}

std::optional<bool> JavascriptCompiler::compiles(const std::string& source, const std::vector<std::string>& locals,
                                                 std::size_t& trials) const {
    if (trials == 0) {
        return std::nullopt;
    }
    --trials;
    return source.size() <= kMaxExpressionLength && m_host->check(functionOf(source, locals)).ok();
}

std::shared_ptr<const ExpressionProgram> JavascriptCompiler::compile(std::vector<Mistake>& mistakes) {
    for (std::size_t i = 0; i < m_functions.size(); ++i) {
        const auto id = static_cast<ExpressionId>(i);
        if (m_functions[i].source.size() > kMaxExpressionLength) {
            mistakes.push_back({id, "it is longer than " + std::to_string(kMaxExpressionLength) + " bytes."});
            continue;
        }
        const auto checked = m_host->check(m_functions[i]);
        if (!checked) {
            mistakes.push_back({id, checked.error().message});
            if (checked.error().code != "expression") {
                return nullptr;  // it would be the same for all others, and slow
            }
        }
    }
    return mistakes.empty() ? std::make_shared<JavascriptProgram>(std::move(m_functions), m_host) : nullptr;
}

/// JSON, but for two line separators that JavaScript did not allow in texts before 2019.
std::string JavascriptCompiler::written(const Json& value) const {
    auto text = "(" + boost::json::serialize(value) + ")";
    for (const auto& [separator, escape] : {std::pair{"\xE2\x80\xA8", "\\u2028"}, {"\xE2\x80\xA9", "\\u2029"}}) {
        for (auto at = text.find(separator); at != std::string::npos; at = text.find(separator, at)) {
            text.replace(at, 3, escape);
        }
    }
    return text;
}

}  // namespace beamline::core
