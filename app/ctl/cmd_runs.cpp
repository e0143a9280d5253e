// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "app/ctl/commands.h"
#include "app/ctl/dry_run.h"
#include "engine/api/ids.h"
#include "engine/api/json_codec.h"

namespace beamline::ctl {

namespace {

/// Finds the namespace of a workflow that is named without one.
api::Result<std::string> namespaceOf(Client& client, const std::string& name) {
    api::ListWorkflows query;
    query.name = name;
    query.limit = api::kMaxPageSize;
    const auto page = client.call(query);
    if (!page.ok()) {
        return page.error();
    }
    std::string found;
    for (const auto& workflow : page->items) {
        if (!found.empty() && found != workflow.ns) {
            return api::Error{api::code::kInvalidArgument,
                              "There is a workflow " + name + " in the namespaces " + found + " and " + workflow.ns +
                                  ". Write namespace/" + name + ".",
                              {},
                              false};
        }
        found = workflow.ns;
    }
    if (found.empty()) {
        return api::Error{
            api::code::kNotFound, "There is no workflow " + name + ". Deploy it: beamctl deploy FILE.", {}, false};
    }
    return found;
}

api::Result<api::StartRun> startRequest(Client& client, const StartOptions& options) {
    api::StartRun request;
    auto name = options.workflow;
    if (const auto slash = name.find('/'); slash != std::string::npos) {
        request.ns = name.substr(0, slash);
        name.erase(0, slash + 1);
    }
    if (const auto colon = name.find(':'); colon != std::string::npos) {
        request.version = name.substr(colon + 1);
        name.resize(colon);
    }
    request.workflow = name;
    if (request.ns.empty()) {
        auto ns = namespaceOf(client, name);
        if (!ns.ok()) {
            return ns.error();
        }
        request.ns = *ns;
    }
    auto labels = parseLabels(options.labels);
    if (!labels.ok()) {
        return labels.error();
    }
    request.labels = std::move(*labels);
    request.idempotencyKey = options.key;
    request.priority = options.priority;
    return request;
}

/// `then`: the moment that is looked at.
std::string tookText(const api::RunSummary& run, api::Timestamp then = api::wallClock()) {
    const auto end = run.endedAt != 0 ? run.endedAt : then;
    return run.startedAt != 0 ? durationText(end - run.startedAt) : "";
}

/// What a run does, or how it ended.
std::string nowText(const api::RunSummary& run) {
    if (!api::isFinal(run.phase)) {
        return run.now;
    }
    return run.error ? run.error->title : "took " + tookText(run);
}

std::string labelText(const api::Labels& labels) {
    std::string out;
    for (const auto& [key, value] : labels) {
        out += (out.empty() ? "" : ", ") + key + "=" + value;
    }
    return out;
}

api::Result<api::ListRuns> listRequest(const ListOptions& options) {
    api::ListRuns query;
    auto filter = filterOf(options);
    if (!filter.ok()) {
        return filter.error();
    }
    query.filter = std::move(*filter);
    boost::describe::enum_from_string(options.order.c_str(), query.order);
    query.descending = !options.ascending;
    query.limit = options.limit;
    query.after = options.after;
    return query;
}

void printDetail(const api::RunDetail& detail, bool past = false) {
    const auto& run = detail.run;
    printFields(
        {{"Run", run.id},
         {"Workflow", run.ns + "/" + run.workflow + ":" + run.version},
         {"Status", phaseText(run.phase)},
         {"Now", run.now},
         {"Created", timeText(run.createdAt)},
         {"Started", timeText(run.startedAt)},
         {"Ended", timeText(run.endedAt)},
         {"Took", past ? tookText(run, run.updatedAt) : tookText(run)},
         {"Labels", labelText(run.labels)},
         {"Error", run.error ? run.error->title + ": " + run.error->detail + " (" + run.error->instance + ")" : ""},
         {"Approvals", joined(detail.approvals)},
         {"Input", indented(detail.input)},
         {"Output", detail.output.is_null() ? "" : indented(detail.output)}});
    std::cout << '\n';
    std::vector<std::vector<std::string>> rows;
    for (const auto& task : detail.tasks) {
        const auto took = task.startedAt != 0 && task.endedAt != 0 ? durationText(task.endedAt - task.startedAt) : "";
        rows.push_back({task.ref, task.function.empty() ? task.type : task.function, phaseText(task.phase),
                        task.attempt > 1 ? std::to_string(task.attempt) : "",
                        task.iterations > 1 ? std::to_string(task.iterations) : "", took});
    }
    printTable({"TASK", "DOES", "STATUS", "ATTEMPT", "TIMES", "TOOK"}, rows);
}

template <class Reply, class Print>
int print(const Globals& globals, const api::Result<Reply>& reply, Print printTableForm) {
    if (!reply.ok()) {
        return fail(reply.error());
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(reply.value()));
    } else {
        printTableForm(reply.value());
    }
    return kCompleted;
}

int showHistory(Client& client, const Globals& globals, const std::string& run, const ShowOptions& options) {
    const auto task = refOfTask(client, run, options.task);
    const auto from = parseTime(options.from);
    if (!task.ok() || !from.ok()) {
        return fail(!task.ok() ? task.error() : from.error());
    }
    api::GetHistory query;
    query.run = run;
    query.task = *task;
    query.from = *from;
    query.withData = globals.format == Format::json;
    query.limit = api::kMaxPageSize;
    std::vector<std::vector<std::string>> rows;
    do {
        const auto page = client.call(query);
        if (!page.ok()) {
            return fail(page.error());
        }
        for (const auto& entry : page->items) {
            if (globals.format == Format::json) {
                std::cout << api::printJson(api::toJson(entry)) << '\n';
            }
            rows.push_back({timeText(entry.at), entry.kind, entry.task, entry.detail});
        }
        query.after = page->next;
    } while (!query.after.empty() && std::cout);
    if (globals.format == Format::table) {
        printTable({"TIME", "EVENT", "TASK", "DETAIL"}, rows);
    }
    if (rows.empty()) {
        note("There are no such events.");
    }
    return kCompleted;
}

void printTask(const api::TaskDetail& task) {
    printFields({{"Task", task.state.ref},
                 {"Status", phaseText(task.state.phase)},
                 {"Iteration", std::to_string(task.iteration)},
                 {"Input", indented(task.input)},
                 {"Output", task.output.is_null() ? "" : indented(task.output)},
                 {"Error", task.error ? indented(api::toJson(*task.error)) : ""}});
    std::cout << '\n';
    std::vector<std::vector<std::string>> rows;
    for (const auto& attempt : task.attempts) {
        rows.push_back({std::to_string(attempt.attempt), phaseText(attempt.phase), timeText(attempt.startedAt),
                        attempt.endedAt != 0 ? durationText(attempt.endedAt - attempt.startedAt) : "",
                        attempt.error ? attempt.error->detail : ""});
        for (const auto& exchange : attempt.exchanges) {
            rows.push_back({"", exchange.failed ? exchange.kind + " failed" : exchange.kind, timeText(exchange.at),
                            durationText(exchange.tookUs / 1000), exchange.request + " \u2192 " + exchange.answer});
        }
    }
    printTable({"ATTEMPT", "STATUS", "STARTED", "TOOK", "ERROR OR EXCHANGE"}, rows);
}

}  // namespace

