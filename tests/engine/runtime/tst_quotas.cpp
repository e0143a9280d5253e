// SPDX-License-Identifier: Apache-2.0
// Quotas and budgets of tenants: what is refused, what waits, what is told.
#include "engine/api/json_codec.h"
#include "engine/runtime/quota_keeper.h"
#include "tests/engine/runtime/engine_fixture.h"

namespace beamline::test {

namespace {
using runtime::QuotaKeeper;
using runtime::UsageFigures;
using runtime::UsageLedger;

constexpr api::Timestamp kMorning = 1'795'852'800'000;  // 2026-11-28 08:00 UTC
constexpr api::Timestamp kQuotaHour = 3'600'000;
constexpr api::Timestamp kQuotaDay = 24 * kQuotaHour;

class QuotaKeeperTest : public ::testing::Test {
protected:
    void SetUp() override {
        runtime::UsageWorld usage;
        usage.clock = [this] { return m_now; };
        usage.keep = [](const auto&, const auto& done) { done(true); };
        usage.kept = [](const auto&, const auto&, const auto&) { return std::vector<store::Kept>(); };
        m_ledger = std::make_shared<UsageLedger>(std::move(usage));
        makeKeeper();
    }
    void makeKeeper() {
        runtime::QuotaWorld world;
        world.clock = [this] { return m_now; };
        world.limits = [this](const std::string& tenant) {
            const auto found = m_tenants.find(tenant);
            return found == m_tenants.end() ? std::nullopt : std::optional(found->second);
        };
        world.activeRuns = [this] { return std::optional(m_active); };
        world.bytes = [this] { return std::optional(m_bytes); };
        world.policies = [](const std::string&) { return std::int64_t{3}; };
        world.problem = [this](const std::string& code, const std::string& text) {
            text.empty() ? void(m_problems.erase(code)) : void(m_problems[code] = text);
        };
        world.notify = [this](const std::string&, const std::string& text) { m_notices.push_back(text); };
        world.first = [this](const store::Kept& fact, const std::function<void(bool)>& done) {
            done(m_said.insert(fact.tenant + fact.key).second);
        };
        m_keeper = std::make_unique<QuotaKeeper>(std::move(world), m_ledger);
    }
    api::TenantInfo& tenant(const std::string& id = "acme") {
        m_tenants[id].id = id;
        return m_tenants[id];
    }
    void spend(double cost, double cpu = 0) {
        UsageFigures figures;
        figures.cost = cost;
        figures.cpuSeconds = cpu;
        m_ledger->add({"acme", "", ""}, figures, m_now);
    }
    void startRun() {
        const auto refused = m_keeper->admitRun("acme");
        EXPECT_FALSE(refused) << refused->message;
        m_keeper->started("acme");
    }

