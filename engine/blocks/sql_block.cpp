// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/sql_block.h"

#include <algorithm>

#include "engine/blocks/arguments.h"
#include "engine/blocks/sql_database.h"
#include "engine/blocks/sql_postgres.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kSqlInput = R"({
  "type": "object",
  "required": ["database"],
  "oneOf": [
    {"required": ["statement"]},
    {"required": ["statements"], "not": {"required": ["parameters"]}},
    {"required": ["copyFrom"], "not": {"required": ["parameters"]}},
    {"required": ["copyTo"], "not": {"required": ["parameters"]}}
  ],
  "additionalProperties": false,
  "properties": {
    "database": {
      "description": "A SQLite file: relative to the first file root, or absolute and below one of them. Or a PostgreSQL database: postgresql://user:password@host:port/name?sslmode=…, or an object of its parts.",
      "oneOf": [{"type": "string", "minLength": 1, "maxLength": 4096}, {"$ref": "#/definitions/server"}]
    },
    "statement": {"type": "string", "minLength": 1, "description": "One statement; values belong into parameters."},
    "parameters": {"$ref": "#/definitions/parameters", "description": "Of the statement."},
    "statements": {
      "type": "array", "minItems": 1, "maxItems": 10000,
      "description": "Carried out one after the other in one transaction: all of them, or none.",
      "items": {
        "type": "object",
        "oneOf": [
          {"required": ["statement"]},
          {"required": ["copyFrom"], "not": {"required": ["parameters"]}},
          {"required": ["copyTo"], "not": {"required": ["parameters"]}}
        ],
        "additionalProperties": false,
        "properties": {
          "statement": {"type": "string", "minLength": 1, "description": "One statement."},
          "parameters": {"$ref": "#/definitions/parameters", "description": "Of this statement."},
          "copyFrom": {"$ref": "#/definitions/copyFrom", "description": "Instead of a statement: many rows at once."},
          "copyTo": {"$ref": "#/definitions/copyTo", "description": "Instead of a statement: a table to a file."}
        }
      }
    },
    "copyFrom": {"$ref": "#/definitions/copyFrom", "description": "Instead of a statement: many rows at once."},
    "copyTo": {"$ref": "#/definitions/copyTo", "description": "Instead of a statement: a table to a file."},
    "isolation": {"enum": ["readCommitted", "repeatableRead", "serializable"],
                  "description": "Of the transaction; SQLite is always serializable."},
    "readOnly": {"type": "boolean", "default": false, "description": "Whatever would change something is refused."},
    "maxRows": {"type": "integer", "minimum": 1, "description": "Of one statement; never above the engine's limit."}
  },
  "definitions": {
    "server": {
      "type": "object",
      "required": ["host"],
      "additionalProperties": false,
      "properties": {
        "host": {"type": "string", "minLength": 1, "maxLength": 1000, "description": "A name or address, or the folder of a local socket."},
        "port": {"type": "integer", "minimum": 1, "maximum": 65535, "default": 5432, "description": "Of the server."},
        "database": {"type": "string", "maxLength": 200, "description": "Otherwise what the user is called."},
        "user": {"type": "string", "maxLength": 200, "description": "Who connects."},
        "password": {"type": "string", "maxLength": 1000, "description": "Never shown in errors."},
        "sslmode": {"enum": ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"], "default": "prefer",
                    "description": "verify-full is the one that proves who the server is."},
        "applicationName": {"type": "string", "maxLength": 63, "description": "What the server shows of the connection."},
        "targetSession": {"enum": ["any", "read-write", "read-only", "primary", "standby", "prefer-standby"],
                          "description": "Which of several hosts will do."}
      }
    },
    "parameters": {
      "type": ["array", "object"],
      "description": "Values by position (? for SQLite, $1 for PostgreSQL), or for :name by name. Bytes are {base64: …}."
    },
    "columns": {"type": "array", "minItems": 1, "maxItems": 1600, "items": {"type": "string", "minLength": 1}},
    "copyFrom": {
      "type": "object",
      "description": "PostgreSQL: appends many rows to a table at once, by COPY.",
      "required": ["table"],
      "oneOf": [{"required": ["rows"]}, {"required": ["file"]}],
      "additionalProperties": false,
      "properties": {
        "table": {"type": "string", "minLength": 1, "maxLength": 200, "description": "A name, or schema.name."},
        "columns": {"$ref": "#/definitions/columns", "description": "Which are given; otherwise all, or the members of the first row."},
        "rows": {"type": "array", "maxItems": 100000, "items": {"type": ["array", "object"]},
                 "description": "Objects by column, or arrays in the order of the columns."},
        "file": {"type": "string", "minLength": 1, "description": "A CSV file below the file roots."},
        "header": {"type": "boolean", "default": false, "description": "The first line of the file names the columns."},
        "delimiter": {"type": "string", "pattern": "^[\\x01-\\x7f]$", "default": ",", "description": "Of the file."}
      }
    },
    "copyTo": {
      "type": "object",
      "description": "PostgreSQL: writes a table or the rows of a query to a CSV file below the file roots, by COPY.",
      "required": ["file"],
      "oneOf": [{"required": ["table"]}, {"required": ["query"]}],
      "additionalProperties": false,
      "properties": {
        "table": {"type": "string", "minLength": 1, "maxLength": 200, "description": "A name, or schema.name."},
        "columns": {"$ref": "#/definitions/columns", "description": "Of the table; otherwise all."},
        "query": {"type": "string", "minLength": 1, "description": "One SELECT, without parameters."},
        "file": {"type": "string", "minLength": 1, "description": "Replaced at once; it stays if a later statement fails."},
        "createDirectories": {"type": "boolean", "default": false, "description": "Makes the folders that are missing."},
        "header": {"type": "boolean", "default": false, "description": "The first line names the columns."},
        "delimiter": {"type": "string", "pattern": "^[\\x01-\\x7f]$", "default": ",", "description": "Of the file."}
      }
    }
  }
})";
constexpr std::string_view kSqlOutput = R"({
  "anyOf": [{"$ref": "#/definitions/result"}, {"type": "array", "items": {"$ref": "#/definitions/result"}}],
  "definitions": {
    "result": {
      "type": "object",
      "required": ["rows", "rowsAffected", "lastInsertId"],
      "properties": {
        "rows": {"type": "array", "items": {"type": "object"},
                 "description": "Bytes are base64; numeric is its exact text, dates and times ISO 8601, arrays arrays."},
        "rowsAffected": {"type": "integer", "description": "Rows inserted, changed, removed or copied."},
        "lastInsertId": {"type": ["integer", "null"], "description": "SQLite's; for PostgreSQL use RETURNING."}
      }
    }
  }
})";
constexpr std::string_view kSqlExample = R"(
- findCustomer:
    call: sql
    with:
      database: crm.db
      statement: SELECT id, name FROM customers WHERE city = :city
      parameters:
        city: ${ .city }
)";

