// SPDX-License-Identifier: Apache-2.0
// Model Context Protocol: the handshake over both transports, answers in every form, and servers that misbehave.

#include "engine/blocks/process.h"
#include "engine/blocks/sse_reader.h"
#include "tests/engine/blocks/block_fixture.h"
#include "tests/engine/blocks/http_server.h"

namespace beamline::blocks {
namespace {

/// A strict server: what does not follow the protocol is answered with 400. How it answers is in its path.
class McpServer {
public:
    McpServer() : server([this](const std::string& request) { return answer(request); }) {}
    std::string url(const std::string& path) const { return server.url(path); }
    std::atomic<int> ended = 0;
    std::atomic<int> pongs = 0;
    std::atomic<int> cancelled = 0;

private:
    static bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }
    static std::string json(const boost::json::value& body, const std::string& more = "") {
        return HttpServer::answer("200 OK", "Content-Type: application/json\r\n" + more, boost::json::serialize(body));
    }
    static std::string events(const std::string& text, const std::string& more = "") {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n" + more + "\r\n" + text;
    }
    static std::string event(const boost::json::value& body, const std::string& id = "") {
        return (id.empty() ? "" : "id: " + id + "\n") + "event: message\ndata: " + boost::json::serialize(body) +
               "\n\n";
    }
    static std::string bad(const std::string& why) { return HttpServer::answer("400 Bad Request", "", why); }

    std::string answer(const std::string& request) {
        const auto path = request.substr(request.find(' ') + 1, request.find(" HTTP/") - request.find(' ') - 1);
        const bool session = has(request, "\r\nMcp-Session-Id: s-1\r\n");
        if (request.starts_with("DELETE ")) {
            ++ended;
            return session ? HttpServer::answer("200 OK", "", "") : bad("no session");
        }
        if (request.starts_with("GET ")) {
            return has(request, "\r\nLast-Event-ID: 7\r\n") && session
                       ? events(event({{"jsonrpc", "2.0"}, {"id", 2}, {"result", {{"resumed", true}}}}))
                       : bad("no event to go on from");
        }
        const auto message = boost::json::parse(request.substr(request.find("\r\n\r\n") + 4)).as_object();
        if (!has(request, "\r\nAccept: application/json, text/event-stream\r\n") || message.at("jsonrpc") != "2.0") {
            return bad("wrong headers");
        }
        if (message.contains("result")) {
            ++pongs;
            return HttpServer::answer("202 Accepted", "", "");
        }
        const auto method = message.at("method").as_string();
        if (method == "initialize") {
            const auto& p = message.at("params").as_object();
            if (session || !p.contains("capabilities") || !p.at("clientInfo").as_object().contains("version")) {
                return bad("wrong initialize");
            }
            return json({{"jsonrpc", "2.0"},
                         {"id", message.at("id")},
                         {"result",
                          {{"protocolVersion", path == "/old" ? "1999-01-01" : "2025-06-18"},
                           {"capabilities", boost::json::object()},
                           {"serverInfo", {{"name", p.at("clientInfo").at("name")}}}}}},
                        "Mcp-Session-Id: s-1\r\n");
        }
        if (!session || !has(request, "\r\nMCP-Protocol-Version: 2025-06-18\r\n")) {
            return bad("no session or version");
        }
        if (method == "notifications/initialized") {
            initialized = true;
            return HttpServer::answer("202 Accepted", "", "");
        }
        if (!initialized) {
            return bad("not initialized");
        }
        if (method == "notifications/cancelled") {
            cancelled += message.at("params").at("requestId") == 2 ? 1 : 100;
            return HttpServer::answer("202 Accepted", "", "");
        }
        if (path == "/never") {
            return {};
        }
        const boost::json::object result{{"jsonrpc", "2.0"}, {"id", message.at("id")}, {"result", {{"said", message}}}};
        if (path == "/stream") {
            return events(": hello\n\n" + event({{"jsonrpc", "2.0"}, {"method", "notifications/progress"}}) +
                          event({{"jsonrpc", "2.0"}, {"id", 77}, {"method", "ping"}}) + event(result) +
                          event({{"jsonrpc", "2.0"}, {"method", "notifications/late"}}));
        }
        if (path == "/resume" || path == "/silent") {
            return events(path == "/resume" ? "id: 7\ndata:\n\n" : ": nothing\n\n");
        }
        if (path == "/error") {
            return json({{"jsonrpc", "2.0"},
                         {"id", message.at("id")},
                         {"error", {{"code", -32602}, {"message", "Unknown tool"}, {"data", {{"name", "x"}}}}}});
        }
        return path == "/broken" ? HttpServer::answer("500 Oops", "Content-Type: text/plain\r\n", "went wrong")
                                 : json(result);
    }

