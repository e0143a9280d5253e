// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/runs_page.h"

#include <QAction>
#include <QGraphicsOpacityEffect>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <set>

#include "ui/models/formatting.h"
#include "ui/models/run_group_model.h"
#include "ui/models/run_list_model.h"
#include "ui/models/run_query.h"
#include "ui/models/run_query_completion.h"
#include "ui/models/workflow_runs.h"
#include "ui/pages/batches/batch_strip.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/run_actions.h"
#include "ui/pages/runs/run_bulk.h"
#include "ui/pages/runs/run_columns.h"
#include "ui/pages/runs/run_export_bar.h"
#include "ui/pages/runs/run_groups_view.h"
#include "ui/pages/runs/run_view_bar.h"
#include "ui/session/settings.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/phase_delegate.h"
#include "ui/widgets/progress_delegate.h"
#include "ui/widgets/query_bar.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {

constexpr int kTickMs = 1000;
constexpr int kRecountMs = 200;
constexpr qreal kStale = 0.45;      // of rows that are not those of the filter that stands there
constexpr int kRowsForNames = 500;  // whose labels and workflows are offered

qint64 countOf(const api::RunCounts& counts, std::initializer_list<const char*> phases) {
    qint64 sum = 0;
    for (const char* phase : phases) {
        const auto found = counts.byPhase.find(phase);
        sum += found == counts.byPhase.end() ? 0 : found->second;
    }
    return sum;
}

}  // namespace

RunsPage::RunsPage(EngineSession* session, QWidget* parent)
    : Page(parent),
      m_session(session),
      m_model(new RunListModel(session, this)),
      m_groups(new RunGroupModel(session, this)),
      m_actions(new RunActions(session, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    buildHeader();
    buildFilter();
    buildTools();
    m_bar = new InfoBar(this);
    m_mistake = new InfoBar(this);
    m_mistake->setObjectName(QStringLiteral("runs.mistake"));
    m_export = new RunExportBar(session, this);
    m_bulk = new RunBulk(session, m_actions, this);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(space::k8);
    tools->addWidget(m_query, 1);
    for (Button* button : {m_group, m_columnsButton, m_freeze, m_follow}) {
        tools->addWidget(button, 0, Qt::AlignTop);
    }
    QWidget* list = buildList();
    column->addWidget(m_header);
    column->addWidget(m_views);
    column->addLayout(tools);
    for (QWidget* one : std::initializer_list<QWidget*>{m_mistake, m_bar, m_bulk->strip(), m_export}) {
        column->addWidget(one);
    }
    column->addWidget(list, 1);
    buildActions();
    connectModels();
    m_recount.setSingleShot(true);
    m_recount.setInterval(kRecountMs);
    connect(&m_recount, &QTimer::timeout, this, &RunsPage::selectionChanged);
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &RunsPage::tick);
    setLive();
    showObstacle();
}

// Leaving the field asks what was typed: while there is a page.
RunsPage::~RunsPage() {
    delete m_query;
}

QIcon RunsPage::icon() const {
    return Icon::get(QStringLiteral("runs"));
}

void RunsPage::buildHeader() {
    m_header = new PageHeader(title(), this);
    m_start = new Button(tr("Start run"), Button::Primary, this);
    m_start->setObjectName(QStringLiteral("runs.start"));
    m_start->setIcon(Icon::get(QStringLiteral("plus"), Icon::Role::OnAccent));
    m_start->setKeyHint(QStringLiteral("N"));
    connect(m_start, &QPushButton::clicked, this, [this] { Q_EMIT navigate(QStringLiteral("start")); });
}

void RunsPage::buildFilter() {
    m_views = new RunViewBar(
        m_session, [this] { return now(); }, this);
    m_query = new QueryBar(
        tr("Filter runs"), tr("Filter by a text or by conditions: status:faulted workflow:invoice* age<2h"),
        [this](const QString& text) { return parseRunQuery(text, now()).mistakes; },
        [this](const QString& text, qsizetype cursor) {
            return completeRunQuery(text, cursor, [this](const QString& key) { return known(key); });
        },
        this);
    connect(m_views, &RunViewBar::chosen, this, &RunsPage::takeView);
    connect(m_views, &RunViewBar::counted, this, &RunsPage::showCounts);
    connect(m_views, &RunViewBar::removed, this, [this](const QString& name) {
        say(InfoBar::Info, tr("The view %1 is deleted.").arg(name), tr("Undo"), [this] { m_views->restore(); });
    });
    connect(m_query, &QueryBar::appliedChanged, this, &RunsPage::ask);
    connect(m_query, &QueryBar::mistakeChanged, this, &RunsPage::showMistake);
    connect(m_query, &QueryBar::entered, this, &RunsPage::askWorkflows);
}

