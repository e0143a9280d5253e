// SPDX-License-Identifier: Apache-2.0
// What was used: counted, written down, added up over nodes and restarts.
#include "engine/api/json_codec.h"
#include "engine/runtime/usage_ledger.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

namespace {
using runtime::kDayMs;
using runtime::kHourMs;
using runtime::UsageFigures;
using runtime::UsageKey;
using runtime::UsageLedger;
using runtime::UsageSpanKind;

constexpr api::Timestamp kNoon = 1'795'867'200'000;  // 2026-11-28 12:00 UTC

/// What several nodes have written, as a journal keeps it.
struct UsageJournal {
    std::map<std::pair<std::string, std::string>, store::Kept> facts;
    int writes = 0;
    bool refuses = false;
    bool unreadable = false;
};

class UsageLedgerTest : public ::testing::Test {
protected:
    std::shared_ptr<UsageLedger> ledger(const std::string& node = {}) {
        runtime::UsageWorld world;
        world.clock = [this] { return m_now; };
        world.node = node;
        world.keep = [this](std::vector<store::Kept> all, const std::function<void(bool)>& done) {
            ++m_journal.writes;
            for (auto& one : all) {
                if (!m_journal.refuses) {
                    m_journal.facts[{one.kind, one.key}] = one;
                }
            }
            done(!m_journal.refuses);
        };
        world.kept = [this](const std::string& kind, const std::string& from,
                            const std::string& to) -> api::Result<std::vector<store::Kept>> {
            if (m_journal.unreadable) {
                return api::Error{api::code::kUnavailable, "not now", {}, true};
            }
            std::vector<store::Kept> found;
            for (const auto& [key, one] : m_journal.facts) {
                if (key.first == kind && key.second >= from && key.second < to && one.expires > m_now) {
                    found.push_back(one);
                }
            }
            return found;
        };
        return std::make_shared<UsageLedger>(std::move(world));
    }
    static UsageFigures tasks(std::int64_t count, double cost = 0) {
        UsageFigures figures;
        figures.tasks = count;
        figures.cost = cost;
        return figures;
    }
    api::UsageReply read(UsageLedger& from, api::UsageGroup by = api::UsageGroup::tenant,
                         const std::string& tenant = {}, api::Timestamp step = 0, api::Timestamp since = 0) {
        api::GetUsage query;
        query.by = by;
        query.step = step;
        query.from = since;
        auto reply = from.read(query, tenant);
        EXPECT_TRUE(reply.ok());
        return reply.ok() ? *reply : api::UsageReply();
    }

    api::Timestamp m_now = kNoon;
    UsageJournal m_journal;
};
}  // namespace

TEST_F(UsageLedgerTest, SpansBeginInUtc) {
    EXPECT_EQ(runtime::beginOf(UsageSpanKind::hour, kNoon + 1), kNoon);
    EXPECT_EQ(runtime::beginOf(UsageSpanKind::day, kNoon + 1), kNoon - 12 * kHourMs);
    EXPECT_EQ(runtime::beginOf(UsageSpanKind::month, kNoon), kNoon - 12 * kHourMs - 27 * kDayMs);
    EXPECT_LT(runtime::usageKeyPrefix(kNoon), runtime::usageKeyPrefix(kNoon + kHourMs));
}

TEST_F(UsageLedgerTest, WhatIsCountedIsAddedUpByTenantWorkflowAndProvider) {
    const auto one = ledger();
    one->add({"acme", "shop/order", ""}, tasks(2), m_now);
    one->add({"acme", "shop/order", "model"}, tasks(0, 1.5), m_now);
    one->add({"acme", "", "model"}, tasks(0, 2), m_now);
    one->add({"beta", "shop/order", ""}, tasks(5), m_now);
    const auto tenants = read(*one).rows;
    ASSERT_EQ(tenants.size(), 2u);
    EXPECT_EQ(tenants[0].key, "acme") << "the dearest comes first";
    EXPECT_EQ(tenants[0].tasks, 2);
    EXPECT_DOUBLE_EQ(tenants[0].cost, 3.5);
    EXPECT_EQ(tenants[1].tasks, 5);
    const auto workflows = read(*one, api::UsageGroup::workflow).rows;
    ASSERT_EQ(workflows.size(), 1u);
    EXPECT_EQ(workflows[0].tasks, 7);
    const auto providers = read(*one, api::UsageGroup::provider).rows;
    ASSERT_EQ(providers.size(), 1u);
    EXPECT_DOUBLE_EQ(providers[0].cost, 3.5);
    const auto own = read(*one, api::UsageGroup::workflow, "beta").rows;
    ASSERT_EQ(own.size(), 1u);
    EXPECT_EQ(own[0].tasks, 5) << "what others have used is nobody's business";
}

