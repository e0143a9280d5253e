// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <iostream>
#include <map>

#include "app/ctl/commands.h"
#include "app/ctl/event_queue.h"
#include "engine/api/ids.h"

namespace beamline::ctl {

namespace {

constexpr int kWatchEveryMs = 2'000;

std::string number(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), value >= 100 ? "%.0f" : "%.1f", value);
    return text.data();
}

std::string bytesText(std::uint64_t bytes) {
    static constexpr std::pair<std::uint64_t, const char*> kUnits[] = {
        {1ULL << 40, " TiB"}, {1ULL << 30, " GiB"}, {1ULL << 20, " MiB"}, {1ULL << 10, " KiB"}};
    for (const auto& [unit, name] : kUnits) {
        if (bytes >= unit) {
            return number(static_cast<double>(bytes) / static_cast<double>(unit)) + name;
        }
    }
    return std::to_string(bytes) + " B";
}

template <class Enum>
std::string nameOf(Enum value) {
    return api::toJson(value).as_string().c_str();
}

/// Of the node that answers: this machine's may be wrong.
api::Timestamp clockOf(const api::ClusterInfo& cluster) {
    const auto self = std::find_if(cluster.nodes.begin(), cluster.nodes.end(),
                                   [&](const auto& node) { return node.id == cluster.self; });
    return self == cluster.nodes.end() || self->seenAt == 0 ? api::wallClock() : self->seenAt;
}

void printNodes(const api::ClusterInfo& cluster) {
    std::vector<std::vector<std::string>> rows;
    const auto now = clockOf(cluster);
    for (const auto& node : cluster.nodes) {
        const bool keeps = std::find(node.roles.begin(), node.roles.end(), "engine") != node.roles.end();
        rows.push_back({node.id + (node.id == cluster.self ? " *" : ""), nameOf(node.state), joined(node.roles, ","),
                        node.version, number(node.load) + "/" + std::to_string(node.cores),
                        bytesText(static_cast<std::uint64_t>(std::max<std::int64_t>(node.memoryBytes, 0))),
                        std::to_string(node.activeRuns), number(node.tasksPerSecond), std::to_string(node.leases),
                        keeps ? std::to_string(node.behind) : "",
                        node.id == cluster.self ? "" : relativeText(node.seenAt, now)});
    }
    printTable({"NODE", "STATE", "ROLES", "VERSION", "LOAD", "MEMORY", "RUNS", "TASKS/S", "SHARDS", "LAG", "SEEN"},
               rows);
}

/// How many each node has; those that need a word by themselves.
void printShards(const api::ClusterInfo& cluster) {
    std::map<std::string, int> owners;
    std::vector<std::vector<std::string>> rows;
    for (const auto& shard : cluster.shards) {
        ++owners[shard.owner.empty() ? "nobody" : shard.owner];
        if (shard.owner.empty() || !shard.movingTo.empty()) {
            rows.push_back({std::to_string(shard.shard), shard.owner.empty() ? "nobody" : shard.owner, shard.movingTo,
                            std::to_string(shard.epoch), timeText(shard.since)});
        }
    }
    std::cout << '\n' << cluster.shards.size() << " shards";
    const char* before = ": ";
    for (const auto& [owner, count] : owners) {
        std::cout << std::exchange(before, ", ") << owner << ' ' << count;
    }
    std::cout << '\n';
    if (!rows.empty()) {
        printTable({"SHARD", "OWNER", "MOVING TO", "EPOCH", "SINCE"}, rows);
    }
}

void printStreams(const api::ClusterInfo& cluster) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& stream : cluster.streams) {
        rows.push_back({stream.name, std::to_string(stream.replicasCurrent) + "/" + std::to_string(stream.replicas),
                        stream.leader, std::to_string(stream.messages), bytesText(stream.bytes), "", "",
                        stream.purpose});
        for (const auto& consumer : stream.consumers) {
            rows.push_back({"  " + consumer.name, "", "", "", "", std::to_string(consumer.pending),
                            std::to_string(consumer.unsettled), ""});
        }
    }
    std::cout << '\n';
    printTable({"STREAM", "REPLICAS", "LEADER", "MESSAGES", "BYTES", "LAG", "UNSETTLED", "FOR"}, rows);
}

