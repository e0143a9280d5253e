// SPDX-License-Identifier: Apache-2.0
#include "app/daemon/cluster_member.h"

#include <algorithm>

#include "app/common/nats_access.h"
#include "engine/access/access_engine.h"
#include "engine/api/ids.h"
#include "engine/nats/link.h"
#include "engine/nats/node_broadcast.h"
#include "engine/nats/stream_order.h"
#include "engine/nats/stream_words.h"

namespace beamline::daemon {

namespace {

using api::Error;
using api::Result;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kAskAgain = 500ms;
constexpr auto kTellAgain = 10s;
constexpr const char* kRouterRole = "router";

Error stopped() {
    return {"stopped", "It was told to end before it had reached NATS.", {}, false};
}

/// A machine starts its services in any order: NATS may come later.
Result<nats::ClusterTerms> awaitTerms(const nats::ClusterStreams& streams, const nats::SharedConnection& connection,
                                      const Voice& voice, const ClusterMember::Pause& pause) {
    std::optional<Clock::time_point> told;
    for (;;) {
        auto terms = streams.terms();
        if (terms.ok() || terms.error().code != api::code::kUnavailable) {
            return terms;
        }
        if (connection.closed()) {
            return terms.error();
        }
        if (!told || Clock::now() - *told > kTellAgain) {
            voice.say(telemetry::Level::warning, "Waiting for NATS: " + terms.error().message);
            told = Clock::now();
        }
        if (pause(kAskAgain)) {
            return stopped();
        }
    }
}

/// Of two nodes with one name each believes that it owns what the other one does.
std::vector<api::HealthProblem> problemsOf(const nats::Presence& presence) {
    std::vector<api::HealthProblem> out;
    if (const auto twin = presence.twin()) {
        out.push_back({"node_twice",
                       "Another node is called " + twin->id + ", too, on the host " + twin->host +
                           ", and both act for the same shards. End one of them and give it another name with --node.",
                       twin->startedAt});
    }
    return out;
}

}  // namespace

void ClusterMember::Look::take(api::ClusterInfo cluster) {
    const std::lock_guard lock(mutex);
    places.emplace_back(api::wallClock(), cluster.place);
    if (places.size() > kMaxPlaces) {
        places.pop_front();
    }
    for (auto& node : cluster.nodes) {
        if (node.id == self.id) {
            self = std::move(node);
            return;
        }
    }
}

std::uint64_t ClusterMember::Look::placeAt(api::Timestamp at, std::uint64_t now) const {
    const std::lock_guard lock(mutex);
    const auto after = std::find_if(places.begin(), places.end(), [at](const auto& one) { return one.first > at; });
    return after == places.begin() ? now : std::prev(after)->second;
}

ClusterMember::ClusterMember(std::shared_ptr<nats::SharedConnection> connection, std::string node,
                             nats::ClusterTerms terms, std::vector<std::string> roles)
    : m_connection(std::move(connection)),
      m_node(std::move(node)),
      m_terms(std::move(terms)),
      m_roles(std::move(roles)),
      m_presence(std::make_shared<nats::Presence>(m_connection, [this] { return self(); })),
      m_reporter([this] { report(); }) {}

ClusterMember::~ClusterMember() {
    stopServing();
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
    if (options.worker) {
        roles.emplace_back("worker");
    }
    if (options.router) {
        roles.emplace_back(kRouterRole);
    }
    api::NodeInfo self;
    self.id = node;
    self.version = BEAMLINE_VERSION;
    self.roles = roles;
    self.state = api::NodeState::joining;
    self.startedAt = api::wallClock();
    nats::measureMachine(self);
    if (const auto alone = nats::awaitOnlyOne(**connection, self, pause); !alone.ok()) {
        return alone.error();
    }
    std::unique_ptr<ClusterMember> member(new ClusterMember(*connection, node, std::move(*terms), std::move(roles)));
    member->m_look->self = std::move(self);
    if (const auto started = member->m_presence->start(); !started.ok()) {
        return started.error();
    }
    return member;
}

Result<api::Unit> ClusterMember::fill(runtime::EngineOptions& options) {
    options.cluster.node = m_node;
    options.cluster.shards = m_terms.shards;
    options.cluster.order = std::make_shared<nats::StreamOrder>(nats::StreamOrderOptions{m_connection});
    options.cluster.peers =
        std::make_shared<nats::NodePeers>(m_connection, m_node, [presence = m_presence] { return presence->others(); });
    options.node.broadcast = std::make_shared<nats::NodeBroadcast>(m_connection, m_presence, m_node);
    options.node.cluster = m_terms.name;
    options.node.roles = m_roles;
    options.node.describe = [this](api::ClusterInfo& cluster) { describe(cluster); };
    options.name = m_node;
    nats::WorkQueueOptions work;
    work.connection = m_connection;
    auto queue = nats::NatsWorkQueue::open(std::move(work));
    if (!queue.ok()) {
        return queue.error();
    }
    m_work = std::move(*queue);
    options.workQueue = m_work;
    return api::Unit{};
}

Result<std::shared_ptr<api::Engine>> ClusterMember::serve(std::shared_ptr<runtime::LocalEngine> local) {
    {
        const std::lock_guard lock(m_mutex);
        m_local = local;
    }
    m_peers = std::make_shared<PeerEngines>(m_connection);
    wire::ForwardingPlaces places;
    places.self = m_node;
    places.ownerOfRun = [engine = local](const std::string& run) { return engine->ownerOfRun(run); };
    places.ownerOfSystem = [engine = local] { return engine->ownerOfSystem(); };
    places.owners = [engine = local] { return engine->owners(); };
    places.engineOf = [peers = m_peers](const std::string& node) { return peers->of(node); };
    places.catchUp = [engine = local](auto done) { engine->catchUp(std::move(done)); };
    places.problems = [presence = m_presence] { return problemsOf(*presence); };
    m_whole = std::make_shared<wire::ForwardingEngine>(local, std::move(places));
    local->actThrough(m_whole);

    nats::LinkOptions own;
    own.node = ownName(m_node);
    own.onlyNamed = true;
    auto forNodes = nats::natsListener(m_connection, own);
    if (!forNodes.ok()) {
        return forNodes.error();
    }
    m_forNodes = std::make_unique<wire::EngineService>(local, std::move(*forNodes));
    nats::LinkOptions link;
    link.node = m_node;
    auto forAll = nats::natsListener(m_connection, link);
    if (!forAll.ok()) {
        return forAll.error();
    }
    const auto guarded = std::make_shared<access::AccessEngine>(m_whole, local->accessBook());
    m_forAll = std::make_unique<wire::EngineService>(guarded, std::move(*forAll));
    auto service = nats::ApiService::open(guarded, m_connection, {m_node, m_terms.name});
    if (!service.ok()) {
        return service.error();
    }
    m_api = std::move(*service);
    if (std::find(m_roles.begin(), m_roles.end(), kRouterRole) != m_roles.end()) {
        auto router = nats::RouterService::open(m_whole, m_connection, {m_node, m_terms.name});
        if (!router.ok()) {
            return router.error();
        }
        m_router = std::move(*router);
    }
    return std::shared_ptr<api::Engine>(m_whole);
}

void ClusterMember::look() {
    if (m_peers) {
        std::set<std::string> known;
        for (const auto& node : m_presence->nodes()) {
            known.insert(node.id);
        }
        m_peers->keepOnly(known);
        for (const auto& node : m_presence->others()) {
            m_peers->of(node);  // connected before somebody needs it
        }
    }
    const std::lock_guard lock(m_mutex);
    if (m_local && !m_look->asking.exchange(true)) {
        api::RequestContext context;
        context.client = "beamlined";
        api::call<api::GetCluster>(*m_local, {}, context, [look = m_look](api::Result<api::ClusterReply> reply) {
            if (reply.ok()) {
                look->take(std::move(reply->cluster));
            }
            look->asking = false;
        });
    }
    if (m_local && !m_look->asked.exchange(true)) {
        m_local->catchUp([look = m_look](const api::Result<api::Unit>& done) {
            if (done.ok()) {
                look->answered = Clock::now().time_since_epoch().count();
            }
            look->asked = false;
        });
    }
}

std::string ClusterMember::lost() const {
    const auto why = m_connection->whyClosed();
    return why ? why->message : std::string();
}

std::string ClusterMember::behind() const {
    if (auto why = lost(); !why.empty()) {
        return why;
    }
    if (Clock::now().time_since_epoch() - Clock::duration(m_look->answered) <= kMaxBehind) {
        return {};
    }
    return !m_connection->connected() ? "NATS at " + shown() + " cannot be reached; it is tried again and again."
           : m_look->answered == 0    ? "It is reading what the cluster did while it was away."
                                      : "The order of the cluster does not answer, so nothing new is taken.";
}

void ClusterMember::stopServing() {
    if (m_work) {
        m_work->stop();  // what workers have goes on; who owns the runs next asks for it again
    }
    m_router.reset();
    m_api.reset();
    m_forAll.reset();
    m_forNodes.reset();
    if (m_local) {
        m_local->actThrough({});  // what batches are refused from here on says nothing of their runs
    }
    if (const auto whole = std::exchange(m_whole, nullptr)) {
        whole->stop();  // others may hold it yet; what was handed over would be sent on for ever
    }
    m_peers.reset();
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_reporter.joinable()) {
        m_reporter.join();
    }
    m_presence->stop();  // its thread, too, holds the engine for moments, and must not be the last one that does
    m_local.reset();
}

