// SPDX-License-Identifier: Apache-2.0
#include "engine/store/cursor.h"

#include <algorithm>

#include "engine/api/json_codec.h"

namespace beamline::store {

namespace {

constexpr char kDigits[] = "0123456789abcdef";

std::optional<std::string> fromHex(const std::string& hex) {
    const std::string_view digits(kDigits, 16);
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        const auto high = digits.find(hex[i]);
        const auto low = digits.find(hex[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) {
            return std::nullopt;
        }
        bytes += static_cast<char>(high * 16 + low);
    }
    return hex.size() % 2 == 0 ? std::optional(bytes) : std::nullopt;
}

}  // namespace

api::Cursor toCursor(const std::string& list, const Place& place) {
    const auto text =
        boost::json::serialize(boost::json::array{list, place.text, place.first, place.second, place.key});
    api::Cursor cursor;
    cursor.reserve(text.size() * 2);
    for (const char byte : text) {
        cursor += kDigits[static_cast<unsigned char>(byte) >> 4];
        cursor += kDigits[static_cast<unsigned char>(byte) & 15];
    }
    return cursor;
}

api::Result<std::optional<Place>> fromCursor(const std::string& list, const api::Cursor& cursor) {
    if (cursor.empty()) {
        return std::optional<Place>();
    }
    if (const auto text = fromHex(cursor)) {
        if (const auto json = api::parseJson(*text); json && json->is_array() && json->get_array().size() == 5) {
            const auto& parts = json->get_array();
            const bool shaped = parts[0] == boost::json::value(list) && parts[1].is_string() && parts[2].is_int64() &&
                                parts[3].is_int64() && parts[4].is_int64();
            if (shaped) {
                return std::optional(Place{std::string(parts[1].get_string()), parts[2].get_int64(),
                                           parts[3].get_int64(), parts[4].get_int64()});
            }
        }
    }
    return api::Error{api::code::kInvalidArgument,
                      "The cursor was not made by this list in this order; begin at the first page.",
                      {},
                      false};
}

int pageLimit(int limit) {
    return std::clamp(limit, 1, api::kMaxPageSize);
}

}  // namespace beamline::store
