// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/runs_page.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QVBoxLayout>
#include <array>
#include <set>

#include "ui/models/formatting.h"
#include "ui/models/run_list_model.h"
#include "ui/models/run_query.h"
#include "ui/models/run_query_completion.h"
#include "ui/pages/content_stack.h"
#include "ui/pages/run_actions.h"
#include "ui/session/settings.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/phase_delegate.h"
#include "ui/widgets/progress_delegate.h"
#include "ui/widgets/query_bar.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {

constexpr int kTickMs = 1000;
constexpr int kCountMs = 500;
constexpr int kWideTable = 960;
constexpr int kMediumTable = 900;
constexpr int kRowsForNames = 500;  // whose labels and workflows are offered

/// What the chips ask for, in their order; the first asks for everything.
const std::array<std::vector<api::Phase>, 7> kChips{{
    {},
    {api::Phase::running, api::Phase::pending},
    {api::Phase::waiting},
    {api::Phase::suspended},
    {api::Phase::faulted},
    {api::Phase::completed},
    {api::Phase::cancelled},
}};

qint64 countOf(const api::RunCounts& counts, const std::vector<api::Phase>& phases) {
    qint64 sum = 0;
    for (const auto& [name, count] : counts.byPhase) {
        api::Phase phase{};
        const bool known = boost::describe::enum_from_string(name.c_str(), phase);
        if (phases.empty() || (known && std::find(phases.begin(), phases.end(), phase) != phases.end())) {
            sum += count;
        }
    }
    return sum;
}

}  // namespace

RunsPage::RunsPage(EngineSession* session, QWidget* parent)
    : Page(parent),
      m_session(session),
      m_model(new RunListModel(session, this)),
      m_actions(new RunActions(session, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_header = new PageHeader(title(), this);
    m_start = new Button(tr("Start run"), Button::Primary, this);
    m_start->setObjectName(QStringLiteral("runs.start"));
    m_start->setIcon(Icon::get(QStringLiteral("plus"), Icon::Role::OnAccent));
    m_start->setKeyHint(QStringLiteral("N"));
    m_header->addWidget(m_start);
    buildFilter();
    m_bar = new InfoBar(this);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(space::k8);
    tools->addWidget(m_query, 1);
    for (QAction* action : {m_actions->suspend(), m_actions->resume(), m_actions->retry()}) {
        tools->addWidget(new Button(action, Button::Secondary, this), 0, Qt::AlignTop);
    }
    tools->addWidget(new Button(m_actions->cancel(), Button::Danger, this), 0, Qt::AlignTop);
    buildTable();
    auto* card = new Card(this);
    m_stack = new ContentStack(m_table, card);
    card->addBody(m_stack);
    column->addWidget(m_header);
    column->addWidget(m_chips);
    column->addLayout(tools);
    column->addWidget(m_bar);
    column->addWidget(card, 1);
    buildActions();

    connect(m_start, &QPushButton::clicked, this, [this] { Q_EMIT navigate(QStringLiteral("start")); });
    connect(m_model, &PagedModel::stateChanged, this, &RunsPage::showState);
    connect(m_model, &PagedModel::loaded, this, &RunsPage::showState);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &RunsPage::showState);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &RunsPage::showState);
    connect(m_stack, &ContentStack::retryClicked, this, &RunsPage::refresh);
    connect(m_stack, &ContentStack::primaryClicked, this,
            [this] { isFiltered() ? m_query->setText({}) : Q_EMIT navigate(QStringLiteral("start")); });
    connect(m_stack, &ContentStack::secondaryClicked, this, [this] { Q_EMIT navigate(QStringLiteral("workflows")); });
    connect(m_bar, &InfoBar::actionClicked, this, &RunsPage::refresh);
    connect(m_actions, &RunActions::failed, this, [this](const api::Error& error, const QString& what) {
        m_bar->show(InfoBar::Error, QStringLiteral("%1: %2").arg(what, toText(error.message)));
    });
    connect(session, &EngineSession::eventsArrived, this, [this](const std::vector<api::Event>& batch) {
        const bool runs =
            std::any_of(batch.begin(), batch.end(), [](const auto& event) { return event.summary.has_value(); });
        if (m_active && runs && !m_countTimer.isActive()) {
            m_countTimer.start();
        }
    });
    m_countTimer.setSingleShot(true);
    m_countTimer.setInterval(kCountMs);
    connect(&m_countTimer, &QTimer::timeout, this, &RunsPage::askCounts);
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &RunsPage::tick);
    m_model->setLive(false);
    connect(session, &EngineSession::healthChanged, this, &RunsPage::showObstacle);
    showObstacle();
}

