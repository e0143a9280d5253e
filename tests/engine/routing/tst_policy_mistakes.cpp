// SPDX-License-Identifier: Apache-2.0
// What is wrong with a policy is told at once, with places and a way out; what only looks wrong is a warning.
#include <gtest/gtest.h>

#include "engine/api/json_codec.h"
#include "engine/routing/policy.h"

namespace beamline::test {
namespace {
using namespace routing;

class PolicyMistakes : public ::testing::Test {
protected:
    using Told = std::vector<std::string>;

    static PolicyReading reading(std::string_view text) {
        const auto json = api::parseJson(text);
        EXPECT_TRUE(json.ok()) << text;
        return readPolicy(json.ok() ? *json : api::Json(), "acme", "main");
    }
    /// "error /a/b" or "warning /c" of each problem. There is a policy when there is no error.
    static Told told(const PolicyReading& reading) {
        Told all;
        bool good = true;
        for (const auto& problem : reading.problems) {
            const bool error = problem.severity == api::Severity::error;
            good = good && !error;
            all.push_back((error ? "error " : "warning ") + problem.pointer);
            EXPECT_GT(problem.message.size(), 20U) << problem.message;
            EXPECT_TRUE(problem.message.ends_with('.') || problem.message.ends_with('?')) << problem.message;
        }
        EXPECT_EQ(reading.policy != nullptr, good);
        return all;
    }
    static Told toldOf(std::string_view text) { return told(reading(text)); }
    /// Of a policy of the providers alpha and beta with more members.
    static Told toldWith(const std::string& members) {
        return toldOf(R"({"version": "1.0", "weights": {"alpha": 70, "beta": 30}, )" + members + "}");
    }
    static Told toldOfProvider(const std::string& members) {
        return toldOf(R"({"version": "1.0", "providers": [{"name": "a", "weight": 1}, {)" + members + "}]}");
    }
    static std::string message(const std::string& members) {
        const auto read = reading(R"({"version": "1.0", "weights": {"alpha": 70, "beta": 30}, )" + members + "}");
        return read.problems.empty() ? "" : read.problems.front().message;
    }
    static std::string repeated(std::size_t count, const std::string& item) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) {
            text += (i ? "," : "") + item;
        }
        return "[" + text + "]";
    }
};

TEST_F(PolicyMistakes, AllAreToldAtOnceErrorsFirst) {
    EXPECT_EQ(toldOf(R"({"version": "x", "weigths": {}, "tenant_id": "other", "policy_id": "else",
                         "providers": [{"name": "a b", "weight": 101}, 7],
                         "fallbacks": [{"retry": 11}],
                         "sticky": {"enabled": 1, "ttl": "soon"},
                         "pre": [{"mode": "must"}]})"),
              (Told{"error /tenant_id", "error /policy_id", "error /version", "error /providers/0/name",
                    "error /providers/0/weight", "error /providers/1", "error /fallbacks/0/retry", "error /fallbacks/0",
                    "error /sticky/enabled", "error /sticky/ttl", "error /pre/0", "error /pre/0/mode",
                    "warning /weigths", "warning /providers"}));
}

TEST_F(PolicyMistakes, APolicyIsAnObject) {
    EXPECT_EQ(toldOf("[]"), Told{"error "});
    EXPECT_EQ(toldOf("null"), Told{"error "});
    EXPECT_EQ(toldOf("{}"), (Told{"error ", "warning "})) << "no providers, and no version";
}

