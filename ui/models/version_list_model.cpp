// SPDX-License-Identifier: Apache-2.0
#include "ui/models/version_list_model.h"

#include "ui/models/formatting.h"
#include "ui/models/workflow_runs.h"

namespace beamline::ui {

namespace {
const std::vector<api::Phase>& phasesOfColumn(int column) {
    using enum api::Phase;
    static const std::vector<api::Phase> moving{pending, running};
    static const std::vector<api::Phase> standing{waiting, suspended};
    return column == VersionListModel::RunningColumn ? moving : standing;
}
}  // namespace

void VersionListModel::showVersionsOf(const QString& ns, const QString& name) {
    m_workflowNs = ns;
    m_workflow = name;
    m_counts.reset();
    m_whyNot.clear();
    ++m_countToken;
    setWorkflow(ns, name);
}

void VersionListModel::countRuns() {
    if (m_workflow.isEmpty()) {
        return;
    }
    api::GroupRuns op;
    op.filter = runsOf(m_workflowNs, m_workflow);
    op.filter.phases = kUnended;
    op.by = api::RunGrouping::version;
    session()->call<api::GroupRuns>(
        std::move(op), this, [this, token = ++m_countToken](api::Result<api::RunGroups> reply) {
            if (token != m_countToken) {
                return;
            }
            if (reply.ok()) {
                m_counts.emplace();
                for (auto& group : reply->items) {
                    (*m_counts)[group.key] = std::move(group.byPhase);
                }
            } else {
                m_whyNot = toText(reply.error().message);
            }
            if (rowCount() > 0) {
                Q_EMIT dataChanged(index(0, RunningColumn), index(rowCount() - 1, WaitingColumn));
            }
            Q_EMIT counted();
        });
}

std::optional<std::int64_t> VersionListModel::runsAt(int row, const std::vector<api::Phase>& phases) const {
    if (!m_counts) {
        return std::nullopt;
    }
    const auto& info = itemAt(row);
    const auto found = m_counts->find(info.ns + '/' + info.name + ' ' + info.version);
    return found == m_counts->end() ? 0 : countIn(found->second, phases);
}

std::optional<std::int64_t> VersionListModel::unended(int row) const {
    return runsAt(row, kUnended);
}

QString VersionListModel::placeOf(int row) const {
    auto filter = runsOf(m_workflowNs, m_workflow);
    filter.version = itemAt(row).version;
    filter.phases = kUnended;
    return placeOfRuns(filter);
}

int VersionListModel::rowOfVersion(const QString& version) const {
    for (int row = 0; row < rowCount(); ++row) {
        if (versionAt(row) == version) {
            return row;
        }
    }
    return -1;
}

QString VersionListModel::versionAt(int row) const {
    return row < 0 || row >= rowCount() ? QString() : toText(itemAt(row).version);
}

QStringList VersionListModel::columnTitles() const {
    return {tr("Version"), tr("Deployed"), tr("Running"), tr("Waiting")};
}

QString VersionListModel::countText(int row, int column) const {
    const auto runs = runsAt(row, phasesOfColumn(column));
    return runs ? formatCount(*runs) : QString(QChar(0x2013));
}

/// What the column puts together, told apart.
QString VersionListModel::countTip(int row, int column) const {
    QStringList parts;
    for (const auto phase : phasesOfColumn(column)) {
        const auto runs = runsAt(row, {phase});
        if (!runs) {
            return m_whyNot.isEmpty() ? tr("Not counted yet") : m_whyNot;
        }
        parts << QStringLiteral("%1: %2").arg(phaseText(phase), formatCount(*runs));
    }
    return parts.join(QLatin1Char('\n'));
}

QVariant VersionListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const api::WorkflowInfo& info = itemAt(index.row());
    const bool counts = isNumberColumn(index.column());
    switch (role) {
        case Qt::DisplayRole:
            return counts                            ? countText(index.row(), index.column())
                   : index.column() == VersionColumn ? cutText(info.version, kShownTitle)
                                                     : formatAge(info.deployedAt, Clock::now());
        case Qt::ToolTipRole:
            return counts ? countTip(index.row(), index.column())
                   : index.column() == VersionColumn
                       ? tr("%1\nsha256 %2").arg(toText(info.version), toText(info.digest))
                       : formatExact(info.deployedAt);
        case Qt::TextAlignmentRole:
            return counts ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
        case VersionRole:
            return index.column() == VersionColumn && info.latest ? tr("latest") : QString();
        default:
            return WorkflowListModel::data(index, role);
    }
}

}  // namespace beamline::ui
