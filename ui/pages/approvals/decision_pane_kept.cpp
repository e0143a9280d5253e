// SPDX-License-Identifier: Apache-2.0
// Decisions on their way: those that can still be undone, and those that are taken while the engine cannot be reached.
#include <QAction>
#include <QPlainTextEdit>
#include <QSignalBlocker>

#include "ui/models/approval_text.h"
#include "ui/models/decision_drafts.h"
#include "ui/models/formatting.h"
#include "ui/pages/approvals/decision_pane.h"
#include "ui/session/decision_outbox.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/schema_form.h"

namespace beamline::ui {

bool DecisionPane::isOffline() const {
    return m_session->outbox() && !m_session->isReadOnly() && m_session->connection().phase == ConnectionPhase::Stale;
}

QString DecisionPane::decisionObstacle() const {
    const auto* outbox = m_session->outbox();
    if (const auto* kept = m_approval && outbox ? outbox->find(m_approval->id) : nullptr) {
        return !kept->problem.empty()                ? tr("Look at what became of your decision first, above.")
               : outbox->isBeingKept(m_approval->id) ? tr("Your decision is being kept…")
               : outbox->isHeld(m_approval->id)
                   ? tr("Your decision is about to be sent: undo it to decide otherwise.")
                   : tr("Your decision waits to be delivered: withdraw it to decide otherwise.");
    }
    const bool open = m_approval && api::isOpen(m_approval->state);
    return open && !m_sending && isOffline() ? m_session->lacks(api::DecideApproval::kInfo.permission)
                                             : obstacle(api::DecideApproval::kInfo.name);
}

/// A decision that waits is not one that was taken, and must not look like one.
void DecisionPane::showKept() {
    const auto* outbox = m_session->outbox();
    const auto* kept = m_approval && outbox ? outbox->find(m_approval->id) : nullptr;
    if (m_approval) {
        showState();
        m_comment->setReadOnly(kept);  // what would be written now is part of no decision
        if (!m_form->isHidden()) {
            m_form->setReadOnly(kept);
        }
    }
    if (!kept || outbox->lastOpen() == kept || outbox->isBeingKept(m_approval->id)) {
        m_kept->hide();  // the page says that one can be undone
    } else if (outbox->isHeld(m_approval->id)) {
        const bool approves = kept->decision.outcome == api::Outcome::approve;
        m_kept->show(InfoBar::Info,
                     approves ? tr("Approving… It counts when the engine has it.")
                              : tr("Rejecting… It counts when the engine has it."),
                     tr("Undo"), false);
    } else if (kept->problem.empty()) {
        const bool approves = kept->decision.outcome == api::Outcome::approve;
        const bool underWay = outbox->isUnderWay(m_approval->id);
        m_kept->show(InfoBar::Info,
                     underWay   ? tr("Your decision is being delivered…")
                     : approves ? tr("Waiting to be delivered: your approval of %1. It counts when the engine has it.")
                                      .arg(shortTime(kept->at))
                                : tr("Waiting to be delivered: your rejection of %1. It counts when the engine has it.")
                                      .arg(shortTime(kept->at)),
                     underWay ? QString() : tr("Withdraw"), false);
    } else {
        QStringList lines{tr("Your decision of %1 was not taken: %2").arg(shortTime(kept->at), toText(kept->problem))};
        for (const auto& change : kept->changes) {
            lines << QStringLiteral("• ") + toText(change);
        }
        m_kept->show(InfoBar::Error, lines.join(QLatin1Char('\n')), tr("Dismiss"), false);
    }
    updateActions();
}

void DecisionPane::keep(const api::DecideApproval& decision) {
    beginPause();
    m_session->outbox()->keep(*m_approval, decision, {}, this,
                              [this, id = m_approval->id](const api::Result<api::Unit>& kept) {
                                  if (kept.ok()) {
                                      forgetDraft(id);  // it is kept with the decision
                                  } else {
                                      m_bar->show(InfoBar::Error, toText(kept.error().message));
                                  }
                                  updateActions();
                              });
    updateActions();
}

/// False: there is nowhere to keep it, or nothing to wait for; it is to be sent at once.
bool DecisionPane::hold(const api::DecideApproval& decision) {
    auto* outbox = m_session->outbox();
    if (!outbox || m_undoWindow <= 0) {
        return false;
    }
    beginPause();
    outbox->keep(*m_approval, decision, std::chrono::milliseconds(m_undoWindow), this,
                 [this, decision, approval = *m_approval](const api::Result<api::Unit>& kept) {
                     if (!kept.ok()) {
                         sendDecision(decision);
                         return;
                     }
                     forgetDraft(approval.id);
                     updateActions();
                     Q_EMIT held(approval, decision.outcome);
                 });
    updateActions();
    return true;
}

void DecisionPane::forgetDraft(const std::string& approval) {
    if (m_approval && m_approval->id == approval) {
        const QSignalBlocker block(m_comment);
        m_comment->clear();
    }
    m_drafts->forget(approval);
}

bool DecisionPane::takeBack(const std::string& approval) {
    auto* outbox = m_session->outbox();
    const auto* kept = outbox ? outbox->find(approval) : nullptr;
    if (!kept) {
        return false;
    }
    const api::DecideApproval decision = kept->decision;
    if (!outbox->withdraw(decision.approval)) {
        return false;
    }
    m_drafts->keep(decision.approval, {decision.comment, decision.data, Clock::now()});
    if (m_approval && m_approval->id == decision.approval) {
        takeDraft(!m_form->isHidden());
        updateActions();
    }
    return true;
}

}  // namespace beamline::ui
