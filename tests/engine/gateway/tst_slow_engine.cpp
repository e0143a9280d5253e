// SPDX-License-Identifier: Apache-2.0
// The gateway before an engine whose answers, events and silence a test decides.

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/gateway/http_gateway.h"
#include "tests/engine/gateway/http_client.h"
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

/// Who asks is not answered until the test wants it.
class SlowGateway : public ::testing::Test {
protected:
    void SetUp() override {
        m_options.port = 0;
        m_options.limits.requestsPerSecond = 0;
        auto started = gateway::HttpGateway::start(m_engine, m_options);
        ASSERT_TRUE(started.ok()) << started.error().message;
        m_gateway = std::move(*started);
    }
    std::thread asking(const std::string& path, HttpAnswer& answer, std::vector<std::string> headers = {}) {
        return std::thread([this, path, &answer, headers] {
            answer = ask({"GET", m_gateway->url() + path, headers, {}, {}});
        });
    }
    void awaitHeld(std::size_t count) {
        for (int i = 0; i < 2'000 && m_engine->held() != count; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        ASSERT_EQ(m_engine->held(), count);
    }

    std::shared_ptr<FakeEngine> m_engine = std::make_shared<FakeEngine>();
    gateway::GatewayOptions m_options;
    std::unique_ptr<gateway::HttpGateway> m_gateway;
};

TEST_F(SlowGateway, WhatWasAskedIsAnsweredBeforeItStops) {
    HttpAnswer answer;
    auto client = asking("/api/v1/functions", answer);
    awaitHeld(1);
    std::thread stopping([this] { m_gateway->stop(std::chrono::seconds(20)); });
    for (int i = 0; i < 2'000; ++i) {  // until nobody can connect
        if (ask({"GET", m_gateway->url() + "/_health", {}, {}, {}}).status == 0) {
            break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    m_engine->answerHeld(api::Reply(api::FunctionPage()));
    stopping.join();
    client.join();
    EXPECT_EQ(answer.status, 200) << answer.body;
}

TEST_F(SlowGateway, WhatIsNotAnsweredInTimeIsToldSo) {
    HttpAnswer late;
    auto client = asking("/api/v1/functions", late, {"X-Deadline-Ms: 10"});
    client.join();
    EXPECT_EQ(late.status, 504);
    EXPECT_EQ(late.error(), "deadline_exceeded");
    HttpAnswer left;
    client = asking("/api/v1/functions", left);
    awaitHeld(2);
    m_gateway->stop(std::chrono::milliseconds(0));
    client.join();
    EXPECT_EQ(left.status, 503) << left.body;
    EXPECT_EQ(left.error(), "unavailable");
    m_engine->answerHeld(api::Reply(api::FunctionPage()));  // too late: nobody is there
}

TEST_F(SlowGateway, FiguresOfAStuckEngineComeWithoutItsRuns) {
    const auto answer = ask({"GET", m_gateway->url() + "/metrics", {"X-Deadline-Ms: 10"}, {}, {}});
    EXPECT_EQ(answer.status, 200);
    EXPECT_NE(answer.body.find("\nbeamline_engine_state{state=\"healthy\"} 1\n"), std::string::npos) << answer.body;
    EXPECT_EQ(answer.body.find("beamline_runs{"), std::string::npos);
    m_engine->answerHeld(api::Reply(api::RunCounts()));  // too late
}

TEST_F(SlowGateway, WhoLeavesIsNotAnswered) {
    {
        BareSocket client(m_gateway->port());
        client.say("GET /api/v1/functions HTTP/1.1\r\nHost: localhost\r\n\r\n");
        awaitHeld(1);
    }
    m_engine->answerHeld(api::Reply(api::FunctionPage()));
    EXPECT_EQ(ask({"GET", m_gateway->url() + "/_health", {}, {}, {}}).status, 200);
}

TEST_F(SlowGateway, ErrorsOfTheEngineHaveTheirStatus) {
    for (const auto& [code, status] : std::map<std::string, long>{{api::code::kForbidden, 403},
                                                                  {api::code::kOverloaded, 503},
                                                                  {api::code::kUnavailable, 503},
                                                                  {api::code::kDeadline, 504},
                                                                  {api::code::kCorrupt, 500},
                                                                  {"unheard", 500}}) {
        HttpAnswer answer;
        auto client = asking("/api/v1/functions", answer);
        awaitHeld(1);
        m_engine->answerHeld(api::Error{code, "It is so.", {}, false});
        client.join();
        EXPECT_EQ(answer.status, status) << code;
        EXPECT_EQ(answer.headers.contains("retry-after"), status == 503) << code;
    }
}

TEST(EventFrame, KindsCannotBreakOut) {
    const auto frame = gateway::eventFrame(event(1, 0, "a\nid: 7\r"));
    EXPECT_TRUE(frame.starts_with("id: 1\nevent: a id: 7 \ndata: {")) << frame;
}

}  // namespace beamline::test
