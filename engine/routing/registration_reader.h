// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads the members of an object and remembers what is wrong with them. Private to this folder; one thread.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/api/values.h"

namespace beamline::routing {

/// Null counts as left out. Members that nobody asked for are told as warnings by unknown().
class RegistrationReader {
public:
    RegistrationReader(const boost::json::object& object, std::string pointer, std::vector<api::Problem>& problems)
        : m_object(object), m_pointer(std::move(pointer)), m_problems(problems) {}

    const api::Json* given(std::string_view key);
    std::optional<std::string> text(std::string_view key, std::size_t least, std::size_t most);
    std::optional<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most);
    std::optional<double> number(std::string_view key, double least, double most);
    std::optional<bool> flag(std::string_view key);
    const boost::json::object* object(std::string_view key);
    const boost::json::array* array(std::string_view key, std::size_t most);
    /// Of 1 to `bytes` bytes each.
    std::vector<std::string> texts(std::string_view key, std::size_t most, std::size_t bytes);

    /// `key` empty: the object itself.
    void wrong(std::string_view key, std::string message);
    void warn(std::string_view key, std::string message);
    void unknown();
    std::string pointerTo(std::string_view key) const;

private:
    const boost::json::object& m_object;
    std::string m_pointer;
    std::vector<api::Problem>& m_problems;
    std::set<std::string, std::less<>> m_known;
};

}  // namespace beamline::routing
