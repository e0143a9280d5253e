// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/asyncapi_block.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>

#include "engine/api/ids.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/exchange_record.h"
#include "engine/blocks/message_judge.h"
#include "engine/blocks/nats_message.h"
#include "engine/core/definition/source_document.h"
#include "engine/core/machine/machine.h"

namespace beamline::blocks {

namespace {
constexpr auto kLook = std::chrono::milliseconds(50);  // how often a silent subscription looks at its cancel token
constexpr std::size_t kMessageCost = 256;              // of a message in a result besides its text

std::string asyncapiInput() {
    return R"({
  "type": "object",
  "required": ["document"],
  "additionalProperties": false,
  "allOf": [
    {"oneOf": [{"required": ["channel"]}, {"required": ["operation"]}]},
    {"oneOf": [{"required": ["message"]}, {"required": ["subscription"]}]}
  ],
  "properties": {
    "document": )" +
           resourceSchema("The AsyncAPI document, JSON or YAML: a file below the file roots or an address.") + R"(,
    "channel": {"type": "string", "minLength": 1, "description": "Of a document of version 2: the channel to publish to, or whose messages to consume."},
    "operation": {"type": "string", "minLength": 1, "description": "Of a document of version 3: the operation to perform."},
    "server": {
      "type": "object",
      "required": ["name"],
      "additionalProperties": false,
      "description": "The server to use; otherwise the first one of the channel.",
      "properties": {
        "name": {"type": "string", "minLength": 1, "description": "As the document calls it."},
        "variables": {"type": "object", "description": "Values of its variables and of the channel's parameters."}
      }
    },
    "protocol": {"enum": ["http", "https", "nats"],
                 "description": "Chooses the server by what it speaks. amqp, kafka, mqtt, ws and the others of the language are not spoken by this build."},
    "message": {
      "type": "object",
      "additionalProperties": false,
      "description": "The message to publish.",
      "properties": {
        "payload": {"description": "JSON, or a text where the document says that it is no JSON."},
        "headers": {"type": "object", "description": "Of the message: of HTTP, or of NATS."}
      }
    },
    "subscription": {
      "type": "object",
      "required": ["consume"],
      "additionalProperties": false,
      "description": "Which messages to consume; NATS only. With `foreach` they come one by one.",
      "properties": {
        "filter": {"type": "string", "description": "An expression that is true for messages that are meant; `.` is the message."},
        "consume": {
          "type": "object",
          "additionalProperties": false,
          "description": "When it is enough.",
          "anyOf": [{"required": ["amount"]}, {"required": ["while"]}, {"required": ["until"]}],
          "properties": {
            "amount": {"type": "integer", "minimum": 1, "maximum": 10000, "description": "So many messages."},
            "for": {"type": ["string", "object"], "description": "A duration; what came until then is the result."},
            "while": {"type": "string", "description": "An expression, asked after each message: false ends it."},
            "until": {"type": "string", "description": "An expression, asked after each message: true ends it."}
          }
        }
      }
    },
    "authentication": )" +
           std::string(authenticationSchema()) + "}}";
}
constexpr std::string_view kAsyncapiOutput = R"({
  "description": "Of a subscription its messages, otherwise where the message went.",
  "oneOf": [
    {
      "type": "array",
      "items": {
        "type": "object",
        "required": ["payload", "headers"],
        "properties": {
          "payload": {"description": "JSON where it is JSON, else text, else base64."},
          "headers": {"type": "object", "description": "A header that came several times is a list."},
          "correlationId": {"type": "string", "description": "Where the document says that messages have one."}
        }
      }
    },
    {
      "type": "object",
      "required": ["server", "protocol", "address"],
      "properties": {
        "server": {"type": "string", "description": "As the document calls it."},
        "protocol": {"type": "string", "description": "http, https or nats."},
        "address": {"type": "string", "description": "Of the channel."},
        "reply": {"description": "The content of the answer of HTTP."}
      }
    }
  ]
})";
constexpr std::string_view kAsyncapiExample = R"(
- greet:
    call: asyncapi
    with:
      document:
        endpoint: documents/greetings.yaml
      operation: greet
      server:
        name: broker
      message:
        payload:
          greetings: Hello
)";

bool isJson(const std::string& contentType) {
    const auto type = contentType.substr(0, contentType.find(';'));
    return type == "application/json" || type.ends_with("+json") || type == "text/json";
}

api::Result<std::string> encoded(const api::Json& payload, const AsyncapiTarget& target) {
    return isJson(target.contentType) && payload.is_string() ? api::Result<std::string>(boost::json::serialize(payload))
                                                             : messagePayload(payload);
}

