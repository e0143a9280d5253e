// SPDX-License-Identifier: Apache-2.0
#include "engine/store/approval_list.h"

#include <algorithm>
#include <limits>
#include <variant>

#include "engine/api/json_codec.h"
#include "engine/core/approval/inbox.h"
#include "engine/store/cursor.h"
#include "engine/store/lists.h"
#include "engine/store/records.h"
#include "engine/store/run_list.h"
#include "engine/store/scope.h"
#include "engine/store/text_match.h"

namespace beamline::store {

namespace {

using Queue = api::ApprovalQueue;

/// Text of SQL with what its numbered parameters stand for. ?1, ?2, ?3 are the place behind which a page begins.
class QueueSql {
public:
    QueueSql(const std::string& user, const std::vector<std::string>& groups, api::Timestamp now)
        : m_user(parameter("u:" + user)), m_now(parameter(now)) {
        if (groups.size() > kMaxMergedGroups) {
            boost::json::array names;
            for (const auto& group : groups) {
                names.emplace_back("g:" + group);
            }
            m_groups.push_back(" IN (SELECT value FROM json_each(" + parameter(boost::json::serialize(names)) + "))");
        } else {
            for (const auto& group : groups) {
                m_groups.push_back("=" + parameter("g:" + group));
            }
        }
    }

    std::string parameter(std::variant<std::int64_t, std::string> value) {
        m_values.push_back(std::move(value));
        return "?" + std::to_string(m_values.size() + 3);
    }

    /// What the filters of a query ask of a row of `approval`.
    std::string filter(const api::ListApprovals& query) {
        std::string sql;
        if (query.workflow.ends_with('*') && query.workflow.size() > 1) {
            auto from = query.workflow.substr(0, query.workflow.size() - 1);
            auto to = from;
            ++to.back();  // no byte of UTF-8 is 255
            sql += " AND workflow>=" + parameter(std::move(from)) + " AND workflow<" + parameter(std::move(to));
        } else if (!query.workflow.empty() && query.workflow != "*") {
            sql += " AND workflow=" + parameter(query.workflow);
        }
        if (query.risk) {
            sql += " AND risk=" + parameter(boost::describe::enum_to_string(*query.risk, ""));
        }
        return sql + within(query.scope);
    }

    /// The same of namespaces alone.
    std::string within(const std::optional<api::NamespaceScope>& scope) {
        return scope ? " AND " + scopeSql(*scope, parameter(scopeNames(*scope))) : std::string();
    }

    /// The places (due, raised, key) of the open requests in a queue of the caller, in order; empty: it can hold none.
    std::string places(Queue queue, const std::string& filter) const {
        const auto fits = filter.empty()
                              ? std::string()
                              : " AND EXISTS(SELECT 1 FROM approval INDEXED BY approval_open WHERE open=1 AND "
                                "due=inbox.due AND raised=inbox.raised AND key=inbox.approval" +
                                    filter + ")";
        const auto more = fits + (queue == Queue::unclaimed ? " AND taken=0" : "");
        const auto mine = [&](const std::string& role, const std::string& also) {
            return rows("=" + m_user, role, also);
        };
        const auto later = " AND until>" + m_now;
        std::vector<std::string> may;
        for (const auto& group : m_groups) {
            may.push_back(rows(group, "may", more));
        }
        if (queue != Queue::groups) {
            may.push_back(mine("may", more));
            may.push_back(rows("='*'", "may", more));
            may.push_back(mine("for", later + more));
        }
        if (may.empty()) {
            return {};
        }
        std::string sql;
        if (queue == Queue::others) {  // what waits for the caller is in other queues
            sql = mine("asked", fits);
            for (const auto& part : may) {
                sql += " EXCEPT " + part;
            }
            sql += " UNION " + mine("barred", fits) + " UNION " + mine("said", fits) + " UNION " +
                   mine("gave", later + fits);
        } else {
            for (const auto& part : may) {
                sql += (sql.empty() ? "" : " UNION ") + part;
            }
            sql += (queue == Queue::snoozed ? " INTERSECT " : " EXCEPT ") + mine("snoozed", later) + " EXCEPT " +
                   mine("barred", "") + " EXCEPT " + mine("said", "") + " EXCEPT " + mine("gave", later);
        }
        return sql + " ORDER BY 1,2,3";
    }

    Statement prepare(Connection& connection, const std::string& sql, const Place& from) const {
        Statement statement(connection, sql, false);
        statement.with(from.first, from.second, from.key);
        int index = 3;
        for (const auto& value : m_values) {
            ++index;
            std::visit([&](const auto& v) { statement.bind(index, v); }, value);
        }
        return statement;
    }

private:
    static std::string rows(const std::string& name, const std::string& role, const std::string& also) {
        return "SELECT due,raised,approval FROM inbox WHERE name" + name + " AND role='" + role +
               "' AND (due,raised,approval)>(?1,?2,?3)" + also;
    }

