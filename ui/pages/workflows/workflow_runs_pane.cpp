// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/workflows/workflow_runs_pane.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>
#include <cmath>

#include "engine/api/operations.h"
#include "ui/models/formatting.h"
#include "ui/models/recent_input_model.h"
#include "ui/models/workflow_health_model.h"
#include "ui/pages/content_stack.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/figure_tile.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/phase_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
QString dashOfFigure() {
    return QString(QChar(0x2013));
}

/// Rounded down: 99.96 % is not all of them.
QString shareText(double share) {
    const bool whole = share == 0 || share == 1;
    return WorkflowRunsPane::tr("%1 %").arg(QLocale().toString(std::floor(share * 1000) / 10, 'f', whole ? 0 : 1));
}

QString tookText(double ms) {
    return ms <= 0 ? dashOfFigure() : formatDuration(static_cast<qint64>(ms));
}
}  // namespace

WorkflowRunsPane::WorkflowRunsPane(EngineSession* session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_health(new WorkflowHealthModel(session, this)),
      m_inputs(new RecentInputModel(session, this)) {
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(this);  // what a low window has no room for
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);  // what is in it takes it, and it follows
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, space::k12, 0, 0);
    column->setSpacing(space::k12);
    column->addWidget(buildFigures());
    auto* failures = buildFailures();
    failures->setMinimumHeight(extent::kDrafts);
    column->addWidget(failures, 1);
    auto* inputs = buildInputs();
    inputs->setMinimumHeight(extent::kCode);
    column->addWidget(inputs, 2);
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    all->addWidget(scroll);
    connect(m_health, &WorkflowHealthModel::stateChanged, this, &WorkflowRunsPane::showHealth);
    connect(m_inputs, &RecentInputModel::stateChanged, this, &WorkflowRunsPane::showInputs);
    connect(m_session, &EngineSession::healthChanged, this, &WorkflowRunsPane::updateStart);
    showHealth();
    showInputs();
}

QWidget* WorkflowRunsPane::buildFigures() {
    auto* whole = new QWidget(this);
    whole->setMinimumWidth(extent::kInspector);  // its tiles stand in two rows then
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(space::k16, 0, space::k16, 0);
    column->setSpacing(space::k12);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::k12);
    m_span = new ChipBar(whole);
    m_span->addChip(tr("Last day"));
    m_span->addChip(tr("Last week"));
    m_note = new QLabel(whole);
    m_note->setProperty("muted", true);
    row->addWidget(m_span);
    row->addStretch(1);
    row->addWidget(m_note);
    column->addLayout(row);
    m_tiles = new QGridLayout;
    m_tiles->setSpacing(space::k12);
    column->addLayout(m_tiles);
    const auto tile = [&](const QString& toolTip, const std::vector<api::Phase>& phases) {
        auto* one = new FigureTile(whole);
        one->setToolTip(toolTip);
        one->setMinimumHeight(one->sizeHint().height());
        connect(one, &QAbstractButton::clicked, this, [this, phases] { Q_EMIT navigate(m_health->placeOf(phases)); });
        return one;
    };
    m_runs = tile(tr("Runs that were started in this time. Shows them."), {});
    m_success = tile(tr("The share of ended runs that completed. Shows those that faulted."), {api::Phase::faulted});
    m_p50 = tile(tr("Half of the completed runs took at most this long. Shows them."), {api::Phase::completed});
    m_p95 = tile(tr("19 of 20 completed runs took at most this long. Shows them."), {api::Phase::completed});
    placeTiles(4);
    connect(m_span, &ChipBar::currentChanged, this, [this](int index) {
        m_health->setSpan(index == 0 ? WorkflowHealthModel::Span::Day : WorkflowHealthModel::Span::Week);
    });
    return whole;
}

void WorkflowRunsPane::placeTiles(int columns) {
    int at = 0;
    for (auto* tile : {m_runs, m_success, m_p50, m_p95}) {
        m_tiles->addWidget(tile, at / columns, at % columns);
        ++at;
    }
}

