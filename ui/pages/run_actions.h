// SPDX-License-Identifier: Apache-2.0
#pragma once
// Suspend, resume, retry and cancel of one run, as actions that know when they apply and say why not. GUI thread only.

#include <QAction>
#include <QObject>
#include <QPointer>
#include <optional>

#include "engine/api/values.h"

namespace beamline::ui {

class EngineSession;
class Question;

class RunActions : public QObject {
    Q_OBJECT
public:
    /// The actions are added to `host`, which is also the parent of the question before a cancel.
    RunActions(EngineSession* session, QWidget* host);

    /// The run that the actions act upon; none disables them.
    void setRun(std::optional<api::RunSummary> run);
    /// Why nothing can be done to it now; empty: nothing stands in the way.
    void setObstacle(const QString& why);

    QAction* suspend() const { return m_suspend; }
    QAction* resume() const { return m_resume; }
    QAction* retry() const { return m_retry; }
    QAction* cancel() const { return m_cancel; }

Q_SIGNALS:
    void done(const beamline::api::RunSummary& run);
    void failed(const beamline::api::Error& error, const QString& what);

private:
    void update();
    template <class Op>
    void send(const QString& what);
    void askAndCancel();

    EngineSession* m_session;
    QWidget* m_host;
    std::optional<api::RunSummary> m_run;
    QString m_why;
    bool m_sending = false;
    QAction* m_suspend;
    QAction* m_resume;
    QAction* m_retry;
    QAction* m_cancel;
    QPointer<Question> m_question;
};

}  // namespace beamline::ui