// Leaving the field asks what was typed: while there is a page.
RunsPage::~RunsPage() {
    delete m_query;
}

QIcon RunsPage::icon() const {
    return Icon::get(QStringLiteral("runs"));
}

void RunsPage::buildFilter() {
    m_chips = new ChipBar(this);
    for (const QString& name :
         {tr("All"), tr("Running"), tr("Waiting"), tr("Suspended"), tr("Faulted"), tr("Completed"), tr("Cancelled")}) {
        m_chips->addChip(name);
    }
    m_query = new QueryBar(
        tr("Filter runs"), tr("Filter by a text or by conditions: status:faulted workflow:invoice* age<2h"),
        [this](const QString& text) { return parseRunQuery(text, now()).mistakes; },
        [this](const QString& text, qsizetype cursor) {
            return completeRunQuery(text, cursor, [this](const QString& key) { return known(key); });
        },
        this);
    connect(m_chips, &ChipBar::currentChanged, this, [this](int chip) {
        m_query->setText(withPhases(m_query->text(), kChips[static_cast<std::size_t>(chip)]));
    });
    connect(m_query, &QueryBar::appliedChanged, this, &RunsPage::takeFilter);
    connect(m_query, &QueryBar::entered, this, &RunsPage::askWorkflows);
}

void RunsPage::buildTable() {
    m_table = new TableView(this);
    m_table->setAccessibleName(tr("Runs"));
    m_table->setModel(m_model);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setItemDelegateForColumn(RunListModel::PhaseColumn, new PhaseDelegate(m_table));
    m_table->setItemDelegateForColumn(RunListModel::WorkflowColumn, new BadgeDelegate(m_table));
    m_table->setItemDelegateForColumn(RunListModel::RunColumn,
                                      new CellDelegate(TextRole::MonoSmall, Icon::Role::Text2, m_table));
    for (int column : {RunListModel::StartedColumn, RunListModel::NowColumn}) {
        m_table->setItemDelegateForColumn(column, new CellDelegate(TextRole::Body, Icon::Role::Text2, m_table));
    }
    m_table->setItemDelegateForColumn(RunListModel::ProgressColumn, new ProgressDelegate(m_table));
    m_table->setColumnWidths({14, 25, 14, 12, 11, 15, 0});
    auto* header = m_table->horizontalHeader();
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(false);
    header->setToolTip(tr("Click to sort by phase, workflow, start, end or last change"));
    connect(header, &QHeaderView::sectionClicked, this, &RunsPage::sortBy);
    connect(m_table, &TableView::rowActivated, this, [this](const QModelIndex& index) {
        Q_EMIT navigate(QStringLiteral("run/") + index.data(IdRole).toString());
    });
    connect(m_table, &QWidget::customContextMenuRequested, this, &RunsPage::contextMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPage::selectionChanged);
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& from, const QModelIndex& to) {
        const int row = m_table->currentIndex().row();
        if (row >= from.row() && row <= to.row() && to.column() == RunListModel::NowColumn) {
            selectionChanged();
        }
    });
    m_new = new Button(QString(), Button::Primary, m_table);
    m_new->hide();
    m_table->installEventFilter(this);
    connect(m_new, &QPushButton::clicked, m_table, &QAbstractItemView::scrollToTop);
    connect(m_model, &RunListModel::arrivedOnTop, this, &RunsPage::countNew);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value == 0) {
            m_unseen = 0;
            m_new->hide();
        }
    });
}

void RunsPage::buildActions() {
    m_open = new QAction(Icon::get(QStringLiteral("run")), tr("Open run"), this);
    m_copy = new QAction(Icon::get(QStringLiteral("copy")), tr("Copy run id"), this);
    m_open->setObjectName(QStringLiteral("runs.open"));
    m_copy->setObjectName(QStringLiteral("runs.copy"));
    addActions({m_open, m_copy});
    connect(m_open, &QAction::triggered, this, [this] { Q_EMIT m_table->rowActivated(m_table->currentIndex()); });
    connect(m_copy, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(m_table->currentIndex().data(IdRole).toString()); });
    selectionChanged();
}

void RunsPage::activated() {
    m_active = true;
    m_model->setLive(true);
    m_tick.start();
    if (!std::exchange(m_asked, true)) {
        ask();
    }
    askCounts();
    m_table->setFocus();
}

void RunsPage::deactivated() {
    m_active = false;
    m_model->setLive(false);
    m_tick.stop();
}

void RunsPage::refresh() {
    m_relative ? ask() : m_model->refresh();
    askCounts();
}

void RunsPage::focusFilter() {
    m_query->setFocus(Qt::ShortcutFocusReason);
    m_query->selectAll();
}

