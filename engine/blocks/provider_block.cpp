// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/provider_block.h"

#include "engine/api/ids.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/fault.h"
#include "engine/core/machine/machine.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kProviderInput = R"({
  "type": "object",
  "required": ["type", "payload"],
  "additionalProperties": false,
  "properties": {
    "policy": {"type": "string", "pattern": "^[a-zA-Z0-9_.-]{1,128}$", "default": "default",
               "description": "The policy that chooses."},
    "type": {"type": "string", "minLength": 1, "maxLength": 128,
             "description": "What kind of work it is, such as chat, completion or embedding. Conditions of policies see it as task_type."},
    "payload": {"type": ["object", "string"],
                "description": "What the provider gets: {text}, {prompt, max_tokens, temperature}, {input}, or whatever it understands; up to 1 MiB."},
    "context": {"type": "object",
                "description": "What conditions of the policy see, such as a tier; session_id keeps a session with its provider."},
    "timeout": {"type": "integer", "minimum": 1, "maximum": 86400000,
                "description": "Milliseconds for the whole of it, retries and fallbacks included; otherwise as long as the task may."}
  }
})";
constexpr std::string_view kProviderOutput = R"({
  "type": "object",
  "required": ["provider", "output", "decision"],
  "properties": {
    "provider": {"type": "string", "description": "Who answered."},
    "output": {"description": "What it answered, as the policy's post-processors left it."},
    "reason": {"type": "string", "description": "Why it was asked: weighted, sticky, fallback …"},
    "usage": {"type": "object", "description": "prompt_tokens and completion_tokens, as far as it tells."},
    "cost": {"type": "number", "description": "Of all calls that were made for this."},
    "attempts": {"type": "integer", "description": "How many calls were made."},
    "metadata": {"type": "object", "description": "What the provider tells besides, such as its model."},
    "decision": {"type": "string", "description": "The recorded decision; beamctl decisions ID explains it."}
  }
})";
constexpr std::string_view kProviderExample = R"(
- summarize:
    call: provider
    with:
      policy: summaries
      type: chat
      payload: { text: '${ "Summarize: " + .report }' }
      context: { session_id: '${ .customer }', tier: '${ .tier }' }
      timeout: 30000
)";
}  // namespace

ProviderBlock::ProviderBlock(const BlockSettings& settings)
    : m_settings(settings),
      m_info(
          describe("provider",
                   "Has work done by the provider that a policy chooses: an AI model, a service or a program, with the "
                   "policy's pipeline, retries and fallbacks.",
                   kProviderInput, kProviderOutput, kProviderExample)) {}

BlockResult ProviderBlock::run(const Invocation& invocation) const {
    if (!m_settings.provider) {
        return core::makeError("configuration",
                               "This program has no router. Run the workflow on an engine, not by a worker.", {});
    }
    const auto& with = invocation.arguments->get_object();
    if (boost::json::serialize(member(with, "payload")).size() > kMaxProviderPayloadBytes) {
        return core::makeError(
            "validation", "The payload for the provider is larger than 1 MiB. Send the address of large data.", {});
    }
    ProviderAsk ask;
    boost::json::object request{{"task", {{"type", member(with, "type")}, {"payload", member(with, "payload")}}},
                                {"policy_id", text(with, "policy", "default")}};
    if (const auto* context = member(with, "context").if_object()) {
        request["context"] = *context;
    }
    ask.request = std::move(request);
    ask.tenant = invocation.tenant;
    ask.trace = invocation.trace;
    ask.key = invocation.key;
    ask.run = originOf(invocation).run;
    ask.cancel = invocation.cancel;
    const auto own = number(with, "timeout", invocation.deadline == 0 ? m_settings.defaultTimeoutMs : 0);
    ask.deadline = own > 0 ? api::wallClock() + own : 0;
    if (invocation.deadline > 0 && (ask.deadline == 0 || invocation.deadline < ask.deadline)) {
        ask.deadline = invocation.deadline;
    }
    return m_settings.provider(ask);
}

}  // namespace beamline::blocks
