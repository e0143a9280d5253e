// SPDX-License-Identifier: Apache-2.0
// The inbox by keys: moving, selecting for a batch, undoing; what is told of decisions on their way.
#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <algorithm>

#include "ui/models/approval_list_model.h"
#include "ui/models/approval_text.h"
#include "ui/models/formatting.h"
#include "ui/pages/approvals/approval_actions.h"
#include "ui/pages/approvals/approval_batch_dialog.h"
#include "ui/pages/approvals/approvals_page.h"
#include "ui/pages/approvals/decision_pane.h"
#include "ui/pages/content_stack.h"
#include "ui/session/decision_outbox.h"
#include "ui/widgets/button.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/query_bar.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

QAction* ApprovalsPage::addCommand(const char* id, const QString& text, const QKeySequence& key, const QString& toolTip,
                                   void (ApprovalsPage::*run)()) {
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(id));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(toolTip);
    addAction(action);
    connect(action, &QAction::triggered, this, run);
    return action;
}

void ApprovalsPage::buildActions() {
    addCommand("approval.next", tr("Next approval"), Qt::Key_J, tr("Go down the list"), &ApprovalsPage::goDown);
    addCommand("approval.previous", tr("Previous approval"), Qt::Key_K, tr("Go up the list"), &ApprovalsPage::goUp);
    m_open = new QAction(tr("Look closer"), this);
    m_open->setObjectName(QStringLiteral("approval.open"));
    m_open->setToolTip(tr("Go to what has to be written; Escape comes back to the list"));
    m_open->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    m_open->setShortcutContext(Qt::WidgetShortcut);  // of the list: fields and buttons have an Enter of their own
    addAction(m_open);
    connect(m_open, &QAction::triggered, this, [this] { m_pane->enter(); });
    m_select = addCommand("approval.select", tr("Select for a batch"), Qt::Key_X, {}, &ApprovalsPage::toggleSelected);
    m_like = addCommand("approval.selectLike", tr("Select all like this"), Qt::SHIFT | Qt::Key_X, {},
                        &ApprovalsPage::selectLike);
    m_batch =
        addCommand("approval.batch", tr("Decide selected…"), Qt::SHIFT | Qt::Key_A, {}, &ApprovalsPage::openBatch);
    m_clear = addCommand("approval.unselect", tr("Clear selection"), Qt::Key_Escape, tr("Select none"),
                         &ApprovalsPage::clearSelection);
    m_clear->setShortcutContext(Qt::WidgetShortcut);
    m_undo = addCommand("approval.undo", tr("Undo decision"), Qt::Key_Z, {}, &ApprovalsPage::undo);
    addCommand("approval.filter", tr("Filter approvals"), Qt::Key_Slash, tr("By text, workflow or risk"),
               &ApprovalsPage::focusFilter);
}

QWidget* ApprovalsPage::buildSelection(QWidget* parent) {
    m_selection = new QWidget(parent);
    m_selection->setObjectName(QStringLiteral("approvals.selection"));
    auto* row = new QHBoxLayout(m_selection);
    row->setContentsMargins(space::k12, space::k8, space::k12, space::k8);
    row->setSpacing(space::k8);
    m_selected = new QLabel(m_selection);
    m_selected->setFont(Theme::current().font(TextRole::Strong));
    row->addWidget(m_selected, 1);
    row->addWidget(new Button(m_batch, Button::Primary, m_selection));
    return m_selection;
}

