// SPDX-License-Identifier: Apache-2.0
#pragma once
// The tokens of jq, and what an expression must not say. Stateless, any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace beamline::core::jq {

/// A string is `quote text (open… close text)* quote`; its interpolations are parentheses like any other.
enum class TokenKind { end, bad, field, word, number, format, symbol, open, close, quote, text };

struct Token {
    TokenKind kind = TokenKind::end;
    std::string text;  ///< field and word: the name; text: with its escapes resolved; else as written
    std::size_t at = 0;
};

/// Never fails: what is no token ends the list with a `bad` one. The last token is `end` or `bad`.
std::vector<Token> tokenize(std::string_view source);

inline constexpr int kMaxBracketDepth = 200;  ///< deeper expressions are refused before libjq parses them

/// What the check of an expression found out.
struct Inspection {
    std::optional<std::string> problem;  ///< a sentence: why it cannot be used
    std::vector<std::string> variables;  ///< names after '$', each once
    bool usesNow = false;
};
/// Refuses unbalanced brackets (an expression must not reach out of the place it is compiled into) and whatever reads
/// something else than its arguments: replay needs the same value for the same arguments.
Inspection inspect(const std::vector<Token>& tokens);

}  // namespace beamline::core::jq
