// SPDX-License-Identifier: Apache-2.0
// What the fixture knows of batches. Each is done when it is started, unless holdBatches() says otherwise.
#include <algorithm>

#include "engine/api/ids.h"
#include "tests/ui/fixture_engine.h"
#include "tests/ui/fixture_paging.h"

namespace beamline::test {

namespace {

using api::BatchAction;
using api::BatchOutcome;
using api::BatchState;
using api::Phase;

/// Why the action is nothing for a run in this phase; empty: it is.
std::string batchRefusal(BatchAction action, Phase phase) {
    const std::string is = std::string("The run is ") + boost::describe::enum_to_string(phase, "") + ": ";
    const bool ended = api::isFinal(phase);
    switch (action) {
        case BatchAction::cancel:
            return ended ? is + "only one that has not ended can be cancelled." : "";
        case BatchAction::suspend:
            return ended || phase == Phase::suspended ? is + "only one that goes on can be suspended." : "";
        case BatchAction::resume:
            return phase != Phase::suspended ? is + "only a suspended one can be resumed." : "";
        case BatchAction::retry:
            return phase != Phase::faulted ? is + "only a faulted one can be retried." : "";
        case BatchAction::discard:
            return phase != Phase::faulted ? is + "only a faulted one can be discarded." : "";
        case BatchAction::rerun:
            break;
    }
    return ended ? "" : is + "only one that has ended can be run again.";
}

/// A conflict in these words.
api::Error batchConflict(std::string message) {
    return {api::code::kConflict, std::move(message), {}, false};
}

bool batchEnded(const api::Batch& batch) {
    return batch.state != BatchState::running && batch.state != BatchState::paused;
}

void describeUndo(api::Batch& batch) {
    const bool can = batchEnded(batch) && batch.done > 0 && batch.undoneBy.empty() &&
                     (batch.action == BatchAction::suspend || batch.action == BatchAction::resume);
    batch.undo = can ? std::string(batch.action == BatchAction::suspend ? "resumes " : "suspends ") +
                           std::to_string(batch.done) + (batch.done == 1 ? " run" : " runs")
                     : "";
}

}  // namespace

std::vector<api::BatchItem> FixtureEngine::itemsOf(BatchAction action, const std::vector<std::string>& ids,
                                                   const std::optional<api::RunFilter>& filter) const {
    std::vector<api::BatchItem> items;
    if (filter) {
        for (const auto& run : runs(*filter, true)) {
            items.push_back({run.id, run.workflow, run.phase, BatchOutcome::pending, {}, {}});
        }
    }
    std::lock_guard lock(m_mutex);
    for (const auto& id : filter ? std::vector<std::string>() : ids) {
        const auto found = m_runs.find(id);
        auto& item = items.emplace_back();
        item.run = id;
        if (found == m_runs.end()) {
            item.outcome = BatchOutcome::refused;
            item.message = "There is no run " + id + ".";
        } else {
            item.workflow = found->second.run.workflow;
            item.phase = found->second.run.phase;
        }
    }
    for (auto& item : items) {
        if (item.message.empty() && !(item.message = batchRefusal(action, item.phase)).empty()) {
            item.outcome = BatchOutcome::refused;
        }
    }
    return items;
}

FixtureEngine::Answer FixtureEngine::answer(const api::PreviewBatch& op) {
    auto items = itemsOf(op.action, op.runs, op.filter);
    for (auto& item : items) {
        if (op.rerun != api::BatchRerun() && item.outcome == BatchOutcome::pending) {
            const auto version = op.rerun.version == api::kLatestVersion ? std::string() : op.rerun.version;
            const auto planned = answer(api::PlanRerun{item.run, "/", version});
            item.outcome = planned.ok() ? BatchOutcome::pending : BatchOutcome::refused;
            item.message = planned.ok() ? std::string() : planned.error().message;
        }
    }
    api::BatchPreviewReply reply;
    reply.total = static_cast<std::int64_t>(items.size());
    std::stable_sort(items.begin(), items.end(), [](const auto& a, const auto& b) {
        return a.outcome == BatchOutcome::refused && b.outcome != BatchOutcome::refused;
    });
    reply.applicable = std::count_if(items.begin(), items.end(),
                                     [](const auto& item) { return item.outcome == BatchOutcome::pending; });
    items.resize(std::min(items.size(), static_cast<std::size_t>(api::kMaxPageSize)));
    reply.items = std::move(items);
    std::lock_guard lock(m_mutex);
    reply.seq = m_seq;
    return api::Reply(std::move(reply));
}

FixtureEngine::Answer FixtureEngine::answer(const api::StartBatch& op) {
    auto items = itemsOf(op.action, op.runs, op.filter);
    if (items.empty()) {
        return api::Error{
            api::code::kInvalidArgument, "No run was chosen, so there is nothing to do. Name some.", {}, false};
    }
    for (auto& item : items) {  // which ones are refused is seen when their turn comes
        item.outcome = BatchOutcome::pending;
        item.message.clear();
    }
    KeptBatch kept;
    kept.batch.action = op.action;
    kept.batch.reason = op.reason;
    kept.batch.selection = op.selection;
    kept.batch.rerun = op.rerun;
    kept.items = std::move(items);
    return api::Reply(api::BatchReply{begin(std::move(kept))});
}

api::Batch FixtureEngine::begin(KeptBatch kept) {
    bool held = false;
    {
        std::lock_guard lock(m_mutex);
        auto& batch = kept.batch;
        batch.createdAt = m_now != 0 ? m_now : api::wallClock();
        batch.id = api::newUlid(batch.createdAt);
        batch.by = m_user;
        batch.total = static_cast<std::int64_t>(kept.items.size());
        batch.selection = batch.selection.empty() ? std::to_string(batch.total) + " chosen runs" : batch.selection;
        held = m_batchesHeld;
        m_batches.push_back(kept);
    }
    tellBatch(kept.batch, "run.created");
    if (!held) {
        advanceBatch(kept.batch.id, kept.batch.total);
    }
    std::lock_guard lock(m_mutex);
    return findBatch(kept.batch.id)->batch;
}

FixtureEngine::KeptBatch* FixtureEngine::findBatch(const std::string& id) {
    const auto found =
        std::find_if(m_batches.begin(), m_batches.end(), [&](const auto& kept) { return kept.batch.id == id; });
    return found == m_batches.end() ? nullptr : &*found;
}

void FixtureEngine::put(const api::Batch& batch, std::vector<api::BatchItem> items) {
    {
        std::lock_guard lock(m_mutex);
        auto* known = findBatch(batch.id);
        (known ? *known : m_batches.emplace_back()) = {batch, std::move(items)};
    }
    tellBatch(batch, "run.created");
}

/// As the run tells it that does the batch.
void FixtureEngine::tellBatch(const api::Batch& batch, const std::string& kind) {
    api::RunSummary run;
    run.id = batch.id;
    run.ns = api::kBatchNamespace;
    run.workflow = "batch";
    run.version = "1.0.0";
    run.createdAt = run.startedAt = batch.createdAt;
    run.endedAt = batch.endedAt;
    run.phase = batch.state == BatchState::paused      ? Phase::suspended
                : batch.state == BatchState::completed ? Phase::completed
                : batch.state == BatchState::stopped   ? Phase::cancelled
                : batch.state == BatchState::failed    ? Phase::faulted
                                                       : Phase::running;
    auto event = eventOf(run, kind);
    if (kind.starts_with("task.")) {
        event.summary.reset();
    }
    publish(std::move(event));
}

void FixtureEngine::advanceBatch(const std::string& id, std::int64_t count) {
    while (count-- > 0) {
        api::BatchItem item;
        api::Batch batch;
        std::size_t at = 0;
        {
            std::lock_guard lock(m_mutex);
            const auto* kept = findBatch(id);
            if (!kept || kept->batch.state != BatchState::running) {
                return;
            }
            batch = kept->batch;
            at = static_cast<std::size_t>(batch.done + batch.refused + batch.failed);
            item = kept->items[at];
        }
        carryOut(batch, item);
        bool ended = false;
        {
            std::lock_guard lock(m_mutex);
            auto& kept = *findBatch(id);
            ++(item.outcome == BatchOutcome::done ? kept.batch.done : kept.batch.refused);
            kept.items[at] = std::move(item);
            ended = at + 1 == kept.items.size();
            if (ended) {
                kept.batch.state = BatchState::completed;
                kept.batch.endedAt = m_now != 0 ? m_now : api::wallClock();
                describeUndo(kept.batch);
            }
            batch = kept.batch;
        }
        tellBatch(batch, ended ? "run.completed" : "task.completed");
    }
}

void FixtureEngine::carryOut(const api::Batch& batch, api::BatchItem& item) {
    api::StartRun start;
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_runs.find(item.run);
        if (found != m_runs.end()) {
            const auto& run = found->second.run;
            item.phase = run.phase;
            start = {run.ns, run.workflow, run.version, found->second.input, run.labels, {}, 0, {}};
            start.labels[api::kRerunLabel] = item.run;
            const auto& version = batch.rerun.version;
            start.version = version == api::kLatestVersion ? std::string() : version.empty() ? run.version : version;
        }
        item.message =
            found == m_runs.end() ? "There is no run " + item.run + "." : batchRefusal(batch.action, item.phase);
        item.outcome = item.message.empty() ? BatchOutcome::done : BatchOutcome::refused;
    }
    if (item.outcome != BatchOutcome::done) {
        return;
    }
    if (batch.action == BatchAction::rerun) {
        item.made = std::get<api::StartReply>(*answer(start)).run;
        if (batch.rerun.discard && item.phase == Phase::faulted) {
            static_cast<void>(setPhase(item.run, Phase::cancelled, "Re-run as " + item.made));
        }
        return;
    }
    const bool goesOn = batch.action == BatchAction::resume || batch.action == BatchAction::retry;
    const auto phase = goesOn                                 ? Phase::running
                       : batch.action == BatchAction::suspend ? Phase::suspended
                                                              : Phase::cancelled;
    static_cast<void>(setPhase(item.run, phase, goesOn ? std::string() : batch.reason));
}

