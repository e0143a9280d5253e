// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads the order: every message of a stream by its place, from one consumer after the other. Methods may be called
// from any thread; handlers run on one thread of its own.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "engine/nats/library.h"
#include "engine/nats/shared_connection.h"
#include "engine/nats/stream_facts.h"
#include "engine/nats/stream_words.h"
#include "engine/store/order.h"

namespace beamline::nats {

inline constexpr int kMaxFetched = 512;                        ///< messages asked for and not given to the journal yet
inline constexpr std::size_t kMaxFetchedBytes = 4u << 20;      ///< likewise, at least four messages of the longest kind
inline constexpr std::size_t kMaxHeldPartBytes = 64u << 20;    ///< parts kept for their word; others are fetched for it
inline constexpr std::chrono::milliseconds kHeartbeat{1'000};  ///< of the consumer
inline constexpr std::chrono::milliseconds kMaxSilence{2'500};       ///< then another consumer is made
inline constexpr std::chrono::milliseconds kFirstBegin{100};         ///< wait before beginning fails again; doubles …
inline constexpr std::chrono::milliseconds kMaxBegin{2'000};         ///< … up to this
inline constexpr std::chrono::milliseconds kLasts{1'000};            ///< what ended before is not begun again at once
inline constexpr std::chrono::milliseconds kMaxNothing{5'000};       ///< of a living consumer; then the stream is asked
inline constexpr std::chrono::milliseconds kMakeConsumer{1'000};     ///< then it is read without one …
inline constexpr std::chrono::milliseconds kLookWhileAsking{3'000};  ///< … and tried again so often
inline constexpr std::chrono::milliseconds kAskPause{20};            ///< at the end of the stream
inline constexpr int kMaxWordLooks = 256;  ///< messages behind the last word that are no words
/// A leader of a replicated stream that was cut off gives out what was never agreed on, in the moment in which it hears
/// of the others again. Others lead after four seconds without it at the earliest: what comes after so much silence is
/// read anew, and for a while it counts when the leader, asked for the newest of it, has the same.
inline constexpr std::chrono::milliseconds kDoubtAfter{3'500};
inline constexpr std::chrono::milliseconds kDoubtFor{10'000};
inline constexpr std::size_t kMaxHeldBackBytes = 16u << 20;  ///< then nothing more is asked for
inline constexpr std::size_t kMaxHeldBack = 256;             ///< messages; then it is asked at once …
inline constexpr std::chrono::milliseconds kHeldBackFor{5};  ///< … and otherwise when nothing comes for so long
inline constexpr int kMaxLeaderLooks = 10;                   ///< questions without an answer; then reading begins anew
inline constexpr int kMaxPlacings = 12;                      ///< consumers made until one is where the leader is
inline constexpr int kMaxBackwardLooks = 10;  ///< at a leader that knows less than was read: it may not be done yet

class OrderReader {
public:
    struct Handlers {
        std::function<void(const std::string& id)> reading;  ///< comes next
        std::function<void(store::Ordered)> read;
        std::function<api::Result<std::uint64_t>(const store::OrderOrigin&)> begin;
        std::function<void(std::uint64_t place)> readUpTo;
        /// From `place` on; `last` is the newest message of the stream, which need not be a word.
        std::function<void(std::uint64_t last, std::uint64_t place)> follows;
        std::function<void(const std::string& why)>
            lost;  ///< nothing is read now, and follows() is called before it is
    };
    struct Figures {
        std::uint64_t read = 0;     ///< words
        std::uint64_t begun = 0;    ///< consumers made
        std::uint64_t asked = 0;    ///< messages that the leader was asked for, because there was no consumer
        std::uint64_t doubted = 0;  ///< times that the order was not believed
        std::uint64_t strange = 0;  ///< messages that are no words, and words whose parts are of others
    };
    OrderReader(std::shared_ptr<SharedConnection> connection, std::string stream, std::string subject,
                Handlers handlers);
    ~OrderReader();
    void start();
    void stop();
    /// Where the newest word was that was given to the journal; where it began before there is one.
    std::uint64_t lastWordRead() const { return m_lastWord; }
    /// Ends the consumer of this moment and begins anew.
    void lookAgain(const std::string& why);
    /// The connection is there again.
    void wake();
    Figures figures() const;

private:
    void run();
    api::Result<api::Unit> begin();
    api::Result<StreamFacts> look();
    api::Result<std::uint64_t> lastWord(const StreamFacts& facts);
    api::Result<api::Unit> consume(std::uint64_t from, const std::string& leader);
    natsStatus makeConsumer(std::uint64_t from, std::string& at, int& code);
    void leave();
    void forgetConsumer();
    std::string follow();
    natsStatus ask();
    bool next(std::string& why);
    bool askNext(std::string& why);
    bool mayAsk(const api::Error& error) const;
    bool givesNothing(std::string& why);
    bool isWord(natsMsg* message) const;
    bool believe(Owned<natsMsg> message, std::uint64_t place, std::string& why);
    bool take(Owned<natsMsg> message, std::string& why);
    bool process(natsMsg* message, std::uint64_t place, std::string& why);
    bool wasSilent(std::string& why);
    bool release(std::string& why);
    void doubt();
    bool takeStatus(natsMsg* message, std::string& why);
    natsStatus get(std::uint64_t place, Owned<natsMsg>& out, int& code);
    bool isHole(std::uint64_t place, std::string& why);
    enum class Part { there, gone, wrong, unknown };
    struct HeldPart {
        std::string id;  ///< of its word
        std::string number;
        std::string data;
    };
    bool word(natsMsg* message, std::uint64_t place, std::string& why);
    Part takePart(std::uint64_t place, const std::string& id, std::size_t number, std::string& data);
    void holdPart(std::uint64_t place, natsMsg* message);
    bool waitFor(std::chrono::milliseconds time);

    const std::shared_ptr<SharedConnection> m_connection;
    const std::string m_stream;
    const std::string m_barrier;  ///< subject
    const Handlers m_handlers;
    std::thread m_thread;

    // Of the reader's thread.
    Owned<jsCtx> m_context;
    std::string m_consumer;
    std::string m_inbox;
    std::string m_origin;
    std::uint64_t m_at = 0;          ///< last place in the stream that was seen
    std::uint64_t m_asked = 0;       ///< last place that was given out; what is held back comes behind m_at
    std::uint64_t m_highest = 0;     ///< that was ever seen of this origin
    std::uint64_t m_hollow = 0;      ///< end of the stream of which a living consumer gave nothing
    std::uint64_t m_consumed = 0;    ///< deliveries of this consumer
    int m_wanted = 0;                ///< messages asked for and not come; 0: ask
    std::int64_t m_allBytes = 0;     ///< that were asked for …
    std::int64_t m_wantedBytes = 0;  ///< … and did not come
    std::uint64_t m_questions = 0;
    using Clock = std::chrono::steady_clock;
    bool m_replicated = false;
    std::optional<Clock::time_point> m_heardAt;  ///< of the newest message
    bool m_doubts = false;                       ///< since the last begin
    Clock::time_point m_doubtUntil;
    int m_leaderLooks = 0;
    std::vector<std::pair<std::uint64_t, Owned<natsMsg>>> m_heldBack;  ///< until the leader has told that it has them
    std::size_t m_heldBackBytes = 0;
    Clock::time_point m_lookedAt;               ///< at what the stream has, while it is read
    std::string m_question;                     ///< subject to which the server answers it
    std::map<std::uint64_t, HeldPart> m_parts;  ///< of this consumer
    std::uint64_t m_lacks = 0;  ///< place of a word of this origin that the stream does not have whole any more
    std::atomic<std::uint64_t> m_lastWord{0};
    std::size_t m_partBytes = 0;

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    natsSubscription* m_subscription = nullptr;
    bool m_stopping = false;
    bool m_woken = false;
    std::string m_ending;  ///< why the consumer was ended from outside
    Figures m_figures;
};

}  // namespace beamline::nats
