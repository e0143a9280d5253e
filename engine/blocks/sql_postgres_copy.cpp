// SPDX-License-Identifier: Apache-2.0
// COPY: many rows at once, from and to the client (manual, COPY and 34.10).
#include <libpq-fe.h>

#include "engine/blocks/arguments.h"
#include "engine/blocks/sql_postgres.h"
#include "engine/blocks/sql_text.h"
#include "engine/blocks/sql_values.h"

namespace beamline::blocks {

namespace {
constexpr std::size_t kChunk = 64 * 1024;

std::string columnList(const std::vector<std::string>& columns) {
    std::string out;
    for (const auto& column : columns) {
        out += (out.empty() ? " (" : ", ") + quoteSqlName(column, false);
    }
    return out.empty() ? out : out + ")";
}

/// " (FORMAT csv, DELIMITER ';', HEADER true)".
std::string options(const boost::json::object& copy) {
    const auto delimiter = text(copy, "delimiter", ",");
    return " WITH (FORMAT csv, DELIMITER " + (delimiter == "'" ? "''''" : "'" + delimiter + "'") + ", HEADER " +
           (flag(copy, "header") ? "true)" : "false)");
}

/// One field of CSV; null is the empty field without quotes.
std::optional<std::string> field(const api::Json& value) {
    if (value.is_null()) {
        return std::string();
    }
    const auto bytes = base64Parameter(value);
    std::string text;
    if (bytes) {
        static constexpr char kDigits[] = "0123456789abcdef";
        text = "\\x";
        for (const char c : *bytes) {
            text += kDigits[static_cast<unsigned char>(c) >> 4];
            text += kDigits[static_cast<unsigned char>(c) & 15];
        }
    } else if (auto plain = jsonToSql(value, {}); plain) {
        text = std::move(*plain);
    } else {
        return std::nullopt;
    }
    std::string out = "\"";
    for (const char c : text) {
        out += c == '"' ? "\"\"" : std::string(1, c);
    }
    return out + "\"";
}

/// What columns a list of rows fills: those named, or the members of the first row.
std::vector<std::string> columnsOf(const boost::json::object& copy) {
    std::vector<std::string> columns;
    if (const auto* named = member(copy, "columns").if_array()) {
        for (const auto& name : *named) {
            columns.emplace_back(name.get_string());
        }
    } else if (const auto* rows = member(copy, "rows").if_array(); rows && !rows->empty()) {
        if (const auto* first = rows->front().if_object()) {
            for (const auto& entry : *first) {
                columns.emplace_back(entry.key());
            }
        }
    }
    return columns;
}

/// The values of a row in the order of the columns; null for what a row leaves out.
api::Result<std::vector<const api::Json*>> valuesOf(const api::Json& row, const std::vector<std::string>& columns,
                                                    const std::string& where) {
    std::vector<const api::Json*> out;
    if (const auto* array = row.if_array()) {
        for (const auto& value : *array) {
            out.push_back(&value);
        }
        if (columns.empty() ? array->empty() : array->size() != columns.size()) {
            return refuse("A row has " + std::to_string(array->size()) + " values for " +
                              std::to_string(columns.size()) + " columns",
                          where);
        }
        return out;
    }
    std::size_t used = 0;
    for (const auto& column : columns) {
        out.push_back(&member(row.get_object(), column));
        used += row.get_object().contains(column) ? 1 : 0;
    }
    if (used != row.get_object().size() || columns.empty()) {
        return refuse("A row has members that are none of the columns" + columnList(columns), where);
    }
    return out;
}

api::Result<std::string> line(const api::Json& row, const std::vector<std::string>& columns, const std::string& where) {
    const auto values = valuesOf(row, columns, where);
    if (!values.ok()) {
        return values.error();
    }
    std::string out;
    for (std::size_t i = 0; i < values->size(); ++i) {
        const auto one = field(*(*values)[i]);
        if (!one) {
            return refuse("A row holds a text with a zero character", where);
        }
        out.append(i == 0 ? "" : ",").append(*one);
    }
    return out + "\n";
}

std::string copied(const api::Json& result) {
    return counted(number(result.get_object(), "rowsAffected", 0), "row") + " copied";
}
}  // namespace

api::Result<api::Unit> PostgresConnection::startCopy(const std::string& sql, bool in, const std::string& where) {
    if (sql.find('\0') != sql.npos) {
        return refuse("The names of the copy hold a zero byte", where);
    }
    if (auto sent = m_link->send(sql, {}, m_stop, where); !sent.ok()) {
        return sent.error();
    }
    auto result = m_link->next(m_stop, where);
    if (!result.ok()) {
        return result.error();
    }
    if (PQresultStatus(result->get()) != (in ? PGRES_COPY_IN : PGRES_COPY_OUT)) {
        m_link->abandon();
        return refuse("The copy did not begin; `query` must be one SELECT", where);
    }
    return api::Unit{};
}

api::Result<api::Json> PostgresConnection::finishCopy(const std::string& where) {
    std::int64_t count = 0;
    for (;;) {
        auto result = m_link->next(m_stop, where);
        if (!result.ok()) {
            return result.error();
        }
        if (!*result) {
            return api::Json{{"rows", boost::json::array()}, {"rowsAffected", count}, {"lastInsertId", nullptr}};
        }
        count = std::strtoll(PQcmdTuples(result->get()), nullptr, 10);
    }
}

api::Result<api::Json> PostgresConnection::copyIn(const std::string& sql, std::string_view content,
                                                  const std::string& where) {
    if (auto started = startCopy(sql, true, where); !started.ok()) {
        return started.error();
    }
    for (; !content.empty(); content.remove_prefix(std::min(content.size(), kChunk))) {
        if (auto put = m_link->putCopy(content.substr(0, kChunk), m_stop, where); !put.ok()) {
            return put.error();
        }
    }
    if (auto ended = m_link->endCopy(m_stop, where); !ended.ok()) {
        return ended.error();
    }
    return finishCopy(where);
}

api::Result<api::Json> PostgresConnection::copyFrom(const boost::json::object& copy, const std::string& where) {
    const auto columns = columnsOf(copy);
    std::string content;
    const bool fromFile = copy.contains("file");
    if (fromFile) {
        const auto place = m_files.locate(text(copy, "file"));
        if (!place.ok()) {
            return place.error();
        }
        auto file = m_files.read(*place, m_limits.fileBytes, m_stop);
        if (!file.ok()) {
            return file.error();
        }
        content = std::move(file->bytes);
    } else {
        for (const auto& row : member(copy, "rows").get_array()) {
            auto one = line(row, columns, where);
            if (!one.ok()) {
                return one.error();
            }
            content += *one;
        }
    }
    const auto sql = "COPY " + quoteSqlName(text(copy, "table"), true) + columnList(columns) + " FROM STDIN" +
                     options(fromFile ? copy : boost::json::object());
    ExchangeRecord record(m_stop, "sql", sql);
    record.sent(content.size());
    return record.passed(copyIn(sql, content, where), copied);
}

/// The content; `result` is that of the statement.
api::Result<std::string> PostgresConnection::copyOut(const std::string& sql, api::Json& result,
                                                     const std::string& where) {
    if (auto started = startCopy(sql, false, where); !started.ok()) {
        return started.error();
    }
    std::string content;
    for (;;) {
        auto got = m_link->getCopy(m_stop, where);
        if (!got.ok()) {
            return got.error();
        }
        if (!*got) {
            break;
        }
        content += **got;
        if (static_cast<std::int64_t>(content.size()) > m_limits.fileBytes) {
            m_link->abandon();
            return fault("runtime", 413,
                         "The copy" + where + " has more than " + std::to_string(m_limits.fileBytes) +
                             " bytes; select less, or have the limit of files raised.");
        }
    }
    auto finished = finishCopy(where);
    if (!finished.ok()) {
        return finished.error();
    }
    result = std::move(*finished);
    return content;
}

api::Result<api::Json> PostgresConnection::copyTo(const boost::json::object& copy, const std::string& where) {
    const auto place = m_files.locate(text(copy, "file"));
    if (!place.ok()) {
        return place.error();
    }
    const auto source = copy.contains("query") ? "(" + text(copy, "query") + "\n)"
                                               : quoteSqlName(text(copy, "table"), true) + columnList(columnsOf(copy));
    const auto sql = "COPY " + source + " TO STDOUT" + options(copy);
    api::Json result;
    std::optional<ExchangeRecord> record(std::in_place, m_stop, "sql", sql);
    const auto content = record->passed(copyOut(sql, result, where), [&](const std::string& bytes) {
        record->received(bytes.size());
        return copied(result);
    });
    record.reset();
    if (!content.ok()) {
        return content.error();
    }
    WriteOptions options;
    options.createDirectories = flag(copy, "createDirectories");
    options.maxBytes = m_limits.fileBytes;
    if (auto written = m_files.write(*place, *content, options, m_stop); !written.ok()) {
        return written.error();
    }
    return result;
}

}  // namespace beamline::blocks
