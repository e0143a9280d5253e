// SPDX-License-Identifier: Apache-2.0
#include "engine/core/expression/javascript_program.h"
#include "engine/core/expression/jmespath_program.h"
#include "engine/core/expression/jq_program.h"

namespace beamline::core {

std::unique_ptr<ExpressionCompiler> makeCompiler(std::string_view language, std::size_t maxSteps,
                                                 std::shared_ptr<ScriptHost> host) {
    if (language == "jq") {
        return std::make_unique<JqCompiler>(maxSteps);
    }
    if (language == "jmespath") {
        return std::make_unique<JmespathCompiler>(maxSteps);
    }
    if (language == "javascript" && host) {
        return std::make_unique<JavascriptCompiler>(std::move(host));
    }
    return nullptr;
}

}  // namespace beamline::core
