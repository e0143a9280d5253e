// SPDX-License-Identifier: Apache-2.0
// What functions tell of their exchanges with the outside: each request once, in order, however it ends, and without
// credentials. Protocols with a server of their own are in the tests of their function.

#include "engine/blocks/exchange_record.h"
#include "engine/blocks/process.h"
#include "tests/engine/blocks/block_fixture.h"
#include "tests/engine/blocks/http_server.h"

namespace beamline::blocks {
namespace {

class Exchanges : public BlockTest {
protected:
    Exchanges() {
        for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) {
            ::unsetenv(name);
        }
    }
    static api::Json get(const std::string& url, std::string_view more = "{}") {
        auto arguments = json(more).as_object();
        arguments.emplace("method", "get");
        arguments["endpoint"] = url;
        return arguments;
    }
    api::Json sql(std::string_view more) const {
        auto arguments = json(more).as_object();
        arguments["database"] = "x.db";
        return arguments;
    }
};

TEST_F(Exchanges, EachHttpRequestWithItsAnswer) {
    HttpServer server([](const std::string& request) {
        return request.starts_with("POST ")
                   ? HttpServer::answer("303 See Other", "Location: /done?code=c0de&page=2\r\n", "")
                   : HttpServer::answer("200 OK", "Content-Type: application/json\r\n", "[1]");
    });
    const auto before = api::wallClock();
    good("http", get(server.url("/start"), R"({"method": "post", "body": "hello", "redirect": true})"));
    EXPECT_EQ(heard(),
              "http: POST http://127.0.0.1:PORT/start -> 303 See Other\n"
              "http: GET http://127.0.0.1:PORT/done?code=***&page=2 -> 200 OK, application/json\n");
    EXPECT_EQ(exchanges.at(0).sent, 5);
    EXPECT_EQ(exchanges.at(0).received, 0);
    EXPECT_EQ(exchanges.at(1).sent, 0);
    EXPECT_EQ(exchanges.at(1).received, 3);
    for (const auto& exchange : exchanges) {
        EXPECT_GE(exchange.at, before);
        EXPECT_LE(exchange.at, api::wallClock());
        EXPECT_GT(exchange.tookUs, 0);
    }
}

TEST_F(Exchanges, UrlsShowNoCredentials) {
    HttpServer server([](const std::string&) {
        return HttpServer::answer("403 sesame2 refused", "Content-Type: text/sesame2\r\n", "");
    });
    auto url = server.url(
        "/p?access_token=sesame1&client_secret=sesame1&password=sesame1&code=sesame1&api_key=sesame1"
        "&api%5Fkey=sesame1&X-Amz-Signature=sesame1&q=shown");
    url.insert(url.find("//") + 2, "ann:sesame1@");
    EXPECT_EQ(bad("http", get(url, R"({"query": {"apikey": "sesame1"}, "headers": {"X-Auth-Token": "sesame2"}})")),
              "communication 403");
    EXPECT_EQ(heard(),
              "! http: GET http://127.0.0.1:PORT/p?access_token=***&client_secret=***&password=***&code=***&api_key=***"
              "&api%5fkey=***&X-Amz-Signature=***&q=shown&apikey=*** -> 403 *** refused, text/***\n");
}

TEST_F(Exchanges, HttpThatFailsHalfway) {
    HttpServer cut(
        [](const std::string&) { return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 100\r\n\r\nhalf"; });
    EXPECT_EQ(bad("http", get(cut.url("/"))), "communication 502");
    EXPECT_TRUE(heard().starts_with("! http: GET http://127.0.0.1:PORT/ -> failed: ")) << heard();
    EXPECT_EQ(exchanges.at(0).received, 4);
    EXPECT_EQ(bad("http", get("http://127.0.0.1:1/x")), "communication 503");
    EXPECT_TRUE(heard().starts_with("! http: GET http://127.0.0.1:PORT/x -> cannot be reached: ")) << heard();
    settings.maxResponseBytes = 2;
    EXPECT_EQ(bad("http", get(cut.url("/"))), "communication 502");
    EXPECT_TRUE(heard().starts_with("! http: GET http://127.0.0.1:PORT/ -> sends more than the 2 bytes")) << heard();
    settings.network.deny = {"127.0.0.1"};
    EXPECT_EQ(bad("http", get(cut.url("/"))), "authorization 403");
    EXPECT_EQ(heard(), "") << "nothing has left the machine";
}

TEST_F(Exchanges, HttpThatIsCancelled) {
    HttpServer silent([](const std::string&) { return std::string(); });
    const auto invocation = call(get(silent.url("/slow")));
    std::thread stopper([&] {
        silent.awaitRequest();
        invocation.cancel.cancel();
    });
    EXPECT_EQ(bad("http", invocation), "runtime 499");
    stopper.join();
    EXPECT_EQ(heard(), "! http: GET http://127.0.0.1:PORT/slow -> was cancelled.\n");
}

TEST_F(Exchanges, WhatSpeaksHttpTellsIt) {
    HttpServer server([&](const std::string& request) {
        const std::string type = "Content-Type: application/json\r\n";
        if (request.starts_with("GET /api.json")) {
            return HttpServer::answer("200 OK", type, R"({"openapi": "3.0.0", "info": {"title": "t", "version": "1"},
                "servers": [{"url": "/v1"}], "paths": {"/pets": {"get": {"operationId": "pets", "responses": {}}}}})");
        }
        return HttpServer::answer(
            "200 OK", type,
            request.starts_with("POST /rpc") ? R"({"jsonrpc":"2.0","id":"1","result":{}})" : R"({"data": {"a": 1}})");
    });
    good("graphql", {{"endpoint", server.url("/graphql")}, {"query", "{ a }"}});
    EXPECT_EQ(heard(), "http: POST http://127.0.0.1:PORT/graphql -> 200 OK, application/json\n");
    good("openapi", {{"document", {{"endpoint", server.url("/api.json")}}}, {"operationId", "pets"}});
    EXPECT_EQ(heard(),
              "http: GET http://127.0.0.1:PORT/api.json -> 200 OK, application/json\n"
              "http: GET http://127.0.0.1:PORT/v1/pets -> 200 OK, application/json\n");
    good("a2a", {{"method", "tasks/get"}, {"server", server.url("/rpc")}, {"parameters", {{"id", "1"}}}});
    EXPECT_EQ(heard(), "http: POST http://127.0.0.1:PORT/rpc -> 200 OK, application/json\n");
}

TEST_F(Exchanges, EachSqlStatementWithoutItsValues) {
    good("sql", sql(R"x({"statements": [{"statement": "CREATE TABLE t (a UNIQUE, b)"},
        {"statement": "INSERT INTO t VALUES (?, ?), (2, 2)", "parameters": [1, "private"]},
        {"statement": "UPDATE t SET b = 3 RETURNING a"}]})x"));
    EXPECT_EQ(heard(),
              "sql: BEGIN IMMEDIATE -> done\n"
              "sql: CREATE TABLE t (a UNIQUE, b) -> 0 rows\n"
              "sql: INSERT INTO t VALUES (?, ?), (2, 2) -> 2 rows changed\n"
              "sql: UPDATE t SET b = 3 RETURNING a -> 2 rows, 2 changed\n"
              "sql: COMMIT -> done\n");
    good("sql", sql(R"({"statement": "SELECT a FROM t"})"));
    EXPECT_EQ(heard(), "sql: SELECT a FROM t -> 2 rows\n");
    EXPECT_EQ(bad("sql", sql(R"x({"statements": [{"statement": "DELETE FROM t WHERE a = 1"},
                                                {"statement": "INSERT INTO t VALUES (2, 2)"}]})x")),
              "validation 409");
    EXPECT_TRUE(
        heard().starts_with("sql: BEGIN IMMEDIATE -> done\nsql: DELETE FROM t WHERE a = 1 -> 1 row changed\n"
                            "! sql: INSERT INTO t VALUES (2, 2) -> SQLite says of "))
        << heard();
    EXPECT_TRUE(heard().ends_with("\nsql: ROLLBACK -> done\n")) << heard();
    EXPECT_EQ(bad("sql", sql(R"({"statement": "SELEC 1"})")), "validation 400");
    EXPECT_TRUE(heard().starts_with("! sql: SELEC 1 -> SQLite says of ")) << heard();
}

