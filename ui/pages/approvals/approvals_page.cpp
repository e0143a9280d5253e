// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/approvals/approvals_page.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QListWidget>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/models/approval_list_model.h"
#include "ui/models/formatting.h"
#include "ui/pages/approvals/approval_delegate.h"
#include "ui/pages/approvals/decision_pane.h"
#include "ui/pages/approvals/queue_delegate.h"
#include "ui/pages/content_stack.h"
#include "ui/session/decision_outbox.h"
#include "ui/widgets/card.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
/// Letters are commands here: they must not move the selection to a subject that begins with them.
class ApprovalView : public QListView {
public:
    using QListView::QListView;
    void keyboardSearch(const QString&) override {}
};

constexpr int kTickMs = 1000;  // ages of less than a minute count seconds
constexpr api::Timestamp kHour = 3600 * 1000;
}  // namespace

ApprovalsPage::ApprovalsPage(EngineSession* session, QWidget* parent) : Page(parent), m_session(session) {
    for (auto& one : m_models) {
        one = new ApprovalListModel(session, this);
        one->setLive(false);
        // Before the view's own connections, which select a neighbour of what leaves.
        connect(one, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_rowsLeave = true; });
        connect(one, &QAbstractItemModel::rowsRemoved, this, [this] { m_rowsLeave = false; });
        connect(one, &PagedModel::loaded, this, &ApprovalsPage::rowsChanged);
        connect(one, &PagedModel::stateChanged, this, &ApprovalsPage::showState);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::k12);
    m_header = new PageHeader(title(), this);
    m_search = new SearchField(tr("Filter by subject or workflow"), this);
    m_search->setFixedWidth(extent::kWideSearch);
    m_header->addWidget(m_search);
    m_bar = new InfoBar(this);
    m_outboxBar = new InfoBar(this);
    m_pane = new DecisionPane(session, this, this);
    m_paneStack = new ContentStack(m_pane, this);
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
    column->addWidget(m_header);
    column->addWidget(m_outboxBar);
    column->addWidget(m_bar);
    column->addLayout(m_row, 1);
    addStep("approval.next", tr("Next approval"), {QKeySequence(Qt::Key_J)}, 1);
    addStep("approval.previous", tr("Previous approval"), {QKeySequence(Qt::Key_K)}, -1);

    connect(m_search, &SearchField::searchChanged, this, [this](const QString& text) {
        for (auto* one : m_models) {
            one->setQueue(one->queue(), text);
        }
    });
    connect(m_stack, &ContentStack::retryClicked, this, &ApprovalsPage::refresh);
    connect(m_stack, &ContentStack::primaryClicked, this,
            [this] { m_search->text().isEmpty() ? Q_EMIT navigate(QStringLiteral("workflows")) : m_search->clear(); });
    connect(m_pane, &DecisionPane::decided, this, &ApprovalsPage::decided);
    connect(m_pane, &DecisionPane::openRun, this,
            [this](const QString& run) { Q_EMIT navigate(QStringLiteral("run/") + run); });
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        model()->tick();
        m_pane->tick();
    });
    m_stay.setSingleShot(true);
    m_stay.setInterval(kDecidedStayMs);
    connect(&m_stay, &QTimer::timeout, this, &ApprovalsPage::rowsChanged);
    buildOutbox();
    showState();
}

void ApprovalsPage::buildOutbox() {
    m_outboxBar->setObjectName(QStringLiteral("approvals.outbox"));
    connect(m_outboxBar, &InfoBar::actionClicked, this, [this] { showApproval(m_refused); });
    if (auto* outbox = m_session->outbox()) {
        connect(outbox, &DecisionOutbox::changed, this, &ApprovalsPage::showOutbox);
        connect(outbox, &DecisionOutbox::delivered, this, [this](const api::Approval& approval, api::Outcome outcome) {
            const QString subject = cutText(approval.subject, kShownTitle);
            m_bar->show(InfoBar::Info, outcome == api::Outcome::approve
                                           ? tr("Delivered: your approval of %1.").arg(subject)
                                           : tr("Delivered: your rejection of %1.").arg(subject));
            refresh();
        });
    }
    showOutbox();
}

QIcon ApprovalsPage::icon() const {
    return Icon::get(QStringLiteral("approvals"));
}

