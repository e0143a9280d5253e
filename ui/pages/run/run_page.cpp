// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/run_page.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/models/dry_run_model.h"
#include "ui/models/formatting.h"
#include "ui/models/history_model.h"
#include "ui/models/run_times.h"
#include "ui/models/task_list_model.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/run/dry_run_panel.h"
#include "ui/pages/run/graph_tools.h"
#include "ui/pages/run/history_view.h"
#include "ui/pages/run/past_bar.h"
#include "ui/pages/run/takeover_note.h"
#include "ui/pages/run/task_inspector.h"
#include "ui/pages/run/timeline_view.h"
#include "ui/pages/run_actions.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/id_field.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
enum PastTabs { DryRunTab, HistoryTab };
constexpr int kWideLinks = 1'100;  ///< wide enough for the link to the workflow too
constexpr int kRunTickMs = 1000;
constexpr int kWideHeader = 960;
/// What one opens a run for, until one looks at something else: the task that failed, or that waits for somebody.
QString taskInFocus(const api::RunDetail& detail) {
    const api::Phase phase = detail.run.phase;
    if (phase != api::Phase::faulted && phase != api::Phase::waiting) {
        return {};
    }
    const auto task = std::find_if(detail.tasks.rbegin(), detail.tasks.rend(),
                                   [phase](const api::TaskState& one) { return one.phase == phase; });
    return task == detail.tasks.rend() ? QString() : toText(task->ref);
}
}  // namespace

RunPage::RunPage(EngineSession* session, QWidget* parent)
    : Page(parent),
      m_session(session),
      m_actions(new RunActions(session, this)),
      m_history(new HistoryModel(session, this)),
      m_tasks(new TaskListModel(this)),
      m_times(new RunTimes(session, this)) {
    m_tasks->setTimes(m_times);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_bar = new InfoBar(this);
    m_pastBar = new PastBar(session, this);
    buildTools();
    buildHeader();
    m_inspector = new TaskInspector(session, this);
    m_inspector->addTaskAction(m_rerunTask);
    connect(m_inspector, &TaskInspector::runAsked, this,
            [this](const QString& run) { Q_EMIT navigate(QStringLiteral("run/") + run); });
    connect(m_inspector->note(), &TakeoverNote::taskAsked, this, &RunPage::goToTask);
    connect(m_times, &RunTimes::changed, this, &RunPage::showWay);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k12);
    split->addWidget(buildLeft());
    split->addWidget(m_inspector);
    split->setStretchFactor(0, 1);
    split->setSizes({900, 320});
    m_stack = new ContentStack(split, this);
    column->addWidget(m_header);
    column->addLayout(buildLinks());
    column->addWidget(m_pastBar);
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);

    connect(m_stack, &ContentStack::retryClicked, this, &RunPage::refresh);
    connect(m_stack, &ContentStack::primaryClicked, this, [this] { Q_EMIT navigate(QStringLiteral("runs")); });
    connect(m_actions, &RunActions::failed, this, [this](const api::Error& error, const QString& what) {
        m_bar->show(InfoBar::Error, QStringLiteral("%1: %2").arg(what, toText(error.message)));
    });
    connect(m_bar, &InfoBar::actionClicked, this, &RunPage::startAgain);
    connect(m_actions, &RunActions::done, this, &RunPage::touch);
    connect(m_pastBar, &PastBar::entryChanged, this, &RunPage::showPast);
    connect(m_pastBar, &PastBar::failed, this,
            [this](const api::Error& error) { m_bar->show(InfoBar::Error, toText(error.message)); });
    connect(session, &EngineSession::gap, this, &RunPage::touch);
    connect(session, &EngineSession::eventsArrived, this, [this](const std::vector<api::Event>& batch) {
        const std::string run = toUtf8(m_run);
        if (std::any_of(batch.begin(), batch.end(), [&](const auto& event) { return event.run == run; })) {
            touch();
        }
    });
    m_askTimer.setSingleShot(true);
    m_askTimer.setInterval(kAskInterval);
    connect(&m_askTimer, &QTimer::timeout, this, [this] {
        if (std::exchange(m_dirty, false)) {
            ask();
        }
    });
    m_tick.setInterval(kRunTickMs);
    connect(&m_tick, &QTimer::timeout, this, &RunPage::tick);
    m_stack->showEmpty(QStringLiteral("run"), tr("No run is open"), tr("Open one from the list of runs."),
                       tr("Go to runs"));
}

