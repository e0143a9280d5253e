// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the port tells of routing: policies, decisions with their explanation, providers, extensions. Plain described
// values, any thread.

#include "engine/api/values.h"

namespace beamline::api {

inline constexpr const char* kDefaultTenant = "default";  ///< of who names none
inline constexpr const char* kDefaultPolicy = "default";  ///< of a request that names none

/// A version of a policy. Versions count from 1; a removed policy keeps them, and a new one under its name goes on.
struct PolicyInfo {
    std::string tenant;
    std::string policy;
    std::int64_t version = 0;
    bool latest = true;
    bool removed = false;  ///< this version says that there is none any more
    Timestamp at = 0;
    std::string author;
    std::string comment;
    std::vector<std::string> providers;
    int extensions = 0;
    bool operator==(const PolicyInfo&) const = default;
};
BOOST_DESCRIBE_STRUCT(PolicyInfo, (),
                      (tenant, policy, version, latest, removed, at, author, comment, providers, extensions))

/// What a pipeline costs, with advice (contract §2.4).
struct PipelineComplexity {
    int total = 0;
    int pre = 0;
    int validators = 0;
    int post = 0;
    int score = 0;      ///< 0 to 100
    std::string level;  ///< low, medium, high, very_high
    int estimatedLatencyMs = 0;
    int maxTotal = 0;  ///< recommended, like the next three
    int maxPre = 0;
    int maxValidators = 0;
    int maxPost = 0;
    std::vector<std::string> warnings;
    std::vector<std::string> recommendations;
    bool operator==(const PipelineComplexity&) const = default;
};
BOOST_DESCRIBE_STRUCT(PipelineComplexity, (),
                      (total, pre, validators, post, score, level, estimatedLatencyMs, maxTotal, maxPre, maxValidators,
                       maxPost, warnings, recommendations))

/// A provider as a decision saw it.
struct RouteCandidate {
    std::string provider;
    double weight = 0;  ///< as the policy has it, a schedule considered
    int priority = 0;
    double share = 0;      ///< chance that it had, 0 to 1; 0: excluded
    std::string excluded;  ///< code: condition, schedule, circuit_open, quarantined, disabled, rate_limited,
                           ///< priority, latency, cost, failed, weight; empty: it was a candidate
    std::string why;       ///< one sentence with the numbers that were used
    std::string circuit;   ///< closed, open, half_open
    double latencyMs = 0;  ///< expected
    double cost = 0;       ///< expected, of one request
    bool operator==(const RouteCandidate&) const = default;
};
BOOST_DESCRIBE_STRUCT(RouteCandidate, (), (provider, weight, priority, share, excluded, why, circuit, latencyMs, cost))

/// What was considered, in its order.
struct RouteStep {
    std::string step;  ///< idempotency, rate_limit, pre, validate, schedule, canary, sticky, select, fallback, hedge,
                       ///< shadow, post
    std::string outcome;  ///< code: passed, skipped, taken, refused, failed
    std::string detail;   ///< one sentence
    Json numbers;
    bool operator==(const RouteStep&) const = default;
};
BOOST_DESCRIBE_STRUCT(RouteStep, (), (step, outcome, detail, numbers))

/// What an extension did in a pipeline.
struct StageOutcome {
    std::string type;  ///< pre, validator, post, provider
    std::string id;
    std::string status;  ///< success, rejected, error, timeout, circuit_open, skipped, not_run
    double tookMs = 0;
    int attempts = 0;
    std::string error;   ///< what it failed with; empty: it did not
    std::string effect;  ///< what came of that: continued, warned, ignored, blocked, failed; empty: nothing
    Json after;          ///< the message behind it; in dry runs
    bool operator==(const StageOutcome&) const = default;
};
BOOST_DESCRIBE_STRUCT(StageOutcome, (), (type, id, status, tookMs, attempts, error, effect, after))

/// Why a request went where it went.
struct RouteDecision {
    std::string id;
    Timestamp at = 0;
    std::string tenant;
    std::string policy;
    std::int64_t policyVersion = 0;
    std::string requestId;
    std::string traceId;
    std::string run;  ///< that asked; empty: none
    std::string taskType;
    std::string provider;  ///< empty: none could be chosen
    int priority = 0;
    std::string reason;  ///< sticky, weighted, latency, cost, canary, retry, fallback, circuit_breaker_fallback
    double expectedLatencyMs = 0;
    double expectedCost = 0;
    std::string hedge;  ///< the provider that is asked too when the first is late; empty: none
    std::int64_t hedgeAfterMs = 0;
    std::vector<std::string> shadows;  ///< providers that get a copy
    std::string errorCode;             ///< of the contract's envelope; empty: decided
    std::string errorMessage;
    double tookMs = 0;
    std::vector<RouteCandidate> candidates;
    std::vector<RouteStep> steps;
    std::vector<StageOutcome> stages;
    Json context;  ///< that conditions saw; for simulations
    bool operator==(const RouteDecision&) const = default;
};
BOOST_DESCRIBE_STRUCT(RouteDecision, (),
                      (id, at, tenant, policy, policyVersion, requestId, traceId, run, taskType, provider, priority,
                       reason, expectedLatencyMs, expectedCost, hedge, hedgeAfterMs, shadows, errorCode, errorMessage,
                       tookMs, candidates, steps, stages, context))

/// How a provider does for a tenant, as this engine sees it.
struct ProviderState {
    std::string tenant;
    std::string provider;
    std::string circuit;  ///< closed, open, half_open
    Timestamp openedAt = 0;
    int failures = 0;      ///< one after another
    double errorRate = 0;  ///< 0 to 1, in the window of its breaker
    std::int64_t decisions = 0;
    std::int64_t calls = 0;  ///< whose outcome is known
    std::int64_t failed = 0;
    double p50Ms = 0;
    double p95Ms = 0;
    double p99Ms = 0;
    double cost = 0;  ///< mean of a call
    std::string lastError;
    Timestamp lastErrorAt = 0;
    double share = 0;   ///< of the tenant's decisions that were made lately, 0 to 1
    double weight = 0;  ///< that its policies give it of those decisions, 0 to 1
    bool operator==(const ProviderState&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProviderState, (),
                      (tenant, provider, circuit, openedAt, failures, errorRate, decisions, calls, failed, p50Ms, p95Ms,
                       p99Ms, cost, lastError, lastErrorAt, share, weight))

/// An extension as it is registered, and how it does.
struct ExtensionInfo {
    std::string tenant;  ///< empty: for all
    std::string id;
    std::string type;       ///< pre, validator, post, provider
    std::string transport;  ///< nats, process, http
    std::string address;    ///< subject, command or URL
    std::string version;
    std::int64_t revision = 0;
    bool enabled = true;
    std::string quarantine;  ///< why nothing is sent to it; empty: it is not in quarantine
    std::string health;      ///< healthy, degraded, unhealthy, unknown (no calls yet)
    double successRate = 0;
    std::int64_t calls = 0;
    double p50Ms = 0;
    double p95Ms = 0;
    double p99Ms = 0;
    std::string circuit;
    std::string lastError;
    Timestamp lastErrorAt = 0;
    Timestamp lastSuccessAt = 0;
    std::vector<std::string> capabilities;  ///< that it was given
    std::string description;
    std::string signedBy;  ///< name of the key; empty: not signed
    Timestamp at = 0;
    std::string author;
    bool operator==(const ExtensionInfo&) const = default;
};
BOOST_DESCRIBE_STRUCT(ExtensionInfo, (),
                      (tenant, id, type, transport, address, version, revision, enabled, quarantine, health,
                       successRate, calls, p50Ms, p95Ms, p99Ms, circuit, lastError, lastErrorAt, lastSuccessAt,
                       capabilities, description, signedBy, at, author))

}  // namespace beamline::api
