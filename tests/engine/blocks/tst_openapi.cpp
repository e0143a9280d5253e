// SPDX-License-Identifier: Apache-2.0
// Operations that OpenAPI documents describe: where each parameter goes, and which server is called.

#include "engine/blocks/openapi_document.h"
#include "tests/engine/blocks/block_fixture.h"
#include "tests/engine/blocks/http_server.h"

namespace beamline::blocks {
namespace {

constexpr const char* kThree = R"(
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers:
- url: /{stage}/api
  variables:
    stage: {default: v2}
paths:
  /pets/{petId}/toys:
    parameters:
    - {$ref: '#/components/parameters/petId'}
    get:
      operationId: listToys
      parameters:
      - {name: tags, in: query, schema: {type: array, items: {type: string}}}
      - {name: ids, in: query, explode: false, schema: {type: array}}
      - {name: spaced, in: query, style: spaceDelimited, explode: false, schema: {type: array}}
      - {name: piped, in: query, style: pipeDelimited, explode: false, schema: {type: array}}
      - {name: deep, in: query, style: deepObject, explode: true, schema: {type: object}}
      - {name: filter, in: query, content: {application/json: {schema: {type: object}}}}
      - {name: path, in: query, allowReserved: true, schema: {type: string}}
      - {name: X-Trace, in: header, schema: {type: array}}
      - {name: session, in: cookie, schema: {type: string}}
      - {name: limit, in: query, required: true, schema: {type: integer}}
    post:
      operationId: addToy
      requestBody:
        required: true
        content:
          application/xml: {schema: {type: string}}
          application/json: {schema: {$ref: '#/components/schemas/Toy'}}
  /upload:
    post:
      operationId: upload
      servers: [{url: 'http://127.0.0.1:PORT/other/'}]
      requestBody:
        content:
          multipart/form-data: {schema: {type: object, properties: {file: {type: string, format: binary}, note: {type: string}}}}
  /matrix/{a}/{b}/{c}:
    get:
      operationId: styles
      parameters:
      - {name: a, in: path, required: true, style: matrix, explode: true, schema: {type: array}}
      - {name: b, in: path, required: true, style: label, schema: {type: array}}
      - {name: c, in: path, required: true, schema: {type: object}}
  /text:
    put:
      operationId: note
      requestBody: {content: {text/plain: {schema: {type: string}}}}
  /elsewhere:
    get:
      operationId: foreign
      parameters: [{$ref: 'other.yaml#/x'}]
  /circle:
    get:
      operationId: circle
      parameters: [{$ref: '#/components/parameters/self'}]
components:
  parameters:
    petId: {name: petId, in: path, required: true, schema: {type: string}}
    self: {$ref: '#/components/parameters/self'}
  schemas:
    Toy:
      allOf:
      - {type: object, properties: {name: {type: string}}}
      - {type: object, additionalProperties: false, properties: {price: {type: number}}}
)";

constexpr const char* kTwo = R"({
  "swagger": "2.0",
  "host": "127.0.0.1:PORT",
  "basePath": "/v2",
  "schemes": ["https", "http"],
  "paths": {
    "/pet/findByStatus": {"get": {"operationId": "findPetsByStatus", "parameters": [
      {"name": "status", "in": "query", "required": true, "type": "array", "collectionFormat": "multi"},
      {"name": "ids", "in": "query", "type": "array"},
      {"name": "bars", "in": "query", "type": "array", "collectionFormat": "pipes"}]}},
    "/pet": {"post": {"operationId": "addPet", "consumes": ["application/json"], "parameters": [
      {"name": "pet", "in": "body", "required": true, "schema": {"$ref": "#/definitions/Pet"}}]}},
    "/pet/{petId}": {"post": {"operationId": "updatePet", "consumes": ["application/x-www-form-urlencoded"], "parameters": [
      {"name": "petId", "in": "path", "required": true, "type": "integer"},
      {"name": "name", "in": "formData", "required": true, "type": "string"},
      {"name": "status", "in": "formData", "type": "string"}]}},
    "/pet/picture": {"post": {"operationId": "uploadFile", "parameters": [
      {"name": "file", "in": "formData", "type": "file"}]}}
  },
  "definitions": {"Pet": {"type": "object", "properties": {"name": {"type": "string"}}}}
})";

