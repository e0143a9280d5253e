// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/jmespath_block.h"

#include "engine/blocks/arguments.h"
#include "engine/blocks/fault.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kJmespathInput = R"({
  "type": "object",
  "required": ["expression", "data"],
  "additionalProperties": false,
  "properties": {
    "expression": {"type": "string", "minLength": 1, "maxLength": 65536,
                   "description": "JMESPath, such as people[?age > `26`].name."},
    "data": {"description": "What it is applied to."}
  }
})";
constexpr std::string_view kJmespathOutput =
    R"({"description": "What the expression gives; null when it finds nothing."})";
constexpr std::string_view kJmespathExample = R"(
- namesOfAdults:
    call: jmespath
    with:
      data: ${ .people }
      expression: "[?age >= `18`].name"
)";
}  // namespace

JmespathBlock::JmespathBlock(const BlockSettings&)
    : m_info(describe("jmespath", "Applies a JMESPath expression to data.", kJmespathInput, kJmespathOutput,
                      kJmespathExample, api::FunctionEffect::none)) {
    m_info.pool = "cpu";
}

BlockResult JmespathBlock::run(const Invocation& invocation) const {
    const auto& arguments = invocation.arguments->get_object();
    const auto tree = compiled(text(arguments, "expression"));
    if (!tree) {
        return settle(fault("validation", 400, "The expression is not valid: " + tree.error().message));
    }
    const core::Data data(invocation.arguments, &member(arguments, "data"));
    const auto value = core::evaluateJmespath(**tree, data, {});
    return settle(value ? api::Result<api::Json>(**value)
                        : fault("expression", 400, "The expression failed: " + value.error().message));
}

api::Result<JmespathBlock::Compiled> JmespathBlock::compiled(const std::string& expression) const {
    {
        std::lock_guard lock(m_mutex);
        if (const auto found = m_bySource.find(expression); found != m_bySource.end()) {
            m_recent.splice(m_recent.begin(), m_recent, found->second);
            return m_recent.front().second;
        }
    }
    auto tree = core::compileJmespath(expression);
    if (!tree) {
        return tree.error();
    }
    const auto shared = std::make_shared<const core::jmespath::Tree>(std::move(*tree));
    std::lock_guard lock(m_mutex);
    if (m_bySource.contains(expression)) {
        return shared;
    }
    m_recent.emplace_front(expression, shared);
    m_bySource.emplace(m_recent.front().first, m_recent.begin());
    if (m_recent.size() > kMaxCachedExpressions) {
        m_bySource.erase(m_recent.back().first);
        m_recent.pop_back();
    }
    return shared;
}

std::size_t JmespathBlock::cached() const {
    std::lock_guard lock(m_mutex);
    return m_recent.size();
}

}  // namespace beamline::blocks
