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
        m_rows.clear();
        for (std::size_t i = 0; i < m_tasks.size(); ++i) {
            m_rows.emplace(m_tasks[i].ref, static_cast<int>(i));
        }
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
    Q_EMIT windowChanged();
}

void TaskListModel::setWindow(api::Timestamp from, api::Timestamp to) {
    m_window = {from, to};
    Q_EMIT windowChanged();
}

std::pair<api::Timestamp, api::Timestamp> TaskListModel::window() const {
    return m_window.second != 0 ? m_window : std::pair(m_start, moment());
}

void TaskListModel::setTimes(const RunTimes* times) {
    m_times = times;
    connect(times, &RunTimes::changed, this, &TaskListModel::tick);
}

bool TaskListModel::isTakenOver(int row) const {
    const api::TaskState& task = m_tasks[static_cast<std::size_t>(row)];
    return m_times && task.phase == api::Phase::completed && m_times->way().isTakenOver(task.ref, m_asOf);
}

std::vector<TimeSegment> TaskListModel::segmentsAt(int row) const {
    const api::TaskState& task = m_tasks[static_cast<std::size_t>(row)];
    if (task.startedAt == 0) {
        return {};
    }
    std::vector<TimeSegment> segments;
    if (m_times) {
        segments = m_times->of(task.ref);
        std::erase_if(segments, [this](const TimeSegment& one) { return one.from > moment(); });
        for (TimeSegment& one : segments) {
            one.to = one.to > moment() ? 0 : one.to;
        }
    }
    if (segments.empty()) {
        const bool waits = !api::isFinal(task.phase) && task.phase != api::Phase::running;
        segments.push_back({waits ? TimeSegment::Kind::Wait : TimeSegment::Kind::Work, task.startedAt, task.endedAt,
                            std::max(task.attempt, 1), std::max(task.iterations, 1), task.phase});
    } else if (task.type == "wait" || task.type == "listen") {  // their work is to wait
        for (TimeSegment& one : segments) {
            one.kind = one.kind == TimeSegment::Kind::Work ? TimeSegment::Kind::Wait : one.kind;
        }
    }
    return segments;
}

void TaskListModel::tick() {
    if (!m_tasks.empty()) {
        Q_EMIT dataChanged(index(0, TimeColumn), index(rowCount() - 1, DurationColumn));
    }
}

int TaskListModel::rowOf(const QString& ref) const {
    const auto found = m_rows.find(toUtf8(ref));
    return found == m_rows.end() ? -1 : found->second;
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
    const auto took = [&] { return isTakenOver(index.row()) ? tr("taken over") : durationText(task); };
    switch (role) {
        case Qt::DisplayRole:
            return index.column() == NameColumn       ? toText(task.name)
                   : index.column() == DurationColumn ? took()
                                                      : QVariant();
        case Qt::AccessibleTextRole:
            return tr("%1, %2, %3").arg(toText(task.name), phaseText(task.phase), took());
        case Qt::ToolTipRole:
            return index.column() == NameColumn ? toText(task.ref)
                   : isTakenOver(index.row())
                       ? tr("Taken over from the earlier run; here it took no time.")
                       : tr("%1, begun %2").arg(phaseText(task.phase), formatTime(task.startedAt, Clock::now()));
        case TakenOverRole:
            return isTakenOver(index.row());
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
            return qint64(window().first);
        case SpanEndRole:
            return qint64(window().second);
        default:
            return {};
    }
}

QVariant TaskListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (section == DurationColumn ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == NameColumn ? tr("Task") : section == TimeColumn ? tr("Time") : tr("Duration");
}

}  // namespace beamline::ui
