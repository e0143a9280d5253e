// SPDX-License-Identifier: Apache-2.0
#pragma once
// The providers that a request could go to: what is known of each, and why it is out. One thread at a time.

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "engine/routing/selector.h"

namespace beamline::routing {

inline constexpr std::int64_t kMinMeasuredCalls = 20;  ///< before a percentile, or that there is none, says something

struct Candidate {
    const Provider* provider = nullptr;  ///< of the policy; null: only a fallback or the canary names it
    ProviderHealth::View view;
    api::RouteCandidate card;
    /// Expected, for comparing. None: it has yet to be tried. Infinite: it was, often, and gives no figure.
    std::optional<double> latencyMs;
    std::optional<double> cost;

    bool out() const { return !card.excluded.empty(); }
    void exclude(std::string code, std::string why);
    /// It was chosen by name: that it has no weight or too low a priority does not matter.
    void admit(std::string why);
};

class Candidates {
public:
    /// Those of the policy with the weights of now, and checked in the order schedule, condition, barred, circuit,
    /// latency, cost, weight. Takes no permits.
    explicit Candidates(const SelectionInput& input);

    std::size_t size() const { return m_all.size(); }
    Candidate& operator[](std::size_t index) { return m_all[index]; }
    const Candidate& operator[](std::size_t index) const { return m_all[index]; }
    /// One that only a fallback or the canary names is added.
    std::size_t of(const std::string& name);
    /// Below size(), or none.
    std::optional<std::size_t> find(const std::string& name) const;
    /// That are in.
    std::vector<std::size_t> left() const;
    /// Some would be in, but for their circuits.
    bool circuitsInTheWay() const;
    /// For a decision, with sentences.
    std::vector<api::RouteCandidate> cards() const;
    /// False: others took the permits of its half-open circuit in between; it is out then.
    bool takePermit(std::size_t index);
    /// Schedule whose weights count; null: those of the providers do.
    const WeightSchedule* schedule() const { return m_schedule; }

private:
    Candidate make(const std::string& name, const Provider* provider) const;
    void check(Candidate& one) const;

    const SelectionInput& m_input;
    const WeightSchedule* m_schedule = nullptr;
    std::vector<Candidate> m_all;
};

/// For the canary only weight and priority do not matter.
bool servesCanary(const Candidate& one);
/// A fallback is named: limits of latency and cost do not matter either. Its windows, condition and circuit do.
bool servesFallback(const Candidate& one);

/// What strategies go by: lower is better. Those that have yet to be tried come first.
std::vector<double> scoresOf(const Selection& selection, const Candidates& all, const std::vector<std::size_t>& group);

}  // namespace beamline::routing
