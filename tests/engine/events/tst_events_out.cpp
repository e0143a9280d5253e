// SPDX-License-Identifier: Apache-2.0
// Events that runs emit, over NATS: both modes, servers that go away, restarts, a killed engine, and no loops.

#include "engine/runtime/event_bus.h"
#include "engine/store/outbox.h"
#include "tests/engine/events/event_bus_fixture.h"
#include "tests/engine/events/victim.h"

namespace beamline::test {
namespace {

class EventsOut : public EventBusTest {
protected:
    bool storedAre(const std::vector<std::int64_t>& numbers) {
        std::vector<std::int64_t> last;
        const bool are = eventually([&] {
            last = stored("OUT");
            return last == numbers;
        });
        EXPECT_EQ(last, numbers);
        return are;
    }
    static std::vector<std::int64_t> upTo(std::int64_t last) {
        std::vector<std::int64_t> out;
        for (std::int64_t i = 1; i <= last; ++i) {
            out.push_back(i);
        }
        return out;
    }
    static std::string text(const std::vector<std::int64_t>& numbers) {
        return boost::json::serialize(boost::json::value_from(numbers));
    }
};

TEST(EventSubject, TakesAnyType) {
    EXPECT_EQ(runtime::subjectFor("events.{type}", "com.shop.order"), "events.com.shop.order");
    EXPECT_EQ(runtime::subjectFor("events", "x"), "events");
    for (const auto* type : {"a b", "*", "a.>", ".a", "a.", "a..b", "%", "\x7F", "a\n", "."}) {
        EXPECT_TRUE(blocks::isSubject(runtime::subjectFor("e.{type}.x", type), false)) << type;
    }
    EXPECT_EQ(runtime::subjectFor("{type}", "a b.>"), "a%20b.%3E");
}

TEST_F(EventsOut, GoOutInBothModes) {
    Mailbox box;
    const auto listening = listen("events.>", box);
    settings(R"("publish": "events.{type}")");
    open();
    deployEmitter();
    const auto run = emit("[1,2]");
    auto got = box.await(2);
    ASSERT_EQ(got.size(), 2U);
    EXPECT_EQ(got[0].subject, "events.com.shop.order");
    EXPECT_NE(std::find(got[0].headers.begin(), got[0].headers.end(),
                        std::pair<std::string, std::string>("content-type", "application/cloudevents+json")),
              got[0].headers.end());
    const auto first = *api::parseJson(got[0].payload);
    EXPECT_EQ(first.at("source").as_string(), "/shop");
    EXPECT_EQ(first.at("data"), boost::json::parse(R"({"n":1})"));
    EXPECT_EQ(api::parseJson(got[1].payload)->at("data"), boost::json::parse(R"({"n":2})"));
    EXPECT_NE(first.at("id").as_string().find(run), std::string::npos);
    close();
    settings(R"("publish": "events.{type}", "mode": "binary")");
    open();
    emit("[3]");
    got = box.await(3);
    ASSERT_EQ(got.size(), 3U) << "nothing is sent twice by a restart";
    EXPECT_EQ(got[2].payload, R"({"n":3})");
    EXPECT_NE(std::find(got[2].headers.begin(), got[2].headers.end(),
                        std::pair<std::string, std::string>("ce-type", "com.shop.order")),
              got[2].headers.end());
}

TEST_F(EventsOut, WhatCameFromOutsideAndDryRunsStayInside) {
    settings(R"("subscribe": ["bus.>"], "publish": "bus.{type}")");
    open();
    ASSERT_TRUE(listening("bus.x"));
    Mailbox box;
    const auto hears = listen("bus.>", box);
    deployEmitter();
    ASSERT_TRUE(call(api::PublishEvent{boost::json::parse(event("1", 1))}).ok());
    send("bus.order", event("2", 2));
    api::StartRun dry;
    dry.ns = "test";
    dry.workflow = "emitter";
    dry.input = boost::json::parse(R"({"numbers":[7]})");
    dry.dryRun = boost::json::object();
    const auto rehearsal = call(dry);
    ASSERT_TRUE(rehearsal.ok()) << rehearsal.error().message;
    ASSERT_TRUE(await(rehearsal->run, "run.completed"));
    const auto run = counter(1);
    emit("[3]");
    ASSERT_TRUE(await(run, "run.completed"));
    // Its own event comes back, and another after it, which tells that nothing else is on its way.
    const auto last = ask("bus.order", event("4", 4));
    EXPECT_TRUE(last.as_object().contains("position"));
    std::vector<std::string> payloads;
    for (const auto& message : box.await(1)) {
        if (message.reply.empty() && message.payload.find("/shop") != std::string::npos &&
            message.payload.find("\"type\":\"order\"") == std::string::npos) {
            payloads.push_back(message.payload);
        }
    }
    ASSERT_EQ(payloads.size(), 1U) << payloads.back();
    EXPECT_NE(payloads[0].find(R"("n":3)"), std::string::npos);
}

TEST_F(EventsOut, WaitForTheServerInOrder) {
    stream("OUT", "events.>");
    settings(R"("publish": "events.{type}")");
    server->stop();
    open();
    deployEmitter();
    emit(text(upTo(3)));
    EXPECT_TRUE(eventually([&] { return problem("events_out", "wait"); }));
    server->run();
    ASSERT_TRUE(storedAre(upTo(3)));
    EXPECT_TRUE(eventually([&] { return !problem("events_out"); }));
    server->stop();
    emit("[4,5]");
    EXPECT_TRUE(eventually([&] { return problem("events_out"); }));
    emit("[6]");
    reopen();
    emit("[7]");
    server->run();
    EXPECT_TRUE(storedAre(upTo(7)));
}

TEST_F(EventsOut, AnEngineThatEndsHasSentWhatItHad) {
    stream("OUT", "events.>");
    settings(R"("publish": "events.{type}", "confirm": true)");
    open();
    deployEmitter();
    emit(text(upTo(200)));
    close();
    EXPECT_EQ(stored("OUT"), upTo(200));
}

TEST_F(EventsOut, AServerKilledUnderLoadLosesNothingThatAStreamConfirms) {
    stream("OUT", "events.>");
    settings(R"("publish": "events.{type}", "confirm": true)");
    open();
    deployEmitter();
    const auto run = start("emitter", boost::json::parse(R"({"numbers":)" + text(upTo(2'000)) + "}"));
    ASSERT_TRUE(eventually([&] { return stored("OUT").size() >= 20; }));
    server->kill();
    server->run();
    ASSERT_TRUE(await(run, "run.completed"));
    EXPECT_TRUE(storedAre(upTo(2'000)));
}

TEST_F(EventsOut, AKilledEngineSendsWhatWasDurable) {
    stream("OUT", "events.>");
    settings(R"("publish": "events.{type}")");
    server->stop();
    {
        Victim victim(m_options.dataDir, "[1,2,3,4,5]");
        ASSERT_TRUE(eventually([&] { return std::filesystem::exists(m_options.dataDir / "started"); }));
        ASSERT_TRUE(victim.running());
        victim.kill();
    }
    server->run();
    open();  // the run goes on, if it had not ended
    EXPECT_TRUE(storedAre(upTo(5)));
}

TEST_F(EventsOut, WhatNatsRefusesIsLeftOutAndTold) {
    stream("OUT", "events.>");
    settings(R"("publish": "events.{type}")");
    server->stop();
    open();
    deployEmitter();
    // One that is larger than the server takes, between two that are not; all in one batch.
    deploy("large", "- e: {emit: {event: {with: {type: large, source: /shop, data: '${ [range(150000)] }'}}}}\n");
    emit("[1]");
    ASSERT_TRUE(await(start("large"), "run.completed"));
    emit("[2]");
    std::ofstream(m_directory / "server" / "server.conf", std::ios::app) << "max_payload: 500000\n";
    server->run();
    EXPECT_TRUE(storedAre({1, 2}));
    EXPECT_TRUE(eventually([&] { return problem("events_left_out", "events.large"); }));
}

TEST_F(EventsOut, WhatHadToWaitTooLongIsToldAsLost) {
    settings(R"("publish": "events.{type}")");
    server->stop();
    open();
    deployEmitter();
    emit("[1]");
    close();
    {
        auto journal = store::Journal::open({m_options.dataDir / "journal.db", false, true, 1, {}});
        ASSERT_TRUE(journal.ok()) << journal.error().message;
        for (std::int64_t i = 0; i < store::kMaxHeldMessages + 10; ++i) {
            (*journal)->publish({}, {});
            if (i % 10'000 == 0) {
                (*journal)->flush();
            }
        }
        (*journal)->flush();
        (*journal)->delivered((*journal)->newestMessage());
    }
    open();
    EXPECT_TRUE(eventually([&] { return problem("lane_events_out_lost", "Up to 11 messages"); }));
}

TEST_F(EventsOut, ALaneThatIsNewBeginsNow) {
    stream("OUT", "events.>");
    open();
    deployEmitter();
    emit("[1]");
    close();
    settings(R"("publish": "events.{type}")");
    open();
    emit("[2]");
    ASSERT_TRUE(storedAre({2}));
    close();
    std::filesystem::remove(m_options.dataDir / "engine.json");
    m_options.eventBus = {};
    open();
    emit("[3]");
    close();
    settings(R"("publish": "events.{type}")");
    open();
    emit("[4]");
    EXPECT_TRUE(storedAre({2, 4})) << "what was emitted while nothing was to go out stays inside";
}

}  // namespace
}  // namespace beamline::test
