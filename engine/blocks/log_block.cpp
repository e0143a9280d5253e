// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/log_block.h"

#include "engine/blocks/arguments.h"
#include "engine/blocks/fault.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kLogInput = R"({
  "type": "object",
  "required": ["message"],
  "additionalProperties": false,
  "properties": {
    "level": {"enum": ["debug", "info", "warning", "error"], "default": "info",
              "description": "Lines below the level of the engine's settings are not written."},
    "message": {"type": "string", "maxLength": 8192, "description": "One sentence. No secrets: the log is read by others."},
    "data": {"description": "Whatever belongs to it; up to 64 KiB as JSON, larger data is left out."}
  }
})";
constexpr std::string_view kLogOutput = R"({"type": "string", "description": "The message."})";
constexpr std::string_view kLogExample = R"(
- noteTotal:
    call: log
    with:
      level: info
      message: '${ "Read \(.count) orders" }'
      data: ${ .orders[0] }
)";
}  // namespace

LogBlock::LogBlock(const BlockSettings& settings)
    : m_settings(settings),
      m_info(describe("log", "Writes a line to the engine's structured log.", kLogInput, kLogOutput, kLogExample,
                      api::FunctionEffect::none)) {}

BlockResult LogBlock::run(const Invocation& invocation) const {
    const auto& arguments = invocation.arguments->get_object();
    auto message = text(arguments, "message");
    if (m_settings.log) {
        m_settings.log({text(arguments, "level", "info"), message, originOf(invocation), member(arguments, "data")});
    }
    return api::Json(std::move(message));
}

}  // namespace beamline::blocks
