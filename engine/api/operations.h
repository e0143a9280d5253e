// SPDX-License-Identifier: Apache-2.0
#pragma once
// The operation table: every request the port takes, each declared once with its reply, wire name and permission.
// Plain described values, any thread. Adding a feature = adding a struct, a line in `Commands` or `Queries`, a handler.

#include "engine/api/access_operations.h"
#include "engine/api/approval_operations.h"
#include "engine/api/batch_operations.h"
#include "engine/api/message_operations.h"
#include "engine/api/routing_operations.h"

namespace beamline::api {

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
    std::optional<NamespaceScope> scope = {};
};
BOOST_DESCRIBE_STRUCT(ListWorkflows, (), (ns, name, text, limit, after, scope))

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
    std::optional<NamespaceScope> scope = {};
};
BOOST_DESCRIBE_STRUCT(ListSchedules, (), (ns, scope))

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
using Commands = boost::mp11::mp_append<
    boost::mp11::mp_list<DeployWorkflow, StartRun, CancelRun, SuspendRun, ResumeRun, RetryRun, DiscardRun, RerunRun,
                         StartBatch, ControlBatch, PublishEvent, ControlSchedule, ClaimApproval, DecideApproval,
                         CommentApproval, DelegateApproval, EscalateApproval, SnoozeApproval, BackupEngine, ControlNode,
                         ControlPool, MoveShard>,
    RoutingCommands, AccessCommands, MessageCommands>;
using Queries = boost::mp11::mp_append<
    boost::mp11::mp_list<ValidateWorkflow, ListWorkflows, GetWorkflow, ListFunctions, SuggestMocks, ListRuns, CountRuns,
                         GroupRuns, GetRun, GetTask, GetHistory, PlanRerun, PreviewBatch, ListBatches, GetBatch,
                         ListBatchItems, ListSchedules, ListApprovals, CountApprovals, GetApproval, GetPreviousApproval,
                         GetCluster, GetStatistics, ExportRun>,
    RoutingQueries, AccessQueries, MessageQueries>;
using Operations = boost::mp11::mp_append<Commands, Queries>;

template <class Op>
using ReplyOf = typename Op::Reply;
using Command = boost::mp11::mp_rename<Commands, std::variant>;
using Query = boost::mp11::mp_rename<Queries, std::variant>;
using Reply =
    boost::mp11::mp_rename<boost::mp11::mp_unique<boost::mp11::mp_transform<ReplyOf, Operations>>, std::variant>;

}  // namespace beamline::api
