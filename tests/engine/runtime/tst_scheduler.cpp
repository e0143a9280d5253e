// SPDX-License-Identifier: Apache-2.0
// Schedules over crashes, full disks, new versions and pauses, on a whole engine.
#include <fstream>

#include "engine/api/ids.h"
#include "engine/runtime/schedule_entry.h"
#include "tests/engine/runtime/engine_fixture.h"
#include "tests/engine/store/fault_vfs.h"

namespace beamline::test {
namespace {

using store::test::FaultVfs;
constexpr const char* kDo = "do:\n- s: {set: {got: '${ . }'}}\n";

class Schedules : public EngineTest {
protected:
    static std::string text(const std::string& name, const std::string& schedule, const std::string& version,
                            const std::string& rest = kDo) {
        return "document: {dsl: '1.0.3', namespace: test, name: " + name + ", version: '" + version + "'}\n" +
               (schedule.empty() ? "" : "schedule: " + schedule + "\n") + rest;
    }
    void whole(const std::string& name, const std::string& schedule, const std::string& version = "1.0.0",
               const std::string& rest = kDo) {
        const auto reply = call(api::DeployWorkflow{text(name, schedule, version, rest), name + ".yaml"});
        ASSERT_TRUE(reply.ok()) << reply.error().message << boost::json::serialize(reply.error().detail);
    }
    void publish(const std::string& type, const std::string& id, api::Json data) {
        const auto reply = call(api::PublishEvent{boost::json::object{
            {"specversion", "1.0"}, {"id", id}, {"source", "/test"}, {"type", type}, {"data", std::move(data)}}});
        EXPECT_TRUE(reply.ok()) << (reply.ok() ? "" : reply.error().message);
    }
    std::vector<api::RunSummary> runs(const std::string& workflow) {
        api::ListRuns query;
        query.filter.workflow = workflow;
        query.descending = false;
        query.limit = 1000;
        auto reply = call(query);
        return reply.ok() ? reply->items : std::vector<api::RunSummary>();
    }
    std::size_t completed(const std::string& workflow) {
        const auto all = runs(workflow);
        return static_cast<std::size_t>(
            std::count_if(all.begin(), all.end(), [](const auto& r) { return r.phase == api::Phase::completed; }));
    }
    api::Schedule only() {
        const auto list = call(api::ListSchedules{});
        EXPECT_TRUE(list.ok());
        EXPECT_EQ(list->items.size(), 1U);
        return list->items.empty() ? api::Schedule() : list->items[0];
    }
    api::Schedule control(const std::string& name, api::ScheduleAction action) {
        const auto reply = call(api::ControlSchedule{"test", name, action, 0, 0});
        EXPECT_TRUE(reply.ok()) << (reply.ok() ? "" : reply.error().message);
        return reply.ok() ? reply->schedule : api::Schedule();
    }
    std::unique_ptr<store::Journal> journal() {
        store::JournalOptions options;
        options.file = m_directory / "data" / "journal.db";
        auto opened = store::Journal::open(options);
        EXPECT_TRUE(opened.ok());
        return opened.ok() ? std::move(*opened) : nullptr;
    }
};

TEST_F(Schedules, AStartThatWasDueAtACrashIsMadeOnce) {
    open();
    whole("later", "{cron: '0 3 1 1 *'}");
    close();
    const auto leave = [&] {
        auto own = journal();
        auto stored = own->schedules();
        ASSERT_TRUE(stored.ok());
        ASSERT_EQ(stored->size(), 1U);
        stored->at(0).state = R"({"pending":[{"key":"schedule:later:1","version":"1.0.0","input":{"n":7},"note":""}]})";
        own->putSchedule(stored->at(0), [](const auto&) {});
        own->flush();
    };
    leave();
    open();
    ASSERT_TRUE(eventually([&] { return completed("later") == 1; }));
    EXPECT_EQ(boost::json::serialize(detail(runs("later")[0].id).output), R"({"got":{"n":7}})");
    close();
    {
        auto own = journal();
        EXPECT_EQ(own->schedules()->at(0).state.find("pending"), std::string::npos);
    }
    leave();
    open();
    close();
    open();
    EXPECT_EQ(runs("later").size(), 1U);
}

TEST_F(Schedules, AFullDiskDelaysAnAfterScheduleAndNoMore) {
    FaultVfs vfs;
    m_options.journalVfs = FaultVfs::kName;
    const Running running(*this);
    whole("again", "{after: PT0.2S}");
    ASSERT_TRUE(eventually([&] { return completed("again") >= 1; }));
    vfs.arm(FaultVfs::Fault::DiskFull, 1);
    ASSERT_TRUE(eventually([&] { return m_engine->health().state == api::HealthState::refusing; }));
    std::this_thread::sleep_for(std::chrono::milliseconds(600));
    vfs.disarm();
    ASSERT_TRUE(eventually([&] { return m_engine->health().state != api::HealthState::refusing; }));
    const auto before = completed("again");
    EXPECT_TRUE(eventually([&] { return completed("again") >= before + 2; }));
    EXPECT_TRUE(eventually([&] { return m_engine->health().problems.empty(); }));
}

TEST_F(Schedules, ARefusalIsToldOnceAndAfterGoesOn) {
    open();
    whole("strict", "{after: PT0.1S}", "1.0.0",
          "input: {schema: {format: json, document: {type: object, required: [n]}}}\ndo:\n- s: {set: {x: 1}}\n");
    ASSERT_TRUE(eventually([&] { return !only().problem.empty(); }));
    const auto first = only().last;
    ASSERT_TRUE(eventually([&] { return only().last > first; }));
    EXPECT_EQ(m_engine->health().problems.size(), 1U);
    EXPECT_TRUE(runs("strict").empty());
}

TEST_F(Schedules, ResumingSkipsNoTick) {
    open();
    whole("daily", "{cron: '0 3 * * *'}");
    const auto next = only().next;
    EXPECT_EQ(control("daily", api::ScheduleAction::pause).next, next);
    EXPECT_EQ(control("daily", api::ScheduleAction::resume).next, next);
}

TEST_F(Schedules, WhatACrashLeftBehindIsMendedAtTheStart) {
    open();
    whole("lost", "{every: PT1H}");
    whole("gone", "{every: PT1H}");
    whole("gone", "", "1.0.1");
    close();
    {
        auto own = journal();
        own->removeSchedule("test", "lost");
        store::StoredSchedule stale;
        stale.ns = "test";
        stale.name = "gone";
        stale.version = "1.0.0";
        stale.digest = own->workflow("test", "gone", "1.0.0")->info.digest;
        stale.next = 1;
        stale.state = "{}";
        own->putSchedule(stale, [](const auto&) {});
        own->flush();
    }
    open();
    EXPECT_EQ(only().workflow, "lost");
    EXPECT_EQ(only().next.size(), static_cast<std::size_t>(api::kMaxUpcoming));
    EXPECT_TRUE(runs("gone").empty());
}

TEST_F(Schedules, ANewVersionTakesTheSameScheduleOver) {
    open();
    whole("hourly", "{every: PT1H}");
    const auto before = only();
    control("hourly", api::ScheduleAction::pause);
    whole("hourly", "{every: PT1H}", "1.0.1");
    auto after = only();
    EXPECT_EQ(after.version, "1.0.1");
    EXPECT_TRUE(after.paused);
    EXPECT_EQ(after.next, before.next);
    whole("hourly", "{every: PT2H}", "1.0.2");
    EXPECT_NE(only().next, before.next);
}

TEST_F(Schedules, ANewVersionKeepsWhatWasCollected) {
    open();
    const std::string pair = "{on: {all: [{with: {type: a}}, {with: {type: b}}]}}";
    whole("pair", pair);
    publish("a", "1", 1);
    whole("pair", pair, "1.0.1");
    publish("b", "2", 2);
    ASSERT_TRUE(eventually([&] { return completed("pair") == 1; }));
    EXPECT_EQ(runs("pair")[0].version, "1.0.1");
    EXPECT_EQ(boost::json::serialize(detail(runs("pair")[0].id).output), R"({"got":[1,2]})");
}

TEST_F(Schedules, APausedOneConsumesNothing) {
    open();
    whole("mark", "{on: {one: {with: {type: a}}}}");  // the older one gets its events last
    whole("one", "{on: {one: {with: {type: a}}}}");
    control("one", api::ScheduleAction::pause);
    publish("a", "1", 1);
    publish("a", "2", 2);
    ASSERT_TRUE(eventually([&] { return completed("mark") == 2; }));
    control("one", api::ScheduleAction::resume);
    publish("a", "3", 3);
    ASSERT_TRUE(eventually([&] { return completed("one") == 1; }));
    EXPECT_EQ(boost::json::serialize(detail(runs("one")[0].id).output), R"({"got":[3]})");
}

TEST_F(Schedules, AfterFollowsOnlyItsOwnRun) {
    open();
    whole("chain", "{after: PT1H}");
    const auto next = only().next;
    ASSERT_TRUE(await(start("chain"), "run.completed"));
    const auto triggered = call(api::ControlSchedule{"test", "chain", api::ScheduleAction::trigger, 0, 0});
    ASSERT_TRUE(await(triggered->runs.at(0), "run.completed"));
    whole("mark", "{after: PT0.1S}");
    ASSERT_TRUE(eventually([&] { return completed("mark") >= 2; }));  // the ends before were read then
    const auto all = call(api::ListSchedules{});
    ASSERT_TRUE(all.ok());
    for (const auto& schedule : all->items) {
        if (schedule.workflow == "chain") {
            EXPECT_EQ(schedule.next, next);
        }
    }
}

TEST_F(Schedules, ABackfillAfterANewVersionKnowsWhatWasStarted) {
    open();
    whole("daily", "{cron: '0 3 * * *'}");
    const auto now = api::wallClock();
    api::ControlSchedule fill{"test", "daily", api::ScheduleAction::backfill, now - 2 * 86'400'000LL, now};
    EXPECT_EQ(call(fill)->runs.size(), 2U);
    whole("daily", "{cron: '0 3 * * *'}", "1.0.1");
    fill.from -= 86'400'000LL;
    const auto more = call(fill);
    ASSERT_TRUE(more.ok()) << more.error().message;
    EXPECT_EQ(more->runs.size(), 1U);
}

TEST_F(Schedules, WhatIsCollectedIsBoundedInBytes) {
    open();
    whole("hoard", "{on: {any: [{with: {type: big}}], until: '${ false }'}}", "1.0.0", "do:\n- s: {set: {x: 1}}\n");
    const std::string big(900'000, 'x');
    for (int i = 0; i < 5; ++i) {
        publish("big", std::to_string(i), big.c_str());
    }
    static_assert(5 * 900'000 > runtime::kMaxScheduleBytes);
    ASSERT_TRUE(eventually([&] { return completed("hoard") == 1; }));
    EXPECT_TRUE(eventually([&] { return only().problem.find("its limit") != std::string::npos; }));
}

TEST_F(Schedules, MoreEventsThanStartsUnderWayAllStartTheirRun) {
    constexpr std::size_t kEvents = 3 * runtime::kMaxPendingLaunches;
    open();
    whole("each", "{on: {one: {with: {type: a}}}}");
    for (std::size_t i = 0; i < kEvents; ++i) {
        publish("a", std::to_string(i), static_cast<std::int64_t>(i));
    }
    ASSERT_TRUE(eventually([&] { return completed("each") == kEvents; }));
}

TEST_F(Schedules, ADamagedRowStopsNoOther) {
    open();
    whole("first", "{every: PT1H}");
    whole("second", "{every: PT1H}");
    close();
    const auto file = m_directory / "data" / "journal.db";
    std::ifstream in(file, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    const std::string word = R"("position":0)";
    const auto place = bytes.find(word);
    ASSERT_NE(place, std::string::npos);
    bytes[place + word.size() - 1] = '9';
    std::ofstream(file, std::ios::binary) << bytes;
    open();
    const std::string lost = only().workflow == "first" ? "second" : "first";
    const auto problems = m_engine->health().problems;
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].code, "schedule:test/" + lost);
    whole(lost, "{every: PT1H}");
    EXPECT_EQ(call(api::ListSchedules{})->items.size(), 2U);
    EXPECT_TRUE(m_engine->health().problems.empty());
}

}  // namespace
}  // namespace beamline::test
