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
    if (m_queue.size() >= kMaxQueuedDecisions) {
        ++m_dropped;
        return;
    }
    m_queue.push_back(std::move(stored));
    if (!m_writing) {
        write(std::move(lock));
    }
}

/// Until the queue is empty; goes on where the journal tells that a write has ended.
void DecisionRecorder::write(std::unique_lock<std::mutex> lock) {
    if (m_queue.empty()) {
        m_writing = false;
        m_idle.notify_all();
        return;
    }
    m_writing = true;
    const auto count = std::min(m_queue.size(), store::kMaxDecisionsAtOnce);
    const auto end = m_queue.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<store::StoredDecision> batch(std::make_move_iterator(m_queue.begin()), std::make_move_iterator(end));
    m_queue.erase(m_queue.begin(), end);
    const auto dropped = std::exchange(m_dropped, 0);
    lock.unlock();
    if (dropped > 0) {
        m_lost(dropped);
    }
    m_journal.recordDecisions(std::move(batch), [this, count](const api::Result<std::int64_t>& stored) {
        if (!stored.ok()) {
            m_lost(static_cast<std::int64_t>(count));
        }
        write(std::unique_lock(m_mutex));
    });
}

void DecisionRecorder::flush() {
    std::unique_lock lock(m_mutex);
    m_idle.wait(lock, [this] { return !m_writing; });
}

}  // namespace beamline::runtime
