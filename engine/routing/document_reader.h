// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads the members of JSON objects and collects all that is wrong, each with its JSON pointer. One thread at a time.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/api/result.h"
#include "engine/api/values.h"

namespace beamline::routing {

using Problems = std::vector<api::Problem>;
using Words = std::vector<std::string_view>;

/// JSON pointers (RFC 6901) of a member and of an item.
std::string below(const std::string& pointer, std::string_view key);
std::string below(const std::string& pointer, std::size_t index);
/// The one of `known` that was meant, when one is near enough; else empty.
std::string_view meant(std::string_view word, const Words& known);
/// "a, b or c"
std::string alternatives(const Words& words);
/// A value as a message shows it: short, texts without quotes.
std::string shown(const api::Json& value);
std::string shown(std::string_view text);
inline std::string shown(const std::string& text) {
    return shown(std::string_view(text));
}

/// One object of a document. A member that is null is as one that is not there. A mistake gives the default, so that
/// the reading goes on and finds the next one. It must not outlive what it was given.
class DocumentReader {
public:
    DocumentReader(const boost::json::object& object, std::string pointer, Problems& problems)
        : m_object(object), m_pointer(std::move(pointer)), m_problems(problems) {}

    const std::string& pointer() const { return m_pointer; }
    std::string at(std::string_view key) const { return below(m_pointer, key); }
    Problems& problems() const { return m_problems; }
    /// About a member; about the object itself when `key` is empty.
    void error(std::string_view key, std::string message) const;
    void warn(std::string_view key, std::string message) const;

    const api::Json* find(std::string_view key) const;
    std::string text(std::string_view key, std::string otherwise = {}) const;
    bool flag(std::string_view key, bool otherwise) const;
    /// Nothing without it, and when it is no number in [min, max].
    std::optional<double> number(std::string_view key, double min, double max) const;
    std::optional<std::int64_t> whole(std::string_view key, std::int64_t min, std::int64_t max) const;
    const boost::json::object* object(std::string_view key) const;
    const boost::json::array* list(std::string_view key) const;

    template <class E>
    E choice(std::string_view key, const std::vector<std::pair<std::string_view, E>>& words, E otherwise) const {
        const auto* value = find(key);
        if (!value) {
            return otherwise;
        }
        Words known;
        for (const auto& [word, meaning] : words) {
            if (value->is_string() && value->get_string() == word) {
                return meaning;
            }
            known.push_back(word);
        }
        wrongChoice(key, *value, known);
        return otherwise;
    }

    /// Warns of members that are none of `known` nor of `silent`.
    void onlyKnown(const Words& known, const Words& silent = {}) const;

private:
    void wrongChoice(std::string_view key, const api::Json& value, const Words& known) const;

    const boost::json::object& m_object;
    std::string m_pointer;
    Problems& m_problems;
};

}  // namespace beamline::routing
