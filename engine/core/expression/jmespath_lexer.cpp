// SPDX-License-Identifier: Apache-2.0
#include "engine/core/expression/jmespath_lexer.h"

#include <algorithm>
#include <charconv>

#include "engine/api/json_codec.h"

namespace beamline::core::jmespath {

namespace {
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

struct Symbol {
    std::string_view text;
    TokenKind kind;
};
/// The longer ones first.
constexpr Symbol kSymbols[] = {
    {"[?", TokenKind::filter},    {"[]", TokenKind::flatten},      {"||", TokenKind::orElse},
    {"&&", TokenKind::andAlso},   {"==", TokenKind::equal},        {"!=", TokenKind::unequal},
    {"<=", TokenKind::lessEqual}, {">=", TokenKind::greaterEqual}, {"*", TokenKind::star},
    {".", TokenKind::dot},        {",", TokenKind::comma},         {":", TokenKind::colon},
    {"|", TokenKind::pipe},       {"!", TokenKind::negation},      {"@", TokenKind::current},
    {"&", TokenKind::ampersand},  {"<", TokenKind::less},          {">", TokenKind::greater},
    {"=", TokenKind::assign},     {"[", TokenKind::openBracket},   {"]", TokenKind::closeBracket},
    {"{", TokenKind::openBrace},  {"}", TokenKind::closeBrace},    {"(", TokenKind::openParen},
    {")", TokenKind::closeParen}};

class Lexer {
public:
    explicit Lexer(std::string_view source) : m_source(source) {}

    api::Result<std::vector<Token>> run() {
        while (true) {
            while (m_at < m_source.size() &&
                   std::string_view(" \t\r\n").find(m_source[m_at]) != std::string_view::npos) {
                ++m_at;
            }
            Token token;
            token.at = m_at;
            if (m_at < m_source.size() && !read(token)) {
                return m_error;
            }
            m_tokens.push_back(std::move(token));
            if (m_tokens.back().kind == TokenKind::end) {
                return std::move(m_tokens);
            }
        }
    }

private:
    char peek(std::size_t ahead = 0) const { return m_at + ahead < m_source.size() ? m_source[m_at + ahead] : '\0'; }
    bool fail(std::size_t at, const std::string& what) {
        m_error = syntaxError(m_source, at, what);
        return false;
    }

    std::string name() {
        const auto start = m_at;
        while (isLetter(peek()) || isDigit(peek())) {
            ++m_at;
        }
        return std::string(m_source.substr(start, m_at - start));
    }

    bool read(Token& token) {
        const char c = peek();
        if (isLetter(c)) {
            token.kind = TokenKind::name;
            token.text = name();
            return true;
        }
        if (c == '$') {
            ++m_at;
            token.kind = TokenKind::variable;
            token.text = isLetter(peek()) ? name() : "";
            return !token.text.empty() || fail(token.at, "a name must follow `$`");
        }
        if (isDigit(c) || (c == '-' && isDigit(peek(1)))) {
            return number(token);
        }
        if (c == '"') {
            return quoted(token);
        }
        if (c == '\'') {
            return raw(token);
        }
        if (c == '`') {
            return literal(token);
        }
        for (const auto& symbol : kSymbols) {
            if (m_source.substr(m_at, symbol.text.size()) == symbol.text) {
                m_at += symbol.text.size();
                token.kind = symbol.kind;
                token.text = symbol.text;
                return true;
            }
        }
        return fail(m_at, "this character begins nothing that JMESPath knows");
    }

    bool number(Token& token) {
        const auto* begin = m_source.data() + m_at;
        const auto [end, ec] = std::from_chars(begin, m_source.data() + m_source.size(), token.number);
        if (ec != std::errc()) {
            return fail(token.at, "the number is too large");
        }
        m_at += static_cast<std::size_t>(end - begin);
        token.kind = TokenKind::number;
        token.text = std::string(begin, end);
        return true;
    }

    /// Up to the next `mark` that no backslash stands before; false when there is none.
    bool enclosed(char mark, std::string_view& inside) {
        const auto start = m_at + 1;
        for (auto at = start; at < m_source.size(); ++at) {
            if (m_source[at] == mark) {
                inside = m_source.substr(start, at - start);
                m_at = at + 1;
                return true;
            }
            at += m_source[at] == '\\' ? 1 : 0;
        }
        return fail(m_at, std::string("the closing `") + mark + "` is missing");
    }

    bool quoted(Token& token) {
        std::string_view inside;
        const auto start = m_at;
        if (!enclosed('"', inside)) {
            return false;
        }
        const auto text = api::parseJson(m_source.substr(start, inside.size() + 2));
        if (!text || !text->is_string()) {
            return fail(start, "the quoted identifier is no JSON string");
        }
        token.kind = TokenKind::quoted;
        token.text = std::string(text->get_string());
        return true;
    }

    /// Only `\'` is an escape; every other backslash stands for itself.
    bool raw(Token& token) {
        std::string_view inside;
        if (!enclosed('\'', inside)) {
            return false;
        }
        std::string text;
        for (std::size_t i = 0; i < inside.size(); ++i) {
            if (inside[i] == '\\' && i + 1 < inside.size() && inside[i + 1] == '\'') {
                ++i;
            }
            text += inside[i];
        }
        token.kind = TokenKind::literal;
        token.value = makeData(Json(text));
        return true;
    }

    bool literal(Token& token) {
        std::string_view inside;
        const auto start = m_at;
        if (!enclosed('`', inside)) {
            return false;
        }
        std::string text;
        for (std::size_t i = 0; i < inside.size(); ++i) {
            if (inside[i] == '\\' && i + 1 < inside.size()) {
                if (inside[i + 1] != '`') {
                    text += inside[i];
                }
                ++i;
            }
            text += inside[i];
        }
        auto value = api::parseJson(text);
        if (!value) {
            return fail(
                start,
                "between backticks must stand JSON; a text needs quotes there (`\"text\"`) or is written 'text'");
        }
        token.kind = TokenKind::literal;
        token.value = makeData(std::move(*value));
        return true;
    }

    std::string_view m_source;
    std::size_t m_at = 0;
    std::vector<Token> m_tokens;
    api::Error m_error;
};
}  // namespace

api::Error syntaxError(std::string_view source, std::size_t at, const std::string& what) {
    const auto before = source.substr(0, at);
    const auto characters = std::count_if(before.begin(), before.end(), [](char c) { return (c & 0xC0) != 0x80; });
    return {"syntax", "syntax: " + what + ", at character " + std::to_string(characters + 1) + ".", {}, false};
}

api::Result<std::vector<Token>> tokenize(std::string_view source) {
    return Lexer(source).run();
}

}  // namespace beamline::core::jmespath
