// SPDX-License-Identifier: Apache-2.0
#pragma once
// The engines of the other nodes, each alone, as commands are forwarded to them. Any thread.

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "engine/api/engine.h"
#include "engine/nats/shared_connection.h"

namespace beamline::daemon {

inline constexpr std::size_t kMaxPeers = 256;  ///< connected at once; further nodes are not to be had

/// Under this name a node serves its own engine alone: what came from another node is not sent on to a third one.
std::string ownName(const std::string& node);

class PeerEngines {
public:
    explicit PeerEngines(std::shared_ptr<nats::SharedConnection> connection);
    /// Fails the calls under way. Not from inside a handler.
    ~PeerEngines();
    PeerEngines(const PeerEngines&) = delete;
    PeerEngines& operator=(const PeerEngines&) = delete;

    /// Null: not connected yet; that begins with the first call, and again with each one.
    std::shared_ptr<api::Engine> of(const std::string& node);

private:
    void connect();

    const std::shared_ptr<nats::SharedConnection> m_connection;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::map<std::string, std::shared_ptr<api::Engine>> m_engines;
    std::set<std::string> m_wanted;
    std::thread m_connecting;
};

}  // namespace beamline::daemon
