// SPDX-License-Identifier: Apache-2.0
// `call: approval`: raised, decided upon and closed inside the run; the rules are those of core/approval.
#include <algorithm>

#include "engine/api/text.h"
#include "engine/core/machine/state.h"

namespace beamline::core {

namespace {
constexpr std::size_t kMaxEditBytes = 16 * 1024;  // of an edited input, in what people are asked
constexpr std::size_t kMaxRemarkBytes = 200;      // of a comment in the history; all of it is in the request

std::string because(const std::string& comment) {
    return comment.empty() ? "" : ": " + api::beginning(comment, kMaxRemarkBytes);
}

std::string instead(const api::Decision& decision) {
    return decision.onBehalfOf.empty() ? "" : " on behalf of " + decision.onBehalfOf;
}

std::string together(const api::Decision& decision) {
    return decision.batch.empty()
               ? ""
               : " (one of " + std::to_string(decision.batchSize) + " decided together, batch " + decision.batch + ")";
}

/// What is asked says what will be put in the place of what follows from it: nobody approves of 100 and pays 1,000.
Json withEdit(const Json& arguments, const Task& target, const Json& input) {
    auto asked = arguments.as_object();
    const auto* given = asked.if_contains("summary");
    const auto text = boost::json::serialize(input);  // on one line: nothing in it ends the block
    asked["summary"] = (given && given->is_string() ? std::string(given->get_string()) + "\n\n" : "") +
                       "In this run the task \"" + target.name + "\" is given an edited input" +
                       (text.size() > kMaxEditBytes ? ", " + std::to_string(text.size()) + " bytes that begin with:"
                                                    : std::string(":")) +
                       "\n\n```json\n" + api::beginning(text, kMaxEditBytes) + "\n```\n";
    return asked;
}
}  // namespace

void Machine::State::beginApproval(Frame& f) {
    const auto& call = std::get<CallTask>(taskOf(f).body);
    if (call.arguments && !call.with.constant() && !check(call.arguments, f.arguments, "approval request")) {
        raise(f, std::move(problem));
        return;
    }
    if (takeover) {  // a run before may have been decided upon
        f.activity = newActivity(ActivityKind::approval, f).id;
        mark(f, api::Phase::waiting);
        return;
    }
    raiseRequest(f);
}

void Machine::State::raiseRequest(Frame& f) {
    api::Approval draft;
    draft.id = identity.id + "." + std::to_string(lastActivity + 1);
    draft.run = identity.id;
    draft.ns = definition->info.ns;
    draft.workflow = definition->info.name;
    draft.version = definition->info.version;
    draft.task = taskOf(f).ref;
    draft.requester = starterOf(identity.startedBy);
    const bool ahead = takeover && !takeover->arrived() && takeover->edited();
    auto raised =
        ahead ? raiseApproval(std::move(draft),
                              withEdit(*f.arguments, definition->task(takeover->target()), *takeover->edited()), now)
              : raiseApproval(std::move(draft), *f.arguments, now);
    if (!raised) {
        raise(f, makeError("validation", raised.error().message, {}));
        return;
    }
    auto& activity = newActivity(ActivityKind::approval, f);
    activity.awaits.clear();  // it is clear that no run before has it
    f.activity = activity.id;
    f.approval = std::make_unique<api::Approval>(std::move(raised).value());
    if (f.approval->dueAt != 0 && f.approval->onExpiry != api::ExpiryAction::none) {
        f.extra = setTimer(ActivityKind::approvalDue, f, f.approval->dueAt);
    }
    mark(f, api::Phase::waiting);
    approvalChanged(f, "approval.raised", f.approval->subject);
}

void Machine::State::approvalChanged(Frame& f, const char* kind, std::string detail) {
    step.effects.emplace_back(PutApproval{*f.approval});
    auto& transition = emit(kind, f);
    transition.approval = f.approval->id;
    transition.detail = std::move(detail);
}

api::Result<api::Unit> Machine::State::decideApproval(Activity& activity, const Fact& fact) {
    auto& f = *activity.frame;
    if (fact.kind != FactKind::decided) {
        return remark(f, fact);
    }
    if (!fact.decision) {
        return api::Error{api::code::kInvalidArgument, "A decision fact needs its decision.", {}, false};
    }
    auto decision = *fact.decision;
    decision.at = decision.at != 0 ? decision.at : fact.at;
    auto decided = decide(*f.approval, decision);
    if (!decided) {
        return decided.error();
    }
    if (*decided == *f.approval) {
        return api::Unit{};
    }
    *f.approval = std::move(decided).value();
    approvalChanged(f, "approval.decided",
                    decision.by + instead(f.approval->decisions.back()) +
                        (decision.outcome == api::Outcome::approve ? " approved" : " rejected") + together(decision) +
                        because(decision.comment));
    jumps = 0;
    if (api::isOpen(f.approval->state)) {
        return api::Unit{};
    }
    if (phase == api::Phase::suspended) {
        revoke(f.extra);
        activity.held = true;
        held.push_back({activity.id, {}, {}});
        return api::Unit{};
    }
    settle(find(f.activity));
    approvalClosed(f);
    drain();
    return api::Unit{};
}

api::Result<api::Unit> Machine::State::remark(Frame& f, const Fact& fact) {
    if (fact.kind == FactKind::claimed) {
        if (f.approval->claimedBy != fact.by) {
            f.approval->claimedBy = fact.by;
            approvalChanged(f, "approval.claimed", fact.by.empty() ? "released" : fact.by);
        }
        return api::Unit{};
    }
    auto changed = [&]() -> api::Result<api::Approval> {
        switch (fact.kind) {
            case FactKind::delegated:
                return delegate(*f.approval, fact.delegation ? *fact.delegation : api::Delegation{});
            case FactKind::snoozed:
                return snooze(*f.approval, fact.by, fact.until, fact.at);
            case FactKind::escalated:
                return escalate(*f.approval, {fact.by, fact.at, fact.text});
            default:
                return comment(*f.approval, {fact.by, fact.at, fact.text});
        }
    }();
    if (!changed) {
        return changed.error();
    }
    if (*changed == *f.approval) {
        return api::Unit{};
    }
    *f.approval = std::move(*changed);
    switch (fact.kind) {
        case FactKind::delegated: {
            const auto& given = *fact.delegation;
            approvalChanged(f, "approval.delegated",
                            given.to.empty() ? fact.by + " took it back"
                                             : fact.by + " to " + given.to + " until " + iso8601(given.until) +
                                                   because(given.comment));
            break;
        }
        case FactKind::snoozed:
            approvalChanged(f, "approval.snoozed",
                            fact.until == 0 ? fact.by + " no longer"
                                            : fact.by + " until " + iso8601(f.approval->snoozed.at(fact.by)));
            break;
        case FactKind::escalated:
            if (f.approval->onExpiry == api::ExpiryAction::escalate) {
                revoke(f.extra);  // what the due date was to bring has come; anything else still will
            }
            approvalChanged(f, "approval.escalated", fact.by + because(fact.text));
            break;
        default:
            approvalChanged(f, "approval.commented", fact.by);
            break;
    }
    return api::Unit{};
}

void Machine::State::expireApproval(Frame& f) {
    auto expired = expire(*f.approval, now);
    if (expired == *f.approval) {
        return;
    }
    *f.approval = std::move(expired);
    if (api::isOpen(f.approval->state)) {
        approvalChanged(f, "approval.escalated", "not decided in time");
        return;
    }
    settle(find(f.activity));
    approvalChanged(f, "approval.decided", "not decided in time");
    approvalClosed(f);
}

void Machine::State::approvalClosed(Frame& f) {
    f.activity = 0;
    revoke(f.extra);
    auto& transition = emit("approval.closed", f);
    transition.approval = f.approval->id;
    transition.detail = boost::describe::enum_to_string(f.approval->state, "");
    const auto approval = std::move(f.approval);
    if (approval->state == api::ApprovalState::expired) {
        approvalGave(f, {},
                     makeError("timeout",
                               "The approval \"" + approval->subject + "\" was not decided until " +
                                   iso8601(approval->dueAt) + ".",
                               {}));
    } else {
        approvalGave(f, makeData(approvalOutput(*approval)), {});
    }
}

void Machine::State::approvalGave(Frame& f, Data given, std::optional<api::WorkflowError> failure) {
    record("approval", f, given, failure);
    if (failure) {
        raise(f, std::move(*failure));
    } else {
        complete(f, std::move(given));
    }
}

}  // namespace beamline::core
