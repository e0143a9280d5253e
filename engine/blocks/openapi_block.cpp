// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/openapi_block.h"

#include <algorithm>

#include "engine/api/ids.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"
#include "engine/blocks/http_content.h"
#include "engine/blocks/openapi_request.h"

namespace beamline::blocks {

namespace {
constexpr std::string_view kOpenapiOutput = R"({
  "description": "By `output`: the content (JSON and text by their type, else base64), its base64, or the response."
})";
constexpr std::string_view kOpenapiExample = R"(
- findPets:
    call: openapi
    with:
      document:
        endpoint: https://petstore.example.com/openapi.json
      operationId: findPetsByStatus
      parameters:
        status: available
)";

std::string openapiInput() {
    return R"({
  "type": "object",
  "required": ["document", "operationId"],
  "additionalProperties": false,
  "properties": {
    "document": )" +
           resourceSchema("The OpenAPI 3 or Swagger 2.0 document, JSON or YAML.") + R"(,
    "operationId": {"type": "string", "minLength": 1, "description": "As the document calls the operation."},
    "parameters": {"type": "object",
                   "description": "By name, wherever the document has them; the body by its members, or whole as `body`."},
    "authentication": )" +
           std::string(authenticationSchema()) + R"(,
    "output": {"enum": ["raw", "content", "response"], "default": "content",
               "description": "raw gives the body as base64, content the body by its type, response all of the answer."},
    "redirect": {"type": "boolean", "default": false,
                 "description": "true follows redirects; otherwise they are errors like every status from 300."}
  }
})";
}

std::string placeOf(const api::Json& resource) {
    const auto* object = resource.if_object();
    const auto& endpoint = object ? member(*object, "endpoint") : resource;
    const auto uri = endpoint.is_object() ? text(endpoint.get_object(), "uri")
                                          : std::string(endpoint.is_string() ? endpoint.get_string() : "");
    return cleanUtf8(uri.substr(0, uri.find('?')));
}
}  // namespace

OpenapiBlock::OpenapiBlock(HttpAgentPtr agent, std::shared_ptr<ResourceReader> resources)
    : m_agent(std::move(agent)),
      m_resources(std::move(resources)),
      m_info(describe("openapi", "Calls an operation of a service that an OpenAPI document describes.", openapiInput(),
                      kOpenapiOutput, kOpenapiExample)) {}

BlockResult OpenapiBlock::run(const Invocation& invocation) const {
    return settle(exchange(invocation));
}

api::Result<std::shared_ptr<const api::Json>> OpenapiBlock::document(const Resource& resource,
                                                                     const std::string& place) const {
    const auto digest = api::sha256(resource.text);
    {
        const std::lock_guard lock(m_mutex);
        const auto known = std::find_if(m_documents.begin(), m_documents.end(),
                                        [&](const auto& entry) { return entry.first == digest; });
        if (known != m_documents.end()) {
            m_documents.splice(m_documents.begin(), m_documents, known);
            return known->second;
        }
    }
    auto read = readOpenapi(resource.text, place);
    if (read.ok()) {
        const std::lock_guard lock(m_mutex);
        m_documents.emplace_front(digest, *read);
        if (m_documents.size() > kMaxOpenapiDocuments) {
            m_documents.pop_back();
        }
    }
    return read;
}

api::Result<api::Json> OpenapiBlock::exchange(const Invocation& invocation) const {
    const Stop stop(invocation, m_agent->settings());
    const auto& arguments = invocation.arguments->get_object();
    const auto& resource = member(arguments, "document");
    const auto place = placeOf(resource);
    const auto found = m_resources->fetch(resource, stop);
    if (!found.ok()) {
        return found.error();
    }
    const auto read = document(*found, place);
    if (!read.ok()) {
        return read.error();
    }
    const auto operation = findOperation(**read, text(arguments, "operationId"), found->url);
    if (!operation.ok()) {
        return operation.error();
    }
    if (operation->server.empty()) {
        return fault("configuration", 400,
                     "The OpenAPI document " + place + " names no server, and a file has none; add `servers` to it.");
    }
    const auto server = resolveUrl(found->url, operation->server);
    if (!server.ok()) {
        return server.error();
    }
    static const boost::json::object none;
    const auto* given = member(arguments, "parameters").if_object();
    auto made = makeOpenapiArguments(*operation, given ? *given : none, *server);
    if (!made.ok()) {
        return made.error();
    }
    if (const auto& policy = member(arguments, "authentication"); !policy.is_null()) {
        (*made)["endpoint"] = {{"uri", made->at("endpoint")}, {"authentication", policy}};
    }
    const HttpCall call{std::move(*made), invocation.key, flag(arguments, "redirect"), {}};
    const auto answer = m_agent->call(call, stop);
    if (!answer.ok()) {
        return answer.error();
    }
    return answer->good(call.follow) ? outputOf(text(arguments, "output", "content"), answer->request, answer->response)
                                     : statusFault(*answer, call.follow);
}

}  // namespace beamline::blocks
