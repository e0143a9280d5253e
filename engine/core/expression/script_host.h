// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where JavaScript runs. Declared here because definitions need it, implemented by a room that may start processes
// (engine/blocks/script_pool.h). Any thread.

#include <string>
#include <vector>

#include "engine/core/expression/expression.h"

namespace beamline::core {

/// Of computing, not of waiting: what one expression may take. What loops takes it all on every machine, so that a
/// replay sees the same error.
inline constexpr std::int64_t kMaxScriptExpressionMs = 1000;

/// A JavaScript expression with the names it may use. `id` stands for both: equal ones are the same function.
struct ScriptFunction {
    std::string id;
    std::string source;
    std::vector<std::string> parameters;
};

class ScriptHost {
public:
    virtual ~ScriptHost() = default;
    /// Whether it is an expression. The error's code is "expression" for a mistake in it, and another one when nothing
    /// can be said, because scripts cannot run here at all; its message is a sentence for people.
    virtual api::Result<api::Unit> check(const ScriptFunction& function) = 0;
    /// Its value as JSON; the same for the same arguments and `now`, which is the time that it sees, and seeds what it
    /// draws. Blocks, at most a few seconds more than kMaxScriptExpressionMs.
    virtual api::Result<Data> evaluate(const ScriptFunction& function, const std::vector<Data>& arguments,
                                       api::Timestamp now) = 0;
};

}  // namespace beamline::core