FixtureEngine::Answer FixtureEngine::answer(const api::ControlBatch& op) {
    api::Batch batch;
    {
        std::lock_guard lock(m_mutex);
        auto* kept = findBatch(op.batch);
        if (!kept) {
            return notFound("batch", op.batch);
        }
        auto& now = kept->batch;
        const bool runs = now.state == BatchState::running;
        if (op.control == api::BatchControl::undo) {
            if (now.undo.empty()) {
                return batchConflict(!now.undoneBy.empty() ? "The batch was undone by " + now.undoneBy + "."
                                                           : "What this batch did cannot be taken back.");
            }
        } else if (batchEnded(now) && !(now.state == BatchState::failed && op.control == api::BatchControl::resume)) {
            return batchConflict("The batch has ended.");
        } else if (runs == (op.control == api::BatchControl::resume)) {
            if (op.control != api::BatchControl::stop) {
                return batchConflict(runs ? "The batch is not paused." : "The batch is paused already.");
            }
        }
        now.state = op.control == api::BatchControl::pause    ? BatchState::paused
                    : op.control == api::BatchControl::resume ? BatchState::running
                    : op.control == api::BatchControl::stop   ? BatchState::stopped
                                                              : now.state;
        if (op.control == api::BatchControl::stop) {
            now.endedAt = m_now != 0 ? m_now : api::wallClock();
            describeUndo(now);
        }
        batch = now;
    }
    if (op.control == api::BatchControl::undo) {
        return undo(batch, op.reason);
    }
    tellBatch(batch, op.control == api::BatchControl::pause    ? "run.suspended"
                     : op.control == api::BatchControl::resume ? "run.resumed"
                                                               : "run.cancelled");
    return api::Reply(api::BatchReply{batch});
}

