// SPDX-License-Identifier: Apache-2.0
// What calls can do besides the plain exchange: parts, files, conditions, compression, and documents that are kept.

#include <cstdlib>

#include "engine/blocks/http_multipart.h"
#include "engine/blocks/resource.h"
#include "tests/engine/blocks/block_fixture.h"
#include "tests/engine/blocks/http_server.h"

namespace beamline::blocks {
namespace {

class HttpMore : public BlockTest {
protected:
    static api::Json with(std::string_view method, std::string endpoint, std::string_view more = "{}") {
        auto arguments = json(more).as_object();
        arguments["method"] = method;
        arguments["endpoint"] = std::move(endpoint);
        return arguments;
    }
    static bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }
    std::string gzip(const std::string& text) const {
        put(base / "plain", text);
        EXPECT_EQ(std::system(
                      ("gzip -9 -n -c '" + (base / "plain").string() + "' > '" + (base / "gz").string() + "'").c_str()),
                  0);
        return slurp(base / "gz");
    }
    std::size_t files() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(root), {}));
    }
};

TEST_F(HttpMore, BodiesOfSeveralParts) {
    put(root / "cat.png", std::string("\x89PNG\0\xFF", 6));
    HttpServer server([](const std::string&) { return HttpServer::answer("200 OK", "", ""); });
    good("http", with("post", server.url("/"), R"({"headers": {"content-type": "multipart/form-data"}, "body": {
        "name": "milou", "tags": ["a", 2], "none": null, "more": {"x": [1]},
        "picture": {"file": "cat.png", "contentType": "image/png"},
        "note\"s": {"content": "hi", "filename": "n\".txt", "contentType": "text/plain"},
        "raw": {"base64": "AAE="}}})"));
    const auto sent = server.requests().at(0);
    const auto from = sent.find("boundary=") + 9;
    const auto boundary = sent.substr(from, sent.find("\r\n", from) - from);
    EXPECT_TRUE(has(sent, "Content-Type: multipart/form-data; boundary=") ||
                has(sent, "content-type: multipart/form-data; boundary="))
        << sent;
    for (const auto& part : {
             std::string("Content-Disposition: form-data; name=\"name\"\r\n\r\nmilou\r\n"),
             std::string("name=\"tags\"\r\n\r\na\r\n"),
             std::string("name=\"tags\"\r\n\r\n2\r\n"),
             std::string("name=\"more\"\r\nContent-Type: application/json\r\n\r\n{\"x\":[1]}\r\n"),
             std::string("name=\"picture\"; filename=\"cat.png\"\r\nContent-Type: image/png\r\n\r\n") +
                 std::string("\x89PNG\0\xFF\r\n", 8),
             std::string("name=\"note%22s\"; filename=\"n%22.txt\"\r\nContent-Type: text/plain\r\n\r\nhi\r\n"),
             std::string("name=\"raw\"\r\nContent-Type: application/octet-stream\r\n\r\n") +
                 std::string("\0\x01\r\n", 4),
         }) {
        EXPECT_TRUE(has(sent, part)) << part << "\nin\n" << sent;
    }
    EXPECT_FALSE(has(sent, "\"none\""));
    EXPECT_TRUE(sent.ends_with("--" + boundary + "--\r\n"));
    const auto parts = [&](const std::string& body) {
        return bad("http", with("post", server.url("/"),
                                R"({"headers": {"Content-Type": "multipart/form-data"}, "body": )" + body + "}"));
    };
    EXPECT_EQ(parts(R"({"a": {"file": "../x"}})"), "authorization 403");
    EXPECT_EQ(parts(R"({"a": {"base64": "?"}})"), "validation 400");
    EXPECT_EQ(parts(R"({"a": {"content": "x", "contentType": "a\r\nb"}})"), "validation 400");
    boost::json::object many{{"a", boost::json::array(kMaxParts + 1, 1)}};
    EXPECT_EQ(parts(boost::json::serialize(many)), "validation 400");
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST_F(HttpMore, AnswersGoIntoFiles) {
    const std::string bytes(300'000, '\xFE');
    HttpServer server([&](const std::string& request) {
        const bool found = request.find(" /file") != request.npos;
        return request.find("If-None-Match: \"1\"") != request.npos
                   ? HttpServer::answer("304 Not Modified", "", "")
                   : HttpServer::answer(found ? "200 OK" : "404 Not Found",
                                        "Content-Type: text/plain\r\nETag: \"1\"\r\n", found ? bytes : "no such thing");
    });
    const auto saved = good("http", with("get", server.url("/file"), R"({"saveTo": "a.bin"})"));
    EXPECT_EQ(saved.at("path"), "a.bin");
    EXPECT_EQ(saved.at("bytes"), 300'000);
    EXPECT_EQ(saved.at("sha256").as_string(), api::sha256(bytes));
    EXPECT_EQ(slurp(root / "a.bin"), bytes);
    const auto response =
        good("http", with("get", server.url("/file"), R"({"saveTo": "b.bin", "output": "response"})"));
    EXPECT_EQ(response.at("content").at("path"), "b.bin");
    EXPECT_EQ(response.at("headers").at("Etag"), "\"1\"");
    put(root / "a.bin", "old");
    EXPECT_EQ(bad("http", with("get", server.url("/none"), R"({"saveTo": "a.bin"})")), "communication 404");
    EXPECT_TRUE(said("no such thing")) << detail;
    EXPECT_EQ(bad("http", with("get", server.url("/file"), R"({"saveTo": "a.bin", "maxBytes": 1000})")),
              "communication 502");
    EXPECT_EQ(good("http", with("get", server.url("/file"),
                                R"({"saveTo": "a.bin", "redirect": true, "headers": {"If-None-Match": "\"1\""}})")),
              json("null"))
        << "not modified";
    EXPECT_EQ(slurp(root / "a.bin"), "old");
    EXPECT_EQ(files(), 2U) << "nothing half written stays";
    EXPECT_EQ(bad("http", with("get", server.url("/file"), R"({"saveTo": "../out"})")), "authorization 403");
    EXPECT_EQ(bad("http", with("get", server.url("/file"), R"({"saveTo": "c", "output": "raw"})")), "validation 400");
    settings.maxFileBytes = 1000;
    EXPECT_EQ(bad("http", with("get", server.url("/file"), R"({"saveTo": "c"})")), "communication 502");
    EXPECT_EQ(files(), 2U);
}

TEST_F(HttpMore, LimitsOfOneCall) {
    HttpServer server([](const std::string&) {
        return HttpServer::answer("200 OK", "Content-Type: text/plain\r\n", std::string(1001, 'x'));
    });
    EXPECT_EQ(bad("http", with("get", server.url("/"), R"({"maxBytes": 1000})")), "communication 502");
    EXPECT_TRUE(said("more than the 1000 bytes")) << detail;
    good("http", with("get", server.url("/"), R"({"maxBytes": 1001})"));
    settings.maxResponseBytes = 1000;
    EXPECT_EQ(bad("http", with("get", server.url("/"), R"({"maxBytes": 5000})")), "communication 502");
}

TEST_F(HttpMore, CompressedAnswersAreRead) {
    std::string body = "{\"n\":1}";
    HttpServer server([&](const std::string&) {
        return HttpServer::answer("200 OK", "Content-Type: application/json\r\nContent-Encoding: gzip\r\n", gzip(body));
    });
    EXPECT_EQ(good("http", with("get", server.url("/"))), json(R"({"n":1})"));
    EXPECT_TRUE(has(server.requests().at(0), "Accept-Encoding: ") && has(server.requests().at(0), "gzip"));
    body.assign(40 * 1024 * 1024, ' ');
    EXPECT_EQ(bad("http", with("get", server.url("/"))), "communication 502") << "the limit is that of what it becomes";
    EXPECT_TRUE(said("more than the")) << detail;
}

TEST_F(HttpMore, FileSinksAreRemoved) {
    HttpServer cut([](const std::string&) {
        return std::string("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nhalf");
    });
    EXPECT_EQ(bad("http", with("get", cut.url("/"), R"({"saveTo": "half"})")), "communication 502");
    EXPECT_EQ(files(), 0U);
}

class Resources : public HttpMore {
protected:
    std::string read(ResourceReader& reader, const api::Json& resource) {
        const auto invocation = call({});
        const Stop stop(invocation, settings);
        const auto found = reader.read(resource, invocation, stop);
        return found.ok() ? *found : "error " + found.error().code + " " + found.error().message;
    }
};

TEST_F(Resources, AreKeptAsLongAsTheServerAllows) {
    std::string headers;
    std::string version = "1";
    HttpServer server([&](const std::string& request) {
        return request.find("If-None-Match: \"" + version + "\"") != request.npos
                   ? HttpServer::answer("304 Not Modified", headers, "")
                   : HttpServer::answer("200 OK", headers + "ETag: \"" + version + "\"\r\n", "text " + version);
    });
    ResourceReader reader(settings);
    const api::Json resource{{"endpoint", server.url("/doc")}};
    EXPECT_EQ(read(reader, resource), "text 1");
    EXPECT_EQ(read(reader, resource), "text 1");
    EXPECT_TRUE(has(server.requests().at(1), "If-None-Match: \"1\""));
    version = "2";
    headers = "Cache-Control: public, max-age=600\r\n";
    EXPECT_EQ(read(reader, resource), "text 2");
    EXPECT_EQ(read(reader, resource), "text 2");
    EXPECT_EQ(server.requests().size(), 3U) << "still fresh";
    headers = "Cache-Control: no-store\r\n";
    const api::Json other{{"endpoint", server.url("/other")}};
    EXPECT_EQ(read(reader, other), "text 2");
    EXPECT_EQ(read(reader, other), "text 2");
    EXPECT_FALSE(has(server.requests().at(4), "If-None-Match"));
    const api::Json secured{
        {"endpoint", {{"uri", server.url("/doc")}, {"authentication", {{"bearer", {{"token", "sesame"}}}}}}}};
    EXPECT_EQ(read(reader, secured), "text 2");
    EXPECT_TRUE(has(server.requests().at(5), "Authorization: Bearer sesame")) << "others' copies are not given out";
}

TEST_F(Resources, FewAreKept) {
    HttpServer server([](const std::string& request) {
        const bool big = request.find(" /big") != request.npos;
        return HttpServer::answer("200 OK", "Cache-Control: max-age=600\r\n",
                                  std::string(big ? static_cast<std::size_t>(kMaxResourceBytes) : 1, 'x'));
    });
    ResourceReader reader(settings);
    const auto asked = [&](const std::string& path) {
        const auto before = server.requests().size();
        read(reader, api::Json{{"endpoint", server.url(path)}});
        return server.requests().size() - before;
    };
    for (std::size_t i = 0; i < kMaxCachedResources; ++i) {
        EXPECT_EQ(asked("/" + std::to_string(i)), 1U);
    }
    EXPECT_EQ(asked("/0"), 0U);
    EXPECT_EQ(asked("/more"), 1U);
    EXPECT_EQ(asked("/1"), 1U) << "the one that was used longest ago went";
    EXPECT_EQ(asked("/0"), 0U);
    for (std::size_t i = 0; i < kMaxCachedResourceBytes / static_cast<std::size_t>(kMaxResourceBytes); ++i) {
        EXPECT_EQ(asked("/big" + std::to_string(i)), 1U);
    }
    EXPECT_EQ(asked("/0"), 1U) << "large ones push out many";
}

TEST_F(Resources, AreLimited) {
    HttpServer server([](const std::string&) {
        return HttpServer::answer("200 OK", "", std::string(static_cast<std::size_t>(kMaxResourceBytes) + 1, 'x'));
    });
    ResourceReader reader(settings);
    EXPECT_TRUE(read(reader, api::Json{{"endpoint", server.url("/")}}).starts_with("error communication"));
    put(root / "app/greet.proto", "syntax");
    EXPECT_EQ(read(reader, api::Json{{"endpoint", "file://app/greet.proto"}}), "syntax");
    EXPECT_EQ(read(reader, api::Json{{"endpoint", {{"uri", "app/greet.proto"}}}}), "syntax");
    EXPECT_TRUE(read(reader, api::Json(boost::json::object())).starts_with("error configuration"));
}

TEST(RawAddress, OfRepositories) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"https://github.com/serverlessworkflow/catalog/tree/main/functions/log/1.0.0/function.yaml",
         "https://raw.githubusercontent.com/serverlessworkflow/catalog/refs/heads/main/functions/log/1.0.0/"
         "function.yaml"},
        {"https://github.com/o/r/blob/v1.2.0/a/b.json", "https://raw.githubusercontent.com/o/r/v1.2.0/a/b.json"},
        {"https://github.com/o/r/blob/0123456789abcdef0123456789abcdef01234567/b",
         "https://raw.githubusercontent.com/o/r/0123456789abcdef0123456789abcdef01234567/b"},
        {"https://github.com/o/r/blob/refs/tags/x/b", "https://raw.githubusercontent.com/o/r/refs/tags/x/b"},
        {"https://github.com/o/r/functions/log/1.0.0/function.yaml",
         "https://raw.githubusercontent.com/o/r/HEAD/functions/log/1.0.0/function.yaml"},
        {"https://gitlab.com/g/s/r/-/blob/main/a.yaml", "https://gitlab.com/g/s/r/-/raw/main/a.yaml"},
        {"https://git.own.example/g/r/-/tree/main/a.yaml", "https://git.own.example/g/r/-/raw/main/a.yaml"},
        {"https://gitlab.com/g/r/functions/x/1/function.yaml",
         "https://gitlab.com/g/r/-/raw/HEAD/functions/x/1/function.yaml"},
        {"https://github.com/o/r/releases/download/v1/x", "https://github.com/o/r/releases/download/v1/x"},
        {"https://github.com/o/r", "https://github.com/o/r"},
        {"https://example.org/blob/main/x", "https://example.org/blob/main/x"},
    };
    for (const auto& [seen, raw] : cases) {
        EXPECT_EQ(rawAddress(seen), raw);
    }
}

}  // namespace
}  // namespace beamline::blocks
