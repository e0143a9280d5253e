// SPDX-License-Identifier: Apache-2.0
#include "engine/store/sqlite.h"

namespace beamline::store {

Statement::Statement(Connection& connection, std::string_view sql, bool persistent) : m_connection(&connection) {
    if (connection.failed()) {
        return;
    }
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(connection.handle(), sql.data(), static_cast<int>(sql.size()),
                                        persistent ? SQLITE_PREPARE_PERSISTENT : 0, &statement, nullptr);
    m_statement.reset(statement);
    if (code != SQLITE_OK) {
        connection.failNow(code);
    }
}

Statement& Statement::bind(int index, std::int64_t value) {
    sqlite3_bind_int64(m_statement.get(), index, value);
    return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
    const char* data = text.data() ? text.data() : "";  // a null pointer would bind NULL
    sqlite3_bind_text64(m_statement.get(), index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bindRow(const Statement& row, int count) {
    reset();
    for (int i = 0; i < count; ++i) {
        sqlite3_bind_value(m_statement.get(), i + 1, sqlite3_column_value(row.m_statement.get(), i));
    }
    return *this;
}

bool Statement::row() {
    if (!m_statement || m_connection->failed()) {
        return false;
    }
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code != SQLITE_DONE) {
        m_connection->failNow(code);
    }
    sqlite3_reset(m_statement.get());
    return false;
}

bool Statement::run() {
    while (row()) {
    }
    return m_statement && !m_connection->failed();
}

void Statement::reset() {
    sqlite3_reset(m_statement.get());
}

std::string_view Statement::text(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(m_statement.get(), column));
    return data ? std::string_view(data, static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column)))
                : std::string_view();
}

Connection::Connection(const std::string& file, int flags, const std::string& vfs) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                                     vfs.empty() ? nullptr : vfs.c_str());
    m_handle.reset(handle);
    if (code != SQLITE_OK) {
        failNow(code);
        return;
    }
    sqlite3_busy_timeout(handle, kBusyTimeoutMs);
}

bool Connection::execute(const char* sql) {
    if (failed()) {
        return false;
    }
    const int code = sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        failNow(code);
    }
    return code == SQLITE_OK;
}

Statement& Connection::prepared(std::string_view sql) {
    std::string key(sql);
    auto found = m_statements.find(key);
    if (found == m_statements.end()) {
        if (m_statements.size() >= kMaxCachedStatements) {
            m_statements.clear();
        }
        found = m_statements.emplace(std::move(key), Statement(*this, sql)).first;
        if (failed()) {
            static thread_local Statement none;  // an unprepared one does nothing
            m_statements.erase(found);
            none = Statement();
            return none;
        }
    }
    found->second.reset();
    return found->second;
}

std::int64_t Connection::number(std::string_view sql) {
    auto& statement = prepared(sql);
    const std::int64_t value = statement.row() ? statement.integer(0) : 0;
    statement.reset();
    return value;
}

std::optional<Failure> Connection::takeFailure() {
    return std::exchange(m_failure, std::nullopt);
}

void Connection::fail(Failure failure) {
    if (!m_failure) {
        m_failure = std::move(failure);
    }
}

void Connection::failNow(int code) {
    if (!m_handle) {
        fail({code, 0, sqlite3_errstr(code)});
        return;
    }
    if (sqlite3_extended_errcode(handle()) != SQLITE_OK) {
        code = sqlite3_extended_errcode(handle());
    }
    int system = sqlite3_system_errno(handle());
    sqlite3_vfs* vfs = nullptr;
    sqlite3_file_control(handle(), "main", SQLITE_FCNTL_VFS_POINTER, &vfs);
    if (system == 0 && (code & 0xFF) == SQLITE_IOERR && vfs) {  // SQLite does not keep it for a COMMIT
        system = vfs->xGetLastError(vfs, 0, nullptr);
    }
    fail({code, system, sqlite3_errmsg(handle())});
}

Snapshot::~Snapshot() {
    // A statement that was read for its first row only would keep the read transaction, and with it the past, alive.
    for (auto* statement = sqlite3_next_stmt(m_connection.handle(), nullptr); statement;
         statement = sqlite3_next_stmt(m_connection.handle(), statement)) {
        sqlite3_reset(statement);
    }
    if (sqlite3_get_autocommit(m_connection.handle()) == 0) {
        sqlite3_exec(m_connection.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

api::Error toError(const Failure& failure, const std::string& file) {
    if (failure.primary() == SQLITE_CORRUPT || failure.primary() == SQLITE_NOTADB) {
        return {api::code::kCorrupt,
                "The journal " + file + " is damaged: " + failure.what +
                    ". Stop the engine, then restore a backup or run: beamctl recover '" + file + "' '" + file +
                    ".recovered'",
                {},
                false};
    }
    std::string what = failure.what;
    if (failure.systemCode != 0) {
        what += std::string(" (") + std::generic_category().message(failure.systemCode) + ")";
    }
    return {api::code::kUnavailable,
            "The journal " + file + " could not be used: " + what + ". Check its disk and its permissions.",
            {},
            true};
}

}  // namespace beamline::store
