// SPDX-License-Identifier: Apache-2.0
// GraphQL operations: what is sent, and what becomes of data and errors.

#include "tests/engine/blocks/block_fixture.h"
#include "tests/engine/blocks/http_server.h"

namespace beamline::blocks {
namespace {

class Graphql : public BlockTest {
protected:
    HttpServer server{[this](const std::string&) {
        return HttpServer::answer(status, "Content-Type: application/graphql-response+json\r\n", body);
    }};
    api::Json with(std::string_view more = "{}") {
        auto arguments = json(more).as_object();
        arguments["endpoint"] = server.url("/graphql");
        arguments["query"] = "query Pets($n: Int) { pets(first: $n) { name } }";
        return arguments;
    }
    std::string status = "200 OK";
    std::string body = R"({"data": {"pets": [{"name": "milou"}]}})";
};

TEST_F(Graphql, SendsTheOperationAndGivesItsData) {
    EXPECT_EQ(good("graphql", with(R"({"variables": {"n": 3}, "operationName": "Pets", "headers": {"X-A": "b"}})")),
              json(R"({"pets": [{"name": "milou"}]})"));
    const auto sent = server.requests().at(0);
    EXPECT_TRUE(sent.starts_with("POST /graphql HTTP/1.1\r\n"));
    EXPECT_NE(sent.find("\r\nX-A: b\r\n"), sent.npos);
    EXPECT_NE(sent.find("\r\nAccept: application/graphql-response+json, application/json;q=0.9\r\n"), sent.npos);
    const auto request = json(sent.substr(sent.find("\r\n\r\n") + 4));
    EXPECT_EQ(request.at("variables").at("n"), 3);
    EXPECT_EQ(request.at("operationName"), "Pets");
    EXPECT_TRUE(request.at("query").as_string().starts_with("query Pets"));
    good("graphql", with());
    const auto plain = json(server.requests().at(1).substr(server.requests().at(1).find("\r\n\r\n") + 4));
    EXPECT_EQ(plain.as_object().size(), 1U);
}

TEST_F(Graphql, ErrorsFailUnlessPartsAreWanted) {
    body =
        R"({"data": {"pets": null}, "errors": [{"message": "no pets", "path": ["pets", 0, "name"]}, {"message": "two"}]})";
    EXPECT_EQ(bad("graphql", with()), "communication 502");
    EXPECT_TRUE(said("no pets (at pets.0.name); two")) << detail;
    const auto partial = good("graphql", with(R"({"partial": true})"));
    EXPECT_EQ(partial.at("data"), json(R"({"pets": null})"));
    EXPECT_EQ(partial.at("errors").as_array().size(), 2U);
    status = "400 Bad Request";
    body = R"({"errors": [{"message": "syntax"}]})";
    EXPECT_EQ(bad("graphql", with()), "communication 400");
    EXPECT_TRUE(said("syntax")) << detail;
    status = "503 Service Unavailable";
    body = "down";
    EXPECT_EQ(bad("graphql", with(R"({"partial": true})")), "communication 503");
    status = "200 OK";
    body = R"({"ok": true})";
    EXPECT_EQ(bad("graphql", with()), "communication 502");
    body = "<html>";
    EXPECT_EQ(bad("graphql", with()), "communication 502");
}

}  // namespace
}  // namespace beamline::blocks
