// SPDX-License-Identifier: Apache-2.0
#include "engine/core/approval/approval.h"

#include <algorithm>
#include <set>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/operations.h"
#include "engine/core/approval/due_date.h"
#include "engine/core/definition/schema.h"

namespace beamline::core {

namespace {
api::Error refuse(const char* code, std::string message, Json detail = {}) {
    return {code, std::move(message), std::move(detail), false};
}

bool holds(const std::vector<std::string>& list, const std::string& wanted) {
    return std::find(list.begin(), list.end(), wanted) != list.end();
}

bool includes(const api::Principals& principals, const std::string& user, const std::vector<std::string>& groups) {
    return holds(principals.users, user) || std::any_of(groups.begin(), groups.end(), [&](const auto& group) {
               return holds(principals.groups, group);
           });
}

bool empty(const api::Principals& principals) {
    return principals.users.empty() && principals.groups.empty();
}

const char* const kArguments = R"({
  "type": "object",
  "required": ["subject"],
  "additionalProperties": false,
  "properties": {
    "subject": {"type": "string", "minLength": 1, "description": "One line: what is to be decided."},
    "summary": {"type": "string", "description": "What the decider should know, in Markdown."},
    "risk": {"type": "string", "enum": ["low", "medium", "high"], "default": "low",
             "description": "How much depends on it; shown and sorted by."},
    "requester": {"type": "string", "description": "Who asks; the starter of the run when left out."},
    "candidates": {"$ref": "#/definitions/principals", "description": "Who may decide; anybody when left out."},
    "escalation": {"$ref": "#/definitions/principals",
                   "description": "Who may decide as well once the due date has passed."},
    "quorum": {"type": "integer", "minimum": 1, "maximum": 100, "default": 1,
               "description": "How many different people must approve."},
    "requesterMayDecide": {"type": "boolean", "default": true, "description": "Whether who asks may also decide."},
    "due": {"type": ["string", "object"], "description": "ISO 8601 duration, duration object or date-time."},
    "onExpiry": {"type": "string", "enum": ["none", "reject", "escalate", "fail", "approve"], "default": "none",
                 "description": "What happens when the due date passes without a decision."},
    "form": {"type": "object", "description": "JSON Schema of what an approver fills in."},
    "context": {"description": "Data shown to the decider."},
    "onApprove": {"type": "string", "description": "What happens after an approval, one sentence."},
    "onReject": {"type": "string", "description": "What happens after a rejection, one sentence."}
  },
  "definitions": {
    "principals": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "users": {"type": "array", "items": {"type": "string", "minLength": 1}, "description": "Names of users."},
        "groups": {"type": "array", "items": {"type": "string", "minLength": 1}, "description": "Names of groups."}
      }
    }
  }
})";

const char* const kOutput = R"({
  "type": "object",
  "properties": {
    "outcome": {"type": "string", "enum": ["approved", "rejected"], "description": "What was decided."},
    "decisions": {"type": "array", "items": {"type": "object"},
                  "description": "Who decided what, when and why, and in whose place."},
    "data": {"description": "The form as filled in by the last approver."},
    "comment": {"type": "string", "description": "Of the last decision."}
  }
})";

const char* const kExample = R"(- askForRelease:
    call: approval
    with:
      subject: Release version 2.4 to production
      summary: All tests have passed. The release takes **ten minutes**.
      risk: high
      candidates:
        groups: [operators]
      due: PT4H
      onExpiry: reject
)";
}  // namespace

const api::FunctionInfo& approvalFunction() {
    static const api::FunctionInfo info{"approval",
                                        "1.0.0",
                                        "Asks people for a decision and waits for it.",
                                        "io",
                                        api::parseJson(kArguments).value(),
                                        api::parseJson(kOutput).value(),
                                        kExample};
    return info;
}

