// SPDX-License-Identifier: Apache-2.0
#include "ui/models/provider_table.h"

#include <cmath>

#include "ui/models/cluster_table.h"
#include "ui/models/extension_text.h"
#include "ui/models/formatting.h"
#include "ui/models/policy_document.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

namespace {
ClusterMark circuitMark(const ProviderRow& row) {
    return !row.known                         ? ClusterMark::Off
           : row.state.circuit == "closed"    ? ClusterMark::Good
           : row.state.circuit == "half_open" ? ClusterMark::Attention
                                              : ClusterMark::Bad;
}

QString providerLatency(double ms) {
    return ms <= 0 ? QString(QChar(0x2013)) : formatDuration(static_cast<qint64>(std::llround(ms)));
}
}  // namespace

ProviderTable::ProviderTable(EngineSession* session, QObject* parent) : KeyedTable(parent), m_session(session) {}

void ProviderTable::setProviders(const QStringList& names, const QString& canary) {
    m_names = names;
    m_canary = canary;
    show();
}

void ProviderTable::refresh() {
    if (m_asking) {
        return;
    }
    m_asking = true;
    m_session->call<api::ListProviders>({}, this, [this](api::Result<api::ProviderPage> reply) {
        m_asking = false;
        m_failed = !reply.ok();
        if (reply.ok()) {
            m_states = std::move(reply->items);
            show();
        } else {
            m_error = reply.error();
        }
        Q_EMIT stateChanged();
    });
}

void ProviderTable::show() {
    std::vector<ProviderRow> rows;
    for (const QString& name : std::as_const(m_names)) {
        ProviderRow row;
        row.key = name;
        row.canary = name == m_canary;
        const auto found = std::find_if(m_states.begin(), m_states.end(),
                                        [&name](const auto& one) { return toText(one.provider) == name; });
        if (found != m_states.end()) {
            row.state = *found;
            row.known = true;
        }
        rows.push_back(std::move(row));
    }
    merge(std::move(rows));
}

QString ProviderTable::text(const ProviderRow& row, int column) const {
    const auto& state = row.state;
    const QString none(QChar(0x2013));
    switch (column) {
        case NameColumn:
            return row.key;
        case ShareColumn:
            return row.known ? formatPart(state.share) : none;
        case WeightColumn:
            return row.known ? formatPart(state.weight) : none;
        case CircuitColumn:
            return row.known ? circuitText(state.circuit) : tr("No calls");
        case P50Column:
            return providerLatency(state.p50Ms);
        case P95Column:
            return providerLatency(state.p95Ms);
        case P99Column:
            return providerLatency(state.p99Ms);
        case ErrorColumn:
            return row.known ? formatPart(state.errorRate) : none;
        default:
            return state.cost > 0 ? formatCost(state.cost) : none;
    }
}

QString ProviderTable::tip(const ProviderRow& row, int column) const {
    const auto& state = row.state;
    if (!row.known) {
        return tr("The engine has not heard of %1 yet.").arg(row.key);
    }
    switch (column) {
        case ShareColumn:
        case WeightColumn:
            return tr("It gets %1 of the decisions that were made lately; its weight says %2. %3 decisions in all.")
                .arg(formatPart(state.share), formatPart(state.weight), formatCount(state.decisions));
        case CircuitColumn:
            return state.openedAt > 0 ? tr("Open since %1.").arg(formatExact(state.openedAt))
                                      : tr("%n failure(s) one after another.", nullptr, state.failures);
        case ErrorColumn:
            return state.lastError.empty()
                       ? tr("%1 of %2 calls failed.").arg(formatCount(state.failed), formatCount(state.calls))
                       : tr("%1 of %2 calls failed. The last one %3: %4")
                             .arg(formatCount(state.failed), formatCount(state.calls),
                                  formatAge(state.lastErrorAt, Clock::now()), cutText(state.lastError, kShownText));
        case CostColumn:
            return tr("Mean cost of a call.");
        default:
            return text(row, column);
    }
}

QVariant ProviderTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& row = rowAt(index.row());
    const int column = index.column();
    switch (role) {
        case Qt::DisplayRole:
            return text(row, column);
        case Qt::ToolTipRole:
            return tip(row, column);
        case Qt::TextAlignmentRole:
            return column == NameColumn || column == ShareColumn || column == CircuitColumn
                       ? QVariant()
                       : QVariant(int(Qt::AlignRight | Qt::AlignVCenter));
        case IdRole:
            return row.key;
        case VersionRole:
            return column == NameColumn && row.canary ? tr("canary") : QString();
        case KindRole:
            return column == CircuitColumn ? QVariant(static_cast<int>(circuitMark(row))) : QVariant();
        case ProgressRole:
            return column == ShareColumn && row.known ? QVariant(row.state.share) : QVariant();
        case WeightRole:
            return row.state.weight;
        default:
            return {};
    }
}

QVariant ProviderTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const bool left = section == NameColumn || section == ShareColumn || section == CircuitColumn;
        return int((left ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
        case NameColumn:
            return tr("Provider");
        case ShareColumn:
            return tr("Share of traffic");
        case WeightColumn:
            return tr("Weight");
        case CircuitColumn:
            return tr("Circuit");
        case P50Column:
            return QStringLiteral("p50");
        case P95Column:
            return QStringLiteral("p95");
        case P99Column:
            return QStringLiteral("p99");
        case ErrorColumn:
            return tr("Errors");
        default:
            return tr("Cost");
    }
}

}  // namespace beamline::ui
