// SPDX-License-Identifier: Apache-2.0
#pragma once
// The one thread that writes: takes whatever is queued, commits it together with one fsync, then acknowledges all of
// it. Every public function from any thread.

#include <atomic>
#include <deque>
#include <future>

#include "engine/store/checkpointer.h"
#include "engine/store/proposer.h"

namespace beamline::store {

inline constexpr int kIdleMs =
    1'000;  ///< without work for so long, heads are written so that a restart has nothing to scan
inline constexpr int kProbeMs = 1'000;  ///< how often a full disk is tried again
inline constexpr int kProbeBytes = 256 * 1024;

inline constexpr std::size_t kMaxReadAhead = 4'096;  ///< words of the order that wait; beyond it reading waits
inline constexpr std::size_t kMaxReadAheadBytes = 128u << 20;  ///< one word more may be there

class Writer {
public:
    /// Of a node of a cluster. What `told` and the others call is called on the writer's thread after a commit.
    struct Cluster {
        Standing& standing;
        Proposer& proposer;
        std::string node;
        int shards = 0;
        std::function<void(Applied)> applied;
        std::function<void(const core::LeaseWord&)> leased;
        std::function<void(const Outcome&)> told;
    };
    /// `connection` is open and of the current shape. Without a checkpointer (read-only journals) nothing is accepted.
    Writer(std::unique_ptr<Connection> connection, std::string file, bool readOnly, std::optional<Cluster> cluster);
    ~Writer();
    /// Reads the state; then start() runs the thread.
    api::Result<api::Unit> load();
    void start(std::unique_ptr<Connection> forCheckpoints);

    void write(Change change);
    void deploy(Deployment deployment);
    void prune(Pruning pruning);
    void note(Note note);
    /// A word of the order; blocks while too many wait.
    void read(Ordered word);
    /// No reader is kept waiting from now on.
    void stopReading();
    /// Blocks until everything queued so far is committed.
    void flush(bool heads = false);
    /// Runs `work(good)` on the writer's thread between two transactions and waits for it; not `good`: the journal does
    /// not accept changes.
    void pause(const std::function<void(bool good)>& work);
    RunKey reserveRun() { return m_nextRun.fetch_add(1); }
    /// A change of this run was refused, and so is every later one.
    bool refuses(RunKey run) const;
    /// The run is read anew: its changes are accepted again.
    void forgive(RunKey run);
    JournalHealth health() const;
    void onHealthChange(std::function<void()> handler);
    Counts counts() const;
    api::Seq committedHead(RunKey run) const { return m_projector.committedHead(run); }
    std::optional<core::RunHead> committedChain(RunKey run) const { return m_projector.committedChain(run); }
    /// Stops accepting for good; any thread.
    void stopAccepting(const Failure& failure);
    void stopAccepting(const char* code, api::Error error);
    /// Why what is written has to wait; empty: it does not.
    void waitsFor(const std::string& code, const std::string& why);
    const std::optional<api::Error> problem() const;

    // ---- inside pause()
    Connection& connection() { return *m_connection; }
    Acceptor& acceptor() { return *m_acceptor; }
    /// The file is another one now. `order`: of which it is a part.
    std::optional<Failure> reload(const std::string& order);
    void publish();

private:
    void work();
    bool take(std::unique_lock<std::mutex>& lock);
    void commitBatch();
    Answer apply(Job& job);
    void apply(const Ordered& word);
    void settle();
    bool known(const Change& change, const core::RunHead& before);
    std::optional<Failure> transaction(const std::function<void()>& body, bool headsNow);
    void push(Job job);
    void failQueued();
    void probe();
    void tellHealth();
    /// Whether a later write may succeed without a restart.
    static bool passes(const Failure& failure);
    void checkpoint();
    static int onLog(void* self, sqlite3* handle, const char* name, int pages);

    const std::string m_file;
    const bool m_readOnly;
    std::unique_ptr<Connection> m_connection;
    Projector m_projector;
    std::optional<Cluster> m_cluster;
    std::optional<Acceptor> m_acceptor;  ///< writer thread, like those below
    std::vector<Job> m_batch;
    std::vector<Answer> m_answers;
    std::vector<Outcome> m_outcomes;
    std::optional<api::Error> m_unknown;  ///< a word that this build cannot read
    int m_logPages = 0;

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_room;
    std::deque<Job> m_queue;
    std::deque<Job> m_held;   ///< words that were read while the disk was full
    std::size_t m_words = 0;  ///< of m_queue, m_held and the batch
    std::size_t m_wordBytes = 0;
    bool m_reading = true;
    std::unordered_set<RunKey> m_refused;  ///< a change of theirs is missing: later ones must not be stored either
    bool m_stop = false;
    bool m_probing = false;
    std::optional<api::Error> m_problem;  ///< set: not accepting
    JournalHealth m_health;
    std::pair<std::string, std::string> m_waitsFor;
    Counts m_counts;

    std::mutex m_handlerMutex;  ///< held while the handler runs
    std::function<void()> m_onHealthChange;

    std::atomic<RunKey> m_nextRun{1};
    std::atomic<std::size_t> m_queued{0};
    std::unique_ptr<Checkpointer> m_checkpointer;
    std::thread m_thread;
};

}  // namespace beamline::store