TEST_F(PolicyMistakes, UnknownMembersAreWarningsWithTheNameThatWasMeant) {
    EXPECT_EQ(toldWith(R"("stiky": {}, "x": 1)"), (Told{"warning /stiky", "warning /x"}));
    EXPECT_NE(message(R"("stiky": {})").find("Did you mean 'sticky'?"), std::string::npos);
    EXPECT_NE(message(R"("fallback_list": [])").find("it has no effect."), std::string::npos);
    EXPECT_EQ(message(R"("fallback_list": [])").find("mean"), std::string::npos);
    EXPECT_EQ(message(R"("health_check": {}, "defaults": 1, "escalate_on": [], "metadata": {}, "$schema": "x",
                         "description": "x")"),
              "");
    EXPECT_EQ(toldWith(R"("sticky": {"enabled": true, "ttl_second": 3}, "hedge": {"after": 3}, "select": {"strat": 1},
        "canary": {"provider": "c", "percent": 1, "weight": 1}, "shadow": [{"provider": "c", "percentage": 3}],
        "fallbacks": [{"to": "beta", "wehn": {}, "backoff": {"base": 1}}], "fallback": {"provider": "beta", "if": 1},
        "pre": [{"id": "x", "on_fail": "block"}], "validators": [{"id": "x", "mode": "required"}],
        "circuit_breaker": {"enabled": true, "window": 3}, "rate_limit": {"enabled": true, "rps": 3},
        "schedules": [{"windows": {"tz": "UTC"}, "weights": {"alpha": 1}, "name": 3}])"),
              (Told{"warning /select/strat", "warning /schedules/0/name", "warning /schedules/0/windows/tz",
                    "warning /fallbacks/0/wehn", "warning /fallbacks/0/backoff/base", "warning /fallback/if",
                    "warning /sticky/ttl_second", "warning /pre/0/on_fail", "warning /validators/0/mode",
                    "warning /circuit_breaker/window", "warning /rate_limit/rps", "warning /hedge/after",
                    "warning /shadow/0/percentage", "warning /canary/weight", "warning /fallback"}));
}

TEST_F(PolicyMistakes, NamesAndVersions) {
    EXPECT_EQ(toldWith(R"("version": 1)"), Told{"error /version"});
    for (const auto* version : {"", "1.", ".1", "v1", "1.0.0.0", "1.x", "99999999999"}) {
        EXPECT_EQ(toldWith(R"("version": ")" + std::string(version) + "\""), Told{"error /version"}) << version;
    }
    for (const auto* version : {"1", "1.0", "12.34.56"}) {
        EXPECT_EQ(toldWith(R"("version": ")" + std::string(version) + "\""), Told{}) << version;
    }
    EXPECT_EQ(toldWith(R"("tenant_id": "acme", "policy_id": "main")"), Told{});
    EXPECT_EQ(toldWith(R"("tenant_id": "other")"), Told{"error /tenant_id"});
    EXPECT_EQ(toldWith(R"("policy_id": "other")"), Told{"error /policy_id"});
    EXPECT_EQ(told(readPolicy(*api::parseJson(R"({"version": "1.0", "weights": {"a": 1}})"), "t", "a b")),
              Told{"error "});
}

