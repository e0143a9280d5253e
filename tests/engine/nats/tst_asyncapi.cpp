// SPDX-License-Identifier: Apache-2.0
// `call: asyncapi`: documents of both versions, publishing by HTTP and NATS, and subscriptions, with real servers.

#include "engine/blocks/asyncapi_block.h"
#include "engine/blocks/message_judge.h"
#include "engine/core/definition/source_document.h"
#include "engine/nats/nats_broker.h"
#include "tests/engine/blocks/block_fixture.h"
#include "tests/engine/blocks/http_server.h"
#include "tests/engine/nats/nats_server.h"

namespace beamline::nats {
namespace {

using blocks::asyncapiTarget;
using blocks::HttpServer;

constexpr std::string_view kTwo = R"(
asyncapi: 2.6.0
info: {title: t, version: '1'}
defaultContentType: application/json
servers:
  cloud: {url: 'https://{region}.example.com/{base}/', protocol: https,
          variables: {region: {enum: [eu, us], default: eu}, base: {default: v1}}}
  broker: {url: 'BROKER', protocol: nats}
  queue: {url: 'kafka.example.com:9092', protocol: kafka}
channels:
  /notifications:
    servers: [broker, cloud]
    publish: {message: {$ref: '#/components/messages/note'}}
    subscribe: {message: {$ref: '#/components/messages/note'}}
  rooms/{room}/text:
    servers: [broker]
    parameters: {room: {schema: {type: string}}}
    publish: {message: {contentType: text/plain}}
  events:
    servers: [queue]
    publish: {}
components:
  messages:
    note: {correlationId: {location: '$message.payload#/meta/id'}}
)";

constexpr std::string_view kThree = R"({
  "asyncapi": "3.0.0", "info": {"title": "t", "version": "1"},
  "servers": {
    "http": {"host": "HTTP", "pathname": "/{base}", "protocol": "http", "variables": {"base": {"default": "v1"}}},
    "nats": {"host": "NATS", "protocol": "nats"},
    "socket": {"host": "x", "protocol": "ws"}
  },
  "channels": {
    "greetings": {"address": "greetings/new", "servers": [{"$ref": "#/servers/http"}, {"$ref": "#/servers/nats"}],
                  "messages": {"hello": {"contentType": "application/json"}}},
    "any": {"address": "any"}
  },
  "operations": {
    "greet": {"action": "receive", "channel": {"$ref": "#/channels/greetings"},
              "messages": [{"$ref": "#/channels/greetings/messages/hello"}]},
    "put": {"action": "receive", "channel": {"$ref": "#/channels/greetings"}, "bindings": {"http": {"method": "PUT"}}},
    "inbox": {"action": "send", "channel": {"$ref": "#/channels/greetings"}},
    "any": {"action": "send", "channel": {"$ref": "#/channels/any"}}
  }
})";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    return at == text.npos ? text : text.replace(at, from.size(), to);
}

class Asyncapi : public blocks::BlockTest {
protected:
    void SetUp() override {
        server = NatsServer::start(base / "server");
        if (!server) {
            GTEST_SKIP() << "nats-server is not installed; nothing of it was tested.";
        }
        broker = std::make_shared<NatsBroker>(base / "contexts");
        settings.broker = broker;
        put(root / "two.yaml", replaced(std::string(kTwo), "BROKER", server->url()));
        documentThree("127.0.0.1:1");
    }
    void documentThree(const std::string& http) {
        put(root / "three.json", replaced(replaced(std::string(kThree), "HTTP", http), "NATS",
                                          "127.0.0.1:" + std::to_string(server->port())));
    }
    static api::Json two(std::string_view more) { return with("two.yaml", more); }
    static api::Json three(std::string_view more) { return with("three.json", more); }
    static api::Json with(const std::string& file, std::string_view more) {
        auto out = json(more);
        out.as_object()["document"] = {{"endpoint", file}};
        return out;
    }
    /// Sends these payloads to a subject, again and again, until told to stop: nobody knows when the call listens.
    class Feeder {
    public:
        Feeder(Asyncapi& test, std::string subject, std::vector<std::string> payloads)
            : m_thread([&test, subject = std::move(subject), payloads = std::move(payloads), this] {
                  blocks::BrokerAddress address;
                  address.servers = {test.server->url()};
                  const blocks::Stop stop(call(nullptr), test.settings);
                  for (std::size_t i = 0; !m_enough; ++i) {
                      const auto& payload = payloads[i % payloads.size()];
                      static_cast<void>(
                          test.broker->publish(address, {subject, {{"n", std::to_string(i)}}, payload, {}}, stop).ok());
                      std::this_thread::sleep_for(std::chrono::milliseconds(1));
                  }
              }) {}
        ~Feeder() {
            m_enough = true;
            m_thread.join();
        }

