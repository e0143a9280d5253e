// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/graphql_block.h"

#include "engine/api/json_codec.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"
#include "engine/blocks/http_content.h"

namespace beamline::blocks {

namespace {
constexpr std::size_t kMaxMessageBytes = 300;

constexpr std::string_view kRest = R"(,
    "query": {"type": "string", "minLength": 1, "description": "The document: a query or a mutation."},
    "variables": {"type": "object", "description": "Of the operation."},
    "operationName": {"type": "string", "description": "Which operation, when the document has several."},
    "headers": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]},
                "description": "Of the request, by name."},
    "partial": {"type": "boolean", "default": false,
                "description": "true: errors of the service fail nothing; the output is then {data, errors}."}
  }
})";
constexpr std::string_view kGraphqlOutput = R"({
  "description": "The data of the answer; with `partial`, {data, errors}, whose errors are a list, empty when there are none."
})";
constexpr std::string_view kGraphqlExample = R"(
- getPet:
    call: graphql
    with:
      endpoint: https://api.example.com/graphql
      query: "query ($id: ID!) { pet(id: $id) { name } }"
      variables:
        id: ${ .petId }
)";

std::string graphqlInput() {
    return R"({
  "type": "object",
  "required": ["endpoint", "query"],
  "additionalProperties": false,
  "properties": {
    "endpoint": )" +
           endpointSchema("The address of the service, or {uri, authentication}.") + std::string(kRest);
}

/// "pets.0.name" of the path of an error (GraphQL specification, 7.1.2).
std::string pathOf(const boost::json::object& error) {
    std::string out;
    const auto* path = member(error, "path").if_array();
    for (const auto& step : path ? *path : boost::json::array()) {
        out += (out.empty() ? "" : ".") +
               (step.is_string() ? std::string(step.get_string()) : boost::json::serialize(step));
    }
    return out;
}

std::string describeErrors(const boost::json::array& errors) {
    std::string out;
    for (std::size_t i = 0; i < errors.size() && i < kMaxGraphqlErrors; ++i) {
        const auto* error = errors[i].if_object();
        const auto path = error ? pathOf(*error) : std::string();
        out += (out.empty() ? "" : "; ") +
               (error ? text(*error, "message", "an error without a message") : boost::json::serialize(errors[i]))
                   .substr(0, kMaxMessageBytes) +
               (path.empty() ? "" : " (at " + path.substr(0, kMaxMessageBytes) + ")");
    }
    if (errors.size() > kMaxGraphqlErrors) {
        out += "; and " + std::to_string(errors.size() - kMaxGraphqlErrors) + " more";
    }
    return cleanUtf8(out);
}
}  // namespace

GraphqlBlock::GraphqlBlock(HttpAgentPtr agent)
    : m_agent(std::move(agent)),
      m_info(describe("graphql", "Sends a GraphQL query or mutation and gives its data.", graphqlInput(),
                      kGraphqlOutput, kGraphqlExample)) {}

BlockResult GraphqlBlock::run(const Invocation& invocation) const {
    return settle(exchange(invocation));
}

api::Result<api::Json> GraphqlBlock::exchange(const Invocation& invocation) const {
    const Stop stop(invocation, m_agent->settings());
    const auto& arguments = invocation.arguments->get_object();
    boost::json::object body{{"query", member(arguments, "query")}};
    for (const char* name : {"variables", "operationName"}) {
        if (arguments.contains(name)) {
            body[name] = arguments.at(name);
        }
    }
    boost::json::object headers{{"Accept", "application/graphql-response+json, application/json;q=0.9"}};
    if (const auto* given = member(arguments, "headers").if_object()) {
        for (const auto& header : *given) {
            if (headerName(header.key()) == "Accept") {
                headers.erase("Accept");
            }
            headers[header.key()] = header.value();
        }
    }
    const HttpCall call{{{"method", "post"},
                         {"endpoint", member(arguments, "endpoint")},
                         {"headers", std::move(headers)},
                         {"body", std::move(body)}},
                        invocation.key,
                        false,
                        {}};
    const auto answer = m_agent->call(call, stop);
    if (!answer.ok()) {
        return answer.error();
    }
    // Services may say 400 and more together with the errors of a request (GraphQL over HTTP, 6.4).
    const auto document = api::parseJson(answer->response.body);
    const auto* members = document.ok() ? document->if_object() : nullptr;
    const auto* errors = members ? member(*members, "errors").if_array() : nullptr;
    if (!answer->good(false) && !errors) {
        return statusFault(*answer, false);
    }
    if (!members || (!members->contains("data") && !errors)) {
        return fault("communication", 502,
                     answer->request.place() + " answered with something that is no GraphQL response" +
                         excerpt(answer->request, answer->response));
    }
    const auto& data = member(*members, "data");
    if (flag(arguments, "partial")) {
        return api::Json{{"data", data}, {"errors", errors ? *errors : boost::json::array()}};
    }
    if (errors && !errors->empty()) {
        const int status = answer->response.status >= 400 ? answer->response.status : 502;
        return fault("communication", status,
                     answer->request.place() + " reports: " + answer->request.withoutSecrets(describeErrors(*errors)));
    }
    return data;
}

}  // namespace beamline::blocks
