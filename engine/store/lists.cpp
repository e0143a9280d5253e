// SPDX-License-Identifier: Apache-2.0
#include "engine/store/lists.h"

#include <limits>

#include "engine/store/records.h"
#include "engine/store/run_list.h"
#include "engine/store/scope.h"

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

}  // namespace

api::Result<api::WorkflowPage> listWorkflows(Connection& connection, const api::ListWorkflows& query) {
    const std::string list = query.name.empty() ? "workflows" : "versions";
    const auto after = fromCursor(list, query.after);
    if (!after) {
        return after.error();
    }
    const auto from = after->value_or(Place{{}, kLast, 0, kLast});
    const auto scope = query.scope.value_or(api::NamespaceScope{{}, true});  // all but none
    const auto names = scopeNames(scope);
    Statement rows(connection, "SELECT " + std::string(kWorkflowColumns) +
                                   ",deployed FROM workflow WHERE (deployed,key)<(?1,?2) AND (?3='' OR ns=?3) AND "
                                   "CASE ?4 WHEN '' THEN latest=1 ELSE name=?4 END AND " +
                                   scopeSql(scope, "?5") + " ORDER BY deployed DESC,key DESC");
    rows.with(from.first, from.key, std::string_view(query.ns), std::string_view(query.name), std::string_view(names));
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

}  // namespace beamline::store
