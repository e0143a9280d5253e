// SPDX-License-Identifier: Apache-2.0
// What the fixture knows of approvals.
#include "tests/ui/fixture_engine.h"
#include "tests/ui/fixture_paging.h"

namespace beamline::test {

namespace {
bool fixtureIncludes(const api::Principals& principals, const std::string& user,
                     const std::vector<std::string>& groups) {
    return std::count(principals.users.begin(), principals.users.end(), user) > 0 ||
           std::any_of(groups.begin(), groups.end(), [&](const auto& group) {
               return std::count(principals.groups.begin(), principals.groups.end(), group) > 0;
           });
}

bool fixtureCameTo(const api::Approval& approval, const std::string& user, const std::vector<std::string>& groups) {
    return fixtureIncludes(approval.candidates, user, groups) ||
           (approval.state == api::ApprovalState::escalated && fixtureIncludes(approval.escalation, user, groups));
}

bool fixtureSaid(const api::Approval& approval, const std::string& user) {
    return std::any_of(approval.decisions.begin(), approval.decisions.end(),
                       [&](const auto& decision) { return decision.by == user || decision.onBehalfOf == user; });
}

std::string fixtureDelegator(const api::Approval& approval, const std::string& user, api::Timestamp now) {
    for (const auto& given : approval.delegations) {
        if (given.to == user && given.until > now) {
            return given.by;
        }
    }
    return {};
}

bool fixtureGave(const api::Approval& approval, const std::string& user, api::Timestamp now) {
    return std::any_of(approval.delegations.begin(), approval.delegations.end(),
                       [&](const auto& given) { return given.by == user && given.until > now; });
}

bool fixtureIsOf(const api::Approval& approval, const std::string& workflow) {
    return workflow.ends_with('*') ? approval.workflow.starts_with(workflow.substr(0, workflow.size() - 1))
                                   : workflow.empty() || approval.workflow == workflow;
}

bool fixtureHasBatch(const api::Approval& approval, const std::string& batch) {
    return batch.empty() || std::any_of(approval.decisions.begin(), approval.decisions.end(),
                                        [&](const auto& decision) { return decision.batch == batch; });
}
}  // namespace

/// In their own right.
bool FixtureEngine::mayDecide(const api::Approval& approval) const {
    const auto& [users, groups] = approval.candidates;
    return ((users.empty() && groups.empty()) || fixtureCameTo(approval, m_user, m_groups)) &&
           (approval.requesterMayDecide || approval.requester != m_user);
}

bool FixtureEngine::waits(const api::Approval& approval) const {
    return api::isOpen(approval.state) && !fixtureSaid(approval, m_user) && !fixtureGave(approval, m_user, m_now) &&
           (mayDecide(approval) || !fixtureDelegator(approval, m_user, m_now).empty());
}

bool FixtureEngine::belongs(const api::Approval& approval, api::ApprovalQueue queue) const {
    using Queue = api::ApprovalQueue;
    const auto snooze = approval.snoozed.find(m_user);
    const bool snoozed = snooze != approval.snoozed.end() && snooze->second > m_now;
    const bool open = api::isOpen(approval.state);
    const bool mine = waits(approval) && !snoozed;
    switch (queue) {
        case Queue::all:
            return true;
        case Queue::decided:
            return !open;
        case Queue::open:
            return open;
        case Queue::mine:
            return mine;
        case Queue::groups:
            return mine && fixtureCameTo(approval, {}, m_groups);
        case Queue::unclaimed:
            return mine && approval.claimedBy.empty();
        case Queue::snoozed:
            return waits(approval) && snoozed;
        case Queue::others:
            return open && !waits(approval) &&
                   (approval.requester == m_user || fixtureSaid(approval, m_user) ||
                    fixtureGave(approval, m_user, m_now));
    }
    return false;
}

FixtureEngine::Answer FixtureEngine::answer(const api::ListApprovals& op) {
    std::lock_guard lock(m_mutex);
    std::vector<api::Approval> all;
    for (const auto& [id, approval] : m_approvals) {
        if (belongs(approval, op.queue) && fixtureIsOf(approval, op.workflow) &&
            (!op.risk || approval.risk == *op.risk) && fixtureHasBatch(approval, op.batch) &&
            (op.run.empty() || approval.run == op.run) &&
            (op.text.empty() || holds(approval.subject + approval.workflow, op.text))) {
            all.push_back(approval);
        }
    }
    std::sort(all.begin(), all.end(), [&](const auto& a, const auto& b) {
        return op.queue == api::ApprovalQueue::decided ? a.decidedAt > b.decidedAt
                                                       : std::tie(a.dueAt, a.id) < std::tie(b.dueAt, b.id);
    });
    return api::Reply(cut<api::ApprovalPage>(
        std::move(all), op.limit, op.after, [](const auto& approval) { return approval.id; }, m_seq));
}

FixtureEngine::Answer FixtureEngine::answer(const api::GetApproval& op) {
    std::lock_guard lock(m_mutex);
    const auto found = m_approvals.find(op.approval);
    return found == m_approvals.end() ? Answer(notFound("approval", op.approval))
                                      : Answer(api::Reply(api::ApprovalReply{found->second}));
}

api::ApprovalReply FixtureEngine::change(const std::string& id, const std::string& kind,
                                         const std::function<void(api::Approval&)>& edit) {
    api::Approval approval;
    {
        std::lock_guard lock(m_mutex);
        approval = m_approvals[id];
    }
    edit(approval);
    put(approval, kind);
    return {approval};
}

FixtureEngine::Answer FixtureEngine::answer(const api::ClaimApproval& op) {
    return api::Reply(change(op.approval, "approval.claimed",
                             [&](api::Approval& approval) { approval.claimedBy = op.release ? "" : m_user; }));
}

FixtureEngine::Answer FixtureEngine::answer(const api::CommentApproval& op) {
    return api::Reply(change(op.approval, "approval.commented", [&](api::Approval& approval) {
        approval.comments.push_back({m_user, m_now, op.text});
    }));
}

FixtureEngine::Answer FixtureEngine::answer(const api::DecideApproval& op) {
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_approvals.find(op.approval);
        if (found == m_approvals.end()) {
            return notFound("approval", op.approval);
        }
        const auto& made = found->second.decisions;
        const auto mine = std::find_if(made.rbegin(), made.rend(), [&](const auto& one) { return one.by == m_user; });
        if (mine != made.rend() && mine->outcome == op.outcome && mine->hash == op.hash &&
            mine->comment == op.comment) {
            return api::Reply(api::ApprovalReply{found->second});  // sent again, as when an answer was lost
        }
        if (found->second.hash != op.hash) {
            return api::Error{
                api::code::kStale, "The approval has changed since it was shown. Look at it again.", {}, false};
        }
        if (!api::isOpen(found->second.state)) {
            return api::Error{api::code::kConflict, "The approval is closed.", {}, false};
        }
    }
    return api::Reply(change(op.approval, "approval.decided", [&](api::Approval& approval) {
        const auto instead = mayDecide(approval) ? std::string() : fixtureDelegator(approval, m_user, m_now);
        approval.decisions.push_back(
            {m_user, m_groups, m_now, op.outcome, op.comment, op.data, op.hash, instead, op.batch, op.batchSize});
        const auto given =
            std::count_if(approval.decisions.begin(), approval.decisions.end(),
                          [](const auto& decision) { return decision.outcome == api::Outcome::approve; });
        if (op.outcome == api::Outcome::reject || given >= approval.quorum) {
            approval.state =
                op.outcome == api::Outcome::reject ? api::ApprovalState::rejected : api::ApprovalState::approved;
            approval.decidedAt = m_now;
        }
    }));
}

