// SPDX-License-Identifier: Apache-2.0
#include "engine/gateway/routes.h"

#include <algorithm>
#include <set>

#include "engine/api/json_codec.h"

namespace beamline::gateway {

namespace {

struct Written {
    Face face;
    const char* method;
    const char* path;
    const char* operation;
    const char* summary;
    bool open = false;
};

constexpr Face kOp = Face::operation;

constexpr Written kWritten[] = {
    {Face::health, "GET", "/_health", "", "Whether the program lives.", true},
    {Face::health, "GET", "/health", "", "The same.", true},
    {Face::ready, "GET", "/_readyz", "", "Whether it can take work; 503 with the reasons when not.", true},
    {Face::metrics, "GET", "/metrics", "", "Figures for Prometheus.", true},
    {Face::openapi, "GET", "/openapi.json", "", "This list for programs (OpenAPI 3.1).", true},
    {Face::docs, "GET", "/docs", "", "This list for people.", true},

    {kOp, "GET", "/api/v1/runs", "list_runs", "Lists runs."},
    {kOp, "POST", "/api/v1/runs", "start_run", "Starts a run."},
    {kOp, "GET", "/api/v1/runs/counts", "count_runs", "Counts runs by their phase."},
    {kOp, "GET", "/api/v1/runs/groups", "group_runs", "Groups runs by workflow, version, error or a label."},
    {kOp, "GET", "/api/v1/runs/{run}", "get_run", "Tells a run with its tasks, input and output."},
    {kOp, "GET", "/api/v1/runs/{run}/history", "get_history", "Tells what happened in a run."},
    {kOp, "GET", "/api/v1/runs/{run}/task", "get_task", "Tells a task of a run with its attempts."},
    {kOp, "GET", "/api/v1/runs/{run}/export", "export_run", "Exports a run, to be opened elsewhere."},
    {kOp, "POST", "/api/v1/runs/{run}/cancel", "cancel_run", "Cancels a run."},
    {kOp, "POST", "/api/v1/runs/{run}/suspend", "suspend_run", "Stops a run before its next task."},
    {kOp, "POST", "/api/v1/runs/{run}/resume", "resume_run", "Lets a suspended run go on."},
    {kOp, "POST", "/api/v1/runs/{run}/retry", "retry_run", "Takes a faulted run up again where it faulted."},
    {kOp, "GET", "/api/v1/runs/{run}/rerun", "plan_rerun", "Tells what a run that begins at a task would take over."},
    {kOp, "POST", "/api/v1/runs/{run}/rerun", "rerun_run",
     "Starts a run that begins at a task of another one. To discard that one the permission run.control is needed "
     "too."},
    {kOp, "POST", "/api/v1/runs/{run}/discard", "discard_run", "Puts a faulted run aside."},

    {kOp, "GET", "/api/v1/batches", "list_batches", "Lists what was done to many runs at once."},
    {kOp, "POST", "/api/v1/batches", "start_batch", "Does the same to many runs."},
    {kOp, "POST", "/api/v1/batches/preview", "preview_batch", "Tells what that would do to each."},
    {kOp, "GET", "/api/v1/batches/{batch}", "get_batch", "Tells a batch, and what its runs are since."},
    {kOp, "GET", "/api/v1/batches/{batch}/items", "list_batch_items", "Tells what happened to each run."},
    {kOp, "POST", "/api/v1/batches/{batch}/{control}", "control_batch",
     "Pauses, resumes, stops a batch, or takes back what it did."},

    {kOp, "GET", "/api/v1/workflows", "list_workflows", "Lists workflows."},
    {kOp, "POST", "/api/v1/workflows", "deploy_workflow", "Deploys a definition, as JSON or as YAML itself."},
    {kOp, "POST", "/api/v1/workflows/validate", "validate_workflow", "Checks a definition."},
    {kOp, "GET", "/api/v1/workflows/{ns}/{name}", "get_workflow", "Tells the latest version of a workflow."},
    {kOp, "GET", "/api/v1/workflows/{ns}/{name}/{version}", "get_workflow", "Tells a version of a workflow."},
    {kOp, "GET", "/api/v1/workflows/{ns}/{workflow}/{version}/mocks", "suggest_mocks",
     "Suggests a plan for a dry run."},
    {kOp, "GET", "/api/v1/functions", "list_functions", "Lists the functions that tasks can call."},

    {kOp, "GET", "/api/v1/approvals", "list_approvals", "Lists requests for a decision."},
    {kOp, "GET", "/api/v1/approvals/counts", "count_approvals", "Counts open requests by queue, for who asks."},
    {kOp, "GET", "/api/v1/approvals/{approval}", "get_approval", "Tells a request for a decision."},
    {kOp, "GET", "/api/v1/approvals/{approval}/previous", "get_previous_approval",
     "Tells what was approved there before."},
    {kOp, "POST", "/api/v1/approvals/{approval}/claim", "claim_approval", "Takes a request, or gives it back."},
    {kOp, "POST", "/api/v1/approvals/{approval}/decide", "decide_approval", "Decides a request."},
    {kOp, "POST", "/api/v1/approvals/{approval}/comment", "comment_approval", "Remarks on a request."},
    {kOp, "POST", "/api/v1/approvals/{approval}/delegate", "delegate_approval",
     "Lets somebody decide in the caller's place for a while, or takes that back."},
    {kOp, "POST", "/api/v1/approvals/{approval}/escalate", "escalate_approval",
     "Opens a request to its escalation candidates."},
    {kOp, "POST", "/api/v1/approvals/{approval}/snooze", "snooze_approval", "Puts a request off for the caller."},

    {kOp, "GET", "/api/v1/schedules", "list_schedules", "Lists schedules."},
    {kOp, "POST", "/api/v1/schedules/{ns}/{workflow}/{action}", "control_schedule",
     "Pauses, resumes, triggers a schedule, or makes up for what it missed."},

    {kOp, "GET", "/api/v1/cluster", "get_cluster", "Tells the machines and what they own."},
    {kOp, "POST", "/api/v1/cluster/nodes/{node}/{action}", "control_node", "Drains a node, or takes that back."},
    {kOp, "POST", "/api/v1/cluster/pools/{pool}/{action}", "control_pool", "Drains a pool, or takes that back."},
    {kOp, "POST", "/api/v1/cluster/shards/{shard}/move", "move_shard", "Gives a shard to another node."},
    {kOp, "GET", "/api/v1/statistics", "get_statistics", "Tells what was done in the last hour."},
    {kOp, "POST", "/api/v1/backups", "backup_engine", "Copies the journal to a file of the engine's machine."},

    {Face::events, "GET", "/api/v1/events", "", "Streams what happens, as server-sent events."},
    {Face::publish, "POST", "/api/v1/events", "publish_event",
     "Publishes CloudEvents: structured, binary, or a batch of structured ones."},
};

std::vector<std::string> partsOf(std::string_view path) {
    auto target = readTarget(path);
    return target.ok() ? std::move(target->path) : std::vector<std::string>();
}

std::vector<Route> makeRoutes() {
    std::vector<Route> all;
    const auto add = [&](Face face, std::string method, std::string path, std::string summary, std::string_view name) {
        auto parts = partsOf(path);
        all.push_back({face, std::move(method), std::move(path), std::move(summary), findOperation(name),
                       std::move(parts), false});
    };
    for (const auto& written : kWritten) {
        add(written.face, written.method, written.path, written.summary, written.operation);
        all.back().open = written.open;
    }
    for (const auto& operation : operationTable()) {
        const auto same =
            std::find_if(all.begin(), all.end(), [&](const auto& r) { return r.operation == &operation; });
        add(kOp, "POST", "/api/v1/" + operation.name,
            same == all.end() ? "The operation " + operation.name + " of the port." : same->summary, operation.name);
    }
    return all;
}

bool isMember(const std::string& part) {
    return part.size() > 2 && part.front() == '{' && part.back() == '}';
}

/// How many parts of a fitting path are literal; -1: it does not fit.
int fits(const Route& route, const std::vector<std::string>& path) {
    if (route.parts.size() != path.size()) {
        return -1;
    }
    int literal = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const bool same = route.parts[i] == path[i];
        if (!same && (!isMember(route.parts[i]) || path[i].empty())) {
            return -1;
        }
        literal += same ? 1 : 0;
    }
    return literal;
}

api::Error unknownParameter(const OperationEntry& operation, const std::string& name) {
    std::string known;
    for (const auto& parameter : operation.parameters) {
        known += (known.empty() ? "" : ", ") + parameter.name;
    }
    return {api::code::kInvalidArgument,
            "There is no parameter \"" + name + "\". " +
                (known.empty() ? "This address takes none." : "There are: " + known + "."),
            boost::json::object{{"parameter", name}}, false};
}

api::Result<boost::json::object> bodyArguments(const OperationEntry& operation, const HttpRequest& request) {
    if (request.body.empty()) {
        return boost::json::object();
    }
    const auto type = mediaType(request);
    if ((type.ends_with("/yaml") || type.ends_with("/x-yaml") || type.ends_with("+yaml")) &&
        operation.parameter("source")) {
        return boost::json::object{{"source", request.body}};
    }
    if (type != "application/json" && !type.ends_with("+json")) {
        return api::Error{kUnsupportedType,
                          "The body of this request must be JSON: send it with the header Content-Type: "
                          "application/json.",
                          {},
                          false};
    }
    auto json = api::parseJson(request.body);
    if (!json.ok()) {
        return json.error();
    }
    if (!json->is_object()) {
        return api::Error{api::code::kInvalidArgument, "The body of this request must be a JSON object.", {}, false};
    }
    return std::move(json->get_object());
}

}  // namespace