QWidget* RunsPage::buildList() {
    auto* card = new Card(this);
    m_lists = new QStackedWidget(card);
    buildTable();
    buildTree();
    m_lists->addWidget(m_table);
    m_lists->addWidget(m_tree);
    m_dim = new QGraphicsOpacityEffect(m_lists);
    m_dim->setOpacity(kStale);
    m_dim->setEnabled(false);
    m_lists->setGraphicsEffect(m_dim);
    m_stack = new ContentStack(m_lists, card);
    card->addBody(m_stack);
    card->addBody(m_bulk, false, 0);
    return card;
}

void RunsPage::buildTable() {
    m_table = new TableView(m_lists);
    m_table->setAccessibleName(tr("Runs"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setItemDelegateForColumn(RunListModel::PhaseColumn, new PhaseDelegate(m_table));
    m_table->setItemDelegateForColumn(RunListModel::WorkflowColumn, new BadgeDelegate(m_table));
    m_table->setItemDelegateForColumn(RunListModel::RunColumn,
                                      new CellDelegate(TextRole::MonoSmall, Icon::Role::Text2, m_table));
    for (int column : {RunListModel::StartedColumn, RunListModel::NowColumn, RunListModel::VersionColumn,
                       RunListModel::NamespaceColumn, RunListModel::EndedColumn, RunListModel::UpdatedColumn,
                       RunListModel::ErrorColumn}) {
        m_table->setItemDelegateForColumn(column, new CellDelegate(TextRole::Body, Icon::Role::Text2, m_table));
    }
    m_table->setItemDelegateForColumn(RunListModel::ProgressColumn, new ProgressDelegate(m_table));
    m_columns = new RunColumns(m_table, m_model, this);
    connect(m_columns, &RunColumns::changed, this, &RunsPage::takeLayout);
    auto* header = m_table->horizontalHeader();
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(false);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setToolTip(tr("Click to sort by phase, workflow, start, end or last change. Drag to move a column."));
    connect(header, &QHeaderView::sectionClicked, this, &RunsPage::sortBy);
    connect(header, &QWidget::customContextMenuRequested, this, [this, header](const QPoint& at) {
        auto* menu = new QMenu(this);
        m_columns->fillMenu(menu, known(QStringLiteral("label")), header->logicalIndexAt(at));
        popUp(menu, header->mapToGlobal(at));
    });
    m_new = new Button(QString(), Button::Primary, m_table);
    m_new->hide();
    m_table->installEventFilter(this);
    connect(m_new, &QPushButton::clicked, m_table, &QAbstractItemView::scrollToTop);
    connect(m_table, &TableView::rowActivated, this, &RunsPage::open);
    connect(m_table, &QWidget::customContextMenuRequested, this, &RunsPage::contextMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPage::rowsChosen);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &RunsPage::scrolled);
}

void RunsPage::buildTree() {
    m_tree = new RunGroupsView(m_groups, m_lists);
    m_tree->installEventFilter(this);
    connect(m_tree, &RunGroupsView::runActivated, this,
            [this](const QString& run) { Q_EMIT navigate(QStringLiteral("run/") + run); });
    connect(m_tree, &QWidget::customContextMenuRequested, this, &RunsPage::contextMenu);
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPage::rowsChosen);
    connect(m_tree->header(), &QHeaderView::sectionClicked, m_groups, &RunGroupModel::refresh);
}

