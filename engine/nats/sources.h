// SPDX-License-Identifier: Apache-2.0
#pragma once
// blocks::MessageSource by nats.c: plain subjects, and the durable consumer of a stream. One thread.

#include <condition_variable>
#include <deque>
#include <mutex>

#include "engine/nats/connection.h"

namespace beamline::nats {

inline constexpr std::size_t kMaxTaken = 1'000;  ///< out of the library's own queue, whose limits are the broker's
inline constexpr std::size_t kMaxTakenBytes = 16 * 1024 * 1024;  ///< likewise; a single message may be longer
inline constexpr std::int64_t kMaxLookMs = 250;                  ///< that next() waits

class SubjectsSource : public blocks::MessageSource {
public:
    explicit SubjectsSource(std::shared_ptr<NatsBroker::Connection> connection) : m_connection(std::move(connection)) {}
    ~SubjectsSource() override;
    blocks::MessageBroker::Handler handler();
    void add(std::unique_ptr<blocks::MessageSubscription> one) { m_subscriptions.push_back(std::move(one)); }
    api::Result<std::vector<blocks::BrokerMessage>> next(int most) override;
    std::int64_t lost() const override;

private:
    const std::shared_ptr<NatsBroker::Connection> m_connection;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<blocks::BrokerMessage> m_messages;
    std::size_t m_bytes = 0;
    bool m_ended = false;
    std::vector<std::unique_ptr<blocks::MessageSubscription>> m_subscriptions;
};

/// A pull consumer with explicit acknowledgement. One that is made here gets what the stream already has, too.
class ConsumerSource : public blocks::MessageSource {
public:
    static api::Result<std::unique_ptr<blocks::MessageSource>> open(std::shared_ptr<NatsBroker::Connection> connection,
                                                                    const blocks::MessagesFrom& from);
    api::Result<std::vector<blocks::BrokerMessage>> next(int most) override;
    std::int64_t lost() const override { return 0; }

private:
    explicit ConsumerSource(std::shared_ptr<NatsBroker::Connection> connection) : m_connection(std::move(connection)) {}
    api::Result<api::Unit> find(const blocks::MessagesFrom& from);
    natsStatus fetch(int most, bool wait, std::vector<blocks::BrokerMessage>& into);

    const std::shared_ptr<NatsBroker::Connection> m_connection;
    Owned<jsCtx> m_context;
    Owned<natsSubscription> m_subscription;
    std::string m_what;
};

}  // namespace beamline::nats
