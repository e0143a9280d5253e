// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/stream_order.h"

namespace beamline::nats {

StreamOrder::StreamOrder(StreamOrderOptions options)
    : m_options(std::move(options)),
      m_publisher(m_options.connection, m_options.subject,
                  {[this](const std::string& why) {
                       const std::lock_guard lock(m_telling);
                       m_trouble = why;
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
                [this](std::uint64_t place) { m_publisher.readUpTo(place); },
                [this](const store::OrderOrigin& origin, std::uint64_t place) {
                    m_publisher.open(origin.last, place);
                    const std::lock_guard lock(m_telling);
                    m_lost.clear();
                    m_trouble.clear();
                    tell();
                },
                [this](const std::string& why) {
                    const std::lock_guard lock(m_telling);
                    m_lost = why;
                    tell();
                }}) {}

StreamOrder::~StreamOrder() {
    stop();
}

/// Under m_telling.
void StreamOrder::tell() {
    const auto& why = m_lost.empty() ? m_trouble : m_lost;
    if (m_told != why) {
        m_told = why;
        m_reader.state(why.empty(), why);
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
        {},
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
}

void StreamOrder::propose(const std::string& topic, std::string id, std::string data) {
    m_publisher.propose(topic, std::move(id), std::move(data));
}

void StreamOrder::settle(const std::string& id) {
    m_publisher.settle(id);
}

StreamOrder::Figures StreamOrder::figures() const {
    return {m_publisher.figures(), m_source.figures()};
}

void StreamOrder::newest(Done done) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_running && m_asking.size() < kMaxNewestWaiting) {
            m_asking.push_back(std::move(done));
            m_wake.notify_one();
            return;
        }
    }
    done(api::Error{api::code::kOverloaded, "Too many questions wait for the order of the cluster.", {}, true});
}

void StreamOrder::answer() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return !m_running || !m_asking.empty(); });
        const auto asking = std::exchange(m_asking, {});
        const bool running = m_running;
        lock.unlock();
        // Whoever asks meanwhile waits for the next answer: this one may be older than their question.
        const auto found =
            running
                ? findNewest()
                : api::Result<std::uint64_t>(api::Error{api::code::kUnavailable, "The engine is stopping.", {}, true});
        for (const auto& done : asking) {
            done(found);
        }
        lock.lock();
        if (!running && m_asking.empty()) {
            return;
        }
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
    const auto stored = readStored({natsMsg_GetData(raw), static_cast<std::size_t>(natsMsg_GetDataLength(raw))});
    if (stored.place == 0) {
        return api::Error{api::code::kUnavailable,
                          "The stream " + m_options.stream + " stores nothing now: " + stored.problem + ".",
                          {},
                          true};
    }
    return stored.place;
}

}  // namespace beamline::nats
