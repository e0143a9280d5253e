// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/selector.h"

#include <openssl/sha.h>

#include <algorithm>
#include <cmath>

#include "engine/routing/fallbacks.h"
#include "engine/routing/figures.h"

namespace beamline::routing {

namespace {
constexpr double kPercent = 100;

/// Where a session stands between 0 and 100, for ever: who is in at 5 % is in at 6 %.
double placeOf(const std::string& tenant, const std::string& policy, const std::string& session) {
    std::string text;
    for (const auto& part : {tenant, policy, session}) {
        text += std::to_string(part.size()) + ":" + part;  // so that no part looks like two
    }
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
    std::uint64_t bits = 0;
    for (int i = 0; i < 8; ++i) {
        bits = bits << 8 | digest[i];
    }
    return std::ldexp(static_cast<double>(bits >> 11), -53) * kPercent;  // always below 100
}

using LostPermits = std::vector<std::pair<std::string, std::string>>;

/// One try to decide: no permit is taken before the provider is known, and that may be too late.
class SelectionTry {
public:
    SelectionTry(const SelectionInput& input, api::RouteDecision& decision)
        : m_input(input), m_policy(input.policy), m_decision(decision), m_all(input) {}

    /// False: others took the permits in between; `lost` knows whose, and why they are out.
    bool run(LostPermits& lost);
    bool stick() const { return m_stick; }

private:
    struct CanaryPart {
        std::optional<std::size_t> candidate;  ///< none: it takes no part
        double chance = 0;
        bool taken = false;
    };
    void tellSchedule();
    CanaryPart canary();
    bool canaryMay(std::size_t index);
    Draw draw();
    Draw sticky();
    Draw fallback();
    void settle(const Draw& draw, const CanaryPart& canary, std::size_t chosen);
    void hedge(std::size_t chosen);
    std::optional<std::size_t> nextBest(std::size_t chosen) const;
    void shadow(const Shadow& shadow);
    void fail();
    void tell(const char* step, const char* outcome, std::string detail, boost::json::object numbers = {}) {
        m_decision.steps.push_back(routeStep(step, outcome, std::move(detail), std::move(numbers)));
    }