QWidget* WorkflowRunsPane::buildFailures() {
    m_failureTable = new TableView(this);
    m_failureTable->setAccessibleName(tr("Failures"));
    m_failureTable->setModel(m_health);
    m_failureTable->setItemDelegateForColumn(WorkflowHealthModel::LastColumn,
                                             new CellDelegate(TextRole::Body, Icon::Role::Text2, m_failureTable));
    m_failureTable->setColumnWidths({0, 8, 14});
    m_failureStack = new ContentStack(m_failureTable, this);
    connect(m_failureTable, &TableView::rowActivated, this,
            [this](const QModelIndex& index) { Q_EMIT navigate(m_health->placeOf(index.row())); });
    connect(m_failureStack, &ContentStack::retryClicked, m_health, &WorkflowHealthModel::refresh);
    return m_failureStack;
}

QWidget* WorkflowRunsPane::buildInputs() {
    m_inputSplit = new QSplitter(Qt::Horizontal, this);
    m_inputSplit->setChildrenCollapsible(false);
    m_inputSplit->setHandleWidth(space::k8);
    m_inputTable = new TableView(m_inputSplit);
    m_inputTable->setAccessibleName(tr("Recent inputs"));
    m_inputTable->setModel(m_inputs);
    m_inputTable->setItemDelegateForColumn(RecentInputModel::InputColumn, new BadgeDelegate(m_inputTable));
    m_inputTable->setItemDelegateForColumn(RecentInputModel::PhaseColumn, new PhaseDelegate(m_inputTable));
    m_inputTable->setItemDelegateForColumn(RecentInputModel::StartedColumn,
                                           new CellDelegate(TextRole::Body, Icon::Role::Text2, m_inputTable));
    m_inputTable->setColumnWidths({0, 18, 14});
    m_inputTable->setMinimumHeight(extent::kProblems);
    auto* right = new QWidget(m_inputSplit);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(space::k16, 0, space::k16, space::k12);
    column->setSpacing(space::k8);
    m_json = new JsonView(right);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::k8);
    m_start = new Button(tr("Start with this input…"), Button::Secondary, right);
    m_open = new Button(tr("Open run"), Button::Plain, right);
    buttons->addWidget(m_start);
    buttons->addWidget(m_open);
    buttons->addStretch(1);
    column->addWidget(m_json, 1);
    column->addLayout(buttons);
    m_inputSplit->addWidget(m_inputTable);
    m_inputSplit->addWidget(right);
    m_inputSplit->setStretchFactor(0, 3);
    m_inputSplit->setStretchFactor(1, 2);
    m_inputSplit->setSizes({3 * extent::kNote, 2 * extent::kNote});
    m_inputStack = new ContentStack(m_inputSplit, this);
    connect(m_inputTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &WorkflowRunsPane::showInput);
    connect(m_inputs, &QAbstractItemModel::dataChanged, this, &WorkflowRunsPane::showInput);
    connect(m_inputTable, &TableView::rowActivated, this, &WorkflowRunsPane::start);
    connect(m_start, &QPushButton::clicked, this, &WorkflowRunsPane::start);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT navigate(QStringLiteral("run/") + m_shownRun); });
    connect(m_inputStack, &ContentStack::retryClicked, m_inputs, &RecentInputModel::refresh);
    return m_inputStack;
}

void WorkflowRunsPane::setWorkflow(const QString& ns, const QString& name) {
    m_health->setWorkflow(ns, name);
    m_inputs->setWorkflow(ns, name);
    if (isVisible()) {
        refresh();
    }
}

void WorkflowRunsPane::refresh() {
    m_health->refresh();
    m_inputs->refresh();
}

void WorkflowRunsPane::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void WorkflowRunsPane::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const int inner = width() - 2 * space::k16;
    placeTiles(4 * m_runs->minimumSizeHint().width() + 3 * space::k12 <= inner ? 4 : 2);
    m_inputSplit->setOrientation(width() >= 3 * extent::kInspector ? Qt::Horizontal : Qt::Vertical);
}

