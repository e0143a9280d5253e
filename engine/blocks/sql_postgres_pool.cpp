// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/sql_postgres_pool.h"

#include <algorithm>

#include "engine/blocks/exchange_record.h"

namespace beamline::blocks {

PostgresPool::~PostgresPool() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_all();
    if (m_reaper.joinable()) {
        m_reaper.join();
    }
}

api::Result<api::Unit> PostgresPool::reserve(const std::string& host, const Stop& stop) {
    std::unique_lock lock(m_mutex);
    while (m_open[host] >= kMaxSqlConnectionsPerHost) {
        if (stop.requested()) {
            return stop.error("Waiting for one of the " + std::to_string(kMaxSqlConnectionsPerHost) +
                              " connections to " + host);
        }
        m_changed.wait_for(lock, std::chrono::milliseconds(50));
    }
    ++m_open[host];
    return api::Unit{};
}

void PostgresPool::release(const std::string& host) {
    {
        const std::lock_guard lock(m_mutex);
        if (--m_open[host] == 0) {
            m_open.erase(host);
        }
    }
    m_changed.notify_all();
}

api::Result<PostgresPool::LinkPtr> PostgresPool::take(const PostgresTarget& target, const Stop& stop) {
    if (auto reserved = reserve(target.host, stop); !reserved.ok()) {
        return reserved.error();
    }
    const auto key = target.key();
    for (;;) {
        LinkPtr link;
        {
            const std::lock_guard lock(m_mutex);
            const auto found = std::find_if(m_idle.rbegin(), m_idle.rend(),
                                            [&](const auto& one) { return one->target().key() == key; });
            if (found != m_idle.rend()) {
                link = std::move(*found);
                m_idle.erase(std::next(found).base());
            }
        }
        if (!link) {
            break;
        }
        if (link->recycled()) {
            return link;
        }
    }
    ExchangeRecord record(stop, "sql", "connect to " + target.shown);
    auto link = record.passed(PostgresLink::connect(target, stop), [](const LinkPtr&) { return "connected"; });
    if (!link.ok()) {
        release(target.host);
    }
    return link;
}

void PostgresPool::giveBack(LinkPtr link) {
    const auto host = link->target().host;
    link->recycle();
    LinkPtr oldest;
    if (!link->broken()) {
        link->idleSince = std::chrono::steady_clock::now();
        const std::lock_guard lock(m_mutex);
        m_idle.push_back(std::move(link));
        if (m_idle.size() > kMaxSqlIdleConnections) {
            oldest = std::move(m_idle.front());
            m_idle.pop_front();
        }
        if (!m_reaper.joinable()) {
            m_reaper = std::thread([this] { reap(); });
        }
    }
    release(host);
}

std::size_t PostgresPool::idle() const {
    const std::lock_guard lock(m_mutex);
    return m_idle.size();
}

void PostgresPool::reap() {
    std::unique_lock lock(m_mutex);
    while (!m_ending) {
        if (m_idle.empty()) {
            m_changed.wait(lock);
            continue;
        }
        const auto due = m_idle.front()->idleSince + m_idleTime;
        if (std::chrono::steady_clock::now() < due) {
            m_changed.wait_until(lock, due);
            continue;
        }
        auto link = std::move(m_idle.front());
        m_idle.pop_front();
        lock.unlock();
        link.reset();  // may write to the network
        lock.lock();
    }
}

}  // namespace beamline::blocks
