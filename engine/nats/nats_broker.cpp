// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/nats_broker.h"

#include <algorithm>

#include "engine/blocks/exchange_record.h"
#include "engine/nats/connection.h"
#include "engine/nats/library.h"
#include "engine/nats/sources.h"

namespace beamline::nats {

namespace {
using blocks::BrokerAddress;
using blocks::BrokerMessage;
using blocks::fault;
using blocks::Stop;

Target targetOf(const BrokerAddress& address) {
    Target target;
    target.address = address;
    return target;
}

std::string keyOf(const Target& target) {
    const auto& a = target.address;
    std::string out;
    for (const auto& server : a.servers) {
        out += server + '\n';
    }
    for (const auto* part :
         {&a.user, &a.password, &a.token, &a.nkeySeed, &a.credentials, &target.caFile, &target.certFile,
          &target.keyFile, &target.inboxPrefix, &target.jetStreamDomain, &target.jetStreamPrefix}) {
        out.append(1, '\0').append(*part);
    }
    return out;
}

/// Handlers are called through this; it lives until the library has delivered the last message.
struct Listener {
    std::mutex mutex;  ///< held while the handler runs
    bool ended = false;
    blocks::MessageBroker::Handler handler;
};

class Subscription : public blocks::MessageSubscription {
public:
    Subscription(std::shared_ptr<NatsBroker::Connection> connection, std::shared_ptr<Listener> listener,
                 natsSubscription* raw)
        : m_connection(std::move(connection)), m_listener(std::move(listener)), m_raw(raw) {}
    ~Subscription() override {
        {
            const std::lock_guard lock(m_listener->mutex);
            m_listener->ended = true;
        }
        m_raw.reset();
    }
    std::int64_t lost() const override {
        std::int64_t count = 0;
        natsSubscription_GetDropped(m_raw.get(), &count);
        return count;
    }

private:
    std::shared_ptr<NatsBroker::Connection> m_connection;
    std::shared_ptr<Listener> m_listener;
    Owned<natsSubscription> m_raw;
};

void deliver(natsConnection*, natsSubscription*, natsMsg* raw, void* closure) {
    const Owned<natsMsg> message(raw);
    auto& listener = **static_cast<std::shared_ptr<Listener>*>(closure);
    const std::lock_guard lock(listener.mutex);
    if (!listener.ended) {
        listener.handler(received(raw));
    }
}
}  // namespace

NatsBroker::NatsBroker(std::filesystem::path contexts) : m_contexts(std::move(contexts)) {}

NatsBroker::~NatsBroker() = default;

std::size_t NatsBroker::connections() const {
    const std::lock_guard lock(m_mutex);
    return m_connections.size();
}

api::Result<std::shared_ptr<NatsBroker::Connection>> NatsBroker::connection(const BrokerAddress& address,
                                                                            const Stop& stop) {
    auto target =
        address.context.empty() ? api::Result<Target>(targetOf(address)) : readContext(m_contexts, address.context);
    if (!target.ok()) {
        return target.error();
    }
    if (target->caFile.empty()) {
        target->caFile = address.caFile;
    }
    target->address.network = address.network;
    const auto key = keyOf(*target);
    std::shared_ptr<Connection> kept;
    std::shared_ptr<Connection> ended;  // closed outside of the lock
    {
        const std::lock_guard lock(m_mutex);
        const auto found =
            std::find_if(m_connections.begin(), m_connections.end(), [&](const auto& one) { return one->key == key; });
        if (found != m_connections.end()) {
            ((*found)->usable() ? kept : ended) = *found;
            m_connections.erase(found);
        }
        if (!kept) {
            kept = std::make_shared<Connection>(key, shownAs(target->address));
        }
        m_connections.push_back(kept);
        if (m_connections.size() > kMaxConnections) {
            ended = std::move(m_connections.front());  // who uses it keeps it until they are done
            m_connections.pop_front();
        }
    }
    if (auto opened = kept->open(*target, stop); !opened.ok()) {
        return opened.error();
    }
    return kept;
}

api::Result<api::Unit> NatsBroker::publish(const BrokerAddress& address, const BrokerMessage& message,
                                           const Stop& stop) {
    blocks::ExchangeRecord record(stop, "nats", "publish " + message.subject);
    record.sent(message.payload.size());
    return record.passed(send(address, message, stop), [](api::Unit) { return "published"; });
}

api::Result<BrokerMessage> NatsBroker::request(const BrokerAddress& address, const BrokerMessage& message,
                                               const Stop& stop) {
    blocks::ExchangeRecord record(stop, "nats", "request " + message.subject, "The request to " + message.subject);
    record.sent(message.payload.size());
    return record.passed(ask(address, message, stop), [&](const BrokerMessage& reply) {
        record.received(reply.payload.size());
        return "reply";
    });
}

api::Result<api::Unit> NatsBroker::send(const BrokerAddress& address, const BrokerMessage& message, const Stop& stop) {
    const auto found = connection(address, stop);
    if (!found.ok()) {
        return found.error();
    }
    if (auto sent = (*found)->send(message, nullptr); !sent.ok()) {
        return sent;
    }
    return (*found)->flush(message.subject, stop, "Publishing to " + message.subject);
}

api::Result<api::Unit> NatsBroker::publishAll(const BrokerAddress& address, const std::vector<BrokerMessage>& messages,
                                              blocks::Reach reach, const Stop& stop) {
    const auto found = connection(address, stop);
    if (!found.ok()) {
        return found.error();
    }
    auto& used = **found;
    const auto mended = used.mended();
    if (!used.connected()) {
        return used.away();  // the library would keep what is sent now, and send it besides the next try
    }
    for (const auto& message : messages) {
        if (!used.takes(message)) {  // before any of them is sent
            return used.error(NATS_MAX_PAYLOAD, "Publishing to " + message.subject);
        }
    }
    if (reach == blocks::Reach::stream) {
        return used.store(messages, stop);
    }
    for (const auto& message : messages) {
        if (auto sent = used.send(message, nullptr); !sent.ok()) {
            return sent;
        }
    }
    if (!messages.empty()) {
        const auto& last = messages.back().subject;
        if (auto known = used.flush(last, stop, "Publishing to " + last); !known.ok()) {
            return known;
        }
    }
    for (const auto& message : messages) {
        if (auto refused = used.denied(message.subject, "Publishing to " + message.subject)) {
            return *refused;
        }
    }
    return used.mended() == mended ? api::Result<api::Unit>(api::Unit{}) : used.away();
}

api::Result<BrokerMessage> NatsBroker::ask(const BrokerAddress& address, const BrokerMessage& message,
                                           const Stop& stop) {
    const auto found = connection(address, stop);
    if (!found.ok()) {
        return found.error();
    }
    auto& used = **found;
    const auto what = "The request to " + message.subject;
    const auto inbox = used.inbox();
    natsSubscription* raw = nullptr;
    if (const auto status = natsConnection_SubscribeSync(&raw, used.raw(), inbox.c_str()); status != NATS_OK) {
        return used.error(status, what);
    }
    const Owned<natsSubscription> subscription(raw);
    natsSubscription_AutoUnsubscribe(raw, 1);
    if (auto sent = used.send(message, inbox.c_str()); !sent.ok()) {
        return sent.error();
    }
    for (;;) {
        natsMsg* reply = nullptr;
        const auto wait = std::clamp<std::int64_t>(stop.remainingMs(), 1, kLookMs);
        const auto status = natsSubscription_NextMsg(&reply, raw, wait);
        const Owned<natsMsg> owned(reply);
        if (status == NATS_NO_RESPONDERS || (status == NATS_OK && natsMsg_IsNoResponders(reply))) {
            return fault("communication", 503,
                         what + " at " + used.shown() + " has no responders; start the service that listens there.");
        }
        if (status == NATS_OK) {
            return received(reply);
        }
        if (status != NATS_TIMEOUT) {
            return used.error(status, what);
        }
        if (auto refused = used.denied(message.subject, what)) {
            return *refused;
        }
        if (stop.requested()) {
            return stop.error(what + " at " + used.shown());
        }
    }
}

api::Result<std::unique_ptr<blocks::MessageSubscription>> NatsBroker::subscribe(const BrokerAddress& address,
                                                                                const std::string& subject,
                                                                                Handler handler, const Stop& stop) {
    const auto found = connection(address, stop);
    if (!found.ok()) {
        return found.error();
    }
    const auto what = "Subscribing to " + subject;
    auto listener = std::make_shared<Listener>();
    listener->handler = std::move(handler);
    auto closure = std::make_unique<std::shared_ptr<Listener>>(listener);
    natsSubscription* raw = nullptr;
    const auto status = natsConnection_Subscribe(&raw, (*found)->raw(), subject.c_str(), deliver, closure.get());
    if (status != NATS_OK) {
        return (*found)->error(status, what);
    }
    natsSubscription_SetOnCompleteCB(
        raw, [](void* held) { delete static_cast<std::shared_ptr<Listener>*>(held); }, closure.release());
    natsSubscription_SetPendingLimits(raw, blocks::kMaxPendingMessages, blocks::kMaxPendingBytes);
    auto made = std::make_unique<Subscription>(*found, std::move(listener), raw);
    if (auto known = (*found)->flush(subject, stop, what); !known.ok()) {
        return known.error();
    }
    return std::unique_ptr<blocks::MessageSubscription>(std::move(made));
}

api::Result<std::unique_ptr<blocks::MessageSource>> NatsBroker::source(const BrokerAddress& address,
                                                                       const blocks::MessagesFrom& from,
                                                                       const Stop& stop) {
    const auto found = connection(address, stop);
    if (!found.ok()) {
        return found.error();
    }
    if (!(*found)->connected()) {
        return (*found)->away();
    }
    if (!from.stream.empty()) {
        return ConsumerSource::open(*found, from);
    }
    auto made = std::make_unique<SubjectsSource>(*found);
    for (const auto& subject : from.subjects) {
        auto subscribed = subscribe(address, subject, made->handler(), stop);
        if (!subscribed.ok()) {
            return subscribed.error();
        }
        made->add(std::move(*subscribed));
    }
    return std::unique_ptr<blocks::MessageSource>(std::move(made));
}

}  // namespace beamline::nats