    private:
        std::atomic<bool> m_enough = false;
        std::thread m_thread;
    };

    std::string where(std::string_view document, std::string_view arguments) {
        const auto source = core::readSource(document);
        EXPECT_TRUE(source.problems.empty());
        const auto target = asyncapiTarget(source.json, json(arguments).as_object());
        detail = target.ok() ? std::string() : target.error().message;
        return target.ok() ? target->server + " " + target->protocol + " " + target->url + " " + target->address + " " +
                                 target->method + " " + target->contentType
                           : target.error().code;
    }

    std::unique_ptr<NatsServer> server;
    std::shared_ptr<NatsBroker> broker;
};

TEST_F(Asyncapi, DocumentsOfVersionTwo) {
    EXPECT_EQ(where(kTwo, R"({"channel":"/notifications","message":{}})"),
              "broker nats nats://BROKER /notifications POST application/json");
    EXPECT_EQ(where(kTwo, R"({"channel":"notifications","message":{},"protocol":"http"})"),
              "cloud https https://eu.example.com/v1 /notifications POST application/json");
    EXPECT_EQ(where(kTwo, R"({"channel":"/notifications","message":{},
                              "server":{"name":"cloud","variables":{"region":"us","base":"v2"}}})"),
              "cloud https https://us.example.com/v2 /notifications POST application/json");
    EXPECT_EQ(
        where(kTwo,
              R"({"channel":"/notifications","message":{},"server":{"name":"cloud","variables":{"region":"x"}}})"),
        "configuration");
    EXPECT_TRUE(said("eu")) << detail;
    EXPECT_EQ(
        where(kTwo,
              R"({"channel":"rooms/{room}/text","message":{},"server":{"name":"broker","variables":{"room":7}}})"),
        "broker nats nats://BROKER rooms/7/text POST text/plain");
    EXPECT_EQ(where(kTwo, R"({"channel":"rooms/{room}/text","message":{}})"), "configuration");
    EXPECT_EQ(where(kTwo, R"({"channel":"rooms/{room}/text","subscription":{}})"), "configuration");
    EXPECT_TRUE(said("no operation subscribe")) << detail;
    EXPECT_EQ(where(kTwo, R"({"channel":"none","message":{}})"), "configuration");
    EXPECT_TRUE(said("/notifications, rooms/{room}/text, events")) << detail;
    EXPECT_EQ(where(kTwo, R"({"channel":"events","message":{}})"), "configuration");
    EXPECT_TRUE(said("speaks kafka")) << detail;
    EXPECT_EQ(where(kTwo, R"({"channel":"/notifications","message":{},"server":{"name":"queue"}})"), "configuration");
    EXPECT_EQ(where(kTwo, R"({"operation":"x","message":{}})"), "configuration");
    EXPECT_TRUE(said("by `channel`")) << detail;
    EXPECT_EQ(where("asyncapi: 1.2.0", R"({"channel":"x","message":{}})"), "configuration");
}

TEST_F(Asyncapi, DocumentsOfVersionThree) {
    EXPECT_EQ(where(kThree, R"({"operation":"greet","message":{}})"),
              "http http http://HTTP/v1 greetings/new POST application/json");
    EXPECT_EQ(where(kThree, R"({"operation":"put","message":{}})"),
              "http http http://HTTP/v1 greetings/new PUT application/json");
    EXPECT_EQ(where(kThree, R"({"operation":"greet","message":{},"protocol":"nats"})"),
              "nats nats nats://NATS greetings/new POST application/json");
    EXPECT_EQ(where(kThree, R"({"operation":"any","message":{},"server":{"name":"socket"}})"), "configuration");
    EXPECT_TRUE(said("speaks ws")) << detail;
    EXPECT_EQ(where(kThree, R"({"operation":"none","message":{}})"), "configuration");
    EXPECT_EQ(where(kThree, R"({"channel":"greetings","message":{}})"), "configuration");
    EXPECT_EQ(where(R"({"asyncapi":"3.0.0","operations":{"a":{"channel":{"$ref":"#/operations/a/channel"}}}})",
                    R"({"operation":"a","message":{}})"),
              "configuration")
        << "a circle of references";
}

