// SPDX-License-Identifier: Apache-2.0
#include "engine/core/archive/task_past.h"

#include "engine/api/json_codec.h"
#include "engine/api/pointer.h"

namespace beamline::core {

namespace {
api::Phase phaseAfter(const std::string& kind) {
    api::Phase phase = api::Phase::running;
    boost::describe::enum_from_string(kind.substr(kind.find('.') + 1).c_str(), phase);
    return phase;
}
}  // namespace

void TaskPast::see(const api::HistoryEntry& entry, const Json* data) {
    if (entry.task.empty()) {
        return;
    }
    if (entry.task != m_ref) {
        seeOther(entry, data);
        return;
    }
    if (m_iteration && entry.iteration != m_iteration) {
        return;
    }
    if (entry.iteration != detail.iteration) {
        detail = {};
        detail.iteration = entry.iteration;
        m_between = false;
    }
    const bool retried = entry.kind == "task.retried";
    const bool again = retried && !data;  // by a retry of the run
    const bool unbegun = detail.attempts.empty() || m_again || m_between;
    if (entry.kind == "task.started" || (entry.kind == "task.faulted" && unbegun)) {
        // A fault without a start: `if` or `input` failed.
        begin(entry, std::max(entry.attempt, 1), m_again ? "/" : m_retriedBy);
    }
    m_again = again || (m_again && entry.kind != "task.started" && entry.kind != "task.faulted");
    if (again) {
        return;
    }
    if (entry.kind != "task.started" && !detail.attempts.empty() && !m_between) {
        end(entry, data);
    }
    if (retried) {
        m_between = true;
        m_next = entry.attempt;
    }
    take(entry, data);
}

void TaskPast::seeOther(const api::HistoryEntry& entry, const Json* data) {
    if (entry.kind == "task.retried" && api::isInside(m_ref, entry.task)) {
        m_retriedBy = data ? entry.task : "/";
    } else if (m_between && api::isInside(entry.task, m_ref)) {
        begin(entry, m_next, m_ref);  // this `try` has come back to what is inside of it
    }
}

void TaskPast::take(const api::HistoryEntry& entry, const Json* data) {
    if (!data) {
        return;
    }
    if (entry.kind == "task.started") {
        detail.input = *data;
    } else if (entry.kind == "task.completed") {
        detail.output = *data;
        detail.error.reset();
    } else if (entry.kind == "task.exchanged" && !detail.attempts.empty()) {
        auto& kept = detail.attempts.back().exchanges;  // a subscription with `foreach` tells at each message
        if (auto told = api::fromJson<std::vector<api::Exchange>>(*data)) {
            const auto room = std::min(told->size(), api::kMaxExchanges - std::min(api::kMaxExchanges, kept.size()));
            std::move(told->begin(), told->begin() + static_cast<std::ptrdiff_t>(room), std::back_inserter(kept));
        }
    }
}

void TaskPast::begin(const api::HistoryEntry& entry, int number, const std::string& retriedBy) {
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
    attempt.startedAt = entry.at;
    attempt.retriedBy = attempt.attempt > 1 ? retriedBy : std::string();
}

void TaskPast::end(const api::HistoryEntry& entry, const Json* data) {
    const auto& kind = entry.kind;
    auto& attempt = detail.attempts.back();
    if (kind == "task.retried" || kind == "task.faulted") {
        attempt.phase = api::Phase::faulted;
        attempt.endedAt = entry.at;
        if (data) {
            if (auto error = api::fromJson<api::WorkflowError>(*data)) {
                attempt.error = *error;
                detail.error = *error;
            }
        }
    } else if (kind == "task.completed" || kind == "task.cancelled") {
        attempt.phase = phaseAfter(kind);
        attempt.endedAt = entry.at;
        attempt.error.reset();
    }
}

}  // namespace beamline::core
