// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/stream_order.h"

#include <limits>

namespace beamline::nats {

namespace {
constexpr auto kNobody = std::numeric_limits<std::uint64_t>::max();

api::Error stopping() {
    return {api::code::kUnavailable, "The engine is stopping.", {}, true};
}
}  // namespace

StreamOrder::StreamOrder(StreamOrderOptions options)
    : m_options(std::move(options)),
      m_publisher(m_options.connection, m_options.subject,
                  {[this](const std::string& why) {
                       const std::lock_guard lock(m_telling);
                       m_trouble = why;
                       m_denied = why.empty() ? std::string() : m_denied;
                       tell();
                   },
                   [this] { m_source.lookAgain("Something that is stored does not come."); }}),
      m_source(m_options.connection, m_options.stream, m_options.subject,
               {[this](const std::string& id) { m_publisher.reading(id); },
                [this](store::Ordered word) {
                    m_publisher.blocked(true);
                    m_reader.read(std::move(word));
                    m_publisher.blocked(false);
                },
                [this](const store::OrderOrigin& origin) { return m_reader.begin(origin); },
                [this](std::uint64_t place) { passed(place); },
                [this](std::uint64_t last, std::uint64_t place) {
                    m_publisher.open(last, place);
                    askAgain(last);
                    passed(place);
                    const std::lock_guard lock(m_telling);
                    m_lost.clear();
                    m_trouble.clear();
                    m_denied.clear();
                    tell();
                },
                [this](const std::string& why) {
                    m_publisher.close();
                    refuse({api::code::kUnavailable, why, {}, true});
                    const std::lock_guard lock(m_telling);
                    m_lost = why;
                    tell();
                }}) {}

StreamOrder::~StreamOrder() {
    stop();
}

/// Under m_telling.
void StreamOrder::tell() {
    const auto& symptom = m_lost.empty() ? m_trouble : m_lost;
    const auto& why = symptom.empty() || m_denied.empty() ? symptom : m_denied;  // a silence has its reason there
    if (m_told != why) {
        m_told = why;
        m_reader.state(why.empty(), why);
    }
}

/// The connection is not the order's alone.
void StreamOrder::denied(const std::string& subject, const api::Error& why) {
    if (subject.starts_with(m_options.subject + ".") || subject.find(m_options.stream) != subject.npos) {
        const std::lock_guard lock(m_telling);
        m_denied = why.message;
        tell();
    }
}

void StreamOrder::start(Reader reader) {
    m_reader = std::move(reader);
    if (const auto listening = m_publisher.start(); !listening.ok()) {
        const std::lock_guard lock(m_telling);
        m_lost = listening.error().message;
        tell();
        return;
    }
    m_watch = m_options.connection->watch({
        [this] { m_source.wake(); },
        [this](const api::Error& why) {
            m_publisher.close();
            m_source.lookAgain(why.message);
        },
        [this](const api::Error& why) { m_source.lookAgain(why.message); },
        [this](const std::string& subject, const api::Error& why) { denied(subject, why); },
        {},
    });
    m_running = true;
    m_answerer = std::thread([this] { answer(); });
    m_source.start();
}

void StreamOrder::stop() {
    m_watch.reset();
    {
        const std::lock_guard lock(m_mutex);
        m_running = false;
    }
    m_wake.notify_all();
    if (m_answerer.joinable()) {
        m_answerer.join();
    }
    m_source.stop();
    m_publisher.stop();
    // Of the other threads nobody is left.
    for (const auto& done : std::exchange(m_asking, {})) {
        done(stopping());
    }
    refuse(stopping());
}

void StreamOrder::propose(const std::string& topic, std::string id, std::string data) {
    m_publisher.propose(topic, std::move(id), std::move(data));
}

void StreamOrder::settle(const std::string& id) {
    m_publisher.settle(id);
}

std::size_t StreamOrder::mostBytes() const {
    const auto payload = m_options.connection->maxPayload();
    return payload == 0 ? store::kMaxProposalBytes : std::min(store::kMaxProposalBytes, longestWord(payload));
}

StreamOrder::Figures StreamOrder::figures() const {
    return {m_publisher.figures(), m_source.figures()};
}

/// The reader is so far: whoever waits for that is answered with a place that the journal has got to know.
void StreamOrder::passed(std::uint64_t place) {
    m_publisher.readUpTo(place);
    if (m_awaited > place) {
        return;
    }
    std::vector<Done> ready;
    {
        const std::lock_guard lock(m_mutex);
        const auto end = m_awaiting.upper_bound(place);
        for (auto one = m_awaiting.begin(); one != end; ++one) {
            ready.push_back(std::move(one->second));
        }
        m_awaiting.erase(m_awaiting.begin(), end);
        m_awaited = m_awaiting.empty() ? kNobody : m_awaiting.begin()->first;
    }
    for (const auto& done : ready) {
        done(m_source.lastWordRead());
    }
}

/// What they wait for may never come.
void StreamOrder::refuse(const api::Error& why) {
    std::multimap<std::uint64_t, Done> awaiting;
    {
        const std::lock_guard lock(m_mutex);
        ++m_beginnings;
        awaiting.swap(m_awaiting);
        m_awaited = kNobody;
    }
    for (const auto& [place, done] : awaiting) {
        done(why);
    }
}

/// Reading begins at a stream that ends at `last`: what was found behind may be of one that has gone back since.
void StreamOrder::askAgain(std::uint64_t last) {
    const std::lock_guard lock(m_mutex);
    ++m_beginnings;
    const auto behind = m_awaiting.upper_bound(last);
    for (auto one = behind; one != m_awaiting.end(); ++one) {
        m_asking.push_back(std::move(one->second));
    }
    m_awaiting.erase(behind, m_awaiting.end());
    m_awaited = m_awaiting.empty() ? kNobody : m_awaiting.begin()->first;
    m_wake.notify_one();
}

void StreamOrder::newest(Done done) {
    bool running = false;
    {
        const std::lock_guard lock(m_mutex);
        running = m_running;
        if (m_running && m_asking.size() + m_awaiting.size() < kMaxNewestWaiting) {
            m_asking.push_back(std::move(done));
            m_wake.notify_one();
            return;
        }
    }
    done(running ? api::Error{api::code::kOverloaded, "Too many questions wait for the order of the cluster.", {}, true}
                 : stopping());
}

void StreamOrder::answer() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return !m_running || !m_asking.empty(); });
        if (!m_running) {
            return;
        }
        auto asking = std::exchange(m_asking, {});
        const auto beginnings = m_beginnings;
        lock.unlock();
        // Whoever asks meanwhile waits for the next answer: this one may be older than their question.
        const auto found = findNewest();
        lock.lock();
        if (found.ok() && *found > m_publisher.readUpTo()) {
            if (beginnings != m_beginnings) {  // see askAgain()
                std::move(asking.begin(), asking.end(), std::back_inserter(m_asking));
                continue;
            }
            for (auto& done : asking) {
                m_awaiting.emplace(*found, std::move(done));
            }
            m_awaited = m_awaiting.begin()->first;
            if (*found > m_publisher.readUpTo()) {
                continue;
            }
            // The reader may have passed it before it saw that somebody waits.
            lock.unlock();
            passed(m_publisher.readUpTo());
            lock.lock();
            continue;
        }
        lock.unlock();
        for (const auto& done : asking) {
            done(found.ok() ? api::Result<std::uint64_t>(m_source.lastWordRead()) : found);
        }
        lock.lock();
    }
}