namespace {
/// That what is asked for can be fulfilled at all.
api::Result<api::Unit> checkPolicy(const api::Approval& approval) {
    if (approval.subject.empty()) {
        return refuse(api::code::kInvalidArgument, "An approval needs a `subject`.");
    }
    if (approval.quorum < 1 || approval.quorum > kMaxQuorum) {
        return refuse(api::code::kInvalidArgument,
                      "`quorum` must be between 1 and " + std::to_string(kMaxQuorum) + ".");
    }
    std::set<std::string> people;
    for (const auto* principals : {&approval.candidates, &approval.escalation}) {
        people.insert(principals->users.begin(), principals->users.end());
    }
    if (!approval.requesterMayDecide) {
        people.erase(approval.requester);
    }
    // Only names can be counted: groups, and candidates left out, may be any number of people.
    const bool counted =
        !empty(approval.candidates) && approval.candidates.groups.empty() && approval.escalation.groups.empty();
    if (counted && static_cast<std::size_t>(approval.quorum) > people.size()) {
        return refuse(api::code::kInvalidArgument,
                      "`quorum` asks for more approvals than there are people who may give them.");
    }
    if (approval.onExpiry != api::ExpiryAction::none && approval.dueAt == 0) {
        return refuse(api::code::kInvalidArgument, "`onExpiry` needs `due`: without a due date it never happens.");
    }
    if (approval.onExpiry == api::ExpiryAction::escalate && empty(approval.escalation)) {
        return refuse(api::code::kInvalidArgument,
                      "`onExpiry: escalate` needs `escalation`: the people or groups to turn to.");
    }
    if (!approval.form.is_null()) {
        const auto schema = compileSchema(approval.form);
        if (!schema) {
            return refuse(api::code::kInvalidArgument, "`form` is not a usable JSON Schema: " + schema.error().message);
        }
    }
    return api::Unit{};
}
}  // namespace

api::Result<api::Approval> raiseApproval(api::Approval identity, const Json& arguments, api::Timestamp now) {
    const auto* given = arguments.if_object();
    if (!given) {
        return refuse(api::code::kInvalidArgument, "An approval is asked for with an object of arguments.");
    }
    auto approval = std::move(identity);
    auto policy = *given;
    policy.erase("due");
    // The JSON form of an approval has the argument names, so what is left can be read straight into it.
    for (const char* own : {"id", "run", "ns", "workflow", "version", "task", "raisedAt", "dueAt", "hash", "state",
                            "claimedBy", "decidedAt", "decisions", "comments", "delegations", "snoozed"}) {
        if (policy.contains(own)) {
            return refuse(api::code::kInvalidArgument, std::string("An approval has no argument \"") + own + "\".");
        }
    }
    api::detail::Reader reader;
    if (!api::detail::read(Json(std::move(policy)), approval, reader)) {
        return refuse(api::code::kInvalidArgument, "The approval cannot be raised: " + reader.problem + ".");
    }
    approval.raisedAt = now;
    if (const auto* due = given->if_contains("due"); due && !due->is_null()) {
        const auto at = dueDate(*due, now);
        if (!at) {
            return at.error();
        }
        approval.dueAt = *at;
    }
    if (const auto usable = checkPolicy(approval); !usable) {
        return usable.error();
    }
    approval.hash = approvalHash(approval);
    return approval;
}

std::string approvalHash(const api::Approval& approval) {
    auto json = api::toJson(approval);
    auto& object = json.get_object();
    for (const char* changing :
         {"hash", "state", "claimedBy", "decidedAt", "decisions", "comments", "delegations", "snoozed"}) {
        object.erase(changing);
    }
    return api::sha256(api::canonicalJson(json));
}

namespace {
api::Result<api::Unit> checkOpen(const api::Approval& approval) {
    return api::isOpen(approval.state)
               ? api::Result<api::Unit>(api::Unit{})
               : refuse(api::code::kConflict, std::string("This approval is already ") +
                                                  boost::describe::enum_to_string(approval.state, "closed") + ".");
}

api::Result<api::Unit> checkComment(const std::string& text) {
    return text.size() <= kMaxCommentBytes
               ? api::Result<api::Unit>(api::Unit{})
               : refuse(api::code::kInvalidArgument,
                        "A comment may have " + std::to_string(kMaxCommentBytes) + " bytes; shorten it.");
}
}  // namespace

api::Result<api::Unit> mayDecide(const api::Approval& approval, const std::string& user,
                                 const std::vector<std::string>& groups) {
    if (auto open = checkOpen(approval); !open) {
        return open;
    }
    if (user.empty()) {
        return refuse(api::code::kForbidden, "A decision needs a name: nobody is signed in.");
    }
    if (!approval.requesterMayDecide && user == approval.requester) {
        return refuse(api::code::kForbidden, "Whoever asked for this approval may not decide it; somebody else must.");
    }
    const bool escalated = approval.state == api::ApprovalState::escalated;
    if (empty(approval.candidates) || includes(approval.candidates, user, groups) ||
        (escalated && includes(approval.escalation, user, groups))) {
        return api::Unit{};
    }
    return refuse(api::code::kForbidden, user + " is not among the people or groups who may decide this approval.");
}

