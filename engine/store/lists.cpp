// SPDX-License-Identifier: Apache-2.0
#include "engine/store/lists.h"

#include <limits>

#include "engine/core/approval/approval.h"
#include "engine/store/records.h"
#include "engine/store/run_list.h"

namespace beamline::store {

namespace {

constexpr auto kLast = std::numeric_limits<std::int64_t>::max();

bool contains(const std::string& lowerNeedle, std::initializer_list<std::string_view> texts) {
    for (const auto text : texts) {
        if (lowered(text).find(lowerNeedle) != std::string::npos) {
            return true;
        }
    }
    return lowerNeedle.empty();
}

/// Takes rows until the page is full; `read` answers whether a row belongs to it, `place` where it stands.
template <class Page, class Read, class PlaceOf>
Page fill(Connection& connection, Statement& rows, const std::string& list, int limit, Read read, PlaceOf place) {
    Page page;
    Place last;
    for (std::int64_t scanned = 0; rows.row(); ++scanned) {
        if (page.items.size() == static_cast<std::size_t>(limit) || scanned == kMaxScannedRows) {
            page.next = toCursor(list, last);
            break;
        }
        last = place();
        if (auto item = read(); item && !connection.failed()) {
            page.items.push_back(std::move(*item));
        }
    }
    page.seq = snapshotSeq(connection);
    return page;
}

/// Which index an approval queue goes along, and the two columns that it sorts by.
struct Queue {
    const char* sql;
    int first;
    int second;
};

Queue queueOf(const api::ListApprovals& query) {
    if (!query.run.empty()) {  // few: sorted after reading
        return {
            "FROM approval INDEXED BY approval_run WHERE run=(SELECT key FROM run WHERE id=?5) AND "
            "(?4=0 OR open=(?4=1)) AND (raised,0,key)<(?1,?2,?3) ORDER BY raised DESC,key DESC",
            5, -1};
    }
    switch (query.queue) {
        case api::ApprovalQueue::decided:
            return {
                "FROM approval INDEXED BY approval_decided WHERE open=0 AND (decided,0,key)<(?1,?2,?3) "
                "ORDER BY decided DESC,key DESC",
                6, -1};
        case api::ApprovalQueue::all:
            return {
                "FROM approval INDEXED BY approval_raised WHERE (raised,0,key)<(?1,?2,?3) ORDER BY raised DESC,key "
                "DESC",
                5, -1};
        default:
            break;
    }
    return {
        "FROM approval INDEXED BY approval_open WHERE open=1 AND (due,raised,key)>(?1,?2,?3) ORDER BY due,raised,key",
        4, 5};
}

}  // namespace

api::Result<api::WorkflowPage> listWorkflows(Connection& connection, const api::ListWorkflows& query) {
    const std::string list = query.name.empty() ? "workflows" : "versions";
    const auto after = fromCursor(list, query.after);
    if (!after) {
        return after.error();
    }
    const auto from = after->value_or(Place{{}, kLast, 0, kLast});
    Statement rows(connection, "SELECT " + std::string(kWorkflowColumns) +
                                   ",deployed FROM workflow WHERE (deployed,key)<(?1,?2) AND (?3='' OR ns=?3) AND "
                                   "CASE ?4 WHEN '' THEN latest=1 ELSE name=?4 END ORDER BY deployed DESC,key DESC");
    rows.with(from.first, from.key, std::string_view(query.ns), std::string_view(query.name));
    const auto needle = lowered(query.text);
    return fill<api::WorkflowPage>(
        connection, rows, list, pageLimit(query.limit),
        [&]() -> std::optional<api::WorkflowInfo> {
            auto info = readWorkflow(connection, rows).info;
            return contains(needle, {info.ns, info.name, info.version, info.title, info.summary})
                       ? std::optional(std::move(info))
                       : std::nullopt;
        },
        [&] {
            return Place{{}, rows.integer(6), 0, rows.integer(0)};
        });
}

api::Result<api::ApprovalPage> listApprovals(Connection& connection, const api::ListApprovals& query,
                                             const std::string& user, const std::vector<std::string>& groups) {
    const std::string list = std::string("approvals.") + boost::describe::enum_to_string(query.queue, "") +
                             (query.run.empty() ? "" : ".run");
    const auto after = fromCursor(list, query.after);
    if (!after) {
        return after.error();
    }
    const auto queue = queueOf(query);
    const bool up = queue.second >= 0;
    const auto from = after->value_or(up ? Place{{}, -1, -1, -1} : Place{{}, kLast, kLast, kLast});
    const bool decided = query.queue == api::ApprovalQueue::decided;
    const std::int64_t openness = query.queue == api::ApprovalQueue::all ? 0 : (decided ? 2 : 1);
    Statement rows(connection, "SELECT " + std::string(kApprovalColumns) + " " + queue.sql);
    rows.with(from.first, from.second, from.key);
    if (!query.run.empty()) {
        rows.bind(4, openness).bind(5, std::string_view(query.run));
    }
    const auto needle = lowered(query.text);
    return fill<api::ApprovalPage>(
        connection, rows, list, pageLimit(query.limit),
        [&]() -> std::optional<api::Approval> {
            auto a = readApproval(connection, rows);
            const bool mine = query.queue != api::ApprovalQueue::mine || core::waitsFor(a, user, groups);
            return mine && contains(needle, {a.id, a.subject, a.summary, a.workflow, a.ns, a.requester, a.claimedBy})
                       ? std::optional(std::move(a))
                       : std::nullopt;
        },
        [&] {
            return Place{{}, rows.integer(queue.first), up ? rows.integer(queue.second) : 0, rows.integer(0)};
        });
}

}  // namespace beamline::store
