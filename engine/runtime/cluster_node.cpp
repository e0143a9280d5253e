// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/cluster_node.h"

#include "engine/api/ids.h"
#include "engine/runtime/access_desk.h"
#include "engine/runtime/messenger.h"
#include "engine/runtime/processes.h"
#include "engine/runtime/quota_keeper.h"
#include "engine/runtime/routing_desk.h"
#include "engine/runtime/scheduler.h"

namespace beamline::runtime {

store::ClusterOptions journalOf(const EngineOptions& options, const std::shared_ptr<JournalEars>& ears) {
    auto result = options.cluster;
    if (result.node.empty()) {
        return result;
    }
    result.applied = [ears](store::Applied what) { ears->applied(std::move(what)); };
    result.notice = [ears](const std::string& text) { ears->notice(text); };
    result.leased = [ears](const core::LeaseWord& word) { ears->leased(word); };
    return result;
}

void ClusterNode::start(Services& services, caf::actor supervisor, std::function<void()> begin,
                        std::function<void()> end) {
    m_services = &services;
    m_supervisor = std::move(supervisor);
    m_once = std::make_unique<SystemDuties>(std::move(begin), std::move(end));
    m_keeper.start(duties());
    m_ears->listen([this](const store::Applied& what) { applied(what); },
                   [this](const core::LeaseWord& word) { m_keeper.heard(word); },
                   [this](const std::string& text) {
                       m_services->log.write({telemetry::Level::warning, "cluster", text, {}, {}, {}, 0});
                   });
}

ShardDuties ClusterNode::duties() {
    ShardDuties result;
    result.begin = [this](int shard, std::int64_t delivered) {
        tellSupervisor(ShardBegins{shard});
        m_services->timers->rescan();
        m_services->processes->begin();
        if (shard == core::kSystemShard) {  // its schedules listen to events, too
            m_once->take([this, delivered] { m_services->messenger->begin(core::kSystemShard, delivered); });
        } else {
            m_services->messenger->begin(shard, delivered);
        }
    };
    result.hold = [this](int shard) { m_services->messenger->hold(shard); };
    result.yield = [this](int shard) {
        m_services->quiet.set(shard, false);
        tellSupervisor(ShardYields{shard});
        forget(shard);
    };
    result.quiet = [this](int shard) {
        return m_services->quiet.contains(shard) && (shard != core::kSystemShard || m_once->ended());
    };
    result.stop = [this](int shard) {
        tellSupervisor(ShardStops{shard});
        m_services->messenger->end(shard);
        forget(shard);
    };
    result.delivered = [this](int shard) { return m_services->messenger->mark(shard); };
    return result;
}

template <class Message>
void ClusterNode::tellSupervisor(Message message) {
    const std::lock_guard lock(m_mutex);
    if (m_supervisor) {
        caf::anon_send(m_supervisor, message);
    }
}

void ClusterNode::forget(int shard) {
    m_services->processes->forget(shard);
    if (shard == core::kSystemShard) {
        m_once->give();
    }
}

void ClusterNode::endOnce() {
    m_services->messenger->hold(core::kSystemShard);  // what its schedules do not hear any more, the next owner's do
    m_once->stop();
}

void ClusterNode::letGo() {
    const std::lock_guard lock(m_mutex);
    m_supervisor = nullptr;
}

void ClusterNode::leave() {
    m_keeper.stop();
    m_ears->listen({}, {}, {});
}

std::string ClusterNode::ownerOf(int shard) const {
    return m_keeper.leases().at(static_cast<std::size_t>(shard)).owner;
}

std::vector<std::string> ClusterNode::owners() const {
    std::set<std::string> names;
    for (const auto& lease : m_keeper.leases()) {
        if (!lease.owner.empty()) {
            names.insert(lease.owner);
        }
    }
    return {names.begin(), names.end()};
}

namespace {
void tellDesks(const Services& services, const store::Applied& what) {
    if (what.anew) {
        services.routing->changed({}, {}, {});
        services.access->changed({});
    }
    for (const auto& event : what.events) {
        services.access->changed(event.kind);
        const auto* data = event.data.if_object();
        const auto* tenant = data ? data->if_contains("tenant") : nullptr;
        if (tenant && tenant->is_string()) {
            services.routing->changed(event.kind.substr(0, event.kind.rfind('.')), std::string(tenant->get_string()),
                                      event.name);
        }
    }
}
}  // namespace

/// Another node has done something; on the journal's thread.
void ClusterNode::applied(const store::Applied& what) {
    auto& services = *m_services;
    if (what.workflows) {
        services.definitions.forgetNames();
    }
    if (what.documents) {  // before anybody hears of it
        services.quotas->changed();
        tellDesks(services, what);
    }
    services.feed.publish(what.events.empty() ? nullptr : std::make_shared<std::vector<api::Event>>(what.events),
                          what.seq,
                          what.anew ? 0U : static_cast<unsigned>(kAllWanted));  // who listens has missed something then
    if (what.anew) {  // whatever was in memory of the journal before
        services.pasts.clear();
        m_keeper.startAnew();
        services.timers->rescan();
    } else {
        services.statistics.see(what.events, services.definitions);
    }
    if (what.run != 0 && m_keeper.acts(services.shardOf(what.run))) {  // restored: others do not write to it else
        tellSupervisor(RunChanged{what.run});
        services.timers->rescan();
    }
    for (const auto& event : what.events) {
        if (what.workflows || what.schedules) {
            services.scheduler->stored(event.ns, event.workflow);
        }
    }
    if (what.messages) {
        services.news();
    }
}

}  // namespace beamline::runtime
