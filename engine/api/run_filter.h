// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which runs fit a filter, and what runs have in common: the rules that the journal's queries follow too. Pure, any
// thread.

#include <map>
#include <string_view>

#include "engine/api/operations.h"

namespace beamline::api {

/// The group by error that a faulted run belongs to: sixteen hexadecimal digits over its workflow, the task, type and
/// title of its error, and whether it is a dry run. Empty: it is in none.
std::string errorKey(const RunSummary& run);

/// Runs that are batches fit only a filter that names their namespace. Lists show dry runs with their mark; the label
/// kDryRunLabel with the value "false", which no run has, asks for real ones only.
bool fits(const RunFilter& filter, const RunSummary& run);

inline constexpr const char* kNoDryRun = "false";
/// Whether the filter asks for real runs only.
bool leavesOutDryRuns(const RunFilter& filter);
/// The filter of a question for groups, completed: figures are of real runs unless it names the label kDryRunLabel.
RunFilter groupedRuns(const GroupRuns& query);

/// Puts runs into groups, as GroupRuns asks for. Whether they fit its filter is for the caller to see to.
class RunGrouper {
public:
    RunGrouper(RunGrouping by, std::string label) : m_by(by), m_label(std::move(label)) {}

    /// Reads of the summary what the grouping needs, phase and times.
    void add(const RunSummary& run) { add(run, keyOf(run)); }
    /// With the key that is known already; nothing for an empty one.
    void add(const RunSummary& run, std::string_view key);
    std::string keyOf(const RunSummary& run) const;
    /// At most kMaxRunGroups, most runs first; the `latest` of each as it was added, titles from it.
    RunGroups groups() &&;
    static std::string titleOf(RunGrouping by, const std::string& key, const RunSummary& latest);

private:
    struct Entry {
        RunGroup group;
        std::vector<Timestamp> durations;  ///< of completed ones
    };
    RunGrouping m_by;
    std::string m_label;
    std::map<std::string, Entry, std::less<>> m_entries;
};

}  // namespace beamline::api
