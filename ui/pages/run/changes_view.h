// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a task got and put out another time around, against what it got and put out now: the iteration or the attempt
// before. GUI thread only.

#include <QWidget>
#include <optional>

#include "engine/api/operations.h"

class QComboBox;
class QLabel;

namespace beamline::ui {

class DiffView;
class EngineSession;

class ChangesView : public QWidget {
    Q_OBJECT
public:
    explicit ChangesView(EngineSession* session, QWidget* parent = nullptr);

    /// What is shown as "now"; asks for what was before when it is looked at. `asOf` as in GetTask.
    void setTask(const QString& run, const api::TaskDetail& task, qint64 asOf);
    void clear();
    /// There is something before it.
    static bool hasBefore(const api::TaskDetail& task) { return task.iteration > 1 || task.attempts.size() > 1; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    enum Against { Iteration, Attempt };
    void fillChoice();
    void ask();
    void askIteration();
    void askAttempt();
    void showDiff(const QString& inputBefore, const QString& outputBefore);
    void say(const QString& text);

    EngineSession* m_session;
    QString m_run;
    std::optional<api::TaskDetail> m_task;
    qint64 m_asOf = 0;
    bool m_stale = false;
    quint64 m_token = 0;
    QComboBox* m_against;
    QComboBox* m_what;
    QLabel* m_note;
    DiffView* m_diff;
    QString m_inputBefore;
    QString m_outputBefore;
};

}  // namespace beamline::ui