api::Result<std::uint64_t> StreamOrder::findNewest() {
    const auto facts = factsOf(*m_options.connection, m_options.stream);
    if (!facts.ok()) {
        return facts.error();
    }
    if (facts->steady && (facts->replicas <= 1 || facts->leader == m_provenLeader)) {
        return facts->last;
    }
    // A leader that is cut off from the others does not know of its successor, and a new one may not have done yet what
    // the old one promised.
    auto place = storeBarrier();
    if (place.ok()) {
        const auto after = factsOf(*m_options.connection, m_options.stream);
        m_provenLeader = after.ok() && after->leader == facts->leader ? after->leader : "";
    }
    return place;
}

api::Result<std::uint64_t> StreamOrder::storeBarrier() {
    const auto subject = m_options.subject + "." + std::string(kBarrierTopic);
    natsMsg* raw = nullptr;
    const auto status =
        natsConnection_RequestString(&raw, m_options.connection->raw(), subject.c_str(), "", kAskStream.count());
    const Owned<natsMsg> reply(raw);
    if (status != NATS_OK) {
        return streamError(*m_options.connection, m_options.stream, status, 0);
    }
    const auto stored = readStored(dataOf(raw));
    if (stored.place == 0) {
        return api::Error{api::code::kUnavailable,
                          "The stream " + m_options.stream + " stores nothing now: " + stored.problem + ".",
                          {},
                          true};
    }
    return stored.place;
}

}  // namespace beamline::nats
