// SPDX-License-Identifier: Apache-2.0
#pragma once
// wire's transport over NATS: RemoteEngine and EngineService run on it as on a local socket. Any thread; handlers run
// on one thread of the connector or listener.
//
// A session begins with a request (subjects.h), which one of the nodes answers, and stays with that node. Each side
// sends to a subject of the other; link_stream.h says how messages get through whole, in order, once and not faster
// than they are read, and outlive a change of the server of NATS. A peer that dies is noticed within Times of
// LinkOptions.
//
// Trust: core NATS does not tell who published. Whoever the servers' permissions let publish to beamline.api.v1.> is
// believed when it says who its user is (RequestContext); wire's CallerCheck is the place to believe less. The subjects
// of a session hold 128 random bits, so another client can write into it only if it may read there: let nobody but
// nodes subscribe to beamline.api.v1.>, and give each user an inbox prefix of their own where that matters.

#include <chrono>
#include <memory>
#include <string>

#include "engine/nats/shared_connection.h"
#include "engine/wire/protocols.h"
#include "engine/wire/transport.h"

namespace beamline::nats {

inline constexpr std::size_t kMaxSessions = 1'024;        ///< of a listener; further ones are answered kOverloaded
inline constexpr std::size_t kMaxSessionRequest = 4'096;  ///< bytes of a request for a session
inline constexpr int kMaxArrivedMessages = 1 << 20;  ///< before they are looked at; of what comes then the sender …
inline constexpr int kMaxArrivedBytes = 512 << 20;   ///< … is asked again
inline constexpr wire::Protocols kLinkProtocols{1, 1};

struct LinkOptions {
    std::string node;        ///< connector: only this node, empty: any; listener: its own name, empty: it has none
    bool onlyNamed = false;  ///< listener: takes sessions of who asks for its node only
    std::string client;      ///< who connects, for people: "console ada@host"
    wire::Limits limits;
    std::size_t window = 2u << 20;  ///< bytes on their way to this side, or waiting here
    std::chrono::milliseconds beat{1'000};
    std::chrono::milliseconds silence{6'000};
    std::chrono::milliseconds absence{3'000};
    std::chrono::milliseconds connectTimeout{2'000};
};

/// A connection of its own, opened when it is needed and again when the server has closed it for good. connect() waits
/// for the server and for a node, each as long as its timeout says.
std::unique_ptr<wire::Connector> natsConnector(Target target, ConnectionOptions connection, LinkOptions options = {});
/// Over a connection that others use too.
std::unique_ptr<wire::Connector> natsConnector(std::shared_ptr<SharedConnection> connection, LinkOptions options = {});

/// Takes sessions from start() on, for whoever asks all nodes and, with LinkOptions::node, for who asks this one.
api::Result<std::unique_ptr<wire::Listener>> natsListener(std::shared_ptr<SharedConnection> connection,
                                                          LinkOptions options = {});

}  // namespace beamline::nats
