// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/janitor.h"

#include "engine/api/ids.h"

namespace beamline::runtime {

Janitor::Janitor(store::Journal& journal, store::Retention retention, Problems& problems, std::function<bool()> may)
    : m_journal(journal), m_retention(retention), m_problems(problems), m_may(std::move(may)) {
    if (m_retention.maxAgeMs > 0 || m_retention.maxEndedRuns > 0) {
        m_thread = std::thread([this] { work(); });
    }
}

Janitor::~Janitor() {
    stop();
}

void Janitor::stop() {
    {
        std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

/// Whether there may be more to remove.
bool Janitor::prune() {
    if (!m_may()) {
        return false;
    }
    const auto removed = m_journal.prune(m_retention, api::wallClock(), kPruneAtOnce);
    if (removed.ok()) {
        m_problems.remove("retention");
    } else if (m_journal.health().accepting) {  // else health tells already why nothing can be removed
        m_problems.put("retention", "Old runs could not be removed: " + removed.error().message);
    }
    return removed && *removed >= kPruneAtOnce;
}

void Janitor::work() {
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        lock.unlock();
        const bool more = prune();
        lock.lock();
        if (!more) {
            m_wake.wait_for(lock, std::chrono::milliseconds(kPruneEveryMs), [this] { return m_stop; });
        }
    }
}

}  // namespace beamline::runtime
