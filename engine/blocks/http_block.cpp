// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/http_block.h"

#include <algorithm>

#include "engine/blocks/arguments.h"
#include "engine/blocks/file_sink.h"
#include "engine/blocks/http_content.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kBegin = R"({
  "type": "object",
  "required": ["method", "endpoint"],
  "additionalProperties": false,
  "properties": {
    "method": {"type": "string", "minLength": 1, "maxLength": 20, "description": "get, post, put, patch, delete, head …"},
    "endpoint": )";
constexpr std::string_view kHttpRest = R"(,
    "headers": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]},
                "description": "Of the request, by name."},
    "query": {"type": "object", "description": "A list gives the parameter several times; null leaves it out."},
    "body": {"description": "A string is sent as it is, everything else as JSON, or by its Content-Type: a form, or for multipart/form-data one part a member, files as {file: path}."},
    "output": {"enum": ["raw", "content", "response"], "default": "content",
               "description": "raw gives the body as base64, content the body by its type, response all of the answer."},
    "redirect": {"type": "boolean", "default": false,
                 "description": "true follows redirects; otherwise they are errors like every status from 300."},
    "saveTo": {"type": "string", "minLength": 1,
               "description": "A file below the roots that the content of a 2xx answer goes into, whole or not at all; the content is then {path, bytes, sha256}."},
    "maxBytes": {"type": "integer", "minimum": 1,
                 "description": "Of the content; more is an error. The engine's own limit holds too."}
  }
})";
constexpr std::string_view kHttpOutput = R"({
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

constexpr std::string_view kHttpExample = R"(
- getWeather:
    call: http
    with:
      method: get
      endpoint: https://api.example.com/weather/{city}
      query:
        units: metric
)";

const api::FunctionInfo& description() {
    static const auto info = describe(
        "http", "Calls an HTTP endpoint and gives its content, its bytes or the whole response.",
        std::string(kBegin) + endpointSchema("The address, or {uri, authentication}.") + std::string(kHttpRest),
        kHttpOutput, kHttpExample);
    return info;
}
}  // namespace

HttpBlock::HttpBlock(HttpAgentPtr agent) : m_agent(std::move(agent)), m_info(description()) {}

BlockResult HttpBlock::run(const Invocation& invocation) const {
    return settle(exchange(invocation));
}

api::Result<api::Json> HttpBlock::exchange(const Invocation& invocation) const {
    const Stop stop(invocation, m_agent->settings());
    const auto& arguments = invocation.arguments->get_object();
    const auto form = text(arguments, "output", "content");
    HttpCall call{arguments, invocation.key, flag(arguments, "redirect"), {}};
    call.options.maxBytes = std::min(number(arguments, "maxBytes", INT64_MAX), m_agent->settings().maxResponseBytes);
    if (const auto path = text(arguments, "saveTo"); !path.empty()) {
        return save(std::move(call), path, form, stop);
    }
    const auto answer = m_agent->call(call, stop);
    if (!answer.ok()) {
        return answer.error();
    }
    return answer->good(call.follow) ? outputOf(form, answer->request, answer->response)
                                     : statusFault(*answer, call.follow);
}

api::Result<api::Json> HttpBlock::save(HttpCall call, const std::string& path, const std::string& form,
                                       const Stop& stop) const {
    if (form == "raw") {
        return fault("validation", 400, "`output: raw` and `saveTo` exclude each other; the bytes are in the file.");
    }
    auto place = m_agent->files().locate(path);
    if (!place.ok()) {
        return place.error();
    }
    auto target = m_agent->files().pin(*place);
    if (!target.ok()) {
        return target.error();
    }
    call.options.maxBytes = std::min(number(call.arguments, "maxBytes", INT64_MAX), m_agent->settings().maxFileBytes);
    FileSink file(*place, std::move(target).value(), call.options.maxBytes);
    call.options.sink = [&](const HttpResponse&, std::string_view bytes) -> api::Result<bool> {
        const auto taken = file.take(bytes);
        return taken.ok() ? api::Result<bool>(true) : taken.error();
    };
    const auto answer = m_agent->call(call, stop);
    if (!answer.ok()) {
        return answer.error();
    }
    if (!answer->good(false)) {  // a redirect or "not modified" leaves the file as it is
        return answer->good(call.follow) ? outputOf(form, answer->request, answer->response)
                                         : statusFault(*answer, call.follow);
    }
    auto saved = file.finish();
    if (!saved.ok()) {
        return saved.error();
    }
    return outputOf(form, answer->request, answer->response, &*saved);
}

}  // namespace beamline::blocks
