// SPDX-License-Identifier: Apache-2.0
#pragma once
// `call: sql`: statements with parameters on a SQLite file below the file roots, or on a PostgreSQL server. Any thread.

#include "engine/blocks/file_access.h"
#include "engine/blocks/sql_connection.h"
#include "engine/blocks/sql_postgres_pool.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxSqlStatements = 10'000;
inline constexpr std::size_t kMaxSqlCopyRows = 100'000;  ///< written in the task; a file may have more

/// What a broken constraint is called: `validation`, status 409 for a key that exists already and 422 for all others.
class SqlBlock : public Block {
public:
    explicit SqlBlock(const BlockSettings& settings);
    const api::FunctionInfo& info() const override { return m_info; }
    BlockResult run(const Invocation& invocation) const override;

private:
    api::Result<api::Json> work(const boost::json::object& arguments, const Stop& stop) const;
    api::Result<std::unique_ptr<SqlConnection>> open(const boost::json::object& arguments, const Stop& stop) const;

    BlockSettings m_settings;
    FileAccess m_files;
    NetworkPolicy m_network;
    mutable PostgresPool m_pool;
    api::FunctionInfo m_info;
};

}  // namespace beamline::blocks
