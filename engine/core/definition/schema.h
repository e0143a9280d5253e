// SPDX-License-Identifier: Apache-2.0
#pragma once
// A compiled JSON Schema. Immutable, any thread. Neither a schema nor a value can hang the process or exhaust its
// stack: what would take too long is refused with a sentence.

#include <memory>
#include <vector>

#include "engine/api/values.h"

namespace beamline::core {

class Schema {
public:
    virtual ~Schema() = default;
    /// Every violation with the JSON pointer of the value; empty when it is valid. Line and column stay 0.
    virtual std::vector<api::Problem> check(const api::Json& value) const = 0;
    virtual const api::Json& document() const = 0;
};
using SchemaPtr = std::shared_ptr<const Schema>;

inline constexpr std::size_t kMaxSchemaDepth = 64;               ///< of nesting
inline constexpr std::size_t kMaxSchemaChain = 200;              ///< of schemas that lead to one another
inline constexpr std::size_t kMaxSchemas = 20'000;               ///< schemas in one schema
inline constexpr std::size_t kMaxSchemaSteps = 2'000'000;        ///< applications of a schema to a value in one check
inline constexpr std::size_t kMaxSchemaStack = 2 * 1024 * 1024;  ///< bytes of stack that one check may use
inline constexpr std::size_t kMaxViolations = 100;

/// Whether a violation is about which members an object has, or about a member that it must not have, whatever the
/// values of members are.
bool tellsMissing(const api::Problem& violation);
bool tellsUnknown(const api::Problem& violation);

/// Compiles a schema (draft 7; `$ref` within the document only). The error names the first thing that is wrong with
/// it; `mistakes`, when given, gets all of them with pointers into the schema.
api::Result<SchemaPtr> compileSchema(const api::Json& schema, std::vector<api::Problem>* mistakes = nullptr);

}  // namespace beamline::core
