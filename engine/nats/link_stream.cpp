// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/link_stream.h"

#include <algorithm>
#include <utility>

namespace beamline::nats {

namespace {
constexpr char kMagic[] = {'b', 'l', 'k', 1};
constexpr std::uint8_t kMore = 1;
constexpr std::uint8_t kFin = 2;
constexpr std::uint8_t kAgain = 4;

void put(std::string& out, std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
        out += static_cast<char>(value >> shift & 0xFF);
    }
}

std::uint64_t take(std::string_view bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    }
    return value;
}

std::string seconds(LinkStream::Clock::duration duration) {
    const auto count = std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
    return count % 1000 == 0 ? std::to_string(count / 1000) + " s" : std::to_string(count) + " ms";
}
}  // namespace

std::string encodePacket(const Packet& packet) {
    std::string out;
    out.reserve(kPacketHeader + packet.body.size());
    out.append(kMagic, sizeof kMagic);
    out += static_cast<char>(packet.kind);
    out += static_cast<char>((packet.more ? kMore : 0) | (packet.fin ? kFin : 0) | (packet.again ? kAgain : 0));
    out.append(2, '\0');
    put(out, packet.number);
    put(out, packet.received);
    put(out, packet.consumed);
    return out.append(packet.body);
}

std::optional<Packet> decodePacket(std::string_view bytes) {
    if (bytes.size() < kPacketHeader || !bytes.starts_with(std::string_view(kMagic, sizeof kMagic))) {
        return std::nullopt;
    }
    Packet packet;
    const auto kind = static_cast<std::uint8_t>(bytes[4]);
    const auto flags = static_cast<std::uint8_t>(bytes[5]);
    if (kind < 1 || kind > 3) {
        return std::nullopt;
    }
    packet.kind = static_cast<Packet::Kind>(kind);
    packet.more = (flags & kMore) != 0;
    packet.fin = (flags & kFin) != 0;
    packet.again = (flags & kAgain) != 0;
    packet.number = take(bytes.substr(8));
    packet.received = take(bytes.substr(16));
    packet.consumed = take(bytes.substr(24));
    packet.body = bytes.substr(kPacketHeader);
    return packet;
}

LinkStream::LinkStream(const wire::Limits& limits, const Times& times, std::size_t ownWindow, Clock::time_point now)
    : m_limits(limits), m_times(times), m_queue(limits), m_ownWindow(ownWindow), m_heardAt(now), m_statedAt(now) {}

void LinkStream::begin(std::size_t window, std::size_t maxPacket) {
    m_begun = true;
    m_window = window;
    // Two parts fit into the window: while the peer handles one the next is on its way.
    m_maxPart = std::min(maxPacket > kPacketHeader ? maxPacket - kPacketHeader : 1, window / 2 - kPartOverhead);
}

wire::SendQueue::Push LinkStream::push(std::string message, wire::Overflow overflow) {
    return m_queue.push(std::move(message), overflow);
}

/// The next part; false when there is none or no room for it.
bool LinkStream::cutPart(Packet& packet, std::string& body, bool& drained) {
    if (!m_hasCurrent && !m_queue.empty()) {
        m_current = m_queue.take();
        m_offset = 0;
        m_hasCurrent = true;
    }
    const bool fin = !m_hasCurrent && m_finishing && !m_finSent;
    const auto size = m_hasCurrent ? std::min(m_maxPart, m_current.size() - m_offset) : 0;
    if ((!m_hasCurrent && !fin) || m_sentBytes + size + kPartOverhead > m_peerConsumed + m_window) {
        return false;
    }
    if (fin) {
        m_finSent = true;
        packet.fin = true;
    } else {
        body = m_current.substr(m_offset, size);
        m_offset += size;
        packet.more = m_offset < m_current.size();
        if (!packet.more) {
            drained = m_queue.sent(m_current.size()) || drained;
            m_current = {};
            m_hasCurrent = false;
        }
    }
    m_sentBytes += size + kPartOverhead;
    return true;
}

void LinkStream::pump(Out& out) {
    while (m_begun && !m_ended) {
        Packet packet;
        std::string body;
        if (!cutPart(packet, body, out.drained)) {
            return;
        }
        packet.kind = Packet::Kind::part;
        packet.number = ++m_lastSent;
        packet.received = m_received;
        packet.consumed = m_toldConsumed = m_consumed;
        packet.body = body;
        auto bytes = encodePacket(packet);
        out.packets.push_back(bytes);
        m_kept.push_back({packet.number, std::move(bytes)});
    }
}

void LinkStream::state(Clock::time_point now, bool again, Out& out) {
    Packet packet;
    packet.again = again;
    packet.number = m_lastSent;
    packet.received = m_received;
    packet.consumed = m_toldConsumed = m_consumed;
    out.packets.push_back(encodePacket(packet));
    m_statedAt = now;
    if (again) {
        m_askedAt = now;
    }
}

void LinkStream::end(std::string why, Out& out) {
    m_ended = true;
    out.ended = true;
    out.why = std::move(why);
}

