// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/fixture_engine.h"

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/run_filter.h"
#include "tests/ui/fixture_paging.h"

namespace beamline::test {

class FixtureSubscription : public api::Subscription {
public:
    FixtureSubscription(FixtureEngine& engine, int id) : m_engine(engine), m_id(id) {}
    ~FixtureSubscription() override {
        std::lock_guard lock(m_engine.m_mutex);
        m_engine.m_sinks.erase(m_id);
    }

private:
    FixtureEngine& m_engine;
    int m_id;
};

FixtureEngine::FixtureEngine() {
    m_health.state = api::HealthState::healthy;
    m_health.engine = "embedded";
    m_health.version = BEAMLINE_VERSION;
    policies.tell = extensions.tell = access.tell =
        messages.tell = [this](api::Event event) { publish(std::move(event)); };
}
FixtureEngine::~FixtureEngine() = default;

api::Event FixtureEngine::eventOf(const api::RunSummary& run, const std::string& kind) const {
    api::Event event;
    event.at = run.updatedAt;
    event.kind = kind;
    event.run = run.id;
    event.ns = run.ns;
    event.workflow = run.workflow;
    event.version = run.version;
    event.summary = run;
    return event;
}

void FixtureEngine::put(const api::RunSummary& run) {
    std::string kind;
    {
        std::lock_guard lock(m_mutex);
        const auto [place, isNew] = m_runs.try_emplace(run.id);
        place->second.run = run;
        kind = isNew ? "run.created" : "run." + std::string(boost::describe::enum_to_string(run.phase, "running"));
    }
    publish(eventOf(run, kind));
}

void FixtureEngine::put(const api::RunDetail& detail) {
    {
        std::lock_guard lock(m_mutex);
        m_runs[detail.run.id] = detail;
    }
    publish(eventOf(detail.run, "run.running"));
}

void FixtureEngine::put(const std::string& run, const api::TaskDetail& task) {
    std::lock_guard lock(m_mutex);
    m_tasks[{run, task.state.ref}] = task;
}

void FixtureEngine::put(const std::string& run, api::HistoryEntry entry) {
    api::Event event;
    event.at = entry.at;
    event.kind = entry.kind;
    event.run = run;
    event.task = entry.task;
    event.name = entry.name;
    {
        std::lock_guard lock(m_mutex);
        entry.seq = m_seq + 1;
        m_history[run].push_back(std::move(entry));
    }
    publish(std::move(event));
}

void FixtureEngine::put(const api::Approval& approval, const std::string& kind) {
    api::Event event;
    event.kind = kind;
    event.approval = approval.id;
    event.run = approval.run;
    event.ns = approval.ns;
    event.workflow = approval.workflow;
    event.version = approval.version;
    event.task = approval.task;
    {
        std::lock_guard lock(m_mutex);
        m_approvals[approval.id] = approval;
        m_health.openApprovals = std::count_if(m_approvals.begin(), m_approvals.end(),
                                               [](const auto& entry) { return api::isOpen(entry.second.state); });
    }
    publish(std::move(event));
}

void FixtureEngine::put(const api::WorkflowDetail& workflow) {
    api::Event event;
    event.kind = "workflow.deployed";
    event.ns = workflow.info.ns;
    event.workflow = workflow.info.name;
    event.version = workflow.info.version;
    {
        std::lock_guard lock(m_mutex);
        for (auto& other : m_workflows) {
            if (other.info.ns == workflow.info.ns && other.info.name == workflow.info.name) {
                other.info.latest = false;
            }
        }
        m_workflows.push_back(workflow);
        m_workflows.back().info.latest = true;
    }
    publish(std::move(event));
}

void FixtureEngine::put(const api::Schedule& schedule) {
    api::Event event;
    event.kind = "schedule.changed";
    event.ns = schedule.ns;
    event.workflow = schedule.workflow;
    event.version = schedule.version;
    {
        std::lock_guard lock(m_mutex);
        m_schedules[{schedule.ns, schedule.workflow}] = schedule;
    }
    publish(std::move(event));
}

void FixtureEngine::removeSchedule(const std::string& ns, const std::string& workflow) {
    {
        std::lock_guard lock(m_mutex);
        m_schedules.erase({ns, workflow});
    }
    api::Event event;
    event.kind = "schedule.changed";
    publish(std::move(event));
}

void FixtureEngine::setHealth(const api::Health& health) {
    std::lock_guard lock(m_mutex);
    m_health = health;
}
void FixtureEngine::setProblems(std::vector<api::Problem> problems) {
    std::lock_guard lock(m_mutex);
    m_problems = std::move(problems);
}

void FixtureEngine::fail(const std::string& operation, api::Error error) {
    std::lock_guard lock(m_mutex);
    m_failures[operation] = std::move(error);
}
void FixtureEngine::clear(const std::string& operation) {
    std::lock_guard lock(m_mutex);
    m_failures.erase(operation);
}
void FixtureEngine::hold(const std::string& operation) {
    std::lock_guard lock(m_mutex);
    m_held.insert(operation);
}

void FixtureEngine::release(const std::string& operation) {
    std::vector<std::function<void()>> jobs;
    {
        std::lock_guard lock(m_mutex);
        m_held.erase(operation);
        std::erase_if(m_waiting, [&](auto& waiting) {
            if (waiting.first != operation) {
                return false;
            }
            jobs.push_back(std::move(waiting.second));
            return true;
        });
    }
    for (const auto& job : jobs) {
        job();
    }
}

int FixtureEngine::calls(const std::string& operation) const {
    std::lock_guard lock(m_mutex);
    const auto found = m_calls.find(operation);
    return found == m_calls.end() ? 0 : found->second;
}

void FixtureEngine::publish(api::Event event) {
    std::vector<api::EventSink> sinks;
    {
        std::lock_guard lock(m_mutex);
        event.seq = ++m_seq;
        for (const auto& [id, sink] : m_sinks) {
            sinks.push_back(sink);
        }
    }
    for (const auto& sink : sinks) {
        sink(event);
    }
}

void FixtureEngine::publishGap() {
    api::Event event;
    event.kind = api::kGapEvent;
    publish(std::move(event));
}

void FixtureEngine::dispatch(const std::string& operation, std::function<Answer()> answer, api::ReplyHandler handler) {
    const auto job = [this, operation, answer = std::move(answer), handler = std::move(handler)] {
        std::optional<api::Error> failure;
        {
            std::lock_guard lock(m_mutex);
            if (const auto found = m_failures.find(operation); found != m_failures.end()) {
                failure = found->second;
            }
        }
        handler(failure ? Answer(*failure) : answer());
    };
    {
        std::lock_guard lock(m_mutex);
        ++m_calls[operation];
        if (m_held.contains(operation)) {
            m_waiting.emplace_back(operation, job);
            return;
        }
    }
    job();
}

void FixtureEngine::submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) {
    {
        std::lock_guard lock(m_mutex);
        m_user = context.user;
        m_groups = context.groups;
        m_commands.push_back(command);
    }
    access.hear(context);
    std::visit(
        [&](const auto& op) {
            using Op = std::remove_cvref_t<decltype(op)>;
            dispatch(
                Op::kInfo.name, [this, op] { return answer(op); }, std::move(handler));
        },
        command);
}

