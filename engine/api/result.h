// SPDX-License-Identifier: Apache-2.0
#pragma once
// The outcome of a fallible call: a value, or an error that says what happened and what to do. Plain values, any
// thread.

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace beamline::api {

using Json = boost::json::value;

/// `code` is stable and machine-readable ("definition.invalid"); `message` is one English sentence with a next step;
/// `detail` is data for programs (for "definition.invalid" the array of Problem); `retryable` says that the same call
/// may succeed later without any change.
struct Error {
    std::string code;
    std::string message;
    Json detail;
    bool retryable = false;

    bool operator==(const Error&) const = default;
};
BOOST_DESCRIBE_STRUCT(Error, (), (code, message, detail, retryable))

/// Codes that callers branch on. Everything else is for people.
namespace code {
inline constexpr const char* kInvalidDefinition = "definition.invalid";
inline constexpr const char* kInvalidInput = "input.invalid";
inline constexpr const char* kInvalidArgument = "argument.invalid";
inline constexpr const char* kNotFound = "not_found";
inline constexpr const char* kConflict = "conflict";    ///< the state does not allow it (run already ended …)
inline constexpr const char* kForbidden = "forbidden";  ///< identity is not allowed to do this
inline constexpr const char* kStale = "stale";          ///< decided on something that has changed since
inline constexpr const char* kUnavailable =
    "unavailable";                                        ///< engine unreachable, stopping, or its disk refuses writes
inline constexpr const char* kOverloaded = "overloaded";  ///< a bounded queue is full
inline constexpr const char* kCorrupt = "corrupt";        ///< a checksum does not match
inline constexpr const char* kDeadline = "deadline";
inline constexpr const char* kUnsupported = "unsupported";  ///< the other side is older and knows no such thing
inline constexpr const char* kInternal = "internal";
}  // namespace code

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_value(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_value(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_value.index() == 0; }
    explicit operator bool() const { return ok(); }
    T& value() & {
        assert(ok());
        return *std::get_if<0>(&m_value);
    }
    const T& value() const& {
        assert(ok());
        return *std::get_if<0>(&m_value);
    }
    T&& value() && {
        assert(ok());
        return std::move(*std::get_if<0>(&m_value));
    }
    T& operator*() { return value(); }
    const T& operator*() const { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const Error& error() const {
        assert(!ok());
        return *std::get_if<1>(&m_value);
    }

private:
    std::variant<T, Error> m_value;
};

struct Unit {
    bool operator==(const Unit&) const = default;
};
BOOST_DESCRIBE_STRUCT(Unit, (), ())

}  // namespace beamline::api
