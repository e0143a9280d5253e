// SPDX-License-Identifier: Apache-2.0
#pragma once
// JSON form of described values: `toJson` and a tolerant `fromJson` that names the JSON pointer of what is wrong. Any
// thread. Unknown members are ignored and missing ones keep their default, so that neighbouring versions understand
// each other; unknown enumerators are refused, or with Reading::newer become kUnknown.

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "engine/api/result.h"

namespace beamline::api {

/// Who wrote what is read. `request`: it asks for something, and what is not understood must not be guessed. `newer`:
/// it tells something, and what is not understood is shown as unknown.
enum class Reading { request, newer };

/// An enumerator that a newer version told of; its JSON form is "unknown". It is none of the enumerators, so a switch
/// over all of them must have an end after it.
template <class E>
inline constexpr E kUnknown = static_cast<E>(-1);

namespace detail {
template <class T>
inline constexpr bool isVector = false;
template <class T>
inline constexpr bool isVector<std::vector<T>> = true;
template <class T>
inline constexpr bool isOptional = false;
template <class T>
inline constexpr bool isOptional<std::optional<T>> = true;
template <class T>
inline constexpr bool isMap = false;
template <class T>
inline constexpr bool isMap<std::map<std::string, T>> = true;

struct Reader {
    std::string pointer;
    std::string problem;
    Reading reading = Reading::request;

    /// Goes down to a member; "~" and "/" in its name are escaped (RFC 6901).
    void enter(std::string_view key) {
        pointer += '/';
        for (const char c : key) {
            if (c == '~' || c == '/') {
                pointer += c == '~' ? "~0" : "~1";
            } else {
                pointer += c;
            }
        }
    }

    bool fail(const char* wanted) {
        if (problem.empty()) {
            problem = std::string("expected ") + wanted + " at " + (pointer.empty() ? "the top" : pointer);
        }
        return false;
    }
};
}  // namespace detail

template <class T>
Json toJson(const T& value) {
    if constexpr (std::is_same_v<T, Json>) {
        return value;
    } else if constexpr (std::is_same_v<T, std::string> || std::is_arithmetic_v<T>) {
        return Json(value);
    } else if constexpr (std::is_enum_v<T>) {
        return Json(boost::describe::enum_to_string(value, "unknown"));
    } else if constexpr (detail::isOptional<T>) {
        return value ? toJson(*value) : Json();
    } else if constexpr (detail::isVector<T>) {
        boost::json::array array;
        array.reserve(value.size());
        for (const auto& item : value) {
            array.push_back(toJson(item));
        }
        return array;
    } else if constexpr (detail::isMap<T>) {
        boost::json::object object;
        for (const auto& [key, item] : value) {
            object.emplace(key, toJson(item));
        }
        return object;
    } else {
        boost::json::object object;
        using Members =
            boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
        boost::mp11::mp_for_each<Members>([&](auto d) {
            const auto& member = value.*d.pointer;
            using Member = std::remove_cvref_t<decltype(member)>;
            if constexpr (detail::isOptional<Member>) {
                if (!member) {
                    return;
                }
            }
            if constexpr (std::is_same_v<Member, Json>) {
                if (member.is_null()) {
                    return;
                }
            }
            object.emplace(d.name, toJson(member));
        });
        return object;
    }
}

namespace detail {
template <class T>
bool read(const Json& json, T& out, Reader& reader);

template <class T>
bool readArray(const Json& json, std::vector<T>& out, Reader& reader) {
    if (!json.is_array()) {
        return reader.fail("an array");
    }
    out.clear();
    for (std::size_t i = 0; i < json.get_array().size(); ++i) {
        const auto length = reader.pointer.size();
        reader.pointer += "/" + std::to_string(i);
        if (!read(json.get_array()[i], out.emplace_back(), reader)) {
            return false;
        }
        reader.pointer.resize(length);
    }
    return true;
}

/// A map or a described struct.
template <class T>
bool readObject(const Json& json, T& out, Reader& reader) {
    if (!json.is_object()) {
        return reader.fail("an object");
    }
    const auto readMember = [&](std::string_view key, const Json& item, auto& target) {
        const auto length = reader.pointer.size();
        reader.enter(key);
        const bool good = read(item, target, reader);
        if (good) {
            reader.pointer.resize(length);
        }
        return good;
    };
    bool good = true;
    if constexpr (isMap<T>) {
        out.clear();
        for (const auto& entry : json.get_object()) {
            good = good && readMember(entry.key(), entry.value(), out[std::string(entry.key())]);
        }
    } else {
        using Members =
            boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
        boost::mp11::mp_for_each<Members>([&](auto d) {
            const Json* item = good ? json.get_object().if_contains(d.name) : nullptr;
            if (item) {
                good = readMember(d.name, *item, out.*d.pointer);
            }
        });
    }
    return good;
}

template <class T>
bool read(const Json& json, T& out, Reader& reader) {
    if constexpr (std::is_same_v<T, Json>) {
        out = json;
        return true;
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (!json.is_string()) {
            return reader.fail("a string");
        }
        out.assign(json.get_string().data(), json.get_string().size());
        return true;
    } else if constexpr (std::is_same_v<T, bool>) {
        if (!json.is_bool()) {
            return reader.fail("true or false");
        }
        out = json.get_bool();
        return true;
    } else if constexpr (std::is_arithmetic_v<T>) {
        boost::system::error_code ec;
        out = json.to_number<T>(ec);
        return ec ? reader.fail("a number in range") : true;
    } else if constexpr (std::is_enum_v<T>) {
        if (json.is_string() && boost::describe::enum_from_string(json.get_string().c_str(), out)) {
            return true;
        }
        if (!json.is_string() || reader.reading == Reading::request) {
            return reader.fail("one of the known names");
        }
        out = kUnknown<T>;
        return true;
    } else if constexpr (std::is_same_v<T, std::optional<Json>>) {
        out.emplace(json);  // null is a value too: only what is absent is nothing
        return true;
    } else if constexpr (isOptional<T>) {
        if (json.is_null()) {
            out.reset();
            return true;
        }
        return read(json, out.emplace(), reader);
    } else if constexpr (isVector<T>) {
        return readArray(json, out, reader);
    } else {
        return readObject(json, out, reader);
    }
}
}  // namespace detail

template <class T>
Result<T> fromJson(const Json& json, Reading reading = Reading::request) {
    T value{};
    detail::Reader reader;
    reader.reading = reading;
    if (!detail::read(json, value, reader)) {
        return Error{code::kInvalidArgument, "The message could not be read: " + reader.problem + ".",
                     Json(reader.pointer), false};
    }
    return value;
}

/// Strict parse of JSON text (UTF-8, at most `maxDepth` deep); the error says at which byte, and its
/// detail is {"byte"}.
inline constexpr std::size_t kMaxJsonDepth = 256;
Result<Json> parseJson(std::string_view text, std::size_t maxDepth = kMaxJsonDepth);
/// JSON with sorted keys and no white space: equal values give equal text. For hashes.
std::string canonicalJson(const Json& json);
/// JSON text for people and files: numbers as short as they round-trip ("2.5", where Boost.JSON writes "2.5E0").
enum class JsonLayout { compact, indented };
std::string printJson(const Json& json, JsonLayout layout = JsonLayout::compact);

}  // namespace beamline::api
