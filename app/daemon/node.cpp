// SPDX-License-Identifier: Apache-2.0
#include "app/daemon/node.h"

#include <thread>

#include "app/common/nats_access.h"
#include "app/daemon/liveness.h"
#include "app/daemon/node_id.h"
#include "app/daemon/node_worker.h"
#include "app/daemon/worker_engine.h"
#include "engine/access/access_engine.h"
#include "engine/api/json_codec.h"
#include "engine/gateway/http_gateway.h"
#include "engine/nats/nats_broker.h"
#include "engine/nats/router_service.h"
#include "engine/runtime/local_engine.h"
#include "engine/runtime/settings.h"
#include "engine/wire/engine_service.h"
#include "engine/wire/local_socket.h"

namespace beamline::daemon {

namespace {

using api::Error;
using api::Result;
using std::chrono::milliseconds;
using namespace std::chrono_literals;

constexpr milliseconds kHttpDrain{2'000};  ///< of requests; the tasks behind them have the drain limit

Result<std::shared_ptr<runtime::LocalEngine>> openLocal(const runtime::EngineOptions& options) {
    const auto end = std::chrono::steady_clock::now() + kLockPatience;
    for (;;) {
        auto engine = runtime::LocalEngine::open(options);
        if (engine.ok() || engine.error().code != "locked") {
            return engine;
        }
        if (std::chrono::steady_clock::now() > end) {
            return Error{api::code::kUnavailable,
                         engine.error().message + " End it, or give another directory with --data-dir.",
                         {},
                         false};
        }
        std::this_thread::sleep_for(50ms);  // a lock does not announce that it is free
    }
}

runtime::EngineOptions engineOptions(const DaemonOptions& options) {
    runtime::EngineOptions made;
    made.dataDir = options.dataDir;
    made.name = "beamlined";
    made.blocks.broker = std::make_shared<nats::NatsBroker>();
    // Extensions are where the node is, unless engine.json says otherwise.
    if (!options.natsContext.empty() || !options.natsUrl.empty()) {
        if (const auto target = app::natsTarget({options.natsUrl, options.natsContext, {}}); target.ok()) {
            made.routing.address = target->address;
        }
    }
    made.log.least = options.logLevel;
    made.logToStderr = options.jsonLog;
    return made;
}

/// Health, readiness and figures are there whatever the roles; the port needs the role.
Result<gateway::Identity> noGateway(const gateway::HttpRequest&) {
    return Error{"unauthorized", "This node does not have the role gateway; ask one that has.", {}, false};
}

gateway::GatewayOptions gatewayOptions(const DaemonOptions& options) {
    gateway::GatewayOptions made;
    made.address = options.listenHost;
    made.port = options.listenPort;
    made.tokens = options.tokens;
    made.certificate = options.certificate;
    made.key = options.key;
    made.hosts = options.hosts;
    if (!options.gateway) {
        made.identity = noGateway;
    }
    return made;
}

}  // namespace

struct Node::Impl {
    std::unique_ptr<ClusterMember> member;  ///< null: an engine alone
    std::shared_ptr<runtime::LocalEngine> local;
    std::shared_ptr<api::Engine> engine;  ///< that this node asks for itself
    std::unique_ptr<wire::EngineService> socket;
    std::unique_ptr<gateway::HttpGateway> http;
    std::unique_ptr<nats::RouterService> router;  ///< over the engine of others; that of a node is its member's
    std::unique_ptr<NodeWorker> worker;           ///< null: it has not that role
    std::atomic<bool> ending{false};
    Liveness liveness;

    Result<api::Unit> open(const DaemonOptions& options, const Voice& voice, const ClusterMember::Pause& pause) {
        if (options.worker) {
            if (const auto begun = openWorker(options); !begun.ok()) {
                return begun.error();
            }
        }
        if (!options.engine) {
            return options.gateway || options.router ? openRemote(options)
                   : worker ? serveHttp(std::make_shared<WorkerEngine>([this] { return worker->health(); }), options)
                            : Result<api::Unit>(api::Unit{});
        }
        auto wanted = engineOptions(options);
        if (options.clustered()) {
            const auto name = nodeId(options.dataDir, options.node);
            auto joined = name.ok() ? ClusterMember::join(options, *name, voice, pause)
                                    : Result<std::unique_ptr<ClusterMember>>(name.error());
            if (!joined.ok()) {
                return joined.error();
            }
            member = std::move(*joined);
            if (const auto filled = member->fill(wanted); !filled.ok()) {
                return filled.error();
            }
        }
        auto opened = openLocal(wanted);
        if (!opened.ok()) {
            return opened.error();
        }
        local = *opened;
        auto whole = member ? member->serve(local) : Result<std::shared_ptr<api::Engine>>(local);
        if (!whole.ok()) {
            return whole.error();
        }
        engine = *whole;
        auto listener = wire::listenLocal(local->dataDir());
        if (!listener.ok()) {
            return listener.error();
        }
        const auto served = std::make_shared<access::AccessEngine>(engine, local->accessBook());
        socket = std::make_unique<wire::EngineService>(served, std::move(*listener));
        return serveHttp(served, options);
    }