std::string LinkStream::bye(std::string_view why) const {
    Packet packet;
    packet.kind = Packet::Kind::bye;
    packet.number = m_lastSent;
    packet.received = m_received;
    packet.consumed = m_consumed;
    packet.body = why.substr(0, kMaxByeBytes);
    return encodePacket(packet);
}

void LinkStream::acknowledged(const Packet& packet, Out& out) {
    if (packet.received > m_lastSent || packet.consumed > m_sentBytes) {
        end("The other side acknowledges what was never sent.", out);
        return;
    }
    m_peerReceived = std::max(m_peerReceived, packet.received);
    m_peerConsumed = std::max(m_peerConsumed, packet.consumed);
    while (!m_kept.empty() && m_kept.front().number <= m_peerReceived) {
        m_kept.pop_front();
    }
    if (m_finSent && m_kept.empty()) {
        end("The session was finished.", out);
    }
}

void LinkStream::repeat(Clock::time_point now, Out& out) {
    if (now - m_repeatedAt < m_times.beat / 4 && m_repeatedAt != Clock::time_point()) {
        return;  // it asks at each part of what is already on its way
    }
    m_repeatedAt = now;
    for (const auto& kept : m_kept) {
        out.packets.push_back(kept.packet);
    }
}

void LinkStream::part(const Packet& packet, Clock::time_point now, Out& out) {
    if (packet.number <= m_received) {
        return;  // a repetition that was not needed
    }
    if (packet.number > m_received + 1) {
        if (now - m_askedAt >= m_times.beat / 2) {
            state(now, true, out);
        }
        return;
    }
    ++m_received;
    if (packet.fin) {
        state(now, false, out);
        end("The other side finished the session.", out);
        return;
    }
    m_assemblyBytes += packet.body.size() + kPartOverhead;
    m_held += packet.body.size() + kPartOverhead;
    m_assembly += packet.body;
    if (m_held > m_ownWindow) {
        end("The other side sent more than was agreed on.", out);
    } else if (m_assembly.size() > m_limits.message) {
        end("The other side sent a message of more than " + std::to_string(m_limits.message) + " bytes.", out);
    } else if (!packet.more) {
        m_inHand.push_back(m_assemblyBytes);
        m_assemblyBytes = 0;
        out.messages.push_back(std::move(m_assembly));
        m_assembly.clear();
    } else if (m_inHand.empty()) {
        // A message may be larger than the window: its begin is taken out of it, but only by who has nothing to do.
        giveBack(std::exchange(m_assemblyBytes, 0));
        if (m_consumed - m_toldConsumed >= m_ownWindow / 4) {
            state(now, false, out);
        }
    }
}

void LinkStream::giveBack(std::size_t bytes) {
    m_consumed += bytes;
    m_held -= bytes;
}

void LinkStream::arrived(const Packet& packet, Clock::time_point now, Out& out) {
    if (m_ended) {
        return;
    }
    m_heardAt = now;
    m_absentSince.reset();
    if (packet.kind == Packet::Kind::bye) {
        end(packet.body.empty() ? "The other side closed the session." : std::string(packet.body), out);
        return;
    }
    acknowledged(packet, out);
    if (m_ended) {
        return;
    }
    if (packet.kind == Packet::Kind::part) {
        part(packet, now, out);
    } else if (packet.number > m_received && now - m_askedAt >= m_times.beat / 2) {
        state(now, true, out);  // the last parts were lost
    }
    if (packet.again && !m_ended) {
        repeat(now, out);
    }
    pump(out);
}

void LinkStream::handled(Clock::time_point now, Out& out) {
    giveBack(m_inHand.front());
    m_inHand.pop_front();
    if (m_inHand.empty()) {
        giveBack(std::exchange(m_assemblyBytes, 0));
    }
    if (m_consumed - m_toldConsumed >= m_ownWindow / 4 && !m_ended) {
        state(now, false, out);
    }
}

void LinkStream::absent(Clock::time_point now) {
    if (!m_absentSince) {
        m_absentSince = now;
    }
}

void LinkStream::mended(Clock::time_point now, Out& out) {
    if (m_begun && !m_ended) {
        m_absentSince.reset();  // who was with the same server is coming back, too
        state(now, true, out);
        m_repeatedAt = {};
        repeat(now, out);
        pump(out);
    }
}

void LinkStream::tick(Clock::time_point now, Out& out) {
    if (m_ended) {
        return;
    }
    if (now - m_heardAt >= m_times.silence) {
        end("Nothing was heard of the other side for " + seconds(m_times.silence) + ".", out);
    } else if (m_absentSince && now - *m_absentSince >= m_times.absence) {
        end("The other side is gone without a word.", out);
    } else if (m_begun && now - m_statedAt >= m_times.beat) {
        state(now, false, out);
    }
}

LinkStream::Clock::time_point LinkStream::nextTick() const {
    auto next = std::min(m_heardAt + m_times.silence, m_statedAt + m_times.beat);
    if (m_absentSince) {
        next = std::min(next, *m_absentSince + m_times.absence);
    }
    return next;
}

}  // namespace beamline::nats
