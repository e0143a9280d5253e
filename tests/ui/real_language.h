// SPDX-License-Identifier: Apache-2.0
#pragma once
// The engine's own reading of definitions and its own catalog, for tests of the editor that should not believe a
// pretended one. Any thread.

#include "tests/ui/fixture_engine.h"

namespace beamline::test {

api::ValidateReply validate(const std::string& source);
std::vector<api::FunctionInfo> catalog();
/// From now on `engine` validates, deploys and lists functions as the real one does.
void speakTheLanguage(FixtureEngine& engine);

}  // namespace beamline::test
