// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/compare/compare_page.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/models/redaction.h"
#include "ui/models/text_diff.h"
#include "ui/pages/compare/compared_run.h"
#include "ui/pages/content_stack.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/phase_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
enum ComparedTaskTabs { TaskInputTab, TaskOutputTab };

/// What differs stands out by icon and weight, what does not stays quiet.
class WhatDiffersDelegate : public CellDelegate {
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override {
        const bool differs = index.data(RunComparisonModel::DiffersRole).toBool();
        if (differs) {
            Icon::get(QStringLiteral("branch"), Icon::Role::Accent)
                .paint(&painter, QRect(rect.left(), rect.center().y() - space::k8 + 1, space::kIcon, space::kIcon));
        }
        painter.setFont(Theme::current().font(differs ? TextRole::Strong : TextRole::Body));
        painter.setPen(Icon::color(differs ? Icon::Role::Text : Icon::Role::Text2));
        CellDelegate::paintContent(painter, rect.adjusted(space::kIcon + space::k8, 0, 0, 0), index);
    }
};

DiffView* diffView(const QString& name, QWidget* parent) {
    auto* view = new DiffView(parent);
    view->setFrameShape(QFrame::NoFrame);
    view->setProperty("bare", true);
    view->setAccessibleName(name);
    return view;
}

QTabWidget* tabWidget(const QString& name, QWidget* parent) {
    auto* tabs = new QTabWidget(parent);
    tabs->tabBar()->setDrawBase(false);
    tabs->setProperty("inset", true);
    tabs->setAccessibleName(name);
    tabs->tabBar()->setAccessibleName(name);
    return tabs;
}
}  // namespace

ComparePage::ComparePage(EngineSession* session, QWidget* parent)
    : Page(parent), m_session(session), m_model(new RunComparisonModel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    buildHeader();
    m_bar = new InfoBar(this);
    m_bar->hide();
    m_stack = new ContentStack(buildContent(), this);
    column->addWidget(m_header);
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    m_again.setSingleShot(true);
    m_again.setInterval(kAskInterval);
    connect(&m_again, &QTimer::timeout, this, [this] { m_active ? ask() : void(m_dirty = true); });
    connect(m_stack, &ContentStack::retryClicked, this, &ComparePage::refresh);
    connect(m_stack, &ContentStack::primaryClicked, this, [this] { Q_EMIT navigate(QStringLiteral("runs")); });
    connect(session, &EngineSession::gap, &m_again, QOverload<>::of(&QTimer::start));
    connect(session, &EngineSession::eventsArrived, this, [this](const std::vector<api::Event>& batch) {
        const auto ours = [this](const api::Event& event) {
            return std::any_of(m_runs.begin(), m_runs.end(),
                               [&](const QString& run) { return event.run == toUtf8(run); });
        };
        if (!m_again.isActive() && std::any_of(batch.begin(), batch.end(), ours)) {
            m_again.start();
        }
    });
    m_stack->showEmpty(QStringLiteral("branch"), tr("Nothing is compared"),
                       tr("Open a run and choose “Compare…”, or select two runs in the list."), tr("Go to runs"));
}

void ComparePage::buildHeader() {
    m_header = new PageHeader(title(), this);
    m_header->setCrumb(tr("Runs"));
    connect(m_header, &PageHeader::crumbClicked, this, [this] { Q_EMIT navigate(QStringLiteral("runs")); });
    auto* swap = new QAction(tr("Swap A and B"), this);
    swap->setObjectName(QStringLiteral("compare.swap"));
    swap->setToolTip(tr("What is before and what is after change places."));
    auto* next = new QAction(tr("Next difference"), this);
    next->setObjectName(QStringLiteral("compare.next"));
    next->setShortcut(QKeySequence(Qt::Key_F8));
    next->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addActions({swap, next});
    m_header->addWidget(new Button(swap, Button::Secondary, this));
    connect(swap, &QAction::triggered, this, [this] {
        if (!m_runs[0].isEmpty()) {
            Q_EMIT navigate(QStringLiteral("compare/%1/%2").arg(m_runs[1], m_runs[0]));
        }
    });
    connect(next, &QAction::triggered, this, [this] {
        const int rows = m_model->rowCount();
        if (m_tabs->currentIndex() != PathTab) {
            for (auto* view : {m_input, m_output, m_definition}) {
                if (view->isVisible()) {
                    view->goToChange(true);
                }
            }
            return;
        }
        for (int step = 1; step <= rows; ++step) {
            const int row = (std::max(m_table->currentIndex().row(), -1) + step) % rows;
            if (m_model->pairAt(row).differs()) {
                m_table->selectRow(row);
                return;
            }
        }
    });
}

