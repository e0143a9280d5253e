// SPDX-License-Identifier: Apache-2.0
// What comes after a failure: the rest of selector.h.
#include <algorithm>

#include "engine/routing/fallbacks.h"
#include "engine/routing/figures.h"

namespace beamline::routing {

namespace {
boost::json::object failureContext(const Request& request, const std::string& failed, int attempts) {
    auto context = request.context;
    const auto put = [&context](const char* key, const api::Json& value) {
        if (!context.contains(key)) {
            context[key] = value;
        }
    };
    put("current_provider", failed.c_str());
    put("attempt", attempts);
    put("status", "error");
    return context;
}

const Fallback* firstMatch(const Policy& policy, const boost::json::object& context) {
    for (const auto& one : policy.fallbacks) {
        if (one.when.holds(context)) {
            return &one;
        }
    }
    return nullptr;
}

api::RouteCandidate& cardIn(api::RouteDecision& decision, const Candidate& candidate) {
    for (auto& card : decision.candidates) {
        if (card.provider == candidate.card.provider) {
            return card;
        }
    }
    decision.candidates.push_back(candidate.card);
    return decision.candidates.back();
}

/// `candidate` is what is tried now.
void settleTry(api::RouteDecision& decision, const Candidate& candidate, const char* reason, int priority,
               std::string why) {
    for (auto& card : decision.candidates) {
        card.share = 0;
    }
    auto& card = cardIn(decision, candidate);
    card = candidate.card;
    card.excluded.clear();
    card.why = std::move(why);
    card.share = 1;
    decision.provider = candidate.card.provider;
    decision.reason = reason;
    decision.priority = priority;
    decision.expectedLatencyMs = candidate.card.latencyMs;
    decision.expectedCost = candidate.card.cost;
    decision.hedge.clear();  // those are of the first try
    decision.hedgeAfterMs = 0;
    decision.shadows.clear();
    decision.errorCode.clear();
    decision.errorMessage.clear();
}
}  // namespace

NextTry nextTry(const SelectionInput& input, api::RouteDecision& decision, const std::string& failed, int attempts) {
    const auto context = failureContext(input.request, failed, attempts);
    Candidates all(input);
    const auto again = all.of(failed);
    const auto* rule = firstMatch(input.policy, context);
    bool circuits = false;
    if (rule != nullptr && attempts <= rule->retry) {
        if (servesFallback(all[again]) && all.takePermit(again)) {
            NextTry next{failed, "retry", rule->backoff.delayMs(std::max(1, attempts), input.random())};
            const auto detail = "Retry " + std::to_string(attempts) + " of " + std::to_string(rule->retry) +
                                " of provider " + failed + " in " + std::to_string(next.delayMs) + " ms";
            decision.steps.push_back(
                routeStep("fallback", "taken", detail,
                          {{"attempt", attempts}, {"retry", rule->retry}, {"delayMs", next.delayMs}}));
            settleTry(decision, all[again], "retry", kChosenPriority, detail + ".");
            return next;
        }
        circuits = all[again].card.excluded == "circuit_open";
        decision.steps.push_back(
            routeStep("fallback", "refused", "Provider " + failed + " is not tried again: " + all[again].card.why));
    }
    auto& card = cardIn(decision, all[again]);
    card.excluded = "failed";
    card.why = "It failed, after " + counted(attempts, "call") + ".";
    card.share = 0;
    std::set<std::string> tried;
    for (const auto& one : decision.candidates) {
        if (one.excluded == "failed") {
            tried.insert(one.provider);
        }
    }
    FallbackChoice choice;
    do {  // a permit that others took puts its provider out, so the next time there is one less
        choice = chooseFallback(input.policy, context, tried, all);
    } while (choice.candidate && !all.takePermit(*choice.candidate));
    if (!choice.candidate) {
        std::string why;
        for (const auto& one : choice.passed) {
            why += (why.empty() ? ": " : "; ") + one;
        }
        decision.steps.push_back(routeStep("fallback", "failed", "There is nothing left to try" + why));
        return {};
    }
    const auto& next = all[*choice.candidate];
    const auto detail = "Provider " + failed + " failed, " + choice.rule + " sends it to " + next.card.provider;
    decision.steps.push_back(routeStep("fallback", "taken", detail, {{"attempt", attempts}}));
    const char* reason = circuits ? "circuit_breaker_fallback" : "fallback";
    settleTry(decision, next, reason, circuits ? kCircuitFallbackPriority : kFallbackPriority, detail + ".");
    return {next.card.provider, reason, 0};
}

}  // namespace beamline::routing
