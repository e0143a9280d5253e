// SPDX-License-Identifier: Apache-2.0
#pragma once
// The words of a cluster's order and their bytes (record.proto). Plain functions, any thread.

#include <variant>

#include "engine/store/journal.h"

namespace beamline::store {

/// A word of a higher version stops the journal: applied differently on two nodes, it would be worse than lost.
inline constexpr std::uint32_t kRecordVersion = 4;
/// Of one change in a cluster; the facts of a word share one place, from which their Seqs follow.
inline constexpr std::size_t kMaxFactsPerChange = 1'024;
inline constexpr const char* kNewerRecord = "record.newer";  ///< Error::code of decode() for such a word

/// How far a journal is: after the word at `place`, `accepted` words were stored, and `chain` follows from all of them.
struct Mark {
    std::uint64_t place = 0;
    std::uint64_t accepted = 0;
    std::uint64_t chain = 0;
    bool operator==(const Mark&) const = default;
    /// Of two journals that differ, the one that the other takes over.
    bool heavierThan(const Mark& other) const {
        return std::pair(accepted, chain) > std::pair(other.accepted, other.chain);
    }
    bool sameState(const Mark& other) const { return accepted == other.accepted && chain == other.chain; }
};

/// Change::done and Change::snapshot stay where the change was made.
struct RunWord {
    int shard = 0;
    std::uint64_t epoch = 0;
    core::RunHead head;  ///< before the change
    bool restores = false;
    Change change;
};
struct LaneWord {
    std::uint64_t epoch = 0;  ///< of shard 0, like those below
    std::string name;
    std::int64_t position = 0;
    bool closed = false;
};
struct ProcessWord {
    std::int64_t position = 0;
};
struct ScheduleWord {
    std::uint64_t epoch = 0;
    bool removed = false;
    api::Timestamp at = 0;
    StoredSchedule schedule;
    bool restores = false;  ///< said once more: whether it is paused, and nothing else
};
struct PruneWord {
    std::uint64_t epoch = 0;
    api::Timestamp endedBefore = 0;
    int limit = 0;
};
/// From here on places count from `base`, and the state is that of who says it.
struct EraWord {
    std::uint64_t base = 0;
    Mark mark;
    int shards = 0;
    /// 1 + the base of the era that it follows in the same order, 0: none. It counts only if that one is still the
    /// newest where it is read: of two nodes that begin one at the same time, all follow the first.
    std::uint64_t after = 0;
};
struct DocumentWord {
    StoredDocument document;
    std::int64_t replaces = -1;
    bool restores = false;
};
struct KeepWord {
    api::Timestamp at = 0;  ///< what has passed by then counts no more
    std::vector<Kept> kept;
};
struct DecisionsWord {
    std::vector<StoredDecision> decisions;
};
struct SentWord {
    SentMessage message;
};
using Word = std::variant<RunWord, StoredWorkflow, Message, LaneWord, ProcessWord, ScheduleWord, PruneWord,
                          core::LeaseWord, EraWord, DocumentWord, KeepWord, DecisionsWord, SentWord>;
struct Record {
    std::string node;
    std::optional<Mark> mark;  ///< of who says it, when it was said
    Word word;
};

std::string encode(const Record& record);
/// kNewerRecord: this build does not know such words. Another error: it is no word at all, on any node.
api::Result<Record> decode(std::string_view bytes);

}  // namespace beamline::store