    const SelectionInput& m_input;
    const Policy& m_policy;
    api::RouteDecision& m_decision;
    Candidates m_all;
    std::vector<std::string> m_passed;  ///< fallbacks, and why they were not it
    bool m_stick = false;
};

bool SelectionTry::run(LostPermits& lost) {
    for (const auto& [name, why] : lost) {
        m_all[m_all.of(name)].exclude("circuit_open", why);
    }
    tellSchedule();
    const auto part = canary();
    auto chances = draw();
    if (!part.taken && chances.none()) {
        std::move(chances.steps.begin(), chances.steps.end(), std::back_inserter(m_decision.steps));
        fail();
        return true;
    }
    const auto chosen = part.taken ? *part.candidate : chances.fall(m_all, m_policy.selection, m_input.random);
    if (!m_all.takePermit(chosen)) {
        lost.emplace_back(m_all[chosen].card.provider, m_all[chosen].card.why);
        return false;
    }
    settle(chances, part, chosen);
    return true;
}

void SelectionTry::tellSchedule() {
    if (m_policy.schedules.empty()) {
        return;
    }
    const auto* schedule = m_all.schedule();
    if (schedule == nullptr) {
        tell("schedule", "skipped",
             "None of " + counted(static_cast<long long>(m_policy.schedules.size()), "schedule") +
                 " holds now, the providers' own weights count");
        return;
    }
    boost::json::object weights;
    for (const auto& [name, weight] : schedule->weights) {
        weights[name] = weight;
    }
    tell("schedule", "taken", "Schedule " + schedule->id + " holds now, its weights count", {{"weights", weights}});
}

bool SelectionTry::canaryMay(std::size_t index) {
    const auto& rule = m_policy.canary;
    const auto& one = m_all[index];
    if (const auto unmet = rule.when.unmet(m_input.request.context); !unmet.empty()) {
        tell("canary", "skipped", "Canary " + rule.provider + " is not for this request: " + unmet);
        return false;
    }
    if (!servesCanary(one)) {
        tell("canary", "refused", "Canary " + rule.provider + " is out: " + one.card.why);
        return false;
    }
    if (one.view.calls >= rule.minRequests && one.view.errorRate > rule.maxErrorRate) {
        tell("canary", "failed",
             "Canary " + rule.provider + " is dropped: " + percentage(one.view.errorRate) + " of its last " +
                 counted(std::min<long long>(one.view.calls, kLastOutcomes), "call") + " failed, more than " +
                 percentage(rule.maxErrorRate),
             {{"errorRate", one.view.errorRate}, {"calls", one.view.calls}, {"maxErrorRate", rule.maxErrorRate}});
        return false;
    }
    return true;
}

SelectionTry::CanaryPart SelectionTry::canary() {
    const auto& rule = m_policy.canary;
    CanaryPart part;
    if (rule.provider.empty() || !(rule.percent > 0)) {
        return part;
    }
    const auto index = m_all.of(rule.provider);
    if (!canaryMay(index)) {
        return part;
    }
    const auto session = rule.sticky ? sessionOf(m_policy, m_input.request) : std::string();
    const double percent = std::min(rule.percent, kPercent);
    const double place =
        session.empty() ? m_input.random() * kPercent : placeOf(m_input.request.tenant, m_policy.id, session);
    part.taken = place < percent;
    part.chance = session.empty() ? percent / kPercent : (part.taken ? 1 : 0);
    if (part.chance > 0) {
        part.candidate = index;
    }
    tell("canary", part.taken ? "taken" : "passed",
         "Canary " + rule.provider + " gets " + figure(percent) + " % of the requests, and this one stands at " +
             figure(place) + (session.empty() ? "" : " by its session"),
         {{"percent", percent}, {"place", place}, {"bySession", !session.empty()}});
    return part;
}

Draw SelectionTry::draw() {
    auto draw = sticky();
    auto steps = std::move(draw.steps);
    if (draw.none()) {
        draw = drawByStrategy(m_policy.selection, m_all);
        draw.stick = m_policy.sticky.enabled;
    }
    if (draw.none()) {
        draw = fallback();
    }
    draw.stick = draw.stick && !sessionOf(m_policy, m_input.request).empty();
    steps.insert(steps.end(), draw.steps.begin(), draw.steps.end());
    draw.steps = std::move(steps);
    return draw;
}

Draw SelectionTry::sticky() {
    Draw draw;
    if (!m_policy.sticky.enabled) {
        return draw;
    }
    const auto& key = m_policy.sticky.sessionKey;
    const auto session = sessionOf(m_policy, m_input.request);
    if (session.empty()) {
        draw.steps.push_back(routeStep("sticky", "skipped", "The request has no " + key + ", so it is of no session"));
        return draw;
    }
    if (m_input.stuckTo.empty()) {
        draw.steps.push_back(routeStep("sticky", "skipped", "The session is new: it has no provider yet"));
        return draw;
    }
    const auto index = m_all.find(m_input.stuckTo);
    if (index && m_all[*index].provider != nullptr && !m_all[*index].out()) {
        draw.best = {*index};
        draw.reason = "sticky";
        draw.priority = kStickyPriority;
        draw.stick = true;
        draw.steps.push_back(routeStep("sticky", "taken", "The session stays with provider " + m_input.stuckTo));
        return draw;
    }
    const bool known = index && m_all[*index].provider != nullptr;
    const auto why = known ? m_all[*index].card.why : std::string("it is no provider of the policy any more");
    draw.steps.push_back(routeStep(
        "sticky", "refused", "The session's provider " + m_input.stuckTo + " is out, another one is chosen: " + why));
    return draw;
}

Draw SelectionTry::fallback() {
    Draw draw;
    auto context = m_input.request.context;
    context["status"] = "unavailable";
    const bool circuits = m_all.circuitsInTheWay();
    auto choice = chooseFallback(m_policy, context, {}, m_all);
    m_passed = std::move(choice.passed);
    if (!choice.candidate) {
        if (!m_passed.empty()) {
            draw.steps.push_back(routeStep("fallback", "failed", "No fallback can be used"));
        }
        return draw;
    }
    auto& one = m_all[*choice.candidate];
    if (one.out()) {
        one.admit(choice.rule + ", though " + one.card.why);
    }
    draw.best = {*choice.candidate};
    draw.reason = circuits ? "circuit_breaker_fallback" : "fallback";
    draw.priority = circuits ? kCircuitFallbackPriority : kFallbackPriority;
    draw.steps.push_back(routeStep("fallback", "taken",
                                   "No provider can be used" + std::string(circuits ? ", circuits are open" : "") +
                                       ": " + choice.rule + " sends it to " + one.card.provider));
    return draw;
}

void SelectionTry::settle(const Draw& draw, const CanaryPart& canary, std::size_t chosen) {
    // When only the canary could be chosen, it was.
    const double chance = draw.none() ? 1 : canary.chance;
    if (canary.candidate && m_all[*canary.candidate].out()) {
        m_all[*canary.candidate].admit("it is the canary, though " + m_all[*canary.candidate].card.why);
    }
    const auto shares = draw.shares(m_all);
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        m_all[i].card.share = (1 - chance) * shares[i] + (canary.candidate == i ? chance : 0);
    }
    const auto& card = m_all[chosen].card;
    m_decision.provider = card.provider;
    m_decision.priority = canary.taken ? kChosenPriority : draw.priority;
    m_decision.reason = canary.taken ? "canary" : draw.reason;
    m_decision.expectedLatencyMs = card.latencyMs;
    m_decision.expectedCost = card.cost;
    m_stick = !canary.taken && draw.stick;
    if (!canary.taken) {
        m_decision.steps.insert(m_decision.steps.end(), draw.steps.begin(), draw.steps.end());
    }
    if (m_policy.hedge.enabled) {
        hedge(chosen);
    }
    for (const auto& one : m_policy.shadows) {
        shadow(one);
    }
    m_decision.candidates = m_all.cards();
    if (!m_input.dry) {
        m_input.health.chosen(m_input.request.tenant, m_decision.provider, m_decision.candidates, m_input.now);
    }
}

/// The best of the others, those of the highest priority first. One on trial stays out: its calls are counted.
std::optional<std::size_t> SelectionTry::nextBest(std::size_t chosen) const {
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        const auto& one = m_all[i];
        const bool in = !one.out() || one.card.excluded == "priority";
        if (i != chosen && in && one.provider != nullptr && one.card.weight > 0 &&
            one.view.circuit == CircuitState::closed) {
            others.push_back(i);
        }
    }
    const auto scores = scoresOf(m_policy.selection, m_all, others);
    std::optional<std::size_t> best;
    double bestScore = 0;
    for (std::size_t i = 0; i < others.size(); ++i) {
        const auto& card = m_all[others[i]].card;
        if (best) {
            const auto& other = m_all[*best].card;
            const bool worse = card.priority != other.priority ? card.priority < other.priority
                               : scores[i] != bestScore        ? scores[i] > bestScore
                                                               : card.weight <= other.weight;
            if (worse) {
                continue;
            }
        }
        best = others[i];
        bestScore = scores[i];
    }
    return best;
}

