// SPDX-License-Identifier: Apache-2.0
#include "engine/core/expression/growing_list.h"

namespace beamline::core {

api::Result<bool> GrowingList::holds(const ExpressionProgram& program, ExpressionId id, const Scope& scope) {
    const auto* growing = dynamic_cast<const GrowingEvaluator*>(&program);
    const auto verdict =
        growing ? growing->evaluateGrowing(id, m_list, m_converted, scope) : program.evaluate(id, m_list, scope);
    return verdict ? api::Result<bool>(truthy(**verdict)) : api::Result<bool>(verdict.error());
}

bool truthy(const Json& value) {
    return !value.is_null() && !(value.is_bool() && !value.get_bool());
}

}  // namespace beamline::core