FixtureEngine::Answer FixtureEngine::undo(const api::Batch& batch, const std::string& reason) {
    KeptBatch back;
    back.batch.action = batch.action == BatchAction::suspend ? BatchAction::resume : BatchAction::suspend;
    back.batch.reason = reason;
    back.batch.undoes = batch.id;
    back.batch.selection = "the runs of batch " + batch.id;
    {
        std::lock_guard lock(m_mutex);
        for (const auto& item : findBatch(batch.id)->items) {
            if (item.outcome == BatchOutcome::done) {
                back.items.push_back({item.run, item.workflow, item.phase, BatchOutcome::pending, {}, {}});
            }
        }
    }
    const auto begun = begin(std::move(back));
    std::lock_guard lock(m_mutex);
    auto& kept = findBatch(batch.id)->batch;
    kept.undoneBy = begun.id;
    describeUndo(kept);
    return api::Reply(api::BatchReply{begun});
}

FixtureEngine::Answer FixtureEngine::answer(const api::ListBatches& op) {
    std::lock_guard lock(m_mutex);
    std::vector<api::Batch> all;
    for (auto kept = m_batches.rbegin(); kept != m_batches.rend(); ++kept) {
        all.push_back(kept->batch);
    }
    return api::Reply(cut<api::BatchPage>(
        std::move(all), op.limit, op.after, [](const auto& batch) { return batch.id; }, m_seq));
}

/// With what has become of their runs.
std::vector<api::BatchItem> FixtureEngine::itemsNow(const KeptBatch& kept) const {
    auto items = kept.items;
    for (auto& item : items) {
        const auto run = m_runs.find(item.made.empty() ? item.run : item.made);
        if (item.outcome == BatchOutcome::done && run != m_runs.end()) {
            item.now = run->second.run.phase;
        }
    }
    return items;
}

FixtureEngine::Answer FixtureEngine::answer(const api::GetBatch& op) {
    std::lock_guard lock(m_mutex);
    const auto* kept = findBatch(op.batch);
    if (!kept) {
        return notFound("batch", op.batch);
    }
    api::BatchDetail detail{kept->batch, {}, m_seq};
    for (const auto& item : op.withNow ? itemsNow(*kept) : std::vector<api::BatchItem>()) {
        if (item.outcome == BatchOutcome::done) {
            ++detail.now[item.now ? boost::describe::enum_to_string(*item.now, "") : "removed"];
        }
    }
    return api::Reply(std::move(detail));
}

FixtureEngine::Answer FixtureEngine::answer(const api::ListBatchItems& op) {
    std::lock_guard lock(m_mutex);
    const auto* kept = findBatch(op.batch);
    if (!kept) {
        return notFound("batch", op.batch);
    }
    auto items = itemsNow(*kept);
    std::erase_if(items, [&](const auto& item) { return op.outcome && item.outcome != *op.outcome; });
    return api::Reply(cut<api::BatchItemPage>(
        std::move(items), op.limit, op.after, [](const auto& item) { return item.run; }, m_seq));
}

}  // namespace beamline::test
