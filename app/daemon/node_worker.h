// SPDX-License-Identifier: Apache-2.0
#pragma once
// The role worker: a connection of its own and what takes tasks over it; alone in its process it is a node of the
// cluster by itself, which the others see. Made, stopped and destroyed by one thread; what it tells may be asked by
// any.

#include "app/daemon/daemon_options.h"
#include "engine/nats/presence.h"
#include "engine/nats/shared_connection.h"
#include "engine/runtime/worker_host.h"

namespace beamline::daemon {

class NodeWorker {
public:
    /// Begins at once; servers that are not there yet are waited for in the background. `blocks`: what its functions
    /// may use. Errors: what the target is refused for.
    static api::Result<std::unique_ptr<NodeWorker>> open(const DaemonOptions& options, const std::string& node,
                                                         blocks::BlockSettings blocks);
    ~NodeWorker();
    NodeWorker(const NodeWorker&) = delete;
    NodeWorker& operator=(const NodeWorker&) = delete;
    /// As WorkerHost::stop().
    void stop(std::chrono::milliseconds limit);
    /// Why it cannot take tasks now; empty: it can.
    std::string behind() const;
    /// Why it will never take any more; empty: it is not so.
    std::string lost() const;
    /// One line about what it does.
    std::string status() const;
    /// The same for whoever asks over HTTP.
    api::Health health() const;
    bool alive(std::chrono::milliseconds most) const { return m_host->alive(most); }

private:
    NodeWorker(const DaemonOptions& options, std::string node, std::shared_ptr<nats::SharedConnection> connection,
               std::unique_ptr<runtime::WorkerHost> host);
    api::NodeInfo self() const;

    const std::string m_node;
    const std::string m_cluster;  ///< as it was given; empty: any
    const std::string m_dataDir;
    const std::vector<std::string> m_roles;
    const api::Timestamp m_startedAt;
    const std::shared_ptr<nats::SharedConnection> m_connection;
    const std::unique_ptr<runtime::WorkerHost> m_host;
    std::atomic<bool> m_ending{false};
    std::unique_ptr<nats::Presence> m_presence;  ///< null: an engine of this process announces it
};

}  // namespace beamline::daemon
