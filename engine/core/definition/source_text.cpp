// SPDX-License-Identifier: Apache-2.0
#include "engine/core/definition/source_text.h"

#include <charconv>
#include <cmath>

namespace beamline::core {

namespace {
using api::Json;

/// Bytes of the UTF-8 character at `at`; 0 when there is none (overlong, surrogate, beyond U+10FFFF, cut).
std::size_t characterLength(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
    };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
    const auto first = byte(0);
    if (first < 0x80) {
        return 1;
    }
    if (first >= 0xC2 && first <= 0xDF) {
        return follows(1) ? 2 : 0;
    }
    if (first >= 0xE0 && first <= 0xEF) {
        const bool overlong = first == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = first == 0xED && byte(1) > 0x9F;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool outside = (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F);
        return follows(1) && follows(2) && follows(3) && !outside ? 4 : 0;
    }
    return 0;
}

/// The code unit of `\uXXXX` at `at`.
std::optional<unsigned> escapedUnit(std::string_view text, std::size_t at) {
    unsigned unit = 0;
    if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') {
        return std::nullopt;
    }
    const auto* end = text.data() + at + 6;
    const auto [rest, ec] = std::from_chars(text.data() + at + 2, end, unit, 16);
    return ec == std::errc() && rest == end ? std::optional(unit) : std::nullopt;
}

bool digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool floatLike(std::string_view text) {
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
        text.remove_prefix(1);
    }
    if (const auto e = text.find_first_of("eE"); e != std::string_view::npos) {
        auto exponent = text.substr(e + 1);
        if (!exponent.empty() && (exponent[0] == '-' || exponent[0] == '+')) {
            exponent.remove_prefix(1);
        }
        if (!digits(exponent)) {
            return false;
        }
        text = text.substr(0, e);
    }
    const auto dot = text.find('.');
    const auto before = text.substr(0, dot);
    const auto after = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
    return (digits(before) && (after.empty() || digits(after))) || (before.empty() && digits(after));
}

ScalarValue integer(const std::string& text, std::string_view number, int base, bool negative) {
    std::uint64_t value = 0;
    const auto* end = number.data() + number.size();
    const auto [rest, ec] = std::from_chars(number.data(), end, value, base);
    constexpr auto kMost = std::uint64_t{1} << 63;
    if (ec != std::errc() || rest != end || (negative && value > kMost)) {
        return {Json(text), "The number " + text + " has too many digits to be kept; put it in quotes."};
    }
    if (negative) {
        return {value == kMost ? std::numeric_limits<std::int64_t>::min() : -static_cast<std::int64_t>(value), {}};
    }
    return {value < kMost ? Json(static_cast<std::int64_t>(value)) : Json(value), {}};
}
}  // namespace

std::optional<BadCharacter> findBadCharacter(std::string_view text) {
    BadCharacter place;
    for (std::size_t at = 0; at < text.size();) {
        const auto length = characterLength(text, at);
        const auto c = static_cast<unsigned char>(text[at]);
        if (length == 0) {
            place.message = "The text is not UTF-8; save the file with this encoding.";
            return place;
        }
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) {
            place.message = "A control character (" + std::to_string(c) + ") stands here; remove it.";
            return place;
        }
        place.line += c == '\n' ? 1 : 0;
        place.column = c == '\n' ? 1 : place.column + 1;
        at += length;
    }
    return std::nullopt;
}

std::string joinSurrogates(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    std::string out;
    if (first == std::string_view::npos || text[first] != '{') {
        return std::string(text);
    }
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '\\') {
            out += text[at++];
            continue;
        }
        const auto high = escapedUnit(text, at);
        const auto low = escapedUnit(text, at + 6);
        if (high && low && *high >= 0xD800 && *high < 0xDC00 && *low >= 0xDC00 && *low < 0xE000) {
            const auto code = 0x10000 + ((*high - 0xD800) << 10) + (*low - 0xDC00);
            char hex[8];
            const auto end = std::to_chars(hex, hex + sizeof hex, code, 16).ptr;
            out += "\\U" + std::string(8 - static_cast<std::size_t>(end - hex), '0') + std::string(hex, end);
            at += 12;
        } else {
            out += text.substr(at, 2);
            at += 2;
        }
    }
    return out;
}

ScalarValue plainScalar(const std::string& text) {
    if (text == "null" || text == "~" || text == "Null" || text == "NULL" || text.empty()) {
        return {};
    }
    if (text == "true" || text == "True" || text == "TRUE") {
        return {true, {}};
    }
    if (text == "false" || text == "False" || text == "FALSE") {
        return {false, {}};
    }
    const std::string_view view = text;
    const bool sign = view[0] == '-' || view[0] == '+';
    const auto unsigned_ = view.substr(sign ? 1 : 0);
    if (digits(unsigned_)) {
        return integer(text, unsigned_, 10, view[0] == '-');
    }
    if (view.substr(0, 2) == "0x" && view.find_first_not_of("0123456789abcdefABCDEF", 2) == view.npos &&
        view.size() > 2) {
        return integer(text, view.substr(2), 16, false);
    }
    if (view.substr(0, 2) == "0o" && view.find_first_not_of("01234567", 2) == view.npos && view.size() > 2) {
        return integer(text, view.substr(2), 8, false);
    }
    for (const std::string_view special : {".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"}) {
        if (unsigned_ == special && (!sign || special.back() == 'f' || special.back() == 'F')) {
            return {Json(text), "JSON has no number " + text + "; put it in quotes if it is a text."};
        }
    }
    if (!floatLike(view)) {
        return {Json(text), {}};
    }
    double number = 0;
    const auto* begin = text.data() + (view[0] == '+' ? 1 : 0);
    const auto* end = text.data() + text.size();
    if (const auto [rest, ec] = std::from_chars(begin, end, number);
        ec != std::errc() || rest != end || !std::isfinite(number)) {
        return {Json(text), "The number " + text + " is too large or too small to be kept; put it in quotes."};
    }
    return {number, {}};
}

}  // namespace beamline::core