    std::vector<std::variant<std::int64_t, std::string>> m_values;
    std::vector<std::string> m_groups;  ///< conditions on the name
    const std::string m_user;
    const std::string m_now;
};

constexpr int kApprovalData = 9;  // of kApprovalColumns

const Place kAtFirst{{}, -1, -1, -1};

bool isPersonal(Queue queue) {
    return queue != Queue::open && queue != Queue::decided && queue != Queue::all;
}

/// The places of a page's rows in its order; `up`: from the smallest.
std::string pageSql(QueueSql& sql, const api::ListApprovals& query, bool& up) {
    up = false;
    if (!query.run.empty()) {  // few: looked at one by one
        return "SELECT raised,0,key FROM approval INDEXED BY approval_run WHERE run=(SELECT key FROM run WHERE id=" +
               sql.parameter(query.run) + ") AND (raised,0,key)<(?1,?2,?3) ORDER BY raised DESC,key DESC";
    }
    const auto filter = sql.filter(query);
    if (query.queue == Queue::decided) {
        return "SELECT decided,0,key FROM approval INDEXED BY approval_decided WHERE open=0 AND "
               "(decided,0,key)<(?1,?2,?3)" +
               filter + " ORDER BY decided DESC,key DESC";
    }
    if (query.queue == Queue::all) {
        return "SELECT raised,0,key FROM approval INDEXED BY approval_raised WHERE (raised,0,key)<(?1,?2,?3)" + filter +
               " ORDER BY raised DESC,key DESC";
    }
    up = true;
    return isPersonal(query.queue) ? sql.places(query.queue, filter)
                                   : "SELECT due,raised,key FROM approval INDEXED BY approval_open WHERE open=1 AND "
                                     "(due,raised,key)>(?1,?2,?3)" +
                                         filter + " ORDER BY due,raised,key";
}

}  // namespace

api::Result<api::ApprovalPage> listApprovals(Connection& connection, const api::ListApprovals& query,
                                             const std::string& user, const std::vector<std::string>& groups,
                                             api::Timestamp now) {
    const std::string list = std::string("approvals.") + boost::describe::enum_to_string(query.queue, "") +
                             (query.run.empty() ? "" : ".run");
    const auto after = fromCursor(list, query.after);
    if (!after) {
        return after.error();
    }
    api::ApprovalPage page;
    page.seq = snapshotSeq(connection);
    QueueSql sql(user, groups, now);
    bool up = false;
    const auto text = pageSql(sql, query, up);
    if (text.empty() || (isPersonal(query.queue) && user.empty())) {
        return page;
    }
    constexpr auto kLast = std::numeric_limits<std::int64_t>::max();
    auto places = sql.prepare(connection, text, after->value_or(up ? kAtFirst : Place{{}, kLast, kLast, kLast}));
    const auto limit = static_cast<std::size_t>(pageLimit(query.limit));
    const auto needle = lowered(query.text);
    Place last;
    for (std::int64_t scanned = 0; places.row(); ++scanned) {
        if (page.items.size() == limit || scanned == kMaxScannedRows) {
            page.next = toCursor(list, last);
            break;
        }
        last = {{}, places.integer(0), places.integer(1), places.integer(2)};
        auto& row = connection.prepared("SELECT " + std::string(kApprovalColumns) + " FROM approval WHERE key=?")
                        .with(last.key);
        if (!row.row() || !mayHoldLowered(row.text(kApprovalData), needle)) {
            row.reset();
            continue;
        }
        auto approval = readApproval(connection, row);
        row.reset();
        if (core::belongs(approval, query.queue, user, groups, now) && core::fits(approval, query)) {
            page.items.push_back(std::move(approval));
        }
    }
    return page;
}

api::Result<api::ApprovalCounts> countApprovals(Connection& connection, const std::string& user,
                                                const std::vector<std::string>& groups, api::Timestamp now,
                                                std::int64_t most, const std::optional<api::NamespaceScope>& scope) {
    api::ApprovalCounts counts;
    counts.seq = snapshotSeq(connection);
    QueueSql sql(user, groups, now);
    const auto soon = sql.parameter(now + core::kDueSoon);
    const auto within = sql.within(scope);
    for (const auto queue : core::openQueues()) {
        const auto open =
            "SELECT due,raised FROM approval INDEXED BY approval_open WHERE open=1" + within + " ORDER BY due,raised";
        const auto places = isPersonal(queue) ? sql.places(queue, within) : open;
        auto& counted = counts.byQueue[boost::describe::enum_to_string(queue, "")];
        if (places.empty() || (isPersonal(queue) && user.empty())) {
            continue;
        }
        auto row = sql.prepare(connection,
                               "SELECT count(*),coalesce(sum(due<=" + soon + "),0),coalesce(min(raised),0) FROM (" +
                                   places + " LIMIT " + std::to_string(most + 1) + ")",
                               kAtFirst);
        counted = row.row() ? row.integer(0) : 0;
        if (queue == Queue::mine) {
            counts.dueSoon = row.integer(1);
            counts.oldestAt = row.integer(2);
        }
        counts.more = counts.more || counted > most;
        counted = std::min(counted, most);
    }
    return counts;
}

api::Result<api::PreviousReply> previousApproval(Connection& connection, const std::string& id) {
    auto& row =
        connection.prepared("SELECT open,decided,key,asker FROM approval WHERE id=?").with(std::string_view(id));
    if (!row.row()) {
        return api::Error{
            api::code::kNotFound, "There is no approval '" + id + "'. List them to see the ids.", {}, false};
    }
    const auto until = row.integer(0) != 0 ? std::numeric_limits<std::int64_t>::max() : row.integer(1);
    const auto key = row.integer(2);
    const auto asker = row.string(3);
    row.reset();
    auto& before = connection
                       .prepared("SELECT " + std::string(kApprovalColumns) +
                                 " FROM approval INDEXED BY approval_approved WHERE state='approved' AND asker=? AND "
                                 "(decided,key)<(?,?) ORDER BY decided DESC,key DESC LIMIT 1")
                       .with(std::string_view(asker), until, key);
    api::PreviousReply reply;
    if (before.row()) {
        reply.approval = readApproval(connection, before);
    }
    before.reset();
    return reply;
}

}  // namespace beamline::store
