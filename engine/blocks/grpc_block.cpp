// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/grpc_block.h"

#include <algorithm>

#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"
#include "engine/blocks/grpc_proto.h"

namespace beamline::blocks {

namespace {
std::string grpcInput() {
    return R"({
  "type": "object",
  "required": ["proto", "service", "method"],
  "additionalProperties": false,
  "properties": {
    "proto": )" +
           resourceSchema(
               "The .proto text that describes the service. Its imports are read beside it; google/protobuf is "
               "known.") +
           R"(,
    "service": {
      "type": "object",
      "required": ["name", "host"],
      "additionalProperties": false,
      "description": "Which service, and where.",
      "properties": {
        "name": {"type": "string", "minLength": 1, "description": "The service with its package, or without it."},
        "host": {"type": "string", "minLength": 1, "maxLength": 300,
                 "description": "A name or address; grpcs:// before it asks for TLS, grpc:// for none."},
        "port": {"type": "integer", "minimum": 1, "maximum": 65535,
                 "description": "Otherwise 443 with TLS, 80 without."},
        "authentication": )" +
           std::string(authenticationSchema()) + R"(
      }
    },
    "method": {"type": "string", "minLength": 1, "description": "The method of the service."},
    "arguments": {
      "type": ["object", "array"],
      "description": "The message as JSON by its field names; for a method that takes a stream, a list of them."
    }
  }
})";
}
constexpr std::string_view kGrpcOutput = R"({
  "description": "The message of the answer as JSON (64-bit integers are strings), or a list of them for a method that answers with a stream."
})";
constexpr std::string_view kGrpcExample = R"(
- greet:
    call: grpc
    with:
      proto:
        endpoint: file://protos/greet.proto
      service:
        name: greet.Greeter
        host: localhost
        port: 5011
      method: SayHello
      arguments:
        name: ${ .name }
)";

bool isLoopback(const std::string& host) {
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

/// Puts the credentials of `service` into the metadata.
api::Result<api::Unit> authenticate(Authenticator& authenticator, const boost::json::object& service,
                                    GrpcExchange& exchange, const Stop& stop) {
    auto given = authenticator.credentials(member(service, "authentication"), {}, stop);
    if (!given.ok()) {
        return given.error();
    }
    exchange.secrets = given->secrets;
    if (given->digest || given->certificate) {
        return fault("configuration", 400,
                     "Calls of gRPC do not know the authentications digest and certificate; use basic, bearer, oauth2 "
                     "or oidc.");
    }
    if (given->scheme.empty()) {
        return api::Unit{};
    }
    const auto value = given->scheme + " " + given->parameter;
    if (std::any_of(value.begin(), value.end(), [](char c) { return c < 0x20 || c > 0x7E; })) {
        return fault("configuration", 400, "The credentials hold a character that metadata cannot carry.");
    }
    exchange.metadata.emplace_back("authorization", value);
    return api::Unit{};
}

/// The resource that lies at `path` beside `main`, asked for as that one.
api::Result<api::Json> beside(const api::Json& main, const std::string& path) {
    const auto steps = "/" + path + "/";
    if (path.empty() || path.front() == '/' || steps.find("/../") != steps.npos || path.find("://") != path.npos) {
        return fault("configuration", 400,
                     "The import \"" + cleanUtf8(path) + "\" does not lie below the proto document.");
    }
    const auto* object = main.if_object();
    const auto uri = object ? text(*object, "uri") : std::string(main.is_string() ? main.get_string() : "");
    const auto base = uri.substr(0, uri.find_first_of("?#"));
    const auto slash = base.rfind('/');
    const auto next = (slash == base.npos ? std::string() : base.substr(0, slash + 1)) + path;
    if (!object) {
        return api::Json(next);
    }
    auto copy = *object;
    copy["uri"] = next;
    return api::Json(std::move(copy));
}

/// One request, or those of a stream.
api::Result<std::vector<std::string>> requests(const GrpcMethod& method, const api::Json& arguments) {
    const auto* list = arguments.if_array();
    if (list && (!method.clientStreams() || list->size() > kMaxGrpcMessages)) {
        return fault("validation", 400,
                     method.clientStreams()
                         ? "A stream may have " + std::to_string(kMaxGrpcMessages) + " messages."
                         : method.path() + " takes one message, so its arguments must be an object.");
    }
    const boost::json::array single(1, arguments.is_null() ? api::Json(boost::json::object()) : arguments);
    std::vector<std::string> out;
    for (const auto& one : list ? *list : single) {
        auto bytes = method.request(one);
        if (!bytes.ok()) {
            return bytes.error();
        }
        out.push_back(std::move(*bytes));
    }
    return out;
}

api::Result<api::Json> answers(const GrpcMethod& method, const std::vector<std::string>& messages) {
    boost::json::array out;
    for (const auto& bytes : messages) {
        auto one = method.answer(bytes);
        if (!one.ok()) {
            return one;
        }
        out.push_back(std::move(*one));
    }
    if (method.serverStreams()) {
        return api::Json(std::move(out));
    }
    if (out.size() != 1) {
        return fault("communication", 502,
                     method.path() + " answered with " + std::to_string(out.size()) + " messages instead of one.");
    }
    return std::move(out.front());
}
}  // namespace

