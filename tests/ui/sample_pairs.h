// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs to put beside each other and graphs to get lost in, for the page of a run, that of two, and their pictures. Any
// thread.

#include <memory>

#include "tests/ui/fixture_engine.h"

namespace beamline::test {

inline constexpr const char* kGoodRun = "01HEVBPVMCM63X4G9Q1D7WTR5Y";   ///< completed, invoice-approval 0.4.0
inline constexpr const char* kBadRun = "01HF0ZZQ7RKB2D4F6H8J0M1N3P";    ///< faulted, of version 0.5.0, with other input
inline constexpr const char* kTwinRun = "01HF0ZZX8SLC3E5G7J9K1N2P4Q";   ///< as the good one, but for an output
inline constexpr const char* kAgainRun = "01HF1001A2UNE5G7J9K1N2P4Q6";  ///< re-run of the good one from bookSmall
inline constexpr const char* kLargeRun = "01HF0ZZZ9TMD4F6H8K0M2P3Q5R";

/// The sample evening with these runs; the bad one waited, was retried twice and faulted at bookSmall.
std::shared_ptr<FixtureEngine> pairEngine();
/// These, and a re-run of the good one that begins at bookSmall with an edited input.
std::shared_ptr<FixtureEngine> rerunEngine();
/// Containers of `inside` tasks one after the other, `tasks` in all, every seventh a fork; half of them done.
api::RunDetail largeRun(int tasks, int inside = 9);

}  // namespace beamline::test