void SelectionTry::hedge(std::size_t chosen) {
    const auto& one = m_all[chosen];
    const auto other = nextBest(chosen);
    if (!other) {
        tell("hedge", "skipped", "There is no other provider to ask when " + one.card.provider + " is late");
        return;
    }
    auto afterMs = m_policy.hedge.afterMs;
    std::string when = "as the policy says";
    if (afterMs <= 0) {
        if (one.view.measured < kMinMeasuredCalls) {
            tell("hedge", "skipped",
                 "When " + one.card.provider + " is late is not known yet: " + counted(one.view.measured, "call") +
                     " of " + std::to_string(kMinMeasuredCalls) + " are measured",
                 {{"measured", one.view.measured}});
            return;
        }
        const double late =
            m_input.health.percentile(m_input.request.tenant, one.card.provider, m_policy.hedge.percentile);
        afterMs = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(late)));
        when = "the " + figure(m_policy.hedge.percentile * kPercent) + "th percentile of its latency";
    }
    m_decision.hedge = m_all[*other].card.provider;
    m_decision.hedgeAfterMs = afterMs;
    tell("hedge", "taken",
         "Provider " + m_decision.hedge + " is asked too when " + one.card.provider + " has not answered within " +
             std::to_string(afterMs) + " ms, " + when,
         {{"afterMs", afterMs}, {"percentile", m_policy.hedge.percentile}, {"measured", one.view.measured}});
}