QWidget* ComparePage::buildContent() {
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    auto* cards = new QHBoxLayout;
    cards->setSpacing(space::k12);
    for (std::size_t side = 0; side < kSides; ++side) {
        m_cards[side] = new ComparedRun(side == 0 ? tr("A") : tr("B"), content);
        connect(m_cards[side], &ComparedRun::openClicked, this,
                [this, side] { Q_EMIT navigate(QStringLiteral("run/") + m_runs[side]); });
        cards->addWidget(m_cards[side], 1);
    }
    m_first = new InfoBar(content);
    m_first->setObjectName(QStringLiteral("compare.first"));
    connect(m_first, &InfoBar::actionClicked, this, &ComparePage::showFirst);
    auto* card = new Card(content);
    m_tabs = tabWidget(tr("What is compared"), card);
    m_tabs->addTab(buildPath(m_tabs), tr("Path"));
    m_input = diffView(tr("Inputs of the runs"), m_tabs);
    m_tabs->addTab(m_input, tr("Input"));
    m_output = diffView(tr("Outputs of the runs"), m_tabs);
    m_tabs->addTab(m_output, tr("Output"));
    m_definition = diffView(tr("Definitions of the runs"), m_tabs);
    m_definitionStack = new ContentStack(m_definition, m_tabs);
    m_tabs->addTab(m_definitionStack, tr("Definition"));
    card->addBody(m_tabs);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this](int tab) {
        tab == DefinitionTab ? askDefinitions() : tab == PathTab ? showTask() : showValues();
    });
    connect(m_definitionStack, &ContentStack::retryClicked, this, [this] {
        m_sources = {};
        askDefinitions();
    });
    column->addLayout(cards);
    column->addWidget(m_first);
    column->addWidget(card, 1);
    return content;
}

