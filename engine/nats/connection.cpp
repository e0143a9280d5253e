// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/connection.h"

#include <algorithm>
#include <cstdlib>

#include "engine/blocks/encoding.h"
#include "engine/blocks/network_policy.h"

namespace beamline::nats {

namespace {
using blocks::fault;
using blocks::Stop;

constexpr std::int64_t kReconnectWaitMs = 250;
constexpr std::int64_t kReconnectJitterMs = 250;
constexpr std::int64_t kPingIntervalMs = 30'000;
constexpr std::size_t kHeaderFrame = 12;  // NATS/1.0 and two ends of lines
constexpr std::size_t kHeaderLine = 4;    // colon, space and the end

/// Every server must be one that may be connected to.
api::Result<api::Unit> allowed(const blocks::BrokerAddress& address) {
    const blocks::NetworkPolicy policy(address.network);
    for (const auto& server : address.servers) {
        const auto [host, port] = hostPortOf(server);
        const auto found = policy.resolve(host, port);
        if (!found.ok()) {
            return found.error();
        }
    }
    return api::Unit{};
}
}  // namespace

NatsBroker::Connection::~Connection() {
    natsConnection_Destroy(m_connection);
}

api::Result<Owned<natsOptions>> NatsBroker::Connection::options(const Target& target) {
    auto made = basicOptions(target, m_identity);
    if (!made.ok()) {
        return fault("configuration", 400, made.error().message);
    }
    natsOptions* raw = made->get();
    auto status = natsOptions_SetName(raw, "beamline");
    const auto also = [&](auto call, auto... arguments) {
        status = status == NATS_OK ? call(raw, arguments...) : status;
    };
    also(natsOptions_SetAllowReconnect, true);
    also(natsOptions_SetMaxReconnect, kMaxReconnects);
    also(natsOptions_SetReconnectWait, kReconnectWaitMs);
    also(natsOptions_SetReconnectJitter, kReconnectJitterMs, 2 * kReconnectJitterMs);
    also(natsOptions_SetReconnectBufSize, kMaxReconnectBytes);
    also(natsOptions_SetPingInterval, kPingIntervalMs);
    also(natsOptions_SetMaxPendingMsgs, blocks::kMaxPendingMessages);
    also(
        natsOptions_SetErrorHandler, [](natsConnection*, natsSubscription*, natsStatus, void*) {},
        static_cast<void*>(nullptr));  // the library's own writes to stderr
    if (status != NATS_OK) {
        return error(status, "Setting up the connection");
    }
    return made;
}

api::Result<api::Unit> NatsBroker::Connection::open(const Target& target, const Stop& stop) {
    std::unique_lock lock(m_mutex);
    const std::chrono::milliseconds left(std::max<std::int64_t>(stop.remainingMs(), 0));
    if (!m_opened.wait_for(lock, left, [this] { return !m_opening; })) {
        return stop.error("Connecting to " + m_shown);
    }
    if (m_connection) {
        return api::Unit{};
    }
    m_opening = true;
    lock.unlock();
    auto made = connect(target, stop);
    lock.lock();
    m_opening = false;
    m_opened.notify_all();
    if (!made.ok()) {
        return made.error();
    }
    m_connection = *made;
    return api::Unit{};
}

api::Result<natsConnection*> NatsBroker::Connection::connect(const Target& target, const Stop& stop) {
    if (stop.requested()) {
        return stop.error("Connecting to " + m_shown);
    }
    if (auto may = allowed(target.address); !may.ok()) {
        return may.error();
    }
    auto made = options(target);
    if (!made.ok()) {
        return made.error();
    }
    // Of each server; together they have as long as there is. nats.c 3.4 keeps to it until the server's greeting: one
    // that stops between that and its first PONG is waited for without end (its _readProto() ignores timeouts).
    const auto servers = static_cast<std::int64_t>(std::max<std::size_t>(target.address.servers.size(), 1));
    natsOptions_SetTimeout(made->get(), std::clamp<std::int64_t>(stop.remainingMs() / servers, 1, kMaxConnectMs));
    m_inboxPrefix = target.inboxPrefix;
    m_jetStreamDomain = target.jetStreamDomain;
    m_jetStreamPrefix = target.jetStreamPrefix;
    natsConnection* connection = nullptr;
    if (const auto status = natsConnection_Connect(&connection, made->get()); status != NATS_OK) {
        return stop.requested() ? stop.error("Connecting to " + m_shown) : error(status, "Connecting");
    }
    return connection;
}

bool NatsBroker::Connection::usable() const {
    const std::lock_guard lock(m_mutex);
    return !m_connection || !natsConnection_IsClosed(m_connection);
}

bool NatsBroker::Connection::connected() const {
    return natsConnection_Status(m_connection) == NATS_CONN_STATUS_CONNECTED;
}

bool NatsBroker::Connection::takes(const blocks::BrokerMessage& message) const {
    std::size_t size = message.payload.size() + kHeaderFrame;
    for (const auto& [name, value] : message.headers) {
        size += name.size() + value.size() + kHeaderLine;
    }
    return static_cast<std::int64_t>(size) <= natsConnection_GetMaxPayload(m_connection);
}

std::uint64_t NatsBroker::Connection::mended() const {
    natsStatistics* raw = nullptr;
    std::uint64_t count = 0;
    if (natsStatistics_Create(&raw) == NATS_OK && natsConnection_GetStats(m_connection, raw) == NATS_OK) {
        natsStatistics_GetCounts(raw, nullptr, nullptr, nullptr, nullptr, &count);
    }
    natsStatistics_Destroy(raw);
    return count;
}

api::Error NatsBroker::Connection::away() const {
    return fault("communication", 503, m_shown + " does not answer; the connection is being mended.");
}

api::Error NatsBroker::Connection::error(natsStatus status, const std::string& what) const {
    const auto text = what + (what.find(" to ") == what.npos ? " to " + m_shown : " at " + m_shown) +
                      " failed: " + natsStatus_GetText(status) + ".";
    switch (status) {
        case NATS_CONNECTION_AUTH_FAILED:
            return fault("authentication", 401, text + " Check the user, token, nkey or creds.");
        case NATS_NOT_PERMITTED:
            return fault("authorization", 403, text);
        case NATS_TIMEOUT:
            return fault("timeout", 408, text);
        case NATS_MAX_PAYLOAD:
            return fault("validation", 413, text + " Send less, or raise max_payload of the server.");
        case NATS_INVALID_SUBJECT:
        case NATS_INVALID_ARG:
        case NATS_NO_SERVER_SUPPORT:
            return fault("validation", 400, text);
        case NATS_SSL_ERROR:
        case NATS_SECURE_CONNECTION_REQUIRED:
        case NATS_SECURE_CONNECTION_WANTED:
            return fault("communication", 502, text + " TLS is written tls://host:port.");
        case NATS_NO_MEMORY:
        case NATS_INSUFFICIENT_BUFFER:
            return fault("runtime", 507, text);
        default:
            return fault("communication", 503, text + " Check the address, and that the server runs.");
    }
}

std::optional<api::Error> NatsBroker::Connection::denied(const std::string& subject, const std::string& what) const {
    const char* last = nullptr;
    if (natsConnection_GetLastError(m_connection, &last) != NATS_NOT_PERMITTED || !last ||
        std::string_view(last).find("\"" + subject + "\"") == std::string_view::npos) {
        return std::nullopt;
    }
    return fault("authorization", 403, what + " at " + m_shown + " is not allowed: " + blocks::cleanUtf8(last) + ".");
}

natsStatus NatsBroker::Connection::make(Owned<natsMsg>& made, const blocks::BrokerMessage& message, const char* reply) {
    natsMsg* raw = nullptr;
    auto status = natsMsg_Create(&raw, message.subject.c_str(), reply, message.payload.data(),
                                 static_cast<int>(message.payload.size()));
    made.reset(raw);
    for (const auto& [name, value] : message.headers) {
        status = status == NATS_OK ? natsMsgHeader_Add(raw, name.c_str(), value.c_str()) : status;
    }
    return status;
}

api::Result<api::Unit> NatsBroker::Connection::send(const blocks::BrokerMessage& message, const char* reply) {
    Owned<natsMsg> made;
    auto status = make(made, message, reply);
    status = status == NATS_OK ? natsConnection_PublishMsg(m_connection, made.get()) : status;
    return status == NATS_OK ? api::Result<api::Unit>(api::Unit{}) : error(status, "Publishing to " + message.subject);
}

api::Result<api::Unit> NatsBroker::Connection::store(const std::vector<blocks::BrokerMessage>& messages,
                                                     const Stop& stop) {
    jsCtx* raw = nullptr;
    if (const auto status = jetStream(&raw); status != NATS_OK) {
        return error(status, "Publishing to a stream");
    }
    const Owned<jsCtx> context(raw);
    for (const auto& message : messages) {
        const auto what = "Publishing to " + message.subject;
        jsPubOptions options;
        jsPubOptions_Init(&options);
        options.MaxWait = std::clamp<std::int64_t>(stop.remainingMs(), 1, kMaxConnectMs);
        Owned<natsMsg> made;
        jsErrCode code{};
        auto status = make(made, message, nullptr);
        status = status == NATS_OK ? js_PublishMsg(nullptr, context.get(), made.get(), &options, &code) : status;
        if (code == JSStreamMessageExceedsMaximumErr) {
            return fault("validation", 413, what + " failed: the stream takes no message of this size.");
        }
        if (status == NATS_NO_RESPONDERS) {
            return fault("communication", 503,
                         "No stream at " + m_shown + " takes the subject " + message.subject +
                             "; make one, or do not ask for its confirmation.");
        }
        if (status != NATS_OK || stop.requested()) {
            return stop.requested() ? stop.error(what) : error(status, what);
        }
    }
    return api::Unit{};
}

api::Result<api::Unit> NatsBroker::Connection::flush(const std::string& subject, const Stop& stop,
                                                     const std::string& what) {
    for (;;) {
        const auto status = natsConnection_FlushTimeout(m_connection, kLookMs);
        if (auto refused = denied(subject, what)) {
            return *refused;
        }
        if (status == NATS_OK) {
            return api::Unit{};
        }
        if (natsConnection_IsClosed(m_connection)) {
            return error(NATS_CONNECTION_CLOSED, what);
        }
        if (stop.requested()) {
            return stop.error(what);
        }
        if (status != NATS_TIMEOUT) {
            nats_Sleep(kLookMs);  // it is being connected again
        }
    }
}

std::string NatsBroker::Connection::inbox() const {
    return newInbox(m_inboxPrefix);
}

natsStatus NatsBroker::Connection::jetStream(jsCtx** made) const {
    return openJetStream(made, m_connection, m_jetStreamDomain, m_jetStreamPrefix);
}

blocks::BrokerMessage received(natsMsg* message) {
    blocks::BrokerMessage out;
    out.subject = natsMsg_GetSubject(message);
    if (const char* reply = natsMsg_GetReply(message)) {
        out.reply = reply;
    }
    out.payload.assign(natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message)));
    const char** names = nullptr;
    int count = 0;
    if (natsMsgHeader_Keys(message, &names, &count) != NATS_OK) {
        return out;
    }
    std::vector<std::string> sorted(names, names + count);
    std::free(names);
    std::sort(sorted.begin(), sorted.end());
    for (const auto& name : sorted) {
        const char** values = nullptr;
        int many = 0;
        if (natsMsgHeader_Values(message, name.c_str(), &values, &many) == NATS_OK) {
            for (int i = 0; i < many; ++i) {
                out.headers.emplace_back(name, values[i]);
            }
            std::free(values);
        }
    }
    return out;
}

}  // namespace beamline::nats
