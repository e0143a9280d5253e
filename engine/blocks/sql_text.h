// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where the parameters of a PostgreSQL statement are, by its lexical rules (manual, 4.1). Pure, any thread.

#include <string>
#include <string_view>
#include <vector>

namespace beamline::blocks {

struct SqlText {
    std::string sql;                 ///< every :name replaced by $1, $2 …
    std::vector<std::string> names;  ///< of them, in that order
    int positions = 0;               ///< the highest $n that was written
    std::string keyword;             ///< the first word in capitals, empty when there is none
};

/// With `named`, :name is a parameter; `::type` never is, nor is anything in literals, quoted names and comments.
SqlText readSqlText(std::string_view sql, bool named);

/// "schema.table" as "\"schema\".\"table\"".
std::string quoteSqlName(std::string_view name, bool dotted);

}  // namespace beamline::blocks
