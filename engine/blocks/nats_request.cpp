// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/nats_request.h"

#include "engine/api/ids.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/nats_message.h"

namespace beamline::blocks {

namespace {
std::string natsRequestInput() {
    return R"({"type": "object", "required": ["subject"], "additionalProperties": false, "properties": {)" +
           std::string(kNatsProperties) + R"(,
    "timeout": {"type": "integer", "minimum": 1, "maximum": 86400000,
                "description": "Milliseconds to wait for the reply; otherwise as long as the task may."},
    "format": {"enum": ["json", "text", "bytes"], "default": "json",
               "description": "Of the reply's payload: JSON where it is JSON and text elsewhere, text, or base64."}
  }})";
}
constexpr std::string_view kNatsRequestOutput = R"({
  "type": "object",
  "required": ["payload", "headers"],
  "properties": {
    "payload": {"description": "By `format`; bytes that are no text are base64."},
    "headers": {"type": "object", "description": "A header that came several times is a list."}
  }
})";
constexpr std::string_view kNatsRequestExample = R"(
- priceOf:
    call: nats.request
    with:
      context: shop
      subject: prices.get
      payload:
        article: ${ .article }
      timeout: 2000
)";
}  // namespace

NatsRequest::NatsRequest(const BlockSettings& settings)
    : m_settings(settings),
      m_info(describe("nats.request", "Sends a request to a subject of NATS and gives its first reply.",
                      natsRequestInput(), kNatsRequestOutput, kNatsRequestExample)) {}

BlockResult NatsRequest::run(const Invocation& invocation) const {
    return settle(work(invocation));
}

api::Result<api::Json> NatsRequest::work(const Invocation& invocation) const {
    const auto& arguments = invocation.arguments->get_object();
    auto limited = invocation;
    if (const auto ms = number(arguments, "timeout", 0); ms > 0) {
        const auto end = api::wallClock() + ms;
        limited.deadline = invocation.deadline == 0 ? end : std::min(end, invocation.deadline);
    }
    const Stop stop(limited, m_settings);
    const auto broker = brokerOf(m_settings);
    const auto address = brokerAddress(arguments, m_settings);
    const auto message = brokerMessage(arguments);
    if (!message.ok() || !address.ok() || !broker.ok()) {
        return !message.ok() ? message.error() : !address.ok() ? address.error() : broker.error();
    }
    const auto reply = (*broker)->request(*address, *message, stop);
    if (!reply.ok()) {
        return reply.error();
    }
    if (static_cast<std::int64_t>(reply->payload.size()) > m_settings.maxResponseBytes) {
        return fault("communication", 413,
                     "The reply from " + message->subject + " has more than the " +
                         std::to_string(m_settings.maxResponseBytes) + " bytes that are accepted.");
    }
    boost::json::object result;
    result["payload"] = payloadValue(reply->payload, text(arguments, "format", "json"));
    result["headers"] = headerValues(reply->headers);
    return api::Json(std::move(result));
}

}  // namespace beamline::blocks