/// The tasks of both, and below them the data of the selected one.
QWidget* ComparePage::buildPath(QWidget* parent) {
    auto* split = new QSplitter(Qt::Vertical, parent);
    split->setChildrenCollapsible(false);
    auto* above = new QWidget(split);
    auto* column = new QVBoxLayout(above);
    column->setContentsMargins(0, space::k8, 0, 0);
    column->setSpacing(space::k8);
    m_only = new QCheckBox(tr("Only what differs"), above);
    m_only->setObjectName(QStringLiteral("compare.only"));
    auto* line = new QHBoxLayout;
    line->setContentsMargins(space::k16, 0, space::k16, 0);
    line->addWidget(m_only);
    line->addStretch(1);
    m_table = new TableView(above);
    m_table->setObjectName(QStringLiteral("compare.tasks"));
    m_table->setAccessibleName(tr("Tasks of both runs"));
    m_table->setModel(m_model);
    for (int phase : {RunComparisonModel::PhaseAColumn, RunComparisonModel::PhaseBColumn}) {
        m_table->setItemDelegateForColumn(phase, new PhaseDelegate(m_table));
    }
    m_table->setItemDelegateForColumn(RunComparisonModel::WhatColumn, new WhatDiffersDelegate(m_table));
    m_table->setColumnWidths({20, 0, 11, 11, 9, 9, 9});
    column->addLayout(line);
    column->addWidget(m_table, 1);
    auto* below = new QWidget(split);
    auto* rows = new QVBoxLayout(below);
    rows->setContentsMargins(0, 0, 0, 0);
    m_taskTabs = tabWidget(tr("Data of the task in both runs"), below);
    m_taskInput = diffView(tr("Inputs of the task"), m_taskTabs);
    m_taskOutput = diffView(tr("Outputs of the task"), m_taskTabs);
    m_taskTabs->addTab(m_taskInput, tr("Input of the task"));
    m_taskTabs->addTab(m_taskOutput, tr("Output of the task"));
    connect(m_taskTabs, &QTabWidget::currentChanged, this, &ComparePage::showTask);
    m_taskNote = new QLabel(below);
    m_taskNote->setTextFormat(Qt::PlainText);
    m_taskNote->setWordWrap(true);
    m_taskNote->setProperty("muted", true);
    m_taskNote->setContentsMargins(space::k16, space::k8, space::k16, space::k8);
    rows->addWidget(m_taskNote);
    rows->addWidget(m_taskTabs, 1);
    split->setSizes({300, 220});
    connect(m_only, &QCheckBox::toggled, this, [this](bool only) {
        m_model->setOnlyDifferences(only);
        const int row = m_model->rowOf(m_shownTask);
        row < 0 ? showTask() : m_table->selectRow(row);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ComparePage::askTask);
    connect(m_table, &TableView::rowActivated, this, [this](const QModelIndex& index) {
        const auto& pair = m_model->pairAt(index.row());
        Q_EMIT navigate(QStringLiteral("run/") + m_runs[pair.b ? 1 : 0]);
    });
    return split;
}

QString ComparePage::title() const {
    return tr("Compare runs");
}

QIcon ComparePage::icon() const {
    return Icon::get(QStringLiteral("branch"));
}

void ComparePage::showRuns(const QString& a, const QString& b) {
    if (m_runs[0] == a && m_runs[1] == b && m_details[0] && m_details[1]) {
        return refresh();
    }
    m_runs = {a, b};
    m_details = {};
    m_outputs = {};
    m_sources = {};
    m_tasks = {};
    m_shownTask.clear();
    m_model->setComparison({});
    m_bar->hide();
    m_tabs->setCurrentIndex(PathTab);
    m_stack->showLoading(tr("Loading both runs…"));
    ask();
}

void ComparePage::activated() {
    m_active = true;
    if (std::exchange(m_dirty, false)) {
        ask();
    }
}

void ComparePage::deactivated() {
    m_active = false;
}

void ComparePage::refresh() {
    if (!m_runs[0].isEmpty()) {
        ask();
    }
}

void ComparePage::ask() {
    m_again.stop();
    ++m_token;
    for (std::size_t side = 0; side < kSides; ++side) {
        api::GetRun op;
        op.run = toUtf8(m_runs[side]);
        m_session->call<api::GetRun>(op, this, [this, side, token = m_token](api::Result<api::RunDetail> reply) {
            if (token == m_token) {
                take(side, std::move(reply));
            }
        });
        askOutputs(side);
    }
}

/// The outputs that a task completed with last, of the latest thousand completions: what differs without another way.
void ComparePage::askOutputs(std::size_t side) {
    api::GetHistory op;
    op.run = toUtf8(m_runs[side]);
    op.kind = "task.completed";
    op.withData = op.descending = true;
    op.limit = api::kMaxPageSize;
    m_session->call<api::GetHistory>(op, this, [this, side, token = m_token](api::Result<api::HistoryPage> reply) {
        if (token != m_token || !reply.ok()) {
            return;  // the way is compared without them
        }
        m_outputs[side].clear();
        for (auto& entry : reply->items) {
            m_outputs[side].try_emplace(entry.task, std::move(entry.data));
        }
        compare();
    });
}

void ComparePage::take(std::size_t side, api::Result<api::RunDetail> reply) {
    if (!reply.ok()) {
        if (m_details[side]) {
            m_bar->show(InfoBar::Warning, tr("This is as of the last answer. %1").arg(toText(reply.error().message)));
        } else {
            m_stack->showError(reply.error());
        }
        return;
    }
    m_details[side] = std::move(reply.value());
    compare();
}

void ComparePage::compare() {
    if (!m_details[0] || !m_details[1]) {
        return;
    }
    const bool untouched = m_shownTask.empty();
    const api::Timestamp now = m_session->takenAt() != 0 ? m_session->takenAt() : Clock::now();
    m_model->setComparison(compareRuns(*m_details[0], *m_details[1], now, m_outputs[0], m_outputs[1]));
    m_stack->showContent();
    showHead();
    showValues();
    if (!untouched || !selectFirstTask()) {
        const QSignalBlocker block(m_table->selectionModel());
        if (const int row = m_model->rowOf(m_shownTask); row >= 0 && row != m_table->currentIndex().row()) {
            m_table->selectRow(row);
        }
        showTask();
    }
    if (m_tabs->currentIndex() == DefinitionTab && !(m_sources[0] && m_sources[1])) {
        askDefinitions();
    }
}

void ComparePage::showHead() {
    const auto& comparison = m_model->comparison();
    const api::Timestamp now = m_session->takenAt() != 0 ? m_session->takenAt() : Clock::now();
    std::array<qint64, kSides> took{};
    for (std::size_t side = 0; side < kSides; ++side) {
        const auto& run = m_details[side]->run;
        took[side] = (run.endedAt != 0 ? run.endedAt : now) - (run.startedAt != 0 ? run.startedAt : run.createdAt);
        m_cards[side]->showRun(run, now, side == 0 ? QString() : durationDifference(took[0], took[1]));
    }
    const bool none = comparison.first == FirstDifference::None;
    m_first->show(InfoBar::Info, m_model->firstDifferenceText(), none ? QString() : tr("Show it"), false);
    const auto name = [this](int tab, const QString& text, bool differs) {
        m_tabs->setTabText(tab, differs ? tr("%1 (differs)").arg(text) : text);
    };
    m_tabs->setTabText(PathTab,
                       comparison.differing == 0 ? tr("Path") : tr("Path (%1)").arg(formatCount(comparison.differing)));
    name(InputTab, tr("Input"), comparison.otherInput);
    name(OutputTab, tr("Output"), comparison.otherOutput);
    name(DefinitionTab, tr("Definition"), comparison.otherVersion);
}

QString ComparePage::textOf(const api::Json& value) {
    const QString text = prettyJson(value);
    return text.size() <= kMaxDiffBytes ? text
                                        : text.left(kMaxDiffBytes) + QLatin1Char('\n') + tr("… compared so far.");
}

void ComparePage::showValues() {
    const auto& [a, b] = m_details;
    if (a && b) {
        showPair(m_input, {&a->input, &b->input});
        showPair(m_output, {&a->output, &b->output});
    }
}

/// Null: there is none.
void ComparePage::showPair(DiffView* view, const std::array<const api::Json*, kSides>& values) {
    const bool ofTask = m_taskTabs->currentWidget() == view && m_tabs->currentIndex() == PathTab;
    if (!ofTask && m_tabs->currentWidget() != view) {
        return;
    }
    const auto [shown, first] = m_compared.try_emplace(view);
    bool same = !first && shown->second.names == sensitiveNames();
    for (std::size_t side = 0; side < kSides; ++side) {
        auto& was = shown->second.values[side];
        same = same && was.has_value() == (values[side] != nullptr) && (!was || *was == *values[side]);
    }
    if (same) {
        return;
    }
    shown->second.names = sensitiveNames();
    for (std::size_t side = 0; side < kSides; ++side) {
        shown->second.values[side] = values[side] ? std::optional(*values[side]) : std::nullopt;
    }
    const auto& [a, b] = values;
    view->setDiff(diffOf(a ? textOf(masked(*a, sensitiveNames())) : QString(),
                         !b  ? QString()
                         : a ? textOf(maskedAgainst(*b, *a, sensitiveNames()))
                             : textOf(masked(*b, sensitiveNames()))));
}

void ComparePage::askTask(const QModelIndex& index) {
    m_tasks = {};
    ++m_taskToken;
    m_shownTask = index.isValid() ? m_model->pairAt(index.row()).ref : std::string();
    showTask();
    if (!index.isValid()) {
        return;
    }
    const TaskPair& pair = m_model->pairAt(index.row());
    for (std::size_t side = 0; side < kSides; ++side) {
        const auto& state = side == 0 ? pair.a : pair.b;
        if (!state || state->iterations == 0) {
            continue;
        }
        api::GetTask op;
        op.run = toUtf8(m_runs[side]);
        op.task = state->ref;
        m_session->call<api::GetTask>(op, this, [this, side, token = m_taskToken](api::Result<api::TaskDetail> reply) {
            if (token == m_taskToken) {
                if (reply.ok()) {
                    m_tasks[side] = std::move(reply.value());
                } else {
                    m_bar->show(InfoBar::Error, toText(reply.error().message));
                }
                showTask();
            }
        });
    }
}

void ComparePage::showTask() {
    const int row = m_model->rowOf(m_shownTask);
    m_taskTabs->setVisible(row >= 0);
    if (row < 0) {
        m_taskNote->setText(tr("Select a task to compare what it got and what it put out."));
        return;
    }
    const TaskPair& pair = m_model->pairAt(row);
    const auto words = [](const std::optional<api::TaskState>& state) {
        return !state ? tr("no such task")
               : state->iterations > 1
                   ? tr("%1, last of %n time(s)", nullptr, state->iterations).arg(phaseText(state->phase))
                   : phaseText(state->phase);
    };
    m_taskNote->setText(tr("%1 · A: %2 · B: %3").arg(breakable(toText(pair.ref)), words(pair.a), words(pair.b)));
    const auto& [a, b] = m_tasks;
    showPair(m_taskInput, {a ? &a->input : nullptr, b ? &b->input : nullptr});
    showPair(m_taskOutput, {a ? &a->output : nullptr, b ? &b->output : nullptr});
}

void ComparePage::askDefinitions() {
    if (!m_details[0] || !m_details[1]) {
        return;
    }
    const auto& run = m_details[1]->run;
    if (!m_model->comparison().otherVersion) {
        m_definitionStack->showEmpty(
            QStringLiteral("check"), tr("One definition"),
            tr("Both are runs of %1 %2.").arg(cutText(run.workflow, kShownTitle), toText(run.version)));
        return;
    }
    if (m_sources[0] && m_sources[1]) {
        return showDefinitions();
    }
    m_definitionStack->showLoading(tr("Loading both definitions…"));
    for (std::size_t side = 0; side < kSides; ++side) {
        const auto& one = m_details[side]->run;
        m_session->call<api::GetWorkflow>(api::GetWorkflow{one.ns, one.workflow, one.version}, this,
                                          [this, side, runs = m_runs](api::Result<api::WorkflowDetail> reply) {
                                              if (runs != m_runs) {
                                                  return;
                                              }
                                              if (!reply.ok()) {
                                                  m_definitionStack->showError(reply.error());
                                                  return;
                                              }
                                              m_sources[side] = std::move(reply->source);
                                              showDefinitions();
                                          });
    }
}

void ComparePage::showDefinitions() {
    if (m_sources[0] && m_sources[1]) {
        m_definitionStack->showContent();
        m_definition->setDiff(diffOf(toText(*m_sources[0]), toText(*m_sources[1])));
    }
}

/// The tab where they part, and there the place.
void ComparePage::showFirst() {
    const auto& comparison = m_model->comparison();
    const auto open = [this](int tab, DiffView* view) {
        m_tabs->setCurrentIndex(tab);
        view->moveCursor(QTextCursor::Start);
        view->goToChange(true);
        view->setFocus();
    };
    switch (comparison.first) {
        case FirstDifference::None:
            return;
        case FirstDifference::Definition:
            return open(DefinitionTab, m_definition);
        case FirstDifference::Input:
            return open(InputTab, m_input);
        case FirstDifference::Output:
            return open(OutputTab, m_output);
        case FirstDifference::Task:
        case FirstDifference::Error:
            m_tabs->setCurrentIndex(PathTab);
            selectFirstTask();
            m_table->setFocus();
    }
}

/// With what differs of it below. False: there is none.
bool ComparePage::selectFirstTask() {
    const auto& comparison = m_model->comparison();
    if (comparison.firstTask < 0) {
        return false;
    }
    const auto& pair = comparison.tasks[static_cast<std::size_t>(comparison.firstTask)];
    m_taskTabs->setCurrentIndex(pair.path == TaskPair::Path::OtherOutput ? TaskOutputTab : TaskInputTab);
    m_table->selectRow(m_model->rowOf(pair.ref));
    return true;
}

}  // namespace beamline::ui