api::Result<std::string> decidesFor(const api::Approval& approval, const std::string& user,
                                    const std::vector<std::string>& groups, api::Timestamp now) {
    const auto own = mayDecide(approval, user, groups);
    if (own.ok()) {
        return std::string();
    }
    const bool barred = user.empty() || (!approval.requesterMayDecide && user == approval.requester);
    if (barred || !api::isOpen(approval.state)) {
        return own.error();
    }
    const api::Delegation* found = nullptr;
    bool lapsed = false;
    for (const auto& given : approval.delegations) {
        if (given.to == user && given.until <= now) {
            lapsed = true;
        } else if (given.to == user && !found && mayDecide(approval, given.by, given.groups).ok()) {
            found = &given;  // once they have decided there is no other: see decide()
        }
    }
    if (found) {
        return found->by;
    }
    return lapsed ? refuse(api::code::kForbidden, "What was delegated to " + user +
                                                      " is over: it is for those to decide again who delegated it.")
                  : own.error();
}

bool hasSaid(const api::Approval& approval, const std::string& user) {
    return !user.empty() &&
           std::any_of(approval.decisions.begin(), approval.decisions.end(),
                       [&](const auto& decision) { return decision.by == user || decision.onBehalfOf == user; });
}

namespace {
/// When the due date closes it by itself, 0 for never.
api::Timestamp closesAt(const api::Approval& approval) {
    const auto action = approval.onExpiry;
    return action == api::ExpiryAction::none || action == api::ExpiryAction::escalate ? 0 : approval.dueAt;
}

/// How many approvals count. All of an open request are approvals: a rejection would have closed it.
int approvals(const api::Approval& approval) {
    std::set<std::string> people;
    int count = 0;
    for (const auto& decision : approval.decisions) {
        const bool first = people.insert(decision.by).second;
        const bool instead = decision.onBehalfOf.empty() || people.insert(decision.onBehalfOf).second;
        count += first && instead ? 1 : 0;
    }
    return count;
}

api::Result<api::Unit> checkForm(const api::Approval& approval, const api::Decision& decision) {
    // Who rejects need not fill in what an approver must.
    if (approval.form.is_null() || (decision.outcome == api::Outcome::reject && decision.data.is_null())) {
        return api::Unit{};
    }
    const auto schema = compileSchema(approval.form);
    if (!schema) {
        return schema.error();
    }
    const auto problems = (*schema)->check(decision.data);
    if (problems.empty()) {
        return api::Unit{};
    }
    std::string message = "The form is not filled in correctly:";
    for (const auto& problem : problems) {
        message += (&problem == &problems.front() ? " " : "; ") +
                   (problem.pointer.empty() ? "" : problem.pointer + ": ") + problem.message;
    }
    return refuse(api::code::kInvalidInput, std::move(message), api::toJson(problems));
}

api::Result<api::Unit> checkBatch(const api::Decision& decision) {
    if (decision.batch.size() > api::kMaxBatchBytes) {
        return refuse(api::code::kInvalidArgument,
                      "The name of a batch of decisions may have " + std::to_string(api::kMaxBatchBytes) + " bytes.");
    }
    const bool alone = decision.batch.empty();
    if (alone ? decision.batchSize != 0 : decision.batchSize < 1 || decision.batchSize > api::kMaxBatchSize) {
        return refuse(api::code::kInvalidArgument, "A batch of decisions has a name and a size, from 1 to " +
                                                       std::to_string(api::kMaxBatchSize) +
                                                       "; a decision made by itself has neither.");
    }
    return api::Unit{};
}
}  // namespace

bool isRepeat(const api::Approval& approval, const api::Decision& again) {
    const auto last = std::find_if(approval.decisions.rbegin(), approval.decisions.rend(),
                                   [&](const auto& earlier) { return earlier.by == again.by; });
    const auto filled = [](const Json& data) { return data.is_null() ? Json(boost::json::object{}) : data; };
    return last != approval.decisions.rend() && last->outcome == again.outcome && last->hash == again.hash &&
           last->comment == again.comment && filled(last->data) == filled(again.data);
}

