// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/extension_address.h"

#include <algorithm>
#include <charconv>

namespace beamline::routing {

namespace {
constexpr std::size_t kMaxExtensionId = 128;
constexpr std::size_t kMaxUrlBytes = 2'048;
constexpr std::string_view kAddressDigits = "0123456789";

std::vector<std::string_view> splitAt(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t from = 0;;) {
        const auto to = text.find(separator, from);
        parts.push_back(text.substr(from, to == std::string_view::npos ? to : to - from));
        if (to == std::string_view::npos) {
            return parts;
        }
        from = to + 1;
    }
}

std::optional<int> smallNumber(std::string_view text, int most) {
    int number = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool digits = !text.empty() && text.find_first_not_of(kAddressDigits) == std::string_view::npos;
    return digits && ec == std::errc() && number <= most ? std::optional(number) : std::nullopt;
}

/// "v1"; those of the original's console may be "v2beta".
std::optional<int> majorOfSegment(std::string_view segment, bool stages) {
    if (!segment.starts_with('v')) {
        return std::nullopt;
    }
    segment.remove_prefix(1);
    for (const std::string_view stage : {"alpha", "beta"}) {
        if (stages && segment.ends_with(stage)) {
            segment.remove_suffix(stage.size());
            break;
        }
    }
    return smallNumber(segment, 1'000'000);
}

/// Of a machine itself, by address or name (RFC 1122, RFC 6761). Whatever else resolves to it is not known here.
bool isLoopback(std::string_view host) {
    if (host == "[::1]" || host == "localhost") {
        return true;
    }
    const auto parts = splitAt(host, '.');
    const auto octet = [](std::string_view part) {
        return smallNumber(part, 255).has_value() && (part.size() == 1 || part[0] != '0');
    };
    return parts.size() == 4 && parts[0] == "127" && std::all_of(parts.begin(), parts.end(), octet);
}

std::string lowered(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

bool isHost(std::string_view host) {
    if (host.starts_with('[')) {
        return host.size() > 2 && host.ends_with(']') &&
               host.substr(1, host.size() - 2).find_first_not_of("0123456789abcdef:.") == std::string_view::npos;
    }
    return !host.empty() && host.front() != '.' && host.front() != '-' &&
           host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") == std::string_view::npos;
}

bool leavesItsFolder(std::string_view path) {
    const auto parts = splitAt(path, '/');
    return std::find(parts.begin(), parts.end(), "..") != parts.end();
}
}  // namespace

bool isExtensionId(std::string_view text) {
    return !text.empty() && text.size() <= kMaxExtensionId &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string_view::npos;
}

std::optional<SubjectParts> partsOfSubject(std::string_view subject, ExtensionType type) {
    const auto parts = splitAt(subject, '.');
    if (parts.size() < 4 || parts[0] != "beamline") {
        return std::nullopt;
    }
    const auto word = std::string_view(wordOf(type));
    const bool console = parts.size() == 5 && parts[1] == "extensions" && parts[2] == word;
    const bool provider = parts.size() == 4 && type == ExtensionType::provider && parts[1] == "provider";
    const bool stage = parts.size() == 5 && type != ExtensionType::provider && parts[1] == "ext" &&
                       parts[2] == (type == ExtensionType::validator ? "validate" : word);
    const auto id = parts[parts.size() - 2];
    const auto major = majorOfSegment(parts.back(), console);
    if ((!console && !provider && !stage) || !isExtensionId(id) || !major) {
        return std::nullopt;
    }
    return SubjectParts{std::string(id), *major};
}

std::string subjectOf(ExtensionType type, const std::string& id, int major) {
    const auto end = "." + id + ".v" + std::to_string(major);
    if (type == ExtensionType::provider) {
        return "beamline.provider" + end;
    }
    return std::string("beamline.ext.") + (type == ExtensionType::validator ? "validate" : wordOf(type)) + end;
}

std::optional<int> majorOf(std::string_view version) {
    if (version.starts_with('v')) {
        version.remove_prefix(1);
    }
    if (const auto suffix = version.find_first_of("-+"); suffix != std::string_view::npos) {
        const auto rest = version.substr(suffix + 1);
        if (rest.empty() ||
            rest.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-+") !=
                std::string_view::npos) {
            return std::nullopt;
        }
        version = version.substr(0, suffix);
    }
    const auto parts = splitAt(version, '.');
    const auto number = [](std::string_view part) { return smallNumber(part, 1'000'000).has_value(); };
    if (parts.size() > 3 || !std::all_of(parts.begin(), parts.end(), number)) {
        return std::nullopt;
    }
    return smallNumber(parts[0], 1'000'000);
}

std::string urlMistake(std::string_view url, bool network) {
    const auto visible = [](char c) { return c > ' ' && c < 0x7f && c != '\\'; };
    if (url.empty() || url.size() > kMaxUrlBytes || !std::all_of(url.begin(), url.end(), visible)) {
        return "The URL must have 1 to " + std::to_string(kMaxUrlBytes) + " visible characters.";
    }
    const auto colon = url.find("://");
    const auto scheme = lowered(url.substr(0, colon));
    if (colon == std::string_view::npos || (scheme != "http" && scheme != "https")) {
        return "The URL must begin with http:// or https://.";
    }
    auto authority = url.substr(colon + 3);
    if (authority.find('#') != std::string_view::npos) {
        return "The URL must not have a fragment ('#').";
    }
    authority = authority.substr(0, authority.find_first_of("/?"));
    if (authority.find('@') != std::string_view::npos) {
        return "The URL must not have a user or a password in it; name a secret among the capabilities.";
    }
    auto host = lowered(authority);
    const auto port = host.rfind(':');
    if (port != std::string::npos && host.find(']', port) == std::string::npos) {
        if (smallNumber(std::string_view(host).substr(port + 1), 65'535).value_or(0) == 0) {
            return "The port of the URL must be a number from 1 to 65535.";
        }
        host.resize(port);
    }
    if (!isHost(host)) {
        return "The URL does not name a host.";
    }
    if (scheme == "http" && !network && !isLoopback(host)) {
        return "Messages would go to '" + host +
               "' in the clear. Use https, or say {\"network\": true} in 'capabilities' if that is meant.";
    }
    return {};
}

std::string commandMistake(const std::vector<std::string>& command) {
    if (command.empty() || command.front().empty()) {
        return "The command is empty; it is a list of the program and its arguments.";
    }
    for (const auto& part : command) {
        if (part.find('\0') != std::string::npos) {
            return "The command must not contain a zero byte.";
        }
    }
    if (leavesItsFolder(command.front())) {
        return "The program must lie in the folder of the extension, or be named by its absolute path without '..'.";
    }
    return {};
}

std::string directoryMistake(std::string_view directory) {
    if (directory.empty() || directory.front() == '/' || leavesItsFolder(directory) ||
        directory.find('\0') != std::string_view::npos) {
        return "The folder must be named relative to that of the extensions, without '..'.";
    }
    return {};
}

}  // namespace beamline::routing