/// As others see this node. What its engine says of it is asked for in look(), because that asks here again.
api::NodeInfo ClusterMember::self() const {
    const std::lock_guard lock(m_look->mutex);
    return m_look->self;
}

void ClusterMember::describe(api::ClusterInfo& cluster) const {
    for (auto& seen : m_presence->nodes()) {
        if (seen.id == m_node) {
            continue;
        }
        // In an idle cluster, too, leases are renewed many times a second: what is newer than its word says nothing.
        const auto then = m_look->placeAt(seen.seenAt - kPlaceAgeMs, cluster.place);
        const bool keeps = std::find(seen.roles.begin(), seen.roles.end(), "engine") != seen.roles.end();
        seen.behind = keeps && then > seen.place ? then - seen.place : 0;
        const auto known = std::find_if(cluster.nodes.begin(), cluster.nodes.end(),
                                        [&](const auto& node) { return node.id == seen.id; });
        if (known == cluster.nodes.end()) {
            cluster.nodes.push_back(std::move(seen));
        } else {
            seen.seenAt = std::max(seen.seenAt, known->seenAt);
            *known = std::move(seen);
        }
    }
    const std::lock_guard lock(m_mutex);
    cluster.streams = m_report.streams;
    cluster.servers = m_report.servers;
    cluster.notes = m_report.notes;
    cluster.warnings.insert(cluster.warnings.end(), m_report.warnings.begin(), m_report.warnings.end());
    auto problems = problemsOf(*m_presence);
    const auto payload = m_connection->maxPayload();
    if (payload > 0 && nats::longestWord(payload) < store::kMaxProposalBytes) {
        problems.push_back({"payload_small",
                            "The NATS servers take messages of at most " + std::to_string(payload) +
                                " bytes, so a change of a run may have only " +
                                std::to_string(nats::longestWord(payload)) +
                                "; a larger one waits for ever. Raise max_payload to 512KB or more.",
                            0});
    }
    cluster.warnings.insert(cluster.warnings.end(), problems.begin(), problems.end());
}

/// One node does it for all: words that every node heard of lately has in its journal may go when there is no room.
void ClusterMember::trim(const nats::ClusterStreams& streams) const {
    std::shared_ptr<runtime::LocalEngine> local;
    {
        const std::lock_guard lock(m_mutex);
        local = m_local;
    }
    if (!local || local->ownerOfSystem() != m_node) {
        return;
    }
    (void)streams.trim(m_presence->nodes());  // tried again; a stream that is full refuses, and health tells that
}

/// Asks servers on a thread of its own: who wants to know must not wait for them.
void ClusterMember::report() {
    const nats::ClusterStreams streams(m_connection);
    auto trimmed = Clock::now();
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        lock.unlock();
        auto told = streams.describe();
        if (Clock::now() - trimmed > kTrimEvery) {
            trim(streams);
            trimmed = Clock::now();
        }
        lock.lock();
        if (told.ok()) {
            m_report = std::move(*told);
        }
        m_wake.wait_for(lock, kReportEvery, [this] { return m_stopping; });
    }
}

}  // namespace beamline::daemon
