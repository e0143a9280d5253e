// SPDX-License-Identifier: Apache-2.0
#include "engine/wire/engine_service.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>

#include "engine/api/moved.h"
#include "engine/wire/codec.h"

namespace beamline::wire {

namespace {

/// One subscription of a peer. deliver() comes on engine threads, caughtUp() on the transport's.
class Feed {
public:
    Feed(std::uint64_t id, ConnectionPtr connection) : m_id(id), m_connection(std::move(connection)) {}
    ~Feed() { subscription.reset(); }  // first: its sink uses the rest

    void deliver(const api::Event& event) {
        // Held over send(): a drain that follows a refusal must find the loss noted.
        std::lock_guard lock(m_mutex);
        if (!m_lossy && m_connection->send(encode(Delivery{m_id, event}), Overflow::refuse)) {
            return;
        }
        m_lossy = true;
        m_lost.seq = event.seq;
        m_lost.index = event.index;
        m_lost.at = event.at;
    }

    void caughtUp() {
        std::lock_guard lock(m_mutex);
        if (m_lossy) {
            m_lossy = false;
            m_lost.kind = api::kGapEvent;
            m_connection->send(encode(Delivery{m_id, m_lost}), Overflow::close);
        }
    }

    std::unique_ptr<api::Subscription> subscription;  ///< the transport's thread only

private:
    const std::uint64_t m_id;
    const ConnectionPtr m_connection;
    std::mutex m_mutex;
    bool m_lossy = false;
    api::Event m_lost;
};

/// One connection. All on the transport's thread but answer() and finish().
class Session : public std::enable_shared_from_this<Session> {
public:
    Session(api::Engine& engine, ConnectionPtr connection, std::shared_ptr<const CallerCheck> check)
        : m_engine(engine), m_connection(std::move(connection)), m_check(std::move(check)) {}

    void start(std::function<void()> onClosed) {
        auto self = shared_from_this();
        m_connection->send(encode(Hello{kProtocols.oldest, m_engine.health(), kProtocols.newest}), Overflow::close);
        m_connection->start({[self](const std::string& bytes) { self->receive(bytes); }, [self] { self->drained(); },
                             [self, onClosed = std::move(onClosed)](const api::Error&) {
                                 self->m_feeds.clear();
                                 onClosed();
                             }});
    }

    /// Takes no more calls, and closes when all are answered and the answers are sent.
    void finish() {
        std::lock_guard lock(m_mutex);
        m_finishing = true;
        if (m_inFlight == 0) {
            leave();
        }
    }

private:
    static api::Error closing() {
        return api::notTakenError("The engine is closing and did not take the request. Ask again when it is open.");
    }

    /// All that was taken is answered: what is on its way now is not, and who sent it may ask another engine.
    void leave() {
        m_connection->send(encode(Failure{0, closing()}), Overflow::close);
        m_connection->finish();
    }

    void receive(const std::string& bytes) {
        auto message = decode(bytes);
        if (message.ok()) {
            std::visit([this](auto& m) { handle(m); }, message.value());
            return;
        }
        auto error = message.error();
        const auto* id = error.detail.if_uint64();
        const Failure failure{id ? *id : 0, {error.code, error.message, {}, false}};
        m_connection->send(encode(failure), Overflow::close);
    }

    /// Counts the call, or says why it is not taken.
    api::Result<api::Unit> admit() {
        std::lock_guard lock(m_mutex);
        if (m_finishing) {
            return closing();
        }
        if (m_inFlight >= kMaxCallsInFlight) {
            return api::Error{api::code::kOverloaded,
                              "More than " + std::to_string(kMaxCallsInFlight) +
                                  " requests of this connection wait for an answer. Wait for some and ask again.",
                              {},
                              true};
        }
        ++m_inFlight;
        return api::Unit{};
    }

    /// Who listens is looked at like who asks; false: they may not.
    bool admit(api::EventFilter& filter) const {
        api::RequestContext who;
        who.user = filter.user;
        who.groups = filter.groups;
        who.tenant = filter.tenant;
        if (*m_check && !(*m_check)(who).ok()) {
            return false;
        }
        filter.user = who.user;
        filter.groups = who.groups;
        filter.tenant = who.tenant;
        return true;
    }

