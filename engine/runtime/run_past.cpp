// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/run_past.h"

#include <algorithm>

#include "engine/api/ids.h"
#include "engine/api/pointer.h"
#include "engine/core/archive/archive.h"
#include "engine/core/archive/past.h"
#include "engine/core/archive/task_past.h"
#include "engine/runtime/past_cache.h"
#include "engine/runtime/replay.h"
#include "engine/runtime/secrets.h"

namespace beamline::runtime {

namespace {
api::RunDetail detailOf(const core::Machine& machine) {
    api::RunDetail detail;
    detail.run = machine.summary();
    detail.input = machine.input() ? *machine.input() : api::Json();
    detail.output = machine.output() ? *machine.output() : api::Json();
    detail.tasks = machine.tasks();
    detail.dryRun = machine.dryRun() ? *machine.dryRun() : api::Json();
    detail.graph = machine.definition().graph;
    return detail;
}

/// The run after the `asOf`th entry of its history. In the middle of a step that is the state before the step and what
/// the entries of it say.
api::Result<api::RunDetail> runAsOf(PastIndex& past, std::int64_t asOf) {
    if (asOf < 1 || asOf > past.entries()) {
        return core::beyondHistory(asOf, past.entries());
    }
    return past.runAfter(asOf, &detailOf);
}

api::Result<api::TaskDetail> taskOf(PastIndex& past, const api::GetTask& query) {
    const auto& all = past.definition().tasks;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const core::Task& task) { return task.ref == query.task; });
    std::vector<api::TaskState> tasks;
    if (query.asOf != 0) {
        auto run = runAsOf(past, query.asOf);
        if (!run) {
            return run.error();
        }
        tasks = std::move(run->tasks);
    } else {
        tasks = past.machine().tasks();
    }
    const auto state =
        std::find_if(tasks.begin(), tasks.end(), [&](const api::TaskState& task) { return task.ref == query.task; });
    if (found == all.end() || state == tasks.end()) {
        return core::noSuchTask(query.task);
    }
    const auto index = static_cast<core::TaskIndex>(found - all.begin());
    const auto count = query.asOf != 0 ? query.asOf : past.entries();
    const auto iteration = query.iteration != 0 ? query.iteration : past.lastIteration(count, index);
    const auto concerns = [&](core::TaskIndex task, int) {  // those around it say who came back to it
        return task >= 0 && (api::isWithin(query.task, all[static_cast<std::size_t>(task)].ref) ||
                             api::isWithin(all[static_cast<std::size_t>(task)].ref, query.task));
    };
    core::TaskPast collector(query.task, query.iteration);
    const auto shown = past.show(
        count, concerns, [&](core::TaskIndex task, int times) { return task == index && times == iteration; },
        [&](const api::HistoryEntry& entry, const core::Json* data) { collector.see(entry, data); });
    if (!shown) {
        return shown.error();
    }
    collector.detail.state = std::move(*state);
    return std::move(collector.detail);
}

/// Asks the history of a run for something.
template <class T, class Question>
api::Result<T> askPast(Services& services, const std::string& run, const Question& question) {
    T found;
    const auto read = services.pasts.read(run, [&](PastIndex& past) {
        auto answer = question(past);
        if (!answer) {
            return api::Result<api::Unit>(answer.error());
        }
        found = std::move(*answer);
        return api::Result<api::Unit>(api::Unit{});
    });
    return read ? api::Result<T>(std::move(found)) : api::Result<T>(read.error());
}
}  // namespace