/// What the head has no room for when it is narrow.
QLayout* RunPage::buildLinks() {
    auto* links = new QHBoxLayout;
    links->setSpacing(space::k8);
    m_id = new IdField(tr("Id of the run"), this);
    m_id->setObjectName(QStringLiteral("run.id"));
    links->addWidget(m_id);
    for (QAction* action : {m_parent, m_origin, m_compareOrigin, m_again}) {
        links->addWidget(new Button(action, Button::Plain, this));
    }
    links->addStretch(1);
    m_workflowLink = new Button(m_workflow, Button::Plain, this);
    m_workflowLink->setMinimumWidth(1);  // it goes before the window must be wider for it
    links->addWidget(m_workflowLink);
    for (QAction* action : {m_compare, m_step, m_take}) {
        links->addWidget(new Button(action, Button::Plain, this));
    }
    return links;
}

void RunPage::buildHeader() {
    m_header = new PageHeader(title(), this);
    m_header->setCrumb(tr("Runs"));
    m_decide = new QAction(tr("Decide approval"), this);
    m_decide->setObjectName(QStringLiteral("run.decide"));
    m_decide->setShortcut(QKeySequence(Qt::Key_A));
    m_decide->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_decide->setAutoRepeat(false);
    m_decide->setVisible(false);
    m_workflow = new QAction(tr("Open workflow"), this);
    m_workflow->setObjectName(QStringLiteral("run.workflow"));
    auto* copy = new QAction(tr("Copy run id"), this);
    copy->setObjectName(QStringLiteral("run.copy"));
    m_parent = new QAction(this);
    m_parent->setObjectName(QStringLiteral("run.parent"));
    m_parent->setVisible(false);
    m_step = new QAction(tr("Step through the past"), this);
    m_step->setObjectName(QStringLiteral("run.past"));
    m_take = new QAction(tr("Export…"), this);
    m_take->setObjectName(QStringLiteral("run.export"));
    for (QAction* action : {m_step, m_take}) {
        action->setVisible(false);
    }
    addActions({m_decide, m_workflow, copy, m_parent, m_step, m_take});
    connect(m_step, &QAction::triggered, this,
            [this] { m_pastBar->isHidden() ? m_pastBar->begin(m_run) : m_pastBar->end(); });
    connect(m_take, &QAction::triggered, this, &RunPage::exportRun);
    connect(m_parent, &QAction::triggered, this,
            [this] { Q_EMIT navigate(QStringLiteral("run/") + m_parent->data().toString()); });
    for (QAction* action : {m_actions->suspend(), m_actions->resume(), m_actions->retry()}) {
        m_header->addWidget(new Button(action, Button::Secondary, this));
    }
    m_header->addWidget(new Button(m_rerun, Button::Secondary, this));
    m_header->addWidget(new Button(m_actions->cancel(), Button::Danger, this));
    m_header->addWidget(new Button(m_decide, Button::Primary, this));
    connect(m_header, &PageHeader::crumbClicked, this, [this] { Q_EMIT navigate(QStringLiteral("runs")); });
    connect(m_decide, &QAction::triggered, this,
            [this] { Q_EMIT navigate(QStringLiteral("approvals/") + m_approval); });
    connect(m_workflow, &QAction::triggered, this, [this] {
        if (m_detail) {
            Q_EMIT navigate(QStringLiteral("workflows/") + workflow());
        }
    });
    connect(copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(m_run); });
}

