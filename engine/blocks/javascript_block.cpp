// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/javascript_block.h"

#include "engine/blocks/arguments.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kJavascriptInput = R"({
  "type": "object",
  "required": ["code"],
  "additionalProperties": false,
  "properties": {
    "code": {"type": "string", "minLength": 1, "maxLength": 1048576,
             "description": "The body of a function with the parameter args; its value is what it returns. Strict mode, ECMAScript 2016 and a little more; no modules, async, files or network."},
    "args": {"description": "What the code finds as args."}
  }
})";
constexpr std::string_view kJavascriptOutput =
    R"({"description": "What JSON.stringify makes of the returned value; null for undefined."})";
constexpr std::string_view kJavascriptExample = R"(
- total:
    call: javascript
    with:
      code: return args.prices.reduce((sum, price) => sum + price, 0);
      args:
        prices: ${ .prices }
)";
}  // namespace

JavascriptBlock::JavascriptBlock(const BlockSettings& settings, std::shared_ptr<ScriptPool> pool)
    : m_settings(settings),
      m_pool(std::move(pool)),
      m_info(describe("javascript", "Runs JavaScript that can reach nothing but its arguments.", kJavascriptInput,
                      kJavascriptOutput, kJavascriptExample, api::FunctionEffect::none)) {
    m_info.pool = "cpu";
}

BlockResult JavascriptBlock::run(const Invocation& invocation) const {
    const auto& arguments = invocation.arguments->get_object();
    return settle(m_pool->run(text(arguments, "code"), member(arguments, "args"), Stop(invocation, m_settings)));
}

}  // namespace beamline::blocks
