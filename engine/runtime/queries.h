// SPDX-License-Identifier: Apache-2.0
#pragma once
// The reading half of the port: one handler per query of the operation table. Blocking; runs on the desk's
// threads, and on others what reads much.

#include "engine/api/engine.h"
#include "engine/runtime/services.h"

namespace beamline::runtime {

/// What lets a whole run be read, or all that a filter chooses: others do not wait behind that.
template <class Op>
constexpr bool kReadsMuch =
    std::is_same_v<Op, api::PlanRerun> || std::is_same_v<Op, api::RerunRun> || std::is_same_v<Op, api::PreviewBatch> ||
    std::is_same_v<Op, api::StartBatch> || std::is_same_v<Op, api::GetBatch> || std::is_same_v<Op, api::GetUsage>;

/// What is asked of a run's past may let all of it be folded.
template <class Op>
bool asksPast(const Op& op) {
    if constexpr (std::is_same_v<Op, api::GetRun>) {
        return op.asOf != 0;
    }
    return std::is_same_v<Op, api::GetHistory> || std::is_same_v<Op, api::GetTask>;
}

class Queries {
public:
    explicit Queries(Services& services) : m_services(services) {}

    /// Answers later when external resources have to be read.
    void validate(const api::ValidateWorkflow& query, std::function<void(api::Result<api::ValidateReply>)> done);
    api::Result<api::WorkflowPage> handle(const api::ListWorkflows& query, const api::RequestContext& context);
    api::Result<api::WorkflowDetail> handle(const api::GetWorkflow& query, const api::RequestContext& context);
    api::Result<api::FunctionPage> handle(const api::ListFunctions& query, const api::RequestContext& context);
    api::Result<api::MocksReply> handle(const api::SuggestMocks& query, const api::RequestContext& context);
    api::Result<api::RunPage> handle(const api::ListRuns& query, const api::RequestContext& context);
    api::Result<api::RunCounts> handle(const api::CountRuns& query, const api::RequestContext& context);
    api::Result<api::RunDetail> handle(const api::GetRun& query, const api::RequestContext& context);
    api::Result<api::TaskDetail> handle(const api::GetTask& query, const api::RequestContext& context);
    api::Result<api::HistoryPage> handle(const api::GetHistory& query, const api::RequestContext& context);
    api::Result<api::RunGroups> handle(const api::GroupRuns& query, const api::RequestContext& context);
    api::Result<api::PlanRerunReply> handle(const api::PlanRerun& query, const api::RequestContext& context);
    api::Result<api::BatchPreviewReply> handle(const api::PreviewBatch& query, const api::RequestContext& context);
    api::Result<api::BatchPage> handle(const api::ListBatches& query, const api::RequestContext& context);
    api::Result<api::BatchDetail> handle(const api::GetBatch& query, const api::RequestContext& context);
    api::Result<api::BatchItemPage> handle(const api::ListBatchItems& query, const api::RequestContext& context);
    api::Result<api::ApprovalCounts> handle(const api::CountApprovals& query, const api::RequestContext& context);
    api::Result<api::PreviousReply> handle(const api::GetPreviousApproval& query, const api::RequestContext& context);
    api::Result<api::SchedulePage> handle(const api::ListSchedules& query, const api::RequestContext& context);
    api::Result<api::ApprovalPage> handle(const api::ListApprovals& query, const api::RequestContext& context);
    api::Result<api::ApprovalReply> handle(const api::GetApproval& query, const api::RequestContext& context);
    api::Result<api::ClusterReply> handle(const api::GetCluster& query, const api::RequestContext& context);
    api::Result<api::StatisticsReply> handle(const api::GetStatistics& query, const api::RequestContext& context);
    api::Result<api::ExportReply> handle(const api::ExportRun& query, const api::RequestContext& context);

private:
    Services& m_services;
};

}  // namespace beamline::runtime
