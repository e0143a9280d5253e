// SPDX-License-Identifier: Apache-2.0
#include "engine/wire/remote_link.h"

#include <algorithm>
#include <utility>

#include "engine/api/ids.h"
#include "engine/api/moved.h"

namespace beamline::wire {

using api::Error;
using api::Result;

RemoteEngine::Link::Link(std::unique_ptr<Connector> connector, RemoteOptions options)
    : m_options(std::move(options)), m_connector(std::move(connector)), m_backoff(m_options.firstBackoff) {}

void RemoteEngine::Link::start() {
    m_retryAt = Clock::now();
    m_thread = std::thread([this] { run(); });
}

void RemoteEngine::Link::stop() {
    {
        std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
    m_connector.reset();  // ends with closed(), which fails what is under way
}

Result<api::Unit> RemoteEngine::Link::waitForGreeting(std::chrono::milliseconds wait) {
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, wait,
                    [this] { return m_everGreeted || (!m_lastError.code.empty() && !m_lastError.retryable); });
    if (m_everGreeted) {
        return api::Unit{};
    }
    return m_lastError.code.empty() ? unavailable() : m_lastError;
}

Error RemoteEngine::Link::unavailable() const {
    return api::notTakenError(
        "The engine (" + m_options.name +
        ") cannot be reached. Start the program that runs it; the connection comes back by itself.");
}

std::optional<Error> RemoteEngine::Link::unsupported(std::string_view operation) const {
    const auto& known = m_health.operations;
    if (known.empty() || std::find(known.begin(), known.end(), operation) != known.end()) {
        return std::nullopt;
    }
    return Error{api::code::kUnsupported,
                 "The engine (" + m_options.name + ") is of version " + m_health.version + " and does not know \"" +
                     std::string(operation) +
                     "\", which this program of version " BEAMLINE_VERSION " asks for. Update the engine.",
                 {},
                 false};
}

// ---- calls
// ------------------------------------------------------------------------------------------------------------

void RemoteEngine::Link::send(Operation operation, api::RequestContext context, api::ReplyHandler handler) {
    auto timeout = m_options.callTimeout;
    if (context.deadline != 0) {
        timeout = std::chrono::milliseconds(std::max<api::Timestamp>(context.deadline - api::wallClock(), 0));
    }
    const auto name = operationName(operation);
    Call call{0, std::move(operation), std::move(context)};
    std::unique_lock lock(m_mutex);
    call.id = ++m_lastId;
    lock.unlock();
    bool repaired = false;
    auto bytes = encode(call, &repaired);
    lock.lock();
    Error error;
    if (repaired) {
        error = {api::code::kInvalidArgument,
                 "The request holds bytes that are not UTF-8. Convert the text to UTF-8.",
                 {},
                 false};
    } else if (!m_greeted || m_isLeaving) {
        error = unavailable();
    } else if (const auto unknown = unsupported(name)) {
        error = *unknown;
    } else if (bytes.size() > m_connection->limits().message) {
        error = {api::code::kInvalidArgument,
                 "The request has " + std::to_string(bytes.size()) + " bytes; " +
                     std::to_string(m_connection->limits().message) + " are allowed. Pass large data as a file.",
                 {},
                 false};
    } else if (m_pending.size() >= kMaxPendingCalls) {
        error = {api::code::kOverloaded,
                 "Too many requests wait for the engine. Ask again when some are answered.",
                 {},
                 true};
    } else {
        const auto deadline = Clock::now() + timeout;
        const bool isNext = deadline < nextTick();
        auto& pending = m_pending.emplace(call.id, Pending{std::move(handler), deadline}).first->second;
        m_deadlines.emplace(deadline, call.id);
        // Refused: closed() is on its way and answers.
        pending.sent = m_connection->send(std::move(bytes), Overflow::close);
        if (isNext) {
            m_wake.notify_all();
        }
        return;
    }
    lock.unlock();
    handler(error);
}

void RemoteEngine::Link::finish(std::uint64_t id, Result<api::Reply> reply) {
    api::ReplyHandler handler;
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_pending.find(id);
        if (found == m_pending.end()) {
            return;  // its deadline came first
        }
        handler = std::move(found->second.handler);
        m_deadlines.erase({found->second.deadline, id});
        m_pending.erase(found);
    }
    handler(std::move(reply));
}

// ---- subscriptions
// ----------------------------------------------------------------------------------------------------

std::uint64_t RemoteEngine::Link::subscribe(std::shared_ptr<Feed> feed) {
    std::lock_guard lock(m_mutex);
    const auto id = ++m_lastId;
    if (m_greeted) {
        m_connection->send(encode(Subscribe{id, feed->filter, feed->last.first}), Overflow::close);
    }
    m_feeds.emplace(id, std::move(feed));
    return id;
}