void RunsPage::connectModels() {
    connect(m_model, &PagedModel::stateChanged, this, &RunsPage::showState);
    connect(m_model, &PagedModel::loaded, this, &RunsPage::showState);
    connect(m_model, &PagedModel::loaded, this, &RunsPage::selectionChanged);  // of how many
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &RunsPage::showState);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &RunsPage::showState);
    connect(m_groups, &RunGroupModel::stateChanged, this, &RunsPage::showState);
    connect(m_groups, &RunGroupModel::loaded, this, &RunsPage::showState);
    connect(m_model, &RunListModel::arrivedOnTop, this, &RunsPage::countNew);
    connect(m_model, &RunListModel::waitingChanged, this, &RunsPage::showFrozen);
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& from, const QModelIndex& to) {
        if (from.column() == 0) {  // not only its age
            phasesChanged(from.row(), to.row());
        }
    });
    connect(m_mistake, &InfoBar::actionClicked, this, [this] { m_query->setText(m_query->applied()); });
    connect(m_stack, &ContentStack::retryClicked, this, &RunsPage::refresh);
    connect(m_stack, &ContentStack::primaryClicked, this,
            [this] { isFiltered() ? m_query->setText({}) : Q_EMIT navigate(QStringLiteral("start")); });
    connect(m_stack, &ContentStack::secondaryClicked, this, [this] { Q_EMIT navigate(QStringLiteral("workflows")); });
    connect(m_bar, &InfoBar::actionClicked, this, [this] {
        if (const auto act = std::exchange(m_barAction, {})) {
            m_bar->hide();
            act();
        }
    });
    connect(m_actions, &RunActions::failed, this, [this](const api::Error& error, const QString& what) {
        say(InfoBar::Error, QStringLiteral("%1: %2").arg(what, toText(error.message)));
    });
    connect(m_actions, &RunActions::done, this, &RunsPage::offerUndo);
    connect(m_export, &RunExportBar::failed, this, [this](const QString& what) { say(InfoBar::Error, what); });
    connect(m_bulk->strip(), &BatchStrip::failed, this, [this](const QString& what) { say(InfoBar::Error, what); });
    connect(m_bulk, &RunBulk::detailsWanted, this,
            [this](const QString& batch) { Q_EMIT navigate(QStringLiteral("batches/") + batch); });
    connect(m_bulk->strip(), &BatchStrip::faultedWanted, this,
            [this](const QString& batch) { Q_EMIT navigate(QStringLiteral("batches/%1/faulted").arg(batch)); });
    connect(m_session, &EngineSession::healthChanged, this, &RunsPage::showObstacle);
}

void RunsPage::activated() {
    m_active = true;
    setLive();
    if (!m_asked) {
        ask();
    }
    m_views->setActive(true);
    m_bulk->setActive(true);
    m_lists->currentWidget()->setFocus();
    offerRetry();
}

void RunsPage::deactivated() {
    m_active = false;
    m_views->setActive(false);
    m_bulk->setActive(false);
    setLive();
}

/// What is not on view, and what is frozen, does not follow.
void RunsPage::setLive() {
    m_model->setLive(m_active && !isGrouped());
    m_groups->setLive(m_active && isGrouped() && !m_model->isFrozen());
    m_active && !m_model->isFrozen() ? m_tick.start() : m_tick.stop();
}

void RunsPage::refresh() {
    if (m_model->isFrozen()) {
        setFrozen(false);
    }
    if (m_relative) {
        ask();
    } else if (isGrouped()) {
        m_groups->refresh();
    } else {
        m_model->refresh();
    }
    m_views->askCounts();
}

void RunsPage::focusFilter() {
    m_query->setFocus(Qt::ShortcutFocusReason);
    m_query->selectAll();
}

void RunsPage::showQuery(const QString& text) {
    m_query->setText(text);
    m_toRetry = m_ledToRetry = false;
}

void RunsPage::showToRetry(const QString& text) {
    listAgain();
    showQuery(text);
    m_toRetry = m_ledToRetry = true;
    offerRetry();
}

/// Who comes back finds the runs, and what is selected then is for him to say.
QString RunsPage::here() const {
    return m_ledToRetry ? runsPlace(m_query->applied()) : QString();
}

void RunsPage::remember(Settings& settings) {
    const QString view = QStringLiteral("runs");
    m_query->setHistory(settings.queries(view));
    connect(m_query, &QueryBar::historyChanged, this,
            [&settings, view](const QStringList& history) { settings.setQueries(view, history); });
    m_views->remember(settings);
    m_layout = m_views->usualLayout();
    m_columns->apply(m_layout.columns);
    showOrder();
    m_views->setShown(m_query->applied(), m_layout);
    if (m_asked) {
        ask();
    }
}

bool RunsPage::isFiltered() const {
    return !m_query->applied().trimmed().isEmpty();
}

QString RunsPage::filterWords() const {
    const QString words = m_query->applied().trimmed();
    return words.isEmpty() ? tr("all runs") : words;
}

