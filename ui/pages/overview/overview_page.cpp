// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/overview/overview_page.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/recent_run_model.h"
#include "ui/models/workflow_load_model.h"
#include "ui/models/workflow_runs.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/overview/attention_list.h"
#include "ui/session/settings.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/figure_tile.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/line_chart.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/phase_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kOverviewTickMs = 1'000;
constexpr int kSettingsLayout = 1;
constexpr std::array<int, 3> kSortings{WorkflowLoadModel::FaultedColumn, WorkflowLoadModel::P95Column,
                                       WorkflowLoadModel::RunsColumn};

QLabel* overviewNote(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("muted", true);
    label->setContentsMargins(space::k12, space::k4, space::k12, space::k12);
    label->hide();
    return label;
}
}  // namespace

OverviewPage::OverviewPage(EngineSession* session, QWidget* parent)
    : Page(parent),
      m_session(session),
      m_model(new OverviewModel(session, this)),
      m_attentionModel(new AttentionModel(this)),
      m_workflowModel(new WorkflowLoadModel(this)),
      m_recentModel(new RecentRunModel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    buildHeader();
    m_bar = new InfoBar(this);
    m_bar->setObjectName(QStringLiteral("overview.bar"));
    m_stack = new ContentStack(scrolledPage(buildBody(), this), this);
    column->addWidget(m_header);
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    connect(m_model, &OverviewModel::changed, this, &OverviewPage::showPart);
    connect(m_stack, &ContentStack::retryClicked, this, &OverviewPage::refresh);
    connect(m_stack, &ContentStack::primaryClicked, this, [this] { Q_EMIT navigate(QStringLiteral("start")); });
    connect(m_stack, &ContentStack::secondaryClicked, this, [this] { Q_EMIT navigate(QStringLiteral("workflows")); });
    connect(session, &EngineSession::healthChanged, this, &OverviewPage::showObstacle);
    connect(&Theme::current(), &Theme::changed, this, &OverviewPage::showCharts);
    m_tick.setInterval(kOverviewTickMs);
    connect(&m_tick, &QTimer::timeout, this, &OverviewPage::tick);
    showState();
    showTiles();
    showObstacle();
}

QIcon OverviewPage::icon() const {
    return Icon::get(QStringLiteral("overview"));
}

void OverviewPage::buildHeader() {
    m_header = new PageHeader(title(), this);
    m_span = new ChipBar(this);
    m_span->setObjectName(QStringLiteral("overview.span"));
    m_span->addChip(tr("Last hour"));
    m_span->addChip(tr("Last day"));
    m_start = new Button(tr("Start run"), Button::Primary, this);
    m_start->setObjectName(QStringLiteral("overview.start"));
    m_start->setIcon(Icon::get(QStringLiteral("plus"), Icon::Role::OnAccent));
    m_start->setKeyHint(QStringLiteral("N"));
    m_header->addWidget(m_span);
    m_header->addWidget(m_start);
    connect(m_start, &QPushButton::clicked, this, [this] { Q_EMIT navigate(QStringLiteral("start")); });
    connect(m_span, &ChipBar::currentChanged, this,
            [this](int chip) { m_model->setSpan(chip == 0 ? OverviewSpan::Hour : OverviewSpan::Day); });
}

QWidget* OverviewPage::buildBody() {
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    buildTiles();
    buildAttention();
    buildCharts();
    buildWorkflows();
    buildRecent();
    column->addLayout(m_tileGrid);
    column->addWidget(m_attention);
    column->addWidget(m_chartNote);
    column->addLayout(m_chartGrid);
    column->addLayout(m_lower);
    column->addStretch(1);
    arrange();
    return body;
}

void OverviewPage::buildTiles() {
    m_tileGrid = new QGridLayout;
    m_tileGrid->setSpacing(space::k12);
    for (std::size_t i = 0; i < kTiles; ++i) {
        m_tiles[i] = new FigureTile(this);
        m_tiles[i]->setObjectName(QStringLiteral("overview.tile%1").arg(i));
        connect(m_tiles[i], &QAbstractButton::clicked, this,
                [this, i] { Q_EMIT navigate(m_figures[static_cast<qsizetype>(i)].place); });
    }
}

