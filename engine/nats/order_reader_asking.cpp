// SPDX-License-Identifier: Apache-2.0
// What the leader of the stream is asked: where it begins and ends, single messages, and all of them one after the
// other while no consumer can be made.

#include "engine/nats/order_reader.h"

#include <algorithm>

#include "engine/nats/messages.h"
#include "engine/nats/owned_streams.h"

namespace beamline::nats {

/// Where the stream begins and ends. A new leader may know less than was read of the old one for a moment.
api::Result<StreamFacts> OrderReader::look() {
    for (int looks = 0;; ++looks) {
        const auto facts = factsOf(*m_connection, m_stream);
        if (!facts.ok()) {
            return facts.error();
        }
        if (facts->id != m_origin) {
            m_highest = 0;
            m_lacks = 0;
            m_origin = facts->id;
        }
        if (facts->last >= m_highest || looks == kMaxBackwardLooks) {
            m_highest = facts->last;
            return facts;
        }
        if (!waitFor(kMaxSilence / 5)) {
            return api::Error{api::code::kUnavailable, "It was stopped.", {}, true};
        }
    }
}

/// Behind the newest word there may be messages that nobody will read as one.
api::Result<std::uint64_t> OrderReader::lastWord(const StreamFacts& facts) {
    auto place = facts.last;
    for (int looks = 0; place >= facts.first && looks < kMaxWordLooks; --place, ++looks) {
        Owned<natsMsg> message;
        int code = 0;
        const auto status = get(place, message, code);
        if (status == NATS_OK && isWord(message.get())) {
            return place;
        }
        if (status != NATS_OK && code != JSNoMessageFoundErr) {
            return streamError(*m_connection, m_stream, status, code);
        }
    }
    return place;
}

/// Asks the leader.
natsStatus OrderReader::get(std::uint64_t place, Owned<natsMsg>& out, int& code) {
    jsOptions options;
    jsOptions_Init(&options);
    options.Wait = kAskStream.count();
    jsErrCode said{};
    natsMsg* raw = nullptr;
    const auto status = js_GetMsg(&raw, m_context.get(), m_stream.c_str(), place, &options, &said);
    out.reset(raw);
    code = said;
    return status;
}

/// Whether the stream itself does not have this place, which is between two others.
bool OrderReader::isHole(std::uint64_t place, std::string& why) {
    Owned<natsMsg> message;
    int code = 0;
    if (get(place, message, code) == NATS_OK || code != JSNoMessageFoundErr) {
        why = "A message of the stream " + m_stream + " was left out.";
        return false;
    }
    const auto facts = factsOf(*m_connection, m_stream);
    if (!facts.ok() || facts->first > place) {
        why = "The stream " + m_stream + " has dropped messages that were not read yet.";
        return false;
    }
    return true;
}

/// Consumers are made by the leader of all of JetStream, which may be missing while the stream has its own.
bool OrderReader::mayAsk(const api::Error& error) const {
    return m_replicated && error.code == api::code::kUnavailable;
}

/// One message more, if there is one. False: `why` it cannot go on.
bool OrderReader::askNext(std::string& why) {
    const auto now = Clock::now();
    if (now - m_lookedAt > kLookWhileAsking) {
        m_lookedAt = now;
        const auto facts = factsOf(*m_connection, m_stream);
        if (!facts.ok()) {
            why = facts.error().message;
            return false;
        }
        if (facts->id != m_origin || !facts->steady || facts->last < m_highest) {
            why = "The stream " + m_stream + " at " + m_connection->shown() + " has changed.";
            return false;
        }
        m_highest = facts->last;
        const auto made = consume(m_asked + 1, facts->leader);
        if (made.ok() || !mayAsk(made.error())) {
            why = made.ok() ? std::string() : made.error().message;
            return made.ok();
        }
    }
    Owned<natsMsg> message;
    int code = 0;
    const auto status = get(m_asked + 1, message, code);
    if (status == NATS_OK) {
        m_leaderLooks = 0;
        ++m_asked;
        {
            const std::lock_guard lock(m_mutex);
            ++m_figures.asked;
        }
        return !wasSilent(why) && believe(std::move(message), m_asked, why);
    }
    if (code != JSNoMessageFoundErr) {
        if (++m_leaderLooks < kMaxLeaderLooks) {
            return waitFor(kAskPause);
        }
        why = "The leader of the stream " + m_stream + " does not say what it has.";
        return false;
    }
    if (m_asked + 1 < m_highest) {
        ++m_asked;  // a hole; what comes behind it is checked to be behind one
        return true;
    }
    return m_heldBack.empty() ? waitFor(kAskPause) : release(why);
}

/// A consumer that is alive and delivers nothing although there is something.
bool OrderReader::givesNothing(std::string& why) {
    const auto now = Clock::now();
    if (now - std::max(m_lookedAt, m_heardAt.value_or(m_lookedAt)) < kMaxNothing) {
        return false;
    }
    m_lookedAt = now;
    const auto facts = factsOf(*m_connection, m_stream);
    if (!facts.ok() || facts->id != m_origin || facts->last <= std::max(m_asked, m_hollow)) {
        return false;
    }
    m_hollow = facts->last;  // the end of the stream may be holes: it is asked about once
    why = "A consumer of the stream " + m_stream + " does not give what the stream has.";
    return true;
}

}  // namespace beamline::nats
