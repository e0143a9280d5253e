// SPDX-License-Identifier: Apache-2.0
#include "engine/core/approval/inbox.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <tuple>

#include "engine/core/approval/approval.h"

namespace beamline::core {

namespace {
char lowerLetter(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// ASCII letters in any case.
bool anyContains(std::initializer_list<std::string_view> texts, std::string_view needle) {
    const auto same = [](char a, char b) { return lowerLetter(a) == lowerLetter(b); };
    return std::any_of(texts.begin(), texts.end(), [&](std::string_view text) {
        return std::search(text.begin(), text.end(), needle.begin(), needle.end(), same) != text.end() ||
               needle.empty();
    });
}
}  // namespace

Standing standingOf(const api::Approval& approval, const std::string& user, const std::vector<std::string>& groups,
                    api::Timestamp now) {
    const auto shared = [&](const api::Principals& principals) {
        return std::any_of(groups.begin(), groups.end(), [&](const auto& group) {
            return std::count(principals.groups.begin(), principals.groups.end(), group) > 0;
        });
    };
    Standing standing;
    standing.may = decidesFor(approval, user, groups, now).ok();
    standing.byGroup =
        shared(approval.candidates) || (approval.state == api::ApprovalState::escalated && shared(approval.escalation));
    standing.asked = !user.empty() && approval.requester == user;
    standing.said = hasSaid(approval, user);
    standing.gave = std::any_of(approval.delegations.begin(), approval.delegations.end(),
                                [&](const auto& given) { return given.by == user && given.until > now; });
    const auto snooze = approval.snoozed.find(user);
    standing.snoozed =
        snooze != approval.snoozed.end() && snooze->second > now && (approval.dueAt == 0 || approval.dueAt > now);
    standing.taken = !approval.claimedBy.empty();
    return standing;
}

bool belongs(const api::Approval& approval, api::ApprovalQueue queue, const std::string& user,
             const std::vector<std::string>& groups, api::Timestamp now) {
    const bool open = api::isOpen(approval.state);
    switch (queue) {
        case api::ApprovalQueue::all:
            return true;
        case api::ApprovalQueue::decided:
            return !open;
        case api::ApprovalQueue::open:
            return open;
        default:
            break;
    }
    if (!open) {
        return false;
    }
    const auto standing = standingOf(approval, user, groups, now);
    const bool mine = standing.waits() && !standing.snoozed;
    switch (queue) {
        case api::ApprovalQueue::mine:
            return mine;
        case api::ApprovalQueue::groups:
            return mine && standing.byGroup;
        case api::ApprovalQueue::unclaimed:
            return mine && !standing.taken;
        case api::ApprovalQueue::others:
            return (standing.asked || standing.said || standing.gave) && !standing.waits();
        case api::ApprovalQueue::snoozed:
            return standing.waits() && standing.snoozed;
        default:
            return false;
    }
}

bool fits(const api::Approval& approval, const api::ListApprovals& query) {
    const std::string_view workflow = query.workflow;
    const bool named = workflow.ends_with('*') ? approval.workflow.starts_with(workflow.substr(0, workflow.size() - 1))
                                               : workflow.empty() || approval.workflow == workflow;
    const bool together =
        query.batch.empty() || std::any_of(approval.decisions.begin(), approval.decisions.end(),
                                           [&](const auto& decision) { return decision.batch == query.batch; });
    return named && together && (!query.scope || query.scope->contains(approval.ns)) &&
           (query.run.empty() || approval.run == query.run) && (!query.risk || approval.risk == *query.risk) &&
           anyContains({approval.id, approval.subject, approval.summary, approval.workflow, approval.ns,
                        approval.requester, approval.claimedBy},
                       query.text);
}

const api::Approval* previousOf(const api::Approval& approval, const std::vector<api::Approval>& all) {
    const auto asker = [](const api::Approval& one) { return std::tie(one.ns, one.workflow, one.task); };
    const bool open = api::isOpen(approval.state);
    const api::Approval* found = nullptr;
    bool later = false;  // than `approval` was raised
    for (const auto& one : all) {
        later = later || one.id == approval.id;
        const bool before =
            open || one.decidedAt < approval.decidedAt || (one.decidedAt == approval.decidedAt && !later);
        if (one.state == api::ApprovalState::approved && asker(one) == asker(approval) && before &&
            (!found || found->decidedAt <= one.decidedAt)) {
            found = &one;
        }
    }
    return found;
}

std::vector<api::ApprovalQueue> openQueues() {
    using Queue = api::ApprovalQueue;
    return {Queue::open, Queue::mine, Queue::groups, Queue::unclaimed, Queue::others, Queue::snoozed};
}

void count(api::ApprovalCounts& counts, const api::Approval& approval, const std::string& user,
           const std::vector<std::string>& groups, api::Timestamp now) {
    for (const auto queue : openQueues()) {
        counts.byQueue[boost::describe::enum_to_string(queue, "")] += belongs(approval, queue, user, groups, now);
    }
    if (belongs(approval, api::ApprovalQueue::mine, user, groups, now)) {
        counts.dueSoon += approval.dueAt != 0 && approval.dueAt <= now + kDueSoon;
        counts.oldestAt = counts.oldestAt == 0 ? approval.raisedAt : std::min(counts.oldestAt, approval.raisedAt);
    }
}

}  // namespace beamline::core