std::optional<api::Error> FixtureEngine::refuseChange(const std::string& approval) const {
    std::lock_guard lock(m_mutex);
    const auto found = m_approvals.find(approval);
    if (found == m_approvals.end()) {
        return notFound("approval", approval);
    }
    return api::isOpen(found->second.state)
               ? std::nullopt
               : std::optional(api::Error{api::code::kConflict, "The approval is closed.", {}, false});
}

FixtureEngine::Answer FixtureEngine::answer(const api::DelegateApproval& op) {
    if (auto refused = refuseChange(op.approval)) {
        return *refused;
    }
    if (!op.to.empty() && (op.to == m_user || op.until <= m_now)) {
        return api::Error{api::code::kInvalidArgument,
                          "Name somebody else, and a time from now on until which they may decide.",
                          {},
                          false};
    }
    return api::Reply(change(op.approval, "approval.delegated", [&](api::Approval& approval) {
        std::erase_if(approval.delegations, [&](const auto& given) { return given.by == m_user; });
        if (!op.to.empty()) {
            approval.delegations.push_back({m_user, m_groups, op.to, m_now, op.until, op.comment});
            approval.claimedBy = approval.claimedBy == m_user ? "" : approval.claimedBy;
        }
    }));
}

FixtureEngine::Answer FixtureEngine::answer(const api::EscalateApproval& op) {
    if (auto refused = refuseChange(op.approval)) {
        return *refused;
    }
    {
        std::lock_guard lock(m_mutex);
        const auto& approval = m_approvals[op.approval];
        if (approval.state == api::ApprovalState::escalated ||
            (approval.escalation.users.empty() && approval.escalation.groups.empty())) {
            return api::Error{api::code::kConflict, "There is nobody more to escalate this approval to.", {}, false};
        }
    }
    return api::Reply(change(op.approval, "approval.escalated", [&](api::Approval& approval) {
        approval.state = api::ApprovalState::escalated;
        if (!op.comment.empty()) {
            approval.comments.push_back({m_user, m_now, op.comment});
        }
    }));
}

