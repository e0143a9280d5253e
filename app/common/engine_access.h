// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a program comes by its engine: it owns the data directory and serves it to others, or it uses the owner's. Main
// thread.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "app/common/nats_access.h"
#include "engine/api/engine.h"
#include "engine/runtime/local_engine.h"

namespace beamline::app {

struct EngineAccessOptions {
    NatsPlace cluster;                ///< when it is given: an engine there, and no data directory
    std::string program = "beamctl";  ///< as a cluster's connections name it
    std::filesystem::path dataDir;
    bool ephemeral = false;  ///< an engine of this process alone; with an empty dataDir in a new temporary directory
    runtime::EngineOptions
        engine;  ///< used when this process becomes the owner; its dataDir and ephemeral are set from above
};

struct EngineAccess {
    std::shared_ptr<api::Engine> engine;
    /// Ends what was opened; an own engine first lets running tasks end, at most kDrain. To be called once, on no
    /// engine thread, after all subscriptions are gone. What still runs goes on when the directory is opened next.
    std::function<void()> stop;
    bool owner = false;  ///< for messages only
    std::filesystem::path dataDir;
};

inline constexpr std::chrono::milliseconds kDrain{2'000};
/// How long a locked directory may take to be served: its owner is starting, or has just gone.
inline constexpr std::chrono::milliseconds kOwnerPatience{10'000};

/// Takes the directory's lock, or connects to who holds it, or to a cluster. Blocks. Errors: kUnavailable and
/// kForbidden with what to do, and what opening a journal answers.
api::Result<EngineAccess> openEngine(const EngineAccessOptions& options);

/// $XDG_DATA_HOME/beamline/<profile>, by default ~/.local/share/beamline/default.
std::filesystem::path defaultDataDir(const std::string& profile);

/// The user of this process with their groups, as the system names them. `client` is the program's name.
api::RequestContext localIdentity(std::string client);

}  // namespace beamline::app
