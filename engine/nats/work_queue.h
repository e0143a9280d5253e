// SPDX-License-Identifier: Apache-2.0
#pragma once
// blocks::WorkQueue over JetStream: assignments on the cluster's work stream, one consumer a pool, results from the
// stream that every node reads. Any thread; destroyed by none of its own.
//
// Queued with the engine are at most WorkLimits::held; of them `unconfirmed` are on the way to the stream. A full pool
// holds them here, and health says so.

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "engine/blocks/work_queue.h"
#include "engine/nats/oldest_first.h"
#include "engine/nats/pool_consumer.h"
#include "engine/nats/result_reader.h"
#include "engine/nats/stream_words.h"
#include "engine/nats/work_messages.h"

namespace beamline::nats {

inline constexpr std::size_t kMaxHeld = 50'000;
inline constexpr std::size_t kMaxUnconfirmed = 512;
inline constexpr std::size_t kMaxRemembered = 20'000;
inline constexpr std::size_t kMaxRememberedBytes = 64 << 20;
inline constexpr std::size_t kMaxAccepted = 20'000;
inline constexpr std::size_t kMaxWorkersKnown = 4'096;
inline constexpr std::chrono::milliseconds kWorkerLost{16'000};  ///< three heartbeats
inline constexpr std::chrono::minutes kWorkerForgotten{30};
inline constexpr std::chrono::milliseconds kConfirm{5'000};  ///< then it is sent again under the same message id
/// A result may be read so long after its task is off the stream; then nobody will tell one.
inline constexpr std::chrono::milliseconds kResultLate{10'000};

/// Of the problem that a pool is full.
inline std::string poolFullCode(const std::string& pool) {
    return "pool_full_" + pool;
}
/// Of the problem that no worker of a pool has the labels that a task wants.
inline std::string poolLabelsCode(const std::string& pool) {
    return "pool_labels_" + pool;
}

/// What this node keeps in memory at most.
struct WorkLimits {
    std::size_t held = kMaxHeld;                ///< assignments of this node; more are refused
    std::size_t unconfirmed = kMaxUnconfirmed;  ///< sent, not yet stored
    std::size_t remembered = kMaxRemembered;    ///< results that nobody has asked for yet; the oldest go
    std::size_t rememberedBytes = kMaxRememberedBytes;
    std::size_t accepted = kMaxAccepted;          ///< other nodes' assignments; of an older one that this node takes
                                                  ///< over, the task is given out once more
    std::size_t workersKnown = kMaxWorkersKnown;  ///< more are not shown
};

struct WorkQueueOptions {
    std::shared_ptr<SharedConnection> connection;
    PoolTerms terms;
    std::chrono::milliseconds workerLost = kWorkerLost;
    std::chrono::milliseconds confirm = kConfirm;
    std::chrono::milliseconds resultLate = kResultLate;
    WorkLimits limits;
};

class NatsWorkQueue : public blocks::WorkQueue {
public:
    static api::Result<std::shared_ptr<NatsWorkQueue>> open(WorkQueueOptions options);
    ~NatsWorkQueue() override;
    /// Nothing is taken, and no handler is called any more. Blocks.
    void stop();

    bool submit(blocks::Assignment assignment, Done done) override;
    void cancel(const std::string& id) override;
    void letGo(const std::string& id) override;
    std::vector<api::WorkPoolInfo> pools() const override;
    void setPaused(const std::string& pool, bool paused, std::function<void(api::Result<api::Unit>)> done) override;
    void onProblem(std::function<void(const std::string& code, const std::string& message)> told) override;
    void onQueued(std::function<void(std::int64_t)> told) override;

private:
    using Clock = std::chrono::steady_clock;
    enum class At { held, sent, stored };
    struct Entry {
        blocks::Assignment what;
        Done done;
        At at = At::held;
        std::uint64_t number = 0;  ///< of its arrival here
        std::uint64_t place = 0;   ///< in the stream
        std::uint64_t key = 0;     ///< of the answer, while it is sent
        int again = 0;             ///< how often it was given out once more; each time is a message of its own
        Clock::time_point sentAt;
        Clock::time_point overAt;  ///< since then its message is given to nobody any more, and there is no result
        bool gone = false;         ///< the stream said that its message is not there
        api::Timestamp since = 0;
        std::string worker;  ///< that has accepted it
        std::string rejection;
        bool settles = false;
        bool trusted = false;  ///< another node gave it out, and a worker that is there has it
    };
    struct Sent {
        std::string id;
        Clock::time_point at;
        bool unwanted = false;  ///< nobody wants it any more
    };
    struct Accepted {
        std::string worker;
        std::uint64_t place = 0;
    };
    struct Pool {
        PoolFacts facts;
        bool labelsMissing = false;  ///< that was told
        int leftOver = 0;            ///< looks in a row that found messages which are given to nobody
        bool known = false;          ///< its consumer is there
        bool full = false;
        Clock::time_point notBefore;
        std::chrono::milliseconds retry{};
        std::set<std::tuple<int, std::uint64_t, std::string>> held;  ///< best first
    };
    static constexpr std::string_view kAskedPlace = "place-";
    struct Seen {
        api::WorkerInfo info;
        Clock::time_point at;
    };
    struct Outgoing {
        std::uint64_t key = 0;
        int again = 0;
        blocks::Assignment what;
    };
    using Finished = std::vector<std::pair<Done, blocks::WorkResult>>;

    explicit NatsWorkQueue(WorkQueueOptions options);
    api::Result<api::Unit> start();
    void send();
    void keep();
    void lookAtPools(bool resultsRead);
    void lookAtTimes();
    void lookAtOver(const WorkStreamFacts& stream);
    void lookAtLabels();
    void clearLeftOver(const WorkStreamFacts& stream);
    void askWhetherThere(std::uint64_t place);
    void there(std::uint64_t place, std::string_view answer);
    std::optional<Entry> exhausted(std::string id);
    bool isOver(const Entry& entry) const;
    void giveOutAgain(const std::string& id, Entry& entry);
    void fail(Entry entry);
    std::vector<Outgoing> due();
    void publish(const Outgoing& one);
    void hold(const std::string& id, Entry& entry);
    void stored(std::uint64_t key, const Stored& answer);
    void refused(Pool& pool, const Stored& answer);
    void heard(natsMsg* message);
    void onResult(ToldResult told, std::size_t bytes);
    void onAck(const ToldAck& ack);
    void onHeartbeat(natsMsg* message);
    void onExhausted(natsMsg* message);
    void remember(const std::string& id, blocks::WorkResult result, std::size_t bytes);
    void rememberAccepted(const std::string& id, Accepted accepted);
    /// Takes it out; with `drop` it is taken off the stream, too.
    std::optional<Entry> take(const std::string& id, bool drop);
    bool lives(const std::string& worker) const;
    void removeStored(std::uint64_t place);
    void say(const std::string& subject, const std::string& text);
    void tell(const std::string& code, const std::string& message);
    void tellQueued();

    const WorkQueueOptions m_options;
    const std::shared_ptr<SharedConnection> m_connection;
    ResultReader m_reader;
    std::string m_inbox;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_look;
    bool m_stopping = false;
    bool m_lookNow = false;
    std::uint64_t m_number = 0;
    std::uint64_t m_key = 0;
    std::int64_t m_capacity = 0;
    Clock::time_point m_openedAt = Clock::now();
    std::map<std::string, Entry> m_entries;
    std::map<std::string, Pool> m_pools;
    std::map<std::uint64_t, Sent> m_sent;            ///< by the key of the answer
    std::map<std::uint64_t, std::string> m_byPlace;  ///< what is stored
    struct Remembered {
        blocks::WorkResult result;
        std::size_t bytes = 0;
    };
    OldestFirst<Remembered> m_remembered;
    std::size_t m_rememberedBytes = 0;
    OldestFirst<Accepted> m_accepted;  ///< other nodes' assignments, and who has them
    std::map<std::string, Seen> m_workers;
    std::deque<std::tuple<std::string, bool, std::function<void(api::Result<api::Unit>)>>> m_pauses;
    std::mutex m_toldMutex;
    std::function<void(const std::string&, const std::string&)> m_told;
    std::function<void(std::int64_t)> m_toldQueued;
    std::unique_ptr<Listening> m_answers;
    std::unique_ptr<Listening> m_heartbeats;
    std::unique_ptr<Listening> m_exhausted;
    std::thread m_sender;
    std::thread m_keeper;
};

}  // namespace beamline::nats
