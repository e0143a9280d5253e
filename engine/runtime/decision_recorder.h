// SPDX-License-Identifier: Apache-2.0
#pragma once
// Writes decisions of routing into the journal behind their answers: what comes while one write is on its way goes with
// the next. Thread-safe; nobody waits.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/api/routing.h"
#include "engine/store/journal.h"

namespace beamline::runtime {

inline constexpr std::size_t kMaxQueuedDecisions = 20'000;                ///< beyond it, or …
inline constexpr std::size_t kMaxQueuedDecisionBytes = 64 * 1024 * 1024;  ///< … it, they are counted and not kept

/// Shared: the journal may answer a write when everybody else has gone.
class DecisionRecorder : public std::enable_shared_from_this<DecisionRecorder> {
public:
    /// `told` is called with why decisions could not be kept, and with an empty text when they are kept again.
    DecisionRecorder(store::Journal& journal, std::function<void(const std::string& why)> told)
        : m_journal(journal), m_told(std::move(told)) {}
    void record(const api::RouteDecision& decision);
    /// Waits until all that was recorded is durable, or lost, but not longer; then nothing is recorded any more.
    void close(std::chrono::milliseconds patience);

private:
    void write(std::unique_lock<std::mutex> lock);

    store::Journal& m_journal;
    const std::function<void(const std::string& why)> m_told;
    std::mutex m_mutex;
    std::condition_variable m_idle;
    std::vector<store::StoredDecision> m_queue;
    std::size_t m_bytes = 0;
    std::int64_t m_dropped = 0;
    bool m_troubled = false;
    bool m_writing = false;
    bool m_closed = false;
};

}  // namespace beamline::runtime
