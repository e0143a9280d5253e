// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/shared_connection.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <map>
#include <mutex>
#include <random>

#include "engine/blocks/encoding.h"
#include "engine/blocks/network_policy.h"
#include "engine/nats/failure.h"
#include "engine/nats/library.h"

namespace beamline::nats {

using api::Error;
using api::Result;
using Ms = std::chrono::milliseconds;

struct SharedConnection::State {
    State(Target t, ConnectionOptions o)
        : target(std::move(t)), options(std::move(o)), shown(shownAs(target.address)), id(++s_lastId) {
        std::lock_guard lock(s_mutex);
        s_all.emplace(id, this);
    }
    ~State() {
        forget();
        natsConnection_Destroy(raw);  // joins its threads, so that none uses what goes now
    }
    void forget() {
        std::lock_guard lock(s_mutex);
        s_all.erase(id);
    }

    template <class Tell>
    void tell(Tell tell) {
        std::vector<std::shared_ptr<ConnectionEvents>> all;
        std::lock_guard telling(handlers);  // a watch that ends waits for this
        {
            std::lock_guard lock(mutex);
            for (const auto& [key, events] : watches) {
                all.push_back(events);
            }
        }
        for (const auto& events : all) {
            tell(*events);
        }
    }

    // The library's callbacks may come after the connection's end, so they bring a number and not a pointer.
    static std::shared_ptr<State> find(void* closure);
    static void onConnected(natsConnection* raw, void* closure);
    static void onDisconnected(natsConnection* raw, void* closure);
    static void onClosed(natsConnection* raw, void* closure);
    static void onLameDuck(natsConnection* raw, void* closure);
    static void onError(natsConnection* raw, natsSubscription* subscription, natsStatus status, void* closure);

    const Target target;
    const ConnectionOptions options;
    const std::string shown;
    const std::uintptr_t id;
    Credentials identity;
    natsConnection* raw = nullptr;
    std::weak_ptr<State> self;

    std::recursive_mutex handlers;  ///< held while a handler runs
    std::mutex mutex;               ///< the rest
    std::condition_variable ended;
    bool isClosed = false;
    bool isEnding = false;  ///< by its owner
    std::optional<Error> whyClosed;
    std::uint64_t lastWatch = 0;
    std::map<std::uint64_t, std::shared_ptr<ConnectionEvents>> watches;