api::Json published(const AsyncapiTarget& target) {
    return {{"server", target.server}, {"protocol", target.protocol}, {"address", target.address}};
}

/// The value of "$message.header#/id" in {payload, headers}.
const api::Json* located(const std::string& location, const api::Json& message) {
    const auto hash = location.find('#');
    const auto source = location.substr(0, hash);
    const auto* part = source == "$message.header"    ? &message.at("headers")
                       : source == "$message.payload" ? &message.at("payload")
                                                      : nullptr;
    boost::system::error_code ec;
    const auto* found = part && hash != location.npos ? part->find_pointer(location.substr(hash + 1), ec) : nullptr;
    return ec ? nullptr : found;
}

core::Data inbound(const BrokerMessage& message, const AsyncapiTarget& target) {
    boost::json::object out;
    out["payload"] = payloadValue(message.payload, isJson(target.contentType) ? "json" : "text");
    out["headers"] = headerValues(message.headers);
    api::Json json(std::move(out));
    const auto* id =
        located(target.correlationId.empty() ? "$message.header#/correlationId" : target.correlationId, json);
    if (id && !id->is_null()) {
        auto text = id->is_string() ? api::Json(*id) : api::Json(boost::json::serialize(*id));
        json.get_object()["correlationId"] = std::move(text);
    }
    return core::makeData(std::move(json));
}

api::Result<BrokerAddress> addressOf(const AsyncapiTarget& target, const boost::json::object& arguments,
                                     const BlockSettings& settings) {
    boost::json::object all{{"server", target.url}};
    if (const auto* policy = arguments.if_contains("authentication")) {
        all["authentication"] = *policy;
    }
    return brokerAddress(all, settings);
}

/// `consume.for`; -1: without end.
api::Result<std::int64_t> spanOf(const boost::json::object& subscription) {
    const auto& span = member(member(subscription, "consume").get_object(), "for");
    const auto ms = span.is_null() ? api::Result<std::int64_t>(-1) : core::parseDuration(span);
    return ms.ok() ? ms : fault("validation", 400, ms.error().message);
}

/// `consume.for` says how long, so that the time of tasks that say nothing does not count.
bool mustStop(const Stop& stop, const Invocation& invocation, std::int64_t spanMs) {
    return invocation.deadline == 0 && spanMs >= 0 ? stop.cancelled() : stop.requested();
}

api::Error tooMuch(const AsyncapiTarget& target, std::int64_t bytes) {
    return fault("communication", 413,
                 "The subscription to " + target.address + " got more than " + std::to_string(kMaxConsumedMessages) +
                     " messages or " + std::to_string(bytes) +
                     " bytes, or faster than they could be looked at; consume "
                     "fewer at once.");
}
}  // namespace

std::string natsSubject(std::string_view address) {
    while (address.starts_with('/')) {
        address.remove_prefix(1);
    }
    while (address.ends_with('/')) {
        address.remove_suffix(1);
    }
    std::string subject(address);
    std::replace(subject.begin(), subject.end(), '/', '.');
    return subject;
}

/// A subscription between one of its turns and the next. The one turn that is under way has it to itself.
struct AsyncapiBlock::Open {
    AsyncapiTarget target;
    std::shared_ptr<MessageInbox> inbox;
    std::unique_ptr<MessageSubscription> listening;  ///< null: it has not begun
    std::optional<MessageJudge> judge;
    std::atomic<bool> closed{false};
};

/// The subscriptions that are open, by their keys. Any thread.
class AsyncapiBlock::Turns {
public:
    /// Null when there are too many.
    std::shared_ptr<Open> take(const std::string& key) {
        const std::lock_guard lock(m_mutex);
        auto& open = m_open[key];
        if (!open && m_open.size() > kMaxOpenSubscriptions) {
            m_open.erase(key);
            return nullptr;
        }
        open = open ? open : std::make_shared<Open>();
        return open;
    }
    /// The turn that has it, if one does, stops.
    void close(const std::string& key) {
        std::shared_ptr<Open> open;  // ends outside of the lock: it waits for the handler of a message
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_open.find(key); found != m_open.end()) {
            open = std::move(found->second);
            open->closed = true;
            m_open.erase(found);
        }
    }

private:
    std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<Open>> m_open;
};

AsyncapiBlock::~AsyncapiBlock() = default;

AsyncapiBlock::AsyncapiBlock(HttpAgentPtr agent, std::shared_ptr<ResourceReader> resources)
    : m_settings(agent->settings()),
      m_info(describe("asyncapi", "Publishes or consumes messages of a service that an AsyncAPI document describes.",
                      asyncapiInput(), kAsyncapiOutput, kAsyncapiExample)),
      m_http(agent),
      m_resources(std::move(resources)),
      m_turns(std::make_unique<Turns>()) {}

