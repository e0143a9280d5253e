// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/file_access.h"

#include <algorithm>

#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
std::filesystem::path normal(const std::filesystem::path& path) {
    const auto result = path.lexically_normal();
    return result.has_filename() || result == result.root_path() ? result : result.parent_path();
}

bool leaves(const std::filesystem::path& relative) {
    return relative.empty() || *relative.begin() == "..";
}
}  // namespace

FileAccess::FileAccess(std::vector<std::filesystem::path> roots, Resolution resolution) : m_resolution(resolution) {
    for (const auto& root : roots) {
        std::error_code ec;
        auto absolute = std::filesystem::absolute(root, ec);
        m_roots.push_back(normal(ec ? root : absolute));
    }
}

api::Result<Place> FileAccess::locate(std::string_view path) const {
    if (m_roots.empty()) {
        return fault("configuration", 400, "No folder is configured for files; name at least one file root.");
    }
    if (path.empty() || path.size() > kMaxPathBytes || path.find('\0') != path.npos || !isUtf8(path)) {
        return fault("validation", 400,
                     "A path must be UTF-8 without zero bytes, of 1 to " + std::to_string(kMaxPathBytes) + " bytes.");
    }
    const auto given = normal(std::filesystem::path(path));
    if (std::distance(given.begin(), given.end()) > static_cast<std::ptrdiff_t>(kMaxPathDepth)) {
        return fault("validation", 400,
                     "The path has more than " + std::to_string(kMaxPathDepth) + " parts: " + given.string());
    }
    if (given.is_relative() && !leaves(given)) {
        return Place{m_roots.front(), given.string(), given.string()};
    }
    for (const auto& root : m_roots) {
        const auto relative = given.is_absolute() ? given.lexically_relative(root) : std::filesystem::path();
        if (!leaves(relative)) {
            return Place{root, relative.string(), given.string()};
        }
    }
    return fault("authorization", 403,
                 "The path " + given.string() + " is outside the folders that workflows may use; use one below " +
                     m_roots.front().string() + ", or have its folder added to the file roots.");
}

Place placeIn(const Place& place, const std::string& name) {
    const auto join = [&](const std::string& folder) {
        return folder == "." ? name : folder.ends_with('/') ? folder + name : folder + "/" + name;
    };
    return {place.root, join(place.relative), join(place.shown)};
}

bool matchesPattern(std::string_view pattern, std::string_view path) {
    if (pattern.empty()) {
        return true;
    }
    if (pattern.find('/') == pattern.npos && path.rfind('/') != path.npos) {
        path.remove_prefix(path.rfind('/') + 1);
    }
    // reached[i]: the pattern so far matches the first i characters. Linear in both, whatever the number of stars.
    std::vector<char> reached(path.size() + 1, 0);
    reached[0] = 1;
    for (std::size_t p = 0; p < pattern.size(); ++p) {
        if (pattern[p] == '*') {
            const bool across = p + 1 < pattern.size() && pattern[p + 1] == '*';
            p += across ? 1 : 0;
            if (across && p + 1 < pattern.size() && pattern[p + 1] == '/') {
                ++p;  // "**/" also stands for no folder at all
                char started = 0;
                for (std::size_t i = 0; i <= path.size(); ++i) {
                    const bool here = reached[i] || (started && i > 0 && path[i - 1] == '/');
                    started |= reached[i];
                    reached[i] = here;
                }
                continue;
            }
            for (std::size_t i = 1; i <= path.size(); ++i) {
                reached[i] |= reached[i - 1] && (across || path[i - 1] != '/');
            }
            continue;
        }
        const bool any = pattern[p] == '?';
        for (std::size_t i = path.size(); i > 0; --i) {
            reached[i] = reached[i - 1] && (any ? path[i - 1] != '/' : path[i - 1] == pattern[p]);
        }
        reached[0] = 0;
        for (std::size_t i = 1; any && i < path.size(); ++i) {
            if (reached[i] && (path[i] & 0xC0) == 0x80) {  // in the middle of a character: take all of it
                reached[i] = 0;
                reached[i + 1] = 1;
            }
        }
    }
    return reached[path.size()] != 0;
}

}  // namespace beamline::blocks
