// SPDX-License-Identifier: Apache-2.0
// What the fixture knows of machines.
#include <algorithm>

#include "engine/api/json_codec.h"
#include "tests/ui/fixture_engine.h"
#include "tests/ui/fixture_paging.h"

namespace beamline::test {

FixtureEngine::Answer FixtureEngine::answer(const api::GetCluster&) {
    std::lock_guard lock(m_mutex);
    return api::Reply(api::ClusterReply{m_cluster});
}

FixtureEngine::Answer FixtureEngine::answer(const api::ControlNode& op) {
    std::lock_guard lock(m_mutex);
    const auto found = std::find_if(m_cluster.nodes.begin(), m_cluster.nodes.end(),
                                    [&](const auto& node) { return node.id == op.node; });
    if (found == m_cluster.nodes.end()) {
        return notFound("node", op.node);
    }
    found->state = op.action == api::DrainAction::drain ? api::NodeState::draining : api::NodeState::online;
    return api::Reply(api::ClusterReply{m_cluster});
}

FixtureEngine::Answer FixtureEngine::answer(const api::ControlPool& op) {
    std::lock_guard lock(m_mutex);
    const auto found = std::find_if(m_cluster.pools.begin(), m_cluster.pools.end(),
                                    [&](const auto& pool) { return pool.name == op.pool; });
    if (found == m_cluster.pools.end()) {
        return notFound("pool", op.pool);
    }
    found->paused = op.action == api::DrainAction::drain;
    return api::Reply(api::ClusterReply{m_cluster});
}

FixtureEngine::Answer FixtureEngine::answer(const api::MoveShard& op) {
    std::lock_guard lock(m_mutex);
    for (auto& shard : m_cluster.shards) {
        if (shard.shard == op.shard) {
            shard.movingTo = op.node;
            return api::Reply(api::ClusterReply{m_cluster});
        }
    }
    return notFound("shard", std::to_string(op.shard));
}

FixtureEngine::Answer FixtureEngine::answer(const api::GetStatistics&) {
    std::lock_guard lock(m_mutex);
    auto reply = m_statistics;
    reply.seq = m_seq;
    return api::Reply(std::move(reply));
}

FixtureEngine::Answer FixtureEngine::answer(const api::ExportRun& op) {
    std::lock_guard lock(m_mutex);
    const auto found = m_runs.find(op.run);
    if (found == m_runs.end()) {
        return notFound("run", op.run);
    }
    return api::Reply(api::ExportReply{api::Json{{"run", api::toJson(found->second.run)}}});
}

}  // namespace beamline::test
