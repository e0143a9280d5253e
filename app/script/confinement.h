// SPDX-License-Identifier: Apache-2.0
#pragma once
// What this process gives up before it sees any script: memory without end, files, the network, other programs. Called
// once, from main().

#include <cstddef>

namespace beamline::script {

inline constexpr std::size_t kMaxMemoryBytes = std::size_t{512} * 1024 * 1024;  ///< address space, of all together
inline constexpr unsigned kMaxCpuSeconds = 3600;  ///< of the whole life; one call has its own limit

/// Before the first thread: out of memory ends the process with kExitMemory.
void confineMemory();
/// After everything is loaded. Threads can still be made. False when the system refuses it.
bool confineEverything();

}  // namespace beamline::script