TEST_F(UsageLedgerTest, ItIsWrittenOnceForManyAndOnlyWhenSomethingChanged) {
    const auto one = ledger();
    one->flush();
    EXPECT_EQ(m_journal.writes, 0);
    for (int i = 0; i < 1'000; ++i) {
        one->add({"acme", "shop/order", ""}, tasks(1), m_now);
    }
    one->flush();
    one->flush();
    EXPECT_EQ(m_journal.writes, 1);
    EXPECT_EQ(m_journal.facts.size(), 3u);  // hour, day, month
}

TEST_F(UsageLedgerTest, ARestartGoesOnFromWhatWasWrittenAndLosesOnlyTheRest) {
    auto one = ledger();
    one->add({"acme", "shop/order", ""}, tasks(3, 1), m_now);
    one->flush();
    one->add({"acme", "shop/order", ""}, tasks(100), m_now);  // lost with the crash
    one = ledger();
    one->add({"acme", "shop/order", ""}, tasks(4), m_now);
    one->flush();
    one = ledger();
    EXPECT_EQ(read(*one).rows.at(0).tasks, 7);
    EXPECT_DOUBLE_EQ(one->thisMonth("acme").cost, 1);
    EXPECT_EQ(one->today("acme").tasks, 7);
}

TEST_F(UsageLedgerTest, WhatCouldNotBeWrittenIsWrittenLater) {
    const auto one = ledger();
    m_journal.refuses = true;
    one->add({"acme", "w", ""}, tasks(3), m_now);
    one->flush();
    m_journal.refuses = false;
    m_now += 2 * kHourMs;
    one->flush();
    EXPECT_EQ(read(*ledger()).rows.at(0).tasks, 3);
}

TEST_F(UsageLedgerTest, WhileTheJournalCannotBeReadNothingThatWasWrittenIsReplaced) {
    auto one = ledger();
    one->add({"acme", "w", ""}, tasks(3), m_now);
    one->flush();
    one = ledger();
    m_journal.unreadable = true;
    one->add({"acme", "w", ""}, tasks(4), m_now);
    one->flush();
    m_journal.unreadable = false;
    one->flush();
    EXPECT_EQ(read(*ledger()).rows.at(0).tasks, 7);
}

TEST_F(UsageLedgerTest, EveryNodeAnswersTheSumOfAll) {
    const auto one = ledger("one");
    const auto two = ledger("two");
    one->add({"acme", "w", ""}, tasks(3, 1), m_now);
    two->add({"acme", "w", ""}, tasks(4, 2), m_now);
    one->flush();
    two->flush();
    one->add({"acme", "w", ""}, tasks(1), m_now);
    EXPECT_EQ(read(*one).rows.at(0).tasks, 8);
    EXPECT_EQ(read(*two).rows.at(0).tasks, 7);
    EXPECT_DOUBLE_EQ(one->thisMonth("acme").cost, 3);
    two->add({"acme", "w", ""}, tasks(0, 5), m_now);
    two->flush();
    m_now += runtime::kOthersAgainMs;
    EXPECT_DOUBLE_EQ(one->thisMonth("acme").cost, 8);
}

TEST_F(UsageLedgerTest, PointsAreWholeStepsAndTheOldestComeFirst) {
    const auto one = ledger();
    for (int hour = 0; hour < 30; ++hour) {
        one->add({"acme", "w", ""}, tasks(1), m_now);
        one->flush();
        m_now += kHourMs;
    }
    const auto hours = read(*one);
    EXPECT_EQ(hours.step, kHourMs);
    ASSERT_EQ(hours.points.size(), 30u);
    EXPECT_EQ(hours.points.front().at, kNoon);
    const auto days = read(*one, api::UsageGroup::tenant, {}, kDayMs);
    ASSERT_EQ(days.points.size(), 2u);
    EXPECT_EQ(days.points[0].at, kNoon - 12 * kHourMs);
    EXPECT_EQ(days.points[0].tasks, 12);
    EXPECT_EQ(days.points[1].tasks, 18);
    const auto late = read(*one, api::UsageGroup::tenant, {}, 0, kNoon + 10 * kHourMs + 5);
    EXPECT_EQ(late.rows.at(0).tasks, 20) << "an hour that has begun counts wholly";
}

