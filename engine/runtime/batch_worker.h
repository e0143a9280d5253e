// SPDX-License-Identifier: Apache-2.0
#pragma once
// The work of a batch: the function that its definition calls for each chunk of its runs. Blocks; threads of a pool of
// its own.

#include "engine/runtime/batch_definition.h"
#include "engine/runtime/services.h"

namespace beamline::runtime {

inline constexpr int kMaxBatchTries = 5;  ///< of a command that the engine could not take just then
inline constexpr std::chrono::milliseconds kBatchRetryFirst{200};   ///< doubles with each try
inline constexpr std::chrono::milliseconds kBatchPatience{30'000};  ///< for the answer of a command
inline constexpr api::Timestamp kMaxClockSkew = 60'000;             ///< ms between the clocks of two nodes

/// Sends the command for each run of the chunk in the name of who asked, all at once, and answers what came of each.
/// What an earlier attempt has done, before a crash or on another node, is recognized in the history of the run and not
/// done again. Nothing: it cannot be known now, as the engine stops or the shard moves; ask again later.
std::optional<blocks::BlockResult> carryOutBatch(Services& services, const blocks::Invocation& invocation);

/// The reason that the history of a run tells: also which batch did it, and whose that is.
std::string batchReason(const BatchRequest& request, const std::string& batch);

}  // namespace beamline::runtime
