// SPDX-License-Identifier: Apache-2.0
#pragma once
// The past of a run as its history tells it, whoever keeps that: pages of the history, and the run as it was after some
// of its entries. Pure, any thread.

#include "engine/api/operations.h"
#include "engine/core/machine/machine.h"

namespace beamline::core {

/// A transition as an entry of the history, without its data.
api::HistoryEntry entryOf(const Definition& definition, const Transition& transition, api::Seq seq, int index,
                          api::Timestamp at);

/// What an entry says of the run and its tasks, for a moment in the middle of a step: a run is on the disk only between
/// steps, and only there is all of its state known. `data` is that of the entry, null for none.
void advance(api::RunDetail& run, const api::HistoryEntry& entry, const Json* data);

/// The ids of all approvals that there were, open ones first, each in the order they were raised.
class ApprovalsSeen {
public:
    void see(const api::Approval& approval);
    std::vector<std::string> ids() const;

private:
    std::vector<std::pair<std::string, bool>> m_open;
};

/// `asOf` is not among the entries of the history.
api::Error beyondHistory(std::int64_t asOf, std::int64_t entries);
api::Error noSuchTask(const std::string& task);

/// Finds the page that is asked for among all entries, which it is shown from the first to the last.
class HistoryPager {
public:
    explicit HistoryPager(const api::GetHistory& query);
    /// Error kInvalidArgument: the cursor is none of this list.
    api::Result<api::Unit> check() const;
    /// `data` is that of the entry, null for none. It is copied by page() only.
    void see(api::HistoryEntry entry, Data data);
    api::HistoryPage page();

private:
    struct Kept {
        api::HistoryEntry entry;
        Data data;
    };
    const api::GetHistory m_query;
    std::optional<std::pair<api::Seq, int>> m_after;
    std::vector<Kept> m_kept;
    api::Seq m_seq = 0;
};

}  // namespace beamline::core
