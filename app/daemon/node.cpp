// SPDX-License-Identifier: Apache-2.0
#include "app/daemon/node.h"

#include <thread>

#include "app/daemon/liveness.h"
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

}  // namespace

struct Node::Impl {
    std::shared_ptr<runtime::LocalEngine> local;
    std::shared_ptr<api::Engine> engine;  ///< what is served
    std::unique_ptr<wire::EngineService> socket;
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
        return api::Unit{};
    }

    void stop(milliseconds limit) {
        socket.reset();
        if (local) {
            local->stop(limit);
        }
        engine.reset();
        local.reset();
    }
};

Node::Node(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Node::~Node() {
    m_impl->stop(0ms);
}

Result<std::unique_ptr<Node>> Node::open(const DaemonOptions& options, const Voice&) {
    std::unique_ptr<Node> node(new Node(std::make_unique<Impl>()));
    if (const auto opened = node->m_impl->open(options); !opened.ok()) {
        return opened.error();
    }
    return node;
}

std::string Node::notReady() const {
    const auto health = m_impl->engine->health();
    if (health.state == api::HealthState::healthy || health.state == api::HealthState::degraded) {
        return {};
    }
    return health.problems.empty() ? "The engine is " + api::toJson(health.state).as_string() + "."
                                   : health.problems.front().message;
}

std::string Node::status() const {
    const auto health = m_impl->engine->health();
    const auto counts = std::to_string(health.activeRuns) + " runs in memory, " + std::to_string(health.waitingRuns) +
                        " waiting";
    return health.problems.empty() ? counts : counts + "; " + health.problems.front().message;
}

bool Node::alive() {
    return m_impl->liveness.look(*m_impl->engine, kMaxSilence);
}

void Node::stop(milliseconds limit) {
    m_impl->stop(limit);
}

}  // namespace beamline::daemon
