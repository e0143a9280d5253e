// SPDX-License-Identifier: Apache-2.0
#include "engine/core/machine/machine.h"

#include <charconv>

#include "engine/core/machine/state.h"

namespace beamline::core {

namespace {
api::Error conflict(std::string message) {
    return {api::code::kConflict, std::move(message), {}, false};
}

bool isOfApproval(FactKind kind) {
    return kind == FactKind::decided || kind == FactKind::claimed || kind == FactKind::commented ||
           kind == FactKind::delegated || kind == FactKind::snoozed || kind == FactKind::escalated;
}

bool isTimer(ActivityKind kind) {
    return kind != ActivityKind::call && kind != ActivityKind::approval && kind != ActivityKind::listen &&
           kind != ActivityKind::child;
}
}  // namespace

std::string starterOf(const std::string& startedBy) {
    const auto space = startedBy.find(' ');
    return startedBy.starts_with("run:") && space != std::string::npos ? startedBy.substr(space + 1) : startedBy;
}

std::optional<std::pair<std::string, ActivityId>> parentOf(const std::string& startedBy) {
    const auto dot = startedBy.find('.');
    const auto space = startedBy.find(' ');
    if (!startedBy.starts_with("run:") || dot == std::string::npos || space == std::string::npos || dot > space) {
        return std::nullopt;
    }
    ActivityId activity = 0;
    const auto* end = startedBy.data() + space;
    if (std::from_chars(startedBy.data() + dot + 1, end, activity).ptr != end) {
        return std::nullopt;
    }
    return std::pair(startedBy.substr(4, dot - 4), activity);
}

Machine::State::State(DefinitionPtr d, RunIdentity i)
    : definition(std::move(d)), identity(std::move(i)), records(definition->tasks.size()) {}

Machine::Machine(DefinitionPtr definition, RunIdentity identity)
    : m_state(std::make_unique<State>(std::move(definition), std::move(identity))) {}
Machine::Machine(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Machine::~Machine() = default;
Machine::Machine(Machine&&) noexcept = default;
Machine& Machine::operator=(Machine&&) noexcept = default;

api::Result<Step> Machine::apply(const Fact& fact) {
    return m_state->apply(fact);
}
api::Phase Machine::phase() const {
    return m_state->currentPhase();
}
Data Machine::rawInput() const {
    return m_state->rawInput ? m_state->rawInput : nullData();
}
Data Machine::input() const {
    return m_state->input ? m_state->input : nullData();
}
Data Machine::output() const {
    return m_state->output ? m_state->output : nullData();
}
Data Machine::dryRun() const {
    return m_state->dryRun ? m_state->dryRun->plan() : Data{};
}
bool Machine::takesOver() const {
    return m_state->takeover != nullptr;
}
ActivityId Machine::unfinished() const {
    return m_state->more;
}
void Machine::record(Recorder* recorder) {
    m_state->recorder = recorder;
}
api::RunSummary Machine::summary() const {
    return m_state->summary();
}
const Definition& Machine::definition() const {
    return *m_state->definition;
}
std::optional<TaskIndex> Machine::culprit() const {
    const bool known = m_state->phase == api::Phase::faulted && m_state->culprit;
    return known ? std::optional(m_state->culprit->task) : std::nullopt;
}

std::optional<api::RetryPoint> Machine::retryPoint() const {
    const auto* f = m_state->inputTaker();
    if (!f) {
        return std::nullopt;
    }
    return api::RetryPoint{f->task < 0 ? "/" : m_state->taskOf(*f).ref, f->rawInput ? *f->rawInput : Json()};
}
Data Machine::secrets() const {
    return m_state->secrets;
}
std::string Machine::authorizationWord(TaskIndex task) const {
    return m_state->authorizationWord(m_state->definition->task(task));
}
Json Machine::snapshot() const {
    return m_state->snapshot();
}

std::vector<Effect> Machine::outstanding() const {
    std::vector<Effect> effects;
    for (const auto& activity : m_state->activities) {
        if (activity.held || !activity.awaits.empty()) {
            continue;
        }
        if (activity.kind == ActivityKind::call) {
            effects.emplace_back(m_state->startEffect(*activity.frame));
        } else if (isTimer(activity.kind)) {
            effects.emplace_back(SetTimer{activity.id, activity.dueAt});
        }
    }
    return effects;
}

std::vector<api::Approval> Machine::approvals() const {
    std::vector<api::Approval> open;
    for (const auto& activity : m_state->activities) {
        if (activity.kind == ActivityKind::approval && !activity.held && activity.awaits.empty()) {
            open.push_back(*activity.frame->approval);
        }
    }
    return open;
}

std::vector<Effect> Machine::kept() const {
    std::vector<Effect> effects;
    for (const auto& activity : m_state->activities) {
        auto& frame = *activity.frame;
        if (activity.held || !activity.awaits.empty()) {
            continue;
        }
        if (activity.kind == ActivityKind::listen) {
            effects.emplace_back(Subscribe{activity.id, std::get<ListenTask>(m_state->taskOf(frame).body).to.types()});
        } else if (activity.kind == ActivityKind::child) {
            const auto& task = std::get<WorkflowTask>(m_state->taskOf(frame).body);
            if (auto start = m_state->childEffect(frame, task)) {
                start->activity = activity.id;
                effects.emplace_back(std::move(*start));
            }
        }
    }
    return effects;
}

ActivityId Machine::lastActivity() const {
    return m_state->lastActivity;
}

api::Phase Machine::State::currentPhase() const {
    return phase == api::Phase::running && busy == 0 ? api::Phase::waiting : phase;
}

api::Result<Step> Machine::State::apply(const Fact& fact) {
    const auto before = currentPhase();
    const auto previous = now;
    real = fact.at;
    now = inPast() ? now : real;
    step = {};
    hostFailure.reset();
    const auto routed = route(fact);
    if (hostFailure) {
        hostFailure->code = api::code::kUnavailable;
        return *hostFailure;
    }
    if (!routed) {
        now = previous;
        return routed.error();
    }
    updatedAt = fact.at;
    const auto after = currentPhase();
    const bool wasWaiting = before == api::Phase::waiting;
    if (after == api::Phase::waiting && !wasWaiting) {
        emitRun("run.waiting");
    } else if (after == api::Phase::running && wasWaiting) {
        emitRun("run.running");
    }
    scope = {};
    return std::move(step);
}

api::Result<api::Unit> Machine::State::route(const Fact& fact) {
    switch (fact.kind) {
        case FactKind::succeeded:
        case FactKind::failed:
        case FactKind::timer:
        case FactKind::event:
            return answer(fact);
        default:
            return isOfApproval(fact.kind) ? answer(fact) : control(fact);
    }
}

api::Result<api::Unit> Machine::State::answer(const Fact& fact) {
    const auto it = find(fact.activity);
    const auto gone = [&] {
        return conflict("Run " + identity.id + " no longer waits for activity " + std::to_string(fact.activity) +
                        "; what came for it is ignored.");
    };
    if (it == activities.end() || it->held || !it->awaits.empty()) {
        return gone();
    }
    if (isOfApproval(fact.kind)) {
        return it->kind == ActivityKind::approval ? decideApproval(*it, fact) : gone();
    }
    if (fact.kind == FactKind::event) {
        return it->kind == ActivityKind::listen ? offer(*it, fact) : gone();
    }
    const bool works = it->kind == ActivityKind::call || it->kind == ActivityKind::child;
    if (fact.kind == FactKind::timer ? !isTimer(it->kind) : !works) {
        return gone();
    }
    std::optional<api::WorkflowError> failure;
    if (fact.kind == FactKind::failed) {
        failure = fact.error ? *fact.error : makeError("runtime", "The function failed without saying why.", {});
    }
    if (fact.exchanges) {
        tellExchanges(*it->frame, fact.exchanges);
    }
    if (phase == api::Phase::suspended && it->kind == ActivityKind::more) {
        settle(it);
        more = 0;
        return api::Unit{};
    }
    if (phase == api::Phase::suspended) {
        busy -= it->kind == ActivityKind::call ? 1 : 0;
        it->held = true;
        held.push_back({fact.activity, fact.data, std::move(failure)});
        return api::Unit{};
    }
    const auto activity = *it;
    settle(it);
    if (activity.kind != ActivityKind::more) {
        jumps = 0;
    }
    dispatch(activity, fact.data, failure);
    drain();
    return api::Unit{};
}

void Machine::State::dispatch(const Activity& activity, Data data, const std::optional<api::WorkflowError>& failure) {
    auto& f = *activity.frame;
    if (recorder && activity.kind != ActivityKind::approval && activity.kind != ActivityKind::approvalDue &&
        activity.kind != ActivityKind::listen && activity.kind != ActivityKind::more) {
        record(boost::describe::enum_to_string(activity.kind, ""), f, data, failure);
    }
    switch (activity.kind) {
        case ActivityKind::call:
        case ActivityKind::child:
            f.activity = 0;
            if (failure) {
                if (f.listen && turnOf(f).taken == 0) {
                    f.listen.reset();  // it has not begun: another input may help
                }
                raise(f, *failure);
            } else if (f.listen) {
                messageCame(f, data ? data : nullData());
            } else if (const auto* run = std::get_if<WorkflowTask>(&taskOf(f).body); run && !run->returns) {
                complete(f, nullData());
            } else {
                complete(f, data ? std::move(data) : nullData());
            }
            break;
        case ActivityKind::wait:
            f.activity = 0;
            complete(f, f.input);
            break;
        case ActivityKind::retry:
            f.activity = 0;
            beginAttempt(f);
            break;
        case ActivityKind::timeout: {
            f.timeout = 0;
            raise(f, makeError("timeout",
                               f.task < 0 ? "The workflow took longer than its timeout allows."
                                          : "The task took longer than its timeout allows.",
                               {}));
            break;
        }
        case ActivityKind::attemptTimeout:
            f.extra = 0;
            raise(*f.child, makeError("timeout", "The attempt took longer than its limit allows.", taskOf(f).ref));
            break;
        case ActivityKind::approvalDue:
            f.extra = 0;
            expireApproval(f);
            break;
        case ActivityKind::approval:
            approvalClosed(f);
            break;
        case ActivityKind::more:
            more = 0;
            break;
        case ActivityKind::listen:  // its facts go to offer(); this is an error that waited for resume
            f.activity = 0;
            if (failure) {
                raise(f, *failure);
            }
            break;
    }
}

api::Result<api::Unit> Machine::State::control(const Fact& fact) {
    const auto refuse = [&](const char* verb) {
        return conflict(std::string("A run that is ") + boost::describe::enum_to_string(currentPhase(), "unknown") +
                        " cannot be " + verb + ".");
    };
    switch (fact.kind) {
        case FactKind::started:
            if (phase != api::Phase::pending) {
                return refuse("started again");
            }
            if (auto planned = readPlans(fact); !planned) {
                return planned;
            }
            start(fact);
            break;
        case FactKind::suspended:
            if (phase != api::Phase::running) {
                return refuse("suspended");
            }
            phase = api::Phase::suspended;
            emitRun("run.suspended", fact.text);
            tellTasks("task.suspended");
            break;
        case FactKind::resumed:
            if (phase != api::Phase::suspended) {
                return refuse("resumed");
            }
            phase = api::Phase::running;
            jumps = 0;
            emitRun("run.resumed", fact.text);
            tellTasks("task.resumed");
            drain();
            break;
        case FactKind::retried:
            if (phase != api::Phase::faulted) {
                return refuse("retried; only a faulted run can");
            }
            if (fact.data && !inputTaker()) {
                return conflict(
                    "No task of run " + identity.id +
                    " can take another input: what faulted was in the middle of its work, or had done it. Retry it as "
                    "it is, or start a new run.");
            }
            jumps = 0;
            retryRun(fact);
            drain();
            break;
        case FactKind::discarded:
            if (phase != api::Phase::faulted) {
                return refuse("discarded; only a faulted run can");
            }
            clear();  // the error and what the tasks were stay: they are why
            phase = api::Phase::cancelled;
            endedAt = fact.at;
            emitRun("run.cancelled", fact.text);
            break;
        default:
            if (api::isFinal(phase)) {
                return refuse("cancelled");
            }
            cancel(fact);
            break;
    }
    return api::Unit{};
}

api::Result<api::Unit> Machine::State::readPlans(const Fact& fact) {
    auto rehearsal = fact.dryRun ? parseDryRun(*fact.dryRun) : api::Result<DryRunPlan>(DryRunPlan());
    auto past = fact.rerun ? Takeover::parse(fact.rerun, *definition)
                           : api::Result<std::unique_ptr<Takeover>>(std::unique_ptr<Takeover>());
    if (!rehearsal || !past) {
        return !rehearsal ? rehearsal.error() : past.error();
    }
    if (fact.dryRun) {
        dryRun.emplace(fact.dryRun, std::move(rehearsal).value());
    }
    takeover = std::move(*past);
    return api::Unit{};
}

void Machine::State::start(const Fact& fact) {
    phase = api::Phase::running;
    startedAt = fact.at;
    rawInput = fact.data ? fact.data : nullData();
    secrets = fact.secrets;
    if (!fact.text.empty()) {
        runtimeVersion = fact.text;
    }
    emitRun("run.created", beginsFrom(fact.rerun), rawInput);
    if (takeover) {
        now = takeover->run().startedAt;
    }
    root = &newFrame(nullptr, -1, rawInput);
    enqueue(*root);
    drain();
}

void Machine::State::cancel(const Fact& fact) {
    if (root) {
        destroy(*root, nullptr, {});
    }
    clear();
    phase = api::Phase::cancelled;
    endedAt = fact.at;
    emitRun("run.cancelled", fact.text);
}

}  // namespace beamline::core
