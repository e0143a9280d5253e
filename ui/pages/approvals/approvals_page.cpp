// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/approvals/approvals_page.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/approval_list_model.h"
#include "ui/models/approval_text.h"
#include "ui/models/formatting.h"
#include "ui/models/query_terms.h"
#include "ui/pages/approvals/approval_delegate.h"
#include "ui/pages/approvals/decision_pane.h"
#include "ui/pages/approvals/queue_bar.h"
#include "ui/pages/content_stack.h"
#include "ui/session/decision_outbox.h"
#include "ui/session/settings.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/query_bar.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
/// Letters are commands here: they must not move the selection to a subject that begins with them.
class ApprovalView : public QListView {
public:
    using QListView::QListView;
    void keyboardSearch(const QString&) override {}
};

constexpr int kAgeTickMs = 1000;  // ages of less than a minute count seconds
constexpr api::Timestamp kHour = 3600 * 1000;
const QString kView = QStringLiteral("approvals");
}  // namespace

ApprovalsPage::ApprovalsPage(EngineSession* session, QWidget* parent) : Page(parent), m_session(session) {
    buildModels();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_bar = new InfoBar(this);
    m_outboxBar = new InfoBar(this);
    column->addWidget(buildHeader());
    column->addWidget(m_outboxBar);
    column->addWidget(m_bar);
    m_pane = new DecisionPane(session, this, this);
    m_paneStack = new ContentStack(m_pane, this);
    buildActions();
    buildQueues();
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(space::k12);
    auto* left = new QWidget(split);
    m_left = new QVBoxLayout(left);
    m_left->setContentsMargins(0, 0, 0, 0);
    m_left->setSpacing(space::k12);
    m_left->addWidget(buildList(), 1);
    split->addWidget(left);
    split->addWidget(m_paneStack);
    split->setStretchFactor(1, 1);
    split->setSizes({380, 560});
    m_row = new QHBoxLayout;
    m_row->setSpacing(space::k12);
    m_row->addWidget(m_queues);
    m_row->addWidget(split, 1);
    column->addLayout(m_row, 1);
    buildPane();
    buildOutbox();
    m_tick.setInterval(kAgeTickMs);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        model()->tick();
        m_pane->tick();
    });
    m_countTimer.setSingleShot(true);
    m_countTimer.setInterval(kCountMs);
    connect(&m_countTimer, &QTimer::timeout, this, &ApprovalsPage::askCounts);
    connect(session, &EngineSession::eventsArrived, this, [this](const std::vector<api::Event>& batch) {
        const bool any =
            std::any_of(batch.begin(), batch.end(), [](const auto& event) { return !event.approval.empty(); });
        if (m_active && any && !m_countTimer.isActive()) {
            m_countTimer.start();
        }
    });
    showSelection();
    showState();
}

ApprovalsPage::~ApprovalsPage() {
    delete m_query;  // leaving the field asks what was typed: while there is a page
}

QIcon ApprovalsPage::icon() const {
    return Icon::get(QStringLiteral("approvals"));
}

void ApprovalsPage::buildModels() {
    for (auto& one : m_models) {
        one = new ApprovalListModel(m_session, this);
        one->setLive(false);
        // Before the view's own connections, which select a neighbour of what leaves.
        connect(one, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_rowsLeave = true; });
        connect(one, &QAbstractItemModel::rowsRemoved, this, [this] { m_rowsLeave = false; });
        connect(one, &PagedModel::loaded, this, &ApprovalsPage::rowsChanged);
        connect(one, &PagedModel::stateChanged, this, &ApprovalsPage::showState);
        connect(one, &ApprovalListModel::selectionChanged, this, &ApprovalsPage::showSelection);
    }
    connect(m_session, &EngineSession::accessChanged, this, &ApprovalsPage::showSelection);
}

