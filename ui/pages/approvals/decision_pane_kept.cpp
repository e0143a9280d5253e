// SPDX-License-Identifier: Apache-2.0
// Decisions that are taken while the engine cannot be reached.
#include <QAction>
#include <QPlainTextEdit>

#include "ui/models/formatting.h"
#include "ui/pages/approvals/decision_pane.h"
#include "ui/session/decision_outbox.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/info_bar.h"

namespace beamline::ui {

namespace {
QString shortTime(api::Timestamp at) {
    return formatTime(at, Clock::now()).section(QLatin1Char(':'), 0, 1);
}
}  // namespace

bool DecisionPane::isOffline() const {
    return m_session->outbox() && !m_session->isReadOnly() && m_session->connection().phase == ConnectionPhase::Stale;
}

QString DecisionPane::decisionObstacle() const {
    const auto* outbox = m_session->outbox();
    if (const auto* kept = m_approval && outbox ? outbox->find(m_approval->id) : nullptr) {
        return kept->problem.empty() ? tr("Your decision waits to be delivered: withdraw it to decide otherwise.")
                                     : tr("Look at what became of your decision first, above.");
    }
    const bool open = m_approval && api::isOpen(m_approval->state);
    return open && !m_sending && isOffline() ? QString() : obstacle();
}

/// A decision that waits is not one that was taken, and must not look like one.
void DecisionPane::showKept() {
    const auto* outbox = m_session->outbox();
    const auto* kept = m_approval && outbox ? outbox->find(m_approval->id) : nullptr;
    if (m_approval) {
        showState();
    }
    if (!kept) {
        m_kept->hide();
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
    const auto kept = m_session->outbox()->keep(*m_approval, decision);
    if (!kept.ok()) {
        m_bar->show(InfoBar::Error, toText(kept.error().message));
        return;
    }
    m_drafts.remove(m_approval->id);
    m_comment->clear();  // it is kept with the decision
    beginPause();
    updateActions();
}

}  // namespace beamline::ui
