// SPDX-License-Identifier: Apache-2.0
#pragma once
// The name of a node, which belongs to its data directory. Main thread.

#include <filesystem>
#include <string>

#include "engine/api/result.h"

namespace beamline::daemon {

inline constexpr const char* kNodeFile = "node.id";

/// What the directory (made when it is not there) has kept; otherwise `given`, or a new one of the machine's name and
/// something random, which is kept from now on. Error kConflict when the directory is another node's.
api::Result<std::string> nodeId(const std::filesystem::path& directory, const std::string& given);

}  // namespace beamline::daemon
