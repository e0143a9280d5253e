// SPDX-License-Identifier: Apache-2.0
#pragma once
// One run: its graph with live states, time line, history, and the data of what is selected. GUI thread only.

#include <QPointer>
#include <QTimer>
#include <optional>

#include "engine/api/operations.h"
#include "ui/models/moment_text.h"
#include "ui/widgets/page.h"

class QTabWidget;

namespace beamline::ui {

class Button;
class ChooseRunDialog;
class ContentStack;
class ExportDialog;
class DryRunPanel;
class EngineSession;
class GraphTools;
class GraphView;
class HistoryModel;
class HistoryView;
class IdField;
class InfoBar;
class PageHeader;
class PastBar;
class RerunDialog;
class RunActions;
class RunTimes;
class StartDialog;
class TaskInspector;
class TaskListModel;
class TimelineView;

class RunPage : public Page {
    Q_OBJECT
public:
    explicit RunPage(EngineSession* session, QWidget* parent = nullptr);

    void showRun(const QString& id);

    QString title() const override;
    QIcon icon() const override;
    QString workflow() const override;
    void activated() override;
    void deactivated() override;
    void refresh() override;
    void focusFilter() override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    static constexpr int kAskInterval = 150;  ///< ms between two questions while events stream in

    QWidget* buildLeft();
    QWidget* buildHistory(QWidget* parent);
    void buildHeader();
    QLayout* buildLinks();
    void buildTools();
    void offerOn(QWidget* view);
    void showTools();
    void compareWith();
    void rerun(const QString& task);
    void touch();
    void ask();
    void take(api::Result<api::RunDetail> reply);
    void showDetail();
    void showHeader();
    void showBar();
    void showDryRun();
    void startAgain();
    void exportRun();
    void showPast(qint64 entry);
    api::Timestamp stillAt() const;  ///< 0: it goes on
    RunSpan historySpan() const;
    void select(const QString& ref);
    void choose(const QString& ref);
    void tick();
    void showWay();
    void showTakeover();
    void seekReruns();
    void goToTask(const QString& run, const QString& ref);

    EngineSession* m_session;
    RunActions* m_actions;
    HistoryModel* m_history;
    TaskListModel* m_tasks;
    PageHeader* m_header;
    IdField* m_id;
    InfoBar* m_bar;
    ContentStack* m_stack;
    GraphView* m_graph;
    TimelineView* m_timeline;
    GraphTools* m_graphTools;
    RunTimes* m_times;
    HistoryView* m_historyView;
    QTabWidget* m_past;
    DryRunPanel* m_dryRun;
    TaskInspector* m_inspector;
    QPointer<StartDialog> m_dialog;
    QPointer<ExportDialog> m_export;
    QPointer<RerunDialog> m_rerunDialog;
    QPointer<ChooseRunDialog> m_choice;
    PastBar* m_pastBar;
    QAction* m_decide;
    QAction* m_workflow;
    Button* m_workflowLink;
    QAction* m_step;
    QAction* m_take;
    QAction* m_parent;
    QAction* m_origin;         ///< the run that this one is a re-run of
    QAction* m_compareOrigin;  ///< the two of them
    QAction* m_again;          ///< the run, or the runs, that are re-runs of this one
    QAction* m_compare;
    QAction* m_rerun;      ///< from the start, or wherever the dialog says
    QAction* m_rerunTask;  ///< from the selected task
    QString m_run;
    QString m_selected;
    bool m_chosen = false;                 ///< the selection is the user's
    std::pair<QString, QString> m_wanted;  ///< a run that is about to be shown, and the task to select there
    QString m_approval;                    ///< the open one, if any
    std::optional<api::RunDetail> m_detail;
    quint64 m_token = 0;
    bool m_active = false;
    bool m_asking = false;
    bool m_dirty = false;
    QTimer m_askTimer;
    QTimer m_tick;
};

}  // namespace beamline::ui
