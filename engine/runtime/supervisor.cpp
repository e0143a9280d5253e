// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/supervisor.h"

#include "engine/api/ids.h"
#include "engine/api/moved.h"
#include "engine/runtime/run_actor.h"

namespace beamline::runtime {

namespace {
api::Error moved() {
    return api::movedError("Another node of the cluster carries this run on. Ask again.");
}
}  // namespace

Supervisor::Supervisor(caf::actor_config& config, Services& services)
    : caf::event_based_actor(config), m_services(services) {}

caf::behavior Supervisor::make_behavior() {
    return {
        [this](StartMessage& message) { onStart(message); },
        [this](FactMessage& message) {
            if (!m_services.acts(message.key)) {
                if (message.reply) {
                    message.reply(moved());
                }
                return;
            }
            auto& run = resident(message.key);
            ++run.sent;
            send(run.actor, std::move(message));
        },
        [this](const TimersDue& message) { onTimers(message); },
        [this](const Idle& message) { onIdle(message); },
        [this](const Lost& message) { onLost(message); },
        [this](const Recover&) {
            m_recovering = true;
            recover();
        },
        [this](const ShardBegins&) {
            m_recovered = 0;
            m_recovering = true;
            recover();
        },
        [this](const ShardYields& message) { onShardYields(message.shard); },
        [this](const ShardStops& message) { onShardStops(message.shard); },
        [this](const RunChanged& message) { onRunChanged(message.key); },
        [this](const Tick&) {
            m_ticking = false;
            tick();
        },
        [this](const Abandon& message) {
            for (auto& [key, run] : m_resident) {
                send(run.actor, message);
            }
            m_resident.clear();
            quit();
        },
    };
}

Supervisor::Resident& Supervisor::resident(store::RunKey key) {
    auto& run = m_resident[key];
    if (!run.actor) {
        run.actor = spawn<RunActor>(std::ref(m_services), key, caf::actor_cast<caf::actor>(this));
        keepTicking();
    }
    return run;
}

void Supervisor::onStart(StartMessage& message) {
    if (!m_services.acts(message.key)) {
        message.reply(moved());
        return;
    }
    if (full()) {
        message.reply(api::Error{api::code::kOverloaded,
                                 "The engine already has " + std::to_string(m_resident.size()) +
                                     " runs in motion, its limit. Start this one again when some have ended.",
                                 {},
                                 true});
        return;
    }
    auto& run = resident(message.key);
    ++run.sent;
    send(run.actor, std::move(message));
}

void Supervisor::deliverTimer(const store::DueTimer& timer) {
    auto& run = resident(timer.run);
    ++run.sent;
    FactMessage message;
    message.key = timer.run;
    message.fact.kind = core::FactKind::timer;
    message.fact.at = std::max(api::wallClock(), timer.dueAt);
    message.fact.activity = timer.activity;
    send(run.actor, std::move(message));
}

void Supervisor::onTimers(const TimersDue& message) {
    // Those of other nodes are read again when this one gets their shard.
    std::copy_if(message.timers.begin(), message.timers.end(), std::back_inserter(m_backlog),
                 [this](const auto& timer) { return m_services.acts(timer.run); });
    drainBacklog();
}

void Supervisor::drainBacklog() {
    while (!m_backlog.empty() && (!full() || m_resident.contains(m_backlog.front().run))) {
        if (m_services.acts(m_backlog.front().run)) {
            deliverTimer(m_backlog.front());
        }
        m_backlog.pop_front();
    }
    m_services.backlog.store(static_cast<std::int64_t>(m_backlog.size()), std::memory_order_relaxed);
}

void Supervisor::onIdle(const Idle& message) {
    const auto found = m_resident.find(message.key);
    if (found == m_resident.end() || found->second.sent != message.received) {
        return;  // something is on its way to the run: it will say so again
    }
    send(found->second.actor, Leave{});
    m_resident.erase(found);
    gone(message.key);
    if (!m_backlog.empty()) {
        drainBacklog();
    }
}

void Supervisor::recover() {
    const auto half = static_cast<std::size_t>(m_services.options.maxResidentRuns) / 2;
    if (!m_recovering || m_services.stopping || m_resident.size() >= std::max<std::size_t>(half, 1)) {
        return;
    }
    const auto keys = m_services.journal.runnable(m_recovered, kRecoveryBatch);
    if (!keys) {
        return;  // the tick asks again
    }
    for (const auto key : *keys) {
        m_recovered = key;
        if (m_services.acts(key) && !m_resident.contains(key)) {
            auto& run = resident(key);
            ++run.sent;
            send(run.actor, ResumeMessage{key, {}});
        }
    }
    m_recovering = keys->size() == static_cast<std::size_t>(kRecoveryBatch);
    if (m_recovering) {
        send(this, Recover{});
    }
}

void Supervisor::tick() {
    for (auto& [key, run] : m_resident) {
        send(run.actor, FlushRow{});
    }
    takeUpLost();
    recover();
    drainBacklog();
    endPatience();
    keepTicking();
}

void Supervisor::onShardYields(int shard) {
    Yielding yielding{std::chrono::steady_clock::now() + m_services.options.node.yield, 0};
    for (auto& [key, run] : m_resident) {
        if (m_services.shardOf(key) == shard) {
            ++yielding.runs;
            send(run.actor, Yield{});
        }
    }
    if (yielding.runs > 0) {
        m_yielding[shard] = yielding;
    } else {
        m_services.quiet.set(shard, true);
    }
    keepTicking();
}

void Supervisor::gone(store::RunKey key) {
    if (m_yielding.empty()) {
        return;
    }
    const auto shard = m_services.shardOf(key);
    const auto found = m_yielding.find(shard);
    if (found != m_yielding.end() && --found->second.runs == 0) {
        m_yielding.erase(found);
        m_services.quiet.set(shard, true);
    }
}

/// Of shards that should have been handed over: what still runs is cancelled, and begins again elsewhere.
void Supervisor::endPatience() {
    const auto now = std::chrono::steady_clock::now();
    std::erase_if(m_yielding, [&](const auto& one) {
        const auto shard = one.first;
        if (one.second.until > now) {
            return false;
        }
        std::erase_if(m_resident, [&](auto& resident) {
            const bool of = m_services.shardOf(resident.first) == shard;
            if (of) {
                send(resident.second.actor, Abandon{});
            }
            return of;
        });
        m_services.quiet.set(shard, true);
        return true;
    });
}

void Supervisor::onShardStops(int shard) {
    m_yielding.erase(shard);
    const auto of = [&](store::RunKey key) { return m_services.shardOf(key) == shard; };
    std::erase_if(m_resident, [&](auto& resident) {
        if (of(resident.first)) {
            send(resident.second.actor, Forget{});
        }
        return of(resident.first);
    });
    std::erase_if(m_lost, [&](const auto& lost) {
        if (of(lost.first)) {
            m_services.stranded.remove(lost.first);
        }
        return of(lost.first);
    });
    std::erase_if(m_backlog, [&](const auto& timer) { return of(timer.run); });
    drainBacklog();
}

void Supervisor::onRunChanged(store::RunKey key) {
    if (!m_services.acts(key)) {
        return;
    }
    if (const auto found = m_resident.find(key); found != m_resident.end()) {
        send(found->second.actor, Forget{});
        m_resident.erase(found);
        gone(key);
    }
    auto& run = resident(key);
    ++run.sent;
    send(run.actor, ResumeMessage{key, {}});
}

void Supervisor::onLost(const Lost& message) {
    const auto lost = m_resident.find(message.key);
    if (lost != m_resident.end() && lost->second.actor == current_sender()) {
        send(lost->second.actor, Leave{});  // behind all that it was sent, which it answers
        m_resident.erase(lost);
        gone(message.key);
    }
    if (message.again && m_services.acts(message.key)) {
        const auto delay =
            message.stranded > 0 ? std::min(kTickMs << std::min(message.stranded, 10), kMaxStrandedMs) : 0;
        auto& trial = m_lost[message.key];
        trial.at = std::max(trial.at, std::chrono::steady_clock::now() + std::chrono::milliseconds(delay));
        if (message.fact) {  // otherwise one from before still waits
            trial.fact = message.fact;
        }
    }
    keepTicking();
}

void Supervisor::takeUpLost() {
    if (m_lost.empty() || m_services.stopping || !m_services.journal.health().accepting) {
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    for (auto lost = m_lost.begin(); lost != m_lost.end();) {
        if (lost->second.at > now) {
            ++lost;
            continue;
        }
        const auto key = lost->first;
        const auto known = m_services.journal.runSummary(key);
        if (!known.ok() && known.error().code != api::code::kNotFound) {
            ++lost;  // it cannot be read now, which says nothing about the run
            continue;
        }
        if (!known.ok()) {
            m_services.stranded.remove(key);
        } else {
            auto& run = resident(key);
            ++run.sent;
            send(run.actor, ResumeMessage{key, std::move(lost->second.fact)});
        }
        lost = m_lost.erase(lost);
    }
}

void Supervisor::keepTicking() {
    const bool needed =
        !m_resident.empty() || !m_lost.empty() || m_recovering || !m_backlog.empty() || !m_yielding.empty();
    if (needed && !m_ticking && !m_services.stopping) {
        m_ticking = true;
        delayed_send(this, std::chrono::milliseconds(kTickMs), Tick{});
    }
}

}  // namespace beamline::runtime