QWidget* RunPage::buildLeft() {
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k12);
    auto* graphCard = new Card(tr("Graph"), split);
    m_graph = new GraphView(graphCard);
    m_graph->setAccessibleName(tr("Graph of the tasks"));
    graphCard->addBody(m_graph);
    m_graphTools = new GraphTools(m_graph, graphCard);
    graphCard->addToHeader(m_graphTools);
    connect(m_graphTools, &GraphTools::found, this, &RunPage::choose);

    auto* timeCard = new Card(tr("Timeline"), split);
    m_timeline = new TimelineView(m_tasks, timeCard);
    timeCard->addBody(m_timeline);

    split->addWidget(graphCard);
    split->addWidget(timeCard);
    split->addWidget(buildHistory(split));
    split->setSizes({300, 240, 250});

    offerOn(m_graph);
    offerOn(m_timeline);
    connect(m_graph, &GraphView::taskSelected, this, &RunPage::choose);
    connect(m_timeline->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) { choose(index.data(IdRole).toString()); });
    return split;
}

/// The history, and beside it, of a dry run, what would have happened.
QWidget* RunPage::buildHistory(QWidget* parent) {
    auto* historyCard = new Card(parent);
    m_past = new QTabWidget(historyCard);
    m_past->tabBar()->setDrawBase(false);
    m_past->setProperty("inset", true);
    m_past->setAccessibleName(tr("History of the run"));
    m_past->tabBar()->setAccessibleName(m_past->accessibleName());
    m_dryRun = new DryRunPanel(m_session, m_past);
    m_past->addTab(m_dryRun, tr("Would have happened"));
    m_historyView = new HistoryView(m_history, m_past);
    m_past->addTab(m_historyView, tr("History"));
    m_past->setTabVisible(DryRunTab, false);
    m_past->tabBar()->hide();
    historyCard->addBody(m_past);

    connect(m_historyView, &HistoryView::taskChosen, this, &RunPage::choose);
    auto* moment = addPageAction(this, "run.historyTime", tr("Go to a time in the history"), QStringLiteral("clock"),
                                 QKeySequence(Qt::Key_G));
    connect(moment, &QAction::triggered, m_historyView, &HistoryView::askMoment);
    auto* task = addPageAction(this, "run.historyTask", tr("History of the selected task only, or of all"), {},
                               QKeySequence(Qt::Key_H));
    connect(task, &QAction::triggered, m_historyView, &HistoryView::toggleSelected);
    connect(m_historyView, &HistoryView::entryActivated, this,
            [this](quint64 seq, int index) { m_pastBar->begin(m_run, seq, index); });
    connect(m_dryRun, &DryRunPanel::taskChosen, this, &RunPage::choose);
    connect(m_dryRun, &DryRunPanel::refusedChanged, this, &RunPage::showBar);
    return historyCard;
}

QString RunPage::title() const {
    return m_detail ? toText(m_detail->run.workflow) : tr("Run");
}

QString RunPage::workflow() const {
    return m_detail ? QStringLiteral("%1/%2").arg(toText(m_detail->run.ns), toText(m_detail->run.workflow)) : QString();
}

QIcon RunPage::icon() const {
    return Icon::get(QStringLiteral("run"));
}

void RunPage::showRun(const QString& id) {
    if (id == m_run) {
        touch();
        return;
    }
    m_run = id;
    const auto wanted = std::exchange(m_wanted, {});
    m_chosen = wanted.first == id;
    m_selected = m_chosen ? wanted.second : QString();
    m_detail.reset();
    ++m_token;
    m_asking = false;
    m_actions->setRun(std::nullopt);
    m_pastBar->end();
    for (QAction* action :
         {m_decide, m_parent, m_step, m_take, m_origin, m_compareOrigin, m_again, m_compare, m_rerun, m_rerunTask}) {
        action->setVisible(false);
    }
    m_header->setTitle(shortId(id));
    m_id->setId(id);
    m_header->setVersion({});
    m_header->setPhase(std::nullopt);
    m_header->setDryRun(false);
    m_header->setFigures({});
    m_bar->hide();
    m_history->setRun(id);
    m_historyView->reset();
    m_times->setRun(id);
    m_tasks->setWindow(0, 0);
    m_dryRun->setRun(id);
    m_inspector->reset();
    m_stack->showLoading(tr("Loading the run…"));
    ask();
}

void RunPage::activated() {
    m_active = true;
    m_tick.start();
    if (std::exchange(m_dirty, false)) {
        ask();
    }
    seekReruns();
}

void RunPage::deactivated() {
    m_active = false;
    m_tick.stop();
}

void RunPage::refresh() {
    if (!m_run.isEmpty()) {
        ask();
    }
}