void printServers(const api::ClusterInfo& cluster) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& server : cluster.servers) {
        rows.push_back({server.name, server.url, server.version, server.connected ? "yes" : "",
                        server.roundTripMs > 0 ? number(server.roundTripMs) + " ms" : ""});
    }
    std::cout << '\n';
    printTable({"SERVER", "URL", "VERSION", "IN USE", "ROUND TRIP"}, rows);
}

void printPools(const api::ClusterInfo& cluster) {
    std::vector<std::vector<std::string>> rows;
    const auto now = clockOf(cluster);
    for (const auto& pool : cluster.pools) {
        const auto lost = std::count_if(pool.workers.begin(), pool.workers.end(),
                                        [](const auto& one) { return one.state == api::WorkerState::lost; });
        const auto working = std::count_if(pool.workers.begin(), pool.workers.end(), [](const auto& one) {
            return one.state != api::WorkerState::lost && one.state != api::WorkerState::stopped;
        });
        rows.push_back({pool.name, std::to_string(pool.queued), relativeText(std::min(pool.oldestAt, now), now),
                        std::to_string(pool.inFlight),
                        std::to_string(working) + (lost > 0 ? " (" + std::to_string(lost) + " lost)" : ""),
                        pool.paused ? "yes" : ""});
    }
    std::cout << '\n';
    printTable({"POOL", "QUEUED", "OLDEST", "IN WORK", "WORKERS", "PAUSED"}, rows);
}

void print(const Globals& globals, const api::ClusterInfo& cluster) {
    if (globals.format == Format::json) {
        printJson(api::toJson(cluster));
    } else {
        std::cout << (cluster.clustered ? "Cluster " + cluster.name + ", place " + std::to_string(cluster.place)
                                        : std::string("One engine alone"))
                  << "\n\n";
        printNodes(cluster);
        if (!cluster.shards.empty()) {
            printShards(cluster);
        }
        if (!cluster.streams.empty()) {
            printStreams(cluster);
        }
        if (!cluster.servers.empty()) {
            printServers(cluster);
        }
        if (!cluster.pools.empty()) {
            printPools(cluster);
        }
    }
    std::cout.flush();
    for (const auto& warning : cluster.warnings) {
        note("warning: " + warning.message);
    }
}

int answer(const Globals& globals, const api::Result<api::ClusterReply>& reply) {
    if (!reply.ok()) {
        return fail(reply.error());
    }
    print(globals, reply->cluster);
    return kCompleted;
}

int watchStatus(const Globals& globals, Client& client) {
    Interrupts interrupts;
    EventQueue events(client.engine(), client.events("none", false, false), client.engine().health().seq, interrupts);
    const bool clears = globals.format == Format::table && terminal();
    while (std::cout.flush()) {
        const auto reply = client.call(api::GetCluster{});
        if (reply.ok()) {
            std::cout << (clears ? "\033[H\033[2J" : "");
            print(globals, reply->cluster);
        } else if (!reply.error().retryable) {
            return fail(reply.error());
        } else {
            note(reply.error().message);
        }
        if (events.wait(kWatchEveryMs) == EventQueue::Wake::interrupted) {
            break;
        }
        events.take();
    }
    return kCompleted;
}

int status(const Globals& globals, const ClusterCommand& command) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    if (command.follow) {
        return watchStatus(globals, **client);
    }
    const auto reply = (*client)->call(api::GetCluster{});
    const auto code = answer(globals, reply);
    for (const auto& one : reply.ok() ? reply->cluster.notes : std::vector<api::HealthProblem>()) {
        note("note: " + one.message);
    }
    return code;
}

