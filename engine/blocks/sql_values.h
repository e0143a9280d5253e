// SPDX-License-Identifier: Apache-2.0
#pragma once
// Values between JSON and SQLite. One thread at a time per statement; errors come from fault().

#include <string>

#include "engine/blocks/fault.h"

struct sqlite3_stmt;

namespace beamline::blocks {

inline constexpr std::size_t kCellCost = 48;  ///< of a value in a result besides its text

/// A statement or its values are wrong: "<what><where>."
api::Error refuse(const std::string& what, const std::string& where);
/// Binds an array by position, or an object by name (":a", "@a" and "$a" are all "a"); every parameter of the statement
/// needs its value and every value its parameter. {"base64": "…"} is a blob, true and false are 1 and 0.
api::Result<api::Unit> bindParameters(sqlite3_stmt* statement, const api::Json& parameters, const std::string& where);
/// Integers and doubles as numbers, text as string, blobs as base64 string; what JSON has no number for as null.
api::Json columnValue(sqlite3_stmt* statement, int column);

}  // namespace beamline::blocks
