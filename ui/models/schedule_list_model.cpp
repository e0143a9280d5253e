// SPDX-License-Identifier: Apache-2.0
#include "ui/models/schedule_list_model.h"

#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

namespace {
constexpr qint64 kSecond = 1000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;

auto keyOf(const api::Schedule& schedule) {
    return std::tie(schedule.ns, schedule.workflow);
}
}  // namespace

QString scheduleKindText(api::ScheduleKind kind) {
    switch (kind) {
        case api::ScheduleKind::every:
            return ScheduleListModel::tr("Every");
        case api::ScheduleKind::cron:
            return ScheduleListModel::tr("Cron");
        case api::ScheduleKind::after:
            return ScheduleListModel::tr("After the last");
        case api::ScheduleKind::on:
            break;
    }
    return ScheduleListModel::tr("On events");
}

QString formatUntil(api::Timestamp at, api::Timestamp now) {
    if (at == 0) {
        return QString(QChar(0x2013));
    }
    const qint64 left = at - now;
    return left < kSecond    ? ScheduleListModel::tr("now")
           : left < kMinute  ? ScheduleListModel::tr("in %1 s").arg(left / kSecond)
           : left < kHour    ? ScheduleListModel::tr("in %1 min").arg(left / kMinute)
           : left < 2 * kDay ? ScheduleListModel::tr("in %1 h").arg(left / kHour)
                             : ScheduleListModel::tr("in %1 d").arg(left / kDay);
}

std::optional<TickCount> ticksBetween(const api::Schedule& schedule, api::Timestamp from, api::Timestamp to) {
    const bool ticking = schedule.kind == api::ScheduleKind::every || schedule.kind == api::ScheduleKind::cron;
    if (!ticking || schedule.next.size() < 2 || to < from) {
        return std::nullopt;
    }
    const auto first = schedule.next.front();
    const auto period = (schedule.next.back() - first) / static_cast<qint64>(schedule.next.size() - 1);
    if (period <= 0) {
        return std::nullopt;
    }
    if (schedule.kind == api::ScheduleKind::cron) {
        return TickCount{std::max<qint64>(1, (to - from) / period), false};
    }
    const auto phase = ((first - from) % period + period) % period;  // of the first tick behind `from`
    return TickCount{to - from < phase ? 0 : (to - from - phase) / period + 1, true};
}

ScheduleListModel::ScheduleListModel(EngineSession* session, QObject* parent)
    : QAbstractTableModel(parent), m_session(session) {
    const auto again = [this] {
        if (m_state != State::Idle) {
            refresh();
        }
    };
    connect(session, &EngineSession::gap, this, again);
    connect(session, &EngineSession::eventsArrived, this, [again](const std::vector<api::Event>& batch) {
        if (std::any_of(batch.begin(), batch.end(), [](const api::Event& event) {
                return event.kind == "schedule.changed" || event.kind == "workflow.deployed";
            })) {
            again();
        }
    });
}

void ScheduleListModel::refresh() {
    if (m_asking) {
        m_askAgain = true;  // what made the caller ask may be younger than the answer under way
        return;
    }
    m_asking = true;
    if (m_rows.empty()) {
        m_state = State::Loading;
        Q_EMIT stateChanged();
    }
    m_session->call<api::ListSchedules>({}, this, [this](api::Result<api::SchedulePage> reply) {
        m_asking = false;
        if (reply.ok()) {
            merge(std::move(reply->items));
            m_state = State::Ready;
        } else {
            m_error = reply.error();
            m_state = State::Failed;
        }
        Q_EMIT stateChanged();
        if (std::exchange(m_askAgain, false)) {
            refresh();
        }
    });
}

/// Both are in order of their keys. Rows keep their identity, so that the selection stays.
void ScheduleListModel::merge(std::vector<api::Schedule> items) {
    std::stable_sort(items.begin(), items.end(), [](const auto& a, const auto& b) { return keyOf(a) < keyOf(b); });
    std::size_t row = 0;
    for (auto& item : items) {
        while (row < m_rows.size() && keyOf(m_rows[row]) < keyOf(item)) {
            beginRemoveRows({}, static_cast<int>(row), static_cast<int>(row));
            m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(row));
            endRemoveRows();
        }
        const int at = static_cast<int>(row);
        if (row == m_rows.size() || keyOf(item) < keyOf(m_rows[row])) {
            beginInsertRows({}, at, at);
            m_rows.insert(m_rows.begin() + at, std::move(item));
            endInsertRows();
        } else if (!(m_rows[row] == item)) {
            m_rows[row] = std::move(item);
            Q_EMIT dataChanged(index(at, 0), index(at, ColumnCount - 1));
        }
        ++row;
    }
    if (row < m_rows.size()) {
        beginRemoveRows({}, static_cast<int>(row), rowCount() - 1);
        m_rows.resize(row);
        endRemoveRows();
    }
}

void ScheduleListModel::tick() {
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, NextColumn), index(rowCount() - 1, LastColumn), {Qt::DisplayRole});
    }
}

int ScheduleListModel::rowOf(const QString& id) const {
    for (int row = 0; row < rowCount(); ++row) {
        if (index(row, 0).data(IdRole).toString() == id) {
            return row;
        }
    }
    return -1;
}

int ScheduleListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ScheduleListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString ScheduleListModel::text(const api::Schedule& schedule, int column) const {
    switch (column) {
        case WorkflowColumn:
            return toText(schedule.workflow);
        case KindColumn:
            return scheduleKindText(schedule.kind);
        case DetailColumn:
            return cutText(schedule.detail, kShownTitle);
        case NextColumn:
            return schedule.paused ? QString(QChar(0x2013))
                                   : formatUntil(schedule.next.empty() ? 0 : schedule.next.front(), Clock::now());
        case LastColumn:
            return formatAge(schedule.last, Clock::now());
        default:
            return !schedule.problem.empty() ? tr("Last start failed") : schedule.paused ? tr("Paused") : tr("Active");
    }
}

QVariant ScheduleListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const api::Schedule& schedule = at(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return text(schedule, index.column());
        case Qt::ToolTipRole:
            if (index.column() == NextColumn) {
                QStringList times;
                for (const auto time : schedule.next) {
                    times << formatExact(time);
                }
                return schedule.paused && !times.isEmpty()
                           ? tr("Paused. After a resume: %1").arg(times.join(QLatin1Char('\n')))
                           : times.join(QLatin1Char('\n'));
            }
            return index.column() == LastColumn ? (schedule.last == 0 ? QString() : formatExact(schedule.last))
                   : index.column() == StateColumn && !schedule.problem.empty() ? cutText(schedule.problem, kShownText)
                   : index.column() == WorkflowColumn
                       ? QStringLiteral("%1/%2").arg(toText(schedule.ns), toText(schedule.workflow))
                       : text(schedule, index.column());
        case PhaseRole:
            return index.column() != StateColumn ? QVariant()
                                                 : static_cast<int>(!schedule.problem.empty() ? api::Phase::faulted
                                                                    : schedule.paused         ? api::Phase::suspended
                                                                                              : api::Phase::running);
        case IdRole:
            return QStringLiteral("%1/%2").arg(toText(schedule.ns), toText(schedule.workflow));
        case VersionRole:
            return toText(schedule.version);
        default:
            return {};
    }
}

QVariant ScheduleListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    const QStringList titles{tr("Workflow"), tr("Starts"), tr("When"), tr("Next"), tr("Last"), tr("State")};
    return titles.value(section);
}

}  // namespace beamline::ui
