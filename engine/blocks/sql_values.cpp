// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/sql_values.h"

#include <sqlite3.h>

#include <cmath>
#include <limits>
#include <set>

#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
/// False when the value has no counterpart.
bool bindValue(sqlite3_stmt* statement, int index, const api::Json& value) {
    const auto bindBytes = [&](std::string_view bytes, bool blob) {
        return blob ? sqlite3_bind_blob64(statement, index, bytes.data() ? bytes.data() : "", bytes.size(),
                                          SQLITE_TRANSIENT)
                    : sqlite3_bind_text64(statement, index, bytes.data(), bytes.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    };
    switch (value.kind()) {
        case boost::json::kind::null:
            return sqlite3_bind_null(statement, index) == SQLITE_OK;
        case boost::json::kind::bool_:
            return sqlite3_bind_int(statement, index, value.get_bool() ? 1 : 0) == SQLITE_OK;
        case boost::json::kind::int64:
            return sqlite3_bind_int64(statement, index, value.get_int64()) == SQLITE_OK;
        case boost::json::kind::uint64:
            return value.get_uint64() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) &&
                   sqlite3_bind_int64(statement, index, static_cast<std::int64_t>(value.get_uint64())) == SQLITE_OK;
        case boost::json::kind::double_:
            return sqlite3_bind_double(statement, index, value.get_double()) == SQLITE_OK;
        case boost::json::kind::string:
            return bindBytes(value.get_string(), false) == SQLITE_OK;
        case boost::json::kind::object: {
            const auto& object = value.get_object();
            const auto* text = object.size() == 1 ? object.if_contains("base64") : nullptr;
            const auto bytes = text && text->is_string() ? base64Decode(text->get_string()) : std::nullopt;
            return bytes && bindBytes(*bytes, true) == SQLITE_OK;
        }
        default:
            return false;
    }
}
}  // namespace

api::Error refuse(const std::string& what, const std::string& where) {
    return invalid(what + where + ".");
}

api::Result<api::Unit> bindParameters(sqlite3_stmt* statement, const api::Json& parameters, const std::string& where) {
    const int wanted = sqlite3_bind_parameter_count(statement);
    const auto* object = parameters.if_object();
    const auto* array = parameters.if_array();
    const auto given = object ? object->size() : array ? array->size() : 0;
    std::set<std::string> used;
    for (int index = 1; index <= wanted; ++index) {
        const char* marked = sqlite3_bind_parameter_name(statement, index);
        const std::string name = marked ? marked : "?" + std::to_string(index);
        const api::Json* value = nullptr;
        if (object) {
            value = object->if_contains(std::string_view(name).substr(1));
            used.insert(name.substr(1));
        } else if (array && static_cast<std::size_t>(index) <= given) {
            value = &(*array)[static_cast<std::size_t>(index) - 1];
        }
        if (!value) {
            return refuse("The parameter " + name + " has no value", where);
        }
        if (!bindValue(statement, index, *value)) {
            return refuse("The value of parameter " + name +
                              " must be null, a boolean, a number of 64 bits, a string or {base64: …}, not too large; "
                              "make other values a string first",
                          where);
        }
    }
    const auto taken = object ? used.size() : static_cast<std::size_t>(wanted);
    if (given > taken) {
        return refuse("There are " + std::to_string(given) + " parameters for the " + std::to_string(taken) +
                          " that the statement names",
                      where);
    }
    return api::Unit{};
}

api::Json columnValue(sqlite3_stmt* statement, int column) {
    const auto bytes = [&](const void* data) {
        return std::string_view(data ? static_cast<const char*>(data) : "",
                                static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    };
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER:
            return sqlite3_column_int64(statement, column);
        case SQLITE_FLOAT: {
            const double value = sqlite3_column_double(statement, column);
            return std::isfinite(value) ? api::Json(value) : api::Json();
        }
        case SQLITE_TEXT:
            return api::Json(cleanUtf8(bytes(sqlite3_column_text(statement, column))));
        case SQLITE_BLOB:
            return api::Json(base64Encode(bytes(sqlite3_column_blob(statement, column))));
        default:
            return {};
    }
}

}  // namespace beamline::blocks
