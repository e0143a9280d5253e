// SPDX-License-Identifier: Apache-2.0
// Whatever is put as a policy: it is taken, or each mistake lies in the document and says what to do; what is taken is
// within its limits, and its conditions say why they do not hold exactly when they do not.

#include <cstdint>
#include <cstdlib>
#include <random>
#include <set>

#include "engine/api/json_codec.h"
#include "engine/routing/complexity.h"
#include "engine/routing/policy.h"
#include "engine/routing/policy_difference.h"

namespace {
using namespace beamline;

/// Everything that a policy can have.
constexpr std::string_view kWhole = R"({"version": "2.1", "policy_id": "p", "tenant_id": "t", "providers": [
    {"name": "a", "weight": 50, "priority": 80, "cost": 0.002, "expected_latency_ms": 120,
     "when": {"any": [{"region": ["eu", 1]}, {"not": {"all": [{"tier": "x"}]}}]}},
    {"name": "b", "weight": 50, "cost": {"per_request": 0.01},
     "schedule": [{"days": ["mon", "fri"], "from": "22:00", "to": "06:00", "timezone": "+02:00"}]}],
    "fallbacks": [{"when": {">=": [{"var": "context.attempt"}, 3]}, "retry": 2, "to": "b",
                   "backoff": {"strategy": "linear", "base_ms": 100, "max_ms": 5000, "jitter": true}}],
    "fallback": {"provider": "c", "conditions": [{"tier": "premium"}]},
    "sticky": {"enabled": true, "session_key": "session_id", "ttl": "10m", "ttl_seconds": 60},
    "pre": [{"id": "x", "mode": "required", "config": {"a": 1}, "timeout_ms": 100, "retry": 1, "when": {"a.b": 1}}],
    "validators": [{"id": "y", "on_fail": "block"}], "post": [{"id": "z"}],
    "circuit_breaker": {"enabled": true, "failure_threshold": 5, "timeout_ms": 60000, "error_rate_threshold": 0.5},
    "rate_limit": {"enabled": true, "requests_per_second": 100, "burst": 50}, "timeout_ms": 900,
    "select": {"strategy": "balanced", "latency_weight": 0.7, "explore": 0.05, "max_latency_ms": 2000, "max_cost": 1},
    "hedge": {"enabled": true, "percentile": "p95"}, "shadow": [{"provider": "c", "percent": 10, "when": {}}],
    "canary": {"provider": "d", "percent": 5, "when": {"beta": true}, "max_error_rate": 0.2, "min_requests": 20},
    "schedules": [{"id": "n", "windows": [{"from": "22:00", "timezone": "local"}], "weights": {"a": 100}}],
    "deadline_ms": 900})";

void require(bool truth) {
    if (!truth) {
        std::abort();
    }
}

