// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/approvals/approval_actions.h"

#include <QDateTimeEdit>
#include <QLineEdit>
#include <QMenu>
#include <QWidget>

#include "ui/models/approval_text.h"
#include "ui/models/formatting.h"
#include "ui/pages/approvals/ask_dialog.h"
#include "ui/session/engine_session.h"
#include "ui/widgets/page.h"

namespace beamline::ui {

ApprovalActions::ApprovalActions(EngineSession* session, QWidget* host)
    : QObject(host),
      m_session(session),
      m_host(host),
      m_nothing(tr("Select an approval first.")),
      m_claim(addPageAction(host, "approval.claim", tr("Claim"))),
      m_delegate(addPageAction(host, "approval.delegate", tr("Delegate"), {}, Qt::Key_D)),
      m_escalate(addPageAction(host, "approval.escalate", tr("Escalate"), {}, Qt::Key_E)),
      m_snooze(addPageAction(host, "approval.snooze", tr("Snooze"), {}, Qt::Key_S)),
      m_openRun(addPageAction(host, "approval.run", tr("Open run"), {}, Qt::Key_O)) {
    connect(m_claim, &QAction::triggered, this, [this] {
        api::ClaimApproval op;
        op.approval = m_approval->id;
        op.release = m_approval->claimedBy == m_session->identity().user;
        send(std::move(op), tr("It was not claimed"), {});
    });
    connect(m_delegate, &QAction::triggered, this, &ApprovalActions::askDelegate);
    connect(m_escalate, &QAction::triggered, this, &ApprovalActions::askEscalate);
    connect(m_snooze, &QAction::triggered, this, &ApprovalActions::showTimes);
    connect(m_openRun, &QAction::triggered, this, [this] { Q_EMIT runWanted(toText(m_approval->run)); });
    connect(session, &EngineSession::healthChanged, this, &ApprovalActions::update);
    update();
}

void ApprovalActions::setApproval(const std::optional<api::Approval>& approval, const QString& nothing) {
    m_approval = approval;
    m_nothing = nothing;
    update();
}

void ApprovalActions::update() {
    const auto set = [](QAction* action, const QString& why, const QString& what) {
        action->setEnabled(why.isEmpty());
        action->setToolTip(why.isEmpty() ? what : why);
    };
    m_openRun->setEnabled(m_approval.has_value());
    m_openRun->setToolTip(m_approval ? tr("Look at the run that waits for it") : m_nothing);
    const QString why = !m_approval ? m_nothing
                        : !api::isOpen(m_approval->state)
                            ? tr("It is decided: %1.").arg(approvalStateText(m_approval->state).toLower())
                        : m_sending ? tr("The engine is being asked…")
                                    : QString();
    const auto obstacle = [&](const char* operation) { return why.isEmpty() ? m_session->obstacle(operation) : why; };
    const std::string user = m_session->identity().user;
    const bool mine = why.isEmpty() && m_approval->claimedBy == user && !user.empty();
    m_claim->setText(mine ? tr("Release") : tr("Claim"));
    set(m_claim, obstacle(api::ClaimApproval::kInfo.name),
        mine ? tr("Give it back to the others") : tr("Tell the others that you are at it"));
    const bool given = why.isEmpty() && delegationBy(*m_approval, user);
    set(m_delegate, obstacle(api::DelegateApproval::kInfo.name),
        given ? tr("Change or take back whom you let decide") : tr("Let somebody decide in your place for a while"));
    QString escalates = obstacle(api::EscalateApproval::kInfo.name);
    if (escalates.isEmpty() && m_approval->state == api::ApprovalState::escalated) {
        escalates = tr("It is escalated already.");
    } else if (escalates.isEmpty() && m_approval->escalation.users.empty() && m_approval->escalation.groups.empty()) {
        escalates = tr("Its workflow names nobody to escalate it to.");
    }
    set(m_escalate, escalates, tr("Turn to those who may decide in addition, with a reason"));
    set(m_snooze, obstacle(api::SnoozeApproval::kInfo.name),
        why.isEmpty() && snoozedUntil(*m_approval, user) != 0 ? tr("Put it off again, or bring it back now")
                                                              : tr("Put it off for yourself; it comes back by itself"));
}

template <class Op>
void ApprovalActions::send(Op op, const QString& what, const QString& said) {
    m_sending = true;
    update();
    if (m_dialog) {
        m_dialog->showBusy();
    }
    m_session->call<Op>(std::move(op), this,
                        [this, what, said, asked = m_dialog](api::Result<api::ApprovalReply> reply) {
                            m_sending = false;
                            if (reply.ok()) {
                                if (asked) {
                                    asked->accept();
                                }
                                if (m_approval && m_approval->id == reply->approval.id) {
                                    m_approval = reply->approval;
                                }
                                Q_EMIT changed(reply->approval, said);
                            } else if (asked) {
                                asked->showError(reply.error());  // what was typed stays
                            } else {
                                Q_EMIT failed(reply.error(), what);
                            }
                            update();
                        });
}

AskDialog* ApprovalActions::dialog(const QString& title, const QString& text, const QString& act) {
    m_dialog = new AskDialog(title, text, act, Button::Primary, m_host);
    return m_dialog;
}

void ApprovalActions::askDelegate() {
    if (m_dialog) {
        return;
    }
    const api::Approval approval = *m_approval;
    const std::string user = m_session->identity().user;
    const auto* given = delegationBy(approval, user);
    auto* ask =
        dialog(tr("Delegate “%1”").arg(cutText(approval.subject, kShownTitle)),
               tr("Somebody decides in your place until then. The record keeps both names. You can still decide "
                  "yourself, and take it back at any time."),
               tr("Delegate"));
    ask->setObjectName(QStringLiteral("approval.delegateDialog"));
    auto* to = ask->addLine(tr("To"), tr("name of a user"));
    auto* until =
        ask->addTime(tr("Until"), given ? given->until : Clock::now() + kFirstDelegation, api::kMaxDelegation);
    auto* comment = ask->addLine(tr("Comment"), tr("why, kept in the record"));
    if (given) {
        to->setText(toText(given->to));
        comment->setText(toText(given->comment));
        connect(ask->addButton(tr("Take back")), &QPushButton::clicked, this,
                [this, id = approval.id] { takeBack(id); });
    }
    ask->setCheck([to, until, user] {
        const QString name = to->text().trimmed();
        return name.isEmpty()         ? tr("Write whom you let decide.")
               : toUtf8(name) == user ? tr("That is you already. Write somebody else's name.")
               : until->dateTime().toMSecsSinceEpoch() <= Clock::now() ? tr("Choose a time that is still to come.")
                                                                       : QString();
    });
    connect(ask, &AskDialog::wanted, this, [this, id = approval.id, to, until, comment] {
        api::DelegateApproval op;
        op.approval = id;
        op.to = toUtf8(to->text().trimmed());
        op.until = until->dateTime().toMSecsSinceEpoch();
        op.comment = toUtf8(comment->text().trimmed());
        const QString said = tr("%1 may decide in your place until %2.").arg(to->text().trimmed(), shortTime(op.until));
        send(std::move(op), tr("It was not delegated"), said);
    });
    ask->open();
    to->setFocus();
}

void ApprovalActions::takeBack(const std::string& id) {
    api::DelegateApproval op;
    op.approval = id;
    send(std::move(op), tr("It was not taken back"), tr("You have taken back whom you let decide."));
}

void ApprovalActions::askEscalate() {
    if (m_dialog) {
        return;
    }
    const api::Approval approval = *m_approval;
    auto* ask = dialog(tr("Escalate “%1”?").arg(cutText(approval.subject, kShownTitle)),
                       tr("From now on %1 may decide as well. This cannot be taken back.")
                           .arg(cutText(toUtf8(principalsText(approval.escalation)), kShownTitle)),
                       tr("Escalate"));
    ask->setObjectName(QStringLiteral("approval.escalateDialog"));
    auto* reason = ask->addLine(tr("Reason"), tr("what they should know, kept in the record"));
    ask->setCheck([reason] {
        return reason->text().trimmed().isEmpty() ? tr("Write a reason: those it goes to will ask.") : QString();
    });
    connect(ask, &AskDialog::wanted, this, [this, id = approval.id, reason] {
        api::EscalateApproval op;
        op.approval = id;
        op.comment = toUtf8(reason->text().trimmed());
        send(std::move(op), tr("It was not escalated"), tr("Escalated."));
    });
    ask->open();
    reason->setFocus();
}

void ApprovalActions::showTimes() {
    if (m_times) {
        return;
    }
    const api::Approval approval = *m_approval;  // another may be on view when one is chosen
    m_times = new QMenu(m_host);
    m_times->setAttribute(Qt::WA_DeleteOnClose);
    m_times->setObjectName(QStringLiteral("approval.times"));
    if (snoozedUntil(approval, m_session->identity().user) != 0) {
        connect(m_times->addAction(tr("Bring it back now")), &QAction::triggered, this,
                [this, approval] { putOff(approval, 0); });
        m_times->addSeparator();
    }
    for (const SnoozeTime& time : snoozeTimes(Clock::now())) {
        connect(m_times->addAction(time.text), &QAction::triggered, this,
                [this, approval, until = time.until] { putOff(approval, until); });
    }
    connect(m_times->addAction(tr("Another time…")), &QAction::triggered, this,
            [this, approval] { askTime(approval); });
    m_times->setActiveAction(m_times->actions().constFirst());
    const QWidget* at = m_anchor && m_anchor->isVisible() ? m_anchor.data() : m_host;
    m_times->popup(at->mapToGlobal(QPoint(0, 0)) - QPoint(0, m_times->sizeHint().height()));
}

void ApprovalActions::askTime(const api::Approval& approval) {
    auto* ask = dialog(tr("Snooze “%1”").arg(cutText(approval.subject, kShownTitle)),
                       tr("It is put off for you alone, and comes back by itself, at the latest when it is due."),
                       tr("Snooze"));
    ask->setObjectName(QStringLiteral("approval.snoozeDialog"));
    auto* until = ask->addTime(tr("Until"), snoozeTimes(Clock::now()).constLast().until, api::kMaxSnooze);
    ask->setCheck([until] {
        return until->dateTime().toMSecsSinceEpoch() <= Clock::now() ? tr("Choose a time that is still to come.")
                                                                     : QString();
    });
    connect(ask, &AskDialog::wanted, this,
            [this, approval, until] { putOff(approval, until->dateTime().toMSecsSinceEpoch()); });
    ask->open();
    until->setFocus();
}

void ApprovalActions::putOff(const api::Approval& approval, api::Timestamp until) {
    api::SnoozeApproval op;
    op.approval = approval.id;
    op.until = until;
    const QString subject = cutText(approval.subject, kShownTitle);
    send(std::move(op), tr("It was not put off"),
         until == 0 ? tr("Back among what waits: %1.").arg(subject)
                    : tr("Put off until %1: %2.").arg(shortTime(until), subject));
}

}  // namespace beamline::ui
