// SPDX-License-Identifier: Apache-2.0
#include "engine/runtime/queries.h"

#include "engine/api/ids.h"
#include "engine/core/machine/dry_run.h"
#include "engine/runtime/batch_list.h"
#include "engine/runtime/cluster_view.h"
#include "engine/runtime/definition_reader.h"
#include "engine/runtime/rerun.h"
#include "engine/runtime/run_past.h"
#include "engine/runtime/scheduler.h"

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

api::Result<api::RunCounts> Queries::handle(const api::CountRuns& query, const api::RequestContext&) {
    return m_services.journal.countRuns(query.filter);
}

api::Result<api::RunDetail> Queries::handle(const api::GetRun& query, const api::RequestContext& context) {
    return readRun(m_services, query, context);
}

api::Result<api::TaskDetail> Queries::handle(const api::GetTask& query, const api::RequestContext&) {
    return readTask(m_services, query);
}

api::Result<api::HistoryPage> Queries::handle(const api::GetHistory& query, const api::RequestContext&) {
    return readHistory(m_services, query);
}

api::Result<api::SchedulePage> Queries::handle(const api::ListSchedules& query, const api::RequestContext&) {
    api::SchedulePage page;
    page.items = m_services.scheduler->list(query.ns);
    std::erase_if(page.items, [&](const auto& one) { return query.scope && !query.scope->contains(one.ns); });
    page.seq = m_services.journal.health().seq;
    return page;
}

api::Result<api::ApprovalPage> Queries::handle(const api::ListApprovals& query, const api::RequestContext& context) {
    return m_services.journal.listApprovals(query, context.user, context.groups, api::wallClock());
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

api::Result<api::RunGroups> Queries::handle(const api::GroupRuns& query, const api::RequestContext&) {
    return m_services.journal.groupRuns(query);
}

api::Result<api::PlanRerunReply> Queries::handle(const api::PlanRerun& query, const api::RequestContext&) {
    const auto before = runBefore(m_services, query.run);
    if (!before) {
        return before.error();
    }
    auto planned = planRerun(m_services, *before, query.version, {query.task, std::nullopt, {}, api::wallClock()});
    return planned ? api::PlanRerunReply{std::move(planned->rerun.plan)}
                   : api::Result<api::PlanRerunReply>(planned.error());
}

api::Result<api::BatchPreviewReply> Queries::handle(const api::PreviewBatch& query, const api::RequestContext&) {
    return previewBatch(m_services, query);
}

api::Result<api::BatchPage> Queries::handle(const api::ListBatches& query, const api::RequestContext&) {
    return listBatches(m_services, query);
}

api::Result<api::BatchDetail> Queries::handle(const api::GetBatch& query, const api::RequestContext&) {
    return getBatch(m_services, query);
}

api::Result<api::BatchItemPage> Queries::handle(const api::ListBatchItems& query, const api::RequestContext&) {
    return listBatchItems(m_services, query);
}

api::Result<api::ApprovalCounts> Queries::handle(const api::CountApprovals& query, const api::RequestContext& context) {
    return m_services.journal.countApprovals(context.user, context.groups, api::wallClock(), query.scope);
}

api::Result<api::PreviousReply> Queries::handle(const api::GetPreviousApproval& query, const api::RequestContext&) {
    return m_services.journal.previousApproval(query.approval);
}

api::Result<api::StatisticsReply> Queries::handle(const api::GetStatistics& query, const api::RequestContext&) {
    const auto now = api::wallClock();
    m_services.statistics.seePools(m_services.poolUse(), now);  // what works for long makes no steps meanwhile
    auto reply = m_services.statistics.read(query, now);
    reply.seq = m_services.journal.health().seq;
    return reply;
}

api::Result<api::ExportReply> Queries::handle(const api::ExportRun& query, const api::RequestContext&) {
    return exportRun(m_services, query);
}

}  // namespace beamline::runtime
