// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a RemoteEngine knows and does: the connection, the calls under way, the subscriptions, the clock thread that
// retries and times out. Private to remote_engine.cpp and remote_link.cpp; each method says its thread when it is not
// any.

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "engine/wire/codec.h"
#include "engine/wire/remote_engine.h"

namespace beamline::wire {

class RemoteEngine::Link {
public:
    using Clock = std::chrono::steady_clock;

    /// One subscription. Its position belongs to the transport's thread, the rest to the mutex.
    struct Feed {
        api::EventFilter filter;
        std::pair<api::Seq, int> last{0, -1};  ///< delivered last; index -1: everything after that Seq is wanted
        std::pair<api::Seq, int> cut{0, -1};   ///< what comes again after a reconnect, up to here, is dropped
        std::optional<Clock::time_point> behindSince;  ///< the node has not come to `last` yet
        std::mutex mutex;
        api::EventSink sink;  ///< empty once the subscription has ended
    };

    Link(std::unique_ptr<Connector> connector, RemoteOptions options);
    void start();
    void stop();
    /// Waits for the first greeting.
    api::Result<api::Unit> waitForGreeting(std::chrono::milliseconds wait);

    void send(Operation operation, api::RequestContext context, api::ReplyHandler handler);
    std::uint64_t subscribe(std::shared_ptr<Feed> feed);
    void unsubscribe(std::uint64_t id);
    api::Health health() const;

private:
    struct Pending {
        api::ReplyHandler handler;
        Clock::time_point deadline;
        bool sent = false;
    };

    // the clock's thread
    void run();
    void tryToConnect(std::unique_lock<std::mutex>& lock);
    std::vector<api::ReplyHandler> takeExpired(Clock::time_point now);
    Clock::time_point nextTick() const;

    // the transport's thread
    void receive(std::uint64_t generation, const std::string& bytes);
    using Gaps = std::vector<std::pair<std::shared_ptr<Feed>, api::Event>>;
    void handle(Hello& hello);
    void resume(std::uint64_t id, const std::shared_ptr<Feed>& feed, bool sameCluster, Gaps& gaps);
    void restart(const std::shared_ptr<Feed>& feed, Gaps& gaps);
    static void tell(const Gaps& gaps);
    void heard(api::Health health);
    void handle(Answer& answer);
    void handle(Failure& failure);
    void handle(Delivery& delivery);
    void handle(TellHealth& told);
    template <class Other>
    void handle(Other&);
    void closed(std::uint64_t generation, const api::Error& why);

    void finish(std::uint64_t id, api::Result<api::Reply> reply);
    /// Of a request that is not sent, too.
    api::Error unavailable() const;
    std::optional<api::Error> unsupported(std::string_view operation) const;

    const RemoteOptions m_options;
    std::unique_ptr<Connector> m_connector;
    std::thread m_thread;

    mutable std::mutex m_mutex;  ///< everything below; never held while a handler or sink runs
    std::condition_variable m_wake;
    bool m_stopping = false;
    ConnectionPtr m_connection;
    std::uint64_t m_generation = 0;  ///< counts connections, so that a late word of an old one is recognised
    bool m_greeted = false;
    bool m_everGreeted = false;
    bool m_isLeaving = false;  ///< the other side has said goodbye: what it did not answer, it did not take
    Clock::time_point m_retryAt;
    std::chrono::milliseconds m_backoff;
    api::Error m_lastError;
    std::uint64_t m_lastId = 0;
    std::map<std::uint64_t, Pending> m_pending;
    std::set<std::pair<Clock::time_point, std::uint64_t>> m_deadlines;
    std::map<std::uint64_t, std::shared_ptr<Feed>> m_feeds;
    api::Health m_health;
    Clock::time_point m_healthAt;
    api::Timestamp m_heardAt = 0;  ///< the same by the wall clock
    Clock::time_point m_askHealthAt;
};

}  // namespace beamline::wire
