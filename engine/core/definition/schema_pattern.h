// SPDX-License-Identifier: Apache-2.0
#pragma once
// Regular expressions of schemas, matched in bounded time and stack. Immutable, any thread.

#include <regex>
#include <string>
#include <string_view>

#include "engine/api/result.h"

namespace beamline::core {

inline constexpr std::size_t kMaxPatternLength = 1'000;     ///< bytes of the regular expression
inline constexpr std::size_t kMaxPatternStates = 4'000;     ///< atoms, repetitions written out
inline constexpr std::size_t kMaxPatternWork = 20'000'000;  ///< atoms times bytes of the text
inline constexpr int kMaxPatternGroups = 50;                ///< nested

class SchemaPattern {
public:
    /// ECMAScript syntax without back references, on characters (not bytes). The error is a sentence.
    static api::Result<SchemaPattern> compile(const std::string& pattern);

    enum class Match { yes, no, tooLong };
    /// Searches in `text` (UTF-8).
    Match search(std::string_view text) const;

private:
    std::wregex m_regex;
    std::size_t m_states = 1;
};

}  // namespace beamline::core