    api::Timestamp m_now = kMorning;
    std::map<std::string, api::TenantInfo> m_tenants;
    std::map<std::string, std::int64_t> m_active;
    std::map<std::string, std::int64_t> m_bytes;
    std::map<std::string, std::string> m_problems;
    std::vector<std::string> m_notices;
    std::set<std::string> m_said;
    std::shared_ptr<UsageLedger> m_ledger;
    std::unique_ptr<QuotaKeeper> m_keeper;
};
}  // namespace

TEST_F(QuotaKeeperTest, WhoHasNoQuotasIsNeverRefused) {
    m_active["acme"] = 1'000'000;
    for (int i = 0; i < 1'000; ++i) {
        EXPECT_FALSE(m_keeper->admitRun("acme"));
    }
    EXPECT_FALSE(m_keeper->admitPolicy("acme", 1'000));
    EXPECT_FALSE(m_keeper->refusesCost("acme"));
    EXPECT_FALSE(m_keeper->slot("acme").refuses(0));
}

TEST_F(QuotaKeeperTest, ActiveRunsCountFromWhatTheJournalHasAndEndWithTheRun) {
    tenant().quotas.activeRuns = 3;
    m_active["acme"] = 1;
    m_active["other"] = 100;
    startRun();
    EXPECT_FALSE(m_keeper->admitRun("acme"));  // it is not in the journal yet
    const auto refused = m_keeper->admitRun("acme");
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->code, api::code::kConflict);
    EXPECT_FALSE(refused->retryable);
    EXPECT_EQ(refused->message,
              "The quota activeRuns of the tenant 'acme' is used up: it may have 3 runs that have not ended and has 3. "
              "Wait until one ends, or cancel one.");
    EXPECT_EQ(refused->detail.at("quota").as_string(), "activeRuns");
    EXPECT_EQ(refused->detail.at("limit").to_number<int>(), 3);
    EXPECT_EQ(refused->detail.at("used").to_number<int>(), 3);
    m_keeper->startFailed("acme");
    startRun();
    m_keeper->runChanged("acme", false);
    startRun();
    EXPECT_TRUE(m_keeper->admitRun("acme"));
    EXPECT_EQ(m_keeper->useOf("acme").activeRuns, 3);
    EXPECT_EQ(m_keeper->useOf("acme").refused, 2);
}

TEST_F(QuotaKeeperTest, WhatOtherNodesHaveStartedIsSeenInTime) {
    tenant().quotas.activeRuns = 3;
    startRun();
    m_active["acme"] = 3;
    m_now += runtime::kHoldingsAgainMs;
    EXPECT_TRUE(m_keeper->admitRun("acme"));
    m_active["acme"] = 0;
    m_now += runtime::kHoldingsAgainMs;
    EXPECT_FALSE(m_keeper->admitRun("acme"));
}

TEST_F(QuotaKeeperTest, RunsPerMinuteSayWhenToComeAgain) {
    tenant().quotas.runsPerMinute = 6;
    for (int i = 0; i < 6; ++i) {
        startRun();
    }
    const auto refused = m_keeper->admitRun("acme");
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->code, api::code::kOverloaded);
    EXPECT_TRUE(refused->retryable);
    EXPECT_EQ(refused->detail.at("retryAfterMs").to_number<int>(), 10'000);
    EXPECT_NE(refused->message.find("Try again in 10 s."), std::string::npos) << refused->message;
    m_now += 9'000;
    EXPECT_TRUE(m_keeper->admitRun("acme"));
    m_now += 1'000;
    EXPECT_FALSE(m_keeper->admitRun("acme"));
    EXPECT_FALSE(m_keeper->admitRun("other")) << "others have their own";
}

TEST_F(QuotaKeeperTest, StorageCountsWhatIsKeptAndWhatWasWrittenSince) {
    tenant().quotas.storageBytes = 1'000;
    m_bytes["acme"] = 900;
    m_keeper->slot("acme");
    m_keeper->look();
    const auto use = [&] { return m_keeper->useOf("acme").storageBytes; };
    for (int i = 0; i < 2'000 && use() == 0; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    EXPECT_EQ(use(), 900);
    startRun();
    m_keeper->slot("acme").countWritten(100);
    const auto refused = m_keeper->admitRun("acme");
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->code, api::code::kConflict);
    EXPECT_EQ(refused->detail.at("quota").as_string(), "storageBytes");
    EXPECT_EQ(refused->detail.at("used").to_number<int>(), 1'000);
}

TEST_F(QuotaKeeperTest, PoliciesBeyondTheQuotaAreRefused) {
    tenant().quotas.policies = 2;
    EXPECT_FALSE(m_keeper->admitPolicy("acme", 1));
    const auto refused = m_keeper->admitPolicy("acme", 2);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->detail.at("quota").as_string(), "policies");
}

TEST_F(QuotaKeeperTest, DecisionsPerSecondAreCountedByTenant) {
    tenant().quotas.decisionsPerSecond = 2;
    std::int64_t wait = 0;
    EXPECT_FALSE(m_keeper->refusesDecision("acme", wait));
    EXPECT_FALSE(m_keeper->refusesDecision("acme", wait));
    ASSERT_TRUE(m_keeper->refusesDecision("acme", wait));
    EXPECT_EQ(wait, 500);
    EXPECT_FALSE(m_keeper->refusesDecision("other", wait));
    m_now += 500;
    EXPECT_FALSE(m_keeper->refusesDecision("acme", wait));
}

TEST_F(QuotaKeeperTest, TasksAtOnceWaitForThoseBeforeThem) {
    tenant().quotas.concurrency = 2;
    int freed = 0;
    m_keeper->slots().onFreed([&] { ++freed; });
    auto& slot = m_keeper->slot("acme");
    EXPECT_FALSE(slot.refuses(0));
    EXPECT_FALSE(slot.refuses(0));
    EXPECT_EQ(slot.refuses(0), runtime::kTaskAgain);
    EXPECT_EQ(m_keeper->useOf("acme").tasks, 2);
    slot.end();
    EXPECT_EQ(freed, 1);
    EXPECT_FALSE(slot.refuses(0));
    slot.end();
    EXPECT_EQ(freed, 1) << "nobody waits";
    tenant().quotas.concurrency = 1;
    m_keeper->changed();
    m_keeper->look();
    EXPECT_TRUE(slot.refuses(0));
    tenant().quotas.concurrency = 0;
    m_keeper->changed();
    m_keeper->look();
    EXPECT_EQ(freed, 2) << "a limit that goes lets those go on that wait";
    EXPECT_FALSE(slot.refuses(0));
}

TEST_F(QuotaKeeperTest, TasksPerSecondAreGivenEvenly) {
    tenant().quotas.tasksPerSecond = 4;
    auto& slot = m_keeper->slot("acme");
    std::int64_t now = 1'000'000;
    int begun = 0;
    for (const auto end = now + 10'000; now < end; now += 10) {
        if (!slot.refuses(now)) {
            ++begun;
            slot.end();
        }
    }
    EXPECT_GE(begun, 40);
    EXPECT_LE(begun, 44);  // with those of the first moment
    while (!slot.refuses(now)) {
    }
    const auto wait = slot.refuses(now);
    ASSERT_TRUE(wait);
    EXPECT_FALSE(slot.refuses(now + wait->count())) << "it is not asked for in vain";
}

TEST_F(QuotaKeeperTest, ProcessorTimeOfTheDayHoldsTasksBackUntilMidnight) {
    tenant().quotas.cpuSeconds = 60;
    auto& slot = m_keeper->slot("acme");
    spend(0, 59);
    m_keeper->look();
    EXPECT_FALSE(slot.refuses(0));
    spend(0, 1);
    m_keeper->look();
    EXPECT_TRUE(slot.refuses(0));
    EXPECT_NE(m_problems["tenant_cpu.acme"].find("cpuSeconds"), std::string::npos);
    m_now += 16 * kQuotaHour;
    m_keeper->look();
    EXPECT_FALSE(slot.refuses(0));
    EXPECT_FALSE(m_problems.contains("tenant_cpu.acme"));
}

TEST_F(QuotaKeeperTest, ABudgetWarnsOnceAMonthAndStopsWhenItSaysSo) {
    tenant().budget = {100, 0.8, true};
    m_keeper->slot("acme");
    spend(79);
    m_keeper->look();
    EXPECT_TRUE(m_notices.empty());
    spend(1);
    m_keeper->look();
    m_keeper->look();
    ASSERT_EQ(m_notices.size(), 1u);
    EXPECT_EQ(m_notices[0], "80 % of the budget of the tenant 'acme' for 2026-11, 100.00, is spent.");
    EXPECT_EQ(m_problems["tenant_budget.acme"], m_notices[0]);
    EXPECT_FALSE(m_keeper->refusesCost("acme"));
    makeKeeper();  // a restart
    m_keeper->slot("acme");
    m_keeper->look();
    EXPECT_EQ(m_notices.size(), 1u);
    EXPECT_TRUE(m_problems.contains("tenant_budget.acme"));
    spend(20);
    m_keeper->look();
    EXPECT_EQ(m_notices.size(), 2u);
    EXPECT_FALSE(m_problems.contains("tenant_budget.acme"));
    EXPECT_TRUE(m_problems.contains("tenant_budget_spent.acme"));
    const auto refused = m_keeper->refusesCost("acme");
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->substr(0, 77), "The budget of the tenant 'acme' for 2026-11 is spent: 100.00 of 100.00. Nothi");
    EXPECT_EQ(m_keeper->useOf("acme").cost, 100);
    m_now += 3 * kQuotaDay;
    m_keeper->look();
    EXPECT_FALSE(m_keeper->refusesCost("acme")) << "a month begins anew";
    EXPECT_TRUE(m_problems.empty());
    spend(81);
    m_keeper->look();
    EXPECT_EQ(m_notices.size(), 3u);
}

TEST_F(QuotaKeeperTest, ABudgetThatDoesNotStopOnlyWarns) {
    tenant().budget = {10, 0.5, false};
    m_keeper->slot("acme");
    spend(11);
    m_keeper->look();
    EXPECT_FALSE(m_keeper->refusesCost("acme"));
    EXPECT_TRUE(m_problems.contains("tenant_budget_spent.acme"));
}

// ---- in an engine

namespace {
class QuotaEngineTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        m_options.tenantLimits = [this](const std::string& tenant) {
            const std::lock_guard lock(m_limitsMutex);
            const auto found = m_tenants.find(tenant);
            return found == m_tenants.end() ? std::nullopt : std::optional(found->second);
        };
    }
    api::Result<api::StartReply> startAs(const std::string& tenant, const std::string& workflow,
                                         api::Json input = boost::json::object(), const std::string& key = {}) {
        api::RequestContext context;
        context.user = "ann";
        context.tenant = tenant;
        api::StartRun op;
        op.ns = "test";
        op.workflow = workflow;
        op.input = std::move(input);
        op.idempotencyKey = key;
        return api::callAndWait(*m_engine, op, context);
    }
    template <class Op>
    auto ask(const std::string& tenant, Op op) {
        api::RequestContext context;
        context.user = "ann";
        context.tenant = tenant;
        return api::callAndWait(*m_engine, std::move(op), context);
    }

