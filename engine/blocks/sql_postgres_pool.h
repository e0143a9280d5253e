// SPDX-License-Identifier: Apache-2.0
#pragma once
// Keeps connections to PostgreSQL servers for the next statement. Any thread; errors come from fault().

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "engine/blocks/sql_postgres_link.h"

namespace beamline::blocks {

inline constexpr int kMaxSqlConnectionsPerHost = 16;        ///< who comes later waits, as long as the task may
inline constexpr std::size_t kMaxSqlIdleConnections = 16;   ///< the longest unused is closed first
inline constexpr std::chrono::seconds kMaxSqlIdleTime{60};  ///< then an unused one is closed

class PostgresPool {
public:
    explicit PostgresPool(std::chrono::milliseconds idleTime = kMaxSqlIdleTime) : m_idleTime(idleTime) {}
    ~PostgresPool();

    using LinkPtr = std::unique_ptr<PostgresLink>;
    /// A connection that works and is as new.
    api::Result<LinkPtr> take(const PostgresTarget& target, const Stop& stop);
    /// Kept if it is well and outside of transactions, else closed.
    void giveBack(LinkPtr link);
    std::size_t idle() const;

private:
    api::Result<api::Unit> reserve(const std::string& host, const Stop& stop);
    void release(const std::string& host);
    void reap();

    const std::chrono::milliseconds m_idleTime;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<LinkPtr> m_idle;
    std::map<std::string, int> m_open;  ///< in use, by host
    bool m_ending = false;
    std::thread m_reaper;
};

}  // namespace beamline::blocks
