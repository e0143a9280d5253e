// SPDX-License-Identifier: Apache-2.0
#pragma once
// Messages by subject, as blocks need them; implemented by the room that knows the broker. Any thread; errors come from
// fault().

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/blocks/fault.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxSubjectBytes = 1024;
inline constexpr std::size_t kMaxMessageHeaders = 100;
inline constexpr std::size_t kMaxMessageHeaderBytes = 64 * 1024;
inline constexpr std::size_t kMaxMessageBytes = 16 * 1024 * 1024;  ///< the server's own limit is mostly lower
inline constexpr int kMaxPendingMessages = 10'000;                 ///< of a subscription; what comes then is lost
inline constexpr int kMaxPendingBytes = 64 * 1024 * 1024;

/// Which broker, as whom: one connection for all who say the same.
struct BrokerAddress {
    std::vector<std::string> servers;  ///< nats://host:port, tls://host:port; empty with a context
    std::string context;               ///< of the command line tools of NATS
    std::string user;
    std::string password;
    std::string token;
    std::string nkeySeed;     ///< "SU…"
    std::string credentials;  ///< the content of a .creds file
    NetworkSettings network;  ///< where it may be
    std::string caFile;       ///< PEM bundle for TLS where a context names none; empty: the system's
};

struct BrokerMessage {
    std::string subject;
    std::vector<std::pair<std::string, std::string>> headers;  ///< a name may come several times
    std::string payload;
    std::string reply;  ///< where an answer is awaited; of received messages only
};

/// Ends with its object, whose destructor waits for a handler that runs.
class MessageSubscription {
public:
    virtual ~MessageSubscription() = default;
};

class MessageBroker {
public:
    using Handler = std::function<void(BrokerMessage)>;  ///< on a thread of the broker, one message at a time

    virtual ~MessageBroker() = default;
    /// Returns when the server has the message.
    virtual api::Result<api::Unit> publish(const BrokerAddress& address, const BrokerMessage& message,
                                           const Stop& stop) = 0;
    /// The first reply. Nobody who listens is `communication` 503, no reply in time `timeout` 408.
    virtual api::Result<BrokerMessage> request(const BrokerAddress& address, const BrokerMessage& message,
                                               const Stop& stop) = 0;
    /// Returns when the server knows of it: no message after that is missed but by what kMaxPending… allow.
    virtual api::Result<std::unique_ptr<MessageSubscription>> subscribe(const BrokerAddress& address,
                                                                        const std::string& subject, Handler handler,
                                                                        const Stop& stop) = 0;
};

/// A subject that can be published to, or with `wildcards` subscribed to: tokens between dots, no white space.
bool isSubject(std::string_view text, bool wildcards);

}  // namespace beamline::blocks
