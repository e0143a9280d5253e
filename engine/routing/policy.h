// SPDX-License-Identifier: Apache-2.0
#pragma once
// A routing policy, read from its JSON language (contract §2.3, with what Beamline adds). Immutable once read; any
// thread.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/values.h"
#include "engine/routing/condition.h"

namespace beamline::routing {

inline constexpr std::size_t kMaxPolicyBytes = 256 * 1024;  ///< as JSON text
inline constexpr std::size_t kMaxProviders = 20;            ///< of a policy
inline constexpr std::size_t kMaxProviderNameBytes = 128;   ///< letters, digits and _ - . : / @
inline constexpr std::size_t kMaxRules = 50;                ///< fallbacks, schedules and shadows together
inline constexpr std::size_t kMaxStageExtensions = 5;       ///< of a stage
inline constexpr int kMaxRetries = 10;                      ///< of a fallback
inline constexpr std::int64_t kMaxBackoffMs = 3'600'000;
inline constexpr std::int64_t kMaxDeadlineMs = 3'600'000;
inline constexpr std::int64_t kMaxStickySeconds = 86'400;
inline constexpr int kMinExtensionTimeoutMs = 10;
inline constexpr int kMaxExtensionTimeoutMs = 5'000;
inline constexpr int kMaxExtensionRetries = 3;
inline constexpr std::size_t kMaxWindows = 20;          ///< of a schedule
inline constexpr std::size_t kMaxPolicyProblems = 200;  ///< that are told at once, errors first

/// Local times of days of the week. Without days: every day; `from` after `to` goes over midnight.
struct TimeWindow {
    unsigned days = 0x7f;    ///< bit 0: Monday
    int fromMinute = 0;      ///< of the day, inclusive
    int toMinute = 24 * 60;  ///< exclusive
    int offsetMinutes = 0;   ///< of the zone, east positive; only when `utc`
    bool utc = true;         ///< false: the machine's time zone
    bool contains(api::Timestamp at) const;
};

struct Provider {
    std::string name;
    double weight = 0;
    int priority = 50;  ///< higher ones are asked first, when any of them can be; all the same: weights alone decide
    std::optional<double> costPerRequest;
    std::optional<double> expectedLatencyMs;  ///< until it is measured
    Condition when;
    std::vector<TimeWindow> schedule;  ///< none: always
};

enum class BackoffStrategy { exponential, linear, fixed };
struct Backoff {
    BackoffStrategy strategy = BackoffStrategy::exponential;
    std::int64_t baseMs = 100;
    std::int64_t maxMs = 5'000;
    bool jitter = true;  ///< up to a tenth more
    /// Before attempt `n` (1: the first repetition). `random` in [0, 1); the jitter comes on top of `maxMs`.
    std::int64_t delayMs(int n, double random) const;
};
struct Fallback {
    Condition when;
    int retry = 1;
    Backoff backoff;
    std::string to;
};
struct Sticky {
    bool enabled = false;
    std::string sessionKey = "session_id";
    std::int64_t ttlSeconds = 600;
};

enum class StageType { pre, validator, post };
enum class OnFail { block, warn, ignore };
/// An extension in a pipeline.
struct Stage {
    StageType type = StageType::pre;
    std::string id;
    bool required = false;          ///< pre and post: fail-closed
    OnFail onFail = OnFail::block;  ///< of validators
    api::Json config;
    std::optional<int> timeoutMs;  ///< in the place of the registry's
    std::optional<int> retry;      ///< likewise
    Condition when;
};

struct BreakerOptions {
    bool enabled = false;
    int failureThreshold = 5;  ///< one after another
    int successThreshold = 2;
    std::int64_t timeoutMs = 60'000;  ///< open, before it is tried again
    int halfOpenMaxCalls = 3;
    double errorRateThreshold = 0.5;
    std::int64_t errorRateWindowSeconds = 60;
    std::int64_t latencyThresholdMs = 0;  ///< a call that takes longer counts as failed; 0: none
    bool operator==(const BreakerOptions&) const = default;
};
struct RateLimitOptions {
    bool enabled = false;
    double requestsPerSecond = 100;
    double burst = 50;
    bool operator==(const RateLimitOptions&) const = default;
};

/// How one of the providers of the highest priority is chosen.
enum class Strategy { weighted, latency, cost, balanced };
struct Selection {
    Strategy strategy = Strategy::weighted;
    double latencyWeight = 0.5;          ///< balanced: against cost, 0 to 1
    double explore = 0.05;               ///< part of the requests that weights decide, so that others are measured, too
    std::optional<double> maxLatencyMs{};  ///< providers that are expected to take longer are left out
    std::optional<double> maxCost{};
};
struct Hedge {
    bool enabled = false;
    std::int64_t afterMs = 0;  ///< 0: by percentile
    double percentile = 0.95;  ///< of the chosen provider's latency
};
/// Gets a copy of what was sent; its answers are measured and thrown away.
struct Shadow {
    std::string provider;
    double percent = 100;
    Condition when{};
};
/// Takes a part of the requests before everything else decides.
struct Canary {
    std::string provider;
    double percent = 0;  ///< 0: there is none
    Condition when{};
    bool sticky = true;             ///< the same session gets the same answer
    double maxErrorRate = 0.2;      ///< above it, it gets nothing any more
    std::int64_t minRequests = 20;  ///< that must be known for that
};
/// Other weights at some times; the first that holds counts.
struct WeightSchedule {
    std::string id;
    std::vector<TimeWindow> windows;
    std::vector<std::pair<std::string, double>> weights;  ///< providers that are left out: 0
};

struct Policy {
    std::string tenant;
    std::string id;
    std::string version;  ///< that its author writes, "1.0"
    std::vector<Provider> providers;
    std::vector<Fallback> fallbacks;
    std::string lastProvider;               ///< legacy `fallback.provider`; empty: none
    std::vector<Condition> lastConditions;  ///< of it; all must hold
    Sticky sticky;
    std::vector<Stage> pre;
    std::vector<Stage> validators;
    std::vector<Stage> post;
    BreakerOptions breaker;
    RateLimitOptions rateLimit;
    Selection selection;
    Hedge hedge;
    std::vector<Shadow> shadows;
    Canary canary;
    std::vector<WeightSchedule> schedules;
    std::int64_t deadlineMs = 0;  ///< of a decision with its extensions; 0: none

    const Provider* provider(std::string_view name) const;
    /// Every provider that it names, also in fallbacks, shadows and the canary; each once, in order.
    std::vector<std::string> providerNames() const;
};
using PolicyPtr = std::shared_ptr<const Policy>;

struct PolicyReading {
    PolicyPtr policy;                    ///< null: there is an error among the problems
    std::vector<api::Problem> problems;  ///< with JSON pointers; warnings too
};
/// Reads a policy. `tenant` and `id` are those it is stored under: what the document says must be the same. Empty ones
/// are not known, and the document's are taken. Members that are not known are warnings, so that policies of other
/// versions work; what is known and wrong is an error.
PolicyReading readPolicy(const api::Json& document, const std::string& tenant, const std::string& id);

}  // namespace beamline::routing
