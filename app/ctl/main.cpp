// SPDX-License-Identifier: Apache-2.0
// beamctl: the command line. Reads the arguments and hands over to one command; nothing else knows the parser.

#include <algorithm>
#include <csignal>
#include <iostream>
#include <numeric>

#include "app/ctl/access_commands.h"
#include "app/ctl/bench.h"
#include "app/ctl/commands.h"
#include "app/ctl/completion.h"
#include "app/ctl/parser.h"
#include "app/ctl/permissions.h"
#include "app/ctl/routing_line.h"
#include "engine/nats/cluster_streams.h"

namespace beamline::ctl {

namespace {

/// How many letters have to be added, removed or replaced (Levenshtein).
std::size_t differences(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

/// As every program ends that writes into such a pipe; the engine has been closed by now.
int endByPipe() {
    std::signal(SIGPIPE, SIG_DFL);
    return std::raise(SIGPIPE);
}

/// The whole command line: each add… function declares commands and what they run.
class CommandLine {
public:
    CommandLine() : m_app("Runs, watches and controls durable workflows.", "beamctl") {
        m_app.require_subcommand(1);
        m_app.failure_message([](const CLI::App* app, const CLI::Error& error) {
            const auto* used = app->get_subcommands().empty() ? nullptr : app->get_subcommands().front();
            return std::string("beamctl: ") + error.what() + "\nSee beamctl " +
                   (used ? used->get_name() + " --help" : "--help") + ".\n";
        });
        m_app.set_help_flag("-h,--help", "Explains the command");
        m_app.set_version_flag("--version", BEAMLINE_VERSION)->description("Prints the version");
        choice(m_app.add_option("--output,-o", m_output, "How results are printed"), {"table", "json"});
        m_app.add_option("--data-dir", m_globals.dataDir, "Data directory of the engine")->type_name("DIR");
        m_app.add_option("--profile", m_globals.profile, "Data directory by name: $XDG_DATA_HOME/beamline/PROFILE")
            ->type_name("NAME")
            ->check([](const std::string& name) {
                return !name.empty() && name.find('/') == std::string::npos && name != "." && name != ".."
                           ? ""
                           : "a profile is a name, not a path";
            });
        m_app
            .add_option("--files", m_globals.files,
                        "Folder that the fs functions may use, when this process runs the engine")
            ->type_name("DIR")
            ->allow_extra_args(false);
        m_app.add_option("--tenant", m_globals.tenant, "As a member of which tenant to ask; default: $BEAMLINE_TENANT")
            ->envname("BEAMLINE_TENANT")
            ->type_name("NAME");
        addCluster(*m_app.get_option("--data-dir"), *m_app.get_option("--profile"));
        addRun();
        addChecks();
        addStartAndList();
        addReading();
        addControls();
        addRerun();
        addApprovals();
        addEvents();
        addRoutingCommands([this](const char* name, const char* help,
                                  std::function<int()> action) { return command(name, help, std::move(action)); },
                           m_globals, m_routing);
        addAccessCommands([this](const char* name, const char* help,
                                 std::function<int()> action) { return command(name, help, std::move(action)); },
                          m_globals, m_access);
        addEngine();
        addClusterCommands();
        addBench();
        addCompletion();
    }

    int main(int argc, char** argv) {
        try {
            m_app.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            if (m_app.get_subcommands().empty() && error.get_exit_code() != 0 && explainMissingCommand(argc, argv)) {
                return kUsage;
            }
            return m_app.exit(error, std::cout, std::cerr) == 0 ? kCompleted : kUsage;
        }
        m_globals.format = m_output == "json" ? Format::json : Format::table;
        if (!m_globals.cluster.node.empty() && !m_globals.cluster.given()) {
            note("--node names a node of a cluster: --nats-url or --nats-context must say which.");
            return kUsage;
        }
        const int code = m_action();
        if (!std::cout.flush()) {
            if (nobodyReads()) {
                return code == kCompleted ? endByPipe() : code;
            }
            note("The result could not be written. Is the disk full?");
            return code == kCompleted ? kInternal : code;
        }
        return code;
    }

private:
    /// Without a command all are listed; a word that is none gets the one that is spelled most like it.
    bool explainMissingCommand(int argc, char** argv) {
        if (argc <= 1) {
            std::cerr << m_app.help();
            return true;
        }
        const std::string word = argv[1];
        if (word.empty() || word.front() == '-') {
            return false;
        }
        std::string nearest;
        std::size_t least = 3;  // more differences than this are no slip
        for (const auto* sub : m_app.get_subcommands([](const CLI::App*) { return true; })) {
            if (const auto distance = differences(word, sub->get_name()); distance < least) {
                least = distance;
                nearest = sub->get_name();
            }
        }
        note("There is no command \"" + word + "\". " + (nearest.empty() ? "" : "Did you mean \"" + nearest + "\"? ") +
             "All commands: beamctl help");
        return true;
    }

    CLI::App* command(const char* name, const char* help, std::function<int()> action) {
        auto* sub = m_app.add_subcommand(name, help);
        sub->fallthrough();
        sub->callback([this, action = std::move(action)] { m_action = action; });
        return sub;
    }

    template <class Options>
    static CLI::Option* addDryRun(CLI::App* sub, Options& options) {
        auto* dry = sub->add_flag("--dry-run", options.dryRun,
                                  "Changes nothing outside: mocks answer, or the run faults there and says so");
        sub->add_option("--mocks", options.mocks, "What answers in a dry run (YAML or JSON)")
            ->type_name("FILE")
            ->needs(dry);
        sub->add_flag("--suggest-mocks", options.suggestMocks, "Prints mocks to be filled in, and runs nothing")
            ->excludes(dry);
        return dry;
    }

    void addRun() {
        auto* sub = command("run", "Runs a workflow to its end and prints its output", [this] {
            m_run.onApproval = m_onApproval == "fail"   ? OnApproval::fail
                               : m_onApproval == "wait" ? OnApproval::wait
                                                        : OnApproval::ask;
            return runWorkflow(m_globals, m_run);
        });
        auto* file = sub->add_option("FILE", m_run.file, "Definition (YAML or JSON)");
        auto* archive = sub->add_option("--archive", m_run.archive,
                                        "Runs what an archive holds again: its input, and its answers as mocks")
                            ->type_name("FILE")
                            ->excludes(file);
        sub->add_option("--input", m_run.input, "Input as JSON; - reads stdin")->type_name("FILE");
        sub->add_option("--events", m_run.events, "Writes the lifecycle events here, one CloudEvent a line")
            ->type_name("FILE");
        sub->add_option("--publish", m_run.publish, "Events to publish while the run listens, one CloudEvent a line")
            ->type_name("FILE");
        auto* dry = addDryRun(sub, m_run);
        archive->needs(dry);
        sub->add_option("--effects", m_run.effects, "Writes here what a dry run would have done, one JSON line each")
            ->type_name("FILE")
            ->needs(dry);
        choice(sub->add_option("--on-approval", m_onApproval,
                               "What to do when a person is needed; otherwise asks at the terminal"),
               {"wait", "fail"});
        repeatedWords(sub->add_option("--label", m_run.labels, "Label of the run"), "KEY=VALUE");
    }

    void addChecks() {
        auto* sub =
            command("validate", "Names every mistake in definitions", [this] { return validate(m_globals, m_names); });
        sub->add_option("FILE", m_names, "Definitions (YAML or JSON)")->required();
        sub = command("eval", "Evaluates an expression on JSON from stdin",
                      [this] { return evaluate(m_language, m_text); });
        sub->add_option("--language", m_language, "Expression language: jq, jmespath or javascript")->type_name("NAME");
        sub->add_option("EXPR", m_text, "Expression, with or without ${ }")->required();
        sub = command("functions", "Lists the functions a workflow can call, or explains one",
                      [this] { return listFunctions(m_globals, m_text); });
        sub->add_option("NAME", m_text, "The one to explain, with its input, output and an example");
        command("version", "Prints the version", [this] { return showVersion(m_globals); });
        sub = command("help", "Explains the commands", [this] { return help(); });
        sub->add_option("COMMAND", m_text, "The one to explain");
    }

    int help() {
        const auto found =
            m_app.get_subcommands([this](const CLI::App* sub) { return m_text.empty() || sub->get_name() == m_text; });
        if (found.empty()) {
            note("There is no command \"" + m_text + "\". All commands: beamctl help");
            return kUsage;
        }
        std::cout << (m_text.empty()
                          ? m_app.get_formatter()->make_help(&m_app, m_app.get_name(), CLI::AppFormatMode::Normal)
                          : found.front()->help());
        return kCompleted;
    }

    void addStartAndList() {
        auto* sub =
            command("start", "Starts a run of a deployed workflow", [this] { return start(m_globals, m_start); });
        sub->add_option("WORKFLOW", m_start.workflow, "[NAMESPACE/]NAME[:VERSION]")->required();
        sub->add_option("--input", m_start.input, "Input as JSON; - reads stdin")->type_name("FILE");
        sub->add_option("--key", m_start.key, "Idempotency key: the same key starts one run")->type_name("TEXT");
        sub->add_option("--priority", m_start.priority, "From -100 to 100, higher first")
            ->type_name("N")
            ->check(CLI::Range(-100, 100));
        repeatedWords(sub->add_option("--label", m_start.labels, "Label of the run"), "KEY=VALUE");
        addDryRun(sub, m_start);

        sub = command("list", "Lists runs", [this] { return list(m_globals, m_list); });
        addSelection(sub);
        choice(sub->add_option("--sort", m_list.order, "Order"), namesOf<api::RunOrder>());
        sub->add_flag("--ascending", m_list.ascending, "Smallest or oldest first");
        addPaging(sub, m_list.limit, m_list.after, api::kMaxPageSize);
    }

    /// Which runs.
    void addSelection(CLI::App* sub) {
        choice(sub->add_option("--status", m_list.phases, "Only runs in this phase; may be repeated"),
               namesOf<api::Phase>())
            ->allow_extra_args(false);
        sub->add_option("--workflow", m_list.workflow, "Name, or its beginning with *")->type_name("NAME");
        sub->add_option("--namespace", m_list.ns, "Namespace")->type_name("NAME");
        sub->add_option("--workflow-version", m_list.version, "Version")->type_name("VERSION");
        sub->add_option("--since", m_list.since, "Created at or after: 2026-01-31, 15m, 2h, 7d")->type_name("TIME");
        sub->add_option("--until", m_list.until, "Created before")->type_name("TIME");
        repeatedWords(sub->add_option("--label", m_list.labels, "Label; may be repeated"), "KEY=VALUE");
        sub->add_option("--text", m_list.text, "In id, workflow, error, labels or what it does now")->type_name("TEXT");
    }

    void addReading() {
        auto* sub = command("show", "Shows a run and its tasks", [this] { return show(m_globals, m_show); });
        sub->add_option("RUN", m_show.run, "Id of the run");
        addArchive(sub);
        sub->add_option("--as-of", m_show.asOf, "As it was after so many entries of its history; 0: now")
            ->type_name("N")
            ->check(CLI::Range(std::int64_t{0}, std::numeric_limits<std::int64_t>::max()));
        sub->add_option("--task", m_show.task, "One task with its attempts, by reference: /do/0/name")
            ->type_name("REF");
        sub->add_option("--iteration", m_show.iteration, "Of the task, when it is in a loop")->type_name("N");
        sub->add_flag("--history", m_show.history, "Everything that happened");
        sub = command("history", "Lists everything that happened to a run", [this] {
            m_show.history = true;
            return show(m_globals, m_show);
        });
        sub->add_option("RUN", m_show.run, "Id of the run");
        sub->add_option("--task", m_show.task, "Only this task and those within it: its name, or its reference")
            ->type_name("TASK");
        sub->add_option("--from", m_show.from, "Begins there: 2026-01-31T14:03:00, 15m, 2h, 7d")->type_name("TIME");
        addArchive(sub);
        sub = command("export", "Prints an archive of a run, to be opened anywhere",
                      [this] { return exportRun(m_globals, m_export); });
        sub->add_option("RUN", m_export.run, "Id of the run")->required();
        repeatedWords(sub->add_option("--redact", m_export.redact, "Takes out the values of members with this name")
                          ->delimiter(','),
                      "NAME");
        sub->add_flag("--no-data", m_export.noData, "Takes out all data and leaves what happened");
        sub = command("watch", "Follows a run to its end, or all runs", [this] { return watch(m_globals, m_text); });
        sub->add_option("RUN", m_text, "Id of the run; without one, all runs");
    }

    void addArchive(CLI::App* sub) {
        sub->add_option("--archive", m_globals.archive, "Reads the run in this file, made by export")
            ->type_name("FILE");
    }

    void addControls() {
        const auto add = [this](const char* name, const char* help, Control what) {
            auto* sub = command(name, help, [this, name, what] {
                return controlRuns(m_globals, what, {name, m_names, m_list, m_reason, m_dryRun}, m_retryInput);
            });
            sub->add_option("RUN", m_names, "Ids of the runs; without one, those that are chosen, as one batch");
            addSelection(sub);
            sub->add_flag("--dry-run", m_dryRun, "Only tells what would happen to each");
            sub->add_option("--reason", m_reason, "Kept in the history")->type_name("TEXT");
            return sub;
        };
        add("cancel", "Ends runs", Control::cancel);
        add("suspend", "Stops runs before their next task", Control::suspend);
        add("resume", "Lets suspended runs go on", Control::resume);
        add("discard", "Ends faulted runs for good; their errors and histories stay readable", Control::discard);
        add("retry", "Lets faulted runs go on at the task that faulted", Control::retry)
            ->add_option("--input", m_retryInput, "JSON for that task in place of its input; - reads standard input")
            ->type_name("FILE");
        auto* sub = command("batches", "Lists what was done to many runs at once",
                            [this] { return batches(m_globals, m_list.limit, m_list.after); });
        addPaging(sub, m_list.limit, m_list.after, api::kMaxPageSize);
        sub = command("batch", "Shows a batch, or pauses, resumes, stops it or takes it back",
                      [this] { return batch(m_globals, m_batch); });
        sub->add_option("ID", m_batch.id, "Id of the batch")->required();
        choice(sub->add_option("ACTION", m_batch.action, "What to do"), namesOf<api::BatchControl>());
        sub->add_option("--reason", m_batch.reason, "Kept in the history")->type_name("TEXT");
    }

    void addRerun() {
        auto* sub = command(
            "rerun", "Re-runs ended runs: a new one begins at the start or at a task, with the results until there",
            [this] {
                return rerun(m_globals, {"rerun", m_names, m_list, {}, m_dryRun}, m_rerun);
            });
        sub->add_option("RUN", m_names, "Ids of the runs before; without one, those that are chosen, as one batch");
        addSelection(sub);
        auto* task =
            sub->add_option("--task", m_rerun.task, "Where to begin, by name or reference; default: the start");
        task->type_name("NAME|REF");
        sub->add_flag("--at-fault", m_rerun.atFault, "Begins at the task that faulted")->excludes(task);
        sub->add_option("--version", m_rerun.version,
                        "Version of the workflow to run, latest is the newest; default: that of the run")
            ->type_name("VERSION");
        sub->add_flag("--discard", m_rerun.discard, "Discards a faulted run when the new one has begun");
        sub->add_option("--input", m_rerun.input, "JSON in place of what the task, or the run, got; - reads stdin")
            ->type_name("FILE");
        sub->add_option("--reason", m_rerun.reason, "Kept in the history")->type_name("TEXT");
        sub->add_option("--key", m_rerun.key, "Idempotency key: the same key starts one run")->type_name("TEXT");
        sub->add_flag("--plan", m_rerun.plan, "Only tells what would be taken over, and starts nothing");
        sub->add_flag("--dry-run", m_dryRun, "Only tells what would happen to each");
    }

    void addApprovals() {
        auto* sub = command("approvals", "Lists what waits for a person, or shows one",
                            [this] { return approvals(m_globals, m_approvals); });
        sub->add_option("ID", m_approvals.id, "Id of the approval");
        choice(sub->add_option("--queue", m_approvals.queue, "Which ones; the open ones when left out"),
               namesOf<api::ApprovalQueue>());
        sub->add_option("--run", m_approvals.run, "Of this run")->type_name("RUN");
        sub->add_option("--text", m_approvals.text, "In the subject or summary")->type_name("TEXT");
        sub->add_option("--workflow", m_approvals.workflow, "Of workflows with this name; NAME* for a beginning")
            ->type_name("NAME");
        choice(sub->add_option("--risk", m_approvals.risk, "Of this risk"), namesOf<api::Risk>());
        sub->add_option("--batch", m_approvals.batch, "Decided together, open or not")->type_name("BATCH");
        addPaging(sub, m_approvals.limit, m_approvals.after, api::kMaxPageSize);
        const auto add = [this](const char* name, const char* help, api::Outcome outcome) {
            auto* decision = command(name, help, [this, outcome] { return decide(m_globals, outcome, m_decide); });
            decision->add_option("ID", m_decide.ids, "Id of the approval; several are kept as decided together")
                ->required();
            decision->add_option("--comment", m_decide.comment, "Kept with the decision")->type_name("TEXT");
            decision->add_option("--data", m_decide.data, "The filled-in form")->type_name("JSON");
            decision->add_option("--hash", m_decide.hash, "Decides only if the approval still has this hash")
                ->type_name("HASH");
        };
        add("approve", "Approves", api::Outcome::approve);
        add("reject", "Rejects", api::Outcome::reject);
        addDelegation();
    }

    void addDelegation() {
        const auto add = [this](const char* name, const char* help, auto what) {
            auto* sub = command(name, help, [this, what] { return what(m_globals, m_delegate); });
            sub->add_option("ID", m_delegate.id, "Id of the approval")->required();
            return sub;
        };
        const auto comment = [this](CLI::App* sub) {
            sub->add_option("--comment", m_delegate.comment, "Kept with it")->type_name("TEXT");
        };
        const char* const until = "2026-01-31T12:00:00Z, or from now on: 15m, 2h, 7d";
        auto* sub = add("delegate", "Lets somebody decide an approval in your place for a while", delegate);
        auto* to = sub->add_option("--to", m_delegate.to, "Who; without it, it is yours again")->type_name("USER");
        auto* end = sub->add_option("--until", m_delegate.until, until)->type_name("TIME");
        to->needs(end);
        end->needs(to);
        comment(sub);
        comment(add("escalate", "Opens an approval to its escalation candidates now", escalate));
        add("snooze", "Puts an approval off, for you alone", snooze)
            ->add_option("--until", m_delegate.until, std::string(until) + "; without it, no longer")
            ->type_name("TIME");
    }

    void addEvents() {
        auto* sub = command("emit", "Publishes a CloudEvent, or those of a file",
                            [this] { return emitEvents(m_globals, m_emit); });
        auto& event = m_emit.event;
        sub->add_option("TYPE", event.type, "Type of the event; without it, --file");
        sub->add_option("--file", m_emit.file, "Whole events: one, or one a line; - reads stdin")->type_name("FILE");
        sub->add_option("--source", event.source, "Where it comes from; default: /beamctl")->type_name("URI");
        sub->add_option("--subject", event.subject, "What it is about")->type_name("TEXT");
        sub->add_option("--id", event.id, "One event per source and id counts; default: a new one")->type_name("TEXT");
        sub->add_option("--data", event.data, "Its data; @FILE reads a file, - stdin")->type_name("JSON");
        repeatedWords(sub->add_option("--attribute", event.attributes, "Further attribute; may be repeated"),
                      "NAME=VALUE");
        sub = command("schedules", "Lists what starts by itself", [this] { return schedules(m_globals, m_text); });
        sub->add_option("--namespace", m_text, "Namespace")->type_name("NAME");
        sub = command("schedule", "Pauses, resumes, triggers or back-fills a schedule",
                      [this] { return controlSchedule(m_globals, m_schedule); });
        choice(sub->add_option("ACTION", m_schedule.action, "What to do"), namesOf<api::ScheduleAction>())->required();
        sub->add_option("SCHEDULE", m_schedule.schedule, "[NAMESPACE/]NAME of the workflow")->required();
        sub->add_option("--from", m_schedule.from, "backfill: first time: 2026-01-31T12:00:00Z, 15m, 2h, 7d")
            ->type_name("TIME");
        sub->add_option("--to", m_schedule.to, "backfill: last time, not in the future")->type_name("TIME");
    }

    void addEngine() {
        auto* sub = command("deploy", "Deploys definitions", [this] { return deploy(m_globals, m_names); });
        sub->add_option("FILE", m_names, "Definitions (YAML or JSON)")->required();
        sub = command("backup", "Copies the journal while it is in use", [this] { return backup(m_globals, m_text); });
        sub->add_option("FILE", m_text, "New file, on the engine's machine")->required();
        sub = command("verify", "Checks a journal or a backup", [this] { return verify(m_globals, m_text); });
        sub->add_option("FILE", m_text, "journal.db of a data directory, or a backup")->required();
        sub = command("recover", "Saves what is intact of a damaged journal",
                      [this] { return recover(m_globals, m_text, m_target); });
        sub->add_option("DAMAGED", m_text, "The journal, of an engine that is stopped")->required();
        sub->add_option("NEW", m_target, "New file for what is intact")->required();
    }

    void addCluster(CLI::Option& dataDir, CLI::Option& profile) {
        auto* url = m_app.add_option("--nats-url", m_globals.cluster.url,
                                     "Servers of NATS: uses the cluster there instead of a data directory");
        url->type_name("URL,…")->excludes(&dataDir)->excludes(&profile);
        auto* context = m_app.add_option("--nats-context", m_globals.cluster.context, "The same by a NATS context");
        context->type_name("NAME")->excludes(&dataDir)->excludes(&profile)->excludes(url);
        m_app.add_option("--node", m_globals.cluster.node, "Asks this node of the cluster, not any")->type_name("ID");
    }

    void addClusterCommands() {
        command("health", "Tells how the engine is", [this] { return health(m_globals); });
        auto* sub = command("cluster", "Sets up, shows and controls a cluster",
                            [this] { return cluster(m_globals, m_cluster); });
        choice(sub->add_option("ACTION", m_cluster.action, "What to do"),
               {"init", "status", "drain", "resume", "move", "check", "permissions"})
            ->required();
        sub->add_option("NAME", m_cluster.names, "drain, resume: a node; move: a shard and a node");
        sub->add_option("--pool", m_cluster.pool, "drain, resume: a pool of workers in the place of a node")
            ->type_name("POOL");
        sub->add_flag("--watch", m_cluster.follow, "status: again and again");
        sub->add_option("--reason", m_cluster.reason, "drain, resume: kept with it")->type_name("TEXT");
        sub->add_option("--name", m_cluster.name, "init: name of the cluster")->type_name("NAME");
        sub->add_option("--replicas", m_cluster.replicas,
                        "init: servers that keep each stream; default: 3 if there are")
            ->type_name("N")
            ->check(CLI::Range(1, nats::kMaxReplicas));
        sub->add_option("--shards", m_cluster.shards, "init: parts of all runs, for good")
            ->type_name("N")
            ->check(CLI::Range(1, core::kMaxShards));
        sub->add_option("--max-bytes", m_cluster.maxBytes, "init: size of the order, 4GiB")->type_name("SIZE");
        sub->add_option("--max-age", m_cluster.maxAge, "init: how long the order is kept, 7d")->type_name("TIME");
        sub->add_flag("--yes,-y", m_cluster.yes, "init: does not ask");
        sub->add_flag("--dry-run", m_cluster.dryRun, "init: only shows what would change");
        choice(sub->add_option("--role", m_cluster.role, "permissions: for whom; default: all"), permissionRoles());
    }

    void addBench() {
        auto* sub = command("bench", "Measures the engine and prints JSON lines", [this] {
            m_bench.directory = m_benchDirectory;
            return benchMain(m_bench);
        });
        choice(sub->add_option("KIND", m_bench.kind, "What to measure"), {"steps", "limit", "start", "list", "events"})
            ->required();
        sub->add_option("--tasks", m_bench.tasks, "Sequential tasks of a workflow")
            ->type_name("N")
            ->check(CLI::Range(1, 1000));
        sub->add_option("--concurrency", m_bench.concurrency, "Runs at once, one measurement each")
            ->type_name("N,…")
            ->delimiter(',')
            ->allow_extra_args(false);
        sub->add_option("--seconds", m_bench.seconds, "Length of a measurement")
            ->type_name("S")
            ->check(CLI::Range(0.1, 3600.0));
        sub->add_option("--runs", m_bench.runs, "Runs of start, list and events")->type_name("N");
        sub->add_option("--dir", m_benchDirectory, "On the disk to measure; emptied afterwards")->type_name("DIR");
    }

    void addCompletion() {
        auto* sub = command("completion", "Prints a completion script", [this] {
            std::cout << completionScript(m_text, describe());
            return kCompleted;
        });
        choice(sub->add_option("SHELL", m_text, "Whose script"), {"bash", "zsh", "fish"})->required();
    }

    std::vector<CommandInfo> describe() {
        std::vector<CommandInfo> commands{{}};
        for (const auto* option : m_app.get_options()) {
            commands.front().options.push_back(describe(*option));
        }
        for (const auto* sub : m_app.get_subcommands([](const CLI::App*) { return true; })) {
            CommandInfo info{sub->get_name(), sub->get_description(), {}, {}};
            for (const CLI::App* app : {sub, static_cast<const CLI::App*>(&m_app)}) {
                for (const auto* option : app->get_options()) {
                    const bool repeated = std::any_of(info.options.begin(), info.options.end(), [&](const auto& own) {
                        return own.name == describe(*option).name;
                    });
                    if (option->get_lnames().empty()) {
                        const auto found = describe(*option).choices;  // of the first argument that has some
                        info.choices = info.choices.empty() ? found : info.choices;
                    } else if (!repeated) {
                        info.options.push_back(describe(*option));
                    }
                }
            }
            commands.push_back(std::move(info));
        }
        return commands;
    }

    static OptionInfo describe(const CLI::Option& option) {
        const auto name = [](const std::vector<std::string>& names, const char* dashes) {
            return names.empty() ? "" : dashes + names.front();
        };
        OptionInfo info{name(option.get_lnames(), "--"),
                        name(option.get_snames(), "-"),
                        option.get_description(),
                        option.get_items_expected_max() > 0,
                        {}};
        const auto type = option.get_type_name();
        if (type.find('|') != std::string::npos) {
            for (std::size_t start = 0; start <= type.size();) {
                const auto end = std::min(type.find_first_of("|:", start), type.size());
                info.choices.push_back(type.substr(start, end - start));
                start = end < type.size() && type[end] == '|' ? end + 1 : type.size() + 1;
            }
        }
        return info;
    }

    CLI::App m_app;
    std::function<int()> m_action;
    Globals m_globals;
    std::string m_output = "table";
    RunOptions m_run;
    std::string m_onApproval;
    StartOptions m_start;
    ListOptions m_list;
    ShowOptions m_show;
    ExportOptions m_export;
    RerunOptions m_rerun;
    ApprovalsOptions m_approvals;
    DecideOptions m_decide;
    DelegateOptions m_delegate;
    EmitOptions m_emit;
    ScheduleOptions m_schedule;
    BatchOptions m_batch;
    RoutingLine m_routing;
    AccessLine m_access;
    bool m_dryRun = false;
    ClusterCommand m_cluster;
    BenchOptions m_bench;
    std::string m_benchDirectory;
    std::string m_language = "jq";
    std::string m_text;
    std::string m_target;
    std::string m_reason;
    std::string m_retryInput;
    std::vector<std::string> m_names;
};

}  // namespace

}  // namespace beamline::ctl

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a reader that goes is told by the write, so that the engine still ends in order
    try {
        return beamline::ctl::CommandLine().main(argc, argv);
    } catch (const std::exception& error) {
        beamline::ctl::note(std::string("A mistake of ours: ") + error.what() +
                            ". Please report it with what you called.");
        return beamline::ctl::kInternal;
    }
}
