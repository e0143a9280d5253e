// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/cluster/cluster_page.h"

#include <QAction>
#include <QBoxLayout>
#include <QGridLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <algorithm>

#include "ui/models/cluster_model.h"
#include "ui/models/formatting.h"
#include "ui/pages/content_stack.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/line_chart.h"
#include "ui/widgets/mark_delegate.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/shard_map.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kMostRows = 12;  // of a table; more scroll inside

/// As high as its rows: the page scrolls, not each table.
void fitRows(TableView& table) {
    const int rows = std::clamp(table.model()->rowCount(), 1, kMostRows);
    table.setFixedHeight(extent::kTableHeader + rows * space::kRow + space::k4);
}

QLabel* muted(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setProperty("muted", true);
    return label;
}
}  // namespace

ClusterPage::ClusterPage(EngineSession* session, QWidget* parent)
    : Page(parent), m_session(session), m_model(new ClusterModel(session, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_header = new PageHeader(title(), this);
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("cluster.bar"));
    buildActions();
    m_warningRows = new QVBoxLayout;
    m_warningRows->setSpacing(space::k8);
    for (auto& warning : m_warnings) {
        warning = new InfoBar(this);
        warning->setObjectName(QStringLiteral("cluster.warning"));
        m_warningRows->addWidget(warning);
    }
    m_stack = new ContentStack(scrolledPage(buildBody(), this), this);
    column->addWidget(m_header);
    column->addWidget(m_bar);
    column->addLayout(m_warningRows);
    column->addWidget(m_stack, 1);
    connect(m_model, &ClusterModel::changed, this, &ClusterPage::showState);
    connect(m_model, &ClusterModel::statisticsChanged, this, &ClusterPage::showCharts);
    connect(m_stack, &ContentStack::retryClicked, this, &ClusterPage::refresh);
    connect(session, &EngineSession::healthChanged, this, &ClusterPage::updateActions);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        showState();
        showCharts();
    });
    showState();
}

QIcon ClusterPage::icon() const {
    return Icon::get(QStringLiteral("cluster"));
}

void ClusterPage::buildActions() {
    m_drainNode = addPageAction(this, "cluster.drainNode", tr("Drain node…"));
    m_resumeNode = addPageAction(this, "cluster.resumeNode", tr("Resume node"));
    m_drainPool = addPageAction(this, "cluster.drainPool", tr("Drain pool…"));
    m_resumePool = addPageAction(this, "cluster.resumePool", tr("Resume pool"));
    m_moveShard = addPageAction(this, "cluster.moveShard", tr("Move shard…"));
    connect(m_drainNode, &QAction::triggered, this, [this] { controlNode(true); });
    connect(m_resumeNode, &QAction::triggered, this, [this] { controlNode(false); });
    connect(m_drainPool, &QAction::triggered, this, [this] { controlPool(true); });
    connect(m_resumePool, &QAction::triggered, this, [this] { controlPool(false); });
    connect(m_moveShard, &QAction::triggered, this,
            [this] { Q_EMIT m_shards->menuRequested(m_shards->current(), m_shards->mapToGlobal(QPoint())); });
}

ClusterPage::Listed ClusterPage::list(ClusterTable::Kind kind, const QString& title, const char* name,
                                      const QVector<int>& widths) {
    Listed one;
    one.card = new Card(title, this);
    one.table = new TableView(one.card);
    one.table->setObjectName(QString::fromLatin1(name));
    one.table->setAccessibleName(title);
    one.model = new ClusterTable(kind, this);
    one.table->setModel(one.model);
    one.table->setColumnWidths(widths);
    one.table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const bool second = kind != ClusterTable::Kind::Streams || one.model->columnCount() > 1;
    if (second) {
        one.table->setItemDelegateForColumn(1, new MarkDelegate(one.table));
    }
    one.card->addBody(one.table);
    one.card->body()->addStretch(1);
    const auto fit = [table = one.table] { fitRows(*table); };
    connect(one.model, &QAbstractItemModel::rowsInserted, this, fit);
    connect(one.model, &QAbstractItemModel::rowsRemoved, this, fit);
    connect(one.table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ClusterPage::updateActions);
    fit();
    return one;
}

