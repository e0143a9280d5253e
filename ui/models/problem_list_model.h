// SPDX-License-Identifier: Apache-2.0
#pragma once
// The mistakes of a definition or of an input, as a table. GUI thread.

#include <QAbstractTableModel>
#include <vector>

#include "engine/api/values.h"
#include "ui/models/roles.h"

namespace beamline::ui {

class ProblemListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Columns { PlaceColumn, MessageColumn, PointerColumn, ColumnCount };
    /// KindRole: int(api::Severity). PointerRole: where. Qt::UserRole: the line, 0 when unknown.

    explicit ProblemListModel(QObject* parent = nullptr);

    void setProblems(std::vector<api::Problem> problems);
    const std::vector<api::Problem>& problems() const { return m_problems; }
    int errorCount() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<api::Problem> m_problems;
};

/// The problems that an error of the port carries in its detail; one made of its message when it carries none.
std::vector<api::Problem> problemsOf(const api::Error& error);
/// The error's sentence, and below it what it lists: one problem a line with its place, at most kMaxListedProblems.
QString errorWithProblems(const api::Error& error);
inline constexpr int kMaxListedProblems = 5;

}  // namespace beamline::ui
