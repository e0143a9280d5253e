// SPDX-License-Identifier: Apache-2.0
#pragma once
// What starts by itself, by namespace and workflow. The port gives all schedules at once. GUI thread.

#include <QAbstractTableModel>
#include <optional>
#include <vector>

#include "engine/api/operations.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class EngineSession;

class ScheduleListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Columns { WorkflowColumn, KindColumn, DetailColumn, NextColumn, LastColumn, StateColumn, ColumnCount };
    enum class State { Idle, Loading, Ready, Failed };
    /// IdRole: "ns/workflow". VersionRole: the version. PhaseRole of the state: the phase whose looks it has.

    explicit ScheduleListModel(EngineSession* session, QObject* parent = nullptr);

    /// Asks for the list; rows stay until the answer is there and are then changed in place.
    void refresh();
    /// The ages and the times until the next starts, as of now.
    void tick();
    State state() const { return m_state; }
    const api::Error& error() const { return m_error; }
    const api::Schedule& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(const QString& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// Also when an answer changed nothing.
    void stateChanged();

private:
    QString text(const api::Schedule& schedule, int column) const;
    void merge(std::vector<api::Schedule> items);

    EngineSession* m_session;
    State m_state = State::Idle;
    api::Error m_error;
    std::vector<api::Schedule> m_rows;
    bool m_asking = false;
    bool m_askAgain = false;
};

/// The word for a kind of schedule.
QString scheduleKindText(api::ScheduleKind kind);
/// "in 12 min", "in 3 h", "now"; an en dash when it is not known.
QString formatUntil(api::Timestamp at, api::Timestamp now);

/// How many ticks a back-fill covers, as far as the console can know.
struct TickCount {
    qint64 count = 0;
    bool exact = false;  ///< otherwise from the distance of the coming ticks
};
/// Nothing when the kind has no ticks in the past, or their distance is not known.
std::optional<TickCount> ticksBetween(const api::Schedule& schedule, api::Timestamp from, api::Timestamp to);

}  // namespace beamline::ui
