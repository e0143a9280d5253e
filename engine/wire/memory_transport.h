// SPDX-License-Identifier: Apache-2.0
#pragma once
// A transport within one process, for tests and for serving an engine to a part of the same program. Any thread.

#include <memory>

#include "engine/wire/transport.h"

namespace beamline::wire {

/// A place where one listener and any number of connectors meet; it lives until the last of them and their connections
/// are gone. One thread delivers for both sides.
class MemoryHub : public std::enable_shared_from_this<MemoryHub> {
public:
    static std::shared_ptr<MemoryHub> create(Limits limits = {});
    virtual ~MemoryHub() = default;
    virtual std::unique_ptr<Listener> listen() = 0;
    virtual std::unique_ptr<Connector> connector() = 0;
    /// While paused nothing is delivered to the connecting side, whose messages pile up as those of a slow reader do.
    virtual void pauseClients(bool paused) = 0;
    /// Breaks every connection, as a network or a dying process does.
    virtual void breakConnections() = 0;
};

}  // namespace beamline::wire
