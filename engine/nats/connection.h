// SPDX-License-Identifier: Apache-2.0
#pragma once
// One connection of nats.c with what it is told by. Any thread; errors come from blocks::fault().

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>

#include "engine/nats/library.h"
#include "engine/nats/nats_broker.h"

namespace beamline::nats {

class NatsBroker::Connection {
public:
    Connection(std::string name, std::string shown) : key(std::move(name)), m_shown(std::move(shown)) {}
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Connects if that was not done yet or the connection has ended; others who call it meanwhile wait, each as long
    /// as its own work may take.
    api::Result<api::Unit> open(const Target& target, const blocks::Stop& stop);
    /// Whether it can still be used by further calls.
    bool usable() const;
    /// Whether the server is there at this moment.
    bool connected() const;
    /// Whether the server takes a message of this size.
    bool takes(const blocks::BrokerMessage& message) const;
    /// How often it was mended: what was sent just before that may be lost.
    std::uint64_t mended() const;
    /// Returns when a stream has stored each of them.
    api::Result<api::Unit> store(const std::vector<blocks::BrokerMessage>& messages, const blocks::Stop& stop);
    api::Result<api::Unit> send(const blocks::BrokerMessage& message, const char* reply);
    /// Waits until the server has seen all that was sent. `subject` is what the caller needs a permission for.
    api::Result<api::Unit> flush(const std::string& subject, const blocks::Stop& stop, const std::string& what);
    /// When connected() is false.
    api::Error away() const;
    /// The error of an operation of the library on this connection.
    api::Error error(natsStatus status, const std::string& what) const;
    /// When the server has refused this subject.
    std::optional<api::Error> denied(const std::string& subject, const std::string& what) const;
    std::string inbox() const;
    natsStatus jetStream(jsCtx** made) const;
    natsConnection* raw() const { return m_connection; }
    const std::string& shown() const { return m_shown; }

    const std::string key;

private:
    api::Result<Owned<natsOptions>> options(const Target& target);
    api::Result<natsConnection*> connect(const Target& target, const blocks::Stop& stop);
    static natsStatus make(Owned<natsMsg>& made, const blocks::BrokerMessage& message, const char* reply);

    const std::string m_shown;
    mutable std::mutex m_mutex;
    std::condition_variable m_opened;
    bool m_opening = false;  ///< one caller does it, outside of the lock
    natsConnection* m_connection = nullptr;
    std::string m_inboxPrefix;
    std::string m_jetStreamDomain;
    std::string m_jetStreamPrefix;
    Credentials m_identity;  ///< read by the library's callbacks at each connect
    std::string m_denials;   ///< what the server said that this user may not
};

blocks::BrokerMessage received(natsMsg* message);

}  // namespace beamline::nats
