// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tables as text, RFC 4180 with a choice of delimiter. Pure, any thread; errors name the line and come from fault().

#include <string>
#include <string_view>
#include <vector>

#include "engine/blocks/fault.h"

namespace beamline::blocks {

inline constexpr std::size_t kMaxCsvColumns = 1000;
inline constexpr std::size_t kMaxCsvFields = 4'000'000;

struct CsvOptions {
    char delimiter = ',';
    bool header = true;
    std::vector<std::string> columns;  ///< reading: names in place of the header's; writing: which members, in order
    boost::json::object types;         ///< reading: by name (or number from 1) "string", "integer", "number", "boolean"
    bool lineFeedOnly = false;         ///< writing
};
struct CsvTable {
    boost::json::array rows;
    std::vector<std::string> columns;  ///< empty when they have no names
};
/// Errors name line and column (in characters, from 1) of what is wrong.
api::Result<CsvTable> parseCsvTable(std::string_view text, const CsvOptions& options, const std::string& shown);
api::Result<std::string> writeCsv(const api::Json& rows, const CsvOptions& options);

/// With `header`, the first row names the members of one object per row; otherwise one array per row. All values are
/// strings. Empty lines are passed over; lines may end with LF alone.
api::Result<api::Json> parseCsv(std::string_view text, char delimiter, bool header, const std::string& shown);
/// Objects (columns are the members of the first one, written as header row) or arrays, of scalars; lines end with
/// CRLF.
api::Result<std::string> writeCsv(const api::Json& rows, char delimiter);

}  // namespace beamline::blocks
