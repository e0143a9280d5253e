// SPDX-License-Identifier: Apache-2.0
#pragma once
// The rules of human approval: who may decide, in whose place, when it is decided, what expiry does. Pure functions,
// any thread.
//
// Four eyes stay four eyes, whoever acts for whom:
// - Only who may decide in their own right can delegate: what was delegated is not theirs to give on.
// - Who may decide in their own right decides as themselves, also when it was delegated to them.
// - With `requesterMayDecide: false` the requester neither decides, nor in anybody's place, nor has one who does.
// - In a quorum nobody stands for more than one approval, neither as who decides nor as in whose place: an approval
//   counts when both of its people are new. So who has decided, or has had somebody decide in their place, can neither
//   delegate nor be delegated to any more, and a decision ends what its person had delegated and what others had
//   delegated to them: it is theirs again, and nobody waits for what could not count.

#include "engine/core/expression/expression.h"

namespace beamline::core {

inline constexpr int kMaxQuorum = 100;
inline constexpr std::size_t kMaxCommentBytes = 64 * 1024;
inline constexpr std::size_t kMaxApprovalComments = 1000;
inline constexpr std::size_t kMaxApprovalDelegations = 1000;  ///< at the same time
inline constexpr std::size_t kMaxApprovalSnoozes = 1000;      ///< likewise
inline constexpr std::size_t kMaxUserBytes = 256;             ///< of the name of a delegate

/// The catalog entry of `approval` with its argument schema.
const api::FunctionInfo& approvalFunction();

/// The request as raised: policy and context snapshotted from the evaluated arguments of `call: approval`, dueAt
/// computed from `due` (ISO 8601 duration from `now`, or a date-time), `hash` filled in. Identity members are the
/// caller's to set before.
api::Result<api::Approval> raiseApproval(api::Approval identity, const Json& arguments, api::Timestamp now);
/// sha256 of the canonical JSON of everything above `state`, `hash` itself left out: the same whatever is added below.
std::string approvalHash(const api::Approval& approval);

/// Whether this person may decide now in their own right; the error says why not (kForbidden, kConflict).
api::Result<api::Unit> mayDecide(const api::Approval& approval, const std::string& user,
                                 const std::vector<std::string>& groups);
/// In whose place this person would decide now; empty: in their own right. Errors as those of mayDecide.
api::Result<std::string> decidesFor(const api::Approval& approval, const std::string& user,
                                    const std::vector<std::string>& groups, api::Timestamp now);
/// Whether a decision is theirs, or was made in their place.
bool hasSaid(const api::Approval& approval, const std::string& user);
/// Whether `again` is the latest decision of its person once more, as it is sent when an answer was lost.
bool isRepeat(const api::Approval& approval, const api::Decision& again);
/// Applies a decision: checks decidesFor, which also fills in `onBehalfOf`, the hash (kStale), the due date
/// (kConflict), the form (kInvalidInput, detail = array of Problem; an approver's data left out counts as `{}`), the
/// batch (kInvalidArgument); one reject rejects, `quorum` different approvers approve. The same decision by the same
/// person again changes nothing.
api::Result<api::Approval> decide(api::Approval approval, api::Decision decision);
/// Lets `to` decide in the place of `by` from `at` until `until`, instead of whom they had chosen before; without `to`
/// it is taken back. It is no longer claimed or put off by who delegates. The same again changes nothing.
api::Result<api::Approval> delegate(api::Approval approval, api::Delegation delegation);
/// Opens it to the escalation candidates; the comment, when there is one, is kept among the others. What the due date
/// brings besides stays as it is.
api::Result<api::Approval> escalate(api::Approval approval, api::Comment comment);
/// Puts it off for this person until then, or until it is due; 0: no longer.
api::Result<api::Approval> snooze(api::Approval approval, const std::string& user, api::Timestamp until,
                                  api::Timestamp now);
/// Adds a comment, which must have a text.
api::Result<api::Approval> comment(api::Approval approval, api::Comment comment);
/// Applies the due date. ExpiryAction::none keeps it open; escalate opens it to the escalation candidates once.
api::Approval expire(api::Approval approval, api::Timestamp now);
/// What the task returns once it is no longer open: {outcome, decisions, data, comment}. A decision that somebody made
/// in another's place has `onBehalfOf`.
Json approvalOutput(const api::Approval& approval);

}  // namespace beamline::core