void RunsPage::remember(Settings& settings) {
    const QString view = QStringLiteral("runs");
    m_query->setHistory(settings.queries(view));
    connect(m_query, &QueryBar::historyChanged, this,
            [&settings, view](const QStringList& history) { settings.setQueries(view, history); });
}

bool RunsPage::isFiltered() const {
    return !m_query->applied().trimmed().isEmpty();
}

/// The chip says what the text says, or none does.
void RunsPage::takeFilter() {
    ask();
    const auto& phases = m_model->filter().phases;
    const auto chip = std::find_if(kChips.begin(), kChips.end(), [&](const auto& one) {
        return std::is_permutation(one.begin(), one.end(), phases.begin(), phases.end());
    });
    const QSignalBlocker block(m_chips);
    m_chips->setCurrent(chip == kChips.end() ? -1 : static_cast<int>(chip - kChips.begin()));
}

void RunsPage::ask() {
    RunQuery query = parseRunQuery(m_query->applied(), now());
    m_relative = query.relative;
    m_model->setQuery(std::move(query.filter), m_order, m_descending);
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

void RunsPage::askCounts() {
    m_session->call<api::CountRuns>({}, this, [this](api::Result<api::RunCounts> reply) {
        if (reply.ok()) {
            showCounts(reply.value());
        }
    });
}

void RunsPage::showCounts(const api::RunCounts& counts) {
    for (std::size_t i = 0; i < kChips.size(); ++i) {
        m_chips->setCount(static_cast<int>(i), countOf(counts, kChips[i]));
    }
    m_header->setFigures({{formatCount(countOf(counts, kChips[1])), tr("running"), {}, false},
                          {formatCount(countOf(counts, kChips[2])), tr("waiting"), {}, false},
                          {formatCount(counts.faultedToday), tr("faulted today"), {}, false}});
}

void RunsPage::showState() {
    const auto state = m_model->state();
    if (state == PagedModel::State::Failed && m_model->rowCount() > 0) {
        m_bar->show(InfoBar::Warning,
                    tr("These rows are as of the last answer. %1").arg(toText(m_model->error().message)),
                    tr("Try again"));
    } else if (state == PagedModel::State::Ready) {
        m_bar->hide();
    }
    if (m_model->rowCount() > 0) {
        m_stack->showContent();
    } else if (state == PagedModel::State::Failed) {
        m_stack->showError(m_model->error());
    } else if (state != PagedModel::State::Ready) {
        m_stack->showLoading(tr("Loading runs…"));
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
    auto* header = m_table->horizontalHeader();
    if (!order) {
        return;
    }
    m_descending = *order == m_order ? !m_descending : *order != api::RunOrder::workflow;
    m_order = *order;
    header->setSortIndicatorShown(true);
    header->setSortIndicator(column, m_descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    ask();
    m_table->scrollToTop();
}

void RunsPage::selectionChanged() {
    const QModelIndex index = m_table->currentIndex();
    const bool any = index.isValid() && m_table->selectionModel()->hasSelection();
    m_open->setEnabled(any);
    m_copy->setEnabled(any);
    m_actions->setRun(any ? std::optional(m_model->itemAt(index.row())) : std::nullopt);
}

void RunsPage::contextMenu(const QPoint& position) {
    if (!m_table->indexAt(position).isValid()) {
        return;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->addActions({m_open, m_copy});
    menu->addSeparator();
    menu->addActions({m_actions->suspend(), m_actions->resume(), m_actions->retry(), m_actions->cancel()});
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

/// Who reads further down keeps the rows under the eyes and is told what came on top.
void RunsPage::countNew(int arrived) {
    auto* bar = m_table->verticalScrollBar();
    if (bar->value() == 0) {
        return;
    }
    bar->setValue(bar->value() + arrived * space::kRow);
    m_unseen += arrived;
    m_new->setText(tr("%n new", nullptr, m_unseen));
    m_new->adjustSize();
    placeNewButton();
    m_new->show();
    m_new->raise();
}

void RunsPage::placeNewButton() {
    m_new->move((m_table->width() - m_new->width()) / 2, m_table->horizontalHeader()->height() + space::k8);
}

bool RunsPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table && event->type() == QEvent::Resize) {
        placeNewButton();
        // What a run does now matters more than its bar and its id, which are on the run's page too.
        m_table->setColumnHidden(RunListModel::ProgressColumn, m_table->width() < kWideTable);
        m_table->setColumnHidden(RunListModel::RunColumn, m_table->width() < kMediumTable);
    }
    return Page::eventFilter(watched, event);
}

void RunsPage::tick() {
    const int first = m_table->rowAt(0);
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    m_model->tick(first, last < 0 ? m_model->rowCount() - 1 : last);
}

}  // namespace beamline::ui