const std::vector<Route>& routes() {
    static const std::vector<Route> kRoutes = makeRoutes();
    return kRoutes;
}

RouteMatch findRoute(const std::string& method, const std::vector<std::string>& path) {
    RouteMatch match;
    int best = -1;
    std::set<std::string> allowed;
    for (const auto& route : routes()) {
        const int literal = fits(route, path);
        if (literal < 0) {
            continue;
        }
        allowed.insert(route.method);
        if (literal > best && (route.method == method || (method == "HEAD" && route.method == "GET"))) {
            best = literal;
            match.route = &route;
        }
    }
    if (!match.route) {
        match.allowed.assign(allowed.begin(), allowed.end());
        return match;
    }
    for (std::size_t i = 0; i < path.size(); ++i) {
        const auto& part = match.route->parts[i];
        if (isMember(part)) {
            match.members.emplace_back(part.substr(1, part.size() - 2), path[i]);
        }
    }
    return match;
}

api::Result<api::Json> routeArguments(const RouteMatch& match, const Pairs& query, const HttpRequest& request) {
    const auto& operation = *match.route->operation;
    auto arguments = bodyArguments(operation, request);
    if (!arguments.ok()) {
        return arguments.error();
    }
    for (const auto* pairs : {&match.members, &query}) {
        for (const auto& [name, text] : *pairs) {
            const auto* parameter = operation.parameter(name);
            if (!parameter) {
                return unknownParameter(operation, name);
            }
            if (auto set = setParameter(*arguments, *parameter, text); !set.ok()) {
                return set.error();
            }
        }
    }
    return api::Json(std::move(*arguments));
}

std::string mediaType(const HttpRequest& request) {
    auto type = request.headerOr("content-type");
    type = type.substr(0, type.find(';'));
    type.erase(type.find_last_not_of(" \t") + 1);
    std::transform(type.begin(), type.end(), type.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return type;
}

}  // namespace beamline::gateway
