// SPDX-License-Identifier: Apache-2.0
// Retries of a `try` (dsl-reference.md, "Retry") and of a whole faulted run.
#include <algorithm>

#include "engine/core/machine/state.h"

namespace beamline::core {

std::int64_t jitter(std::string_view run, std::string_view ref, int iteration, int attempt, std::int64_t range) {
    if (range <= 0) {
        return 0;
    }
    // FNV-1a over the identity, then the finalizer of splitmix64, since FNV's high bits vary little on short tails.
    std::uint64_t hash = 14695981039346656037ULL;
    const auto mix = [&hash](std::string_view bytes) {
        for (const unsigned char c : bytes) {
            hash = (hash ^ c) * 1099511628211ULL;
        }
    };
    mix(run);
    mix(ref);
    hash ^= static_cast<std::uint64_t>(iteration) << 32 ^ static_cast<std::uint64_t>(attempt);
    hash += 0x9E3779B97F4A7C15ULL;
    hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9ULL;
    hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBULL;
    hash ^= hash >> 31;
    return static_cast<std::int64_t>(hash % (static_cast<std::uint64_t>(range) + 1));
}

Machine::State::Verdict Machine::State::retryDelay(Frame& f, const RetryPolicy& policy, std::int64_t& delay) {
    for (const auto& [id, wanted] : {std::pair(policy.when, true), std::pair(policy.exceptWhen, false)}) {
        Data verdict;
        if (id < 0) {
            continue;
        }
        if (!evaluate(f, id, f.input, verdict, true)) {
            return Verdict::problem;
        }
        if (truthy(*verdict) != wanted) {
            return Verdict::giveUp;
        }
    }
    const auto retries = f.attempts->tries;  // this one included
    if (policy.attemptCount && retries > *policy.attemptCount) {
        return Verdict::giveUp;
    }
    if (policy.delay.ms || policy.delay.value.present()) {
        if (!duration(f, policy.delay, delay, true)) {
            return Verdict::problem;
        }
    }
    if (policy.backoff == RetryPolicy::Backoff::linear) {
        delay = delay > kMaxDelayMs / retries ? kMaxDelayMs : delay * retries;
    } else if (policy.backoff == RetryPolicy::Backoff::exponential) {
        const int doublings = std::min(retries - 1, 40);
        delay = delay > (kMaxDelayMs >> doublings) ? kMaxDelayMs : delay << doublings;
    }
    std::int64_t from = 0;
    std::int64_t to = 0;
    if ((policy.jitterFrom && !duration(f, *policy.jitterFrom, from, true)) ||
        (policy.jitterTo && !duration(f, *policy.jitterTo, to, true))) {
        return Verdict::problem;
    }
    const auto extra = std::min(from, kMaxDelayMs) + jitter(runId(), taskOf(f).ref, f.iteration,
                                                            f.attempts->peakAttempt, std::min(to, kMaxDelayMs) - from);
    delay = std::min(delay + extra, kMaxDelayMs);
    if (policy.totalDuration) {
        std::int64_t total = 0;
        if (!duration(f, *policy.totalDuration, total, true)) {
            return Verdict::problem;
        }
        if (now - f.startedAt + delay > total) {
            return Verdict::giveUp;
        }
    }
    return Verdict::retry;
}

void Machine::State::nextAttempt(Frame& f) {
    auto& state = *f.attempts;
    state.bodyAttempt = state.peakAttempt + 1;
    raisePeak(f, state.bodyAttempt);
    // The tasks inside count their iterations from where this try began, so that attempt 2 of iteration 3 is the same
    // work.
    state.peak.resize(state.base.size());
    for (std::size_t i = 0; i < state.base.size(); ++i) {
        auto& iterations = records[static_cast<std::size_t>(f.task) + 1 + i].iterations;
        state.peak[i] = std::max(state.peak[i], iterations);
        iterations = state.base[i];
    }
}

void Machine::State::restoreIterations(Frame& f) {
    const auto& peak = f.attempts->peak;
    for (std::size_t i = 0; i < peak.size(); ++i) {
        auto& iterations = records[static_cast<std::size_t>(f.task) + 1 + i].iterations;
        iterations = std::max(iterations, peak[i]);
    }
}

void Machine::State::raisePeak(Frame& f, int attempt) {
    for (auto* p = &f; p; p = p->parent) {
        if (p->attempts) {
            p->attempts->peakAttempt = std::max(p->attempts->peakAttempt, attempt);
        }
    }
}

bool Machine::State::isContainer(const Frame& f) const {
    const auto type = f.task < 0 ? TaskType::doTasks : taskOf(f).type;
    const auto* call = type == TaskType::call ? std::get_if<CallTask>(&taskOf(f).body) : nullptr;
    return type == TaskType::doTasks || type == TaskType::forEach || type == TaskType::fork ||
           type == TaskType::tryCatch || f.listen || f.extension || (call && call->kind == CallKind::custom);
}

bool Machine::State::isOccupied(const Frame& f) {
    return f.child || (f.fork && std::any_of(f.fork->branches.begin(), f.fork->branches.end(),
                                             [](auto& b) { return b.frame != nullptr; }));
}

Frame* Machine::State::inputTaker() const {
    if (phase != api::Phase::faulted || !culprit || isOccupied(*culprit) || culprit->loop || culprit->listen) {
        return nullptr;
    }
    if (culprit->task < 0) {
        return culprit->stage == Stage::created ? culprit : nullptr;  // it refused its input
    }
    return culprit->stage == Stage::completing && isContainer(*culprit) ? nullptr : culprit;
}

void Machine::State::retryRun(const Fact& fact) {
    auto* taker = fact.data ? inputTaker() : nullptr;
    record("retried", *culprit, fact.data);
    phase = api::Phase::running;
    endedAt = 0;
    error.reset();
    culprit = nullptr;
    if (!inPast()) {
        emitRun("run.resumed", fact.text, fact.data);
    }
    for (auto* f : below(*root)) {
        f->deadline = f->parent ? deadlineBelow(*f->parent) : 0;
        if (f != taker) {
            takeUp(*f);
            continue;
        }
        f->rawInput = fact.data;
        if (f->task < 0) {
            rawInput = fact.data;
            workflowArgument.reset();
            enqueue(*f);
        } else {
            beginAnew(*f);
        }
    }
}

void Machine::State::takeUp(Frame& f) {
    const bool begun = f.task < 0 || f.iteration > 0;
    const bool container = isContainer(f);
    const bool occupied = isOccupied(f);
    const bool inside = container && f.stage == Stage::active && (occupied || f.loop || f.attempts || f.listen);
    if (begun && (inside || (container && f.stage == Stage::completing))) {
        if (inside) {
            // Its clock starts again; a computed timeout that now fails leaves it without one.
            armTimeout(f, f.task < 0 ? definition->timeout : taskOf(f).timeout);
            if (f.listen && !f.listen->closed && taskOf(f).type == TaskType::listen) {
                subscribe(f);
            }
            if (f.attempts && f.child && !f.attempts->inHandler && !f.extending()) {
                armAttempt(f);
            }
        }
        if (f.task >= 0) {
            mark(f, api::Phase::running);
        }
        if (!occupied) {
            enqueue(f);
        }
        return;
    }
    if (begun && f.task >= 0) {
        beginAnew(f);
    } else {
        enqueue(f);
    }
}

/// The same iteration, one attempt more, from `if` and input on.
void Machine::State::beginAnew(Frame& f) {
    if (f.attempts) {
        restoreIterations(f);
    }
    ++f.attempt;
    raisePeak(f, f.attempt);
    f.again = true;
    f.taken = false;
    f.stage = Stage::created;
    f.fork.reset();
    f.loop.reset();
    f.attempts.reset();
    f.listen.reset();
    f.extension.reset();
    emit("task.retried", f).detail = "taken up again";
    enqueue(f);
}

}  // namespace beamline::core
