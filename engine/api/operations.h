// SPDX-License-Identifier: Apache-2.0
#pragma once
// The operation table: every request the port takes, each declared once with its reply, wire name and permission.
// Plain described values, any thread. Adding a feature = adding a struct, a line in `Commands` or `Queries`, a handler.

#include <boost/mp11.hpp>
#include <optional>
#include <variant>

#include "engine/api/cluster.h"

namespace beamline::api {

inline constexpr int kMaxPageSize = 1000;  ///< larger limits are cut to this
inline constexpr int kDefaultPageSize = 100;

/// What an operation is called and who may do it; `name` is the last token of its wire subject.
struct OperationInfo {
    const char* name;
    const char* permission;
};

/// Position in a sorted list: opaque to callers, made by the engine; empty means "from the start".
using Cursor = std::string;

template <class T>
struct Page {
    std::vector<T> items;
    Cursor next;  ///< empty: this was the last page
    Seq seq = 0;  ///< the page is true at this Seq; subscribe from it
};
#define BEAMLINE_PAGE(name, type) \
    struct name : Page<type> {};  \
    BOOST_DESCRIBE_STRUCT(name, (), (items, next, seq))

// ---- workflows ----------------------------------------------------------------------------------------------------
struct DeployReply {
    WorkflowInfo workflow;
    bool created = false;  ///< false: exactly this source was deployed before
    std::vector<Problem> warnings;
};
BOOST_DESCRIBE_STRUCT(DeployReply, (), (workflow, created, warnings))
/// Deploys one definition (YAML or JSON). A version is immutable: other source under it is a conflict.
struct DeployWorkflow {
    using Reply = DeployReply;
    static constexpr OperationInfo kInfo{"deploy_workflow", "workflow.deploy"};
    std::string source;
    std::string sourceName;  ///< for messages: the file's name
};
BOOST_DESCRIBE_STRUCT(DeployWorkflow, (), (source, sourceName))

struct ValidateReply {
    bool valid = false;
    std::vector<Problem> problems;  ///< all of them
    WorkflowInfo workflow;          ///< as far as it could be read
    Graph graph;                    ///< when valid
};
BOOST_DESCRIBE_STRUCT(ValidateReply, (), (valid, problems, workflow, graph))
struct ValidateWorkflow {
    using Reply = ValidateReply;
    static constexpr OperationInfo kInfo{"validate_workflow", "workflow.read"};
    std::string source;
};
BOOST_DESCRIBE_STRUCT(ValidateWorkflow, (), (source))

BEAMLINE_PAGE(WorkflowPage, WorkflowInfo)
/// Newest deployment first. With `name`, all versions of that one; otherwise the latest of each.
struct ListWorkflows {
    using Reply = WorkflowPage;
    static constexpr OperationInfo kInfo{"list_workflows", "workflow.read"};
    std::string ns;
    std::string name;
    std::string text;
    int limit = kDefaultPageSize;
    Cursor after;
};
BOOST_DESCRIBE_STRUCT(ListWorkflows, (), (ns, name, text, limit, after))

struct WorkflowDetail {
    WorkflowInfo info;
    std::string source;
    Graph graph;
};
BOOST_DESCRIBE_STRUCT(WorkflowDetail, (), (info, source, graph))
struct GetWorkflow {
    using Reply = WorkflowDetail;
    static constexpr OperationInfo kInfo{"get_workflow", "workflow.read"};
    std::string ns;
    std::string name;
    std::string version;  ///< empty: the latest
};
BOOST_DESCRIBE_STRUCT(GetWorkflow, (), (ns, name, version))

BEAMLINE_PAGE(FunctionPage, FunctionInfo)
struct ListFunctions {
    using Reply = FunctionPage;
    static constexpr OperationInfo kInfo{"list_functions", "workflow.read"};
};
BOOST_DESCRIBE_STRUCT(ListFunctions, (), ())

// ---- runs ---------------------------------------------------------------------------------------------------------
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
    std::string text;  ///< in id, workflow, "now", error or label values; case-insensitive
    bool operator==(const RunFilter&) const = default;
};
BOOST_DESCRIBE_STRUCT(RunFilter, (), (phases, ns, workflow, version, createdFrom, createdTo, labels, text))

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