void RemoteEngine::Link::unsubscribe(std::uint64_t id) {
    std::lock_guard lock(m_mutex);
    if (m_feeds.erase(id) > 0 && m_greeted) {
        m_connection->send(encode(Unsubscribe{id}), Overflow::close);
    }
}

// ---- health
// -----------------------------------------------------------------------------------------------------------

api::Health RemoteEngine::Link::health() const {
    std::lock_guard lock(m_mutex);
    auto health = m_health;
    health.engine = m_options.name;
    if (!m_greeted || Clock::now() - m_healthAt > m_options.healthExpiry) {
        const auto why = m_lastError.message.empty() ? unavailable() : m_lastError;
        health.state = api::HealthState::unreachable;
        health.problems = {{why.code, why.message, m_heardAt}};
    }
    return health;
}

// ---- the clock's thread
// -----------------------------------------------------------------------------------------------

RemoteEngine::Link::Clock::time_point RemoteEngine::Link::nextTick() const {
    auto next = m_connection ? m_askHealthAt : m_retryAt;
    if (!m_deadlines.empty()) {
        next = std::min(next, m_deadlines.begin()->first);
    }
    return next;
}

std::vector<api::ReplyHandler> RemoteEngine::Link::takeExpired(Clock::time_point now) {
    std::vector<api::ReplyHandler> expired;
    while (!m_deadlines.empty() && m_deadlines.begin()->first <= now) {
        const auto found = m_pending.find(m_deadlines.begin()->second);
        expired.push_back(std::move(found->second.handler));
        m_pending.erase(found);
        m_deadlines.erase(m_deadlines.begin());
    }
    return expired;
}

void RemoteEngine::Link::run() {
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        const auto now = Clock::now();
        if (auto expired = takeExpired(now); !expired.empty()) {
            lock.unlock();
            for (const auto& handler : expired) {
                handler(Error{api::code::kDeadline,
                              "The engine (" + m_options.name +
                                  ") did not answer in time. Look whether it took effect before asking again.",
                              {},
                              true});
            }
            lock.lock();
            continue;
        }
        if (!m_connection && now >= m_retryAt) {
            tryToConnect(lock);
            continue;
        }
        if (m_connection && now >= m_askHealthAt) {
            m_askHealthAt = now + m_options.healthInterval;
            if (m_greeted) {
                m_connection->send(encode(AskHealth{}), Overflow::close);
            } else if (now - m_healthAt > m_options.healthExpiry) {
                m_connection->close();  // it took the connection but never greeted
            }
        }
        m_wake.wait_until(lock, nextTick());
    }
}

void RemoteEngine::Link::tryToConnect(std::unique_lock<std::mutex>& lock) {
    lock.unlock();
    auto connected = m_connector->connect();
    lock.lock();
    if (!connected.ok()) {
        m_lastError = connected.error();
        m_wake.notify_all();
        m_retryAt = Clock::now() + m_backoff;
        m_backoff = std::min(m_backoff * 2, m_options.maxBackoff);
        return;
    }
    m_connection = *connected;
    m_healthAt = Clock::now();
    m_askHealthAt = m_healthAt + m_options.healthInterval;
    const auto generation = ++m_generation;
    const auto connection = m_connection;
    lock.unlock();
    connection->start({[this, generation](const std::string& bytes) { receive(generation, bytes); }, nullptr,
                       [this, generation](const Error& why) { closed(generation, why); }});
    lock.lock();
}

// ---- the transport's thread
// -------------------------------------------------------------------------------------------

void RemoteEngine::Link::receive(std::uint64_t generation, const std::string& bytes) {
    {
        const std::lock_guard lock(m_mutex);
        if (generation != m_generation) {
            return;
        }
    }
    auto message = decode(bytes);
    if (message.ok()) {
        std::visit([this](auto& m) { handle(m); }, message.value());
        return;
    }
    std::lock_guard lock(m_mutex);
    if (generation == m_generation && m_connection) {
        m_lastError = message.error();
        m_connection->close();
    }
}

void RemoteEngine::Link::handle(Hello& hello) {
    Gaps gaps;
    {
        std::lock_guard lock(m_mutex);
        if (const Protocols theirs{hello.protocol, hello.newest}; agreed(kProtocols, theirs) == 0) {
            m_lastError = {api::code::kUnavailable,
                           "The engine (" + m_options.name + ") speaks protocol " + text(theirs) + ", this program " +
                               text(kProtocols) + ". Use programs of the same version.",
                           {},
                           false};
            m_connection->close();
            return;
        }
        m_greeted = m_everGreeted = true;
        m_backoff = m_options.firstBackoff;
        m_lastError = {};
        const bool sameCluster = !hello.health.cluster.empty() && hello.health.cluster == m_health.cluster;
        heard(std::move(hello.health));
        for (const auto& [id, feed] : m_feeds) {
            resume(id, feed, sameCluster, gaps);
        }
    }
    m_wake.notify_all();
    tell(gaps);
}