TEST_F(PolicyMistakes, Providers) {
    EXPECT_EQ(toldOf(R"({"version": "1.0", "providers": []})"), Told{"error /providers"});
    EXPECT_EQ(toldOf(R"({"version": "1.0", "providers": {}})"), Told{"error /providers"});
    EXPECT_EQ(toldOf(R"({"version": "1.0", "weights": {}})"), Told{"error /weights"});
    EXPECT_EQ(toldOf(R"({"version": "1.0", "weights": []})"), Told{"error /weights"});
    EXPECT_EQ(
        toldOf(R"({"version": "1.0", "weights": {"a": "70", "b": null, "c d": 5, "e": 101, "f": -1}})"),
        (Told{"error /weights/a", "error /weights/b", "error /weights/c d", "error /weights/e", "error /weights/f"}));
    EXPECT_EQ(toldOfProvider(R"("name": "a", "weight": 1)"), Told{"error /providers/1/name"});
    EXPECT_EQ(toldOfProvider(R"("weight": 1)"), Told{"error /providers/1"});
    EXPECT_EQ(toldOfProvider(R"("name": "b")"), Told{"error /providers/1"}) << "no weight";
    EXPECT_EQ(toldOfProvider(R"("name": 3, "weight": "1")"),
              (Told{"error /providers/1/name", "error /providers/1/weight"}));
    for (const auto* name : {"", "a b", "a>", "*", "ä", "a\\n"}) {
        EXPECT_EQ(toldOfProvider(R"("weight": 1, "name": ")" + std::string(name) + "\""),
                  Told{"error /providers/1/name"})
            << name;
    }
    EXPECT_EQ(toldOfProvider(R"("weight": 1, "name": "openai:gpt-4.1/eu@x_1")"), Told{});
    EXPECT_EQ(toldOfProvider(R"("weight": 1, "name": ")" + std::string(kMaxProviderNameBytes, 'x') + "\""), Told{});
    EXPECT_EQ(toldOfProvider(R"("weight": 1, "name": ")" + std::string(kMaxProviderNameBytes + 1, 'x') + "\""),
              Told{"error /providers/1/name"});
    EXPECT_EQ(toldOfProvider(R"("name": "b", "weight": 1, "priority": 101, "cost": -1, "expected_latency_ms": "x",
                                "when": [], "schedule": "always")"),
              (Told{"error /providers/1/priority", "error /providers/1/cost", "error /providers/1/expected_latency_ms",
                    "error /providers/1/when", "error /providers/1/schedule"}));
    EXPECT_EQ(toldOfProvider(R"("name": "b", "weight": 1, "priority": 1.5, "cost": {"per_token": 1}, "colour": 1)"),
              (Told{"error /providers/1/priority", "error /providers/1/cost", "warning /providers/1/colour",
                    "warning /providers/1/cost/per_token"}));
    EXPECT_EQ(toldOf(R"({"version": "1.0", "providers": [{"name": "a"}], "weights": {"a": 200, "z": 1}})"),
              (Told{"error /weights/a", "warning /weights/z", "warning /providers"}));
}

TEST_F(PolicyMistakes, WeightsThatChooseNothingAreWarnedOf) {
    EXPECT_EQ(toldOf(R"({"version": "1.0", "weights": {"a": 0, "b": 0}, "fallbacks": [{"to": "a"}]})"),
              Told{"warning /weights"});
    EXPECT_EQ(toldOf(R"({"version": "1.0", "providers": [{"name": "a", "weight": 0}]})"), Told{"warning /providers"});
    EXPECT_EQ(toldWith(R"("schedules": [{"windows": [{}], "weights": {"alpha": 0}}])"),
              Told{"warning /schedules/0/weights"});
}

TEST_F(PolicyMistakes, Fallbacks) {
    EXPECT_EQ(toldWith(R"("fallbacks": {"to": "beta"})"), Told{"error /fallbacks"});
    EXPECT_EQ(toldWith(R"("fallbacks": ["beta"])"), Told{"error /fallbacks/0"});
    EXPECT_EQ(
        toldWith(R"("fallbacks": [{"to": "beta", "retry": -1, "backoff": {"strategy": "random", "base_ms": -1,
                          "max_ms": 0.5, "jitter": 0.1}}])"),
        (Told{"error /fallbacks/0/retry", "error /fallbacks/0/backoff/strategy", "error /fallbacks/0/backoff/base_ms",
              "error /fallbacks/0/backoff/max_ms", "error /fallbacks/0/backoff/jitter"}));
    EXPECT_EQ(toldWith(R"("fallbacks": [{"to": "beta", "when": {"status": {"x": 1}, "=": []}, "backoff": 3}])"),
              (Told{"error /fallbacks/0/when/status", "error /fallbacks/0/when/=", "error /fallbacks/0/backoff"}));
    EXPECT_EQ(toldWith(R"("fallbacks": [{"to": "beta", "backoff": {"base_ms": 500, "max_ms": 100}}])"),
              Told{"warning /fallbacks/0/backoff/max_ms"});
    EXPECT_EQ(toldWith(R"("fallbacks": [{"to": "beta", "backoff": {"base_ms": 9000}}])"), Told{});
    EXPECT_EQ(toldWith(R"("fallback": "beta")"), Told{"error /fallback"});
    EXPECT_EQ(toldWith(R"("fallback": {"conditions": {}})"), (Told{"error /fallback", "error /fallback/conditions"}));
    EXPECT_EQ(
        toldWith(R"("fallback": {"provider": "beta", "conditions": [[], "cost > 3", {"a": {}}]})"),
        (Told{"error /fallback/conditions/0", "error /fallback/conditions/2/a", "warning /fallback/conditions/1"}));
}

