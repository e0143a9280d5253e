// SPDX-License-Identifier: Apache-2.0
// Whatever the expression, it is refused or gives a value or an error. One that compiles is evaluated.

#include <cstdint>
#include <cstdlib>

#include "engine/core/expression/expression.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace beamline::core;
    const auto compiler = makeCompiler("jq");
    const auto id = compiler->add(std::string(reinterpret_cast<const char*>(data), size), {"item"});
    std::vector<ExpressionCompiler::Mistake> mistakes;
    const auto program = compiler->compile(mistakes);
    if ((program == nullptr) != !mistakes.empty()) {
        std::abort();
    }
    if (program) {
        const auto input = makeData(Json(boost::json::object{{"a", boost::json::array{1, "x", nullptr}}, {"b", 2.5}}));
        (void)program->evaluate(id, input, {});
    }
    return 0;
}
