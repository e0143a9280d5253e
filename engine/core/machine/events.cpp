// SPDX-License-Identifier: Apache-2.0
// Tasks that speak with others: emit, listen, and runs of other workflows.
#include "engine/core/machine/state.h"

namespace beamline::core {

void Machine::State::beginEmit(Frame& f, const EmitTask& task) {
    expectDone(f);
    Data attributes;
    if (!evaluate(f, task.event, f.input, attributes)) {
        raise(f, std::move(problem));
        return;
    }
    auto event = attributes->is_object() ? attributes->get_object() : boost::json::object();
    const auto preset = [&event](const char* name, const std::string& value) {
        if (const auto* given = event.if_contains(name); !given || given->is_null()) {
            event[name] = value;
        }
    };
    preset("specversion", "1.0");
    preset("id", keyOf(f));
    preset("source", '/' + definition->info.ns + '/' + definition->info.name + '/' + definition->info.version);
    preset("time", iso8601(now));
    if (auto mistake = eventMistake(event); !mistake.empty()) {
        raise(f, makeError("validation", std::move(mistake), {}));
        return;
    }
    auto data = makeData(std::move(event));
    if (rehearse(f, "emit", data, false)) {
        return;
    }
    if (dryRun) {
        tellDryRun(f, "emit", data, "not published");
    } else if (!wasDone(f)) {
        step.effects.emplace_back(PublishEvent{data});
    }
    complete(f, std::move(data));
}

void Machine::State::beginListen(Frame& f) {
    if (!f.listen) {
        if (rehearse(f, "listen", {}, false)) {
            return;
        }
        if (dryRun) {
            tellDryRun(f, "listen", {}, "waiting");
        }
        f.listen = std::make_unique<ListenState>();
        subscribe(f);
        if (!inPast()) {
            emitRun("run.correlation-started", taskOf(f).ref);
        }
    }
    auto& listen = *f.listen;
    if (f.child) {
        return;
    }
    if (beginItem(f)) {
        return;
    }
    if (!listen.closed) {
        mark(f, api::Phase::waiting);
        return;
    }
    boost::json::object keys;
    for (const auto& [name, value] : listen.correlation.keys) {
        keys[name] = value;
    }
    if (!inPast()) {
        emitRun("run.correlation-completed", taskOf(f).ref, makeData(boost::json::object{{"correlationKeys", keys}}));
    }
    completeListening(f);
}

/// Whether there is one to begin with.
bool Machine::State::beginItem(Frame& f) {
    auto& listen = *f.listen;
    if (listen.queue.empty()) {
        return false;
    }
    listen.item = std::move(listen.queue.front());
    listen.queue.pop_front();
    mark(f, api::Phase::running);
    const auto& tasks = iterationOf(taskOf(f))->tasks;
    if (tasks.empty()) {
        itemDone(f, listen.item);
    } else {
        startChild(f, tasks.front(), listen.item);
    }
    return true;
}

void Machine::State::completeListening(Frame& f) {
    const auto outputs = f.listen->outputs.take();
    f.listen.reset();
    mark(f, api::Phase::running);
    complete(f, outputs);
}

void Machine::State::subscribe(Frame& f) {
    f.activity = newActivity(ActivityKind::listen, f).id;
    begin(f.activity);
}

api::Result<api::Unit> Machine::State::offer(Activity& activity, const Fact& fact) {
    auto consumed = consume(activity, fact);
    if (consumed) {
        drain();
    }
    return consumed;
}

api::Result<api::Unit> Machine::State::consume(Activity& activity, const Fact& fact) {
    auto& f = *activity.frame;
    auto& listen = *f.listen;
    const auto& task = std::get<ListenTask>(taskOf(f).body);
    const auto refuse = [](const char* why) { return api::Error{api::code::kConflict, why, {}, false}; };
    const auto* object = fact.data ? fact.data->if_object() : nullptr;
    const auto* position = object ? object->if_contains("position") : nullptr;
    const auto* event = object ? object->if_contains("event") : nullptr;
    if (!position || !position->is_int64() || !event || !event->is_object()) {
        return api::Error{api::code::kInvalidArgument, "An event fact needs its position and its event.", {}, false};
    }
    if (position->get_int64() <= listen.position) {
        return refuse("This event was offered before.");
    }
    const Data whole(fact.data, event);
    const EventEvaluator evaluator{[&](ExpressionId id, const Data& in) {
                                       Data out;
                                       return evaluate(f, id, in, out) ? std::optional(out) : std::nullopt;
                                   },
                                   [&](const Template& value, const Data& in) {
                                       Data out;
                                       return evaluate(f, value, in, out) ? std::optional(out) : std::nullopt;
                                   }};
    const auto verdict = offerEvent(task.to, listen.correlation, whole, evaluator);
    if (verdict == Offer::ignored) {
        return refuse("This event does not match.");
    }
    jumps = 0;
    record("event", f, fact.data);
    listen.position = position->get_int64();
    listen.closed = verdict == Offer::consumedLast || verdict == Offer::ended;
    emit("task.event", f, whole);
    if (verdict == Offer::consumed || verdict == Offer::consumedLast) {
        listen.bytes += boost::json::serialize(*whole).size();
        if (isOverfull(listen)) {
            overwhelmed(activity);
            return api::Unit{};
        }
        auto item = readEvent(whole, task.read);
        if (task.each) {
            listen.queue.push_back(std::move(item));
        } else {
            listen.outputs.add(*item);
            if (!listen.closed && !enough(f, task.to.until)) {
                overwhelmed(activity);
                return api::Unit{};
            }
        }
    }
    if (listen.closed) {
        revoke(f.activity);
    }
    if (!f.queued && !f.child) {
        enqueue(f);
    }
    return api::Unit{};
}

/// Whether the task has consumed more than it may hold; then `problem` says so.
bool Machine::State::isOverfull(const ListenState& listen) {
    if (listen.queue.size() < kMaxQueuedEvents && listen.outputs.items().size() < kMaxConsumedEvents &&
        listen.bytes <= kMaxConsumedBytes) {
        return false;
    }
    problem = makeError("runtime",
                        "The task has consumed more than it may hold (" + std::to_string(kMaxQueuedEvents) +
                            " events that wait, " + std::to_string(kMaxConsumedEvents) + " or " +
                            std::to_string(kMaxConsumedBytes / (1024 * 1024)) + " MiB in all). Use a loop around it.",
                        {});
    return true;
}

/// The listening ends with `problem`; of a suspended run when it is resumed.
void Machine::State::overwhelmed(Activity& activity) {
    auto& f = *activity.frame;
    if (phase != api::Phase::suspended) {
        revoke(f.activity);
        raise(f, std::move(problem));
        return;
    }
    step.effects.emplace_back(Unsubscribe{activity.id});
    activity.held = true;
    held.push_back({activity.id, {}, std::move(problem)});
}

/// Looks at `until`; false: it could not be evaluated.
bool Machine::State::enough(Frame& f, ExpressionId until) {
    if (until < 0) {
        return true;
    }
    const auto verdict = f.listen->outputs.holds(*definition->program, until, scopeOf(f));
    if (!verdict) {
        problem = failed(verdict.error());
        return false;
    }
    f.listen->closed = f.listen->closed || *verdict;
    return true;
}

void Machine::State::itemDone(Frame& f, Data out) {
    const auto* task = std::get_if<ListenTask>(&taskOf(f).body);
    const auto until = task ? task->to.until : -1;
    const auto& flow = iterationOf(taskOf(f))->flow;
    Data result = out;
    Data exported = context;
    if ((flow.outputAs.present() && !evaluate(f, flow.outputAs, out, result, nullptr, true)) ||
        (flow.outputSchema && !check(flow.outputSchema, result, "output of an item")) ||
        (flow.exportAs.present() && !evaluate(f, flow.exportAs, result, exported, &result, true)) ||
        (flow.exportSchema && !check(flow.exportSchema, exported, "exported context"))) {
        f.listen->queue.push_front(f.listen->item);  // for a retry of the run
        f.listen->item.reset();
        raise(f, std::move(problem));
        return;
    }
    context = std::move(exported);
    auto& listen = *f.listen;
    listen.outputs.add(*result);
    listen.item.reset();
    ++listen.index;
    if (!enough(f, until)) {
        raise(f, std::move(problem));
        return;
    }
    if (listen.closed) {
        revoke(f.activity);
        if (until >= 0) {
            listen.queue.clear();  // what came behind the one that was enough
        }
    }
    enqueue(f);
}

std::optional<StartChild> Machine::State::childEffect(Frame& f, const WorkflowTask& task) {
    Data given = f.input;
    if (task.input.present() && !evaluate(f, task.input, f.input, given)) {
        return std::nullopt;
    }
    return StartChild{
        0, task.ns, task.name, task.version, std::move(given), keyOf(f), dryRun ? dryRun->plan() : Data{}};
}

void Machine::State::beginWorkflow(Frame& f, const WorkflowTask& task) {
    auto start = childEffect(f, task);
    if (!start) {
        raise(f, std::move(problem));
        return;
    }
    if (rehearse(f, task.ns + '/' + task.name, start->input, false)) {
        return;
    }
    if (!task.await) {
        if (!wasDone(f)) {
            step.effects.emplace_back(std::move(*start));
        }
        complete(f, f.input);
        return;
    }
    const auto& activity = newActivity(ActivityKind::child, f);
    start->activity = f.activity = activity.id;
    if (activity.awaits.empty()) {
        step.effects.emplace_back(std::move(*start));
    }
    mark(f, api::Phase::waiting);
}

}  // namespace beamline::core
