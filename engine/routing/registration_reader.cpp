// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/registration_reader.h"

namespace beamline::routing {

namespace {
std::string plainNumber(double value) {
    return value == static_cast<double>(static_cast<std::int64_t>(value))
               ? std::to_string(static_cast<std::int64_t>(value))
               : std::to_string(value);
}
}  // namespace

const api::Json* RegistrationReader::given(std::string_view key) {
    m_known.emplace(key);
    const auto* value = m_object.if_contains(key);
    return value && !value->is_null() ? value : nullptr;
}

std::optional<std::string> RegistrationReader::text(std::string_view key, std::size_t least, std::size_t most) {
    const auto* value = given(key);
    if (!value) {
        return std::nullopt;
    }
    const auto* string = value->if_string();
    if (!string || string->size() < least || string->size() > most) {
        wrong(key, "'" + std::string(key) + "' must be a text of " + std::to_string(least) + " to " +
                       std::to_string(most) + " bytes.");
        return std::nullopt;
    }
    return std::string(*string);
}

std::optional<std::int64_t> RegistrationReader::integer(std::string_view key, std::int64_t least, std::int64_t most) {
    const auto* value = given(key);
    if (!value) {
        return std::nullopt;
    }
    boost::system::error_code ec;
    const auto number = value->to_number<std::int64_t>(ec);
    if (ec || number < least || number > most) {
        wrong(key, "'" + std::string(key) + "' must be a whole number from " + std::to_string(least) + " to " +
                       std::to_string(most) + ".");
        return std::nullopt;
    }
    return number;
}

std::optional<double> RegistrationReader::number(std::string_view key, double least, double most) {
    const auto* value = given(key);
    if (!value) {
        return std::nullopt;
    }
    const double number = value->is_number() ? value->to_number<double>() : least - 1;
    if (!(number >= least && number <= most)) {
        wrong(key, "'" + std::string(key) + "' must be a number from " + plainNumber(least) + " to " +
                       plainNumber(most) + ".");
        return std::nullopt;
    }
    return number;
}

std::optional<bool> RegistrationReader::flag(std::string_view key) {
    const auto* value = given(key);
    if (!value) {
        return std::nullopt;
    }
    if (!value->is_bool()) {
        wrong(key, "'" + std::string(key) + "' must be true or false.");
        return std::nullopt;
    }
    return value->get_bool();
}

const boost::json::object* RegistrationReader::object(std::string_view key) {
    const auto* value = given(key);
    if (value && !value->is_object()) {
        wrong(key, "'" + std::string(key) + "' must be an object.");
    }
    return value ? value->if_object() : nullptr;
}

const boost::json::array* RegistrationReader::array(std::string_view key, std::size_t most) {
    const auto* value = given(key);
    const auto* array = value ? value->if_array() : nullptr;
    if (value && (!array || array->size() > most)) {
        wrong(key, "'" + std::string(key) + "' must be a list of at most " + std::to_string(most) + ".");
        return nullptr;
    }
    return array;
}

std::vector<std::string> RegistrationReader::texts(std::string_view key, std::size_t most, std::size_t bytes) {
    std::vector<std::string> result;
    const auto* list = array(key, most);
    for (std::size_t i = 0; list && i < list->size(); ++i) {
        const auto* string = (*list)[i].if_string();
        if (string && !string->empty() && string->size() <= bytes) {
            result.emplace_back(*string);
        } else {
            m_problems.push_back({api::Severity::error, 0, 0, pointerTo(key) + "/" + std::to_string(i),
                                  "It must be a text of 1 to " + std::to_string(bytes) + " bytes."});
        }
    }
    return result;
}

void RegistrationReader::wrong(std::string_view key, std::string message) {
    m_problems.push_back({api::Severity::error, 0, 0, pointerTo(key), std::move(message)});
}

void RegistrationReader::warn(std::string_view key, std::string message) {
    m_problems.push_back({api::Severity::warning, 0, 0, pointerTo(key), std::move(message)});
}

void RegistrationReader::unknown() {
    for (const auto& member : m_object) {
        if (m_known.find(std::string_view(member.key())) == m_known.end()) {
            warn(member.key(), "'" + std::string(member.key()) + "' is not known here; it does nothing.");
        }
    }
}

std::string RegistrationReader::pointerTo(std::string_view key) const {
    if (key.empty()) {
        return m_pointer;
    }
    auto pointer = m_pointer + "/";
    for (const char c : key) {  // RFC 6901
        if (c == '~' || c == '/') {
            pointer += c == '~' ? "~0" : "~1";
        } else {
            pointer += c;
        }
    }
    return pointer;
}

}  // namespace beamline::routing
