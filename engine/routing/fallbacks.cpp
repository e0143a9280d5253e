// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/fallbacks.h"

namespace beamline::routing {

namespace {
/// Says in `passed` why not.
bool fits(const std::string& rule, const std::string& unmet, const std::string& to, const std::set<std::string>& tried,
          Candidates& all, FallbackChoice& choice) {
    if (!unmet.empty()) {
        choice.passed.push_back(rule + " does not apply: " + unmet);
        return false;
    }
    if (tried.contains(to)) {
        choice.passed.push_back(rule + ": " + to + " has failed already");
        return false;
    }
    const auto index = all.of(to);
    if (!servesFallback(all[index])) {
        choice.passed.push_back(rule + ": " + to + " is out, " + all[index].card.why);
        return false;
    }
    choice.candidate = index;
    choice.rule = rule;
    return true;
}
}  // namespace

FallbackChoice chooseFallback(const Policy& policy, const boost::json::object& context,
                              const std::set<std::string>& tried, Candidates& all) {
    FallbackChoice choice;
    for (std::size_t i = 0; i < policy.fallbacks.size(); ++i) {
        const auto& one = policy.fallbacks[i];
        if (fits("fallback " + std::to_string(i + 1), one.when.unmet(context), one.to, tried, all, choice)) {
            return choice;
        }
    }
    if (policy.lastProvider.empty()) {
        return choice;
    }
    std::string unmet;
    for (const auto& condition : policy.lastConditions) {
        unmet = unmet.empty() ? condition.unmet(context) : unmet;
    }
    fits("the last fallback", unmet, policy.lastProvider, tried, all, choice);
    return choice;
}

}  // namespace beamline::routing