QWidget* ClusterPage::buildBody() {
    auto* body = new QWidget;
    m_column = new QVBoxLayout(body);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::k12);
    buildNote();
    m_nodes = list(ClusterTable::Kind::Nodes, tr("Nodes"), "cluster.nodes", {0, 21, 13, 7, 8, 9, 6, 7, 7, 8});
    m_nodes.table->setMinimumWidth(0);
    m_pools = list(ClusterTable::Kind::Pools, tr("Worker pools"), "cluster.pools", {0, 11, 8, 9, 8, 8});
    m_noPools = muted(m_pools.card);
    m_noPools->setText(
        tr("No worker has come yet. Workers are programs that take tasks of “call: worker” from a queue; "
           "“beamlined --role worker --worker-pools NAME” is one."));
    m_noPools->setContentsMargins(space::k12, space::k4, space::k12, space::k12);
    m_pools.card->body()->insertWidget(1, m_noPools);
    m_streams =
        list(ClusterTable::Kind::Streams, tr("Streams and their consumers"), "cluster.streams", {0, 10, 11, 11, 9, 8});
    m_servers = list(ClusterTable::Kind::Servers, tr("NATS servers"), "cluster.servers", {0, 11, 9, 12});
    m_notes = muted(m_servers.card);
    m_notes->setObjectName(QStringLiteral("cluster.notes"));
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_notes->setContentsMargins(space::k12, space::k4, space::k12, space::k12);
    m_servers.card->body()->insertWidget(1, m_notes);
    for (const auto& [card, action] : {std::pair{m_nodes.card, m_drainNode},
                                       {m_nodes.card, m_resumeNode},
                                       {m_pools.card, m_drainPool},
                                       {m_pools.card, m_resumePool}}) {
        card->addToHeader(new Button(action, Button::Secondary, card));
    }
    buildShards();
    buildCharts();
    m_column->addWidget(m_note);
    m_column->addWidget(m_nodes.card);
    m_chartGrid = new QGridLayout;
    m_chartGrid->setSpacing(space::k12);
    m_column->addWidget(m_chartProblem);
    m_column->addLayout(m_chartGrid);
    m_middle = new QBoxLayout(QBoxLayout::LeftToRight);
    m_middle->setSpacing(space::k12);
    m_middle->addWidget(m_shardCard, 1);
    m_middle->addWidget(m_pools.card, 1);
    m_column->addLayout(m_middle);
    m_lower = new QBoxLayout(QBoxLayout::LeftToRight);
    m_lower->setSpacing(space::k12);
    m_lower->addWidget(m_streams.card, 3);
    m_lower->addWidget(m_servers.card, 2);
    m_column->addLayout(m_lower);
    m_column->addStretch(1);
    arrange();
    return body;
}

void ClusterPage::buildNote() {
    m_note = new Card(tr("One engine, alone"), this);
    m_noteText = muted(m_note);
    m_noteText->setTextFormat(Qt::PlainText);
    m_noteText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_noteText->setText(
        tr("Everything runs in one process on one machine: nothing acknowledged is lost when it falls, but while it is "
           "down nothing goes on. A cluster is the same engine on several machines over NATS JetStream: each holds the "
           "whole journal, and when one is lost the others carry its runs on within seconds.\n"
           "To get there: run a NATS server with JetStream (three for safety), set the streams up with “beamctl "
           "cluster init”, start “beamlined --nats-url nats://HOST:4222 --cluster NAME” on each machine, and add the "
           "connection on the page Connections."));
    m_note->addBody(m_noteText, true, 0);
}

void ClusterPage::buildShards() {
    m_shardCard = new Card(tr("Shards"), this);
    m_shardCard->addToHeader(new Button(m_moveShard, Button::Secondary, m_shardCard));
    auto* inside = new QWidget(m_shardCard);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k8);
    m_shards = new ShardMap(inside);
    m_shards->setObjectName(QStringLiteral("cluster.shards"));
    m_legend = muted(inside);
    m_legend->setTextFormat(Qt::RichText);
    m_shardText = muted(inside);
    m_shardText->setTextFormat(Qt::PlainText);
    column->addWidget(m_legend);
    column->addWidget(m_shards);
    column->addWidget(m_shardText);
    m_shardCard->addBody(inside, true, 0);
    m_shardCard->body()->addStretch(1);
    connect(m_shards, &ShardMap::currentChanged, this, [this](int shard) {
        m_shardText->setText(m_shards->textOf(shard));
        updateActions();
    });
    connect(m_shards, &ShardMap::menuRequested, this, [this](int, const QPoint& position) {
        auto* menu = new QMenu(this);
        menu->setObjectName(QStringLiteral("cluster.targets"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->setToolTipsVisible(true);
        fillTargets(menu);
        menu->popup(position);
    });
}

void ClusterPage::buildCharts() {
    const QString titles[kCharts] = {tr("Tasks a minute"), tr("Task latency (ms)"), tr("Queued tasks"),
                                     tr("Failed attempts")};
    const auto count = [](double value) { return formatCount(static_cast<qint64>(value + 0.5)); };
    const auto time = [](double value) { return formatMicroseconds(static_cast<qint64>(value * 1000)); };
    for (std::size_t i = 0; i < kCharts; ++i) {
        auto* card = new Card(titles[i], this);
        m_charts[i] = new LineChart(i == 1 ? LineChart::Format(time) : LineChart::Format(count), card);
        m_charts[i]->setAccessibleName(titles[i]);
        m_chartLegends[i] = new QLabel(card);
        m_chartLegends[i]->setTextFormat(Qt::RichText);
        card->addToHeader(m_chartLegends[i]);
        card->addBody(m_charts[i], true);
        m_chartCards[i] = card;
    }
    m_chartCards[2]->setToolTip(
        tr("The most that waited at once: for workers in all pools, and for threads of the node that answers."));
    m_chartProblem = muted(this);
    m_chartProblem->setTextFormat(Qt::PlainText);
    m_chartProblem->hide();
}

void ClusterPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    const bool wide = width() >= extent::kWideCards;
    if (wide != m_wide) {
        m_wide = wide;
        arrange();
    }
}