QString RunsPage::mistakeObstacle() const {
    return m_query->mistake().isEmpty() ? QString()
                                        : tr("Mend the filter first: the rows are still those of %1.")
                                              .arg(cutText(toUtf8(filterWords()), kShownTitle));
}

/// What a mistaken filter would show nobody knows: the rows of the last good one stay, and are not taken for its own.
void RunsPage::showMistake() {
    const bool mistaken = !m_query->mistake().isEmpty();
    m_dim->setEnabled(mistaken);
    if (mistaken) {
        m_mistake->show(InfoBar::Warning,
                        tr("The filter has a mistake. The rows below are still those of the one before: %1")
                            .arg(cutText(toUtf8(filterWords()), kShownText)),
                        tr("Go back to that filter"), false);
    } else {
        m_mistake->hide();
    }
    selectionChanged();
}

/// The chip says what the text says, or none does.
void RunsPage::ask() {
    m_asked = true;
    ++m_question;
    if (m_allMatching) {
        clearSelection();  // it was of another question
    }
    m_total = -1;
    m_allMatching = m_cutTold = m_toRetry = m_ledToRetry = false;
    m_phases.clear();
    RunQuery query = parseRunQuery(m_query->applied(), now());
    m_relative = query.relative;
    m_filter = std::move(query.filter);
    m_views->setShown(m_query->applied(), m_layout);
    m_lists->setCurrentWidget(isGrouped() ? static_cast<QWidget*>(m_tree) : m_table);
    setLive();
    if (isGrouped()) {
        m_groups->setQuestion(m_filter, *m_layout.grouping, toUtf8(m_layout.label));
    } else {
        m_model->setQuery(m_filter, m_layout.order, m_layout.descending);
    }
    setFollowing(m_table->verticalScrollBar()->value() == 0);
    selectionChanged();
    showState();
}

void RunsPage::takeView(const RunView& view) {
    m_layout = view.layout;
    m_columns->apply(m_layout.columns);
    showOrder();
    showGrouping();
    m_query->setText(view.query);
    m_table->scrollToTop();
}

void RunsPage::takeLayout() {
    m_layout.columns = m_columns->places();
    m_views->setShown(m_query->applied(), m_layout);
}

/// In an archive ages count from when it was taken.
api::Timestamp RunsPage::now() const {
    return m_session->takenAt() != 0 ? m_session->takenAt() : Clock::now();
}

void RunsPage::askWorkflows() {
    m_session->call<api::ListWorkflows>({}, this, [this](api::Result<api::WorkflowPage> reply) {
        if (reply.ok()) {
            m_workflows = std::move(reply->items);
        }
    });
}

/// Values that the filter offers: of what is deployed, and of the rows on view.
QStringList RunsPage::known(const QString& key) const {
    std::set<std::string> found;
    const auto take = [&](const auto& one, const std::string& workflow) {
        found.insert(key == QLatin1String("workflow")  ? workflow
                     : key == QLatin1String("version") ? one.version
                                                       : one.ns);
    };
    const bool isName = !key.startsWith(QLatin1String("label"));
    if (isName) {
        for (const auto& info : m_workflows) {
            take(info, info.name);
        }
    }
    const std::string label = toUtf8(key.mid(6));  // "label.NAME"
    for (int row = 0; row < std::min(m_model->rowCount(), kRowsForNames); ++row) {
        const api::RunSummary& run = m_model->itemAt(row);
        if (isName) {
            take(run, run.workflow);
        }
        for (const auto& [name, value] : run.labels) {
            if (!isName && (label.empty() || label == name)) {
                found.insert(label.empty() ? name : value);
            }
        }
    }
    found.erase(std::string());
    QStringList names;
    for (const auto& name : found) {
        names << toText(name);
    }
    return names;
}

void RunsPage::showCounts(const api::RunCounts& counts) {
    const auto figure = [](qint64 count, const QString& label) {
        return PageHeader::Figure{formatCount(count), label, {}, false};
    };
    const qint64 running = countOf(counts, {"running", "pending"});
    const qint64 waiting = countOf(counts, {"waiting"});
    const auto many = [](qint64 count) { return static_cast<int>(count); };
    m_header->setFigures(
        {figure(running, tr("running", "that many runs", many(running))),
         figure(waiting, tr("waiting", "that many runs", many(waiting))),
         figure(counts.faultedToday, tr("faulted today", "that many runs", many(counts.faultedToday)))});
}

