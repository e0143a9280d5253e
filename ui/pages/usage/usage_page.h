// SPDX-License-Identifier: Apache-2.0
#pragma once
// What was used and what it cost, over time and by tenant, workflow or provider; budgets that run out; files of it. GUI
// thread only.

#include <QPointer>
#include <array>
#include <vector>

#include "engine/api/operations.h"
#include "ui/models/usage_model.h"
#include "ui/widgets/page.h"

class QFileDialog;
class QGridLayout;
class QLabel;

namespace beamline::ui {

class Card;
class ChipBar;
class ContentStack;
class EngineSession;
class FigureTile;
class InfoBar;
class LineChart;
class PageHeader;
class TableView;

class UsagePage : public Page {
    Q_OBJECT
public:
    static constexpr int kTiles = 5;
    static constexpr int kLines = 3;  ///< keys that have a line of their own

    explicit UsagePage(EngineSession* session, QWidget* parent = nullptr);

    QString title() const override { return tr("Usage"); }
    QIcon icon() const override;
    void activated() override;
    void deactivated() override;
    void refresh() override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildActions();
    QWidget* buildChoice();
    QWidget* buildBody();
    void buildTiles();
    void buildTable();
    void arrange();
    void choose();
    void askBudgets();
    void showState();
    void showTiles();
    void showChart();
    void showWarnings();
    void updateActions();
    void editQuota();
    void exportAs(bool pdf);
    void exportTo(const QString& path, bool pdf);

    EngineSession* m_session;
    UsageBook* m_book;
    UsageModel* m_model;
    PageHeader* m_header;
    InfoBar* m_warning;
    InfoBar* m_bar;
    ChipBar* m_span = nullptr;
    ChipBar* m_group = nullptr;
    ContentStack* m_stack = nullptr;
    QGridLayout* m_tileGrid = nullptr;
    std::array<FigureTile*, kTiles> m_tiles{};
    Card* m_chartCard = nullptr;
    LineChart* m_chart = nullptr;
    QLabel* m_legend = nullptr;
    TableView* m_table = nullptr;
    QLabel* m_cut = nullptr;
    QAction* m_csv;
    QAction* m_pdf;
    QAction* m_quota;
    UsageMeasure m_measure = UsageMeasure::Cost;
    std::vector<api::TenantInfo> m_tenants;
    std::string m_warned;  ///< the tenant that the warning is about
    bool m_inFront = false;
    bool m_dirty = true;
    bool m_stale = false;
    bool m_wide = true;
    QPointer<QFileDialog> m_files;
};

}  // namespace beamline::ui
