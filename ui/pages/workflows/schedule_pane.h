// SPDX-License-Identifier: Apache-2.0
#pragma once
// When one workflow starts by itself: its schedule, the coming starts, the last one, and what can be done. GUI thread
// only.

#include <QTimer>
#include <QWidget>

#include "engine/api/operations.h"

class QLabel;

namespace beamline::ui {

class ContentStack;
class EngineSession;
class InfoBar;
class Pill;
class ScheduleActions;
class ScheduleListModel;
class TableView;
class UpcomingModel;

class SchedulePane : public QWidget {
    Q_OBJECT
public:
    static constexpr int kTickMs = 10'000;  ///< how often the times until the next starts are written anew

    /// `model` lists all schedules and is asked anew when the pane is shown.
    SchedulePane(EngineSession* session, ScheduleListModel* model, QWidget* parent = nullptr);

    void setWorkflow(const QString& ns, const QString& name);

Q_SIGNALS:
    /// Of a schedule that was triggered.
    void runStarted(const QString& run);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* build();
    void showState();
    void showSchedule(const api::Schedule& schedule);
    void showTimes();
    const api::Schedule* schedule() const;

    ScheduleListModel* m_model;
    UpcomingModel* m_upcoming;
    ScheduleActions* m_actions;
    QString m_id;  ///< "ns/name"
    Pill* m_state;
    QLabel* m_when;
    QLabel* m_last;
    TableView* m_table;
    InfoBar* m_bar;
    InfoBar* m_problem;
    ContentStack* m_stack;
    QTimer m_ticks;
};

}  // namespace beamline::ui
