// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the port tells about the machines that run it: nodes, shards, streams, servers, pools of workers. An engine that
// runs alone is a cluster of one node. Plain described values, any thread; JSON form as in values.h.

#include "engine/api/values.h"

namespace beamline::api {

BOOST_DEFINE_ENUM_CLASS(NodeState, joining, online, draining, drained, unreachable)
struct NodeInfo {
    std::string id;  ///< stable for its data directory
    std::string host;
    std::string version;
    std::vector<std::string> roles;  ///< engine, worker, router, gateway
    NodeState state = NodeState::online;
    Timestamp startedAt = 0;
    Timestamp seenAt = 0;  ///< when something was heard of it last, by the clock of who answers
    double load = 0;       ///< of its machine over a minute, in processors that are busy; of how many: `cores`
    int cores = 0;
    std::int64_t memoryBytes = 0;  ///< of its process
    std::int64_t activeRuns = 0;
    double tasksPerSecond = 0;
    int leases = 0;           ///< shards that it owns
    std::uint64_t place = 0;  ///< in the order, of what its journal has; see ClusterInfo::place
    /// Words that its journal lacked when it was heard last, of those that the answering node had read a little before.
    std::uint64_t behind = 0;
    bool operator==(const NodeInfo&) const = default;
};
BOOST_DESCRIBE_STRUCT(NodeInfo, (),
                      (id, host, version, roles, state, startedAt, seenAt, load, cores, memoryBytes, activeRuns,
                       tasksPerSecond, leases, place, behind))

/// A part of all runs, which one node at a time carries on.
struct ShardInfo {
    int shard = 0;
    std::uint64_t epoch = 0;  ///< grows with each change of owner
    std::string owner;        ///< node; empty: nobody now
    Timestamp since = 0;
    std::string movingTo;  ///< node that gets it next; empty: it stays
    bool operator==(const ShardInfo&) const = default;
};
BOOST_DESCRIBE_STRUCT(ShardInfo, (), (shard, epoch, owner, since, movingTo))

struct ConsumerInfo {
    std::string name;
    std::uint64_t pending = 0;    ///< not given out yet
    std::uint64_t unsettled = 0;  ///< given out, not acknowledged
    std::uint64_t repeated = 0;
    bool operator==(const ConsumerInfo&) const = default;
};
BOOST_DESCRIBE_STRUCT(ConsumerInfo, (), (name, pending, unsettled, repeated))
struct StreamInfo {
    std::string name;
    std::string purpose;  ///< one sentence
    int replicas = 0;
    int replicasCurrent = 0;
    std::string leader;  ///< server
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::uint64_t messages = 0;
    std::uint64_t bytes = 0;
    std::vector<ConsumerInfo> consumers;
    bool operator==(const StreamInfo&) const = default;
};
BOOST_DESCRIBE_STRUCT(StreamInfo, (),
                      (name, purpose, replicas, replicasCurrent, leader, first, last, messages, bytes, consumers))
/// A server of NATS.
struct ServerInfo {
    std::string name;
    std::string url;
    std::string version;
    bool connected = false;  ///< it is the one that the answering node uses
    double roundTripMs = 0;  ///< 0: not measured
    bool operator==(const ServerInfo&) const = default;
};
BOOST_DESCRIBE_STRUCT(ServerInfo, (), (name, url, version, connected, roundTripMs))

BOOST_DEFINE_ENUM_CLASS(WorkerState, ready, busy, draining, stopped, lost)
/// A program that takes tasks from a pool.
struct WorkerInfo {
    std::string id;
    std::string pool;
    Labels labels;
    WorkerState state = WorkerState::ready;
    double load = 0;  ///< 0 … 1
    int inFlight = 0;
    int capacity = 0;
    Timestamp seenAt = 0;
    std::string version;
    bool operator==(const WorkerInfo&) const = default;
};
BOOST_DESCRIBE_STRUCT(WorkerInfo, (), (id, pool, labels, state, load, inFlight, capacity, seenAt, version))
/// Tasks that workers take.
struct WorkPoolInfo {
    std::string name;
    std::int64_t queued = 0;
    Timestamp oldestAt = 0;  ///< since when the oldest of it waits, by the stream's clock; 0: nothing does
    std::int64_t inFlight = 0;
    std::int64_t capacity = 0;  ///< queue entries that it holds; beyond them runs wait outside
    bool paused = false;        ///< drained: nothing is given out
    std::vector<WorkerInfo> workers;
    bool operator==(const WorkPoolInfo&) const = default;
};
BOOST_DESCRIBE_STRUCT(WorkPoolInfo, (), (name, queued, oldestAt, inFlight, capacity, paused, workers))

struct ClusterInfo {
    bool clustered = false;  ///< false: one engine alone
    std::string name;
    std::string self;         ///< node that answers
    std::uint64_t place = 0;  ///< the newest in the order that the answering node knows of
    std::vector<NodeInfo> nodes;
    std::vector<ShardInfo> shards;
    std::vector<StreamInfo> streams;
    std::vector<ServerInfo> servers;
    std::vector<WorkPoolInfo> pools;
    std::vector<HealthProblem> warnings;  ///< what could be lost, and what to do
    std::vector<HealthProblem> notes;     ///< what is so, or cannot be known: nothing to mend
    bool operator==(const ClusterInfo&) const = default;
};
BOOST_DESCRIBE_STRUCT(ClusterInfo, (),
                      (clustered, name, self, place, nodes, shards, streams, servers, pools, warnings, notes))

/// One span of time of GetStatistics. A run that was repaired since is not among those that faulted; a discarded one
/// is.
struct StatisticsPoint {
    Timestamp at = 0;  ///< its begin
    std::int64_t runsStarted = 0;
    std::int64_t runsCompleted = 0;
    std::int64_t runsFaulted = 0;
    std::int64_t tasks = 0;   ///< ended, well or not
    std::int64_t errors = 0;  ///< attempts that failed
    double p50 = 0;           ///< ms that a task took
    double p95 = 0;
    double p99 = 0;
    std::int64_t queued = 0;   ///< most that waited at once: for workers, and for threads of the node that answers
    std::int64_t busy = 0;     ///< most threads of pools that worked at once, of the node that answers
    std::int64_t threads = 0;  ///< that it has
    bool operator==(const StatisticsPoint&) const = default;
};
BOOST_DESCRIBE_STRUCT(StatisticsPoint, (),
                      (at, runsStarted, runsCompleted, runsFaulted, tasks, errors, p50, p95, p99, queued, busy,
                       threads))

}  // namespace beamline::api