api::Result<api::RunDetail> readRun(Services& services, const api::GetRun& query, const api::RequestContext& context) {
    if (query.asOf != 0) {
        return askPast<api::RunDetail>(services, query.run, [&](PastIndex& past) { return runAsOf(past, query.asOf); });
    }
    auto replayed = replay(services, query.run, {});
    if (!replayed) {
        return replayed.error();
    }
    auto detail = detailOf(replayed->machine);
    detail.retry = replayed->machine.retryPoint();
    detail.seq = replayed->stored.facts.empty() ? 0 : replayed->stored.facts.back().seq;
    api::ListApprovals approvals;
    approvals.queue = api::ApprovalQueue::all;
    approvals.run = query.run;
    approvals.limit = api::kMaxPageSize;
    if (const auto page = services.journal.listApprovals(approvals, context.user, context.groups, 0)) {
        for (const bool open : {true, false}) {
            for (const auto& approval : page->items) {
                if (api::isOpen(approval.state) == open) {
                    detail.approvals.push_back(approval.id);
                }
            }
        }
    }
    return detail;
}

api::Result<api::TaskDetail> readTask(Services& services, const api::GetTask& query) {
    return askPast<api::TaskDetail>(services, query.run, [&](PastIndex& past) { return taskOf(past, query); });
}

api::Result<api::HistoryPage> readHistory(Services& services, const api::GetHistory& query) {
    return services.pasts.page(query);
}

namespace {
/// Functions get secrets and answer without them; here also what somebody typed in is looked through for them.
void hideSecrets(Services& services, const core::Data& words, api::Json& archive) {
    if (words) {
        if (const auto redaction = Redaction::of(services.options.secrets, words)) {
            archive = redaction->hide(archive);
        }
    }
}

api::Result<core::Archive> archiveOf(Services& services, const std::string& run, core::Data& words) {
    const auto key = services.journal.findRun(run);
    auto stored = key ? services.journal.loadRun(*key) : api::Result<store::StoredRun>(key.error());
    if (!stored) {
        return stored.error();
    }
    if (stored->row.summary.ns == api::kBatchNamespace) {
        return api::Error{
            api::code::kConflict, "This run is a batch, which cannot be exported. Export what it lists.", {}, false};
    }
    auto facts = services.journal.facts(stored->key);
    auto definition = services.definitions.byDigest(stored->definitionDigest);
    auto workflow = services.journal.workflowByDigest(stored->definitionDigest);
    if (!facts || !definition || !workflow) {
        return !facts ? facts.error() : !definition ? definition.error() : workflow.error();
    }
    const auto& summary = stored->row.summary;
    core::ArchiveWriter writer(*definition, {summary.id, summary.createdAt, summary.labels, stored->startedBy});
    for (const auto& one : *facts) {
        const auto fact = core::decodeFact(one.payload);
        const auto added = fact ? writer.add(*fact, one.seq) : api::Result<api::Unit>(fact.error());
        if (!added) {
            return added.error();
        }
    }
    words = writer.machine().secrets();
    auto archive = writer.finish();
    archive.workflow = std::move(workflow->info);
    archive.source = std::move(workflow->source);
    archive.resources = std::move(workflow->resources);
    return archive;
}
}  // namespace

api::Result<api::ExportReply> exportRun(Services& services, const api::ExportRun& query) {
    if (query.redact.size() > core::kMaxRedactedNames) {
        return api::Error{api::code::kInvalidArgument,
                          "At most " + std::to_string(core::kMaxRedactedNames) +
                              " names of members can be taken out of an archive. Leave out all data instead.",
                          {},
                          false};
    }
    core::Data words;
    auto archive = archiveOf(services, query.run, words);
    if (!archive) {
        return archive.error();
    }
    archive->version = BEAMLINE_VERSION;
    archive->engine = services.options.name;
    archive->takenAt = api::wallClock();
    core::redact(*archive, query.redact, query.withData);
    auto content = api::toJson(*archive);
    hideSecrets(services, words, content);
    auto clean = api::fromJson<core::Archive>(content);
    if (!clean) {
        return clean.error();
    }
    auto file = core::writeArchive(*clean);
    return file ? api::Result<api::ExportReply>(api::ExportReply{std::move(*file)})
                : api::Result<api::ExportReply>(file.error());
}

}  // namespace beamline::runtime
