// SPDX-License-Identifier: Apache-2.0
#pragma once
// The subcommands of beamctl with their options as cli.cpp fills them. Each runs to its end and answers the exit code.
// Main thread.

#include "app/ctl/client.h"
#include "app/ctl/cloud_events.h"

namespace beamline::ctl {

// ---- cmd_run.cpp ----
enum class OnApproval { ask, wait, fail };
struct RunOptions {
    std::string file;
    std::string archive;  ///< in the place of a file: its workflow, input and answers; empty: none
    std::string input;    ///< file, "-" or empty
    std::string events;   ///< file or empty
    std::string publish;  ///< file of events, "-" or empty
    bool dryRun = false;
    bool suggestMocks = false;
    std::string mocks;    ///< file of a plan, "-" or empty
    std::string effects;  ///< file or empty
    std::vector<std::string> labels;
    OnApproval onApproval = OnApproval::ask;
};
int runWorkflow(const Globals& globals, const RunOptions& options);

// ---- cmd_check.cpp ----
int validate(const Globals& globals, const std::vector<std::string>& files);
int evaluate(const std::string& language, const std::string& expression);
/// All functions, or one with its schemas and an example.
int listFunctions(const Globals& globals, const std::string& name);
int showVersion(const Globals& globals);

// ---- cmd_runs.cpp ----
struct StartOptions {
    std::string workflow;  ///< [namespace/]name[:version]
    std::string input;
    std::vector<std::string> labels;
    std::string key;
    int priority = 0;
    bool dryRun = false;
    bool suggestMocks = false;
    std::string mocks;  ///< file of a plan, "-" or empty
};
int start(const Globals& globals, const StartOptions& options);
/// After a run was started: says what becomes of it when no program runs the engine.
void noteWhoGoesOn(Client& client, const std::string& run);
struct ListOptions {
    std::vector<std::string> phases;
    std::string workflow;
    std::string ns;
    std::string version;
    std::string since;
    std::string until;
    std::vector<std::string> labels;
    std::string text;
    std::string order = "created";
    bool ascending = false;
    int limit = 50;
    std::string after;
};
int list(const Globals& globals, const ListOptions& options);
/// Which runs are meant, without order and page.
api::Result<api::RunFilter> filterOf(const ListOptions& options);
struct ShowOptions {
    std::string run;  ///< may be empty for an archive
    std::string task;
    int iteration = 0;
    std::int64_t asOf = 0;  ///< 0: now
    bool history = false;
    std::string from;  ///< a time: only what the history has from then on
};
int show(const Globals& globals, const ShowOptions& options);
struct ExportOptions {
    std::string run;
    std::vector<std::string> redact;
    bool noData = false;
};
/// Prints the archive of a run.
int exportRun(const Globals& globals, const ExportOptions& options);
enum class Control { cancel, suspend, resume, retry, discard };
/// `input`: a file or "-" with what a retried task gets in place of its input; empty: as it was.
int control(const Globals& globals, Control what, const std::vector<std::string>& runs, const std::string& reason,
            const std::string& input);
struct RerunOptions {
    std::string run;
    std::string task;     ///< name or reference; empty: from the start
    std::string version;  ///< or api::kLatestVersion; empty: that of the run
    std::string input;    ///< file, "-" or empty
    std::string reason;
    std::string key;
    bool plan = false;     ///< only tells what would be taken over
    bool atFault = false;  ///< in place of a task
    bool discard = false;  ///< the run before, when it is faulted
};
/// The reference of a task of the run that is named by it or by its name; empty: empty.
api::Result<std::string> refOfTask(Client& client, const std::string& run, const std::string& task);

// ---- cmd_batches.cpp ----
struct BulkOptions {
    std::string action;             ///< as api::BatchAction
    std::vector<std::string> runs;  ///< empty: those that `where` chooses
    ListOptions where;
    std::string reason;
    bool dryRun = false;
    api::BatchRerun rerun = {};
};
/// The same to many runs, and what came of it; or what would.
int startBatch(const Globals& globals, const BulkOptions& options);
/// Runs are named, or chosen, and not both; else says so.
bool saysWhichRuns(const BulkOptions& options);
/// Several runs that are named are done one by one, each with an answer; those that are chosen are a batch.
int controlRuns(const Globals& globals, Control what, const BulkOptions& options, const std::string& input);
/// One run that is named, with the new run's id as the answer; more are a batch.
int rerun(const Globals& globals, BulkOptions which, RerunOptions options);
int batches(const Globals& globals, int limit, const std::string& after);
struct BatchOptions {
    std::string id;
    std::string action;  ///< as api::BatchControl; empty: shows it
    std::string reason;
};
int batch(const Globals& globals, const BatchOptions& options);

// ---- cmd_watch.cpp ----
/// Until the run ends; with an empty id, all runs until a signal.
int watch(const Globals& globals, const std::string& run);

// ---- cmd_approvals.cpp ----
struct ApprovalsOptions {
    std::string id;     ///< shows this one
    std::string queue;  ///< empty: open, or all of a batch
    std::string run;
    std::string text;
    std::string workflow;
    std::string risk;
    std::string batch;
    int limit = 50;
    std::string after;
};
int approvals(const Globals& globals, const ApprovalsOptions& options);
struct DecideOptions {
    std::vector<std::string> ids;  ///< several are a batch
    std::string comment;
    std::string data;  ///< JSON
    std::string hash;  ///< of what was looked at; empty: as it is now
};
int decide(const Globals& globals, api::Outcome outcome, const DecideOptions& options);
struct DelegateOptions {
    std::string id;
    std::string to;     ///< empty: takes it back
    std::string until;  ///< a time, or a span from now on
    std::string comment;
};
int delegate(const Globals& globals, const DelegateOptions& options);
int escalate(const Globals& globals, const DelegateOptions& options);
/// Without `until` it is no longer put off.
int snooze(const Globals& globals, const DelegateOptions& options);

// ---- cmd_events.cpp ----
struct EmitOptions {
    std::string file;  ///< of whole events, "-" or empty
    EventParts event;
};
int emitEvents(const Globals& globals, const EmitOptions& options);
int schedules(const Globals& globals, const std::string& ns);
struct ScheduleOptions {
    std::string action;
    std::string schedule;  ///< [namespace/]name
    std::string from;
    std::string to;
};
int controlSchedule(const Globals& globals, const ScheduleOptions& options);

// ---- cmd_cluster.cpp ----
/// 6 when the engine does not take work.
int health(const Globals& globals);
struct ClusterCommand {
    std::string action;              ///< status, drain, resume, move, init, check, permissions
    std::vector<std::string> names;  ///< drain and resume: a node, unless there is a pool; move: a shard and a node
    std::string pool;                ///< drain, resume: of workers
    std::string reason;
    bool follow = false;  ///< status: again and again until a signal
    int replicas = 0;     ///< init: 0: as many as there are servers, 3 at most
    int shards = 0;       ///< 0: the default
    std::string maxBytes;
    std::string maxAge;
    bool yes = false;
    bool dryRun = false;
    std::string name;  ///< init; empty: as it is, or "beamline"
    std::string role;  ///< permissions
};
int cluster(const Globals& globals, const ClusterCommand& command);

// ---- cmd_setup.cpp ----
int initCluster(const Globals& globals, const ClusterCommand& command);
/// Where a connection ends, step by step; 6 when no engine answers.
int checkCluster(const Globals& globals, const ClusterCommand& command);
int printPermissions(const Globals& globals, const ClusterCommand& command);

// ---- cmd_engine.cpp ----
int deploy(const Globals& globals, const std::vector<std::string>& files);
int backup(const Globals& globals, const std::string& path);
/// Reads a whole journal and checks it; damaged is 6.
int verify(const Globals& globals, const std::string& file);
/// Copies what is intact of a journal that no engine uses into a new one.
int recover(const Globals& globals, const std::string& damaged, const std::string& target);

}  // namespace beamline::ctl
