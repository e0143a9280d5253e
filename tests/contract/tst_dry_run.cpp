// SPDX-License-Identifier: Apache-2.0
// Dry runs: nothing outside is touched, what would have been is told, and nobody takes one for a real run.

#include <algorithm>

#include "tests/contract/contract_fixture.h"

namespace beamline::test {
namespace {

constexpr const char* kWrites =
    "  - keep: {call: fs.put, with: {path: kept.txt, content: '${ .text }'}}\n"
    "  - shape: {set: {bytes: '${ .size }'}}\n";

api::StartRun dry(const std::string& workflow, api::Json plan, api::Json input = boost::json::object{}) {
    api::StartRun start;
    start.ns = "test";
    start.workflow = workflow;
    start.input = std::move(input);
    start.dryRun = std::move(plan);
    return start;
}

std::vector<api::HistoryEntry> told(const api::HistoryPage& page) {
    auto entries = page.items;
    std::erase_if(entries, [](const auto& entry) { return entry.kind != "task.dry-run"; });
    return entries;
}

TEST_P(Contract, ADryRunIsAnsweredByItsMocks) {
    deploy("writes", kWrites);
    const auto plan = must(api::SuggestMocks{"test", "writes", {}}).plan;
    ASSERT_EQ(plan.at("mocks").as_array().size(), 1u);
    auto filled = plan;
    filled.as_object()["mocks"].as_array()[0].as_object()["output"] = boost::json::object{{"size", 3}};
    const auto run = must(dry("writes", filled, {{"text", "abc"}})).run;
    ASSERT_TRUE(waitFor(run, "run.completed"));
    const auto detail = must(api::GetRun{run});
    EXPECT_EQ(detail.output, (api::Json{{"bytes", 3}}));
    EXPECT_EQ(detail.run.labels.at(api::kDryRunLabel), "true");
    const auto entries = told(must(api::GetHistory{run, false, true, 100, {}, {}, {}}));
    ASSERT_EQ(entries.size(), 1u);
    EXPECT_EQ(entries[0].task, "/do/0/keep");
    EXPECT_EQ(entries[0].data.at("arguments").at("content"), "abc");
    EXPECT_EQ(entries[0].data.at("mock"), 0);
    for (const auto& file : std::filesystem::recursive_directory_iterator(directory())) {
        EXPECT_NE(file.path().filename(), "kept.txt");
    }
}

TEST_P(Contract, ADryRunWithoutAMockFaultsAndARealOneDoesNot) {
    deploy("writes", kWrites);
    const auto run = must(dry("writes", boost::json::object{}, {{"text", "abc"}})).run;
    ASSERT_TRUE(waitFor(run, "run.faulted"));
    EXPECT_EQ(must(api::GetRun{run}).run.error->title, "Refused in a dry run");
    const auto real = startAndEnd("writes", "run.completed", {{"text", "abc"}});
    EXPECT_TRUE(told(must(api::GetHistory{real, false, true, 100, {}, {}, {}})).empty());
    EXPECT_FALSE(must(api::GetRun{real}).run.labels.contains(api::kDryRunLabel));
}

TEST_P(Contract, ChildrenOfADryRunAreDryRuns) {
    deploy("writes", kWrites);
    deploy("parent",
           "  - child: {run: {workflow: {namespace: test, name: writes, version: '1.0.0', input: {text: deep}}}}\n");
    const auto plan =
        boost::json::parse(R"({"mocks": [{"function": "fs.*", "with": {"content": "deep"}, "output": {"size": 4}}]})");
    const auto run = must(dry("parent", plan)).run;
    ASSERT_TRUE(waitFor(run, "run.completed"));
    EXPECT_EQ(must(api::GetRun{run}).output, (api::Json{{"bytes", 4}}));
    api::ListRuns children;
    children.filter.labels = {{"parent", run}, {api::kDryRunLabel, "true"}};
    EXPECT_EQ(must(children).items.size(), 1u);
}

TEST_P(Contract, FiguresAreOfRealRunsAndListsShowDryRunsMarked) {
    deploy("writes", kWrites);
    const auto rehearsal = must(dry("writes", boost::json::object{}, {{"text", "abc"}})).run;
    ASSERT_TRUE(waitFor(rehearsal, "run.faulted"));
    const auto real = startAndEnd("writes", "run.completed", {{"text", "abc"}});
    EXPECT_EQ(must(api::ListRuns{}).items.size(), 2u);
    api::ListRuns list;
    list.filter.labels = {{api::kDryRunLabel, "false"}};
    ASSERT_EQ(must(list).items.size(), 1u) << "no run has that value: it asks for real ones";
    EXPECT_EQ(must(list).items[0].id, real);
    EXPECT_EQ(must(api::CountRuns{list.filter}).byPhase.at("faulted"), 0);
    EXPECT_EQ(must(api::CountRuns{}).faultedToday, 0);

    const auto groups = must(api::GroupRuns{}).items;
    ASSERT_EQ(groups.size(), 1u);
    EXPECT_EQ(groups[0].runs, 1);
    EXPECT_EQ(groups[0].latest->id, real);
    api::GroupRuns query;
    query.by = api::RunGrouping::error;
    EXPECT_TRUE(must(query).items.empty());
    query.filter.labels = {{api::kDryRunLabel, "true"}};
    ASSERT_EQ(must(query).items.size(), 1u) << "who asks for them gets them";
    EXPECT_EQ(must(query).items[0].latest->id, rehearsal);
    query = {};
    query.by = api::RunGrouping::label;
    query.label = api::kDryRunLabel;
    EXPECT_EQ(must(query).items.at(0).runs, 1);

    std::int64_t started = 0;
    std::int64_t faulted = 0;
    std::int64_t tasks = 0;
    for (const auto& point : must(api::GetStatistics{}).points) {
        started += point.runsStarted;
        faulted += point.runsFaulted;
        tasks += point.tasks;
    }
    EXPECT_EQ(started, 1);
    EXPECT_EQ(faulted, 0);
    EXPECT_EQ(tasks, 1);
}

TEST_P(Contract, EventsOfADryRunReachNobody) {
    deploy("hears", "  - hear: {listen: {to: {one: {with: {type: a.b}}}}}\n");
    deploy("says", "  - say: {emit: {event: {with: {type: a.b, source: /x}}}}\n");
    const auto listener = start("hears");
    ASSERT_TRUE(waitFor(listener, "run.waiting"));
    const auto run = must(dry("says", boost::json::object{})).run;
    ASSERT_TRUE(waitFor(run, "run.completed"));
    EXPECT_EQ(must(api::GetRun{listener}).run.phase, api::Phase::waiting);
    startAndEnd("says");
    EXPECT_TRUE(waitFor(listener, "run.completed"));
}

TEST_P(Contract, AWrongPlanStartsNothing) {
    deploy("writes", kWrites);
    EXPECT_EQ(refused(dry("writes", boost::json::parse(R"({"mocks": [{"output": 1}]})"))), api::code::kInvalidInput);
    EXPECT_EQ(refused(dry("writes", 7)), api::code::kInvalidInput);
    auto real = dry("writes", nullptr);
    real.labels[api::kDryRunLabel] = "true";
    EXPECT_EQ(refused(real), api::code::kInvalidArgument) << "nobody may take it for a rehearsal";
    EXPECT_EQ(refused(api::SuggestMocks{"test", "gone", {}}), api::code::kNotFound);
    EXPECT_TRUE(must(api::ListRuns{}).items.empty());
}

TEST_P(Contract, TheSameKeyWithAnotherPlanIsAConflict) {
    deploy("writes", kWrites);
    auto first = dry("writes", boost::json::object{});
    first.idempotencyKey = "once";
    const auto run = must(first).run;
    EXPECT_EQ(must(first).run, run);
    auto real = first;
    real.dryRun = nullptr;
    EXPECT_EQ(refused(real), api::code::kConflict);
}

}  // namespace
}  // namespace beamline::test
