// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a node tells of its cluster, and an engine alone of itself. Any thread.

#include "engine/runtime/services.h"

namespace beamline::runtime {

/// Shards and nodes as this one has read of them, completed by NodeOptions::describe.
api::ClusterInfo clusterInfo(const Services& services);

/// This engine as others see it.
api::NodeInfo nodeInfo(const Services& services, api::Timestamp startedAt, double tasksPerSecond);

/// Resident memory of this process in bytes; 0: not known.
std::int64_t ownMemory();
/// Processors that are busy, on average over the last minute.
double machineLoad();
std::string machineName();

/// Of the port, as health tells them.
std::vector<std::string> operationNames();

}  // namespace beamline::runtime
