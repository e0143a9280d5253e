// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is said of an approval: when it is due and what happens then, who is still needed, what was decided, why
// somebody cannot decide. Pure functions, GUI thread.

#include <QString>
#include <QStringList>
#include <QVector>

#include "engine/api/engine.h"

namespace beamline::ui {

inline constexpr int kMaxConfirmation = 80;  ///< letters of a subject that have to be typed
inline constexpr int kMaxRecordLines = 400;  ///< of decisions and remarks shown; more: the oldest are counted

/// What has to be typed to approve at high risk: a subject may be long, or have several lines.
QString confirmationOf(const api::Approval& approval);
/// `typed` is that, whatever blanks stand between its words.
bool isConfirmation(const QString& typed, const api::Approval& approval);
bool asksForData(const api::Approval& approval);
/// Its form takes an approval without anything filled in.
bool needsData(const api::Approval& approval);
/// "invoice-approval · largeOnes": what raised it.
QString approvalKind(const api::Approval& approval);
/// Of what the decider is shown: alike for requests that ask the same. Not the hash that a decision is bound to, which
/// differs from request to request.
std::string payloadHash(const api::Approval& approval);

/// What a decision is bound to, in full: beside the short form of Approval::hash.
QString hashTip(const api::Approval& approval);
/// "one of 12 decided together"; empty for what was decided by itself, or by nobody.
QString togetherText(const api::Approval& approval);
/// The batch that a link in recordHtml() leads to.
QString batchOfLink(const QString& link);

/// Approvals that count: nobody stands for two, neither as who decides nor as in whose place.
int approvalsGiven(const api::Approval& approval);
/// "due in 58 min (22:44) · then rejected"; empty when nothing is due, or nobody waits for it any more.
QString dueSentence(const api::Approval& approval);
/// "needs 2 of finance, not the requester".
QString quorumSentence(const api::Approval& approval);
/// "1 of 2 approvals, still needs 1 of finance"; empty for those that one person decides, and when it is closed.
QString quorumState(const api::Approval& approval);
/// That it approves itself at its due date, which nobody must overlook; empty otherwise.
QString expiryDanger(const api::Approval& approval);
/// Who is at it, who acts for whom, who has put it off, to whom it was escalated; one sentence each, plain text.
QStringList peopleOf(const api::Approval& approval, const api::RequestContext& viewer);
/// What happens next, for a label of rich text: `names between backticks` are set as code.
QString nextStepsHtml(const api::Approval& approval);
/// The whole record, oldest first, for a label of rich text: who decided what, when, why, in whose place and together
/// with how many others (a link, see batchOfLink), what was filled in, what was said, delegated, and what its due date
/// did.
QString recordHtml(const api::Approval& approval);

/// Why `viewer` cannot take this decision, as far as can be told here; empty when they can, or only the engine knows.
QString whyNot(const api::Approval& approval, const api::RequestContext& viewer, api::Outcome outcome);
/// Delegated to `user` now, by somebody who may decide.
const api::Delegation* delegationTo(const api::Approval& approval, const std::string& user);
/// By `user`, still running; null: none.
const api::Delegation* delegationBy(const api::Approval& approval, const std::string& user);
/// Until when `user` has put it off; 0: not now.
api::Timestamp snoozedUntil(const api::Approval& approval, const std::string& user);

struct SnoozeTime {
    QString text;  ///< "Tomorrow, 09:00"
    api::Timestamp until = 0;
};
/// An hour, this afternoon while it is ahead, tomorrow and next Monday at nine.
QVector<SnoozeTime> snoozeTimes(api::Timestamp now);

/// "22:44", with the date when it is another day than today.
QString shortTime(api::Timestamp at);

}  // namespace beamline::ui
