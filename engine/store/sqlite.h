// SPDX-License-Identifier: Apache-2.0
#pragma once
// SQLite connections and prepared statements. One thread at a time per connection. The first failure of a connection
// sticks until it is taken, and everything behind it does nothing: callers check once, at the end of a transaction.

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/api/result.h"

namespace beamline::store {

inline constexpr std::size_t kMaxCachedStatements = 64;
inline constexpr int kBusyTimeoutMs = 10'000;

struct Failure {
    int code = 0;        ///< extended SQLite code
    int systemCode = 0;  ///< errno behind it, 0 when unknown
    std::string what;
    int primary() const { return code & 0xFF; }
};

class Connection;

class Statement {
public:
    Statement() = default;
    Statement(Connection& connection, std::string_view sql, bool persistent = true);

    /// Parameters by position. Texts are not copied: they must live until the statement is reset.
    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, std::string_view text);
    template <class... Values>
    Statement& with(const Values&... values) {
        reset();
        int index = 0;
        (bind(++index, values), ...);
        return *this;
    }
    /// The first `count` columns of the current row of another statement; to be run before that one moves on.
    Statement& bindRow(const Statement& row, int count);
    /// True: a row is there. False: no more rows (the statement is reset) or failure.
    bool row();
    /// Executes to the end; true without failure.
    bool run();
    void reset();

    std::int64_t integer(int column) const { return sqlite3_column_int64(m_statement.get(), column); }
    std::string_view text(int column) const;
    std::string string(int column) const { return std::string(text(column)); }

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    Connection* m_connection = nullptr;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

class Connection {
public:
    /// `flags` as of sqlite3_open_v2. Failure is kept, see failure().
    Connection(const std::string& file, int flags, const std::string& vfs);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Several statements without parameters or results.
    bool execute(const char* sql);
    /// A statement kept for the next use of the same text; not to be used while an earlier use of it still runs.
    Statement& prepared(std::string_view sql);
    /// First column of the first row, 0 without one.
    std::int64_t number(std::string_view sql);
    std::int64_t changed() const { return sqlite3_changes64(m_handle.get()); }

    bool failed() const { return m_failure.has_value(); }
    const std::optional<Failure>& failure() const { return m_failure; }
    std::optional<Failure> takeFailure();
    void fail(Failure failure);
    /// For rows whose checksum or shape is wrong.
    void failCorrupt(std::string what) { fail({SQLITE_CORRUPT, 0, std::move(what)}); }
    /// Keeps the failure that SQLite reports now.
    void failNow(int code);
    sqlite3* handle() const { return m_handle.get(); }

private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    std::unique_ptr<sqlite3, Close> m_handle;
    std::unordered_map<std::string, Statement> m_statements;  // behind the handle: finalized before it is closed
    std::optional<Failure> m_failure;
};

/// A read transaction: everything read inside is true at one Seq.
class Snapshot {
public:
    explicit Snapshot(Connection& connection) : m_connection(connection) { connection.prepared("BEGIN").run(); }
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    Connection& m_connection;
};

/// The error of the port for a failure on `file`: kCorrupt with the recovery command, else kUnavailable.
api::Error toError(const Failure& failure, const std::string& file);

}  // namespace beamline::store
