// SPDX-License-Identifier: Apache-2.0
// A request that a provider does while its caller waits.
#include <algorithm>
#include <condition_variable>
#include <future>

#include "engine/routing/router.h"

namespace beamline::routing {

namespace {

void failRun(api::RouteDecision& decision, std::string code, std::string message) {
    decision.provider.clear();
    decision.errorCode = std::move(code);
    decision.errorMessage = std::move(message);
}

constexpr std::chrono::milliseconds kMaxSessionWait{2'000};
constexpr std::chrono::milliseconds kRunPoll{50};  ///< how soon it is seen that nobody waits any more

ProviderAnswer givenUp(const std::string& provider) {
    ProviderAnswer answer;
    answer.provider = provider;
    answer.status = "cancelled";
    answer.errorCode = "cancelled";
    answer.errorMessage = "The call was given up before " + provider + " had answered.";
    return answer;
}

/// Calls of two providers for one request; whoever answers well first has done it.
struct Race {
    std::mutex mutex;
    std::condition_variable ended;
    std::vector<ProviderAnswer> answers;
    int running = 0;

    bool over() const {
        return running == 0 || std::any_of(answers.begin(), answers.end(), [](const auto& one) { return one.ok; });
    }
};

void addFailedCandidate(api::RouteDecision& decision, const ProviderAnswer& answer, int attempt) {
    decision.steps.push_back(
        {"call", "failed", "Call " + std::to_string(attempt) + ", of " + answer.provider + ": " + answer.errorMessage,
         boost::json::object{
             {"provider", answer.provider}, {"error_code", answer.errorCode}, {"latency_ms", answer.tookMs}}});
}

}  // namespace

ProviderAnswer Router::callOne(const Policy& policy, const Request& request, const api::RouteDecision& decision,
                               const std::string& provider, std::int64_t deadline) {
    const auto extension = m_world.extension(request.tenant, provider);
    if (!extension || extension->type != ExtensionType::provider) {
        ProviderAnswer none;
        none.provider = provider;
        none.status = "error";
        none.errorCode = "extension_not_found";
        none.errorMessage = "The provider '" + provider + "' is not registered as an extension, so nobody can call it.";
        return none;
    }
    const CallTools tools{m_extensions, *m_world.caller, m_world.clock, m_world.random, m_world.pause};
    auto asked = decision;
    asked.provider = provider;
    auto answer = callProvider(*extension, request, asked, tools, {deadline, std::nullopt});
    answer.provider = provider;
    if (answer.ok || answer.attempts > 0) {  // one that was not called did nothing wrong
        report(request.tenant, provider, policy.breaker, answer.ok, answer.tookMs, answer.cost, answer.errorMessage);
        if (m_world.called) {
            m_world.called(decision, answer);
        }
    }
    return answer;
}

ProviderAnswer Router::callHedged(const PolicyPtr& policy, const Request& request, const api::RouteDecision& decision,
                                  const ProviderRunOptions& options, std::int64_t deadline) {
    const auto race = std::make_shared<Race>();
    const auto begin = [&](const std::string& provider) {
        {
            const std::lock_guard lock(race->mutex);
            ++race->running;
        }
        const bool begun =
            m_world.spawn(request.tenant, [this, race, policy, request, decision, provider, deadline](bool go) {
                auto answer = go ? callOne(*policy, request, decision, provider, deadline) : givenUp(provider);
                const std::lock_guard lock(race->mutex);
                race->answers.push_back(std::move(answer));
                --race->running;
                race->ended.notify_all();
            });
        if (!begun) {
            const std::lock_guard lock(race->mutex);
            --race->running;
        }
        return begun;
    };
    if (!m_world.spawn || !begin(decision.provider)) {
        return callOne(*policy, request, decision, decision.provider, deadline);
    }
    auto hedgeIn =
        decision.hedge.empty() ? std::chrono::milliseconds::max() : std::chrono::milliseconds(decision.hedgeAfterMs);
    std::unique_lock lock(race->mutex);
    while (!race->ended.wait_for(lock, std::min(kRunPoll, hedgeIn), [&] { return race->over(); })) {
        if (options.cancelled && options.cancelled()) {
            return givenUp(decision.provider);  // what is under way ends by itself, and nobody waits for it
        }
        if (hedgeIn <= kRunPoll) {
            hedgeIn = std::chrono::milliseconds::max();
            lock.unlock();
            begin(decision.hedge);
            lock.lock();
        } else if (hedgeIn != std::chrono::milliseconds::max()) {
            hedgeIn -= kRunPoll;
        }
    }
    auto best = std::find_if(race->answers.begin(), race->answers.end(), [](const auto& one) { return one.ok; });
    if (best == race->answers.end()) {
        best = std::find_if(race->answers.begin(), race->answers.end(),
                            [&](const auto& one) { return one.provider == decision.provider; });
    }
    return best != race->answers.end() ? *best : race->answers.front();
}

void Router::callShadows(const PolicyPtr& policy, const Request& request, api::RouteDecision& decision,
                         std::int64_t deadline) {
    for (const auto& shadow : decision.shadows) {
        const bool sent = m_world.spawn &&
                          m_world.spawn(request.tenant, [this, policy, request, decision, shadow, deadline](bool go) {
                              if (go) {
                                  callOne(*policy, request, decision, shadow, deadline);
                              }
                          });
        if (!sent) {
            decision.steps.push_back(
                {"shadow", "skipped", "No thread was free for the copy to " + shadow + ".", nullptr});
        }
    }
}

void Router::callUntilDone(const PolicyPtr& policy, Request& request, const ProviderRunOptions& options,
                           std::int64_t deadline, ProviderRun& run) {
    auto& decision = run.decision;
    int ofThis = 0;
    for (;;) {
        ++ofThis;
        ++run.attempts;
        run.answer = callHedged(policy, request, decision, options, deadline);
        run.cost += run.answer.cost;
        if (run.answer.ok) {
            decision.provider = run.answer.provider;  // the hedge may have been faster
            for (const auto* ofTries : {"current_provider", "attempt", "status", "error"}) {
                request.context.erase(ofTries);
            }
            return;
        }
        addFailedCandidate(decision, run.answer, run.attempts);
        const auto failed = decision.provider;
        request.context["current_provider"] = failed;
        request.context["attempt"] = run.attempts;
        request.context["status"] = run.answer.status;
        request.context["error"] = run.answer.errorCode;
        const bool stopped = options.cancelled && options.cancelled();
        NextTry next;
        if (!stopped && run.attempts < kMaxProviderAttempts) {
            const auto shadows = decision.shadows;
            const auto input = inputOf(*policy, request, false);
            next = nextTry(input, decision, failed, ofThis);
            decision.shadows = shadows;
        }
        const bool late = deadline > 0 && m_world.clock() + next.delayMs >= deadline;
        if (next.provider.empty() || late || stopped || run.attempts >= kMaxProviderAttempts) {
            const auto why = stopped                                ? " It was cancelled."
                             : run.attempts >= kMaxProviderAttempts ? " That were the most calls for one request."
                             : late && !next.provider.empty()       ? " There is no time left for another try."
                                                                    : "";
            failRun(decision, run.answer.errorCode, run.answer.errorMessage + why);
            return;
        }
        for (auto left = std::chrono::milliseconds(next.delayMs); left.count() > 0; left -= kRunPoll) {
            if (options.cancelled && options.cancelled()) {
                break;  // the call that follows sees it
            }
            m_world.pause(std::min(left, kRunPoll));
        }
        ofThis = next.provider == failed ? ofThis : 0;
        decision.provider = next.provider;
        decision.reason = next.reason;
        decision.hedge.clear();
    }
}

void Router::finishRun(const Policy& policy, Request& request, const PipelineOptions& options, ProviderRun& run) {
    auto& decision = run.decision;
    request.message["payload"] = run.answer.output;
    if (const auto error = m_pipeline.after(policy, request, decision, options)) {
        failRun(decision, error->code, error->message);
        return;
    }
    const auto* output = request.message.if_contains("payload");
    run.output = output ? *output : api::Json();
}

/// A session that could not be kept in time is chosen anew the next time.
void Router::keepSessionSoon(Fact session, std::int64_t deadline) {
    const auto kept = std::make_shared<std::promise<void>>();
    auto future = kept->get_future();
    m_world.keep({std::move(session)}, [kept](const api::Result<api::Unit>&) { kept->set_value(); });
    const auto left = deadline > 0 ? deadline - m_world.clock() : kMaxSessionWait.count();
    future.wait_for(std::clamp(std::chrono::milliseconds(left), std::chrono::milliseconds(0), kMaxSessionWait));
}

ProviderRun Router::run(const api::Json& body, const std::string& tenant, const ProviderRunOptions& options) {
    ProviderRun run;
    auto& decision = run.decision;
    auto read = readRequest(body, tenant, {}, true);
    if (const auto* error = std::get_if<IntakeError>(&read)) {
        decision.requestId = error->requestId;
        failRun(decision, error->code, error->message);
        return run;
    }
    auto& request = std::get<Request>(read);
    decision = opened(request);
    decision.run = options.run;
    const auto current = m_world.policy(request.tenant, request.policy);
    decision.policyVersion = current.version;
    if (!options.idempotencyKey.empty()) {
        request.context["idempotency_key"] = options.idempotencyKey;
    }
    if (!current.policy) {
        failRun(decision, "policy_not_found",
                "There is no policy '" + request.policy + "' of the tenant '" + request.tenant + "'.");
    } else if (!limited(*current.policy, request, decision, false)) {
        const auto& policy = current.policy;
        const auto limits = limitsOf(*policy, request, options.deadline);
        auto way = choose(*policy, request, decision, limits);
        if (decision.errorCode.empty()) {
            if (!way.stickTo.empty()) {
                keepSessionSoon(sticky(*policy, decision, std::move(way.stickTo)), limits.deadline);
            }
            const auto asked = request;
            callUntilDone(policy, request, options, limits.deadline, run);
            callShadows(policy, asked, decision, limits.deadline);
            if (decision.errorCode.empty()) {
                finishRun(*policy, request, limits, run);
            }
        }
    }
    decision.tookMs = static_cast<double>(m_world.clock() - decision.at);
    m_world.record(decision);
    return run;
}

}  // namespace beamline::routing
