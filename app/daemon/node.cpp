// SPDX-License-Identifier: Apache-2.0
#include "app/daemon/node.h"

#include <thread>

#include "app/daemon/liveness.h"
#include "engine/api/json_codec.h"
#include "engine/gateway/http_gateway.h"
#include "engine/nats/nats_broker.h"
#include "engine/runtime/local_engine.h"
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
    std::shared_ptr<runtime::LocalEngine> local;
    std::shared_ptr<api::Engine> engine;  ///< what is served
    std::unique_ptr<wire::EngineService> socket;
    std::unique_ptr<gateway::HttpGateway> http;
    Liveness liveness;

    Result<api::Unit> open(const DaemonOptions& options) {
        auto opened = openLocal(engineOptions(options));
        if (!opened.ok()) {
            return opened.error();
        }
        local = *opened;
        engine = local;
        auto listener = wire::listenLocal(local->dataDir());
        if (!listener.ok()) {
            return listener.error();
        }
        socket = std::make_unique<wire::EngineService>(engine, std::move(*listener));
        return serveHttp(options);
    }

    Result<api::Unit> serveHttp(const DaemonOptions& options) {
        auto made = gatewayOptions(options);
        made.readiness = [this] {
            const auto why = notReady();
            return why.empty() ? std::vector<std::string>() : std::vector<std::string>{why};
        };
        auto started = gateway::HttpGateway::start(engine, std::move(made));
        if (!started.ok()) {
            return started.error();
        }
        http = std::move(*started);
        return api::Unit{};
    }

    std::string notReady() const {
        const auto health = engine->health();
        if (health.state == api::HealthState::healthy || health.state == api::HealthState::degraded) {
            return {};
        }
        return health.problems.empty()
                   ? std::string("The engine is ") + api::toJson(health.state).as_string().c_str() + "."
                   : health.problems.front().message;
    }

    void stop(milliseconds limit) {
        if (http) {
            http->stop(std::min(limit, kHttpDrain));
        }
        socket.reset();
        if (local) {
            local->stop(limit);
        }
        http.reset();
        engine.reset();
        local.reset();
    }
};

Node::Node(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Node::~Node() {
    m_impl->stop(0ms);
}

Result<std::unique_ptr<Node>> Node::open(const DaemonOptions& options, const Voice& voice) {
    std::unique_ptr<Node> node(new Node(std::make_unique<Impl>()));
    if (const auto opened = node->m_impl->open(options); !opened.ok()) {
        return opened.error();
    }
    voice.say("HTTP is served at " + node->m_impl->http->url() +
              (options.gateway ? "" : ", for health and figures only"));
    return node;
}

std::string Node::notReady() const {
    return m_impl->notReady();
}

std::string Node::status() const {
    const auto health = m_impl->engine->health();
    const auto counts =
        std::to_string(health.activeRuns) + " runs in memory, " + std::to_string(health.waitingRuns) + " waiting";
    return health.problems.empty() ? counts : counts + "; " + health.problems.front().message;
}

bool Node::alive() {
    return m_impl->liveness.look(*m_impl->engine, kMaxSilence);
}

void Node::stop(milliseconds limit) {
    m_impl->stop(limit);
}

}  // namespace beamline::daemon
