// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is wrong with a JSON Schema, and the schema with its dangerous keywords taken out. Private to this folder.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/core/definition/schema.h"
#include "engine/core/definition/schema_pattern.h"

namespace beamline::core {

/// Keyword that the check puts into every schema; its value is an index into `guards`.
inline constexpr const char* kGuardKeyword = "x-beamline-guard";
inline constexpr std::size_t kMaxPatternKey = 128;  ///< bytes of a member's name that meets `patternProperties`

/// `oneOf` or `anyOf` of nothing but lists of required members.
struct SchemaChoice {
    bool one = false;
    std::vector<std::vector<std::string>> members;
};

/// Keywords that the library would check in unbounded time or stack, and those whose violations it tells without saying
/// what is allowed.
struct SchemaGuard {
    std::optional<SchemaPattern> pattern;
    std::string patternText;
    std::string format;
    bool uniqueItems = false;
    std::vector<std::string> types;
    std::optional<api::Json> allowed;  ///< enum, and const as one of one
    std::optional<double> minimum, maximum, above, below;
    std::optional<std::size_t> minLength, maxLength, minItems, maxItems;
    std::optional<std::vector<std::string>> known;  ///< of members, when there can be no others
    std::vector<SchemaChoice> choices;
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
