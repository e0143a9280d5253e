// SPDX-License-Identifier: Apache-2.0
// What the fixture knows of approvals.
#include "tests/ui/fixture_engine.h"
#include "tests/ui/fixture_paging.h"

namespace beamline::test {

bool FixtureEngine::mayDecide(const api::Approval& approval) const {
    const auto& [users, groups] = approval.candidates;
    const bool listed = (users.empty() && groups.empty()) || std::count(users.begin(), users.end(), m_user) > 0 ||
                        std::any_of(groups.begin(), groups.end(), [&](const auto& group) {
                            return std::count(m_groups.begin(), m_groups.end(), group) > 0;
                        });
    return listed && (approval.requesterMayDecide || approval.requester != m_user);
}

FixtureEngine::Answer FixtureEngine::answer(const api::ListApprovals& op) {
    std::lock_guard lock(m_mutex);
    std::vector<api::Approval> all;
    for (const auto& [id, approval] : m_approvals) {
        const bool open = api::isOpen(approval.state);
        const bool wanted =
            op.queue == api::ApprovalQueue::all || (op.queue == api::ApprovalQueue::decided ? !open : open);
        if (wanted && (op.queue != api::ApprovalQueue::mine || mayDecide(approval)) &&
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
        if (found->second.hash != op.hash) {
            return api::Error{
                api::code::kStale, "The approval has changed since it was shown. Look at it again.", {}, false};
        }
        if (!api::isOpen(found->second.state)) {
            return api::Error{api::code::kConflict, "The approval is closed.", {}, false};
        }
    }
    return api::Reply(change(op.approval, "approval.decided", [&](api::Approval& approval) {
        approval.decisions.push_back({m_user, m_groups, m_now, op.outcome, op.comment, op.data, op.hash});
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

}  // namespace beamline::test