TEST_F(PolicyMistakes, FallbacksThatAreOutOfReachOrGoNowhereAreWarnedOf) {
    EXPECT_EQ(toldWith(R"("fallbacks": [{"to": "bta"}])"), Told{"warning /fallbacks/0/to"});
    EXPECT_NE(message(R"("fallbacks": [{"to": "bta"}])").find("did you mean 'beta'?"), std::string::npos);
    EXPECT_EQ(toldWith(R"("fallbacks": [{"to": "c"}, {"to": "d"}], "shadow": [{"provider": "c"}],
                          "canary": {"provider": "d", "percent": 1})"),
              Told{})
        << "named elsewhere; and the second is reached when the first has failed";
    EXPECT_EQ(
        toldWith(R"("fallbacks": [{"to": "beta"}, {"when": {"b": 2}, "to": "beta"}, {"when": {"b": 2}, "to": "alpha"}],
                          "fallback": {"provider": "beta"})"),
        (Told{"warning /fallbacks/1", "warning /fallback"}));
    EXPECT_EQ(
        toldWith(R"("fallbacks": [{"when": {"a": 1, "b": 2}, "to": "beta"}, {"when": {"b": 2, "a": 1}, "to": "beta"},
                                        {"when": {"a": 1}, "to": "beta"}])"),
        Told{"warning /fallbacks/1"})
        << "with the same condition";
    EXPECT_EQ(toldWith(R"("fallbacks": [{"to": "beta"}, {"to": "alpha", "retry": 3}])"), Told{"warning /fallbacks/1"});
    EXPECT_NE(
        message(R"("fallbacks": [{"to": "beta"}, {"to": "alpha", "backoff": {}}])").find("no effect: /fallbacks/0"),
        std::string::npos);
    EXPECT_EQ(toldWith(R"("fallback": {"provider": "gamma"})"), Told{"warning /fallback/provider"});
}

TEST_F(PolicyMistakes, StickySessions) {
    for (const auto* ttl : {R"("ttl": "0s")", R"("ttl": "25h")", R"("ttl": "10")", R"("ttl": "m")", R"("ttl": "10 m")",
                            R"("ttl": "-10m")", R"("ttl": "999ms")", R"("ttl": "9999999999999999999s")", R"("ttl": 0)",
                            R"("ttl": true)"}) {
        EXPECT_EQ(toldWith(R"("sticky": {"enabled": true, )" + std::string(ttl) + "}"), Told{"error /sticky/ttl"})
            << ttl;
    }
    EXPECT_EQ(toldWith(R"("sticky": {"enabled": true, "ttl_seconds": 86401})"), Told{"error /sticky/ttl_seconds"});
    EXPECT_EQ(toldWith(R"("sticky": {"enabled": true, "session_key": ""})"), Told{"error /sticky/session_key"});
    EXPECT_EQ(toldWith(R"("sticky": true)"), Told{"error /sticky"});
    EXPECT_EQ(toldWith(R"("sticky": {"ttl": "1m"})"), Told{"warning /sticky"}) << "it is not enabled";
    EXPECT_EQ(toldOf(R"({"version": "1.0", "weights": {"a": 1}, "sticky": {"enabled": true}, "hedge": {}})"),
              (Told{"warning /sticky", "warning /hedge"}))
        << "there is nothing to choose from";
    EXPECT_EQ(toldOf(R"({"version": "1.0", "weights": {"a": 1}, "sticky": {"enabled": true},
                         "canary": {"provider": "b", "percent": 1}})"),
              Told{});
}

