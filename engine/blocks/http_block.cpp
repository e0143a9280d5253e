// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/http_block.h"

#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

namespace {
constexpr std::size_t kMaxExcerptBytes = 300;

constexpr std::string_view kInput = R"({
  "type": "object",
  "required": ["method", "endpoint"],
  "additionalProperties": false,
  "properties": {
    "method": {"type": "string", "minLength": 1, "maxLength": 20, "description": "get, post, put, patch, delete, head …"},
    "endpoint": {
      "description": "The URI, or an object with the URI and how to authenticate.",
      "oneOf": [
        {"type": "string", "minLength": 1},
        {
          "type": "object",
          "required": ["uri"],
          "additionalProperties": false,
          "properties": {
            "uri": {"type": "string", "minLength": 1, "description": "http or https; {name} is taken from the task's input."},
            "authentication": {
              "description": "One way to authenticate.",
              "type": "object",
              "minProperties": 1,
              "maxProperties": 1,
              "additionalProperties": false,
              "properties": {
                "basic": {
                  "description": "User name and password (RFC 7617).",
                  "type": "object",
                  "required": ["username", "password"],
                  "additionalProperties": false,
                  "properties": {
                    "username": {"type": "string", "description": "The user."},
                    "password": {"type": "string", "description": "The user's password."}
                  }
                },
                "bearer": {
                  "description": "A token (RFC 6750).",
                  "type": "object",
                  "required": ["token"],
                  "additionalProperties": false,
                  "properties": {"token": {"type": "string", "description": "The token."}}
                }
              }
            }
          }
        }
      ]
    },
    "headers": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]},
                "description": "Of the request, by name."},
    "query": {"type": "object", "description": "A list gives the parameter several times; null leaves it out."},
    "body": {"description": "A string is sent as it is, everything else as JSON, or as a form by its Content-Type."},
    "output": {"enum": ["raw", "content", "response"], "default": "content",
               "description": "raw gives the body as base64, content the body by its type, response all of the answer."},
    "redirect": {"type": "boolean", "default": false,
                 "description": "true follows redirects; otherwise they are errors like every status from 300."}
  }
})";
constexpr std::string_view kOutput = R"({
  "description": "By `output`: the content (JSON and text by their type, else base64), its base64, or the response.",
  "anyOf": [
    {
      "type": "object",
      "required": ["request", "statusCode", "headers", "content"],
      "properties": {
        "request": {"type": "object", "description": "What was sent, without secrets: method, uri, headers."},
        "statusCode": {"type": "integer", "description": "Of the answer."},
        "headers": {"type": "object", "additionalProperties": {"type": "string"}, "description": "Of the answer."},
        "content": {"description": "JSON and text by their type, other bytes as base64."}
      }
    },
    {}
  ]
})";

constexpr std::string_view kExample = R"(
- getWeather:
    call: http
    with:
      method: get
      endpoint: https://api.example.com/weather/{city}
      query:
        units: metric
)";

enum class Kind { json, text, latin1, binary };

Kind kindOf(const HttpResponse& response) {
    const auto* header = findHeader(response.headers, "content-type");
    std::string type = header ? *header : "text/plain";
    std::transform(type.begin(), type.end(), type.begin(), [](unsigned char c) { return std::tolower(c); });
    const bool latin1 = type.find("iso-8859-1") != type.npos || type.find("latin1") != type.npos;
    type = type.substr(0, type.find(';'));
    type.erase(type.find_last_not_of(" \t") + 1);
    if (type == "application/json" || type.ends_with("+json") || type == "text/json") {
        return Kind::json;
    }
    const bool text = type.starts_with("text/") || type.ends_with("+xml") || type.ends_with("/xml") ||
                      type.ends_with("yaml") || type == "application/javascript" ||
                      type == "application/x-www-form-urlencoded" || type == "application/x-ndjson";
    return !text ? Kind::binary : latin1 ? Kind::latin1 : Kind::text;
}

api::Result<api::Json> content(const HttpRequest& request, const HttpResponse& response) {
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

/// Repeated headers become one, joined as RFC 9110, 5.2 allows.
boost::json::object headerObject(const HttpHeaders& headers) {
    boost::json::object object;
    for (const auto& [name, value] : headers) {
        auto& entry = object[cleanUtf8(name)];
        entry = (entry.is_string() ? std::string(entry.get_string()) + ", " : std::string()) + cleanUtf8(value);
    }
    return object;
}

/// The start of the body on one line, when people can read it: services say there what they did not like.
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

api::Result<api::Json> output(const std::string& form, const HttpRequest& request, const HttpResponse& response) {
    if (form == "raw") {
        return api::Json(base64Encode(response.body));
    }
    auto body = content(request, response);
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
}  // namespace

HttpBlock::HttpBlock(const BlockSettings& settings)
    : m_settings(settings),
      m_info(describe("http", "Calls an HTTP endpoint and gives its content, its bytes or the whole response.", kInput,
                      kOutput, kExample)),
      m_client(settings) {}

BlockResult HttpBlock::run(const Invocation& invocation) const {
    return settle(exchange(invocation));
}

api::Result<api::Json> HttpBlock::exchange(const Invocation& invocation) const {
    const Stop stop(invocation, m_settings);
    const auto& arguments = invocation.arguments->get_object();
    auto request = makeRequest(arguments, invocation.key);
    if (!request.ok()) {
        return request.error();
    }
    const bool follow = flag(arguments, "redirect");
    for (int redirects = 0;; ++redirects) {
        const auto response = m_client.send(*request, stop);
        if (!response.ok()) {
            return response.error();
        }
        const int status = response->status;
        const auto* location = findHeader(response->headers, "location");
        if (follow && location && (status == 301 || status == 302 || status == 303 || status == 307 || status == 308)) {
            if (redirects == kMaxRedirects) {
                return fault("communication", 508,
                             request->place() + " redirects again after " + std::to_string(kMaxRedirects) +
                                 " redirects; call the target itself.");
            }
            auto next = followRedirect(*request, status, *location);
            if (!next.ok()) {
                return next.error();
            }
            request = std::move(next);
            continue;
        }
        if (status < 200 || status >= (follow ? 400 : 300)) {
            const std::string hint = status >= 300 && status < 400 && !follow
                                         ? ". Set `redirect: true` to follow it, or call the target itself"
                                         : excerpt(*request, *response);
            return fault("communication", status,
                         request->place() + " answered " + std::to_string(status) +
                             (response->reason.empty() ? "" : " " + response->reason) + hint);
        }
        return output(text(arguments, "output", "content"), *request, *response);
    }
}

}  // namespace beamline::blocks
