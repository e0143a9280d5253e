// SPDX-License-Identifier: Apache-2.0
// Events over HTTP, of a real engine.

#include <fstream>

#include "engine/api/ids.h"
#include "engine/gateway/event_streams.h"
#include "tests/engine/gateway/gateway_fixture.h"

namespace beamline::test {

namespace {
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
    ASSERT_TRUE(first.awaitComment("connected"));
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

}  // namespace beamline::test