TEST_F(PolicyMistakes, Pipelines) {
    EXPECT_EQ(toldWith(R"("pre": ["x"], "post": {}, "validators": [{"id": 3}])"),
              (Told{"error /pre/0", "error /validators/0/id", "error /post"}));
    EXPECT_EQ(toldWith(R"("pre": [{"id": "", "mode": true, "config": [], "timeout_ms": 9, "retry": 4, "when": 1}])"),
              (Told{"error /pre/0/id", "error /pre/0/mode", "error /pre/0/config", "error /pre/0/timeout_ms",
                    "error /pre/0/retry", "error /pre/0/when"}));
    EXPECT_EQ(toldWith(R"("validators": [{"on_fail": "stop", "timeout_ms": 5001}])"),
              (Told{"error /validators/0", "error /validators/0/on_fail", "error /validators/0/timeout_ms"}));
    EXPECT_EQ(toldWith(R"("pre": [{"id": "x"}, {"id": "x"}], "post": [{"id": "x"}])"), Told{"warning /pre/1/id"});
    EXPECT_NE(message(R"("validators": [{"id": "x", "on_fail": "stop"}])").find("block, warn or ignore"),
              std::string::npos);
}

TEST_F(PolicyMistakes, BreakersAndLimits) {
    EXPECT_EQ(toldWith(R"("circuit_breaker": [], "rate_limit": 5)"),
              (Told{"error /circuit_breaker", "error /rate_limit"}));
    EXPECT_EQ(toldWith(R"("circuit_breaker": {"enabled": true, "failure_threshold": 0, "success_threshold": 1.5,
        "timeout_ms": 0, "half_open_max_calls": -3, "error_rate_threshold": 50, "error_rate_window_seconds": 3601,
        "latency_threshold_ms": -1})"),
              (Told{"error /circuit_breaker/failure_threshold", "error /circuit_breaker/success_threshold",
                    "error /circuit_breaker/half_open_max_calls", "error /circuit_breaker/timeout_ms",
                    "error /circuit_breaker/error_rate_threshold", "error /circuit_breaker/error_rate_window_seconds",
                    "error /circuit_breaker/latency_threshold_ms"}));
    EXPECT_EQ(toldWith(R"("circuit_breaker": {"enabled": true, "error_rate_threshold": 0})"),
              Told{"warning /circuit_breaker/error_rate_threshold"});
    EXPECT_EQ(toldWith(R"("rate_limit": {"enabled": true, "requests_per_second": 0, "burst": 0.5})"),
              (Told{"error /rate_limit/requests_per_second", "error /rate_limit/burst"}));
    EXPECT_EQ(toldWith(R"("circuit_breaker": {}, "rate_limit": {"enabled": false})"), Told{"warning /circuit_breaker"});
}

TEST_F(PolicyMistakes, SelectionHedgeAndDeadline) {
    EXPECT_EQ(toldWith(R"("select": {"strategy": "fastest", "latency_weight": 1.1, "explore": -0.1,
                          "max_latency_ms": "x", "max_cost": []})"),
              (Told{"error /select/strategy", "error /select/latency_weight", "error /select/explore",
                    "error /select/max_latency_ms", "error /select/max_cost", "warning /select/latency_weight",
                    "warning /select/explore"}));
    EXPECT_EQ(toldWith(R"("select": {"strategy": "cost", "latency_weight": 0.5})"),
              Told{"warning /select/latency_weight"});
    for (const auto* value : {"0", "1", "95", "\"p\"", "\"95\"", "\"p5\"", "\"p9x\"", "\"p123456\"", "\"p00\"", "[]"}) {
        EXPECT_EQ(toldWith(R"("hedge": {"percentile": )" + std::string(value) + "}"), Told{"error /hedge/percentile"})
            << value;
    }
    EXPECT_EQ(toldWith(R"("hedge": {"after_ms": 0, "enabled": "yes"})"),
              (Told{"error /hedge/enabled", "error /hedge/after_ms"}));
    EXPECT_EQ(toldWith(R"("hedge": {"after_ms": 5, "percentile": 0.9})"), Told{"warning /hedge/percentile"});
    EXPECT_EQ(toldWith(R"("timeout_ms": 0, "deadline_ms": 3600001)"),
              (Told{"error /timeout_ms", "error /deadline_ms"}));
    EXPECT_EQ(toldWith(R"("timeout_ms": 5, "deadline_ms": 6)"), Told{"warning /timeout_ms"});
}

