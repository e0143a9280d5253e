// SPDX-License-Identifier: Apache-2.0
#include "engine/blocks/openapi_document.h"

#include <algorithm>

#include "engine/api/json_codec.h"
#include "engine/blocks/arguments.h"
#include "engine/blocks/encoding.h"
#include "engine/blocks/fault.h"
#include "engine/core/definition/source_document.h"

namespace beamline::blocks {

namespace {
using Object = boost::json::object;

constexpr const char* kMethods[] = {"get", "put", "post", "delete", "options", "head", "patch"};
constexpr int kMaxSchemaDepth = 8;
constexpr std::size_t kMaxSuggestions = 20;

const Object& objectOf(const api::Json& value) {
    static const Object none;
    const auto* object = value.if_object();
    return object ? *object : none;
}
const Object& child(const Object& owner, std::string_view name) {
    return objectOf(member(owner, name));
}
const boost::json::array& items(const Object& owner, std::string_view name) {
    static const boost::json::array none;
    const auto* array = member(owner, name).if_array();
    return array ? *array : none;
}

/// Reads one operation; the first mistake is kept and ends it.
class OperationReader {
public:
    OperationReader(const api::Json& document, std::string url)
        : m_whole(document),
          m_document(document.get_object()),
          m_url(std::move(url)),
          m_swagger(m_document.contains("swagger")) {}

    OpenapiOperation read(const std::string& path, const Object& item, const std::string& method,
                          const Object& operation) {
        OpenapiOperation out{method, path, server(item, operation), {}, std::nullopt};
        parameters(items(item, "parameters"), operation, out);
        parameters(items(operation, "parameters"), operation, out);
        if (const auto& given = member(operation, "requestBody"); !m_swagger && !given.is_null()) {
            out.body = requestBody(resolved(given));
        }
        return out;
    }
    const Object& resolved(const api::Json& value) {
        const auto* found = &value;
        for (int i = 0; i < kMaxReferences; ++i) {
            const auto* reference = objectOf(*found).if_contains("$ref");
            if (!reference || !reference->is_string()) {
                return objectOf(*found);
            }
            const std::string target(reference->get_string());
            if (!target.starts_with("#/")) {
                fail("refers to " + cleanUtf8(target) +
                     " in another document, which is not read; bundle them into one");
                return objectOf(nullptr);
            }
            boost::system::error_code ec;
            found = m_whole.find_pointer(decoded(target.substr(1)), ec);
            if (!found) {
                fail("refers to " + cleanUtf8(target) + ", which it does not have");
                return objectOf(nullptr);
            }
        }
        fail("has references without end");
        return objectOf(nullptr);
    }

    std::string problem;

private:
    void fail(std::string what) { problem = problem.empty() ? std::move(what) : problem; }

    /// A pointer in a URI fragment: percent-encoded (RFC 6901, 6).
    static std::string decoded(const std::string& text) {
        std::string out;
        for (std::size_t i = 0; i < text.size(); ++i) {
            unsigned value = 0;
            if (text[i] == '%' && i + 2 < text.size() && std::sscanf(text.c_str() + i + 1, "%2x", &value) == 1) {
                out += static_cast<char>(value);
                i += 2;
            } else {
                out += text[i];
            }
        }
        return out;
    }

    std::string server(const Object& item, const Object& operation) {
        if (m_swagger) {
            return swaggerServer(operation);
        }
        for (const auto* owner : {&operation, &item, &m_document}) {
            if (const auto& servers = items(*owner, "servers"); !servers.empty()) {
                const auto& first = objectOf(servers.front());
                auto url = text(first, "url");
                for (const auto& variable : child(first, "variables")) {
                    const auto hole = "{" + std::string(variable.key()) + "}";
                    const auto value = text(objectOf(variable.value()), "default");
                    for (auto at = url.find(hole); at != url.npos; at = url.find(hole, at + value.size())) {
                        url.replace(at, hole.size(), value);
                    }
                }
                return url;
            }
        }
        return m_url.empty() ? std::string() : "/";  // OpenAPI 3, "servers": a server at the root is meant
    }

