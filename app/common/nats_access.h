// SPDX-License-Identifier: Apache-2.0
#pragma once
// A cluster as a program is told of it, and an engine of it. Any thread; everything here blocks.

#include <chrono>
#include <memory>
#include <string>

#include "engine/api/engine.h"
#include "engine/nats/shared_connection.h"

namespace beamline::app {

/// How long a node of a cluster may take to greet.
inline constexpr std::chrono::milliseconds kClusterPatience{10'000};

struct NatsPlace {
    std::string url;      ///< servers, with commas between them
    std::string context;  ///< of the command line tools of NATS, instead of `url`
    std::string node;     ///< only this one's engine; empty: any

    bool given() const { return !url.empty() || !context.empty(); }
    /// For people.
    std::string shown() const { return context.empty() ? url : "the NATS context " + context; }
};

/// kInvalidArgument: the context cannot be used, or a server is no address.
api::Result<nats::Target> natsTarget(const NatsPlace& place);
/// "beamctl ada@desk", which the server's list of connections shows.
std::string connectionName(const std::string& program);
/// A connection for more than the port. Errors: kInvalidArgument as above; everything else is kUnavailable.
api::Result<std::shared_ptr<nats::SharedConnection>> connectNats(const NatsPlace& place, const std::string& program);
/// The engine of a cluster. Errors likewise.
api::Result<std::shared_ptr<api::Engine>> clusterEngine(const NatsPlace& place, const std::string& program);

}  // namespace beamline::app
