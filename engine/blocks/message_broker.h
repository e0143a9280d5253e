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
    /// How many messages came faster than the handler took them, and are lost.
    virtual std::int64_t lost() const = 0;
};

/// Subjects; or with a stream its durable consumer, which is made when it is not there and takes one of them at most.
struct MessagesFrom {
    std::vector<std::string> subjects;
    std::string stream;
    std::string durable;
};

/// Messages to be waited for; ends with its object. One thread.
class MessageSource {
public:
    virtual ~MessageSource() = default;
    /// What has come, at most `most`; none after a short while. An error: the server is away, begin anew.
    virtual api::Result<std::vector<BrokerMessage>> next(int most) = 0;
    /// How many came faster than they were taken, and are lost.
    virtual std::int64_t lost() const = 0;
};
/// What answers a message of a consumer, sent to its `reply`.
inline constexpr const char* kTaken = "+ACK";
inline constexpr const char* kRefused = "+TERM";  ///< it is not delivered again

/// How far a message must have got: the server has it, or a stream of it has stored it.
enum class Reach { server, stream };

class MessageBroker {
public:
    using Handler = std::function<void(BrokerMessage)>;  ///< on a thread of the broker, one message at a time

    virtual ~MessageBroker() = default;
    /// Returns when the server has the message.
    virtual api::Result<api::Unit> publish(const BrokerAddress& address, const BrokerMessage& message,
                                           const Stop& stop) = 0;
    /// In order; returns when all of them have got so far. An error: any of them may be there or not.
    virtual api::Result<api::Unit> publishAll(const BrokerAddress& address, const std::vector<BrokerMessage>& messages,
                                              Reach reach, const Stop& stop) = 0;
    /// The first reply. Nobody who listens is `communication` 503, no reply in time `timeout` 408.
    virtual api::Result<BrokerMessage> request(const BrokerAddress& address, const BrokerMessage& message,
                                               const Stop& stop) = 0;
    /// Returns when the server knows of it: no message after that is missed but by what kMaxPending… allow.
    virtual api::Result<std::unique_ptr<MessageSubscription>> subscribe(const BrokerAddress& address,
                                                                        const std::string& subject, Handler handler,
                                                                        const Stop& stop) = 0;
    /// Returns when the server knows of it.
    virtual api::Result<std::unique_ptr<MessageSource>> source(const BrokerAddress& address, const MessagesFrom& from,
                                                               const Stop& stop) = 0;
};

/// A subject that can be published to, or with `wildcards` subscribed to: tokens between dots, no white space.
bool isSubject(std::string_view text, bool wildcards);

}  // namespace beamline::blocks
