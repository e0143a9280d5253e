// SPDX-License-Identifier: Apache-2.0
#pragma once
// One connection of `call: sql` as the block sees it, whichever database is behind it. One thread at a time; errors
// come from fault().

#include <memory>
#include <string>

#include "engine/blocks/exchange_record.h"

namespace beamline::blocks {

inline constexpr int kMaxSqlStatementBytes = 1024 * 1024;
inline constexpr int kMaxSqlValueBytes = 16 * 1024 * 1024;
inline constexpr int kMaxSqlColumns = 500;

struct SqlLimits {
    int rows = 0;                ///< of one statement
    std::int64_t bytes = 0;      ///< of all results together
    std::int64_t fileBytes = 0;  ///< of one file that is copied from or to
};

struct SqlTransaction {
    std::string isolation;  ///< readCommitted, repeatableRead, serializable; empty: the database's own
    bool readOnly = false;
};

class SqlConnection {
public:
    virtual ~SqlConnection() = default;  ///< undoes what was not committed
    virtual api::Result<api::Unit> begin(const SqlTransaction& transaction) = 0;
    virtual api::Result<api::Unit> commit() = 0;
    /// Whether the statement stands alone: it changes nothing that a limit of its result would have to undo, or cannot
    /// be part of a transaction. An error when the statement is none.
    virtual api::Result<bool> alone(const std::string& sql) = 0;
    /// {rows, rowsAffected, lastInsertId}. `where` names the statement in errors, empty for the only one.
    virtual api::Result<api::Json> execute(const std::string& sql, const api::Json& parameters,
                                           const std::string& where) = 0;
    /// The same for {copyFrom} and {copyTo}.
    virtual api::Result<api::Json> copyFrom(const boost::json::object& copy, const std::string& where) = 0;
    virtual api::Result<api::Json> copyTo(const boost::json::object& copy, const std::string& where) = 0;
};

/// "2 rows", "1 row, 3 changed": what an exchange tells of a result.
std::string sqlAnswer(const api::Json& result);

}  // namespace beamline::blocks
