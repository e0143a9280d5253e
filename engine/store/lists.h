// SPDX-License-Identifier: Apache-2.0
#pragma once
// Pages of workflows. On the thread of the connection, inside a read transaction.

#include "engine/store/journal.h"
#include "engine/store/sqlite.h"

namespace beamline::store {

inline constexpr std::int64_t kMaxScannedRows = 20'000;  ///< then a page ends, with a cursor to go on from

api::Result<api::WorkflowPage> listWorkflows(Connection& connection, const api::ListWorkflows& query);

}  // namespace beamline::store
