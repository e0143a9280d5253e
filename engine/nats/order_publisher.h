// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a node says to the order: words go out in the order of their calls and again until they are settled. Any thread;
// one thread of its own sends, and one of the library hears what the stream says.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "engine/nats/messages.h"
#include "engine/nats/request.h"
#include "engine/nats/shared_connection.h"
#include "engine/nats/stream_words.h"

namespace beamline::nats {

inline constexpr std::size_t kMaxInFlight = 1'024;               ///< messages sent and not confirmed; more wait here
inline constexpr std::size_t kMaxInFlightBytes = 8u << 20;       ///< likewise; a single one may be longer
inline constexpr std::chrono::milliseconds kConfirmWait{3'000};  ///< then everything is sent again; doubles …
inline constexpr std::chrono::milliseconds kMaxConfirmWait{24'000};  ///< … up to this
inline constexpr std::chrono::milliseconds kProbeWait{
    1'000};  ///< for the one message that tries a stream that failed …
inline constexpr std::chrono::milliseconds kMaxProbeWait{4'000};   ///< … doubles up to this
inline constexpr std::size_t kMaxLate = 4 * kMaxInFlight;          ///< given up and maybe confirmed yet; the oldest go
inline constexpr std::chrono::milliseconds kFirstRetry{50};        ///< after a refusal; doubles …
inline constexpr std::chrono::milliseconds kMaxRetry{1'000};       ///< … up to this
inline constexpr std::chrono::milliseconds kReadBackWait{10'000};  ///< stored and not read: it is looked for; doubles
inline constexpr int kMaxQuietFailures = 2;  ///< refusals that are told nobody: a change of the leader begins like that

class OrderPublisher {
public:
    struct Handlers {
        std::function<void(const std::string& why)> trouble;  ///< nothing is stored; empty: it is again
        std::function<void()> lookAgain;  ///< something is stored and does not come; the reader shall begin anew
    };
    struct Figures {
        std::uint64_t proposed = 0;
        std::uint64_t sent = 0;   ///< messages
        std::uint64_t again = 0;  ///< of them, those that had been sent before
        std::uint64_t refused = 0;
        std::size_t waiting = 0;  ///< proposals that are not settled
    };
    OrderPublisher(std::shared_ptr<SharedConnection> connection, std::string subject, Handlers handlers);
    ~OrderPublisher();

    api::Result<api::Unit> start();
    void stop();
    void propose(const std::string& topic, std::string id, std::string data);
    void settle(const std::string& id);
    Figures figures() const;

    // ---- what the reader tells ----
    /// Whether words can be sent now; when they can again, all of them are. `last`: newest place of the stream.
    void open(std::uint64_t last, std::uint64_t readUpTo);
    void close();
    /// `id` comes next to the journal, if it is one of ours it needs no more attempts.
    void reading(const std::string& id);
    /// Everything up to here was given to the journal.
    void readUpTo(std::uint64_t place) { m_readUpTo = place; }
    std::uint64_t readUpTo() const { return m_readUpTo; }
    /// The journal takes its time: what does not come back is not lost.
    void blocked(bool is) { m_blocked = is; }

private:
    using Clock = std::chrono::steady_clock;
    struct Proposal {
        std::string id;
        std::string subject;
        std::shared_ptr<const std::string> data;
        int attempt = 0;
        std::uint64_t round = 0;  ///< in which it was sent whole
        bool wasSent = false;
        bool isRead = false;
        std::uint64_t place = 0;  ///< where it is stored; 0: not known
        Clock::time_point storedAt;
        std::uint64_t pieceRound = 0;  ///< the rest is about a long one in this round
        std::size_t pieceBytes = 0;
        std::size_t pieces = 1;
        std::size_t nextPiece = 0;
        std::vector<std::uint64_t> partPlaces;  ///< 0: not confirmed
    };
    struct InFlight {
        std::uint64_t key = 0;
        std::size_t piece = 0;
        int attempt = 0;
        std::size_t bytes = 0;
        Clock::time_point sentAt;
    };
    struct Piece {
        std::uint64_t number = 0;
        std::string subject;
        std::string messageId;
        std::string wordId;  ///< empty: the same
        std::string part;
        std::string parts;
        std::shared_ptr<const std::string> data;
        std::size_t begin = 0;
        std::size_t length = 0;
    };
    using Proposals = std::map<std::uint64_t, Proposal>;

    void run();
    void takePieces(std::vector<Piece>& out);
    void prepare(Proposal& proposal);
    Piece make(std::uint64_t key, Proposal& proposal);
    natsStatus send(const Piece& piece);
    void heard(natsMsg* message);
    void stored(const InFlight& sent, const Stored& answer);
    void again(const std::string& why, bool refused);
    std::chrono::milliseconds patience() const { return m_probing ? m_probeWait : m_confirmWait; }
    void lookAround(Clock::time_point now);
    Clock::time_point nextLook() const;
    void findAgain(std::uint64_t key, Proposal& proposal);
    void tellTrouble(const std::string& why);

    const std::shared_ptr<SharedConnection> m_connection;
    const std::string m_subject;
    const Handlers m_handlers;
    std::string m_inbox;
    std::unique_ptr<Listening> m_answers;
    std::thread m_thread;

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    bool m_open = false;
    Proposals m_proposals;
    std::unordered_map<std::string, std::uint64_t> m_keys;
    std::uint64_t m_lastKey = 0;
    std::uint64_t m_next = 0;   ///< keys before it are sent in this round
    std::uint64_t m_round = 1;  ///< grows when everything is sent again
    std::uint64_t m_lastNumber = 0;
    std::map<std::uint64_t, InFlight> m_inFlight;
    std::map<std::uint64_t, InFlight> m_late;  ///< of earlier rounds since the reader began
    std::size_t m_inFlightBytes = 0;
    bool m_probing = true;  ///< one message only, until the stream has stored one
    int m_failures = 0;
    Clock::time_point m_notBefore{};
    std::chrono::milliseconds m_retry = kFirstRetry;
    std::chrono::milliseconds m_probeWait = kProbeWait;
    std::chrono::milliseconds m_confirmWait = kConfirmWait;
    std::chrono::milliseconds m_readBackWait = kReadBackWait;
    Clock::time_point m_lookedAt{};
    std::string m_trouble;     ///< to be told
    bool m_shallLook = false;  ///< the reader is to begin anew
    Figures m_figures;
    std::atomic<std::uint64_t> m_readUpTo{0};
    std::atomic<bool> m_blocked{false};
    std::mutex m_telling;
    std::atomic<bool> m_inTrouble{false};  ///< written under m_telling
};

}  // namespace beamline::nats
