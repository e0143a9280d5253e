// SPDX-License-Identifier: Apache-2.0
#pragma once
// Nodes tell each other that they are there (beamline.node.v1.presence), and each keeps a table of those it has heard
// of lately, workers without an engine too. Nothing is decided by it: who owns what is told by the order. Any thread.

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "engine/api/cluster.h"
#include "engine/nats/messages.h"
#include "engine/nats/request.h"

namespace beamline::nats {

inline constexpr std::chrono::milliseconds kAnnounceEvery{3'000};  ///< three quarters to five quarters of it
inline constexpr std::chrono::milliseconds kUnreachableAfter{10'000};
inline constexpr std::chrono::minutes kForgottenAfter{60};
inline constexpr std::size_t kMaxNodes = 1'024;  ///< further ones are not kept

class Presence {
public:
    /// `self` says what this node is now; called on a thread of this object. `changed`: a node came, went or changed
    /// its state; must only queue.
    Presence(std::shared_ptr<SharedConnection> connection, std::function<api::NodeInfo()> self,
             std::function<void()> changed = {});
    ~Presence();
    api::Result<api::Unit> start();
    /// Says goodbye: the others forget this node at once.
    void stop();
    /// Something about this node has changed: the others are told now.
    void announce();
    /// This node and the others, by id; those that are silent are unreachable.
    std::vector<api::NodeInfo> nodes() const;
    /// Ids of the others that are reachable and have an engine.
    std::vector<std::string> others() const;

private:
    using Clock = std::chrono::steady_clock;
    struct Seen {
        api::NodeInfo info;
        Clock::time_point at;
        bool told = false;  ///< that it is silent
    };
    void run();
    void heard(natsMsg* message);
    bool isShadow(const api::NodeInfo& info) const;
    void send(const api::NodeInfo& info, bool goodbye);
    bool lookForSilence();

    const std::shared_ptr<SharedConnection> m_connection;
    const std::function<api::NodeInfo()> m_self;
    const std::function<void()> m_changed;
    std::unique_ptr<Listening> m_listening;
    std::unique_ptr<ConnectionWatch> m_watch;
    std::thread m_thread;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::map<std::string, Seen> m_seen;
    std::string m_id;
    bool m_running = false;
    bool m_now = false;
};

/// Whether it has a journal and carries runs on. One that does not tell its roles is believed to.
bool hasEngine(const api::NodeInfo& node);
/// The place in the order that every journal has reached; 0: of one it is not known.
std::uint64_t commonPlace(const std::vector<api::NodeInfo>& nodes);

/// Puts host, cores, load of the machine and memory of this process into `info`, as the system tells them.
void measureMachine(api::NodeInfo& info);

}  // namespace beamline::nats
