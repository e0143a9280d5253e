// SPDX-License-Identifier: Apache-2.0
#include "engine/store/checkpointer.h"

namespace beamline::store {

Checkpointer::Checkpointer(std::unique_ptr<Connection> connection, std::function<void(Failure)> failed)
    : m_connection(std::move(connection)), m_failed(std::move(failed)), m_thread([this] { work(); }) {}

Checkpointer::~Checkpointer() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

bool Checkpointer::pages(int logPages) {
    const std::lock_guard lock(m_mutex);
    if (logPages < m_logPages) {
        m_copiedAt = 0;  // the log started anew
    }
    m_logPages = logPages;
    if (m_busy || logPages - m_copiedAt < kCheckpointPages) {
        return false;
    }
    if (logPages > kMaxLogPages && m_left < kCheckpointPages && m_copiedAt > 0) {
        // All but the newest pages are copied: the writer does these itself, without anybody adding more meanwhile.
        m_copiedAt = logPages;
        return true;
    }
    m_copiedAt = logPages;
    m_busy = m_wanted = true;
    m_wake.notify_one();
    return false;
}

std::optional<Failure> Checkpointer::copy(Connection& connection, int& logPages, int& copiedPages) {
    const int code =
        sqlite3_wal_checkpoint_v2(connection.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &logPages, &copiedPages);
    if (code == SQLITE_OK || (code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED) {
        return std::nullopt;
    }
    connection.failNow(code);
    return connection.takeFailure();
}

void Checkpointer::work() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_wanted || m_stop; });
        if (m_stop) {
            return;
        }
        m_wanted = false;
        lock.unlock();
        int logPages = 0;
        int copiedPages = 0;
        if (auto failure = copy(*m_connection, logPages, copiedPages)) {
            m_failed(*failure);
        }
        m_left = logPages - copiedPages;
        lock.lock();
        m_busy = false;
    }
}

}  // namespace beamline::store