void FixtureEngine::query(api::Query query, api::RequestContext context, api::ReplyHandler handler) {
    {
        std::lock_guard lock(m_mutex);
        m_user = context.user;
        m_groups = context.groups;
    }
    access.hear(context);
    std::visit(
        [&](const auto& op) {
            using Op = std::remove_cvref_t<decltype(op)>;
            dispatch(
                Op::kInfo.name, [this, op] { return answer(op); }, std::move(handler));
        },
        query);
}

std::unique_ptr<api::Subscription> FixtureEngine::subscribe(api::EventFilter, api::Seq, api::EventSink sink) {
    std::lock_guard lock(m_mutex);
    m_sinks[m_nextSink] = std::move(sink);
    return std::make_unique<FixtureSubscription>(*this, m_nextSink++);
}

api::Health FixtureEngine::health() const {
    std::lock_guard lock(m_mutex);
    return m_health;
}

// ---- workflows
// --------------------------------------------------------------------------------------------------------

FixtureEngine::Answer FixtureEngine::answer(const api::DeployWorkflow& op) {
    api::WorkflowDetail workflow;
    {
        std::lock_guard lock(m_mutex);
        if (!m_problems.empty()) {
            return api::Error{
                api::code::kInvalidDefinition,
                op.sourceName + " was not deployed: it has " + std::to_string(m_problems.size()) + " mistakes.",
                api::toJson(m_problems), false};
        }
        workflow.info = {"examples", op.sourceName, "1.0.0", op.sourceName, {}, api::sha256(op.source),
                         m_now,      true,          {}};
        workflow.source = op.source;
        if (m_validator) {
            auto found = m_validator(op.source);
            if (!found.valid) {
                return api::Error{api::code::kInvalidDefinition, op.sourceName + " was not deployed.",
                                  api::toJson(found.problems), false};
            }
            const auto same = std::find_if(m_workflows.begin(), m_workflows.end(), [&](const auto& other) {
                return other.info.ns == found.workflow.ns && other.info.name == found.workflow.name &&
                       other.info.version == found.workflow.version;
            });
            if (same != m_workflows.end() && same->source != op.source) {
                return api::Error{api::code::kConflict,
                                  found.workflow.name + " " + found.workflow.version +
                                      " is deployed already with another text. Raise document.version.",
                                  {},
                                  false};
            }
            workflow.info = found.workflow;
            workflow.info.digest = api::sha256(op.source);
            workflow.info.deployedAt = m_now;
            workflow.graph = found.graph;
        }
    }
    put(workflow);
    return api::Reply(api::DeployReply{workflow.info, true, {}});
}

