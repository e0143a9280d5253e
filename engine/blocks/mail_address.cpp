// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/api/ids.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"
#include "engine/blocks/mail_message.h"

namespace beamline::blocks {

namespace {
constexpr std::size_t kMaxLocalBytes = 64;     // RFC 5321, 4.5.3.1
constexpr std::size_t kMaxAddressBytes = 254;  // a path of 256 less its brackets
constexpr std::size_t kMaxNameBytes = 256;

bool isAlnum(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// RFC 5321, 4.1.2: Dot-string.
bool isLocalPart(std::string_view text) {
    if (text.empty() || text.size() > kMaxLocalBytes || text.front() == '.' || text.back() == '.' ||
        text.find("..") != text.npos) {
        return false;
    }
    return std::all_of(text.begin(), text.end(), [](char c) {
        return isAlnum(c) || std::string_view(".!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
    });
}

bool isHost(std::string_view text) {
    while (true) {
        const auto dot = text.find('.');
        const auto label = text.substr(0, dot);
        if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-' ||
            !std::all_of(label.begin(), label.end(), [](char c) { return isAlnum(c) || c == '-'; })) {
            return false;
        }
        if (dot == text.npos) {
            return true;
        }
        text.remove_prefix(dot + 1);
    }
}

bool hasControl(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; });
}

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    return first == text.npos ? std::string_view() : text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}
}  // namespace

api::Result<MailAddress> parseMailAddress(const api::Json& value) {
    MailAddress result;
    std::string shown;
    if (const auto* object = value.if_object()) {
        result = {text(*object, "name"), text(*object, "address")};
        shown = result.address;
    } else {
        shown = value.is_string() ? std::string(value.get_string()) : std::string();
        const auto given = trim(shown);
        if (const auto open = given.rfind('<'); open != given.npos && given.ends_with('>')) {
            result.address = given.substr(open + 1, given.size() - open - 2);
            auto name = trim(given.substr(0, open));
            if (name.size() >= 2 && name.front() == '"' && name.back() == '"') {
                name = name.substr(1, name.size() - 2);
            }
            result.name = name;
        } else {
            result.address = given;
        }
    }
    const auto at = result.address.rfind('@');
    if (at == result.address.npos || result.address.size() > kMaxAddressBytes ||
        !isLocalPart(std::string_view(result.address).substr(0, at)) ||
        !isHost(std::string_view(result.address).substr(at + 1))) {
        return fault("validation", 400,
                     "\"" + cleanUtf8(std::string_view(shown).substr(0, 100)) +
                         "\" is no mail address; write user@host, or Name <user@host>. Hosts with other letters need "
                         "their xn-- form.");
    }
    if (result.name.size() > kMaxNameBytes || hasControl(result.name) || !isUtf8(result.name)) {
        return fault("validation", 400,
                     "The name of " + result.address + " has control characters, or more than " +
                         std::to_string(kMaxNameBytes) + " bytes.");
    }
    return result;
}

std::string mailMessageId(const std::string& key, const std::string& from) {
    return "<" + api::sha256(key + '\n' + from).substr(0, 40) + from.substr(from.rfind('@')) + ">";
}

}  // namespace beamline::blocks
