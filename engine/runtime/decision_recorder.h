// SPDX-License-Identifier: Apache-2.0
#pragma once
// Writes decisions of routing into the journal behind their answers: what comes while one write is on its way goes with
// the next. Thread-safe; nobody waits.

#include <mutex>
#include <vector>

#include "engine/api/routing.h"
#include "engine/store/journal.h"

namespace beamline::runtime {

inline constexpr std::size_t kMaxQueuedDecisions = 20'000;  ///< beyond it they are counted and not kept

class DecisionRecorder {
public:
    /// `lost` is called, at most once for each write, with how many could not be kept since.
    DecisionRecorder(store::Journal& journal, std::function<void(std::int64_t)> lost)
        : m_journal(journal), m_lost(std::move(lost)) {}
    void record(const api::RouteDecision& decision);
    /// Waits until all that was recorded is durable, or lost.
    void flush();

private:
    void write(std::unique_lock<std::mutex> lock);

    store::Journal& m_journal;
    const std::function<void(std::int64_t)> m_lost;
    std::mutex m_mutex;
    std::condition_variable m_idle;
    std::vector<store::StoredDecision> m_queue;
    std::int64_t m_dropped = 0;
    bool m_writing = false;
};

}  // namespace beamline::runtime