void ApprovalsPage::buildQueues() {
    m_queues = new QListWidget(this);
    m_queues->setAccessibleName(tr("Queues"));
    m_queues->setFixedWidth(extent::kQueues);
    m_queues->setFrameShape(QFrame::NoFrame);
    m_queues->viewport()->setAutoFillBackground(false);
    m_queues->setMouseTracking(true);
    m_queues->setItemDelegate(new QueueDelegate(m_queues));
    m_queues->addItems({tr("Waiting for me"), tr("All open"), tr("Decided")});
    m_queues->setCurrentRow(Mine);
    connect(m_queues, &QListWidget::currentRowChanged, this, &ApprovalsPage::showQueue);
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
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ApprovalsPage::currentChanged);
    m_stack = new ContentStack(m_list, card);
    card->addBody(m_stack);
    card->setMinimumWidth(extent::kListPane);
    return card;
}

/// Queues, list and pane stand side by side where there is room for all; else the queues stand over the list.
void ApprovalsPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    const bool above = width() < extent::kQueues + extent::kListPane + extent::kDecisionPane + 2 * space::k12;
    if (above == (m_left->indexOf(m_queues) >= 0)) {
        return;
    }
    if (above) {
        m_row->removeWidget(m_queues);
        m_left->insertWidget(0, m_queues);
        m_queues->setMinimumWidth(0);
        m_queues->setMaximumWidth(QWIDGETSIZE_MAX);
        m_queues->setFixedHeight(m_queues->sizeHintForRow(0) * m_queues->count());
    } else {
        m_left->removeWidget(m_queues);
        m_row->insertWidget(0, m_queues);
        m_queues->setFixedWidth(extent::kQueues);
        m_queues->setMinimumHeight(0);
        m_queues->setMaximumHeight(QWIDGETSIZE_MAX);
    }
}

void ApprovalsPage::addStep(const char* id, const QString& text, const QList<QKeySequence>& keys, int by) {
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(id));
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(action);
    connect(action, &QAction::triggered, this, [this, by] {
        const int row = std::clamp(m_list->currentIndex().row() + by, 0, std::max(0, model()->rowCount() - 1));
        m_list->setCurrentIndex(model()->index(row, 0));
    });
}

void ApprovalsPage::activated() {
    if (!std::exchange(m_asked, true)) {
        m_models[Mine]->setQueue(api::ApprovalQueue::mine);
        m_models[Open]->setQueue(api::ApprovalQueue::open);
        m_models[Decided]->setQueue(api::ApprovalQueue::decided);
    }
    for (auto* one : m_models) {
        one->setLive(true);
    }
    m_tick.start();
    m_list->setFocus();
}

void ApprovalsPage::deactivated() {
    for (auto* one : m_models) {
        one->setLive(false);
    }
    m_tick.stop();
    m_bar->hide();
}

void ApprovalsPage::refresh() {
    for (auto* one : m_models) {
        one->refresh();
    }
}

void ApprovalsPage::focusFilter() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ApprovalsPage::showApproval(const QString& id) {
    m_pinned = id;
    m_stay.stop();
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
        m_pane->show(reply->approval);
        m_paneStack->showContent();
        rowsChanged();
    });
}

void ApprovalsPage::showQueue(int queue) {
    m_queue = queue;
    m_pinned.clear();
    m_stay.stop();
    disconnect(m_list->selectionModel(), nullptr, this, nullptr);
    auto* before = m_list->selectionModel();
    m_list->setModel(model());
    delete before;
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ApprovalsPage::currentChanged);
    rowsChanged();
}

bool ApprovalsPage::isStaying() const {
    return m_stay.isActive() || m_pane->isDeciding();
}

/// Keeps the selection on what the pane shows; where that has gone, takes the first.
void ApprovalsPage::rowsChanged() {
    showFigures();
    showState();
    if (!m_pinned.isEmpty() && m_pinned == m_current) {
        for (int queue = 0; queue < QueueCount && model()->rowOf(m_pinned) < 0; ++queue) {
            if (m_models[static_cast<std::size_t>(queue)]->rowOf(m_pinned) >= 0) {
                const QString pinned = m_pinned;
                m_queues->setCurrentRow(queue);
                m_pinned = pinned;
            }
        }
    }
    selectId(m_current);
}

