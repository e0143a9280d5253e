// SPDX-License-Identifier: Apache-2.0
// What the tables of the page Cluster say of nodes, pools, streams and servers.
#include <QLocale>
#include <algorithm>

#include "ui/models/cluster_model.h"
#include "ui/models/cluster_table.h"
#include "ui/models/formatting.h"

namespace beamline::ui {

bool hasEngine(const api::NodeInfo& node) {
    return node.roles.empty() || std::find(node.roles.begin(), node.roles.end(), "engine") != node.roles.end();
}

namespace {
using Cell = ClusterTable::Cell;
using Mark = ClusterTable::Mark;
using Row = ClusterTable::Row;

QString decimal(double value) {
    return QLocale().toString(value, 'f', value < 10 ? 1 : 0);
}

/// A node tells of itself every three seconds or so; the others call it lost after ten.
constexpr qint64 kSilentMs = 5'000;

Cell nodeState(const api::NodeInfo& node, api::Timestamp now) {
    const QString seen = ClusterTable::tr("Heard of %1").arg(formatAge(node.seenAt, now));
    switch (node.state) {
        case api::NodeState::online:
            if (now - node.seenAt > kSilentMs) {
                return {ClusterTable::tr("Silent for %1").arg(formatDuration((now - node.seenAt) / 1000 * 1000)),
                        ClusterTable::tr("It has not told of itself since. If it goes on, the others take its shards."),
                        Mark::Attention};
            }
            return {nodeStateText(node.state), seen, Mark::Good};
        case api::NodeState::joining:
            return {nodeStateText(node.state), ClusterTable::tr("It catches up with the others and takes nothing yet."),
                    Mark::Attention};
        case api::NodeState::draining:
            return {nodeStateText(node.state),
                    ClusterTable::tr("It takes nothing new, hands its shards over and ends its tasks."),
                    Mark::Attention};
        case api::NodeState::drained:
            return {nodeStateText(node.state),
                    ClusterTable::tr("It carries nothing and can be stopped. It goes on answering."), Mark::Off};
        case api::NodeState::unreachable:
            return {
                ClusterTable::tr("Unreachable, %1").arg(formatAge(node.seenAt, now)),
                ClusterTable::tr("%1. Its shards go to the others; what it has acknowledged is with them.").arg(seen),
                Mark::Bad};
    }
    return {nodeStateText(node.state),
            ClusterTable::tr("A newer engine tells of it in words this console does not know."), Mark::Plain};
}

Row nodeRow(const api::NodeInfo& node, const api::ClusterInfo& cluster, api::Timestamp now) {
    QStringList roles;
    for (const auto& role : node.roles) {
        roles << toText(role);
    }
    const bool all = node.roles.size() == 4;
    const bool self = node.id == cluster.self;
    const QString id = self ? ClusterTable::tr("%1 (answers)").arg(toText(node.id)) : toText(node.id);
    const bool hosted = !node.host.empty() && node.host != node.id;
    const bool lost = node.state == api::NodeState::unreachable;
    const bool engine = hasEngine(node);
    const auto live = [lost](const QString& text) { return Cell{lost ? QStringLiteral("–") : text, {}, Mark::Plain}; };
    return {
        toText(node.id),
        false,
        {{hosted ? ClusterTable::tr("%1 · %2").arg(id, toText(node.host)) : id,
          ClusterTable::tr("Node %1, started %2").arg(toText(node.id), formatExact(node.startedAt)), Mark::Plain},
         nodeState(node, now),
         {all ? ClusterTable::tr("all") : roles.join(QStringLiteral(", ")), roles.join(QStringLiteral(", ")),
          Mark::Plain},
         {toText(node.version), {}, Mark::Plain},
         live(ClusterTable::tr("%1 of %2").arg(decimal(node.load)).arg(node.cores)),
         live(formatSize(node.memoryBytes)),
         live(formatCount(node.activeRuns)),
         live(decimal(node.tasksPerSecond)),
         {formatCount(node.leases), {}, Mark::Plain},
         {engine ? formatCount(static_cast<qint64>(node.behind)) : QStringLiteral("–"),
          engine ? ClusterTable::tr(
                       "So much of the order its journal lacked when it was heard last, %1, at %2; the newest is %3 "
                       "now. What grows means that its disk or its network is too slow.")
                       .arg(formatAge(node.seenAt, now), formatCount(static_cast<qint64>(node.place)),
                            formatCount(static_cast<qint64>(cluster.place)))
                 : ClusterTable::tr("A worker has no journal."),
          Mark::Plain}}};
}

Row poolRow(const api::WorkPoolInfo& pool, api::Timestamp now) {
    const auto lost = std::count_if(pool.workers.begin(), pool.workers.end(),
                                    [](const auto& one) { return one.state == api::WorkerState::lost; });
    QStringList workers;
    for (const auto& one : pool.workers) {
        workers << ClusterTable::tr("%1: %2, %3 of %4 in work")
                       .arg(toText(one.id), workerStateText(one.state).toLower())
                       .arg(one.inFlight)
                       .arg(one.capacity);
    }
    const bool nobody = pool.workers.empty();
    const bool full = pool.capacity > 0 && pool.queued >= pool.capacity;
    const Cell state =
        pool.paused ? Cell{ClusterTable::tr("Drained"),
                           ClusterTable::tr("Workers that wait for a task get none; what they have goes on. One of "
                                            "another make that asks without waiting is still answered."),
                           Mark::Off}
        : nobody ? Cell{ClusterTable::tr("No worker"), ClusterTable::tr("What is queued waits until a worker comes."),
                        Mark::Bad}
        : full   ? Cell{ClusterTable::tr("Full"), ClusterTable::tr("Its queue holds no more: runs wait outside."),
                      Mark::Attention}
                 : Cell{ClusterTable::tr("Ready"), {}, Mark::Good};
    return {toText(pool.name),
            false,
            {{toText(pool.name), {}, Mark::Plain},
             state,
             {formatCount(pool.queued), ClusterTable::tr("Its queue holds %1.").arg(formatCount(pool.capacity)),
              Mark::Plain},
             {pool.oldestAt == 0 ? QStringLiteral("–") : formatDuration(std::max<qint64>(now - pool.oldestAt, 0)),
              {},
              Mark::Plain},
             {formatCount(pool.inFlight), {}, Mark::Plain},
             {lost > 0 ? ClusterTable::tr("%1, %2 lost").arg(pool.workers.size()).arg(lost)
                       : formatCount(static_cast<qint64>(pool.workers.size())),
              workers.join(QLatin1Char('\n')), Mark::Plain}}};
}

void addStream(std::vector<Row>& rows, const api::StreamInfo& stream) {
    const bool whole = stream.replicasCurrent >= stream.replicas;
    const Cell replicas{
        ClusterTable::tr("%1 of %2").arg(stream.replicasCurrent).arg(stream.replicas),
        whole ? ClusterTable::tr("Led by %1").arg(toText(stream.leader))
              : ClusterTable::tr("Led by %1. A replica is behind or lost: with less than half of them nothing new "
                                 "is accepted.")
                    .arg(toText(stream.leader)),
        whole ? Mark::Good : Mark::Attention};
    rows.push_back(
        {toText(stream.name),
         false,
         {{toText(stream.name), toText(stream.purpose), Mark::Plain},
          replicas,
          {formatCount(static_cast<qint64>(stream.messages)),
           ClusterTable::tr("From %1 to %2")
               .arg(formatCount(static_cast<qint64>(stream.first)), formatCount(static_cast<qint64>(stream.last))),
           Mark::Plain},
          {formatSize(static_cast<qint64>(stream.bytes)), {}, Mark::Plain},
          {},
          {}}});
    for (const auto& consumer : stream.consumers) {
        rows.push_back(
            {toText(stream.name + "/" + consumer.name),
             true,
             {{toText(consumer.name), ClusterTable::tr("Consumer of %1").arg(toText(stream.name)), Mark::Plain},
              {},
              {},
              {},
              {formatCount(static_cast<qint64>(consumer.pending)), {}, Mark::Plain},
              {formatCount(static_cast<qint64>(consumer.unsettled)),
               consumer.repeated == 0 ? QString()
                                      : ClusterTable::tr("%1 were given out more than once.")
                                            .arg(formatCount(static_cast<qint64>(consumer.repeated))),
               Mark::Plain}}});
    }
}

Row serverRow(const api::ServerInfo& server) {
    const Cell state =
        server.connected
            ? Cell{ClusterTable::tr("In use"), ClusterTable::tr("The node that answers speaks to this one."),
                   Mark::Good}
            : Cell{ClusterTable::tr("Known"), ClusterTable::tr("Taken when the one in use is lost."), Mark::Off};
    const QString name = toText(server.name.empty() ? server.url : server.name);
    return {toText(server.url + server.name),
            false,
            {{name, toText(server.url), Mark::Plain},
             state,
             {toText(server.version), {}, Mark::Plain},
             {server.roundTripMs > 0 ? formatMicroseconds(static_cast<qint64>(server.roundTripMs * 1000))
                                     : QStringLiteral("–"),
              server.roundTripMs <= 0 ? ClusterTable::tr("It did not answer.")
              : server.connected      ? QString()
                                      : ClusterTable::tr("As long as its machine took to take a connection."),
              Mark::Plain}}};
}
}  // namespace

QString nodeStateText(api::NodeState state) {
    switch (state) {
        case api::NodeState::joining:
            return ClusterTable::tr("Joining");
        case api::NodeState::online:
            return ClusterTable::tr("Online");
        case api::NodeState::draining:
            return ClusterTable::tr("Draining");
        case api::NodeState::drained:
            return ClusterTable::tr("Drained");
        case api::NodeState::unreachable:
            return ClusterTable::tr("Unreachable");
    }
    return ClusterTable::tr("Unknown");
}

QString workerStateText(api::WorkerState state) {
    switch (state) {
        case api::WorkerState::ready:
            return ClusterTable::tr("Ready");
        case api::WorkerState::busy:
            return ClusterTable::tr("Busy");
        case api::WorkerState::draining:
            return ClusterTable::tr("Draining");
        case api::WorkerState::stopped:
            return ClusterTable::tr("Stopped");
        case api::WorkerState::lost:
            return ClusterTable::tr("Lost");
    }
    return ClusterTable::tr("Unknown");
}

std::vector<Row> clusterRows(ClusterTable::Kind kind, const api::ClusterInfo& cluster) {
    // By the clock of the node that answers, which says when it has heard of the others.
    const auto self = std::find_if(cluster.nodes.begin(), cluster.nodes.end(),
                                   [&cluster](const auto& node) { return node.id == cluster.self; });
    const auto now = self == cluster.nodes.end() || self->seenAt == 0 ? Clock::now() : self->seenAt;
    std::vector<Row> rows;
    switch (kind) {
        case ClusterTable::Kind::Nodes:
            for (const auto& node : cluster.nodes) {
                rows.push_back(nodeRow(node, cluster, now));
            }
            break;
        case ClusterTable::Kind::Pools:
            for (const auto& pool : cluster.pools) {
                rows.push_back(poolRow(pool, now));
            }
            break;
        case ClusterTable::Kind::Streams:
            for (const auto& stream : cluster.streams) {
                addStream(rows, stream);
            }
            break;
        case ClusterTable::Kind::Servers:
            for (const auto& server : cluster.servers) {
                rows.push_back(serverRow(server));
            }
            break;
    }
    return rows;
}

}  // namespace beamline::ui
