// SPDX-License-Identifier: Apache-2.0
#pragma once
// All runs: found by a filter, watched live, started and steered. GUI thread only.

#include <QTimer>

#include "engine/api/operations.h"
#include "ui/widgets/page.h"

namespace beamline::ui {

class Button;
class ChipBar;
class ContentStack;
class EngineSession;
class InfoBar;
class PageHeader;
class QueryBar;
class RunActions;
class RunListModel;
class Settings;
class TableView;

class RunsPage : public Page {
    Q_OBJECT
public:
    explicit RunsPage(EngineSession* session, QWidget* parent = nullptr);
    ~RunsPage() override;

    /// What was asked is remembered there. `settings` lives longer than the page.
    void remember(Settings& settings);

    QString title() const override { return tr("Runs"); }
    QIcon icon() const override;
    void activated() override;
    void deactivated() override;
    void refresh() override;
    void focusFilter() override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildFilter();
    void buildTable();
    void buildActions();
    void ask();
    void takeFilter();
    api::Timestamp now() const;
    void askWorkflows();
    QStringList known(const QString& key) const;
    void askCounts();
    void showCounts(const api::RunCounts& counts);
    void showState();
    void showObstacle();
    void sortBy(int column);
    void selectionChanged();
    void contextMenu(const QPoint& position);
    void countNew(int arrived);
    void placeNewButton();
    void tick();
    bool isFiltered() const;

    EngineSession* m_session;
    RunListModel* m_model;
    RunActions* m_actions;
    PageHeader* m_header;
    Button* m_start;
    ChipBar* m_chips;
    QueryBar* m_query;
    InfoBar* m_bar;
    ContentStack* m_stack;
    TableView* m_table;
    Button* m_new;
    QAction* m_open;
    QAction* m_copy;
    api::RunOrder m_order = api::RunOrder::created;
    bool m_descending = true;
    bool m_relative = false;  ///< the filter counts from now
    std::vector<api::WorkflowInfo> m_workflows;
    bool m_active = false;
    bool m_asked = false;
    int m_unseen = 0;
    QTimer m_tick;
    QTimer m_countTimer;
};

}  // namespace beamline::ui
