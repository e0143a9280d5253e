// SPDX-License-Identifier: Apache-2.0
#include "app/daemon/cluster_member.h"

#include <algorithm>

#include "app/common/nats_access.h"
#include "engine/nats/link.h"
#include "engine/nats/stream_order.h"
#include "engine/wire/forwarding_engine.h"

namespace beamline::daemon {

namespace {

using api::Error;
using api::Result;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kAskAgain = 500ms;
constexpr auto kTellAgain = 10s;

Error stopped() {
    return {"stopped", "It was told to end before it had reached NATS.", {}, false};
}

/// A machine starts its services in any order: NATS may come later.
Result<nats::ClusterTerms> awaitTerms(const nats::ClusterStreams& streams, const nats::SharedConnection& connection,
                                      const Voice& voice, const ClusterMember::Pause& pause) {
    auto told = Clock::time_point::min();
    for (;;) {
        auto terms = streams.terms();
        if (terms.ok() || !(terms.error().retryable || terms.error().code == api::code::kUnavailable)) {
            return terms;
        }
        if (connection.closed()) {
            return terms.error();
        }
        if (Clock::now() - told > kTellAgain) {
            voice.say(telemetry::Level::warning, "Waiting for NATS: " + terms.error().message);
            told = Clock::now();
        }
        if (pause(kAskAgain)) {
            return stopped();
        }
    }
}

}  // namespace

ClusterMember::ClusterMember(std::shared_ptr<nats::SharedConnection> connection, std::string node,
                             nats::ClusterTerms terms, std::vector<std::string> roles)
    : m_connection(std::move(connection)),
      m_node(std::move(node)),
      m_terms(std::move(terms)),
      m_roles(std::move(roles)),
      m_reporter([this] { report(); }) {}

ClusterMember::~ClusterMember() {
    stopServing();
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_reporter.join();
}

Result<std::unique_ptr<ClusterMember>> ClusterMember::join(const DaemonOptions& options, const std::string& node,
                                                           const Voice& voice, const Pause& pause) {
    const auto target = app::natsTarget({options.natsUrl, options.natsContext, {}});
    if (!target.ok()) {
        return target.error();
    }
    nats::ConnectionOptions wanted;
    wanted.name = "beamlined " + node;
    wanted.waitForServer = true;
    const auto connection = nats::SharedConnection::open(*target, wanted);
    if (!connection.ok()) {
        return connection.error();
    }
    auto terms = awaitTerms(nats::ClusterStreams(*connection), **connection, voice, pause);
    if (!terms.ok()) {
        return terms.error();
    }
    if (!options.cluster.empty() && terms->name != options.cluster) {
        return Error{api::code::kConflict,
                     "The cluster at " + (*connection)->shown() + " is called " + terms->name + ", not " +
                         options.cluster + ". Correct --cluster, or give another NATS account to each cluster.",
                     {},
                     false};
    }
    std::vector<std::string> roles;
    if (options.engine) {
        roles.emplace_back("engine");
    }
    if (options.gateway) {
        roles.emplace_back("gateway");
    }
    return std::unique_ptr<ClusterMember>(new ClusterMember(*connection, node, std::move(*terms), std::move(roles)));
}

void ClusterMember::fill(runtime::EngineOptions& options) {
    options.cluster.node = m_node;
    options.cluster.shards = m_terms.shards;
    options.cluster.order = std::make_shared<nats::StreamOrder>(nats::StreamOrderOptions{m_connection});
    options.node.cluster = m_terms.name;
    options.node.roles = m_roles;
    options.node.describe = [this](api::ClusterInfo& cluster) { describe(cluster); };
    options.name = m_node;
}

Result<std::shared_ptr<api::Engine>> ClusterMember::serve(std::shared_ptr<runtime::LocalEngine> local) {
    m_local = std::move(local);
    m_peers = std::make_unique<PeerEngines>(m_connection);
    wire::ForwardingPlaces places;
    places.self = m_node;
    places.ownerOfRun = [engine = m_local](const std::string& run) { return engine->ownerOfRun(run); };
    places.ownerOfSystem = [engine = m_local] { return engine->ownerOfSystem(); };
    places.owners = [engine = m_local] { return engine->owners(); };
    places.engineOf = [this](const std::string& node) { return m_peers->of(node); };
    places.catchUp = [engine = m_local](auto done) { engine->catchUp(std::move(done)); };
    const auto whole = std::make_shared<wire::ForwardingEngine>(m_local, std::move(places));

    nats::LinkOptions own;
    own.node = ownName(m_node);
    own.onlyNamed = true;
    auto forNodes = nats::natsListener(m_connection, own);
    if (!forNodes.ok()) {
        return forNodes.error();
    }
    m_forNodes = std::make_unique<wire::EngineService>(m_local, std::move(*forNodes));
    nats::LinkOptions link;
    link.node = m_node;
    auto forAll = nats::natsListener(m_connection, link);
    if (!forAll.ok()) {
        return forAll.error();
    }
    m_forAll = std::make_unique<wire::EngineService>(whole, std::move(*forAll));
    auto service = nats::ApiService::open(whole, m_connection, {m_node, m_terms.name});
    if (!service.ok()) {
        return service.error();
    }
    m_api = std::move(*service);
    return std::shared_ptr<api::Engine>(whole);
}

void ClusterMember::look() {
    if (m_local && !m_look->asked.exchange(true)) {
        m_local->catchUp([look = m_look](const api::Result<api::Unit>& done) {
            if (done.ok()) {
                look->answered = Clock::now().time_since_epoch().count();
            }
            look->asked = false;
        });
    }
}

std::string ClusterMember::behind() const {
    if (Clock::now().time_since_epoch() - Clock::duration(m_look->answered) <= kMaxBehind) {
        return {};
    }
    return !m_connection->connected() ? "NATS at " + shown() + " cannot be reached; it is tried again and again."
           : m_look->answered == 0    ? "It is reading what the cluster did while it was away."
                                      : "The order of the cluster does not answer, so nothing new is taken.";
}

void ClusterMember::stopServing() {
    m_api.reset();
    m_forAll.reset();
    m_forNodes.reset();
    m_peers.reset();
    m_local.reset();
}

void ClusterMember::describe(api::ClusterInfo& cluster) {
    const std::lock_guard lock(m_mutex);
    cluster.streams = m_report.streams;
    cluster.servers = m_report.servers;
    cluster.warnings.insert(cluster.warnings.end(), m_report.warnings.begin(), m_report.warnings.end());
}

/// Asks servers on a thread of its own: who wants to know must not wait for them.
void ClusterMember::report() {
    const nats::ClusterStreams streams(m_connection);
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        lock.unlock();
        auto told = streams.describe();
        lock.lock();
        if (told.ok()) {
            m_report = std::move(*told);
        }
        m_wake.wait_for(lock, kReportEvery, [this] { return m_stopping; });
    }
}

}  // namespace beamline::daemon
