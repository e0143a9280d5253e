// SPDX-License-Identifier: Apache-2.0
#pragma once
// How each operation of the port is kept to its caller's tenant. An operation that is in no list does not compile.
// Pure, any thread.

#include "engine/api/operations.h"

namespace beamline::access {

enum class Way {
    anybody,   ///< needs no right and tells nothing of others
    tenant,    ///< of the tenant that the request comes in the name of, or of none at all
    scoped,    ///< carries the namespaces that it is about
    run,       ///< on the run that it names
    approval,  ///< on the approval that it names
    batch,     ///< on the batch that it names
    batches,   ///< lists batches
    place,     ///< on what is in the namespace that it names
    deploy,    ///< into the namespace that its text names
    machine,   ///< on what belongs to no tenant
    tenants,   ///< lists tenants
    member,    ///< on a member of the tenant that it names
    members    ///< lists members
};

using AnybodyOperations = boost::mp11::mp_list<api::GetAccess>;
using TenantOperations = boost::mp11::mp_append<
    boost::mp11::mp_list<api::ValidateWorkflow, api::ListFunctions, api::PublishEvent, api::ListRoles, api::GetUsage>,
    api::RoutingCommands, api::RoutingQueries, api::MessageCommands, api::MessageQueries>;
using ScopedOperations =
    boost::mp11::mp_list<api::ListRuns, api::CountRuns, api::GroupRuns, api::ListWorkflows, api::ListSchedules,
                         api::ListApprovals, api::CountApprovals, api::PreviewBatch, api::StartBatch>;
using RunOperations =
    boost::mp11::mp_list<api::GetRun, api::GetTask, api::GetHistory, api::PlanRerun, api::ExportRun, api::CancelRun,
                         api::SuspendRun, api::ResumeRun, api::RetryRun, api::DiscardRun, api::RerunRun>;
using ApprovalOperations =
    boost::mp11::mp_list<api::GetApproval, api::GetPreviousApproval, api::ClaimApproval, api::DecideApproval,
                         api::CommentApproval, api::DelegateApproval, api::EscalateApproval, api::SnoozeApproval>;
using BatchOperations = boost::mp11::mp_list<api::GetBatch, api::ListBatchItems, api::ControlBatch>;
using BatchListOperations = boost::mp11::mp_list<api::ListBatches>;
using PlaceOperations = boost::mp11::mp_list<api::GetWorkflow, api::SuggestMocks, api::StartRun, api::ControlSchedule>;
using DeployOperations = boost::mp11::mp_list<api::DeployWorkflow>;
using MachineOperations =
    boost::mp11::mp_list<api::BackupEngine, api::ControlNode, api::ControlPool, api::MoveShard, api::GetCluster,
                         api::GetStatistics, api::PutTenant, api::RemoveTenant, api::PutRole, api::RemoveRole>;
using TenantListOperations = boost::mp11::mp_list<api::ListTenants>;
using MemberOperations = boost::mp11::mp_list<api::PutMember>;
using MemberListOperations = boost::mp11::mp_list<api::ListMembers>;

/// In the order of Way.
using Ways =
    boost::mp11::mp_list<AnybodyOperations, TenantOperations, ScopedOperations, RunOperations, ApprovalOperations,
                         BatchOperations, BatchListOperations, PlaceOperations, DeployOperations, MachineOperations,
                         TenantListOperations, MemberOperations, MemberListOperations>;

template <class Op>
constexpr Way wayOf() {
    using Holds = boost::mp11::mp_transform_q<boost::mp11::mp_bind_back<boost::mp11::mp_contains, Op>, Ways>;
    static_assert(boost::mp11::mp_count<Holds, boost::mp11::mp_true>::value == 1,
                  "Say in this table how the operation is kept to its caller's tenant, once.");
    return static_cast<Way>(boost::mp11::mp_find<Holds, boost::mp11::mp_true>::value);
}

/// Changes something; looking is left to members of a suspended tenant.
template <class Op>
inline constexpr bool kChanges = boost::mp11::mp_contains<api::Commands, Op>::value;

/// A right that what the operation asks for needs besides its own: runs that are run again are started, which that of
/// batches does not say, and may be discarded, which that of starts does not. Empty: none.
template <class Op>
const char* furtherPermission(const Op& op) {
    if constexpr (std::is_same_v<Op, api::StartBatch>) {
        return op.action == api::BatchAction::rerun ? api::RerunRun::kInfo.permission : "";
    } else if constexpr (std::is_same_v<Op, api::RerunRun>) {
        return op.discard ? api::DiscardRun::kInfo.permission : "";
    }
    return "";
}

}  // namespace beamline::access