TEST_F(UsageLedgerTest, TheMonthBeginsAnewAndOldHoursAreForgotten) {
    const auto one = ledger();
    one->add({"acme", "w", ""}, tasks(1, 9), m_now);
    one->flush();
    m_now += 4 * kDayMs;
    EXPECT_DOUBLE_EQ(one->thisMonth("acme").cost, 0);
    EXPECT_EQ(one->today("acme").tasks, 0);
    one->add({"acme", "w", ""}, tasks(1, 2), m_now);
    EXPECT_DOUBLE_EQ(one->thisMonth("acme").cost, 2);
    m_now = kNoon + runtime::kUsageDays * kDayMs - kHourMs;
    EXPECT_EQ(read(*one).rows.at(0).tasks, 2);
    m_now = kNoon + runtime::kUsageDays * kDayMs + kHourMs;
    EXPECT_EQ(read(*one).rows.at(0).tasks, 1);
}

TEST_F(UsageLedgerTest, TooManyKeysCountForTheirTenantAndTooManyRowsAreToldOf) {
    const auto one = ledger();
    const auto many = static_cast<int>(runtime::kMaxUsageKeys) + 10;
    for (int i = 0; i < many; ++i) {
        one->add({"acme", "w/" + std::to_string(i), ""}, tasks(1), m_now);
    }
    EXPECT_EQ(read(*one, api::UsageGroup::workflow).rows.size(), runtime::kMaxUsageKeys);
    EXPECT_EQ(read(*one).rows.at(0).tasks, many);
    EXPECT_TRUE(read(*one, api::UsageGroup::workflow).complete);
    one->flush();
    for (int hour = 0; hour < 2; ++hour) {
        m_now += kHourMs;
        for (int i = 0; i < many; ++i) {
            one->add({"acme", "w/" + std::to_string(i), ""}, tasks(1), m_now);
        }
        one->flush();
    }
    const auto all = read(*one, api::UsageGroup::workflow);
    EXPECT_FALSE(all.complete);
    EXPECT_EQ(all.points.size(), api::kMaxUsageRows);
    EXPECT_EQ(read(*ledger()).rows.at(0).tasks, 3 * many);
}

TEST_F(UsageLedgerTest, TasksAreCountedFromManyThreads) {
    const auto one = ledger();
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < 1'000; ++n) {
                one->add({"acme", "w", ""}, tasks(1), kNoon + n % 2 * kHourMs);
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    m_now += kHourMs;
    EXPECT_EQ(read(*one).rows.at(0).tasks, 4'000);
    EXPECT_EQ(read(*one).points.at(0).tasks, 2'000);
}

namespace {
class EngineUsageTest : public EngineTest {
protected:
    api::UsageReply usage(api::UsageGroup by, const std::string& tenant = {}) {
        api::RequestContext context;
        context.tenant = tenant;
        api::GetUsage query;
        query.by = by;
        auto reply = api::callAndWait(*m_engine, query, context);
        EXPECT_TRUE(reply.ok()) << (reply.ok() ? "" : reply.error().message);
        return reply.ok() ? *reply : api::UsageReply();
    }
};
}  // namespace

TEST_F(EngineUsageTest, RunsAndTasksAreCountedOnceAlsoAfterARestart) {
    add("work", [](const blocks::Invocation&) { return boost::json::object(); });
    add("fail", [](const blocks::Invocation&) { return core::makeError("runtime", "no", {}); });
    open();
    deploy("two", "  - a: {call: work}\n  - b: {call: work}\n");
    deploy("bad", "  - a: {call: fail}\n");
    ASSERT_TRUE(await(start("two"), "run.completed"));
    ASSERT_TRUE(await(start("bad"), "run.faulted"));
    reopen();
    ASSERT_TRUE(await(start("two"), "run.completed"));
    const auto rows = usage(api::UsageGroup::workflow).rows;
    ASSERT_EQ(rows.size(), 2u);
    const auto& two = rows[0].key == "test/two" ? rows[0] : rows[1];
    const auto& bad = rows[0].key == "test/two" ? rows[1] : rows[0];
    EXPECT_EQ(two.runs, 2);
    EXPECT_EQ(two.tasks, 4);
    EXPECT_EQ(two.faulted, 0);
    EXPECT_EQ(bad.runs, 1);
    EXPECT_EQ(bad.faulted, 1);
    EXPECT_EQ(usage(api::UsageGroup::tenant).rows.at(0).key, "default");
    EXPECT_TRUE(usage(api::UsageGroup::tenant, "acme").rows.empty());
}

TEST_F(EngineUsageTest, ProcessesTellTheirProcessorTime) {
    open();
    deploy("burn", "  - a: {run: {shell: {command: 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'}}}\n");
    ASSERT_TRUE(await(start("burn"), "run.completed"));
    EXPECT_GT(usage(api::UsageGroup::workflow).rows.at(0).cpuSeconds, 0.01);
}

}  // namespace beamline::test