void OverviewPage::buildAttention() {
    m_attention = new Card(tr("Needs you"), this);
    m_attentionList = new AttentionList(m_attentionModel, m_attention);
    m_attentionNote = overviewNote(m_attention);
    m_attentionNote->setObjectName(QStringLiteral("overview.attentionNote"));
    m_attention->addBody(m_attentionList, false, 0);
    m_attention->body()->addWidget(m_attentionNote);
    connect(m_attentionList, &AttentionList::shown, this, [this](const Attention& row) { Q_EMIT navigate(row.place); });
    connect(m_attentionList, &AttentionList::acted, this, &OverviewPage::act);
}

void OverviewPage::buildCharts() {
    const QString titles[kCharts] = {tr("Runs a minute"), tr("Task latency (ms)"), tr("Queue and threads")};
    const auto time = [](double value) { return formatMicroseconds(static_cast<qint64>(value * 1000)); };
    const auto count = [](double value) { return formatCount(static_cast<qint64>(value + 0.5)); };
    const auto rate = [](double value) { return QLocale().toString(value, 'f', value < 10 && value > 0 ? 1 : 0); };
    const LineChart::Format formats[kCharts] = {rate, time, count};
    m_chartGrid = new QGridLayout;
    m_chartGrid->setSpacing(space::k12);
    m_chartNote = overviewNote(this);
    m_chartNote->setObjectName(QStringLiteral("overview.chartNote"));
    for (std::size_t i = 0; i < kCharts; ++i) {
        auto* card = new Card(titles[i], this);
        m_charts[i] = new LineChart(formats[i], card);
        m_charts[i]->setAccessibleName(titles[i]);
        m_chartLegends[i] = new QLabel(card);
        m_chartLegends[i]->setTextFormat(Qt::RichText);
        card->addBody(m_chartLegends[i], true,
                      0);  // beside the title it would make the page too wide in some languages
        card->addBody(m_charts[i], true);
        m_chartCards[i] = card;
    }
    m_chartCards[0]->setToolTip(
        tr("Each run counts once: in the minute that it was started in, and in the one that it ended in. A fault that "
           "was repaired counts no more. Dry runs do not count."));
    m_chartCards[2]->setToolTip(
        tr("The most tasks that waited at once, and the most threads of the engine's pools that worked at once."));
}

void OverviewPage::buildWorkflows() {
    m_workflowCard = new Card(tr("Workflows"), this);
    m_workflows = new TableView(m_workflowCard);
    m_workflows->setObjectName(QStringLiteral("overview.workflows"));
    m_workflows->setAccessibleName(tr("Workflows"));
    m_workflows->setModel(m_workflowModel);
    m_workflows->setItemDelegateForColumn(WorkflowLoadModel::LastColumn, new PhaseDelegate(m_workflows));
    m_workflows->setColumnWidths({0, 6, 8, 9, 12});
    auto* header = m_workflows->horizontalHeader();
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicator(m_workflowModel->sortColumn(), m_workflowModel->sortOrder());
    connect(header, &QHeaderView::sortIndicatorChanged, this, &OverviewPage::sortBy);
    m_sorting = new ChipBar(m_workflowCard);
    m_sorting->setObjectName(QStringLiteral("overview.sorting"));
    for (const QString& name : {tr("Most failing"), tr("Slowest"), tr("Most runs")}) {
        m_sorting->addChip(name);
    }
    m_workflowCard->addToHeader(m_sorting);
    connect(m_sorting, &ChipBar::currentChanged, this, [header](int chip) {
        header->setSortIndicator(kSortings[static_cast<std::size_t>(chip)], Qt::DescendingOrder);
    });
    m_workflowNote = overviewNote(m_workflowCard);
    m_workflowNote->setObjectName(QStringLiteral("overview.workflowNote"));
    m_workflowCard->addBody(m_workflows, false, 0);
    m_workflowCard->body()->addWidget(m_workflowNote);
    m_workflowCard->body()->addStretch(1);
    const auto open = [this](const QModelIndex& index) {
        const auto& group = m_workflowModel->rowAt(index.row()).group;
        api::RunFilter of;
        of.ns = group.latest ? group.latest->ns : std::string();
        of.workflow = group.latest ? group.latest->workflow : group.title;
        Q_EMIT navigate(placeInSpan(std::move(of), m_model->facts().span));
    };
    connect(m_workflows, &QAbstractItemView::clicked, this, open);
    connect(m_workflows, &TableView::rowActivated, this, open);
}