void SelectionTry::shadow(const Shadow& shadow) {
    const auto& name = shadow.provider;
    const auto& already = m_decision.shadows;
    if (name == m_decision.provider || std::find(already.begin(), already.end(), name) != already.end()) {
        tell("shadow", "skipped", "Provider " + name + " gets the request already");
        return;
    }
    if (const auto unmet = shadow.when.unmet(m_input.request.context); !unmet.empty()) {
        tell("shadow", "skipped", "Provider " + name + " gets no copy of this request: " + unmet);
        return;
    }
    // Nothing is added to the candidates: it is none.
    const auto bar = m_input.barred ? m_input.barred(name) : std::string();
    const auto view = m_input.health.look(m_input.request.tenant, name, m_policy.breaker, m_input.now, true);
    if (!bar.empty() || view.circuit != CircuitState::closed) {
        tell("shadow", "refused",
             "Provider " + name + " gets no copy: it is " +
                 (bar.empty() ? std::string("on trial, or its circuit is open") : bar));
        return;
    }
    const double drawn = shadow.percent >= kPercent ? 0 : m_input.random() * kPercent;
    const bool gets = drawn < shadow.percent;
    if (gets) {
        m_decision.shadows.push_back(name);
    }
    tell("shadow", gets ? "taken" : "passed",
         "Provider " + name + " gets a copy of " + figure(shadow.percent) + " % of the requests" +
             (gets ? ", of this one too" : ", of this one not"),
         {{"percent", shadow.percent}, {"drawn", drawn}});
}

void SelectionTry::fail() {
    std::string out;
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        if (m_all[i].out()) {
            out += (out.empty() ? "" : "; ") + m_all[i].card.provider + ": " + m_all[i].card.why;
        }
    }
    for (const auto& one : m_passed) {
        out += (out.empty() ? "" : "; ") + one;
    }
    m_decision.errorCode = "decision_failed";
    m_decision.errorMessage = "No provider of policy " + m_policy.id + " can take this request" +
                              (out.empty() ? ", it has none" : " (" + out + ")") +
                              ". Give it a fallback that can be used at any time.";
    m_decision.candidates = m_all.cards();
    tell("select", "failed", "No provider can be used",
         {{"candidates", m_policy.providers.size()}, {"fallbacks", m_policy.fallbacks.size()}});
}

void clearDecision(api::RouteDecision& decision) {
    decision.provider.clear();
    decision.priority = 0;
    decision.reason.clear();
    decision.expectedLatencyMs = 0;
    decision.expectedCost = 0;
    decision.hedge.clear();
    decision.hedgeAfterMs = 0;
    decision.shadows.clear();
    decision.errorCode.clear();
    decision.errorMessage.clear();
    decision.candidates.clear();
}
}  // namespace

std::string sessionOf(const Policy& policy, const Request& request) {
    const auto* value = request.context.if_contains(policy.sticky.sessionKey);
    if (value == nullptr) {
        return {};
    }
    if (const auto* text = value->if_string()) {
        return std::string(*text);
    }
    return value->is_number() ? boost::json::serialize(*value) : std::string();
}

bool select(const SelectionInput& input, api::RouteDecision& decision) {
    const auto told = decision.steps.size();
    LostPermits lost;
    while (true) {  // each time with one provider less
        clearDecision(decision);
        decision.steps.resize(told);
        SelectionTry attempt(input, decision);
        if (attempt.run(lost)) {
            return attempt.stick();
        }
    }
}

}  // namespace beamline::routing
