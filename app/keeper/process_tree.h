// SPDX-License-Identifier: Apache-2.0
#pragma once
// Everything that descends from this process, as Linux tells it in /proc. One thread.

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace beamline::keeper {

inline constexpr std::size_t kMaxTreeSize = 32'768;  ///< more are not looked at in one pass

struct TreeUse {
    std::int64_t residentBytes = 0;
};
struct DiskUse {
    std::int64_t bytes = 0;
    std::int64_t files = 0;
};

/// Children, their children and so on; parents first. Orphans are among them, since this process adopts them.
/// Looking ends above `most`.
std::vector<pid_t> descendants(std::size_t most = kMaxTreeSize);
TreeUse useOf(const std::vector<pid_t>& tree);
/// What lies below a folder; counting ends above `most` files.
DiskUse useOf(const std::string& folder, std::int64_t most);
/// Processes and threads of a user on the whole machine: what RLIMIT_NPROC counts.
std::int64_t tasksOfUser(uid_t user);
/// Ends every descendant and takes its place in the process table back. False: something is stuck in the kernel.
bool endAll();

}  // namespace beamline::keeper