/// The filter stands beside the header, and what is wrong with it below the filter.
QWidget* ApprovalsPage::buildHeader() {
    auto* top = new QWidget(this);
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::k12);
    m_header = new PageHeader(title(), top);
    m_query = new QueryBar(
        tr("Filter approvals"), tr("Filter: workflow:invoice* risk:high"),
        [](const QString& text) { return parseApprovalQuery(text).mistakes; },
        [this](const QString& text, qsizetype cursor) { return completeApprovalQuery(text, cursor, knownWorkflows()); },
        top);
    m_query->setFixedWidth(extent::kWideSearch);
    row->addWidget(m_header, 1, Qt::AlignTop);
    auto* filter = new QVBoxLayout;
    filter->addSpacing(space::k4);  // on the line of the header, which is higher
    filter->addWidget(m_query);
    filter->addStretch(1);
    row->addLayout(filter);
    connect(m_query, &QueryBar::appliedChanged, this, &ApprovalsPage::takeFilter);
    connect(m_query, &QueryBar::historyChanged, this, [this](const QStringList& history) {
        if (m_settings) {
            m_settings->setQueries(kView, history);
        }
    });
    return top;
}

void ApprovalsPage::remember(Settings& settings) {
    m_settings = &settings;
    m_query->setHistory(settings.queries(kView));
}

void ApprovalsPage::setUndoWindow(int ms) {
    m_pane->setUndoWindow(ms);
}

void ApprovalsPage::buildPane() {
    connect(m_stack, &ContentStack::retryClicked, this, &ApprovalsPage::refresh);
    connect(m_stack, &ContentStack::primaryClicked, this,
            [this] { m_filter.isEmpty() ? Q_EMIT navigate(QStringLiteral("workflows")) : m_query->setText({}); });
    connect(m_pane, &DecisionPane::decided, this, &ApprovalsPage::decided);
    connect(m_pane, &DecisionPane::held, this, &ApprovalsPage::held);
    connect(m_pane, &DecisionPane::left, this, [this] { focusList(); });
    connect(m_pane, &DecisionPane::ignored, this, &ApprovalsPage::tellIgnored);
    connect(m_pane, &DecisionPane::changed, this, [this](const api::Approval&, const QString& said) {
        if (!said.isEmpty()) {
            m_bar->show(InfoBar::Info, said);
        }
        refresh();
    });
    connect(m_pane, &DecisionPane::openBatch, this, &ApprovalsPage::showBatch);
    connect(m_pane, &DecisionPane::openRun, this,
            [this](const QString& run) { Q_EMIT navigate(QStringLiteral("run/") + run); });
}

void ApprovalsPage::buildOutbox() {
    m_outboxBar->setObjectName(QStringLiteral("approvals.outbox"));
    connect(m_outboxBar, &InfoBar::actionClicked, this,
            [this] { m_refused.isEmpty() ? undo() : showApproval(m_refused); });
    if (auto* outbox = m_session->outbox()) {
        connect(outbox, &DecisionOutbox::changed, this, &ApprovalsPage::showOutbox);
        connect(m_session, &EngineSession::healthChanged, this, &ApprovalsPage::showOutbox);
        connect(outbox, &DecisionOutbox::delivered, this, [this](const api::Approval& approval, api::Outcome outcome) {
            tellDecided(approval, outcome);
            refresh();
        });
    }
    showOutbox();
}

void ApprovalsPage::buildQueues() {
    m_queues = new QueueBar({tr("Waiting for me"), tr("My groups"), tr("Unclaimed"), tr("Waiting on others"),
                             tr("Snoozed"), tr("Decided"), tr("All open")},
                            this);
    connect(m_queues, &QueueBar::chosen, this, &ApprovalsPage::showQueue);
}

QWidget* ApprovalsPage::buildList() {
    auto* card = new Card(this);
    m_list = new ApprovalView(card);
    m_list->setAccessibleName(tr("Approvals"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setItemDelegate(new ApprovalDelegate(m_list));
    m_list->setModel(model());
    m_list->addActions({m_open, m_clear});
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, &ApprovalsPage::contextMenu);
    connect(m_list, &QAbstractItemView::doubleClicked, m_open, &QAction::trigger);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ApprovalsPage::currentChanged);
    auto* down = new QShortcut(Qt::Key_Down, m_list);  // as J, also right behind a decision
    down->setContext(Qt::WidgetShortcut);
    connect(down, &QShortcut::activated, this, &ApprovalsPage::goDown);
    m_stack = new ContentStack(m_list, card);
    card->addBody(buildSelection(card), false, 0);
    card->addBody(m_stack);
    card->setMinimumWidth(extent::kListPane);
    return card;
}

/// Queues, list and pane stand side by side where there is room for all; else the queues stand over the list.
void ApprovalsPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    const bool above = width() < extent::kQueues + extent::kListPane + extent::kDecisionPane + 2 * space::k12;
    if (above == m_queues->isCompact()) {
        return;
    }
    if (above) {
        m_row->removeWidget(m_queues);
        m_left->insertWidget(0, m_queues);
    } else {
        m_left->removeWidget(m_queues);
        m_row->insertWidget(0, m_queues);
    }
    m_queues->setCompact(above);
}

