// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/message_desk.h"

#include <algorithm>
#include <charconv>
#include <future>

#include "engine/api/json_codec.h"
#include "engine/blocks/encoding.h"
#include "engine/blocks/nats_message.h"
#include "engine/runtime/routing_desk.h"
#include "engine/runtime/trace_context.h"

namespace beamline::runtime {

using api::Error;
namespace code = api::code;

namespace {
constexpr const char* kMessageSent = "sent";
constexpr const char* kMessageAnswered = "answered";
constexpr const char* kMessageFailed = "failed";
constexpr const char* kTaskType = "message";  ///< of who names none
/// First tokens of subjects that belong to Beamline, or to the server: those all begin with "$".
constexpr std::string_view kOwnSubjects[] = {"beamline", "caf", "_INBOX"};

Error notRight(std::string message) {
    return {code::kInvalidArgument, std::move(message), {}, false};
}

/// How a message is stored.
store::SentMessage storedMessage(const api::MessageInfo& info, const api::SendMessage& op) {
    auto head = info;
    head.payload = nullptr;
    head.headers = nullptr;
    head.reply = nullptr;
    const boost::json::object body{{"payload", info.payload},     {"headers", info.headers},
                                   {"reply", info.reply},         {"wait", op.wait},
                                   {"decideOnly", op.decideOnly}, {"timeoutMs", op.timeoutMs}};
    std::string words;
    for (const auto* word :
         {&info.id, &info.subject, &info.type, &info.user, &info.provider, &info.error, &info.traceId}) {
        words += *word + "\n";
    }
    return {info.id,
            info.at,
            info.tenant,
            info.status,
            std::move(words),
            boost::json::serialize(api::toJson(head)),
            boost::json::serialize(body)};
}

api::Result<api::MessageInfo> headOf(const store::SentMessage& stored) {
    return api::fromJson<api::MessageInfo>(storedJson(stored.head), api::Reading::newer);
}

/// Null: it is not there.
api::Json bodyMember(const api::Json& body, std::string_view name) {
    const auto* object = body.if_object();
    const auto* member = object ? object->if_contains(name) : nullptr;
    return member ? *member : api::Json();
}

api::Result<api::MessageInfo> wholeOf(const store::SentMessage& stored) {
    auto info = headOf(stored);
    if (info.ok()) {
        const auto body = storedJson(stored.body);
        info->payload = bodyMember(body, "payload");
        info->headers = bodyMember(body, "headers");
        info->reply = bodyMember(body, "reply");
    }
    return info;
}

/// As it was sent.
api::SendMessage operationOf(const api::MessageInfo& info, const api::Json& body) {
    api::SendMessage op{info.subject, info.policy, info.type, info.payload, info.headers};
    op.wait = bodyMember(body, "wait") == api::Json(true);
    op.decideOnly = bodyMember(body, "decideOnly") == api::Json(true);
    const auto timeout = bodyMember(body, "timeoutMs");
    op.timeoutMs = timeout.is_int64() ? static_cast<int>(timeout.get_int64()) : 0;
    return op;
}

/// What came back is kept with the message, as far as it is not too much.
void takeReply(api::MessageInfo& info, api::Json reply) {
    const auto bytes = boost::json::serialize(reply).size();
    if (bytes > api::kMaxMessageBytes) {
        info.error = "The reply has " + std::to_string(bytes) + " bytes; more than " +
                     std::to_string(api::kMaxMessageBytes) + " are not kept.";
        return;
    }
    info.reply = std::move(reply);
}
}  // namespace

/// One of the messages that may be under way at once.
class MessageDesk::Place {
public:
    explicit Place(std::atomic<int>& count) : m_count(count), m_taken(++count <= kMaxMessagesAtOnce) {}
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() { --m_count; }
    bool taken() const { return m_taken; }

private:
    std::atomic<int>& m_count;
    const bool m_taken;
};

void MessageDesk::handle(const api::SendMessage& op, const api::RequestContext& who, Handler<api::MessageReply> done) {
    send(op, who, {}, std::move(done));
}

void MessageDesk::handle(const api::RetryMessage& op, const api::RequestContext& who, Handler<api::MessageReply> done) {
    const auto found = m_services.journal.sentMessage(askingTenant(who), op.message);
    if (!found.ok() || !*found) {
        done(found.ok() ? Error{code::kNotFound, "There is no message '" + op.message + "'.", {}, false}
                        : found.error());
        return;
    }
    const auto info = wholeOf(**found);
    if (!info.ok()) {
        done(info.error());
        return;
    }
    send(operationOf(*info, storedJson((*found)->body)), who, info->id, std::move(done));
}

void MessageDesk::handle(const api::ListMessages& op, const api::RequestContext& who, Handler<api::MessagePage> done) {
    store::SentQuery query{askingTenant(who), op.text, op.status};
    query.limit = std::clamp(op.limit, 1, api::kMaxPageSize);
    std::from_chars(op.after.data(), op.after.data() + op.after.size(), query.before);
    const auto rows = m_services.journal.sentMessages(query);
    if (!rows.ok()) {
        done(rows.error());
        return;
    }
    api::MessagePage page;
    page.seq = m_services.journal.health().seq;
    page.next = rows->next > 0 ? std::to_string(rows->next) : std::string();
    for (const auto& row : rows->rows) {
        if (auto info = headOf(row); info.ok()) {
            page.items.push_back(std::move(*info));
        }
    }
    done(std::move(page));
}

void MessageDesk::handle(const api::GetMessage& op, const api::RequestContext& who, Handler<api::MessageReply> done) {
    const auto found = m_services.journal.sentMessage(askingTenant(who), op.message);
    if (!found.ok() || !*found) {
        done(found.ok() ? Error{code::kNotFound, "There is no message '" + op.message + "'.", {}, false}
                        : found.error());
        return;
    }
    auto info = wholeOf(**found);
    info.ok() ? done(api::MessageReply{std::move(*info)}) : done(info.error());
}

bool MessageDesk::isOwnExtension(const std::string& tenant, const std::string& subject) {
    const auto all = m_services.journal.documents(kExtensionKind, tenant);
    return all.ok() && std::any_of(all->begin(), all->end(), [&](const auto& one) {
               const auto read = routing::readExtension(storedJson(one.data), tenant).extension;
               return read && std::any_of(read->instances.begin(), read->instances.end(), [&](const auto& instance) {
                          return instance.transport == routing::Transport::nats && instance.subject == subject;
                      });
           });
}

std::optional<Error> MessageDesk::mistake(const api::SendMessage& op, const std::string& tenant) {
    if (op.timeoutMs < 0 || op.timeoutMs > api::kMaxMessageTimeoutMs) {
        return notRight("The time to wait must lie between 1 and " + std::to_string(api::kMaxMessageTimeoutMs) +
                        " ms; 0 stands for " + std::to_string(api::kMessageTimeoutMs) + ".");
    }
    if (const auto bytes = boost::json::serialize(op.payload).size(); bytes > api::kMaxMessageBytes) {
        return notRight("The payload has " + std::to_string(bytes) + " bytes; at most " +
                        std::to_string(api::kMaxMessageBytes) + " are sent.");
    }
    if (op.type.size() > kMaxMessageTypeBytes || !api::isUtf8(op.type)) {
        return notRight("The type must be a text of at most " + std::to_string(kMaxMessageTypeBytes) + " bytes.");
    }
    if (!op.headers.is_null() && !op.headers.is_object()) {
        return notRight("Headers are an object of texts.");
    }
    if (const auto headers = blocks::messageHeaders(op.headers); !headers.ok()) {
        return notRight(headers.error().message);
    }
    if (op.subject.empty()) {
        return op.payload.is_null() || op.payload.is_object() || op.payload.is_string()
                   ? std::nullopt
                   : std::optional(notRight("The payload of what is routed is an object or a text."));
    }
    if (!blocks::isSubject(op.subject, false)) {
        return notRight("The subject \"" + blocks::cleanUtf8(op.subject) +
                        "\" must be tokens between dots, without spaces and wildcards.");
    }
    const auto first = std::string_view(op.subject).substr(0, op.subject.find('.'));
    const bool own = first.front() == '$' ||
                     std::find(std::begin(kOwnSubjects), std::end(kOwnSubjects), first) != std::end(kOwnSubjects);
    if (own && !isOwnExtension(tenant, op.subject)) {
        return Error{code::kForbidden,
                     "Subjects that begin with \"" + std::string(first) +
                         "\" are Beamline's own, or the server's. Messages may go to other ones, and to the extensions "
                         "of the tenant.",
                     {},
                     false};
    }
    const auto& address = m_services.options.routing.address;
    if (!m_services.options.blocks.broker || (address.servers.empty() && address.context.empty())) {
        return Error{code::kConflict,
                     "This engine has no NATS for messages. Set \"routing\": {\"nats\": {\"url\": "
                     "\"nats://host:4222\"}} in engine.json, or make this engine a node of a cluster.",
                     {},
                     false};
    }
    return std::nullopt;
}

void MessageDesk::send(const api::SendMessage& op, const api::RequestContext& who, const std::string& retryOf,
                       Handler<api::MessageReply> done) {
    const auto tenant = askingTenant(who);
    if (auto wrong = mistake(op, tenant)) {
        done(std::move(*wrong));
        return;
    }
    const Place place(m_underWay);
    if (!place.taken()) {
        done(Error{code::kOverloaded,
                   std::to_string(kMaxMessagesAtOnce) + " messages are under way, as many as there may be. Try again.",
                   {},
                   true});
        return;
    }
    api::MessageInfo info;
    info.at = api::wallClock();
    info.id = api::newUlid(info.at);
    info.tenant = tenant;
    info.user = who.user;
    info.subject = op.subject;
    info.type = op.type;
    info.policy = op.subject.empty() ? (op.policy.empty() ? std::string(api::kDefaultPolicy) : op.policy) : "";
    info.traceId = traceIdOf(who.trace);
    info.retryOf = retryOf;
    info.payload = op.payload;
    info.headers = op.headers;
    const std::chrono::milliseconds timeout(op.timeoutMs > 0 ? op.timeoutMs : api::kMessageTimeoutMs);
    const auto begin = std::chrono::steady_clock::now();
    op.subject.empty() ? route(op, timeout, info) : publish(op, timeout, who.trace, info);
    info.tookMs = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    keep(std::move(info), op, std::move(done));
}

void MessageDesk::publish(const api::SendMessage& op, std::chrono::milliseconds timeout, const std::string& trace,
                          api::MessageInfo& info) {
    auto& broker = *m_services.options.blocks.broker;
    const auto& address = m_services.options.routing.address;
    blocks::BlockSettings settings;
    settings.defaultTimeoutMs = timeout.count();
    blocks::Invocation invocation;
    invocation.cancel = m_cancel;
    const blocks::Stop stop(invocation, settings);
    const auto failed = [&](const Error& error) {
        info.status = kMessageFailed;
        info.error = error.message;
    };
    const auto payload = blocks::messagePayload(op.payload);
    if (!payload.ok()) {
        return failed(payload.error());
    }
    blocks::BrokerMessage message{op.subject, *blocks::messageHeaders(op.headers), *payload, {}};
    const bool traced = std::any_of(message.headers.begin(), message.headers.end(),
                                    [](const auto& header) { return header.first == "traceparent"; });
    if (!info.traceId.empty() && !traced) {
        message.headers.emplace_back("traceparent", trace);
    }
    // As with calls of extensions: an error tells that the server is away, where the library would send it later.
    if (const auto there = broker.publishAll(address, {}, blocks::Reach::server, stop); !there.ok()) {
        return failed(there.error());
    }
    if (!op.wait) {
        const auto sent = broker.publish(address, message, stop);
        info.status = kMessageSent;
        return sent.ok() ? void() : failed(sent.error());
    }
    const auto reply = broker.request(address, message, stop);
    if (!reply.ok()) {
        return failed(reply.error());
    }
    info.status = kMessageAnswered;
    takeReply(info, blocks::payloadValue(reply->payload, "json"));
    if (const auto error = blocks::serviceError(*reply); !error.empty()) {
        info.status = kMessageFailed;
        info.error = error;
    }
}

void MessageDesk::route(const api::SendMessage& op, std::chrono::milliseconds timeout, api::MessageInfo& info) {
    auto& router = m_services.routing->router();
    const api::Json nothing = boost::json::object();
    boost::json::object body{{"version", "1"},
                             {"tenant_id", info.tenant},
                             {"request_id", info.id},
                             {"policy_id", info.policy},
                             {"message",
                              {{"message_id", info.id},
                               {"message_type", op.type.empty() ? kTaskType : op.type.c_str()},
                               {"payload", op.payload.is_null() ? nothing : op.payload},
                               {"metadata", op.headers.is_null() ? nothing : op.headers}}}};
    if (!info.traceId.empty()) {
        body["trace_id"] = info.traceId;
    }
    const auto take = [&info](const api::RouteDecision& decision, const char* good) {
        info.decision = decision.id;
        info.provider = decision.provider;
        info.status = decision.errorCode.empty() ? good : kMessageFailed;
        info.error = decision.errorCode.empty() ? "" : decision.errorCode + ": " + decision.errorMessage;
    };
    if (const auto refused = m_services.routing->refusal(body, info.tenant)) {
        info.status = kMessageFailed;
        const auto& error = refused->at("error");
        info.error = std::string(error.at("code").as_string()) + ": " + std::string(error.at("message").as_string());
        return;
    }
    if (op.decideOnly) {
        // Its answer comes when what has to be durable is.
        body["context"] = boost::json::object{{"deadline", api::wallClock() + timeout.count()}};
        std::promise<std::pair<api::Json, api::RouteDecision>> promise;
        auto future = promise.get_future();
        router.decide(body, info.tenant, {}, [&promise](api::Json answer, const api::RouteDecision& decision) {
            promise.set_value({std::move(answer), decision});
        });
        const auto [answer, decision] = future.get();
        take(decision, kMessageAnswered);
        takeReply(info, answer);
        return;
    }
    routing::ProviderRunOptions options;
    options.deadline = api::wallClock() + timeout.count();
    options.idempotencyKey = info.id;
    options.cancelled = [cancel = m_cancel] { return cancel.cancelled(); };
    const auto run = router.run(body, info.tenant, options);
    take(run.decision, kMessageAnswered);
    if (run.decision.errorCode.empty()) {
        takeReply(info, run.output);
    }
}

void MessageDesk::keep(api::MessageInfo info, const api::SendMessage& op, Handler<api::MessageReply> done) {
    auto stored = storedMessage(info, op);
    const auto finish = [this, info = std::move(info), done](const api::Result<std::int64_t>& kept) {
        if (!kept.ok()) {
            auto error = kept.error();
            error.message = "The message is " + info.status + ", but it could not be kept: " + error.message;
            error.retryable = false;  // it would be sent twice
            done(std::move(error));
            return;
        }
        api::Event event;
        event.kind = "message.sent";
        event.at = info.at;
        event.name = info.id;
        event.data = boost::json::object{
            {"tenant", info.tenant}, {"id", info.id}, {"status", info.status}, {"subject", info.subject}};
        m_services.feed.publish(std::make_shared<std::vector<api::Event>>(1, std::move(event)),
                                m_services.journal.health().seq);
        done(api::MessageReply{info});
    };
    if (!m_gate.enter([&] { m_services.journal.recordSent(std::move(stored), finish); })) {
        done(Error{code::kUnavailable, "The engine is stopping.", {}, true});
    }
}

}  // namespace beamline::runtime