void noteWhoGoesOn(Client& client, const std::string& run) {
    if (!client.isOwner()) {
        return;
    }
    const auto detail = client.call(api::GetRun{run});
    if (detail.ok() && api::isFinal(detail->run.phase)) {
        note("The run has ended already, " + phaseText(detail->run.phase) + ": beamctl show " + run);
    } else {  // what it does now may yet end it
        note("No program runs the engine of " + client.place() +
             ". What is left of the run is done when one does: beamctl watch " + run);
    }
}

int start(const Globals& globals, const StartOptions& options) {
    std::string inputText;
    auto input = readJson(options.input, boost::json::object{}, &inputText);
    if (!input.ok()) {
        return fail(input.error(), options.input);
    }
    if (options.input == "-" && options.mocks == "-") {
        note("Only one of the input and the mocks can come from stdin. Give the other as a file.");
        return kUsage;
    }
    auto plan = readPlan(options.dryRun, options.mocks);
    if (!plan.ok()) {
        return fail(plan.error(), options.mocks);
    }
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    auto request = startRequest(**client, options);
    if (!request.ok()) {
        return fail(request.error());
    }
    if (options.suggestMocks) {
        const auto suggested = (*client)->call(api::SuggestMocks{request->ns, request->workflow, request->version});
        if (!suggested.ok()) {
            return fail(suggested.error());
        }
        printJson(suggested->plan);
        return kCompleted;
    }
    request->input = std::move(*input);
    request->dryRun = std::move(*plan);
    const auto started = (*client)->call(std::move(*request));
    if (!started.ok()) {
        return fail(started.error(), options.input, inputText);
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*started));
    } else {
        std::cout << started->run << '\n';
    }
    noteWhoGoesOn(**client, started->run);
    return kCompleted;
}