    Result<api::Unit> openWorker(const DaemonOptions& options) {
        const auto name = nodeId(options.dataDir, options.node);
        auto wanted = engineOptions(options);
        if (auto read = runtime::readSettings(options.dataDir / runtime::kSettingsFile, wanted); !read.ok()) {
            return read.error();
        }
        auto opened = name.ok() ? NodeWorker::open(options, *name, std::move(wanted.blocks))
                                : Result<std::unique_ptr<NodeWorker>>(name.error());
        if (!opened.ok()) {
            return opened.error();
        }
        worker = std::move(*opened);
        return api::Unit{};
    }

    /// HTTP and the router for a cluster whose engines are elsewhere.
    Result<api::Unit> openRemote(const DaemonOptions& options) {
        const app::NatsPlace place{options.natsUrl, options.natsContext, options.node};
        auto remote = app::clusterEngine(place, options.gateway ? "beamlined gateway" : "beamlined router");
        if (!remote.ok()) {
            return remote.error();
        }
        engine = *remote;
        if (options.router) {
            const auto connection = app::connectNats(place, "beamlined router");
            if (!connection.ok()) {
                return connection.error();
            }
            auto opened = nats::RouterService::open(engine, *connection, {options.node, options.cluster});
            if (!opened.ok()) {
                return opened.error();
            }
            router = std::move(*opened);
        }
        return serveHttp(engine, options);
    }

    Result<api::Unit> serveHttp(std::shared_ptr<api::Engine> served, const DaemonOptions& options) {
        auto made = gatewayOptions(options);
        made.figures = engine;
        made.readiness = [this] {
            const auto why = notReady();
            return why.empty() ? std::vector<std::string>() : std::vector<std::string>{why};
        };
        auto started = gateway::HttpGateway::start(std::move(served), std::move(made));
        if (!started.ok()) {
            return started.error();
        }
        http = std::move(*started);
        return api::Unit{};
    }

    std::string notReady() const {
        if (ending) {
            return "This node is ending.";
        }
        if (worker && !worker->behind().empty()) {
            return worker->behind();
        }
        if (!engine) {
            return {};
        }
        const auto health = engine->health();
        if (health.state == api::HealthState::healthy || health.state == api::HealthState::degraded) {
            return member ? member->behind() : std::string();
        }
        return health.problems.empty()
                   ? std::string("The engine is ") + api::toJson(health.state).as_string().c_str() + "."
                   : health.problems.front().message;
    }

    /// First what others can carry on: they do so while this node still answers, and sends on what comes for them.
    void stop(milliseconds limit) {
        ending = true;
        const auto end = std::chrono::steady_clock::now() + limit;
        std::thread drained([this, limit] {
            if (worker) {
                worker->stop(limit);
            }
        });
        if (member && local && limit > 0ms) {
            local->handOver(limit);  // what still runs here is released by stop()
        }
        if (http) {
            http->stop(std::min(limit, kHttpDrain));
        }
        socket.reset();
        router.reset();
        if (member) {
            member->stopServing();
        }
        if (local) {
            const auto left = std::chrono::duration_cast<milliseconds>(end - std::chrono::steady_clock::now());
            local->stop(std::max(left, 0ms));
        }
        drained.join();
    }

    /// On the thread that has opened it: CAF 0.17 waits at the end for every thread that has spoken to its logger.
    ~Impl() {
        stop(0ms);
        http.reset();
        worker.reset();
        engine.reset();
        local.reset();
    }
};

Node::Node(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Node::~Node() = default;

Result<std::unique_ptr<Node>> Node::open(const DaemonOptions& options, const Voice& voice,
                                         const ClusterMember::Pause& pause) {
    std::unique_ptr<Node> node(new Node(std::make_unique<Impl>()));
    if (const auto opened = node->m_impl->open(options, voice, pause); !opened.ok()) {
        return opened.error();
    }
    const auto& member = node->m_impl->member;
    if (member) {
        voice.say("Node " + member->node() + " of the cluster at " + member->shown());
    }
    if (node->m_impl->http) {
        voice.say("HTTP is served at " + node->m_impl->http->url() +
                  (options.gateway ? "" : ", for health and figures only"));
    }
    if (node->m_impl->worker) {
        voice.say("It works for a cluster: " + node->m_impl->worker->status());
    }
    return node;
}

std::string Node::notReady() const {
    return m_impl->notReady();
}

std::string Node::status() const {
    const auto working = m_impl->worker ? m_impl->worker->status() : std::string();
    if (!m_impl->engine) {
        return working;
    }
    const auto health = m_impl->engine->health();
    const auto counts = std::to_string(health.activeRuns) + " runs in memory, " + std::to_string(health.waitingRuns) +
                        " waiting" + (working.empty() ? "" : "; " + working);
    return health.problems.empty() ? counts : counts + "; " + health.problems.front().message;
}

std::string Node::lost() const {
    const auto& [member, worker] = std::tie(m_impl->member, m_impl->worker);
    return member ? member->lost() : worker ? worker->lost() : std::string();
}

bool Node::alive() {
    if (m_impl->member) {
        m_impl->member->look();
    }
    const auto& [worker, engine] = std::tie(m_impl->worker, m_impl->engine);
    const bool works = !worker || m_impl->ending || worker->alive(kMaxSilence);
    return works && (!engine || m_impl->liveness.look(*engine, kMaxSilence));
}

void Node::stop(milliseconds limit) {
    m_impl->stop(limit);
}

}  // namespace beamline::daemon
