// SPDX-License-Identifier: Apache-2.0
#pragma once
// Looking for a text whatever the case of its ASCII letters. Any thread.

#include <algorithm>
#include <string_view>

namespace beamline::store {

/// Whether `needle`, in lower case, is in `hay`.
inline bool holdsLowered(std::string_view hay, std::string_view needle) {
    if (needle.empty() || hay.size() < needle.size()) {
        return needle.empty();
    }
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    const char first = needle.front();
    const char* const last = hay.data() + (hay.size() - needle.size());
    for (const char* at = hay.data(); at <= last; ++at) {
        if (lower(*at) == first &&
            std::equal(needle.begin() + 1, needle.end(), at + 1, [&](char n, char h) { return n == lower(h); })) {
            return true;
        }
    }
    return false;
}

/// False: none of the strings in `json` holds it, without reading them. What JSON writes as it is stands there as it
/// is.
inline bool mayHoldLowered(std::string_view json, std::string_view needle) {
    const bool plain = std::all_of(needle.begin(), needle.end(),
                                   [](char c) { return c >= ' ' && c < '\x7f' && c != '"' && c != '\\' && c != '/'; });
    return !plain || holdsLowered(json, needle);
}

}  // namespace beamline::store
