// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/csv.h"
#include "engine/api/json_codec.h"

#include <set>

namespace beamline::blocks {

namespace {
class CsvReader {
public:
    CsvReader(std::string_view text, char delimiter) : m_text(text), m_delimiter(delimiter) {}

    bool atEnd() const { return m_at >= m_text.size(); }
    std::size_t line() const { return m_rowLine; }

    /// The next row that is not an empty line; false when there is none or something is wrong (see problem).
    bool next(std::vector<std::string>& row) {
        while (!atEnd() && eatLineEnd()) {
        }
        if (atEnd()) {
            return false;
        }
        m_rowLine = m_line;
        row.clear();
        for (;;) {
            if (row.size() == kMaxCsvColumns) {
                return fail(m_line, "there are more than " + std::to_string(kMaxCsvColumns) + " columns");
            }
            if (++m_fields > kMaxCsvFields) {
                return fail(m_line, "there are more than " + std::to_string(kMaxCsvFields) +
                                        " fields; split the file, or read it as lines");
            }
            if (!field(row.emplace_back())) {
                return false;
            }
            if (!atEnd() && m_text[m_at] == m_delimiter) {
                ++m_at;
            } else if (atEnd() || eatLineEnd()) {
                return true;
            } else {
                return fail(m_line,
                            "something follows a closing quote; a quote inside a quoted field is written twice");
            }
        }
    }

    bool fail(std::size_t line, std::string what) {
        m_problem = "line " + std::to_string(line) + ": " + std::move(what) + ".";
        return false;
    }
    const std::string& problem() const { return m_problem; }

private:
    bool eatLineEnd() {
        const auto rest = m_text.substr(m_at);
        const std::size_t length = rest.starts_with("\r\n") ? 2 : rest.starts_with('\n') ? 1 : 0;
        m_at += length;
        m_line += length > 0 ? 1 : 0;
        return length > 0;
    }

    bool field(std::string& value) {
        if (atEnd() || m_text[m_at] != '"') {
            for (; !atEnd() && m_text[m_at] != m_delimiter && m_text[m_at] != '\n' &&
                   !m_text.substr(m_at).starts_with("\r\n");
                 ++m_at) {
                if (m_text[m_at] == '"' || m_text[m_at] == '\r') {
                    return fail(m_line, m_text[m_at] == '"' ? "a quote stands inside a field that is not quoted"
                                                            : "a carriage return stands without a line feed");
                }
                value += m_text[m_at];
            }
            return true;
        }
        const auto opened = m_line;
        for (++m_at; !atEnd(); ++m_at) {
            if (m_text[m_at] == '"') {
                if (!m_text.substr(m_at + 1).starts_with('"')) {
                    ++m_at;
                    return true;
                }
                ++m_at;
            }
            m_line += m_text[m_at] == '\n' ? 1 : 0;
            value += m_text[m_at];
        }
        return fail(opened, "the quoted field that begins here is never closed");
    }

    std::string_view m_text;
    char m_delimiter;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
    std::size_t m_rowLine = 1;
    std::size_t m_fields = 0;
    std::string m_problem;
};

std::string checkHeader(const std::vector<std::string>& names) {
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i].empty()) {
            return "column " + std::to_string(i + 1) + " has no name";
        }
        if (!seen.insert(names[i]).second) {
            return "the column name \"" + names[i] + "\" occurs twice";
        }
    }
    return {};
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

api::Result<api::Json> parseCsv(std::string_view text, char delimiter, bool header, const std::string& shown) {
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    CsvReader reader(text, delimiter);
    boost::json::array rows;
    std::vector<std::string> names;
    std::vector<std::string> row;
    if (header && reader.next(names)) {
        if (auto wrong = checkHeader(names); !wrong.empty()) {
            reader.fail(reader.line(), std::move(wrong));
        }
    }
    while (reader.problem().empty() && reader.next(row)) {
        if (!header) {
            rows.emplace_back(boost::json::array(row.begin(), row.end()));
            continue;
        }
        if (row.size() != names.size()) {
            reader.fail(reader.line(), "there are " + std::to_string(row.size()) + " fields, but the header names " +
                                           std::to_string(names.size()));
            break;
        }
        boost::json::object object;
        object.reserve(names.size());
        for (std::size_t i = 0; i < names.size(); ++i) {
            object.emplace(names[i], row[i]);
        }
        rows.emplace_back(std::move(object));
    }
    if (!reader.problem().empty()) {
        return fault("validation", 422, shown + " is not a table, " + reader.problem());
    }
    return api::Json(std::move(rows));
}

api::Result<std::string> writeCsv(const api::Json& rows, char delimiter) {
    const auto* array = rows.if_array();
    if (!array) {
        return fault("validation", 400, "A table is written from an array of objects or of arrays.");
    }
    std::string out;
    std::vector<std::string> names;
    const auto line = [&](const auto& range, std::size_t number) -> api::Result<api::Unit> {
        bool first = true;
        for (const auto& value : range) {
            out.append(first ? 0 : 1, delimiter);
            first = false;
            if (auto done = appendField(out, api::Json(value), delimiter, number); !done.ok()) {
                return done;
            }
        }
        out += "\r\n";
        return api::Unit{};
    };
    for (std::size_t i = 0; i < array->size(); ++i) {
        const auto& row = (*array)[i];
        const auto* object = row.if_object();
        if (i == 0 && object) {
            for (const auto& member : *object) {
                names.emplace_back(member.key());
            }
            (void)line(names, 0);
        }
        boost::json::array values;
        for (const auto& name : names) {
            const auto* value = object ? object->if_contains(name) : nullptr;
            values.push_back(value ? *value : api::Json());
        }
        const bool fits =
            object ? i == 0 || (!names.empty() && object->size() <= names.size()) : row.is_array() && names.empty();
        if (!fits || (object && std::any_of(object->begin(), object->end(), [&](const auto& member) {
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
