// SPDX-License-Identifier: Apache-2.0
#pragma once
// The tasks of one run with their times, for the time line and as the table beside the graph. GUI thread.

#include <QAbstractTableModel>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/api/values.h"
#include "ui/models/roles.h"
#include "ui/models/run_times.h"

namespace beamline::ui {

class TaskListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { NameColumn, TimeColumn, DurationColumn, ColumnCount };
    /// Span: qint64, the time that is seen, ms since 1970; TakenOver: bool, its result is that of another run.
    enum { SpanStartRole = FirstOwnRole, SpanEndRole, TakenOverRole };

    explicit TaskListModel(QObject* parent = nullptr);

    /// In document order. Rows are changed in place when the tasks are the same as before.
    void setTasks(std::vector<api::TaskState> tasks);
    /// `end` 0: the run goes on, the span ends now. Else time stands still there, for what was running too.
    void setSpan(api::Timestamp start, api::Timestamp end);
    /// The part of the span that is seen; both 0: all of it, also while it grows.
    void setWindow(api::Timestamp from, api::Timestamp to);
    std::pair<api::Timestamp, api::Timestamp> window() const;
    api::Timestamp start() const { return m_start; }
    api::Timestamp moment() const;  ///< the end of the span
    /// Where attempts, waits and pauses are known from; lives as long as the model. Without it a task is one bar.
    void setTimes(const RunTimes* times);
    /// As the run was after so many entries of its history; 0: now.
    void setAsOf(qint64 entries) { m_asOf = entries; }
    /// Its result is that of the run that this one is a re-run of.
    bool isTakenOver(int row) const;
    /// What a bar is made of, at most until moment().
    std::vector<TimeSegment> segmentsAt(int row) const;
    /// The times of what is running have moved on.
    void tick();
    const std::vector<api::TaskState>& tasks() const { return m_tasks; }
    int rowOf(const QString& ref) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void windowChanged();

private:
    QString durationText(const api::TaskState& task) const;

    std::vector<api::TaskState> m_tasks;
    std::unordered_map<std::string, int> m_rows;
    const RunTimes* m_times = nullptr;
    api::Timestamp m_start = 0;
    api::Timestamp m_end = 0;
    std::pair<api::Timestamp, api::Timestamp> m_window;
    qint64 m_asOf = 0;
};

}  // namespace beamline::ui
