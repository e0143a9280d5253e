// SPDX-License-Identifier: Apache-2.0
// Extensions over HTTP, with servers that do it well and servers that do not; and how many calls may be under way.
#include "tests/engine/blocks/http_server.h"
#include "tests/engine/extensions/extension_fixture.h"

namespace beamline::runtime {
namespace {

using blocks::HttpServer;

class HttpExtension : public ExtensionTest {
protected:
    static routing::Extension at(const std::string& url) {
        routing::Extension extension;
        extension.id = "web";
        routing::Instance instance;
        instance.id = "1";
        instance.transport = routing::Transport::http;
        instance.url = url;
        extension.instances = {instance};
        return extension;
    }
    std::string answered(const std::string& bytes, std::chrono::milliseconds timeout = 30s) {
        const HttpServer server([&](const std::string&) { return bytes; });
        auto text = said(at(server.url("/call")), {{"payload", "text"}}, timeout);
        const auto port = std::to_string(server.port());
        for (auto found = text.find(port); found != text.npos; found = text.find(port)) {
            text.replace(found, port.size(), "PORT");
        }
        return text;
    }
};

TEST_F(HttpExtension, IsAskedByPost) {
    HttpServer server([](const std::string&) { return HttpServer::answer("200 OK", "", R"({"payload": 1})"); });
    const auto web = at(server.url("/call?tenant=a"));
    const std::string trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    EXPECT_EQ(saidBy(ask(web, {{"trace_id", "t"}, {"payload", {{"a", 1}}}}, 30s, trace)), R"({"payload":1})");
    EXPECT_EQ(said(web), R"({"payload":1})");
    EXPECT_EQ(server.connections(), 1) << "it is kept";
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 2U);
    EXPECT_TRUE(requests[0].starts_with("POST /call?tenant=a HTTP/1.1\r\n"));
    EXPECT_TRUE(has(requests[0], "\r\nContent-Type: application/json\r\n"));
    EXPECT_TRUE(has(requests[0], "\r\ntraceparent: " + trace + "\r\n"));
    EXPECT_TRUE(requests[0].ends_with("\r\n\r\n{\"trace_id\":\"t\",\"payload\":{\"a\":1}}"));
    EXPECT_FALSE(has(requests[1], "traceparent"));
}

TEST_F(HttpExtension, AnswersWithAStatus) {
    const auto status = [&](const std::string& line, const std::string& body = {}, const std::string& headers = {}) {
        return answered(HttpServer::answer(line, headers, body));
    };
    const std::string place = " to POST http://127.0.0.1:PORT/call";
    EXPECT_EQ(status("201 Created", "{}"), "{}");
    EXPECT_EQ(status("500 Broken", "<html>"), "unavailable: 'web' answered 500 Broken" + place + ".");
    EXPECT_EQ(status("503 Later", R"({"error": {"code": "full", "message": "Come back."}})"),
              "unavailable: 'web' answered 503 Later" + place + ": full: Come back.");
    EXPECT_EQ(status("429 Slow"), "unavailable: 'web' answered 429 Slow" + place + ".");
    EXPECT_EQ(status("400 Bad", R"({"error": "no text"})"), "refused: 'web' answered 400 Bad" + place + ": no text");
    EXPECT_EQ(status("404 Nowhere"), "refused: 'web' answered 404 Nowhere" + place + ".");
    EXPECT_EQ(status("302 Moved", "", "Location: http://127.0.0.1:1/\r\n"),
              "refused: 'web' answered 302 Moved" + place +
                  "; redirects are not followed, register the address that it leads to.");
    EXPECT_EQ(status("200 OK", R"({"error": {"code": "c", "message": "m"}})"), "refused: c: m");
}

TEST_F(HttpExtension, AnswersWithGarbage) {
    const auto body = [&](const std::string& text) { return answered(HttpServer::answer("200 OK", "", text)); };
    EXPECT_EQ(body("<html>no</html>"), "garbage: 'web' answered what is no JSON object: <html>no</html>");
    EXPECT_EQ(body(""), "garbage: 'web' answered what is no JSON object: ");
    EXPECT_EQ(body("[]"), "garbage: 'web' answered what is no JSON object: []");
    EXPECT_EQ(body("null"), "garbage: 'web' answered what is no JSON object: null");
    EXPECT_EQ(body("{\"a\": \"" + std::string(2 << 20, 'x') + "\"}"),
              "garbage: 'web' answered more than the 1114112 bytes that are taken.");
    EXPECT_EQ(body("{\"a\": \"" + std::string(20 << 20, 'x') + "\"}"),
              "garbage: 'web' answered more than the 1114112 bytes that are taken.");
    EXPECT_TRUE(has(answered("HTTP/1.1 500 Oh\r\nContent-Length: 30000000\r\n\r\n" + std::string(30'000'000, 'x')),
                    "unavailable: 'web' cannot be reached: "));
}

TEST_F(HttpExtension, LiesAboutItsLength) {
    const std::string head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ";
    EXPECT_TRUE(has(answered(head + "100\r\n\r\n{\"a\": 1}"), "garbage: 'web' began an answer that has no end: "));
    EXPECT_EQ(answered(head + "5\r\n\r\n{\"a\": 1}"), "garbage: 'web' answered what is no JSON object: {\"a\":");
    EXPECT_EQ(answered("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\": 1}", 300ms),
              "timeout: 'web' did not answer within 300 ms.");
    EXPECT_TRUE(
        has(answered("HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"a\": 1}"),
            "garbage: 'web' began an answer that has no end: "));
}

TEST_F(HttpExtension, HangsAndIsLeft) {
    const auto before = std::chrono::steady_clock::now();
    EXPECT_EQ(answered("", 100ms), "timeout: 'web' did not answer within 100 ms.");
    EXPECT_LT(std::chrono::steady_clock::now() - before, 10s);
    EXPECT_TRUE(has(answered("SSH-2.0-OpenSSH\r\nConnection: close\r\n"), "unavailable: 'web' cannot be reached: "));
}

TEST_F(HttpExtension, CannotBeReached) {
    std::string gone;
    {
        const HttpServer server([](const std::string&) { return std::string(); });
        gone = server.url("/");
    }
    EXPECT_TRUE(has(said(at(gone)), "unavailable: 'web' cannot be reached: POST " + gone + " cannot be reached: "));
    EXPECT_TRUE(has(said(at("ftp://host/")), "unavailable: 'web' cannot be reached: The URI of the endpoint"));
    made.reset();
    settings.network.deny = {"127.0.0.0/8"};
    EXPECT_TRUE(has(said(at(gone)), "unavailable: 'web' cannot be reached: 127.0.0.1 may not be connected to"));
    EXPECT_TRUE(has(saidBy(ask(at(gone), {}, 30s, "two\r\nlines: 1")), "The header \"traceparent\""));
}

TEST_F(HttpExtension, HasOnlySoManyCallsAtOnce) {
    std::mutex mutex;
    std::condition_variable opened;
    bool open = false;
    std::atomic<std::size_t> waiting = 0;
    HttpServer server([&](const std::string&) {
        ++waiting;
        std::unique_lock lock(mutex);
        opened.wait(lock, [&] { return open; });
        return HttpServer::answer("200 OK", "", "{}");
    });
    auto web = at(server.url("/"));
    std::vector<std::thread> callers;
    std::atomic<std::size_t> good = 0;
    caller();  // before they all want it
    for (std::size_t i = 0; i < kMaxCallsPerExtension; ++i) {
        callers.emplace_back([&] { good += said(web, {}, 60s) == "{}"; });
    }
    EXPECT_TRUE(comes([&] { return waiting == kMaxCallsPerExtension; }));
    EXPECT_EQ(said(web), "unavailable: 'web' is busy: 32 calls of it are under way.");
    auto other = web;
    other.owner = "tenant";
    EXPECT_EQ(said(other, {}, 100ms), "timeout: 'web' did not answer within 100 ms.") << "it is another one";
    {
        const std::lock_guard lock(mutex);
        open = true;
    }
    opened.notify_all();
    for (auto& one : callers) {
        one.join();
    }
    EXPECT_EQ(good, kMaxCallsPerExtension);
    EXPECT_EQ(said(web), "{}");
}

}  // namespace
}  // namespace beamline::runtime
