// SPDX-License-Identifier: Apache-2.0
// Reads the pipeline of a policy and what protects its providers: circuit breaker and rate limit.
#include <algorithm>

#include "engine/routing/policy_reader.h"

namespace beamline::routing {

namespace {
constexpr std::int64_t kMaxThreshold = 10'000;
constexpr std::int64_t kMaxBreakerMs = 86'400'000;
constexpr double kMaxRate = 1e6;
constexpr std::size_t kMaxExtensionIdBytes = 128;
}  // namespace

void PolicyReader::stages(std::string_view key, StageType type, std::vector<Stage>& into) {
    each(m_root, key, kMaxStageExtensions,
         type == StageType::validator ? R"({"id": "pii_guard", "on_fail": "block"})"
                                      : R"({"id": "normalize_text", "mode": "optional"})",
         [&](const DocumentReader& item) {
             auto one = stage(item, type);
             const bool twice =
                 std::any_of(into.begin(), into.end(), [&](const auto& other) { return other.id == one.id; });
             if (twice && !one.id.empty()) {
                 item.warn("id", "'" + shown(one.id) + "' stands in '" + std::string(key) +
                                     "' twice; it is called twice, one after the other.");
             }
             into.push_back(std::move(one));
         });
}

Stage PolicyReader::stage(const DocumentReader& item, StageType type) {
    const bool validator = type == StageType::validator;
    item.onlyKnown(validator ? Words{"id", "on_fail", "config", "timeout_ms", "retry", "when"}
                             : Words{"id", "mode", "config", "timeout_ms", "retry", "when"},
                   {"metadata", "description"});
    Stage one;
    one.type = type;
    one.id = item.text("id");
    if (!item.find("id")) {
        item.error({}, "'id' is missing; it names a registered extension.");
    } else if (item.find("id")->is_string() && (one.id.empty() || one.id.size() > kMaxExtensionIdBytes)) {
        item.error("id", "An extension's id has 1 to " + std::to_string(kMaxExtensionIdBytes) + " bytes.");
    }
    if (validator) {
        one.onFail = item.choice<OnFail>(
            "on_fail", {{"block", OnFail::block}, {"warn", OnFail::warn}, {"ignore", OnFail::ignore}}, one.onFail);
    } else {
        one.required = item.choice<bool>("mode", {{"required", true}, {"optional", false}}, false);
    }
    if (const auto* config = item.object("config")) {
        one.config = *config;
    }
    if (const auto ms = item.whole("timeout_ms", kMinExtensionTimeoutMs, kMaxExtensionTimeoutMs)) {
        one.timeoutMs = static_cast<int>(*ms);
    }
    if (const auto times = item.whole("retry", 0, kMaxExtensionRetries)) {
        one.retry = static_cast<int>(*times);
    }
    one.when = when(item);
    return one;
}

void PolicyReader::breaker() {
    const auto* object = m_root.object("circuit_breaker");
    if (!object) {
        return;
    }
    const DocumentReader item(*object, "/circuit_breaker", m_problems);
    item.onlyKnown({"enabled", "failure_threshold", "success_threshold", "timeout_ms", "half_open_max_calls",
                    "error_rate_threshold", "error_rate_window_seconds", "latency_threshold_ms"});
    const auto count = [&](std::string_view key, int otherwise) {
        return static_cast<int>(item.whole(key, 1, kMaxThreshold).value_or(otherwise));
    };
    auto& into = m_policy.breaker;
    into.enabled = enabled(item);
    into.failureThreshold = count("failure_threshold", into.failureThreshold);
    into.successThreshold = count("success_threshold", into.successThreshold);
    into.halfOpenMaxCalls = count("half_open_max_calls", into.halfOpenMaxCalls);
    into.timeoutMs = item.whole("timeout_ms", 1, kMaxBreakerMs).value_or(into.timeoutMs);
    into.errorRateThreshold = item.number("error_rate_threshold", 0, 1).value_or(into.errorRateThreshold);
    into.errorRateWindowSeconds =
        item.whole("error_rate_window_seconds", 1, 3'600).value_or(into.errorRateWindowSeconds);
    into.latencyThresholdMs = item.whole("latency_threshold_ms", 0, kMaxBreakerMs).value_or(0);
    if (item.find("error_rate_threshold") && into.errorRateThreshold <= 0) {
        item.warn("error_rate_threshold", "With 0 the rate of failures opens nothing; only failure_threshold counts.");
    }
}

void PolicyReader::rateLimit() {
    const auto* object = m_root.object("rate_limit");
    if (!object) {
        return;
    }
    const DocumentReader item(*object, "/rate_limit", m_problems);
    item.onlyKnown({"enabled", "requests_per_second", "burst"});
    auto& into = m_policy.rateLimit;
    into.enabled = enabled(item);
    into.requestsPerSecond = item.number("requests_per_second", 0, kMaxRate).value_or(into.requestsPerSecond);
    into.burst = item.number("burst", 0, kMaxRate).value_or(into.burst);
    if (into.requestsPerSecond <= 0) {
        item.error("requests_per_second", "It must be more than 0; leave 'enabled' out for no limit.");
    }
    if (into.burst < 1) {
        item.error("burst", "It must be 1 or more, or no request ever passes.");
    }
}

}  // namespace beamline::routing
