// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/request.h"

#include <mutex>

namespace beamline::nats {

using api::Error;
using api::Result;

Result<std::string> ask(SharedConnection& connection, const std::string& subject, const std::string& payload,
                        std::chrono::milliseconds limit) {
    const auto what = "The request to " + subject;
    const auto inbox = connection.inbox();
    std::mutex mutex;
    std::optional<Error> denied;
    const auto watch = connection.watch({nullptr, nullptr, nullptr,
                                         [&](const std::string& refused, const Error& why) {
                                             if (refused == subject || refused == inbox) {
                                                 std::lock_guard lock(mutex);
                                                 denied = why;
                                             }
                                         },
                                         nullptr});
    natsSubscription* raw = nullptr;
    auto status = natsConnection_SubscribeSync(&raw, connection.raw(), inbox.c_str());
    const Owned<natsSubscription> subscription(raw);
    if (status == NATS_OK) {
        status = natsConnection_PublishRequest(connection.raw(), subject.c_str(), inbox.c_str(), payload.data(),
                                               static_cast<int>(payload.size()));
    }
    const auto end = std::chrono::steady_clock::now() + limit;
    while (status == NATS_OK) {
        natsMsg* message = nullptr;
        status = natsSubscription_NextMsg(&message, raw, kLookMs);
        const Owned<natsMsg> owned(message);
        if (status == NATS_OK && natsMsg_IsNoResponders(message)) {
            status = NATS_NO_RESPONDERS;
        } else if (status == NATS_OK) {
            return std::string(natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message)));
        }
        std::lock_guard lock(mutex);
        if (denied) {
            return *denied;
        }
        if (status == NATS_TIMEOUT && std::chrono::steady_clock::now() < end) {
            status = NATS_OK;
        }
    }
    return connection.error(status, what);
}

struct Listening::Held {
    std::mutex mutex;  ///< held while the handler runs
    bool ended = false;
    Handler handler;
};

Result<std::unique_ptr<Listening>> Listening::open(SharedConnection& connection, const std::string& subject,
                                                   const std::string& group, Handler handler) {
    std::unique_ptr<Listening> made(new Listening);
    made->m_held = std::make_shared<Held>();
    made->m_held->handler = std::move(handler);
    auto closure = std::make_unique<std::shared_ptr<Held>>(made->m_held);
    const auto deliver = [](natsConnection*, natsSubscription*, natsMsg* message, void* held) {
        const Owned<natsMsg> owned(message);
        auto& to = **static_cast<std::shared_ptr<Held>*>(held);
        const std::lock_guard lock(to.mutex);
        if (!to.ended) {
            to.handler(message);
        }
    };
    natsSubscription* raw = nullptr;
    const auto status = group.empty()
                            ? natsConnection_Subscribe(&raw, connection.raw(), subject.c_str(), deliver, closure.get())
                            : natsConnection_QueueSubscribe(&raw, connection.raw(), subject.c_str(), group.c_str(),
                                                            deliver, closure.get());
    if (status != NATS_OK) {
        return connection.error(status, "Subscribing to " + subject);
    }
    natsSubscription_SetOnCompleteCB(
        raw, [](void* held) { delete static_cast<std::shared_ptr<Held>*>(held); }, closure.release());
    made->m_subscription.reset(raw);
    return made;
}

Listening::~Listening() {
    const std::lock_guard lock(m_held->mutex);
    m_held->ended = true;
}

void Listening::limit(int messages, int bytes) {
    natsSubscription_SetPendingLimits(m_subscription.get(), messages, bytes);
}

std::int64_t Listening::lost() const {
    std::int64_t count = 0;
    natsSubscription_GetDropped(m_subscription.get(), &count);
    return count;
}

}  // namespace beamline::nats
