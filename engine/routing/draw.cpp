// SPDX-License-Identifier: Apache-2.0
#include "engine/routing/draw.h"

#include <algorithm>
#include <cmath>

#include "engine/routing/figures.h"

namespace beamline::routing {

namespace {
constexpr double kSameScore = 1e-12;  // what normalising may lose

double weightOf(const Candidates& all, const std::vector<std::size_t>& group) {
    double sum = 0;
    for (const auto index : group) {
        sum += all[index].card.weight;
    }
    return sum;
}

void addShares(const Candidates& all, const std::vector<std::size_t>& group, double part, std::vector<double>& shares) {
    const double sum = weightOf(all, group);
    for (const auto index : group) {
        shares[index] += group.size() == 1 ? part : part * all[index].card.weight / sum;
    }
}

const char* strategyWord(Strategy strategy) {
    switch (strategy) {
        case Strategy::latency:
            return "latency";
        case Strategy::cost:
            return "cost";
        case Strategy::balanced:
            return "balanced";
        case Strategy::weighted:
            break;
    }
    return "weighted";
}

/// Contract: a decision by both is told as one by what counts more.
const char* reasonOf(const Selection& selection) {
    return selection.strategy == Strategy::balanced ? (selection.latencyWeight >= 0.5 ? "latency" : "cost")
                                                    : strategyWord(selection.strategy);
}

std::string bestSentence(const Selection& selection, const Candidate& one, std::size_t of) {
    const auto among = " of " + counted(static_cast<long long>(of), "candidate");
    const bool cost = selection.strategy == Strategy::cost;
    if (selection.strategy == Strategy::balanced) {
        const double weight = std::clamp(selection.latencyWeight, 0.0, 1.0);
        return "Provider " + one.card.provider + " is the best" + among + ", latency counting " + percentage(weight) +
               " and cost " + percentage(1 - weight);
    }
    const auto& value = cost ? one.cost : one.latencyMs;
    if (!value) {
        return std::string(cost ? "The cost" : "The latency") + " of provider " + one.card.provider +
               " is not known yet, so it is tried first";
    }
    if (!std::isfinite(*value)) {
        return std::string(cost ? "The cost" : "The latency") + " of none" + among + " is known, so provider " +
               one.card.provider + " was drawn by weight";
    }
    return "Provider " + one.card.provider + " has the lowest expected " +
           (cost ? "cost" + among + ": " + figure(*value) : "latency" + among + ": " + figure(*value) + " ms");
}
}  // namespace

api::RouteStep routeStep(const char* step, const char* outcome, std::string detail, boost::json::object numbers) {
    api::RouteStep result;
    result.step = step;
    result.outcome = outcome;
    result.detail = std::move(detail) + ".";
    if (!numbers.empty()) {
        result.numbers = std::move(numbers);
    }
    return result;
}

std::vector<double> Draw::shares(const Candidates& all) const {
    std::vector<double> result(all.size(), 0);
    if (none()) {
        return result;
    }
    if (explore > 0) {
        addShares(all, group, explore, result);
    }
    addShares(all, best, 1 - explore, result);
    return result;
}

std::size_t Draw::fall(const Candidates& all, const Selection& selection, const std::function<double()>& random) {
    if (group.empty()) {
        return best.front();  // named, not drawn
    }
    const bool explores = explore > 0 && group.size() > 1 && random() < explore;
    const auto& among = explores ? group : best;
    const double sum = weightOf(all, among);
    const double drawn = among.size() > 1 ? random() * sum : 0;
    std::size_t chosen = among.back();
    double passed = 0;
    for (const auto index : among) {
        passed += all[index].card.weight;
        if (drawn < passed) {
            chosen = index;
            break;
        }
    }
    const auto& card = all[chosen].card;
    const bool weighs = explores || selection.strategy == Strategy::weighted;
    if (explores) {
        reason = "weighted";
    }
    boost::json::object numbers{{"strategy", strategyWord(selection.strategy)},
                                {"candidates", group.size()},
                                {"priority", card.priority},
                                {"weight", card.weight},
                                {"weights", sum},
                                {"drawn", drawn}};
    std::string detail;
    if (weighs) {
        detail = "Provider " + card.provider + " was drawn by weight, " + figure(card.weight) + " of " + figure(sum) +
                 (explores ? ", as " + percentage(explore) + " of the requests are, to measure others too" : "");
    } else {
        detail = bestSentence(selection, all[chosen], group.size());
        numbers["explore"] = explore;
        numbers["best"] = best.size();
    }
    steps.push_back(routeStep("select", "taken", std::move(detail), std::move(numbers)));
    return chosen;
}

Draw drawByStrategy(const Selection& selection, Candidates& all) {
    Draw draw;
    const auto left = all.left();
    if (left.empty()) {
        return draw;
    }
    int highest = all[left.front()].card.priority;
    for (const auto index : left) {
        highest = std::max(highest, all[index].card.priority);
    }
    for (const auto index : left) {
        auto& one = all[index];
        if (one.card.priority == highest) {
            draw.group.push_back(index);
        } else {
            one.exclude("priority", "its priority " + std::to_string(one.card.priority) + " is below " +
                                        std::to_string(highest) + ", which others have that can be used");
        }
    }
    const auto scores = scoresOf(selection, all, draw.group);
    const double lowest = *std::min_element(scores.begin(), scores.end());
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (scores[i] == lowest || scores[i] - lowest <= kSameScore) {
            draw.best.push_back(draw.group[i]);
        }
    }
    draw.explore = selection.strategy == Strategy::weighted ? 0 : std::clamp(selection.explore, 0.0, 1.0);
    draw.reason = reasonOf(selection);
    draw.priority = kChosenPriority;
    return draw;
}

}  // namespace beamline::routing