    static std::mutex s_mutex;
    static std::map<std::uintptr_t, State*> s_all;
    static std::atomic<std::uintptr_t> s_lastId;
};

std::mutex SharedConnection::State::s_mutex;
std::map<std::uintptr_t, SharedConnection::State*> SharedConnection::State::s_all;
std::atomic<std::uintptr_t> SharedConnection::State::s_lastId{0};

namespace {
/// Grows with the rounds, and differs between programs that lost the same server at the same moment.
std::int64_t reconnectWait(natsConnection*, int rounds, void*) {
    thread_local std::minstd_rand random{std::random_device{}()};
    const auto most =
        std::min<std::int64_t>(kMaxReconnectWait.count(), kFirstReconnectWait.count() << std::clamp(rounds - 1, 0, 10));
    return std::uniform_int_distribution<std::int64_t>(most / 2, most)(random);
}

std::string textOf(natsConnection* raw) {
    const char* last = nullptr;
    const auto status = natsConnection_GetLastError(raw, &last);
    return blocks::cleanUtf8(last && *last ? last : status == NATS_OK ? "" : natsStatus_GetText(status));
}
}  // namespace

std::shared_ptr<SharedConnection::State> SharedConnection::State::find(void* closure) {
    std::lock_guard lock(s_mutex);
    const auto found = s_all.find(reinterpret_cast<std::uintptr_t>(closure));
    return found == s_all.end() ? nullptr : found->second->self.lock();
}

void SharedConnection::State::onConnected(natsConnection*, void* closure) {
    if (const auto state = find(closure)) {
        state->tell([](const ConnectionEvents& events) {
            if (events.onConnected) {
                events.onConnected();
            }
        });
    }
}

void SharedConnection::State::onDisconnected(natsConnection* raw, void* closure) {
    if (const auto state = find(closure)) {
        const auto why = lostError(textOf(raw), state->shown);
        state->tell([&](const ConnectionEvents& events) {
            if (events.onDisconnected) {
                events.onDisconnected(why);
            }
        });
    }
}

void SharedConnection::State::onClosed(natsConnection* raw, void* closure) {
    const auto state = find(closure);
    if (!state) {
        return;
    }
    const char* last = nullptr;
    const auto status = natsConnection_GetLastError(raw, &last);
    const auto why =
        status == NATS_CONNECTION_AUTH_FAILED
            ? connectError(status, textOf(raw), state->target)
            : Error{api::code::kUnavailable, "The connection to " + state->shown + " was closed.", {}, true};
    {
        std::lock_guard lock(state->mutex);
        state->isClosed = true;
        if (!state->isEnding) {
            state->whyClosed = why;
        }
    }
    state->ended.notify_all();
    state->tell([&](const ConnectionEvents& events) {
        if (events.onClosed) {
            events.onClosed(why);
        }
    });
}

void SharedConnection::State::onLameDuck(natsConnection*, void* closure) {
    if (const auto state = find(closure)) {
        state->tell([](const ConnectionEvents& events) {
            if (events.onLameDuck) {
                events.onLameDuck();
            }
        });
    }
}

void SharedConnection::State::onError(natsConnection* raw, natsSubscription*, natsStatus status, void* closure) {
    const auto state = status == NATS_NOT_PERMITTED ? find(closure) : nullptr;
    // The text that belongs to this call; that of the connection may be of the next refusal already.
    auto text = lastText(status);
    auto subject = deniedSubject(text);
    if (!subject) {
        text = textOf(raw);
        subject = deniedSubject(text);
    }
    if (!state || !subject) {
        return;  // the rest is seen by who sends and who counts
    }
    const auto why = deniedError(text, state->shown);
    state->tell([&](const ConnectionEvents& events) {
        if (events.onDenied) {
            events.onDenied(*subject, why);
        }
    });
}

class SharedConnection::Watch final : public ConnectionWatch {
public:
    Watch(std::weak_ptr<State> state, std::uint64_t key) : m_state(std::move(state)), m_key(key) {}
    ~Watch() override {
        if (const auto state = m_state.lock()) {
            std::lock_guard telling(state->handlers);
            std::lock_guard lock(state->mutex);
            state->watches.erase(m_key);
        }
    }

private:
    const std::weak_ptr<State> m_state;
    const std::uint64_t m_key;
};

SharedConnection::SharedConnection(std::shared_ptr<State> state) : m_state(std::move(state)) {}

SharedConnection::~SharedConnection() {
    m_state->forget();
    natsConnection_Close(m_state->raw);
}

Result<std::shared_ptr<SharedConnection>> SharedConnection::open(const Target& target, ConnectionOptions options) {
    if (options.waitForServer) {  // the library would wait for a password to become right, too
        auto now = options;
        now.waitForServer = false;
        auto opened = open(target, now);
        if (opened.ok() || !opened.error().retryable) {
            return opened;
        }
    }
    auto state = std::make_shared<State>(target, std::move(options));
    state->self = state;
    auto made = basicOptions(target, state->identity);
    if (!made.ok()) {
        return made.error();
    }
    const blocks::NetworkPolicy policy(target.address.network);
    for (const auto& server : target.address.servers) {
        if (const auto may = policy.checkHost(hostPortOf(server).host); !may.ok()) {
            return Error{api::code::kForbidden, may.error().message, {}, false};
        }
    }
    auto* raw = made->get();
    auto* closure = reinterpret_cast<void*>(state->id);
    auto status = natsOptions_SetName(raw, state->options.name.c_str());
    const auto also = [&](auto call, auto... arguments) {
        status = status == NATS_OK ? call(raw, arguments...) : status;
    };
    also(natsOptions_SetTimeout, static_cast<std::int64_t>(state->options.connectTimeout.count()));
    also(natsOptions_SetAllowReconnect, true);
    also(natsOptions_SetMaxReconnect, -1);
    also(natsOptions_SetCustomReconnectDelay, reconnectWait, static_cast<void*>(nullptr));
    also(natsOptions_SetReconnectBufSize, kMaxHeldBytes);
    also(natsOptions_SetPingInterval, static_cast<std::int64_t>(kServerPing.count()));
    also(natsOptions_SetMaxPingsOut, 2);
    also(natsOptions_SetWriteDeadline, static_cast<std::int64_t>(kWriteDeadline.count()));
    also(natsOptions_SetDisconnectedCB, &State::onDisconnected, closure);
    also(natsOptions_SetReconnectedCB, &State::onConnected, closure);
    also(natsOptions_SetClosedCB, &State::onClosed, closure);
    also(natsOptions_SetLameDuckModeCB, &State::onLameDuck, closure);
    also(natsOptions_SetErrorHandler, &State::onError, closure);
    if (state->options.waitForServer) {
        also(natsOptions_SetRetryOnFailedConnect, true, &State::onConnected, closure);
    }
    if (status == NATS_OK) {
        status = natsConnection_Connect(&state->raw, raw);
    }
    if (status != NATS_OK && status != NATS_NOT_YET_CONNECTED) {
        return connectError(status, lastText(status), target);
    }
    return std::shared_ptr<SharedConnection>(new SharedConnection(std::move(state)));
}

std::unique_ptr<ConnectionWatch> SharedConnection::watch(ConnectionEvents events) {
    std::lock_guard lock(m_state->mutex);
    const auto key = ++m_state->lastWatch;
    m_state->watches.emplace(key, std::make_shared<ConnectionEvents>(std::move(events)));
    return std::make_unique<Watch>(m_state, key);
}

bool SharedConnection::connected() const {
    return natsConnection_Status(m_state->raw) == NATS_CONN_STATUS_CONNECTED;
}

bool SharedConnection::closed() const {
    return natsConnection_IsClosed(m_state->raw);
}

std::optional<Error> SharedConnection::whyClosed() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->whyClosed;
}