void ApprovalsPage::contextMenu(const QPoint& position) {
    if (!m_list->indexAt(position).isValid()) {
        return;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    const auto add = [&](std::initializer_list<const char*> ids) {
        for (const char* id : ids) {
            menu->addAction(findChild<QAction*>(QString::fromLatin1(id)));
        }
        menu->addSeparator();
    };
    add({"approval.approve", "approval.reject", "approval.comment"});
    add({"approval.claim", "approval.delegate", "approval.escalate", "approval.snooze"});
    add({"approval.select", "approval.selectLike", "approval.batch", "approval.unselect"});
    add({"approval.undo", "approval.open", "approval.run"});
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

void ApprovalsPage::step(int by) {
    const int row = std::clamp(m_list->currentIndex().row() + by, 0, std::max(0, model()->rowCount() - 1));
    m_list->setCurrentIndex(model()->index(row, 0));
}

void ApprovalsPage::toggleSelected() {
    const QModelIndex index = m_list->currentIndex();
    if (index.isValid()) {
        model()->setSelected(index.row(), !model()->isSelected(index.row()));
    }
}

void ApprovalsPage::selectLike() {
    const QModelIndex index = m_list->currentIndex();
    if (index.isValid()) {
        model()->selectLike(index.row());
        if (model()->hasMore()) {
            m_bar->show(InfoBar::Info, tr("Those that are loaded are selected. Scroll down for more."));
        }
    }
}

void ApprovalsPage::clearSelection() {
    model()->clearSelection();
}

void ApprovalsPage::showSelection() {
    const int count = model()->selectedCount();
    const bool can = count > 0 && m_queue != Decided;
    m_selected->setText(tr("%n selected", nullptr, count));
    m_selection->setVisible(can);
    m_batch->setEnabled(can);
    m_batch->setToolTip(can ? tr("See what would be decided, by kind and risk, and decide it together (Shift+A)")
                            : tr("Select approvals first: X selects one, Shift+X all like it."));
    m_clear->setEnabled(count > 0);
    const bool decided = m_queue == Decided;
    for (QAction* action : {m_select, m_like}) {
        action->setEnabled(!decided);
    }
    m_select->setToolTip(decided ? tr("What is here is decided.")
                                 : tr("Decide several together, or leave this one out"));
    m_like->setToolTip(decided ? tr("What is here is decided.") : tr("Select all of the same workflow, task and risk"));
}

void ApprovalsPage::openBatch() {
    auto* dialog = new ApprovalBatchDialog(m_session, model()->selected(), this);
    connect(dialog, &ApprovalBatchDialog::decidedSome, this, [this] {
        model()->clearSelection();
        refresh();
    });
    dialog->open();
}

/// The decision that was taken last of those that the engine does not have.
void ApprovalsPage::undo() {
    const auto* outbox = m_session->outbox();
    const auto* kept = outbox ? outbox->lastOpen() : nullptr;
    for (const auto& one : outbox && !kept ? outbox->all() : KeptDecisions()) {
        if (one.problem.empty() && one.user == m_session->identity().user) {
            kept = outbox->find(one.decision.approval);
        }
    }
    if (!kept) {
        return;
    }
    const std::string id = kept->decision.approval;
    const QString subject = cutText(kept->shown.subject, kShownTitle);
    if (!m_pane->takeBack(id)) {
        m_bar->show(InfoBar::Warning, tr("Too late: the decision on %1 is on its way.").arg(subject));
        return;
    }
    m_stay.stop();
    m_bar->show(InfoBar::Info, tr("Undone: %1 waits as before.").arg(subject));
    if (const int row = model()->rowOf(toText(id)); row >= 0) {
        m_list->setCurrentIndex(model()->index(row, 0));
    } else {
        showApproval(toText(id));
    }
}

void ApprovalsPage::held() {
    m_bar->hide();
    m_stay.start();
    showOutbox();
}

/// From a request that was just decided to the next that was not.
void ApprovalsPage::advance() {
    const auto* outbox = m_session->outbox();
    const int from = model()->rowOf(m_current);
    if (from < 0 || !outbox || !outbox->find(toUtf8(m_current))) {
        return;
    }
    for (int step = 1; step < model()->rowCount(); ++step) {
        const int row = (from + step) % model()->rowCount();
        if (!outbox->find(model()->itemAt(row).id)) {
            m_list->setCurrentIndex(model()->index(row, 0));
            return;
        }
    }
}

/// Decisions that the engine does not have yet, wherever their requests are listed.
void ApprovalsPage::showOutbox() {
    const auto* outbox = m_session->outbox();
    m_refused.clear();
    m_undo->setEnabled(outbox && outbox->waiting() + outbox->beingKept() > 0);
    m_undo->setToolTip(m_undo->isEnabled() ? tr("Take the last decision back before it is sent")
                                           : tr("There is no decision that can still be taken back."));
    for (const auto& kept : outbox ? outbox->all() : KeptDecisions()) {
        if (!kept.problem.empty()) {
            m_refused = toText(kept.decision.approval);
            m_outboxBar->show(InfoBar::Error,
                              tr("Your decision on “%1” was not taken: %2")
                                  .arg(cutText(kept.shown.subject, kShownTitle), toText(kept.problem)),
                              tr("Show"), false);
            return;
        }
    }
    if (showHeld()) {
        return;
    }
    if (outbox && outbox->waiting() > 0 && m_session->obstacle().isEmpty()) {
        m_outboxBar->show(InfoBar::Info, tr("%n decision(s) on the way to the engine…", nullptr, outbox->waiting()), {},
                          false);
    } else if (outbox && outbox->waiting() > 0) {
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

/// What can still be undone is not done. Named is the one that is undone first.
bool ApprovalsPage::showHeld() {
    const auto* outbox = m_session->outbox();
    if (!outbox || outbox->held() == 0) {
        return false;
    }
    const auto* last = outbox->lastOpen();
    const QString subject = cutText(last->shown.subject, kShownTitle);
    const bool approves = last->decision.outcome == api::Outcome::approve;
    const QString text = approves ? tr("Approving “%1”…").arg(subject) : tr("Rejecting “%1”…").arg(subject);
    const int others = outbox->held() + outbox->beingKept() - 1;
    m_outboxBar->show(InfoBar::Info, others > 0 ? tr("%1 And %n more.", nullptr, others).arg(text) : text,
                      tr("Undo (Z)"), false);
    return true;
}

void ApprovalsPage::showState() {
    auto* shown = model();
    if (shown->rowCount() > 0) {
        m_stack->showContent();
    } else if (shown->state() == PagedModel::State::Failed) {
        m_stack->showError(shown->error());
    } else if (shown->state() != PagedModel::State::Ready) {
        m_stack->showLoading(tr("Loading approvals…"));
    } else if (shown->canFetchMore({})) {
        shown->fetchMore({});  // a part of the queue was looked at only: goes on as loading
    } else {
        showEmptyQueue();
    }
    if (m_current.isEmpty() && !m_pinned.isEmpty()) {
        m_paneStack->showLoading(tr("Loading the approval…"));
    } else if (m_current.isEmpty()) {
        m_paneStack->showEmpty(QStringLiteral("approvals"), tr("No approval selected"),
                               tr("Select one to see what is asked, what happens next and who has decided already. "
                                  "A approves, R rejects, J and K move, X selects for a batch."));
    }
}

void ApprovalsPage::showEmptyQueue() {
    const auto show = [this](const char* icon, const QString& title, const QString& text) {
        m_stack->showEmpty(QString::fromLatin1(icon), title, text);
    };
    if (!m_filter.isEmpty()) {
        m_stack->showEmpty(QStringLiteral("search"), tr("No approval fits"),
                           tr("Nothing in this queue matches what you filter by."), tr("Clear filter"));
        return;
    }
    switch (m_queue) {
        case Groups:
            return show("check", tr("Nothing waits for your groups"),
                        tr("Requests to a group that you belong to appear here until enough of you have decided."));
        case Unclaimed:
            return show("check", tr("Everything is claimed"),
                        tr("Requests for you that nobody has taken appear here. Claim one, and the others see that you "
                           "are at it."));
        case Others:
            return show("user", tr("You wait for nobody"),
                        tr("Requests that you asked for, decided on or delegated appear here while they wait for "
                           "somebody else."));
        case Snoozed:
            return show("clock", tr("Nothing is put off"),
                        tr("S puts a request off until a time that suits you. It comes back by itself, at the latest "
                           "when it is due."));
        case Decided:
            return show("approvals", tr("Nothing decided yet"),
                        tr("Every decision is kept here, with who made it, when and why."));
        case Open:
            return show("check", tr("Nothing is open"), tr("All requests, whoever they wait for, appear here."));
        default:
            return show(
                "check", tr("Nothing waits for you"),
                tr("A workflow stops at a task of type approval until somebody decides. Requests appear here as "
                   "soon as they are raised."));
    }
}

void ApprovalsPage::tellDecided(const api::Approval& approval, api::Outcome outcome) {
    const int missing = approval.quorum - approvalsGiven(approval);
    const QString subject = cutText(approval.subject, kShownTitle);
    if (outcome == api::Outcome::reject) {
        m_bar->show(InfoBar::Info, tr("Rejected: %1.").arg(subject));
    } else if (api::isOpen(approval.state)) {
        m_bar->show(InfoBar::Info, tr("Your approval of %1 is kept. %n more needed.", nullptr, missing).arg(subject));
    } else {
        m_bar->show(InfoBar::Info, tr("Approved: %1.").arg(subject));
    }
}

void ApprovalsPage::decided(const api::Approval& approval, api::Outcome outcome) {
    tellDecided(approval, outcome);
    m_pinned.clear();
    m_stay.start();
    refresh();
}

}  // namespace beamline::ui
