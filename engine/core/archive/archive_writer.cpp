// SPDX-License-Identifier: Apache-2.0
// Folds a run's facts into an archive.
#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/core/archive/archive.h"
#include "engine/core/archive/past.h"
#include "engine/core/machine/dry_run.h"

namespace beamline::core {

namespace {
/// Members of `now` that are others in `before`; null for one that has gone.
Json changes(const Json& before, const Json& now) {
    boost::json::object changed;
    const auto& old = before.get_object();
    for (const auto& member : now.get_object()) {
        const auto* known = old.if_contains(member.key());
        if (!known || *known != member.value()) {
            changed[member.key()] = member.value();
        }
    }
    for (const auto& member : old) {
        if (!now.get_object().contains(member.key())) {
            changed[member.key()] = nullptr;
        }
    }
    return changed.empty() ? Json() : Json(std::move(changed));
}

bool same(const api::TaskState& a, const api::TaskState& b) {
    bool equal = true;
    boost::mp11::mp_for_each<boost::describe::describe_members<api::TaskState, boost::describe::mod_public>>(
        [&](auto d) { equal = equal && a.*d.pointer == b.*d.pointer; });
    return equal;
}

api::Error tooLarge(const std::string& what) {
    return {api::code::kOverloaded,
            "The run is too large for an archive: it has more than " + what +
                ". Leave out its data, or read it where "
                "it is.",
            {},
            false};
}

/// What a call gave is known when its result comes; of these it shows only when the task has ended.
bool toldAtEnd(const Task& task) {
    const auto* call = std::get_if<CallTask>(&task.body);
    const auto* run = std::get_if<WorkflowTask>(&task.body);
    const bool wanted = task.type == TaskType::listen || (call && (call->kind == CallKind::approval || call->each)) ||
                        (run && run->await);
    return wanted && !task.flow.outputAs.present();
}
std::string functionOf(const Task& task) {
    if (const auto* call = std::get_if<CallTask>(&task.body)) {
        return call->function;
    }
    const auto* run = std::get_if<WorkflowTask>(&task.body);
    return run ? run->ns + '/' + run->name : "listen";
}
}  // namespace

ArchiveWriter::ArchiveWriter(DefinitionPtr definition, const RunIdentity& identity)
    : m_definition(definition), m_machine(std::move(definition), identity) {
    m_archive.startedBy = identity.startedBy;
    m_tasks = m_machine.tasks();
    m_summary = boost::json::object{};
}

api::Result<api::Unit> ArchiveWriter::add(const Fact& fact, api::Seq seq) {
    answered(fact);
    auto step = m_machine.apply(fact);
    if (!step) {
        return step.error();
    }
    if (fact.rerun) {
        tookOver(*fact.rerun);
    }
    for (const auto& effect : step->effects) {
        remember(effect);
    }
    auto& archived = m_archive.steps.emplace_back();
    int index = 0;
    for (const auto& transition : step->transitions) {
        auto& entry = archived.entries.emplace_back(entryOf(*m_definition, transition, seq, index++, fact.at));
        if (transition.data) {
            entry.data = *transition.data;
            m_bytes += boost::json::serialize(entry.data).size();
        }
        if (transition.kind == "task.completed" && toldAtEnd(m_definition->task(transition.task))) {
            mock(transition.task, functionOf(m_definition->task(transition.task)), transition.data, std::nullopt);
        }
    }
    m_entries += archived.entries.size();
    if (m_entries > kMaxArchiveEntries) {
        return tooLarge(std::to_string(kMaxArchiveEntries) + " entries in its history");
    }
    if (m_bytes > kMaxArchiveBytes) {
        return tooLarge(std::to_string(kMaxArchiveBytes >> 20) + " MiB of data");
    }
    tell(*step, archived);
    return api::Unit{};
}

void ArchiveWriter::tell(const Step& step, ArchivedStep& archived) {
    auto summary = api::toJson(m_machine.summary());
    archived.run = changes(m_summary, summary);
    m_summary = std::move(summary);
    auto tasks = m_machine.tasks();
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        if (!same(tasks[i], m_tasks[i])) {
            archived.tasks.push_back(tasks[i]);
        }
    }
    m_tasks = std::move(tasks);
    for (const auto& effect : step.effects) {
        if (const auto* put = std::get_if<PutApproval>(&effect)) {
            archived.approvals.push_back(put->approval);
        }
    }
}

