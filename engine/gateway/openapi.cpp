// SPDX-License-Identifier: Apache-2.0
#include "engine/gateway/openapi.h"

#include "engine/gateway/routes.h"

namespace beamline::gateway {

namespace {

using boost::json::array;
using boost::json::object;

/// "get_api_v1_runs_run_history"
std::string operationId(const Route& route) {
    std::string id;
    for (const char c : route.method + route.path) {
        if (c >= 'A' && c <= 'Z') {
            id += static_cast<char>(c + 32);
        } else if (c != '{' && c != '}') {
            id += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_';
        }
    }
    return id;
}

object content(const char* type, api::Json schema) {
    return object{{type, {{"schema", std::move(schema)}}}};
}

object parameterOf(const Parameter& parameter, bool inPath) {
    auto schema = parameter.schema;
    if (parameter.kind == ParameterKind::map) {
        schema = object{{"type", "array"}, {"items", {{"type", "string"}, {"pattern", "="}}}};
    }
    object out{{"name", parameter.name}, {"in", inPath ? "path" : "query"}};
    if (inPath) {
        out["required"] = true;
    }
    if (parameter.kind == ParameterKind::json) {
        out["content"] = content("application/json", std::move(schema));
    } else {
        out["schema"] = std::move(schema);
    }
    return out;
}

object queryParameter(const char* name, const char* type, const char* description) {
    return object{{"name", name}, {"in", "query"}, {"description", description}, {"schema", {{"type", type}}}};
}

void describeOperation(const Route& route, object& out) {
    array parameters;
    for (const auto& part : route.parts) {
        if (part.starts_with('{')) {
            parameters.push_back(parameterOf(*route.operation->parameter(part.substr(1, part.size() - 2)), true));
        }
    }
    if (route.method == "GET") {
        for (const auto& parameter : route.operation->parameters) {
            if (route.path.find('{' + parameter.name + '}') == std::string::npos) {
                parameters.push_back(parameterOf(parameter, false));
            }
        }
    } else {
        auto body = content("application/json", route.operation->arguments);
        if (route.operation->parameter("source")) {
            body["application/yaml"] = object{{"schema", {{"type", "string"}}}};
        }
        out["requestBody"] = object{{"content", std::move(body)}};
    }
    if (!parameters.empty()) {
        out["parameters"] = std::move(parameters);
    }
    out["responses"].get_object()["200"] =
        object{{"description", "The reply."}, {"content", content("application/json", route.operation->reply)}};
}

void describeEvents(object& out) {
    out["parameters"] = array{queryParameter("run", "string", "Only of this run."),
                              queryParameter("tasks", "boolean", "Also of tasks; true if not told."),
                              queryParameter("data", "boolean", "With outputs and errors; false if not told."),
                              queryParameter("from", "integer", "After this Seq; from now on if not told.")};
    out["responses"].get_object()["200"] =
        object{{"description", "Events; one named gap says that some were lost, and to page again."},
               {"content", content("text/event-stream", object{{"type", "string"}})}};
}

void describePublish(const Route& route, object& out) {
    const object event{{"type", "object"}, {"required", {"specversion", "id", "source", "type"}}};
    auto body = content("application/cloudevents+json", event);
    body["application/cloudevents-batch+json"] = object{{"schema", {{"type", "array"}, {"items", event}}}};
    body["*/*"] = object{{"schema", object{}}};
    out["requestBody"] = object{{"required", true}, {"content", std::move(body)}};
    out["responses"].get_object()["200"] =
        object{{"description", "Where it stands among all events; of a batch {\"results\": […]}."},
               {"content", content("application/json", route.operation->reply)}};
}

object describe(const Route& route) {
    object out{{"operationId", operationId(route)}, {"summary", route.summary}};
    object responses;
    if (!route.open) {
        responses["default"] = object{{"$ref", "#/components/responses/Problem"}};
    } else {
        out["security"] = array{};
        responses["200"] = object{{"description", route.summary}};
    }
    out["responses"] = std::move(responses);
    if (route.operation) {
        out["x-operation"] = route.operation->name;
        out["x-permission"] = route.operation->permission;
    }
    switch (route.face) {
        case Face::operation:
            describeOperation(route, out);
            break;
        case Face::events:
            describeEvents(out);
            break;
        case Face::publish:
            describePublish(route, out);
            break;
        default:
            break;
    }
    return out;
}

object problemSchema() {
    const object text{{"type", "string"}};
    return object{
        {"type", "object"},
        {"required", {"ok", "error", "context"}},
        {"properties",
         {{"ok", {{"const", false}}},
          {"error",
           {{"type", "object"},
            {"required", {"code", "message", "details"}},
            {"properties",
             {{"code", text},
              {"message", text},
              {"details", {{"type", "object"}}},
              {"cause", text},
              {"retryable", {{"type", "boolean"}}}}}}},
          {"context",
           {{"type", "object"}, {"properties", {{"request_id", text}, {"trace_id", text}, {"tenant_id", text}}}}}}}};
}

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : c == '"' ? "&quot;" : std::string(1, c);
    }
    return out;
}

}  // namespace

