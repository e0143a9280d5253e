// SPDX-License-Identifier: Apache-2.0
#include "engine/core/expression/jq_values.h"

#include <cmath>

#include "engine/api/json_codec.h"

namespace beamline::core {

jv toJv(const api::Json& json) {
    switch (json.kind()) {
        case boost::json::kind::null:
            return jv_null();
        case boost::json::kind::bool_:
            return json.get_bool() ? jv_true() : jv_false();
        case boost::json::kind::int64:
            return jv_number(static_cast<double>(json.get_int64()));
        case boost::json::kind::uint64:
            return jv_number(static_cast<double>(json.get_uint64()));
        case boost::json::kind::double_:
            return jv_number(json.get_double());
        case boost::json::kind::string:
            return jv_string_sized(json.get_string().data(), static_cast<int>(json.get_string().size()));
        case boost::json::kind::array: {
            jv array = jv_array_sized(static_cast<int>(json.get_array().size()));
            for (const auto& item : json.get_array()) {
                array = jv_array_append(array, toJv(item));
            }
            return array;
        }
        case boost::json::kind::object: {
            jv object = jv_object();
            for (const auto& member : json.get_object()) {
                object =
                    jv_object_set(object, jv_string_sized(member.key().data(), static_cast<int>(member.key().size())),
                                  toJv(member.value()));
            }
            return object;
        }
    }
    return jv_null();
}

namespace {
api::Json number(double value) {
    static constexpr double kExact = 9007199254740992.0;  // 2^53
    if (std::abs(value) <= kExact && value == std::floor(value) && !(value == 0 && std::signbit(value))) {
        return static_cast<std::int64_t>(value);
    }
    return std::isfinite(value) ? api::Json(value) : api::Json();
}

/// False when it is nested too deeply; consumes `value` unless it lies too deep.
bool take(jv value, api::Json& result, std::size_t depth) {
    bool good = true;
    switch (jv_get_kind(value)) {
        case JV_KIND_TRUE:
            result = true;
            break;
        case JV_KIND_FALSE:
            result = false;
            break;
        case JV_KIND_NUMBER:
            result = number(jv_number_value(value));
            break;
        case JV_KIND_STRING:
            result = boost::json::string(jv_string_value(value),
                                         static_cast<std::size_t>(jv_string_length_bytes(jv_copy(value))));
            break;
        case JV_KIND_ARRAY: {
            auto& array = result.emplace_array();
            const int length = jv_array_length(jv_copy(value));
            array.reserve(static_cast<std::size_t>(length));
            for (int i = 0; i < length && good; ++i) {
                good = depth < api::kMaxJsonDepth &&
                       take(jv_array_get(jv_copy(value), i), array.emplace_back(nullptr), depth + 1);
            }
            break;
        }
        case JV_KIND_OBJECT: {
            auto& object = result.emplace_object();
            for (int i = jv_object_iter(value); jv_object_iter_valid(value, i); i = jv_object_iter_next(value, i)) {
                jv key = jv_object_iter_key(value, i);
                const boost::json::string_view name(jv_string_value(key),
                                                    static_cast<std::size_t>(jv_string_length_bytes(jv_copy(key))));
                good =
                    good && depth < api::kMaxJsonDepth && take(jv_object_iter_value(value, i), object[name], depth + 1);
                jv_free(key);
            }
            break;
        }
        default:
            break;
    }
    if (good) {
        jv_free(value);
    }
    return good;
}
}  // namespace

api::Result<api::Json> fromJv(jv value) {
    api::Json result;
    if (!take(value, result, 1)) {
        return api::Error{"expression",
                          "The result is nested more than " + std::to_string(api::kMaxJsonDepth) + " levels deep.",
                          {},
                          false};
    }
    return result;
}

}  // namespace beamline::core
