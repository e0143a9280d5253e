// SPDX-License-Identifier: Apache-2.0
#include "engine/core/definition/schema_pattern.h"

#include <charconv>
#include <vector>

namespace beamline::core {

namespace {
api::Error bad(std::string what) {
    return {api::code::kInvalidDefinition, std::move(what), {}, false};
}

/// Bytes of the quantifier at `at` (0: none) and how often it repeats at most what stands before it.
std::size_t quantifier(std::string_view text, std::size_t at, std::size_t& times) {
    times = 1;
    if (at >= text.size()) {
        return 0;
    }
    if (text[at] == '*' || text[at] == '+' || text[at] == '?') {
        return 1;
    }
    const auto close = text[at] == '{' ? text.find('}', at) : std::string_view::npos;
    if (close == std::string_view::npos) {
        return 0;
    }
    for (auto i = at + 1; i < close; ++i) {
        std::size_t number = 0;
        const auto [rest, ec] = std::from_chars(text.data() + i, text.data() + close, number);
        if (rest != text.data() + i) {
            times = std::max(times, ec == std::errc() ? number : kMaxPatternStates + 1);
            i = static_cast<std::size_t>(rest - text.data());
        }
    }
    return close + 1 - at;
}

/// How many atoms there are once repetitions are written out, as std::regex does: its memory, and the depth of its
/// recursion. Beyond the limit when the brackets nest too deep.
std::size_t statesOf(std::string_view text) {
    std::vector<std::size_t> sums{0};
    for (std::size_t i = 0; i < text.size();) {
        std::size_t atom = 1;
        if (text[i] == '(') {
            sums.push_back(1);
            ++i;
            if (sums.size() > static_cast<std::size_t>(kMaxPatternGroups)) {
                return kMaxPatternStates + 1;
            }
            continue;
        }
        if (text[i] == ')') {
            atom = sums.size() > 1 ? sums.back() : 1;
            if (sums.size() > 1) {
                sums.pop_back();
            }
        } else if (text[i] == '[') {
            for (++i; i < text.size() && text[i] != ']'; ++i) {
                i += text[i] == '\\' ? 1 : 0;
            }
        } else if (text[i] == '\\') {
            ++i;
        }
        ++i;
        std::size_t times = 1;
        while (const auto length = quantifier(text, i, times)) {
            atom = std::min(atom * std::max<std::size_t>(times, 1), kMaxPatternStates + 1);
            i += length;
        }
        sums.back() = std::min(sums.back() + atom, kMaxPatternStates + 1);
    }
    return sums.back();
}

/// Well-formed or not, every byte gives a character: texts of the outside world are not ours to refuse here.
std::wstring wide(std::string_view text) {
    std::wstring out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i]);
        const std::size_t length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        std::uint32_t code = length == 1 ? first : first & (0xFFU >> (length + 1));
        for (std::size_t k = 1; k < length && i + k < text.size(); ++k) {
            code = (code << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3F);
        }
        out += static_cast<wchar_t>(code);
        i += length;
    }
    return out;
}
}  // namespace

api::Result<SchemaPattern> SchemaPattern::compile(const std::string& pattern) {
    if (pattern.size() > kMaxPatternLength) {
        return bad("The pattern is longer than " + std::to_string(kMaxPatternLength) + " bytes.");
    }
    SchemaPattern result;
    result.m_states = statesOf(pattern);
    if (result.m_states > kMaxPatternStates) {
        return bad("The pattern repeats or nests too much; simplify it.");
    }
    auto flags = std::regex_constants::ECMAScript;
#ifdef __GLIBCXX__
    // Without it a text of some ten thousand characters overflows the stack, and (a+)+ takes exponential time.
    flags |= std::regex_constants::__polynomial;
#endif
    try {
        result.m_regex.imbue(std::locale::classic());
        result.m_regex.assign(wide(pattern), flags);
    } catch (const std::regex_error& e) {
        return e.code() == std::regex_constants::error_complexity
                   ? bad("The pattern refers back to a group, which is not supported.")
                   : bad("The pattern is not a regular expression (ECMAScript): " + std::string(e.what()) + ".");
    }
    return result;
}

SchemaPattern::Match SchemaPattern::search(std::string_view text) const {
    if (text.size() > kMaxPatternWork / m_states) {
        return Match::tooLong;
    }
    try {
        return std::regex_search(wide(text), m_regex) ? Match::yes : Match::no;
    } catch (const std::regex_error&) {
        return Match::tooLong;
    }
}

}  // namespace beamline::core
