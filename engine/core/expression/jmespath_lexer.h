// SPDX-License-Identifier: Apache-2.0
#pragma once
// The tokens of JMESPath (jmespath.org/specification.html, "Grammar"). Stateless, any thread.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/expression/expression.h"

namespace beamline::core::jmespath {

/// `variable` is `$name` of the let-expressions' proposal (JEP-18): an argument of the expression, or a binding.
enum class TokenKind {
    end,
    name,
    quoted,
    number,
    literal,
    variable,
    star,
    dot,
    comma,
    colon,
    pipe,
    orElse,
    andAlso,
    negation,
    current,
    ampersand,
    equal,
    unequal,
    less,
    lessEqual,
    greater,
    greaterEqual,
    assign,
    flatten,
    filter,
    openBracket,
    closeBracket,
    openBrace,
    closeBrace,
    openParen,
    closeParen
};

struct Token {
    TokenKind kind = TokenKind::end;
    std::string text;         ///< name, quoted, variable: the name; else as written
    Data value;               ///< literal, raw string
    std::int64_t number = 0;  ///< number
    std::size_t at = 0;       ///< bytes from the start
};

/// All tokens, `end` last. The error's code is "syntax".
api::Result<std::vector<Token>> tokenize(std::string_view source);

/// A mistake of this kind at this byte, as a sentence that counts characters from 1.
api::Error syntaxError(std::string_view source, std::size_t at, const std::string& what);

}  // namespace beamline::core::jmespath
