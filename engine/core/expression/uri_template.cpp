// SPDX-License-Identifier: Apache-2.0
#include "engine/core/expression/uri_template.h"

#include "engine/api/json_codec.h"

namespace beamline::core {

namespace {
bool unreserved(char c) {  // RFC 3986, 2.3
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

void append(std::string& out, std::string_view value) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    for (const char c : value) {
        if (unreserved(c)) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
        }
    }
}
}  // namespace

bool isUriTemplate(std::string_view text) {
    return text.find_first_of("{}") != text.npos;
}

std::string uriTemplateMistake(std::string_view text) {
    for (auto at = text.find_first_of("{}"); at != text.npos; at = text.find_first_of("{}", at + 1)) {
        const auto end = text.find_first_of("{}", at + 1);
        if (text[at] == '}' || end == text.npos || text[end] == '{') {
            return "A brace of this URI has no partner; a variable is written as {petId}, a brace itself as %7B or "
                   "%7D.";
        }
        const auto name = text.substr(at + 1, end - at - 1);
        if (name.empty() || std::string_view("+#./;?&=,!@|").find(name.front()) != std::string_view::npos) {
            return "'{" + std::string(name) +
                   "}' is no variable: only simple ones such as {petId} are part of the language; join the rest by an "
                   "expression.";
        }
        at = end;
    }
    return {};
}

api::Result<std::string> expandUriTemplate(std::string_view text, const api::Json& input) {
    std::string out;
    const auto* members = input.if_object();
    for (std::size_t at = 0; at < text.size();) {
        const auto open = std::min(text.find('{', at), text.size());
        out += text.substr(at, open - at);
        const auto close = std::min(text.find('}', open), text.size());
        at = close + 1;
        if (open >= close) {
            break;
        }
        const auto name = text.substr(open + 1, close - open - 1);
        const auto* value = members ? members->if_contains(name) : nullptr;
        if (!value || value->is_null()) {
            continue;
        }
        if (value->is_object() || value->is_array()) {
            return api::Error{"expression",
                              "The variable {" + std::string(name) + "} of the URI is " +
                                  (value->is_object() ? "an object" : "an array") +
                                  "; a text, number or boolean is needed.",
                              {},
                              false};
        }
        append(out, value->is_string() ? std::string(value->get_string()) : api::printJson(*value));
    }
    return out;
}

}  // namespace beamline::core
