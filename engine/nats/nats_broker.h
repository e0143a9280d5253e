// SPDX-License-Identifier: Apache-2.0
#pragma once
// blocks::MessageBroker by nats.c: one connection per address, made when it is first needed and kept. Any thread.

#include <deque>
#include <mutex>

#include "engine/blocks/message_broker.h"
#include "engine/nats/context.h"

namespace beamline::nats {

inline constexpr std::size_t kMaxConnections = 16;      ///< kept; the longest unused is closed first
inline constexpr int kMaxConnectMs = 2'000;             ///< per server; no cancelling within it
inline constexpr int kMaxReconnectBytes = 1024 * 1024;  ///< held back while a connection is being mended
inline constexpr int kMaxReconnects = 120;              ///< then a new connection is made by the next call

class NatsBroker : public blocks::MessageBroker {
public:
    explicit NatsBroker(std::filesystem::path contexts = contextDirectory());
    ~NatsBroker() override;

    api::Result<api::Unit> publish(const blocks::BrokerAddress& address, const blocks::BrokerMessage& message,
                                   const blocks::Stop& stop) override;
    api::Result<api::Unit> publishAll(const blocks::BrokerAddress& address,
                                      const std::vector<blocks::BrokerMessage>& messages, blocks::Reach reach,
                                      const blocks::Stop& stop) override;
    api::Result<blocks::BrokerMessage> request(const blocks::BrokerAddress& address,
                                               const blocks::BrokerMessage& message, const blocks::Stop& stop) override;
    api::Result<std::unique_ptr<blocks::MessageSubscription>> subscribe(const blocks::BrokerAddress& address,
                                                                        const std::string& subject, Handler handler,
                                                                        const blocks::Stop& stop) override;
    api::Result<std::unique_ptr<blocks::MessageSource>> source(const blocks::BrokerAddress& address,
                                                               const blocks::MessagesFrom& from,
                                                               const blocks::Stop& stop) override;
    /// Kept connections, for tests.
    std::size_t connections() const;

    class Connection;

private:
    api::Result<api::Unit> send(const blocks::BrokerAddress& address, const blocks::BrokerMessage& message,
                                const blocks::Stop& stop);
    api::Result<blocks::BrokerMessage> ask(const blocks::BrokerAddress& address, const blocks::BrokerMessage& message,
                                           const blocks::Stop& stop);
    api::Result<std::shared_ptr<Connection>> connection(const blocks::BrokerAddress& address, const blocks::Stop& stop);

    const std::filesystem::path m_contexts;
    mutable std::mutex m_mutex;
    std::deque<std::shared_ptr<Connection>> m_connections;
};

}  // namespace beamline::nats
