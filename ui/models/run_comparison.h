// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is not the same in two runs of a workflow: definition, input, the way through the tasks, output. Pure functions,
// any thread; the table of it in the GUI thread.

#include <QAbstractTableModel>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/operations.h"
#include "ui/models/roles.h"

namespace beamline::ui {

/// A task in both runs. A is the run that was there before, B the one that is looked at.
struct TaskPair {
    enum class Path { Neither, Same, OnlyA, OnlyB, OtherEnd, OtherCount, OtherOutput };

    std::string ref;  ///< in B's definition, of what only A has in A's
    std::string name;
    std::optional<api::TaskState> a, b;  ///< absent: the definition has no such task
    Path path = Path::Neither;
    qint64 tookA = -1;  ///< ms, of the latest iteration; -1: it never began
    qint64 tookB = -1;
    bool differs() const { return path != Path::Neither && path != Path::Same; }
    /// More than what it put out.
    bool isOtherWay() const { return differs() && path != Path::OtherOutput; }
};

/// Where two runs part, in the order in which one is the cause of the other.
enum class FirstDifference { None, Definition, Input, Task, Output, Error };

struct RunComparison {
    std::vector<TaskPair> tasks;  ///< in document order of B; what only A has stands where it stood
    bool otherVersion = false;
    bool otherInput = false;
    bool otherOutput = false;
    bool otherError = false;
    FirstDifference first = FirstDifference::None;
    int firstTask = -1;         ///< in tasks; also when input or definition come before it
    int firstWay = -1;          ///< the first task that differs in more than its output
    QString firstMember;        ///< pointer of the first member of the input, or of the output, that differs
    QString firstOutputMember;  ///< likewise, of the output of firstTask
    int differing = 0;          ///< tasks
    QString errorA, errorB;     ///< title and detail, when both ended with one
    qint64 tookA = -1;          ///< ms
    qint64 tookB = -1;
    int slowest = -1;  ///< the task, without others inside, whose durations differ most; -1: none do
};

/// What each task put out when it last completed, by its ref.
using TaskOutputs = std::map<std::string, api::Json>;

/// `now`: until then goes on what has not ended. Tasks are the same by their ref, or, where the definition was changed
/// around them, by the names on the way to them. Outputs are compared where both are known.
RunComparison compareRuns(const api::RunDetail& a, const api::RunDetail& b, api::Timestamp now,
                          const TaskOutputs& outputsA = {}, const TaskOutputs& outputsB = {});
/// JSON pointer of the first place where the two differ, in the order of `a`, then of what only `b` has; nothing when
/// they are equal.
std::optional<QString> firstDifferenceIn(const api::Json& a, const api::Json& b);
/// "+2.3 s", "−120 ms", "±0"; an en dash when either never began.
QString durationDifference(qint64 a, qint64 b);

class RunComparisonModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Columns {
        TaskColumn,
        WhatColumn,
        PhaseAColumn,
        PhaseBColumn,
        TookAColumn,
        TookBColumn,
        MoreColumn,
        ColumnCount
    };
    enum { DiffersRole = FirstOwnRole };  ///< bool

    explicit RunComparisonModel(QObject* parent = nullptr);

    /// Rows that stay keep their identity.
    void setComparison(RunComparison comparison);
    const RunComparison& comparison() const { return m_comparison; }
    /// Only tasks that differ.
    void setOnlyDifferences(bool only);
    const TaskPair& pairAt(int row) const { return m_comparison.tasks[m_rows[static_cast<std::size_t>(row)]]; }
    int rowOf(const std::string& ref) const;  ///< -1: not shown
    /// One sentence for people: where they part.
    QString firstDifferenceText() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<std::size_t> shownRows() const;
    static QString whatText(const TaskPair& pair);
    QString taskDifferenceText() const;
    QString sameText() const;
    static QString text(const TaskPair& pair, int column);

    RunComparison m_comparison;
    std::vector<std::size_t> m_rows;  ///< indices into its tasks
    bool m_only = false;
};

}  // namespace beamline::ui
