// SPDX-License-Identifier: Apache-2.0
#pragma once
// A compiled JSON Schema. Immutable, any thread.

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

/// Compiles a schema (draft 7; `$ref` within the document only). The error names what is wrong with the schema.
api::Result<SchemaPtr> compileSchema(const api::Json& schema);

}  // namespace beamline::core