void WorkflowRunsPane::showHealth() {
    using State = WorkflowHealthModel::State;
    showFigures();
    if (m_health->rowCount() > 0) {
        m_failureStack->showContent();
    } else if (m_health->state() == State::Failed) {
        m_failureStack->showError(m_health->error());
    } else if (m_health->state() != State::Ready) {
        m_failureStack->showLoading(tr("Counting runs…"));
    } else if (m_health->figures().runs == 0) {
        m_failureStack->showEmpty(QStringLiteral("clock"), tr("No run was started in this time"), {});
    } else {
        m_failureStack->showEmpty(QStringLiteral("check"), tr("Nothing failed"),
                                  tr("No run of this time has faulted."));
    }
}

void WorkflowRunsPane::showFigures() {
    const WorkflowFigures& f = m_health->figures();
    const bool known = m_health->state() == WorkflowHealthModel::State::Ready;
    const bool any = known && f.runs > 0;
    m_runs->show(tr("Runs"),
                 !known   ? dashOfFigure()
                 : f.more ? tr("%1 or more").arg(formatCount(f.runs))
                          : formatCount(f.runs),
                 known && f.unended > 0 ? tr("%1 not ended").arg(formatCount(f.unended)) : QString());
    const auto success = f.success();
    m_success->show(tr("Success"), known && success ? shareText(success.value_or(0)) : dashOfFigure(),
                    !any ? QString()
                    : f.cancelled > 0
                        ? tr("%1 faulted, %2 cancelled").arg(formatCount(f.faulted), formatCount(f.cancelled))
                        : tr("%1 faulted").arg(formatCount(f.faulted)));
    const QString of = any ? tr("of %1 completed").arg(formatCount(f.completed)) : QString();
    m_p50->show(tr("Duration p50"), known ? tookText(f.p50) : dashOfFigure(), of);
    m_p95->show(tr("Duration p95"), known ? tookText(f.p95) : dashOfFigure(), of);
    m_note->setText(known && f.more ? tr("of the newest runs") : QString());
}

void WorkflowRunsPane::showInputs() {
    using State = RecentInputModel::State;
    if (m_inputs->rowCount() > 0) {
        m_inputStack->showContent();
        if (!m_inputTable->currentIndex().isValid()) {
            m_inputTable->selectRow(0);
        }
        showInput();
    } else if (m_inputs->state() == State::Failed) {
        m_inputStack->showError(m_inputs->error());
    } else if (m_inputs->state() != State::Ready) {
        m_inputStack->showLoading(tr("Loading inputs…"));
    } else {
        m_inputStack->showEmpty(QStringLiteral("runs"), tr("No runs yet"),
                                tr("The inputs of its last runs are listed here, to start another run with."));
    }
}

void WorkflowRunsPane::showInput() {
    const int row = m_inputTable->currentIndex().row();
    if (row < 0 || row >= m_inputs->rowCount()) {
        m_shownRun.clear();
    } else if (const auto& input = m_inputs->rowAt(row); toText(input.key) != m_shownRun) {
        m_shownRun = toText(input.key);
        m_json->setValue(input.input, tr("No input"));
    }
    updateStart();
}

void WorkflowRunsPane::updateStart() {
    const QString why =
        m_shownRun.isEmpty() ? tr("Select an input first.") : m_session->obstacle(api::StartRun::kInfo.name);
    m_start->setEnabled(why.isEmpty());
    m_start->setToolTip(why.isEmpty() ? tr("Opens the start dialog filled in; nothing starts yet") : why);
    m_open->setEnabled(!m_shownRun.isEmpty());
    m_open->setToolTip(m_shownRun.isEmpty() ? why : tr("Shows the newest run that had this input"));
}

void WorkflowRunsPane::start() {
    const int row = m_inputTable->currentIndex().row();
    if (m_start->isEnabled() && row >= 0 && row < m_inputs->rowCount()) {
        Q_EMIT startAsked(m_inputs->rowAt(row).input);
    }
}

}  // namespace beamline::ui