api::Result<GrpcServer> grpcServer(const boost::json::object& service) {
    GrpcServer server;
    server.host = text(service, "host");
    std::string scheme;
    if (const auto at = server.host.find("://"); at != server.host.npos) {
        scheme = server.host.substr(0, at);
        server.host = server.host.substr(at + 3);
    }
    const bool bareIpv6 = std::count(server.host.begin(), server.host.end(), ':') > 1 && server.host.front() != '[';
    server.host = bareIpv6 ? "[" + server.host + "]" : server.host;
    const bool good = !server.host.empty() && std::all_of(server.host.begin(), server.host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view(".-_:[]").find(c) != std::string_view::npos;
    });
    const bool port = server.host.find(':') != server.host.npos && server.host.back() != ']';
    const bool secure = scheme == "grpcs" || scheme == "https";
    const bool plain = scheme == "grpc" || scheme == "http";
    if (!good || port || (!scheme.empty() && !secure && !plain)) {
        return fault(
            "configuration", 400,
            "The host of the service must be a name or an address, with grpc:// or grpcs:// before it at most; "
            "the port has its own place.");
    }
    const auto given = static_cast<int>(number(service, "port", 0));
    const bool secrets = service.contains("authentication") && !isLoopback(server.host);
    server.tls = secure || (!plain && (given == 443 || secrets));
    server.port = given > 0 ? given : server.tls ? 443 : 80;
    return server;
}

GrpcBlock::GrpcBlock(HttpAgentPtr agent, std::shared_ptr<ResourceReader> resources)
    : m_agent(std::move(agent)),
      m_info(describe("grpc", "Calls a method of a gRPC service that a .proto document describes.", grpcInput(),
                      kGrpcOutput, kGrpcExample)),
      m_resources(std::move(resources)),
      m_client(m_agent->settings()) {}

BlockResult GrpcBlock::run(const Invocation& invocation) const {
    return settle(exchange(invocation));
}

api::Result<api::Json> GrpcBlock::exchange(const Invocation& invocation) const {
    const Stop stop(invocation, m_agent->settings());
    const auto& arguments = invocation.arguments->get_object();
    const auto& service = member(arguments, "service").get_object();
    auto server = grpcServer(service);
    if (!server.ok()) {
        return server.error();
    }
    const auto& main = member(member(arguments, "proto").get_object(), "endpoint");
    const auto document = m_resources->read(main, invocation, stop);
    if (!document.ok()) {
        return document.error();
    }
    const auto import = [&](const std::string& path) -> api::Result<std::string> {
        const auto place = beside(main, path);
        return place.ok() ? m_resources->read(*place, invocation, stop) : place.error();
    };
    const auto method = GrpcMethod::load(*document, import, text(service, "name"), text(arguments, "method"));
    if (!method.ok()) {
        return method.error();
    }
    auto messages = requests(*method, member(arguments, "arguments"));
    if (!messages.ok()) {
        return messages.error();
    }
    GrpcExchange call;
    call.path = method->path();
    call.requests = std::move(*messages);
    call.metadata.emplace_back("idempotency-key", percentEncode(invocation.key));
    if (auto done = authenticate(m_agent->authenticator(), service, call, stop); !done.ok()) {
        return done.error();
    }
    const bool bracketed = server->host.front() == '[';
    auto addresses = m_agent->network().resolve(
        bracketed ? server->host.substr(1, server->host.size() - 2) : server->host, server->port);
    if (!addresses.ok()) {
        return addresses.error();
    }
    server->addresses = std::move(*addresses);
    const auto received = m_client.call(*server, call, stop);
    return received.ok() ? answers(*method, *received) : received.error();
}

}  // namespace beamline::blocks
