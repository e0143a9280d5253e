// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the port speaks about: runs, tasks, workflows, approvals, health. Plain described values, any thread.
// JSON form: members by name, enumerators by name, an absent optional is left out (see json_codec.h).

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/result.h"

namespace beamline::api {

using Timestamp = std::int64_t;  ///< milliseconds since 1970 UTC; 0 means "none"
using Seq = std::uint64_t;       ///< grows with every durable change of one engine; 0 means "before everything"
using Labels = std::map<std::string, std::string>;

/// Status phases of the specification (dsl.md, "Status phases"); used for runs and for tasks.
BOOST_DEFINE_ENUM_CLASS(Phase, pending, running, waiting, suspended, cancelled, faulted, completed)
inline constexpr bool isFinal(Phase phase) {
    return phase == Phase::cancelled || phase == Phase::faulted || phase == Phase::completed;
}

BOOST_DEFINE_ENUM_CLASS(Severity, error, warning)
/// One mistake in a definition, or in data that a schema governs. Line and column count from 1; 0 means unknown.
struct Problem {
    Severity severity = Severity::error;
    int line = 0;
    int column = 0;
    std::string pointer;  ///< JSON pointer into the document
    std::string message;  ///< one sentence
    bool operator==(const Problem&) const = default;
};
BOOST_DESCRIBE_STRUCT(Problem, (), (severity, line, column, pointer, message))

/// A workflow error as the specification shapes it (RFC 7807; dsl-reference "Error").
struct WorkflowError {
    std::string type;
    int status = 500;
    std::string title;
    std::string detail;
    std::string instance;  ///< JSON pointer of the task that raised it
    bool operator==(const WorkflowError&) const = default;
};
BOOST_DESCRIBE_STRUCT(WorkflowError, (), (type, status, title, detail, instance))

/// A node of the graph of a definition. `ref` is the task's JSON pointer ("/do/0/getPet").
struct GraphNode {
    std::string ref;
    std::string parent;  ///< ref of the enclosing task, empty at the top
    std::string name;
    std::string type;    ///< call, do, for, fork, raise, run, set, switch, try, wait, start, end
    std::string detail;  ///< what a reader wants below the name: the function called, "for each file", …
};
BOOST_DESCRIBE_STRUCT(GraphNode, (), (ref, parent, name, type, detail))
struct GraphEdge {
    std::string from;
    std::string to;
    std::string label;  ///< the switch case or condition, empty when unconditional
};
BOOST_DESCRIBE_STRUCT(GraphEdge, (), (from, to, label))
struct Graph {
    std::vector<GraphNode> nodes;
    std::vector<GraphEdge> edges;
};
BOOST_DESCRIBE_STRUCT(Graph, (), (nodes, edges))

struct WorkflowInfo {
    std::string ns;  ///< document.namespace
    std::string name;
    std::string version;
    std::string title;
    std::string summary;  ///< Markdown
    std::string digest;   ///< sha256 of the source, hex
    Timestamp deployedAt = 0;
    bool latest = false;
    Json inputSchema;  ///< JSON Schema of the input, null when there is none
};
BOOST_DESCRIBE_STRUCT(WorkflowInfo, (), (ns, name, version, title, summary, digest, deployedAt, latest, inputSchema))

struct RunSummary {
    std::string id;  ///< ULID: sorts by creation
    std::string ns;
    std::string workflow;
    std::string version;
    Phase phase = Phase::pending;
    Timestamp createdAt = 0;
    Timestamp startedAt = 0;
    Timestamp updatedAt = 0;
    Timestamp endedAt = 0;
    std::string now;  ///< what it does or waits for, one line: task name, "approval: …", "until …", or the error
    int tasksDone = 0;
    int tasksTotal = 0;  ///< tasks of the definition; an estimate, loops count once
    Labels labels;
    std::optional<WorkflowError> error;
    bool operator==(const RunSummary&) const = default;
};
BOOST_DESCRIBE_STRUCT(RunSummary, (),
                      (id, ns, workflow, version, phase, createdAt, startedAt, updatedAt, endedAt, now, tasksDone,
                       tasksTotal, labels, error))

BOOST_DEFINE_ENUM_CLASS(ScheduleKind, every, cron, after, on)
/// When the latest version of a workflow starts by itself.
struct Schedule {
    std::string ns;
    std::string workflow;
    std::string version;
    ScheduleKind kind = ScheduleKind::every;
    std::string detail;  ///< as written: the cron expression, the interval, the types of the events
    bool paused = false;
    std::vector<Timestamp> next;  ///< the coming starts, at most kMaxUpcoming; empty when they are not known
    Timestamp last = 0;           ///< when it last started a run
    std::string problem;          ///< why the last start failed, empty when it did not
    bool operator==(const Schedule&) const = default;
};
BOOST_DESCRIBE_STRUCT(Schedule, (), (ns, workflow, version, kind, detail, paused, next, last, problem))
inline constexpr int kMaxUpcoming = 5;

/// The state of one task of the definition in a run; in loops that of its latest iteration.
struct TaskState {
    std::string ref;
    std::string name;
    std::string type;
    std::string function;  ///< of a call
    Phase phase = Phase::pending;
    int attempt = 0;     ///< from 1; 0 before the first
    int iterations = 0;  ///< how often it was entered
    Timestamp startedAt = 0;
    Timestamp endedAt = 0;
};
BOOST_DESCRIBE_STRUCT(TaskState, (), (ref, name, type, function, phase, attempt, iterations, startedAt, endedAt))

/// Where a retry with another input would begin.
struct RetryPoint {
    std::string task;  ///< ref, "/" for the workflow itself
    Json input;        ///< raw: before the task's `input.from`
};
BOOST_DESCRIBE_STRUCT(RetryPoint, (), (task, input))

inline constexpr std::size_t kMaxExchanges = 50;             ///< kept of one attempt
inline constexpr std::size_t kMaxExchangeTextBytes = 2'048;  ///< of a request and of an answer; more is cut

/// What a function said to the outside and heard back: a request, a statement, a message. For people; no secrets.
struct Exchange {
    std::string kind;     ///< "http", "sql", "grpc", …
    std::string request;  ///< one line: method and address, the statement
    std::string answer;   ///< one line: status, number of rows, or what went wrong
    bool failed = false;
    Timestamp at = 0;
    std::int64_t tookUs = 0;     ///< microseconds
    std::int64_t sent = -1;      ///< bytes of content, -1: not known
    std::int64_t received = -1;  ///< likewise
    bool operator==(const Exchange&) const = default;
};
BOOST_DESCRIBE_STRUCT(Exchange, (), (kind, request, answer, failed, at, tookUs, sent, received))

struct TaskAttempt {
    int iteration = 1;
    int attempt = 1;
    Phase phase = Phase::pending;
    Timestamp startedAt = 0;
    Timestamp endedAt = 0;
    std::optional<WorkflowError> error;
    std::vector<Exchange> exchanges;  ///< of calls, once they have ended; the first kMaxExchanges
    /// Who came back to the task: ref of the `try`, "/" for a retry of the run; empty: nobody had to.
    std::string retriedBy;
};
BOOST_DESCRIBE_STRUCT(TaskAttempt, (), (iteration, attempt, phase, startedAt, endedAt, error, exchanges, retriedBy))

/// One line of a run's history, derived from its journal by the machine.
struct HistoryEntry {
    Seq seq = 0;
    int index = 0;  ///< several entries may share a Seq; (seq, index) is the key
    Timestamp at = 0;
    std::string kind;  ///< as Event::kind
    std::string task;  ///< ref, empty for the run itself
    std::string name;
    int iteration = 0;
    int attempt = 0;
    std::string detail;  ///< one line for people
    Json data;           ///< input, output or error, when asked for
};
BOOST_DESCRIBE_STRUCT(HistoryEntry, (), (seq, index, at, kind, task, name, iteration, attempt, detail, data))

BOOST_DEFINE_ENUM_CLASS(ApprovalState, waiting, approved, rejected, expired, escalated, cancelled)
BOOST_DEFINE_ENUM_CLASS(Outcome, approve, reject)
BOOST_DEFINE_ENUM_CLASS(Risk, low, medium, high)
BOOST_DEFINE_ENUM_CLASS(ExpiryAction, none, reject, escalate, fail, approve)

struct Principals {
    std::vector<std::string> users;
    std::vector<std::string> groups;
    bool operator==(const Principals&) const = default;
};
BOOST_DESCRIBE_STRUCT(Principals, (), (users, groups))

/// One decision or remark, kept for ever.
struct Decision {
    std::string by;
    std::vector<std::string> groups;
    Timestamp at = 0;
    Outcome outcome = Outcome::approve;
    std::string comment;
    Json data;                    ///< the filled-in form
    std::string hash;             ///< of what was decided upon
    std::string onBehalfOf = {};  ///< who had delegated it to `by`; empty: in their own right
    std::string batch = {};       ///< the same in all decisions that `by` made in one go; empty: made by itself
    int batchSize = 0;            ///< how many were decided in that go; 0: made by itself
    bool operator==(const Decision&) const = default;
};
BOOST_DESCRIBE_STRUCT(Decision, (), (by, groups, at, outcome, comment, data, hash, onBehalfOf, batch, batchSize))
struct Comment {
    std::string by;
    Timestamp at = 0;
    std::string text;
    bool operator==(const Comment&) const = default;
};
BOOST_DESCRIBE_STRUCT(Comment, (), (by, at, text))

/// Somebody acts in another's place for a while.
struct Delegation {
    std::string by;
    std::vector<std::string> groups;  ///< of `by`: their right is what is delegated
    std::string to;
    Timestamp at = 0;
    Timestamp until = 0;
    std::string comment;
    bool operator==(const Delegation&) const = default;
};
BOOST_DESCRIBE_STRUCT(Delegation, (), (by, groups, to, at, until, comment))

/// A request for a human decision. Everything above `state` is the snapshot taken when it was raised and is what
/// `hash` covers (sha256 over its canonical JSON, without claims and decisions).
struct Approval {
    std::string id;  ///< "<run id>.<activity>"
    std::string run;
    std::string ns;
    std::string workflow;
    std::string version;
    std::string task;  ///< ref
    std::string subject;
    std::string summary;  ///< Markdown
    Risk risk = Risk::low;
    std::string requester;
    Principals candidates;  ///< empty: anybody
    Principals escalation;  ///< who may decide after an escalation, in addition
    int quorum = 1;         ///< approvals needed
    bool requesterMayDecide = true;
    ExpiryAction onExpiry = ExpiryAction::none;
    Json form;              ///< JSON Schema of what the decider fills in, or null
    Json context;           ///< data shown to the decider
    std::string onApprove;  ///< what happens next, one sentence each
    std::string onReject;
    Timestamp raisedAt = 0;
    Timestamp dueAt = 0;
    std::string hash;
    ApprovalState state = ApprovalState::waiting;  ///< escalated is still open
    std::string claimedBy;
    Timestamp decidedAt = 0;
    std::vector<Decision> decisions;
    std::vector<Comment> comments;
    std::vector<Delegation> delegations;       ///< one a person who has delegated
    std::map<std::string, Timestamp> snoozed;  ///< who has put it off, until when
    bool operator==(const Approval&) const = default;
};
BOOST_DESCRIBE_STRUCT(Approval, (),
                      (id, run, ns, workflow, version, task, subject, summary, risk, requester, candidates, escalation,
                       quorum, requesterMayDecide, onExpiry, form, context, onApprove, onReject, raisedAt, dueAt, hash,
                       state, claimedBy, decidedAt, decisions, comments, delegations, snoozed))
inline constexpr bool isOpen(ApprovalState state) {
    return state == ApprovalState::waiting || state == ApprovalState::escalated;
}

/// What a function does to the world outside of its run. A dry run calls those that change nothing.
BOOST_DEFINE_ENUM_CLASS(FunctionEffect, none, reads, changes)

/// A function of the default catalog.
struct FunctionInfo {
    std::string name;
    std::string version;
    std::string summary;
    std::string pool;  ///< cpu, gpu or io
    Json input;        ///< JSON Schema of its arguments
    Json output;
    std::string example;  ///< a task that calls it, as an item of a list of tasks in YAML
    FunctionEffect effect = FunctionEffect::changes;
};
BOOST_DESCRIBE_STRUCT(FunctionInfo, (), (name, version, summary, pool, input, output, example, effect))

BOOST_DEFINE_ENUM_CLASS(HealthState, starting, healthy, degraded, refusing, stopping, stopped, unreachable)
struct HealthProblem {
    std::string code;
    std::string message;  ///< what happened and what to do
    Timestamp since = 0;
    bool operator==(const HealthProblem&) const = default;
};
BOOST_DESCRIBE_STRUCT(HealthProblem, (), (code, message, since))
struct PoolHealth {
    std::string name;
    int threads = 0;
    int busy = 0;
    int queued = 0;
    int capacity = 0;
    bool operator==(const PoolHealth&) const = default;
};
BOOST_DESCRIBE_STRUCT(PoolHealth, (), (name, threads, busy, queued, capacity))
struct Health {
    HealthState state = HealthState::starting;
    std::string engine;  ///< "embedded" or where it is; for people only, nothing may branch on it
    std::string version;
    std::string dataDir;
    Timestamp startedAt = 0;
    Seq seq = 0;                  ///< the last durable one
    std::int64_t activeRuns = 0;  ///< resident in memory
    std::int64_t waitingRuns = 0;
    std::int64_t openApprovals = 0;
    double tasksPerSecond = 0;  ///< over the last ten seconds
    std::vector<PoolHealth> pools;
    std::vector<HealthProblem> problems;
    std::string cluster;                  ///< its name; empty: an engine alone
    std::string node;                     ///< that answers
    std::vector<std::string> operations;  ///< wire names it knows; empty (of older ones): not told
    bool operator==(const Health&) const = default;
};
BOOST_DESCRIBE_STRUCT(Health, (),
                      (state, engine, version, dataDir, startedAt, seq, activeRuns, waitingRuns, openApprovals,
                       tasksPerSecond, pools, problems, cluster, node, operations))

}  // namespace beamline::api