void ApprovalsPage::activated() {
    m_active = true;
    ask(Mine);
    ask(m_queue);
    m_models[Mine]->setLive(true);
    model()->setLive(true);
    askCounts();
    m_tick.start();
    focusList(Qt::OtherFocusReason);
}

/// What can still be undone goes on waiting: it is sent in its time, wherever one looks.
void ApprovalsPage::deactivated() {
    m_active = false;
    for (auto* one : m_models) {
        one->setLive(false);
    }
    m_tick.stop();
    m_countTimer.stop();
    m_bar->hide();
}

void ApprovalsPage::refresh() {
    for (int queue = 0; queue < QueueCount; ++queue) {
        if (m_asked[static_cast<std::size_t>(queue)]) {
            m_models[static_cast<std::size_t>(queue)]->refresh();
        }
    }
    askCounts();
}

void ApprovalsPage::focusFilter() {
    m_query->setFocus(Qt::ShortcutFocusReason);
    m_query->selectAll();
}

/// A queue is asked for when it is looked at first.
void ApprovalsPage::ask(int queue) {
    constexpr std::array kQueues{api::ApprovalQueue::mine,   api::ApprovalQueue::groups,  api::ApprovalQueue::unclaimed,
                                 api::ApprovalQueue::others, api::ApprovalQueue::snoozed, api::ApprovalQueue::decided,
                                 api::ApprovalQueue::open};
    const auto at = static_cast<std::size_t>(queue);
    if (!std::exchange(m_asked[at], true)) {
        m_models[at]->setQueue(kQueues[at], m_filter);
    }
}

void ApprovalsPage::takeFilter(const QString& text) {
    m_filter = parseApprovalQuery(text);
    m_asked = {};
    for (auto* one : m_models) {
        one->clearSelection();  // what is decided together is on view together
    }
    ask(Mine);
    ask(m_queue);
}

/// Among what is decided; a request that needs more people is among the open ones as long as that takes.
void ApprovalsPage::showBatch(const QString& batch) {
    const bool open = m_pane->approval() && api::isOpen(m_pane->approval()->state);
    m_queues->setCurrent(open ? Open : Decided);
    m_query->setText(QStringLiteral("batch:") + queryValueText(batch));
}

QStringList ApprovalsPage::knownWorkflows() const {
    QStringList names;
    for (const auto* one : m_models) {
        for (int row = 0; row < one->rowCount(); ++row) {
            names << toText(one->itemAt(row).workflow);
        }
    }
    names.removeDuplicates();
    names.sort();
    return names;
}

void ApprovalsPage::showApproval(const QString& id) {
    m_pinned = id;
    if (id != m_current) {
        m_current.clear();  // what is asked for is not on view yet, and nothing else is to be decided
        showState();
    }
    api::GetApproval op;
    op.approval = toUtf8(id);
    m_session->call<api::GetApproval>(op, this, [this, id](api::Result<api::ApprovalReply> reply) {
        if (id != m_pinned) {
            return;
        }
        if (!reply.ok()) {
            m_pinned.clear();
            m_bar->show(InfoBar::Error, toText(reply.error().message));
            rowsChanged();
            return;
        }
        m_current = id;
        showPane(reply->approval);
        rowsChanged();
    });
}

void ApprovalsPage::showPane(const api::Approval& approval, DecisionPane::Coming coming) {
    m_pane->show(approval, coming);
    m_paneStack->showContent();
    if (const int next = nextWaiting(toText(approval.id)); next >= 0) {
        m_pane->expect(model()->itemAt(next));
    }
}

void ApprovalsPage::showQueue(int queue) {
    if (model() != m_models[Mine]) {
        model()->setLive(false);
    }
    model()->clearSelection();
    m_queue = queue;
    m_pinned.clear();
    m_focusIsLent = false;
    disconnect(m_list->selectionModel(), nullptr, this, nullptr);
    auto* before = m_list->selectionModel();
    m_list->setModel(model());
    delete before;
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ApprovalsPage::currentChanged);
    if (m_active) {
        ask(queue);
        model()->setLive(true);
    }
    rowsChanged();
}

