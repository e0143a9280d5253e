// SPDX-License-Identifier: Apache-2.0
// What a queue of work knows of its pools: their consumers, whether they are paused, who works for them.
#include <algorithm>

#include "engine/nats/work_queue.h"

namespace beamline::nats {

namespace {
using api::Result;
using namespace std::chrono_literals;
constexpr auto kPoolsEvery = 2s;
constexpr std::size_t kMaxPauses = 100;
}  // namespace

void NatsWorkQueue::keep() {
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        m_lookNow = false;
        auto pauses = std::exchange(m_pauses, {});
        lock.unlock();
        for (const auto& [pool, paused, done] : pauses) {
            const auto changed = pausePool(*m_connection, pool, paused);
            if (changed.ok()) {  // whoever asks next is told so
                lock.lock();
                m_pools[pool].facts.paused = paused;
                lock.unlock();
            }
            done(changed);
        }
        if (m_connection->connected()) {
            const auto read = m_reader.look();
            tell("work_results", read.ok() ? "" : "Results of workers cannot be read: " + read.error().message);
            lookAtPools(read.ok() && m_reader.caughtUp());
        }
        m_wake.notify_one();
        lock.lock();
        m_look.wait_for(lock, kPoolsEvery, [this] { return m_stopping || m_lookNow || !m_pauses.empty(); });
    }
}

void NatsWorkQueue::lookAtPools(bool resultsRead) {
    std::vector<std::string> unknown;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [name, pool] : m_pools) {
            if (!pool.known) {
                unknown.push_back(name);
            }
        }
    }
    std::string why;
    for (const auto& name : unknown) {
        const auto made = ensurePool(*m_connection, name, m_options.terms);
        const std::lock_guard lock(m_mutex);
        m_pools[name].known = made.ok();
        why = made.ok() ? why : made.error().message;
    }
    tell("work_pools", why);
    auto listed = listPools(*m_connection);
    const auto stream = workStreamFacts(*m_connection);
    std::vector<std::pair<std::string, std::string>> full;
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_workers, [](const auto& one) { return Clock::now() - one.second.at > kWorkerForgotten; });
        m_capacity = stream.ok() ? stream->capacity : m_capacity;
        for (auto& facts : listed.ok() ? *listed : std::vector<PoolFacts>()) {
            auto& pool = m_pools[facts.pool];
            pool.known = true;
            pool.facts = std::move(facts);
        }
        for (const auto& [name, pool] : m_pools) {
            if (pool.full) {
                full.emplace_back(name,
                                  "The pool " + name + " is full (" + std::to_string(m_capacity) +
                                      "): " + std::to_string(pool.held.size()) +
                                      " tasks wait outside until its workers have taken some. Start more workers, "
                                      "or see why those that there are do nothing.");
            }
        }
    }
    for (const auto& [name, message] : full) {
        tell(poolFullCode(name), message);
    }
    lookAtLabels();
    tellQueued();
    if (listed.ok() && stream.ok() && resultsRead) {
        lookAtOver(*stream);
        clearLeftOver(*stream);
    }
}

void NatsWorkQueue::setPaused(const std::string& pool, bool paused, std::function<void(Result<api::Unit>)> done) {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_stopping && m_pauses.size() < kMaxPauses) {
            m_pauses.emplace_back(pool, paused, std::move(done));
        }
    }
    if (done) {
        done(api::Error{api::code::kOverloaded, "Too many changes of pools wait already; try again.", {}, true});
        return;
    }
    m_look.notify_one();
}

void NatsWorkQueue::tellQueued() {
    std::int64_t queued = 0;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [name, pool] : m_pools) {
            queued += pool.facts.queued + static_cast<std::int64_t>(pool.held.size());
        }
    }
    const std::lock_guard lock(m_toldMutex);
    if (m_toldQueued) {
        m_toldQueued(queued);
    }
}

std::vector<api::WorkPoolInfo> NatsWorkQueue::pools() const {
    const std::lock_guard lock(m_mutex);
    std::map<std::string, api::WorkPoolInfo> out;
    for (const auto& [name, pool] : m_pools) {
        auto& info = out[name];
        info.queued = pool.facts.queued;
        info.inFlight = pool.facts.inFlight;
        info.paused = pool.facts.paused;
        info.oldestAt = pool.facts.oldestAt;
    }
    for (const auto& [id, entry] : m_entries) {
        auto& info = out[entry.what.pool];
        if (entry.at != At::stored) {  // younger than what is stored
            ++info.queued;
            if (info.oldestAt == 0 ||
                (m_pools.at(entry.what.pool).facts.oldestAt == 0 && entry.since < info.oldestAt)) {
                info.oldestAt = entry.since;
            }
        }
    }
    const auto now = Clock::now();
    for (const auto& [id, seen] : m_workers) {
        auto worker = seen.info;
        if (worker.state != api::WorkerState::stopped && now - seen.at > m_options.workerLost) {
            worker.state = api::WorkerState::lost;
        }
        out[worker.pool].workers.push_back(std::move(worker));
    }
    std::vector<api::WorkPoolInfo> list;
    for (auto& [name, info] : out) {
        info.name = name;
        info.capacity = m_capacity;
        list.push_back(std::move(info));
    }
    return list;
}

}  // namespace beamline::nats