    std::mutex m_limitsMutex;
    std::map<std::string, api::TenantInfo> m_tenants;
};
}  // namespace

TEST_F(QuotaEngineTest, RunsBeyondTheQuotaAreRefusedUntilOneEndsAlsoAfterARestart) {
    m_tenants["acme"].quotas.activeRuns = 2;
    open();
    deploy("waits", "  - a: {wait: {minutes: 10}}\n");
    deploy("quick", "  - a: {set: {x: 1}}\n");
    const auto quick = startAs("acme", "quick");
    ASSERT_TRUE(await(quick->run, "run.completed"));
    const auto first = startAs("acme", "waits");
    ASSERT_TRUE(first.ok());
    ASSERT_TRUE(startAs("acme", "waits", boost::json::object(), "once").ok());
    const auto refused = startAs("acme", "waits");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, api::code::kConflict);
    EXPECT_TRUE(startAs("acme", "waits", boost::json::object(), "once").ok()) << "a repeat is no new run";
    EXPECT_TRUE(startAs("other", "waits").ok());
    EXPECT_TRUE(startAs("", "waits").ok());
    const auto again = ask("acme", api::RerunRun{quick->run, {}, {}, std::nullopt, {}, {}});
    ASSERT_FALSE(again.ok());
    EXPECT_NE(again.error().message.find("activeRuns"), std::string::npos) << again.error().message;
    reopen();
    ASSERT_FALSE(startAs("acme", "waits").ok());
    ASSERT_TRUE(call(api::CancelRun{first->run, "enough"}).ok());
    EXPECT_TRUE(startAs("acme", "waits").ok());
    EXPECT_FALSE(startAs("acme", "waits").ok());
}

