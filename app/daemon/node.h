// SPDX-License-Identifier: Apache-2.0
#pragma once
// The engine of this process with everything that serves it: the local socket, HTTP and, in a cluster, NATS. Made,
// stopped and destroyed by one thread; what it tells of itself may be asked by any.

#include <chrono>
#include <memory>
#include <string>

#include "app/daemon/cluster_member.h"
#include "app/daemon/voice.h"
#include "engine/api/engine.h"

namespace beamline::daemon {

/// Answers the engine owes this program: an engine that does not answer the simplest question is not alive.
inline constexpr std::chrono::milliseconds kMaxSilence{20'000};
/// How long a locked data directory may stay locked: a command that had it for a moment, or an engine that is ending.
inline constexpr std::chrono::milliseconds kLockPatience{10'000};

class Node {
public:
    /// Opens and serves. Errors: what opening a journal, a socket or a connection answers, with what to do.
    /// Where a server of NATS is waited for, `pause` is asked in between whether to go on.
    static api::Result<std::unique_ptr<Node>> open(const DaemonOptions& options, const Voice& voice,
                                                   const ClusterMember::Pause& pause);
    /// Ends at once what stop() has not. On the thread that has opened it.
    ~Node();
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;

    /// Why it cannot take work now; empty: it can.
    std::string notReady() const;
    /// One line about what it does.
    std::string status() const;
    /// Asks the engine something cheap, and tells whether it has answered such a question of late, and the worker's own
    /// thread has gone round.
    bool alive();
    /// Why it can do nothing more in its cluster until it is started anew; empty: it can.
    std::string lost() const;
    /// Takes nothing new, hands over what others can carry on, lets tasks end for at most `limit`, and ends. Blocks;
    /// any thread, once.
    void stop(std::chrono::milliseconds limit);

private:
    struct Impl;
    explicit Node(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace beamline::daemon
