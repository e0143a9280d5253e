// SPDX-License-Identifier: Apache-2.0
// What the fixture answers when a run is to begin anew at one of its tasks.
#include <algorithm>

#include "tests/ui/fixture_engine.h"
#include "tests/ui/fixture_paging.h"

namespace beamline::test {

namespace {
bool isInside(const std::string& ref, const std::string& outer) {
    return ref.size() > outer.size() && ref.starts_with(outer) && ref[outer.size()] == '/';
}

api::Error rerunConflict(std::string message) {
    return {api::code::kConflict, std::move(message), {}, false};
}

/// Which tasks of the run there are in the other version, with which function.
std::vector<api::Problem> rerunWarnings(const api::RunDetail& run, const api::Graph& graph, const std::string& version,
                                        const std::vector<std::string>& kept) {
    std::vector<api::Problem> warnings;
    const auto warn = [&](const std::string& ref, std::string message) {
        auto& problem = warnings.emplace_back();
        problem.severity = api::Severity::warning;
        problem.pointer = ref;
        problem.message = std::move(message);
    };
    for (const auto& ref : kept) {
        const auto same = [&](const auto& node) { return node.ref == ref; };
        if (std::none_of(graph.nodes.begin(), graph.nodes.end(), same)) {
            warn(ref, "Version " + version + " has no such task: what it gave is not taken over.");
        }
    }
    for (const auto& node : graph.nodes) {
        const bool known =
            std::any_of(run.tasks.begin(), run.tasks.end(), [&](const auto& task) { return task.ref == node.ref; });
        if (!known && node.ref.starts_with('/') && node.ref.size() > 1) {
            warn(node.ref, "The task " + node.name + " is new in version " + version +
                               ": it is carried out when the run comes to it.");
        }
    }
    return warnings;
}
}  // namespace

FixtureEngine::Answer FixtureEngine::answer(const api::PlanRerun& op) {
    std::lock_guard lock(m_mutex);
    const auto found = m_runs.find(op.run);
    if (found == m_runs.end()) {
        return notFound("run", op.run);
    }
    const auto& detail = found->second;
    if (!api::isFinal(detail.run.phase)) {
        return rerunConflict("Run " + op.run +
                             " has not ended. Wait for its end, or cancel it, and run it again then.");
    }
    api::RerunPlan plan;
    plan.run = op.run;
    plan.version = op.version.empty() ? detail.run.version : op.version;
    plan.task = op.task.empty() ? "/" : op.task;
    plan.name = detail.run.workflow;
    plan.input = detail.input;
    const auto workflow = std::find_if(m_workflows.begin(), m_workflows.end(), [&](const auto& one) {
        return one.info.ns == detail.run.ns && one.info.name == detail.run.workflow && one.info.version == plan.version;
    });
    if (!op.version.empty() && op.version != detail.run.version && workflow == m_workflows.end()) {
        return notFound("workflow", detail.run.ns + "/" + detail.run.workflow + " " + op.version);
    }
    if (plan.task == "/") {
        return api::Reply(api::PlanRerunReply{std::move(plan)});
    }
    const auto task =
        std::find_if(detail.tasks.begin(), detail.tasks.end(), [&](const auto& one) { return one.ref == plan.task; });
    if (task == detail.tasks.end()) {
        return notFound("task", plan.task);
    }
    if (task->iterations == 0 && task->startedAt == 0) {
        return rerunConflict("Run " + op.run + " never came to the task " + task->name +
                             ". Choose one of those that it came to.");
    }
    plan.name = task->name;
    if (const auto known = m_tasks.find({op.run, plan.task}); known != m_tasks.end()) {
        plan.input = known->second.input;
    }
    for (auto before = detail.tasks.begin(); before != task; ++before) {
        if (before->phase == api::Phase::completed && !isInside(plan.task, before->ref)) {
            plan.kept.push_back(before->ref);
        }
    }
    if (workflow != m_workflows.end() && plan.version != detail.run.version) {
        plan.warnings = rerunWarnings(detail, workflow->graph, plan.version, plan.kept);
    }
    return api::Reply(api::PlanRerunReply{std::move(plan)});
}

FixtureEngine::Answer FixtureEngine::answer(const api::RerunRun& op) {
    auto planned = answer(api::PlanRerun{op.run, op.task, op.version});
    if (!planned.ok()) {
        return planned.error();
    }
    const auto plan = std::get<api::PlanRerunReply>(*planned).plan;
    api::StartRun start;
    std::vector<api::TaskState> tasks;
    api::Graph graph;
    {
        std::lock_guard lock(m_mutex);
        const auto& before = m_runs.at(op.run);
        start.ns = before.run.ns;
        start.workflow = before.run.workflow;
        start.version = plan.version;
        start.input = plan.task == "/" && op.input ? *op.input : before.input;
        start.labels = before.run.labels;
        start.labels.erase(api::kDryRunLabel);
        start.labels[api::kRerunLabel] = op.run;
        start.dryRun = before.dryRun;
        tasks = before.tasks;
        graph = before.graph;
    }
    auto started = answer(start);
    if (!started.ok()) {
        return started;
    }
    const auto id = std::get<api::StartReply>(*started).run;
    api::RunDetail detail;
    {
        std::lock_guard lock(m_mutex);
        detail = m_runs.at(id);
    }
    for (auto& task : tasks) {
        const bool kept = std::count(plan.kept.begin(), plan.kept.end(), task.ref) > 0;
        const bool begins = task.ref == plan.task;
        task.phase = kept ? api::Phase::completed : begins ? api::Phase::running : api::Phase::pending;
        task.attempt = task.iterations = kept || begins ? 1 : 0;
        task.startedAt = kept || begins ? detail.run.startedAt : 0;
        task.endedAt = kept ? detail.run.startedAt : 0;
        detail.run.tasksDone += kept ? 1 : 0;
    }
    detail.run.now = plan.task == "/" ? std::string() : plan.name;
    detail.run.tasksTotal = static_cast<int>(tasks.size());
    detail.tasks = std::move(tasks);
    detail.graph = std::move(graph);
    put(detail);
    return started;
}

}  // namespace beamline::test