api::Result<api::Approval> decide(api::Approval approval, api::Decision decision) {
    if (isRepeat(approval, decision)) {
        return approval;
    }
    auto instead = decidesFor(approval, decision.by, decision.groups, decision.at);
    if (!instead) {
        return instead.error();
    }
    decision.onBehalfOf = std::move(*instead);
    if (decision.hash != approval.hash) {
        return refuse(api::code::kStale,
                      "The approval has changed since it was read; look at it again before deciding.");
    }
    // From its due date on what was set for that case holds, also when the engine has not come to it yet.
    if (closesAt(approval) != 0 && decision.at >= closesAt(approval)) {
        return refuse(api::code::kConflict, std::string("The due date of this approval has passed; what its author "
                                                        "set for that case applies: ") +
                                                boost::describe::enum_to_string(approval.onExpiry, "") + ".");
    }
    if (const auto short_enough = checkComment(decision.comment); !short_enough) {
        return short_enough.error();
    }
    if (const auto batch = checkBatch(decision); !batch) {
        return batch.error();
    }
    // Who leaves a form empty has filled in none of it: fine when nothing in it is required.
    if (decision.data.is_null() && !approval.form.is_null() && decision.outcome == api::Outcome::approve) {
        decision.data = boost::json::object{};
    }
    if (const auto form = checkForm(approval, decision); !form) {
        return form.error();
    }
    approval.decisions.push_back(std::move(decision));
    const auto& last = approval.decisions.back();
    std::erase_if(approval.delegations, [&](const auto& given) {
        return given.by == last.by || given.to == last.onBehalfOf ||
               (given.to == last.by && given.by != last.onBehalfOf);
    });
    approval.snoozed.erase(last.by);
    if (last.outcome == api::Outcome::reject) {
        approval.state = api::ApprovalState::rejected;
    } else if (approvals(approval) >= approval.quorum) {
        approval.state = api::ApprovalState::approved;
    }
    if (!api::isOpen(approval.state)) {
        approval.decidedAt = last.at;
    }
    return approval;
}

namespace {
std::string days(api::Timestamp span) {
    return std::to_string(span / (24 * 60 * 60 * 1000)) + " days";
}

api::Result<api::Unit> checkDelegation(const api::Approval& approval, const api::Delegation& given) {
    if (const auto own = mayDecide(approval, given.by, given.groups); !own) {
        return decidesFor(approval, given.by, given.groups, given.at).ok()
                   ? refuse(api::code::kForbidden,
                            "This approval was delegated to " + given.by + ", who cannot delegate it on.")
                   : own.error();
    }
    for (const auto& person : {given.by, given.to}) {
        if (hasSaid(approval, person)) {
            return refuse(api::code::kConflict, person +
                                                    " has decided on this approval already, or somebody has in their "
                                                    "place: one person counts once.");
        }
    }
    if (std::any_of(approval.delegations.begin(), approval.delegations.end(), [&](const auto& other) {
            return other.by == given.to && other.until > given.at && given.to != given.by;
        })) {
        return refuse(api::code::kConflict,
                      given.to + " has delegated this approval to somebody; delegate it to another.");
    }
    if (given.to == given.by) {
        return refuse(api::code::kInvalidArgument, "Nobody can delegate to themselves; name somebody else.");
    }
    if (given.to.size() > kMaxUserBytes) {
        return refuse(api::code::kInvalidArgument,
                      "The name of a delegate may have " + std::to_string(kMaxUserBytes) + " bytes.");
    }
    if (!approval.requesterMayDecide && given.to == approval.requester) {
        return refuse(api::code::kForbidden,
                      "Whoever asked for this approval may not decide it, in nobody's place; delegate it to another.");
    }
    if (given.until <= given.at || given.until > given.at + api::kMaxDelegation) {
        return refuse(api::code::kInvalidArgument,
                      "A delegation lasts until a time from now on, at most " + days(api::kMaxDelegation) + " ahead.");
    }
    return checkComment(given.comment);
}
}  // namespace

api::Result<api::Approval> delegate(api::Approval approval, api::Delegation delegation) {
    if (const auto open = checkOpen(approval); !open) {
        return open.error();
    }
    auto& all = approval.delegations;
    const auto before =
        std::find_if(all.begin(), all.end(), [&](const auto& given) { return given.by == delegation.by; });
    if (delegation.to.empty()) {
        if (before != all.end()) {
            all.erase(before);
        }
        return approval;
    }
    if (before != all.end() && before->to == delegation.to && before->until == delegation.until &&
        before->comment == delegation.comment) {
        return approval;
    }
    if (const auto good = checkDelegation(approval, delegation); !good) {
        return good.error();
    }
    std::erase_if(all, [&](const auto& given) { return given.by == delegation.by || given.until <= delegation.at; });
    if (all.size() >= kMaxApprovalDelegations) {
        return refuse(api::code::kConflict, "This approval is delegated by " + std::to_string(all.size()) +
                                                " people already, the most there can be.");
    }
    if (approval.claimedBy == delegation.by) {
        approval.claimedBy.clear();  // "I am at it" is no longer so
    }
    approval.snoozed.erase(delegation.by);
    all.push_back(std::move(delegation));
    return approval;
}

