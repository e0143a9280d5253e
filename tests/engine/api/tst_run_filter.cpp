// SPDX-License-Identifier: Apache-2.0
#include "engine/api/run_filter.h"

#include <gtest/gtest.h>

namespace beamline::api {
namespace {

RunSummary faulted(const char* title = "Task failed") {
    RunSummary run;
    run.id = "A";
    run.ns = "test";
    run.workflow = "orders";
    run.version = "1.0.0";
    run.phase = Phase::faulted;
    run.createdAt = 1'000;
    run.error = WorkflowError{"https://errors/runtime", 500, title, "row 118", "/do/0/load"};
    return run;
}

TEST(RunFilter, AnErrorIsKnownByWhereItCameFromAndWhatItIs) {
    const auto one = faulted();
    EXPECT_EQ(errorKey(one), "c0820724bc0f00b1") << "it is in journals and in addresses: it must not change";
    auto same = one;
    same.id = "B";
    same.version = "2.0.0";
    same.error->detail = "row 119";
    same.error->status = 400;
    EXPECT_EQ(errorKey(same), errorKey(one));
    const auto differs = [&](auto change) {
        auto other = one;
        change(other);
        return errorKey(other) != errorKey(one);
    };
    EXPECT_TRUE(differs([](auto& run) { run.ns = "else"; }));
    EXPECT_TRUE(differs([](auto& run) { run.workflow = "invoices"; }));
    EXPECT_TRUE(differs([](auto& run) { run.error->instance = "/do/1/load"; }));
    EXPECT_TRUE(differs([](auto& run) { run.error->type = "https://errors/timeout"; }));
    EXPECT_TRUE(differs([](auto& run) { run.error->title = "Task"; }));
    EXPECT_TRUE(differs([](auto& run) { run.labels[kDryRunLabel] = "true"; })) << "what did not happen is no company";
    EXPECT_TRUE(differs([](auto& run) {
        run.ns = "testo";
        run.workflow = "rders";
    })) << "letters that move from one part to the next count";
    auto retried = one;
    retried.phase = Phase::running;
    EXPECT_EQ(errorKey(retried), "");
    retried.phase = Phase::faulted;
    retried.error.reset();
    EXPECT_EQ(errorKey(retried), "");
}

TEST(RunFilter, FiguresLeaveDryRunsOutUnlessTheyAreAskedFor) {
    auto real = faulted();
    auto rehearsal = real;
    rehearsal.labels[kDryRunLabel] = "true";
    EXPECT_TRUE(fits({}, rehearsal)) << "lists show them, with their mark";
    RunFilter filter;
    filter.labels[kDryRunLabel] = kNoDryRun;
    EXPECT_TRUE(fits(filter, real));
    EXPECT_FALSE(fits(filter, rehearsal));
    EXPECT_EQ(groupedRuns({{}, RunGrouping::workflow, {}}), filter);
    EXPECT_EQ(groupedRuns({{}, RunGrouping::label, kDryRunLabel}), RunFilter());
    filter.labels[kDryRunLabel] = "true";
    EXPECT_EQ(groupedRuns({filter, RunGrouping::error, {}}), filter);
}

TEST(RunFilter, AllConditionsMustHoldAndBatchesAreAskedForByName) {
    const auto run = faulted();
    EXPECT_TRUE(fits({}, run));
    RunFilter filter;
    filter.workflow = "ord*";
    filter.phases = {Phase::faulted, Phase::waiting};
    filter.text = "ROW 118";
    filter.error = errorKey(run);
    EXPECT_TRUE(fits(filter, run));
    filter.error = "0000000000000000";
    EXPECT_FALSE(fits(filter, run));
    filter.error.clear();
    filter.createdTo = 1'000;
    EXPECT_FALSE(fits(filter, run)) << "exclusive";
    auto batch = run;
    batch.ns = kBatchNamespace;
    EXPECT_FALSE(fits({}, batch));
    RunFilter named;
    named.ns = kBatchNamespace;
    EXPECT_TRUE(fits(named, batch));
    EXPECT_FALSE(fits(named, run));
}

TEST(RunFilter, GroupsSayWhatTheirRunsHaveInCommon) {
    RunGrouper grouper(RunGrouping::workflow, {});
    for (int i = 1; i <= 100; ++i) {
        auto run = faulted();
        run.id = "C" + std::to_string(i);
        run.createdAt = 1'000 + i;
        run.phase = Phase::completed;
        run.error.reset();
        run.startedAt = 5'000;
        run.endedAt = 5'000 + i;
        grouper.add(run);
    }
    grouper.add(faulted());
    auto other = faulted();
    other.workflow = "invoices";
    grouper.add(other);
    const auto groups = std::move(grouper).groups();
    ASSERT_EQ(groups.items.size(), 2U);
    const auto& orders = groups.items[0];
    EXPECT_EQ(orders.key, "test/orders");
    EXPECT_EQ(orders.title, "orders");
    EXPECT_EQ(orders.runs, 101);
    EXPECT_EQ(orders.byPhase.at("completed"), 100);
    EXPECT_EQ(orders.byPhase.at("faulted"), 1);
    EXPECT_EQ(orders.firstAt, 1'000);
    EXPECT_EQ(orders.lastAt, 1'100);
    EXPECT_EQ(orders.latest->id, "C100");
    EXPECT_EQ(orders.p50, 50);
    EXPECT_EQ(orders.p95, 95);
    EXPECT_EQ(groups.items[1].p95, 0) << "none has completed";
    EXPECT_FALSE(groups.more);
}

TEST(RunFilter, GroupsByLabelAndErrorLeaveOutWhatHasNone) {
    auto red = faulted();
    red.labels = {{"team", "red"}};
    for (const auto by : {RunGrouping::label, RunGrouping::error, RunGrouping::version}) {
        RunGrouper grouper(by, "team");
        grouper.add(red);
        auto plain = red;
        plain.labels.clear();
        plain.phase = Phase::running;
        grouper.add(plain);
        const auto groups = std::move(grouper).groups();
        ASSERT_EQ(groups.items.size(), 1U);
        EXPECT_EQ(groups.items[0].runs, by == RunGrouping::version ? 2 : 1);
        EXPECT_EQ(groups.items[0].title, by == RunGrouping::label   ? "red"
                                         : by == RunGrouping::error ? "Task failed (orders /do/0/load)"
                                                                    : "orders 1.0.0");
    }
}

TEST(RunFilter, SoManyGroupsAreTold) {
    RunGrouper grouper(RunGrouping::workflow, {});
    for (int i = 0; i < kMaxRunGroups + 1; ++i) {
        auto run = faulted();
        run.workflow = "w" + std::to_string(i);
        grouper.add(run);
    }
    const auto groups = std::move(grouper).groups();
    EXPECT_EQ(groups.items.size(), static_cast<std::size_t>(kMaxRunGroups));
    EXPECT_TRUE(groups.more);
}

}  // namespace
}  // namespace beamline::api
