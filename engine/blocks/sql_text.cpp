// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/sql_text.h"

#include <algorithm>

namespace beamline::blocks {

namespace {
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool beginsName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

class Reader {
public:
    Reader(std::string_view sql, bool named) : m_sql(sql), m_named(named) {}

    SqlText read() {
        while (m_at < m_sql.size()) {
            const char c = m_sql[m_at];
            if (c == '\'') {
                take(quoted(m_at, '\'', false));
            } else if (c == '"') {
                take(quoted(m_at, '"', false));
            } else if (ahead("--")) {
                take(std::min(m_sql.find('\n', m_at), m_sql.size()));
            } else if (ahead("/*")) {
                take(comment());
            } else if (beginsName(c)) {
                word();
            } else if (c == '$') {
                dollar();
            } else if (c == ':' && m_named) {
                colon();
            } else {
                take(m_at + 1);
            }
        }
        return std::move(m_out);
    }

private:
    bool ahead(std::string_view text) const { return m_sql.substr(m_at, text.size()) == text; }
    void take(std::size_t end) {
        m_out.sql.append(m_sql.substr(m_at, end - m_at));
        m_at = end;
    }
    std::size_t name(std::size_t from) const {
        while (from < m_sql.size() && (beginsName(m_sql[from]) || isDigit(m_sql[from]) || m_sql[from] == '$')) {
            ++from;
        }
        return from;
    }
    /// Behind the closing quote; a doubled one ends and begins again, which comes to the same.
    std::size_t quoted(std::size_t from, char quote, bool escapes) const {
        for (auto at = from + 1; at < m_sql.size(); ++at) {
            if (escapes && m_sql[at] == '\\') {
                ++at;
            } else if (m_sql[at] == quote) {
                return at + 1;
            }
        }
        return m_sql.size();
    }
    std::size_t comment() const {
        int depth = 0;
        for (auto at = m_at; at + 1 < m_sql.size(); ++at) {
            const auto two = m_sql.substr(at, 2);
            if (two == "/*") {
                ++depth;
                ++at;
            } else if (two == "*/") {
                ++at;
                if (--depth == 0) {
                    return at + 1;
                }
            }
        }
        return m_sql.size();
    }
    void word() {
        const auto end = name(m_at);
        const auto text = m_sql.substr(m_at, end - m_at);
        if (m_out.keyword.empty()) {
            std::transform(text.begin(), text.end(), std::back_inserter(m_out.keyword),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
        }
        const bool escapes = (text == "E" || text == "e") && end < m_sql.size() && m_sql[end] == '\'';
        take(escapes ? escaped(end) : end);
    }
    /// E'…': here a doubled quote must not end the literal, since a backslash counts in all of it.
    std::size_t escaped(std::size_t from) const {
        auto end = quoted(from, '\'', true);
        while (end < m_sql.size() && m_sql[end] == '\'') {
            end = quoted(end, '\'', true);
        }
        return end;
    }
    void dollar() {
        auto end = m_at + 1;
        if (end < m_sql.size() && isDigit(m_sql[end])) {
            int number = 0;
            for (; end < m_sql.size() && isDigit(m_sql[end]); ++end) {
                number = std::min(100'000, number * 10 + (m_sql[end] - '0'));
            }
            m_out.positions = std::max(m_out.positions, number);
            return take(end);
        }
        while (end < m_sql.size() && (beginsName(m_sql[end]) || isDigit(m_sql[end]))) {
            ++end;
        }
        if (end == m_sql.size() || m_sql[end] != '$') {
            return take(m_at + 1);
        }
        const auto tag = m_sql.substr(m_at, end + 1 - m_at);
        const auto close = m_sql.find(tag, end + 1);
        take(close == m_sql.npos ? m_sql.size() : close + tag.size());
    }
    void colon() {
        if (ahead("::")) {
            return take(m_at + 2);
        }
        if (m_at + 1 >= m_sql.size() || !beginsName(m_sql[m_at + 1])) {
            return take(m_at + 1);
        }
        const auto end = name(m_at + 1);
        const std::string text(m_sql.substr(m_at + 1, end - m_at - 1));
        auto found = std::find(m_out.names.begin(), m_out.names.end(), text);
        if (found == m_out.names.end()) {
            found = m_out.names.insert(found, text);
        }
        m_out.sql += "$" + std::to_string(found - m_out.names.begin() + 1);
        m_at = end;
    }

    std::string_view m_sql;
    bool m_named;
    std::size_t m_at = 0;
    SqlText m_out;
};
}  // namespace

SqlText readSqlText(std::string_view sql, bool named) {
    return Reader(sql, named).read();
}

std::string quoteSqlName(std::string_view name, bool dotted) {
    std::string out = "\"";
    for (const char c : name) {
        if (c == '"') {
            out += "\"\"";
        } else if (c == '.' && dotted) {
            out += "\".\"";
        } else {
            out += c;
        }
    }
    return out + "\"";
}

}  // namespace beamline::blocks
