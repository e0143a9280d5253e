// SPDX-License-Identifier: Apache-2.0
// From the text of a workflow to what its calls send: named authentications, URI templates and expressions wherever the
// language allows them.

#include "tests/engine/blocks/block_fixture.h"
#include "tests/engine/blocks/token_server.h"

namespace beamline::blocks {
namespace {

class Calls : public BlockTest {
protected:
    core::ParseResult parse(const std::string& body) {
        return core::parseDefinition("document: {dsl: '1.0.3', namespace: t, name: t, version: 1.0.0}\n" + body,
                                     registry());
    }
    std::string problems(const std::string& body) {
        std::string out;
        for (const auto& problem : parse(body).problems) {
            out += problem.pointer + " " + problem.message + "\n";
        }
        return out;
    }
    /// The arguments of a task's call, by default the first one's, as the machine gives them to the block.
    api::Json arguments(const core::Definition& definition, const api::Json& input, const api::Json& secrets = {},
                        std::size_t task = 0) {
        const auto& call = std::get<core::CallTask>(definition.tasks.at(task).body);
        core::Scope scope;
        scope.secrets = std::make_shared<const api::Json>(secrets);
        auto made = call.with.evaluate(*definition.program, std::make_shared<const api::Json>(input), scope);
        EXPECT_TRUE(made.ok()) << made.error().message;
        const auto violations = call.arguments->check(**made);
        EXPECT_TRUE(violations.empty()) << violations.front().pointer << violations.front().message;
        return **made;
    }
    api::Json perform(const std::string& body, const api::Json& input) {
        const auto parsed = parse(body);
        if (!parsed.definition) {
            ADD_FAILURE() << problems(body);
            return {};
        }
        const auto& function = std::get<core::CallTask>(parsed.definition->tasks.front().body).function;
        return good(function, arguments(*parsed.definition, input));
    }
    const Registry& registry() {
        if (!m_registry) {
            m_registry = std::make_unique<Registry>(settings);
        }
        return *m_registry;
    }
    static bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

private:
    std::unique_ptr<Registry> m_registry;
};

TEST_F(Calls, AuthenticationByNameStandsEverywhere) {
    const std::string use = "use:\n  authentications:\n    a: {bearer: {token: '${ .token }'}}\n";
    const std::vector<std::pair<std::string, std::string>> calls{
        {"{call: http, with: {method: get, endpoint: {uri: 'http://h/', authentication: NAME}}}",
         "/endpoint/authentication"},
        {"{call: graphql, with: {query: q, endpoint: {uri: 'http://h/', authentication: NAME}}}",
         "/endpoint/authentication"},
        {"{call: openapi, with: {operationId: o, document: {endpoint: {uri: 'http://h/', authentication: NAME}}}}",
         "/document/endpoint/authentication"},
        {"{call: openapi, with: {operationId: o, document: {endpoint: x}, authentication: NAME}}", "/authentication"},
        {"{call: mcp, with: {method: tools/list, transport: {http: {endpoint: {uri: 'http://h/', authentication: "
         "NAME}}}}}",
         "/transport/http/endpoint/authentication"},
        {"{call: a2a, with: {method: tasks/get, server: {uri: 'http://h/', authentication: NAME}}}",
         "/server/authentication"},
        {"{call: a2a, with: {method: tasks/get, agentCard: {endpoint: {uri: 'http://h/', authentication: NAME}}}}",
         "/agentCard/endpoint/authentication"},
    };
    for (const auto& [call, pointer] : calls) {
        for (const std::string name : {"a", "{use: a}"}) {
            auto text = call;
            text.replace(text.find("NAME"), 4, name);
            const auto parsed = parse(use + "do: [{x: " + text + "}]\n");
            ASSERT_NE(parsed.definition, nullptr) << problems(use + "do: [{x: " + text + "}]\n");
            const auto made = arguments(*parsed.definition, {{"token", "t-1"}});
            EXPECT_EQ(made.at_pointer(pointer), json(R"({"bearer": {"token": "t-1"}})")) << text;
        }
        auto unknown = call;
        unknown.replace(unknown.find("NAME"), 4, "b");
        EXPECT_TRUE(has(problems(use + "do: [{x: " + unknown + "}]\n"), "There is no authentication 'b'")) << call;
        auto person = call;
        person.replace(person.find("NAME"), 4, "{oidc: {authority: x, grant: authorization_code, client: {id: i}}}");
        EXPECT_TRUE(has(problems("do: [{x: " + person + "}]\n"), "needs a person at a browser")) << call;
        auto secret = call;
        secret.replace(secret.find("NAME"), 4, "{basic: {use: vault}}");
        EXPECT_TRUE(has(problems("do: [{x: " + secret + "}]\n"), "There is no secret")) << call;
    }
}

/// `basic: {use: name}` is the whole secret of that name, whatever language the workflow has.
TEST_F(Calls, AuthenticationBySecret) {
    const std::vector<std::pair<std::string, api::Json>> kinds{
        {"basic", {{"username", "ann"}, {"password", "s3"}}},
        {"bearer", {{"token", "t-1"}}},
        {"digest", {{"username", "ann"}, {"password", "s3"}}},
        {"certificate", {{"certificate", "client.pem"}, {"key", "client.key"}}},
        {"oauth2", {{"authority", "http://h"}, {"grant", "client_credentials"}, {"client", {{"id", "i"}}}}},
        {"oidc", {{"authority", "http://h"}, {"grant", "client_credentials"}, {"client", {{"id", "i"}}}}},
    };
    for (const std::string language : {"jq", "jmespath"}) {
        for (const auto& [kind, secret] : kinds) {
            const auto policy = "{" + kind + ": {use: vault}}";
            const auto body = [&](const std::string& declared) {
                return "evaluate: {language: " + language + "}\nuse:\n  secrets: [" + declared +
                       "]\n  authentications:\n    a: " + policy +
                       "\ndo:\n- x: {call: http, with: {method: get, endpoint: {uri: 'http://h/', authentication: "
                       "a}}}\n- y: {call: http, with: {method: get, endpoint: {uri: 'http://h/', authentication: " +
                       policy + "}}}\n";
            };
            const auto parsed = parse(body("vault"));
            ASSERT_NE(parsed.definition, nullptr) << problems(body("vault"));
            for (const std::size_t task : {0U, 1U}) {
                const auto made = arguments(*parsed.definition, {}, {{"vault", secret}}, task);
                EXPECT_EQ(made.at_pointer("/endpoint/authentication/" + kind), secret) << language << " " << task;
            }
            EXPECT_TRUE(has(problems(body("other")), "There is no secret 'vault' under use.secrets")) << kind;
        }
    }
}

TEST_F(Calls, TemplatesOfPolicies) {
    TokenServer server;
    const auto sent = perform(
        "use:\n  authentications:\n    a:\n      oauth2:\n        authority: '" + server.server.url("/{realm}") +
            "'\n        endpoints: {token: '/{way}/token'}\n        grant: client_credentials\n        client: {id: "
            "desk, "
            "secret: '${ .secret }'}\n        issuers: ['" +
            server.server.url("/{realm}") + "']\ndo: [{x: {call: http, with: {method: get, endpoint: {uri: '" +
            server.service() + "', authentication: a}}}}]\n",
        {{"realm", "realm"}, {"way", "my"}, {"secret", TokenServer::kSecret}});
    EXPECT_TRUE(has(std::string(sent.as_string()), "GET /service"));
    EXPECT_TRUE(server.server.requests().at(0).starts_with("POST /realm/my/token "));
    EXPECT_TRUE(
        has(problems("do: [{x: {call: http, with: {method: get, endpoint: {uri: 'http://h', authentication: {oauth2: "
                     "{authority: 'http://{h', grant: client_credentials, client: {id: i}}}}}}}]\n"),
            "/do/0/x/with/endpoint/authentication/oauth2/authority"));
}

TEST_F(Calls, ExpressionsForWholeArguments) {
    HttpServer server([](const std::string& request) {
        const auto body = boost::json::parse(request.substr(request.find("\r\n\r\n") + 4));
        return HttpServer::answer(
            "200 OK", "Content-Type: application/json\r\n",
            boost::json::serialize(boost::json::object{{"jsonrpc", "2.0"},
                                                       {"id", body.at("id")},
                                                       {"result", {{"body", body}, {"line", request.substr(0, 12)}}}}));
    });
    const auto result = perform("do: [{x: {call: a2a, with: {method: tasks/get, server: '" + server.url("/{agent}") +
                                    "', parameters: '${ {id: .task} }'}}}]\n",
                                {{"task", "t-7"}, {"agent", "rpc"}});
    EXPECT_EQ(result.at("body").at("params"), json(R"({"id": "t-7"})"));
    EXPECT_EQ(result.at("line"), "POST /rpc HT");
    put(root / "api.json", R"({"openapi": "3.0.0", "servers": [{"url": ")" + server.url("") + R"("}],
        "paths": {"/pets": {"post": {"operationId": "rpc", "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}}}}}})");
    const auto pet = perform(
        "do: [{x: {call: openapi, with: {document: {endpoint: 'file:api.json'}, operationId: '${ .op }', "
        "parameters: '${ .pet }'}}}]\n",
        {{"op", "rpc"}, {"pet", {{"id", 5}, {"name", "milou"}}}});
    EXPECT_EQ(pet.at("result").at("body").at("name"), "milou");
}

TEST_F(Calls, MistakesAreFoundAtDeploy) {
    const auto check = [&](const std::string& call, std::string_view expected) {
        const auto said_ = problems("do: [{x: {" + call + "}}]\n");
        EXPECT_TRUE(has(said_, expected)) << call << "\n" << said_;
    };
    check("call: mcp, with: {method: tools/drop, transport: {stdio: {command: x}}}", "/do/0/x/with/method");
    check("call: mcp, with: {method: tools/list, transport: {}}", "/do/0/x/with/transport");
    check("call: mcp, with: {method: tools/list, timeout: soon, transport: {stdio: {command: x}}}",
          "/do/0/x/with/timeout 'soon' is not a duration");
    check("call: openapi, with: {operationId: x}", "document");
    check("call: openapi, with: {operationId: x, document: {endpoint: x}, output: all}", "/do/0/x/with/output");
    check("call: a2a, with: {method: tasks/get}", "/do/0/x");
    check("call: graphql, with: {endpoint: 'http://h'}", "query");
    check("call: http, with: {method: get, endpoint: 'http://h', maxBytes: 0}", "/do/0/x/with/maxBytes");
    EXPECT_EQ(
        problems(
            "do: [{x: {call: mcp, with: {method: tools/call, parameters: '${ .p }', timeout: {seconds: 3}, transport: "
            "{stdio: {command: '${ .c }', arguments: [a, '${ .b }'], environment: {A: b}}}}}}]\n"),
        "");
}

}  // namespace
}  // namespace beamline::blocks