api::Result<AsyncapiTarget> AsyncapiBlock::target(const Invocation& invocation, const Stop& stop) const {
    const auto& arguments = invocation.arguments->get_object();
    const auto source = m_resources->read(member(arguments, "document"), invocation, stop);
    if (!source.ok()) {
        return source.error();
    }
    const auto document = core::readSource(*source);
    if (!document.problems.empty()) {
        const auto& problem = document.problems.front();
        return fault(
            "configuration", 400,
            "The AsyncAPI document cannot be read: line " + std::to_string(problem.line) + ": " + problem.message);
    }
    return asyncapiTarget(document.json, arguments);
}

BlockResult AsyncapiBlock::run(const Invocation& invocation) const {
    const Stop stop(invocation, m_settings);
    if (invocation.turn) {
        return nextMessage(invocation, stop);
    }
    const auto found = target(invocation, stop);
    if (!found.ok()) {
        return settle(found.error());
    }
    const bool nats = found->protocol == "nats";
    if (invocation.arguments->get_object().contains("message")) {
        return nats ? settle(publishNats(*found, invocation, stop)) : publishHttp(*found, invocation);
    }
    ExchangeRecord record(stop, "nats", "subscribe to " + natsSubject(found->address));
    return settle(record.passed(consume(*found, invocation, stop), [](const api::Json& messages) {
        return counted(static_cast<std::int64_t>(messages.get_array().size()), "message") + " taken";
    }));
}

BlockResult AsyncapiBlock::publishHttp(const AsyncapiTarget& target, const Invocation& invocation) const {
    const auto& arguments = invocation.arguments->get_object();
    const auto& message = member(arguments, "message").get_object();
    const auto body = encoded(member(message, "payload"), target);
    if (!body.ok()) {
        return settle(body.error());
    }
    boost::json::object endpoint{{"uri", target.url + (target.address.starts_with('/') ? "" : "/") + target.address}};
    if (const auto* policy = arguments.if_contains("authentication")) {
        endpoint["authentication"] = *policy;
    }
    boost::json::object headers;
    bool typed = false;
    if (const auto* given = member(message, "headers").if_object()) {
        headers = *given;
        for (const auto& header : headers) {
            typed = typed || headerName(header.key()) == "Content-Type";
        }
    }
    if (!typed) {
        headers["Content-Type"] = target.contentType;
    }
    auto call = invocation;
    call.arguments = core::makeData({{"method", target.method},
                                     {"endpoint", std::move(endpoint)},
                                     {"headers", std::move(headers)},
                                     {"body", *body},
                                     {"output", "content"}});
    auto result = m_http.run(call);
    if (auto* content = std::get_if<api::Json>(&result)) {
        auto out = published(target);
        out.get_object()["reply"] = std::move(*content);
        return out;
    }
    return result;
}

api::Result<api::Json> AsyncapiBlock::publishNats(const AsyncapiTarget& target, const Invocation& invocation,
                                                  const Stop& stop) const {
    const auto& arguments = invocation.arguments->get_object();
    const auto& given = member(arguments, "message").get_object();
    const auto broker = brokerOf(m_settings);
    const auto address = addressOf(target, arguments, m_settings);
    auto payload = encoded(member(given, "payload"), target);
    if (!broker.ok() || !address.ok() || !payload.ok()) {
        return !payload.ok() ? payload.error() : !address.ok() ? address.error() : broker.error();
    }
    auto message = brokerMessage({{"subject", natsSubject(target.address)}, {"headers", member(given, "headers")}});
    if (!message.ok()) {
        return message.error();
    }
    message->payload = std::move(*payload);
    const auto sent = (*broker)->publish(*address, *message, stop);
    return sent.ok() ? api::Result<api::Json>(published(target)) : sent.error();
}

api::Result<std::unique_ptr<MessageSubscription>> AsyncapiBlock::listen(const AsyncapiTarget& target,
                                                                        const Invocation& invocation,
                                                                        std::shared_ptr<MessageInbox> inbox,
                                                                        const Stop& stop) const {
    if (target.protocol != "nats") {
        return fault("configuration", 400,
                     "The server " + target.server + " speaks " + target.protocol +
                         ", of which this build has no subscriptions; it has those of nats.");
    }
    const auto broker = brokerOf(m_settings);
    const auto address = addressOf(target, invocation.arguments->get_object(), m_settings);
    const auto subject = natsSubject(target.address);
    if (!broker.ok() || !address.ok()) {
        return !broker.ok() ? broker.error() : address.error();
    }
    if (!isSubject(subject, true)) {
        return fault("configuration", 400, "The channel " + target.address + " is no subject of NATS.");
    }
    return (*broker)->subscribe(
        *address, subject, [inbox](BrokerMessage message) { inbox->put(std::move(message)); }, stop);
}

