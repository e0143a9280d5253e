// SPDX-License-Identifier: Apache-2.0
#pragma once
// What joins an engine to others of its cluster: the connection to NATS, the order, the other nodes, and who is served
// over it. Made, stopped and destroyed by one thread; what it tells may be asked by any.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "app/daemon/daemon_options.h"
#include "app/daemon/peer_engines.h"
#include "app/daemon/voice.h"
#include "engine/nats/api_service.h"
#include "engine/nats/cluster_streams.h"
#include "engine/nats/node_peers.h"
#include "engine/nats/presence.h"
#include "engine/nats/router_service.h"
#include "engine/nats/work_queue.h"
#include "engine/runtime/local_engine.h"
#include "engine/wire/engine_service.h"
#include "engine/wire/forwarding_engine.h"

namespace beamline::daemon {

/// What this node has read must be this new to be called ready.
inline constexpr std::chrono::milliseconds kMaxBehind{15'000};
/// How often streams and servers are looked at, and words that all nodes have are thrown away.
inline constexpr std::chrono::seconds kReportEvery{10};
/// How old the place may be that a node tells of itself: it looks every second.
inline constexpr api::Timestamp kPlaceAgeMs = 1'500;
inline constexpr std::size_t kMaxPlaces = 32;  ///< looks that are kept, a second each
inline constexpr std::chrono::seconds kTrimEvery{60};

class ClusterMember {
public:
    /// Waits for the time given; true when the program shall end.
    using Pause = std::function<bool(std::chrono::milliseconds)>;

    /// Connects, waits for the servers as long as it takes, and reads what cluster this is. Errors: kNotFound names
    /// what sets a cluster up; kConflict: it has another name, or another node has the name of this one; "stopped" when
    /// `pause` said so.
    static api::Result<std::unique_ptr<ClusterMember>> join(const DaemonOptions& options, const std::string& node,
                                                            const Voice& voice, const Pause& pause);
    ~ClusterMember();
    ClusterMember(const ClusterMember&) = delete;
    ClusterMember& operator=(const ClusterMember&) = delete;

    /// What an engine of this cluster needs to be opened.
    api::Result<api::Unit> fill(runtime::EngineOptions& options);
    /// From now on `local` is one of the cluster's nodes; the answer speaks for all of them and is served over NATS, to
    /// everybody as far as they may. To ask it itself is for this program.
    api::Result<std::shared_ptr<api::Engine>> serve(std::shared_ptr<runtime::LocalEngine> local);
    /// Asks the order for its newest place and waits for it in the background: proof that it is reached and read. Keeps
    /// connections to the others. Not beside stopServing().
    void look();
    /// Why this node is behind; empty: it is not.
    std::string behind() const;
    /// Why the connection to NATS is closed for good; empty: it is not. Only a new start helps.
    std::string lost() const;
    /// Nobody is served over NATS any more. Before the engine ends.
    void stopServing();

    const std::string& node() const { return m_node; }
    const std::string& shown() const { return m_connection->shown(); }

private:
    ClusterMember(std::shared_ptr<nats::SharedConnection> connection, std::string node, nats::ClusterTerms terms,
                  std::vector<std::string> roles);
    api::NodeInfo self() const;
    void describe(api::ClusterInfo& cluster) const;
    void report();
    void trim(const nats::ClusterStreams& streams) const;

    const std::shared_ptr<nats::SharedConnection> m_connection;
    const std::string m_node;
    const nats::ClusterTerms m_terms;
    const std::vector<std::string> m_roles;
    std::shared_ptr<nats::Presence> m_presence;
    std::shared_ptr<PeerEngines> m_peers;
    std::shared_ptr<wire::ForwardingEngine> m_whole;  ///< null before serve() and after stopServing()
    std::shared_ptr<nats::NatsWorkQueue> m_work;      ///< null before fill()
    std::unique_ptr<wire::EngineService> m_forAll;    ///< speaks for the cluster
    std::unique_ptr<wire::EngineService> m_forNodes;  ///< this node's engine alone
    std::unique_ptr<nats::ApiService> m_api;
    std::unique_ptr<nats::RouterService> m_router;  ///< null: it has not that role

    struct Look {
        std::atomic<bool> asked{false};
        std::atomic<std::chrono::steady_clock::rep> answered{0};
        std::atomic<bool> asking{false};
        mutable std::mutex mutex;
        api::NodeInfo self;                                           ///< as this node's engine described it lately
        std::deque<std::pair<api::Timestamp, std::uint64_t>> places;  ///< the newest in the order, oldest look first
        void take(api::ClusterInfo cluster);
        /// The newest place that was known at a time; `now` when that is longer ago than looks are kept.
        std::uint64_t placeAt(api::Timestamp at, std::uint64_t now) const;
    };
    const std::shared_ptr<Look> m_look = std::make_shared<Look>();  ///< outlived by an answer that comes late

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::shared_ptr<runtime::LocalEngine> m_local;  ///< null before serve() and after stopServing()
    nats::StreamsReport m_report;
    std::thread m_reporter;
};

}  // namespace beamline::daemon
