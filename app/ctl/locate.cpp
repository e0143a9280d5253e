// SPDX-License-Identifier: Apache-2.0
// Finds the place of a JSON pointer in JSON text that has been parsed before, so it only walks and does not check.
#include <cstring>

#include "app/ctl/output.h"

namespace beamline::ctl {

namespace {

class Walker {
public:
    explicit Walker(const std::string& text) : m_text(text) {}

    /// Goes to the value that the steps name; false when it is not there.
    bool enter(const std::vector<std::string>& steps) {
        space();
        for (const auto& step : steps) {
            if (!enter(step)) {
                return false;
            }
        }
        return m_at < m_text.size();
    }

    std::pair<int, int> place() const {
        int line = 1;
        std::size_t start = 0;
        for (std::size_t i = 0; i < m_at; ++i) {
            if (m_text[i] == '\n') {
                ++line;
                start = i + 1;
            }
        }
        return {line, static_cast<int>(m_at - start) + 1};
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void space() {
        while (m_at < m_text.size() && std::strchr(" \t\r\n,:", m_text[m_at])) {
            ++m_at;
        }
    }

    bool enter(const std::string& step) {
        const bool isObject = peek() == '{';
        if (!isObject && peek() != '[') {
            return false;
        }
        ++m_at;
        space();
        for (std::size_t index = 0; m_at < m_text.size() && peek() != '}' && peek() != ']'; ++index) {
            const auto key = isObject ? takeKey() : std::to_string(index);
            space();
            if (key == step) {
                return true;
            }
            skip();
            space();
        }
        return false;
    }

    std::string takeKey() {
        const auto start = m_at;
        skip();
        boost::system::error_code ec;
        const auto key = boost::json::parse({m_text.data() + start, m_at - start}, ec);
        return !ec && key.is_string() ? std::string(key.get_string()) : std::string();
    }

    /// Over one value.
    void skip() {
        int depth = 0;
        do {
            const char c = peek();
            if (c == '"') {
                for (++m_at; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at) {
                    m_at += m_text[m_at] == '\\';
                }
                ++m_at;
            } else if (c == '{' || c == '[') {
                ++depth;
                ++m_at;
            } else if (c == '}' || c == ']') {
                --depth;
                ++m_at;
            } else {
                while (m_at < m_text.size() && !std::strchr(" \t\r\n,:]}\"[{", m_text[m_at])) {
                    ++m_at;
                }
            }
            if (depth > 0) {
                space();
            }
        } while (depth > 0 && m_at < m_text.size());
    }

    const std::string& m_text;
    std::size_t m_at = 0;
};

std::vector<std::string> stepsOf(const std::string& pointer) {
    std::vector<std::string> steps;
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        if (pointer[i] == '/') {
            steps.emplace_back();
        } else if (!steps.empty()) {
            const bool escaped = pointer[i] == '~' && i + 1 < pointer.size();
            steps.back() += !escaped ? pointer[i] : pointer[++i] == '1' ? '/' : '~';
        }
    }
    return steps;
}

}  // namespace

std::optional<std::pair<int, int>> locate(const std::string& json, const std::string& pointer) {
    Walker walker(json);
    return walker.enter(stepsOf(pointer)) ? std::optional(walker.place()) : std::nullopt;
}

}  // namespace beamline::ctl