    void handle(Call& call) {
        if (const auto may = *m_check ? (*m_check)(call.context) : api::Result<api::Unit>(api::Unit{}); !may.ok()) {
            m_connection->send(encode(Failure{call.id, may.error()}), Overflow::close);
            return;
        }
        if (const auto admitted = admit(); !admitted.ok()) {
            m_connection->send(encode(Failure{call.id, admitted.error()}), Overflow::close);
            return;
        }
        auto handler = [self = shared_from_this(), id = call.id, name = std::string(operationName(call.operation))](
                           api::Result<api::Reply> reply) { self->answer(id, name, std::move(reply)); };
        std::visit(
            [&](auto& operation) {
                using Op = std::remove_cvref_t<decltype(operation)>;
                if constexpr (boost::mp11::mp_contains<api::Commands, Op>::value) {
                    m_engine.submit(std::move(operation), std::move(call.context), std::move(handler));
                } else {
                    m_engine.query(std::move(operation), std::move(call.context), std::move(handler));
                }
            },
            call.operation);
    }

    void answer(std::uint64_t id, const std::string& operation, api::Result<api::Reply> reply) {
        std::string bytes =
            reply.ok() ? encode(Answer{id, operation, std::move(reply.value())}) : encode(Failure{id, reply.error()});
        if (bytes.size() > m_connection->limits().message) {
            bytes = encode(Failure{id,
                                   {api::code::kInvalidArgument,
                                    "The answer has " + std::to_string(bytes.size()) + " bytes; " +
                                        std::to_string(m_connection->limits().message) +
                                        " fit into a message. Ask for a smaller page or without data.",
                                    {},
                                    false}});
        }
        m_connection->send(std::move(bytes), Overflow::close);
        std::lock_guard lock(m_mutex);
        if (--m_inFlight == 0 && m_finishing) {
            leave();
        }
    }

    void handle(Subscribe& wanted) {
        if (m_feeds.size() >= kMaxSubscriptions) {
            api::Event gap;
            gap.kind = api::kGapEvent;
            m_connection->send(encode(Delivery{wanted.id, gap}), Overflow::close);
            return;
        }
        if (!admit(wanted.filter)) {
            wanted.filter = {wanted.filter.run, wanted.filter.tasks, wanted.filter.withData};  // as nobody
        }
        auto feed = std::make_shared<Feed>(wanted.id, m_connection);
        const auto [place, isNew] = m_feeds.try_emplace(wanted.id, feed);
        if (!isNew) {
            m_connection->close();  // two feeds under one id could not be told apart
            return;
        }
        feed->subscription = m_engine.subscribe(wanted.filter, wanted.from,
                                                [feed = feed.get()](const api::Event& event) { feed->deliver(event); });
    }

    void handle(const Unsubscribe& gone) { m_feeds.erase(gone.id); }
    void handle(const AskHealth&) { m_connection->send(encode(TellHealth{m_engine.health()}), Overflow::close); }

    template <class Other>
    void handle(const Other&) {
        m_connection->close();  // only a serving side says this
    }

    void drained() {
        for (const auto& [id, feed] : m_feeds) {
            feed->caughtUp();
        }
    }

    api::Engine& m_engine;
    const ConnectionPtr m_connection;
    const std::shared_ptr<const CallerCheck> m_check;
    std::map<std::uint64_t, std::shared_ptr<Feed>> m_feeds;
    std::mutex m_mutex;
    int m_inFlight = 0;  // from here on: under the mutex
    bool m_finishing = false;
};

}  // namespace

/// The connections that are open. Any thread.
class EngineService::Sessions {
public:
    void add(const std::shared_ptr<Session>& session) {
        std::lock_guard lock(m_mutex);
        m_open.insert(session);
        if (m_finishing) {  // it was on its way when the door was closed
            session->finish();
        }
    }
    void remove(const std::shared_ptr<Session>& session) {
        std::lock_guard lock(m_mutex);
        m_open.erase(session);
        m_gone.notify_all();
    }
    void finish(std::chrono::milliseconds limit) {
        std::unique_lock lock(m_mutex);
        m_finishing = true;
        for (const auto& session : m_open) {
            session->finish();
        }
        m_gone.wait_for(lock, limit, [this] { return m_open.empty(); });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_gone;
    std::set<std::shared_ptr<Session>> m_open;
    bool m_finishing = false;
};

EngineService::EngineService(std::shared_ptr<api::Engine> engine, std::unique_ptr<Listener> listener,
                             std::chrono::milliseconds closing, CallerCheck check)
    : m_engine(std::move(engine)),
      m_listener(std::move(listener)),
      m_closing(closing),
      m_sessions(std::make_shared<Sessions>()) {
    m_listener->start([engine = m_engine.get(), sessions = m_sessions,
                       check = std::make_shared<const CallerCheck>(std::move(check))](ConnectionPtr connection) {
        auto session = std::make_shared<Session>(*engine, std::move(connection), check);
        sessions->add(session);
        session->start([sessions, session] { sessions->remove(session); });
    });
}

EngineService::~EngineService() {
    m_listener->stopAccepting();
    m_sessions->finish(m_closing);
    m_listener.reset();
}

}  // namespace beamline::wire
