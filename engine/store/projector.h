// SPDX-License-Identifier: Apache-2.0
#pragma once
// Turns changes into rows inside the writer's transaction: appends facts to the chain of their run and keeps
// projections, heads and counters. Writer thread only, but for committedHead().

#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "engine/store/outbox.h"

namespace beamline::store {

inline constexpr api::Seq kMaxUnprojectedFacts = 4'096;  ///< heads are written at the latest after this many facts
inline constexpr std::size_t kMaxCachedHeads = 65'536;
inline constexpr int kPhases = 7;

/// What the writer publishes after each commit.
struct Counts {
    std::array<std::int64_t, kPhases> byPhase{};
    std::int64_t openApprovals = 0;
};

class Projector {
public:
    /// `clustered`: events of a run are chained by a hash too, and their Seqs follow from the place of their word.
    Projector(Connection& connection, bool clustered);
    /// Rebuilds heads from the facts behind the last projection and verifies these; false: the connection failed.
    bool load();

    // ---- inside a transaction ----
    /// On an error of its own nothing of the change is stored and the transaction stays good. A failed connection shows
    /// there.
    api::Result<api::Seq> apply(const Change& change);
    api::Result<bool> deploy(const StoredWorkflow& workflow);
    /// The facts of the next changes begin with this Seq, if it is not given yet.
    void beginAt(api::Seq seq) { m_first = seq; }
    /// Nothing: there is no such run. In a cluster only.
    std::optional<core::RunHead> chainOf(RunKey run);
    /// Whether those are its facts behind the first `n`.
    bool hasFacts(RunKey run, std::uint64_t n, const std::vector<std::string>& facts);
    /// Empty: none.
    void putSnapshot(RunKey run, const std::string& snapshot);
    /// Removes runs that ended before `endedBefore` (at most `limit`), oldest first; answers how many.
    std::int64_t prune(api::Timestamp endedBefore, int limit);
    /// Writes all heads when that is due, or `now`; and the counters that changed.
    void finish(bool now);
    bool headsPending() const { return m_unprojected > 0; }

    // ---- behind its end ----
    void committed();
    void rolledBack();
    Outbox& outbox() { return m_outbox; }
    Connection& connection() { return m_connection; }

    api::Seq lastSeq() const { return m_lastSeq; }
    std::uint64_t facts() const { return m_facts; }  ///< since it was made
    RunKey lastRun() const { return m_lastRun; }
    const Counts& counts() const { return m_counts; }
    /// Any thread: the last committed fact of a run when its row does not tell yet, else 0. Ask before the read
    /// transaction.
    api::Seq committedHead(RunKey run) const;
    std::optional<core::RunHead> committedChain(RunKey run) const;

private:
    struct Head {
        api::Seq seq = 0;
        core::RunHead chain;
    };
    /// By namespace, workflow, version and whether they are dry: how many runs more are in each phase since the last
    /// commit.
    using Tally = std::map<std::tuple<std::string, std::string, std::string, bool>, std::array<std::int64_t, kPhases>>;
    struct Run {
        Head head;
        int phase = 0;
        Tally::value_type* tally = nullptr;  ///< of m_tally
        bool touched = false;                ///< in this transaction
        bool projected = false;              ///< in this transaction
    };
    api::Result<Run*> find(RunKey key);
    void touch(RunKey key, Run& run, bool projected);
    bool loadTail();
    Head after(const Change& change, Head head) const;
    void append(const Change& change, Run& run);
    std::optional<api::Error> create(const Change& change, const Head& head);
    api::Seq nextSeq() const { return std::max(m_lastSeq + 1, m_first); }
    void updateRow(const Change& change, Run& run);
    void putTimers(const Change& change);
    void putApproval(RunKey run, const api::Approval& approval);
    void markLatest(const api::WorkflowInfo& info);
    bool removeRun(RunKey key);
    void writeHeads();
    Tally::value_type* tallyOf(std::string ns, std::string workflow, std::string version, bool dry);
    void count(const Run& run, int phase, std::int64_t by);
    void writeTally();

    Connection& m_connection;
    const bool m_clustered;
    Outbox m_outbox{m_connection};
    Statement m_insertEvent;
    Statement m_updateHead;
    Statement m_updateState;
    Statement m_updatePhase;
    std::unordered_map<RunKey, Run> m_runs;
    std::vector<RunKey> m_touched;
    api::Seq m_lastSeq = 0;
    api::Seq m_projected = 0;
    api::Seq m_first = 0;
    api::Seq m_unprojected = 0;  ///< facts behind m_projected
    std::uint64_t m_facts = 0;
    RunKey m_lastRun = 0;
    Counts m_counts;
    Tally m_tally;
    std::vector<Tally::value_type*> m_tallied;  ///< that this transaction changes
    bool m_wroteHeads = false;
    struct {
        api::Seq lastSeq = 0;
        api::Seq projected = 0;
        api::Seq unprojected = 0;
        std::uint64_t facts = 0;
        RunKey lastRun = 0;
        Counts counts;
    } m_committed;

    mutable std::mutex m_tailMutex;
    std::unordered_map<RunKey, Head> m_tail;  ///< committed heads that the rows of their runs do not tell yet
};

}  // namespace beamline::store
