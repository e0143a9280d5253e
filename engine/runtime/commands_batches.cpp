// SPDX-License-Identifier: Apache-2.0
// The commands on batches: each batch is a run of the engine's own workflow.
#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/api/moved.h"
#include "engine/api/text.h"
#include "engine/runtime/batch_list.h"
#include "engine/runtime/commands.h"
#include "engine/runtime/trace_context.h"

namespace beamline::runtime {

using api::BatchAction;
using api::BatchState;

namespace {

api::Error batchConflict(std::string message) {
    return {api::code::kConflict, std::move(message), {}, false};
}

std::string batchHash(const api::StartBatch& command) {
    auto copy = command;
    copy.idempotencyKey.clear();
    copy.scope.reset();  // what it takes in may change until it is asked again
    auto json = api::toJson(copy);
    if (copy.rerun == api::BatchRerun()) {
        json.get_object().erase("rerun");  // as it was hashed before there was any
    }
    return api::sha256(api::canonicalJson(json));
}

std::string chosen(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " run that was chosen" : " runs that were chosen");
}

/// Why what it did is not taken back.
std::string notUndone(const api::Batch& batch) {
    if (batch.action != BatchAction::suspend && batch.action != BatchAction::resume) {
        return std::string("What the action ") + boost::describe::enum_to_string(batch.action, "") +
               " did cannot be taken back. That is possible for suspend and resume alone.";
    }
    if (batch.state == BatchState::running || batch.state == BatchState::paused) {
        return "The batch has not ended. Stop it before you take back what it did.";
    }
    return batch.undoneBy.empty() ? "The batch has changed no run, so there is nothing to take back."
                                  : "The batch was taken back already, by batch " + batch.undoneBy + ".";
}

/// Why it cannot be controlled so; empty: it can.
std::string notControlled(const api::Batch& batch, api::BatchControl control) {
    const bool paused = batch.state == BatchState::paused;
    switch (control) {
        case api::BatchControl::undo:
            return batch.undo.empty() ? notUndone(batch) : "";
        case api::BatchControl::resume:
            return paused || batch.state == BatchState::failed ? ""
                   : batch.state == BatchState::running        ? "The batch is not paused."
                                                               : "The batch has ended.";
        case api::BatchControl::pause:
            if (paused) {
                return "The batch is paused already.";
            }
            break;
        case api::BatchControl::stop:
            break;
    }
    return paused || batch.state == BatchState::running ? "" : "The batch has ended.";
}

}  // namespace

void Commands::handle(const api::StartBatch& command, const api::RequestContext& context,
                      Handler<api::BatchReply> done) {
    const auto& texts = {&command.reason, &command.selection, &command.rerun.version, &command.rerun.task};
    if (std::any_of(texts.begin(), texts.end(), [](const auto* text) { return text->size() > kMaxBatchTextBytes; })) {
        done(api::Error{api::code::kInvalidArgument,
                        "The reason, the selection, the version and the task of a batch may have " +
                            std::to_string(kMaxBatchTextBytes) + " bytes each. Shorten them.",
                        {},
                        false});
        return;
    }
    if (command.action != BatchAction::rerun && command.rerun != api::BatchRerun()) {
        done(api::Error{api::code::kInvalidArgument,
                        "A version, a task and whether to discard are for the action rerun alone. Leave them out.",
                        {},
                        false});
        return;
    }
    BatchOrder order;
    order.key = command.idempotencyKey;
    if (!order.key.empty() && !context.tenant.empty()) {
        order.key = context.tenant + '/' + order.key;  // keys of one tenant say nothing to another
    }
    order.hash = order.key.empty() ? std::string() : batchHash(command);
    if (auto answer = repeatedBatch(order)) {
        done(std::move(*answer));
        return;
    }
    const auto tooLate = [&] {
        return m_services.stopping || (context.deadline != 0 && context.deadline <= api::wallClock());
    };
    if (command.filter && !caughtUp(m_services, tooLate)) {
        done(api::Error{api::code::kUnavailable,
                        "What the other nodes have done cannot be read now, so it is not clear which runs fit the "
                        "filter; nothing was started. Try again shortly.",
                        {},
                        true});
        return;
    }
    auto items = selectRuns(m_services, command.action, command.runs, command.filter, command.scope);
    if (!items) {
        done(items.error());
        return;
    }
    if (items->empty()) {
        done(batchConflict("No run fits the filter, so nothing was started."));
        return;
    }
    order.action = command.action;
    order.rerun = command.rerun;
    order.reason = command.reason;
    order.selection = !command.selection.empty() ? command.selection
                      : command.filter           ? std::to_string(items->size()) + " runs that fit a filter"
                                                 : chosen(items->size());
    const bool narrowed = command.scope && context.tenant.empty();  // of a tenant it follows from whose the batch is
    for (auto& item : *items) {
        if (!narrowed || !item.workflow.empty()) {
            order.runs.push_back(std::move(item.run));
        }
    }
    if (order.runs.empty()) {
        done(batchConflict("No run that was named is there, so nothing was started."));
        return;
    }
    startBatch(order, context, std::move(done));
}

