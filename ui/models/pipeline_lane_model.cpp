// SPDX-License-Identifier: Apache-2.0
#include "ui/models/pipeline_lane_model.h"

#include <map>

#include "ui/models/extension_list_model.h"
#include "ui/models/extension_text.h"
#include "ui/models/formatting.h"
#include "ui/models/pipeline_draft.h"

namespace beamline::ui {

namespace {
ExtensionCard cardOf(const api::ExtensionInfo& info) {
    ExtensionCard card;
    card.key = card.id = toText(info.id);
    card.type = extensionTypeText(info.type);
    card.word = toText(info.type);
    card.health = extensionHealthText(info);
    card.mark = extensionHealthMark(info);
    card.figures = info.calls == 0
                       ? QString()
                       : PipelineLaneModel::tr("p95 %1 · %2").arg(latencyText(info, info.p95Ms), successText(info));
    return card;
}
}  // namespace

QString stagePolicyText(const PipelineStage& stage, PipelineLane lane) {
    QStringList parts;
    if (lane == PipelineLane::Validators) {
        parts << (stage.onFail == "warn"     ? PipelineLaneModel::tr("Warns")
                  : stage.onFail == "ignore" ? PipelineLaneModel::tr("Ignored")
                                             : PipelineLaneModel::tr("Blocks"));
    } else {
        parts << (stage.required ? PipelineLaneModel::tr("Required") : PipelineLaneModel::tr("Optional"));
    }
    if (stage.timeoutMs) {
        parts << formatDuration(*stage.timeoutMs);
    }
    if (stage.retry && *stage.retry > 0) {
        parts << PipelineLaneModel::tr("%n retry(s)", nullptr, *stage.retry);
    }
    const auto* when = stage.when.if_object();
    if (when ? !when->empty() : !stage.when.is_null()) {
        parts << PipelineLaneModel::tr("conditional");
    }
    return parts.join(QStringLiteral(" · "));
}

QVariant ExtensionCardModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& card = rowAt(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return cutText(toUtf8(card.id), kShownTitle);
        case Qt::ToolTipRole:
            return card.problems.isEmpty() ? QVariant() : card.problems.join(QLatin1Char('\n'));
        case Qt::AccessibleTextRole: {
            QStringList parts{card.id, card.type, card.health, card.figures, card.policy};
            parts.removeAll(QString());
            return (parts + card.problems).join(QStringLiteral(", "));
        }
        case IdRole:
            return card.id;
        case KindRole:
            return static_cast<int>(card.mark);
        case HealthRole:
            return card.health;
        case FiguresRole:
            return card.figures;
        case TypeRole:
            return card.type;
        case WordRole:
            return card.word;
        case PolicyRole:
            return card.policy;
        case ProblemsRole:
            return card.problems;
        case BrokenRole:
            return card.broken;
        default:
            return {};
    }
}

Qt::ItemFlags ExtensionCardModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled : Qt::NoItemFlags;
}

PipelineLaneModel::PipelineLaneModel(PipelineDraft* draft, ExtensionListModel* extensions, PipelineLane lane,
                                     QObject* parent)
    : ExtensionCardModel(parent), m_draft(draft), m_extensions(extensions), m_lane(lane) {
    connect(draft, &PipelineDraft::documentChanged, this, &PipelineLaneModel::show);
    connect(draft, &PipelineDraft::checked, this, &PipelineLaneModel::show);
    connect(extensions, &ExtensionListModel::stateChanged, this, &PipelineLaneModel::show);
    show();
}

void PipelineLaneModel::show() {
    std::vector<ExtensionCard> cards;
    std::map<std::string, int> seen;
    for (const auto& stage : stagesOf(m_draft->document(), m_lane)) {
        const auto* info = m_extensions->find(stage.id);
        ExtensionCard card;
        if (info) {
            card = cardOf(*info);
        } else {
            card.id = toText(stage.id);
            card.type = extensionTypeText(laneType(m_lane));
            card.word = QLatin1String(laneType(m_lane));
            const bool known = m_extensions->state() == ExtensionListModel::State::Ready;
            card.health = known ? tr("Not registered") : tr("Not known");
            card.mark = known ? ClusterMark::Bad : ClusterMark::Off;
        }
        const int number = ++seen[stage.id];
        card.key = number == 1 ? card.id : QStringLiteral("%1#%2").arg(card.id).arg(number);
        card.policy = stagePolicyText(stage, m_lane);
        const int row = static_cast<int>(cards.size());
        for (const auto& problem : m_draft->check().problems) {
            if (rowOfProblem(problem, m_lane) == row) {
                card.problems << cutText(problem.message, kShownTitle);
                card.broken = card.broken || problem.severity == api::Severity::error;
            }
        }
        cards.push_back(std::move(card));
    }
    merge(std::move(cards));
}

PipelinePaletteModel::PipelinePaletteModel(ExtensionListModel* extensions, QObject* parent)
    : ExtensionCardModel(parent), m_extensions(extensions) {
    connect(extensions, &ExtensionListModel::stateChanged, this, &PipelinePaletteModel::show);
    show();
}

void PipelinePaletteModel::show() {
    std::vector<ExtensionCard> cards;
    for (const auto lane : kPipelineLanes) {
        for (int row = 0; row < m_extensions->rowCount(); ++row) {
            const auto& info = m_extensions->rowAt(row).info;
            if (info.type == laneType(lane)) {
                cards.push_back(cardOf(info));
            }
        }
    }
    merge(std::move(cards));
}

}  // namespace beamline::ui