void RunsPage::say(InfoBar::Tone tone, const QString& text, const QString& action, std::function<void()> act) {
    m_stale = false;
    m_barAction = std::move(act);
    m_bar->show(tone, text, action);
}

void RunsPage::showState() {
    const bool grouped = isGrouped();
    const int rows = grouped ? m_groups->rowCount() : m_model->rowCount();
    const bool failed =
        grouped ? m_groups->state() == RunGroupModel::State::Failed : m_model->state() == PagedModel::State::Failed;
    const bool ready =
        grouped ? m_groups->state() == RunGroupModel::State::Ready : m_model->state() == PagedModel::State::Ready;
    const api::Error& error = grouped ? m_groups->error() : m_model->error();
    if (failed && rows > 0) {
        say(InfoBar::Warning, tr("These rows are as of the last answer. %1").arg(toText(error.message)),
            tr("Try again"), [this] { refresh(); });
        m_stale = true;
    } else if (ready && std::exchange(m_stale, false)) {
        m_bar->hide();
    }
    if (grouped && ready && m_groups->isCut() && !std::exchange(m_cutTold, true)) {
        say(InfoBar::Info,
            tr("Not all is grouped: at most the newest %1 runs are looked at, and %2 groups shown. Narrow "
               "the filter to see the rest.")
                .arg(formatCount(api::kMaxCounted), formatCount(api::kMaxRunGroups)));
    }
    if (rows > 0) {
        m_stack->showContent();
        offerRetry();
    } else if (failed) {
        m_stack->showError(error);
    } else if (!ready || (!grouped && m_model->hasMore())) {
        m_stack->showLoading(grouped ? tr("Loading groups…") : tr("Loading runs…"));
        if (ready && m_model->canFetchMore({})) {
            m_model->fetchMore({});  // the newest were looked at only
        }
    } else {
        showEmpty();
    }
}

void RunsPage::showEmpty() {
    if (isGrouped() && m_layout.grouping != api::RunGrouping::workflow) {
        m_stack->showEmpty(QStringLiteral("search"), tr("No groups"),
                           m_layout.grouping == api::RunGrouping::error
                               ? tr("No run that fits the filter has an error to group by.")
                               : tr("No run that fits the filter has what it is grouped by."),
                           isFiltered() ? tr("Clear filter") : QString());
    } else if (isFiltered()) {
        m_stack->showEmpty(QStringLiteral("search"), tr("No run fits"),
                           tr("No run meets all conditions of the filter."), tr("Clear filter"));
    } else {
        m_stack->showEmpty(
            QStringLiteral("runs"), tr("No runs yet"),
            tr("A run is one execution of a workflow. Every step it takes is kept, so it survives a crash or a "
               "restart, and you can watch, suspend, resume and retry it here."),
            tr("Start a run"), tr("See workflows"));
        showObstacle();
    }
}

/// What would start a run says why not.
void RunsPage::showObstacle() {
    const QString why = m_session->obstacle(api::StartRun::kInfo.name);
    m_start->setEnabled(why.isEmpty());
    m_start->setToolTip(why);
    m_start->setAccessibleDescription(why);
    const bool starts = m_model->state() == PagedModel::State::Ready && m_model->rowCount() == 0 && !isFiltered();
    if (starts) {
        m_stack->note()->setPrimaryObstacle(why);
    }
}

void RunsPage::sortBy(int column) {
    const auto order = RunListModel::orderOf(column);
    if (!order) {
        return;
    }
    m_layout.descending = *order == m_layout.order ? !m_layout.descending : *order != api::RunOrder::workflow;
    m_layout.order = *order;
    showOrder();
    ask();
    m_table->scrollToTop();
}

void RunsPage::showOrder() {
    auto* header = m_table->horizontalHeader();
    const RunLayout usual;
    const bool isUsual = m_layout.order == usual.order && m_layout.descending == usual.descending;
    header->setSortIndicatorShown(!isUsual);
    for (int column = 0; column < m_model->columnCount() && !isUsual; ++column) {
        if (RunListModel::orderOf(column) == m_layout.order && column != RunListModel::RunColumn) {
            header->setSortIndicator(column, m_layout.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
            return;
        }
    }
}

}  // namespace beamline::ui
