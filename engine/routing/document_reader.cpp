// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/document_reader.h"

#include <algorithm>
#include <cmath>

#include "engine/api/json_codec.h"
#include "engine/api/text.h"

namespace beamline::routing {

namespace {
constexpr std::size_t kMaxShownBytes = 60;
constexpr std::size_t kMaxMeantBytes = 64;  ///< longer words are no slips of the pen

/// Levenshtein distance, for "did you mean".
std::size_t editsBetween(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto above = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

std::string rangeWords(double min, double max) {
    return api::printJson(min) + " to " + api::printJson(max);
}

std::string named(std::string_view key) {
    return "'" + std::string(key) + "'";
}
}  // namespace

std::string below(const std::string& pointer, std::string_view key) {
    auto longer = pointer + '/';
    for (const char c : key) {
        if (c == '~' || c == '/') {
            longer += c == '~' ? "~0" : "~1";
        } else {
            longer += c;
        }
    }
    return longer;
}

std::string below(const std::string& pointer, std::size_t index) {
    return pointer + '/' + std::to_string(index);
}

std::string_view meant(std::string_view word, const Words& known) {
    std::string_view best;
    std::size_t fewest = word.size() < 5 ? 2 : 3;  // less than that many
    for (const auto candidate : known) {
        if (word.size() <= kMaxMeantBytes && editsBetween(word, candidate) < fewest) {
            fewest = editsBetween(word, candidate);
            best = candidate;
        }
    }
    return best;
}

std::string alternatives(const Words& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        text += i == 0 ? "" : i + 1 == words.size() ? " or " : ", ";
        text += words[i];
    }
    return text;
}

std::string shown(std::string_view text) {
    return text.size() <= kMaxShownBytes ? std::string(text) : api::beginning(text, kMaxShownBytes) + "…";
}

std::string shown(const api::Json& value) {
    const auto* text = value.if_string();
    return text ? shown(std::string_view(*text)) : shown(std::string_view(api::printJson(value)));
}

void DocumentReader::error(std::string_view key, std::string message) const {
    m_problems.push_back({api::Severity::error, 0, 0, key.empty() ? m_pointer : at(key), std::move(message)});
}

void DocumentReader::warn(std::string_view key, std::string message) const {
    m_problems.push_back({api::Severity::warning, 0, 0, key.empty() ? m_pointer : at(key), std::move(message)});
}

const api::Json* DocumentReader::find(std::string_view key) const {
    const auto* value = m_object.if_contains(key);
    return value && !value->is_null() ? value : nullptr;
}

std::string DocumentReader::text(std::string_view key, std::string otherwise) const {
    const auto* value = find(key);
    if (!value) {
        return otherwise;
    }
    if (const auto* string = value->if_string()) {
        return std::string(*string);
    }
    error(key, named(key) + " is " + shown(*value) + "; it must be a text, in quotes.");
    return otherwise;
}

bool DocumentReader::flag(std::string_view key, bool otherwise) const {
    const auto* value = find(key);
    if (!value) {
        return otherwise;
    }
    if (const auto* truth = value->if_bool()) {
        return *truth;
    }
    error(key, named(key) + " is " + shown(*value) + "; it must be true or false, without quotes.");
    return otherwise;
}

std::optional<double> DocumentReader::number(std::string_view key, double min, double max) const {
    const auto* value = find(key);
    if (!value) {
        return std::nullopt;
    }
    const auto number = value->is_number() ? value->to_number<double>() : std::nan("");
    if (number >= min && number <= max) {
        return number;
    }
    error(key, named(key) + " is " + shown(*value) + "; it must be a number, " + rangeWords(min, max) + ".");
    return std::nullopt;
}

std::optional<std::int64_t> DocumentReader::whole(std::string_view key, std::int64_t min, std::int64_t max) const {
    const auto* value = find(key);
    if (!value) {
        return std::nullopt;
    }
    const auto number = value->is_number() ? value->to_number<double>() : std::nan("");
    if (number >= static_cast<double>(min) && number <= static_cast<double>(max) && number == std::floor(number)) {
        return static_cast<std::int64_t>(number);
    }
    error(key, named(key) + " is " + shown(*value) + "; it must be a whole number, " + std::to_string(min) + " to " +
                   std::to_string(max) + ".");
    return std::nullopt;
}

const boost::json::object* DocumentReader::object(std::string_view key) const {
    const auto* value = find(key);
    if (value && !value->is_object()) {
        error(key, named(key) + " is " + shown(*value) + "; it must be an object, {…}.");
    }
    return value ? value->if_object() : nullptr;
}

const boost::json::array* DocumentReader::list(std::string_view key) const {
    const auto* value = find(key);
    if (value && !value->is_array()) {
        error(key, named(key) + " is " + shown(*value) + "; it must be a list, […].");
    }
    return value ? value->if_array() : nullptr;
}

void DocumentReader::wrongChoice(std::string_view key, const api::Json& value, const Words& known) const {
    error(key, named(key) + " is " + shown(value) + "; it must be " + alternatives(known) + ".");
}

void DocumentReader::onlyKnown(const Words& known, const Words& silent) const {
    for (const auto& member : m_object) {
        const std::string_view key = member.key();
        if (std::find(known.begin(), known.end(), key) != known.end() ||
            std::find(silent.begin(), silent.end(), key) != silent.end()) {
            continue;
        }
        auto message = "Unknown member " + named(shown(key)) + "; it has no effect.";
        if (const auto near = meant(key, known); !near.empty()) {
            message += " Did you mean " + named(near) + "?";
        }
        warn(key, std::move(message));
    }
}

}  // namespace beamline::routing
