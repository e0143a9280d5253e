// SPDX-License-Identifier: Apache-2.0
#pragma once
// What starts by itself: looked at, paused, resumed, triggered, back-filled. GUI thread only.

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include "engine/api/operations.h"

class QAction;
class QKeySequence;

namespace beamline::ui {

class BackfillDialog;
class ContentStack;
class EngineSession;
class InfoBar;
class ScheduleListModel;
class TableView;

class SchedulesPanel : public QWidget {
    Q_OBJECT
public:
    static constexpr int kTickMs = 10'000;  ///< how often the times until the next starts are written anew

    explicit SchedulesPanel(EngineSession* session, QWidget* parent = nullptr);

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
    QAction* addCommand(const char* id, const QString& text, const QKeySequence& key);
    void buildActions();
    void showState();
    void updateActions();
    const api::Schedule* chosen() const;
    void control(api::ScheduleAction what);
    void backfill();

    EngineSession* m_session;
    ScheduleListModel* m_model;
    InfoBar* m_bar;
    InfoBar* m_problem;
    TableView* m_table;
    ContentStack* m_stack;
    QAction* m_pause;
    QAction* m_resume;
    QAction* m_trigger;
    QAction* m_backfill;
    QTimer m_ticks;
    QString m_chosen;
    bool m_inFront = false;
    QPointer<BackfillDialog> m_dialog;
};

}  // namespace beamline::ui
