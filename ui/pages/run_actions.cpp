// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run_actions.h"

#include <QWidget>

#include "engine/api/operations.h"
#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/page.h"
#include "ui/widgets/question.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

RunActions::RunActions(EngineSession* session, QWidget* host)
    : QObject(host),
      m_session(session),
      m_host(host),
      m_suspend(addPageAction(host, "run.suspend", tr("Suspend"), QStringLiteral("suspend"))),
      m_resume(addPageAction(host, "run.resume", tr("Resume"), QStringLiteral("resume"))),
      m_retry(addPageAction(host, "run.retry", tr("Retry"), QStringLiteral("retry"))),
      m_cancel(addPageAction(host, "run.cancel", tr("Cancel run…"), QStringLiteral("cancel"))) {
    connect(m_suspend, &QAction::triggered, this, [this] { send<api::SuspendRun>(tr("Suspending the run")); });
    connect(m_resume, &QAction::triggered, this, [this] { send<api::ResumeRun>(tr("Resuming the run")); });
    connect(m_retry, &QAction::triggered, this, [this] { send<api::RetryRun>(tr("Retrying the run")); });
    connect(m_cancel, &QAction::triggered, this, &RunActions::askAndCancel);
    connect(session, &EngineSession::healthChanged, this, &RunActions::update);
    update();
}

void RunActions::setRun(std::optional<api::RunSummary> run) {
    m_run = std::move(run);
    update();
}

void RunActions::setObstacle(const QString& why) {
    if (why != m_why) {
        m_why = why;
        update();
    }
}

void RunActions::update() {
    const auto set = [](QAction* action, bool enabled, const QString& what, const QString& why) {
        action->setEnabled(enabled);
        action->setToolTip(enabled ? what : why);
    };
    const auto obstacle = [this](const char* operation) {
        const QString away = m_session->obstacle(operation);
        return away.isEmpty() ? m_why : away;
    };
    const std::pair<QAction*, QString> all[] = {{m_suspend, obstacle(api::SuspendRun::kInfo.name)},
                                                {m_resume, obstacle(api::ResumeRun::kInfo.name)},
                                                {m_retry, obstacle(api::RetryRun::kInfo.name)},
                                                {m_cancel, obstacle(api::CancelRun::kInfo.name)}};
    const QString none = m_sending ? tr("The engine is being asked…") : m_run ? QString() : tr("Select a run first.");
    if (!none.isEmpty()) {
        for (const auto& [action, away] : all) {
            set(action, false, {}, away.isEmpty() ? none : away);
        }
        return;
    }
    const api::Phase phase = m_run->phase;
    const auto can = [phase](api::BatchAction action) { return api::applies(action, phase); };
    const QString is = tr("The run is %1.").arg(phaseText(phase).toLower());
    set(m_suspend, can(api::BatchAction::suspend), tr("Stop before the next task. What is in flight ends and is kept."),
        api::isFinal(phase) ? tr("%1 Only a run in flight can be suspended.").arg(is)
                            : tr("The run is suspended already."));
    set(m_resume, can(api::BatchAction::resume), tr("Go on where the run was suspended."),
        tr("%1 Only a suspended run can be resumed.").arg(is));
    set(m_retry, can(api::BatchAction::retry), tr("Go on at the task that faulted. Completed tasks stand."),
        tr("%1 Only a faulted run can be retried.").arg(is));
    set(m_cancel, can(api::BatchAction::cancel),
        tr("End the run. Work in flight is told to stop, open approvals are withdrawn."),
        tr("%1 There is nothing left to cancel.").arg(is));
    for (const auto& [action, away] : all) {
        if (!away.isEmpty()) {
            set(action, false, {}, away);
        }
    }
}

template <class Op>
void RunActions::send(const QString& what) {
    if (!m_run) {
        return;
    }
    Op op;
    op.run = m_run->id;
    m_sending = true;
    update();
    m_session->call<Op>(op, this, [this, what](api::Result<api::RunReply> reply) {
        m_sending = false;
        if (reply.ok()) {
            if (m_run && m_run->id == reply->run.id) {
                m_run = reply->run;
            }
            Q_EMIT done(reply->run);
        } else {
            Q_EMIT failed(reply.error(), what);
        }
        update();
    });
}

/// Cannot be undone, so it asks; the safe answer is the default.
void RunActions::askAndCancel() {
    if (!m_run || m_question) {
        return;
    }
    m_question = new Question(tr("Cancel %1?").arg(toText(m_run->workflow)),
                              tr("Run %1 ends for good after %2 of %n task(s). Work in flight is told to stop and open "
                                 "approvals are withdrawn.",
                                 nullptr, m_run->tasksTotal)
                                  .arg(shortId(toText(m_run->id)))
                                  .arg(m_run->tasksDone),
                              tr("Cancel run"), Button::Danger, tr("Keep it"), m_host);
    const std::string id = m_run->id;
    connect(m_question, &QDialog::accepted, this, [this, id] {
        if (m_run && m_run->id == id) {
            send<api::CancelRun>(tr("Cancelling the run"));
        }
    });
    m_question->open();
}

}  // namespace beamline::ui
