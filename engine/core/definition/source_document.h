// SPDX-License-Identifier: Apache-2.0
#pragma once
// YAML or JSON text as JSON, with the place of every value. Plain values, any thread.

#include <string>
#include <unordered_map>

#include "engine/core/definition/definition.h"

namespace beamline::core {

inline constexpr std::size_t kMaxYamlNodes =
    500'000;  ///< after expansion of aliases: a few lines can stand for billions

struct SourceDocument {
    Json json;
    std::unordered_map<std::string, std::pair<int, int>> places;  ///< JSON pointer to line and column, from 1
    std::vector<api::Problem> problems;

    /// The place of the value, or of its nearest ancestor.
    std::pair<int, int> placeOf(std::string pointer) const;
};

SourceDocument readSource(std::string_view text);
/// One step of a JSON pointer, escaped (RFC 6901).
std::string pointerStep(std::string_view key);

}  // namespace beamline::core
