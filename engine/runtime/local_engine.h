// SPDX-License-Identifier: Apache-2.0
#pragma once
// The embedded engine: implements the port on one data directory of this machine. Thread-safe like every api::Engine.

#include <chrono>
#include <filesystem>
#include <memory>

#include "engine/access/knowledge.h"
#include "engine/api/cloud_event.h"
#include "engine/api/engine.h"
#include "engine/blocks/broadcast.h"
#include "engine/blocks/message_broker.h"
#include "engine/blocks/work_queue.h"
#include "engine/routing/extension.h"
#include "engine/runtime/secrets.h"
#include "engine/store/journal.h"
#include "engine/telemetry/log.h"

namespace beamline::runtime {

inline constexpr int kMaxQueuedRequests = 10'000;  ///< not yet begun; beyond it callers get kOverloaded

struct PoolOptions {
    int threads = 4;
    int capacity = 1024;   ///< queued jobs; beyond it runs wait outside until there is room
    int maxPerKey = 0;     ///< jobs of one workflow at once; 0: no limit
    int maxPerTenant = 0;  ///< of the threads, when other tenants have jobs too; 0: as many as are free
};

/// See event_bus.h.
struct EventBusOptions {
    blocks::BrokerAddress address;
    blocks::MessagesFrom from;  ///< neither subjects nor a stream: nothing comes
    std::string publish;        ///< subject with {type} in it; empty: nothing goes out
    api::CloudEventMode mode = api::CloudEventMode::structured;
    bool confirm = false;  ///< an event is out when a stream has stored it, not when the server has it

    bool takes() const { return !from.subjects.empty() || !from.stream.empty(); }
};

inline constexpr std::chrono::milliseconds kLease{6'000};

/// Extensions of pipelines, and providers.
struct RoutingOptions {
    blocks::BrokerAddress address;            ///< where those over subjects are; empty: none can be reached
    std::filesystem::path extensions;         ///< folder of those that are processes; empty: dataDir/extensions
    std::shared_ptr<routing::Caller> caller;  ///< in the place of the transports, for tests
};

/// What a tenant may use and spend, as it was put; nothing: there is no such tenant. Any thread; may block.
using TenantLimits = std::function<std::optional<api::TenantInfo>(const std::string& tenant)>;

/// This engine as a node of a cluster (EngineOptions::cluster), for those parts that the journal does not need.
struct NodeOptions {
    std::string cluster;                       ///< its name
    std::vector<std::string> roles{"engine"};  ///< as others see them
    bool takesShards = true;                   ///< false: it owns no runs and sends what changes them to others
    std::chrono::milliseconds lease = kLease;  ///< without a renewal that is read, after which others take over
    std::chrono::milliseconds renew = kLease / 3;
    std::chrono::milliseconds yield = std::chrono::seconds(5);  ///< for tasks to end before their shard is handed over
    /// Completes GetCluster's answer: other nodes, streams, servers, pools, warnings. Must not block. May be empty.
    std::function<void(api::ClusterInfo&)> describe;
    std::shared_ptr<blocks::Broadcast> broadcast;  ///< null: what tasks say while they run is heard here only
};

struct EngineOptions {
    std::filesystem::path dataDir;  ///< created with mode 0700
    bool ephemeral = false;         ///< dataDir is temporary: no fsync, removed at stop
    bool schedules = true;          ///< what is deployed starts when its schedule says so
    std::string name = "embedded";  ///< Health::engine
    PoolOptions cpu{2, 4096, 0};
    PoolOptions gpu{1, 1024, 0};
    PoolOptions io{16, 4096, 0};
    int schedulerThreads = 2;
    int maxResidentRuns = 20'000;                     ///< runs in memory at once; further starts answer kOverloaded
    int snapshotEvery = 500;                          ///< facts between snapshots of a run
    std::chrono::milliseconds cancelPatience{5'000};  ///< at stop, for blocks to see that they are cancelled
    store::Retention retention;                       ///< off by default
    blocks::BlockSettings blocks;                     ///< empty fileRoots: dataDir/files
    std::shared_ptr<blocks::WorkQueue> workQueue;     ///< of `call: worker`; null: such calls fail and say why
    std::filesystem::path eventFolder;                ///< files dropped there are published; empty: none
    RoutingOptions routing;
    TenantLimits tenantLimits;  ///< in the place of those that are stored, for tests
    EventBusOptions eventBus;   ///< events over subjects of blocks.broker
    telemetry::RotationOptions deadLetters{{}, 10 * 1024 * 1024, 100, 90};  ///< empty file: none are written
    SecretSource secrets;                                                   ///< empty: files below dataDir/secrets
    telemetry::LogOptions log;  ///< empty file: dataDir/log/engine.jsonl, stderr when ephemeral
    bool logToStderr = false;   ///< in the place of a file
    std::vector<std::shared_ptr<blocks::Block>> extraBlocks;  ///< for benchmarks and tests
    std::string journalVfs;                                   ///< of SQLite, for fault tests; empty: default
    /// `node` not empty: one of a cluster. Its handlers are the engine's own, whoever fills in the rest leaves them.
    store::ClusterOptions cluster;
    NodeOptions node;
};

class LocalEngine : public api::Engine {
public:
    /// Blocks while the journal is opened and recovered. Error code "locked": another process owns the directory.
    static api::Result<std::shared_ptr<LocalEngine>> open(EngineOptions options);
    /// Stops at once what is left; call stop() before for a graceful end.
    ~LocalEngine() override;

    /// Takes no new work, lets running tasks end for at most `drain`, cancels those that have not and waits
    /// EngineOptions::cancelPatience for them to see it, makes everything durable. Blocks; idempotent.
    void stop(std::chrono::milliseconds drain);

    void submit(api::Command command, api::RequestContext context, api::ReplyHandler handler) override;
    void query(api::Query query, api::RequestContext context, api::ReplyHandler handler) override;
    std::unique_ptr<api::Subscription> subscribe(api::EventFilter filter, api::Seq from, api::EventSink sink) override;
    api::Health health() const override;

    // ---- as a node of a cluster; an engine alone owns everything
    /// Node that carries on a run; empty: nobody now.
    std::string ownerOfRun(const std::string& run) const;
    /// Node that does what is done once in a cluster; empty: nobody now.
    std::string ownerOfSystem() const;
    /// Nodes that own shards.
    std::vector<std::string> owners() const;
    /// Calls `done` when everything that anybody acknowledged before this call can be read here.
    void catchUp(std::function<void(api::Result<api::Unit>)> done);
    /// Hands all shards over and takes none, as ControlNode does; true when none was left within `patience`. Blocks.
    bool handOver(std::chrono::milliseconds patience);

    /// Commands on runs that the engine gives itself go this way from now on: in a cluster it is the whole of it. What
    /// is empty or has gone keeps batches waiting.
    void actThrough(std::weak_ptr<api::Engine> whole);

    /// Who may do what here, for AccessEngine: what others reach of this engine is behind one. Ends with the engine.
    std::shared_ptr<access::AccessBook> accessBook() const;

    const std::filesystem::path& dataDir() const;
    /// For benchmarks: commits and facts since open.
    store::JournalHealth journalHealth() const;

private:
    struct Impl;
    explicit LocalEngine(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace beamline::runtime
