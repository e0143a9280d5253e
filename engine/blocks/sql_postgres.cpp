// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/sql_postgres.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>

#include "engine/api/ids.h"
#include "engine/blocks/encoding.h"
#include "engine/blocks/sql_text.h"
#include "engine/blocks/sql_values.h"

namespace beamline::blocks {

namespace {
constexpr std::int64_t kTimeoutGrace = 500;  // the task's own cancelling comes first; this is for when it cannot
constexpr std::array kTransactionWords{"BEGIN", "START",     "COMMIT",  "END",    "ROLLBACK",
                                       "ABORT", "SAVEPOINT", "RELEASE", "LISTEN", "UNLISTEN"};
/// What is undone as a whole when more comes back than may.
constexpr std::array kChanging{"INSERT", "UPDATE", "DELETE", "MERGE", "WITH"};

template <std::size_t N>
bool oneOf(const std::string& word, const std::array<const char*, N>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// The server's own limit of a statement, in milliseconds; it takes 31 bits.
std::string serverTimeout(const Stop& stop) {
    return std::to_string(std::min<std::int64_t>(stop.remainingMs() + kTimeoutGrace, INT32_MAX));
}

/// The values in the order of $1, $2 …
api::Result<std::vector<const api::Json*>> valuesOf(const SqlText& text, const api::Json& parameters,
                                                    const std::string& where) {
    std::vector<const api::Json*> out;
    if (const auto* object = parameters.if_object()) {
        if (text.positions > 0) {
            return refuse("Parameters by name are written :name, not $" + std::to_string(text.positions), where);
        }
        for (const auto& name : text.names) {
            out.push_back(object->if_contains(name));
            if (!out.back()) {
                return refuse("The parameter :" + name + " has no value", where);
            }
        }
    } else if (const auto* array = parameters.if_array()) {
        for (const auto& value : *array) {
            out.push_back(&value);
        }
    }
    const auto given = parameters.is_object() ? parameters.get_object().size() : out.size();
    const auto wanted = parameters.is_object() ? text.names.size() : static_cast<std::size_t>(text.positions);
    if (given != wanted || wanted > kMaxSqlParameters) {
        return refuse("There are " + std::to_string(given) + " parameters for the " + std::to_string(wanted) +
                          " that the statement names ($1 by position, or :name by name)",
                      where);
    }
    return out;
}
}  // namespace

api::Result<std::unique_ptr<PostgresConnection>> PostgresConnection::open(PostgresPool& pool,
                                                                          const PostgresTarget& target,
                                                                          const FileAccess& files,
                                                                          const SqlLimits& limits, const Stop& stop) {
    auto link = pool.take(target, stop);
    if (!link.ok()) {
        return link.error();
    }
    return std::unique_ptr<PostgresConnection>(new PostgresConnection(pool, std::move(*link), files, limits, stop));
}

PostgresConnection::~PostgresConnection() {
    if (m_link->inTransaction() && !m_link->broken()) {
        Invocation last;
        last.deadline = api::wallClock() + kMaxSqlCancelMs;  // the task's own time may be over
        last.exchanged = m_stop.told();
        static_cast<void>(control("ROLLBACK", "ROLLBACK", Stop(last, {})).ok());
    }
    m_pool.giveBack(std::move(m_link));
}

api::Result<api::Unit> PostgresConnection::control(const std::string& sql, const std::string& shownAs,
                                                   const Stop& stop) {
    ExchangeRecord record(stop, "sql", shownAs);
    return record.passed(m_link->own(sql, stop), [](api::Unit) { return "done"; });
}

api::Result<api::Unit> PostgresConnection::begin(const SqlTransaction& transaction) {
    std::string sql = "BEGIN";
    if (transaction.isolation == "readCommitted") {
        sql += " ISOLATION LEVEL READ COMMITTED";
    } else if (transaction.isolation == "repeatableRead") {
        sql += " ISOLATION LEVEL REPEATABLE READ";
    } else if (transaction.isolation == "serializable") {
        sql += " ISOLATION LEVEL SERIALIZABLE";
    }
    sql += transaction.readOnly ? " READ ONLY" : "";
    m_timed = true;
    return control(sql + "; SET LOCAL statement_timeout = " + serverTimeout(m_stop), sql, m_stop);
}

api::Result<api::Unit> PostgresConnection::commit() {
    return control("COMMIT", "COMMIT", m_stop);
}

api::Result<bool> PostgresConnection::alone(const std::string& sql) {
    return !oneOf(readSqlText(sql, false).keyword, kChanging);
}

api::Result<SqlType> PostgresConnection::ownType(unsigned oid) {
    auto type = sqlType(oid);
    if (type.known) {
        return type;
    }
    if (const auto found = m_ownTypes.find(oid); found != m_ownTypes.end()) {
        return found->second;
    }
    const auto sent = m_link->send("SELECT typelem FROM pg_catalog.pg_type WHERE oid = $1 AND typcategory = 'A'",
                                   {{std::to_string(oid)}}, m_stop, {});
    if (!sent.ok()) {
        return sent.error();
    }
    for (;;) {
        auto result = m_link->next(m_stop, {});
        if (!result.ok()) {
            return result.error();
        }
        if (!*result) {
            break;
        }
        if (PQntuples(result->get()) > 0) {
            type = sqlType(static_cast<unsigned>(std::strtoul(PQgetvalue(result->get(), 0, 0), nullptr, 10)));
            type.array = true;
        }
    }
    type.known = true;
    m_ownTypes[oid] = type;
    return type;
}

api::Result<PostgresConnection::Parameters> PostgresConnection::bind(const std::string& sql,
                                                                     const std::vector<const api::Json*>& values,
                                                                     const std::string& where) {
    std::vector<unsigned> oids;
    if (std::any_of(values.begin(), values.end(), [](const auto* value) { return value->is_array(); })) {
        auto asked = m_link->parameterTypes(sql, m_stop, where);  // an array is '{…}' or JSON, by what it is for
        if (!asked.ok()) {
            return asked.error();
        }
        oids = std::move(*asked);
    }
    Parameters out;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto& value = *values[i];
        if (value.is_null()) {
            out.push_back({{}, true, false});
            continue;
        }
        if (auto bytes = base64Parameter(value)) {
            out.push_back({std::move(*bytes), false, true});
            continue;
        }
        SqlType type;
        if (i < oids.size()) {
            auto known = ownType(oids[i]);
            if (!known.ok()) {
                return known.error();
            }
            type = *known;
        }
        auto text = jsonToSql(value, type);
        if (!text || text->size() > static_cast<std::size_t>(kMaxSqlValueBytes)) {
            return refuse("The value of parameter $" + std::to_string(i + 1) +
                              " has no counterpart: a text may hold no zero character, an array no more than " +
                              std::to_string(kMaxSqlArrayDepth) + " dimensions, and all no more than " +
                              std::to_string(kMaxSqlValueBytes) + " bytes",
                          where);
        }
        out.push_back({std::move(*text), false, false});
    }
    return out;
}

api::Result<api::Unit> PostgresConnection::addRows(Table& table, const PGresult* result, const std::string& where) {
    if (table.columns.empty()) {
        for (int i = 0; i < PQnfields(result); ++i) {
            const auto base = cleanUtf8(PQfname(result, i));
            auto name = base;
            const auto taken = [&](const Column& column) { return column.name == name; };
            for (int n = 1; std::any_of(table.columns.begin(), table.columns.end(), taken); ++n) {
                name = base + ":" + std::to_string(n);
            }
            table.columns.push_back({std::move(name), PQftype(result, i), sqlType(PQftype(result, i))});
        }
    }
    if (table.columns.size() > static_cast<std::size_t>(kMaxSqlColumns)) {
        return fault("runtime", 413,
                     "The result" + where + " has more than " + std::to_string(kMaxSqlColumns) + " columns.");
    }
    for (int row = 0; row < PQntuples(result); ++row) {
        if (table.rows.size() == static_cast<std::size_t>(m_limits.rows)) {
            return fault("runtime", 413,
                         "The statement" + where + " returns more than " + std::to_string(m_limits.rows) +
                             " rows; add a LIMIT, or page by key.");
        }
        boost::json::object object;
        object.reserve(table.columns.size());
        for (int i = 0; i < static_cast<int>(table.columns.size()); ++i) {
            const auto& column = table.columns[static_cast<std::size_t>(i)];
            const std::string_view text(PQgetvalue(result, row, i),
                                        static_cast<std::size_t>(PQgetlength(result, row, i)));
            m_limits.bytes -= static_cast<std::int64_t>(kCellCost + column.name.size() + text.size());
            object.emplace(column.name, PQgetisnull(result, row, i) ? api::Json() : sqlToJson(text, column.type));
        }
        if (m_limits.bytes < 0) {
            return fault("runtime", 413, "The result" + where + " is too large; select fewer rows or columns.");
        }
        table.rows.emplace_back(std::move(object));
    }
    return api::Unit{};
}

api::Result<PostgresConnection::Table> PostgresConnection::read(const std::string& where) {
    Table table;
    for (;;) {
        auto result = m_link->next(m_stop, where);
        if (!result.ok()) {
            return result.error();
        }
        const auto* got = result->get();
        if (!got) {
            return table;
        }
        const auto status = PQresultStatus(got);
        if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
            m_link->abandon();
            return refuse("COPY from and to the client is written as `copyFrom` and `copyTo`", where);
        }
        if (status == PGRES_EMPTY_QUERY) {
            return refuse("The statement" + where + " is empty", {});
        }
        if (auto added = addRows(table, got, where); !added.ok()) {
            m_link->abandon();
            return added.error();
        }
        const std::string_view tag = PQcmdStatus(const_cast<PGresult*>(got));
        const bool reading = PQnfields(got) > 0 && (tag.starts_with("SELECT") || tag.starts_with("FETCH"));
        if (status != PGRES_SINGLE_TUPLE && !reading) {
            table.affected = std::strtoll(PQcmdTuples(const_cast<PGresult*>(got)), nullptr, 10);
        }
    }
}

