// SPDX-License-Identifier: Apache-2.0
// What the inbox tells: of decisions on their way, of what was decided, where there is nothing, and why.
#include <QAction>
#include <QListView>
#include <algorithm>

#include "ui/models/approval_list_model.h"
#include "ui/models/approval_text.h"
#include "ui/models/formatting.h"
#include "ui/pages/approvals/approvals_page.h"
#include "ui/pages/approvals/queue_bar.h"
#include "ui/pages/content_stack.h"
#include "ui/session/decision_outbox.h"
#include "ui/widgets/info_bar.h"

namespace beamline::ui {

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
    followFocus();
    if (m_current.isEmpty()) {
        showNothing();
    }
}

/// What stands in place of a request, and why its commands do nothing.
void ApprovalsPage::showNothing() {
    const auto* shown = model();
    const bool failed = shown->state() == PagedModel::State::Failed;
    if (!m_pinned.isEmpty() || (shown->rowCount() == 0 && !failed && shown->state() != PagedModel::State::Ready)) {
        m_paneStack->showLoading(tr("Loading the approval…"));
        m_pane->clear(tr("One moment: the approval is still loading."));
        return;
    }
    if (shown->rowCount() > 0 || failed) {
        m_paneStack->showEmpty(QStringLiteral("approvals"), tr("No approval selected"),
                               tr("Select one to see what is asked, what happens next and who has decided already. "
                                  "A approves, R rejects, J and K move, X selects for a batch."));
        m_pane->clear(tr("Select an approval first."));
        return;
    }
    const QString keys =
        tr("What is asked, what happens next and who has decided already stands here. A approves, "
           "R rejects, J and K move, X selects for a batch.");
    m_paneStack->showEmpty(QStringLiteral("approvals"), tr("No approval to show"), keys);
    m_pane->clear(m_filter.isEmpty() ? tr("There is nothing to decide in this queue.")
                                     : tr("No approval in this queue fits the filter."));
}

/// In the one place where the page speaks, because the pane with its own is not on view.
void ApprovalsPage::tellIgnored(const QString& why) {
    m_bar->show(InfoBar::Info, why);
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
    advance(toText(approval.id));
    refresh();
}

/// What was decided is named above the list, with what takes it back.
void ApprovalsPage::held(const api::Approval& approval) {
    m_bar->hide();
    showOutbox();
    advance(toText(approval.id));
}

/// The row of the next request after that one which can be decided; -1: there is none. After one that has left the list
/// it is the one in its place.
int ApprovalsPage::nextWaiting(const QString& id) const {
    const auto* outbox = m_session->outbox();
    const int from = model()->rowOf(id);
    const int count = model()->rowCount();
    const int first = from >= 0 ? from + 1 : std::max(0, m_list->currentIndex().row());
    for (int step = 0; step < count; ++step) {
        const int row = (first + step) % count;
        const api::Approval& next = model()->itemAt(row);
        if (row != from && !(outbox && outbox->find(next.id)) &&
            whyNot(next, m_session->identity(), api::Outcome::approve).isEmpty()) {
            return row;
        }
    }
    return -1;
}

/// From a request that was just decided, if one still looks at it; with the last one it stays.
void ApprovalsPage::advance(const QString& from) {
    const int next = from == m_current ? nextWaiting(from) : -1;
    if (next >= 0) {
        go(next, DecisionPane::Coming::AfterDecision);
        m_advanced.start();
    }
}

}  // namespace beamline::ui