/// The chip says what the head of the table says, or none does.
void OverviewPage::sortBy(int column) {
    const auto order = m_workflows->horizontalHeader()->sortIndicatorOrder();
    m_workflowModel->sort(column, order);
    const auto chip = std::find(kSortings.begin(), kSortings.end(), column);
    const QSignalBlocker block(m_sorting);
    m_sorting->setCurrent(
        chip == kSortings.end() || order == Qt::AscendingOrder ? -1 : static_cast<int>(chip - kSortings.begin()));
}

void OverviewPage::buildRecent() {
    m_recentCard = new Card(tr("Changed last"), this);
    m_recent = new TableView(m_recentCard);
    m_recent->setObjectName(QStringLiteral("overview.recent"));
    m_recent->setAccessibleName(tr("Changed last"));
    m_recent->setModel(m_recentModel);
    m_recent->setItemDelegateForColumn(RecentRunModel::PhaseColumn, new PhaseDelegate(m_recent));
    m_recent->setItemDelegateForColumn(RecentRunModel::NowColumn,
                                       new CellDelegate(TextRole::Body, Icon::Role::Text2, m_recent));
    m_recent->setItemDelegateForColumn(RecentRunModel::AgeColumn,
                                       new CellDelegate(TextRole::Body, Icon::Role::Text2, m_recent));
    m_recent->setColumnWidths({12, 19, 0, 10});
    m_recentNote = overviewNote(m_recentCard);
    m_recentCard->addBody(m_recent, false, 0);
    m_recentCard->body()->addWidget(m_recentNote);
    m_recentCard->body()->addStretch(1);
    const auto show = [this](const QModelIndex& index) {
        Q_EMIT navigate(QStringLiteral("run/") + index.data(IdRole).toString());
    };
    connect(m_recent, &QAbstractItemView::clicked, this, show);
    connect(m_recent, &TableView::rowActivated, this, show);
    m_lower = new QGridLayout;
    m_lower->setSpacing(space::k12);
}

void OverviewPage::remember(Settings& settings) {
    const QString view = QStringLiteral("overview");
    m_span->setCurrent(settings.viewState(view, kSettingsLayout) == QByteArrayLiteral("day") ? 1 : 0);
    connect(m_span, &ChipBar::currentChanged, this, [&settings, view](int chip) {
        settings.setViewState(view, kSettingsLayout, chip == 1 ? QByteArrayLiteral("day") : QByteArrayLiteral("hour"));
    });
}

void OverviewPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    const bool wide = width() >= extent::kWideCards;
    if (wide != m_wide) {
        m_wide = wide;
        arrange();
    }
}

void OverviewPage::arrange() {
    const auto place = [](QGridLayout* grid, const auto& widgets, int columns) {
        int at = 0;
        for (auto* widget : widgets) {
            grid->removeWidget(widget);
            grid->addWidget(widget, at / columns, at % columns);
            ++at;
        }
        for (int column = 0; column < at; ++column) {
            grid->setColumnStretch(column, column < columns ? 1 : 0);
        }
    };
    place(m_tileGrid, m_tiles, m_wide ? kTiles : 3);
    place(m_chartGrid, m_chartCards, m_wide ? kCharts : 1);
    place(m_lower, std::array{m_workflowCard, m_recentCard}, m_wide ? 2 : 1);
}

void OverviewPage::activated() {
    m_tick.start();
    m_model->setLive(true);
    showObstacle();
}

void OverviewPage::deactivated() {
    m_tick.stop();
    m_model->setLive(false);
    m_bar->hide();
    m_stands = false;
}

void OverviewPage::refresh() {
    m_model->refresh();
}

void OverviewPage::tick() {
    m_attentionModel->tick();
    m_recentModel->tick();
}

void OverviewPage::act(const Attention& row) {
    if (row.act == Attention::Act::Resume) {
        resume(row.run, row.sentence);
    } else {  // the rest is done where it is shown
        Q_EMIT navigate(row.actPlace.isEmpty() ? row.place : row.actPlace);
    }
}

void OverviewPage::resume(const QString& run, const QString& sentence) {
    if (m_resuming) {
        return;
    }
    m_resuming = true;
    m_session->call<api::ResumeRun>({toUtf8(run), {}}, this, [this, sentence](const api::Result<api::RunReply>& reply) {
        m_resuming = false;
        if (!reply.ok()) {
            m_bar->show(InfoBar::Error, tr("%1 was not resumed: %2").arg(sentence, toText(reply.error().message)));
        }
        m_model->refresh();
    });
}

}  // namespace beamline::ui
