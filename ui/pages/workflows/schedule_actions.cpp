// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/schedule_actions.h"

#include <QAction>
#include <QWidget>

#include "ui/models/formatting.h"
#include "ui/pages/workflows/backfill_dialog.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

ScheduleActions::ScheduleActions(EngineSession* session, QWidget* owner)
    : QObject(owner), m_session(session), m_owner(owner) {
    m_pause = addCommand("schedule.pause", tr("Pause"), QKeySequence(Qt::Key_P));
    m_resume = addCommand("schedule.resume", tr("Resume"), QKeySequence(Qt::Key_R));
    m_trigger = addCommand("schedule.trigger", tr("Trigger now"), QKeySequence(Qt::Key_T));
    m_backfill = addCommand("schedule.backfill", tr("Back-fill…"), QKeySequence(Qt::Key_B));
    connect(m_pause, &QAction::triggered, this, [this] { control(api::ScheduleAction::pause); });
    connect(m_resume, &QAction::triggered, this, [this] { control(api::ScheduleAction::resume); });
    connect(m_trigger, &QAction::triggered, this, [this] { control(api::ScheduleAction::trigger); });
    connect(m_backfill, &QAction::triggered, this, &ScheduleActions::fill);
    connect(m_session, &EngineSession::healthChanged, this, &ScheduleActions::update);
    update();
}

QAction* ScheduleActions::addCommand(const char* id, const QString& text, const QKeySequence& key) {
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(id));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_owner->addAction(action);
    return action;
}

void ScheduleActions::setSchedule(const api::Schedule* schedule, bool inFront) {
    m_schedule = schedule ? std::optional(*schedule) : std::nullopt;
    m_inFront = inFront;
    update();
}

void ScheduleActions::update() {
    const auto& schedule = m_schedule;
    const QString away = m_session->obstacle(api::ControlSchedule::kInfo.name);
    const bool can = schedule && m_inFront && away.isEmpty();
    const bool ticks =
        schedule && (schedule->kind == api::ScheduleKind::cron || schedule->kind == api::ScheduleKind::every);
    m_pause->setEnabled(can && !schedule->paused);
    m_resume->setEnabled(can && schedule->paused);
    m_trigger->setEnabled(can);
    m_backfill->setEnabled(can && ticks);
    const QString none = !away.isEmpty() ? away : tr("Select a schedule first.");
    const bool tells = schedule && away.isEmpty();  // of itself; else why nothing can be done
    m_pause->setToolTip(!tells ? none : schedule->paused ? tr("It is paused.") : tr("Starts nothing until resumed"));
    m_resume->setToolTip(!tells              ? none
                         : !schedule->paused ? tr("It is not paused.")
                                             : tr("Goes on from now; what was missed is left out"));
    m_trigger->setToolTip(!tells ? none : tr("Starts a run now; the schedule stays as it is"));
    m_backfill->setToolTip(!tells  ? none
                           : ticks ? tr("Starts what was missed in a time that is past")
                                   : tr("Only schedules of cron and every have starts in the past; trigger this one."));
    const QString name = schedule ? toText(schedule->workflow) : QString();
    m_pause->setProperty("command", tr("Pause the schedule of %1").arg(name));
    m_resume->setProperty("command", tr("Resume the schedule of %1").arg(name));
    m_trigger->setProperty("command", tr("Trigger %1 now").arg(name));
    m_backfill->setProperty("command", tr("Back-fill %1…").arg(name));
}

void ScheduleActions::control(api::ScheduleAction what) {
    if (!m_schedule) {
        return;
    }
    Q_EMIT begun();
    m_session->call<api::ControlSchedule>({m_schedule->ns, m_schedule->workflow, what, 0, 0}, this,
                                          [this](api::Result<api::ScheduleReply> reply) {
                                              if (!reply.ok()) {
                                                  Q_EMIT refused(toText(reply.error().message));
                                                  return;
                                              }
                                              Q_EMIT changed();
                                              if (!reply->runs.empty()) {
                                                  Q_EMIT runStarted(toText(reply->runs.front()));
                                              }
                                          });
}

void ScheduleActions::fill() {
    if (!m_schedule || m_dialog) {
        return;
    }
    Q_EMIT begun();
    m_dialog = new BackfillDialog(m_session, *m_schedule, m_owner->window());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &BackfillDialog::filled, this, [this](int runs) {
        Q_EMIT told(runs > 0 ? tr("%n run(s) started. They are on the page Runs.", nullptr, runs)
                             : tr("Nothing was started: every start in that time had its run before."));
        Q_EMIT changed();
    });
    m_dialog->open();
}

}  // namespace beamline::ui