std::uint64_t SharedConnection::reconnects() const {
    natsStatistics* raw = nullptr;
    std::uint64_t count = 0;
    if (natsStatistics_Create(&raw) == NATS_OK && natsConnection_GetStats(m_state->raw, raw) == NATS_OK) {
        natsStatistics_GetCounts(raw, nullptr, nullptr, nullptr, nullptr, &count);
    }
    natsStatistics_Destroy(raw);
    return count;
}

Result<double> SharedConnection::roundTripMs() const {
    std::int64_t nanoseconds = 0;
    if (const auto status = natsConnection_GetRTT(m_state->raw, &nanoseconds); status != NATS_OK) {
        return error(status, "Measuring the round trip");
    }
    return static_cast<double>(nanoseconds) / 1e6;
}

std::size_t SharedConnection::maxPayload() const {
    return static_cast<std::size_t>(std::max<std::int64_t>(natsConnection_GetMaxPayload(m_state->raw), 0));
}

std::string SharedConnection::server() const {
    constexpr std::size_t kMaxUrl = 512;
    std::array<char, kMaxUrl> url{};
    if (!connected() || natsConnection_GetConnectedUrl(m_state->raw, url.data(), url.size()) != NATS_OK) {
        return {};
    }
    blocks::BrokerAddress one;
    one.servers = {url.data()};
    return shownAs(one);
}

std::string SharedConnection::serverId() const {
    constexpr std::size_t kMaxId = 128;
    std::array<char, kMaxId> id{};
    return natsConnection_GetConnectedServerId(m_state->raw, id.data(), id.size()) == NATS_OK ? id.data() : "";
}

std::vector<std::string> SharedConnection::servers() const {
    char** urls = nullptr;
    int count = 0;
    std::vector<std::string> out;
    if (natsConnection_GetServers(m_state->raw, &urls, &count) != NATS_OK) {
        return out;
    }
    for (int i = 0; i < count; ++i) {
        blocks::BrokerAddress one;
        one.servers = {urls[i]};
        out.push_back(shownAs(one));
        std::free(urls[i]);
    }
    std::free(urls);
    return out;
}

Result<api::Unit> SharedConnection::flush(Ms limit) const {
    const auto status = natsConnection_FlushTimeout(m_state->raw, std::max<std::int64_t>(limit.count(), 1));
    return status == NATS_OK ? Result<api::Unit>(api::Unit{}) : error(status, "Sending");
}

std::string SharedConnection::inbox() const {
    return newInbox(m_state->target.inboxPrefix);
}

void SharedConnection::drain(Ms limit) {
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->isEnding = true;
    }
    if (natsConnection_DrainTimeout(m_state->raw, std::max<std::int64_t>(limit.count(), 1)) != NATS_OK) {
        natsConnection_Close(m_state->raw);  // it is away, or closed already
    }
    std::unique_lock lock(m_state->mutex);
    m_state->ended.wait_for(lock, limit, [this] { return m_state->isClosed; });
}

const Target& SharedConnection::target() const {
    return m_state->target;
}

const std::string& SharedConnection::shown() const {
    return m_state->shown;
}

natsConnection* SharedConnection::raw() const {
    return m_state->raw;
}

jsCtx* SharedConnection::jetStream() const {
    jsCtx* made = nullptr;
    openJetStream(&made, m_state->raw, m_state->target.jetStreamDomain, m_state->target.jetStreamPrefix);
    return made;
}

Error SharedConnection::error(int status, const std::string& what) const {
    return callError(status, what, m_state->shown);
}

}  // namespace beamline::nats
