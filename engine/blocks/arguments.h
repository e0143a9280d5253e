// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reading arguments that a schema has already checked: what is missing or of another kind reads as the default. Pure,
// any thread.

#include <string>

#include "engine/api/values.h"

namespace beamline::blocks {

inline const api::Json& member(const boost::json::object& arguments, std::string_view name) {
    static const api::Json none;
    const auto* value = arguments.if_contains(name);
    return value ? *value : none;
}

inline std::string text(const boost::json::object& arguments, std::string_view name, std::string_view otherwise = {}) {
    const auto* value = member(arguments, name).if_string();
    return value ? std::string(*value) : std::string(otherwise);
}

inline bool flag(const boost::json::object& arguments, std::string_view name, bool otherwise = false) {
    const auto* value = member(arguments, name).if_bool();
    return value ? *value : otherwise;
}

inline std::int64_t number(const boost::json::object& arguments, std::string_view name, std::int64_t otherwise) {
    boost::system::error_code ec;
    const auto value = member(arguments, name).to_number<std::int64_t>(ec);
    return ec ? otherwise : value;
}

}  // namespace beamline::blocks