api::Result<api::Approval> escalate(api::Approval approval, api::Comment comment) {
    if (const auto open = checkOpen(approval); !open) {
        return open.error();
    }
    if (empty(approval.escalation)) {
        return refuse(api::code::kConflict,
                      "This approval names nobody to escalate it to (`escalation`). Delegate it instead, or talk to "
                      "who may decide.");
    }
    if (approval.state == api::ApprovalState::escalated) {
        return refuse(api::code::kConflict, "This approval is escalated already.");
    }
    approval.state = api::ApprovalState::escalated;
    return comment.text.empty() ? api::Result<api::Approval>(std::move(approval))
                                : core::comment(std::move(approval), std::move(comment));
}

api::Result<api::Approval> snooze(api::Approval approval, const std::string& user, api::Timestamp until,
                                  api::Timestamp now) {
    if (const auto open = checkOpen(approval); !open) {
        return open.error();
    }
    if (user.empty()) {
        return refuse(api::code::kForbidden, "Who puts an approval off needs a name: nobody is signed in.");
    }
    if (until == 0) {
        approval.snoozed.erase(user);
        return approval;
    }
    if (until <= now || until > now + api::kMaxSnooze) {
        return refuse(api::code::kInvalidArgument,
                      "An approval is put off until a time from now on, at most " + days(api::kMaxSnooze) + " ahead.");
    }
    if (approval.dueAt != 0 && approval.dueAt <= now) {
        return refuse(api::code::kConflict, "This approval is overdue: it cannot be put off any more.");
    }
    std::erase_if(approval.snoozed, [&](const auto& entry) { return entry.second <= now; });
    if (!approval.snoozed.contains(user) && approval.snoozed.size() >= kMaxApprovalSnoozes) {
        return refuse(api::code::kConflict, "This approval is put off by " + std::to_string(kMaxApprovalSnoozes) +
                                                " people already, the most there can be.");
    }
    approval.snoozed[user] = approval.dueAt == 0 ? until : std::min(until, approval.dueAt);
    return approval;
}

api::Result<api::Approval> comment(api::Approval approval, api::Comment comment) {
    if (comment.by.empty()) {
        return refuse(api::code::kForbidden, "A comment needs a name: nobody is signed in.");
    }
    if (comment.text.empty()) {
        return refuse(api::code::kInvalidArgument, "A comment needs a text.");
    }
    if (const auto good = checkComment(comment.text); !good) {
        return good.error();
    }
    if (approval.comments.size() >= kMaxApprovalComments) {
        return refuse(api::code::kConflict,
                      "This approval already has " + std::to_string(kMaxApprovalComments) + " comments.");
    }
    approval.comments.push_back(std::move(comment));
    return approval;
}

api::Approval expire(api::Approval approval, api::Timestamp now) {
    if (!api::isOpen(approval.state)) {
        return approval;
    }
    switch (approval.onExpiry) {
        case api::ExpiryAction::none:
            return approval;
        case api::ExpiryAction::escalate:
            approval.state = api::ApprovalState::escalated;
            return approval;
        case api::ExpiryAction::reject:
            approval.state = api::ApprovalState::rejected;
            break;
        case api::ExpiryAction::approve:
            approval.state = api::ApprovalState::approved;
            break;
        case api::ExpiryAction::fail:
            approval.state = api::ApprovalState::expired;
            break;
    }
    approval.decidedAt = now;
    return approval;
}

Json approvalOutput(const api::Approval& approval) {
    boost::json::array decisions;
    for (const auto& decision : approval.decisions) {
        boost::json::object told{{"by", decision.by},
                                 {"at", decision.at},
                                 {"outcome", boost::describe::enum_to_string(decision.outcome, "")},
                                 {"comment", decision.comment},
                                 {"data", decision.data}};
        if (!decision.onBehalfOf.empty()) {  // else as it always was: runs of before are told the same at replay
            told["onBehalfOf"] = decision.onBehalfOf;
        }
        decisions.push_back(std::move(told));
    }
    const bool decided = !approval.decisions.empty();
    return boost::json::object{{"outcome", boost::describe::enum_to_string(approval.state, "")},
                               {"decisions", std::move(decisions)},
                               {"data", decided ? approval.decisions.back().data : Json()},
                               {"comment", decided ? approval.decisions.back().comment : std::string()}};
}

}  // namespace beamline::core
