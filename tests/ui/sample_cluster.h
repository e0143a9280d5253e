// SPDX-License-Identifier: Apache-2.0
#pragma once
// A believable cluster of three nodes for pictures and tests. Any thread.

#include "tests/ui/sample_data.h"

namespace beamline::test {

/// Three nodes and servers, 32 shards, two pools, an hour of figures.
api::ClusterInfo sampleCluster();
std::vector<api::StatisticsPoint> sampleHour();
/// The sample evening on that cluster.
std::shared_ptr<FixtureEngine> clusterEngine();
/// The same with one node lost, another drained, a shard under way, a paused pool and warnings.
std::shared_ptr<FixtureEngine> troubledCluster();

}  // namespace beamline::test
