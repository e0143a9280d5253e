// SPDX-License-Identifier: Apache-2.0
#include "ui/models/decision_text.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/models/policy_document.h"

namespace beamline::ui {

namespace {
struct DecisionText {
    Q_DECLARE_TR_FUNCTIONS(DecisionText)
};

struct DecisionNode {
    api::GraphNode node;
    api::Phase phase = api::Phase::completed;
    bool wasTaken = true;
    std::string label = {};  ///< of the edge that leads to it
};

/// The way from the request to the provider: nodes in front of the choice, the candidates, nodes behind it.
struct DecisionWay {
    std::vector<DecisionNode> before;
    std::vector<DecisionNode> candidates;
    std::vector<DecisionNode> after;
};

api::Phase phaseOfStep(const std::string& outcome) {
    return outcome == "refused" || outcome == "failed" ? api::Phase::faulted : api::Phase::completed;
}

bool isBehindChoice(const std::string& step) {
    return step == "hedge" || step == "shadow" || step == "post";
}

DecisionNode stageNode(const api::StageOutcome& stage, std::size_t number) {
    const bool good = stage.status == "success";
    const bool idle = stage.status == "skipped" || stage.status == "not_run";
    DecisionNode one;
    one.node = {"/stage/" + std::to_string(number),
                {},
                stage.id,
                "call",
                toUtf8(good ? formatDuration(std::llround(stage.tookMs)) : decisionOutcomeText(stage.status))};
    one.phase = good ? api::Phase::completed : idle ? api::Phase::cancelled : api::Phase::faulted;
    one.wasTaken = !idle;
    return one;
}

void addStages(const api::RouteDecision& decision, const std::string& step, std::vector<DecisionNode>& to) {
    const std::string type = step == "validate" ? "validator" : step;
    for (std::size_t i = 0; i < decision.stages.size(); ++i) {
        if (decision.stages[i].type == type) {
            to.push_back(stageNode(decision.stages[i], i));
        }
    }
}

DecisionNode candidateNode(const api::RouteDecision& decision, const api::RouteCandidate& candidate) {
    const bool chosen = candidate.provider == decision.provider;
    DecisionNode one;
    one.node = {"/candidate/" + candidate.provider,
                {},
                candidate.provider,
                "call",
                toUtf8(chosen                       ? DecisionText::tr("chosen")
                       : candidate.excluded.empty() ? DecisionText::tr("not drawn")
                                                    : excludedText(candidate.excluded))};
    one.phase = chosen                       ? api::Phase::completed
                : candidate.excluded.empty() ? api::Phase::pending
                                             : api::Phase::cancelled;
    one.wasTaken = chosen;
    one.label = candidate.share > 0 ? toUtf8(formatPart(candidate.share)) : std::string();
    return one;
}

DecisionNode endNode(const api::RouteDecision& decision) {
    DecisionNode end;
    const bool good = decision.errorCode.empty();
    end.node = {"/end",
                {},
                good ? decision.provider : toUtf8(DecisionText::tr("No provider")),
                "call",
                good ? toUtf8(decisionReasonText(decision.reason)) : decision.errorCode};
    end.phase = good ? api::Phase::completed : api::Phase::faulted;
    return end;
}

DecisionWay wayOf(const api::RouteDecision& decision) {
    DecisionWay way;
    bool behind = false;
    for (std::size_t i = 0; i < decision.steps.size(); ++i) {
        const auto& step = decision.steps[i];
        behind = behind || isBehindChoice(step.step);
        auto& to = behind ? way.after : way.before;
        const auto count = to.size();
        addStages(decision, step.step, to);
        if (to.size() == count && step.outcome != "skipped") {
            to.push_back({{"/step/" + std::to_string(i),
                           {},
                           toUtf8(decisionStepText(step.step)),
                           "call",
                           toUtf8(decisionOutcomeText(step.outcome))},
                          phaseOfStep(step.outcome)});
        }
    }
    if (way.before.empty()) {
        way.before.push_back({{"/request", {}, toUtf8(DecisionText::tr("Request")), "call", decision.taskType}});
    }
    for (const auto& candidate : decision.candidates) {
        way.candidates.push_back(candidateNode(decision, candidate));
    }
    const bool told = std::any_of(decision.candidates.begin(), decision.candidates.end(),
                                  [&](const auto& one) { return one.provider == decision.provider; });
    if (!told) {  // refused, or by sticky, fallback or canary without a choice
        way.after.insert(way.after.begin(), endNode(decision));
    }
    return way;
}

void addCount(const QString& name, double value, QVector<QPair<QString, QString>>& numbers) {
    if (value > 0) {
        numbers.append({name, toText(api::printJson(jsonNumber(value)))});
    }
}

QVector<QPair<QString, QString>> membersOf(const api::Json& json) {
    QVector<QPair<QString, QString>> all;
    if (const auto* object = json.if_object()) {
        for (const auto& one : *object) {
            all.append({cutText(one.key(), kShownTitle), jsonSummary(one.value())});
        }
    }
    return all;
}

DecisionPart candidatePart(const api::RouteDecision& decision, const api::RouteCandidate& one) {
    DecisionPart part;
    part.title = toText(one.provider);
    part.sentence = !one.why.empty()                    ? cutText(one.why, kShownText)
                    : one.provider == decision.provider ? DecisionText::tr("It was chosen.")
                    : one.excluded.empty()              ? DecisionText::tr("It could have been chosen.")
                                                        : excludedText(one.excluded);
    part.numbers = {{DecisionText::tr("Chance"), formatPart(one.share)}};
    addCount(DecisionText::tr("Weight"), one.weight, part.numbers);
    addCount(DecisionText::tr("Priority"), one.priority, part.numbers);
    if (one.latencyMs > 0) {
        part.numbers.append({DecisionText::tr("Expected"), formatDuration(std::llround(one.latencyMs))});
    }
    if (one.cost > 0) {
        part.numbers.append({DecisionText::tr("Cost"), formatCost(one.cost)});
    }
    return part;
}

DecisionPart stagePart(const api::StageOutcome& stage) {
    DecisionPart part;
    part.title = toText(stage.id);
    part.sentence = stage.error.empty() ? decisionOutcomeText(stage.status)
                                        : DecisionText::tr("%1: %2").arg(decisionOutcomeText(stage.status),
                                                                         cutText(stage.error, kShownText));
    part.numbers = {{DecisionText::tr("Took"), formatDuration(std::llround(stage.tookMs))},
                    {DecisionText::tr("Attempts"), QString::number(stage.attempts)}};
    return part;
}

DecisionPart wholePart(const api::RouteDecision& decision) {
    DecisionPart part;
    const bool good = decision.errorCode.empty();
    part.title = good ? toText(decision.provider) : DecisionText::tr("No provider");
    part.sentence = good ? decisionReasonText(decision.reason) : cutText(decision.errorMessage, kShownText);
    part.numbers = {{DecisionText::tr("Policy version"), QString::number(decision.policyVersion)},
                    {DecisionText::tr("Took"), formatMicroseconds(std::llround(decision.tookMs * 1000))}};
    if (!decision.hedge.empty()) {
        part.numbers.append({DecisionText::tr("Hedge"), toText(decision.hedge)});
    }
    QStringList shadows;
    for (const auto& one : decision.shadows) {
        shadows << toText(one);
    }
    if (!shadows.isEmpty()) {
        part.numbers.append({DecisionText::tr("Shadows"), shadows.join(QStringLiteral(", "))});
    }
    return part;
}
}  // namespace

api::Graph decisionGraph(const api::RouteDecision& decision) {
    const auto way = wayOf(decision);
    api::Graph graph;
    std::string last;
    const auto chain = [&](const std::vector<DecisionNode>& nodes, std::vector<std::string> from) {
        for (const auto& one : nodes) {
            graph.nodes.push_back(one.node);
            for (const auto& before : from) {
                graph.edges.push_back({before, one.node.ref, one.label});
            }
            from = {one.node.ref};
            last = one.node.ref;
        }
    };
    chain(way.before, {});
    std::vector<std::string> ends;
    for (const auto& one : way.candidates) {
        graph.nodes.push_back(one.node);
        graph.edges.push_back({last, one.node.ref, one.label});
        if (one.wasTaken) {
            ends = {one.node.ref};
        }
    }
    chain(way.after, ends.empty() ? std::vector{last} : ends);
    return graph;
}

std::vector<api::TaskState> decisionStates(const api::RouteDecision& decision) {
    const auto way = wayOf(decision);
    std::vector<api::TaskState> states;
    for (const auto* nodes : {&way.before, &way.candidates, &way.after}) {
        for (const auto& one : *nodes) {
            api::TaskState state;
            state.ref = one.node.ref;
            state.name = one.node.name;
            state.phase = one.phase;
            states.push_back(std::move(state));
        }
    }
    return states;
}

std::vector<bool> decisionTaken(const api::RouteDecision& decision) {
    const auto way = wayOf(decision);
    std::vector<bool> taken(way.before.size() - 1, true);
    for (const auto& one : way.candidates) {
        taken.push_back(one.wasTaken);
    }
    for (const auto& one : way.after) {
        taken.push_back(one.wasTaken);
    }
    return taken;
}

DecisionPart decisionPart(const api::RouteDecision& decision, const QString& ref) {
    const auto number = static_cast<std::size_t>(ref.section(QLatin1Char('/'), 2).toInt());
    if (ref.startsWith(QLatin1String("/step/")) && number < decision.steps.size()) {
        const auto& step = decision.steps[number];
        return {decisionStepText(step.step),
                step.detail.empty() ? decisionOutcomeText(step.outcome) : cutText(step.detail, kShownText),
                membersOf(step.numbers)};
    }
    if (ref.startsWith(QLatin1String("/stage/")) && number < decision.stages.size()) {
        return stagePart(decision.stages[number]);
    }
    for (const auto& one : decision.candidates) {
        if (ref == QLatin1String("/candidate/") + toText(one.provider)) {
            return candidatePart(decision, one);
        }
    }
    return wholePart(decision);
}

}  // namespace beamline::ui
