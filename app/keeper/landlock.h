// SPDX-License-Identifier: Apache-2.0
#pragma once
// Landlock: a process gives up what it could reach, without any right and without namespaces (Linux 5.13 and newer;
// docs.kernel.org/userspace-api/landlock.html). One thread.

#include <string>

namespace beamline::keeper {

/// From here on this process, and what it starts, reads and executes only what lies below `visible` (paths with ':'
/// between them; what is not there is left out) and changes only what lies below `folder`. As far as this kernel can,
/// it also connects to no TCP port unless `network`, and signals nobody else. Null, or what went wrong.
const char* confine(const std::string& visible, const std::string& folder, bool network);

}  // namespace beamline::keeper
