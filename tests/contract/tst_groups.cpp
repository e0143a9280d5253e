// SPDX-License-Identifier: Apache-2.0
// Runs counted and grouped by a filter; the use of pools.
#include <algorithm>

#include "tests/contract/contract_fixture.h"

namespace beamline::test {
namespace {

constexpr const char* kFails =
    "  - r: {raise: {error: {type: 'https://errors/x', status: 418, title: '${ .title }'}}}\n";

TEST_P(Contract, CountsAreOfWhatFitsAFilter) {
    deploy("flow", kEcho);
    deploy("other", kLongWait);
    startAndEnd("flow", "run.completed", boost::json::object{}, {{"team", "red"}});
    startAndEnd("flow");
    startAndEnd("other", "run.waiting");
    const auto count = [&](auto set) {
        api::CountRuns query;
        set(query.filter);
        const auto counts = must(query);
        EXPECT_FALSE(counts.more);
        return counts.byPhase;
    };
    EXPECT_EQ(count([](auto&) {}).at("completed"), 2);
    const auto red = count([](auto& f) { f.labels = {{"team", "red"}}; });
    EXPECT_EQ(red.at("completed"), 1);
    EXPECT_EQ(red.at("waiting"), 0);
    const auto waiting = count([](auto& f) { f.phases = {api::Phase::waiting}; });
    EXPECT_EQ(waiting.at("waiting"), 1);
    EXPECT_EQ(waiting.at("completed"), 0);
    EXPECT_EQ(count([](auto& f) { f.workflow = "o*"; }).at("waiting"), 1);
    EXPECT_EQ(count([](auto& f) { f.createdFrom = 1; }).at("completed"), 2);
    EXPECT_EQ(count([](auto& f) { f.createdTo = 1; }).at("completed"), 0);
    EXPECT_EQ(count([](auto& f) { f.ns = api::kBatchNamespace; }).at("completed"), 0);
}

TEST_P(Contract, FaultedRunsAreGroupedByTheirErrorAndFoundByIt) {
    deploy("fault", kFails);
    const auto fail = [&](const char* title) {
        return startAndEnd("fault", "run.faulted", boost::json::object{{"title", title}});
    };
    const auto one = fail("No answer");
    const auto two = fail("No answer");
    const auto three = fail("No room");
    deploy("flow", kEcho);
    startAndEnd("flow");
    api::GroupRuns query;
    query.by = api::RunGrouping::error;
    const auto groups = must(query).items;
    ASSERT_EQ(groups.size(), 2u);
    EXPECT_EQ(groups[0].runs, 2);
    EXPECT_EQ(groups[0].byPhase.at("faulted"), 2);
    ASSERT_TRUE(groups[0].latest.has_value());
    EXPECT_EQ(groups[0].latest->id, two);
    EXPECT_EQ(groups[0].latest->error->title, "No answer");
    EXPECT_NE(groups[0].title.find("No answer"), std::string::npos);
    EXPECT_LE(groups[0].firstAt, groups[0].lastAt);
    EXPECT_EQ(groups[1].latest->id, three);
    api::ListRuns list;
    list.filter.error = groups[0].key;
    std::vector<std::string> found;
    for (const auto& run : must(list).items) {
        found.push_back(run.id);
    }
    EXPECT_EQ(found, (std::vector<std::string>{two, one}));
    EXPECT_EQ(must(api::CountRuns{list.filter}).byPhase.at("faulted"), 2);
    must(api::DiscardRun{two, "enough"});
    EXPECT_EQ(must(list).items.size(), 1u) << "what is put aside is faulted no more";
    list.filter.error = "no such word";
    EXPECT_TRUE(must(list).items.empty());
    query.filter.phases = {api::Phase::completed};
    EXPECT_TRUE(must(query).items.empty()) << "what has not faulted has no error";
}

TEST_P(Contract, RunsAreGroupedByWorkflowVersionAndLabel) {
    deploy("flow", kEcho);
    startAndEnd("flow", "run.completed", boost::json::object{}, {{"team", "red"}});
    startAndEnd("flow", "run.completed", boost::json::object{}, {{"team", "blue"}});
    deploy("flow", kEcho, "2.0.0");
    const auto last = startAndEnd("flow", "run.completed", boost::json::object{}, {{"team", "red"}});
    deploy("other", kLongWait);
    startAndEnd("other", "run.waiting");
    const auto keys = [&](api::RunGrouping by, const std::string& label = {}) {
        api::GroupRuns query;
        query.by = by;
        query.label = label;
        std::vector<std::string> result;
        for (const auto& group : must(query).items) {
            result.push_back(group.key + "=" + std::to_string(group.runs));
        }
        return result;
    };
    using Texts = std::vector<std::string>;
    EXPECT_EQ(keys(api::RunGrouping::workflow), (Texts{"test/flow=3", "test/other=1"}));
    EXPECT_EQ(keys(api::RunGrouping::version), (Texts{"test/flow 1.0.0=2", "test/flow 2.0.0=1", "test/other 1.0.0=1"}));
    EXPECT_EQ(keys(api::RunGrouping::label, "team"), (Texts{"red=2", "blue=1"}));
    EXPECT_EQ(keys(api::RunGrouping::label, "none"), Texts{});
    api::GroupRuns unnamed;
    unnamed.by = api::RunGrouping::label;
    EXPECT_EQ(refused(unnamed), api::code::kInvalidArgument);
    const auto flow = must(api::GroupRuns{}).items.at(0);
    EXPECT_EQ(flow.latest->id, last);
    EXPECT_EQ(flow.title, "flow");
    EXPECT_LE(flow.p50, flow.p95);
}

TEST_P(Contract, PoolsTellHowManyOfTheirThreadsWorked) {
    deploy("reads", "  - read: {call: fs.get, with: {path: missing.txt}}\n");
    startAndEnd("reads", "run.faulted");
    std::int64_t busy = 0;
    for (const auto& point : must(api::GetStatistics{}).points) {
        EXPECT_GT(point.threads, 0);
        busy = std::max(busy, point.busy);
    }
    EXPECT_GT(busy, 0);
    const auto hour = must(api::GetStatistics{60, 3'600});
    ASSERT_EQ(hour.points.size(), 1u);
    EXPECT_EQ(hour.points[0].tasks, 1);
}

}  // namespace
}  // namespace beamline::test
