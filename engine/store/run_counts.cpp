// SPDX-License-Identifier: Apache-2.0
// How many runs fit, and what they have in common: the newest of them, each looked at once.

#include <algorithm>
#include <list>
#include <unordered_set>

#include "engine/api/json_codec.h"
#include "engine/api/run_filter.h"
#include "engine/store/deadline.h"
#include "engine/store/projector.h"
#include "engine/store/records.h"
#include "engine/store/run_conditions.h"
#include "engine/store/run_list.h"
#include "engine/store/run_tally.h"
#include "engine/store/schema.h"

namespace beamline::store {

namespace {

/// The newest runs that fit a filter, kMaxCounted at most.
class RunScan {
public:
    /// `columns` of the row come behind kFirst others.
    static constexpr int kFirst = 2;
    RunScan(Connection& connection, const api::RunFilter& filter, const std::string& columns,
            const std::string& labelled = {})
        : m_connection(connection) {
        const RunConditions conditions(filter);
        // Batches are few: to know them costs less than to look at the namespace of each run.
        Statement batches(connection, "SELECT key FROM run INDEXED BY run_batch WHERE ns='beamline'", false);
        while (filter.ns.empty() && batches.row()) {
            m_hidden.insert(batches.integer(0));
        }
        const auto select = "SELECT created,key," + columns;
        if (auto from = conditions.narrowest(connection, runListLimits.counted, labelled)) {
            open(Piece{select, {}}.add(*from).also(conditions.all()));
        } else {
            for (const auto& way : conditions.ways()) {
                auto piece = Piece{select + " FROM run INDEXED BY " + way.index + " WHERE ", {}};
                auto where = way.where;
                where.also(conditions.created()).also(conditions.all(way));
                open(piece.add(where.sql.empty() ? Piece{"1", {}} : where).add(" ORDER BY created DESC,key DESC"));
            }
        }
        m_deadline.emplace(connection, runListLimits.countMs);
    }

    bool next() {
        do {
            if (!m_begun) {
                m_begun = true;
                for (auto& one : m_ways) {
                    one.more = one.statement.row();
                }
            } else if (m_current) {
                m_current->more = m_current->statement.row();
            }
            m_current = nullptr;
            for (auto& one : m_ways) {
                if (one.more && (!m_current || m_current->place() < one.place())) {
                    m_current = &one;
                }
            }
        } while (m_current && m_hidden.contains(m_current->statement.integer(1)));
        if (m_deadline && m_deadline->takePassed()) {
            m_cut = true;
            m_current = nullptr;
        } else if (m_current && ++m_seen > runListLimits.counted) {
            m_cut = true;
            m_current = nullptr;
        }
        if (!m_current) {
            m_ways.clear();
            m_deadline.reset();
        }
        return m_current != nullptr;
    }
    const Statement& row() const { return m_current->statement; }
    /// There are more, or may be: the time was over.
    bool cut() const { return m_cut; }

private:
    struct Along {
        Piece piece;
        Statement statement;
        bool more = false;
        std::pair<std::int64_t, std::int64_t> place() const { return {statement.integer(0), statement.integer(1)}; }
    };
    void open(Piece piece) {
        auto& one = *m_ways.emplace(m_ways.end());
        one.piece = std::move(piece);
        one.statement = prepare(m_connection, one.piece);
    }

