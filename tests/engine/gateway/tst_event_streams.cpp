// SPDX-License-Identifier: Apache-2.0
// Events over HTTP, with a real engine and with one whose events a test decides.

#include <fstream>

#include "engine/api/ids.h"
#include "engine/gateway/event_streams.h"
#include "tests/engine/gateway/gateway_fixture.h"
#include "tests/engine/wire/fake_engine.h"

namespace beamline::test {

namespace {
api::Event event(api::Seq seq, int index, std::string kind, std::string run = "r") {
    api::Event out;
    out.seq = seq;
    out.index = index;
    out.kind = std::move(kind);
    out.run = std::move(run);
    return out;
}
bool has(const std::vector<SseFrame>& frames, const std::string& kind) {
    return std::any_of(frames.begin(), frames.end(), [&](const auto& f) { return f.event == kind; });
}
}  // namespace

class Streams : public GatewayTest {
protected:
    void serve() {
        GatewayTest::serve();
        m_events = m_gateway->url() + "/api/v1/events";
    }
    std::string m_events;
};

TEST_F(Streams, ARunIsSeenAsItHappens) {
    serve();
    deploy(kWaiting);
    SseReader all(m_events + "?from=0&data=true");
    ASSERT_TRUE(all.awaitComment("connected"));
    const auto run = start("waiting");
    ASSERT_TRUE(all.await([&](const auto& frames) { return has(frames, "run.waiting"); }));
    SseReader one(m_events + "?run=" + run + "&tasks=false&from=0&data=true");
    EXPECT_EQ(post("/api/v1/events", R"({"specversion":"1.0","id":"1","source":"/t","type":"go","data":{"a":1}})", {},
                   "application/cloudevents+json")
                  .status,
              200);
    ASSERT_TRUE(one.await([&](const auto& frames) { return has(frames, "run.completed"); }));
    ASSERT_TRUE(all.await([&](const auto& frames) { return has(frames, "run.completed"); }));
    for (const auto& frame : one.frames()) {
        EXPECT_TRUE(frame.event.starts_with("run.") || frame.event == "gap") << frame.event;  // of before anybody asked
        EXPECT_EQ(frame.id.substr(0, frame.id.find('.')),
                  std::to_string(api::parseJson(frame.data)->at("seq").to_number<int>()));
    }
    EXPECT_TRUE(has(all.frames(), "task.completed"));
}

TEST_F(Streams, WhoComesBackMissesNothingAndGetsNothingTwice) {
    serve();
    deploy(kQuick);
    SseReader first(m_events + "?from=0");
    const auto run = start("quick", R"({"n":1})");
    ASSERT_TRUE(first.await([&](const auto& frames) { return has(frames, "run.completed"); }));
    const auto frames = first.frames();
    ASSERT_GE(frames.size(), 4U);
    for (std::size_t seen = 0; seen + 1 < frames.size(); ++seen) {
        SseReader again(m_events, {"Last-Event-ID: " + frames[seen].id});
        ASSERT_TRUE(again.await([&](const auto& got) { return has(got, "run.completed"); })) << seen;
        const auto rest = again.frames();
        ASSERT_EQ(rest.size(), frames.size() - seen - 1) << "after " << frames[seen].id;
        EXPECT_EQ(rest.front().id, frames[seen + 1].id);
        EXPECT_EQ(rest.front().data, frames[seen + 1].data);
    }
}

TEST_F(Streams, ASilentStreamIsKeptAlive) {
    m_options.limits.heartbeat = std::chrono::milliseconds(20);
    serve();
    SseReader reader(m_events);
    EXPECT_TRUE(reader.awaitComment("alive"));
}

TEST_F(Streams, WhatIsWrongIsSaidByName) {
    serve();
    EXPECT_EQ(get("/api/v1/events?from=x").error(), "invalid_request");
    EXPECT_NE(get("/api/v1/events?tasks=1").body.find("\\\"tasks\\\" must be true or false"), std::string::npos);
    EXPECT_EQ(get("/api/v1/events?filter=a").status, 400);
    EXPECT_EQ(get("/api/v1/events", {"Last-Event-ID: nine"}).status, 400);
    EXPECT_EQ(get("/api/v1/events", {"Last-Event-ID: 1.-1"}).status, 400);
}

TEST_F(Streams, TheyEndWithTheGateway) {
    serve();
    SseReader reader(m_events);
    ASSERT_TRUE(reader.awaitComment("connected"));
    m_gateway->stop(std::chrono::seconds(10));
    EXPECT_TRUE(reader.awaitEnd());
}

/// Without an engine of its own.
class FakeStreams : public ::testing::Test {
protected:
    void SetUp() override {
        m_options.port = 0;
        m_options.limits.requestsPerSecond = 0;
    }
    void serve() {
        auto started = gateway::HttpGateway::start(m_engine, m_options);
        ASSERT_TRUE(started.ok()) << started.error().message;
        m_gateway = std::move(*started);
    }
    bool awaitSubscribers(std::size_t count) {
        for (int i = 0; i < 2'000 && m_engine->subscribers() != count; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return m_engine->subscribers() == count;
    }

    std::shared_ptr<FakeEngine> m_engine = std::make_shared<FakeEngine>();
    gateway::GatewayOptions m_options;
    std::unique_ptr<gateway::HttpGateway> m_gateway;
};

TEST_F(FakeStreams, WhoReadsTooSlowlyGetsAGapAndTheRest) {
    m_options.limits.streamBytes = 64 * 1024;
    m_options.limits.heartbeat = std::chrono::hours(1);
    serve();
    BareSocket slow(m_gateway->port(), 4096);
    slow.say("GET /api/v1/events?from=0 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_NE(slow.hear(": connected").find("200 OK"), std::string::npos);
    ASSERT_TRUE(awaitSubscribers(1));
    auto big = event(1, 0, "run.started");
    big.data = boost::json::string(std::string(16 * 1024, 'x'));
    constexpr int kEvents = 2'000;  // more than the sockets of both sides and the buffer hold
    for (int i = 0; i < kEvents; ++i) {
        big.seq = static_cast<api::Seq>(i + 1);
        m_engine->publish(big);
    }
    const auto heard = slow.hear("\nid: " + std::to_string(kEvents) + "\n");  // itself, or the gap that it is lost in
    EXPECT_NE(heard.find("event: gap\n"), std::string::npos);
    EXPECT_LT(heard.size(), std::size_t{kEvents} * 16 * 1024 / 2);
    m_engine->publish(event(kEvents + 1, 0, "run.completed"));
    EXPECT_NE(slow.hear("event: run.completed").find("id: " + std::to_string(kEvents + 1)), std::string::npos);
    const auto health = ask({"GET", m_gateway->url() + "/_health", {}, {}, {}});
    EXPECT_EQ(health.status, 200) << "others are served meanwhile";
}

TEST_F(FakeStreams, AnEventThatFitsIntoNoBufferIsAGap) {
    m_options.limits.streamBytes = 8 * 1024;
    serve();
    SseReader reader(m_gateway->url() + "/api/v1/events?from=0");
    ASSERT_TRUE(awaitSubscribers(1));
    auto big = event(5, 0, "run.started");
    big.data = boost::json::string(std::string(64 * 1024, 'x'));
    m_engine->publish(big);
    ASSERT_TRUE(reader.await([](const auto& frames) { return has(frames, "gap"); }));
    EXPECT_EQ(reader.frames().front().id, "5");
}

TEST_F(FakeStreams, GapsOfTheEngineAreHandedOn) {
    serve();
    SseReader reader(m_gateway->url() + "/api/v1/events?from=0");
    ASSERT_TRUE(awaitSubscribers(1));
    m_engine->publish(event(9, 0, api::kGapEvent));
    ASSERT_TRUE(reader.await([](const auto& frames) { return has(frames, "gap"); }));
}

TEST_F(FakeStreams, WhatIsStoredNowhereHasNoId) {
    serve();
    SseReader reader(m_gateway->url() + "/api/v1/events?from=0");
    ASSERT_TRUE(awaitSubscribers(1));
    m_engine->publish(event(9, 2, "task.completed"));
    m_engine->publish(event(9, 0, api::kOutputEvent));
    ASSERT_TRUE(reader.await([](const auto& frames) { return frames.size() == 2; }));
    EXPECT_EQ(reader.frames()[0].id, "9.2");
    EXPECT_EQ(reader.frames()[1].id, "");
}

TEST_F(FakeStreams, NoMoreThanAreAllowed) {
    serve();
    std::vector<std::unique_ptr<BareSocket>> readers;
    for (std::size_t i = 0; i < gateway::kMaxStreams; ++i) {
        readers.push_back(std::make_unique<BareSocket>(m_gateway->port()));
        readers.back()->say("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        ASSERT_NE(readers.back()->hear(": connected").find("200 OK"), std::string::npos);
    }
    const auto refused = ask({"GET", m_gateway->url() + "/api/v1/events", {}, {}, {}});
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.error(), "service_overloaded");
    EXPECT_NE(refused.header("retry-after"), "");
}

TEST_F(FakeStreams, WhoLeavesIsForgotten) {
    m_options.limits.heartbeat = std::chrono::milliseconds(10);
    serve();
    {
        SseReader reader(m_gateway->url() + "/api/v1/events");
        ASSERT_TRUE(awaitSubscribers(1));
    }
    EXPECT_TRUE(awaitSubscribers(0));
}

TEST(EventFrame, KindsCannotBreakOut) {
    const auto frame = gateway::eventFrame(event(1, 0, "a\nid: 7\r"));
    EXPECT_TRUE(frame.starts_with("id: 1\nevent: a id: 7 \ndata: {")) << frame;
}

}  // namespace beamline::test
