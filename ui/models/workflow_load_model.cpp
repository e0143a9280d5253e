// SPDX-License-Identifier: Apache-2.0
#include "ui/models/workflow_load_model.h"

#include <QVariant>
#include <tuple>

#include "ui/models/formatting.h"
#include "ui/models/overview_facts.h"
#include "ui/models/workflow_runs.h"

namespace beamline::ui {

bool WorkflowLoad::operator==(const WorkflowLoad& other) const {
    const auto shown = [](const api::RunGroup& g) { return std::tie(g.title, g.byPhase, g.latest, g.p50, g.p95); };
    return key == other.key && shown(group) == shown(other.group);
}

std::int64_t WorkflowLoadModel::faultedOf(const api::RunGroup& group) {
    return countIn(group.byPhase, {api::Phase::faulted});
}

bool WorkflowLoadModel::before(const api::RunGroup& a, const api::RunGroup& b) const {
    const auto most = [this](const api::RunGroup& one) {
        switch (m_column) {
            case RunsColumn:
                return std::pair(static_cast<double>(one.runs), one.runs);
            case FaultedColumn:
                return std::pair(static_cast<double>(faultedOf(one)), one.runs);
            case P95Column:
                return std::pair(one.p95, one.runs);
            case LastColumn:
                return std::pair(static_cast<double>(one.lastAt), one.runs);
            default:
                return std::pair(0.0, std::int64_t{0});
        }
    };
    if (most(a) != most(b)) {
        return m_order == Qt::DescendingOrder ? most(b) < most(a) : most(a) < most(b);
    }
    const bool backwards = m_column == WorkflowColumn && m_order == Qt::DescendingOrder;
    return backwards ? std::tie(b.title, b.key) < std::tie(a.title, a.key)
                     : std::tie(a.title, a.key) < std::tie(b.title, b.key);
}

void WorkflowLoadModel::show(const std::vector<api::RunGroup>& groups) {
    std::vector<WorkflowLoad> rows;
    for (const auto& group : groups) {
        rows.push_back({group.key, group});
    }
    std::sort(rows.begin(), rows.end(), [this](const auto& a, const auto& b) { return before(a.group, b.group); });
    merge(std::move(rows));
}

void WorkflowLoadModel::sort(int column, Qt::SortOrder order) {
    m_column = std::clamp(column, 0, ColumnCount - 1);
    m_order = order;
    auto sorted = rows();
    std::sort(sorted.begin(), sorted.end(), [this](const auto& a, const auto& b) { return before(a.group, b.group); });
    merge(std::move(sorted));
}

QVariant WorkflowLoadModel::text(const api::RunGroup& group, int column) const {
    switch (column) {
        case WorkflowColumn:
            return cutText(group.title, kShownTitle);
        case RunsColumn:
            return formatCount(group.runs);
        case FaultedColumn:
            return formatCount(faultedOf(group));
        case P95Column:
            return group.p95 > 0 ? formatDuration(static_cast<qint64>(group.p95)) : QString(QChar(0x2013));
        default:
            return group.latest ? phaseText(group.latest->phase) : QString();
    }
}

QVariant WorkflowLoadModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& group = rowAt(index.row()).group;
    const bool number = index.column() >= RunsColumn && index.column() <= P95Column;
    switch (role) {
        case Qt::DisplayRole:
            return text(group, index.column());
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
        case Qt::ToolTipRole:
            return index.column() == WorkflowColumn ? cutText(group.key, kShownTitle)
                   : index.column() == P95Column && group.p95 > 0
                       ? tr("Half of its completed runs took %1 or less")
                             .arg(formatDuration(static_cast<qint64>(group.p50)))
                   : index.column() == LastColumn ? formatExact(group.lastAt)
                                                  : QString();
        case IdRole:
            return toText(group.key);
        case PhaseRole:
            return index.column() == LastColumn && group.latest ? QVariant(static_cast<int>(group.latest->phase))
                                                                : QVariant();
        default:
            return {};
    }
}

QVariant WorkflowLoadModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    const bool number = section >= RunsColumn && section <= P95Column;
    switch (role) {
        case Qt::DisplayRole:
            return QStringList{tr("Workflow"), tr("Runs"), tr("Faulted"), tr("p95"), tr("Last")}[section];
        case Qt::ToolTipRole:
            return QStringList{tr("Sort by name"), tr("Sort by how much each ran"), tr("Sort by what failed most"),
                               tr("Sort by what took longest: 95 of 100 completed runs took no longer than this"),
                               tr("Sort by what ran last")}[section];
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
        case Qt::InitialSortOrderRole:
            return section == WorkflowColumn ? Qt::AscendingOrder : Qt::DescendingOrder;
        default:
            return {};
    }
}

}  // namespace beamline::ui
