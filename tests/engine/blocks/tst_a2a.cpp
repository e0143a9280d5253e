// SPDX-License-Identifier: Apache-2.0
// Agents: found by their card or address, told messages, and listened to.

#include "tests/engine/blocks/block_fixture.h"
#include "tests/engine/blocks/http_server.h"

namespace beamline::blocks {
namespace {

class A2a : public BlockTest {
protected:
    static bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }
    static boost::json::object message(const std::string& request) {
        return boost::json::parse(request.substr(request.find("\r\n\r\n") + 4)).as_object();
    }
    static std::string reply(const boost::json::value& id, boost::json::object more) {
        more["jsonrpc"] = "2.0";
        more["id"] = id;
        return boost::json::serialize(more);
    }
    std::string answer(const std::string& request) {
        if (request.starts_with("GET /card")) {
            return HttpServer::answer("200 OK", "Content-Type: application/json\r\n", card);
        }
        const auto asked = message(request);
        const auto id = asked.at("id");
        if (has(request, " /stream")) {
            std::string events;
            for (const char* result : {R"({"kind": "task", "id": "t"})", R"({"kind": "status-update", "final": false})",
                                       R"({"kind": "status-update", "final": true})"}) {
                events += "data: " + reply(id, {{"result", boost::json::parse(result)}}) + "\n\n";
            }
            // The stream stays open: what is final ends it.
            return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + events;
        }
        if (has(request, " /fails")) {
            const bool stream = has(request, "Accept: text/event-stream");
            const auto text = reply(id, {{"error", {{"code", -32001}, {"message", "Task not found"}}}});
            return stream ? "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: " +
                                text + "\n\n"
                          : HttpServer::answer("200 OK", "Content-Type: application/json\r\n", text);
        }
        if (has(request, " /down")) {
            return HttpServer::answer("503 Service Unavailable", "Content-Type: text/plain\r\n", "later");
        }
        return HttpServer::answer("200 OK", "Content-Type: application/json\r\n",
                                  has(request, " /strange") ? "[]" : reply(id, {{"result", {{"asked", asked}}}}));
    }
    HttpServer server{[this](const std::string& request) { return answer(request); }};
    std::string card = R"({"name": "agent", "url": "/rpc", "preferredTransport": "JSONRPC"})";

