// SPDX-License-Identifier: Apache-2.0
#pragma once
// A call of a function as a run's task makes it; in run_activities.cpp. Any thread; runBlock() blocks it.

#include "engine/runtime/services.h"
#include "engine/runtime/usage_span.h"

namespace beamline::runtime {

inline constexpr std::chrono::seconds kSecretsAgain{
    2};  ///< until a source of secrets that did not answer is asked again

/// What the function is told. `run`: the run's id.
blocks::Invocation invocationOf(Services& services, const core::Definition& definition, const std::string& run,
                                const core::StartActivity& start);
/// Arguments that contain expressions are checked here, on the pool's thread; constant ones were checked at deploy.
/// `secrets` as Machine::secrets(), `authorization` as Machine::authorizationWord(). Nothing: the secrets cannot be
/// read now, health says so, and nothing was done; ask again later.
std::optional<blocks::BlockResult> runBlock(Services& services, const core::CallTask& call,
                                            const blocks::Invocation& invocation, const core::Data& secrets,
                                            const std::string& authorization = {});

/// Counts the processor time of what has run on this thread.
void meterCpu(Services& services, const UsageKey& usage);

}  // namespace beamline::runtime