FixtureEngine::Answer FixtureEngine::answer(const api::ValidateWorkflow& op) {
    std::lock_guard lock(m_mutex);
    if (m_validator) {
        return api::Reply(m_validator(op.source));
    }
    api::ValidateReply reply;
    reply.problems = m_problems;
    reply.valid = m_problems.empty();
    return api::Reply(std::move(reply));
}

FixtureEngine::Answer FixtureEngine::answer(const api::ListWorkflows& op) {
    std::lock_guard lock(m_mutex);
    std::vector<api::WorkflowInfo> all;
    for (auto workflow = m_workflows.rbegin(); workflow != m_workflows.rend(); ++workflow) {
        const auto& info = workflow->info;
        const bool wanted = op.name.empty() ? info.latest : info.name == op.name && info.ns == op.ns;
        if (wanted && (op.text.empty() || holds(info.name + info.title, op.text))) {
            all.push_back(info);
        }
    }
    return api::Reply(cut<api::WorkflowPage>(
        std::move(all), op.limit, op.after, [](const auto& info) { return info.ns + info.name + info.version; },
        m_seq));
}

FixtureEngine::Answer FixtureEngine::answer(const api::GetWorkflow& op) {
    std::lock_guard lock(m_mutex);
    for (const auto& workflow : m_workflows) {
        const auto& info = workflow.info;
        if (info.ns == op.ns && info.name == op.name &&
            (op.version.empty() ? info.latest : info.version == op.version)) {
            return api::Reply(workflow);
        }
    }
    return notFound("workflow", op.ns + "/" + op.name);
}

FixtureEngine::Answer FixtureEngine::answer(const api::SuggestMocks&) {
    return api::Reply(api::MocksReply{boost::json::parse(
        R"({"mocks": [{"task": "/do/0/enter", "function": "http", "output": null}], "waits": "skip"})")});
}