api::Result<api::Json> carryOut(SqlConnection& db, const boost::json::object& entry, const std::string& where) {
    if (const auto* copy = member(entry, "copyFrom").if_object()) {
        return db.copyFrom(*copy, where);
    }
    if (const auto* copy = member(entry, "copyTo").if_object()) {
        return db.copyTo(*copy, where);
    }
    return db.execute(text(entry, "statement"), member(entry, "parameters"), where);
}
}  // namespace

std::string sqlAnswer(const api::Json& result) {
    const auto rows = static_cast<std::int64_t>(member(result.get_object(), "rows").get_array().size());
    const auto changed = number(result.get_object(), "rowsAffected", 0);
    if (changed == 0) {
        return counted(rows, "row");
    }
    return rows == 0 ? counted(changed, "row") + " changed"
                     : counted(rows, "row") + ", " + std::to_string(changed) + " changed";
}

SqlBlock::SqlBlock(const BlockSettings& settings)
    : m_settings(settings),
      m_files(settings.fileRoots),
      m_network(settings.network),
      m_info(describe("sql",
                      "Runs SQL statements with parameters on a SQLite file or a PostgreSQL server; several form one "
                      "transaction.",
                      kSqlInput, kSqlOutput, kSqlExample)) {}

BlockResult SqlBlock::run(const Invocation& invocation) const {
    return settle(work(invocation.arguments->get_object(), Stop(invocation, m_settings)));
}

api::Result<std::unique_ptr<SqlConnection>> SqlBlock::open(const boost::json::object& arguments,
                                                           const Stop& stop) const {
    const auto rows =
        std::min<std::int64_t>(m_settings.maxSqlRows, number(arguments, "maxRows", m_settings.maxSqlRows));
    const SqlLimits limits{static_cast<int>(rows), m_settings.maxResponseBytes, m_settings.maxFileBytes};
    const auto& database = member(arguments, "database");
    if (isPostgres(database)) {
        const auto target = postgresTarget(database, m_settings, m_network);
        if (!target.ok()) {
            return target.error();
        }
        auto opened = PostgresConnection::open(m_pool, *target, m_files, limits, stop);
        return opened.ok() ? api::Result<std::unique_ptr<SqlConnection>>(std::move(*opened)) : opened.error();
    }
    const auto place = m_files.locate(text(arguments, "database"));
    if (!place.ok()) {
        return place.error();
    }
    auto opened = SqlDatabase::open(m_files, *place, limits, stop);
    return opened.ok() ? api::Result<std::unique_ptr<SqlConnection>>(std::move(*opened)) : opened.error();
}

api::Result<api::Json> SqlBlock::work(const boost::json::object& arguments, const Stop& stop) const {
    auto connection = open(arguments, stop);
    if (!connection.ok()) {
        return connection.error();
    }
    auto& db = **connection;
    const auto* list = member(arguments, "statements").if_array();
    const SqlTransaction transaction{text(arguments, "isolation"), flag(arguments, "readOnly")};
    const bool plain = transaction.isolation.empty() && !transaction.readOnly && arguments.contains("statement");
    const auto alone = plain ? db.alone(text(arguments, "statement")) : api::Result<bool>(false);
    if (!alone.ok()) {
        return alone.error();
    }
    if (*alone) {
        return carryOut(db, arguments, {});
    }
    if (auto begun = db.begin(transaction); !begun.ok()) {
        return begun.error();
    }
    api::Json result;
    if (list) {
        auto& all = result.emplace_array();
        for (const auto& item : *list) {
            const auto where =
                " (statement " + std::to_string(all.size() + 1) + " of " + std::to_string(list->size()) + ")";
            auto one = carryOut(db, item.get_object(), where);
            if (!one.ok()) {
                return one.error();
            }
            all.push_back(std::move(*one));
        }
    } else {
        auto one = carryOut(db, arguments, {});
        if (!one.ok()) {
            return one.error();
        }
        result = std::move(*one);
    }
    const auto committed = db.commit();
    return committed.ok() ? api::Result<api::Json>(std::move(result)) : committed.error();
}

}  // namespace beamline::blocks
