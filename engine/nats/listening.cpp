// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/listening.h"

#include <condition_variable>
#include <mutex>

namespace beamline::nats {

struct Listening::State {
    Handler handler;
    natsSubscription* subscription = nullptr;
    std::mutex mutex;
    std::condition_variable changed;
    bool running = false;
    bool ended = false;
};

namespace {
template <class State>
void deliver(natsConnection*, natsSubscription*, natsMsg* message, void* closure) {
    const Owned<natsMsg> owned(message);
    const auto state = *static_cast<std::shared_ptr<State>*>(closure);
    {
        const std::lock_guard lock(state->mutex);
        if (state->ended) {
            return;
        }
        state->running = true;
    }
    state->handler(message);
    const std::lock_guard lock(state->mutex);
    state->running = false;
    state->changed.notify_all();
}
}  // namespace

api::Result<std::unique_ptr<Listening>> Listening::open(const SharedConnection& connection, const std::string& subject,
                                                        int maxPendingBytes, Handler handler) {
    auto state = std::make_shared<State>();
    state->handler = std::move(handler);
    auto closure = std::make_unique<std::shared_ptr<State>>(state);
    const auto status = natsConnection_Subscribe(&state->subscription, connection.raw(), subject.c_str(),
                                                 &deliver<State>, closure.get());
    if (status != NATS_OK) {
        return connection.error(status, "Subscribing to " + subject);
    }
    // The library calls this when nothing comes any more.
    natsSubscription_SetOnCompleteCB(
        state->subscription, [](void* held) { delete static_cast<std::shared_ptr<State>*>(held); }, closure.release());
    natsSubscription_SetPendingLimits(state->subscription, -1, maxPendingBytes);
    return std::unique_ptr<Listening>(new Listening(std::move(state)));
}

Listening::~Listening() {
    {
        std::unique_lock lock(m_state->mutex);
        m_state->ended = true;
        m_state->changed.wait(lock, [this] { return !m_state->running; });
    }
    natsSubscription_Unsubscribe(m_state->subscription);
    natsSubscription_Destroy(m_state->subscription);
}

std::string_view dataOf(natsMsg* message) {
    return {natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message))};
}

const char* headerOf(natsMsg* message, const char* name) {
    const char* value = nullptr;
    return natsMsgHeader_Get(message, name, &value) == NATS_OK ? value : nullptr;
}

}  // namespace beamline::nats
