// SPDX-License-Identifier: Apache-2.0
#pragma once
// The operations of messages that people send by hand: published to a subject, or routed to a provider. Runs on the
// threads of routing and answers when what became of a message is durable; those of one tenant see nothing of another.

#include "engine/runtime/services.h"
#include "engine/runtime/use_gate.h"

namespace beamline::runtime {

inline constexpr int kMaxMessagesAtOnce = 16;  ///< under way; further ones are refused: threads are for requests, too
inline constexpr std::size_t kMaxMessageTypeBytes = 256;

class MessageDesk {
public:
    template <class T>
    using Handler = std::function<void(api::Result<T>)>;

    explicit MessageDesk(Services& services) : m_services(services) {}
    /// What is under way is given up, and told as failed.
    void cancel() { m_cancel.cancel(); }
    /// A thread that was let go of and comes back later does not reach the journal.
    void stop() { m_gate.close(); }

    void handle(const api::SendMessage& op, const api::RequestContext& who, Handler<api::MessageReply> done);
    void handle(const api::RetryMessage& op, const api::RequestContext& who, Handler<api::MessageReply> done);
    void handle(const api::ListMessages& op, const api::RequestContext& who, Handler<api::MessagePage> done);
    void handle(const api::GetMessage& op, const api::RequestContext& who, Handler<api::MessageReply> done);

private:
    class Place;
    void send(const api::SendMessage& op, const api::RequestContext& who, const std::string& retryOf,
              Handler<api::MessageReply> done);
    /// What is wrong with it, before anything is tried.
    std::optional<api::Error> mistake(const api::SendMessage& op, const std::string& tenant);
    /// Whether it is where an extension of the tenant listens.
    bool isOwnExtension(const std::string& tenant, const std::string& subject);
    void publish(const api::SendMessage& op, std::chrono::milliseconds timeout, const std::string& trace,
                 api::MessageInfo& info);
    void route(const api::SendMessage& op, std::chrono::milliseconds timeout, api::MessageInfo& info);
    void keep(api::MessageInfo info, const api::SendMessage& op, Handler<api::MessageReply> done);

    Services& m_services;
    const blocks::CancelToken m_cancel;
    UseGate m_gate;  ///< of the journal
    std::atomic<int> m_underWay{0};
};

}  // namespace beamline::runtime
