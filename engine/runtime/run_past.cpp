// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/run_past.h"

#include <algorithm>

#include "engine/api/ids.h"
#include "engine/core/archive/archive.h"
#include "engine/core/archive/task_past.h"
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

/// Shows `use` each entry of a step, at most `limit` of them, and answers how many it showed.
std::int64_t entriesOf(const PastStep& past, std::int64_t limit,
                       const std::function<void(api::HistoryEntry, const core::Data&)>& use) {
    std::int64_t shown = 0;
    for (const auto& transition : past.step.transitions) {
        if (shown == limit) {
            break;
        }
        use(core::entryOf(past.definition, transition, past.seq, static_cast<int>(shown), past.fact.at),
            transition.data);
        ++shown;
    }
    return shown;
}
constexpr auto kAllEntries = std::numeric_limits<std::int64_t>::max();

/// The run after the `asOf`th entry of its history. In the middle of a step that is the state before the step and what
/// the entries of it say.
api::Result<api::RunDetail> readRunAsOf(Services& services, const std::string& run, std::int64_t asOf) {
    std::int64_t seen = 0;
    std::int64_t before = 0;  // entries before the last step
    api::Seq seq = 0;
    std::vector<std::pair<api::HistoryEntry, core::Data>> last;
    core::ApprovalsSeen approvals;
    const auto find = [&](const PastStep& past) {
        before = seen;
        const auto size = static_cast<std::int64_t>(past.step.transitions.size());
        const bool whole = asOf < 1 || before + size <= asOf;
        seen += entriesOf(past, whole ? size : asOf - before, [&](api::HistoryEntry entry, const core::Data& data) {
            for (const auto& effect : past.step.effects) {
                const auto* put = std::get_if<core::PutApproval>(&effect);
                if (put && entry.kind.starts_with("approval.") && put->approval.task == entry.task) {
                    approvals.see(put->approval);
                }
            }
            if (!whole) {
                last.emplace_back(std::move(entry), data);
            }
        });
        seq = past.seq;
        return whole && seen != asOf;
    };
    auto replayed = replay(services, run, find);
    if (!replayed) {
        return replayed.error();
    }
    if (seen != asOf || asOf < 1) {
        return core::beyondHistory(asOf, seen);
    }
    if (!last.empty()) {
        replayed = replay(services, run, {}, replayed->facts - 1);
        if (!replayed) {
            return replayed.error();
        }
    }
    auto detail = detailOf(replayed->machine);
    detail.seq = seq;
    detail.approvals = approvals.ids();
    for (const auto& [entry, data] : last) {
        core::advance(detail, entry, data.get());
    }
    return detail;
}
}  // namespace

api::Result<api::RunDetail> readRun(Services& services, const api::GetRun& query, const api::RequestContext& context) {
    if (query.asOf != 0) {
        return readRunAsOf(services, query.run, query.asOf);
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
    core::TaskPast collector(query.task, query.iteration);
    std::int64_t seen = 0;
    const auto limit = query.asOf != 0 ? query.asOf : kAllEntries;
    auto replayed = replay(services, query.run, [&](const PastStep& past) {
        seen += entriesOf(past, limit - seen, [&](const api::HistoryEntry& entry, const core::Data& data) {
            collector.see(entry, data.get());
        });
        return seen < limit;
    });
    if (!replayed) {
        return replayed.error();
    }
    auto tasks = replayed->machine.tasks();
    if (query.asOf != 0) {
        auto run = readRunAsOf(services, query.run, query.asOf);
        if (!run) {
            return run.error();
        }
        tasks = std::move(run->tasks);
    }
    for (auto& state : tasks) {
        if (state.ref == query.task) {
            collector.detail.state = std::move(state);
            return std::move(collector.detail);
        }
    }
    return core::noSuchTask(query.task);
}

api::Result<api::HistoryPage> readHistory(Services& services, const api::GetHistory& query) {
    core::HistoryPager pager(query);
    if (auto checked = pager.check(); !checked) {
        return checked.error();
    }
    const auto replayed = replay(services, query.run, [&](const PastStep& past) {
        entriesOf(past, kAllEntries,
                  [&](api::HistoryEntry entry, const core::Data& data) { pager.see(std::move(entry), data); });
        return true;
    });
    return replayed ? pager.page() : api::Result<api::HistoryPage>(replayed.error());
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
