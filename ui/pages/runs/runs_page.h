// SPDX-License-Identifier: Apache-2.0
#pragma once
// All runs: found by a filter or a view, grouped, watched live, started and steered one by one or many at once. GUI
// thread only.

#include <QTimer>
#include <functional>
#include <set>

#include "engine/api/operations.h"
#include "ui/models/run_views.h"
#include "ui/pages/runs/bulk_dialog.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page.h"

class QGraphicsOpacityEffect;
class QMenu;
class QStackedWidget;

namespace beamline::ui {

class Button;
class ContentStack;
class EngineSession;
class PageHeader;
class QueryBar;
class RunActions;
class RunBulk;
class RunColumns;
class RunExportBar;
class RunGroupModel;
class RunGroupsView;
class RunListModel;
class RunViewBar;
class Settings;
class TableView;

class RunsPage : public Page {
    Q_OBJECT
public:
    explicit RunsPage(EngineSession* session, QWidget* parent = nullptr);
    ~RunsPage() override;

    /// What was asked, the views and the columns are remembered there, for each connection. `settings` lives longer
    /// than the page.
    void remember(Settings& settings);
    /// The runs that this filter asks for; a filter with a mistake is shown with it and changes nothing.
    void showQuery(const QString& text);
    /// The same, in one list, and all of them are selected, so that the next key retries them.
    void showToRetry(const QString& text);

    QString title() const override { return tr("Runs"); }
    QIcon icon() const override;
    QString here() const override;
    void activated() override;
    void deactivated() override;
    void refresh() override;
    void focusFilter() override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    // runs_page.cpp: what is asked, and what stands there.
    void buildHeader();
    void buildFilter();
    QWidget* buildList();
    void buildTable();
    void buildTree();
    void connectModels();
    void ask();
    void takeView(const RunView& view);
    void takeLayout();
    api::Timestamp now() const;
    void askWorkflows();
    QStringList known(const QString& key) const;
    void showCounts(const api::RunCounts& counts);
    void showState();
    void showEmpty();
    void showObstacle();
    void sortBy(int column);
    void showOrder();
    bool isFiltered() const;
    QString filterWords() const;
    void showMistake();
    QString mistakeObstacle() const;
    bool isGrouped() const { return m_layout.grouping.has_value(); }
    void say(InfoBar::Tone tone, const QString& text, const QString& action = {}, std::function<void()> act = {});
    void setLive();

    // runs_page_selection.cpp: which rows, and what can be done with them.
    RunSelection selected(QString* why) const;
    void rowsChosen();
    void phasesChanged(int first, int last);
    void selectionChanged();
    void selectAllMatching(std::function<void()> then = {});
    void offerRetry();
    void clearSelection();
    void askTotal(std::function<void()> then);
    const api::RunSummary* currentRun() const;

    // runs_page_hands.cpp: what people do with the rows.
    void buildActions();
    QAction* make(const char* id, const QString& text, const QString& icon, std::function<void()> run);
    void buildTools();
    void groupBy(std::optional<api::RunGrouping> grouping, const QString& label = {});
    void showGrouping();
    void fillGroupMenu(QMenu* menu);
    void listAgain();
    void open();
    void compare();
    void contextMenu(const QPoint& position);
    void fillFilterMenu(QMenu* menu, const QModelIndex& cell);
    void fillGroupRowMenu(QMenu* menu, const QModelIndex& group);
    void popUp(QMenu* menu, const QPoint& global);
    void exportRuns();
    void offerUndo(const api::RunSummary& run);
    void countNew(int arrived);
    void placeNewButton();
    void scrolled(int value);
    void setFollowing(bool following);
    void setFrozen(bool frozen);
    void showFrozen();
    void tick();

    EngineSession* m_session;
    RunListModel* m_model;
    RunGroupModel* m_groups;
    RunActions* m_actions;
    PageHeader* m_header = nullptr;
    Button* m_start = nullptr;
    RunViewBar* m_views = nullptr;
    QueryBar* m_query = nullptr;
    Button* m_group = nullptr;
    Button* m_columnsButton = nullptr;
    Button* m_freeze = nullptr;
    Button* m_follow = nullptr;
    InfoBar* m_bar = nullptr;
    InfoBar* m_mistake = nullptr;  ///< while the rows are those of the filter before
    QGraphicsOpacityEffect* m_dim = nullptr;
    RunExportBar* m_export = nullptr;
    ContentStack* m_stack = nullptr;
    QStackedWidget* m_lists = nullptr;
    TableView* m_table = nullptr;
    RunGroupsView* m_tree = nullptr;
    RunColumns* m_columns = nullptr;
    RunBulk* m_bulk = nullptr;
    Button* m_new = nullptr;
    QAction* m_open = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_compare = nullptr;
    RunLayout m_layout;
    api::RunFilter m_filter;
    bool m_relative = false;  ///< the filter counts from now
    std::vector<api::WorkflowInfo> m_workflows;
    std::function<void()> m_barAction;
    bool m_stale = false;    ///< the bar says so
    bool m_cutTold = false;  ///< that not all was grouped
    bool m_active = false;
    bool m_asked = false;
    bool m_following = true;
    bool m_allMatching = false;     ///< selected is what fits, not what is loaded
    bool m_ledToRetry = false;      ///< and nothing else was asked since
    bool m_toRetry = false;         ///< all are to be selected once they are there
    std::set<api::Phase> m_phases;  ///< of those that fit, as far as they were counted
    qint64 m_total = -1;            ///< that fit; -1: not asked yet
    bool m_totalMore = false;
    quint64 m_question = 0;
    int m_unseen = 0;
    const char* m_undoable = nullptr;  ///< the command whose answer is awaited, if it can be taken back
    QTimer m_tick;
    QTimer m_recount;  ///< what many that are selected are now: told once for many changes
};

}  // namespace beamline::ui
