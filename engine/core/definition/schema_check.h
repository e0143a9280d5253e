// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is wrong with a JSON Schema, and the schema with its dangerous keywords taken out. Private to this folder.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/core/definition/schema.h"
#include "engine/core/definition/schema_pattern.h"

namespace beamline::core {

/// Keyword that the check puts into every schema; its value is an index into `guards`.
inline constexpr const char* kGuardKeyword = "x-beamline-guard";
inline constexpr std::size_t kMaxPatternKey = 128;  ///< bytes of a member's name that meets `patternProperties`

/// Keywords that the library would check in unbounded time or stack.
struct SchemaGuard {
    std::optional<SchemaPattern> pattern;
    std::string format;
    bool uniqueItems = false;
};

struct CheckedSchema {
    std::vector<api::Problem> mistakes;  ///< pointers into the schema
    api::Json guarded;
    std::vector<SchemaGuard> guards;
    bool patternProperties = false;
};
CheckedSchema checkSchema(const api::Json& schema);

/// date, time and date-time of RFC 3339; other formats are remarks and always hold.
bool hasFormat(std::string_view text, std::string_view format);

}  // namespace beamline::core
