// SPDX-License-Identifier: Apache-2.0
#include "engine/core/definition/words.h"

#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/api/text.h"

namespace beamline::core {

std::string shown(const api::Json& value) {
    const auto text = api::printJson(value);
    return text.size() <= kMaxShownBytes ? text : api::beginning(text, kMaxShownBytes) + "…";
}

std::string described(const api::Json& value) {
    if (value.is_null()) {
        return "null";
    }
    if (value.is_object() || value.is_array()) {
        return value.is_object() ? "an object" : "a list";
    }
    return (value.is_string() ? "the text " : value.is_bool() ? "the boolean " : "the number ") + shown(value);
}

std::string anyOf(const std::vector<std::string>& choices) {
    const auto count = std::min(choices.size(), kMaxShownChoices);
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        const bool last = i + 1 == choices.size();
        out += (i == 0 ? "" : last ? " or " : ", ") + choices[i];
    }
    return count < choices.size() ? out + " …" : out;
}

}  // namespace beamline::core
