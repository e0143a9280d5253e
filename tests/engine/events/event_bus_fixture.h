// SPDX-License-Identifier: Apache-2.0
#pragma once
// An engine whose events come and go over a real nats-server, and a client of that server. Test thread.

#include <fstream>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/text.h"
#include "engine/nats/nats_broker.h"
#include "tests/engine/nats/nats_server.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

/// Emits an event for each of the numbers of its input.
inline constexpr const char* kEmitter = R"(
document: {dsl: '1.0.3', namespace: test, name: emitter, version: '1.0.0'}
do:
  - each:
      for: {each: i, in: '${ .numbers }'}
      do:
        - e: {emit: {event: {with: {type: com.shop.order, source: /shop, data: {n: '${ $i }'}}}}}
)";
/// Faults at its second task.
inline constexpr const char* kFaulty = R"(
document: {dsl: '1.0.3', namespace: test, name: faulty, version: '1.0.0'}
do:
  - fine: {set: {n: '${ .numbers[0] }'}}
  - breaks: {raise: {error: {type: 'https://example.com/broken', status: 418, title: Broken}}}
)";

/// What a subscription got, to be waited for.
class Mailbox {
public:
    void put(blocks::BrokerMessage message) {
        const std::lock_guard lock(m_mutex);
        m_messages.push_back(std::move(message));
        m_changed.notify_all();
    }
    std::vector<blocks::BrokerMessage> await(std::size_t count) {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::seconds(30), [&] { return m_messages.size() >= count; });
        return m_messages;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<blocks::BrokerMessage> m_messages;
};

class EventBusTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        server = nats::NatsServer::start(m_directory / "server",
                                         "jetstream { store_dir: \"" + (m_directory / "streams").string() + "\" }");
        if (!server) {
            GTEST_SKIP() << "nats-server is not installed; nothing of it was tested.";
        }
        m_options.blocks.broker = std::make_shared<nats::NatsBroker>(m_directory / "contexts");
        client = std::make_shared<nats::NatsBroker>(m_directory / "contexts");
        std::filesystem::create_directories(m_options.dataDir);
    }
    void TearDown() override {
        EngineTest::TearDown();
        client.reset();
        server.reset();
    }

    /// engine.json with these members of /events/nats besides the url.
    void settings(const std::string& more) {
        std::ofstream(m_options.dataDir / "engine.json")
            << R"({"events": {"nats": {"url": ")" << server->url() << "\", " << more << "}}}";
    }
    blocks::BrokerAddress address() const {
        blocks::BrokerAddress out;
        out.servers = {server->url()};
        return out;
    }
    blocks::Stop stop() const {
        blocks::Invocation call;
        call.deadline = api::wallClock() + 20'000;
        return {call, m_options.blocks};
    }
    using Headers = std::vector<std::pair<std::string, std::string>>;
    void send(const std::string& subject, const std::string& payload, const Headers& headers = {}) {
        const auto sent = client->publish(address(), {subject, headers, payload, {}}, stop());
        ASSERT_TRUE(sent.ok()) << sent.error().message;
    }
    api::Json ask(const std::string& subject, const std::string& payload, const Headers& headers = {}) {
        const auto reply = client->request(address(), {subject, headers, payload, {}}, stop());
        EXPECT_TRUE(reply.ok()) << (reply.ok() ? "" : reply.error().message);
        return reply.ok() ? *api::parseJson(reply->payload) : api::Json();
    }
    /// Whether the engine's subscription is known to the server: an answered question says so.
    bool listening(const std::string& subject) {
        return eventually([&] { return client->request(address(), {subject, {}, "?", {}}, stop()).ok(); });
    }
    std::unique_ptr<blocks::MessageSubscription> listen(const std::string& subject, Mailbox& box) {
        auto made = client->subscribe(
            address(), subject, [&box](auto message) { box.put(std::move(message)); }, stop());
        EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().message);
        return made.ok() ? std::move(*made) : nullptr;
    }
    void stream(const std::string& name, const std::string& subject) {
        const auto made = ask("$JS.API.STREAM.CREATE." + name,
                              R"({"name":")" + name + R"(","subjects":[")" + subject + R"("],"storage":"file"})");
        ASSERT_FALSE(made.as_object().contains("error")) << boost::json::serialize(made);
    }
    /// The `n` of the data of all events of a stream, in its order.
    std::vector<std::int64_t> stored(const std::string& name) {
        std::vector<std::int64_t> out;
        for (std::int64_t seq = 1;; ++seq) {
            const auto reply =
                ask("$JS.API.STREAM.MSG.GET." + name, R"({"seq":)" + std::to_string(seq) + "}").as_object();
            if (reply.contains("error")) {
                return out;
            }
            const auto body = api::base64Decode(reply.at("message").at("data").as_string());
            out.push_back(api::parseJson(*body)->at("data").at("n").as_int64());
        }
    }
    bool problem(const std::string& code, const std::string& part = {}) {
        for (const auto& one : m_engine->health().problems) {
            if (one.code == code && one.message.find(part) != std::string::npos) {
                return true;
            }
        }
        return false;
    }
    /// A run that takes events until there are so many; its output is their data.
    std::string counter(int count) {
        const auto name = "counter" + std::to_string(count);
        deploy(name, "- l: {listen: {to: {any: [], until: '${ length == " + std::to_string(count) + " }'}}}\n");
        const auto run = start(name);
        EXPECT_TRUE(await(run, "run.waiting"));
        return run;
    }
    void deployEmitter() {
        const auto reply = call(api::DeployWorkflow{kEmitter, "emitter.yaml"});
        ASSERT_TRUE(reply.ok()) << reply.error().message << boost::json::serialize(reply.error().detail);
    }
    std::string emit(const std::string& numbers) {
        const auto run = start("emitter", boost::json::parse(R"({"numbers":)" + numbers + "}"));
        EXPECT_TRUE(await(run, "run.completed"));
        return run;
    }
    std::string output(const std::string& run) { return boost::json::serialize(detail(run).output); }

    std::unique_ptr<nats::NatsServer> server;
    std::shared_ptr<nats::NatsBroker> client;
};

inline std::string event(const std::string& id, int n) {
    return R"({"specversion":"1.0","id":")" + id + R"(","source":"/shop","type":"order","data":{"n":)" +
           std::to_string(n) + "}}";
}

}  // namespace beamline::test
