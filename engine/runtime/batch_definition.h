// SPDX-License-Identifier: Apache-2.0
#pragma once
// The workflow that a batch is a run of. It is the engine's own: every node knows it without a deployment, and no list
// shows it. Plain functions, any thread.

#include <boost/describe.hpp>

#include "engine/api/engine.h"
#include "engine/core/definition/definition.h"

namespace beamline::runtime {

inline constexpr const char* kBatchWorkflow = "batch";
inline constexpr const char* kBatchFunction = "beamline-batch";  ///< in no catalog but that of the definition below
inline constexpr const char* kBatchPool = "batch";
inline constexpr int kBatchThreads = 4;                   ///< batches that do something at once on a node; others wait
inline constexpr std::size_t kBatchChunk = 50;            ///< runs between two entries of a batch's journal
inline constexpr std::size_t kMaxBatchTextBytes = 4'096;  ///< of a reason and of a selection

/// What a batch tells of itself without its events being read.
inline constexpr const char* kBatchActionLabel = "beamline.batch.action";
inline constexpr const char* kBatchByLabel = "beamline.batch.by";
inline constexpr const char* kBatchReasonLabel = "beamline.batch.reason";
inline constexpr const char* kBatchSelectionLabel = "beamline.batch.selection";
inline constexpr const char* kBatchUndoesLabel = "beamline.batch.undoes";
inline constexpr const char* kBatchTotalLabel = "beamline.batch.total";
inline constexpr const char* kBatchRerunLabel = "beamline.batch.rerun";  ///< a BatchRerun as JSON

/// What is done to each run, in whose name.
struct BatchRequest {
    api::BatchAction action = api::BatchAction::cancel;
    std::string reason;
    api::RequestContext who;
    api::Timestamp at = 0;  ///< when it was asked for
    api::BatchRerun rerun = {};
};
BOOST_DESCRIBE_STRUCT(BatchRequest, (), (action, reason, who, at, rerun))
/// The input of the run.
struct BatchInput {
    BatchRequest request;
    std::vector<std::vector<std::string>> chunks;  ///< ids of runs, kBatchChunk each
};
BOOST_DESCRIBE_STRUCT(BatchInput, (), (request, chunks))
/// Of all that was done so far.
struct BatchCounts {
    std::int64_t done = 0;
    std::int64_t refused = 0;
    std::int64_t failed = 0;
};
BOOST_DESCRIBE_STRUCT(BatchCounts, (), (done, refused, failed))
/// What the function is given, and what it answers.
struct BatchChunk {
    BatchRequest request;
    std::vector<std::string> runs;
    BatchCounts so;
};
BOOST_DESCRIBE_STRUCT(BatchChunk, (), (request, runs, so))
struct BatchStep {
    BatchCounts so;
    std::vector<api::BatchItem> items;
};
BOOST_DESCRIBE_STRUCT(BatchStep, (), (so, items))

/// Of new batches.
core::DefinitionPtr batchDefinition();
/// That of this digest, also of an earlier version of the program; null: it is none of the engine's own.
core::DefinitionPtr builtInDefinition(const std::string& digest);

}  // namespace beamline::runtime
