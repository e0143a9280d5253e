// SPDX-License-Identifier: Apache-2.0
#include "engine/store/run_tally.h"

#include <algorithm>

#include "engine/api/run_filter.h"
#include "engine/store/deadline.h"
#include "engine/store/projector.h"
#include "engine/store/records.h"
#include "engine/store/run_conditions.h"
#include "engine/store/run_list.h"

namespace beamline::store {

namespace {
/// Runs that tell how long those of the groups take, in all and of each group at least.
constexpr std::int64_t kTimed = 20'000;
constexpr std::int64_t kTimedOfEach = 50;
static_assert(std::string_view(api::kDryRunLabel) == "beamline.dry-run", "what SQL says of dry runs names that label");

/// Whether the filter's labels say no more than that runs are dry, or that they are not.
bool onlyDry(const api::Labels& labels) {
    return labels.size() == 1 && labels.begin()->first == api::kDryRunLabel &&
           (labels.begin()->second == "true" || labels.begin()->second == api::kNoDryRun);
}

/// The rows of the tally that fit.
Statement tallied(Connection& connection, const api::RunFilter& filter, Piece& piece) {
    const RunConditions conditions(filter);
    piece.add("SELECT ns,workflow,version,phase,runs FROM tally WHERE runs>0");
    piece.also(filter.ns.empty() ? conditions.hidden() : Piece{"ns=?", {filter.ns}}).also(conditions.workflow());
    if (!filter.version.empty()) {
        piece.also({"version=?", {filter.version}});
    }
    piece.also(conditions.scope());
    if (!filter.labels.empty()) {
        piece.also({"dry=?", {std::int64_t{api::leavesOutDryRuns(filter) ? 0 : 1}}});
    }
    return prepare(connection, piece);
}

struct Group {
    Piece where;  ///< its runs
    api::RunGroup group;
};

/// What only its runs tell.
void complete(Connection& connection, Group& one, std::int64_t timed, api::RunGrouper& grouper) {
    const auto from = Piece{" FROM run INDEXED BY run_workflow WHERE ", {}}.add(one.where);
    const auto select = [&](const std::string& columns, const std::string& rest) {
        return Piece{"SELECT " + columns, {}}.add(from).add(rest);
    };
    const auto newest = select("created,id,key", " ORDER BY created DESC");
    auto row = prepare(connection, newest);
    std::pair<std::string, std::int64_t> latest;  // of those of one moment the last by its id
    while (row.row() && (latest.first.empty() || row.integer(0) == one.group.lastAt)) {
        one.group.lastAt = row.integer(0);
        latest = std::max(latest, {row.string(1), row.integer(2)});
    }
    row = {};
    auto& whole = connection.prepared("SELECT " + std::string(kRunColumns) + " FROM run WHERE key=?");
    if (whole.with(latest.second).row()) {
        one.group.latest = readRun(connection, whole).summary;
    }
    whole.reset();
    const auto oldest = select("created", " ORDER BY created LIMIT 1");
    row = prepare(connection, oldest);
    one.group.firstAt = row.row() ? row.integer(0) : 0;
    const auto took = Piece{"SELECT started,ended FROM (SELECT phase,started,ended", {}}.add(from).add(
        " ORDER BY created DESC LIMIT ?) WHERE phase=? AND started<>0",
        {timed, static_cast<std::int64_t>(api::Phase::completed)});
    row = prepare(connection, took);
    api::RunSummary run;
    run.phase = api::Phase::completed;
    while (row.row()) {
        run.startedAt = row.integer(0);
        run.endedAt = row.integer(1);
        grouper.add(run, one.group.key);
    }
}
}  // namespace

bool isTallied(const api::RunFilter& filter) {
    api::RunFilter rest;
    rest.phases = filter.phases;
    rest.ns = filter.ns;
    rest.workflow = filter.workflow;
    rest.version = filter.version;
    rest.scope = filter.scope;
    if (onlyDry(filter.labels)) {
        rest.labels = filter.labels;
    }
    return filter == rest;
}

void countTally(Connection& connection, const api::RunFilter& filter, std::map<std::string, std::int64_t>& byPhase) {
    Piece piece;
    auto rows = tallied(connection, filter, piece);
    while (rows.row()) {
        const auto phase = static_cast<api::Phase>(rows.integer(3));
        if (filter.phases.empty() || std::count(filter.phases.begin(), filter.phases.end(), phase) > 0) {
            byPhase[boost::describe::enum_to_string(phase, "")] += rows.integer(4);
        }
    }
}

std::optional<api::RunGroups> groupTally(Connection& connection, const api::RunFilter& filter, api::RunGrouping by) {
    const bool versions = by == api::RunGrouping::version;
    const api::RunGrouper names(by, {});
    api::RunFilter labels;
    labels.labels = filter.labels;
    const auto labelled = RunConditions(labels).all();  // of the runs themselves, which have no column for it
    std::map<std::string, Group> found;
    Piece piece;
    auto rows = tallied(connection, filter, piece);
    while (rows.row()) {
        api::RunSummary run;
        run.ns = rows.string(0);
        run.workflow = rows.string(1);
        run.version = rows.string(2);
        const auto key = names.keyOf(run);
        auto& one = found[key];
        if (one.group.key.empty()) {
            one.group.key = key;
            one.where = {"workflow=? AND ns=?", {run.workflow, run.ns}};
            if (versions || !filter.version.empty()) {
                one.where.also({"version=?", {run.version}});
            }
            one.where.also(labelled);
        }
        one.group.runs += rows.integer(4);
        one.group.byPhase[boost::describe::enum_to_string(static_cast<api::Phase>(rows.integer(3)), "")] +=
            rows.integer(4);
    }
    std::vector<Group> all;
    for (auto& [key, one] : found) {
        all.push_back(std::move(one));
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.group.runs > b.group.runs; });
    api::RunGroups reply;
    reply.more = all.size() > static_cast<std::size_t>(api::kMaxRunGroups);
    all.resize(std::min(all.size(), static_cast<std::size_t>(api::kMaxRunGroups)));
    Deadline deadline(connection, runListLimits.countMs);
    api::RunGrouper times(by, {});
    const auto timed = std::max(kTimedOfEach, kTimed / std::max<std::int64_t>(1, std::int64_t(all.size())));
    for (auto& one : all) {
        complete(connection, one, timed, times);
        if (deadline.takePassed() || !one.group.latest) {
            return std::nullopt;
        }
        one.group.title = api::RunGrouper::titleOf(by, one.group.key, *one.group.latest);
    }
    for (const auto& told : std::move(times).groups().items) {
        const auto one = std::find_if(all.begin(), all.end(), [&](const auto& g) { return g.group.key == told.key; });
        one->group.p50 = told.p50;
        one->group.p95 = told.p95;
    }
    for (auto& one : all) {
        reply.items.push_back(std::move(one.group));
    }
    return reply;
}

}  // namespace beamline::store
