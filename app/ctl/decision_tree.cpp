// SPDX-License-Identifier: Apache-2.0
// A decision with its reasons as a tree.
#include <algorithm>

#include "app/ctl/routing_commands.h"

namespace beamline::ctl {

namespace {

/// Lines below a heading; a branch may have lines of its own below it.
class Tree {
public:
    explicit Tree(std::string heading) : m_heading(std::move(heading)) {}
    void add(std::string text, std::vector<std::string> below = {}) {
        m_branches.emplace_back(std::move(text), std::move(below));
    }
    std::string text() const {
        if (m_branches.empty()) {
            return {};
        }
        auto out = "\n" + m_heading + "\n";
        for (std::size_t i = 0; i < m_branches.size(); ++i) {
            const bool last = i + 1 == m_branches.size();
            out += (last ? "└─ " : "├─ ") + cell(m_branches[i].first) + "\n";
            for (const auto& line : m_branches[i].second) {
                out += (last ? "   " : "│  ") + cell("   " + line) + "\n";
            }
        }
        return out;
    }

private:
    std::string m_heading;
    std::vector<std::pair<std::string, std::vector<std::string>>> m_branches;
};

std::size_t columns(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width) {
    return text + std::string(width > columns(text) ? width - columns(text) : 0, ' ');
}

template <class Items, class Name>
std::size_t widest(const Items& items, Name name) {
    std::size_t most = 0;
    for (const auto& item : items) {
        most = std::max(most, columns(name(item)));
    }
    return most;
}

bool hasMembers(const api::Json& json) {
    return json.is_object() ? !json.get_object().empty() : !json.is_null();
}

std::string stepsOf(const api::RouteDecision& decision) {
    Tree tree("Steps");
    const auto names = widest(decision.steps, [](const auto& step) { return step.step; });
    const auto outcomes = widest(decision.steps, [](const auto& step) { return step.outcome; });
    for (const auto& step : decision.steps) {
        std::vector<std::string> below;
        if (hasMembers(step.numbers)) {
            below.push_back(api::printJson(step.numbers));
        }
        tree.add(padded(step.step, names) + "  " + padded(step.outcome, outcomes) + "  " + step.detail,
                 std::move(below));
    }
    return tree.text();
}

std::string numbersOf(const api::RouteCandidate& candidate) {
    std::vector<std::string> parts{"weight " + amountText(candidate.weight),
                                   "priority " + std::to_string(candidate.priority)};
    if (!candidate.circuit.empty()) {
        parts.push_back("circuit " + candidate.circuit);
    }
    if (candidate.latencyMs > 0) {
        parts.push_back("expected " + millisecondsText(candidate.latencyMs));
    }
    if (candidate.cost > 0) {
        parts.push_back("cost " + amountText(candidate.cost));
    }
    return joined(parts);
}

std::string candidatesOf(const api::RouteDecision& decision) {
    Tree tree("Candidates");
    const auto names = widest(decision.candidates, [](const auto& candidate) { return candidate.provider; });
    for (const auto& candidate : decision.candidates) {
        const bool chosen = candidate.provider == decision.provider;
        const auto fate = chosen                       ? "chosen, had " + percentText(candidate.share)
                          : candidate.excluded.empty() ? "had " + percentText(candidate.share)
                                                       : "excluded: " + candidate.excluded;
        std::vector<std::string> below{numbersOf(candidate)};
        if (!candidate.why.empty()) {
            below.push_back(candidate.why);
        }
        tree.add(padded(candidate.provider, names) + "  " + fate, std::move(below));
    }
    return tree.text();
}

std::string stagesOf(const api::RouteDecision& decision) {
    Tree tree("Extensions");
    const auto types = widest(decision.stages, [](const auto& stage) { return stage.type; });
    const auto names = widest(decision.stages, [](const auto& stage) { return stage.id; });
    for (const auto& stage : decision.stages) {
        std::vector<std::string> below;
        if (!stage.error.empty()) {
            below.push_back(stage.error);
        }
        if (!stage.after.is_null()) {
            below.push_back("behind it: " + api::printJson(stage.after));
        }
        auto text = padded(stage.type, types) + "  " + padded(stage.id, names) + "  " + stage.status;
        if (stage.attempts > 0) {
            text += ", " + millisecondsText(stage.tookMs) + ", " + std::to_string(stage.attempts) +
                    (stage.attempts == 1 ? " attempt" : " attempts");
        }
        tree.add(text + (stage.effect.empty() ? "" : ", " + stage.effect), std::move(below));
    }
    return tree.text();
}

std::string providerOf(const api::RouteDecision& decision) {
    if (decision.provider.empty()) {
        return "(nobody)";
    }
    std::vector<std::string> parts{decision.reason, "priority " + std::to_string(decision.priority)};
    if (decision.expectedLatencyMs > 0) {
        parts.push_back("expected " + millisecondsText(decision.expectedLatencyMs));
    }
    if (decision.expectedCost > 0) {
        parts.push_back("cost " + amountText(decision.expectedCost));
    }
    return decision.provider + " (" + joined(parts) + ")";
}

std::string headOf(const api::RouteDecision& decision) {
    const auto version = decision.policyVersion > 0 ? ", version " + std::to_string(decision.policyVersion) : "";
    const std::pair<const char*, std::string> fields[] = {
        {"Decision", decision.id},
        {"At", timeText(decision.at)},
        {"Tenant", decision.tenant},
        {"Policy", decision.policy.empty() ? "" : decision.policy + version},
        {"Request", decision.requestId + (decision.taskType.empty() ? "" : " (" + decision.taskType + ")")},
        {"Trace", decision.traceId},
        {"Run", decision.run},
        {"Provider", providerOf(decision)},
        {"Error", decision.errorCode.empty() ? "" : decision.errorCode + ": " + decision.errorMessage},
        {"Asked too", decision.hedge.empty()
                          ? ""
                          : decision.hedge + " after " + durationText(decision.hedgeAfterMs) + " without an answer"},
        {"Copies to", joined(decision.shadows)},
        {"Took", millisecondsText(decision.tookMs)},
    };
    std::string out;
    for (const auto& [name, value] : fields) {
        if (!value.empty()) {
            out += padded(std::string(name) + ":", 11) + cell(value) + "\n";
        }
    }
    return out;
}

}  // namespace

std::string describeDecision(const api::RouteDecision& decision) {
    return headOf(decision) + stepsOf(decision) + candidatesOf(decision) + stagesOf(decision);
}

}  // namespace beamline::ctl
