// SPDX-License-Identifier: Apache-2.0
#pragma once
// The tasks of one run with their times, for the time line and as the table beside the graph. GUI thread.

#include <QAbstractTableModel>
#include <vector>

#include "engine/api/values.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class TaskListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { NameColumn, TimeColumn, DurationColumn, ColumnCount };
    enum { SpanStartRole = FirstOwnRole, SpanEndRole };  ///< qint64: the time that the whole list covers, ms since 1970

    explicit TaskListModel(QObject* parent = nullptr);

    /// In document order. Rows are changed in place when the tasks are the same as before.
    void setTasks(std::vector<api::TaskState> tasks);
    /// `end` 0: the run goes on, the span ends now. Else time stands still there, for what was running too.
    void setSpan(api::Timestamp start, api::Timestamp end);
    /// The times of what is running have moved on.
    void tick();
    const std::vector<api::TaskState>& tasks() const { return m_tasks; }
    int rowOf(const QString& ref) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString durationText(const api::TaskState& task) const;
    api::Timestamp moment() const;

    std::vector<api::TaskState> m_tasks;
    api::Timestamp m_start = 0;
    api::Timestamp m_end = 0;
};

}  // namespace beamline::ui