FixtureEngine::Answer FixtureEngine::answer(const api::ListFunctions&) {
    std::lock_guard lock(m_mutex);
    api::FunctionPage page;
    page.items = m_functions;
    page.seq = m_seq;
    return api::Reply(std::move(page));
}

// ---- runs
// -------------------------------------------------------------------------------------------------------------

FixtureEngine::Answer FixtureEngine::answer(const api::StartRun& op) {
    api::RunDetail detail;
    auto& run = detail.run;
    {
        std::lock_guard lock(m_mutex);
        run.id = api::newUlid(m_now != 0 ? m_now : api::wallClock());
        run.createdAt = run.startedAt = run.updatedAt = m_now;
    }
    run.ns = op.ns;
    run.workflow = op.workflow;
    run.version = op.version;
    run.labels = op.labels;
    run.phase = api::Phase::running;
    if (!op.dryRun.is_null()) {
        run.labels[api::kDryRunLabel] = "true";
    }
    put(run);
    detail.input = op.input;
    detail.dryRun = op.dryRun;
    put(detail);
    return api::Reply(api::StartReply{run.id, true});
}

FixtureEngine::Answer FixtureEngine::setPhase(const std::string& run, api::Phase phase, const std::string& now) {
    api::RunSummary summary;
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_runs.find(run);
        if (found == m_runs.end()) {
            return notFound("run", run);
        }
        summary = found->second.run;
        summary.phase = phase;
        summary.now = now;
        summary.updatedAt = m_now;
        summary.endedAt = api::isFinal(phase) ? m_now : 0;
        found->second.run = summary;
    }
    publish(eventOf(summary, "run." + std::string(boost::describe::enum_to_string(phase, "running"))));
    return api::Reply(api::RunReply{summary});
}

FixtureEngine::Answer FixtureEngine::answer(const api::CancelRun& op) {
    return setPhase(op.run, api::Phase::cancelled, op.reason);
}
FixtureEngine::Answer FixtureEngine::answer(const api::SuspendRun& op) {
    return setPhase(op.run, api::Phase::suspended, op.reason);
}
FixtureEngine::Answer FixtureEngine::answer(const api::ResumeRun& op) {
    return setPhase(op.run, api::Phase::running, {});
}
FixtureEngine::Answer FixtureEngine::answer(const api::RetryRun& op) {
    return setPhase(op.run, api::Phase::running, {});
}

FixtureEngine::Answer FixtureEngine::answer(const api::DiscardRun& op) {
    return setPhase(op.run, api::Phase::cancelled, op.reason);
}

std::vector<api::RunSummary> FixtureEngine::runs(const api::RunFilter& filter, bool descending) const {
    std::lock_guard lock(m_mutex);
    std::vector<api::RunSummary> all;
    for (const auto& [id, detail] : m_runs) {
        if (api::fits(filter, detail.run)) {
            all.push_back(detail.run);
        }
    }
    if (descending) {
        std::reverse(all.begin(), all.end());
    }
    return all;
}

FixtureEngine::Answer FixtureEngine::answer(const api::ListRuns& op) {
    auto all = runs(op.filter, op.descending);
    const auto sortBy = [&](auto key) {
        std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) {
            return op.descending ? key(b) < key(a) : key(a) < key(b);
        });
    };
    switch (op.order) {
        case api::RunOrder::created:
            break;
        case api::RunOrder::updated:
            sortBy([](const auto& run) { return run.updatedAt; });
            break;
        case api::RunOrder::ended:
            sortBy([](const auto& run) { return run.endedAt; });
            break;
        case api::RunOrder::workflow:
            sortBy([](const auto& run) { return run.workflow; });
            break;
        case api::RunOrder::phase:
            sortBy([](const auto& run) { return run.phase; });
            break;
    }
    std::lock_guard lock(m_mutex);
    api::Cursor after = op.after;
    if (op.order == api::RunOrder::created && !after.empty()) {
        // A cursor is a place in the order, not a row: the run that was there may have left the list meanwhile.
        std::erase_if(all, [&](const auto& run) { return op.descending ? run.id >= after : run.id <= after; });
        after.clear();
    }
    return api::Reply(cut<api::RunPage>(
        std::move(all), op.limit, after, [](const auto& run) { return run.id; }, m_seq));
}