std::optional<api::Result<api::BatchReply>> Commands::repeatedBatch(const BatchOrder& order) {
    if (order.key.empty()) {
        return std::nullopt;
    }
    const auto before = repeated(api::kBatchNamespace, order.key, order.hash);
    if (!before) {
        return std::nullopt;
    }
    return before->ok() ? batchReply((*before)->run) : api::Result<api::BatchReply>(before->error());
}

api::Result<api::BatchReply> Commands::batchReply(const std::string& id) {
    auto batch = readBatch(m_services, id);
    return batch ? api::BatchReply{std::move(*batch)} : api::Result<api::BatchReply>(batch.error());
}

void Commands::startBatch(const BatchOrder& order, const api::RequestContext& context, Handler<api::BatchReply> done,
                          int tries) {
    StartMessage message;
    auto& labels = message.identity.labels;
    if (auto refused = labelOrigin(context, labels)) {
        done(api::Error{api::code::kInvalidArgument, std::move(*refused), {}, false});
        return;
    }
    const auto now = api::wallClock();
    auto id = newRunId(now, kAnyShard);
    if (id.empty()) {
        done(api::movedError("Runs are carried on by another node of the cluster. Ask that one."));
        return;
    }
    BatchInput input;
    input.request = {order.action, order.reason, context, now, order.rerun};
    input.request.who.deadline = 0;
    for (std::size_t at = 0; at < order.runs.size(); at += kBatchChunk) {
        const auto first = order.runs.begin() + static_cast<std::ptrdiff_t>(at);
        const auto count = std::min(kBatchChunk, order.runs.size() - at);
        input.chunks.emplace_back(first, first + static_cast<std::ptrdiff_t>(count));
    }
    for (const auto& [name, value] :
         {std::pair(kBatchByLabel, &context.user), std::pair(kBatchReasonLabel, &order.reason),
          std::pair(kBatchSelectionLabel, &order.selection), std::pair(kBatchUndoesLabel, &order.undoes)}) {
        if (!value->empty()) {
            labels[name] = *value;
        }
    }
    labels[kBatchActionLabel] = boost::describe::enum_to_string(order.action, "");
    labels[kBatchTotalLabel] = std::to_string(order.runs.size());
    if (order.action == BatchAction::rerun) {
        labels[kBatchRerunLabel] = boost::json::serialize(api::toJson(order.rerun));
    }
    message.definition = batchDefinition();
    message.create.definitionDigest = message.definition->info.digest;
    message.create.startedBy = context.user;
    message.create.idempotencyKey = order.key;
    message.create.idempotencyHash = order.hash;
    message.key = m_services.journal.reserveRun(id);
    message.identity.id = id;
    message.identity.createdAt = now;
    message.identity.startedBy = context.user;
    message.input = core::makeData(api::toJson(input));
    message.reply = [this, order, context, tries, id = std::move(id), done = std::move(done)](const auto& outcome) {
        if (outcome.ok()) {
            done(batchReply(id));
            return;
        }
        const bool conflict = outcome.error().code == api::code::kConflict;
        auto answer = conflict ? repeatedBatch(order) : std::nullopt;
        if (answer) {
            done(std::move(*answer));
        } else if (conflict && m_services.clustered() && tries < kMaxStartTries) {
            startBatch(order, context, done, tries + 1);  // another node has made a run of this number
        } else {
            done(outcome.error());
        }
    };
    begin(message);
}

void Commands::handle(const api::ControlBatch& command, const api::RequestContext& context,
                      Handler<api::BatchReply> done) {
    const auto batch = readBatch(m_services, command.batch);
    if (!batch) {
        done(batch.error());
        return;
    }
    if (auto why = notControlled(*batch, command.control); !why.empty()) {
        done(batchConflict(std::move(why)));
        return;
    }
    if (command.control == api::BatchControl::undo) {
        undoBatch(*batch, command.reason, context, std::move(done));
        return;
    }
    const auto kind = command.control == api::BatchControl::pause  ? core::FactKind::suspended
                      : command.control == api::BatchControl::stop ? core::FactKind::cancelled
                      : batch->state == BatchState::failed         ? core::FactKind::retried
                                                                   : core::FactKind::resumed;
    control(kind, command.batch, command.reason, context,
            [this, id = command.batch, done = std::move(done)](const auto& reply) {
                done(reply.ok() ? batchReply(id) : api::Result<api::BatchReply>(reply.error()));
            });
}

void Commands::undoBatch(const api::Batch& batch, const std::string& reason, const api::RequestContext& context,
                         Handler<api::BatchReply> done) {
    const auto items = finishedItems(m_services, batch.id);
    if (!items) {
        done(items.error());
        return;
    }
    BatchOrder order;
    order.action = batch.action == BatchAction::suspend ? BatchAction::resume : BatchAction::suspend;
    order.reason = reason;
    order.undoes = batch.id;
    order.key = undoKey(batch.id);
    order.hash = "undo";
    for (const auto& item : *items) {
        if (item.outcome == api::BatchOutcome::done) {
            order.runs.push_back(item.run);
        }
    }
    order.selection = std::to_string(order.runs.size()) + (order.runs.size() == 1 ? " run" : " runs") + " that batch " +
                      batch.id + (batch.action == BatchAction::suspend ? " suspended" : " resumed");
    startBatch(order, context, std::move(done));
}

}  // namespace beamline::runtime
