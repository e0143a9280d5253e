// SPDX-License-Identifier: Apache-2.0
#pragma once
// The whole at a glance: what needs a person now, key figures, the last hour or day in charts, the workflows, what
// changed last. Every figure leads to what is behind it. Asks only while it is in front. GUI thread only.

#include <QTimer>
#include <array>

#include "ui/models/attention_model.h"
#include "ui/models/overview_model.h"
#include "ui/widgets/page.h"

class QGridLayout;
class QLabel;

namespace beamline::ui {

class AttentionList;
class Button;
class Card;
class ChipBar;
class ContentStack;
class EngineSession;
class FigureTile;
class InfoBar;
class LineChart;
class PageHeader;
class RecentRunModel;
class Settings;
class TableView;
class WorkflowLoadModel;

class OverviewPage : public Page {
    Q_OBJECT
public:
    static constexpr int kTiles = 5;
    static constexpr int kCharts = 3;

    explicit OverviewPage(EngineSession* session, QWidget* parent = nullptr);

    /// The span that was chosen is remembered there. `settings` lives longer than the page.
    void remember(Settings& settings);

    QString title() const override { return tr("Overview"); }
    QIcon icon() const override;
    void activated() override;
    void deactivated() override;
    void refresh() override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildBody();
    void buildHeader();
    void buildTiles();
    void buildAttention();
    void buildCharts();
    void buildWorkflows();
    void buildRecent();
    void sortBy(int column);
    void arrange();
    void showPart(OverviewModel::Part part);
    void showState();
    void showTiles();
    void showAttention();
    void showCharts();
    void showWorkflows();
    void showRecent();
    void showTrust();
    void showObstacle();
    void act(const Attention& row);
    void resume(const QString& run, const QString& sentence);
    void tick();
    QString problemsOf(std::initializer_list<OverviewModel::Part> parts) const;

    EngineSession* m_session;
    OverviewModel* m_model;
    AttentionModel* m_attentionModel;
    WorkflowLoadModel* m_workflowModel;
    RecentRunModel* m_recentModel;
    PageHeader* m_header = nullptr;
    ChipBar* m_span = nullptr;
    Button* m_start = nullptr;
    InfoBar* m_bar = nullptr;
    ContentStack* m_stack = nullptr;
    QGridLayout* m_tileGrid = nullptr;
    QGridLayout* m_chartGrid = nullptr;
    QGridLayout* m_lower = nullptr;
    std::array<FigureTile*, kTiles> m_tiles{};
    QVector<OverviewFigure> m_figures;
    Card* m_attention = nullptr;
    AttentionList* m_attentionList = nullptr;
    QLabel* m_attentionNote = nullptr;
    std::array<Card*, kCharts> m_chartCards{};
    std::array<LineChart*, kCharts> m_charts{};
    std::array<QLabel*, kCharts> m_chartLegends{};
    QLabel* m_chartNote = nullptr;
    Card* m_workflowCard = nullptr;
    TableView* m_workflows = nullptr;
    QLabel* m_workflowNote = nullptr;
    ChipBar* m_sorting = nullptr;
    Card* m_recentCard = nullptr;
    TableView* m_recent = nullptr;
    QLabel* m_recentNote = nullptr;
    bool m_wide = true;
    bool m_empty = false;     ///< the page teaches
    bool m_stands = false;    ///< m_bar says that what is shown is old
    bool m_resuming = false;  ///< an answer is under way
    QTimer m_tick;
};

}  // namespace beamline::ui
