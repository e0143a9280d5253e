// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/dead_letters.h"

#include <cerrno>
#include <charconv>
#include <system_error>

#include "engine/api/json_codec.h"
#include "engine/core/archive/task_past.h"
#include "engine/runtime/replay.h"

namespace beamline::runtime {

namespace {
constexpr const char* kDeadLettersProblem = "dead_letters";

std::string idOf(const std::string& run, std::int64_t position) {
    return run + '.' + std::to_string(position);
}

api::Json timeOf(api::Timestamp at) {
    return at == 0 ? api::Json() : api::Json(telemetry::utcTime(at));
}

boost::json::array attemptsOf(const api::TaskDetail& task) {
    boost::json::array out;
    for (const auto& attempt : task.attempts) {
        auto json = api::toJson(attempt).as_object();
        json["startedAt"] = timeOf(attempt.startedAt);
        json["endedAt"] = timeOf(attempt.endedAt);
        out.push_back(std::move(json));
    }
    return out;
}

/// What a run was up to the fault at this moment.
struct Past {
    api::Json input;
    std::optional<api::TaskState> state;
    api::TaskDetail task;
};
api::Result<Past> pastOf(Services& services, const api::RunSummary& run, api::Timestamp faulted) {
    Past past;
    core::TaskPast task(run.error ? run.error->instance : std::string(), 0);
    bool started = false;
    bool over = false;
    const auto replayed = replay(services, run.id, [&](const PastStep& one) {
        int index = 0;
        for (const auto& transition : one.step.transitions) {
            const auto& kind = transition.kind;
            task.see(core::entryOf(one.definition, transition, one.seq, index++, one.fact.at), transition.data.get());
            started = started || kind == "run.started";
            // A run that refused its input may have been given another.
            if (transition.data && (kind == "run.created" || (kind == "run.resumed" && !started))) {
                past.input = *transition.data;
            }
            over = over || (kind == "run.faulted" && one.fact.at >= faulted);
        }
        return !over;
    });
    if (!replayed) {
        return replayed.error();
    }
    for (auto& state : replayed->machine.tasks()) {
        if (run.error && state.ref == run.error->instance) {
            past.state = std::move(state);
        }
    }
    past.task = std::move(task.detail);
    return past;
}

telemetry::RotationOptions durable(telemetry::RotationOptions options) {
    options.durable = true;
    return options;
}

boost::json::object beginningOf(const api::RunSummary& run, const store::Message& message) {
    boost::json::object letter;
    letter["id"] = idOf(run.id, message.position);
    letter["run"] = run.id;
    letter["namespace"] = run.ns;
    letter["workflow"] = run.workflow;
    letter["version"] = run.version;
    letter["labels"] = api::toJson(run.labels);
    letter["createdAt"] = timeOf(run.createdAt);
    letter["startedAt"] = timeOf(run.startedAt);
    letter["faultedAt"] = timeOf(message.at);
    letter["error"] = run.error ? api::toJson(*run.error) : api::Json();
    return letter;
}
}  // namespace

DeadLetters::DeadLetters(Services& services, telemetry::RotationOptions file)
    : m_services(services),
      m_file(durable(std::move(file))),
      m_lane(services, kLane,
             {[](const store::Message& message) { return message.kind == store::MessageKind::faulted; },
              [this](const auto& messages, const auto& cancel) { return take(messages, cancel); }}) {}

void DeadLetters::start() {
    m_lane.start(written());
}

/// The position of the file's last letter, if it is one of this journal.
std::int64_t DeadLetters::written() {
    const auto line = api::parseJson(m_file.lastLine());
    const auto* object = line.ok() ? line->if_object() : nullptr;
    const auto* id = object ? object->if_contains("id") : nullptr;
    const std::string text = id && id->is_string() ? std::string(id->get_string()) : std::string();
    const auto dot = text.find('.');
    std::int64_t position = 0;
    if (dot == std::string::npos ||
        std::from_chars(text.data() + dot + 1, text.data() + text.size(), position).ec != std::errc() || position < 1) {
        return 0;
    }
    const auto found = m_services.journal.messages(position - 1, 1);
    if (!found.ok() || found->empty() || found->front().position != position ||
        found->front().kind != store::MessageKind::faulted) {
        return 0;
    }
    const auto summary = api::parseJson(found->front().data);
    const auto run =
        summary.ok() ? api::fromJson<api::RunSummary>(*summary) : api::Result<api::RunSummary>(summary.error());
    return run.ok() && idOf(run->id, position) == text ? position : 0;
}

std::size_t DeadLetters::take(const std::vector<store::Message>& messages, const blocks::CancelToken& cancel) {
    std::size_t taken = 0;
    bool waits = false;
    for (const auto& message : messages) {
        const auto line = cancel.cancelled() ? std::nullopt : letter(message, cancel);
        if (!line && !cancel.cancelled()) {
            m_services.problems.set(kDeadLettersProblem,
                                    "Dead letters wait: the journal cannot be read now; it is tried again.");
            waits = true;
        }
        if (!line) {
            break;
        }
        if (!m_file.append(api::printJson(*line) + '\n')) {
            tellTrouble(errno);
            waits = true;
            break;
        }
        ++taken;
    }
    if (!m_file.sync()) {
        tellTrouble(errno);
        return 0;
    }
    if (taken > 0 && !waits) {
        m_services.problems.remove(kDeadLettersProblem);
    }
    return taken;
}

/// Whether the journal tells of the run, or that there is none.
bool DeadLetters::readable(const api::RunSummary& run) {
    const auto key = m_services.journal.findRun(run.id);
    const auto unread = [](const auto& result) {
        return !result.ok() && result.error().code == api::code::kUnavailable;
    };
    return !unread(key) &&
           (!key.ok() || (!unread(m_services.journal.loadRun(*key)) && !unread(m_services.journal.facts(*key))));
}

void DeadLetters::tellTrouble(int why) {
    m_services.problems.set(kDeadLettersProblem, "Dead letters wait: " + m_file.options().file.string() +
                                                     " cannot be written (" + std::generic_category().message(why) +
                                                     "). Make room, or mend the rights of its folder.");
}

std::optional<api::Json> DeadLetters::letter(const store::Message& message, const blocks::CancelToken& cancel) {
    const auto json = api::parseJson(message.data);
    const auto run = json.ok() ? api::fromJson<api::RunSummary>(*json) : api::Result<api::RunSummary>(json.error());
    if (!run.ok()) {
        return boost::json::object{{"id", idOf({}, message.position)}, {"incomplete", run.error().message}};
    }
    auto letter = beginningOf(*run, message);
    const auto past = pastOf(m_services, *run, message.at);
    if (!past.ok()) {
        if (past.error().code == api::code::kUnavailable && (cancel.cancelled() || !readable(*run))) {
            return std::nullopt;
        }
        // The run is gone or damaged, or this machine cannot evaluate its expressions: what is known is told.
        letter["incomplete"] = past.error().message;
        return letter;
    }
    letter["input"] = past->input;
    if (past->state) {
        letter["task"] = boost::json::object{{"ref", past->state->ref},           {"name", past->state->name},
                                             {"type", past->state->type},         {"function", past->state->function},
                                             {"iteration", past->task.iteration}, {"input", past->task.input},
                                             {"attempts", attemptsOf(past->task)}};
    }
    return letter;
}

}  // namespace beamline::runtime
