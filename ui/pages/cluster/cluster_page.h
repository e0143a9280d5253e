// SPDX-License-Identifier: Apache-2.0
#pragma once
// The machines behind the engine: who is there, who carries what, what is behind, what could be lost; and the means to
// drain and to move. Asks only while it is in front. GUI thread only.

#include <QPointer>
#include <array>

#include "engine/api/cluster.h"
#include "ui/models/cluster_table.h"
#include "ui/widgets/page.h"

class QBoxLayout;
class QGridLayout;
class QLabel;
class QMenu;
class QVBoxLayout;

namespace beamline::ui {

class Button;
class Card;
class ClusterModel;
class ContentStack;
class EngineSession;
class InfoBar;
class LineChart;
class PageHeader;
class Question;
class ShardMap;
class TableView;

class ClusterPage : public Page {
    Q_OBJECT
public:
    static constexpr int kMaxWarnings = 4;  ///< shown one by one; the last of them counts the others
    static constexpr int kCharts = 4;

    explicit ClusterPage(EngineSession* session, QWidget* parent = nullptr);

    QString title() const override { return tr("Cluster"); }
    QIcon icon() const override;
    void activated() override;
    void deactivated() override;
    void refresh() override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Listed {
        Card* card = nullptr;
        TableView* table = nullptr;
        ClusterTable* model = nullptr;
    };

    QWidget* buildBody();
    void buildActions();
    void buildShards();
    void buildCharts();
    void buildNote();
    Listed list(ClusterTable::Kind kind, const QString& title, const char* name, const QVector<int>& widths);
    void arrange();
    void showState();
    void showWarnings();
    void showCharts();
    void updateActions();
    const api::NodeInfo* chosenNode() const;
    const api::WorkPoolInfo* chosenPool() const;
    void controlNode(bool drain);
    void controlPool(bool drain);
    void fillTargets(QMenu* menu);
    void moveShard(const std::string& node);
    template <class Op>
    void send(Op op, const QString& what, const QString& done);
    void ask(const QString& title, const QString& text, const QString& act, std::function<void()> then);

    EngineSession* m_session;
    ClusterModel* m_model;
    PageHeader* m_header;
    QVBoxLayout* m_warningRows;
    std::array<InfoBar*, kMaxWarnings> m_warnings{};
    InfoBar* m_bar;
    ContentStack* m_stack;
    QVBoxLayout* m_column;
    QGridLayout* m_chartGrid;
    QBoxLayout* m_middle;
    QBoxLayout* m_lower;
    Card* m_note;
    QLabel* m_noPools = nullptr;
    bool m_stands = false;  ///< m_bar says that what is shown is old
    QLabel* m_noteText;
    Listed m_nodes;
    Listed m_pools;
    Listed m_streams;
    Listed m_servers;
    QLabel* m_notes;
    Card* m_shardCard;
    ShardMap* m_shards;
    QLabel* m_legend;
    QLabel* m_shardText;
    std::array<Card*, kCharts> m_chartCards{};
    std::array<LineChart*, kCharts> m_charts{};
    std::array<QLabel*, kCharts> m_chartLegends{};
    QLabel* m_chartProblem;
    QAction* m_drainNode;
    QAction* m_resumeNode;
    QAction* m_drainPool;
    QAction* m_resumePool;
    QAction* m_moveShard;
    bool m_sending = false;
    bool m_wide = true;
    QPointer<Question> m_question;
};

}  // namespace beamline::ui
