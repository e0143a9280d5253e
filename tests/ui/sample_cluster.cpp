// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/sample_cluster.h"

#include <cmath>

namespace beamline::test {

namespace {
constexpr std::uint64_t kPlace = 4'182'337;  // the newest of the order
constexpr api::Timestamp kOneMinute = 60'000;
constexpr api::Timestamp kOneHour = 60 * kOneMinute;
constexpr int kShards = 32;

api::NodeInfo node(const char* id, const char* host, std::uint64_t place, double load, std::int64_t megabytes) {
    api::NodeInfo one;
    one.id = id;
    one.host = host;
    one.version = "0.1.0";
    one.roles = {"engine", "worker", "router", "gateway"};
    one.startedAt = kSampleNow - 52 * kOneHour;
    one.seenAt = kSampleNow - 800;
    one.load = load;
    one.cores = 8;
    one.memoryBytes = megabytes << 20;
    one.activeRuns = 14;
    one.tasksPerSecond = 12.7;
    one.place = place;
    one.behind = kPlace - place;
    return one;
}

api::WorkerInfo worker(const char* id, const char* pool, api::WorkerState state, int inFlight) {
    api::WorkerInfo one;
    one.id = id;
    one.pool = pool;
    one.state = state;
    one.capacity = 8;
    one.inFlight = inFlight;
    one.load = inFlight / 8.0;
    one.seenAt = kSampleNow - 2'000;
    one.version = "0.1.0";
    return one;
}

api::StreamInfo stream(const char* name, const char* purpose, std::uint64_t last, std::uint64_t bytes) {
    api::StreamInfo one;
    one.name = name;
    one.purpose = purpose;
    one.replicas = 3;
    one.replicasCurrent = 3;
    one.leader = "nats-2";
    one.first = last - last / 3;
    one.last = last;
    one.messages = last / 3;
    one.bytes = bytes;
    return one;
}
}  // namespace

api::ClusterInfo sampleCluster() {
    api::ClusterInfo cluster;
    cluster.clustered = true;
    cluster.name = "prod-eu";
    cluster.self = "n1";
    cluster.place = kPlace;
    cluster.nodes = {node("n1", "orchestra-1.example.com", 4'182'337, 1.8, 212),
                     node("n2", "orchestra-2.example.com", 4'182'337, 2.4, 208),
                     node("n3", "orchestra-3.example.com", 4'182'334, 1.1, 197)};
    for (int i = 0; i < kShards; ++i) {
        auto& owner = cluster.nodes[static_cast<std::size_t>(i % 3)];
        ++owner.leases;
        cluster.shards.push_back(
            {i, static_cast<std::uint64_t>(3 + i % 4), owner.id, kSampleNow - (3 + i % 5) * kOneHour, {}});
    }
    auto journal =
        stream("BEAMLINE_JOURNAL", "What happened, in the order that all nodes follow.", 4'182'337, 812'000'000);
    journal.consumers = {{"n1", 0, 0, 0}, {"n2", 0, 0, 0}, {"n3", 3, 1, 0}};
    auto work = stream("BEAMLINE_WORK", "Tasks for workers that pull.", 88'210, 1'204'000);
    work.consumers = {{"pool-default", 4, 6, 2}, {"pool-gpu", 41, 8, 0}};
    cluster.streams = {journal, work};
    cluster.servers = {{"nats-1", "nats://10.0.0.11:4222", "2.9.10", true, 0.42},
                       {"nats-2", "nats://10.0.0.12:4222", "2.9.10", false, 0.61},
                       {"nats-3", "nats://10.0.0.13:4222", "2.9.10", false, 1.90}};
    api::WorkPoolInfo pool{"default", 4, kSampleNow - 1'200, 6, 1'000, false, {}};
    pool.workers = {worker("w-orchestra-1", "default", api::WorkerState::busy, 3),
                    worker("w-orchestra-2", "default", api::WorkerState::busy, 3),
                    worker("w-orchestra-3", "default", api::WorkerState::ready, 0)};
    api::WorkPoolInfo gpu{"gpu", 41, kSampleNow - 95'000, 8, 1'000, false, {}};
    gpu.workers = {worker("render-7", "gpu", api::WorkerState::busy, 8)};
    cluster.pools = {pool, gpu};
    cluster.notes = {{"cluster.sync",
                      "NATS servers before 2.10 confirm a word before it is forced to the disk, and cannot be told "
                      "otherwise: the sudden loss of power at a majority of the servers at once may lose the newest "
                      "words that no node had written to its own journal yet. What was acknowledged to anybody is in "
                      "the journal of the node that did it.",
                      kSampleNow - 52 * kOneHour}};
    return cluster;
}

std::vector<api::StatisticsPoint> sampleHour() {
    std::vector<api::StatisticsPoint> points;
    for (int i = 0; i < 60; ++i) {
        if (i == 22 || i == 23) {
            continue;  // the engine was started anew: nothing is known of these minutes
        }
        const double wave = std::sin(i / 7.0);
        api::StatisticsPoint one;
        one.at = kSampleNow - (60 - i) * kOneMinute;
        one.runsStarted = 20 + static_cast<std::int64_t>(6 * wave);
        one.runsCompleted = 19 + static_cast<std::int64_t>(6 * wave);
        one.runsFaulted = i % 19 == 0 ? 2 : 0;
        one.tasks = 2'200 + static_cast<std::int64_t>(600 * wave + 90 * std::sin(i * 2.1));
        one.errors = i > 44 && i < 50 ? 38 : i % 6;
        one.p50 = 6 + wave;
        one.p95 = 84 + 20 * wave + (i > 44 && i < 50 ? 120 : 0);
        one.p99 = 310 + 60 * wave + (i > 44 && i < 50 ? 480 : 0);
        one.queued = 8 + static_cast<std::int64_t>(7 * wave) + (i > 44 ? (i - 44) * 2 : 0);
        points.push_back(one);
    }
    return points;
}

namespace {
std::shared_ptr<FixtureEngine> engineOf(const api::ClusterInfo& cluster) {
    auto engine = sampleEngine();
    engine->setCluster(cluster);
    engine->setStatistics(sampleHour(), kOneMinute);
    auto health = engine->health();
    health.engine = "prod-eu";
    health.cluster = cluster.name;
    health.node = cluster.self;
    engine->setHealth(health);
    return engine;
}
}  // namespace

std::shared_ptr<FixtureEngine> clusterEngine() {
    return engineOf(sampleCluster());
}

std::shared_ptr<FixtureEngine> troubledCluster() {
    auto cluster = sampleCluster();
    cluster.nodes[1].state = api::NodeState::draining;
    cluster.nodes[2].state = api::NodeState::unreachable;
    cluster.nodes[2].seenAt = kSampleNow - 96'000;
    cluster.nodes[2].place = 4'179'201;
    cluster.nodes[2].behind = kPlace - cluster.nodes[2].place;
    cluster.shards[2].owner.clear();
    cluster.shards[7].movingTo = "n1";
    cluster.pools[1].paused = true;
    cluster.streams[0].consumers[2].pending = 3'136;
    for (auto& one : cluster.streams) {
        one.replicasCurrent = 2;
        cluster.warnings.push_back({"cluster.replicas_missing",
                                    "Of 3 replicas of the stream " + one.name +
                                        " 2 are current; when another one goes, it stands still. Bring the missing "
                                        "servers back.",
                                    kSampleNow - 96'000});
    }
    return engineOf(cluster);
}

}  // namespace beamline::test
