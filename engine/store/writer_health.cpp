// SPDX-License-Identifier: Apache-2.0
// What a writer says of itself: why it accepts nothing, or why what is written waits.

#include <cerrno>

#include "engine/api/ids.h"
#include "engine/store/writer.h"

namespace beamline::store {

namespace {

/// How health names a failure, and whether a later write may succeed without a restart.
struct Kind {
    const char* code;
    const char* advice;
    bool passes;
};

Kind kindOf(const Failure& failure) {
    const bool full = failure.primary() == SQLITE_FULL || failure.systemCode == ENOSPC || failure.systemCode == EDQUOT;
    if (full && failure.code != SQLITE_IOERR_FSYNC) {
        return {"disk_full", "Free space on its disk: it is tried again every second, and work goes on by itself.",
                true};
    }
    if (failure.primary() == SQLITE_BUSY || failure.primary() == SQLITE_LOCKED) {
        return {"io_error", "Another program holds its file: close it. It is tried again every second.", true};
    }
    if (failure.primary() == SQLITE_READONLY || failure.systemCode == EROFS) {
        return {"read_only", "Make its file and disk writable, then restart.", false};
    }
    if (failure.primary() == SQLITE_CORRUPT || failure.primary() == SQLITE_NOTADB) {
        return {"corrupt", "Restart to see what is damaged and how to recover.", false};
    }
    return {"io_error", "What was acknowledged is kept, nothing more is accepted. Check the disk, then restart.",
            false};
}

}  // namespace

bool Writer::passes(const Failure& failure) {
    return kindOf(failure).passes;
}

void Writer::stopAccepting(const Failure& failure) {
    const auto kind = kindOf(failure);
    if (!kind.passes) {
        // Leave the log as it is for the next open, which verifies it.
        sqlite3_db_config(m_connection->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    }
    stopAccepting(kind.code,
                  {api::code::kUnavailable,
                   "The journal " + m_file + " stopped accepting changes: " + failure.what + ". " + kind.advice,
                   {},
                   kind.passes});
}

void Writer::stopAccepting(const char* code, api::Error error) {
    bool news = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_problem && !m_probing) {
            return;  // the first reason that lasts is the one to tell
        }
        news = m_health.code != code;
        m_health.since = m_health.accepting ? api::wallClock() : m_health.since;
        m_health.accepting = false;
        m_health.code = code;
        m_health.message = error.message;
        m_probing = error.retryable;
        m_problem = std::move(error);
    }
    m_room.notify_all();
    if (news) {
        tellHealth();
    }
}

void Writer::waitsFor(const std::string& code, const std::string& why) {
    {
        const std::lock_guard lock(m_mutex);
        if (std::pair(code, why) == m_waitsFor) {
            return;
        }
        m_waitsFor = {code, why};
    }
    tellHealth();
}

const std::optional<api::Error> Writer::problem() const {
    const std::lock_guard lock(m_mutex);
    return m_problem;
}

void Writer::onHealthChange(std::function<void()> handler) {
    const std::lock_guard lock(m_handlerMutex);
    m_onHealthChange = std::move(handler);
}

void Writer::tellHealth() {
    const std::lock_guard lock(m_handlerMutex);
    if (m_onHealthChange) {
        m_onHealthChange();
    }
}

/// Answers all that is taken or queued with the problem that stopped the journal. What was read of the order waits for
/// a problem that passes: every other node stores it.

JournalHealth Writer::health() const {
    const std::lock_guard lock(m_mutex);
    auto health = m_health;
    health.queued = m_queued;
    if (health.code.empty()) {
        health.code = m_waitsFor.first;
        health.message = m_waitsFor.second;
    }
    return health;
}

Counts Writer::counts() const {
    const std::lock_guard lock(m_mutex);
    return m_counts;
}

}  // namespace beamline::store