api::Result<api::RunFilter> filterOf(const ListOptions& options) {
    api::RunFilter filter;
    for (const auto& name : options.phases) {
        boost::describe::enum_from_string(name.c_str(), filter.phases.emplace_back());  // checked by the parser
    }
    filter.ns = options.ns;
    filter.workflow = options.workflow;
    filter.version = options.version;
    filter.text = options.text;
    auto labels = parseLabels(options.labels);
    const auto from = parseTime(options.since);
    const auto to = parseTime(options.until);
    if (!labels.ok() || !from.ok() || !to.ok()) {
        return !labels.ok() ? labels.error() : !from.ok() ? from.error() : to.error();
    }
    filter.labels = std::move(*labels);
    filter.createdFrom = *from;
    filter.createdTo = *to;
    return filter;
}

int list(const Globals& globals, const ListOptions& options) {
    const auto query = listRequest(options);
    if (!query.ok()) {
        return fail(query.error());
    }
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    return print(globals, (*client)->call(*query), [](const api::RunPage& page) {
        std::vector<std::vector<std::string>> rows;
        const auto now = api::wallClock();
        for (const auto& run : page.items) {
            rows.push_back(
                {run.id, run.workflow, phaseText(run.phase), relativeText(run.createdAt, now), nowText(run)});
        }
        printTable({"RUN", "WORKFLOW", "STATUS", "CREATED", "NOW"}, rows);
        if (rows.empty()) {
            note("There are no such runs.");
        }
        if (!page.next.empty()) {
            note("There are more: --after " + page.next);
        }
    });
}

int show(const Globals& globals, const ShowOptions& options) {
    if (options.run.empty() && globals.archive.empty()) {
        note("Name a run, or a file with --archive. Runs: beamctl list");
        return kUsage;
    }
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    auto run = options.run;
    if (run.empty()) {  // an archive holds one
        const auto page = (*client)->call(api::ListRuns{});
        run = page.ok() && !page->items.empty() ? page->items.front().id : run;
    }
    if (options.history) {
        return showHistory(**client, globals, run, options);
    }
    if (!options.task.empty()) {
        const auto task = (*client)->call(api::GetTask{run, options.task, options.iteration, options.asOf});
        if (task.ok() && options.iteration > task->state.iterations) {
            return fail(api::Error{api::code::kNotFound,
                                   "The task " + options.task + " has had " + std::to_string(task->state.iterations) +
                                       " iterations; there is no " + std::to_string(options.iteration) + ".",
                                   {},
                                   false});
        }
        return print(globals, task, printTask);
    }
    return print(globals, (*client)->call(api::GetRun{run, options.asOf}),
                 [&](const api::RunDetail& detail) { printDetail(detail, options.asOf > 0); });
}

int exportRun(const Globals& globals, const ExportOptions& options) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto reply = (*client)->call(api::ExportRun{options.run, options.redact, !options.noData});
    if (!reply.ok()) {
        return fail(reply.error());
    }
    printJson(reply->archive);
    return kCompleted;
}

namespace {
api::Result<api::RunReply> control(Client& client, Control what, const std::string& run, const std::string& reason,
                                   const std::optional<api::Json>& input) {
    switch (what) {
        case Control::cancel:
            return client.call(api::CancelRun{run, reason});
        case Control::suspend:
            return client.call(api::SuspendRun{run, reason});
        case Control::resume:
            return client.call(api::ResumeRun{run, reason});
        case Control::discard:
            return client.call(api::DiscardRun{run, reason});
        case Control::retry:
            break;
    }
    return client.call(api::RetryRun{run, reason, input});
}
}  // namespace

int control(const Globals& globals, Control what, const std::vector<std::string>& runs, const std::string& reason,
            const std::string& input) {
    std::optional<api::Json> edited;
    if (!input.empty()) {
        if (runs.size() > 1) {
            return fail(api::Error{
                api::code::kInvalidArgument, "An input is for the task of one run: retry them one by one.", {}, false});
        }
        auto read = readJson(input, {});
        if (!read.ok()) {
            return fail(read.error(), input);
        }
        edited = std::move(*read);
    }
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    int code = kCompleted;
    for (const auto& run : runs) {
        const auto reply = control(**client, what, run, reason, edited);
        const int one = print(globals, reply, [](const api::RunReply& r) {
            std::cout << r.run.id << ' ' << phaseText(r.run.phase) << '\n';
        });
        code = code == kCompleted ? one : code;
    }
    return code;
}

}  // namespace beamline::ctl
