// SPDX-License-Identifier: Apache-2.0
#include "ui/models/task_list_model.h"

#include <algorithm>

#include "ui/models/formatting.h"

namespace beamline::ui {

TaskListModel::TaskListModel(QObject* parent) : QAbstractTableModel(parent) {}

api::Timestamp TaskListModel::moment() const {
    return m_end != 0 ? m_end : Clock::now();
}

QString TaskListModel::durationText(const api::TaskState& task) const {
    return formatDuration(task.startedAt == 0 ? -1 : (task.endedAt != 0 ? task.endedAt : moment()) - task.startedAt);
}

void TaskListModel::setTasks(std::vector<api::TaskState> tasks) {
    const bool same = std::equal(tasks.begin(), tasks.end(), m_tasks.begin(), m_tasks.end(),
                                 [](const auto& a, const auto& b) { return a.ref == b.ref; });
    if (!same) {
        beginResetModel();
        m_tasks = std::move(tasks);
        endResetModel();
    } else if (!tasks.empty()) {
        m_tasks = std::move(tasks);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

void TaskListModel::setSpan(api::Timestamp start, api::Timestamp end) {
    m_start = start;
    m_end = end;
    tick();
}

void TaskListModel::tick() {
    if (!m_tasks.empty()) {
        Q_EMIT dataChanged(index(0, TimeColumn), index(rowCount() - 1, DurationColumn));
    }
}

int TaskListModel::rowOf(const QString& ref) const {
    const std::string key = toUtf8(ref);
    const auto found = std::find_if(m_tasks.begin(), m_tasks.end(), [&](const auto& task) { return task.ref == key; });
    return found == m_tasks.end() ? -1 : static_cast<int>(found - m_tasks.begin());
}

int TaskListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_tasks.size());
}

int TaskListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TaskListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const api::TaskState& task = m_tasks[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            return index.column() == NameColumn       ? toText(task.name)
                   : index.column() == DurationColumn ? durationText(task)
                                                      : QVariant();
        case Qt::AccessibleTextRole:
            return tr("%1, %2, %3").arg(toText(task.name), phaseText(task.phase), durationText(task));
        case Qt::ToolTipRole:
            return index.column() == NameColumn
                       ? toText(task.ref)
                       : tr("%1, begun %2").arg(phaseText(task.phase), formatTime(task.startedAt, Clock::now()));
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignVCenter | (index.column() == DurationColumn ? Qt::AlignRight : Qt::AlignLeft));
        case IdRole:
            return toText(task.ref);
        case PhaseRole:
            return static_cast<int>(task.phase);
        case StartRole:
            return qint64(task.startedAt);
        case EndRole:
            return qint64(task.endedAt);
        case SpanStartRole:
            return qint64(m_start);
        case SpanEndRole:
            return qint64(moment());
        default:
            return {};
    }
}

QVariant TaskListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == NameColumn ? tr("Task") : section == TimeColumn ? tr("Time") : tr("Duration");
}

}  // namespace beamline::ui
