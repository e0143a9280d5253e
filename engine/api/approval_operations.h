// SPDX-License-Identifier: Apache-2.0
#pragma once
// The operations of the inbox. Plain described values, any thread.

#include "engine/api/operation.h"

namespace beamline::api {

struct ApprovalReply {
    Approval approval;
};
BOOST_DESCRIBE_STRUCT(ApprovalReply, (), (approval))

BOOST_DEFINE_ENUM_CLASS(ApprovalQueue, open, mine, decided, all, groups, unclaimed, others, snoozed)
BEAMLINE_PAGE(ApprovalPage, Approval)
/// Open ones by due date, then age; decided ones newest first. `mine`: open ones that the caller may decide and has not
/// snoozed; of those `groups` came to a group of theirs, `unclaimed` nobody has taken. `others`: open ones that the
/// caller has asked for, decided on or delegated and that wait for somebody else. `snoozed`: put off by the caller.
struct ListApprovals {
    using Reply = ApprovalPage;
    static constexpr OperationInfo kInfo{"list_approvals", "approval.read"};
    ApprovalQueue queue = ApprovalQueue::open;
    std::string run;
    std::string text;
    int limit = kDefaultPageSize;
    Cursor after;
    std::string workflow = {};  ///< exact, or a prefix ending in '*'
    std::optional<Risk> risk = std::nullopt;
    std::string batch = {};  ///< Decision::batch of one of its decisions
    std::optional<NamespaceScope> scope = {};
};
BOOST_DESCRIBE_STRUCT(ListApprovals, (), (queue, run, text, limit, after, workflow, risk, batch, scope))
struct ApprovalCounts {
    std::map<std::string, std::int64_t> byQueue;  ///< queue name to number, for the caller; open ones only
    std::int64_t dueSoon = 0;                     ///< of `mine`: due within the hour, or overdue
    Timestamp oldestAt = 0;                       ///< of `mine`: when the oldest was raised; 0: there is none
    Seq seq = 0;
    bool more = false;  ///< more than kMaxCounted are open: these were counted
};
BOOST_DESCRIBE_STRUCT(ApprovalCounts, (), (byQueue, dueSoon, oldestAt, seq, more))
struct CountApprovals {
    using Reply = ApprovalCounts;
    static constexpr OperationInfo kInfo{"count_approvals", "approval.read"};
    std::optional<NamespaceScope> scope = {};
};
BOOST_DESCRIBE_STRUCT(CountApprovals, (), (scope))
struct GetApproval {
    using Reply = ApprovalReply;
    static constexpr OperationInfo kInfo{"get_approval", "approval.read"};
    std::string approval;
};
BOOST_DESCRIBE_STRUCT(GetApproval, (), (approval))
struct PreviousReply {
    std::optional<Approval> approval;  ///< absent: there was none
};
BOOST_DESCRIBE_STRUCT(PreviousReply, (), (approval))
/// Of the requests that the same task of the same workflow raised, the one that was approved last: before this one was
/// decided, or until now while it is open. When it was raised does not matter.
struct GetPreviousApproval {
    using Reply = PreviousReply;
    static constexpr OperationInfo kInfo{"get_previous_approval", "approval.read"};
    std::string approval;
};
BOOST_DESCRIBE_STRUCT(GetPreviousApproval, (), (approval))
/// Takes an open approval, or gives it back (`release`). Others may still take it over; it warns, it does not lock.
struct ClaimApproval {
    using Reply = ApprovalReply;
    static constexpr OperationInfo kInfo{"claim_approval", "approval.decide"};
    std::string approval;
    bool release = false;
};
BOOST_DESCRIBE_STRUCT(ClaimApproval, (), (approval, release))
inline constexpr std::size_t kMaxBatchBytes = 64;  ///< of DecideApproval::batch
inline constexpr int kMaxBatchSize = 10'000;
/// Decides. `hash` must be the approval's, else kStale. Idempotent per person and outcome. Who decides several in one
/// go says so in `batch` and `batchSize`: they are kept with each decision, as who sends them says, and decide nothing.
struct DecideApproval {
    using Reply = ApprovalReply;
    static constexpr OperationInfo kInfo{"decide_approval", "approval.decide"};
    std::string approval;
    Outcome outcome = Outcome::approve;
    std::string comment;
    Json data;
    std::string hash;
    std::string batch = {};  ///< a name of the caller's choice, the same for all; empty: decided by itself
    int batchSize = 0;       ///< how many are decided in that go
};
BOOST_DESCRIBE_STRUCT(DecideApproval, (), (approval, outcome, comment, data, hash, batch, batchSize))
struct CommentApproval {
    using Reply = ApprovalReply;
    static constexpr OperationInfo kInfo{"comment_approval", "approval.comment"};
    std::string approval;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(CommentApproval, (), (approval, text))
inline constexpr Timestamp kMaxDelegation = Timestamp{90} * 24 * 60 * 60 * 1000;  ///< ms from now
/// Lets `to` decide in the caller's place until then; the record keeps both. Only who may decide can delegate, in their
/// own right: what was delegated to them is not theirs to give on. With `to` empty it is taken back.
struct DelegateApproval {
    using Reply = ApprovalReply;
    static constexpr OperationInfo kInfo{"delegate_approval", "approval.decide"};
    std::string approval;
    std::string to;
    Timestamp until = 0;
    std::string comment;
};
BOOST_DESCRIBE_STRUCT(DelegateApproval, (), (approval, to, until, comment))
/// Opens the request to its escalation candidates now, before its due date does. kConflict when it names none or was
/// escalated already.
struct EscalateApproval {
    using Reply = ApprovalReply;
    static constexpr OperationInfo kInfo{"escalate_approval", "approval.decide"};
    std::string approval;
    std::string comment;
};
BOOST_DESCRIBE_STRUCT(EscalateApproval, (), (approval, comment))
inline constexpr Timestamp kMaxSnooze = Timestamp{30} * 24 * 60 * 60 * 1000;  ///< ms from now
/// Puts the request off for the caller alone; 0: no longer. It comes back by itself, at the latest when it is due.
struct SnoozeApproval {
    using Reply = ApprovalReply;
    static constexpr OperationInfo kInfo{"snooze_approval", "approval.decide"};
    std::string approval;
    Timestamp until = 0;
};
BOOST_DESCRIBE_STRUCT(SnoozeApproval, (), (approval, until))

}  // namespace beamline::api