TEST_F(Asyncapi, PublishesByHttp) {
    const HttpServer http([](const std::string&) {
        return HttpServer::answer("202 Accepted", "Content-Type: application/json\r\n", R"({"queued":1})");
    });
    documentThree("127.0.0.1:" + std::to_string(http.port()));
    EXPECT_EQ(good("asyncapi",
                   three(R"({"operation":"greet","message":{"payload":{"greetings":"Hello"},"headers":{"foo":"bar"}},
                                        "authentication":{"bearer":{"token":"tok-1"}}})")),
              json(R"({"server":"http","protocol":"http","address":"greetings/new","reply":{"queued":1}})"));
    EXPECT_EQ(heard(), "http: POST http://127.0.0.1:PORT/v1/greetings/new -> 202 Accepted, application/json\n");
    const auto asked = http.requests().at(0);
    EXPECT_TRUE(asked.starts_with("POST /v1/greetings/new HTTP/1.1")) << asked;
    EXPECT_NE(asked.find("foo: bar"), asked.npos);
    EXPECT_NE(asked.find("Content-Type: application/json"), asked.npos);
    EXPECT_NE(asked.find("Authorization: Bearer tok-1"), asked.npos);
    EXPECT_TRUE(asked.ends_with(R"({"greetings":"Hello"})")) << asked;
    good("asyncapi", three(R"({"operation":"put","message":{"payload":"text"}})"));
    EXPECT_TRUE(http.requests().at(1).starts_with("PUT /v1/"));
    EXPECT_TRUE(http.requests().at(1).ends_with("\"text\"")) << "JSON, as the document says";
    EXPECT_EQ(bad("asyncapi", three(R"({"operation":"inbox","subscription":{"consume":{"amount":1}}})")),
              "configuration 400");
    EXPECT_TRUE(said("subscriptions")) << detail;
}

