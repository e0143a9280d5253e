// SPDX-License-Identifier: Apache-2.0
#pragma once
// A believable router: policies with versions, providers that do well and badly, decisions with their reasons. Any
// thread.

#include "tests/ui/sample_data.h"

namespace beamline::test {

inline constexpr const char* kChatPolicy = "chat";
inline constexpr const char* kCanaryDecision = "01HF1T0000000000000000D103";

/// Adds them to an engine.
void addPolicies(FixtureEngine& engine);
/// The sample evening with them.
std::shared_ptr<FixtureEngine> policyEngine();
/// What SimulatePolicy tells of the last day.
api::SimulationReply sampleSimulation();

}  // namespace beamline::test
