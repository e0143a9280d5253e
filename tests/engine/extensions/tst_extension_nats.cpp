// SPDX-License-Identifier: Apache-2.0
// Extensions over NATS, with a real server.
#include "engine/nats/nats_broker.h"
#include "tests/engine/extensions/extension_fixture.h"
#include "tests/engine/nats/nats_server.h"

namespace beamline::runtime {
namespace {

using blocks::BrokerMessage;

class NatsExtension : public ExtensionTest {
protected:
    void SetUp() override {
        server = nats::NatsServer::start(base / "server", "max_payload: 4194304");
        if (!server) {
            GTEST_SKIP() << "nats-server is not installed; nothing of it was tested.";
        }
        settings.broker = broker = std::make_shared<beamline::nats::NatsBroker>(base / "contexts");
        ExtensionTest::nats.servers = {server->url()};
        guard.id = "guard";
        routing::Instance instance;
        instance.id = "1";
        instance.transport = routing::Transport::nats;
        instance.subject = "beamline.ext.validate.guard.v1";
        guard.instances = {instance};
    }
    /// Answers what comes with these bytes and keeps it.
    void respond(std::string payload, std::vector<std::pair<std::string, std::string>> headers = {}) {
        listening.reset();
        const auto stop = stopAfter(30s);
        auto subscribed = broker->subscribe(
            ExtensionTest::nats, guard.instances[0].subject,
            [this, payload = std::move(payload), headers = std::move(headers)](BrokerMessage message) {
                const auto reply = message.reply;
                {
                    const std::lock_guard lock(mutex);
                    received.push_back(std::move(message));
                }
                const auto sent = broker->publish(ExtensionTest::nats, {reply, headers, payload, {}}, stopAfter(30s));
                EXPECT_TRUE(sent.ok());
            },
            stop);
        ASSERT_TRUE(subscribed.ok()) << subscribed.error().message;
        listening = std::move(*subscribed);
    }
    std::size_t count() {
        const std::lock_guard lock(mutex);
        return received.size();
    }
    std::string header(const std::string& name) {
        const std::lock_guard lock(mutex);
        for (const auto& [key, value] : received.back().headers) {
            if (key == name) {
                return value;
            }
        }
        return "none";
    }

