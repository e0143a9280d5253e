// SPDX-License-Identifier: Apache-2.0
#pragma once
// What can be done about one schedule: pause, resume, trigger, back-fill. GUI thread only.

#include <QObject>
#include <QPointer>
#include <optional>

#include "engine/api/operations.h"

class QAction;
class QKeySequence;
class QWidget;

namespace beamline::ui {

class BackfillDialog;
class EngineSession;

class ScheduleActions : public QObject {
    Q_OBJECT
public:
    /// The actions become those of `owner`, with their keys.
    ScheduleActions(EngineSession* session, QWidget* owner);

    /// Null: none is chosen. Not `inFront`: out of reach.
    void setSchedule(const api::Schedule* schedule, bool inFront);
    QAction* pause() const { return m_pause; }
    QAction* resume() const { return m_resume; }
    QAction* trigger() const { return m_trigger; }
    QAction* backfill() const { return m_backfill; }

Q_SIGNALS:
    /// Something is done now: what was said before is old.
    void begun();
    void refused(const QString& why);
    void told(const QString& what);
    /// The engine has another state of the schedule.
    void changed();
    /// By a trigger.
    void runStarted(const QString& run);

private:
    QAction* addCommand(const char* id, const QString& text, const QKeySequence& key);
    void update();
    void control(api::ScheduleAction what);
    void fill();

    EngineSession* m_session;
    QWidget* m_owner;
    std::optional<api::Schedule> m_schedule;
    bool m_inFront = false;
    QAction* m_pause;
    QAction* m_resume;
    QAction* m_trigger;
    QAction* m_backfill;
    QPointer<BackfillDialog> m_dialog;
};

}  // namespace beamline::ui
