// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/csv.h"
#include "engine/api/json_codec.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

namespace beamline::blocks {

namespace {
class CsvReader {
public:
    CsvReader(std::string_view text, char delimiter) : m_text(text), m_delimiter(delimiter) {}

    bool atEnd() const { return m_at >= m_text.size(); }
    std::size_t rowStart() const { return m_rowStart; }

    /// The next row that is not an empty line; false when there is none or something is wrong (see problem).
    bool next(std::vector<std::string>& row) {
        while (!atEnd() && eatLineEnd()) {
        }
        if (atEnd()) {
            return false;
        }
        m_rowStart = m_at;
        row.clear();
        m_starts.clear();
        for (;;) {
            if (row.size() == kMaxCsvColumns) {
                return fail(m_at, "there are more than " + std::to_string(kMaxCsvColumns) + " columns");
            }
            if (++m_fields > kMaxCsvFields) {
                return fail(m_at, "there are more than " + std::to_string(kMaxCsvFields) +
                                      " fields; split the file, or read it as lines");
            }
            m_starts.push_back(m_at);
            if (!field(row.emplace_back())) {
                return false;
            }
            if (!atEnd() && m_text[m_at] == m_delimiter) {
                ++m_at;
            } else if (atEnd() || eatLineEnd()) {
                return true;
            } else {
                return fail(m_at, "something follows a closing quote; a quote inside a quoted field is written twice");
            }
        }
    }

    /// What is wrong at a byte of the text.
    bool fail(std::size_t at, const std::string& what) {
        const auto before = m_text.substr(0, std::min(at, m_text.size()));
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const auto start = before.rfind('\n');
        const auto rest = before.substr(start == before.npos ? 0 : start + 1);
        const auto column = 1 + std::count_if(rest.begin(), rest.end(), [](char c) { return (c & 0xC0) != 0x80; });
        m_problem = "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + what + ".";
        return false;
    }
    bool failInField(std::size_t index, const std::string& what) {
        return fail(index < m_starts.size() ? m_starts[index] : m_rowStart, what);
    }
    const std::string& problem() const { return m_problem; }

private:
    bool eatLineEnd() {
        const auto rest = m_text.substr(m_at);
        const std::size_t length = rest.starts_with("\r\n") ? 2 : rest.starts_with('\n') ? 1 : 0;
        m_at += length;
        return length > 0;
    }

    bool field(std::string& value) {
        if (atEnd() || m_text[m_at] != '"') {
            for (; !atEnd() && m_text[m_at] != m_delimiter && m_text[m_at] != '\n' &&
                   !m_text.substr(m_at).starts_with("\r\n");
                 ++m_at) {
                if (m_text[m_at] == '"' || m_text[m_at] == '\r') {
                    return fail(m_at, m_text[m_at] == '"' ? "a quote stands inside a field that is not quoted"
                                                          : "a carriage return stands without a line feed");
                }
                value += m_text[m_at];
            }
            return true;
        }
        const auto opened = m_at;
        for (++m_at; !atEnd(); ++m_at) {
            if (m_text[m_at] == '"') {
                if (!m_text.substr(m_at + 1).starts_with('"')) {
                    ++m_at;
                    return true;
                }
                ++m_at;
            }
            value += m_text[m_at];
        }
        return fail(opened, "the quoted field that begins here is never closed");
    }

    std::string_view m_text;
    char m_delimiter;
    std::size_t m_at = 0;
    std::size_t m_rowStart = 0;
    std::vector<std::size_t> m_starts;  ///< where the fields of the row begin
    std::size_t m_fields = 0;
    std::string m_problem;
};

bool checkHeader(CsvReader& reader, const std::vector<std::string>& names) {
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i].empty()) {
            return reader.failInField(i, "column " + std::to_string(i + 1) + " has no name");
        }
        if (!seen.insert(names[i]).second) {
            return reader.failInField(i, "the column name \"" + names[i] + "\" occurs twice");
        }
    }
    return true;
}

