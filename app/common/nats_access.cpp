// SPDX-License-Identifier: Apache-2.0
#include "app/common/nats_access.h"

#include <unistd.h>

#include <array>
#include <sstream>

#include "app/common/engine_access.h"
#include "engine/nats/link.h"
#include "engine/wire/remote_engine.h"

namespace beamline::app {

namespace {

/// Whatever stands between this program and the cluster, it is not reachable: one code for scripts.
api::Error unreachable(api::Error error) {
    if (error.code != api::code::kInvalidArgument) {
        error.code = api::code::kUnavailable;
    }
    return error;
}

}  // namespace

api::Result<nats::Target> natsTarget(const NatsPlace& place) {
    if (!place.context.empty()) {
        auto target = nats::readContext(nats::contextDirectory(), place.context);
        return target.ok() ? std::move(target)
                           : api::Error{api::code::kInvalidArgument, target.error().message, {}, false};
    }
    nats::Target target;
    std::istringstream in(place.url);
    for (std::string server; std::getline(in, server, ',');) {
        if (server.find('@') != server.npos) {
            return api::Error{api::code::kInvalidArgument,
                              "A user and a password do not belong into --nats-url, where every user of the machine "
                              "can read them. Make a NATS context with them and give its name with --nats-context.",
                              {},
                              false};
        }
        target.address.servers.push_back(server.find("://") == server.npos ? "nats://" + server : server);
    }
    return target;
}

std::string connectionName(const std::string& program) {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    return program + ' ' + localIdentity(program).user + '@' + host.data();
}

api::Result<std::shared_ptr<nats::SharedConnection>> connectNats(const NatsPlace& place, const std::string& program) {
    const auto target = natsTarget(place);
    if (!target.ok()) {
        return target.error();
    }
    nats::ConnectionOptions options;
    options.name = connectionName(program);
    auto connection = nats::SharedConnection::open(*target, options);
    return connection.ok() ? std::move(connection) : unreachable(connection.error());
}

api::Result<std::shared_ptr<api::Engine>> clusterEngine(const NatsPlace& place, const std::string& program) {
    auto target = natsTarget(place);
    if (!target.ok()) {
        return target.error();
    }
    nats::ConnectionOptions connection;
    connection.name = connectionName(program);
    nats::LinkOptions link;
    link.node = place.node;
    link.client = connection.name;
    wire::RemoteOptions options;
    options.name = place.shown();
    auto engine = wire::RemoteEngine::connect(nats::natsConnector(std::move(*target), connection, link),
                                              kClusterPatience, options);
    if (!engine.ok()) {
        return unreachable(engine.error());
    }
    return std::shared_ptr<api::Engine>(*engine);
}

}  // namespace beamline::app