TEST_F(PolicyMistakes, CanariesAndShadows) {
    EXPECT_EQ(toldWith(R"("canary": {"sticky": 1, "max_error_rate": 2, "min_requests": 0})"),
              (Told{"error /canary", "error /canary", "error /canary/sticky", "error /canary/max_error_rate",
                    "error /canary/min_requests"}))
        << "no provider, no percent";
    EXPECT_EQ(toldWith(R"("canary": {"provider": "c", "percent": 101, "when": []})"),
              (Told{"error /canary/percent", "error /canary/when"}));
    EXPECT_EQ(toldOf(R"({"version": "1.0", "weights": {"a": 1}, "canary": {"provider": "a", "percent": 5}})"),
              Told{"warning /canary"});
    EXPECT_EQ(toldWith(R"("shadow": {"provider": "c"})"), Told{"error /shadow"});
    EXPECT_EQ(toldWith(R"("shadow": [{"percent": -1}, 3])"),
              (Told{"error /shadow/0", "error /shadow/0/percent", "error /shadow/1"}));
}

TEST_F(PolicyMistakes, SchedulesAndWindows) {
    const auto ofWindow = [](const std::string& members) {
        return toldWith(R"("schedules": [{"windows": [{)" + members + R"(}], "weights": {"alpha": 1}}])");
    };
    const std::string at = "error /schedules/0/windows/0";
    EXPECT_EQ(toldWith(R"("schedules": [{}, 1])"),
              (Told{"error /schedules/0", "error /schedules/0", "error /schedules/1"}));
    EXPECT_EQ(
        toldWith(R"("schedules": [{"windows": [], "weights": {"alpah": 1, "beta": "x"}}])"),
        (Told{"error /schedules/0/windows", "error /schedules/0/weights/alpah", "error /schedules/0/weights/beta"}));
    EXPECT_NE(message(R"("schedules": [{"windows": [{}], "weights": {"alpah": 1}}])").find("did you mean 'alpha'?"),
              std::string::npos);
    EXPECT_EQ(ofWindow(R"("days": "mon")"), Told{at + "/days"});
    EXPECT_EQ(ofWindow(R"("days": [])"), Told{at + "/days"});
    EXPECT_EQ(ofWindow(R"("days": ["mon", "someday", 3])"), (Told{at + "/days/1", at + "/days/2"}));
    for (const auto* time :
         {"\"8:00\"", "\"24:01\"", "\"12:60\"", "\"noon\"", "\"\"", "800", "\"-1:00\"", "\"12h00\""}) {
        EXPECT_EQ(ofWindow(R"("from": )" + std::string(time)), Told{at + "/from"}) << time;
        EXPECT_EQ(ofWindow(R"("to": )" + std::string(time)), Told{at + "/to"}) << time;
    }
    EXPECT_EQ(ofWindow(R"("from": "08:00", "to": "08:00")"), Told{at});
    EXPECT_EQ(ofWindow(R"("from": "24:00")"), Told{at});
    for (const auto* zone : {"\"Europe/Berlin\"", "\"+2\"", "\"+15:00\"", "\"02:00\"", "\"\"", "2"}) {
        EXPECT_EQ(ofWindow(R"("timezone": )" + std::string(zone)), Told{at + "/timezone"}) << zone;
    }
    EXPECT_EQ(toldWith(R"("schedules": [{"id": "x", "windows": [{}], "weights": {"alpha": 1}},
                                        {"id": "x", "windows": [{}], "weights": {"beta": 1}}])"),
              Told{"warning /schedules/1/id"});
}

