// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rows and the values they stand for, with the checksums that tie them together. Plain functions; reading one belongs
// to the thread of its connection.

#include "engine/store/checksum.h"
#include "engine/store/document_table.h"
#include "engine/store/journal.h"
#include "engine/store/sent_table.h"
#include "engine/store/sqlite.h"

namespace beamline::store {

/// Of a row of `event`.
inline std::int64_t eventCrc(std::int64_t seq, RunKey run, std::int64_t prev, std::string_view data) {
    return Checksum::of(seq, run, prev, data);
}

/// The columns of `run` that readRun expects, in its order.
inline constexpr std::string_view kRunColumns =
    "key,id,ns,workflow,version,created,labels,definition,started_by,priority,origin_crc,"
    "phase,started,updated,ended,done,total,now,error,state_crc";

struct RunRecord {
    RunKey key = 0;
    api::RunSummary summary;
    std::string definition;
    std::string startedBy;
    int priority = 0;
};

/// The texts of a summary as stored.
std::string labelsText(const api::Labels& labels);
std::string errorText(const std::optional<api::WorkflowError>& error);
/// Of what never changes in a run row, and of what does.
std::int64_t originCrc(RunKey key, const api::RunSummary& summary, std::string_view labels, std::string_view definition,
                       std::string_view startedBy, std::int64_t priority);
std::int64_t stateCrc(RunKey key, const api::RunSummary& summary, std::string_view error);
/// `chain` is of use in a cluster only; a run without one has the sum it always had.
inline std::int64_t headCrc(RunKey key, std::int64_t head, const core::RunHead& chain = {}) {
    return chain.n == 0 ? Checksum::of(key, head)
                        : Checksum::of(key, head, static_cast<std::int64_t>(chain.n), std::string_view(chain.hash));
}

/// The readers verify; what does not match fails the connection as corrupt, naming the row.
RunRecord readRun(Connection& connection, const Statement& row);

inline constexpr std::string_view kApprovalColumns = "key,id,run,open,due,raised,decided,decisions,crc,data";
std::int64_t approvalCrc(RunKey run, std::int64_t open, std::int64_t due, std::string_view data);
/// In place of the one with its id.
void putApproval(Connection& connection, RunKey run, const api::Approval& approval);
api::Approval readApproval(Connection& connection, const Statement& row);
/// The `due` column: approvals without a due date come last.
std::int64_t approvalDue(const api::Approval& approval);

inline constexpr std::string_view kWorkflowColumns = "key,latest,crc,info,source,resources";
inline std::int64_t workflowCrc(std::string_view info, std::string_view source, std::string_view resources) {
    return resources.empty() ? Checksum::of(info, source) : Checksum::of(info, source, resources);
}
StoredWorkflow readWorkflow(Connection& connection, const Statement& row);

inline constexpr std::string_view kScheduleColumns = "key,ns,name,version,digest,paused,next,last,state,crc,turned";
std::int64_t scheduleCrc(const StoredSchedule& schedule);
/// One whose checksum does not match is `damaged`.
StoredSchedule readSchedule(const Statement& row);

/// Precedence of semver.org 2.0.0 §11; what is no semantic version sorts below and by text. Negative: a before b.
int compareVersions(std::string_view a, std::string_view b);

}  // namespace beamline::store
