// SPDX-License-Identifier: Apache-2.0
#pragma once
// The role worker: a connection of its own and what takes tasks over it. Made, stopped and destroyed by one thread;
// what it tells may be asked by any.

#include "app/daemon/daemon_options.h"
#include "engine/nats/shared_connection.h"
#include "engine/runtime/worker_host.h"

namespace beamline::daemon {

class NodeWorker {
public:
    /// Begins at once; servers that are not there yet are waited for in the background. `blocks`: what its functions
    /// may use. Errors: what the target is refused for.
    static api::Result<std::unique_ptr<NodeWorker>> open(const DaemonOptions& options, const std::string& node,
                                                         blocks::BlockSettings blocks);
    /// As WorkerHost::stop().
    void stop(std::chrono::milliseconds limit) { m_host->stop(limit); }
    /// Why it cannot take tasks now; empty: it can.
    std::string behind() const;
    /// One line about what it does.
    std::string status() const;

private:
    NodeWorker(std::shared_ptr<nats::SharedConnection> connection, std::unique_ptr<runtime::WorkerHost> host)
        : m_connection(std::move(connection)), m_host(std::move(host)) {}

    const std::shared_ptr<nats::SharedConnection> m_connection;
    const std::unique_ptr<runtime::WorkerHost> m_host;
};

}  // namespace beamline::daemon