/// Keeps the selection on what the pane shows; where that has gone, takes the first.
void ApprovalsPage::rowsChanged() {
    showFigures();
    showState();
    findPinned();
    selectId(m_current);
}

/// What was asked for is shown where it is listed: in the queue on view, in another that is known, or among all.
void ApprovalsPage::findPinned() {
    if (m_pinned.isEmpty() || m_pinned != m_current || model()->rowOf(m_pinned) >= 0 ||
        model()->state() != PagedModel::State::Ready || !m_pane->approval()) {
        return;
    }
    int wanted = api::isOpen(m_pane->approval()->state) ? Open : Decided;
    for (int queue = 0; queue < QueueCount; ++queue) {
        if (m_models[static_cast<std::size_t>(queue)]->rowOf(m_pinned) >= 0) {
            wanted = queue;
            break;
        }
    }
    if (wanted != m_queue) {
        const QString pinned = m_pinned;
        m_queues->setCurrent(wanted);
        m_pinned = pinned;
    }
}

void ApprovalsPage::selectId(const QString& id) {
    const int row = model()->rowOf(id);
    if (row >= 0) {
        if (m_list->currentIndex().row() != row) {
            go(row, DecisionPane::Coming::ByItself);
        }
        m_list->scrollTo(m_list->currentIndex());
        showPane(model()->itemAt(row));
    } else if (m_pane->isDeciding()) {
        m_list->clearSelection();  // it has left the list and is still on view
    } else if (m_pinned.isEmpty() && model()->state() == PagedModel::State::Ready) {
        if (model()->rowCount() > 0) {
            go(std::clamp(m_list->currentIndex().row(), 0, model()->rowCount() - 1), DecisionPane::Coming::ByItself);
        } else {
            m_current.clear();
        }
    }
    showState();
}

void ApprovalsPage::currentChanged() {
    const QModelIndex index = m_list->currentIndex();
    if (m_rowsLeave || !index.isValid() || index.row() >= model()->rowCount()) {
        return;
    }
    m_advanced.invalidate();
    m_current = index.data(IdRole).toString();
    m_pinned.clear();
    showPane(model()->itemAt(index.row()), m_coming);
}

void ApprovalsPage::askCounts() {
    if (!m_session->unknownTo(api::CountApprovals::kInfo.name).isEmpty()) {
        m_counts.reset();
        showFigures();
        return;
    }
    m_session->call<api::CountApprovals>({}, this, [this](api::Result<api::ApprovalCounts> reply) {
        m_counts = reply.ok() ? std::optional(std::move(*reply)) : std::nullopt;
        showFigures();
    });
}

/// As the engine counts them; where it does not, what is loaded is counted.
void ApprovalsPage::showFigures() {
    constexpr std::array kNames{"mine", "groups", "unclaimed", "others", "snoozed", "decided", "open"};
    const QString unknown = m_session->unknownTo(api::CountApprovals::kInfo.name);
    const auto count = [&](int queue) {
        const auto at = static_cast<std::size_t>(queue);
        if (m_counts && queue != Decided) {
            const auto found = m_counts->byQueue.find(kNames[at]);
            return formatCount(found != m_counts->byQueue.end() ? found->second : 0) +
                   (m_counts->more ? QStringLiteral("+") : QString());
        }
        const auto* one = m_models[at];
        return m_asked[at] && one->state() == PagedModel::State::Ready
                   ? formatCount(one->rowCount()) + (one->hasMore() ? QStringLiteral("+") : QString())
                   : QString();
    };
    std::int64_t soon = m_counts ? m_counts->dueSoon : 0;
    for (int row = 0; !m_counts && row < m_models[Mine]->rowCount(); ++row) {
        const api::Timestamp due = m_models[Mine]->itemAt(row).dueAt;
        soon += due != 0 && due - Clock::now() <= kHour ? 1 : 0;
    }
    const QString mine = count(Mine);
    m_header->setFigures({{mine.isEmpty() ? formatCount(0) : mine, tr("for you"), {}, false},
                          {formatCount(soon), tr("due within the hour"), {}, false}});
    for (int queue = 0; queue < QueueCount; ++queue) {
        const bool old = queue == Mine || queue == Decided || queue == Open;  // older engines have these
        m_queues->setCount(queue, count(queue));
        m_queues->setObstacle(queue, old ? QString() : unknown);
    }
}

}  // namespace beamline::ui
