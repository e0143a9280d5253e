// SPDX-License-Identifier: Apache-2.0
#pragma once
// What of the feed a subscriber may hear, as long as the subscription lasts: rights that are given or taken meanwhile
// count from then on. Called by one thread at a time.

#include <deque>
#include <unordered_map>

#include "engine/access/caller.h"

namespace beamline::access {

inline constexpr std::size_t kMaxRememberedBatches = 1'000;  ///< of a subscriber

class EventGuard {
public:
    /// `filter` says who it is.
    EventGuard(std::shared_ptr<AccessBook> book, const api::EventFilter& filter);
    /// The event as it may be told; null: it may not. `kept` holds what is not told as it came.
    const api::Event* show(const api::Event& event, std::optional<api::Event>& kept);

private:
    void look();
    bool may(const std::string& kind) const;
    bool isOwnBatch(const api::Event& event);

    const std::shared_ptr<AccessBook> m_book;
    const std::string m_user;
    const std::vector<std::string> m_groups;
    const std::string m_tenant;
    KnowledgePtr m_known;
    std::optional<Caller> m_caller;  ///< nothing: they may not hear anything now
    std::unordered_map<std::string, bool> m_batches;
    std::deque<std::string> m_batchOrder;
};

}  // namespace beamline::access
