// SPDX-License-Identifier: Apache-2.0
#pragma once
// What has become since of the runs that a batch was done with: "done" of a retry says only that it began. Blocking;
// the study's threads and the desk's.

#include <map>

#include "engine/runtime/services.h"

namespace beamline::runtime {

/// Tells it of those items that were done.
api::Result<api::Unit> tellNow(Services& services, std::vector<api::BatchItem>& items);

/// Phase names, or "removed", and how many are so.
api::Result<std::map<std::string, std::int64_t>> countNow(Services& services, const std::string& batch);

}  // namespace beamline::runtime
