// SPDX-License-Identifier: Apache-2.0
#pragma once
// One connection to NATS that a program's parts share: order, link, work, presence. Any thread.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/nats/context.h"

// Of <nats/nats.h>, which only this room includes.
typedef struct __natsConnection natsConnection;
typedef struct __jsCtx jsCtx;

namespace beamline::nats {

inline constexpr int kMaxHeldBytes = 64 * 1024;                 ///< published while the server is away; more is refused
inline constexpr std::chrono::milliseconds kServerPing{2'000};  ///< a server that is silent for three is given up
/// Then a server that takes nothing is given up. Without it a full socket would hold up all senders and the pings, too,
/// until the system's own limit, which may be a quarter of an hour.
inline constexpr std::chrono::milliseconds kWriteDeadline{3 * kServerPing};
inline constexpr std::chrono::milliseconds kFirstReconnectWait{100};  ///< doubles with each round of all servers …
inline constexpr std::chrono::milliseconds kMaxReconnectWait{5'000};  ///< … up to this; half to all of it is waited

struct ConnectionOptions {
    std::string name = "beamline";  ///< what the server's list of connections shows, "beamlined n1 engine"
    std::chrono::milliseconds connectTimeout{2'000};  ///< per server
    /// True: a server that is not there yet is waited for, and open() returns at once. What can never succeed (a wrong
    /// password, a file that is missing) is an error all the same.
    bool waitForServer = false;
};

/// What the connection tells, on a thread of the library, one at a time. All may be empty.
struct ConnectionEvents {
    std::function<void()> onConnected;  ///< again, or for the first time after waitForServer
    std::function<void(const api::Error& why)> onDisconnected;
    /// For good: the server refused the identity twice, or the owner closed it. Open another one.
    std::function<void(const api::Error& why)> onClosed;
    /// The server refused to publish to or to subscribe to `subject`.
    std::function<void(const std::string& subject, const api::Error& why)> onDenied;
    std::function<void()> onLameDuck;  ///< the server is about to go; the library moves on by itself
};

/// Ends with its object, whose destructor waits for a handler that runs; not from inside one.
class ConnectionWatch {
public:
    virtual ~ConnectionWatch() = default;
};

/// Reconnects for ever with jitter, to any server of the target or of those that they tell of.
/// Errors are api::Error: kUnavailable (nobody there, TLS, lost), kForbidden (identity, permissions), kInvalidArgument
/// (settings); the sentence says which server, why, and what to do. It never shows a secret.
class SharedConnection {
public:
    static api::Result<std::shared_ptr<SharedConnection>> open(const Target& target, ConnectionOptions options = {});
    /// Closes at once; what is not yet sent may be lost. See drain().
    ~SharedConnection();
    SharedConnection(const SharedConnection&) = delete;
    SharedConnection& operator=(const SharedConnection&) = delete;

    std::unique_ptr<ConnectionWatch> watch(ConnectionEvents events);
    bool connected() const;
    bool closed() const;
    /// Why the server has closed it for good, with what to do; nothing: it has not, or the owner did. Open another one.
    std::optional<api::Error> whyClosed() const;
    /// How often it was mended: what was sent just before that may be lost.
    std::uint64_t reconnects() const;
    /// Milliseconds to the server and back.
    api::Result<double> roundTripMs() const;
    /// Bytes that the server takes in one message, headers included; 0 before the first connect.
    std::size_t maxPayload() const;
    /// "127.0.0.1:4222" of the server it is connected to; empty: none.
    std::string server() const;
    std::string serverId() const;
    /// All servers that it knows of, those that a cluster told of too.
    std::vector<std::string> servers() const;
    /// Waits until the server has seen all that was sent.
    api::Result<api::Unit> flush(std::chrono::milliseconds limit) const;
    /// A new subject that answers can be sent to.
    std::string inbox() const;
    /// Ends subscriptions, lets handlers finish, sends what is held, closes. At most `limit`; not from a handler.
    void drain(std::chrono::milliseconds limit);

    const Target& target() const;
    const std::string& shown() const;  ///< the servers as people may see them

    /// For the rest of this room; lives as long as this object.
    natsConnection* raw() const;
    /// A context of JetStream in the target's domain; the caller owns it (jsCtx_Destroy), null: no memory.
    jsCtx* jetStream() const;
    /// The error of a call of the library that failed with `status` (a natsStatus). `what` begins the sentence:
    /// "Publishing to x".
    api::Error error(int status, const std::string& what) const;

private:
    struct State;
    explicit SharedConnection(std::shared_ptr<State> state);
    class Watch;
    const std::shared_ptr<State> m_state;
};

}  // namespace beamline::nats
