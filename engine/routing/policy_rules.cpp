// SPDX-License-Identifier: Apache-2.0
// Reads the rules of a policy: fallbacks, sticky sessions, hedging, shadows and the canary.
#include <algorithm>
#include <cmath>

#include "engine/api/json_codec.h"
#include "engine/routing/policy_reader.h"

namespace beamline::routing {

namespace {
constexpr std::int64_t kMaxCanaryRequests = 1'000'000;
constexpr std::int64_t kMaxHedgeMs = 300'000;

/// "10m" in seconds; what is wrong is told.
std::optional<std::int64_t> ttlSeconds(const DocumentReader& item) {
    if (item.find("ttl_seconds")) {
        return item.whole("ttl_seconds", 1, kMaxStickySeconds);
    }
    const auto* ttl = item.find("ttl");
    if (!ttl) {
        return std::nullopt;
    }
    if (ttl->is_number()) {
        return item.whole("ttl", 1, kMaxStickySeconds);
    }
    const auto ms = durationMs(item.text("ttl"));
    if (ms && *ms >= 1'000 && *ms <= kMaxStickySeconds * 1'000) {
        return *ms / 1'000;
    }
    if (ttl->is_string()) {
        item.error("ttl", "'" + shown(*ttl) + "' is no duration from 1s to 24h; write one like \"10m\".");
    }
    return std::nullopt;
}

Backoff backoffOf(const DocumentReader& owner) {
    Backoff backoff;
    const auto* object = owner.object("backoff");
    if (!object) {
        return backoff;
    }
    const DocumentReader item(*object, owner.at("backoff"), owner.problems());
    item.onlyKnown({"strategy", "base_ms", "max_ms", "jitter"});
    backoff.strategy = item.choice<BackoffStrategy>("strategy",
                                                    {{"exponential", BackoffStrategy::exponential},
                                                     {"linear", BackoffStrategy::linear},
                                                     {"fixed", BackoffStrategy::fixed}},
                                                    backoff.strategy);
    backoff.baseMs = item.whole("base_ms", 0, kMaxBackoffMs).value_or(backoff.baseMs);
    // A longer base than the default longest wait is meant.
    backoff.maxMs = item.whole("max_ms", 0, kMaxBackoffMs).value_or(std::max(backoff.maxMs, backoff.baseMs));
    backoff.jitter = item.flag("jitter", backoff.jitter);
    if (backoff.maxMs < backoff.baseMs) {
        item.warn("max_ms", "It is less than 'base_ms'; every wait is " + std::to_string(backoff.maxMs) + " ms.");
    }
    return backoff;
}

/// "p95", "p99.9" or 0.95
std::optional<double> percentileOf(const DocumentReader& item) {
    const auto* value = item.find("percentile");
    if (!value) {
        return std::nullopt;
    }
    double part = value->is_number() ? value->to_number<double>() : 0;
    if (const auto* text = value->if_string(); text && text->size() >= 3 && text->size() <= 6 && text->front() == 'p') {
        std::string digits(text->begin() + 1, text->end());
        if (digits.size() > 3 && digits[2] == '.') {
            digits.erase(2, 1);
        }
        if (digits.find_first_not_of("0123456789") == digits.npos) {
            part = std::stoi(digits) / std::pow(10.0, static_cast<double>(digits.size()));
        }
    }
    if (part > 0 && part < 1) {
        return part;
    }
    item.error("percentile", shown(*value) + " is no percentile; write one like \"p95\" or 0.95.");
    return std::nullopt;
}
}  // namespace

void PolicyReader::fallbacks() {
    each(m_root, "fallbacks", kMaxRules, R"({"when": {"status": ["timeout"]}, "retry": 1, "to": "provider_b"})",
         [&](const DocumentReader& item) { fallback(item); });
}

void PolicyReader::fallback(const DocumentReader& item) {
    item.onlyKnown({"when", "retry", "backoff", "to"}, {"description"});
    Fallback one;
    one.when = when(item);
    one.retry = static_cast<int>(item.whole("retry", 0, kMaxRetries).value_or(one.retry));
    one.backoff = backoffOf(item);
    one.to = name(item, "to");
    m_policy.fallbacks.push_back(std::move(one));
    const auto* condition = item.find("when");
    m_fallbackPlaces.push_back({item.pointer(), api::canonicalJson(condition ? *condition : boost::json::object()),
                                item.find("retry") || item.find("backoff")});
}

void PolicyReader::lastFallback() {
    const auto* object = m_root.object("fallback");
    if (!object) {
        return;
    }
    const DocumentReader item(*object, "/fallback", m_problems);
    item.onlyKnown({"provider", "conditions"});
    m_policy.lastProvider = name(item, "provider");
    const auto* conditions = item.list("conditions");
    for (std::size_t i = 0; conditions && i < conditions->size(); ++i) {
        const auto& condition = (*conditions)[i];
        const auto pointer = below(item.at("conditions"), i);
        if (i >= kMaxConditionTerms) {
            item.error("conditions", "More than " + std::to_string(kMaxConditionTerms) + " conditions; write fewer.");
            break;
        }
        if (condition.is_string()) {  // the original takes such lists and never looks at them
            m_problems.push_back({api::Severity::warning, 0, 0, pointer,
                                  "A text is no condition and has no effect; write an object like {\"tier\": "
                                  "\"premium\"}."});
            continue;
        }
        m_policy.lastConditions.push_back(Condition::read(condition, pointer, m_problems));
    }
}

void PolicyReader::sticky() {
    const auto* object = m_root.object("sticky");
    if (!object) {
        return;
    }
    const DocumentReader item(*object, "/sticky", m_problems);
    item.onlyKnown({"enabled", "session_key", "ttl", "ttl_seconds"});
    auto& into = m_policy.sticky;
    into.enabled = enabled(item);
    into.sessionKey = item.text("session_key", into.sessionKey);
    if (into.sessionKey.empty()) {
        item.error("session_key", "It is empty; name a member of the context, like \"session_id\".");
    }
    into.ttlSeconds = ttlSeconds(item).value_or(into.ttlSeconds);
}

void PolicyReader::hedge() {
    const auto* object = m_root.object("hedge");
    if (!object) {
        return;
    }
    const DocumentReader item(*object, "/hedge", m_problems);
    item.onlyKnown({"enabled", "after_ms", "percentile"});
    auto& into = m_policy.hedge;
    into.enabled = item.flag("enabled", true);
    into.afterMs = item.whole("after_ms", 1, kMaxHedgeMs).value_or(0);
    into.percentile = percentileOf(item).value_or(into.percentile);
    if (item.find("after_ms") && item.find("percentile")) {
        item.warn("percentile", "It has no effect beside 'after_ms', which counts.");
    }
}

void PolicyReader::shadows() {
    each(m_root, "shadow", kMaxRules, R"({"provider": "provider_c", "percent": 10})", [&](const DocumentReader& item) {
        item.onlyKnown({"provider", "percent", "when"}, {"description"});
        Shadow one;
        one.provider = name(item, "provider");
        one.percent = item.number("percent", 0, 100).value_or(one.percent);
        one.when = when(item);
        m_policy.shadows.push_back(std::move(one));
    });
}

void PolicyReader::canary() {
    const auto* object = m_root.object("canary");
    if (!object) {
        return;
    }
    const DocumentReader item(*object, "/canary", m_problems);
    item.onlyKnown({"provider", "percent", "when", "sticky", "max_error_rate", "min_requests"}, {"description"});
    auto& into = m_policy.canary;
    into.provider = name(item, "provider");
    into.percent = item.number("percent", 0, 100).value_or(0);
    if (!item.find("percent")) {
        item.error({}, "'percent' is missing; it says how much the canary gets, 0 to 100.");
    }
    into.when = when(item);
    into.sticky = item.flag("sticky", into.sticky);
    into.maxErrorRate = item.number("max_error_rate", 0, 1).value_or(into.maxErrorRate);
    into.minRequests = item.whole("min_requests", 1, kMaxCanaryRequests).value_or(into.minRequests);
}

void PolicyReader::checkNamed(const std::string& provider, const std::string& pointer) {
    Words names;
    for (const auto& one : m_policy.providers) {
        names.push_back(one.name);
    }
    for (const auto& one : m_policy.shadows) {
        names.push_back(one.provider);
    }
    names.push_back(m_policy.canary.provider);
    if (provider.empty() || std::find(names.begin(), names.end(), provider) != names.end()) {
        return;
    }
    const auto near = meant(provider, names);
    m_problems.push_back({api::Severity::warning, 0, 0, pointer,
                          "Nothing else in the policy names the provider '" + shown(provider) + "'" +
                              (near.empty() ? std::string(".") : "; did you mean '" + std::string(near) + "'?")});
}

/// Of the first fallback that applies the repetitions count, then the first goes on whose provider can be used: so one
/// is out of reach when another that applies as well goes to the same provider before it.
void PolicyReader::checkFallbacks() {
    const auto warn = [&](const std::string& pointer, std::string message) {
        m_problems.push_back({api::Severity::warning, 0, 0, pointer, std::move(message)});
    };
    const auto& all = m_policy.fallbacks;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& place = m_fallbackPlaces[i];
        checkNamed(all[i].to, below(place.pointer, "to"));
        for (std::size_t j = 0; j < i && !all[i].to.empty(); ++j) {
            const auto& other = m_fallbackPlaces[j];
            if (!all[j].when.always() && other.when != place.when) {
                continue;
            }
            if (all[j].to == all[i].to) {
                warn(place.pointer, "It is never reached: " + other.pointer + " goes to '" + shown(all[i].to) +
                                        "' as well and comes first.");
                break;
            }
            if (place.repeats) {
                warn(place.pointer, "Its 'retry' and 'backoff' have no effect: " + other.pointer +
                                        " applies as well and comes first, and its own count.");
                break;
            }
        }
    }
    checkNamed(m_policy.lastProvider, "/fallback/provider");
    for (std::size_t i = 0; i < all.size() && !m_policy.lastProvider.empty(); ++i) {
        if (all[i].when.always() && all[i].to == m_policy.lastProvider) {
            m_root.warn("fallback", "It is never reached: " + m_fallbackPlaces[i].pointer + " goes to '" +
                                        shown(all[i].to) + "' as well and comes first.");
            break;
        }
    }
}

void PolicyReader::checkRules() {
    const auto& policy = m_policy;
    const auto rules = policy.fallbacks.size() + policy.schedules.size() + policy.shadows.size();
    if (rules > kMaxRules) {
        m_root.error({}, "The policy has " + std::to_string(rules) + " fallbacks, schedules and shadows; " +
                             std::to_string(kMaxRules) + " are the most.");
    }
    checkFallbacks();
    auto choice = policy.providers.size();
    if (!policy.canary.provider.empty() && !policy.provider(policy.canary.provider)) {
        ++choice;
    }
    if (choice == 1 && policy.sticky.enabled) {
        m_root.warn("sticky", "It has no effect: there is one provider only.");
    }
    if (choice == 1 && policy.hedge.enabled) {
        m_root.warn("hedge", "It has no effect: there is no other provider to ask.");
    }
    if (policy.canary.provider.empty() || policy.providers.size() != 1) {
        return;
    }
    if (policy.provider(policy.canary.provider)) {
        m_root.warn("canary", "It has no effect: there is no provider but '" + policy.canary.provider + "'.");
    }
}

}  // namespace beamline::routing