    api::Json to(const std::string& path, const std::string& method, std::string_view parameters = "null") const {
        boost::json::object arguments{{"method", method}, {"server", server.url(path)}};
        if (parameters != "null") {
            arguments["parameters"] = json(parameters);
        }
        return arguments;
    }
};

TEST_F(A2a, MessagesAreCompleted) {
    const auto arguments = to("/rpc", "message/send", R"({"message": {"parts": [{"kind": "text", "text": "hi"}]}})");
    const auto first = good("a2a", arguments).at("asked").at("params").at("message");
    const std::string id(first.at("messageId").as_string());
    EXPECT_EQ(first.at("role"), "user");
    EXPECT_EQ(first.at("kind"), "message");
    EXPECT_EQ(id.size(), 36U);
    EXPECT_EQ(id[14], '8');
    EXPECT_TRUE(has("89ab", id.substr(19, 1))) << id;
    EXPECT_EQ(good("a2a", arguments).at("asked").at("params").at("message").at("messageId").as_string(), id)
        << "the same step has the same message";
    auto other = call(arguments);
    other.key = "run-2/do/0/step/1";
    EXPECT_NE(std::get<api::Json>(run("a2a", other)).at("asked").at("params").at("message").at("messageId").as_string(),
              id);
    const auto own = good("a2a", to("/rpc", "message/send", R"({"message": {"messageId": "m", "role": "agent"}})"));
    EXPECT_EQ(own.at("asked").at("params").at("message").at("messageId"), "m");
    EXPECT_EQ(own.at("asked").at("params").at("message").at("role"), "agent");
}

TEST_F(A2a, EveryMethodIsSentAsItIs) {
    for (const char* method : {"tasks/get", "tasks/list", "tasks/cancel", "tasks/pushNotificationConfig/set",
                               "tasks/pushNotificationConfig/get", "tasks/pushNotificationConfig/list",
                               "tasks/pushNotificationConfig/delete"}) {
        const auto asked = good("a2a", to("/rpc", method, R"({"id": "t"})")).at("asked");
        EXPECT_EQ(asked.at("method").as_string(), method);
        EXPECT_EQ(asked.at("params"), json(R"({"id": "t"})"));
        EXPECT_EQ(asked.at("jsonrpc"), "2.0");
    }
    const auto card_ = good("a2a", to("/rpc", "agent/getAuthenticatedExtendedCard")).at("asked");
    EXPECT_FALSE(card_.as_object().contains("params"));
}

TEST_F(A2a, CardsSayWhere) {
    const api::Json byCard{
        {"method", "tasks/get"},
        {"parameters", {{"id", "t"}}},
        {"server", "http://127.0.0.1:1/ignored"},
        {"agentCard",
         {{"endpoint", {{"uri", server.url("/card.json")}, {"authentication", {{"bearer", {{"token", "sesame"}}}}}}}}}};
    good("a2a", byCard);
    EXPECT_TRUE(server.requests().at(1).starts_with("POST /rpc "));
    EXPECT_TRUE(has(server.requests().at(1), "Authorization: Bearer sesame")) << "one origin, one authentication";
    HttpServer other([this](const std::string& request) { return answer(request); });
    card = R"({"url": "grpc://x", "preferredTransport": "GRPC", "additionalInterfaces": [
              {"transport": "GRPC", "url": "grpc://x"}, {"transport": "JSONRPC", "url": ")" +
           other.url("/rpc") + "\"}]}";
    good("a2a", byCard);
    EXPECT_FALSE(has(other.requests().at(0), "sesame")) << "another origin is told nothing";
    card = R"({"supportedInterfaces": [{"protocolBinding": "JSONRPC", "url": ")" + server.url("/rpc") + "\"}]}";
    good("a2a", byCard);
    card = R"({"url": "grpc://x", "preferredTransport": "GRPC"})";
    EXPECT_EQ(bad("a2a", byCard), "runtime 500");
}

TEST_F(A2a, StreamsAreCollected) {
    for (const char* method : {"message/stream", "tasks/resubscribe"}) {
        const auto results = good("a2a", to("/stream", method, R"({"message": {}})"));
        ASSERT_EQ(results.as_array().size(), 3U);
        EXPECT_EQ(results.at(0).at("kind"), "task");
        EXPECT_EQ(results.at(2).at("final"), true);
        EXPECT_EQ(good("a2a", to("/rpc", method, R"({"message": {}})")).as_array().size(), 1U) << "without a stream";
    }
}

TEST_F(A2a, FailuresAreRuntimeErrors) {
    for (const char* method : {"tasks/get", "tasks/resubscribe"}) {
        EXPECT_EQ(bad("a2a", to("/fails", method, R"({"id": "t"})")), "runtime 500");
        EXPECT_TRUE(said("-32001: Task not found")) << detail;
        EXPECT_EQ(bad("a2a", to("/down", method, R"({"id": "t"})")), "runtime 503");
        EXPECT_EQ(bad("a2a", to("/strange", method, R"({"id": "t"})")), "runtime 500");
    }
    for (const char* method : {"tasks/get", "tasks/resubscribe"}) {
        auto secret = to("", method, R"({"id": "t"})");
        secret.as_object()["server"] = {{"uri", server.url("/fails")},
                                        {"authentication", {{"bearer", "Task not found"}}}};
        EXPECT_EQ(bad("a2a", secret), "runtime 500");
        EXPECT_TRUE(said("-32001: ***")) << detail;
    }
    EXPECT_EQ(bad("a2a", to("/rpc", "tasks/get", "\"text\"")), "validation 400");
}

}  // namespace
}  // namespace beamline::blocks