enum class CsvType { string, integer, number, boolean };

/// Nothing when the field is not what its column holds.
std::optional<api::Json> convert(const std::string& field, CsvType type) {
    if (type == CsvType::string) {
        return api::Json(field);
    }
    if (field.empty()) {
        return api::Json();
    }
    if (type == CsvType::boolean) {
        return field == "true"    ? std::optional<api::Json>(true)
               : field == "false" ? std::optional<api::Json>(false)
                                  : std::nullopt;
    }
    if (field.find_first_not_of("0123456789+-.eE") != field.npos) {
        return std::nullopt;
    }
    std::int64_t whole = 0;
    const auto* end = field.data() + field.size();
    if (const auto read = std::from_chars(field.data(), end, whole); read.ec == std::errc() && read.ptr == end) {
        return api::Json(whole);
    }
    double value = 0;
    const auto read = std::from_chars(field.data(), end, value);
    const bool good = type == CsvType::number && read.ec == std::errc() && read.ptr == end;
    return good ? std::optional<api::Json>(value) : std::nullopt;
}

/// The types by position; a name that is no column is an error.
api::Result<std::vector<CsvType>> typesOf(const CsvOptions& options, const std::vector<std::string>& names) {
    std::vector<CsvType> types(names.size(), CsvType::string);
    for (const auto& entry : options.types) {
        const std::string key(entry.key());
        auto index = static_cast<std::size_t>(std::find(names.begin(), names.end(), key) - names.begin());
        if (names.empty()) {
            std::from_chars(key.data(), key.data() + key.size(), index);
            --index;  // 0 is beyond every limit
        }
        if (index >= (names.empty() ? kMaxCsvColumns : names.size())) {
            return fault("validation", 400, "`types` names " + key + ", but there is no such column.");
        }
        types.resize(std::max(types.size(), index + 1), CsvType::string);
        const std::string_view type(entry.value().get_string());
        types[index] = type == "integer"   ? CsvType::integer
                       : type == "number"  ? CsvType::number
                       : type == "boolean" ? CsvType::boolean
                                           : CsvType::string;
    }
    return types;
}

/// One row as values; false when one is of the wrong type.
bool appendRow(CsvReader& reader, const std::vector<std::string>& row, const std::vector<std::string>& names,
               const std::vector<CsvType>& types, const CsvOptions& options, boost::json::array& rows) {
    if (!names.empty() && row.size() != names.size()) {
        return reader.fail(reader.rowStart(), "there are " + std::to_string(row.size()) +
                                                  " fields, but the header names " + std::to_string(names.size()));
    }
    boost::json::object object;
    boost::json::array array;
    for (std::size_t i = 0; i < row.size(); ++i) {
        auto value = convert(row[i], i < types.size() ? types[i] : CsvType::string);
        if (!value) {
            const auto name = names.empty() ? std::to_string(i + 1) : names[i];
            const auto shown = row[i].size() > 40 ? "this" : "\"" + row[i] + "\"";
            return reader.failInField(i, shown + " is no " + std::string(options.types.at(name).get_string()) +
                                             ", which column " + name + " holds");
        }
        if (names.empty()) {
            array.push_back(std::move(*value));
        } else {
            object.emplace(names[i], std::move(*value));
        }
    }
    rows.push_back(names.empty() ? api::Json(std::move(array)) : api::Json(std::move(object)));
    return true;
}

api::Result<api::Unit> appendField(std::string& out, const api::Json& value, char delimiter, std::size_t row) {
    std::string text;
    if (value.is_string()) {
        text.assign(value.get_string().data(), value.get_string().size());
    } else if (value.is_object() || value.is_array()) {
        return fault("validation", 400,
                     "Row " + std::to_string(row) + " of the table holds an object or array; make it a string first.");
    } else if (!value.is_null()) {
        text = api::printJson(value);
    }
    if (text.find_first_of(std::string("\"\r\n") + delimiter) == text.npos) {
        out += text;
        return api::Unit{};
    }
    out += '"';
    for (const char c : text) {
        out.append(c == '"' ? 2 : 1, c);
    }
    out += '"';
    return api::Unit{};
}
}  // namespace

