// SPDX-License-Identifier: Apache-2.0
#include "ui/models/recent_run_model.h"

#include <QVariant>

#include "ui/models/formatting.h"

namespace beamline::ui {

void RecentRunModel::show(const std::vector<api::RunSummary>& runs) {
    std::vector<RecentRun> rows;
    for (const auto& run : runs) {
        rows.push_back({run.id, run});
    }
    merge(std::move(rows));
}

QVariant RecentRunModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& run = rowAt(index.row()).run;
    switch (role) {
        case Qt::DisplayRole:
            switch (index.column()) {
                case PhaseColumn:
                    return phaseText(run.phase);
                case WorkflowColumn:
                    return cutText(run.workflow, kShownTitle);
                case NowColumn:
                    return withLocalTimes(cutText(run.now, kShownTitle), Clock::now());
                default:
                    return formatAge(run.updatedAt, Clock::now());
            }
        case Qt::ToolTipRole:
            return index.column() == AgeColumn   ? formatExact(run.updatedAt)
                   : index.column() == NowColumn ? withLocalTimes(cutText(run.now, kShownText), Clock::now())
                                                 : toText(run.id);
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignVCenter | Qt::AlignLeft);
        case Qt::AccessibleTextRole:
            return index.column() == WorkflowColumn && isDryRun(run)
                       ? QVariant(tr("%1, dry run").arg(cutText(run.workflow, kShownTitle)))
                       : index.data();
        case IdRole:
            return toText(run.id);
        case PhaseRole:
            return static_cast<int>(run.phase);
        case DryRunRole:
            return isDryRun(run);
        default:
            return {};
    }
}

QVariant RecentRunModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | Qt::AlignLeft);
    }
    return role == Qt::DisplayRole
               ? QVariant(QStringList{tr("Phase"), tr("Workflow"), tr("Now"), tr("Changed")}[section])
               : QVariant();
}

}  // namespace beamline::ui
