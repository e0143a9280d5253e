// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs that talk to the outside, and dry runs that do not, for pictures and window tests. Any thread.

#include "tests/ui/sample_data.h"

namespace beamline::test {

inline constexpr const char* kOrderRun = "01HF2P0T6GORDERSYNC0000001";    ///< of outsideEngine()
inline constexpr const char* kDryRun = "01HF2P7Y9KREHEARSED0000001";      ///< of dryRunEngine(), completed
inline constexpr const char* kRefusedRun = "01HF2Q8Z3MREFUSED000000001";  ///< of dryRunEngine(), without a mock

/// The sample evening with a run of which one request failed twice before a `try` got it through.
std::shared_ptr<FixtureEngine> outsideEngine();
/// What getOrders of that run has done: three attempts and their requests.
api::TaskDetail orderRequests();
/// The sample evening with two dry runs.
std::shared_ptr<FixtureEngine> dryRunEngine();

}  // namespace beamline::test
