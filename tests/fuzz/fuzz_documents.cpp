// SPDX-License-Identifier: Apache-2.0
// Whatever the text, as an OpenAPI, AsyncAPI or .proto document it is refused or describes its operations, which are
// then called with something.

#include <cstdint>
#include <cstdlib>

#include "engine/blocks/asyncapi_document.h"
#include "engine/blocks/grpc_proto.h"
#include "engine/blocks/openapi_document.h"
#include "engine/blocks/openapi_request.h"
#include "engine/core/definition/source_document.h"

namespace {
using namespace beamline;

const boost::json::object& something() {
    static const auto kGiven = boost::json::parse(R"({
        "id": 1, "name": "a b/ü", "tags": ["x", 2, null], "deep": {"a": {"b": [1]}, "c": true}, "none": null,
        "body": {"n": 1.5}})")
                                   .as_object();
    return kGiven;
}

void openapi(const api::Json& document) {
    const auto* object = document.if_object();
    const auto* paths = object && object->contains("paths") ? object->at("paths").if_object() : nullptr;
    for (const auto& path : paths ? *paths : boost::json::object()) {
        for (const auto& operation : path.value().is_object() ? path.value().get_object() : boost::json::object()) {
            const auto* members = operation.value().if_object();
            const auto* id = members ? members->if_contains("operationId") : nullptr;
            if (!id || !id->is_string()) {
                continue;
            }
            const auto found = blocks::findOperation(document, id->get_string().c_str(), "https://example.com/doc");
            if (found.ok()) {
                (void)blocks::makeOpenapiArguments(*found, something(), "https://example.com/v1");
            }
        }
    }
}

void asyncapi(const api::Json& document) {
    const auto names = [&](const char* list) {
        const auto* object = document.if_object();
        const auto* found = object ? object->if_contains(list) : nullptr;
        return found && found->is_object() ? found->get_object() : boost::json::object();
    };
    for (const auto& [by, list] : {std::pair{"channel", "channels"}, {"operation", "operations"}}) {
        for (const auto& one : names(list)) {
            for (const char* what : {"message", "subscription"}) {
                boost::json::object arguments{{by, one.key()}, {what, boost::json::object()}};
                (void)blocks::asyncapiTarget(document, arguments);
                for (const auto& server : names("servers")) {
                    arguments["server"] = {{"name", server.key()}, {"variables", something()}};
                    (void)blocks::asyncapiTarget(document, arguments);
                }
            }
        }
    }
}

void proto(const std::string& text) {
    const auto import = [&](const std::string& path) -> api::Result<std::string> {
        if (path == "shared.proto") {
            return std::string("syntax = \"proto3\"; package shared; message Text { string text = 1; }");
        }
        return path == "again.proto" ? api::Result<std::string>(text)
                                     : api::Result<std::string>(api::Error{"none", "There is none.", {}, false});
    };
    const auto method = blocks::GrpcMethod::load(text, import, "Greeter", "SayHello");
    if (!method.ok()) {
        return;
    }
    (void)method->answer(text);
    for (const auto& arguments : {api::Json(boost::json::object()), api::Json(something())}) {
        if (const auto bytes = method->request(arguments); bytes.ok()) {
            (void)method->answer(*bytes);
        }
    }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    if (const auto read = blocks::readOpenapi(text, "text"); read.ok()) {
        openapi(**read);
    }
    if (const auto source = core::readSource(text); source.problems.empty()) {
        asyncapi(source.json);
    }
    proto(text);
    return 0;
}
