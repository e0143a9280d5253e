// SPDX-License-Identifier: Apache-2.0
#include "engine/gateway/http_message.h"

#include <algorithm>

#include "engine/api/text.h"

namespace beamline::gateway {

namespace {

int hexDigit(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/// Strict, unlike browsers: half a code is somebody's mistake.
api::Result<std::string> decoded(std::string_view text, bool plusIsSpace) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += plusIsSpace && text[i] == '+' ? ' ' : text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low < 0) {
            return badRequest(
                "The address has a percent sign without two hexadecimal digits. Write %25 for the sign itself.");
        }
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    if (!api::isUtf8(out)) {
        return badRequest("The address is no UTF-8 once it is percent-decoded.");
    }
    return out;
}

/// Hands on each part between separators.
template <class Use>
api::Result<api::Unit> split(std::string_view text, char separator, Use use) {
    for (;;) {
        const auto end = text.find(separator);
        if (auto used = use(text.substr(0, end)); !used.ok()) {
            return used;
        }
        if (end == text.npos) {
            return api::Unit();
        }
        text.remove_prefix(end + 1);
    }
}

}  // namespace

api::Error badRequest(std::string message, api::Json detail) {
    return {api::code::kInvalidArgument, std::move(message), std::move(detail), false};
}

const std::string* HttpRequest::header(std::string_view name) const {
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& h) { return h.first == name; });
    return found == headers.end() ? nullptr : &found->second;
}

std::string HttpRequest::headerOr(std::string_view name, std::string_view otherwise) const {
    const auto* value = header(name);
    return value ? *value : std::string(otherwise);
}

api::Result<Target> readTarget(std::string_view target) {
    Target out;
    if (!target.starts_with('/')) {
        return badRequest("The address of a request begins with a slash.");
    }
    const auto question = target.find('?');
    const auto parts = split(target.substr(1, question - 1), '/', [&](std::string_view part) -> api::Result<api::Unit> {
        auto text = decoded(part, false);
        if (!text.ok()) {
            return text.error();
        }
        out.path.push_back(std::move(*text));
        return api::Unit();
    });
    if (!parts.ok() || question == target.npos) {
        return parts.ok() ? api::Result<Target>(std::move(out)) : parts.error();
    }
    const auto pairs = split(target.substr(question + 1), '&', [&](std::string_view pair) -> api::Result<api::Unit> {
        if (pair.empty()) {
            return api::Unit();
        }
        const auto equals = pair.find('=');
        auto name = decoded(pair.substr(0, equals), true);
        auto value = decoded(equals == pair.npos ? std::string_view() : pair.substr(equals + 1), true);
        if (!name.ok() || !value.ok()) {
            return name.ok() ? value.error() : name.error();
        }
        if (out.query.size() == kMaxParameters) {
            return badRequest("The address has more than " + std::to_string(kMaxParameters) + " parameters.");
        }
        out.query.emplace_back(std::move(*name), std::move(*value));
        return api::Unit();
    });
    return pairs.ok() ? api::Result<Target>(std::move(out)) : pairs.error();
}

}  // namespace beamline::gateway
