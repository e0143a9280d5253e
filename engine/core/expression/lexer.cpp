// SPDX-License-Identifier: Apache-2.0
#include "engine/core/expression/lexer.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace beamline::core::jq {

namespace {

bool isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

void appendUtf8(std::string& out, std::uint32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

class Lexer {
public:
    explicit Lexer(std::string_view source) : m_source(source) {}

    std::vector<Token> run() {
        while (step()) {
        }
        return std::move(m_tokens);
    }

private:
    char peek(std::size_t ahead = 0) const { return m_at + ahead < m_source.size() ? m_source[m_at + ahead] : '\0'; }
    void push(TokenKind kind, std::string text, std::size_t at) { m_tokens.push_back({kind, std::move(text), at}); }
    bool stop(TokenKind kind) {
        push(kind, std::string(m_source.substr(std::min(m_at, m_source.size()), 1)), m_at);
        return false;
    }
    std::string take(std::size_t length) {
        std::string text(m_source.substr(m_at, length));
        m_at += length;
        return text;
    }

    bool step() {
        while (isSpace(peek()) || peek() == '#') {
            if (peek() == '#') {
                while (m_at < m_source.size() && peek() != '\n') {
                    ++m_at;
                }
            } else {
                ++m_at;
            }
        }
        if (m_at >= m_source.size()) {
            return stop(TokenKind::end);
        }
        const auto start = m_at;
        const char c = peek();
        if (c == '"') {
            push(TokenKind::quote, take(1), start);
            return string();
        }
        if (isLetter(c)) {
            push(TokenKind::word, word(), start);
        } else if (c == '.' && isLetter(peek(1))) {
            ++m_at;
            push(TokenKind::field, name(), start);
        } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            push(TokenKind::number, number(), start);
        } else if (c == '@' && (isLetter(peek(1)) || isDigit(peek(1)))) {
            ++m_at;
            push(TokenKind::format, name(), start);
        } else if (c == '(' || c == '[' || c == '{') {
            m_open.push_back(false);
            push(TokenKind::open, take(1), start);
        } else if (c == ')' || c == ']' || c == '}') {
            push(TokenKind::close, take(1), start);
            const bool inString = !m_open.empty() && m_open.back();
            if (!m_open.empty()) {
                m_open.pop_back();
            }
            return !inString || string();
        } else {
            return symbol();
        }
        return true;
    }

    bool symbol() {
        static constexpr std::array<std::string_view, 14> kLong = {
            "?//", "//=", "!=", "==", "|=", "+=", "-=", "*=", "/=", "%=", "<=", ">=", "..", "//"};
        const auto start = m_at;
        for (const auto candidate : kLong) {
            if (m_source.substr(m_at, candidate.size()) == candidate) {
                push(TokenKind::symbol, take(candidate.size()), start);
                return true;
            }
        }
        if (std::string_view(".?=;,:|+-*/%$<>").find(peek()) == std::string_view::npos) {
            return stop(TokenKind::bad);
        }
        push(TokenKind::symbol, take(1), start);
        return true;
    }

    std::string name() {
        std::size_t length = 0;
        while (isLetter(peek(length)) || isDigit(peek(length))) {
            ++length;
        }
        return take(length);
    }

    std::string word() {
        auto text = name();
        while (peek() == ':' && peek(1) == ':' && isLetter(peek(2))) {
            text += take(2);
            text += name();
        }
        return text;
    }

    std::string number() {
        std::size_t length = 0;
        while (isDigit(peek(length))) {
            ++length;
        }
        if (peek(length) == '.') {
            ++length;
            while (isDigit(peek(length))) {
                ++length;
            }
        }
        if (peek(length) == 'e' || peek(length) == 'E') {
            std::size_t exponent = length + 1;
            if (peek(exponent) == '+' || peek(exponent) == '-') {
                ++exponent;
            }
            if (isDigit(peek(exponent))) {
                while (isDigit(peek(exponent))) {
                    ++exponent;
                }
                length = exponent;
            }
        }
        return take(length);
    }

    std::optional<std::uint32_t> hex4(std::size_t ahead) const {
        std::uint32_t value = 0;
        const auto digits = m_source.substr(std::min(m_at + ahead, m_source.size()), 4);
        const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        if (digits.size() != 4 || ec != std::errc() || end != digits.data() + 4) {
            return std::nullopt;
        }
        return value;
    }

    /// After the opening quote or an interpolation: up to the closing quote or the next interpolation.
    bool string() {
        const auto start = m_at;
        std::string text;
        while (m_at < m_source.size() && peek() != '"') {
            if (peek() != '\\') {
                text += take(1);
                continue;
            }
            if (peek(1) == '(') {
                push(TokenKind::text, std::move(text), start);
                m_at += 2;
                m_open.push_back(true);
                push(TokenKind::open, "(", m_at - 1);
                return true;
            }
            if (!escape(text)) {
                return stop(TokenKind::bad);
            }
        }
        if (m_at >= m_source.size()) {
            return stop(TokenKind::bad);
        }
        push(TokenKind::text, std::move(text), start);
        const auto closing = m_at;
        push(TokenKind::quote, take(1), closing);
        return true;
    }

    bool escape(std::string& text) {
        static constexpr std::string_view kFrom = "\"\\/bfnrt";
        static constexpr std::string_view kTo = "\"\\/\b\f\n\r\t";
        if (const auto index = kFrom.find(peek(1)); index != std::string_view::npos) {
            text += kTo[index];
            m_at += 2;
            return true;
        }
        auto code = peek(1) == 'u' ? hex4(2) : std::nullopt;
        if (!code) {
            return false;
        }
        m_at += 6;
        if (*code >= 0xD800 && *code < 0xDC00 && peek() == '\\' && peek(1) == 'u') {
            if (const auto low = hex4(2); low && *low >= 0xDC00 && *low < 0xE000) {
                code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
                m_at += 6;
            }
        }
        appendUtf8(text, *code >= 0xD800 && *code < 0xE000 ? 0xFFFD : *code);
        return true;
    }

    std::string_view m_source;
    std::size_t m_at = 0;
    std::vector<bool> m_open;  ///< true: the bracket of an interpolation
    std::vector<Token> m_tokens;
};

struct Forbidden {
    std::string_view word;
    std::string_view why;
};
constexpr std::string_view kOutside = "reaches outside of the workflow";
constexpr std::string_view kModules = "loads modules, and a definition is complete in itself";
constexpr std::string_view kStops = "would stop the engine; use `error` or a raise task";
constexpr std::array<Forbidden, 16> kForbidden = {{
    {"input", "reads further inputs; for the task's input write `$input`"},
    {"inputs", "reads further inputs; for the task's input write `$input`"},
    {"input_filename", kOutside},
    {"input_line_number", kOutside},
    {"debug", kOutside},
    {"stderr", kOutside},
    {"env", "reads the environment; pass the value in the workflow's input"},
    {"get_search_list", kOutside},
    {"modulemeta", kModules},
    {"import", kModules},
    {"include", kModules},
    {"module", kModules},
    {"halt", kStops},
    {"halt_error", kStops},
    {"localtime", "depends on the machine's time zone; use `gmtime`"},
    {"strflocaltime", "depends on the machine's time zone; use `strftime`"},
}};

bool closes(const std::string& open, const std::string& close) {
    return (open == "(" && close == ")") || (open == "[" && close == "]") || (open == "{" && close == "}");
}

std::optional<std::string> checkWord(const std::string& word) {
    const auto* hit =
        std::find_if(kForbidden.begin(), kForbidden.end(), [&](const Forbidden& f) { return f.word == word; });
    if (hit != kForbidden.end()) {
        return "`" + word + "` cannot be used here: it " + std::string(hit->why) + ".";
    }
    if (word.starts_with("__") || word.find("::") != std::string::npos) {
        return "`" + word + "` cannot be used here: the name is reserved; choose another one.";
    }
    return std::nullopt;
}

std::optional<std::string> checkVariable(const std::string& name) {
    if (name == "ENV") {
        return "`$ENV` cannot be used here: it reads the environment; pass the value in the workflow's input.";
    }
    if (name.starts_with("__")) {
        return "`$" + name + "` cannot be used here: the name is reserved; choose another one.";
    }
    return std::nullopt;
}

}  // namespace

