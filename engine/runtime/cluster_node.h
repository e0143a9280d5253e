// SPDX-License-Identifier: Apache-2.0
#pragma once
// What makes an engine a node of a cluster: it begins and ends the parts of the engine for shards that come and go, and
// tells them what other nodes have done. Made by LocalEngine; any thread, unless a function says more.

#include <caf/all.hpp>

#include "engine/runtime/messages.h"
#include "engine/runtime/shard_keeper.h"
#include "engine/runtime/system_duties.h"

namespace beamline::runtime {

/// What the journal of a node needs to know; what it tells goes to `ears`.
store::ClusterOptions journalOf(const EngineOptions& options, const std::shared_ptr<JournalEars>& ears);

class ClusterNode {
public:
    ClusterNode(const EngineOptions& options, store::Journal& journal, std::shared_ptr<JournalEars> ears)
        : m_ears(std::move(ears)), m_keeper(journal, options) {}
    ShardKeeper& keeper() { return m_keeper; }
    const ShardKeeper& keeper() const { return m_keeper; }

    /// `begin` and `end` are for what exists once in the cluster, and may block. Once.
    void start(Services& services, caf::actor supervisor, std::function<void()> begin, std::function<void()> end);
    /// Ends what exists once. Blocks.
    void endOnce();
    /// The supervisor ends.
    void letGo();
    /// Releases all shards; nothing is told any more when it returns. Blocks.
    void leave();

    /// Empty: nobody now.
    std::string ownerOf(int shard) const;
    std::vector<std::string> owners() const;

private:
    ShardDuties duties();
    template <class Message>
    void tellSupervisor(Message message);
    void forget(int shard);
    void applied(const store::Applied& what);

    std::shared_ptr<JournalEars> m_ears;
    ShardKeeper m_keeper;
    Services* m_services = nullptr;  ///< from start() on
    std::unique_ptr<SystemDuties> m_once;
    std::mutex m_mutex;
    caf::actor m_supervisor;
};

}  // namespace beamline::runtime
