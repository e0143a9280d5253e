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
    void see(const api::Approval& approval) { see(approval.id, api::isOpen(approval.state)); }
    void see(const std::string& id, bool open);
    std::vector<std::string> ids() const;

private:
    std::vector<std::pair<std::string, bool>> m_open;
};

/// `asOf` is not among the entries of the history.
api::Error beyondHistory(std::int64_t asOf, std::int64_t entries);
api::Error noSuchTask(const std::string& task);

/// What of an entry decides whether it is on a page.
struct EntryKey {
    api::Seq seq = 0;
    int index = 0;
    api::Timestamp at = 0;
    std::string_view kind;
    std::string_view task;
};

/// Gathers the page that is asked for from entries that it is shown in the page's order: from the first to the last,
/// or with GetHistory::descending the other way. It keeps no more than the page.
class HistoryPager {
public:
    explicit HistoryPager(const api::GetHistory& query);
    /// Error kInvalidArgument: the cursor is none of this list.
    api::Result<api::Unit> check() const;
    bool descending() const { return m_query.descending; }
    /// Of the last entry of the page before.
    const std::optional<std::pair<api::Seq, int>>& after() const { return m_after; }
    bool wants(const EntryKey& entry) const;
    /// There is room for one more. A page that has none and is offered more says so, and where to go on.
    bool offer();
    /// What was offered.
    void take(api::HistoryEntry entry) { m_page.items.push_back(std::move(entry)); }
    /// `seq`: as it was then.
    api::HistoryPage page(api::Seq seq);

private:
    const api::GetHistory m_query;
    const std::size_t m_limit;
    std::optional<std::pair<api::Seq, int>> m_after;
    api::HistoryPage m_page;
};

}  // namespace beamline::core
