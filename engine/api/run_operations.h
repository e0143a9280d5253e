// SPDX-License-Identifier: Apache-2.0
#pragma once
// The operations on runs: found, counted, read, started, steered, begun again. Plain described values, any thread.

#include "engine/api/operation.h"

namespace beamline::api {

struct StartReply {
    std::string run;
    bool created = true;  ///< false: the idempotency key was used before, this is the run it made
};
BOOST_DESCRIBE_STRUCT(StartReply, (), (run, created))
struct StartRun {
    using Reply = StartReply;
    static constexpr OperationInfo kInfo{"start_run", "run.start"};
    std::string ns;
    std::string workflow;
    std::string version;  ///< empty: the latest
    Json input;
    Labels labels;
    std::string idempotencyKey;  ///< per namespace; the same key with other content is a conflict
    int priority = 0;            ///< higher first, -100 … 100
    /// Not null: a dry run by this plan (core/machine/dry_run.h). What would change the world outside takes its answer
    /// from the plan's mocks, or the run faults there; everything else is real. It has the label kDryRunLabel.
    Json dryRun;
};
BOOST_DESCRIBE_STRUCT(StartRun, (), (ns, workflow, version, input, labels, idempotencyKey, priority, dryRun))
inline constexpr const char* kDryRunLabel = "beamline.dry-run";

struct MocksReply {
    Json plan;  ///< as StartRun::dryRun
};
BOOST_DESCRIBE_STRUCT(MocksReply, (), (plan))
/// A plan for a dry run of a deployed workflow: one mock for each task that would be refused, with outputs to be
/// filled in.
struct SuggestMocks {
    using Reply = MocksReply;
    static constexpr OperationInfo kInfo{"suggest_mocks", "workflow.read"};
    std::string ns;
    std::string workflow;
    std::string version;  ///< empty: the latest
};
BOOST_DESCRIBE_STRUCT(SuggestMocks, (), (ns, workflow, version))

BOOST_DEFINE_ENUM_CLASS(RunOrder, created, updated, ended, workflow, phase)
/// All given conditions must hold; empty ones do not count.
struct RunFilter {
    std::vector<Phase> phases;
    std::string ns;
    std::string workflow;  ///< exact, or a prefix ending in '*'
    std::string version;
    Timestamp createdFrom = 0;
    Timestamp createdTo = 0;  ///< exclusive
    Labels labels;
    std::string text;        ///< in id, workflow, "now", error or label values; case-insensitive
    std::string error = {};  ///< key of a group by error (RunGroup::key): faulted runs of that group only
    std::optional<NamespaceScope> scope = {};
    bool operator==(const RunFilter&) const = default;
};
BOOST_DESCRIBE_STRUCT(RunFilter, (),
                      (phases, ns, workflow, version, createdFrom, createdTo, labels, text, error, scope))

BEAMLINE_PAGE(RunPage, RunSummary)
struct ListRuns {
    using Reply = RunPage;
    static constexpr OperationInfo kInfo{"list_runs", "run.read"};
    RunFilter filter;
    RunOrder order = RunOrder::created;
    bool descending = true;
    int limit = kDefaultPageSize;
    Cursor after;
};
BOOST_DESCRIBE_STRUCT(ListRuns, (), (filter, order, descending, limit, after))

inline constexpr std::int64_t kMaxCounted = 100'000;  ///< runs that one question counts or groups
struct RunCounts {
    std::map<std::string, std::int64_t> byPhase;  ///< phase name to number of runs, of those that fit
    std::int64_t faultedToday = 0;                ///< of all, whatever the filter
    Seq seq = 0;
    bool more = false;  ///< there are more than kMaxCounted that fit a filter: these were counted
};
BOOST_DESCRIBE_STRUCT(RunCounts, (), (byPhase, faultedToday, seq, more))
struct CountRuns {
    using Reply = RunCounts;
    static constexpr OperationInfo kInfo{"count_runs", "run.read"};
    RunFilter filter = {};
};
BOOST_DESCRIBE_STRUCT(CountRuns, (), (filter))

BOOST_DEFINE_ENUM_CLASS(RunGrouping, workflow, version, error, label)
/// Runs that have something in common.
struct RunGroup {
    std::string key;  ///< workflow "ns/name", "ns/name version", a word that RunFilter::error takes, or a label's value
    std::string title;  ///< for people: the workflow's name, the error's title and where it came from, the value
    std::map<std::string, std::int64_t> byPhase;
    std::int64_t runs = 0;
    Timestamp firstAt = 0;  ///< creation of the oldest and of the newest
    Timestamp lastAt = 0;
    std::optional<RunSummary> latest;
    double p50 = 0;  ///< ms that its completed runs took; 0: none has
    double p95 = 0;
};
BOOST_DESCRIBE_STRUCT(RunGroup, (), (key, title, byPhase, runs, firstAt, lastAt, latest, p50, p95))
inline constexpr int kMaxRunGroups = 500;
struct RunGroups {
    std::vector<RunGroup> items;  ///< most runs first
    Seq seq = 0;
    bool more = false;  ///< only the newest kMaxCounted runs were looked at, or there are more groups
};
BOOST_DESCRIBE_STRUCT(RunGroups, (), (items, seq, more))
/// Of the runs that fit, how many there are of each workflow, error or value of a label. Runs without the label, or
/// without an error, are in no group.
struct GroupRuns {
    using Reply = RunGroups;
    static constexpr OperationInfo kInfo{"group_runs", "run.read"};
    RunFilter filter;
    RunGrouping by = RunGrouping::workflow;
    std::string label;  ///< its name, when by label
};
BOOST_DESCRIBE_STRUCT(GroupRuns, (), (filter, by, label))

struct RunDetail {
    RunSummary run;
    Json input;
    Json output;
    std::vector<TaskState> tasks;  ///< in document order
    Graph graph;
    std::vector<std::string> approvals;  ///< ids, open ones first
    Seq seq = 0;
    std::optional<RetryPoint> retry;  ///< of a faulted run; absent when nothing can take another input
    Json dryRun;                      ///< the plan of a dry run as it was given to StartRun, null for a real one
};
BOOST_DESCRIBE_STRUCT(RunDetail, (), (run, input, output, tasks, graph, approvals, seq, retry, dryRun))
struct GetRun {
    using Reply = RunDetail;
    static constexpr OperationInfo kInfo{"get_run", "run.read"};
    std::string run;
    std::int64_t asOf = 0;  ///< as it was after so many of its history's entries; 0: now
};
BOOST_DESCRIBE_STRUCT(GetRun, (), (run, asOf))

struct TaskDetail {
    TaskState state;
    int iteration = 1;
    Json input;
    Json output;
    std::optional<WorkflowError> error;
    std::vector<TaskAttempt> attempts;
};
BOOST_DESCRIBE_STRUCT(TaskDetail, (), (state, iteration, input, output, error, attempts))
struct GetTask {
    using Reply = TaskDetail;
    static constexpr OperationInfo kInfo{"get_task", "run.read"};
    std::string run;
    std::string task;       ///< ref
    int iteration = 0;      ///< 0: the latest
    std::int64_t asOf = 0;  ///< as GetRun::asOf
};
BOOST_DESCRIBE_STRUCT(GetTask, (), (run, task, iteration, asOf))

BEAMLINE_PAGE(HistoryPage, HistoryEntry)
struct GetHistory {
    using Reply = HistoryPage;
    static constexpr OperationInfo kInfo{"get_history", "run.read"};
    std::string run;
    bool descending = false;
    bool withData = false;
    int limit = kDefaultPageSize;
    Cursor after;
    std::string kind;    ///< only entries of this kind; empty: all
    std::string task;    ///< only entries of this task and of those within it, a JSON pointer; empty: all
    Timestamp from = 0;  ///< begins with the first entry not before this time, `descending` not after it; 0: with any
};
BOOST_DESCRIBE_STRUCT(GetHistory, (), (run, descending, withData, limit, after, kind, task, from))

struct RunReply {
    RunSummary run;
};
BOOST_DESCRIBE_STRUCT(RunReply, (), (run))
#define BEAMLINE_RUN_COMMAND(type, wire, permission)            \
    struct type {                                               \
        using Reply = RunReply;                                 \
        static constexpr OperationInfo kInfo{wire, permission}; \
        std::string run;                                        \
        std::string reason;                                     \
    };                                                          \
    BOOST_DESCRIBE_STRUCT(type, (), (run, reason))
/// Ends the run; work in flight gets its cancel token, open approvals are withdrawn.
BEAMLINE_RUN_COMMAND(CancelRun, "cancel_run", "run.control")
/// Stops before the next task; what is in flight ends and is kept. Timers that fire meanwhile act at resume.
BEAMLINE_RUN_COMMAND(SuspendRun, "suspend_run", "run.control")
BEAMLINE_RUN_COMMAND(ResumeRun, "resume_run", "run.control")
/// Puts a faulted run aside: it is cancelled, its error and history stay readable, and it cannot be retried any more.
BEAMLINE_RUN_COMMAND(DiscardRun, "discard_run", "run.control")
#undef BEAMLINE_RUN_COMMAND
/// Takes a faulted run up again at the task that faulted; the completed ones stand. `input` takes the place of what
/// that task (of a workflow that refused its input: the run) got as its raw input: its schema and `input.from` apply
/// again. kConflict when nothing can take one: see RunDetail::retry.
struct RetryRun {
    using Reply = RunReply;
    static constexpr OperationInfo kInfo{"retry_run", "run.control"};
    std::string run;
    std::string reason;
    std::optional<Json> input = std::nullopt;  ///< absent: as it was; null is a value
};
BOOST_DESCRIBE_STRUCT(RetryRun, (), (run, reason, input))

/// What a run that begins at a task of another one would take over and what it would do.
struct RerunPlan {
    std::string run;      ///< the one before
    std::string version;  ///< of the definition that it would run
    std::string task;     ///< where it would begin, a ref of that definition; "/": at the workflow itself
    std::string name;
    Json input;                     ///< raw, of that task; of "/": of the run
    std::vector<std::string> kept;  ///< refs of tasks whose results are taken over
    std::vector<Problem> warnings;  ///< what is not as it was: tasks that are new, gone or changed
};
BOOST_DESCRIBE_STRUCT(RerunPlan, (), (run, version, task, name, input, kept, warnings))
struct PlanRerunReply {
    RerunPlan plan;
};
BOOST_DESCRIBE_STRUCT(PlanRerunReply, (), (plan))
inline constexpr const char* kRerunAtFault = "fault";    ///< in place of a task: at the one whose error ended the run
inline constexpr const char* kLatestVersion = "latest";  ///< in place of a version: the latest that is deployed
/// What RerunRun would do; the same errors.
struct PlanRerun {
    using Reply = PlanRerunReply;
    static constexpr OperationInfo kInfo{"plan_rerun", "run.read"};
    std::string run;
    std::string task;     ///< ref in the run's definition, or kRerunAtFault; empty or "/": from the start
    std::string version;  ///< of the definition to run, or kLatestVersion; empty: that of the run
};
BOOST_DESCRIBE_STRUCT(PlanRerun, (), (run, task, version))
inline constexpr const char* kRerunLabel = "beamline.rerun-of";
/// Starts a new run of the same workflow that takes the results of all tasks before `task` from an ended run and begins
/// to work there. The new one has the labels of the run before, and kRerunLabel. kConflict when the run has not ended,
/// never came to the task, or the definition has no such place to begin at.
struct RerunRun {
    using Reply = StartReply;
    static constexpr OperationInfo kInfo{"rerun_run", "run.start"};
    std::string run;
    std::string task;
    std::string version;
    std::optional<Json> input = std::nullopt;  ///< in place of what the task got; absent: as it was
    std::string reason;
    std::string idempotencyKey;
    bool discard = false;  ///< discards the run before once the new one has begun, if it is faulted; else it stays
};
BOOST_DESCRIBE_STRUCT(RerunRun, (), (run, task, version, input, reason, idempotencyKey, discard))

}  // namespace beamline::api
