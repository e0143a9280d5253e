// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/candidates.h"

#include <algorithm>
#include <cmath>

#include "engine/routing/figures.h"

namespace beamline::routing {

namespace {
constexpr double kNoFigure = std::numeric_limits<double>::infinity();
constexpr double kUntried = -1;

bool anyContains(const std::vector<TimeWindow>& windows, api::Timestamp at) {
    return windows.empty() ||
           std::any_of(windows.begin(), windows.end(), [at](const TimeWindow& one) { return one.contains(at); });
}

double scheduledWeight(const WeightSchedule& schedule, const std::string& name) {
    for (const auto& [provider, weight] : schedule.weights) {
        if (provider == name) {
            return weight;
        }
    }
    return 0;
}

/// Measured, else as the policy says, else by whether it was tried.
std::optional<double> expectedFigure(double measured, const std::optional<double>& said, std::int64_t calls) {
    if (measured > 0) {
        return measured;
    }
    if (said) {
        return said;
    }
    return calls >= kMinMeasuredCalls ? std::optional<double>(kNoFigure) : std::nullopt;
}

double knownFigure(const std::optional<double>& value) {
    return value && std::isfinite(*value) ? *value : 0;
}

std::string barSentence(const std::string& code) {
    if (code == "disabled") {
        return "it is disabled";
    }
    if (code == "quarantined") {
        return "it is in quarantine";
    }
    return "it may not be used: " + code;
}

std::string describeCandidate(const Candidate& one) {
    std::string text = "weight " + figure(one.card.weight) + ", priority " + std::to_string(one.card.priority);
    if (one.view.latencyMs > 0) {
        text += ", " + figure(one.view.latencyMs) + " ms measured over " + counted(one.view.measured, "call");
    } else if (one.card.latencyMs > 0) {
        text += ", " + figure(one.card.latencyMs) + " ms expected";
    }
    if (one.card.cost > 0) {
        text += ", cost " + figure(one.card.cost);
    }
    return text + (one.view.circuit == CircuitState::half_open ? ", on trial by its circuit" : "");
}

/// To 0 (best) … 1 within the group; all the same: 0.
std::vector<double> normalisedScores(std::vector<double> values) {
    double low = kNoFigure;
    double high = -kNoFigure;
    for (const double value : values) {
        if (std::isfinite(value) && value != kUntried) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    for (double& value : values) {
        if (value == kUntried) {
            value = 0;
        } else if (!std::isfinite(value)) {
            value = 1;
        } else {
            value = high > low ? (value - low) / (high - low) : 0;
        }
    }
    return values;
}
}  // namespace

void Candidate::exclude(std::string code, std::string why) {
    card.excluded = std::move(code);
    card.why = std::move(why);
}

void Candidate::admit(std::string why) {
    card.excluded.clear();
    card.why = std::move(why);
}

Candidates::Candidates(const SelectionInput& input) : m_input(input) {
    for (const auto& schedule : input.policy.schedules) {
        if (anyContains(schedule.windows, input.now)) {
            m_schedule = &schedule;
            break;
        }
    }
    for (const auto& provider : input.policy.providers) {
        m_all.push_back(make(provider.name, &provider));
    }
}

Candidate Candidates::make(const std::string& name, const Provider* provider) const {
    Candidate one;
    one.provider = provider;
    one.view = m_input.health.look(m_input.request.tenant, name, m_input.policy.breaker, m_input.now, true);
    one.card.provider = name;
    one.card.circuit = wordOf(one.view.circuit);
    if (provider != nullptr) {
        const double weight = m_schedule != nullptr ? scheduledWeight(*m_schedule, name) : provider->weight;
        one.card.weight = weight > 0 && std::isfinite(weight) ? weight : 0;
        one.card.priority = provider->priority;
    }
    const std::optional<double> none;
    one.latencyMs = expectedFigure(one.view.latencyMs, provider ? provider->expectedLatencyMs : none, one.view.calls);
    one.cost = expectedFigure(one.view.cost, provider ? provider->costPerRequest : none, one.view.calls);
    one.card.latencyMs = knownFigure(one.latencyMs);
    one.card.cost = knownFigure(one.cost);
    check(one);
    return one;
}

void Candidates::check(Candidate& one) const {
    const auto* provider = one.provider;
    if (provider != nullptr && !anyContains(provider->schedule, m_input.now)) {
        return one.exclude("schedule", "it is not used at this time");
    }
    if (provider != nullptr && !provider->when.holds(m_input.request.context)) {
        return one.exclude("condition",
                           "its condition does not hold: " + provider->when.unmet(m_input.request.context));
    }
    if (const auto bar = m_input.barred ? m_input.barred(one.card.provider) : std::string(); !bar.empty()) {
        return one.exclude(bar, barSentence(bar));
    }
    if (!one.view.permitted) {
        return one.exclude("circuit_open", one.view.why);
    }
    const auto& limits = m_input.policy.selection;
    if (limits.maxLatencyMs && one.card.latencyMs > *limits.maxLatencyMs) {
        return one.exclude("latency", figure(one.card.latencyMs) + " ms are expected, more than " +
                                          figure(*limits.maxLatencyMs) + " ms");
    }
    if (limits.maxCost && one.card.cost > *limits.maxCost) {
        return one.exclude("cost",
                           "a cost of " + figure(one.card.cost) + " is expected, more than " + figure(*limits.maxCost));
    }
    if (provider != nullptr && one.card.weight <= 0) {
        return one.exclude(
            "weight", m_schedule != nullptr ? "schedule " + m_schedule->id + " gives it no weight" : "its weight is 0");
    }
    one.card.why = describeCandidate(one);
}

std::optional<std::size_t> Candidates::find(const std::string& name) const {
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        if (m_all[i].card.provider == name) {
            return i;
        }
    }
    return std::nullopt;
}

std::size_t Candidates::of(const std::string& name) {
    if (const auto known = find(name)) {
        return *known;
    }
    m_all.push_back(make(name, nullptr));
    return m_all.size() - 1;
}

std::vector<std::size_t> Candidates::left() const {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        if (!m_all[i].out() && m_all[i].card.weight > 0) {
            result.push_back(i);
        }
    }
    return result;
}

