// SPDX-License-Identifier: Apache-2.0
// Words for the codes of decisions, and the table of the candidates.
#include <QCoreApplication>
#include <cmath>

#include "ui/models/cluster_table.h"
#include "ui/models/decision_text.h"
#include "ui/models/formatting.h"
#include "ui/models/policy_document.h"

namespace beamline::ui {

namespace {
struct DecisionWords {
    Q_DECLARE_TR_FUNCTIONS(DecisionWords)
};

struct DecisionWord {
    const char* code;
    const char* text;
};

template <std::size_t N>
QString decisionWord(const DecisionWord (&words)[N], const std::string& code) {
    for (const auto& one : words) {
        if (code == one.code) {
            return DecisionWords::tr(one.text);
        }
    }
    return toText(code);
}

constexpr DecisionWord kReasons[] = {
    {"sticky", QT_TRANSLATE_NOOP("DecisionWords", "Same session")},
    {"weighted", QT_TRANSLATE_NOOP("DecisionWords", "By weight")},
    {"latency", QT_TRANSLATE_NOOP("DecisionWords", "Lowest latency")},
    {"cost", QT_TRANSLATE_NOOP("DecisionWords", "Lowest cost")},
    {"canary", QT_TRANSLATE_NOOP("DecisionWords", "Canary")},
    {"retry", QT_TRANSLATE_NOOP("DecisionWords", "Retry")},
    {"fallback", QT_TRANSLATE_NOOP("DecisionWords", "Fallback")},
    {"circuit_breaker_fallback", QT_TRANSLATE_NOOP("DecisionWords", "Fallback: circuit open")},
};
constexpr DecisionWord kSteps[] = {
    {"idempotency", QT_TRANSLATE_NOOP("DecisionWords", "Seen before?")},
    {"rate_limit", QT_TRANSLATE_NOOP("DecisionWords", "Rate limit")},
    {"pre", QT_TRANSLATE_NOOP("DecisionWords", "Pre-processors")},
    {"validate", QT_TRANSLATE_NOOP("DecisionWords", "Validators")},
    {"schedule", QT_TRANSLATE_NOOP("DecisionWords", "Schedule")},
    {"canary", QT_TRANSLATE_NOOP("DecisionWords", "Canary")},
    {"sticky", QT_TRANSLATE_NOOP("DecisionWords", "Session")},
    {"select", QT_TRANSLATE_NOOP("DecisionWords", "Choice")},
    {"fallback", QT_TRANSLATE_NOOP("DecisionWords", "Fallback")},
    {"hedge", QT_TRANSLATE_NOOP("DecisionWords", "Hedge")},
    {"shadow", QT_TRANSLATE_NOOP("DecisionWords", "Shadow")},
    {"post", QT_TRANSLATE_NOOP("DecisionWords", "Post-processors")},
};
constexpr DecisionWord kOutcomes[] = {
    {"passed", QT_TRANSLATE_NOOP("DecisionWords", "passed")},
    {"skipped", QT_TRANSLATE_NOOP("DecisionWords", "skipped")},
    {"taken", QT_TRANSLATE_NOOP("DecisionWords", "taken")},
    {"refused", QT_TRANSLATE_NOOP("DecisionWords", "refused")},
    {"failed", QT_TRANSLATE_NOOP("DecisionWords", "failed")},
    {"success", QT_TRANSLATE_NOOP("DecisionWords", "done")},
    {"rejected", QT_TRANSLATE_NOOP("DecisionWords", "rejected")},
    {"error", QT_TRANSLATE_NOOP("DecisionWords", "error")},
    {"timeout", QT_TRANSLATE_NOOP("DecisionWords", "timed out")},
    {"circuit_open", QT_TRANSLATE_NOOP("DecisionWords", "circuit open")},
    {"not_run", QT_TRANSLATE_NOOP("DecisionWords", "not run")},
};
constexpr DecisionWord kExclusions[] = {
    {"condition", QT_TRANSLATE_NOOP("DecisionWords", "condition not met")},
    {"schedule", QT_TRANSLATE_NOOP("DecisionWords", "not at this time")},
    {"circuit_open", QT_TRANSLATE_NOOP("DecisionWords", "circuit open")},
    {"quarantined", QT_TRANSLATE_NOOP("DecisionWords", "in quarantine")},
    {"disabled", QT_TRANSLATE_NOOP("DecisionWords", "disabled")},
    {"rate_limited", QT_TRANSLATE_NOOP("DecisionWords", "rate limited")},
    {"priority", QT_TRANSLATE_NOOP("DecisionWords", "lower priority")},
    {"latency", QT_TRANSLATE_NOOP("DecisionWords", "too slow")},
    {"cost", QT_TRANSLATE_NOOP("DecisionWords", "too expensive")},
    {"failed", QT_TRANSLATE_NOOP("DecisionWords", "failed before")},
    {"weight", QT_TRANSLATE_NOOP("DecisionWords", "weight 0")},
};
}  // namespace

QString decisionReasonText(const std::string& code) {
    return decisionWord(kReasons, code);
}
QString decisionStepText(const std::string& code) {
    return decisionWord(kSteps, code);
}
QString decisionOutcomeText(const std::string& code) {
    return decisionWord(kOutcomes, code);
}
QString excludedText(const std::string& code) {
    return decisionWord(kExclusions, code);
}

void CandidateTable::show(const api::RouteDecision& decision) {
    std::vector<CandidateRow> rows;
    for (const auto& one : decision.candidates) {
        rows.push_back({toText(one.provider), one, one.provider == decision.provider});
    }
    merge(std::move(rows));
}

QVariant CandidateTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& row = rowAt(index.row());
    const auto& one = row.candidate;
    const int column = index.column();
    const QString none(QChar(0x2013));
    const QString why = !one.why.empty()       ? cutText(one.why, kShownText)
                        : one.excluded.empty() ? none
                                               : excludedText(one.excluded);
    switch (role) {
        case Qt::DisplayRole:
            return column == NameColumn      ? row.key
                   : column == ChanceColumn  ? (one.excluded.empty() ? formatPart(one.share) : none)
                   : column == LatencyColumn ? (one.latencyMs > 0 ? formatDuration(std::llround(one.latencyMs)) : none)
                   : column == CostColumn    ? (one.cost > 0 ? formatCost(one.cost) : none)
                                             : why;
        case Qt::ToolTipRole:
            return column == WhyColumn ? why : row.key;
        case Qt::TextAlignmentRole:
            return column == NameColumn || column == WhyColumn ? QVariant()
                                                               : QVariant(int(Qt::AlignRight | Qt::AlignVCenter));
        case IdRole:
            return row.key;
        case VersionRole:
            return column != NameColumn   ? QString()
                   : row.chosen           ? DecisionWords::tr("chosen")
                   : one.excluded.empty() ? QString()
                                          : excludedText(one.excluded);
        default:
            return {};
    }
}

QVariant CandidateTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const bool left = section == NameColumn || section == WhyColumn;
        return int((left ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    return section == NameColumn      ? tr("Candidate")
           : section == ChanceColumn  ? tr("Chance")
           : section == LatencyColumn ? tr("Expected")
           : section == CostColumn    ? tr("Cost")
                                      : tr("Numbers");
}

}  // namespace beamline::ui
