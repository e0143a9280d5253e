// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/remote_work.h"

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/text.h"
#include "engine/runtime/trace_context.h"

namespace beamline::runtime {

namespace {
/// The same sentence as of a call that is made here.
std::optional<api::WorkflowError> invalid(const RemoteCall& remote) {
    const auto& call = remote.call;
    if (!call.arguments || call.with.constant()) {
        return std::nullopt;
    }
    const auto problems = call.arguments->check(*remote.invocation.arguments);
    if (problems.empty()) {
        return std::nullopt;
    }
    const auto& first = problems.front();
    return core::makeError("validation",
                           "The arguments of " + call.function + " are not valid: " + first.message + " (at " +
                               (first.pointer.empty() ? "the top" : first.pointer) + ")",
                           {});
}
}  // namespace

std::string assignmentId(const std::string& key) {
    auto hex = api::sha256(key).substr(0, 32);
    hex[12] = '8';  // a UUID whose bits are the maker's business
    hex[16] = 'a';
    for (const auto at : {20, 16, 12, 8}) {
        hex.insert(static_cast<std::size_t>(at), 1, '-');
    }
    return hex;
}

RemoteWork::RemoteWork(std::shared_ptr<blocks::WorkQueue> queue, const SecretSource& secrets, Problems& problems,
                       Statistics& statistics)
    : m_queue(std::move(queue)), m_secrets(secrets) {
    if (!m_queue) {
        return;
    }
    m_state->problems = &problems;
    m_queue->onQueued([state = m_state, &statistics](std::int64_t queued) {
        const std::lock_guard lock(state->mutex);
        if (state->problems) {
            statistics.seeWorkQueued(queued, api::wallClock());
        }
    });
    m_queue->onProblem([state = m_state](const std::string& code, const std::string& message) {
        const std::lock_guard lock(state->mutex);
        if (state->problems) {
            message.empty() ? state->problems->remove(code) : state->problems->set(code, message);
        }
    });
}

RemoteWork::~RemoteWork() {
    stop();
}

void RemoteWork::begin(RemoteCall remote) {
    auto failed = invalid(remote);
    auto redaction = Redaction::of(m_secrets, remote.secrets);
    if (!failed && !redaction.ok()) {
        if (redaction.error().code == api::code::kUnavailable) {
            remote.done(std::nullopt, {});
            return;
        }
        failed = core::makeError("authorization", redaction.error().message, {});
    }
    if (failed) {
        remote.done(std::move(*failed), {});
        return;
    }
    auto asked = blocks::assignmentOf(redaction->reveal(*remote.invocation.arguments), api::wallClock());
    if (auto* error = std::get_if<api::WorkflowError>(&asked)) {
        remote.done(std::move(*error), {});
        return;
    }
    auto& assignment = std::get<blocks::Assignment>(asked);
    const auto id = assignment.id = assignmentId(remote.invocation.key);
    const auto until = remote.invocation.deadline;
    assignment.deadline = until == 0 || assignment.deadline == 0 ? std::max(until, assignment.deadline)
                                                                 : std::min(until, assignment.deadline);
    assignment.priority = remote.priority;
    assignment.key = remote.invocation.key;
    assignment.run = remote.run;
    assignment.workflow = remote.workflow;
    assignment.task = remote.task;
    assignment.tenant = remote.tenant;
    assignment.parent = childTrace(remote.trace, id);
    assignment.trace = traceIdOf(remote.trace);
    {
        const std::lock_guard lock(m_state->mutex);
        if (!m_state->problems) {
            return;
        }
        m_state->waiting[id] = {remote.done, std::move(*redaction), assignment.pool + "/" + assignment.type,
                                api::wallClock()};
    }
    const bool taken = m_queue->submit(std::move(assignment), [state = m_state, id](blocks::WorkResult result) {
        finished(*state, id, std::move(result));
    });
    if (wasTakenBack(id)) {
        m_queue->cancel(id);
    } else if (remote.invocation.cancel.cancelled()) {
        m_queue->letGo(id);
    } else if (!taken) {
        remote.done(std::nullopt, {});
    } else {
        return;
    }
    const std::lock_guard lock(m_state->mutex);
    m_state->waiting.erase(id);
}

bool RemoteWork::wasTakenBack(const std::string& id) {
    const std::lock_guard lock(m_state->mutex);
    return m_takenBack.erase(id) > 0;
}

void RemoteWork::finished(State& state, const std::string& id, blocks::WorkResult result) {
    const std::lock_guard lock(state.mutex);
    auto found = state.waiting.extract(id);
    if (found.empty()) {
        return;
    }
    auto& waiting = found.mapped();
    api::Exchange exchange;
    exchange.kind = "worker";
    exchange.request = waiting.request;
    exchange.at = waiting.begun;
    exchange.tookUs = result.latencyMs * 1'000;
    const auto who = result.worker.empty() ? std::string("no worker") : "worker " + result.worker;
    if (auto* output = std::get_if<api::Json>(&result.result)) {
        *output = waiting.redaction.hide(*output);
        exchange.answer = who;
    } else {
        auto& error = std::get<api::WorkflowError>(result.result);
        error.title = waiting.redaction.hide(std::move(error.title));
        error.detail = waiting.redaction.hide(std::move(error.detail));
        exchange.failed = true;
        exchange.answer = who + ": " + api::beginning(error.detail, api::kMaxExchangeTextBytes / 2);
    }
    waiting.done(std::move(result.result), core::makeData(api::toJson(std::vector<api::Exchange>{exchange})));
}

void RemoteWork::cancel(const std::string& key) {
    const auto id = assignmentId(key);
    {
        const std::lock_guard lock(m_state->mutex);
        if (m_state->waiting.erase(id) == 0) {
            if (m_takenBack.size() >= kMaxTakenBack) {
                m_takenBack.erase(m_takenBack.begin());
            }
            m_takenBack.insert(id);
            return;
        }
    }
    m_queue->cancel(id);
}

void RemoteWork::letGo(const std::string& key) {
    const auto id = assignmentId(key);
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->waiting.erase(id);
    }
    m_queue->letGo(id);
}

void RemoteWork::stop() {
    std::map<std::string, Waiting> waiting;
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->problems = nullptr;
        waiting.swap(m_state->waiting);
    }
    for (const auto& [id, one] : waiting) {
        m_queue->letGo(id);
    }
}

}  // namespace beamline::runtime
