// SPDX-License-Identifier: Apache-2.0
#pragma once
// The rules of human approval: who may decide, when it is decided, what expiry does. Pure functions, any thread.

#include "engine/core/expression/expression.h"

namespace beamline::core {

inline constexpr int kMaxQuorum = 100;
inline constexpr std::size_t kMaxCommentBytes = 64 * 1024;
inline constexpr std::size_t kMaxApprovalComments = 1000;

/// The catalog entry of `approval` with its argument schema.
const api::FunctionInfo& approvalFunction();

/// The request as raised: policy and context snapshotted from the evaluated arguments of `call: approval`, dueAt
/// computed from `due` (ISO 8601 duration from `now`, or a date-time), `hash` filled in. Identity members are the
/// caller's to set before.
api::Result<api::Approval> raiseApproval(api::Approval identity, const Json& arguments, api::Timestamp now);
/// sha256 of the canonical JSON of everything above `state`, `hash` itself left out.
std::string approvalHash(const api::Approval& approval);

/// Whether this person may decide now; the error says why not (kForbidden, kConflict).
api::Result<api::Unit> mayDecide(const api::Approval& approval, const std::string& user,
                                 const std::vector<std::string>& groups);
/// Whether it needs this person still: they may decide and have not yet.
bool waitsFor(const api::Approval& approval, const std::string& user, const std::vector<std::string>& groups);
/// Whether `again` is the latest decision of its person once more, as it is sent when an answer was lost.
bool isRepeat(const api::Approval& approval, const api::Decision& again);
/// Applies a decision: checks mayDecide, the hash (kStale), the due date (kConflict), the form (kInvalidInput, detail =
/// array of Problem; an approver's data left out counts as `{}`); one reject rejects, `quorum` different approvers
/// approve. The same decision by the same person again changes nothing.
api::Result<api::Approval> decide(api::Approval approval, api::Decision decision);
/// Applies the due date. ExpiryAction::none keeps it open; escalate opens it to the escalation candidates once.
api::Approval expire(api::Approval approval, api::Timestamp now);
/// What the task returns once it is no longer open: {outcome, decisions, data, comment}.
Json approvalOutput(const api::Approval& approval);

}  // namespace beamline::core
