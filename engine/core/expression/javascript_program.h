// SPDX-License-Identifier: Apache-2.0
#pragma once
// JavaScript as an expression language, run by a ScriptHost. `$` is what the expression is applied to; `$context`,
// `$input`, `$output`, `$secrets`, `$authorization`, `$task`, `$workflow`, `$runtime` are its arguments and `$item` a
// local called item. The value is what JSON.stringify makes of it; undefined is null. Immutable after compilation, any
// thread.

#include <memory>
#include <string>
#include <vector>

#include "engine/core/expression/script_host.h"

namespace beamline::core {

class JavascriptCompiler : public ExpressionCompiler {
public:
    explicit JavascriptCompiler(std::shared_ptr<ScriptHost> host) : m_host(std::move(host)) {}
    ExpressionId add(std::string source, std::vector<std::string> locals) override;
    /// Only the host can tell: always a trial.
    std::optional<bool> compiles(const std::string& source, const std::vector<std::string>& locals,
                                 std::size_t& trials) const override;
    std::shared_ptr<const ExpressionProgram> compile(std::vector<Mistake>& mistakes) override;
    std::string written(const Json& value) const override;
    std::string_view whole() const override { return "$"; }
    std::string_view example() const override { return R"("Hello " + $.name)"; }
    bool canName(std::string_view) const override { return true; }  // with its '$' it is no word of the language

private:
    const std::shared_ptr<ScriptHost> m_host;
    std::vector<ScriptFunction> m_functions;
};

}  // namespace beamline::core
