// SPDX-License-Identifier: Apache-2.0
#include "app/daemon/node_worker.h"

#include "app/common/nats_access.h"
#include "engine/api/ids.h"
#include "engine/nats/work_source.h"

namespace beamline::daemon {

namespace {
std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) {
        out += (out.empty() ? "" : ",") + name;
    }
    return out;
}

std::vector<std::string> rolesBesideEngine(const DaemonOptions& options) {
    std::vector<std::string> roles;
    if (options.gateway) {
        roles.emplace_back("gateway");
    }
    roles.emplace_back("worker");
    if (options.router) {
        roles.emplace_back("router");
    }
    return roles;
}
}  // namespace

api::Result<std::unique_ptr<NodeWorker>> NodeWorker::open(const DaemonOptions& options, const std::string& node,
                                                          blocks::BlockSettings blocks) {
    const auto target = app::natsTarget({options.natsUrl, options.natsContext, {}});
    if (!target.ok()) {
        return target.error();
    }
    nats::ConnectionOptions wanted;
    wanted.name = "beamlined " + node + " worker";
    wanted.waitForServer = true;
    auto connection = nats::SharedConnection::open(*target, wanted);
    if (!connection.ok()) {
        return connection.error();
    }
    nats::WorkSourceOptions from;
    from.connection = *connection;
    from.pools = options.workerPools;
    auto source = nats::NatsWorkSource::open(std::move(from));
    if (!source.ok()) {
        return source.error();
    }
    runtime::WorkerOptions made;
    made.id = node;
    made.pool = joined(options.workerPools);
    made.labels = options.workerLabels;
    made.threads = options.workerThreads;
    made.blocks = std::move(blocks);
    if (made.blocks.fileRoots.empty()) {
        made.blocks.fileRoots.push_back(options.dataDir / "files");
    }
    std::error_code ec;  // a folder that cannot be made fails the tasks that use it, with its name
    std::filesystem::create_directories(made.blocks.fileRoots.front(), ec);
    std::unique_ptr<NodeWorker> worker(new NodeWorker(
        options, node, *connection, std::make_unique<runtime::WorkerHost>(std::move(made), std::move(*source))));
    if (!options.engine) {
        worker->m_presence = std::make_unique<nats::Presence>(*connection, [it = worker.get()] { return it->self(); });
        if (const auto announced = worker->m_presence->start(); !announced.ok()) {
            return announced.error();
        }
    }
    return worker;
}

NodeWorker::NodeWorker(const DaemonOptions& options, std::string node,
                       std::shared_ptr<nats::SharedConnection> connection, std::unique_ptr<runtime::WorkerHost> host)
    : m_node(std::move(node)),
      m_cluster(options.cluster),
      m_dataDir(options.dataDir.string()),
      m_roles(rolesBesideEngine(options)),
      m_startedAt(api::wallClock()),
      m_connection(std::move(connection)),
      m_host(std::move(host)) {}

NodeWorker::~NodeWorker() {
    if (m_presence) {
        m_presence->stop();
    }
}

void NodeWorker::stop(std::chrono::milliseconds limit) {
    m_ending = true;
    if (m_presence) {
        m_presence->announce();
    }
    m_host->stop(limit);
    if (m_presence) {
        m_presence->stop();
    }
}

std::string NodeWorker::lost() const {
    const auto why = m_connection->whyClosed();
    return why ? why->message : std::string();
}

std::string NodeWorker::behind() const {
    return m_connection->connected()
               ? std::string()
               : "NATS at " + m_connection->shown() + " cannot be reached; it is tried again and again.";
}

std::string NodeWorker::status() const {
    const auto info = m_host->info();
    return std::to_string(info.inFlight) + " of " + std::to_string(info.capacity) + " tasks of the pool " + info.pool +
           " at work";
}

api::NodeInfo NodeWorker::self() const {
    api::NodeInfo info;
    info.id = m_node;
    info.version = BEAMLINE_VERSION;
    info.roles = m_roles;
    info.state = m_ending ? api::NodeState::draining : api::NodeState::online;
    info.startedAt = m_startedAt;
    info.tasksPerSecond = m_host->tasksPerSecond();
    nats::measureMachine(info);
    return info;
}

api::Health NodeWorker::health() const {
    const auto info = m_host->info();
    api::Health health;
    const auto why = behind();
    health.state = m_ending      ? api::HealthState::stopping
                   : why.empty() ? api::HealthState::healthy
                                 : api::HealthState::refusing;
    health.engine = "none: it works for a cluster";
    health.version = BEAMLINE_VERSION;
    health.dataDir = m_dataDir;
    health.startedAt = m_startedAt;
    health.tasksPerSecond = m_host->tasksPerSecond();
    health.pools.push_back({info.pool, info.capacity, info.inFlight, 0, info.capacity});
    if (!why.empty()) {
        health.problems.push_back({"nats_unreachable", why, 0});
    }
    health.cluster = m_cluster;
    health.node = m_node;
    return health;
}

}  // namespace beamline::daemon