void ApprovalsPage::selectId(const QString& id) {
    const int row = model()->rowOf(id);
    if (row >= 0) {
        if (m_list->currentIndex().row() != row) {
            m_list->setCurrentIndex(model()->index(row, 0));
        }
        m_pane->show(model()->itemAt(row));
        m_paneStack->showContent();
    } else if (isStaying()) {
        m_list->clearSelection();  // it has left the list and is still on view
    } else if (m_pinned.isEmpty() && model()->state() == PagedModel::State::Ready) {
        if (model()->rowCount() > 0) {
            m_list->setCurrentIndex(
                model()->index(std::clamp(m_list->currentIndex().row(), 0, model()->rowCount() - 1), 0));
            currentChanged();
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
    m_stay.stop();
    m_current = index.data(IdRole).toString();
    m_pinned.clear();
    m_pane->show(model()->itemAt(index.row()));
    m_paneStack->showContent();
}

void ApprovalsPage::showFigures() {
    const auto* mine = m_models[Mine];
    int soon = 0;
    for (int row = 0; row < mine->rowCount(); ++row) {
        const api::Timestamp due = mine->itemAt(row).dueAt;
        soon += due != 0 && due - Clock::now() <= kHour ? 1 : 0;
    }
    const auto count = [](const ApprovalListModel* one) {
        return formatCount(one->rowCount()) + (one->hasMore() ? QStringLiteral("+") : QString());
    };
    m_header->setFigures(
        {{count(mine), tr("for you"), {}, false}, {formatCount(soon), tr("due within the hour"), {}, false}});
    for (int queue = 0; queue < QueueCount; ++queue) {
        m_queues->item(queue)->setData(QueueDelegate::CountRole, count(m_models[static_cast<std::size_t>(queue)]));
    }
}

/// Decisions that the engine does not have yet, wherever their requests are listed.
void ApprovalsPage::showOutbox() {
    const auto* outbox = m_session->outbox();
    m_refused.clear();
    for (const auto& kept : outbox ? outbox->all() : std::vector<KeptDecision>()) {
        if (!kept.problem.empty()) {
            m_refused = toText(kept.decision.approval);
            m_outboxBar->show(InfoBar::Error,
                              tr("Your decision on “%1” was not taken: %2")
                                  .arg(cutText(kept.shown.subject, kShownTitle), toText(kept.problem)),
                              tr("Show"), false);
            return;
        }
    }
    if (outbox && outbox->waiting() > 0) {
        m_outboxBar->show(InfoBar::Info,
                          tr("%n decision(s) not delivered yet. What is decided counts when the engine has it.",
                             nullptr, outbox->waiting()),
                          {}, false);
    } else if (outbox && !outbox->loadProblem().isEmpty()) {
        m_outboxBar->show(InfoBar::Warning, outbox->loadProblem());
    } else {
        m_outboxBar->hide();
    }
}

void ApprovalsPage::showState() {
    const auto* shown = model();
    const bool filtered = !m_search->text().isEmpty();
    if (shown->rowCount() > 0) {
        m_stack->showContent();
    } else if (shown->state() == PagedModel::State::Failed) {
        m_stack->showError(shown->error());
    } else if (shown->state() != PagedModel::State::Ready) {
        m_stack->showLoading(tr("Loading approvals…"));
    } else if (filtered) {
        m_stack->showEmpty(QStringLiteral("search"), tr("No approval fits"),
                           tr("Nothing here matches the text you filter by."), tr("Clear filter"));
    } else if (m_queue == Decided) {
        m_stack->showEmpty(QStringLiteral("approvals"), tr("Nothing decided yet"),
                           tr("Every decision is kept here, with who made it, when and why."));
    } else {
        m_stack->showEmpty(
            QStringLiteral("check"), tr("Nothing waits for you"),
            tr("A workflow stops at a task of type approval until somebody decides. Requests appear here as soon "
               "as they are raised."));
    }
    if (m_current.isEmpty() && !m_pinned.isEmpty()) {
        m_paneStack->showLoading(tr("Loading the approval…"));
    } else if (m_current.isEmpty()) {
        m_paneStack->showEmpty(QStringLiteral("approvals"), tr("No approval selected"),
                               tr("Select one to see what is asked, what happens next and who has decided already. "
                                  "A approves, R rejects, J and K move."));
    }
}

void ApprovalsPage::decided(const api::Approval& approval, api::Outcome outcome) {
    const int missing = approval.quorum - ApprovalListModel::approvedBy(approval);
    const QString subject = cutText(approval.subject, kShownTitle);
    if (outcome == api::Outcome::reject) {
        m_bar->show(InfoBar::Info, tr("Rejected: %1.").arg(subject));
    } else if (api::isOpen(approval.state)) {
        m_bar->show(InfoBar::Info, tr("Your approval of %1 is kept. %n more needed.", nullptr, missing).arg(subject));
    } else {
        m_bar->show(InfoBar::Info, tr("Approved: %1.").arg(subject));
    }
    m_pinned.clear();
    m_stay.start();
    refresh();
}

}  // namespace beamline::ui
