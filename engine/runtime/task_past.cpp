// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/task_past.h"

#include "engine/api/json_codec.h"

namespace beamline::runtime {

namespace {
api::Phase phaseAfter(const std::string& kind) {
    api::Phase phase = api::Phase::running;
    boost::describe::enum_from_string(kind.substr(kind.find('.') + 1).c_str(), phase);
    return phase;
}

bool isInside(std::string_view ref, std::string_view outer) {
    return ref.size() > outer.size() && ref.starts_with(outer) && ref[outer.size()] == '/';
}
}  // namespace

void TaskPast::see(const PastTransition& past) {
    const auto& transition = past.transition;
    if (transition.task < 0) {
        return;
    }
    if (const auto& ref = past.definition.task(transition.task).ref; ref != m_ref) {
        seeOther(past, ref);
        return;
    }
    if (m_iteration && transition.iteration != m_iteration) {
        return;
    }
    if (transition.iteration != detail.iteration) {
        detail = {};
        detail.iteration = transition.iteration;
        m_between = false;
    }
    const bool retried = transition.kind == "task.retried";
    const bool again = retried && !transition.data;  // by a retry of the run
    const bool unbegun = detail.attempts.empty() || m_again || m_between;
    if (transition.kind == "task.started" || (transition.kind == "task.faulted" && unbegun)) {
        // A fault without a start: `if` or `input` failed.
        begin(past, std::max(transition.attempt, 1), m_again ? "/" : m_retriedBy);
    }
    m_again = again || (m_again && transition.kind != "task.started" && transition.kind != "task.faulted");
    if (again) {
        return;
    }
    if (transition.kind != "task.started" && !detail.attempts.empty() && !m_between) {
        end(past);
    }
    if (retried) {
        m_between = true;
        m_next = transition.attempt;
    }
    take(transition);
}

void TaskPast::seeOther(const PastTransition& past, const std::string& ref) {
    const auto& transition = past.transition;
    if (transition.kind == "task.retried" && isInside(m_ref, ref)) {
        m_retriedBy = transition.data ? ref : "/";
    } else if (m_between && isInside(ref, m_ref)) {
        begin(past, m_next, m_ref);  // this `try` has come back to what is inside of it
    }
}

void TaskPast::take(const core::Transition& transition) {
    if (!transition.data) {
        return;
    }
    if (transition.kind == "task.started") {
        detail.input = *transition.data;
    } else if (transition.kind == "task.completed") {
        detail.output = *transition.data;
        detail.error.reset();
    } else if (transition.kind == "task.exchanged" && !detail.attempts.empty()) {
        auto& kept = detail.attempts.back().exchanges;  // a subscription with `foreach` tells at each message
        if (auto told = api::fromJson<std::vector<api::Exchange>>(*transition.data)) {
            const auto room = std::min(told->size(), api::kMaxExchanges - std::min(api::kMaxExchanges, kept.size()));
            std::move(told->begin(), told->begin() + static_cast<std::ptrdiff_t>(room), std::back_inserter(kept));
        }
    }
}

void TaskPast::begin(const PastTransition& past, int number, const std::string& retriedBy) {
    m_between = false;
    if (detail.attempts.size() == kMaxAttemptsShown) {
        detail.attempts.erase(detail.attempts.begin());
    }
    // A `try` counts anew when the run is retried; here its numbers go on.
    const int before = detail.attempts.empty() ? 0 : detail.attempts.back().attempt;
    auto& attempt = detail.attempts.emplace_back();
    attempt.iteration = detail.iteration;
    attempt.attempt = std::max(number, before + 1);
    attempt.phase = api::Phase::running;
    attempt.startedAt = past.fact.at;
    attempt.retriedBy = attempt.attempt > 1 ? retriedBy : std::string();
}

void TaskPast::end(const PastTransition& past) {
    const auto& kind = past.transition.kind;
    auto& attempt = detail.attempts.back();
    if (kind == "task.retried" || kind == "task.faulted") {
        attempt.phase = api::Phase::faulted;
        attempt.endedAt = past.fact.at;
        if (past.transition.data) {
            if (auto error = api::fromJson<api::WorkflowError>(*past.transition.data)) {
                attempt.error = *error;
                detail.error = *error;
            }
        }
    } else if (kind == "task.completed" || kind == "task.cancelled") {
        attempt.phase = phaseAfter(kind);
        attempt.endedAt = past.fact.at;
        attempt.error.reset();
    }
}

}  // namespace beamline::runtime
