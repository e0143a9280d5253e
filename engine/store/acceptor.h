// SPDX-License-Identifier: Apache-2.0
#pragma once
// Decides about each word that is read of a cluster's order, from nothing but the tables, and stores what counts: the
// same on every node. Inside the writer's transactions, on its thread.

#include "engine/store/projector.h"
#include "engine/store/standing.h"

namespace beamline::store {

/// How far above all that was before a new era begins: what a journal that is away had read meanwhile stays below.
inline constexpr std::uint64_t kEraLeap = 1u << 20;
inline constexpr int kMaxPrunedAtOnce = 1'000;  ///< runs

std::uint64_t hashOf(std::string_view id);
/// The chain over all words that were stored, with their places: what the same words have written at other ones has
/// other Seqs. `seq`: the first of the word.
std::uint64_t chained(std::uint64_t chain, api::Seq seq, std::string_view id);
/// The first Seq of a word at this place.
api::Seq seqAt(std::uint64_t base, std::uint64_t place);

using Answer = std::variant<api::Seq, bool, std::int64_t, api::Error>;

/// What became of a word.
struct Outcome {
    enum class Kind {
        stored,
        refused,  ///< for good, on every node: see the error
        known,    ///< of a run: its place is taken, maybe by the same
        gap,      ///< of a run: what comes before it has not been read
        fenced,   ///< who says it does not own the shard any more
        passed,   ///< this journal is not in the order yet, or was further already
        joined,   ///< an era: from here on this journal is in the order
        lost,     ///< an era: another journal is to be taken over first
        garbage
    };
    Kind kind = Kind::garbage;
    std::string id;
    std::string node;
    RunKey run = 0;
    Answer answer = api::Seq{0};
    std::optional<Mark> said;
    std::optional<Applied> applied;
    bool own = false;  ///< the engine of this node waits for it itself
    std::optional<core::LeaseWord> lease;
};

/// Of a new run whose key is taken.
api::Error runExists();

/// The row of `origin`; nothing: the connection failed.
std::optional<Origin> readOrigin(Connection& connection);

class Acceptor {
public:
    Acceptor(Connection& connection, Projector& projector, int shards);
    /// From the tables; false: the connection failed.
    bool load();
    /// Whether the journal was made in a cluster of another number of shards, or by an engine alone.
    std::optional<api::Error> misfit(const std::string& file);

    // ---- inside a transaction
    /// A word that this build does not know is an error, and nothing must be read after it.
    api::Result<Outcome> read(const Ordered& word);
    /// What is read from now on is passed by until an era begins or enter() is called.
    /// `anew`: reading begins somewhere else.
    void leave(const std::string& order, bool anew);
    /// This journal is what the order says up to its place.
    void enter(const std::string& order);
    /// Another journal that is in the order tells of an era that this one may not have read. `after`: as
    /// EraWord::after of what follows it.
    void learn(std::uint64_t after) { m_now.era = std::max(m_now.era, after); }
    /// What an era that is begun now follows.
    std::uint64_t era() const { return m_now.era; }
    void finish();

    void committed();
    void rolledBack();
    Standing::View view() const;
    const Origin& origin() const { return m_now.origin; }
    bool inside() const { return m_now.inside; }
    std::uint64_t seen() const { return m_now.seen; }
    std::vector<Mark> takeMarks() { return std::exchange(m_marks, {}); }

private:
    struct State {
        Origin origin;
        bool inside = false;
        std::uint64_t seen = 0;
        std::uint64_t era = 0;  ///< 1 + the base of the newest era of the order that is read; 0: none
    };
    void apply(Record& record, Outcome& outcome);
    void apply(RunWord& word, Outcome& outcome);
    void apply(const core::LeaseWord& word, Outcome& outcome);
    void apply(const ScheduleWord& word, Outcome& outcome);
    void apply(const DocumentWord& word, Outcome& outcome);
    bool era(const EraWord& word, Outcome& outcome);
    void count(const Ordered& word);
    void putShard(int shard);
    std::int64_t leastDelivered() const;
    void forgetMessages();

    Connection& m_connection;
    Projector& m_projector;
    const int m_shards;
    core::Leases m_leases;
    State m_now;
    State m_committed;
    std::string m_order;  ///< that is read now
    std::vector<Mark> m_marks;
    bool m_leasesChanged = false;
};

}  // namespace beamline::store
