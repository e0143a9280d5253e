// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the pipeline of a policy costs, with advice (contract §2.4). Pure, any thread.

#include "engine/api/routing.h"
#include "engine/routing/policy.h"

namespace beamline::routing {

inline constexpr int kExtensionEstimateMs = 30;  ///< of one call, as the original estimates it
inline constexpr int kRecommendedExtensions = 4;
inline constexpr int kRecommendedOfStage = 2;

/// The score is 10 for each extension, 3 more for each that can end a request, and 1 for each second (20 at most) that
/// they could take if all of them came to the end of their time; 100 at most. Conditions are not considered: it is what
/// the most complex request meets.
api::PipelineComplexity complexityOf(const Policy& policy);

}  // namespace beamline::routing