class Openapi : public BlockTest {
protected:
    HttpServer server{[this](const std::string& request) {
        if (request.find(" /docs/") != request.npos) {
            auto text = request.find("two.json") != request.npos ? std::string(kTwo) : std::string(kThree);
            for (auto at = text.find("PORT"); at != text.npos; at = text.find("PORT")) {
                text.replace(at, 4, std::to_string(server.port()));
            }
            return HttpServer::answer("200 OK", "", text);
        }
        if (request.find(" /v2/api/pets/moved") != request.npos) {
            return HttpServer::answer("302 Found", "Location: /v2/api/pets/1/toys\r\n", "");
        }
        return HttpServer::answer("200 OK", "Content-Type: text/plain\r\n", request);
    }};
    api::Json with(const std::string& operation, std::string_view parameters,
                   const std::string& document = "three.yaml") {
        return {{"document", {{"endpoint", server.url("/docs/" + document)}}},
                {"operationId", operation},
                {"parameters", json(parameters)}};
    }
    std::string sent(const std::string& operation, std::string_view parameters,
                     const std::string& document = "three.yaml") {
        return std::string(good("openapi", with(operation, parameters, document)).as_string());
    }
    static bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }
};

TEST_F(Openapi, SpreadsParameters) {
    const auto request =
        sent("listToys", R"({"petId": "a/b c", "tags": ["x", "y&z"], "ids": [1, 2], "spaced": ["a", "b"],
        "piped": ["a", "b"], "deep": {"k": "v", "n": 1}, "filter": {"a": 1}, "path": "a/b?c&d", "X-Trace": ["1", "2"],
        "session": "s1", "limit": 2.5})");
    EXPECT_TRUE(
        request.starts_with("GET /v2/api/pets/a%2fb%20c/toys?tags=x&tags=y%26z&ids=1,2&spaced=a%20b&piped=a%7cb&"
                            "deep%5bk%5d=v&deep%5bn%5d=1&filter=%7b%22a%22%3a1%7d&path=a/b?c%26d&limit=2.5 HTTP") ||
        request.starts_with("GET /v2/api/pets/a%2Fb%20c/toys?tags=x&tags=y%26z&ids=1,2&spaced=a%20b&piped=a%7Cb&"
                            "deep%5Bk%5D=v&deep%5Bn%5D=1&filter=%7B%22a%22%3A1%7D&path=a/b?c%26d&limit=2.5 HTTP"))
        << request;
    EXPECT_TRUE(has(request, "\r\nX-Trace: 1,2\r\n")) << request;
    EXPECT_TRUE(has(request, "\r\nCookie: session=s1\r\n")) << request;
    EXPECT_TRUE(has(request, "\r\nIdempotency-Key: ")) << request;
    const auto styles = sent("styles", R"({"a": [1, 2], "b": ["x", "y"], "c": {"k": "v"}})");
    EXPECT_TRUE(styles.starts_with("GET /v2/api/matrix/;a=1;a=2/.x,y/k,v HTTP")) << styles;
}

TEST_F(Openapi, BodiesByTheirKind) {
    const auto members = sent("addToy", R"({"petId": 1, "name": "ball", "price": 2})");
    EXPECT_TRUE(members.starts_with("POST /v2/api/pets/1/toys HTTP")) << members;
    EXPECT_TRUE(members.ends_with("\r\n\r\n{\"name\":\"ball\",\"price\":2}")) << members;
    EXPECT_TRUE(sent("addToy", R"({"petId": 1, "body": {"any": 1}})").ends_with("\r\n\r\n{\"any\":1}"));
    EXPECT_TRUE(sent("note", R"({"body": "hello"})").ends_with("\r\n\r\nhello"));
    put(root / "f.txt", "file text");
    const auto upload = sent("upload", R"({"file": {"file": "f.txt"}, "note": "n"})");
    EXPECT_TRUE(upload.starts_with("POST /other/upload HTTP")) << upload;
    EXPECT_TRUE(has(upload, "multipart/form-data; boundary=") && has(upload, "\r\n\r\nfile text\r\n")) << upload;
}

