// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/nats_publish.h"

#include <algorithm>

#include "engine/blocks/encoding.h"
#include "engine/blocks/nats_message.h"

namespace beamline::blocks {

namespace {
std::string natsPublishInput() {
    return R"({"type": "object", "required": ["subject"], "additionalProperties": false, "properties": {)" +
           std::string(kNatsProperties) + "}}";
}
constexpr std::string_view kNatsPublishOutput = R"({
  "type": "object",
  "required": ["subject", "bytes"],
  "properties": {"subject": {"type": "string", "description": "Where it went."}, "bytes": {"type": "integer", "description": "Of the payload."}}
})";
constexpr std::string_view kNatsPublishExample = R"(
- announce:
    call: nats.publish
    with:
      server: nats://localhost:4222
      subject: orders.new
      payload:
        id: ${ .id }
)";
}  // namespace

NatsPublish::NatsPublish(const BlockSettings& settings)
    : m_settings(settings),
      m_info(describe("nats.publish", "Publishes a message to a subject of NATS.", natsPublishInput(),
                      kNatsPublishOutput, kNatsPublishExample)) {}

BlockResult NatsPublish::run(const Invocation& invocation) const {
    return settle(work(invocation));
}

api::Result<api::Json> NatsPublish::work(const Invocation& invocation) const {
    const Stop stop(invocation, m_settings);
    const auto& arguments = invocation.arguments->get_object();
    const auto broker = brokerOf(m_settings);
    const auto address = brokerAddress(arguments, m_settings);
    auto message = brokerMessage(arguments);
    if (!message.ok() || !address.ok() || !broker.ok()) {
        return !message.ok() ? message.error() : !address.ok() ? address.error() : broker.error();
    }
    // JetStream takes a message with the same identifier once: a task that runs again after a crash does no harm.
    const auto named = [](const auto& header) { return header.first == "Nats-Msg-Id"; };
    if (!invocation.key.empty() && std::none_of(message->headers.begin(), message->headers.end(), named)) {
        message->headers.emplace_back("Nats-Msg-Id", percentEncode(invocation.key));
    }
    if (auto sent = (*broker)->publish(*address, *message, stop); !sent.ok()) {
        return sent.error();
    }
    return api::Json{{"subject", message->subject}, {"bytes", message->payload.size()}};
}

}  // namespace beamline::blocks
