// SPDX-License-Identifier: Apache-2.0
#pragma once
// YAML 1.2 or JSON text as JSON, with the place of every key and value. Plain values, any thread.

#include <string>
#include <unordered_map>

#include "engine/core/definition/definition.h"

namespace beamline::core {

inline constexpr std::size_t kMaxYamlNodes =
    500'000;  ///< after expansion of aliases: a few lines can stand for billions
inline constexpr std::size_t kMaxYamlBytes = 64 * 1024 * 1024;  ///< texts and JSON pointers, expanded likewise
inline constexpr int kMaxYamlDepth = 256;

struct SourceDocument {
    struct Place {  ///< from 1; columns count characters, not bytes
        int line = 1;
        int column = 1;
    };
    struct Places {
        Place key;    ///< of an item of a list: the item
        Place value;  ///< of a collection: its key, which is where one looks for it
    };
    Json json;
    std::unordered_map<std::string, Places> places;  ///< by JSON pointer
    std::vector<api::Problem> problems;

    /// The places of the value, or of its nearest ancestor.
    Places placesOf(std::string pointer) const;
};

SourceDocument readSource(std::string_view text);
/// One step of a JSON pointer, escaped (RFC 6901).
std::string pointerStep(std::string_view key);

}  // namespace beamline::core
