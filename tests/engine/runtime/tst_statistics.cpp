// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/statistics.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "engine/blocks/block.h"
#include "engine/runtime/definition_cache.h"

namespace beamline::runtime {
namespace {

constexpr api::Timestamp kStart = 1'700'000'000'000 / 60'000 * 60'000;

core::DefinitionPtr definition() {
    static const blocks::BlockSettings settings;
    static const blocks::Registry registry(settings);
    auto parsed = core::parseDefinition(
        "document: {dsl: '1.0.3', namespace: test, name: flow, version: '1.0.0'}\n"
        "do:\n- read: {call: fs.get, with: {path: a}}\n- keep: {set: {a: 1}}\n",
        registry);
    EXPECT_TRUE(parsed.definition);
    return parsed.definition;
}

core::Step step(const std::string& kind, core::TaskIndex task = -1, api::Timestamp startedAt = 0) {
    core::Step step;
    auto& transition = step.transitions.emplace_back();
    transition.kind = kind;
    transition.task = task;
    transition.startedAt = startedAt;
    return step;
}

TEST(Statistics, CountsRunsAndCallsInTheirMinute) {
    const auto flow = definition();
    Statistics statistics(kStart);
    statistics.see(*flow, "a", step("run.created"), kStart, {});
    statistics.see(*flow, "a", step("task.started", 0, kStart), kStart, {});
    statistics.see(*flow, "a", step("task.completed", 0, kStart), kStart + 100, {3, 0, 0});
    statistics.see(*flow, "a", step("task.completed", 1, kStart), kStart + 100, {2, 0, 0});  // no call
    statistics.see(*flow, "a", step("task.faulted", 0, kStart), kStart + 61'000, {});
    statistics.see(*flow, "a", step("run.faulted"), kStart + 61'000, {});
    statistics.see(*flow, "a", step("run.completed"), kStart + 119'999, {});
    const auto reply = statistics.read({}, kStart + 119'999);
    EXPECT_EQ(reply.step, 60'000);
    ASSERT_EQ(reply.points.size(), 2u) << "nothing is known of before the start";
    EXPECT_EQ(reply.points[0].at, kStart);
    EXPECT_EQ(reply.points[0].runsStarted, 1);
    EXPECT_EQ(reply.points[0].tasks, 1);
    EXPECT_EQ(reply.points[0].errors, 0);
    EXPECT_EQ(reply.points[0].queued, 3);
    EXPECT_NEAR(reply.points[0].p50, 100, 100 / 8.0);
    EXPECT_EQ(reply.points[1].tasks, 1);
    EXPECT_EQ(reply.points[1].errors, 1);
    EXPECT_EQ(reply.points[1].runsFaulted, 1);
    EXPECT_EQ(reply.points[1].runsCompleted, 1);
    EXPECT_EQ(reply.points[1].queued, 0);
}

/// What became of the runs of all spans together.
std::pair<std::int64_t, std::int64_t> completedAndFaulted(const Statistics& statistics, api::Timestamp now) {
    std::pair<std::int64_t, std::int64_t> sum;
    for (const auto& point : statistics.read({}, now).points) {
        sum.first += point.runsCompleted;
        sum.second += point.runsFaulted;
    }
    return sum;
}

TEST(Statistics, ARunThatIsRepairedHasEndedOnce) {
    constexpr api::Timestamp kMinute = 60'000;
    const auto flow = definition();
    Statistics statistics(kStart);
    for (const char* run : {"a", "b", "c", "d"}) {
        statistics.see(*flow, run, step("run.created"), kStart, {});
        statistics.see(*flow, run, step("run.faulted"), kStart + kMinute, {});
    }
    using Sum = std::pair<std::int64_t, std::int64_t>;
    EXPECT_EQ(completedAndFaulted(statistics, kStart + kMinute), Sum(0, 4));
    statistics.see(*flow, "a", step("run.resumed"), kStart + 3 * kMinute, {});
    EXPECT_EQ(completedAndFaulted(statistics, kStart + 3 * kMinute), Sum(0, 3)) << "it goes on";
    statistics.see(*flow, "a", step("run.completed"), kStart + 4 * kMinute, {});
    statistics.see(*flow, "b", step("run.cancelled"), kStart + 4 * kMinute, {});  // discarded
    auto again = step("run.resumed");
    again.transitions.push_back(step("run.faulted").transitions.front());  // in vain, at once
    statistics.see(*flow, "c", again, kStart + 5 * kMinute, {});
    statistics.see(*flow, "e", step("run.suspended"), kStart + 5 * kMinute, {});
    statistics.see(*flow, "e", step("run.resumed"), kStart + 5 * kMinute, {});
    EXPECT_EQ(completedAndFaulted(statistics, kStart + 5 * kMinute), Sum(1, 3));
    const auto points = statistics.read({}, kStart + 5 * kMinute).points;
    ASSERT_EQ(points.size(), 6u);
    EXPECT_EQ(points[1].runsFaulted, 2) << "b, which is discarded, and d, which nobody has repaired";
    EXPECT_EQ(points[4].runsCompleted, 1);
    EXPECT_EQ(points[5].runsFaulted, 1) << "where it faulted last";
}

TEST(Statistics, AFaultThatAnotherNodeToldOfIsTakenBackToo) {
    const auto folder = std::filesystem::temp_directory_path() / ("beamline-statistics-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    {
        store::JournalOptions options;
        options.file = folder / "journal.db";
        const auto journal = std::move(store::Journal::open(options)).value();
        const blocks::BlockSettings settings;
        const blocks::Registry registry(settings);
        DefinitionCache definitions(*journal, registry);
        Statistics statistics(kStart);
        const auto tell = [&](const char* kind, api::Timestamp at) {
            api::Event event;
            event.ns = "test";
            event.workflow = "flow";
            event.run = "a";
            event.kind = kind;
            event.at = at;
            statistics.see(std::vector{event}, definitions);
        };
        tell("run.faulted", kStart);
        tell("run.resumed", kStart + 60'000);
        using Sum = std::pair<std::int64_t, std::int64_t>;
        EXPECT_EQ(completedAndFaulted(statistics, kStart + 60'000), Sum(0, 0));
        statistics.see(*definition(), "a", step("run.completed"), kStart + 60'000, {});  // which has moved here
        EXPECT_EQ(completedAndFaulted(statistics, kStart + 60'000), Sum(1, 0));
    }
    std::filesystem::remove_all(folder);
}

TEST(Statistics, WhatWaitsForWorkersIsQueuedToo) {
    const auto flow = definition();
    Statistics statistics(kStart);
    statistics.seeWorkQueued(40, kStart);
    statistics.see(*flow, "a", step("run.created"), kStart + 60'000, {2, 0, 0});
    statistics.seeWorkQueued(0, kStart + 120'000);
    statistics.see(*flow, "a", step("run.created"), kStart + 120'000, {1, 0, 0});
    const auto points = statistics.read({}, kStart + 120'000).points;
    ASSERT_EQ(points.size(), 3u);
    EXPECT_EQ(points[0].queued, 40);
    EXPECT_EQ(points[1].queued, 42);
    EXPECT_EQ(points[2].queued, 1);
}

TEST(Statistics, ThePoolsOfTheNodeAreAsBusyAsTheyWereAtMost) {
    const auto flow = definition();
    Statistics statistics(kStart);
    statistics.see(*flow, "a", step("run.created"), kStart, {0, 5, 16});
    statistics.seePools({0, 3, 16}, kStart + 1'000);
    statistics.seePools({0, 0, 16}, kStart + 60'000);
    const auto points = statistics.read({}, kStart + 60'000).points;
    ASSERT_EQ(points.size(), 2u);
    EXPECT_EQ(points[0].busy, 5);
    EXPECT_EQ(points[0].threads, 16);
    EXPECT_EQ(points[1].busy, 0);
    EXPECT_EQ(points[1].threads, 16);
}

TEST(Statistics, OneSpanOverAllThatIsAskedForEndsNow) {
    const auto flow = definition();
    Statistics statistics(kStart - 120 * 60'000);
    const auto now = kStart + 59 * 60'000 + 30'000;
    statistics.see(*flow, "a", step("run.created"), now - 61 * 60'000, {});
    statistics.see(*flow, "a", step("run.created"), now - 58 * 60'000, {});
    statistics.see(*flow, "a", step("run.created"), now, {});
    const auto reply = statistics.read({60, 3'600}, now);
    ASSERT_EQ(reply.points.size(), 1u);
    EXPECT_EQ(reply.step, 3'600'000);
    EXPECT_EQ(reply.points[0].at, kStart);
    EXPECT_EQ(reply.points[0].runsStarted, 2);
    const auto later = statistics.read({60, 3'600}, now + 10 * 60'000);
    EXPECT_EQ(later.points.at(0).at, kStart + 10 * 60'000) << "whatever the hour of the day";
    EXPECT_EQ(later.points.at(0).runsStarted, 1);
}

TEST(Statistics, PercentilesAreRightToAnEighth) {
    const auto flow = definition();
    Statistics statistics(kStart);
    for (int ms = 1; ms <= 1'000; ++ms) {
        statistics.see(*flow, "a", step("task.completed", 0, kStart + 1'000 - ms), kStart + 1'000, {});
    }
    const auto point = statistics.read({}, kStart + 1'000).points.at(0);
    EXPECT_NEAR(point.p50, 500, 500 / 8.0);
    EXPECT_NEAR(point.p95, 950, 950 / 8.0);
    EXPECT_NEAR(point.p99, 990, 990 / 8.0);
}

TEST(Statistics, ADayIsKeptAndShortSpansAreFiner) {
    const auto flow = definition();
    Statistics statistics(kStart);
    for (int minute = 0; minute < 3'000; ++minute) {  // twice around
        statistics.see(*flow, "a", step("run.created"), kStart + minute * 60'000, {});
    }
    const auto now = kStart + 2'999 * 60'000 + 59'999;
    const auto day = statistics.read({100'000, 60}, now);
    EXPECT_EQ(day.points.size(), kMaxCoarseSpans);
    for (const auto& point : day.points) {
        EXPECT_EQ(point.runsStarted, 1) << point.at;
    }
    EXPECT_EQ(day.points.back().at, kStart + 2'999 * 60'000);
    const auto hours = statistics.read({120, 600}, now);
    ASSERT_EQ(hours.points.size(), 12u);
    EXPECT_EQ(hours.step, 600'000);
    EXPECT_EQ(hours.points[3].runsStarted, 10);
    const auto fine = statistics.read({5, 10}, now);
    EXPECT_EQ(fine.step, 10'000);
    EXPECT_EQ(fine.points.size(), 30u);
    // What is asked for in vain is cut to what there is.
    EXPECT_EQ(statistics.read({60, 1}, now).step, 10'000);
    EXPECT_EQ(statistics.read({-5, -5}, now).points.size(), 6u);
    EXPECT_LE(statistics.read({1'440, 1}, now).points.size(), static_cast<std::size_t>(api::kMaxStatisticsPoints));
}

TEST(Statistics, WhatComesTooLateIsNotCountedForAnotherDay) {
    const auto flow = definition();
    Statistics statistics(kStart);
    const auto later = kStart + 1'440 * 60'000;  // the same place in the ring
    statistics.see(*flow, "a", step("run.created"), later, {});
    statistics.see(*flow, "a", step("run.created"), kStart, {});
    const auto reply = statistics.read({1, 60}, later);
    ASSERT_EQ(reply.points.size(), 1u);
    EXPECT_EQ(reply.points[0].runsStarted, 1);
}

}  // namespace
}  // namespace beamline::runtime
