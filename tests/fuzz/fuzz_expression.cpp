// SPDX-License-Identifier: Apache-2.0
// Whatever the expression, in whichever language, it is refused or gives a value or an error. One that compiles is
// evaluated.

#include <cstdint>
#include <cstdlib>

#include "engine/core/expression/expression.h"

namespace {
using namespace beamline::core;

void tryOut(std::string_view language, const std::string& source) {
    const auto compiler = makeCompiler(language);
    const auto id = compiler->add(source, {"item"});
    std::vector<ExpressionCompiler::Mistake> mistakes;
    const auto program = compiler->compile(mistakes);
    if ((program == nullptr) != !mistakes.empty()) {
        std::abort();
    }
    if (program) {
        const auto input = makeData(Json(boost::json::object{{"a", boost::json::array{1, "x", nullptr}}, {"b", 2.5}}));
        (void)program->evaluate(id, input, {});
    }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string source(reinterpret_cast<const char*>(data), size);
    tryOut("jq", source);
    tryOut("jmespath", source);
    return 0;
}
