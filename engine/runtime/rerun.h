// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs that begin at a task of a run before them: what the journal has of that one, and the plan. Blocking; runs on
// the threads of the study.

#include "engine/core/archive/rerun.h"
#include "engine/runtime/services.h"

namespace beamline::runtime {

struct RunBefore {
    store::StoredRun stored;
    core::DefinitionPtr definition;
};
api::Result<RunBefore> runBefore(Services& services, const std::string& run);

/// That a rerun on `version` runs, as RerunRun has it.
api::Result<core::DefinitionPtr> definitionFor(Services& services, const RunBefore& before, const std::string& version);

struct PlannedRerun {
    core::Rerun rerun;
    core::DefinitionPtr definition;  ///< that it runs
};
api::Result<PlannedRerun> planRerun(Services& services, const RunBefore& before, const std::string& version,
                                    core::RerunRequest request);
/// Of the run before, without what the engine has put there.
api::Labels labelsOfRerun(const RunBefore& before);

}  // namespace beamline::runtime
