// SPDX-License-Identifier: Apache-2.0
#pragma once
// The one thread that writes: takes whatever is queued, commits it together with one fsync, then acknowledges all of
// it. Every public function from any thread.

#include <atomic>
#include <deque>
#include <future>

#include "engine/store/checkpointer.h"
#include "engine/store/projector.h"

namespace beamline::store {

inline constexpr int kIdleMs =
    1'000;  ///< without work for so long, heads are written so that a restart has nothing to scan
inline constexpr int kProbeMs = 1'000;  ///< how often a full disk is tried again
inline constexpr int kProbeBytes = 256 * 1024;

struct Deployment {
    StoredWorkflow workflow;
    std::function<void(api::Result<bool>)> done;
};
struct Pruning {
    api::Timestamp endedBefore = 0;
    int limit = 0;
    std::function<void(api::Result<std::int64_t>)> done;
};
/// Something smaller that is written with whatever else is.
struct Note {
    std::function<std::int64_t(Projector&)> apply;
    std::function<void(api::Result<std::int64_t>)> done;
};
struct Barrier {
    std::function<void()> done;
};

class Writer {
public:
    /// `connection` is open and of the current shape. Without a checkpointer (read-only journals) nothing is accepted.
    Writer(std::unique_ptr<Connection> connection, std::string file, bool readOnly);
    ~Writer();
    /// Reads the state; then start() runs the thread.
    api::Result<api::Unit> load();
    void start(std::unique_ptr<Connection> forCheckpoints);

    void write(Change change);
    void deploy(Deployment deployment);
    void prune(Pruning pruning);
    void note(Note note);
    void flush();
    RunKey reserveRun() { return m_nextRun.fetch_add(1); }
    /// A change of this run was refused, and so is every later one.
    bool refuses(RunKey run) const;
    /// The run is read anew: its changes are accepted again.
    void forgive(RunKey run);
    JournalHealth health() const;
    void onHealthChange(std::function<void()> handler);
    Counts counts() const;
    api::Seq committedHead(RunKey run) const { return m_projector.committedHead(run); }
    /// Stops accepting for good; any thread.
    void stopAccepting(const Failure& failure);

private:
    using Job = std::variant<Change, Deployment, Pruning, Note, Barrier>;
    using Answer = std::variant<api::Seq, bool, std::int64_t, api::Error>;

    void work();
    bool take(std::unique_lock<std::mutex>& lock);
    void commitBatch();
    Answer apply(Job& job);
    std::optional<Failure> transaction(const std::function<void()>& body, bool headsNow);
    void answer(Job& job, const Answer& answer);
    void refuse(Job job, const api::Error& error);
    void push(Job job);
    void failQueued();
    void probe();
    void tellHealth();
    void publish();
    void checkpoint();
    static int onLog(void* self, sqlite3* handle, const char* name, int pages);

    const std::string m_file;
    const bool m_readOnly;
    std::unique_ptr<Connection> m_connection;
    Projector m_projector;
    std::vector<Job> m_batch;  ///< writer thread
    std::vector<Answer> m_answers;
    int m_logPages = 0;

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_queue;
    std::unordered_set<RunKey> m_refused;  ///< a change of theirs is missing: later ones must not be stored either
    bool m_stop = false;
    bool m_probing = false;
    std::optional<api::Error> m_problem;  ///< set: not accepting
    JournalHealth m_health;
    Counts m_counts;

    std::mutex m_handlerMutex;  ///< held while the handler runs
    std::function<void()> m_onHealthChange;

    std::atomic<RunKey> m_nextRun{1};
    std::atomic<std::size_t> m_queued{0};
    std::unique_ptr<Checkpointer> m_checkpointer;
    std::thread m_thread;
};

}  // namespace beamline::store
