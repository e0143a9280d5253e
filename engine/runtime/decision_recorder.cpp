// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/decision_recorder.h"

#include "engine/api/json_codec.h"

namespace beamline::runtime {

void DecisionRecorder::record(const api::RouteDecision& decision) {
    store::StoredDecision stored{decision.id,
                                 decision.at,
                                 decision.tenant,
                                 decision.policy,
                                 decision.provider,
                                 !decision.errorCode.empty(),
                                 decision.requestId + "\n" + decision.traceId + "\n" + decision.run,
                                 boost::json::serialize(api::toJson(decision))};
    std::unique_lock lock(m_mutex);
    if (m_closed) {
        return;
    }
    if (m_queue.size() >= kMaxQueuedDecisions || m_bytes >= kMaxQueuedDecisionBytes) {
        ++m_dropped;
        return;
    }
    m_bytes += stored.data.size();
    m_queue.push_back(std::move(stored));
    if (!m_writing) {
        write(std::move(lock));
    }
}

/// Until the queue is empty; goes on where the journal tells that a write has ended.
void DecisionRecorder::write(std::unique_lock<std::mutex> lock) {
    if (m_queue.empty() || m_closed) {
        m_writing = false;
        m_idle.notify_all();
        return;
    }
    m_writing = true;
    const auto count = std::min(m_queue.size(), store::kMaxDecisionsAtOnce);
    const auto end = m_queue.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<store::StoredDecision> batch(std::make_move_iterator(m_queue.begin()), std::make_move_iterator(end));
    m_queue.erase(m_queue.begin(), end);
    for (const auto& one : batch) {
        m_bytes -= one.data.size();
    }
    const auto dropped = std::exchange(m_dropped, 0);
    lock.unlock();
    m_journal.recordDecisions(
        std::move(batch), [self = shared_from_this(), count, dropped](const api::Result<std::int64_t>& stored) {
            std::unique_lock again(self->m_mutex);
            const bool troubled = !stored.ok() || dropped > 0;
            if (!self->m_closed && (troubled || self->m_troubled)) {
                self->m_troubled = troubled;
                again.unlock();
                self->m_told(!stored.ok() ? std::to_string(count) +
                                                " decisions of routing could not be kept: " + stored.error().message
                             : dropped > 0 ? std::to_string(dropped) +
                                                 " decisions of routing were not kept: they came faster than "
                                                 "the journal takes them. The requests were answered."
                                           : std::string());
                again.lock();
            }
            self->write(std::move(again));
        });
}

void DecisionRecorder::close(std::chrono::milliseconds patience) {
    std::unique_lock lock(m_mutex);
    m_idle.wait_for(lock, patience, [this] { return !m_writing; });
    m_closed = true;
}

}  // namespace beamline::runtime
