// SPDX-License-Identifier: Apache-2.0
// HTTP calls against a real server: what is sent, what comes back, what is refused, and who learns of credentials.

#include "engine/blocks/encoding.h"
#include "engine/blocks/http_block.h"
#include "tests/engine/blocks/block_fixture.h"
#include "tests/engine/blocks/http_server.h"

namespace beamline::blocks {
namespace {

class Http : public BlockTest {
protected:
    Http() {
        for (const char* name :
             {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"}) {
            ::unsetenv(name);
        }
    }
    static HttpServer::Handler always(std::string status, std::string headers, std::string body) {
        return [=](const std::string&) { return HttpServer::answer(status, headers, body); };
    }
    static api::Json with(std::string_view method, std::string endpoint, std::string_view more = "{}") {
        auto arguments = json(more).as_object();
        arguments["method"] = method;
        arguments["endpoint"] = std::move(endpoint);
        return arguments;
    }
    static bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }
};

constexpr const char* kJson = "Content-Type: application/json\r\n";

TEST_F(Http, SendsWhatTheAuthorWrote) {
    HttpServer server(always("200 OK", kJson, R"({"id":1})"));
    EXPECT_EQ(good("http", with("post", server.url("/a%20b/ü c?x=1#part"),
                                R"({"headers": {"X-One": "1", "X-Empty": ""}, "body": {"n": [1]},
                                    "query": {"q": "a&b=ü", "list": [1, true], "none": null}})")),
              json(R"({"id":1})"));
    const auto sent = server.requests().at(0);
    EXPECT_TRUE(sent.starts_with("POST /a%20b/%c3%bc%20c?x=1&q=a%26b%3d%c3%bc&list=1&list=true HTTP/1.1\r\n")) << sent;
    EXPECT_TRUE(has(sent, "\r\nX-One: 1\r\n")) << sent;
    EXPECT_TRUE(has(sent, "\r\nX-Empty:")) << sent;
    EXPECT_TRUE(has(sent, "\r\nContent-Type: application/json\r\n")) << sent;
    EXPECT_TRUE(has(sent, "\r\nUser-Agent: Beamline/")) << sent;
    EXPECT_TRUE(has(sent, "\r\nIdempotency-Key: run-1/do/0/step/1\r\n")) << sent;
    EXPECT_FALSE(has(sent, "Expect:")) << sent;
    EXPECT_TRUE(sent.ends_with("\r\n\r\n{\"n\":[1]}")) << sent;
}

TEST_F(Http, BodiesByTheirKind) {
    HttpServer server(always("204 No Content", "", ""));
    EXPECT_EQ(good("http", with("put", server.url("/"), R"({"body": "text", "headers": {"idempotency-key": "mine"}})")),
              json("null"));
    good("http", with("post", server.url("/"), R"({"body": {"a": "x y", "b": [1, 2]},
                      "headers": {"content-type": "application/x-www-form-urlencoded"}})"));
    good("http", with("post", server.url("/")));
    good("http", with("delete", server.url("/")));
    good("http", with("head", server.url("/")));
    const auto sent = server.requests();
    EXPECT_TRUE(has(sent.at(0), "Content-Type: text/plain; charset=utf-8\r\n") && sent.at(0).ends_with("\r\n\r\ntext"));
    EXPECT_TRUE(has(sent.at(0), "idempotency-key: mine\r\n") && !has(sent.at(0), "Idempotency-Key"));
    EXPECT_TRUE(sent.at(1).ends_with("\r\n\r\na=x%20y&b=1&b=2")) << sent.at(1);
    EXPECT_TRUE(has(sent.at(2), "Content-Length: 0\r\n") && !has(sent.at(2), "Content-Type")) << sent.at(2);
    EXPECT_TRUE(sent.at(3).starts_with("DELETE / "));
    EXPECT_TRUE(sent.at(4).starts_with("HEAD / "));
}

TEST_F(Http, KeepsConnections) {
    HttpServer server(always("200 OK", kJson, "1"));
    const Registry registry(settings);
    for (int i = 0; i < 5; ++i) {
        const auto result = registry.block("http")->run(call(with("get", server.url("/"))));
        EXPECT_EQ(std::get<api::Json>(result), api::Json(1));
    }
    EXPECT_EQ(server.connections(), 1);
}

TEST_F(Http, ConvertsByContentType) {
    const std::vector<std::tuple<std::string, std::string, std::string>> cases{
        {"application/json; charset=utf-8", "[1]", "[1]"},
        {"application/problem+json", "{}", "{}"},
        {"text/html", "<p>", R"("<p>")"},
        {"text/plain; charset=ISO-8859-1", "\xFC", "\"ü\""},
        {"text/plain", "\xFC", R"("/A==")"},
        {"image/svg+xml", "<svg/>", R"("<svg/>")"},
        {"application/octet-stream", "abc", R"("YWJj")"},
    };
    for (const auto& [type, body, expected] : cases) {
        HttpServer server(always("200 OK", "Content-Type: " + type + "\r\n", body));
        EXPECT_EQ(good("http", with("get", server.url("/"))), json(expected)) << type;
        EXPECT_EQ(good("http", with("get", server.url("/"), R"({"output": "raw"})")), api::Json(base64Encode(body)))
            << type;
    }
    HttpServer untyped(always("200 OK", "", "plain"));
    EXPECT_EQ(good("http", with("get", untyped.url("/"))), api::Json("plain"));
    HttpServer liar(always("200 OK", kJson, "{"));
    EXPECT_EQ(bad("http", with("get", liar.url("/"))), "communication 502");
}

TEST_F(Http, GivesTheResponse) {
    HttpServer server(always("201 Created", "content-TYPE: application/json\r\nX-A: 1\r\nx-a: 2\r\n", R"({"id":7})"));
    auto arguments = with("post", server.url("/pets?api_key=sesame&n=1"),
                          R"({"output": "response", "headers": {"Authorization": "Bearer hush", "X-Note": "hi"}})");
    const auto response = good("http", arguments);
    EXPECT_EQ(response.at("statusCode"), 201);
    EXPECT_EQ(response.at("content"), json(R"({"id":7})"));
    EXPECT_EQ(response.at("headers").at("Content-Type"), "application/json");
    EXPECT_EQ(response.at("headers").at("X-A"), "1, 2");
    EXPECT_EQ(response.at("request").at("method"), "post");
    EXPECT_EQ(response.at("request").at("uri"), api::Json(server.url("/pets?api_key=***&n=1")));
    EXPECT_EQ(response.at("request").at("headers").at("X-Note"), "hi");
    EXPECT_FALSE(has(boost::json::serialize(response), "hush"));
    EXPECT_TRUE(has(server.requests().at(0), "api_key=sesame"));
}

TEST_F(Http, ReadsChunksAndCompression) {
    HttpServer chunked([](const std::string&) {
        return std::string(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            "2\r\n[1\r\n3\r\n,2]\r\n0\r\n\r\n");
    });
    EXPECT_EQ(good("http", with("get", chunked.url("/"))), json("[1,2]"));
    HttpServer interim([](const std::string&) {
        return "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n" + HttpServer::answer("200 OK", kJson, "3");
    });
    const auto response = good("http", with("get", interim.url("/"), R"({"output": "response"})"));
    EXPECT_EQ(response.at("content"), 3);
    EXPECT_FALSE(response.at("headers").as_object().contains("X-Early"));
    HttpServer cut([](const std::string&) {
        return std::string("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nhalf");
    });
    EXPECT_EQ(bad("http", with("get", cut.url("/"))), "communication 502");
}

TEST_F(Http, StatusesAreErrors) {
    for (const auto& [status, expected] :
         std::vector<std::pair<std::string, std::string>>{{"304 Not Modified", "communication 304"},
                                                          {"404 Not Found", "communication 404"},
                                                          {"500 Oops", "communication 500"},
                                                          {"503 Service Unavailable", "communication 503"}}) {
        HttpServer server(always(status, kJson, status.starts_with("304") ? "" : R"({"detail":"no\nsuch pet"})"));
        EXPECT_EQ(bad("http", with("get", server.url("/pet?token=sesame"))), expected);
        EXPECT_TRUE(said("GET " + server.url("/pet") + " answered " + status)) << detail;
        EXPECT_FALSE(said("sesame")) << detail;
    }
    EXPECT_TRUE(said("such pet")) << detail;
    HttpServer unchanged(always("304 Not Modified", "", ""));
    EXPECT_EQ(good("http", with("get", unchanged.url("/"), R"({"redirect": true})")), json("null"));
}

TEST_F(Http, Redirects) {
    HttpServer server([](const std::string& request) {
        if (request.find(" /target") != request.npos) {
            return HttpServer::answer("200 OK", kJson, boost::json::serialize(boost::json::value(request)));
        }
        const auto status = request.substr(request.find(" /") + 2, 3);
        return HttpServer::answer(status + " Moved", "Location: ../target?x\r\n", "ignored");
    });
    EXPECT_EQ(bad("http", with("get", server.url("/302"))), "communication 302");
    EXPECT_TRUE(said("redirect: true"));
    const auto body = R"({"redirect": true, "body": "text"})";
    for (const char* status : {"301", "302", "303"}) {
        const std::string sent(good("http", with("post", server.url("/") + status, body)).as_string());
        EXPECT_TRUE(sent.starts_with("GET /target?x ") && sent.ends_with("\r\n\r\n")) << sent;
    }
    for (const char* status : {"307", "308"}) {
        const std::string sent(good("http", with("post", server.url("/") + status, body)).as_string());
        EXPECT_TRUE(sent.starts_with("POST /target?x ") && sent.ends_with("\r\n\r\ntext")) << sent;
    }
}

TEST_F(Http, RedirectsEnd) {
    int count = 0;
    HttpServer loop([&](const std::string&) {
        ++count;
        return HttpServer::answer("302 Found", "Location: /again\r\n", "");
    });
    EXPECT_EQ(bad("http", with("get", loop.url("/"), R"({"redirect": true})")), "communication 508");
    EXPECT_EQ(count, kMaxRedirects + 1);
    for (const std::string target : {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:70/_x"}) {
        HttpServer server(always("302 Found", "Location: " + target + "\r\n", ""));
        EXPECT_EQ(bad("http", with("get", server.url("/"), R"({"redirect": true})")), "communication 502") << target;
        EXPECT_TRUE(said("only http and https")) << detail;
    }
}

TEST_F(Http, CredentialsStayWithTheirOrigin) {
    HttpServer other(always("200 OK", kJson, "1"));
    HttpServer server([&](const std::string& request) {
        return request.find("/here") != request.npos
                   ? HttpServer::answer("302 Found", "Location: " + other.url("/there") + "\r\n", "")
                   : HttpServer::answer("302 Found", "Location: /here\r\n", "");
    });
    auto arguments = with("get", "", R"({"redirect": true, "headers": {"Cookie": "c=sesame", "X-Api-Key": "sesame",
                                         "X-Any": "sesame", "Accept": "application/json"}})");
    arguments.as_object()["endpoint"] = {{"uri", server.url("/")},
                                         {"authentication", {{"basic", {{"username", "u"}, {"password", "sesame"}}}}}};
    good("http", arguments);
    const auto basic = "Authorization: Basic " + base64Encode("u:sesame");
    EXPECT_TRUE(has(server.requests().at(0), basic));
    EXPECT_TRUE(has(server.requests().at(1), basic)) << "the same origin is told again";
    const auto told = other.requests().at(0);
    EXPECT_FALSE(has(told, "Authorization") || has(told, "sesame") || has(told, "Cookie")) << told;
    EXPECT_TRUE(has(told, "Accept: application/json\r\n")) << told;
}

TEST_F(Http, CredentialsAppearNowhere) {
    HttpServer echo([](const std::string& request) {
        return HttpServer::answer("400 Bad Request", "Content-Type: text/plain\r\n", request);
    });
    auto arguments = with("get", "");
    const auto check = [&](boost::json::object endpoint, std::string_view header) {
        arguments.as_object()["endpoint"] = std::move(endpoint);
        EXPECT_EQ(bad("http", arguments), "communication 400");
        EXPECT_FALSE(said("sesame") || said(base64Encode("user:sesame"))) << detail;
        EXPECT_TRUE(has(echo.requests().back(), header)) << echo.requests().back();
    };
    check({{"uri", echo.url("/")}, {"authentication", {{"bearer", {{"token", "sesame"}}}}}},
          "Authorization: Bearer sesame\r\n");
    const auto basic = "Authorization: Basic " + base64Encode("user:sesame") + "\r\n";
    check({{"uri", echo.url("/")}, {"authentication", {{"basic", {{"username", "user"}, {"password", "sesame"}}}}}},
          basic);
    check({{"uri", "http://user:sesame@127.0.0.1:" + std::to_string(echo.port()) + "/"}}, basic);
}

TEST_F(Http, RefusesWhatCannotBeSent) {
    for (const std::string uri : {"example.org/x", "ftp://example.org/", "file:///etc/passwd", "http://h/{petId}",
                                  "http://", "http://h/a\r\nX: y", "http://a b/"}) {
        EXPECT_EQ(bad("http", with("get", uri)), "validation 400") << uri;
    }
    EXPECT_EQ(bad("http", with("get", "http://h/" + std::string(kMaxUriBytes, 'a'))), "validation 400");
    for (const char* more :
         {R"({"headers": {"X": "a\r\nY: b"}})", R"({"headers": {"X Y": "a"}})", R"({"headers": {"": "a"}})",
          R"({"headers": {"Content-Length": "5"}})", R"({"headers": {"transfer-encoding": "chunked"}})",
          R"({"headers": {"A": "1", "a": "2"}})", R"({"query": {"a": {}}})"}) {
        EXPECT_EQ(bad("http", with("get", "http://127.0.0.1:1/", more)), "validation 400") << more;
    }
    EXPECT_EQ(bad("http", with("trace", "http://127.0.0.1:1/")), "validation 400");
    EXPECT_EQ(bad("http", with("g et", "http://127.0.0.1:1/")), "validation 400");
    EXPECT_EQ(bad("http", with("head", "http://127.0.0.1:1/", R"({"body": 1})")), "validation 400");
    boost::json::object many;
    for (std::size_t i = 0; i <= kMaxRequestHeaders; ++i) {
        many["H" + std::to_string(i)] = "x";
    }
    auto arguments = with("get", "http://127.0.0.1:1/");
    arguments.as_object()["headers"] = many;
    EXPECT_EQ(bad("http", arguments), "validation 400");
    arguments = with("post", "http://127.0.0.1:1/");
    arguments.as_object()["body"] = std::string(kMaxRequestBytes + 1, 'x');
    EXPECT_EQ(bad("http", arguments), "validation 413");
}

TEST_F(Http, ResponsesAreLimited) {
    settings.maxResponseBytes = 1000;
    HttpServer server([](const std::string& request) {
        const auto size = std::stoul(request.substr(request.find(" /") + 2));
        return HttpServer::answer("200 OK", "Content-Type: text/plain\r\n", std::string(size, 'x'));
    });
    good("http", with("get", server.url("/1000")));
    EXPECT_EQ(bad("http", with("get", server.url("/1001"))), "communication 502");
    EXPECT_TRUE(said("more than the 1000 bytes")) << detail;
    std::string headers;
    for (std::size_t i = 0; i <= kMaxResponseHeaders; ++i) {
        headers += "X-" + std::to_string(i) + ": 1\r\n";
    }
    HttpServer talker(always("200 OK", headers, ""));
    EXPECT_EQ(bad("http", with("get", talker.url("/"))), "communication 502");
    HttpServer longHeader(
        always("200 OK", "X: " + std::string(90'000, 'x') + "\r\nY: " + std::string(90'000, 'y') + "\r\n", ""));
    EXPECT_EQ(bad("http", with("get", longHeader.url("/"))), "communication 502");
}

TEST_F(Http, UnreachableIsCommunication) {
    std::string url;
    {
        HttpServer gone(always("200 OK", "", ""));
        url = gone.url("/");
    }
    EXPECT_EQ(bad("http", with("get", url)), "communication 503");
    EXPECT_TRUE(said("cannot be reached"));
    HttpServer rude([](const std::string&) { return std::string("Connection: close is not HTTP\r\n\r\n"); });
    EXPECT_EQ(bad("http", with("get", rude.url("/"))), "communication 502");
}

TEST_F(Http, SilentServersAreLeft) {
    HttpServer silent([](const std::string&) { return std::string(); });
    auto invocation = call(with("get", silent.url("/")));
    std::thread canceller([&] {
        silent.awaitRequest();
        invocation.cancel.cancel();
    });
    EXPECT_EQ(bad("http", invocation), "runtime 499");
    canceller.join();
    invocation = call(with("get", silent.url("/")));
    invocation.deadline = api::wallClock() + 100;
    EXPECT_EQ(bad("http", invocation), "timeout 408");
    settings.defaultTimeoutMs = 100;
    EXPECT_EQ(bad("http", with("get", silent.url("/"))), "timeout 408");
    invocation.deadline = 1;
    EXPECT_EQ(bad("http", invocation), "timeout 408");
}

TEST_F(Http, ProxiesAreUsed) {
    HttpServer proxy(always("200 OK", kJson, "1"));
    settings.httpProxy = "http://me:sesame@127.0.0.1:" + std::to_string(proxy.port());
    good("http", with("get", "http://service.invalid/x", R"({"headers": {"A": "b"}})"));
    EXPECT_TRUE(proxy.requests().at(0).starts_with("GET http://service.invalid/x HTTP/1.1\r\n"))
        << proxy.requests().at(0);
    EXPECT_TRUE(has(proxy.requests().at(0), "Proxy-Authorization: Basic "));
    settings.httpProxy.clear();
    ::setenv("http_proxy", ("http://127.0.0.1:" + std::to_string(proxy.port())).c_str(), 1);
    good("http", with("get", "http://service.invalid/y"));
    EXPECT_EQ(proxy.requests().size(), 2U);
    ::unsetenv("http_proxy");
    HttpServer closed(always("407 Proxy Authentication Required", "", ""));
    settings.httpProxy = "http://me:sesame@127.0.0.1:" + std::to_string(closed.port());
    EXPECT_EQ(bad("http", with("get", "https://service.invalid/")), "communication 502");
    EXPECT_TRUE(has(closed.requests().at(0), "CONNECT service.invalid:443 ")) << closed.requests().at(0);
    EXPECT_FALSE(said("sesame")) << detail;
}

}  // namespace
}  // namespace beamline::blocks
