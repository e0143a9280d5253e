// SPDX-License-Identifier: Apache-2.0
#pragma once
// The functions of JMESPath with their signatures (jmespath.org/specification.html, "Built-in Functions"). Stateless,
// any thread.

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/expression/jmespath_value.h"

namespace beamline::core::jmespath {

class Evaluation;

/// What one parameter takes. `elements`: of an array, all of one of these types (0: whatever they are).
struct Parameter {
    unsigned types = kAny;
    unsigned elements = 0;
};

struct Function {
    std::string_view name;
    std::vector<Parameter> parameters;
    bool variadic = false;  ///< the last one may be repeated
    Value (*run)(Evaluation& evaluation, const Values& arguments);
};

/// Null for an unknown name. Lives as long as the program.
const Function* findFunction(std::string_view name);
/// In the order of the alphabet.
const std::vector<Function>& allFunctions();
/// A sentence, or nothing when so many arguments are right.
std::string arityMistake(const Function& function, std::size_t given);
/// Checks the types ("invalid-type") and calls it. The number of arguments is right already.
Value callFunction(const Function& function, Evaluation& evaluation, const Values& arguments);

}  // namespace beamline::core::jmespath
