// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "app/ctl/commands.h"
#include "engine/api/json_codec.h"

namespace beamline::ctl {

api::Result<std::string> refOfTask(Client& client, const std::string& run, const std::string& task) {
    if (task.empty() || task.starts_with('/')) {
        return task;
    }
    const auto detail = client.call(api::GetRun{run});
    if (!detail.ok()) {
        return detail.error();
    }
    std::vector<std::string> found;
    for (const auto& one : detail->tasks) {
        if (one.name == task) {
            found.push_back(one.ref);
        }
    }
    if (found.size() == 1) {
        return found.front();
    }
    return api::Error{found.empty() ? api::code::kNotFound : api::code::kInvalidArgument,
                      found.empty()
                          ? "The run has no task " + task + ". Its tasks: beamctl show " + run
                          : "The run has several tasks " + task + ": " + joined(found) + ". Give the reference of one.",
                      {},
                      false};
}

namespace {
void printPlan(const api::RerunPlan& plan) {
    printFields({{"Run", plan.run},
                 {"Version", plan.version},
                 {"Begins at", plan.task == "/" ? plan.name : plan.name + " (" + plan.task + ")"},
                 {"Input", indented(plan.input)},
                 {"Taken over", joined(plan.kept)}});
    for (const auto& warning : plan.warnings) {
        note("Warning: " + warning.message);
    }
}
int rerunOne(const Globals& globals, const RerunOptions& options) {
    std::optional<api::Json> input;
    if (!options.input.empty()) {
        auto read = readJson(options.input, {});
        if (!read.ok()) {
            return fail(read.error(), options.input);
        }
        input = std::move(*read);
    }
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto task =
        options.atFault ? api::Result<std::string>(api::kRerunAtFault) : refOfTask(**client, options.run, options.task);
    if (!task.ok()) {
        return fail(task.error());
    }
    if (options.plan) {
        const auto reply = (*client)->call(api::PlanRerun{options.run, *task, options.version});
        if (!reply.ok()) {
            return fail(reply.error());
        }
        if (globals.format == Format::json) {
            printJson(api::toJson(reply->plan));
        } else {
            printPlan(reply->plan);
        }
        return kCompleted;
    }
    const auto started = (*client)->call(api::RerunRun{options.run, *task, options.version, std::move(input),
                                                       options.reason, options.key, options.discard});
    if (!started.ok()) {
        return fail(started.error(), options.input);
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*started));
    } else {
        std::cout << started->run << '\n';
    }
    noteWhoGoesOn(**client, started->run);
    return kCompleted;
}

}  // namespace

int rerun(const Globals& globals, BulkOptions which, RerunOptions options) {
    if (!saysWhichRuns(which)) {
        return kUsage;
    }
    if (which.runs.size() == 1 && !which.dryRun) {
        options.run = which.runs.front();
        return rerunOne(globals, options);
    }
    if (!options.input.empty() || !options.key.empty() || options.plan) {
        note("An input, a key and a plan are for one run: name that. What would happen to many: --dry-run.");
        return kUsage;
    }
    if (!options.task.empty() && !options.task.starts_with('/')) {
        note("For many runs --task takes a reference, as in /do/0/name; or begin with --at-fault.");
        return kUsage;
    }
    which.reason = options.reason;
    which.rerun = {options.version, options.atFault ? api::kRerunAtFault : options.task, options.discard};
    return startBatch(globals, which);
}

}  // namespace beamline::ctl