    std::atomic<bool> initialized = false;
    HttpServer server;
};

class Mcp : public BlockTest {
protected:
    static api::Json http(const std::string& url, std::string_view more = "{}") {
        auto arguments = json(more).as_object();
        arguments["transport"] = {{"http", {{"endpoint", url}, {"headers", {{"X-A", "b"}, {"accept", "text/html"}}}}}};
        arguments.emplace("method", "tools/call");
        return arguments;
    }
    api::Json stdio(const std::string& script, std::string_view more = "{}") {
        auto arguments = json(more).as_object();
        arguments["transport"] = {
            {"stdio",
             {{"command", "python3"}, {"arguments", {"-u", "-c", script}}, {"environment", {{"SECRET", "sesame"}}}}}};
        arguments.emplace("method", "tools/list");
        return arguments;
    }
    McpServer server;
};

TEST_F(Mcp, HttpWithPlainAnswers) {
    const auto result = good("mcp", http(server.url("/plain"), R"({"parameters": {"name": "t", "arguments": {"a": 1}},
                                         "client": {"name": "me", "version": "2"}})"));
    EXPECT_EQ(result.at("said").at("method"), "tools/call");
    EXPECT_EQ(result.at("said").at("params"), json(R"({"name": "t", "arguments": {"a": 1}})"));
    EXPECT_EQ(server.ended, 1) << "the session is ended";
    EXPECT_EQ(
        good("mcp", http(server.url("/plain"), R"({"parameters": "{\"cursor\": \"c\"}", "method": "tools/list"})"))
            .at("said")
            .at("params")
            .at("cursor"),
        "c");
    EXPECT_EQ(bad("mcp", http(server.url("/plain"), R"({"parameters": "no map"})")), "validation 400");
}

TEST_F(Mcp, HttpWithStreams) {
    EXPECT_EQ(good("mcp", http(server.url("/stream"))).at("said").at("id"), 2);
    EXPECT_EQ(server.pongs, 1) << "a ping is answered while the stream goes on";
    EXPECT_EQ(good("mcp", http(server.url("/resume"))).at("resumed"), true);
    EXPECT_EQ(bad("mcp", http(server.url("/silent"))), "runtime 500");
    EXPECT_TRUE(said("ended without an answer to tools/call")) << detail;
}

TEST_F(Mcp, FailuresAreRuntimeErrors) {
    EXPECT_EQ(bad("mcp", http(server.url("/error"))), "runtime 500");
    EXPECT_TRUE(said("-32602: Unknown tool ({\"name\":\"x\"})")) << detail;
    EXPECT_EQ(bad("mcp", http(server.url("/broken"))), "runtime 500");
    EXPECT_TRUE(said("went wrong")) << detail;
    EXPECT_EQ(bad("mcp", http(server.url("/old"))), "runtime 500");
    EXPECT_TRUE(said("1999-01-01")) << detail;
    auto secret = http(server.url("/error"));
    secret.at("transport").at("http").as_object()["headers"] = {{"Authorization", "Bearer Unknown tool"}};
    EXPECT_EQ(bad("mcp", secret), "runtime 500");
    EXPECT_TRUE(said("-32602: ***")) << detail;
    // Telling it is tried for a short time only, and a busy machine may end the call before it has begun.
    for (int attempt = 0; attempt < 20 && server.cancelled == 0; ++attempt) {
        EXPECT_EQ(bad("mcp", http(server.url("/never"), R"({"timeout": {"milliseconds": 500}})")), "timeout 408");
        for (int i = 0; i < 50 && server.cancelled == 0; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }
    EXPECT_GE(server.cancelled, 1) << "the server is told that nobody waits any more";
    EXPECT_LT(server.cancelled, 100) << "and of the right request";
    HttpServer silent([](const std::string&) { return std::string(); });
    EXPECT_EQ(bad("mcp", http(silent.url("/"), R"({"timeout": {"milliseconds": 100}})")), "timeout 408");
    EXPECT_EQ(bad("mcp", http(silent.url("/"), R"({"timeout": "soon"})")), "validation 400");
}

constexpr const char* kServer = R"PY(
import json, os, sys
def send(m): print(json.dumps(m), flush=True)
state = "new"
for line in sys.stdin:
    m = json.loads(line)
    if m.get("method") == "initialize":
        assert state == "new" and m["params"]["protocolVersion"] == "2025-06-18"
        state = "asked"
        send({"jsonrpc": "2.0", "id": m["id"], "result": {"protocolVersion": "2025-06-18", "capabilities": {}, "serverInfo": {}}})
    elif m.get("method") == "notifications/initialized":
        assert state == "asked" and "id" not in m
        state = "ready"
    elif m.get("method"):
        assert state == "ready"
        send({"jsonrpc": "2.0", "method": "notifications/message", "params": {}})
        send({"jsonrpc": "2.0", "id": "p", "method": "ping"})
        pong = json.loads(sys.stdin.readline())
        assert pong == {"jsonrpc": "2.0", "id": "p", "result": {}}, pong
        send({"jsonrpc": "2.0", "id": "r", "method": "roots/list"})
        assert json.loads(sys.stdin.readline())["error"]["code"] == -32601
        send({"jsonrpc": "2.0", "id": m["id"], "result": {"secret": os.environ.get("SECRET"), "names": sorted(os.environ),
                                                          "params": m.get("params"), "big": "x" * 300000}})
)PY";

TEST_F(Mcp, StdioSpeaksInLines) {
    ::setenv("BEAMLINE_TEST_ONLY", "1", 1);
    const auto result = good("mcp", stdio(kServer, R"({"parameters": {"cursor": "1"}})"));
    ::unsetenv("BEAMLINE_TEST_ONLY");
    EXPECT_EQ(result.at("secret"), "sesame");
    EXPECT_EQ(result.at("params").at("cursor"), "1");
    EXPECT_EQ(result.at("big").as_string().size(), 300'000U);
    EXPECT_EQ(boost::json::serialize(result.at("names")).find("BEAMLINE_TEST_ONLY"), std::string::npos);
}

TEST_F(Mcp, StdioServersThatMisbehave) {
    EXPECT_EQ(bad("mcp", stdio("import sys\nprint('no token', file=sys.stderr)\nsys.exit(3)\n")), "runtime 500");
    EXPECT_TRUE(said("it said: no token")) << detail;
    EXPECT_EQ(bad("mcp", stdio("print('hello')\nimport time\ntime.sleep(1)\n")), "runtime 500");
    EXPECT_TRUE(said("no JSON: hello")) << detail;
    EXPECT_EQ(bad("mcp", stdio("import time\ntime.sleep(60)\n", R"({"timeout": {"milliseconds": 100}})")),
              "timeout 408");
    EXPECT_EQ(bad("mcp", stdio("import os, sys\nsys.exit('key ' + os.environ['SECRET'])\n")), "runtime 500");
    EXPECT_TRUE(said("it said: key ***")) << detail;
    settings.maxResponseBytes = 1000;
    EXPECT_EQ(bad("mcp", stdio(kServer)), "runtime 500");
    EXPECT_TRUE(said("line of more than")) << detail;
    const api::Json missing{{"method", "tools/list"},
                            {"transport", {{"stdio", {{"command", "no-such-command-here"}}}}}};
    EXPECT_EQ(bad("mcp", missing), "runtime 500");
    EXPECT_TRUE(said("cannot be started")) << detail;
}

TEST_F(Mcp, EachMessageIsTold) {
    good("mcp", stdio(kServer));
    const std::string at = " at python3";
    EXPECT_EQ(heard(), "mcp: initialize" + at + " -> result\nmcp: notifications/initialized" + at +
                           " -> sent\nmcp: tools/list" + at + " -> result\n");
    EXPECT_GT(exchanges.back().received, 300'000);
    EXPECT_GT(exchanges.back().sent, 0);
    EXPECT_EQ(bad("mcp", stdio("import os, sys\nsys.exit('key ' + os.environ['SECRET'])\n")), "runtime 500");
    EXPECT_TRUE(heard().starts_with("! mcp: initialize" + at + " -> ")) << heard();
    EXPECT_EQ(heard().find("sesame"), std::string::npos) << heard();
    good("mcp", http(server.url("/plain")));
    EXPECT_EQ(heard(),
              "http: POST http://127.0.0.1:PORT/plain -> 200 OK, application/json\n"
              "http: POST http://127.0.0.1:PORT/plain -> 202 Accepted\n"
              "http: POST http://127.0.0.1:PORT/plain -> 200 OK, application/json\n"
              "http: DELETE http://127.0.0.1:PORT/plain -> 200 OK\n");
}

TEST_F(Mcp, StdioServersAreKeptAsShellCommandsAre) {
    settings.process.sandbox = "required";
    if (!ProcessRunner(settings.process).isolation().sandbox) {
        GTEST_SKIP() << "No sandbox on this machine.";
    }
    put(base / "private", "x");
    const HttpServer listening([](const std::string&) { return std::string(); });
    // A server that answers with what it could reach.
    const std::string spy = R"PY(
import json, os, socket, sys
def tried(what):
    try: return what() or "nothing"
    except Exception as e: return "no"
found = {"shadow": tried(lambda: open("/etc/shadow").read()), "own": tried(lambda: open(")PY" +
                            (base / "private").string() + R"PY(").read()),
         "net": tried(lambda: socket.create_connection(("127.0.0.1", )PY" +
                            std::to_string(listening.port()) + R"PY(), 2).fileno()),
         "write": tried(lambda: open("/usr/x", "w").write("x")), "home": os.environ["HOME"]}
for line in sys.stdin:
    m = json.loads(line)
    if "id" in m:
        r = {"protocolVersion": "2025-06-18"} if m["method"] == "initialize" else found
        print(json.dumps({"jsonrpc": "2.0", "id": m["id"], "result": r}), flush=True)
)PY";
    const auto found = good("mcp", stdio(spy));
    for (const char* what : {"shadow", "own", "net", "write"}) {
        EXPECT_EQ(found.at(what), "no") << what;
    }
    EXPECT_EQ(found.at("home"), "/tmp/work");
    settings.process.network = true;
    EXPECT_NE(good("mcp", stdio(spy)).at("net"), "no") << "what the owner of the engine allows, it reaches";
}

TEST(SseReader, ReadsWhateverThePieces) {
    const std::string text =
        "\xEF\xBB\xBF: comment\r\ndata: one\r\ndata:two\r\n\r\nevent: x\nid: 5\ndata\n\ndata: {\"a\":\rdata:  1}\r\r"
        "event: unfinished\n\nid: 6\ndata: last\n\ndata: never ended\n";
    for (std::size_t step : {std::size_t{1}, std::size_t{2}, std::size_t{7}, text.size()}) {
        SseReader reader;
        std::vector<SseEvent> all;
        for (std::size_t at = 0; at < text.size(); at += step) {
            for (auto& event : reader.feed(std::string_view(text).substr(at, step))) {
                all.push_back(std::move(event));
            }
        }
        ASSERT_EQ(all.size(), 4U) << step;
        EXPECT_EQ(all[0].data, "one\ntwo");
        EXPECT_EQ(all[0].type, "message");
        EXPECT_EQ(all[1].type, "x");
        EXPECT_EQ(all[1].data, "");
        EXPECT_EQ(all[1].id, "5");
        EXPECT_EQ(all[2].data, "{\"a\":\n 1}");
        EXPECT_EQ(all[3].data, "last");
        EXPECT_EQ(all[3].id, "6");
    }
}

}  // namespace
}  // namespace beamline::blocks
