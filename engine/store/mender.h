// SPDX-License-Identifier: Apache-2.0
#pragma once
// Makes true again, in a journal that was saved from damage, what is kept beside the events of runs: their rows,
// timers, approvals, subscriptions, messages and child runs. Belongs to the thread of its connection.

#include <map>

#include "engine/store/outbox.h"

namespace beamline::store {

class Mender {
public:
    /// Inside a transaction; the mark of delivered messages is set already. `report` takes a line for what is removed
    /// or cannot be mended.
    Mender(Connection& connection, const Refold& refold, std::function<void(const std::string&)> report);
    /// A run whose events are whole, maybe fewer than there were.
    void mend(RunKey run);
    /// When all are mended: child runs that are waited for begin, or tell their end, once more.
    void tellChildren();

private:
    struct Child {
        std::uint32_t activity = 0;
        RunKey run = 0;
    };
    std::optional<StoredRun> read(RunKey run);
    std::optional<Folded> fold(const StoredRun& run);
    void putRow(RunKey run, const api::RunSummary& summary);
    void putTimers(RunKey run, const std::vector<TimerChange>& timers);
    void putApprovals(const StoredRun& run, const Folded& folded);
    void putSubscriptions(RunKey run, std::vector<SubscriptionChange> changes);
    void takeBackMessages(const StoredRun& run, std::uint32_t lastActivity);
    void removeChildren(const StoredRun& parent, std::uint32_t lastActivity);
    void remove(RunKey run);

    Connection& m_connection;
    const Refold& m_refold;
    const std::function<void(const std::string&)> m_report;
    Outbox m_outbox;
    std::multimap<std::string, Child> m_children;  ///< by the parent's id
    std::vector<Message> m_waitedFor;
};

}  // namespace beamline::store
