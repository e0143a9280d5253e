// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a run that begins at a task of another one takes over and does, task by task, as a table. GUI thread.

#include <QAbstractTableModel>
#include <vector>

#include "engine/api/operations.h"
#include "ui/models/roles.h"

namespace beamline::ui {

/// Warnings come first. KindRole: int(Kind). IdRole: the task's ref.
class RerunPlanModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Columns { TaskColumn, WhatColumn, ColumnCount };
    enum class Kind { Warning, Kept, Begins, Runs };

    explicit RerunPlanModel(QObject* parent = nullptr);

    /// `graph`: of the definition that the plan is for.
    void setPlan(const api::RerunPlan& plan, const api::Graph& graph);
    void clear();
    int count(Kind kind) const;
    /// "Keeps the results of 3 tasks and begins at pay." as one sentence.
    QString summary() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        Kind kind = Kind::Runs;
        std::string ref;
        std::string text;
    };
    void setRows(std::vector<Row> rows);

    std::vector<Row> m_rows;
    QString m_name;  ///< where it begins; empty: from the start
};

}  // namespace beamline::ui
