// SPDX-License-Identifier: Apache-2.0
#pragma once
// What starts by itself: looked at, paused, resumed, triggered, back-filled. GUI thread only.

#include <QTimer>
#include <QWidget>

#include "engine/api/operations.h"

namespace beamline::ui {

class ContentStack;
class EngineSession;
class InfoBar;
class ScheduleActions;
class ScheduleListModel;
class TableView;

class SchedulesPanel : public QWidget {
    Q_OBJECT
public:
    static constexpr int kTickMs = 10'000;  ///< how often the times until the next starts are written anew

    SchedulesPanel(EngineSession* session, ScheduleListModel* model, QWidget* parent = nullptr);

    void refresh();
    void focusList();
    /// The panel's commands are out of reach while it is not in front.
    void setInFront(bool inFront);

Q_SIGNALS:
    /// Enter or double click on a schedule.
    void workflowAsked(const QString& ns, const QString& name);
    /// Of a schedule that was triggered.
    void runStarted(const QString& run);
    void deployAsked();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showState();
    void updateActions();
    const api::Schedule* chosen() const;

    EngineSession* m_session;
    ScheduleListModel* m_model;
    InfoBar* m_bar;
    InfoBar* m_problem;
    TableView* m_table;
    ContentStack* m_stack;
    ScheduleActions* m_actions;
    QTimer m_ticks;
    QString m_chosen;
    bool m_inFront = false;
};

}  // namespace beamline::ui
