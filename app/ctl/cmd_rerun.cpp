// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "app/ctl/commands.h"
#include "engine/api/json_codec.h"

namespace beamline::ctl {

namespace {
/// The reference of a task of the run that is named by it or by its name.
api::Result<std::string> taskOf(Client& client, const RerunOptions& options) {
    if (options.task.empty() || options.task.starts_with('/')) {
        return options.task;
    }
    const auto run = client.call(api::GetRun{options.run});
    if (!run.ok()) {
        return run.error();
    }
    std::vector<std::string> found;
    for (const auto& task : run->tasks) {
        if (task.name == options.task) {
            found.push_back(task.ref);
        }
    }
    if (found.size() == 1) {
        return found.front();
    }
    return api::Error{found.empty() ? api::code::kNotFound : api::code::kInvalidArgument,
                      found.empty() ? "The run has no task " + options.task + ". Its tasks: beamctl show " + options.run
                                    : "The run has several tasks " + options.task + ": " + joined(found) +
                                          ". Give the reference of one.",
                      {},
                      false};
}

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
}  // namespace

int rerun(const Globals& globals, const RerunOptions& options) {
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
    const auto task = taskOf(**client, options);
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
    const auto started = (*client)->call(
        api::RerunRun{options.run, *task, options.version, std::move(input), options.reason, options.key});
    if (!started.ok()) {
        return fail(started.error(), options.input);
    }
    if (globals.format == Format::json) {
        printJson(api::toJson(*started));
    } else {
        std::cout << started->run << '\n';
    }
    if ((*client)->isOwner()) {
        note("No program runs the engine of " + (*client)->place() + ". The run goes on when one does: beamctl watch " +
             started->run);
    }
    return kCompleted;
}

}  // namespace beamline::ctl