void RemoteEngine::Link::heard(api::Health health) {
    m_health = std::move(health);
    m_healthAt = Clock::now();
    m_heardAt = api::wallClock();
}

void RemoteEngine::Link::resume(std::uint64_t id, const std::shared_ptr<Feed>& feed, bool sameCluster, Gaps& gaps) {
    feed->behindSince.reset();
    if (feed->last.first > m_health.seq) {
        // All nodes of a cluster have the same journal, only not at the same moment. Else it is another journal, or a
        // restored one.
        if (sameCluster) {
            feed->behindSince = Clock::now();
        } else {
            restart(feed, gaps);
        }
    }
    // Several events may share a Seq and only some may have come, so it is asked for once more and cut on arrival.
    const auto [seq, index] = feed->cut = feed->last;
    m_connection->send(encode(Subscribe{id, feed->filter, index >= 0 && seq > 0 ? seq - 1 : seq}), Overflow::close);
}

/// Page again: what was delivered says nothing about what comes.
void RemoteEngine::Link::restart(const std::shared_ptr<Feed>& feed, Gaps& gaps) {
    api::Event gap;
    gap.kind = api::kGapEvent;
    gap.seq = m_health.seq;
    gaps.emplace_back(feed, gap);
    feed->last = {m_health.seq, -1};
}

void RemoteEngine::Link::tell(const Gaps& gaps) {
    for (const auto& [feed, gap] : gaps) {
        std::lock_guard lock(feed->mutex);
        if (feed->sink) {
            feed->sink(gap);
        }
    }
}

void RemoteEngine::Link::handle(Answer& answer) {
    finish(answer.id, std::move(answer.reply));
}

void RemoteEngine::Link::handle(Failure& failure) {
    if (failure.id != 0) {
        finish(failure.id, std::move(failure.error));
        return;
    }
    std::lock_guard lock(m_mutex);
    if (api::isNotTaken(failure.error)) {  // it has answered all that it took, and closes
        m_isLeaving = true;
        return;
    }
    m_lastError = failure.error;
    m_connection->close();  // it did not understand something of ours and cannot say what
}

void RemoteEngine::Link::handle(Delivery& delivery) {
    std::shared_ptr<Feed> feed;
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_feeds.find(delivery.id);
        if (found == m_feeds.end()) {
            return;
        }
        feed = found->second;
    }
    const auto& event = delivery.event;
    const std::pair position(event.seq, event.index);
    if (event.kind == api::kGapEvent) {
        feed->last = std::max(feed->last, {event.seq > 0 ? event.seq - 1 : 0, -1});  // events of its own Seq may follow
    } else if (!event.run.empty() && event.kind != api::kOutputEvent &&
               position <= feed->cut) {  // what belongs to no run shares the Seq of something else
        return;
    } else {
        feed->last = std::max(feed->last, position);
    }
    std::lock_guard lock(feed->mutex);
    if (feed->sink) {
        feed->sink(event);
    }
}

void RemoteEngine::Link::handle(TellHealth& told) {
    Gaps gaps;
    {
        std::lock_guard lock(m_mutex);
        heard(std::move(told.health));
        for (const auto& [id, feed] : m_feeds) {
            if (feed->behindSince && feed->last.first <= m_health.seq) {
                feed->behindSince.reset();
            } else if (feed->behindSince && Clock::now() - *feed->behindSince >= m_options.behindPatience) {
                feed->behindSince.reset();
                m_connection->send(encode(Unsubscribe{id}), Overflow::close);
                restart(feed, gaps);
                feed->cut = feed->last;
                m_connection->send(encode(Subscribe{id, feed->filter, feed->last.first}), Overflow::close);
            }
        }
    }
    tell(gaps);
}

template <class Other>
void RemoteEngine::Link::handle(Other&) {
    std::lock_guard lock(m_mutex);
    m_connection->close();  // only an asking side says this
}

void RemoteEngine::Link::closed(std::uint64_t generation, const Error& why) {
    std::map<std::uint64_t, Pending> failed;
    bool hasLeft = false;
    {
        std::lock_guard lock(m_mutex);
        if (generation != m_generation) {
            return;
        }
        hasLeft = std::exchange(m_isLeaving, false);
        m_connection.reset();
        if (m_greeted) {
            m_lastError = why;
        } else if (m_lastError.code.empty()) {
            m_lastError = why;
        }
        m_greeted = false;
        m_retryAt = Clock::now() + m_backoff;
        m_backoff = std::min(m_backoff * 2, m_options.maxBackoff);
        failed.swap(m_pending);
        m_deadlines.clear();
    }
    m_wake.notify_all();
    for (const auto& [id, pending] : failed) {
        pending.handler(
            pending.sent && !hasLeft
                ? Error{api::code::kUnavailable,
                        "The connection to the engine (" + m_options.name +
                            ") was lost. Whether the request took effect is unknown: look before sending it again.",
                        {},
                        true}
                : unavailable());
    }
}

}  // namespace beamline::wire