FixtureEngine::Answer FixtureEngine::answer(const api::SnoozeApproval& op) {
    if (auto refused = refuseChange(op.approval)) {
        return *refused;
    }
    return api::Reply(change(op.approval, "approval.snoozed", [&](api::Approval& approval) {
        approval.snoozed.erase(m_user);
        if (op.until != 0) {
            approval.snoozed[m_user] = approval.dueAt == 0 ? op.until : std::min(op.until, approval.dueAt);
        }
    }));
}

FixtureEngine::Answer FixtureEngine::answer(const api::CountApprovals&) {
    using Queue = api::ApprovalQueue;
    std::lock_guard lock(m_mutex);
    api::ApprovalCounts counts;
    counts.seq = m_seq;
    for (const auto& [id, approval] : m_approvals) {
        for (const auto queue :
             {Queue::open, Queue::mine, Queue::groups, Queue::unclaimed, Queue::others, Queue::snoozed}) {
            counts.byQueue[boost::describe::enum_to_string(queue, "")] +=
                api::isOpen(approval.state) && belongs(approval, queue);
        }
        if (belongs(approval, Queue::mine)) {
            counts.dueSoon += approval.dueAt != 0 && approval.dueAt <= m_now + 3'600'000;
            counts.oldestAt = counts.oldestAt == 0 ? approval.raisedAt : std::min(counts.oldestAt, approval.raisedAt);
        }
    }
    return api::Reply(std::move(counts));
}

FixtureEngine::Answer FixtureEngine::answer(const api::GetPreviousApproval& op) {
    std::lock_guard lock(m_mutex);
    const auto found = m_approvals.find(op.approval);
    if (found == m_approvals.end()) {
        return notFound("approval", op.approval);
    }
    api::PreviousReply reply;
    const auto same = [](const api::Approval& a) { return std::tie(a.ns, a.workflow, a.task); };
    const bool open = api::isOpen(found->second.state);
    for (const auto& [id, approval] : m_approvals) {
        if (approval.state == api::ApprovalState::approved && same(approval) == same(found->second) &&
            (open || approval.decidedAt < found->second.decidedAt) &&
            (!reply.approval || reply.approval->decidedAt < approval.decidedAt)) {
            reply.approval = approval;
        }
    }
    return api::Reply(std::move(reply));
}

}  // namespace beamline::test
