// SPDX-License-Identifier: Apache-2.0
// The decision itself: when it can be taken, and what becomes of it.
#include <QAction>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>

#include "ui/models/approval_text.h"
#include "ui/models/decision_drafts.h"
#include "ui/models/formatting.h"
#include "ui/models/problem_list_model.h"
#include "ui/pages/approvals/approval_actions.h"
#include "ui/pages/approvals/decision_pane.h"
#include "ui/session/decision_outbox.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/schema_form.h"

namespace beamline::ui {

QString DecisionPane::obstacle(const char* operation) const {
    if (!m_approval) {
        return m_nothing;
    }
    if (!api::isOpen(m_approval->state)) {
        return tr("It is decided: %1.").arg(approvalStateText(m_approval->state).toLower());
    }
    return m_sending ? tr("The engine is being asked…") : m_session->obstacle(operation);
}

void DecisionPane::clear(const QString& why) {
    m_nothing = why;
    if (m_approval) {
        m_approval.reset();  // its draft is kept whenever it changes
        beginPause();
    }
    m_actions->setApproval(m_approval, why);
    updateActions();
}

void DecisionPane::beginPause(Coming coming) {
    m_pauseMs = coming == Coming::ByItself ? kDecisionPauseMs : coming == Coming::AfterDecision ? kNextPauseMs : 0;
    m_onView.invalidate();
    m_pause.stop();
    QWidget::update();
}

bool DecisionPane::isPausing() const {
    return !isVisible() || !m_onView.isValid() || m_onView.elapsed() < m_pauseMs;
}

QString DecisionPane::lookFirst() {
    return tr("It has just come up. Look at it first, then decide.");
}

/// Only what is painted is on view: while the window is busy with something else, nobody has read it.
void DecisionPane::paintEvent(QPaintEvent* event) {
    Card::paintEvent(event);
    if (!m_onView.isValid() && m_approval) {
        m_onView.start();
        m_pause.start(static_cast<int>(m_pauseMs));
    }
}

void DecisionPane::hideEvent(QHideEvent* event) {
    Card::hideEvent(event);
    beginPause();
    updateActions();
}

bool DecisionPane::isConfirmed() const {
    return m_approval->risk != api::Risk::high || isConfirmation(m_confirm->text(), *m_approval);
}

void DecisionPane::updateActions() {
    const QString hindrance = decisionObstacle();
    const auto& identity = m_session->identity();
    const auto why = [&](api::Outcome outcome) {
        return !hindrance.isEmpty() || !m_approval ? hindrance : whyNot(*m_approval, identity, outcome);
    };
    const bool pausing = isPausing();
    const QString look = lookFirst();
    const QString later = isOffline() ? tr(". It is kept, and delivered when the engine can be reached.") : QString();
    const QString notApprove = why(api::Outcome::approve);
    const bool may = notApprove.isEmpty();
    m_approve->setEnabled(may && !pausing);  // where something is missing it leads there
    m_approve->setToolTip(!may            ? notApprove
                          : pausing       ? look
                          : isConfirmed() ? tr("Approve") + later
                                          : tr("Type the subject above first: the risk is high."));
    const QString notReject = why(api::Outcome::reject);
    m_reject->setEnabled(notReject.isEmpty() && !pausing);
    m_reject->setToolTip(!notReject.isEmpty() ? notReject : pausing ? look : tr("Reject") + later);
    const QString closed = obstacle(api::CommentApproval::kInfo.name);
    const bool text = !m_comment->toPlainText().trimmed().isEmpty();
    m_commentOnly->setEnabled(closed.isEmpty());
    m_commentOnly->setToolTip(!closed.isEmpty() ? closed
                              : text            ? tr("Keep the comment without deciding")
                                                : tr("Write a comment"));
}

/// Leads to what is missing for an approval, and says what it is.
bool DecisionPane::isFilledIn() {
    if (!isConfirmed()) {
        m_confirm->setFocus(Qt::ShortcutFocusReason);
        m_confirm->selectAll();
        m_bar->show(InfoBar::Warning, tr("The risk is high: type its subject here, then approve."));
        return false;
    }
    if (asksForData(*m_approval) && !m_form->validate()) {
        m_scroll->ensureWidgetVisible(window()->focusWidget());
        m_bar->show(InfoBar::Warning, tr("Fill in the form first: what is missing is marked."));
        return false;
    }
    return true;
}

template <class Op>
void DecisionPane::send(Op op, const QString& what, std::function<void(const api::Approval&)> done) {
    m_sending = true;
    updateActions();
    const std::string id = op.approval;
    m_session->call<Op>(std::move(op), this, [this, id, what, done](api::Result<api::ApprovalReply> reply) {
        m_sending = false;
        if (std::exchange(m_deciding, false)) {
            beginPause();  // a second click on what needs more than one decision is none
        }
        if (m_approval) {
            showState();
        }
        if (reply.ok()) {
            if (m_approval && m_approval->id == id) {
                show(reply->approval);
            }
            done(reply->approval);
        } else {
            m_bar->show(InfoBar::Error, QStringLiteral("%1: %2").arg(what, toText(reply.error().message)));
            m_form->showProblems(problemsOf(reply.error()));
        }
        updateActions();
    });
}

void DecisionPane::decide(api::Outcome outcome) {
    const bool approves = outcome == api::Outcome::approve;
    if (!decisionObstacle().isEmpty() || isPausing() ||
        !whyNot(*m_approval, m_session->identity(), outcome).isEmpty() || (approves && !isFilledIn())) {
        return;
    }
    m_bar->hide();
    api::DecideApproval op;  // as it was seen: what follows may bring another request
    op.approval = m_approval->id;
    op.outcome = outcome;
    op.comment = toUtf8(m_comment->toPlainText().trimmed());
    op.hash = m_approval->hash;
    if (approves && asksForData(*m_approval)) {
        op.data = m_form->value();
    }
    leave();
    if (isOffline()) {
        keep(op);
    } else if (!hold(op)) {
        sendDecision(op);
    }
}

/// A button that is about to be disabled hands the focus to its neighbour, which does something else.
void DecisionPane::leave() {
    if (isAncestorOf(window()->focusWidget())) {
        Q_EMIT left();
    }
}

void DecisionPane::sendDecision(const api::DecideApproval& decision) {
    m_deciding = m_approval && m_approval->id == decision.approval;
    if (m_approval) {
        showState();
    }
    send(decision, decision.outcome == api::Outcome::approve ? tr("It was not approved") : tr("It was not rejected"),
         [this, outcome = decision.outcome](const api::Approval& approval) {
             forgetDraft(approval.id);  // it is kept with the decision
             Q_EMIT decided(approval, outcome);
         });
}

void DecisionPane::comment() {
    if (!obstacle(api::CommentApproval::kInfo.name).isEmpty()) {
        return;
    }
    if (m_comment->toPlainText().trimmed().isEmpty()) {
        m_comment->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    api::CommentApproval op;
    op.approval = m_approval->id;
    op.text = toUtf8(m_comment->toPlainText().trimmed());
    send(std::move(op), tr("The comment was not kept"), [this](const api::Approval& approval) {
        if (m_approval && m_approval->id == approval.id) {
            m_comment->clear();
        } else if (auto draft = m_drafts->find(approval.id)) {
            draft->comment.clear();
            m_drafts->keep(approval.id, std::move(*draft));
        }
        Q_EMIT changed(approval, {});
    });
}

}  // namespace beamline::ui
