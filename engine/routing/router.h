// SPDX-License-Identifier: Apache-2.0
#pragma once
// The router: takes a request through idempotency, rate limit, pipeline and selection to an answer, and keeps why. Any
// thread; decide() blocks while extensions work, its handler comes when what has to be durable is.

#include <deque>
#include <unordered_map>

#include "engine/api/routing_operations.h"
#include "engine/routing/pipeline.h"
#include "engine/routing/provider_call.h"
#include "engine/routing/rate_limit.h"
#include "engine/routing/selector.h"

namespace beamline::routing {

inline constexpr std::int64_t kIdempotencyMs = 3'600'000;      ///< so long the same key gets the same answer
inline constexpr std::size_t kMaxWaitingRepeats = 10'000;      ///< requests that wait for the one with their key
inline constexpr std::size_t kMaxRecordedContext = 16 * 1024;  ///< bytes; a larger one is not kept with its decision

inline constexpr std::size_t kMaxSessionKeyBytes = 256;  ///< a longer one is kept by its hash
inline constexpr int kMaxProviderAttempts = 20;          ///< calls for one request, hedges not counted

inline constexpr const char* kStickyKind = "sticky";
inline constexpr const char* kAnswerKind = "answer";

/// A fact that is kept until it passes; see store::Kept.
struct Fact {
    std::string kind;
    std::string tenant;
    std::string key;
    std::string value;
    api::Timestamp expires = 0;
    bool firstWins = false;
};

struct CurrentPolicy {
    PolicyPtr policy;  ///< null: there is none
    std::int64_t version = 0;
};

/// What a router needs of the world. All may be called from any thread.
struct RouterWorld {
    std::function<api::Timestamp()> clock;
    std::function<double()> random;  ///< in [0, 1)
    std::function<std::string(api::Timestamp)> newId;
    std::function<CurrentPolicy(const std::string& tenant, const std::string& id)> policy;
    ExtensionLookup extension;
    std::shared_ptr<Caller> caller;
    std::function<void(std::chrono::milliseconds)> pause;
    /// Nothing: there is none, or it has passed.
    std::function<std::optional<std::string>(const std::string& kind, const std::string& tenant,
                                             const std::string& key)>
        kept;
    /// Durable before `done`.
    std::function<void(std::vector<Fact>, std::function<void(api::Result<api::Unit>)> done)> keep;
    std::function<void(api::RouteDecision)> record;
    /// Has `work(true)` done on another thread, or calls `work(false)` when it comes to an end before; false: there is
    /// none free for the tenant. Empty: there are none, and a call that is under way cannot be let go of.
    std::function<bool(const std::string& tenant, std::function<void(bool)> work)> spawn = {};
    /// A provider was called for `decision`, whatever came of it, hedges and shadows too. May be empty.
    std::function<void(const api::RouteDecision& decision, const ProviderAnswer& answer)> called = {};
};

struct ProviderRunOptions {
    std::int64_t deadline = 0;        ///< ms since the epoch; 0: none but the policy's
    std::function<bool()> cancelled;  ///< asked between calls; may be empty
    std::string idempotencyKey;       ///< that providers see in their context; empty: none
    std::string run;                  ///< that asks; empty: none
};
struct ProviderRun {
    api::RouteDecision decision;  ///< errorCode empty: it is done
    ProviderAnswer answer;        ///< of the last call
    api::Json output;             ///< behind the post-processors
    double cost = 0;              ///< of all calls that were waited for
    int attempts = 0;
};

/// Answers of decide() that come late keep it alive.
class Router : public std::enable_shared_from_this<Router> {
public:
    /// With the answer of the contract (§2.2), and why.
    using Done = std::function<void(api::Json answer, const api::RouteDecision& decision)>;

    explicit Router(RouterWorld world);

    /// `tenant` of the caller; `version` of a header or subject, may be empty.
    void decide(const api::Json& body, const std::string& tenant, const std::string& version, Done done);
    /// The same without any trace. `policy` null: the one that the request names.
    api::DryRunReply dryRun(const api::Json& body, const std::string& tenant, const PolicyPtr& policy,
                            bool callExtensions);
    /// Decides and has the chosen provider do it, with retries, fallbacks, hedges and shadows as the policy says, and
    /// its post-processors on the answer. Blocks until there is one.
    ProviderRun run(const api::Json& body, const std::string& tenant, const ProviderRunOptions& options);
    /// What became of a call of a provider; the breaker is as the tenant's policies say that name it.
    void report(const std::string& tenant, const std::string& provider, const BreakerOptions& options, bool ok,
                double latencyMs, double cost, const std::string& error);

    ProviderHealth& providers() { return m_providers; }
    ExtensionHealth& extensions() { return m_extensions; }

private:
    struct Waiting {
        std::string hash;
        std::string requestId;
        std::string traceId;
        Done done;
    };
    /// How far a request came; decision.errorCode empty: it is decided.
    struct Way {
        std::optional<IntakeError> error;  ///< of an extension
        std::string stickTo;               ///< key of the session that stays with the provider; empty: none does
    };
    /// Pipeline before the choice, and the choice.
    Way choose(const Policy& policy, Request& request, api::RouteDecision& decision, const PipelineOptions& options);
    /// The same with the pipeline behind it.
    Way route(const Policy& policy, Request& request, api::RouteDecision& decision, const PipelineOptions& options);
    static Fact sticky(const Policy& policy, const api::RouteDecision& decision, std::string key);
    SelectionInput inputOf(const Policy& policy, const Request& request, bool dry);
    PipelineOptions limitsOf(const Policy& policy, const Request& request, std::int64_t deadline) const;
    // router_run.cpp
    ProviderAnswer callOne(const Policy& policy, const Request& request, const api::RouteDecision& decision,
                           const std::string& provider, std::int64_t deadline);
    ProviderAnswer callHedged(const PolicyPtr& policy, const Request& request, const api::RouteDecision& decision,
                              const ProviderRunOptions& options, std::int64_t deadline);
    void callShadows(const PolicyPtr& policy, const Request& request, api::RouteDecision& decision,
                     std::int64_t deadline);
    void callUntilDone(const PolicyPtr& policy, Request& request, const ProviderRunOptions& options,
                       std::int64_t deadline, ProviderRun& run);
    void keepSessionSoon(Fact session, std::int64_t deadline);
    void finishRun(const Policy& policy, Request& request, const PipelineOptions& options, ProviderRun& run);
    api::RouteDecision opened(const Request& request) const;
    void decideOnce(Request request, const Done& done);
    /// Answers from what is kept under the request's key; false: nothing is.
    bool repeated(const Request& request, const Done& done);
    bool limited(const Policy& policy, const Request& request, api::RouteDecision& decision, bool dry);
    /// First the answer of the request's key, if it has one, then the session: what another node has answered first
    /// leaves no trace of this one.
    void settle(const Request& request, api::RouteDecision decision, std::optional<Fact> session, const Done& done);
    void keepSession(const Request& request, api::RouteDecision decision, std::optional<Fact> session,
                     const Done& done);
    void finish(const api::RouteDecision& decision, api::Json answer, const Done& done);
    /// What a simulation needs of it.
    static api::Json recorded(const Request& request);
    static std::string stickyKey(const Policy& policy, const Request& request);

    const RouterWorld m_world;
    ProviderHealth m_providers;
    ExtensionHealth m_extensions;
    RateLimits m_limits;
    Pipeline m_pipeline;
    std::mutex m_mutex;
    std::unordered_map<std::string, std::vector<Waiting>> m_underWay;  ///< by tenant and key
    std::size_t m_waiting = 0;
};

}  // namespace beamline::routing
