// SPDX-License-Identifier: Apache-2.0
// The inbox by keys: moving, selecting for a batch, undoing.
#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QScopedValueRollback>
#include <algorithm>
#include <utility>

#include "ui/models/approval_batch_model.h"
#include "ui/models/approval_list_model.h"
#include "ui/models/approval_text.h"
#include "ui/models/formatting.h"
#include "ui/pages/approvals/approval_actions.h"
#include "ui/pages/approvals/approval_batch_dialog.h"
#include "ui/pages/approvals/approvals_page.h"
#include "ui/pages/approvals/decision_pane.h"
#include "ui/pages/approvals/queue_bar.h"
#include "ui/pages/content_stack.h"
#include "ui/session/decision_outbox.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
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
    action->setAutoRepeat(run == &ApprovalsPage::goDown || run == &ApprovalsPage::goUp);
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
    const int from = m_list->currentIndex().row();
    if (by > 0 && from >= 0 && m_advanced.isValid() && m_advanced.elapsed() < kStepMs) {
        m_advanced.invalidate();
        showPane(model()->itemAt(from), DecisionPane::Coming::Chosen);
    } else if (model()->rowCount() > 0) {
        go(std::clamp(from + by, 0, model()->rowCount() - 1), DecisionPane::Coming::Chosen);
    }
}

void ApprovalsPage::go(int row, DecisionPane::Coming coming) {
    const QScopedValueRollback how(m_coming, coming);
    m_list->setCurrentIndex(model()->index(row, 0));
    if (m_current != model()->idAt(row)) {
        currentChanged();  // it was the current one before it came on view
    }
}

/// Where the keys of the inbox are at home; with nothing in the list the queues, which lead to other lists.
void ApprovalsPage::focusList(Qt::FocusReason reason) {
    m_focusIsLent = m_list->isHidden();
    // A list without a current row takes its first one for it when it gets the focus; nobody has chosen that.
    const QScopedValueRollback stays(m_rowsLeave, true);
    (m_focusIsLent ? static_cast<QWidget*>(m_queues) : m_list)->setFocus(reason);
}

/// The list has come, or has given way to a note, which is no place for the focus.
void ApprovalsPage::followFocus() {
    const auto* focus = window()->focusWidget();
    if (m_list->isHidden()) {
        if (m_active && (focus == m_list || focus == m_stack->note())) {
            focusList(Qt::OtherFocusReason);
        }
    } else if (std::exchange(m_focusIsLent, false) && m_queues->isAncestorOf(focus)) {
        focusList(Qt::OtherFocusReason);
    }
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
    const QString lacks = m_session->lacks(api::DecideApproval::kInfo.permission);
    m_batch->setEnabled(can && lacks.isEmpty());
    m_batch->setToolTip(!lacks.isEmpty() ? lacks
                        : can ? tr("See what would be decided, by kind and risk, and decide it together (Shift+A)")
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
    connect(dialog, &ApprovalBatchDialog::decidedSome, this, [this, dialog] {
        m_bar->hide();  // it tells of a decision before
        for (int row = 0; row < dialog->model()->rowCount(); ++row) {
            if (dialog->model()->stepAt(row) == ApprovalBatchModel::Step::Done) {
                model()->deselect(toText(dialog->model()->approvalAt(row).id));
            }
        }
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
    m_bar->show(InfoBar::Info, tr("Undone: %1 waits as before.").arg(subject));
    if (const int row = model()->rowOf(toText(id)); row >= 0) {
        go(row, DecisionPane::Coming::Chosen);
    } else {
        showApproval(toText(id));
    }
}

}  // namespace beamline::ui