FixtureEngine::Answer FixtureEngine::answer(const api::GetRun& op) {
    std::lock_guard lock(m_mutex);
    const auto found = m_runs.find(op.run);
    if (found == m_runs.end()) {
        return notFound("run", op.run);
    }
    api::RunDetail detail = found->second;
    detail.seq = m_seq;
    detail.approvals.clear();
    for (const auto& [id, approval] : m_approvals) {
        if (approval.run == op.run) {
            detail.approvals.insert(api::isOpen(approval.state) ? detail.approvals.begin() : detail.approvals.end(),
                                    id);
        }
    }
    return api::Reply(std::move(detail));
}

FixtureEngine::Answer FixtureEngine::answer(const api::GetTask& op) {
    std::lock_guard lock(m_mutex);
    const auto found = m_tasks.find({op.run, op.task});
    if (found != m_tasks.end()) {
        return api::Reply(found->second);
    }
    const auto run = m_runs.find(op.run);
    if (run != m_runs.end()) {
        for (const auto& task : run->second.tasks) {
            if (task.ref == op.task) {
                api::TaskDetail detail;
                detail.state = task;
                return api::Reply(std::move(detail));
            }
        }
    }
    return notFound("task", op.task);
}

FixtureEngine::Answer FixtureEngine::answer(const api::GetHistory& op) {
    std::lock_guard lock(m_mutex);
    auto all = m_history[op.run];
    std::erase_if(all, [&](const auto& entry) {
        const bool within = op.task.empty() || entry.task == op.task || entry.task.starts_with(op.task + '/');
        const bool late = op.from != 0 && (op.descending ? entry.at > op.from : entry.at < op.from);
        return (!op.kind.empty() && entry.kind != op.kind) || !within || late;
    });
    for (auto& entry : all) {
        entry.data = op.withData ? entry.data : api::Json();
    }
    if (op.descending) {
        std::reverse(all.begin(), all.end());
    }
    return api::Reply(cut<api::HistoryPage>(
        std::move(all), op.limit, op.after, [](const auto& entry) { return std::to_string(entry.seq); }, m_seq));
}

// ---- events and schedules

FixtureEngine::Answer FixtureEngine::answer(const api::PublishEvent&) {
    return api::Reply(api::PublishReply{1});
}

FixtureEngine::Answer FixtureEngine::answer(const api::ListSchedules& op) {
    std::lock_guard lock(m_mutex);
    api::SchedulePage page;
    page.seq = m_seq;
    for (const auto& [name, schedule] : m_schedules) {
        if (op.ns.empty() || op.ns == schedule.ns) {
            page.items.push_back(schedule);
        }
    }
    return api::Reply(std::move(page));
}

FixtureEngine::Answer FixtureEngine::answer(const api::ControlSchedule& op) {
    api::Schedule schedule;
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_schedules.find({op.ns, op.workflow});
        if (found == m_schedules.end()) {
            return notFound("schedule", op.ns + "/" + op.workflow);
        }
        schedule = found->second;
    }
    api::ScheduleReply reply;
    if (op.action == api::ScheduleAction::trigger || op.action == api::ScheduleAction::backfill) {
        api::StartRun start;
        start.ns = op.ns;
        start.workflow = op.workflow;
        reply.runs.push_back(std::get<api::StartReply>(*answer(start)).run);
    } else {
        schedule.paused = op.action == api::ScheduleAction::pause;
    }
    put(schedule);
    reply.schedule = schedule;
    return api::Reply(std::move(reply));
}

FixtureEngine::Answer FixtureEngine::answer(const api::BackupEngine& op) {
    return api::Reply(api::BackupReply{op.path, 0});
}

}  // namespace beamline::test
