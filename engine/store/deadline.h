// SPDX-License-Identifier: Apache-2.0
#pragma once
// Breaks statements of a connection off when their time has passed. On the thread of the connection.

#include <chrono>

#include "engine/store/sqlite.h"

namespace beamline::store {

/// In force while it lives; what it broke off shows as SQLITE_INTERRUPT.
class Deadline {
public:
    Deadline(Connection& connection, int ms)
        : m_connection(connection), m_end(std::chrono::steady_clock::now() + std::chrono::milliseconds(ms)) {
        sqlite3_progress_handler(connection.handle(), kSteps, passed, this);
    }
    ~Deadline() { sqlite3_progress_handler(m_connection.handle(), 0, nullptr, nullptr); }
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

    /// Whether it has; then the connection is good again.
    bool takePassed() {
        const bool interrupted = m_connection.failed() && m_connection.failure()->primary() == SQLITE_INTERRUPT;
        if (interrupted) {
            (void)m_connection.takeFailure();
        }
        return interrupted;
    }

private:
    static constexpr int kSteps = 10'000;  ///< instructions of SQLite's machine between two looks at the clock
    static int passed(void* self) {
        return std::chrono::steady_clock::now() > static_cast<Deadline*>(self)->m_end ? 1 : 0;
    }
    Connection& m_connection;
    const std::chrono::steady_clock::time_point m_end;
};

}  // namespace beamline::store
