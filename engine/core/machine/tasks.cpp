// SPDX-License-Identifier: Apache-2.0
// The bodies of the tasks.
#include "engine/core/machine/state.h"

namespace beamline::core {

namespace {
const Data& emptyObject() {
    static const Data object = makeData(boost::json::object{});
    return object;
}
}  // namespace

void Machine::State::body(Frame& f) {
    const auto list = [&](const TaskList& tasks) {
        if (tasks.empty()) {
            listDone(f, f.input);
        } else {
            startChild(f, tasks.front(), f.input);
        }
    };
    if (f.task < 0) {
        list(definition->top);
        return;
    }
    const auto& task = taskOf(f);
    switch (task.type) {
        case TaskType::call:
            beginCall(f, std::get<CallTask>(task.body));
            break;
        case TaskType::doTasks:
            list(std::get<DoTask>(task.body).tasks);
            break;
        case TaskType::emit:
            beginEmit(f, std::get<EmitTask>(task.body));
            break;
        case TaskType::forEach:
            beginFor(f, std::get<ForTask>(task.body));
            break;
        case TaskType::fork:
            beginFork(f, std::get<ForkTask>(task.body));
            break;
        case TaskType::listen:
            beginListen(f);
            break;
        case TaskType::raise:
            beginRaise(f, std::get<RaiseTask>(task.body));
            break;
        case TaskType::run:
            if (const auto* workflow = std::get_if<WorkflowTask>(&task.body)) {
                beginWorkflow(f, *workflow);
            } else {
                beginCall(f, std::get<CallTask>(task.body));
            }
            break;
        case TaskType::set: {
            Data value;
            if (evaluate(f, std::get<SetTask>(task.body).value, f.input, value)) {
                complete(f, std::move(value));
            } else {
                raise(f, std::move(problem));
            }
            break;
        }
        case TaskType::switchTask:
            beginSwitch(f, std::get<SwitchTask>(task.body));
            break;
        case TaskType::tryCatch:
            beginTry(f, std::get<TryTask>(task.body));
            break;
        case TaskType::wait:
            beginWait(f, std::get<WaitTask>(task.body));
            break;
    }
}

void Machine::State::beginCall(Frame& f, const CallTask& call) {
    if (f.listen) {
        nextMessage(f);
        return;
    }
    if (!call.with.present()) {
        f.arguments = call.kind == CallKind::custom ? f.input : emptyObject();
    } else if (!evaluate(f, call.with, f.input, f.arguments)) {
        raise(f, std::move(problem));
        return;
    }
    if (dryRun && rehearseCall(f, call)) {
        return;
    }
    if (call.kind == CallKind::approval) {
        beginApproval(f);
        return;
    }
    if (call.kind == CallKind::custom && call.custom < 0) {
        raise(f, makeError("configuration", "The function " + call.function + " was not read.", {}));
        return;
    }
    if (call.kind == CallKind::custom) {
        startChild(f, call.custom, std::exchange(f.arguments, {}));
        return;
    }
    if (call.detached) {
        if (!wasDone(f)) {
            f.activity = ++lastActivity;  // a number like every other, and nothing outstanding
            step.effects.emplace_back(startEffect(f));
            f.activity = 0;
        }
        complete(f, f.input);
        return;
    }
    if (call.each) {
        f.listen = std::make_unique<ListenState>();
        nextMessage(f);
        return;
    }
    // The arguments are checked against the function's schema by the one who calls it, on its own thread.
    f.activity = newActivity(ActivityKind::call, f).id;
    begin(f.activity);
}

/// Whether the call is settled without the world: by a mock, a refusal, or because nobody waits for what comes of it.
bool Machine::State::rehearseCall(Frame& f, const CallTask& call) {
    if (call.arguments && !call.with.constant() && !check(call.arguments, f.arguments, "arguments")) {
        raise(f, std::move(problem));
        return true;
    }
    if (call.detached && call.changes) {
        tellDryRun(f, call.function, f.arguments, "not started");
        complete(f, f.input);
        return true;
    }
    return rehearse(f, call.function, f.arguments, call.changes);
}

StartActivity Machine::State::startEffect(const Frame& f) {
    StartActivity start;
    start.activity = f.activity;
    start.task = f.task;
    start.attempt = f.attempt;
    start.arguments = f.arguments;
    start.deadline = f.deadline;
    const auto* call = std::get_if<CallTask>(&taskOf(f).body);
    start.detached = call && call->detached;
    if (call && call->asksMessages) {
        start.scope = std::make_shared<const Scope>(scopeOf(f));
    }
    start.key = keyOf(f);
    if (f.listen) {
        start.key += '.' + std::to_string(f.activity);
        start.turn = std::make_shared<const MessageTurn>(turnOf(f));
    }
    return start;
}

/// Run, task reference, iteration and attempt. A task of a function or an extension is told apart by who called it.
std::string Machine::State::keyOf(const Frame& f) const {
    std::string key = runId() + ':' + taskOf(f).ref;
    for (const auto* p = &f; p && isShared(*p); p = p->parent) {
        const auto* caller = p->parent;
        if (isCaller(caller)) {
            key += '@' + taskOf(*caller).ref + '.' + std::to_string(caller->iteration) + '.' +
                   std::to_string(caller->attempt);
        }
    }
    return key + ':' + std::to_string(f.iteration) + ':' + std::to_string(f.attempt);
}

/// Whether what is below it is of a function that it calls, or of an extension.
bool Machine::State::isCaller(const Frame* f) const {
    return f && f->task >= 0 && (!isShared(*f) || f->extending() || taskOf(*f).type == TaskType::call);
}

void Machine::State::beginSwitch(Frame& f, const SwitchTask& task) {
    const SwitchCase* match = nullptr;
    for (const auto& candidate : task.cases) {
        if (candidate.when < 0) {
            match = match ? match : &candidate;
            continue;
        }
        Data verdict;
        if (!evaluate(f, candidate.when, f.input, verdict)) {
            raise(f, std::move(problem));
            return;
        }
        if (truthy(*verdict)) {
            match = &candidate;
            break;
        }
    }
    complete(f, f.input, match ? &match->then : nullptr);
}

void Machine::State::beginRaise(Frame& f, const RaiseTask& task) {
    Data value;
    if (!evaluate(f, task.error, f.input, value)) {
        raise(f, std::move(problem));
        return;
    }
    auto failure = raisedError(*value);
    if (!failure) {
        raise(f, makeError("validation", failure.error().message, {}));
        return;
    }
    raise(f, std::move(failure).value());
}

void Machine::State::beginWait(Frame& f, const WaitTask& task) {
    std::int64_t ms = 0;
    if (!duration(f, task.duration, ms)) {
        raise(f, std::move(problem));
    } else if (ms <= 0) {
        complete(f, f.input);
    } else if (dryRun && !dryRun->realWaits()) {
        tellDryRun(f, "wait", makeData(boost::json::object{{"milliseconds", ms}}), "skipped");
        complete(f, f.input);
    } else {
        f.activity = setTimer(ActivityKind::wait, f, now + ms);
        mark(f, api::Phase::waiting);
    }
}

void Machine::State::beginFork(Frame& f, const ForkTask& task) {
    if (f.fork) {  // taken up again: its branches are on their own
        return;
    }
    if (task.branches.empty()) {
        complete(f, task.compete ? f.input : makeData(boost::json::array{}));
        return;
    }
    f.fork = std::make_unique<ForkState>();
    f.fork->branches.resize(task.branches.size());
    f.fork->left = task.branches.size();
    for (std::size_t i = 0; i < task.branches.size(); ++i) {
        auto& branch = newFrame(&f, task.branches[i], f.input);
        branch.branch = static_cast<int>(i);
        f.fork->branches[i].frame = &branch;
        enqueue(branch);
    }
}

void Machine::State::beginFor(Frame& f, const ForTask& task) {
    if (!f.loop) {
        Data items;
        if (!evaluate(f, task.in, f.input, items)) {
            raise(f, std::move(problem));
            return;
        }
        if (!items->is_array()) {
            raise(f, makeError("expression", "`for.in` must result in an array.", {}));
            return;
        }
        f.loop = std::make_unique<LoopState>();
        f.loop->items = std::move(items);
        f.loop->data = f.input;
    }
    nextIteration(f);
}

void Machine::State::nextIteration(Frame& f) {
    const auto& task = std::get<ForTask>(taskOf(f).body);
    auto& loop = *f.loop;
    bool more_items = loop.index < loop.items->get_array().size() && !task.tasks.empty();
    if (more_items && task.whileCondition >= 0) {
        Data verdict;
        if (!evaluate(f, task.whileCondition, loop.data, verdict, true)) {
            raise(f, std::move(problem));
            return;
        }
        more_items = truthy(*verdict);
    }
    if (more_items) {
        startChild(f, task.tasks.front(), loop.data);
        return;
    }
    auto result = std::move(loop.data);
    f.loop.reset();
    complete(f, std::move(result));
}

void Machine::State::beginTry(Frame& f, const TryTask& task) {
    if (f.attempts) {
        if (f.attempts->inHandler) {
            startChild(f, task.handler.front(), f.input);
        } else {
            beginAttempt(f);
        }
        return;
    }
    f.attempts = std::make_unique<TryState>();
    f.attempts->bodyAttempt = f.attempts->peakAttempt = f.attempt;
    if (task.retry && !isShared(f)) {  // the counters of a shared task belong to others too
        for (auto i = static_cast<std::size_t>(f.task) + 1; i < records.size() && definition->tasks[i].parent >= f.task;
             ++i) {
            f.attempts->base.push_back(records[i].iterations);
        }
    }
    beginAttempt(f);
}

void Machine::State::beginAttempt(Frame& f) {
    const auto& task = std::get<TryTask>(taskOf(f).body);
    ++f.attempts->tries;
    records[static_cast<std::size_t>(f.task)].attempt = f.attempts->tries;
    mark(f, api::Phase::running);  // it may have waited for this attempt
    if (!armAttempt(f)) {
        raise(f, std::move(problem));
        return;
    }
    if (task.tasks.empty()) {
        listDone(f, f.input);
    } else {
        startChild(f, task.tasks.front(), f.input);
    }
}

}  // namespace beamline::core