void ClusterPage::arrange() {
    const int columns = m_wide ? kCharts : kCharts / 2;
    for (int i = 0; i < kCharts; ++i) {
        auto* card = m_chartCards[static_cast<std::size_t>(i)];
        m_chartGrid->removeWidget(card);
        m_chartGrid->addWidget(card, i / columns, i % columns);
        m_chartGrid->setColumnStretch(i, i < columns ? 1 : 0);
    }
    const auto direction = m_wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    m_middle->setDirection(direction);
    m_lower->setDirection(direction);
    for (int column : {2, 3, 5, 6}) {  // too narrow for all
        m_nodes.table->setColumnHidden(column, !m_wide);
    }
}

void ClusterPage::activated() {
    m_model->setLive(true);
}

void ClusterPage::deactivated() {
    m_model->setLive(false);
    m_bar->hide();
}

void ClusterPage::refresh() {
    m_model->refresh();
}

void ClusterPage::showState() {
    const auto& cluster = m_model->cluster();
    if (m_model->state() == ClusterModel::State::Failed) {
        m_session->unknownTo(api::GetCluster::kInfo.name).isEmpty()
            ? m_stack->showError(m_model->error())
            : m_stack->showEmpty(QStringLiteral("cluster"), tr("This engine does not tell of its machines"),
                                 toText(m_model->error().message));
    } else if (m_model->state() != ClusterModel::State::Ready) {
        m_stack->showLoading(tr("Asking for the machines…"));
    } else {
        m_stack->showContent();
    }
    QVector<PageHeader::Figure> figures;
    if (m_model->state() == ClusterModel::State::Ready) {
        for (auto* listed : {&m_nodes, &m_pools, &m_streams, &m_servers}) {
            listed->model->show(cluster);
        }
        m_pools.table->setVisible(!cluster.pools.empty());
        m_noPools->setVisible(cluster.pools.empty());
        m_shards->show(cluster);
        m_legend->setText(m_shards->legend());
        m_shardText->setText(m_shards->current() < 0 ? tr("A shard is a part of all runs; one node at a time carries "
                                                          "it on. Choose one to see since when, or to move it.")
                                                     : m_shards->textOf(m_shards->current()));
        const auto online = std::count_if(cluster.nodes.begin(), cluster.nodes.end(),
                                          [](const auto& node) { return node.state == api::NodeState::online; });
        if (cluster.clustered) {
            figures << PageHeader::Figure{
                tr("%1 of %2").arg(online).arg(cluster.nodes.size()), tr("nodes online"), {}, false};
        }
    }
    m_header->setVersion(cutText(cluster.name, kLongestWord));
    m_header->setFigures(figures);
    m_note->setVisible(!cluster.clustered);
    m_nodes.card->setVisible(!cluster.nodes.empty());
    m_shardCard->setVisible(cluster.clustered);
    m_pools.card->setVisible(cluster.clustered || !cluster.pools.empty());
    m_streams.card->setVisible(cluster.clustered);
    m_servers.card->setVisible(cluster.clustered);
    showWarnings();
    QStringList notes;
    for (const auto& note : cluster.notes) {
        notes << toText(note.message);
    }
    m_notes->setText(notes.join(QLatin1Char('\n')));
    m_notes->setVisible(!notes.isEmpty());
    updateActions();
}

void ClusterPage::showWarnings() {
    const auto& warnings = m_model->cluster().warnings;
    for (std::size_t i = 0; i < kMaxWarnings; ++i) {
        if (i >= warnings.size()) {
            m_warnings[i]->hide();
        } else if (i + 1 == kMaxWarnings && warnings.size() > kMaxWarnings) {
            m_warnings[i]->show(InfoBar::Warning,
                                tr("%n more warning(s): “beamctl cluster status” lists all.", nullptr,
                                   static_cast<int>(warnings.size() - i)),
                                {}, false);
        } else {
            m_warnings[i]->show(InfoBar::Warning, toText(warnings[i].message), {}, false);
        }
    }
    const bool failed = m_model->state() == ClusterModel::State::Ready && !m_model->error().code.empty();
    if (const auto since = m_model->standsSince(); since != 0) {
        m_bar->show(InfoBar::Warning, tr("What you see is as of %1: the engine has not answered since.")
                                          .arg(formatTime(since, Clock::now()).section(QLatin1Char('.'), 0, 0)));
    } else if (failed) {
        m_bar->show(InfoBar::Warning,
                    tr("What you see is as of the last answer. %1").arg(toText(m_model->error().message)));
    } else if (m_stands) {
        m_bar->hide();
    }
    m_stands = failed || m_model->standsSince() != 0;
}

}  // namespace beamline::ui
