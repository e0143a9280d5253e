// SPDX-License-Identifier: Apache-2.0
#pragma once
// One SQLite connection for statements of authors: bound to its file, its rows, its time. One thread at a time; errors
// come from fault().

#include <memory>
#include <string>

#include "engine/blocks/file_access.h"
#include "engine/blocks/sql_connection.h"

struct sqlite3;
struct sqlite3_stmt;

namespace beamline::blocks {

inline constexpr std::int64_t kMaxSqlMemoryBytes = 512LL * 1024 * 1024;  ///< what a statement may add to the process

class SqlDatabase : public SqlConnection {
public:
    /// Opens or creates the file. `stop` must outlive the connection.
    static api::Result<std::unique_ptr<SqlDatabase>> open(const FileAccess& files, const Place& place,
                                                          const SqlLimits& limits, const Stop& stop);
    ~SqlDatabase() override;

    /// Every isolation level is serializable here.
    api::Result<api::Unit> begin(const SqlTransaction& transaction) override;
    api::Result<api::Unit> commit() override;
    api::Result<bool> alone(const std::string& sql) override;
    api::Result<api::Json> execute(const std::string& sql, const api::Json& parameters,
                                   const std::string& where) override;
    api::Result<api::Json> copyFrom(const boost::json::object& copy, const std::string& where) override;
    api::Result<api::Json> copyTo(const boost::json::object& copy, const std::string& where) override;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    using StatementPtr = std::unique_ptr<sqlite3_stmt, Finalize>;

    SqlDatabase(PinnedFile file, std::string shown, const SqlLimits& limits, const Stop& stop);
    api::Result<api::Unit> connect();
    api::Result<StatementPtr> prepare(const std::string& sql, const std::string& where);
    api::Result<api::Json> rows(sqlite3_stmt* statement, const std::string& where);
    api::Result<api::Json> carryOut(const std::string& sql, const api::Json& parameters, const std::string& where);
    api::Result<api::Unit> own(const char* sql);
    api::Result<api::Unit> control(const char* sql, const char* shown);
    api::Error error(const std::string& where);
    int authorize(int action, const char* first, const char* second);
    int interrupted() const;

    PinnedFile m_file;  // before the connection: it must outlive it
    std::string m_shown;
    SqlLimits m_limits;
    const Stop& m_stop;
    sqlite3* m_db = nullptr;
    std::int64_t m_memoryBefore = 0;
    bool m_readOnly = false;
    bool m_own = false;    ///< the statement is the engine's, not the author's
    std::string m_denied;  ///< what the authorizer refused last
};

}  // namespace beamline::blocks