    std::string swaggerServer(const Object& operation) {
        const auto own = m_url.substr(0, m_url.find("://"));
        const auto& named =
            items(operation, "schemes").empty() ? items(m_document, "schemes") : items(operation, "schemes");
        std::string scheme = own;
        std::vector<std::string> schemes;
        for (const auto& one : named) {
            schemes.push_back(one.is_string() ? std::string(one.get_string()) : std::string());
        }
        if (!schemes.empty() && std::find(schemes.begin(), schemes.end(), own) == schemes.end()) {
            scheme = std::find(schemes.begin(), schemes.end(), "https") != schemes.end() ? "https" : schemes.front();
        }
        auto host = text(m_document, "host");
        if (host.empty() && !m_url.empty()) {
            const auto from = m_url.find("://") + 3;
            host = m_url.substr(from, m_url.find_first_of("/?#", from) - from);
        }
        auto base = text(m_document, "basePath");
        base = base == "/" ? std::string() : base;
        return host.empty() ? std::string() : (scheme.empty() ? "https" : scheme) + "://" + host + base;
    }

    void parameters(const boost::json::array& list, const Object& operation, OpenapiOperation& out) {
        for (const auto& entry : list) {
            if (out.parameters.size() >= kMaxOpenapiParameters) {
                return fail("has an operation with more than " + std::to_string(kMaxOpenapiParameters) + " parameters");
            }
            const auto& given = resolved(entry);
            OpenapiParameter parameter;
            parameter.name = text(given, "name");
            parameter.in = text(given, "in");
            parameter.required = flag(given, "required") || parameter.in == "path";
            if (parameter.in == "body") {
                out.body = swaggerBody(given, operation);
                continue;
            }
            if (m_swagger) {
                swaggerStyle(given, parameter);
            } else {
                const bool form = parameter.in == "query" || parameter.in == "cookie";
                parameter.style = text(given, "style", form ? "form" : "simple");
                parameter.explode = flag(given, "explode", parameter.style == "form");
                parameter.reserved = flag(given, "allowReserved");
                parameter.json = given.contains("content");
            }
            if (parameter.in == "formData" && !out.body) {
                const auto type = mediaType(consumes(operation), "application/x-www-form-urlencoded");
                out.body = OpenapiBody{"", type, false, true, false, {}};
            }
            if (parameter.in == "formData" && text(given, "type") == "file") {
                out.body->mediaType = "multipart/form-data";
            }
            std::erase_if(out.parameters, [&](const OpenapiParameter& other) {
                return other.name == parameter.name && other.in == parameter.in;  // an operation's own goes before
            });
            out.parameters.push_back(std::move(parameter));
        }
        for (const auto& parameter : out.parameters) {
            if (parameter.in == "formData" && out.body) {
                out.body->members.insert(parameter.name);
                out.body->required = out.body->required || parameter.required;
            }
        }
    }

    static void swaggerStyle(const Object& given, OpenapiParameter& parameter) {
        const auto format = text(given, "collectionFormat", "csv");
        const bool form = parameter.in == "query" || parameter.in == "formData";
        parameter.explode = format == "multi";
        parameter.style = format == "ssv"     ? "spaceDelimited"
                          : format == "tsv"   ? "tabDelimited"
                          : format == "pipes" ? "pipeDelimited"
                          : form              ? "form"
                                              : "simple";
    }

    std::vector<std::string> consumes(const Object& operation) const {
        const auto& own =
            items(operation, "consumes").empty() ? items(m_document, "consumes") : items(operation, "consumes");
        std::vector<std::string> out;
        for (const auto& type : own) {
            out.push_back(type.is_string() ? std::string(type.get_string()) : std::string());
        }
        return out;
    }

    /// What this engine writes best of what the service takes.
    static std::string mediaType(const std::vector<std::string>& types, const std::string& otherwise) {
        const auto pick = [&](auto good) {
            const auto found = std::find_if(types.begin(), types.end(), good);
            return found == types.end() ? std::string() : *found;
        };
        for (auto found : {pick([](const auto& type) { return type.starts_with("application/json"); }),
                           pick([](const auto& type) { return type.ends_with("+json"); }),
                           pick([](const auto& type) { return type == "application/x-www-form-urlencoded"; }),
                           pick([](const auto& type) { return type == "multipart/form-data"; }),
                           pick([](const auto& type) { return type.starts_with("text/"); })}) {
            if (!found.empty()) {
                return found;
            }
        }
        return types.empty() || types.front().find('*') != std::string::npos ? otherwise : types.front();
    }

