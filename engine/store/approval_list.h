// SPDX-License-Identifier: Apache-2.0
#pragma once
// The queues of approvals: their pages, how many are in each, and what was approved before. Whose queue an open request
// is in follows from the index `inbox`. On the thread of the connection, inside a read transaction.

#include "engine/api/operations.h"
#include "engine/store/sqlite.h"

namespace beamline::store {

inline constexpr std::size_t kMaxMergedGroups = 16;  ///< of who asks; of more, what came to them is sorted instead

api::Result<api::ApprovalPage> listApprovals(Connection& connection, const api::ListApprovals& query,
                                             const std::string& user, const std::vector<std::string>& groups,
                                             api::Timestamp now);
/// Counts at most `most` of each queue.
api::Result<api::ApprovalCounts> countApprovals(Connection& connection, const std::string& user,
                                                const std::vector<std::string>& groups, api::Timestamp now,
                                                std::int64_t most = api::kMaxCounted,
                                                const std::optional<api::NamespaceScope>& scope = {});
/// kNotFound when there is no approval `id`.
api::Result<api::PreviousReply> previousApproval(Connection& connection, const std::string& id);

}  // namespace beamline::store
