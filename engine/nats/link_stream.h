// SPDX-License-Identifier: Apache-2.0
#pragma once
// One end of a session: whole messages over packets that may be lost, doubled or late. No clock, no I/O, no lock: the
// owner brings packets and time, and sends what it is told to.

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/wire/send_queue.h"

namespace beamline::nats {

inline constexpr std::size_t kPacketHeader = 32;
inline constexpr std::size_t kPartOverhead = 64;      ///< what a part counts in the window besides its bytes
inline constexpr std::size_t kMaxByeBytes = 1'024;    ///< of the reason for a goodbye; more is cut
inline constexpr std::size_t kMinWindow = 4 * 1024;   ///< smaller ones that a peer asks for are not taken
inline constexpr std::size_t kMaxWindow = 64u << 20;  ///< likewise

/// What travels. Every packet tells what the sender of it has got so far.
struct Packet {
    enum class Kind : std::uint8_t {
        part = 1,   ///< a part of a message
        state = 2,  ///< nothing new: a sign of life, and what has been sent and got
        bye = 3,    ///< the session has ended; the body says why
    };
    Kind kind = Kind::state;
    bool more = false;         ///< of a part: the message goes on in the next one
    bool fin = false;          ///< of a part: there is no message in it, and none follows
    bool again = false;        ///< of a state: send what comes after `received` once more
    std::uint64_t number = 0;  ///< of the part, from 1; of a state: the last part that was sent
    std::uint64_t received = 0;
    std::uint64_t consumed = 0;  ///< bytes of the window that have been given back, all in all
    std::string_view body;
};
std::string encodePacket(const Packet& packet);
/// The body points into `bytes`.
std::optional<Packet> decodePacket(std::string_view bytes);

/// Parts are numbered. What the peer has not got is kept, and sent again when it asks, so a server of NATS that goes
/// costs nothing but time. At most `window` bytes are on their way or wait for the peer's handler; the rest waits in
/// the SendQueue, whose limits hold (transport.h).
class LinkStream {
public:
    using Clock = std::chrono::steady_clock;
    struct Times {
        Clock::duration beat;     ///< a state is told so often, whatever else is sent: only to it the server answers
        Clock::duration silence;  ///< a peer that says nothing for so long is gone
        Clock::duration absence;  ///< likewise one whose subject nobody listens to
    };
    struct Out {
        std::vector<std::string> packets;   ///< to be sent in this order
        std::vector<std::string> messages;  ///< for the handler; each is to be told of by handled()
        bool drained = false;               ///< wire's onDrained is due
        bool ended = false;                 ///< after the messages; `why` says the reason
        std::string why;
    };

    LinkStream(const wire::Limits& limits, const Times& times, std::size_t ownWindow, Clock::time_point now);

    /// The peer's window, and how long a packet may be. Before that nothing is sent.
    void begin(std::size_t window, std::size_t maxPacket);
    wire::SendQueue::Push push(std::string message, wire::Overflow overflow);
    bool finishing() const { return m_finishing; }
    void finish() { m_finishing = true; }
    /// Fills packets from the queue as far as the window allows.
    void pump(Out& out);
    void arrived(const Packet& packet, Clock::time_point now, Out& out);
    /// The handler has returned from a message.
    void handled(Clock::time_point now, Out& out);
    /// The server says that nobody listens to the peer's subject.
    void absent(Clock::time_point now);
    /// The connection to the server was mended: ask and tell.
    void mended(Clock::time_point now, Out& out);
    void tick(Clock::time_point now, Out& out);
    Clock::time_point nextTick() const;
    /// A last word for the peer.
    std::string bye(std::string_view why) const;
    bool ended() const { return m_ended; }

private:
    struct Sent {
        std::uint64_t number;
        std::string packet;
    };
    void state(Clock::time_point now, bool again, Out& out);
    void end(std::string why, Out& out);
    void acknowledged(const Packet& packet, Out& out);
    void part(const Packet& packet, Clock::time_point now, Out& out);
    void giveBack(std::size_t bytes);
    void repeat(Clock::time_point now, Out& out);
    bool cutPart(Packet& packet, std::string& body, bool& drained);

    const wire::Limits m_limits;
    const Times m_times;
    wire::SendQueue m_queue;
    bool m_begun = false;
    bool m_finishing = false;
    bool m_finSent = false;
    bool m_ended = false;

    std::size_t m_window = 0;  ///< of the peer
    std::size_t m_maxPart = 0;
    std::string m_current;  ///< taken from the queue, from m_offset on not sent yet
    std::size_t m_offset = 0;
    bool m_hasCurrent = false;
    std::uint64_t m_lastSent = 0;
    std::uint64_t m_sentBytes = 0;
    std::uint64_t m_peerReceived = 0;
    std::uint64_t m_peerConsumed = 0;
    std::deque<Sent> m_kept;

    const std::size_t m_ownWindow;
    std::uint64_t m_received = 0;
    std::uint64_t m_consumed = 0;
    std::uint64_t m_toldConsumed = 0;
    std::deque<std::size_t> m_inHand;  ///< window bytes of messages that the handler has not returned from
    std::size_t m_held = 0;            ///< of these and of the assembly
    std::string m_assembly;
    std::size_t m_assemblyBytes = 0;  ///< of the window

    Clock::time_point m_heardAt;
    Clock::time_point m_statedAt;
    Clock::time_point m_askedAt;
    Clock::time_point m_repeatedAt;
    std::optional<Clock::time_point> m_absentSince;
};

}  // namespace beamline::nats
