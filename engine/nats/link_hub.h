// SPDX-License-Identifier: Apache-2.0
#pragma once
// The sessions of one connector or listener, their subject and their thread. Private to link.cpp and link_hub.cpp;
// each method says its thread when it is not any.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "engine/nats/link.h"
#include "engine/nats/link_stream.h"
#include "engine/nats/request.h"

namespace beamline::nats {

class LinkSession;

class LinkHub : public std::enable_shared_from_this<LinkHub> {
public:
    using Job = std::function<void()>;
    /// Sessions get subjects below `base`.
    static api::Result<std::shared_ptr<LinkHub>> open(std::shared_ptr<SharedConnection> connection, LinkOptions options,
                                                      std::string base);
    ~LinkHub();
    /// Ends all sessions and returns after the last handler. Not from one.
    void stop();

    /// A session with a name that nobody can guess.
    std::shared_ptr<LinkSession> make();
    void remove(const std::string& token);
    std::size_t sessions() const;
    void post(Job job);
    /// The session has something to send.
    void wake(std::shared_ptr<LinkSession> session);
    /// False: the packet is too large for the server.
    bool publish(const std::string& to, const std::string& packet, const std::string& own);

    SharedConnection& connection() { return *m_connection; }
    const LinkOptions& options() const { return m_options; }

private:
    LinkHub(std::shared_ptr<SharedConnection> connection, LinkOptions options, std::string base);
    void watch();
    void arrived(natsMsg* message);  // the library's thread
    void farewell(const char* to);
    void run();
    std::vector<std::shared_ptr<LinkSession>> all() const;
    void each(const std::function<void(LinkSession&)>& use);

    const std::shared_ptr<SharedConnection> m_connection;
    const LinkOptions m_options;
    const std::string m_base;
    std::unique_ptr<ConnectionWatch> m_watch;
    std::unique_ptr<Listening> m_listening;
    std::thread m_thread;

    mutable std::mutex m_mutex;  ///< the rest
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::deque<Job> m_jobs;
    std::set<std::shared_ptr<LinkSession>> m_dirty;
    std::map<std::string, std::shared_ptr<LinkSession>> m_sessions;
};

class LinkSession final : public wire::Connection, public std::enable_shared_from_this<LinkSession> {
public:
    LinkSession(const std::shared_ptr<LinkHub>& hub, std::string token, std::string subject);

    void start(wire::ConnectionHandlers handlers) override;
    bool send(std::string message, wire::Overflow overflow) override;
    void close() override;
    void finish() override;
    const wire::Limits& limits() const override { return m_limits; }

    /// The other side's subject and window are known.
    void begin(const std::string& peer, std::size_t window);
    const std::string& subject() const { return m_subject; }

    // the hub's thread
    void arrived(const std::string& bytes);
    void absent();
    void mended();
    void denied(const std::string& subject, const api::Error& why);
    void pump();
    void tick();
    void shut(const api::Error& why, bool sayBye);

    /// Bytes that wait for the hub's thread.
    std::atomic<std::size_t> parked{0};

private:
    using Out = LinkStream::Out;
    template <class Use>
    void act(Use use);
    void settle(Out& out);
    void deliver();

    const std::weak_ptr<LinkHub> m_hub;
    const std::string m_token;
    const std::string m_subject;
    const wire::Limits m_limits;

    std::mutex m_mutex;  ///< the stream and m_open
    LinkStream m_stream;
    bool m_open = true;

    // the hub's thread
    std::string m_peer;  ///< empty: not known yet
    wire::ConnectionHandlers m_handlers;
    bool m_started = false;
    bool m_drained = false;
    bool m_told = false;
    std::deque<std::string> m_waiting;
    std::optional<api::Error> m_why;
};

}  // namespace beamline::nats