TEST_F(Asyncapi, PublishesByNats) {
    std::mutex mutex;
    std::vector<blocks::BrokerMessage> got;
    blocks::BrokerAddress address;
    address.servers = {server->url()};
    const auto listening = broker->subscribe(
        address, ">",
        [&](auto message) {
            const std::lock_guard lock(mutex);
            got.push_back(message);
        },
        blocks::Stop(call(nullptr), settings));
    ASSERT_TRUE(listening.ok());
    EXPECT_EQ(
        good("asyncapi", two(R"({"channel":"/notifications","message":{"payload":{"a":1},"headers":{"x":"y"}}})")),
        json(R"({"server":"broker","protocol":"nats","address":"/notifications"})"));
    EXPECT_EQ(heard(), "nats: publish notifications -> published\n");
    good("asyncapi", two(R"({"channel":"rooms/{room}/text","message":{"payload":"plain"},
                             "server":{"name":"broker","variables":{"room":"blue"}}})"));
    for (int i = 0; i < 500; ++i) {
        const std::lock_guard lock(mutex);
        if (got.size() >= 2) {
            break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    const std::lock_guard lock(mutex);
    ASSERT_EQ(got.size(), 2U);
    EXPECT_EQ(got[0].subject, "notifications");
    EXPECT_EQ(got[0].payload, R"({"a":1})");
    EXPECT_EQ(blocks::natsSubject("/rooms/blue/text/"), got[1].subject);
    EXPECT_EQ(got[1].payload, "plain");
}

TEST_F(Asyncapi, ConsumesSoManyMessages) {
    const Feeder feeder(*this, "notifications", {R"({"text":"hi","meta":{"id":"c-1"}})", "no JSON"});
    const auto got = good("asyncapi", two(R"({"channel":"/notifications","subscription":{"consume":{"amount":4}}})"));
    ASSERT_EQ(got.as_array().size(), 4U);
    const auto json0 = got.at(0).at("payload").is_object() ? got.at(0) : got.at(1);
    EXPECT_EQ(json0.at("payload").at("text"), "hi");
    EXPECT_EQ(json0.at("correlationId"), "c-1");
    EXPECT_TRUE(json0.at("headers").at("n").is_string());
}

TEST_F(Asyncapi, ConsumesForATime) {
    EXPECT_EQ(good("asyncapi",
                   two(R"({"channel":"/notifications","subscription":{"consume":{"amount":4,"for":"PT0.05S"}}})")),
              json("[]"));
    EXPECT_EQ(heard(), "nats: subscribe to notifications -> 0 messages taken\n");
    const Feeder feeder(*this, "notifications", {"1"});
    const auto got = good(
        "asyncapi",
        two(R"({"channel":"/notifications","subscription":{"consume":{"amount":9999,"for":{"milliseconds":300}}}})"));
    EXPECT_GT(got.as_array().size(), 0U);
    EXPECT_LT(got.as_array().size(), 9999U);
}

TEST_F(Asyncapi, WhatSaysHowLongHasThatTime) {
    settings.defaultTimeoutMs = 2'000;
    const auto arguments =
        two(R"({"channel":"/notifications","subscription":{"consume":{"amount":4,"for":{"milliseconds":2500}}}})");
    EXPECT_EQ(good("asyncapi", arguments), json("[]"));
    auto invocation = call(arguments);
    invocation.deadline = api::wallClock() + 1000;
    EXPECT_EQ(bad("asyncapi", invocation), "timeout 408") << "the task's own timeout counts";
}

TEST_F(Asyncapi, AsksEachMessage) {
    const Feeder feeder(*this, "notifications", {R"({"n":1})", R"({"n":2})", R"({"n":3})", R"({"n":4})"});
    auto core = std::make_shared<core::Scope>();
    core->context = core::makeData(json(R"({"wanted":[2,4]})"));
    auto invocation = call(two(R"({"channel":"/notifications","subscription":{
        "filter":"${ .payload.n as $n | $context.wanted | index($n) != null }","consume":{"amount":3}}})"));
    invocation.scope = core;
    const auto result = run("asyncapi", invocation);
    ASSERT_TRUE(std::holds_alternative<api::Json>(result)) << std::get<api::WorkflowError>(result).detail;
    for (const auto& message : std::get<api::Json>(result).as_array()) {
        const auto n = message.at("payload").at("n").as_int64();
        EXPECT_EQ(n % 2, 0);
    }
    const auto until = good(
        "asyncapi", two(R"({"channel":"/notifications","subscription":{"consume":{"until":"${ .payload.n == 3 }"}}})"));
    EXPECT_EQ(until.as_array().back().at("payload").at("n"), 3);
    const auto some =
        good("asyncapi", two(R"({"channel":"/notifications","subscription":{"consume":{"while":".payload.n != 4"}}})"));
    EXPECT_EQ(some.as_array().back().at("payload").at("n"), 4);
    EXPECT_EQ(
        bad("asyncapi",
            two(R"({"channel":"/notifications","subscription":{"filter":"${ .payload | error }","consume":{"amount":1}}})")),
        "expression 400");
    EXPECT_EQ(bad("asyncapi",
                  two(R"({"channel":"/notifications","subscription":{"filter":"${ ( }","consume":{"amount":1}}})")),
              "expression 400");
}

/// The turns of one subscription, as the machine asks for them.
class Turns {
public:
    Turns(const blocks::BlockSettings& settings, blocks::Invocation invocation)
        : m_registry(settings), m_invocation(std::move(invocation)), m_since(api::wallClock()) {}
    api::Json next(core::Data before = {}, core::Data context = {}) {
        auto scope = std::make_shared<core::Scope>();
        scope->context = std::move(context);
        m_invocation.scope = scope;
        m_invocation.turn =
            std::make_shared<const core::MessageTurn>(core::MessageTurn{"key", m_taken, m_since, before, false});
        auto result = m_registry.block("asyncapi")->run(m_invocation);
        const auto* error = std::get_if<api::WorkflowError>(&result);
        EXPECT_FALSE(error) << error->detail;
        auto json = error ? api::Json(boost::json::object()) : std::get<api::Json>(result);
        m_taken += json.as_object().contains("message") ? 1 : 0;
        return json;
    }
    void close() {
        m_invocation.turn = std::make_shared<const core::MessageTurn>(core::MessageTurn{"key", 0, 0, {}, true});
        m_registry.block("asyncapi")->run(m_invocation);
    }

private:
    const blocks::Registry m_registry;
    blocks::Invocation m_invocation;
    const api::Timestamp m_since;
    std::size_t m_taken = 0;
};

TEST_F(Asyncapi, HandsOutMessagesOneByOne) {
    Turns turns(settings, call(two(R"({"channel":"/notifications","subscription":{"consume":{"amount":3}}})")));
    std::int64_t before = -1;
    {
        const Feeder feeder(*this, "notifications", {"1"});
        for (int i = 0; i < 3; ++i) {
            const auto got = turns.next();
            EXPECT_EQ(got.at("last"), i == 2);
            const auto n = std::stoll(std::string(got.at("message").at("headers").at("n").as_string()));
            if (before >= 0) {
                EXPECT_EQ(n, before + 1) << "what came between the turns waited";
            }
            before = n;
        }
    }
}

TEST_F(Asyncapi, AsksAfterTheTasksOfAMessage) {
    Turns turns(settings, call(two(R"({"channel":"/notifications","subscription":{"consume":{
        "until":"${ ($context.messages | length) == 2 }"}}})")));
    const Feeder feeder(*this, "notifications", {R"({"n":1})"});
    const auto first = turns.next({}, core::makeData(json("{}")));
    EXPECT_EQ(first.at("last"), false);
    const auto second = turns.next(core::makeData(first.at("message")), core::makeData(json(R"({"messages":[1]})")));
    EXPECT_EQ(second.at("last"), false);
    EXPECT_EQ(turns.next(core::makeData(second.at("message")), core::makeData(json(R"({"messages":[1,2]})"))),
              json(R"({"last":true})"));
}

TEST_F(Asyncapi, TurnsEndWithTheirTimeAndWhenTheyAreClosed) {
    const auto arguments =
        two(R"({"channel":"/notifications","subscription":{"consume":{"amount":9,"for":{"milliseconds":50}}}})");
    Turns turns(settings, call(arguments));
    EXPECT_EQ(turns.next(), json(R"({"last":true})"));
    Turns endless(settings, call(two(R"({"channel":"/notifications","subscription":{"consume":{"amount":9}}})")));
    std::int64_t before = -1;
    const Feeder feeder(*this, "notifications", {"1"});
    for (int i = 0; i < 2; ++i) {
        const auto got = endless.next();
        const auto n = std::stoll(std::string(got.at("message").at("headers").at("n").as_string()));
        EXPECT_GT(n, before + (i == 0 ? 0 : 1)) << "a subscription that was closed begins anew";
        before = n;
        endless.close();
        std::this_thread::sleep_for(std::chrono::milliseconds(50));  // messages that nobody hears
    }
}

TEST_F(Asyncapi, SubscriptionsStopAndAreBounded) {
    auto invocation = call(two(R"({"channel":"/notifications","subscription":{"consume":{"amount":1}}})"));
    invocation.deadline = api::wallClock() + 100;
    EXPECT_EQ(bad("asyncapi", invocation), "timeout 408");
    invocation.deadline = 0;
    std::thread canceller([cancel = invocation.cancel] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        cancel.cancel();
    });
    EXPECT_EQ(bad("asyncapi", invocation), "runtime 499");
    canceller.join();
    const Feeder feeder(*this, "notifications", {"\"" + std::string(1000, 'x') + "\""});
    settings.maxResponseBytes = 5000;
    EXPECT_EQ(bad("asyncapi", two(R"({"channel":"/notifications","subscription":{"consume":{"amount":100}}})")),
              "communication 413");
}

TEST_F(Asyncapi, DocumentsThatAreNone) {
    put(root / "broken.yaml", "asyncapi: [");
    EXPECT_EQ(bad("asyncapi", with("broken.yaml", R"({"channel":"x","message":{}})")), "configuration 400");
    EXPECT_EQ(bad("asyncapi", with("missing.yaml", R"({"channel":"x","message":{}})")), "runtime 404");
}

}  // namespace
}  // namespace beamline::nats