    void schemaMembers(const Object& schema, OpenapiBody& body, int depth) {
        if (depth > kMaxSchemaDepth || ++m_schemas > kMaxOpenapiSchemas) {
            return;
        }
        const auto& types = items(schema, "type");  // 3.1 has lists of types
        body.object = body.object || text(schema, "type") == "object" || schema.contains("properties") ||
                      std::find(types.begin(), types.end(), "object") != types.end();
        for (const auto& property : child(schema, "properties")) {
            body.members.emplace(property.key());
        }
        if (const auto* more = schema.if_contains("additionalProperties"); more && more->is_bool()) {
            body.open = more->get_bool();
        }
        for (const char* key : {"allOf", "oneOf", "anyOf"}) {
            for (const auto& part : items(schema, key)) {
                schemaMembers(resolved(part), body, depth + 1);
            }
        }
    }

    OpenapiBody requestBody(const Object& given) {
        std::vector<std::string> types;
        for (const auto& entry : child(given, "content")) {
            types.emplace_back(entry.key());
        }
        OpenapiBody body{"body", mediaType(types, "application/json"), flag(given, "required"), false, true, {}};
        const auto& content = child(child(given, "content"), body.mediaType);
        schemaMembers(resolved(member(content, "schema")), body, 0);
        body.object = body.object || !content.contains("schema");
        return body;
    }

    OpenapiBody swaggerBody(const Object& given, const Object& operation) {
        OpenapiBody body{text(given, "name", "body"),
                         mediaType(consumes(operation), "application/json"),
                         flag(given, "required"),
                         false,
                         true,
                         {}};
        schemaMembers(resolved(member(given, "schema")), body, 0);
        return body;
    }

    const api::Json& m_whole;
    const Object& m_document;
    std::string m_url;
    bool m_swagger;
    std::size_t m_schemas = 0;
};
}  // namespace

api::Result<std::shared_ptr<const api::Json>> readOpenapi(std::string_view text, const std::string& place) {
    auto json = api::parseJson(text);
    if (!json.ok()) {
        auto source = core::readSource(text);
        if (!source.problems.empty() || !source.json.is_object()) {
            return misconfigured("The OpenAPI document " + place + " is neither JSON nor YAML: " +
                                 (source.problems.empty() ? json.error().message : source.problems.front().message));
        }
        json = std::move(source.json);
    }
    const auto& members = objectOf(*json);
    const auto version = blocks::text(members, "openapi") + blocks::text(members, "swagger");
    if (!version.starts_with("3.") && version != "2.0") {
        return misconfigured("The document " + place + " is no OpenAPI 3 or Swagger 2.0 document" +
                             (version.empty() ? "." : "; its version is " + cleanUtf8(version.substr(0, 20)) + "."));
    }
    return std::make_shared<const api::Json>(std::move(json).value());
}

api::Result<OpenapiOperation> findOperation(const api::Json& document, const std::string& operationId,
                                            const std::string& documentUrl) {
    OperationReader reader(document, documentUrl);
    std::string known;
    std::size_t count = 0;
    for (const auto& entry : child(document.get_object(), "paths")) {
        const auto& item = reader.resolved(entry.value());
        for (const char* method : kMethods) {
            const auto* operation = item.if_contains(method);
            const auto id = operation ? text(objectOf(*operation), "operationId") : std::string();
            if (operation && id == operationId) {
                auto found = reader.read(std::string(entry.key()), item, method, operation->get_object());
                if (!reader.problem.empty()) {
                    return misconfigured("The OpenAPI document " + reader.problem + ".");
                }
                return found;
            }
            if (!id.empty() && ++count <= kMaxSuggestions) {
                known += (known.empty() ? "" : ", ") + id;
            }
        }
    }
    return misconfigured("The OpenAPI document has no operation '" + cleanUtf8(operationId) + "'; it has " +
                         (known.empty() ? "none with an operationId" : cleanUtf8(known)) +
                         (count > kMaxSuggestions ? ", …" : "") + ".");
}

}  // namespace beamline::blocks