struct RunCounts {
    std::map<std::string, std::int64_t> byPhase;  ///< phase name to number of runs
    std::int64_t faultedToday = 0;
    Seq seq = 0;
};
BOOST_DESCRIBE_STRUCT(RunCounts, (), (byPhase, faultedToday, seq))
struct CountRuns {
    using Reply = RunCounts;
    static constexpr OperationInfo kInfo{"count_runs", "run.read"};
};
BOOST_DESCRIBE_STRUCT(CountRuns, (), ())

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
    std::string kind;  ///< only entries of this kind; empty: all
};
BOOST_DESCRIBE_STRUCT(GetHistory, (), (run, descending, withData, limit, after, kind))

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

// ---- events and schedules -----------------------------------------------------------------------------------------
struct PublishReply {
    std::int64_t position = 0;  ///< of the event among all events of this engine
};
BOOST_DESCRIBE_STRUCT(PublishReply, (), (position))
/// Hands a CloudEvent (structured JSON) to everything that listens. An event with the same source and id as one before
/// is that one.
struct PublishEvent {
    using Reply = PublishReply;
    static constexpr OperationInfo kInfo{"publish_event", "event.publish"};
    Json event;
};
BOOST_DESCRIBE_STRUCT(PublishEvent, (), (event))

BEAMLINE_PAGE(SchedulePage, Schedule)
/// All schedules, by namespace and workflow.
struct ListSchedules {
    using Reply = SchedulePage;
    static constexpr OperationInfo kInfo{"list_schedules", "workflow.read"};
    std::string ns;
};
BOOST_DESCRIBE_STRUCT(ListSchedules, (), (ns))

struct ScheduleReply {
    Schedule schedule;
    std::vector<std::string> runs;  ///< that were started
};
BOOST_DESCRIBE_STRUCT(ScheduleReply, (), (schedule, runs))
BOOST_DEFINE_ENUM_CLASS(ScheduleAction, pause, resume, trigger, backfill)
/// `trigger` starts a run now; `backfill` starts those of cron and every that lay between `from` and `to` (inclusive)
/// and were not started yet.
struct ControlSchedule {
    using Reply = ScheduleReply;
    static constexpr OperationInfo kInfo{"control_schedule", "schedule.control"};
    std::string ns;
    std::string workflow;
    ScheduleAction action = ScheduleAction::pause;
    Timestamp from = 0;
    Timestamp to = 0;
};
BOOST_DESCRIBE_STRUCT(ControlSchedule, (), (ns, workflow, action, from, to))

// ---- approvals ----------------------------------------------------------------------------------------------------
struct ApprovalReply {
    Approval approval;
};
BOOST_DESCRIBE_STRUCT(ApprovalReply, (), (approval))

