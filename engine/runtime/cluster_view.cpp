// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/cluster_view.h"

#include <algorithm>

#include "engine/api/ids.h"
#include "engine/runtime/shard_keeper.h"

namespace beamline::runtime {

namespace {
api::NodeInfo& nodeOf(api::ClusterInfo& info, const std::string& id) {
    for (auto& node : info.nodes) {
        if (node.id == id) {
            return node;
        }
    }
    info.nodes.push_back({});
    info.nodes.back().id = id;
    return info.nodes.back();
}
}  // namespace

api::NodeInfo nodeInfo(const Services& services, api::Timestamp startedAt, double tasksPerSecond) {
    const auto& options = services.options;
    const auto* keeper = services.keeper;
    api::NodeInfo info;
    info.host = machineName();
    info.id = keeper ? options.cluster.node : info.host;
    info.version = BEAMLINE_VERSION;
    info.roles = options.node.roles;
    info.state = keeper && keeper->draining() ? api::NodeState::draining : api::NodeState::online;
    info.startedAt = startedAt;
    info.seenAt = api::wallClock();
    info.load = machineLoad();
    info.cores = static_cast<int>(std::thread::hardware_concurrency());
    info.memoryBytes = ownMemory();
    info.activeRuns = services.residentRuns;
    info.tasksPerSecond = tasksPerSecond;
    info.place = services.journal.place();
    const auto newest = services.journal.newestPlace();
    info.behind = newest > info.place ? newest - info.place : 0;
    return info;
}

api::ClusterInfo clusterInfo(const Services& services) {
    api::ClusterInfo info;
    auto self = services.self();
    info.self = self.id;
    info.clustered = services.clustered();
    info.name = services.options.node.cluster;
    info.place = services.journal.newestPlace();
    info.nodes.push_back(std::move(self));
    if (services.options.workQueue) {
        info.pools = services.options.workQueue->pools();
    }
    if (!info.clustered) {
        return info;
    }
    for (const auto& heard : services.keeper->others()) {
        auto& node = nodeOf(info, heard.node);
        node.state = heard.alive ? api::NodeState::online : api::NodeState::unreachable;
        node.seenAt = api::wallClock() - heard.agoMs;
    }
    const auto leases = services.keeper->leases();
    for (std::size_t i = 0; i < leases.size(); ++i) {
        const auto& lease = leases[i];
        info.shards.push_back({static_cast<int>(i), lease.epoch, lease.owner, lease.since, lease.to});
    }
    if (services.options.node.describe) {
        services.options.node.describe(info);
    }
    for (auto& node : info.nodes) {
        node.leases = static_cast<int>(
            std::count_if(leases.begin(), leases.end(), [&](const auto& lease) { return lease.owner == node.id; }));
        const bool owns =
            node.roles.empty() || std::find(node.roles.begin(), node.roles.end(), "engine") != node.roles.end();
        if (node.state == api::NodeState::draining && owns && node.leases == 0) {  // a worker still has its tasks
            node.state = api::NodeState::drained;
        }
    }
    return info;
}

std::vector<std::string> operationNames() {
    std::vector<std::string> names;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, api::Operations>>(
        [&](auto op) { names.push_back(decltype(op)::type::kInfo.name); });
    return names;
}

}  // namespace beamline::runtime
