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
#include <vector>

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
    /// Ends the engines of other nodes than these, but for those that somebody holds: a request of theirs is under way.
    void keepOnly(const std::set<std::string>& nodes);

private:
    void connect();

    const std::shared_ptr<nats::SharedConnection> m_connection;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::map<std::string, std::shared_ptr<api::Engine>> m_engines;
    std::set<std::string> m_wanted;
    std::vector<std::shared_ptr<api::Engine>> m_gone;  ///< to be ended
    std::thread m_connecting;
};

}  // namespace beamline::daemon
