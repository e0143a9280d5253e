// SPDX-License-Identifier: Apache-2.0
#pragma once
// Statements of authors on a PostgreSQL server, on a connection of the pool. One thread at a time; errors come from
// fault().

#include <map>

#include "engine/blocks/file_access.h"
#include "engine/blocks/sql_connection.h"
#include "engine/blocks/sql_postgres_pool.h"
#include "engine/blocks/sql_postgres_values.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxSqlParameters = 65'535;  ///< of the protocol
inline constexpr std::size_t kMaxSqlCopyColumns = 1600;   ///< of a table of PostgreSQL

class PostgresConnection : public SqlConnection {
public:
    /// All of these must outlive the connection.
    static api::Result<std::unique_ptr<PostgresConnection>> open(PostgresPool& pool, const PostgresTarget& target,
                                                                 const FileAccess& files, const SqlLimits& limits,
                                                                 const Stop& stop);
    ~PostgresConnection() override;

    api::Result<api::Unit> begin(const SqlTransaction& transaction) override;
    api::Result<api::Unit> commit() override;
    api::Result<bool> alone(const std::string& sql) override;
    api::Result<api::Json> execute(const std::string& sql, const api::Json& parameters,
                                   const std::string& where) override;
    api::Result<api::Json> copyFrom(const boost::json::object& copy, const std::string& where) override;
    api::Result<api::Json> copyTo(const boost::json::object& copy, const std::string& where) override;

private:
    struct Column {
        std::string name;
        unsigned oid = 0;
        SqlType type;
    };
    struct Table {
        std::vector<Column> columns;
        boost::json::array rows;
        std::int64_t affected = 0;
    };
    using Parameters = std::vector<PostgresLink::Parameter>;

    PostgresConnection(PostgresPool& pool, PostgresPool::LinkPtr link, const FileAccess& files, const SqlLimits& limits,
                       const Stop& stop)
        : m_pool(pool), m_link(std::move(link)), m_files(files), m_limits(limits), m_stop(stop) {}
    /// The engine's own word on the transaction, told as `shown`.
    api::Result<api::Unit> control(const std::string& sql, const std::string& shown, const Stop& stop);
    api::Result<api::Json> carryOut(const std::string& sql, const std::vector<const api::Json*>& values,
                                    const std::string& where);
    api::Result<Parameters> bind(const std::string& sql, const std::vector<const api::Json*>& values,
                                 const std::string& where);
    api::Result<Table> read(const std::string& where);
    api::Result<api::Unit> addRows(Table& table, const pg_result* result, const std::string& where);
    /// Asks pg_type which of the database's own types are arrays, and reads those again.
    api::Result<api::Unit> resolve(Table& table);
    api::Result<SqlType> ownType(unsigned oid);
    api::Result<api::Unit> startCopy(const std::string& sql, bool in, const std::string& where);
    api::Result<api::Json> finishCopy(const std::string& where);
    api::Result<api::Json> copyIn(const std::string& sql, std::string_view content, const std::string& where);
    api::Result<std::string> copyOut(const std::string& sql, api::Json& result, const std::string& where);
    std::string shown() const { return m_link->target().shown; }

    PostgresPool& m_pool;
    PostgresPool::LinkPtr m_link;
    const FileAccess& m_files;
    SqlLimits m_limits;
    const Stop& m_stop;
    bool m_timed = false;  ///< the session has its statement_timeout
    std::map<unsigned, SqlType> m_ownTypes;
};

}  // namespace beamline::blocks