TEST_F(QuotaEngineTest, AChildBeyondTheQuotaFailsItsTaskAndNamesTheQuota) {
    m_tenants["acme"].quotas.activeRuns = 1;
    open();
    deploy("child", "  - a: {set: {x: 1}}\n");
    deploy("parent", "  - a: {run: {workflow: {namespace: test, name: child, version: '1.0.0'}}}\n");
    const auto run = startAs("acme", "parent");
    ASSERT_TRUE(run.ok());
    ASSERT_TRUE(await(run->run, "run.faulted"));
    EXPECT_NE(detail(run->run).run.error->detail.find("activeRuns"), std::string::npos);
}

TEST_F(QuotaEngineTest, TasksBeyondTheQuotaWaitForTheirTurnAndAreAllDone) {
    m_tenants["acme"].quotas.concurrency = 2;
    std::atomic<int> now{0};
    std::atomic<int> most{0};
    std::atomic<bool> hold{true};
    std::atomic<int> arrived{0};
    add(
        "work",
        [&](const blocks::Invocation& invocation) {
            const int mine = ++now;
            ++arrived;
            for (int seen = most; mine > seen && !most.compare_exchange_weak(seen, mine);) {
            }
            while (hold && !invocation.cancel.cancelled()) {
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
            --now;
            return api::Json(boost::json::object());
        },
        "io");
    const Running running(*this);
    deploy("one", "  - a: {call: work}\n");
    std::vector<std::string> runs;
    for (int i = 0; i < 20; ++i) {
        runs.push_back(startAs("acme", "one")->run);
    }
    ASSERT_TRUE(eventually([&] { return arrived == 2; }));
    const auto other = startAs("", "one");  // it does not wait behind them
    ASSERT_TRUE(eventually([&] { return arrived == 3; }));
    hold = false;
    for (const auto& run : runs) {
        EXPECT_TRUE(await(run, "run.completed"));
    }
    EXPECT_TRUE(await(other->run, "run.completed"));
    EXPECT_LE(most, 3);
}

TEST_F(QuotaEngineTest, PoliciesAndDecisionsBeyondTheQuotaAreRefused) {
    m_tenants["acme"].quotas.policies = 1;
    m_tenants["acme"].quotas.decisionsPerSecond = 0.001;
    open();
    const auto document = boost::json::parse(R"({"version": "1.0", "providers": [{"name": "m", "weight": 100}]})");
    ASSERT_TRUE(ask("acme", api::PutPolicy{"default", document}).ok());
    ASSERT_TRUE(ask("acme", api::PutPolicy{"default", document}).ok()) << "it is there already";
    const auto second = ask("acme", api::PutPolicy{"second", document});
    ASSERT_FALSE(second.ok());
    EXPECT_NE(second.error().message.find("policies"), std::string::npos);
    const boost::json::object body{{"version", "1"},
                                   {"tenant_id", "acme"},
                                   {"request_id", "r1"},
                                   {"task", {{"type", "chat"}, {"payload", {{"text", "hello there"}}}}}};
    EXPECT_TRUE(ask("acme", api::DecideRoute{body})->response.at("ok").as_bool());
    const auto refused = ask("acme", api::DecideRoute{body})->response;
    EXPECT_FALSE(refused.at("ok").as_bool());
    EXPECT_EQ(refused.at("error").at("code").as_string(), "rate_limit_exceeded");
    EXPECT_EQ(refused.at("context").at("request_id").as_string(), "r1");
}

namespace {
class PricedProvider : public routing::Caller {
public:
    Answer call(const routing::Extension&, const routing::Instance&, const boost::json::object&,
                std::chrono::milliseconds, const std::string&) override {
        return boost::json::object{{"output", "done"}, {"usage", {{"prompt_tokens", 2}, {"completion_tokens", 3}}}};
    }
};
}  // namespace

TEST_F(QuotaEngineTest, ASpentBudgetStopsProvidersAndWhatTheyCostIsCounted) {
    m_tenants["acme"].budget = {1.5, 0.5, true};
    m_options.routing.caller = std::make_shared<PricedProvider>();
    open();
    ASSERT_TRUE(ask("acme", api::PutExtension{boost::json::parse(
                                R"({"id": "model", "type": "provider", "version": "1.0.0", "cost_per_call": 1})")})
                    .ok());
    ASSERT_TRUE(ask("acme", api::PutPolicy{"default", boost::json::parse(R"({"version": "1.0",
                                "providers": [{"name": "model", "weight": 100}]})")})
                    .ok());
    deploy("asks", "  - one: {call: provider, with: {type: chat, payload: {text: 'Good morning'}}}\n");
    for (int i = 0; i < 2; ++i) {
        const auto run = startAs("acme", "asks");
        ASSERT_TRUE(await(run->run, "run.completed")) << boost::json::serialize(api::toJson(detail(run->run).run));
    }
    const auto run = startAs("acme", "asks");
    ASSERT_TRUE(await(run->run, "run.faulted"));
    const auto error = *detail(run->run).run.error;
    EXPECT_EQ(error.status, 402);
    EXPECT_NE(error.detail.find("2.00 of 1.50"), std::string::npos) << error.detail;
    api::GetUsage query;
    query.by = api::UsageGroup::provider;
    const auto usage = ask("acme", query);
    ASSERT_TRUE(usage.ok());
    ASSERT_EQ(usage->rows.size(), 1u);
    const auto& row = usage->rows[0];
    EXPECT_EQ(row.key, "model");
    EXPECT_EQ(row.calls, 2);
    EXPECT_EQ(row.failed, 0);
    EXPECT_EQ(row.tokens, 10);
    EXPECT_EQ(row.decisions, 2);
    EXPECT_DOUBLE_EQ(row.cost, 2);
    query.by = api::UsageGroup::workflow;
    EXPECT_DOUBLE_EQ(ask("acme", query)->rows.at(0).cost, 2);
    EXPECT_TRUE(eventually([&] {
        const auto problems = m_engine->health().problems;
        return std::any_of(problems.begin(), problems.end(),
                           [](const auto& one) { return one.code == "tenant_budget_spent.acme"; });
    }));
}

}  // namespace beamline::test
