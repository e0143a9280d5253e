// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/queries.h"

#include <algorithm>
#include <charconv>

#include "engine/api/json_codec.h"
#include "engine/core/machine/dry_run.h"
#include "engine/runtime/cluster_view.h"
#include "engine/runtime/definition_reader.h"
#include "engine/runtime/replay.h"
#include "engine/runtime/scheduler.h"
#include "engine/runtime/task_past.h"

namespace beamline::runtime {

void Queries::validate(const api::ValidateWorkflow& query, std::function<void(api::Result<api::ValidateReply>)> done) {
    m_services.reader->read(query.source, false, [this, done = std::move(done)](api::Result<ReadDefinition> read) {
        if (!read) {
            done(read.error());
            return;
        }
        auto& parsed = read->parsed;
        api::ValidateReply reply;
        reply.valid = parsed.definition != nullptr;
        reply.problems = std::move(parsed.problems);
        reply.workflow = std::move(parsed.info);
        if (parsed.definition) {
            reply.graph = parsed.definition->graph;
            if (!parsed.definition->external) {  // what external text it will have is known when it is deployed
                m_services.definitions.put(parsed.definition);  // most validated texts are deployed next
            }
        }
        done(std::move(reply));
    });
}

api::Result<api::WorkflowPage> Queries::handle(const api::ListWorkflows& query, const api::RequestContext&) {
    return m_services.journal.listWorkflows(query);
}

api::Result<api::WorkflowDetail> Queries::handle(const api::GetWorkflow& query, const api::RequestContext&) {
    auto stored = m_services.journal.workflow(query.ns, query.name, query.version);
    if (!stored) {
        return stored.error();
    }
    api::WorkflowDetail detail;
    detail.info = stored->info;
    detail.source = stored->source;
    if (const auto definition = m_services.definitions.byDigest(stored->info.digest)) {
        detail.graph = (*definition)->graph;
    }
    return detail;
}

api::Result<api::MocksReply> Queries::handle(const api::SuggestMocks& query, const api::RequestContext&) {
    auto definition = m_services.definitions.byName(query.ns, query.workflow, query.version);
    if (!definition) {
        return definition.error();
    }
    return api::MocksReply{core::suggestMocks(**definition)};
}

api::Result<api::FunctionPage> Queries::handle(const api::ListFunctions&, const api::RequestContext&) {
    api::FunctionPage page;
    page.items = m_services.registry.list();
    return page;
}

api::Result<api::RunPage> Queries::handle(const api::ListRuns& query, const api::RequestContext&) {
    return m_services.journal.listRuns(query);
}

api::Result<api::RunCounts> Queries::handle(const api::CountRuns&, const api::RequestContext&) {
    return m_services.journal.countRuns();
}

api::Result<api::RunDetail> Queries::handle(const api::GetRun& query, const api::RequestContext& context) {
    auto replayed = replay(m_services, query.run, {});
    if (!replayed) {
        return replayed.error();
    }
    api::RunDetail detail;
    const auto& machine = replayed->machine;
    detail.run = machine.summary();
    detail.input = machine.input() ? *machine.input() : api::Json();
    detail.output = machine.output() ? *machine.output() : api::Json();
    detail.tasks = machine.tasks();
    detail.retry = machine.retryPoint();
    detail.dryRun = machine.dryRun() ? *machine.dryRun() : api::Json();
    detail.graph = machine.definition().graph;
    detail.seq = replayed->stored.facts.empty() ? 0 : replayed->stored.facts.back().seq;
    api::ListApprovals approvals;
    approvals.queue = api::ApprovalQueue::all;
    approvals.run = query.run;
    approvals.limit = api::kMaxPageSize;
    if (const auto page = m_services.journal.listApprovals(approvals, context.user, context.groups)) {
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

api::Result<api::TaskDetail> Queries::handle(const api::GetTask& query, const api::RequestContext&) {
    TaskPast collector(query.task, query.iteration);
    auto replayed = replay(m_services, query.run, [&](const PastTransition& past) { collector.see(past); });
    if (!replayed) {
        return replayed.error();
    }
    for (auto& state : replayed->machine.tasks()) {
        if (state.ref == query.task) {
            collector.detail.state = std::move(state);
            return std::move(collector.detail);
        }
    }
    return api::Error{
        api::code::kNotFound,
        "The run's workflow has no task " + query.task + ". A task is named by its reference, such as /do/0/name.",
        {},
        false};
}

namespace {
struct PastEntry {
    api::HistoryEntry entry;
    core::Data data;
};

PastEntry entryOf(const PastTransition& past) {
    PastEntry result;
    auto& entry = result.entry;
    entry.seq = past.seq;
    entry.index = past.index;
    entry.at = past.fact.at;
    entry.kind = past.transition.kind;
    if (past.transition.task >= 0) {
        const auto& task = past.definition.task(past.transition.task);
        entry.task = task.ref;
        entry.name = task.name;
    }
    entry.iteration = past.transition.iteration;
    entry.attempt = past.transition.attempt;
    entry.detail = past.transition.detail;
    result.data = past.transition.data;
    return result;
}

/// A history cursor is "<seq>.<index>" of the last entry shown.
std::optional<std::pair<api::Seq, int>> parseCursor(const std::string& text) {
    std::pair<api::Seq, int> key;
    const auto* end = text.data() + text.size();
    auto [rest, error] = std::from_chars(text.data(), end, key.first);
    if (error != std::errc() || rest == end || *rest != '.') {
        return std::nullopt;
    }
    auto [last, error2] = std::from_chars(rest + 1, end, key.second);
    return error2 == std::errc() && last == end ? std::optional(key) : std::nullopt;
}
}  // namespace

api::Result<api::HistoryPage> Queries::handle(const api::GetHistory& query, const api::RequestContext&) {
    std::optional<std::pair<api::Seq, int>> after;
    if (!query.after.empty() && !(after = parseCursor(query.after))) {
        return api::Error{api::code::kInvalidArgument,
                          "'" + query.after + "' is not a cursor of this list. Use `next` of the page before.",
                          {},
                          false};
    }
    std::vector<PastEntry> entries;
    api::HistoryPage page;
    const auto replayed = replay(m_services, query.run, [&](const PastTransition& past) {
        page.seq = past.seq;
        const std::pair<api::Seq, int> key{past.seq, past.index};
        const bool wanted = query.kind.empty() || past.transition.kind == query.kind;
        if (wanted && (!after || (query.descending ? key < *after : key > *after))) {
            entries.push_back(entryOf(past));
        }
    });
    if (!replayed) {
        return replayed.error();
    }
    if (query.descending) {
        std::reverse(entries.begin(), entries.end());
    }
    const auto limit = static_cast<std::size_t>(std::clamp(query.limit, 1, api::kMaxPageSize));
    if (entries.size() > limit) {
        entries.resize(limit);
        page.next = std::to_string(entries.back().entry.seq) + '.' + std::to_string(entries.back().entry.index);
    }
    for (auto& past : entries) {
        if (query.withData && past.data) {
            past.entry.data = *past.data;
        }
        page.items.push_back(std::move(past.entry));
    }
    return page;
}

api::Result<api::SchedulePage> Queries::handle(const api::ListSchedules& query, const api::RequestContext&) {
    api::SchedulePage page;
    page.items = m_services.scheduler->list(query.ns);
    page.seq = m_services.journal.health().seq;
    return page;
}

api::Result<api::ApprovalPage> Queries::handle(const api::ListApprovals& query, const api::RequestContext& context) {
    return m_services.journal.listApprovals(query, context.user, context.groups);
}

api::Result<api::ApprovalReply> Queries::handle(const api::GetApproval& query, const api::RequestContext&) {
    auto approval = m_services.journal.approval(query.approval);
    if (!approval) {
        return approval.error();
    }
    return api::ApprovalReply{std::move(*approval)};
}

api::Result<api::ClusterReply> Queries::handle(const api::GetCluster&, const api::RequestContext&) {
    return api::ClusterReply{clusterInfo(m_services)};
}

// TO BE WRITTEN
api::Result<api::StatisticsReply> Queries::handle(const api::GetStatistics&, const api::RequestContext&) {
    return api::StatisticsReply{};
}

// TO BE WRITTEN
api::Result<api::ExportReply> Queries::handle(const api::ExportRun&, const api::RequestContext&) {
    return api::Error{api::code::kUnavailable, "Not built yet.", {}, false};
}

}  // namespace beamline::runtime
