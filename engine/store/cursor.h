// SPDX-License-Identifier: Apache-2.0
#pragma once
// Places in sorted lists and their opaque form, which callers hand back to get the next page. Plain functions, any
// thread.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "engine/api/operations.h"

namespace beamline::store {

/// Sorts like the list does: what a list does not sort by stays at its default. `key` makes it unique.
struct Place {
    std::string text;
    std::int64_t first = 0;
    std::int64_t second = 0;
    std::int64_t key = 0;
    auto operator<=>(const Place&) const = default;
};

/// `list` names the list and its order, so that a cursor of another one is refused.
api::Cursor toCursor(const std::string& list, const Place& place);
/// Empty cursor: no place. kInvalidArgument for what toCursor did not make for this list.
api::Result<std::optional<Place>> fromCursor(const std::string& list, const api::Cursor& cursor);

/// `limit` as asked for, within 1 … kMaxPageSize.
int pageLimit(int limit);

}  // namespace beamline::store
