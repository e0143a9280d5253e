// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/http_content.h"

#include <algorithm>
#include <cctype>

#include "engine/api/json_codec.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr std::size_t kMaxExcerptBytes = 300;

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

enum class Kind { json, text, latin1, binary };

Kind kindOf(const HttpResponse& response) {
    const auto* header = findHeader(response.headers, "content-type");
    const auto whole = header ? lower(*header) : std::string();
    const bool latin1 = whole.find("iso-8859-1") != whole.npos || whole.find("latin1") != whole.npos;
    const auto type = mediaType(response);
    if (type == "application/json" || type.ends_with("+json") || type == "text/json") {
        return Kind::json;
    }
    const bool text = type.starts_with("text/") || type.ends_with("+xml") || type.ends_with("/xml") ||
                      type.ends_with("yaml") || type == "application/javascript" ||
                      type == "application/x-www-form-urlencoded" || type == "application/x-ndjson";
    return !text ? Kind::binary : latin1 ? Kind::latin1 : Kind::text;
}

/// Repeated headers become one, joined as RFC 9110, 5.2 allows.
boost::json::object headerObject(const HttpHeaders& headers) {
    boost::json::object object;
    for (const auto& [name, value] : headers) {
        auto& entry = object[cleanUtf8(name)];
        entry = (entry.is_string() ? std::string(entry.get_string()) + ", " : std::string()) + cleanUtf8(value);
    }
    return object;
}
}  // namespace

std::string mediaType(const HttpResponse& response) {
    const auto* header = findHeader(response.headers, "content-type");
    auto type = lower(header ? *header : "text/plain");
    type = type.substr(0, type.find(';'));
    type.erase(type.find_last_not_of(" \t") + 1);
    return type;
}

api::Result<api::Json> contentOf(const HttpRequest& request, const HttpResponse& response) {
    if (response.body.empty()) {
        return api::Json();
    }
    switch (kindOf(response)) {
        case Kind::json: {
            auto json = api::parseJson(response.body);
            return json.ok() ? json
                             : fault("communication", 502,
                                     request.place() +
                                         " answered with what it calls JSON and is none: " + json.error().message);
        }
        case Kind::latin1:
            return api::Json(latin1ToUtf8(response.body));
        case Kind::text:
            return api::Json(isUtf8(response.body) ? response.body : base64Encode(response.body));
        case Kind::binary:
            break;
    }
    return api::Json(base64Encode(response.body));
}

std::string excerpt(const HttpRequest& request, const HttpResponse& response) {
    if (response.body.empty() || kindOf(response) == Kind::binary) {
        return {};
    }
    auto text = request.withoutSecrets(cleanUtf8(response.body));
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c >= 0 && c < 0x20; }, ' ');
    if (text.size() > kMaxExcerptBytes) {
        auto end = kMaxExcerptBytes;
        while ((text[end] & 0xC0) == 0x80) {
            --end;
        }
        text = text.substr(0, end) + "…";
    }
    return ": " + text;
}

api::Result<api::Json> outputOf(const std::string& form, const HttpRequest& request, const HttpResponse& response,
                                const api::Json* other) {
    if (form == "raw") {
        return api::Json(base64Encode(response.body));
    }
    auto body = other ? api::Result<api::Json>(*other) : contentOf(request, response);
    if (!body.ok() || form != "response") {
        return body;
    }
    auto method = request.method;
    std::transform(method.begin(), method.end(), method.begin(), [](unsigned char c) { return std::tolower(c); });
    boost::json::object asked;
    asked["method"] = method;
    asked["uri"] = request.safeUrl();
    asked["headers"] = headerObject(request.safeHeaders());
    boost::json::object result;
    result["request"] = std::move(asked);
    result["statusCode"] = response.status;
    result["headers"] = headerObject(response.headers);
    result["content"] = std::move(*body);
    return api::Json(std::move(result));
}

}  // namespace beamline::blocks
