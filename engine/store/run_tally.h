// SPDX-License-Identifier: Apache-2.0
#pragma once
// How many runs there are of each workflow's version and phase, dry runs apart, as the journal counts while it writes:
// exact whatever their number. On the thread of the connection, inside a read transaction.

#include <optional>

#include "engine/api/operations.h"
#include "engine/store/sqlite.h"

namespace beamline::store {

/// What the table `tally` has to say, counted from the runs; in the order of its columns.
inline constexpr const char* kTallyOfRuns =
    "SELECT ns,workflow,version,EXISTS(SELECT 1 FROM label WHERE label.name='beamline.dry-run' AND label.value='true' "
    "AND label.run=run.key) AS dry,phase,count(*) FROM run GROUP BY ns,workflow,version,dry,phase";

/// Whether the filter asks for nothing but namespaces, workflow, version, phases and whether runs are dry: these are
/// counted.
bool isTallied(const api::RunFilter& filter);
/// Adds to `byPhase` what fits; only for a filter that is tallied.
void countTally(Connection& connection, const api::RunFilter& filter, std::map<std::string, std::int64_t>& byPhase);
/// Groups by workflow or version of all runs of a tallied filter without phases; how long they took is told by the
/// newest of each. Nothing: it took too long.
std::optional<api::RunGroups> groupTally(Connection& connection, const api::RunFilter& filter, api::RunGrouping by);

}  // namespace beamline::store