int drainOrResume(const Globals& globals, const ClusterCommand& command) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto action = command.action == "drain" ? api::DrainAction::drain : api::DrainAction::resume;
    return answer(globals, command.pool.empty()
                               ? (*client)->call(api::ControlNode{command.names[0], action, command.reason})
                               : (*client)->call(api::ControlPool{command.pool, action, command.reason}));
}

int move(const Globals& globals, const ClusterCommand& command) {
    api::MoveShard operation{-1, command.names[1]};
    const auto& shard = command.names[0];
    const auto* end = shard.data() + shard.size();
    if (const auto parsed = std::from_chars(shard.data(), end, operation.shard);
        parsed.ec != std::errc() || parsed.ptr != end || operation.shard < 0) {
        note("\"" + shard + "\" is no shard. Shards are numbered from 0: beamctl cluster status --output json");
        return kUsage;
    }
    const auto client = Client::open(globals);
    return client.ok() ? answer(globals, (*client)->call(operation)) : fail(client.error());
}

struct Action {
    const char* name;
    std::size_t names;
    bool needsNats;
    const char* usage;
    int (*run)(const Globals& globals, const ClusterCommand& command);
};
constexpr Action kActions[] = {
    {"status", 0, false, "status [--watch]", status},
    {"drain", 1, false, "drain NODE|--pool POOL [--reason TEXT]", drainOrResume},
    {"resume", 1, false, "resume NODE|--pool POOL [--reason TEXT]", drainOrResume},
    {"move", 2, false, "move SHARD NODE", move},
    {"init", 0, true, "init [--name NAME] [--replicas N] [--shards N] [--max-bytes SIZE] [--max-age TIME]",
     initCluster},
    {"check", 0, true, "check", checkCluster},
    {"permissions", 0, false, "permissions [--role ROLE]", printPermissions},
};

}  // namespace

int cluster(const Globals& globals, const ClusterCommand& command) {
    for (const auto& action : kActions) {
        if (command.action != action.name) {
            continue;
        }
        const bool pool = !command.pool.empty();
        if (command.names.size() + pool != action.names || (pool && action.run != drainOrResume)) {
            note(std::string("It is written: beamctl cluster ") + action.usage);
            return kUsage;
        }
        if (action.needsNats && !globals.cluster.given()) {
            note("It must be said which NATS: --nats-url URL or --nats-context NAME.");
            return kUsage;
        }
        return action.run(globals, command);
    }
    return kUsage;
}

int health(const Globals& globals) {
    const auto client = Client::open(globals);
    if (!client.ok()) {
        return fail(client.error());
    }
    const auto now = (*client)->engine().health();
    if (globals.format == Format::json) {
        printJson(api::toJson(now));
    } else {
        std::string pools;
        for (const auto& pool : now.pools) {
            pools += (pools.empty() ? "" : ", ") + pool.name + ' ' + std::to_string(pool.busy) + " of " +
                     std::to_string(pool.threads) + " busy, " + std::to_string(pool.queued) + " queued";
        }
        printFields({{"State", nameOf(now.state)},
                     {"Cluster", now.cluster},
                     {"Node", now.node},
                     {"Version", now.version},
                     {"Data directory", now.dataDir},
                     {"Started", timeText(now.startedAt)},
                     {"Runs in memory", std::to_string(now.activeRuns)},
                     {"Runs that wait", std::to_string(now.waitingRuns)},
                     {"Open approvals", std::to_string(now.openApprovals)},
                     {"Tasks a second", number(now.tasksPerSecond)},
                     {"Pools", pools}});
    }
    std::cout.flush();
    for (const auto& problem : now.problems) {
        note(problem.message);
    }
    using enum api::HealthState;
    return now.state == healthy || now.state == degraded || now.state == starting ? kCompleted : kUnreachable;
}

}  // namespace beamline::ctl
