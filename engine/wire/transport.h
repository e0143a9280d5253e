// SPDX-License-Identifier: Apache-2.0
#pragma once
// Duplex connections that carry whole messages, and how they come about; what a message means is not their business.
// Every method may be called from any thread and never blocks; handlers run on the transport's own thread, one at a
// time.

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "engine/api/result.h"

namespace beamline::wire {

inline constexpr std::size_t kMaxMessageBytes = 64u << 20;     ///< larger ones are refused on both sides
inline constexpr std::size_t kMaxQueuedEventBytes = 8u << 20;  ///< unsent bytes above which events are refused
inline constexpr std::size_t kMaxQueuedBytes = 256u << 20;     ///< unsent bytes above which the connection is closed

/// The limits of one connection; other values than the defaults are for tests.
struct Limits {
    std::size_t message = kMaxMessageBytes;
    std::size_t events = kMaxQueuedEventBytes;
    std::size_t queued = kMaxQueuedBytes;
};

/// What happens to a message that meets a full send queue. Events are refused: their reader can page again. Everything
/// else must arrive, so a peer that lets kMaxQueuedBytes of it pile up is disconnected.
enum class Overflow { refuse, close };

struct ConnectionHandlers {
    std::function<void(std::string message)> onMessage;
    /// After a refusal: the queue has fallen to half of the event limit.
    std::function<void()> onDrained;
    /// Once, after the last onMessage; the handlers are released behind it.
    std::function<void(const api::Error& why)> onClosed;
};

class Connection {
public:
    virtual ~Connection() = default;
    /// Begins delivery. To be called once; what arrived before is delivered then.
    virtual void start(ConnectionHandlers handlers) = 0;
    /// Queues a message of at most Limits::message bytes. False when it was refused, is too large, or the connection is
    /// closed.
    virtual bool send(std::string message, Overflow overflow) = 0;
    /// Unsent messages are dropped. onClosed follows on the transport's thread.
    virtual void close() = 0;
    /// Refuses further messages, and closes once those before are with the other side (for a socket: with the kernel).
    virtual void finish() = 0;
    virtual const Limits& limits() const = 0;
};
using ConnectionPtr = std::shared_ptr<Connection>;

/// Makes connections to one engine. Its destruction closes them and returns after the last handler; not from inside a
/// handler.
class Connector {
public:
    virtual ~Connector() = default;
    /// The error is kUnavailable when nobody answers, kForbidden when the other side is somebody else.
    virtual api::Result<ConnectionPtr> connect() = 0;
};

/// Accepts connections. Its destruction closes them and returns after the last handler; not from inside a handler.
class Listener {
public:
    virtual ~Listener() = default;
    /// To be called once. `accept` runs on the transport's thread and starts the connection.
    virtual void start(std::function<void(ConnectionPtr)> accept) = 0;
    /// Nobody new can connect any more; the connections go on.
    virtual void stopAccepting() = 0;
};

}  // namespace beamline::wire
