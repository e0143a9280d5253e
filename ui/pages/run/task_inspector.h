// SPDX-License-Identifier: Apache-2.0
#pragma once
// Input, output, error, attempts and child runs of the selected task, or of the run while no task is selected. GUI
// thread only.

#include "engine/api/operations.h"
#include "ui/models/task_output.h"
#include "ui/widgets/card.h"

class QAction;
class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QSpinBox;

namespace beamline::ui {

class AttemptsView;
class Button;
class ChangesView;
class EngineSession;
class FoldingTabs;
class JsonView;
class Pill;
class RunFeed;
class RunListModel;
class TableView;
class TakeoverNote;

class TaskInspector : public Card {
    Q_OBJECT
public:
    explicit TaskInspector(EngineSession* session, QWidget* parent = nullptr);

    /// Another run comes: begin with its input again.
    void reset();
    /// Forgets the task and shows the run as a whole.
    void showRun(const api::RunDetail& detail);
    /// Asks for the task's data; while the same task is shown, what is there stays until the answer.
    void showTask(const QString& run, const api::TaskState& task);
    QString task() const { return m_task; }
    /// What can be done from the task that is shown, as a button in the head; the action says when.
    void addTaskAction(QAction* action);
    /// Of a re-run: what was taken over, below the head.
    TakeoverNote* note() const { return m_note; }
    /// As tasks were after so many entries of the history; 0: now.
    void setAsOf(qint64 entry) { m_asOf = entry; }
    /// When what is shown was so; 0: now.
    void setMoment(api::Timestamp at);

Q_SIGNALS:
    /// Enter or double click on a child run.
    void runAsked(const QString& run);

private:
    void buildIterations(QWidget* head);
    QWidget* buildLog();
    QWidget* buildChildren();
    void showChildren(bool any);
    void follow(bool ended);
    void showLog();
    void ask();
    void take(api::Result<api::TaskDetail> reply);
    void showError(const std::optional<api::WorkflowError>& error);
    void showAttempts(std::vector<api::TaskAttempt> attempts, bool otherTask);
    void setHead(const QString& name, api::Phase phase, const QString& place);

    EngineSession* m_session;
    QString m_run;
    QString m_task;
    api::TaskState m_state;
    qint64 m_asOf = 0;
    int m_shownIteration = 0;
    quint64 m_token = 0;
    QLabel* m_name;
    Pill* m_phase;
    QLabel* m_place;
    TakeoverNote* m_note;
    QWidget* m_iterationRow;
    QSpinBox* m_iteration;
    QLabel* m_iterations;
    FoldingTabs* m_tabs;
    JsonView* m_input;
    JsonView* m_output;
    QPlainTextEdit* m_error;
    QPlainTextEdit* m_log = nullptr;
    RunListModel* m_children;
    TableView* m_childTable = nullptr;
    QString m_childrenOf;
    RunFeed* m_feed = nullptr;
    TaskOutput m_written;  ///< by the tasks of m_followed
    QString m_followed;
    AttemptsView* m_attempts;
    ChangesView* m_changes;
    QHBoxLayout* m_headLine;
};

}  // namespace beamline::ui