api::Result<api::Unit> PostgresConnection::resolve(Table& table) {
    for (auto& column : table.columns) {
        if (column.type.known || table.rows.empty()) {
            continue;
        }
        auto type = ownType(column.oid);
        if (!type.ok()) {
            return type.error();
        }
        for (auto& row : table.rows) {
            auto& value = row.as_object()[column.name];
            if (type->array && value.is_string()) {
                value = sqlToJson(std::string(value.get_string()), *type);
            }
        }
    }
    return api::Unit{};
}

api::Result<api::Json> PostgresConnection::execute(const std::string& sql, const api::Json& parameters,
                                                   const std::string& where) {
    if (m_stop.requested()) {
        return m_stop.error("The database work" + where + " on " + shown());
    }
    if (sql.find('\0') != sql.npos || sql.size() > static_cast<std::size_t>(kMaxSqlStatementBytes)) {
        return refuse("The statement" + where + " holds a zero byte or has more than " +
                          std::to_string(kMaxSqlStatementBytes) + " bytes",
                      {});
    }
    const auto text = readSqlText(sql, parameters.is_object());
    if (text.keyword.empty()) {
        return refuse("The statement" + where + " is empty", {});
    }
    if (oneOf(text.keyword, kTransactionWords) || (text.keyword == "PREPARE" && sql.find("TRANS") != sql.npos)) {
        return fault("authorization", 403,
                     "The statement" + where + " on " + shown() + " is not allowed: " + text.keyword +
                         " controls the transaction or the session, which the task itself does.");
    }
    const auto values = valuesOf(text, parameters, where);
    if (!values.ok()) {
        return values.error();
    }
    ExchangeRecord record(m_stop, "sql", sql);
    return record.passed(carryOut(text.sql, *values, where), sqlAnswer);
}

api::Result<api::Json> PostgresConnection::carryOut(const std::string& sql, const std::vector<const api::Json*>& values,
                                                    const std::string& where) {
    if (!m_timed) {
        const auto ms = serverTimeout(m_stop);
        if (auto set = m_link->own("SET statement_timeout = " + ms, m_stop); !set.ok()) {
            return set.error();
        }
        m_timed = true;
    }
    const auto bound = bind(sql, values, where);
    if (!bound.ok()) {
        return bound.error();
    }
    if (auto sent = m_link->send(sql, *bound, m_stop, where); !sent.ok()) {
        return sent.error();
    }
    auto table = read(where);
    if (!table.ok()) {
        return table.error();
    }
    if (auto resolved = resolve(*table); !resolved.ok()) {
        return resolved.error();
    }
    boost::json::object result;
    result["rows"] = std::move(table->rows);
    result["rowsAffected"] = table->affected;
    result["lastInsertId"] = nullptr;
    return api::Json(std::move(result));
}

}  // namespace beamline::blocks
