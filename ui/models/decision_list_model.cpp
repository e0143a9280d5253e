// SPDX-License-Identifier: Apache-2.0
#include "ui/models/decision_list_model.h"

#include <cmath>

#include "ui/models/decision_text.h"
#include "ui/models/formatting.h"
#include "ui/models/policy_document.h"

namespace beamline::ui {

DecisionListModel::DecisionListModel(EngineSession* session, QObject* parent) : PagedModelOf(session, parent) {
    connect(session, &EngineSession::gap, this, [this] {
        if (state() != State::Idle) {
            anew();
        }
    });
}

void DecisionListModel::anew() {
    clearRows();
    if (!m_policy.empty()) {
        refresh();
    }
}

void DecisionListModel::setPolicy(const QString& policy) {
    const auto name = toUtf8(policy);
    if (std::exchange(m_policy, name) != name) {
        anew();
    }
}

void DecisionListModel::setFailedOnly(bool failedOnly) {
    if (std::exchange(m_failedOnly, failedOnly) != failedOnly) {
        anew();
    }
}

void DecisionListModel::tick() {
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, AgeColumn), index(rowCount() - 1, AgeColumn), {Qt::DisplayRole});
    }
}

api::ListDecisions DecisionListModel::question() const {
    api::ListDecisions op;
    op.policy = m_policy;
    op.failedOnly = m_failedOnly;
    return op;
}

QStringList DecisionListModel::columnTitles() const {
    return {tr("Decided"), tr("Request"), tr("Provider"), tr("Why"), tr("Expected"), tr("Cost")};
}

QString DecisionListModel::text(const api::RouteDecision& one, int column) const {
    const QString none(QChar(0x2013));
    switch (column) {
        case AgeColumn:
            return formatAge(one.at, Clock::now());
        case RequestColumn:
            return cutText(one.requestId, kShownTitle);
        case ProviderColumn:
            return one.provider.empty() ? tr("None") : cutText(one.provider, kShownTitle);
        case ReasonColumn:
            return one.errorCode.empty() ? decisionReasonText(one.reason) : cutText(one.errorMessage, kShownTitle);
        case LatencyColumn:
            return one.expectedLatencyMs > 0 ? formatDuration(std::llround(one.expectedLatencyMs)) : none;
        default:
            return one.expectedCost > 0 ? formatCost(one.expectedCost) : none;
    }
}

QVariant DecisionListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& one = itemAt(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return text(one, index.column());
        case Qt::ToolTipRole:
            return index.column() == AgeColumn ? formatExact(one.at)
                   : index.column() == RequestColumn
                       ? tr("Request %1\nTrace %2\nDecision %3")
                             .arg(toText(one.requestId), toText(one.traceId), toText(one.id))
                       : text(one, index.column());
        case Qt::TextAlignmentRole:
            return isNumberColumn(index.column()) ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
        case PhaseRole:
            return index.column() == ProviderColumn && !one.errorCode.empty()
                       ? QVariant(static_cast<int>(api::Phase::faulted))
                       : QVariant();
        case IdRole:
            return toText(one.id);
        default:
            return {};
    }
}

}  // namespace beamline::ui
