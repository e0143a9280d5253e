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
    static constexpr std::size_t kMaxEntries = 20'000;  ///< starts that are read for the attempt before

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
    void askAttempt(api::Cursor after, std::size_t seen, bool foundLast);
    void showBefore(std::optional<api::Json> input, api::Json output, const std::optional<api::WorkflowError>& error);
    void showDiff();
    void say(const QString& text);

    EngineSession* m_session;
    QString m_run;
    std::optional<api::TaskDetail> m_task;
    qint64 m_asOf = 0;
    bool m_stale = false;
    bool m_known = false;  ///< what was before has been told
    quint64 m_token = 0;
    QComboBox* m_against;
    QComboBox* m_what;
    QLabel* m_note;
    DiffView* m_diff;
    std::optional<api::Json> m_inputBefore;  ///< nothing: it is not known
    api::Json m_outputBefore;
    std::optional<api::WorkflowError> m_errorBefore;
};

}  // namespace beamline::ui
