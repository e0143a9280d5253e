// SPDX-License-Identifier: Apache-2.0
// What others see of the state: transitions, summary, task states, and the descriptors of expressions.
#include <algorithm>
#include <ctime>

#include "engine/api/json_codec.h"
#include "engine/core/machine/state.h"

namespace beamline::core {

Transition& Machine::State::emit(const char* kind, const Frame& f, Data data) {
    auto& transition = step.transitions.emplace_back();
    transition.kind = kind;
    transition.task = f.task;
    transition.iteration = f.iteration;
    transition.attempt = f.attempt;
    transition.startedAt = inPast() ? real : f.startedAt;
    transition.data = std::move(data);
    transition.taken = inPast() || f.taken;
    if (transition.taken && transition.kind == "task.completed") {
        transition.detail = "taken over from " + rerunOf;
    }
    return transition;
}

Transition& Machine::State::emitRun(const char* kind, std::string detail, Data data) {
    auto& transition = step.transitions.emplace_back();
    transition.kind = kind;
    transition.detail = std::move(detail);
    transition.data = std::move(data);
    return transition;
}

/// Of every task that has begun and not ended, the outer ones first.
void Machine::State::tellTasks(const char* kind) {
    for (const auto* f : below(*root)) {
        if (f->task >= 0 && f->stage != Stage::created) {
            emit(kind, *f);
        }
    }
}

void Machine::State::tellExchanges(const Frame& f, const Data& exchanges) {
    auto& transition = emit("task.exchanged", f, exchanges);
    const auto list = api::fromJson<std::vector<api::Exchange>>(*exchanges);
    if (list.ok() && !list->empty()) {
        const auto& last = list->back();
        transition.detail = (list->size() > 1 ? std::to_string(list->size()) + " exchanges, the last: " : "") +
                            last.request + " \u2192 " + last.answer;
    }
}

void Machine::State::mark(const Frame& f, api::Phase taskPhase) {
    auto& record = records[static_cast<std::size_t>(f.task)];
    record.phase = taskPhase;
    record.endedAt = api::isFinal(taskPhase) ? real : 0;
}

std::string iso8601(api::Timestamp at) {
    const auto ms = ((at % 1000) + 1000) % 1000;
    const std::time_t seconds = static_cast<std::time_t>((at - ms) / 1000);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[64];
    const auto length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
    std::string result(text, length);
    std::snprintf(text, sizeof text, ".%03dZ", static_cast<int>(ms));
    return result + text;
}

Json dateTime(api::Timestamp at) {
    return boost::json::object{{"iso8601", iso8601(at)},
                               {"epoch", boost::json::object{{"seconds", at / 1000}, {"milliseconds", at}}}};
}

UsedArguments usedArguments(std::string_view source) {
    UsedArguments used;
    const auto all = UsedArguments{true, true, true, true, true};
    // An escape could spell a name that a plain search does not see; then everything is provided.
    for (std::size_t at = source.find('\\'); at != std::string_view::npos; at = source.find('\\', at + 1)) {
        const auto next = at + 1 < source.size() ? source[at + 1] : '\n';
        if (next == 'x' || next == 'u' || next == 'U' || next == '\n' || next == '\r') {
            return all;
        }
    }
    const auto starts = [](std::string_view text, std::string_view word) {
        return text.substr(0, word.size()) == word;
    };
    for (std::size_t at = source.find('$'); at != std::string_view::npos; at = source.find('$', at + 1)) {
        const auto rest = source.substr(at + 1);
        if (rest.empty() || rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\n' || rest[0] == '\r' || rest[0] == '#') {
            return all;  // jq allows space between '$' and the name
        }
        if (starts(rest, "workflow")) {
            used.workflow = true;
        } else if (starts(rest, "task")) {
            used.task = true;
            const auto member = rest.substr(4);
            if (!starts(member, ".name") && !starts(member, ".reference") && !starts(member, ".startedAt")) {
                used.taskDefinition = used.taskInput = used.taskOutput = true;
            }
        }
    }
    return used;
}

api::RunSummary Machine::State::summary() const {
    api::RunSummary result;
    result.id = identity.id;
    result.ns = definition->info.ns;
    result.workflow = definition->info.name;
    result.version = definition->info.version;
    result.phase = currentPhase();
    result.createdAt = identity.createdAt;
    result.startedAt = startedAt;
    result.updatedAt = updatedAt != 0 ? updatedAt : identity.createdAt;
    result.endedAt = endedAt;
    result.now = doing();
    result.tasksDone = static_cast<int>(std::count_if(records.begin(), records.end(), [](const TaskRecord& record) {
        return record.phase == api::Phase::completed;
    }));
    result.tasksTotal = static_cast<int>(records.size());
    result.labels = identity.labels;
    result.error = error;
    return result;
}

std::string Machine::State::doing() const {
    if (error) {
        return error->detail.empty() ? error->title : error->detail;
    }
    // What a person would look for first: an approval, then what runs, then what is waited for.
    const Activity* best = nullptr;
    const auto rank = [](ActivityKind kind) {
        return kind == ActivityKind::approval ? 3
               : kind == ActivityKind::call   ? 2
               : kind == ActivityKind::wait || kind == ActivityKind::retry || kind == ActivityKind::listen ||
                       kind == ActivityKind::child
                   ? 1
                   : 0;
    };
    for (const auto& activity : activities) {
        if (rank(activity.kind) > (best ? rank(best->kind) : 0)) {
            best = &activity;
        }
    }
    if (!best) {
        return {};
    }
    const auto& name = taskOf(*best->frame).name;
    switch (best->kind) {
        case ActivityKind::approval:
            return "approval: " + (best->frame->approval ? best->frame->approval->subject : name);
        case ActivityKind::wait:
            return name + ": until " + iso8601(best->dueAt);
        case ActivityKind::retry:
            return name + ": next attempt " + iso8601(best->dueAt);
        case ActivityKind::listen:
            return name + ": waits for an event";
        case ActivityKind::child:
            return name + ": waits for a run of " + std::get<WorkflowTask>(taskOf(*best->frame).body).name;
        default:
            return name;
    }
}

std::vector<api::TaskState> Machine::tasks() const {
    std::vector<api::TaskState> states;
    states.reserve(m_state->records.size());
    for (const auto& task : m_state->definition->tasks) {
        const auto& record = m_state->records[static_cast<std::size_t>(task.index)];
        auto& state = states.emplace_back();
        state.ref = task.ref;
        state.name = task.name;
        state.type = boost::describe::enum_to_string(task.type, "");
        if (const auto* call = std::get_if<CallTask>(&task.body)) {
            state.function = call->function;
        } else if (const auto* run = std::get_if<WorkflowTask>(&task.body)) {
            state.function = run->ns + "/" + run->name;
        }
        state.phase = record.phase;
        state.attempt = record.attempt;
        state.iterations = record.iterations;
        state.startedAt = record.startedAt;
        state.endedAt = record.endedAt;
    }
    const auto name = [](std::string& type) {
        type = type == "doTasks"      ? "do"
               : type == "forEach"    ? "for"
               : type == "switchTask" ? "switch"
               : type == "tryCatch"   ? "try"
                                      : type;
    };
    for (auto& state : states) {
        name(state.type);
    }
    return states;
}

}  // namespace beamline::core
