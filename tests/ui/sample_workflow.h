// SPDX-License-Identifier: Apache-2.0
#pragma once
// The sample evening with a workflow of three versions, runs on each, failures, inputs and a schedule. Any thread.

#include "tests/ui/sample_data.h"

namespace beamline::test {

inline constexpr const char* kLedger =
    "ledger-sync";  ///< in the namespace "examples"; latest 1.2.0, before 1.1.0, 1.0.0

/// One version of it.
api::WorkflowDetail ledgerVersion(const char* version, api::Timestamp deployedAt);
/// The n-th of its runs, created `age` ms before the sample's now.
api::RunDetail ledgerRun(int number, const char* version, api::Phase phase, api::Timestamp age, api::Timestamp took,
                         const char* input);
api::Schedule ledgerSchedule();
std::shared_ptr<FixtureEngine> ledgerEngine();

}  // namespace beamline::test