void ArchiveWriter::remember(const Effect& effect) {
    if (const auto* start = std::get_if<StartActivity>(&effect); start && !start->detached && !start->turn) {
        m_asked[start->activity] = {start->task, functionOf(m_definition->task(start->task))};
    }
}

void ArchiveWriter::answered(const Fact& fact) {
    if (fact.kind != FactKind::succeeded && fact.kind != FactKind::failed) {
        return;
    }
    const auto asked = m_asked.extract(fact.activity);
    if (!asked.empty()) {
        mock(asked.mapped().first, asked.mapped().second, fact.data, fact.error);
    }
}

/// What a call gave in a run before is an answer too.
void ArchiveWriter::tookOver(const Json& plan) {
    const auto* results = plan.as_object().if_contains("results");
    for (const auto& json : results && results->is_array() ? results->get_array() : boost::json::array()) {
        const auto& result = json.as_object();
        const auto& ref = result.at("w").as_array().at(0).as_string();
        const auto task = std::find_if(m_definition->tasks.begin(), m_definition->tasks.end(),
                                       [&ref](const Task& one) { return ref == one.ref; });
        const auto* call = task == m_definition->tasks.end() ? nullptr : std::get_if<CallTask>(&task->body);
        if (result.at("k") != "call" || !call || call->each) {
            continue;
        }
        const auto* data = result.if_contains("d");
        const auto error = result.contains("e") ? api::fromJson<api::WorkflowError>(result.at("e"))
                                                : api::Result<api::WorkflowError>(api::Error{});
        mock(task->index, call->function, data ? makeData(*data) : Data(),
             error ? std::optional(*error) : std::nullopt);
    }
}

/// The next answer to a task; one like the last of the same task is that again.
void ArchiveWriter::mock(TaskIndex task, const std::string& function, const Data& output,
                         const std::optional<api::WorkflowError>& error) {
    boost::json::object answer{{"task", m_definition->task(task).ref}, {"function", function}};
    if (error) {
        answer["error"] = boost::json::object{
            {"type", error->type}, {"status", error->status}, {"title", error->title}, {"detail", error->detail}};
    } else {
        answer["output"] = output ? *output : Json();
    }
    const auto last = m_last.find(task);
    if (last != m_last.end()) {
        auto& before = m_mocks[last->second].get_object();
        auto plain = before;
        plain.erase("times");
        if (plain == answer) {
            before["times"] = before["times"].get_int64() + 1;
            return;
        }
    }
    if (m_mocks.size() < kMaxMocks) {
        answer["times"] = std::int64_t{1};
        m_last[task] = m_mocks.size();
        m_mocks.push_back(std::move(answer));
    }
}

Archive ArchiveWriter::finish() {
    for (const auto& [task, index] : m_last) {
        m_mocks[index].get_object().erase("times");  // whoever asks more often hears the last answer again
    }
    auto& detail = m_archive.run;
    detail.run = m_machine.summary();
    detail.input = m_machine.input() ? *m_machine.input() : Json();
    detail.output = m_machine.output() ? *m_machine.output() : Json();
    detail.tasks = std::move(m_tasks);
    detail.graph = m_definition->graph;
    detail.dryRun = m_machine.dryRun() ? *m_machine.dryRun() : Json();
    ApprovalsSeen approvals;
    for (const auto& step : m_archive.steps) {
        for (const auto& approval : step.approvals) {
            approvals.see(approval);
        }
        detail.seq = step.entries.empty() ? detail.seq : step.entries.back().seq;
    }
    detail.approvals = approvals.ids();
    m_archive.mocks = detail.dryRun;
    if (detail.dryRun.is_null()) {
        m_archive.mocks = boost::json::object{{"mocks", std::move(m_mocks)}, {"waits", "skip"}};
    }
    return std::move(m_archive);
}

}  // namespace beamline::core