TEST_F(Openapi, Swagger) {
    const auto found = sent("findPetsByStatus", R"({"status": ["a", "b"], "ids": [1, 2], "bars": [1, 2]})", "two.json");
    EXPECT_TRUE(found.starts_with("GET /v2/pet/findByStatus?status=a&status=b&ids=1,2&bars=1%7") &&
                !has(found, "https"))
        << found;
    EXPECT_TRUE(sent("findPetsByStatus", R"({"status": "available"})", "two.json")
                    .starts_with("GET /v2/pet/findByStatus?status=available HTTP"));
    EXPECT_TRUE(sent("addPet", R"({"pet": {"name": "x"}})", "two.json").ends_with("{\"name\":\"x\"}"));
    EXPECT_TRUE(sent("addPet", R"({"name": "y"})", "two.json").ends_with("{\"name\":\"y\"}"));
    const auto form = sent("updatePet", R"({"petId": 7, "name": "a b", "status": "sold"})", "two.json");
    EXPECT_TRUE(form.starts_with("POST /v2/pet/7 HTTP") && form.ends_with("\r\n\r\nname=a%20b&status=sold")) << form;
    put(root / "p.png", "picture");
    EXPECT_TRUE(has(sent("uploadFile", R"({"file": {"file": "p.png"}})", "two.json"), "filename=\"p.png\""));
    EXPECT_EQ(bad("openapi", with("updatePet", R"({"petId": 7})", "two.json")), "validation 400");
    EXPECT_TRUE(said("'name'")) << detail;
}

TEST_F(Openapi, MistakesAreNamed) {
    const auto check = [&](const std::string& operation, std::string_view parameters, const char* code,
                           const char* text) {
        EXPECT_EQ(bad("openapi", with(operation, parameters)), code) << operation;
        EXPECT_TRUE(said(text)) << detail;
    };
    check("listToys", R"({"petId": 1})", "validation 400", "needs the parameter 'limit' (in query)");
    check("listToys", R"({"limit": 1})", "validation 400", "needs the parameter 'petId' (in path)");
    check("listToys", R"({"limit": 1, "petId": ".."})", "validation 400", "in its path");
    check("listToys", R"({"limit": 1, "petId": 1, "limmit": 2})", "validation 400",
          "has no parameter 'limmit'; it has petId");
    check("addToy", R"({"petId": 1})", "validation 400", "needs a body");
    check("addToy", R"({"petId": 1, "colour": "red"})", "validation 400", "has no parameter 'colour'");
    check("nothing", "{}", "configuration 400", "no operation 'nothing'; it has listToys, addToy");
    check("foreign", "{}", "configuration 400", "in another document");
    check("circle", "{}", "configuration 400", "references without end");
    std::string many =
        "openapi: 3.1.0\nservers: [{url: 'http://127.0.0.1:1'}]\npaths:\n  /x:\n    get:\n      operationId: x\n      "
        "parameters:\n";
    for (std::size_t i = 0; i <= kMaxOpenapiParameters; ++i) {
        many += "      - {name: p" + std::to_string(i) + ", in: query}\n";
    }
    put(root / "many.yaml", many);
    EXPECT_EQ(bad("openapi", {{"document", {{"endpoint", "many.yaml"}}}, {"operationId", "x"}}), "configuration 400");
    EXPECT_TRUE(said("more than 500 parameters")) << detail;
    put(root / "api.yaml", "openapi: 3.1.0\npaths: {/x: {get: {operationId: x}}}\n");
    put(root / "none.yaml", "asyncapi: 3.0.0\n");
    put(root / "broken.yaml", "a: [");
    for (const auto& [file, text] :
         {std::pair{"api.yaml", "names no server"}, std::pair{"none.yaml", "is no OpenAPI 3"},
          std::pair{"broken.yaml", "is neither JSON nor YAML"}}) {
        EXPECT_EQ(bad("openapi", {{"document", {{"endpoint", file}}}, {"operationId", "x"}}), "configuration 400")
            << file;
        EXPECT_TRUE(said(text)) << detail;
    }
}

TEST_F(Openapi, AuthenticationOutputAndRedirects) {
    auto arguments = with("listToys", R"({"petId": 1, "limit": 1})");
    arguments.as_object()["authentication"] = {{"basic", {{"username", "u"}, {"password", "sesame"}}}};
    arguments.as_object()["output"] = "response";
    const auto response = good("openapi", arguments);
    EXPECT_EQ(response.at("statusCode"), 200);
    EXPECT_TRUE(has(server.requests().back(), "Authorization: Basic "));
    EXPECT_FALSE(has(server.requests().at(0), "Authorization: ")) << "the document is another matter";
    auto moved = with("listToys", R"({"petId": "moved", "limit": 1})");
    EXPECT_EQ(bad("openapi", moved), "communication 302");
    moved.as_object()["redirect"] = true;
    EXPECT_TRUE(std::string(good("openapi", moved).as_string()).starts_with("GET /v2/api/pets/1/toys "));
}

}  // namespace
}  // namespace beamline::blocks