bool checkProblems(const api::Json& document, const std::vector<api::Problem>& problems) {
    bool error = false;
    for (const auto& problem : problems) {
        boost::json::error_code ec;
        require(document.find_pointer(problem.pointer, ec) && !ec);
        require(problem.message.size() > 20 && problem.message.size() < 1'000);
        error = error || problem.severity == api::Severity::error;
    }
    return !error;
}

void checkCondition(const routing::Condition& condition, const api::Json& document) {
    const auto* context = document.if_object();
    for (const auto& one : {boost::json::object(), context ? *context : boost::json::object()}) {
        const auto unmet = condition.unmet(one);
        require(unmet.empty() == condition.holds(one) && unmet.size() < 600);
    }
    require(!condition.always() || condition.holds({}));
}

void checkWindows(const std::vector<routing::TimeWindow>& windows) {
    require(windows.size() <= routing::kMaxWindows);
    for (const auto& window : windows) {
        int minutes = 0;
        for (int minute = 0; minute < 7 * 24 * 60; minute += 30) {
            minutes += window.contains(minute * api::Timestamp{60'000} - 3) ? 1 : 0;
        }
        require(minutes > 0 || std::abs(window.toMinute - window.fromMinute) < 30);
    }
}

void checkStages(const std::vector<routing::Stage>& stages, const api::Json& document) {
    require(stages.size() <= routing::kMaxStageExtensions);
    for (const auto& stage : stages) {
        require(!stage.id.empty() && stage.retry.value_or(0) <= routing::kMaxExtensionRetries);
        require(!stage.timeoutMs || *stage.timeoutMs >= routing::kMinExtensionTimeoutMs);
        checkCondition(stage.when, document);
    }
}

void checkPolicy(const routing::Policy& policy, const api::Json& document) {
    require(!policy.providers.empty() && policy.providers.size() <= routing::kMaxProviders);
    for (const auto& provider : policy.providers) {
        require(provider.weight >= 0 && provider.weight <= 100);
        require(policy.provider(provider.name) == &provider);
        checkCondition(provider.when, document);
        checkWindows(provider.schedule);
    }
    for (const auto& fallback : policy.fallbacks) {
        for (const int n : {-1, 0, 1, 7, 1'000'000}) {
            const auto delay = fallback.backoff.delayMs(n, 0.999);
            require(delay >= 0 && delay <= fallback.backoff.maxMs + fallback.backoff.maxMs / 10);
        }
        checkCondition(fallback.when, document);
    }
    for (const auto& schedule : policy.schedules) {
        require(!schedule.windows.empty());
        checkWindows(schedule.windows);
    }
    const auto names = policy.providerNames();
    require(std::set<std::string>(names.begin(), names.end()).size() == names.size());
    require(names.size() >= policy.providers.size() && !names.front().empty());
    require(policy.sticky.ttlSeconds >= 1 && policy.hedge.percentile > 0 && policy.hedge.percentile < 1);
    checkStages(policy.pre, document);
    checkStages(policy.validators, document);
    checkStages(policy.post, document);
    const auto complexity = routing::complexityOf(policy);
    require(complexity.score >= 0 && complexity.score <= 100);
    require((complexity.total == 0) == (complexity.score == 0));
}

void look(const api::Json& document) {
    const auto reading = routing::readPolicy(document, "", "");
    require(reading.problems.size() <= routing::kMaxPolicyProblems);
    require(checkProblems(document, reading.problems) == (reading.policy != nullptr));
    if (reading.policy) {
        checkPolicy(*reading.policy, document);
    }
    const auto again = api::parseJson(api::printJson(document));
    require(again.ok());
    require(routing::readPolicy(*again, "", "").problems == reading.problems);

    std::vector<api::Problem> problems;
    const auto condition = routing::Condition::read(document, "", problems);
    checkProblems(document, problems);
    checkCondition(condition, document);

    require(routing::policyDifference(document, *again).empty());
    const api::Json other{{"providers", {{{"name", "a"}, {"weight", 1}}}}, {"pre", {{{"id", "x"}}, {{"id", "y"}}}}};
    require(routing::policyDifference(document, other).size() == routing::policyDifference(other, document).size());
}

void collect(api::Json& value, std::vector<api::Json*>& all) {
    all.push_back(&value);
    if (auto* list = value.if_array()) {
        for (auto& item : *list) {
            collect(item, all);
        }
    } else if (auto* object = value.if_object()) {
        for (auto& member : *object) {
            collect(member.value(), all);
        }
    }
}

/// The same document with something else in some places: it is still JSON, which a few changed bytes seldom leave.
api::Json scrambled(api::Json document, std::mt19937& random) {
    static const api::Json kOdd[] = {
        nullptr, true, -1, 0, 0.5, 101, 1e300, "", "x", "10m", "08:00", boost::json::array(), boost::json::object()};
    for (auto times = 1 + random() % 3; times > 0; --times) {
        std::vector<api::Json*> places;
        collect(document, places);
        const auto copy = random() % 2 ? *places[random() % places.size()] : kOdd[random() % std::size(kOdd)];
        if (places.size() > 1 && places.size() < 5'000) {
            *places[1 + random() % (places.size() - 1)] = copy;
        }
    }
    return document;
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto json = api::parseJson(text); json.ok()) {
        look(*json);
    }
    std::uint32_t seed = 2'166'136'261;  // FNV-1a
    for (const char c : text) {
        seed = (seed ^ static_cast<unsigned char>(c)) * 16'777'619;
    }
    std::mt19937 random(seed);
    const auto whole = api::parseJson(kWhole);
    require(whole.ok());
    look(scrambled(*whole, random));
    return 0;
}