    Connection& m_connection;
    std::unordered_set<std::int64_t> m_hidden;
    std::list<Along> m_ways;  // statements refer to texts of their pieces
    Along* m_current = nullptr;
    bool m_begun = false;
    bool m_cut = false;
    std::int64_t m_seen = 0;
    std::optional<Deadline> m_deadline;
};

std::string phaseName(std::int64_t phase) {
    return boost::describe::enum_to_string(static_cast<api::Phase>(phase), "");
}

/// By the counters that the journal keeps anyway.
void countAll(Connection& connection, api::RunCounts& counts) {
    for (int phase = 0; phase < kPhases; ++phase) {
        const auto name = meta::phase(phase);
        auto& row = connection.prepared("SELECT value FROM meta WHERE name=?").with(std::string_view(name));
        counts.byPhase[phaseName(phase)] = row.row() ? row.integer(0) : 0;
        row.reset();
    }
    auto& batches =
        connection.prepared("SELECT phase,count(*) FROM run INDEXED BY run_batch WHERE ns='beamline' GROUP BY phase");
    while (batches.row()) {
        counts.byPhase[phaseName(batches.integer(0))] -= batches.integer(1);
    }
}

bool onlyPhasesAndTimes(const api::RunFilter& filter) {
    api::RunFilter rest;
    rest.phases = filter.phases;
    rest.createdFrom = filter.createdFrom;
    rest.createdTo = filter.createdTo;
    return filter == rest;
}

/// What groups need of a row; texts are written over, so that a row costs no memory.
void readLight(const Statement& row, bool labels, api::RunSummary& run) {
    int column = RunScan::kFirst;
    run.createdAt = row.integer(0);
    run.phase = static_cast<api::Phase>(row.integer(column++));
    run.startedAt = row.integer(column++);
    run.endedAt = row.integer(column++);
    for (auto* text : {&run.id, &run.ns, &run.workflow, &run.version}) {
        text->assign(row.text(column++));
    }
    if (labels) {
        const auto json = api::parseJson(row.text(column));
        const auto read = json ? api::fromJson<api::Labels>(*json) : api::Result<api::Labels>(api::Labels());
        run.labels = read ? *read : api::Labels();
    }
}

}  // namespace

namespace {
/// Real runs of these namespaces.
std::int64_t faultedSince(Connection& connection, const Piece& scope, api::Timestamp since) {
    const auto faulted = [&](Piece piece) {
        auto row = prepare(connection, piece);
        return row.row() ? row.integer(0) : 0;
    };
    const auto late = Piece{"phase=5 AND ended>=?", {since}}.also(scope);
    return faulted(Piece{"SELECT count(*) FROM run INDEXED BY run_faulted WHERE ", {}}.add(late)) -
           faulted(Piece{"SELECT count(*) FROM run INDEXED BY run_batch WHERE ns='beamline' AND ", {}}.add(late)) -
           // From the faulted ones, of which a day has few: dry runs there may be any number of. Of many the newest.
           faulted(Piece{"SELECT count(*) FROM (SELECT key FROM run INDEXED BY run_faulted WHERE ", {}}.add(late).add(
               " ORDER BY ended DESC LIMIT ?) AS late WHERE EXISTS(SELECT 1 FROM label WHERE "
               "label.name='beamline.dry-run' AND label.value='true' AND label.run=late.key)",
               {runListLimits.counted}));
}
}  // namespace

api::Result<api::RunCounts> countRuns(Connection& connection, const api::RunFilter& filter, api::Timestamp today) {
    api::RunCounts counts;
    if (filter == api::RunFilter()) {
        countAll(connection, counts);
    } else {
        auto asked = filter;
        for (int phase = 0; phase < kPhases; ++phase) {
            counts.byPhase[phaseName(phase)] = 0;
            if (filter.phases.empty() && onlyPhasesAndTimes(filter)) {
                asked.phases.push_back(static_cast<api::Phase>(phase));  // that index knows all that is asked
            }
        }
        if (isTallied(filter)) {
            countTally(connection, filter, counts.byPhase);
        } else {
            RunScan scan(connection, asked, "phase");
            while (scan.next()) {
                ++counts.byPhase[phaseName(scan.row().integer(RunScan::kFirst))];
            }
            counts.more = scan.cut();
        }
    }
    counts.faultedToday = faultedSince(connection, RunConditions(filter).scope(), today);
    counts.seq = snapshotSeq(connection);
    return counts;
}

api::Result<api::RunGroups> groupRuns(Connection& connection, const api::GroupRuns& query) {
    const bool byLabel = query.by == api::RunGrouping::label;
    if (byLabel && query.label.empty()) {
        return api::Error{
            api::code::kInvalidArgument, "Groups by label need the name of the label: set `label`.", {}, false};
    }
    auto filter = api::groupedRuns(query);
    const bool byError = query.by == api::RunGrouping::error;
    bool any = true;
    if (byError) {  // no other run has a group
        any = filter.phases.empty() || std::count(filter.phases.begin(), filter.phases.end(), api::Phase::faulted) > 0;
        filter.phases = {api::Phase::faulted};
    }
    const bool byWorkflow = query.by == api::RunGrouping::workflow || query.by == api::RunGrouping::version;
    if (byWorkflow && filter.phases.empty() && isTallied(filter)) {
        if (auto tallied = groupTally(connection, filter, query.by)) {
            tallied->seq = snapshotSeq(connection);
            return std::move(*tallied);
        }
    }
    api::RunGrouper grouper(query.by, query.label);
    api::RunGroups reply;
    if (any) {
        const auto more = byLabel ? ",labels" : byError ? ",error_key" : "";
        RunScan scan(connection, filter, std::string("phase,started,ended,id,ns,workflow,version") + more,
                     byLabel ? query.label : std::string());
        api::RunSummary run;
        while (scan.next()) {
            readLight(scan.row(), byLabel, run);
            byError ? grouper.add(run, scan.row().text(RunScan::kFirst + 7)) : grouper.add(run);
        }
        reply = std::move(grouper).groups();
        reply.more = reply.more || scan.cut();
    }
    auto& whole = connection.prepared("SELECT " + std::string(kRunColumns) + " FROM run WHERE id=?");
    for (auto& group : reply.items) {
        if (whole.with(std::string_view(group.latest->id)).row()) {
            group.latest = readRun(connection, whole).summary;
            group.title = api::RunGrouper::titleOf(query.by, group.key, *group.latest);
        }
        whole.reset();
    }
    reply.seq = snapshotSeq(connection);
    return reply;
}

}  // namespace beamline::store
