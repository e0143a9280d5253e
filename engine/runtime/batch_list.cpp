// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/batch_list.h"

#include <algorithm>
#include <future>
#include <unordered_set>

#include "engine/access/knowledge.h"
#include "engine/api/ids.h"
#include "engine/api/json_codec.h"
#include "engine/core/machine/machine.h"
#include "engine/runtime/access_desk.h"
#include "engine/runtime/batch_now.h"
#include "engine/runtime/rerun.h"
#include "engine/runtime/trace_context.h"
#include "engine/store/cursor.h"

namespace beamline::runtime {

using api::BatchAction;
using api::BatchOutcome;
using api::BatchState;
using api::Error;
using api::Phase;

namespace {

constexpr auto kLookWhetherItEnds = std::chrono::milliseconds(50);

Error badBatch(std::string message) {
    return {api::code::kInvalidArgument, std::move(message), {}, false};
}

Error noBatch(const std::string& id) {
    return {api::code::kNotFound, "There is no batch '" + id + "'. List the batches for their ids.", {}, false};
}

Error stopping() {
    return {api::code::kUnavailable, "The engine is stopping. Try again when it has started.", {}, true};
}

std::string noRun(const std::string& id) {
    return "There is no run '" + id + "'; it was removed or never was.";
}

BatchState stateOf(Phase phase) {
    switch (phase) {
        case Phase::suspended:
            return BatchState::paused;
        case Phase::completed:
            return BatchState::completed;
        case Phase::cancelled:
            return BatchState::stopped;
        case Phase::faulted:
            return BatchState::failed;
        default:
            return BatchState::running;
    }
}

std::string labelOf(const api::RunSummary& run, const char* name) {
    const auto found = run.labels.find(name);
    return found == run.labels.end() ? std::string() : found->second;
}

bool isBatch(const api::RunSummary& run) {
    return run.ns == api::kBatchNamespace && run.labels.contains(kBatchActionLabel);
}

/// As its last result says: what came behind that are pauses and the end.
api::Result<BatchCounts> countsOf(Services& services, const std::string& id) {
    const auto key = services.journal.findRun(id);
    if (!key) {
        return key.error();
    }
    api::Result<BatchCounts> counts = BatchCounts{};
    const auto read = services.journal.factsBack(*key, [&](const store::StoredFact& stored) {
        const auto fact = core::decodeFact(stored.payload);
        if (!fact) {
            counts = fact.error();
            return false;
        }
        const auto* result = fact->kind == core::FactKind::succeeded ? fact->data->if_object() : nullptr;
        if (const auto* so = result ? result->if_contains("so") : nullptr) {
            counts = api::fromJson<BatchCounts>(*so);
            return false;
        }
        return true;
    });
    return read ? counts : api::Result<BatchCounts>(read.error());
}

std::string undoWords(const api::Batch& batch) {
    const bool ended = batch.state != BatchState::running && batch.state != BatchState::paused;
    const bool reversible = batch.action == BatchAction::suspend || batch.action == BatchAction::resume;
    if (!ended || !reversible || batch.done == 0 || !batch.undoneBy.empty()) {
        return {};
    }
    return std::string(batch.action == BatchAction::suspend ? "resumes " : "suspends ") + std::to_string(batch.done) +
           (batch.done == 1 ? " run" : " runs");
}

api::Result<api::Batch> describe(Services& services, const api::RunSummary& run) {
    api::Batch batch;
    batch.id = run.id;
    boost::describe::enum_from_string(labelOf(run, kBatchActionLabel).c_str(), batch.action);
    batch.reason = labelOf(run, kBatchReasonLabel);
    batch.by = labelOf(run, kBatchByLabel);
    batch.selection = labelOf(run, kBatchSelectionLabel);
    batch.undoes = labelOf(run, kBatchUndoesLabel);
    batch.tenant = tenantOf(run.labels);
    if (const auto json = api::parseJson(labelOf(run, kBatchRerunLabel))) {
        const auto rerun = api::fromJson<api::BatchRerun>(*json);
        batch.rerun = rerun ? *rerun : api::BatchRerun();
    }
    batch.state = stateOf(run.phase);
    batch.createdAt = run.createdAt;
    batch.endedAt = run.endedAt;
    batch.total = std::strtoll(labelOf(run, kBatchTotalLabel).c_str(), nullptr, 10);
    const auto counts = countsOf(services, run.id);
    if (!counts) {
        return counts.error();
    }
    batch.done = counts->done;
    batch.refused = counts->refused;
    batch.failed = counts->failed;
    if (!undoWords(batch).empty()) {
        const auto undone = services.journal.findIdempotent(api::kBatchNamespace, undoKey(run.id));
        if (!undone) {
            return undone.error();
        }
        batch.undoneBy = *undone ? (**undone).first : std::string();
    }
    batch.undo = undoWords(batch);
    return batch;
}

api::BatchItem itemOf(const api::RunSummary& run) {
    return {run.id, run.workflow, run.phase, BatchOutcome::pending, {}, {}};
}

api::Result<std::vector<api::BatchItem>> itemsOf(Services& services, BatchAction action,
                                                 const std::vector<std::string>& runs,
                                                 const std::optional<api::NamespaceScope>& scope = {}) {
    auto known = services.journal.runSummaries(runs);
    if (!known) {
        return known.error();
    }
    std::vector<api::BatchItem> items;
    items.reserve(runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i) {
        auto& run = (*known)[i];
        if (run && scope && !scope->contains(run->ns)) {
            run.reset();
        }
        auto& item = items.emplace_back(run ? itemOf(*run) : api::BatchItem{runs[i], {}, {}, {}, {}, {}});
        item.message = run ? batchRefusal(action, *run) : noRun(runs[i]);
        item.outcome = item.message.empty() ? BatchOutcome::pending : BatchOutcome::refused;
    }
    return items;
}

api::Result<std::vector<api::BatchItem>> itemsThatFit(Services& services, BatchAction action,
                                                      const api::RunFilter& filter) {
    std::vector<api::BatchItem> items;
    api::ListRuns query;
    query.filter = filter;
    query.limit = api::kMaxPageSize;
    do {
        if (services.stopping) {
            return stopping();
        }
        const auto page = services.journal.listRuns(query);
        if (!page) {
            return page.error();
        }
        for (const auto& run : page->items) {
            auto& item = items.emplace_back(itemOf(run));
            item.message = batchRefusal(action, run);
            item.outcome = item.message.empty() ? BatchOutcome::pending : BatchOutcome::refused;
        }
        if (items.size() > static_cast<std::size_t>(api::kMaxBatchRuns)) {
            return badBatch("More than " + std::to_string(api::kMaxBatchRuns) +
                            " runs fit the filter, the most that one batch takes. Narrow it.");
        }
        query.after = page->next;
    } while (!query.after.empty());
    return items;
}

}  // namespace

std::optional<api::NamespaceScope> scopeOfBatch(Services& services, const std::string& tenant) {
    const auto known = services.access->book()->take();
    return known ? known->scopeOf(tenant) : api::NamespaceScope{};
}

std::string undoKey(const std::string& batch) {
    return "undo:" + batch;
}

bool caughtUp(Services& services, const std::function<bool()>& ending) {
    if (!services.clustered()) {
        return true;
    }
    const auto there = std::make_shared<std::promise<bool>>();
    auto known = there->get_future();
    services.journal.catchUp([there](const auto& reached) { there->set_value(reached.ok()); });
    while (known.wait_for(kLookWhetherItEnds) != std::future_status::ready) {
        if (ending()) {
            return false;
        }
    }
    return known.get();
}

std::string batchRefusal(BatchAction action, const api::RunSummary& run) {
    if (run.ns == api::kBatchNamespace) {
        return "This run is a batch itself, which is paused and stopped as one.";
    }
    if (api::applies(action, run.phase)) {
        return {};
    }
    const auto is = std::string("The run is ") + boost::describe::enum_to_string(run.phase, "") + "; ";
    switch (action) {
        case BatchAction::cancel:
            return is + (run.phase == Phase::faulted ? "it is discarded, or retried, instead."
                                                     : "only one that has not ended can be cancelled.");
        case BatchAction::suspend:
            return is + "only one that goes on can be suspended.";
        case BatchAction::resume:
            return is + "only a suspended one can be resumed.";
        case BatchAction::retry:
            return is + "only a faulted one can be retried.";
        case BatchAction::discard:
            return is + "only a faulted one can be discarded.";
        case BatchAction::rerun:
            break;
    }
    return is + "only one that has ended can be run again.";
}

api::Result<std::vector<api::BatchItem>> selectRuns(Services& services, BatchAction action,
                                                    const std::vector<std::string>& runs,
                                                    const std::optional<api::RunFilter>& filter,
                                                    const std::optional<api::NamespaceScope>& scope) {
    if (filter && !runs.empty()) {
        return badBatch("A batch takes either runs or a filter that chooses them. Give one of the two.");
    }
    if (!filter && runs.empty()) {
        return badBatch("No runs were named. Give their ids, or a filter that chooses them.");
    }
    if (runs.size() > static_cast<std::size_t>(api::kMaxBatchRuns)) {
        return badBatch(std::to_string(runs.size()) + " runs are more than the " + std::to_string(api::kMaxBatchRuns) +
                        " that one batch takes. Make several of it.");
    }
    if (filter) {
        auto within = *filter;
        within.scope = access::intersect(filter->scope, scope);
        return itemsThatFit(services, action, within);
    }
    std::vector<std::string> once;
    std::unordered_set<std::string_view> seen;
    for (const auto& run : runs) {
        if (seen.insert(run).second) {
            once.push_back(run);
        }
    }
    return itemsOf(services, action, once, scope);
}

namespace {
/// What stands in the way of running this one again, and what is not as it was.
void planItem(Services& services, const api::BatchRerun& how, api::BatchItem& item) {
    const auto refuse = [&item](const Error& error) {
        item.outcome = BatchOutcome::refused;
        item.message = error.message;
    };
    const auto before = runBefore(services, item.run);
    if (!before) {
        return refuse(before.error());
    }
    api::ListRuns since;
    since.filter.labels[api::kRerunLabel] = item.run;
    since.limit = 1;
    if (const auto again = services.journal.listRuns(since); again && !again->items.empty()) {
        item.message = "It was re-run already, as " + again->items.front().id + ".";
    }
    if (how.task.empty() || how.task == "/") {
        const auto definition = definitionFor(services, *before, how.version);
        return definition ? void() : refuse(definition.error());
    }
    const auto planned = planRerun(services, *before, how.version, {how.task, {}, {}, api::wallClock()});
    if (!planned) {
        return refuse(planned.error());
    }
    for (const auto& warning : planned->rerun.plan.warnings) {
        item.message += (item.message.empty() ? "" : " ") + warning.message;
    }
}

/// Answers of how many that come into question nobody has looked.
api::Result<std::int64_t> planItems(Services& services, const api::BatchRerun& how,
                                    std::vector<api::BatchItem>& items) {
    std::size_t planned = 0;
    std::int64_t left = 0;
    for (auto& item : items) {
        if (services.stopping) {
            return stopping();
        }
        if (item.outcome != BatchOutcome::pending) {
            continue;
        }
        if (planned++ < api::kMaxPlannedReruns) {
            planItem(services, how, item);
        } else {
            ++left;
        }
    }
    return left;
}
}  // namespace

api::Result<api::BatchPreviewReply> previewBatch(Services& services, const api::PreviewBatch& query) {
    api::BatchPreviewReply reply;
    reply.seq = services.journal.health().seq;  // before the runs are read: who follows events misses none of theirs
    auto items = selectRuns(services, query.action, query.runs, query.filter, query.scope);
    if (!items) {
        return items.error();
    }
    if (query.action == BatchAction::rerun) {
        const auto left = planItems(services, query.rerun, *items);
        if (!left) {
            return left.error();
        }
        reply.unplanned = *left;
    }
    reply.total = static_cast<std::int64_t>(items->size());
    const auto refused = [](const api::BatchItem& item) { return item.outcome == BatchOutcome::refused; };
    const auto first = std::stable_partition(items->begin(), items->end(), refused);
    reply.applicable = items->end() - first;
    items->resize(std::min(items->size(), static_cast<std::size_t>(api::kMaxPageSize)));
    reply.items = std::move(*items);
    return reply;
}

api::Result<api::Batch> readBatch(Services& services, const std::string& id) {
    const auto run = services.journal.runSummaries({id});
    if (!run) {
        return run.error();
    }
    return run->front() && isBatch(*run->front()) ? describe(services, *run->front())
                                                  : api::Result<api::Batch>(noBatch(id));
}

api::Result<api::BatchPage> listBatches(Services& services, const api::ListBatches& query) {
    api::ListRuns runs;
    runs.filter.ns = api::kBatchNamespace;
    runs.filter.workflow = kBatchWorkflow;
    if (!query.tenant.empty()) {
        runs.filter.labels[kTenantLabel] = query.tenant;
    }
    runs.limit = query.limit;
    runs.after = query.after;
    const auto found = services.journal.listRuns(runs);
    if (!found) {
        return found.error();
    }
    api::BatchPage page;
    page.next = found->next;
    page.seq = found->seq;
    for (const auto& run : found->items) {
        if (!isBatch(run)) {
            continue;
        }
        auto batch = describe(services, run);
        if (!batch) {
            return batch.error();
        }
        page.items.push_back(std::move(*batch));
    }
    return page;
}

api::Result<std::vector<api::BatchItem>> finishedItems(Services& services, const std::string& id) {
    const auto chunks = services.batchIndex.of(services.journal, id);
    if (!chunks) {
        return chunks.error();
    }
    std::vector<api::BatchItem> items;
    for (std::size_t i = 0; i < (*chunks)->told.size(); ++i) {
        auto step = readStep(services.journal, **chunks, i);
        if (!step) {
            services.batchIndex.forget(id);
            return step.error();
        }
        std::move(step->items.begin(), step->items.end(), std::back_inserter(items));
    }
    return items;
}

namespace {
/// How many of a chunk came to this.
std::int64_t countOf(const BatchChunks& chunks, std::size_t told, BatchOutcome outcome) {
    const auto of = [outcome](const BatchCounts& so) {
        return outcome == BatchOutcome::done      ? so.done
               : outcome == BatchOutcome::refused ? so.refused
               : outcome == BatchOutcome::failed  ? so.failed
                                                  : 0;
    };
    return of(chunks.told[told].so) - (told == 0 ? 0 : of(chunks.told[told - 1].so));
}

/// Of what is told, from the run number `at` on, which moves on behind what was looked at.
api::Result<api::Unit> takeFinished(Services& services, const BatchChunks& chunks,
                                    const std::optional<BatchOutcome>& outcome, std::size_t limit, std::size_t& at,
                                    std::vector<api::BatchItem>& items) {
    const auto first = std::upper_bound(chunks.told.begin(), chunks.told.end(), at,
                                        [](std::size_t place, const auto& told) { return place < told.end(); });
    for (auto told = static_cast<std::size_t>(first - chunks.told.begin());
         told < chunks.told.size() && items.size() < limit; ++told) {
        const auto end = chunks.told[told].end();
        if (outcome && countOf(chunks, told, *outcome) == 0) {
            at = end;
            continue;
        }
        auto step = readStep(services.journal, chunks, told);
        if (!step) {
            return step.error();
        }
        for (auto i = step->items.size() - std::min(step->items.size(), end - at);
             i < step->items.size() && items.size() < limit; ++i, ++at) {
            if (!outcome || *outcome == step->items[i].outcome) {
                items.push_back(std::move(step->items[i]));
            }
        }
    }
    return api::Unit{};
}

api::Result<api::BatchItemPage> readPage(Services& services, const api::ListBatchItems& query, std::size_t at) {
    api::BatchItemPage page;
    page.seq = services.journal.health().seq;
    const auto indexed = services.batchIndex.of(services.journal, query.batch);
    if (!indexed) {
        return indexed.error();
    }
    const auto& chunks = **indexed;
    const auto limit = static_cast<std::size_t>(store::pageLimit(query.limit));
    if (auto taken = takeFinished(services, chunks, query.outcome, limit, at, page.items); !taken) {
        return taken.error();
    }
    if (auto now = tellNow(services, page.items); !now) {
        return now.error();
    }
    if (query.outcome.value_or(BatchOutcome::pending) != BatchOutcome::pending) {
        at = page.items.size() < limit ? chunks.total : at;  // the rest is pending
    }
    std::vector<std::string> open;
    for (; at >= chunks.done() && at < chunks.total && page.items.size() + open.size() < limit; ++at) {
        open.push_back((*chunks.runs)[at]);
    }
    const auto batch = services.journal.runSummaries({query.batch});
    if (!batch) {
        return batch.error();
    }
    const auto tenant = batch->front() ? tenantOf(batch->front()->labels) : std::string();
    auto pending = itemsOf(services, chunks.action, open, scopeOfBatch(services, tenant));
    if (!pending) {
        return pending.error();
    }
    for (auto& item : *pending) {  // whether it will be refused is seen when its turn comes
        item.outcome = BatchOutcome::pending;
        item.message.clear();
        page.items.push_back(std::move(item));
    }
    if (at < chunks.total) {
        page.next = store::toCursor("batch." + query.batch, {{}, static_cast<std::int64_t>(at), 0, 0});
    }
    return page;
}
}  // namespace

api::Result<api::BatchDetail> getBatch(Services& services, const api::GetBatch& query) {
    api::BatchDetail detail;
    detail.seq = services.journal.health().seq;  // before the runs are read: who follows events misses none of theirs
    auto batch = readBatch(services, query.batch);
    if (!batch) {
        return batch.error();
    }
    detail.batch = std::move(*batch);
    if (!query.withNow) {
        return detail;
    }
    auto now = countNow(services, query.batch);
    if (!now) {
        return now.error();
    }
    detail.now = std::move(*now);
    return detail;
}

api::Result<api::BatchItemPage> listBatchItems(Services& services, const api::ListBatchItems& query) {
    const auto after = store::fromCursor("batch." + query.batch, query.after);
    if (!after) {
        return after.error();
    }
    if (const auto batch = readBatch(services, query.batch); !batch) {
        return batch.error();
    }
    const auto at = static_cast<std::size_t>(std::max<std::int64_t>(0, after->value_or(store::Place{}).first));
    auto page = readPage(services, query, at);
    if (!page && page.error().code == api::code::kCorrupt) {  // the journal may have become as another one was
        services.batchIndex.forget(query.batch);
        page = readPage(services, query, at);
    }
    return page;
}

}  // namespace beamline::runtime
