// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/retention_keeper.h"

#include "engine/api/ids.h"

namespace beamline::runtime {

RetentionKeeper::RetentionKeeper(store::Journal& journal, Problems& problems, store::Retention retention,
                                 std::chrono::milliseconds every)
    : m_journal(journal), m_problems(problems), m_retention(retention), m_every(every) {}

RetentionKeeper::~RetentionKeeper() {
    stop();
}

void RetentionKeeper::start() {
    if (m_retention.maxAgeMs > 0 || m_retention.maxEndedRuns > 0) {
        m_thread = std::thread([this] { work(); });
    }
}

void RetentionKeeper::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void RetentionKeeper::work() {
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        lock.unlock();
        // A journal that accepts nothing says so in health itself; what is left over goes with the next round.
        if (m_journal.health().accepting) {
            if (const auto removed = m_journal.prune(m_retention, api::wallClock()); !removed.ok()) {
                m_problems.put("retention", "Ended runs could not be removed: " + removed.error().message);
            }
        }
        lock.lock();
        m_wake.wait_for(lock, m_every, [this] { return m_stop; });
    }
}

}  // namespace beamline::runtime