api::Result<CsvTable> parseCsvTable(std::string_view text, const CsvOptions& options, const std::string& shown) {
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    CsvReader reader(text, options.delimiter);
    CsvTable table;
    std::vector<std::string> row;
    const auto wrong = [&] { return fault("validation", 422, shown + " is not a table, " + reader.problem()); };
    if (options.header && reader.next(table.columns) && options.columns.empty()) {
        (void)checkHeader(reader, table.columns);
    }
    if (!options.columns.empty()) {
        table.columns = options.columns;
    }
    if (!reader.problem().empty()) {
        return wrong();
    }
    if (std::set<std::string>(table.columns.begin(), table.columns.end()).size() != table.columns.size()) {
        return fault("validation", 400, "`columns` names a column twice.");
    }
    if (table.columns.empty() && options.header) {
        return table;  // nothing at all
    }
    const auto types = typesOf(options, table.columns);
    if (!types.ok()) {
        return types.error();
    }
    while (reader.next(row) && appendRow(reader, row, table.columns, *types, options, table.rows)) {
    }
    return reader.problem().empty() ? api::Result<CsvTable>(std::move(table)) : wrong();
}

api::Result<api::Json> parseCsv(std::string_view text, char delimiter, bool header, const std::string& shown) {
    CsvOptions options;
    options.delimiter = delimiter;
    options.header = header;
    auto table = parseCsvTable(text, options, shown);
    return table.ok() ? api::Result<api::Json>(api::Json(std::move(table->rows))) : table.error();
}

api::Result<std::string> writeCsv(const api::Json& rows, char delimiter) {
    CsvOptions options;
    options.delimiter = delimiter;
    return writeCsv(rows, options);
}

api::Result<std::string> writeCsv(const api::Json& rows, const CsvOptions& options) {
    const auto* array = rows.if_array();
    if (!array) {
        return fault("validation", 400, "A table is written from an array of objects or of arrays.");
    }
    std::string out;
    auto names = options.columns;
    const bool chosen = !names.empty();  // then other members are left out on purpose
    const auto line = [&](const auto& range, std::size_t number) -> api::Result<api::Unit> {
        bool first = true;
        for (const auto& value : range) {
            out.append(first ? 0 : 1, options.delimiter);
            first = false;
            if (auto done = appendField(out, api::Json(value), options.delimiter, number); !done.ok()) {
                return done;
            }
        }
        out += options.lineFeedOnly ? "\n" : "\r\n";
        return api::Unit{};
    };
    for (std::size_t i = 0; i < array->size(); ++i) {
        const auto& row = (*array)[i];
        const auto* object = row.if_object();
        if (i == 0 && object && !chosen) {
            for (const auto& member : *object) {
                names.emplace_back(member.key());
            }
        }
        if (i == 0 && (object || chosen) && options.header) {
            (void)line(names, 0);
        }
        boost::json::array values;
        for (const auto& name : names) {
            const auto* value = object ? object->if_contains(name) : nullptr;
            values.push_back(value ? *value : api::Json());
        }
        const bool fits = object && chosen ? true
                          : object
                              ? i == 0 || (!names.empty() && object->size() <= names.size())
                              : row.is_array() && (chosen ? row.get_array().size() == names.size() : names.empty());
        if (!fits || (object && !chosen && std::any_of(object->begin(), object->end(), [&](const auto& member) {
                          return std::find(names.begin(), names.end(), member.key()) == names.end();
                      }))) {
            return fault(
                "validation", 400,
                "Row " + std::to_string(i + 1) +
                    " of the table does not fit the first one: all rows are arrays, or objects with its members.");
        }
        if (auto done = line(object ? values : row.get_array(), i + 1); !done.ok()) {
            return done.error();
        }
    }
    return out;
}

}  // namespace beamline::blocks