    std::unique_ptr<beamline::nats::NatsServer> server;
    std::shared_ptr<beamline::nats::NatsBroker> broker;
    std::mutex mutex;
    std::vector<BrokerMessage> received;
    std::unique_ptr<blocks::MessageSubscription> listening;
    routing::Extension guard;
};

TEST_F(NatsExtension, IsAskedWithTheHeadersOfTheContract) {
    respond(R"({"status": "ok"})");
    const std::string trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const boost::json::object request{{"trace_id", "t-1"}, {"tenant_id", "acme"}, {"payload", {{"text", "a"}}}};
    EXPECT_EQ(saidBy(ask(guard, request, 30s, trace)), R"({"status":"ok"})");
    EXPECT_EQ(received.back().payload, boost::json::serialize(request));
    EXPECT_EQ(header("trace_id"), "t-1");
    EXPECT_EQ(header("tenant_id"), "acme");
    EXPECT_EQ(header("version"), "1");
    EXPECT_EQ(header("traceparent"), trace);
    EXPECT_EQ(saidBy(ask(guard, {{"trace_id", ""}})), R"({"status":"ok"})");
    EXPECT_EQ(header("trace_id"), "none");
    EXPECT_EQ(header("tenant_id"), "none");
    EXPECT_EQ(header("traceparent"), "none");
    EXPECT_TRUE(
        has(said(guard, {{"tenant_id", "two\r\nlines"}}), "unavailable: 'guard' cannot be reached: The header"));
}

TEST_F(NatsExtension, WithoutListenersIsUnavailableAtOnce) {
    EXPECT_TRUE(has(said(guard, {}, 60s), "has no responders")) << "not after a minute";
    EXPECT_TRUE(has(said(guard, {}, 60s), "unavailable: 'guard' cannot be reached: "));
}

TEST_F(NatsExtension, ThatIsSilentIsLeftInTime) {
    const auto stop = stopAfter(30s);
    const auto mute = broker->subscribe(
        ExtensionTest::nats, guard.instances[0].subject, [](BrokerMessage) {}, stop);
    ASSERT_TRUE(mute.ok());
    const auto before = std::chrono::steady_clock::now();
    EXPECT_EQ(said(guard, {}, 60ms), "timeout: 'guard' did not answer within 60 ms.");
    EXPECT_LT(std::chrono::steady_clock::now() - before, 10s);
}

TEST_F(NatsExtension, AnswersWithGarbageOrAnError) {
    const auto answered = [&](const std::string& payload,
                              std::vector<std::pair<std::string, std::string>> headers = {}) {
        respond(payload, std::move(headers));
        return said(guard);
    };
    EXPECT_EQ(answered("Hello"), "garbage: 'guard' answered what is no JSON object: Hello");
    EXPECT_EQ(answered(""), "garbage: 'guard' answered what is no JSON object: ");
    EXPECT_EQ(answered("[{}]"), "garbage: 'guard' answered what is no JSON object: [{}]");
    EXPECT_EQ(answered("{\"a\": \"" + std::string(2 << 20, 'x') + "\"}"),
              "garbage: 'guard' answered more than the 1114112 bytes that are taken.");
    EXPECT_EQ(answered(R"({"error": {"code": "c", "message": "m"}})"), "refused: c: m");
    EXPECT_EQ(answered("", {{"Nats-Service-Error", "no text"}, {"Nats-Service-Error-Code", "400"}}),
              "refused: 400: no text");
}

TEST_F(NatsExtension, WithoutNatsSaysWhatToSet) {
    const std::string missing =
        "unavailable: 'guard' cannot be reached: this engine has no NATS for its extensions. Set \"routing\": "
        "{\"nats\": {\"url\": \"nats://host:4222\"}} in engine.json, or make this engine a node of a cluster.";
    ExtensionTest::nats = {};
    EXPECT_EQ(said(guard), missing);
    made.reset();
    ExtensionTest::nats.servers = {server->url()};
    settings.broker = nullptr;
    EXPECT_EQ(said(guard), missing);
    made.reset();
    settings.broker = broker;
    guard.instances[0].subject = "beamline.ext.>";
    EXPECT_TRUE(has(said(guard), "its subject \"beamline.ext.>\" must be tokens"));
}

TEST_F(NatsExtension, WhoseServerGoesIsUnavailableUntilItIsBack) {
    respond("{}");
    EXPECT_EQ(said(guard), "{}");
    server->kill();
    ASSERT_TRUE(comes([&] { return has(said(guard, {}, 200ms), "unavailable: "); }));
    EXPECT_TRUE(has(said(guard, {}, 60s), "does not answer")) << "not after a minute";
    const auto before = count();
    server->run();
    EXPECT_TRUE(comes([&] { return said(guard, {}, 1s) == "{}"; }));
    EXPECT_LE(count(), before + 2) << "what was asked meanwhile is not sent later";
}

TEST_F(NatsExtension, WhoseServerStandsStillIsLeftInTime) {
    server->freeze();
    std::vector<std::thread> callers;  // one of them connects, the others wait for that, none longer than it may
    std::atomic<int> late = 0;
    caller();
    const auto before = std::chrono::steady_clock::now();
    for (int i = 0; i < 4; ++i) {
        callers.emplace_back([&, i] { late += isKind(ask(guard, {}, i == 0 ? 400ms : 100ms), Kind::timeout); });
    }
    for (auto& one : callers) {
        one.join();
    }
    EXPECT_LT(std::chrono::steady_clock::now() - before, 10s);
    EXPECT_EQ(late, 4);
    server->thaw();
    respond("{}");
    EXPECT_EQ(said(guard), "{}");
}

}  // namespace
}  // namespace beamline::runtime