TEST_F(PolicyMistakes, LimitsOfNumbers) {
    const auto providers = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) {
            text += (i ? "," : "") + std::string(R"({"name": "p)") + std::to_string(i) + R"(", "weight": 1})";
        }
        return R"({"version": "1.0", "providers": [)" + text + "]}";
    };
    EXPECT_EQ(toldOf(providers(kMaxProviders)), Told{});
    EXPECT_EQ(toldOf(providers(kMaxProviders + 1)), Told{"error /providers"});
    std::string weights;
    for (std::size_t i = 0; i <= kMaxProviders; ++i) {
        weights += (i ? ", \"p" : "\"p") + std::to_string(i) + "\": 1";
    }
    EXPECT_EQ(toldOf(R"({"version": "1.0", "weights": {)" + weights + "}}"), Told{"error /weights"});
    const auto fallbacks = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) {
            text += (i ? "," : "") + std::string(R"({"to": "beta", "when": {"n": )") + std::to_string(i) + "}}";
        }
        return "\"fallbacks\": [" + text + "]";
    };
    const std::string shadow = R"({"provider": "beta"})";
    EXPECT_EQ(toldWith(fallbacks(kMaxRules)), Told{});
    EXPECT_EQ(toldWith(fallbacks(kMaxRules + 1)), Told{"error /fallbacks"});
    EXPECT_EQ(toldWith(fallbacks(kMaxRules - 1) + ", \"shadow\": " + repeated(2, shadow)), Told{"error "});
    std::string stages;
    for (std::size_t i = 0; i <= kMaxStageExtensions; ++i) {
        stages += (i ? ", " : "") + std::string(R"({"id": "x)") + std::to_string(i) + "\"}";
    }
    for (const auto* stage : {"pre", "validators", "post"}) {
        EXPECT_EQ(toldWith("\"" + std::string(stage) + "\": [" + stages + "]"), Told{"error /" + std::string(stage)});
    }
    const auto windows = R"("schedules": [{"weights": {"alpha": 1}, "windows": )";
    EXPECT_EQ(toldWith(windows + repeated(kMaxWindows, "{}") + "}]"), Told{});
    EXPECT_EQ(toldWith(windows + repeated(kMaxWindows + 1, "{}") + "}]"), Told{"error /schedules/0/windows"});
    EXPECT_EQ(
        toldWith(R"("fallback": {"provider": "beta", "conditions": )" + repeated(kMaxConditionTerms + 1, "{}") + "}"),
        Told{"error /fallback/conditions"});
    EXPECT_EQ(toldWith(R"("pre": [{"id": ")" + std::string(129, 'x') + "\"}]"), Told{"error /pre/0/id"});
}

TEST_F(PolicyMistakes, LimitsOfSize) {
    const auto described = [](std::size_t bytes) {
        return toldWith(R"("description": ")" + std::string(bytes, 'x') + "\"");
    };
    EXPECT_EQ(described(kMaxPolicyBytes - 200), Told{});
    EXPECT_EQ(described(kMaxPolicyBytes), Told{"error "});
    std::string unknown = "\"x\": 1";
    for (std::size_t i = 0; i < kMaxPolicyProblems * 2; ++i) {
        unknown += ", \"x" + std::to_string(i) + "\": 1";
    }
    const auto all = toldWith(unknown + R"(, "pre": [3])");
    EXPECT_EQ(all.size(), kMaxPolicyProblems);
    EXPECT_EQ(all.front(), "error /pre/0") << "errors are not cut";
}

}  // namespace
}  // namespace beamline::test
