// SPDX-License-Identifier: Apache-2.0
#pragma once
// What happened in a run, entry by entry: of one kind or all, of one task or all, from a moment on, from its end or
// from its beginning. GUI thread only.

#include <QWidget>
#include <vector>

#include "engine/api/values.h"
#include "ui/models/moment_text.h"

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;

namespace beamline::ui {

class ContentStack;
class HistoryModel;
class TableView;

class HistoryView : public QWidget {
    Q_OBJECT
public:
    explicit HistoryView(HistoryModel* model, QWidget* parent = nullptr);

    /// All of it, newest first.
    void reset();
    /// Room for the times of a run of that day.
    void fitTimes(api::Timestamp createdAt);
    /// What can be chosen, in document order, and what moments are counted from.
    void setRun(const std::vector<api::TaskState>& tasks, RunSpan span);
    /// The task that is selected elsewhere, empty for none: the choice of the selected task follows it.
    void setSelected(const QString& ref);
    /// Puts the cursor into the field for a moment.
    void askMoment();
    /// Only the selected task, whichever that is; again: all tasks.
    void toggleSelected();

Q_SIGNALS:
    void taskChosen(const QString& ref);
    /// Enter or double click: the run as it was then.
    void entryActivated(quint64 seq, int index);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildLine();
    void buildMoment();
    void buildTable();
    void showState();
    void showTasks();
    void ask();
    void takeMoment();
    void setMoment(api::Timestamp at);
    void tell(const QString& problem);
    void choose(const QString& ref);

    HistoryModel* m_model;
    QComboBox* m_kind;
    QComboBox* m_task;
    QComboBox* m_order;
    QLineEdit* m_moment;
    QLabel* m_problem;
    QLabel* m_count;
    QWidget* m_line = nullptr;
    TableView* m_table;
    ContentStack* m_stack;
    std::vector<std::pair<QString, QString>> m_tasks;  ///< reference, name
    QString m_selected;
    RunSpan m_span;
    api::Timestamp m_from = 0;  ///< the moment that is shown
    bool m_jumps = false;       ///< the keyboard goes to the table as soon as the moment is there
    bool m_choosing = false;    ///< the selection that comes back is of this table
};

}  // namespace beamline::ui
