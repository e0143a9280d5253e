// SPDX-License-Identifier: Apache-2.0
// Commands about approvals: each becomes a fact of the run that asks.
#include <charconv>

#include "engine/api/ids.h"
#include "engine/core/approval/approval.h"
#include "engine/runtime/commands.h"

namespace beamline::runtime {

using api::Error;
namespace code = api::code;

namespace {
/// A claim says "I am at it" to the others; from somebody who may not decide it would only mislead. Nor is it for
/// others to turn to more people, or to put off what never waited for them.
bool isForDeciders(const core::Fact& fact) {
    return (fact.kind == core::FactKind::claimed && !fact.by.empty()) || fact.kind == core::FactKind::escalated ||
           (fact.kind == core::FactKind::snoozed && fact.until != 0);
}

core::Fact saidBy(const api::RequestContext& context, core::FactKind kind, std::string text = {}) {
    core::Fact fact;
    fact.kind = kind;
    fact.by = context.user;
    fact.text = std::move(text);
    return fact;
}
}  // namespace

void Commands::approve(core::Fact fact, const std::string& approval, const api::RequestContext& context,
                       Handler<api::ApprovalReply> done) {
    const auto dot = approval.rfind('.');
    const auto* end = approval.data() + approval.size();
    if (dot == std::string::npos || std::from_chars(approval.data() + dot + 1, end, fact.activity).ptr != end ||
        dot + 1 == approval.size()) {
        done(Error{code::kNotFound, "There is no approval '" + approval + "'. List them to see the ids.", {}, false});
        return;
    }
    auto before = m_services.journal.approval(approval);
    if (!before) {
        done(before.error());
        return;
    }
    if (isForDeciders(fact)) {
        const auto allowed = core::decidesFor(*before, context.user, context.groups, api::wallClock());
        if (!allowed) {
            done(allowed.error());
            return;
        }
    }
    if (fact.decision && !api::isOpen(before->state) && core::isRepeat(*before, *fact.decision)) {
        done(api::ApprovalReply{
            std::move(*before)});  // its first answer was lost; the run may have moved on, or be gone
        return;
    }
    const auto key = m_services.journal.findRun(before->run);
    if (!key) {
        done(key.error());
        return;
    }
    FactMessage message;
    message.key = *key;
    message.fact = std::move(fact);
    message.fact.at = api::wallClock();
    message.reply = [this, before = std::move(*before), decision = message.fact.decision,
                     done = std::move(done)](api::Result<Outcome> outcome) {
        if (outcome.ok()) {
            done(api::ApprovalReply{outcome->approval.value_or(before)});  // a repeat changes nothing
            return;
        }
        // Its first sending may have been on the way to the disk when this one looked.
        if (outcome.error().code == code::kConflict && decision) {
            m_services.journal.flush();  // one commit of waiting, on a path that is rare
            auto now = m_services.journal.approval(before.id);
            if (now && core::isRepeat(*now, *decision)) {
                done(api::ApprovalReply{std::move(*now)});
                return;
            }
            if (now && !api::isOpen(now->state)) {
                done(Error{code::kConflict,
                           std::string("This approval is already ") +
                               boost::describe::enum_to_string(now->state, "closed") + ".",
                           {},
                           false});
                return;
            }
            if (now && api::isOpen(now->state) && now->decisions == before.decisions) {
                done(Error{code::kUnavailable,
                           "Another decision was being stored and could not be. Send this one again.",
                           {},
                           true});
                return;
            }
        }
        done(outcome.error());
    };
    caf::anon_send(m_supervisor, std::move(message));
}

void Commands::handle(const api::ClaimApproval& command, const api::RequestContext& context,
                      Handler<api::ApprovalReply> done) {
    core::Fact fact;
    fact.kind = core::FactKind::claimed;
    fact.by = command.release ? std::string() : context.user;
    if (!command.release && context.user.empty()) {
        done(Error{code::kForbidden, "A claim needs a name: nobody is signed in.", {}, false});
        return;
    }
    approve(std::move(fact), command.approval, context, std::move(done));
}

void Commands::handle(const api::DecideApproval& command, const api::RequestContext& context,
                      Handler<api::ApprovalReply> done) {
    auto fact = saidBy(context, core::FactKind::decided);
    fact.decision = api::Decision{context.user,    context.groups,   api::wallClock(), command.outcome,
                                  command.comment, command.data,     command.hash,     {},
                                  command.batch,   command.batchSize};
    approve(std::move(fact), command.approval, context, std::move(done));
}

void Commands::handle(const api::CommentApproval& command, const api::RequestContext& context,
                      Handler<api::ApprovalReply> done) {
    approve(saidBy(context, core::FactKind::commented, command.text), command.approval, context, std::move(done));
}

void Commands::handle(const api::DelegateApproval& command, const api::RequestContext& context,
                      Handler<api::ApprovalReply> done) {
    auto fact = saidBy(context, core::FactKind::delegated);
    fact.delegation =
        api::Delegation{context.user, context.groups, command.to, api::wallClock(), command.until, command.comment};
    approve(std::move(fact), command.approval, context, std::move(done));
}

void Commands::handle(const api::EscalateApproval& command, const api::RequestContext& context,
                      Handler<api::ApprovalReply> done) {
    approve(saidBy(context, core::FactKind::escalated, command.comment), command.approval, context, std::move(done));
}

void Commands::handle(const api::SnoozeApproval& command, const api::RequestContext& context,
                      Handler<api::ApprovalReply> done) {
    auto fact = saidBy(context, core::FactKind::snoozed);
    fact.until = command.until;
    approve(std::move(fact), command.approval, context, std::move(done));
}

}  // namespace beamline::runtime
