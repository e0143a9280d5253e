// SPDX-License-Identifier: Apache-2.0
// What policies say: every member of the original's language and of ours is read, and what is meant by times and waits.
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

#include "engine/api/json_codec.h"
#include "engine/routing/policy.h"

namespace beamline::test {
namespace {
using namespace routing;

class Policies : public ::testing::Test {
protected:
    static PolicyReading reading(std::string_view text) {
        const auto json = api::parseJson(text);
        EXPECT_TRUE(json.ok()) << text;
        return readPolicy(json.ok() ? *json : api::Json(), "acme", "main");
    }
    static Policy policy(std::string_view text) {
        const auto read = reading(text);
        for (const auto& problem : read.problems) {
            ADD_FAILURE() << problem.pointer << ": " << problem.message;
        }
        return read.policy ? *read.policy : Policy();
    }
    /// A policy of two providers with more members.
    static Policy with(const std::string& members) {
        return policy(R"({"version": "1.0", "weights": {"a": 70, "b": 30}, )" + members + "}");
    }
    static TimeWindow window(const std::string& members) {
        const auto read = with(R"("schedules": [{"id": "s", "windows": [{)" + members + R"(}], "weights": {"a": 1}}])");
        EXPECT_EQ(read.schedules.size(), 1U);
        return read.schedules.empty() ? TimeWindow() : read.schedules[0].windows.at(0);
    }
};

/// Of the week of Monday, 5 January 2026, UTC.
constexpr api::Timestamp weekTime(int day, int hour, int minute = 0) {
    return 1'767'571'200'000 + ((day * 24 + hour) * 60 + minute) * api::Timestamp{60'000};
}

TEST_F(Policies, ReadsWhatTheOriginalHas) {
    const auto read = policy(R"({
        "version": "1.2", "policy_id": "main", "tenant_id": "acme",
        "providers": [{"name": "openai_gpt4", "weight": 70, "priority": 90}, {"name": "local_llm", "weight": 30}],
        "fallbacks": [
            {"when": {"status": ["timeout", "5xx"]}, "retry": 2,
             "backoff": {"strategy": "linear", "base_ms": 200, "max_ms": 3000, "jitter": false}, "to": "local_llm"},
            {"to": "openai_gpt4"}],
        "sticky": {"enabled": true, "session_key": "user.id", "ttl": "10m"},
        "pre": [{"id": "normalize_text", "mode": "required", "config": {"lowercase": true}, "timeout_ms": 100,
                 "retry": 1, "when": {"task_type": "chat"}}],
        "validators": [{"id": "pii_guard"}, {"id": "length", "on_fail": "warn"}, {"id": "tone", "on_fail": "ignore"}],
        "post": [{"id": "mask_pii", "mode": "optional"}],
        "circuit_breaker": {"enabled": true, "failure_threshold": 4, "success_threshold": 1, "timeout_ms": 30000,
            "half_open_max_calls": 2, "error_rate_threshold": 0.4, "error_rate_window_seconds": 30,
            "latency_threshold_ms": 900},
        "rate_limit": {"enabled": true, "requests_per_second": 12.5, "burst": 20},
        "timeout_ms": 4000, "health_check": {"x": 1}, "defaults": {}, "escalate_on": [], "metadata": {"owner": "me"}})");
    EXPECT_EQ(read.tenant, "acme");
    EXPECT_EQ(read.id, "main");
    EXPECT_EQ(read.version, "1.2");
    ASSERT_EQ(read.providers.size(), 2U);
    EXPECT_EQ(read.providers[0].name, "openai_gpt4");
    EXPECT_EQ(read.providers[0].weight, 70);
    EXPECT_EQ(read.providers[0].priority, 90);
    EXPECT_EQ(read.providers[1].priority, Provider().priority);
    ASSERT_EQ(read.fallbacks.size(), 2U);
    EXPECT_TRUE(read.fallbacks[0].when.holds({{"status", "5xx"}}));
    EXPECT_FALSE(read.fallbacks[0].when.holds({{"status", "ok"}}));
    EXPECT_EQ(read.fallbacks[0].retry, 2);
    EXPECT_EQ(read.fallbacks[0].backoff.strategy, BackoffStrategy::linear);
    EXPECT_EQ(read.fallbacks[0].backoff.baseMs, 200);
    EXPECT_EQ(read.fallbacks[0].backoff.maxMs, 3000);
    EXPECT_FALSE(read.fallbacks[0].backoff.jitter);
    EXPECT_EQ(read.fallbacks[0].to, "local_llm");
    EXPECT_TRUE(read.fallbacks[1].when.always());
    EXPECT_EQ(read.fallbacks[1].retry, 1);
    EXPECT_TRUE(read.sticky.enabled);
    EXPECT_EQ(read.sticky.sessionKey, "user.id");
    EXPECT_EQ(read.sticky.ttlSeconds, 600);
    EXPECT_EQ(read.breaker, (BreakerOptions{true, 4, 1, 30'000, 2, 0.4, 30, 900}));
    EXPECT_EQ(read.rateLimit, (RateLimitOptions{true, 12.5, 20}));
    EXPECT_EQ(read.deadlineMs, 4000);
}

TEST_F(Policies, ReadsThePipeline) {
    const auto read = with(R"(
        "pre": [{"id": "normalize_text", "mode": "required", "config": {"lowercase": true}, "timeout_ms": 100,
                 "retry": 3, "when": {"task_type": "chat"}}, {"id": "other"}],
        "validators": [{"id": "pii_guard", "timeout_ms": 5000, "retry": 0}, {"id": "length", "on_fail": "warn"},
                       {"id": "tone", "on_fail": "ignore"}, {"id": "last", "on_fail": "block"}],
        "post": [{"id": "mask_pii", "mode": "optional"}])");
    ASSERT_EQ(read.pre.size(), 2U);
    EXPECT_EQ(read.pre[0].type, StageType::pre);
    EXPECT_EQ(read.pre[0].id, "normalize_text");
    EXPECT_TRUE(read.pre[0].required);
    EXPECT_EQ(read.pre[0].config, api::Json({{"lowercase", true}}));
    EXPECT_EQ(read.pre[0].timeoutMs, 100);
    EXPECT_EQ(read.pre[0].retry, 3);
    EXPECT_TRUE(read.pre[0].when.holds({{"task_type", "chat"}}));
    EXPECT_FALSE(read.pre[0].when.holds({}));
    EXPECT_FALSE(read.pre[1].required);
    EXPECT_TRUE(read.pre[1].config.is_null());
    EXPECT_FALSE(read.pre[1].timeoutMs.has_value());
    EXPECT_FALSE(read.pre[1].retry.has_value());
    ASSERT_EQ(read.validators.size(), 4U);
    EXPECT_EQ(read.validators[0].type, StageType::validator);
    EXPECT_EQ(read.validators[0].onFail, OnFail::block);
    EXPECT_EQ(read.validators[0].retry, 0);
    EXPECT_EQ(read.validators[1].onFail, OnFail::warn);
    EXPECT_EQ(read.validators[2].onFail, OnFail::ignore);
    EXPECT_EQ(read.validators[3].onFail, OnFail::block);
    ASSERT_EQ(read.post.size(), 1U);
    EXPECT_EQ(read.post[0].type, StageType::post);
    EXPECT_FALSE(read.post[0].required);
}

TEST_F(Policies, ReadsWhatBeamlineAdds) {
    const auto read = policy(R"({"version": "2.0",
        "providers": [
            {"name": "a", "weight": 70, "priority": 80, "cost": 0.002, "expected_latency_ms": 120,
             "when": {"region": "eu"}, "schedule": [{"days": ["mon", "Tuesday"], "from": "08:00", "to": "18:00"}]},
            {"name": "b", "weight": 0, "cost": {"per_request": 0.5}, "schedule": {"timezone": "local"}}],
        "select": {"strategy": "balanced", "latency_weight": 0.8, "explore": 0.1, "max_latency_ms": 900, "max_cost": 1},
        "hedge": {"percentile": "p90"},
        "shadow": [{"provider": "c", "percent": 10, "when": {"tier": "basic"}}, {"provider": "a"}],
        "canary": {"provider": "d", "percent": 5, "when": {"beta": true}, "sticky": false, "max_error_rate": 0.1,
                   "min_requests": 50},
        "schedules": [{"id": "night", "windows": [{"from": "22:00", "to": "06:00", "timezone": "+02:00"}],
                       "weights": {"b": 100}}],
        "deadline_ms": 800})");
    ASSERT_EQ(read.providers.size(), 2U);
    const auto& a = read.providers[0];
    EXPECT_EQ(a.priority, 80);
    EXPECT_EQ(a.costPerRequest, 0.002);
    EXPECT_EQ(a.expectedLatencyMs, 120);
    EXPECT_TRUE(a.when.holds({{"region", "eu"}}));
    EXPECT_FALSE(a.when.holds({}));
    ASSERT_EQ(a.schedule.size(), 1U);
    EXPECT_EQ(a.schedule[0].days, 3U);
    EXPECT_EQ(read.providers[1].costPerRequest, 0.5);
    EXPECT_FALSE(read.providers[1].expectedLatencyMs.has_value());
    ASSERT_EQ(read.providers[1].schedule.size(), 1U);
    EXPECT_FALSE(read.providers[1].schedule[0].utc);
    EXPECT_EQ(read.selection.strategy, Strategy::balanced);
    EXPECT_EQ(read.selection.latencyWeight, 0.8);
    EXPECT_EQ(read.selection.explore, 0.1);
    EXPECT_EQ(read.selection.maxLatencyMs, 900);
    EXPECT_EQ(read.selection.maxCost, 1);
    EXPECT_TRUE(read.hedge.enabled);
    EXPECT_EQ(read.hedge.afterMs, 0);
    EXPECT_DOUBLE_EQ(read.hedge.percentile, 0.9);
    ASSERT_EQ(read.shadows.size(), 2U);
    EXPECT_EQ(read.shadows[0].provider, "c");
    EXPECT_EQ(read.shadows[0].percent, 10);
    EXPECT_FALSE(read.shadows[0].when.holds({}));
    EXPECT_EQ(read.shadows[1].percent, 100);
    EXPECT_EQ(read.canary.provider, "d");
    EXPECT_EQ(read.canary.percent, 5);
    EXPECT_FALSE(read.canary.when.holds({}));
    EXPECT_FALSE(read.canary.sticky);
    EXPECT_EQ(read.canary.maxErrorRate, 0.1);
    EXPECT_EQ(read.canary.minRequests, 50);
    ASSERT_EQ(read.schedules.size(), 1U);
    EXPECT_EQ(read.schedules[0].id, "night");
    ASSERT_EQ(read.schedules[0].windows.size(), 1U);
    EXPECT_EQ(read.schedules[0].windows[0].offsetMinutes, 120);
    EXPECT_EQ(read.schedules[0].weights, (std::vector<std::pair<std::string, double>>{{"b", 100}}));
    EXPECT_EQ(read.deadlineMs, 800);
}

TEST_F(Policies, TakesWeightsOfBothScales) {
    const auto hundred = policy(R"({"version": "1.0", "weights": {"a": 70, "b": 30}})");
    ASSERT_EQ(hundred.providers.size(), 2U);
    EXPECT_EQ(hundred.providers[0].name, "a");
    EXPECT_EQ(hundred.providers[0].weight, 70);
    EXPECT_EQ(hundred.providers[1].weight, 30);
    const auto one = policy(R"({"version": "1.0", "weights": {"a": 0.7, "b": 0.3}})");
    EXPECT_EQ(one.providers[0].weight, 0.7);
    EXPECT_EQ(one.providers[0].priority, one.providers[1].priority);
    const auto both = policy(R"({"version": "1.0", "providers": [{"name": "a"}, {"name": "b", "weight": 5}],
                                 "weights": {"a": 0.7, "b": 0.3}})");
    EXPECT_EQ(both.providers[0].weight, 0.7) << "where the provider has none";
    EXPECT_EQ(both.providers[1].weight, 5);
}

TEST_F(Policies, KnowsTheOlderFallback) {
    const auto read = with(R"("fallback": {"provider": "b", "conditions": [{"tier": "gold"}, {}]})");
    EXPECT_EQ(read.lastProvider, "b");
    ASSERT_EQ(read.lastConditions.size(), 2U);
    EXPECT_FALSE(read.lastConditions[0].holds({}));
    EXPECT_TRUE(read.lastConditions[1].always());
    EXPECT_EQ(policy(R"({"version": "1.0", "weights": {"a": 1}})").lastProvider, "");
}

TEST_F(Policies, HasTheContractsDefaults) {
    const auto read = with(R"("fallbacks": [{"to": "b"}], "sticky": {"enabled": true},
        "circuit_breaker": {"enabled": true}, "rate_limit": {"enabled": true})");
    EXPECT_EQ(read.fallbacks[0].retry, 1);
    EXPECT_EQ(read.fallbacks[0].backoff.baseMs, 100);
    EXPECT_EQ(read.fallbacks[0].backoff.maxMs, 5'000);
    EXPECT_TRUE(read.fallbacks[0].backoff.jitter);
    EXPECT_EQ(read.sticky.sessionKey, "session_id");
    EXPECT_EQ(read.breaker, (BreakerOptions{true, 5, 2, 60'000, 3, 0.5, 60, 0}));
    EXPECT_EQ(read.rateLimit, (RateLimitOptions{true, 100, 50}));
    const auto bare = policy(R"({"version": "1.0", "weights": {"a": 1}})");
    EXPECT_FALSE(bare.sticky.enabled || bare.breaker.enabled || bare.rateLimit.enabled || bare.hedge.enabled);
    EXPECT_EQ(bare.canary.percent, 0);
    EXPECT_EQ(bare.deadlineMs, 0);
}

TEST_F(Policies, NullIsAsGoodAsNothing) {
    const auto read = with(R"("sticky": null, "fallbacks": null, "timeout_ms": null, "pre": [{"id": "x", "when": null,
        "config": null, "mode": null, "timeout_ms": null}], "select": null, "canary": null)");
    EXPECT_EQ(read.pre.size(), 1U);
    EXPECT_TRUE(read.pre[0].when.always());
}

TEST_F(Policies, ReadsDurationsOfSessions) {
    const auto ttl = [](const std::string& value) {
        return with(R"("sticky": {"enabled": true, )" + value + "}").sticky.ttlSeconds;
    };
    EXPECT_EQ(ttl(R"("ttl": "90s")"), 90);
    EXPECT_EQ(ttl(R"("ttl": "2h")"), 7'200);
    EXPECT_EQ(ttl(R"("ttl": "1d")"), kMaxStickySeconds);
    EXPECT_EQ(ttl(R"("ttl": "1500ms")"), 1);
    EXPECT_EQ(ttl(R"("ttl": 45)"), 45);
    EXPECT_EQ(ttl(R"("ttl_seconds": 1)"), 1);
    EXPECT_EQ(ttl(R"("ttl_seconds": 30, "ttl": "10m")"), 30);
}

TEST_F(Policies, ReadsPercentiles) {
    const auto percentile = [](const std::string& value) {
        return with(R"("hedge": {"percentile": )" + value + "}").hedge.percentile;
    };
    EXPECT_DOUBLE_EQ(percentile("0.5"), 0.5);
    EXPECT_DOUBLE_EQ(percentile("\"p50\""), 0.5);
    EXPECT_DOUBLE_EQ(percentile("\"p05\""), 0.05);
    EXPECT_DOUBLE_EQ(percentile("\"p99.9\""), 0.999);
    EXPECT_DOUBLE_EQ(percentile("\"p999\""), 0.999);
    EXPECT_DOUBLE_EQ(percentile("\"p9999\""), 0.9999);
    const auto after = with(R"("hedge": {"enabled": false, "after_ms": 250})").hedge;
    EXPECT_FALSE(after.enabled);
    EXPECT_EQ(after.afterMs, 250);
}

TEST_F(Policies, WaitsLongerFromTryToTry) {
    Backoff backoff;
    backoff.jitter = false;
    const auto waits = [&](double random = 0) {
        std::vector<std::int64_t> all;
        for (int n = 1; n <= 8; ++n) {
            all.push_back(backoff.delayMs(n, random));
        }
        return all;
    };
    using Waits = std::vector<std::int64_t>;
    EXPECT_EQ(waits(), (Waits{100, 200, 400, 800, 1600, 3200, 5000, 5000}));
    EXPECT_EQ(waits(0.99), waits()) << "without jitter nothing is random";
    backoff.strategy = BackoffStrategy::linear;
    EXPECT_EQ(waits(), (Waits{100, 200, 300, 400, 500, 600, 700, 800}));
    backoff.maxMs = 250;
    EXPECT_EQ(waits(), (Waits{100, 200, 250, 250, 250, 250, 250, 250}));
    backoff.strategy = BackoffStrategy::fixed;
    EXPECT_EQ(waits(), Waits(8, 100));
    EXPECT_EQ(backoff.delayMs(0, 0), 100);
    EXPECT_EQ(backoff.delayMs(-5, 0), 100);
    backoff.jitter = true;
    EXPECT_EQ(backoff.delayMs(1, 0), 100);
    EXPECT_EQ(backoff.delayMs(1, 0.5), 105);
    EXPECT_EQ(backoff.delayMs(1, 0.999), 109);
    EXPECT_EQ(backoff.delayMs(1, 7), 110) << "a tenth at most, whatever it is given";
}

TEST_F(Policies, WaitsDoNotOverflow) {
    Backoff backoff{BackoffStrategy::exponential, 1, kMaxBackoffMs, false};
    EXPECT_EQ(backoff.delayMs(1'000'000'000, 0), kMaxBackoffMs);
    backoff.baseMs = 0;
    EXPECT_EQ(backoff.delayMs(2'000'000'000, 0.9), 0);
    backoff = {BackoffStrategy::exponential, 4'000'000'000'000'000'000, 9'000'000'000'000'000'000, false};
    EXPECT_EQ(backoff.delayMs(5, 0), backoff.maxMs);
    backoff = {BackoffStrategy::fixed, 500, 200, false};
    EXPECT_EQ(backoff.delayMs(1, 0), 200);
}

TEST_F(Policies, KnowsWindowsOfTime) {
    const auto work = window(R"("days": ["mon", "fri"], "from": "08:00", "to": "18:00")");
    EXPECT_TRUE(work.contains(weekTime(0, 8)));
    EXPECT_TRUE(work.contains(weekTime(4, 17, 59)));
    EXPECT_FALSE(work.contains(weekTime(0, 7, 59)));
    EXPECT_FALSE(work.contains(weekTime(0, 18))) << "the end is outside";
    EXPECT_FALSE(work.contains(weekTime(1, 12))) << "Tuesday";
    EXPECT_TRUE(work.contains(weekTime(7, 12))) << "the Monday after";
    EXPECT_TRUE(window("").contains(weekTime(6, 23, 59))) << "always";
    EXPECT_TRUE(window(R"("days": ["sun"])").contains(weekTime(6, 0)));
    EXPECT_FALSE(window(R"("days": ["sun"])").contains(weekTime(7, 0)));
    EXPECT_TRUE(window(R"("from": "23:59", "to": "24:00")").contains(weekTime(6, 23, 59)));
}

TEST_F(Policies, WindowsGoOverMidnight) {
    const auto night = window(R"("days": ["fri"], "from": "22:00", "to": "06:00")");
    EXPECT_FALSE(night.contains(weekTime(4, 21, 59)));
    EXPECT_TRUE(night.contains(weekTime(4, 22)));
    EXPECT_TRUE(night.contains(weekTime(5, 5, 59))) << "the morning after belongs to Friday";
    EXPECT_FALSE(night.contains(weekTime(5, 6)));
    EXPECT_FALSE(night.contains(weekTime(4, 3))) << "Friday morning is Thursday's night";
    const auto sunday = window(R"("days": ["sunday"], "from": "22:00", "to": "06:00")");
    EXPECT_TRUE(sunday.contains(weekTime(7, 5)));
    EXPECT_TRUE(sunday.contains(weekTime(0, 5)));
}

TEST_F(Policies, WindowsHaveZones) {
    const auto east = window(R"("days": ["mon"], "from": "00:00", "to": "01:00", "timezone": "+02:00")");
    EXPECT_TRUE(east.contains(weekTime(-1, 22, 30))) << "Sunday here, Monday there";
    EXPECT_FALSE(east.contains(weekTime(0, 0, 30)));
    const auto west = window(R"("days": ["sun"], "from": "20:00", "to": "21:00", "timezone": "-05:30")");
    EXPECT_EQ(west.offsetMinutes, -330);
    EXPECT_TRUE(west.contains(weekTime(7, 1, 45)));
    EXPECT_EQ(window(R"("timezone": "Z")").offsetMinutes, 0);
    const auto before = window(R"("days": ["wed"], "from": "23:00", "to": "24:00")");
    EXPECT_TRUE(before.contains(-1)) << "31 December 1969 was a Wednesday";
    EXPECT_FALSE(before.contains(0));
}

TEST_F(Policies, WindowsFollowTheMachinesZone) {
    const auto* const zone = std::getenv("TZ");
    const std::optional<std::string> old = zone ? std::optional<std::string>(zone) : std::nullopt;
    setenv("TZ", "EST5", 1);
    tzset();
    const auto local = window(R"("days": ["sun"], "from": "23:00", "to": "24:00", "timezone": "local")");
    EXPECT_TRUE(local.contains(weekTime(0, 4, 30)));
    EXPECT_FALSE(local.contains(weekTime(6, 23, 30)));
    if (old) {
        setenv("TZ", old->c_str(), 1);
    } else {
        unsetenv("TZ");
    }
    tzset();
}

TEST_F(Policies, NamesEveryProviderOnce) {
    const auto read =
        policy(R"({"version": "1.0", "providers": [{"name": "a", "weight": 1}, {"name": "b", "weight": 1}],
        "canary": {"provider": "d", "percent": 1}, "shadow": [{"provider": "e"}, {"provider": "a"}],
        "fallbacks": [{"when": {"x": 1}, "to": "e"}, {"when": {"x": 2}, "to": "b"}], "fallback": {"provider": "d"}})");
    EXPECT_EQ(read.providerNames(), (std::vector<std::string>{"a", "b", "e", "d"}));
    ASSERT_NE(read.provider("b"), nullptr);
    EXPECT_EQ(read.provider("b")->name, "b");
    EXPECT_EQ(read.provider("e"), nullptr) << "it is no candidate";
    EXPECT_EQ(read.provider(""), nullptr);
}

TEST_F(Policies, TakesItsNamesFromTheDocumentWhereNobodySays) {
    const auto json = api::parseJson(R"({"version": "1", "tenant_id": "t", "policy_id": "p.1", "weights": {"a": 1}})");
    const auto read = readPolicy(*json, "", "");
    ASSERT_TRUE(read.policy);
    EXPECT_EQ(read.policy->tenant, "t");
    EXPECT_EQ(read.policy->id, "p.1");
}

}  // namespace
}  // namespace beamline::test
