// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/notify_block.h"

#include "engine/blocks/arguments.h"
#include "engine/blocks/fault.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kNotifyInput = R"({
  "type": "object",
  "required": ["title"],
  "additionalProperties": false,
  "properties": {
    "title": {"type": "string", "minLength": 1, "maxLength": 200, "description": "One line."},
    "text": {"type": "string", "maxLength": 2000, "default": "", "description": "Plain text below the title."},
    "urgency": {"enum": ["low", "normal", "critical"], "default": "normal",
                "description": "critical is shown as an error and stays until it is closed."},
    "link": {"type": "boolean", "default": true, "description": "Whether the notification leads to the run."}
  }
})";
constexpr std::string_view kNotifyOutput = R"({
  "type": "object",
  "required": ["title"],
  "properties": {"title": {"type": "string", "description": "What was told."}}
})";
constexpr std::string_view kNotifyExample = R"(
- tellOperators:
    call: notify
    with:
      title: The backup has failed twice
      text: The third attempt begins in ten minutes.
      urgency: critical
)";
}  // namespace

NotifyBlock::NotifyBlock(const BlockSettings& settings)
    : m_settings(settings),
      m_info(describe("notify", "Shows a notification on the desktops of those who have the console open.",
                      kNotifyInput, kNotifyOutput, kNotifyExample)) {}

BlockResult NotifyBlock::run(const Invocation& invocation) const {
    const auto& arguments = invocation.arguments->get_object();
    auto title = text(arguments, "title");
    if (m_settings.notify) {
        m_settings.notify({title, text(arguments, "text"), text(arguments, "urgency", "normal"), originOf(invocation),
                           flag(arguments, "link", true)});
    }
    return api::Json{{"title", std::move(title)}};
}

}  // namespace beamline::blocks