BlockResult AsyncapiBlock::nextMessage(const Invocation& invocation, const Stop& stop) const {
    const auto& key = invocation.turn->subscription;
    if (invocation.turn->close) {
        m_turns->close(key);
        return api::Json();
    }
    const auto open = m_turns->take(key);
    if (!open) {
        return settle(fault("runtime", 503,
                            "More than " + std::to_string(kMaxOpenSubscriptions) +
                                " subscriptions are open at once; let some end first."));
    }
    auto result = nextOf(*open, invocation, stop);
    if (!result.ok() || result->at("last").as_bool() || open->closed || stop.cancelled()) {
        m_turns->close(key);
    }
    return settle(std::move(result));
}

api::Result<api::Json> AsyncapiBlock::nextOf(Open& open, const Invocation& invocation, const Stop& stop) const {
    const auto& turn = *invocation.turn;
    const auto& subscription = member(invocation.arguments->get_object(), "subscription").get_object();
    const auto ms = spanOf(subscription);
    if (!ms.ok()) {
        return ms.error();
    }
    auto& judge = open.judge;
    if (!judge) {
        auto made = MessageJudge::make(subscription, invocation.scope);
        if (!made.ok()) {
            return made.error();
        }
        judge = std::move(made).value();
    }
    judge->renew(invocation.scope);
    const api::Json over = boost::json::object{{"last", true}};
    if (turn.message) {
        const auto last = judge->last(turn.message, turn.taken);
        if (!last.ok() || *last) {
            return last.ok() ? api::Result<api::Json>(over) : last.error();
        }
    }
    if (!open.listening) {
        auto found = target(invocation, stop);
        if (!found.ok()) {
            return found.error();
        }
        open.target = std::move(found).value();
        open.inbox = std::make_shared<MessageInbox>();
        auto listening = listen(open.target, invocation, open.inbox, stop);
        if (!listening.ok()) {
            return listening.error();
        }
        open.listening = std::move(listening).value();
    }
    while (*ms < 0 || api::wallClock() < turn.since + *ms) {
        if (mustStop(stop, invocation, *ms) || open.closed) {
            return stop.error("The subscription to " + open.target.address);
        }
        const auto raw = open.inbox->take(kLook);
        if (!raw) {
            continue;
        }
        const auto message = inbound(*raw, open.target);
        const auto wanted = judge->wanted(message);
        if (!wanted.ok()) {
            return wanted.error();
        }
        if (open.inbox->lost() || static_cast<std::int64_t>(raw->payload.size()) > m_settings.maxResponseBytes) {
            return tooMuch(open.target, m_settings.maxResponseBytes);
        }
        if (*wanted) {
            return api::Json(boost::json::object{{"message", *message}, {"last", judge->full(turn.taken + 1)}});
        }
    }
    return over;
}

api::Result<api::Json> AsyncapiBlock::consume(const AsyncapiTarget& target, const Invocation& invocation,
                                              const Stop& stop) const {
    const auto& subscription = member(invocation.arguments->get_object(), "subscription").get_object();
    const auto judge = MessageJudge::make(subscription, invocation.scope);
    if (!judge.ok()) {
        return judge.error();
    }
    const auto ms = spanOf(subscription);
    if (!ms.ok()) {
        return ms.error();
    }
    const auto inbox = std::make_shared<MessageInbox>();
    const auto listening = listen(target, invocation, inbox, stop);
    if (!listening.ok()) {
        return listening.error();
    }
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(*ms);
    boost::json::array out;
    auto bytes = m_settings.maxResponseBytes;
    while (*ms < 0 || std::chrono::steady_clock::now() < end) {
        if (mustStop(stop, invocation, *ms)) {
            return stop.error("The subscription to " + target.address);
        }
        const auto raw = inbox->take(kLook);
        if (!raw) {
            continue;
        }
        const auto message = inbound(*raw, target);
        const auto wanted = judge->wanted(message);
        if (!wanted.ok()) {
            return wanted.error();
        }
        if (!*wanted) {
            continue;
        }
        bytes -= static_cast<std::int64_t>(raw->payload.size() + kMessageCost);
        if (bytes < 0 || out.size() == kMaxConsumedMessages || inbox->lost()) {
            return tooMuch(target, m_settings.maxResponseBytes);
        }
        out.push_back(*message);
        const auto last = judge->last(message, out.size());
        if (!last.ok()) {
            return last.error();
        }
        if (*last) {
            break;
        }
    }
    return api::Json(std::move(out));
}

}  // namespace beamline::blocks
