// SPDX-License-Identifier: Apache-2.0
// CloudEvents that come over NATS: both modes, answers, what is refused, servers that go away, streams.

#include "tests/engine/events/event_bus_fixture.h"

namespace beamline::test {
namespace {

class EventsIn : public EventBusTest {};

TEST_F(EventsIn, ComeInBothModes) {
    settings(R"("subscribe": ["orders.>", "other"])");
    open();
    ASSERT_TRUE(listening("orders.x") && listening("other"));
    const auto run = counter(5);
    send("orders.new", event("1", 1));
    send("orders.new", event("2", 2), {{"content-type", "application/cloudevents+json"}});
    send("orders.new", R"({"n":3})",
         {{"ce-specversion", "1.0"},
          {"ce-id", "3%20%E2%82%AC"},
          {"ce-source", "/shop"},
          {"ce-type", "order"},
          {"ce-datacontenttype", "application/json"}});
    send("orders.new", event("1", 1));  // the same event
    send("orders.new", "text",
         {{"ce-specversion", "1.0"},
          {"ce-id", "4"},
          {"ce-source", "/shop"},
          {"ce-type", "order"},
          {"ce-datacontenttype", "text/plain"}});
    send("orders.new", std::string("\xFF\0", 2),
         {{"ce-specversion", "1.0"},
          {"ce-id", "5"},
          {"ce-source", "/shop"},
          {"ce-type", "order"},
          {"ce-datacontenttype", "image/png"}});
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(output(run), R"([{"n":1},{"n":2},{"n":3},"text","/wA="])");
}

TEST_F(EventsIn, AQuestionIsAnsweredAndNonsenseRefused) {
    settings(R"("subscribe": ["orders.>"])");
    open();
    ASSERT_TRUE(listening("orders.x"));
    const auto first = ask("orders.new", event("1", 1));
    ASSERT_TRUE(first.as_object().contains("position")) << boost::json::serialize(first);
    EXPECT_EQ(ask("orders.new", event("1", 1)), first) << "the same event has the same position";
    EXPECT_GT(ask("orders.new", event("2", 2)).at("position").as_int64(), first.at("position").as_int64());
    const auto nonsense = ask("orders.bad", "nonsense");
    EXPECT_EQ(nonsense.at("error").at("code").as_string(), api::code::kInvalidArgument);
    EXPECT_NE(
        ask("orders.bad", R"({"specversion":"1.0","id":"1"})").at("error").at("message").as_string().find("'source'"),
        std::string::npos);
    EXPECT_TRUE(eventually([&] { return problem("events_refused", "orders.bad"); }));
    std::ifstream log(m_options.dataDir / "log" / "engine.jsonl");
    const std::string text{std::istreambuf_iterator<char>(log), {}};
    EXPECT_NE(text.find("orders.bad was refused"), std::string::npos) << text;
}

TEST_F(EventsIn, TheServerMayComeLaterAndGoAway) {
    settings(R"("subscribe": ["orders.>"])");
    server->stop();
    open();
    EXPECT_TRUE(eventually([&] { return problem("events_in", "NATS"); }));
    EXPECT_EQ(m_engine->health().state, api::HealthState::degraded);
    const auto run = counter(2);
    server->run();
    ASSERT_TRUE(listening("orders.x"));
    EXPECT_TRUE(eventually([&] { return !problem("events_in"); }));
    send("orders.new", event("1", 1));
    ASSERT_TRUE(await(run, "task.event"));
    server->stop();
    EXPECT_TRUE(eventually([&] { return problem("events_in"); }));
    server->run();
    ASSERT_TRUE(listening("orders.x"));
    send("orders.new", event("2", 2));
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(output(run), R"([{"n":1},{"n":2}])");
}

class EventsOfStream : public EventsIn {
protected:
    void SetUp() override {
        EventsIn::SetUp();
        if (server) {
            stream("ORDERS", "orders.>");
            settings(R"("stream": "ORDERS", "durable": "beamline")");
        }
    }
    api::Json consumer() { return ask("$JS.API.CONSUMER.INFO.ORDERS.beamline", ""); }
    bool settled() {
        return eventually([&] {
            const auto info = consumer().as_object();
            return info.contains("num_pending") && info.at("num_pending") == 0 && info.at("num_ack_pending") == 0;
        });
    }
};

TEST_F(EventsOfStream, AreAcknowledgedWhenDurableAndNoneIsMissed) {
    send("orders.new", event("1", 1));  // before anybody listens
    open();
    EXPECT_TRUE(settled());
    const auto run = counter(600);
    close();
    for (int i = 2; i <= 601; ++i) {  // while the engine is away, more than are taken at once
        send("orders.new", event(std::to_string(i), i));
    }
    open();
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(detail(run).output.as_array().back(), boost::json::parse(R"({"n":601})"));
    EXPECT_TRUE(settled());
}

TEST_F(EventsOfStream, APoisonousOneIsTerminated) {
    send("orders.bad", "nonsense");
    send("orders.new", event("1", 1));
    open();
    const auto run = counter(1);
    EXPECT_TRUE(eventually([&] { return problem("events_refused", "orders.bad"); }));
    EXPECT_TRUE(settled()) << boost::json::serialize(consumer());
    send("orders.new", event("2", 2));
    ASSERT_TRUE(await(run, "run.completed"));
}

TEST_F(EventsOfStream, ComeAgainWithoutHarm) {
    // A consumer that delivers again soon.
    const auto made = ask("$JS.API.CONSUMER.DURABLE.CREATE.ORDERS.beamline",
                          R"({"stream_name":"ORDERS","config":{"durable_name":"beamline","ack_policy":"explicit",
                              "ack_wait":300000000,"deliver_policy":"all"}})");
    ASSERT_FALSE(made.as_object().contains("error")) << boost::json::serialize(made);
    open();
    const auto run = counter(2);
    close();
    send("orders.new", event("1", 1));
    // Somebody else takes it, publishes it and dies before it acknowledges.
    const auto taken = ask("$JS.API.CONSUMER.MSG.NEXT.ORDERS.beamline", R"({"batch":1,"expires":5000000000})");
    EXPECT_EQ(taken.at("id").as_string(), "1");
    open();
    ASSERT_TRUE(call(api::PublishEvent{taken}).ok());
    EXPECT_TRUE(settled()) << "it came again and was acknowledged";
    send("orders.new", event("2", 2));
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(output(run), R"([{"n":1},{"n":2}])");
}

TEST_F(EventsOfStream, WhatIsMissingIsToldAndWaitedFor) {
    settings(R"("stream": "LATER", "durable": "beamline", "subscribe": ["later.a"])");
    open();
    EXPECT_TRUE(eventually([&] { return problem("events_in", "There is no stream LATER"); }))
        << boost::json::serialize(api::toJson(m_engine->health()));
    const auto run = counter(1);
    stream("LATER", "later.>");
    send("later.b", event("1", 1));
    send("later.a", event("2", 2));
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_EQ(output(run), R"([{"n":2}])") << "only the subject of the settings";
    EXPECT_TRUE(eventually([&] { return !problem("events_in"); }));
}

}  // namespace
}  // namespace beamline::test
