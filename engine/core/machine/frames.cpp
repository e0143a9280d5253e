// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/core/machine/state.h"

namespace beamline::core {

Frame& Machine::State::newFrame(Frame* parent, TaskIndex task, Data in) {
    Frame* f = nullptr;
    if (unused.empty()) {
        f = &arena.emplace_back();
    } else {
        f = unused.back();
        unused.pop_back();
    }
    f->task = task;
    f->parent = parent;
    f->rawInput = std::move(in);
    if (parent) {
        f->deadline = deadlineBelow(*parent);
        f->attempt = parent->attempt;
        f->locals = parent->locals;
        const auto* call = parent->task < 0 ? nullptr : std::get_if<CallTask>(&taskOf(*parent).body);
        if (parent->extending()) {
            return *f;
        }
        if (call && !parent->listen) {
            f->locals = 0;  // a function sees its input and nothing of its caller
        } else if (parent->listen) {
            f->locals += 2;
        } else if (parent->loop) {
            f->locals += 2;
        } else if (parent->attempts) {
            if (parent->attempts->inHandler) {
                f->locals += 1;
            } else {
                f->attempt = parent->attempts->bodyAttempt;
            }
        }
    }
    return *f;
}

void Machine::State::startChild(Frame& parent, TaskIndex task, Data in) {
    auto& f = newFrame(&parent, task, std::move(in));
    parent.child = &f;
    enqueue(f);
}

void Machine::State::release(Frame& f) {
    if (f.attempts) {
        restoreIterations(f);
    }
    if (f.queued) {
        ready.erase(std::find(ready.begin() + static_cast<std::ptrdiff_t>(readyHead), ready.end(), &f));
    }
    if (f.parent) {
        if (f.parent->fork) {
            f.parent->fork->branches[static_cast<std::size_t>(f.branch)].frame = nullptr;
        } else {
            f.parent->child = nullptr;
        }
    }
    f = Frame{};
    unused.push_back(&f);
}

void Machine::State::enqueue(Frame& f) {
    f.queued = true;
    ready.push_back(&f);
}

void Machine::State::drain() {
    int budget = kMaxTasksPerStep;
    bool idle = false;
    while ((budget > 0 && phase == api::Phase::running && !idle) || (inPast() && phase == api::Phase::faulted)) {
        if (phase == api::Phase::faulted) {
            takeRetry();
        } else if (takeover && takeover->arrived()) {
            endTakeover();
        } else if (readyHead < ready.size()) {
            auto& f = *ready[readyHead++];
            f.queued = false;
            if (readyHead == ready.size() || readyHead >= 1024) {
                ready.erase(ready.begin(), ready.begin() + static_cast<std::ptrdiff_t>(readyHead));
                readyHead = 0;
            }
            --budget;
            advance(f);
        } else if (!held.empty()) {
            auto fact = std::move(held.front());
            held.pop_front();
            if (const auto it = find(fact.activity); it != activities.end()) {
                const auto activity = *it;
                settle(it);
                dispatch(activity, std::move(fact.data), fact.error);
            }
        } else {
            idle = !takeover || !takeNext();
            --budget;
        }
    }
    if (takeover && takeover->arrived()) {
        endTakeover();
    }
    const bool left =
        phase == api::Phase::running && (readyHead < ready.size() || !held.empty() || (takeover && !idle));
    if (left && more == 0) {
        more = setTimer(ActivityKind::more, *root, real);
    } else if (!left && more != 0 && phase == api::Phase::running) {
        revoke(more);
    }
}

void Machine::State::advance(Frame& f) {
    switch (f.stage) {
        case Stage::created:
            enter(f);
            break;
        case Stage::active:
            body(f);
            break;
        case Stage::completing:
            finish(f);
            break;
    }
}

void Machine::State::leave(Frame& f, Data out, const FlowDirective& directive) {
    if (directive.kind == FlowDirective::Kind::end) {
        endWorkflow(f, std::move(out));
        return;
    }
    auto& parent = *f.parent;
    if (parent.extending() && !parent.extension->after && directive.kind == FlowDirective::Kind::exit) {
        release(f);
        bypass(parent, std::move(out));
        return;
    }
    if (parent.fork) {
        const auto branch = f.branch;
        release(f);
        branchDone(parent, branch, std::move(out));
        return;
    }
    TaskIndex following = -1;
    if (directive.kind == FlowDirective::Kind::next) {
        following = taskOf(f).next;
    } else if (directive.kind == FlowDirective::Kind::gotoTask) {
        following = directive.target;
    }
    release(f);
    if (following >= 0) {
        startChild(parent, following, std::move(out));
    } else {
        listDone(parent, std::move(out));
    }
}

void Machine::State::listDone(Frame& f, Data out) {
    if (f.task < 0) {
        completeWorkflow(std::move(out));
    } else if (f.extending()) {
        f.extension->running = false;
        nextExtension(f);
    } else if (f.listen) {
        itemDone(f, std::move(out));
    } else if (f.loop) {
        f.loop->data = std::move(out);
        ++f.loop->index;
        enqueue(f);  // the next iteration comes by the queue, so that a long loop neither nests nor blocks
    } else {
        revoke(f.extra);
        complete(f, std::move(out));
    }
}

void Machine::State::branchDone(Frame& fork, int branch, Data out) {
    auto& state = *fork.fork;
    if (std::get<ForkTask>(taskOf(fork).body).compete) {
        for (auto& other : state.branches) {
            if (other.frame) {
                destroy(*other.frame, nullptr, {});
            }
        }
        complete(fork, std::move(out));
        return;
    }
    state.branches[static_cast<std::size_t>(branch)].output = std::move(out);
    if (--state.left > 0) {
        return;
    }
    boost::json::array outputs;
    outputs.reserve(state.branches.size());
    for (const auto& done : state.branches) {
        outputs.push_back(*done.output);
    }
    complete(fork, makeData(std::move(outputs)));
}

void Machine::State::endWorkflow(Frame& f, Data out) {
    // The frames around the task that says `end` complete with it; whatever else is active is cancelled.
    for (auto* p = f.parent; p && p->task >= 0; p = p->parent) {
        emit("task.completed", *p, out);
        mark(*p, api::Phase::completed);
        p->stage = Stage::completing;
    }
    f.stage = Stage::completing;
    for (auto* g : below(*root)) {
        if (g != root && g->stage != Stage::completing && g->iteration > 0) {
            emit("task.cancelled", *g);
            mark(*g, api::Phase::cancelled);
        }
    }
    auto frames = below(*root);
    for (auto it = frames.rbegin(); it != frames.rend(); ++it) {
        if (*it != root) {
            interrupt(**it);
            release(**it);
        }
    }
    completeWorkflow(std::move(out));
}

void Machine::State::completeWorkflow(Data out) {
    leavePast();
    root->rawOutput = std::move(out);
    root->stage = Stage::completing;
    Data result;
    if (!transformOutput(*root, result)) {
        raise(*root, std::move(problem));
        return;
    }
    revoke(root->timeout);
    clear();
    phase = api::Phase::completed;
    endedAt = now;
    output = std::move(result);
    emitRun("run.completed", {}, output);
}

std::vector<Frame*> Machine::State::below(Frame& top) const {
    std::vector<Frame*> frames{&top};
    std::vector<Frame*> stack{&top};
    frames.clear();
    while (!stack.empty()) {
        auto* f = stack.back();
        stack.pop_back();
        frames.push_back(f);
        if (f->child) {
            stack.push_back(f->child);
        }
        if (f->fork) {
            for (auto it = f->fork->branches.rbegin(); it != f->fork->branches.rend(); ++it) {
                if (it->frame) {
                    stack.push_back(it->frame);
                }
            }
        }
    }
    return frames;
}

void Machine::State::interrupt(Frame& f) {
    if (f.approval) {
        if (const auto it = find(f.activity); it != activities.end()) {
            if (!it->held) {
                f.approval->state = api::ApprovalState::cancelled;
                f.approval->decidedAt = now;
                approvalChanged(f, "approval.closed", "withdrawn");
            }
            activities.erase(it);
        }
        f.activity = 0;
        f.approval.reset();
    }
    revoke(f.activity);
    revoke(f.timeout);
    revoke(f.extra);
    closeMessages(f);
}

void Machine::State::destroy(Frame& top, const Frame* faulted, const Data& errorData) {
    std::vector<const Frame*> chain;
    for (const auto* f = faulted; f && f != top.parent; f = f->parent) {
        chain.push_back(f);
    }
    const auto frames = below(top);
    for (auto it = frames.rbegin(); it != frames.rend(); ++it) {
        auto& f = **it;
        interrupt(f);
        if (f.task >= 0 && f.iteration > 0) {
            const bool bad = std::find(chain.begin(), chain.end(), &f) != chain.end();
            emit(bad ? "task.faulted" : "task.cancelled", f, bad ? errorData : Data{});
            mark(f, bad ? api::Phase::faulted : api::Phase::cancelled);
        }
        release(f);
    }
}

void Machine::State::clear() {
    if (more != 0) {
        revoke(more);
    }
    ready.clear();
    readyHead = 0;
    held.clear();
    activities.clear();
    busy = 0;
    unused.clear();
    arena.clear();
    root = nullptr;
    culprit = nullptr;
    takeover.reset();
}

}  // namespace beamline::core