TEST_F(Exchanges, ProcessesByTheirNameAndCode) {
    good("shell", json(R"({"command": "cat - /dev/null; echo", "stdin": "abc", "arguments": ["private"]})"));
    EXPECT_EQ(heard(), "shell: cat -> exit code 0\n");
    EXPECT_EQ(exchanges.at(0).sent, 3);
    EXPECT_EQ(exchanges.at(0).received, 4);
    EXPECT_EQ(bad("shell", json(R"({"command": " PASSWORD=private exit 7"})")), "runtime 500");
    EXPECT_EQ(heard(), "! shell: PASSWORD= -> exit code 7\n");
    if (!findProgram({"python3"}).empty()) {
        good("script", json(R"x({"language": "python", "code": "print(1)"})x"));
        EXPECT_EQ(heard(), "script: python3 -> exit code 0\n");
    }
    auto slow = call(json(R"({"command": "sleep 60"})"));
    slow.deadline = api::wallClock() + 50;
    EXPECT_EQ(bad("shell", slow), "timeout 408");
    EXPECT_TRUE(heard().starts_with("! shell: sleep -> took longer than ")) << heard();
}

TEST_F(Exchanges, WhatBreaksOffIsToldToo) {
    auto invocation = call(nullptr);
    invocation.exchanged = [this](api::Exchange exchange) { exchanges.push_back(std::move(exchange)); };
    const Stop stop(invocation, settings);
    try {
        const ExchangeRecord record(stop, "http", "GET x");
        throw std::runtime_error("no memory");
    } catch (const std::exception&) {
    }
    EXPECT_EQ(heard(), "! http: GET x -> broke off\n");
    { const ExchangeRecord nobodyListens(Stop(call(nullptr), settings), "http", "GET x"); }
}

}  // namespace
}  // namespace beamline::blocks
