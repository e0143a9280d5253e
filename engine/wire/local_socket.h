// SPDX-License-Identifier: Apache-2.0
#pragma once
// The transport between processes of one user: a stream socket `engine.sock` in the data directory (Linux). Any thread.
// The socket is 0600, and both sides ask the kernel who the other one is: only the same user is spoken to.

#include <filesystem>

#include "engine/wire/transport.h"

namespace beamline::wire {

inline constexpr const char* kSocketName = "engine.sock";
inline constexpr std::size_t kMaxLocalConnections = 64;  ///< further ones are closed as they come

/// Serves `directory`, which the caller owns by its lock: a socket that nobody answers is left over and replaced.
/// Errors: kConflict when somebody answers, kForbidden when others could change the directory, kUnavailable otherwise.
api::Result<std::unique_ptr<Listener>> listenLocal(const std::filesystem::path& directory, Limits limits = {});

/// For the engine that serves `directory`; nothing is opened before connect().
api::Result<std::unique_ptr<Connector>> localConnector(const std::filesystem::path& directory, Limits limits = {});

}  // namespace beamline::wire