std::vector<Token> tokenize(std::string_view source) {
    return Lexer(source).run();
}

Inspection inspect(const std::vector<Token>& tokens) {
    Inspection result;
    std::vector<const Token*> open;
    const auto fail = [&](std::string sentence) { result.problem = std::move(sentence); };
    for (std::size_t i = 0; i < tokens.size() && !result.problem; ++i) {
        const auto& token = tokens[i];
        const Token* before = i > 0 ? &tokens[i - 1] : nullptr;
        if (token.kind == TokenKind::bad) {
            fail("It is not understood from `" + token.text + "` at character " + std::to_string(token.at + 1) +
                 " on; a string may lack its closing quote or hold an unknown escape.");
        } else if (token.kind == TokenKind::open) {
            open.push_back(&token);
            if (open.size() > static_cast<std::size_t>(kMaxBracketDepth)) {
                fail("Its brackets nest deeper than " + std::to_string(kMaxBracketDepth) + " levels; split it.");
            }
        } else if (token.kind == TokenKind::close) {
            if (open.empty() || !closes(open.back()->text, token.text)) {
                fail("The `" + token.text + "` at character " + std::to_string(token.at + 1) + " closes nothing.");
            } else {
                open.pop_back();
            }
        } else if (token.kind == TokenKind::word) {
            const bool variable = before && before->kind == TokenKind::symbol && before->text == "$";
            const bool key = before && !open.empty() && open.back()->text == "{" &&
                             (before->text == "{" || (before->kind == TokenKind::symbol && before->text == ","));
            if (variable) {
                result.problem = checkVariable(token.text);
                if (std::find(result.variables.begin(), result.variables.end(), token.text) == result.variables.end()) {
                    result.variables.push_back(token.text);
                }
            } else if (!key) {
                result.problem = checkWord(token.text);
                result.usesNow = result.usesNow || token.text == "now";
            }
        }
    }
    if (!result.problem && !open.empty()) {
        fail("The `" + open.back()->text + "` at character " + std::to_string(open.back()->at + 1) +
             " is never closed.");
    }
    return result;
}

}  // namespace beamline::core::jq