api::Json openApi(const std::string& version) {
    object paths;
    for (const auto& route : routes()) {
        std::string method = route.method == "GET" ? "get" : "post";
        auto& path = paths[route.path];
        (path.is_object() ? path.get_object() : path.emplace_object())[method] = describe(route);
    }
    auto schemas = schemaComponents();
    schemas["Problem"] = problemSchema();
    return object{
        {"openapi", "3.1.0"},
        {"info",
         {{"title", "Beamline"},
          {"version", version},
          {"description", "The port of a Beamline engine over HTTP. Times are milliseconds since 1970 UTC."},
          {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
        {"servers", {{{"url", "/"}}}},
        {"security", {{{"token", array{}}}}},
        {"paths", std::move(paths)},
        {"components",
         {{"schemas", std::move(schemas)},
          {"securitySchemes", {{"token", {{"type", "http"}, {"scheme", "bearer"}}}}},
          {"responses",
           {{"Problem",
             {{"description", "What went wrong and what to do."},
              {"content", content("application/json", object{{"$ref", "#/components/schemas/Problem"}})}}}}}}}};
}

std::string docsPage(const std::string& version) {
    std::string rows;
    for (const auto& route : routes()) {
        std::string parameters;
        if (route.operation) {
            for (const auto& parameter : route.operation->parameters) {
                parameters += (parameters.empty() ? "" : ", ") + parameter.name;
            }
        }
        rows += "<tr><td>" + route.method + "</td><td><code>" + escaped(route.path) + "</code></td><td>" +
                escaped(route.summary) + "</td><td><code>" + escaped(parameters) + "</code></td><td>" +
                (route.operation ? escaped(route.operation->permission) : "") + "</td></tr>\n";
    }
    return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Beamline over HTTP</title><style>"
           ":root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:2rem;max-width:80rem}"
           "table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.3rem .8rem "
           ".3rem "
           "0;border-bottom:1px solid #8884}code{font-size:.9em}</style><h1>Beamline " +
           escaped(version) +
           " over HTTP</h1><p>Each address takes JSON and answers JSON; the members stand in the path, in the query "
           "string or in the body. The schemas of all of them are in <a href=\"/openapi.json\">openapi.json</a>. "
           "Errors "
           "are <code>{\"ok\": false, \"error\": {\"code\", \"message\", \"details\"}, "
           "\"context\"}</code>.</p><p>Events "
           "arrive at <code>/api/v1/events</code> as server-sent events: read a page, then the events after its "
           "<code>seq</code>; an event named <code>gap</code> means to read the page again.</p>\n<table><tr><th>Method"
           "</th><th>Address</th><th>What it does</th><th>Members</th><th>Permission</th></tr>\n" +
           rows + "</table></html>\n";
}

}  // namespace beamline::gateway
