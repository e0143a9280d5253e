// SPDX-License-Identifier: Apache-2.0
#include "app/daemon/node_worker.h"

#include "app/common/nats_access.h"
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
    return std::unique_ptr<NodeWorker>(
        new NodeWorker(*connection, std::make_unique<runtime::WorkerHost>(std::move(made), std::move(*source))));
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

}  // namespace beamline::daemon