bool Candidates::circuitsInTheWay() const {
    return std::any_of(m_all.begin(), m_all.end(),
                       [](const Candidate& one) { return one.card.excluded == "circuit_open" && one.card.weight > 0; });
}

std::vector<api::RouteCandidate> Candidates::cards() const {
    std::vector<api::RouteCandidate> result;
    for (const auto& one : m_all) {
        result.push_back(one.card);
        result.back().why = asSentence(one.card.why);
    }
    return result;
}

bool Candidates::takePermit(std::size_t index) {
    auto& one = m_all[index];
    if (m_input.dry || one.view.circuit != CircuitState::half_open) {
        return true;
    }
    const auto view =
        m_input.health.look(m_input.request.tenant, one.card.provider, m_input.policy.breaker, m_input.now, false);
    if (!view.permitted) {
        one.exclude("circuit_open", view.why);
    }
    return view.permitted;
}

bool servesCanary(const Candidate& one) {
    const auto& code = one.card.excluded;
    return code.empty() || code == "weight" || code == "priority";
}

bool servesFallback(const Candidate& one) {
    return servesCanary(one) || one.card.excluded == "latency" || one.card.excluded == "cost";
}

std::vector<double> scoresOf(const Selection& selection, const Candidates& all, const std::vector<std::size_t>& group) {
    std::vector<double> latencies;
    std::vector<double> costs;
    for (const auto index : group) {
        latencies.push_back(all[index].latencyMs.value_or(kUntried));
        costs.push_back(all[index].cost.value_or(kUntried));
    }
    switch (selection.strategy) {
        case Strategy::latency:
            return latencies;
        case Strategy::cost:
            return costs;
        case Strategy::weighted:
            return std::vector<double>(group.size(), 0);
        case Strategy::balanced:
            break;
    }
    latencies = normalisedScores(std::move(latencies));
    costs = normalisedScores(std::move(costs));
    const double weight = std::clamp(selection.latencyWeight, 0.0, 1.0);
    for (std::size_t i = 0; i < latencies.size(); ++i) {
        latencies[i] = weight * latencies[i] + (1 - weight) * costs[i];
    }
    return latencies;
}

}  // namespace beamline::routing
