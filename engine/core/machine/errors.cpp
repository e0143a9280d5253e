// SPDX-License-Identifier: Apache-2.0
// The way of an error: to the nearest `try` that catches it, else the run faults and its frames stay for a retry.
#include <algorithm>

#include "engine/core/machine/state.h"

namespace beamline::core {

void Machine::State::raise(Frame& source, api::WorkflowError failure) {
    if (failure.instance.empty()) {
        failure.instance = source.task < 0 ? "/" : taskOf(source).ref;
    }
    for (auto* f = source.parent; f; f = f->parent) {
        if (f->attempts && !f->attempts->inHandler && !f->extending() && catches(*f, failure)) {
            caught(*f, source, std::move(failure));
            return;
        }
    }
    fault(source, std::move(failure));
}

namespace {
bool matches(const ErrorFilter& filter, const api::WorkflowError& failure) {
    return (!filter.type || sameErrorType(*filter.type, failure.type)) &&
           (!filter.status || *filter.status == failure.status) && (!filter.title || *filter.title == failure.title) &&
           (!filter.detail || *filter.detail == failure.detail) &&
           (!filter.instance || *filter.instance == failure.instance);
}
}  // namespace

bool Machine::State::catches(Frame& f, api::WorkflowError& failure) {
    const auto& task = std::get<TryTask>(taskOf(f).body);
    if (!matches(task.filter, failure)) {
        return false;
    }
    auto before = f.attempts->error;
    f.attempts->error = makeData(errorJson(failure));
    bool good = true;
    for (const auto& [id, wanted] : {std::pair(task.when, true), std::pair(task.exceptWhen, false)}) {
        Data verdict;
        if (!good || id < 0) {
            continue;
        }
        if (!evaluate(f, id, f.input, verdict, true)) {
            // The clause itself is broken: that is the error now, and it belongs to the try task.
            failure = std::move(problem);
            failure.instance = taskOf(f).ref;
            good = false;
        } else {
            good = truthy(*verdict) == wanted;
        }
    }
    if (!good) {
        f.attempts->error = std::move(before);
    }
    return good;
}

void Machine::State::caught(Frame& f, Frame& source, api::WorkflowError failure) {
    const auto& task = std::get<TryTask>(taskOf(f).body);
    destroy(*f.child, &source, f.attempts->error);
    revoke(f.extra);
    if (task.retry) {
        std::int64_t delay = 0;
        switch (retryDelay(f, *task.retry, delay)) {
            case Verdict::problem:
                raise(f, std::move(problem));
                return;
            case Verdict::retry: {
                delay = dryRun && !dryRun->realWaits() ? 0 : delay;
                auto& retried = emit("task.retried", f, f.attempts->error);
                retried.attempt = f.attempts->tries + 1;
                if (delay > 0) {
                    retried.detail =
                        "attempt " + std::to_string(retried.attempt) + " in " + std::to_string(delay) + " ms";
                }
                nextAttempt(f);
                if (delay > 0) {
                    f.activity = setTimer(ActivityKind::retry, f, now + delay);
                    mark(f, api::Phase::waiting);
                } else if (++jumps > kMaxStepsPerFact) {
                    raise(f, makeError("runtime",
                                       "More than " + std::to_string(kMaxStepsPerFact) +
                                           " retries without a delay: this loop does not end.",
                                       {}));
                } else {
                    enqueue(f);
                }
                return;
            }
            case Verdict::giveUp:
                break;
        }
        if (task.handler.empty()) {
            // Nothing handles what the retries did not mend.
            raise(f, std::move(failure));
            return;
        }
    }
    f.attempts->inHandler = true;
    mark(f, api::Phase::running);
    if (task.handler.empty()) {
        complete(f, f.input);
    } else {
        startChild(f, task.handler.front(), f.input);
    }
}

void Machine::State::fault(Frame& source, api::WorkflowError failure) {
    if (!wasRetried(source)) {
        leavePast();
    }
    const auto data = makeData(errorJson(failure));
    std::vector<const Frame*> chain;
    for (const auto* f = &source; f; f = f->parent) {
        chain.push_back(f);
    }
    const auto frames = below(*root);
    for (auto it = frames.rbegin(); it != frames.rend(); ++it) {
        auto& f = **it;
        f.queued = false;
        interrupt(f);
        if (f.task < 0 || f.iteration == 0) {
            continue;
        }
        const bool bad = std::find(chain.begin(), chain.end(), &f) != chain.end();
        auto& transition = emit(bad ? "task.faulted" : "task.cancelled", f, bad ? data : Data{});
        if (&f == &source) {
            transition.detail = failure.detail.empty() ? failure.title : failure.detail;
        }
        mark(f, bad ? api::Phase::faulted : api::Phase::cancelled);
    }
    ready.clear();
    readyHead = 0;
    held.clear();
    revoke(more);
    phase = api::Phase::faulted;
    culprit = &source;
    endedAt = now;
    if (!inPast()) {
        emitRun("run.faulted", failure.detail.empty() ? failure.title : failure.detail, data);
    }
    error = std::move(failure);
}

}  // namespace beamline::core
