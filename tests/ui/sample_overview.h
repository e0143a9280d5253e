// SPDX-License-Identifier: Apache-2.0
#pragma once
// A good evening with some of everything for the page Overview. Any thread.

#include "tests/ui/sample_data.h"

namespace beamline::test {

/// Two hours of figures, with use of pools.
std::vector<api::StatisticsPoint> sampleEvening();
/// deadLetterEngine() with figures, pools and a problem of the engine.
std::shared_ptr<FixtureEngine> overviewEngine();
/// An engine on which nothing has run and nothing is deployed.
std::shared_ptr<FixtureEngine> freshEngine();

}  // namespace beamline::test