/// The first event is answered at once; those that follow within kAskInterval together.
void RunPage::touch() {
    if (m_pastBar->entry() != 0) {
        return;  // it is asked when the way leads back to now
    }
    if (!m_active || m_asking || m_askTimer.isActive()) {
        m_dirty = true;
    } else if (!m_run.isEmpty()) {
        ask();
    }
}

void RunPage::ask() {
    m_asking = true;
    m_askTimer.start();
    api::GetRun op;
    op.run = toUtf8(m_run);
    op.asOf = m_pastBar->entry();
    m_session->call<api::GetRun>(op, this, [this, token = ++m_token](api::Result<api::RunDetail> reply) {
        if (token == m_token) {
            m_asking = false;
            take(std::move(reply));
        }
    });
    if (op.asOf != 0) {
        return;  // what can be done belongs to now
    }
    m_history->refresh();
    m_times->refresh();
    api::ListApprovals open;
    open.queue = api::ApprovalQueue::open;
    open.run = op.run;
    open.limit = 1;
    m_session->call<api::ListApprovals>(open, this, [this, token = m_token](api::Result<api::ApprovalPage> reply) {
        if (token == m_token && reply.ok()) {
            m_approval = reply->items.empty() ? QString() : toText(reply->items.front().id);
            m_decide->setVisible(!m_approval.isEmpty());
        }
    });
}

void RunPage::take(api::Result<api::RunDetail> reply) {
    if (!reply.ok()) {
        if (m_detail) {
            m_bar->show(InfoBar::Warning, tr("This is as of the last answer. %1").arg(toText(reply.error().message)));
        } else {
            m_stack->showError(reply.error());
        }
        return;
    }
    const bool first = !m_detail;
    const bool ended = (first || !api::isFinal(m_detail->run.phase)) && api::isFinal(reply->run.phase);
    m_detail = std::move(reply.value());
    showDetail();
    if (first) {
        Q_EMIT titleChanged();
    }
    if (ended) {
        seekReruns();
    }
    if (m_dirty && m_active && !m_askTimer.isActive()) {
        m_dirty = false;
        ask();
    }
}

void RunPage::showDetail() {
    const api::RunDetail& detail = *m_detail;
    m_stack->showContent();
    if (hasFocus()) {
        m_graph->setFocus();  // now there is something for the arrow keys
    }
    m_actions->setRun(m_pastBar->entry() != 0 ? std::nullopt : std::optional(detail.run));
    m_step->setVisible(m_pastBar->entry() == 0);
    m_take->setVisible(true);
    showHeader();
    m_graph->setGraph(detail.graph);
    m_graph->setStates(detail.tasks);
    m_times->setGraph(detail.graph);
    m_tasks->setTasks(detail.tasks);
    m_tasks->setSpan(detail.run.startedAt != 0 ? detail.run.startedAt : detail.run.createdAt,
                     detail.run.endedAt != 0 ? detail.run.endedAt : stillAt());
    m_graph->setMoment(stillAt());
    m_inspector->setMoment(stillAt());
    m_historyView->fitTimes(detail.run.createdAt);
    m_historyView->setRun(detail.tasks, historySpan());
    if (!m_chosen) {
        m_selected = taskInFocus(detail);
    }
    select(m_selected);  // none: then nothing stays highlighted either
    showWay();
    showDryRun();
    showBar();
}

void RunPage::showDryRun() {
    const bool dry = isDryRun(m_detail->run);
    m_header->setDryRun(dry);
    if (dry != m_past->isTabVisible(DryRunTab)) {
        m_past->setTabVisible(DryRunTab, dry);
        m_past->tabBar()->setVisible(dry);
        m_past->setCurrentIndex(dry ? DryRunTab : HistoryTab);
    }
    if (dry) {
        m_dryRun->refresh();
    }
}

void RunPage::showBar() {
    if (!m_detail || !m_detail->run.error) {
        m_bar->hide();
        return;
    }
    const auto& error = *m_detail->run.error;
    m_bar->show(InfoBar::Error, tr("%1: %2").arg(toText(error.title), toText(error.detail)),
                m_dryRun->refused() ? tr("Start again with mocks…") : QString(), false);
}

