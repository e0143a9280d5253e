// SPDX-License-Identifier: Apache-2.0
#pragma once
// The evening of the sample with the run of the first start: it waits for a decision that one key makes. Any thread.

#include "tests/ui/sample_data.h"

namespace beamline::test {

std::shared_ptr<FixtureEngine> welcomeEngine();
/// What the real engine does once it has the decision.
void endWelcomeRun(FixtureEngine& engine);

}  // namespace beamline::test
