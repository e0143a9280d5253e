// SPDX-License-Identifier: Apache-2.0
#pragma once
// Values between JSON and the text format of PostgreSQL (manual, chapter 8). Pure, any thread.

#include <optional>
#include <string>
#include <string_view>

#include "engine/blocks/fault.h"

namespace beamline::blocks {

inline constexpr int kMaxSqlArrayDepth = 6;  ///< MAXDIM of PostgreSQL

/// What a type is to JSON. `array` has a kind of its elements.
enum class SqlKind { text, boolean, integer, real, bytes, json, timestamp, timestampZone };
struct SqlType {
    SqlKind kind = SqlKind::text;
    bool array = false;
    bool known = true;  ///< false: of the database's own types, of which only pg_type knows whether it is an array
};

/// By object identifier (pg_type.dat); those from 16384 are the database's own.
SqlType sqlType(unsigned oid);

/// A column's text as JSON. Integers and reals are numbers, numeric is its exact text, bytea base64, json and jsonb are
/// JSON, timestamps ISO 8601, arrays arrays, all else text. What JSON has no number for is null.
api::Json sqlToJson(std::string_view text, const SqlType& type);

/// A parameter as text. Null is SQL's NULL (see isNull); an array becomes '{…}' for a parameter that is an array and
/// JSON otherwise; nothing for values that have no counterpart.
std::optional<std::string> jsonToSql(const api::Json& value, const SqlType& type);
/// The bytes of {base64: …}, nothing for other values.
std::optional<std::string> base64Parameter(const api::Json& value);

}  // namespace beamline::blocks