void RunPage::showHeader() {
    m_workflowLink->setVisible(width() >= kWideLinks);
    const api::RunSummary& run = m_detail->run;
    const api::Timestamp start = run.startedAt != 0 ? run.startedAt : run.createdAt;
    m_header->setTitle(toText(run.workflow));
    m_header->setVersion(toText(run.version));
    m_header->setPhase(run.phase);
    const QString clock = formatTime(start, Clock::now());
    QVector<PageHeader::Figure> figures{{formatDuration((run.endedAt != 0 ? run.endedAt
                                                         : stillAt() != 0 ? stillAt()
                                                                          : Clock::now()) -
                                                        start),
                                         run.endedAt != 0 ? tr("took") : tr("for"), formatExact(run.endedAt), true}};
    if (width() >= kWideHeader) {
        figures.prepend({clock.left(clock.lastIndexOf(QLatin1Char('.'))), tr("started"), formatExact(start), true});
    }
    m_header->setFigures(figures);
    const auto parent = run.labels.find("parent");
    m_parent->setVisible(parent != run.labels.end());
    if (parent != run.labels.end()) {
        const QString id = toText(parent->second);
        m_parent->setData(id);
        m_parent->setText(tr("Child of %1").arg(shortId(id)));
        m_parent->setToolTip(tr("A task of run %1 has started this one. Open that run.").arg(id));
    }
    // What cannot be done now stays out of the head; the palette and the list of runs still say why.
    const bool past = m_pastBar->entry() != 0;
    m_actions->suspend()->setVisible(!past && !api::isFinal(run.phase) && run.phase != api::Phase::suspended);
    m_actions->resume()->setVisible(!past && run.phase == api::Phase::suspended);
    m_actions->retry()->setVisible(!past && run.phase == api::Phase::faulted);
    m_actions->cancel()->setVisible(!past && !api::isFinal(run.phase));
}

void RunPage::choose(const QString& ref) {
    m_chosen = true;
    select(ref);
}

/// Graph, time line and inspector show one selection, wherever it was made.
void RunPage::select(const QString& ref) {
    if (!m_detail) {
        return;
    }
    const int row = m_tasks->rowOf(ref);
    m_selected = row < 0 ? QString() : ref;
    m_graph->select(m_selected);
    m_historyView->setSelected(m_selected);
    {
        const QSignalBlocker block(m_timeline->selectionModel());
        if (row < 0) {
            m_timeline->clearSelection();
        } else if (m_timeline->currentIndex().row() != row || !m_timeline->selectionModel()->hasSelection()) {
            m_timeline->selectRow(row);
            m_timeline->scrollTo(m_tasks->index(row, TaskListModel::NameColumn));  // nobody else tells it
        }
        m_timeline->viewport()->update();
    }
    if (row < 0) {
        m_inspector->showRun(*m_detail);
    } else {
        m_inspector->showTask(m_run, m_tasks->tasks()[static_cast<std::size_t>(row)]);
    }
    showTakeover();
    showTools();
}

void RunPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    if (m_detail) {
        showHeader();
    }
}

/// In the past and in archives time stands still.
api::Timestamp RunPage::stillAt() const {
    return m_pastBar->entry() != 0 ? m_pastBar->moment() : m_session->takenAt();
}

RunSpan RunPage::historySpan() const {
    const auto& run = m_detail->run;
    return {run.startedAt != 0 ? run.startedAt : run.createdAt, run.endedAt != 0 ? run.endedAt
                                                                : stillAt() != 0 ? stillAt()
                                                                                 : Clock::now()};
}

void RunPage::showPast(qint64 entry) {
    m_inspector->setAsOf(entry);
    m_step->setVisible(entry == 0);  // the bar leads back
    if (entry != 0) {
        m_decide->setVisible(false);
    }
    if (m_run.isEmpty() || !m_detail) {
        return;
    }
    showTools();
    m_asking ? void(m_dirty = true) : ask();
}

void RunPage::tick() {
    if (stillAt() == 0 && m_detail && !api::isFinal(m_detail->run.phase)) {
        showHeader();
        m_tasks->tick();
    }
}

}  // namespace beamline::ui