BOOST_DEFINE_ENUM_CLASS(ApprovalQueue, open, mine, decided, all)
BEAMLINE_PAGE(ApprovalPage, Approval)
/// Open ones by due date, then age; decided ones newest first. `mine`: open ones that the caller may decide.
struct ListApprovals {
    using Reply = ApprovalPage;
    static constexpr OperationInfo kInfo{"list_approvals", "approval.read"};
    ApprovalQueue queue = ApprovalQueue::open;
    std::string run;
    std::string text;
    int limit = kDefaultPageSize;
    Cursor after;
};
BOOST_DESCRIBE_STRUCT(ListApprovals, (), (queue, run, text, limit, after))
struct GetApproval {
    using Reply = ApprovalReply;
    static constexpr OperationInfo kInfo{"get_approval", "approval.read"};
    std::string approval;
};
BOOST_DESCRIBE_STRUCT(GetApproval, (), (approval))
/// Takes an open approval, or gives it back (`release`). Others may still take it over; it warns, it does not lock.
struct ClaimApproval {
    using Reply = ApprovalReply;
    static constexpr OperationInfo kInfo{"claim_approval", "approval.decide"};
    std::string approval;
    bool release = false;
};
BOOST_DESCRIBE_STRUCT(ClaimApproval, (), (approval, release))
/// Decides. `hash` must be the approval's, else kStale. Idempotent per person and outcome.
struct DecideApproval {
    using Reply = ApprovalReply;
    static constexpr OperationInfo kInfo{"decide_approval", "approval.decide"};
    std::string approval;
    Outcome outcome = Outcome::approve;
    std::string comment;
    Json data;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(DecideApproval, (), (approval, outcome, comment, data, hash))
struct CommentApproval {
    using Reply = ApprovalReply;
    static constexpr OperationInfo kInfo{"comment_approval", "approval.comment"};
    std::string approval;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(CommentApproval, (), (approval, text))

// ---- engine -------------------------------------------------------------------------------------------------------
struct BackupReply {
    std::string path;
    std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(BackupReply, (), (path, bytes))
/// Copies the journal while it runs to `path`, a file on the engine's machine that must not exist yet.
struct BackupEngine {
    using Reply = BackupReply;
    static constexpr OperationInfo kInfo{"backup_engine", "engine.admin"};
    std::string path;
};
BOOST_DESCRIBE_STRUCT(BackupEngine, (), (path))

// ---- cluster ------------------------------------------------------------------------------------------------------
struct ClusterReply {
    ClusterInfo cluster;
};
BOOST_DESCRIBE_STRUCT(ClusterReply, (), (cluster))
/// The machines that run this port, as the answering node sees them.
struct GetCluster {
    using Reply = ClusterReply;
    static constexpr OperationInfo kInfo{"get_cluster", "engine.read"};
};
BOOST_DESCRIBE_STRUCT(GetCluster, (), ())

BOOST_DEFINE_ENUM_CLASS(DrainAction, drain, resume)
/// `drain`: the node takes nothing new, hands its shards over and ends its tasks, but goes on answering; `resume` takes
/// that back. kConflict when no other node could take over, kNotFound for a node that is not there.
struct ControlNode {
    using Reply = ClusterReply;
    static constexpr OperationInfo kInfo{"control_node", "engine.admin"};
    std::string node;
    DrainAction action = DrainAction::drain;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ControlNode, (), (node, action, reason))
/// `drain`: nothing of the pool is given to workers any more; what they have goes on.
struct ControlPool {
    using Reply = ClusterReply;
    static constexpr OperationInfo kInfo{"control_pool", "engine.admin"};
    std::string pool;
    DrainAction action = DrainAction::drain;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ControlPool, (), (pool, action, reason))
/// Gives a shard to another node. It stays there until nodes come or go.
struct MoveShard {
    using Reply = ClusterReply;
    static constexpr OperationInfo kInfo{"move_shard", "engine.admin"};
    int shard = 0;
    std::string node;
};
BOOST_DESCRIBE_STRUCT(MoveShard, (), (shard, node))

inline constexpr int kMaxStatisticsPoints = 1'440;
struct StatisticsReply {
    std::vector<StatisticsPoint> points;  ///< oldest first; a span that nothing is known of is left out
    Timestamp step = 0;                   ///< ms of each
    Seq seq = 0;
};
BOOST_DESCRIBE_STRUCT(StatisticsReply, (), (points, step, seq))
/// What the engine has done in the last `minutes`, which it remembers for a day, of all nodes.
struct GetStatistics {
    using Reply = StatisticsReply;
    static constexpr OperationInfo kInfo{"get_statistics", "run.read"};
    int minutes = 60;
    int stepSeconds = 60;
};
BOOST_DESCRIBE_STRUCT(GetStatistics, (), (minutes, stepSeconds))

struct ExportReply {
    Json archive;  ///< see engine/core/archive.h
};
BOOST_DESCRIBE_STRUCT(ExportReply, (), (archive))
/// A run with its definition, events and data, to be opened elsewhere. Values of members that `redact` names (JMESPath
/// is not meant: names, any case) and all secrets are taken out before it leaves the engine.
struct ExportRun {
    using Reply = ExportReply;
    static constexpr OperationInfo kInfo{"export_run", "run.read"};
    std::string run;
    std::vector<std::string> redact;
    bool withData = true;  ///< false: no input, output or data at all, only what happened
};
BOOST_DESCRIBE_STRUCT(ExportRun, (), (run, redact, withData))
#undef BEAMLINE_PAGE

// ---- the table ----------------------------------------------------------------------------------------------------
using Commands = boost::mp11::mp_list<DeployWorkflow, StartRun, CancelRun, SuspendRun, ResumeRun, RetryRun, DiscardRun,
                                      PublishEvent, ControlSchedule, ClaimApproval, DecideApproval, CommentApproval,
                                      BackupEngine, ControlNode, ControlPool, MoveShard>;
using Queries = boost::mp11::mp_list<ValidateWorkflow, ListWorkflows, GetWorkflow, ListFunctions, SuggestMocks,
                                     ListRuns, CountRuns, GetRun, GetTask, GetHistory, ListSchedules, ListApprovals,
                                     GetApproval, GetCluster, GetStatistics, ExportRun>;
using Operations = boost::mp11::mp_append<Commands, Queries>;

template <class Op>
using ReplyOf = typename Op::Reply;
using Command = boost::mp11::mp_rename<Commands, std::variant>;
using Query = boost::mp11::mp_rename<Queries, std::variant>;
using Reply =
    boost::mp11::mp_rename<boost::mp11::mp_unique<boost::mp11::mp_transform<ReplyOf, Operations>>, std::variant>;

}  // namespace beamline::api
