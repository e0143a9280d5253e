// SPDX-License-Identifier: Apache-2.0
#pragma once
// Nodes tell each other that they are there (beamline.node.v1.presence), and each keeps a table of those it has heard
// of lately, workers without an engine too. Nothing is decided by it: who owns what is told by the order. Any thread.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "engine/api/cluster.h"
#include "engine/blocks/broadcast.h"
#include "engine/nats/messages.h"
#include "engine/nats/request.h"

namespace beamline::nats {

inline constexpr std::chrono::milliseconds kAnnounceEvery{3'000};  ///< three quarters to five quarters of it
inline constexpr std::chrono::milliseconds kUnreachableAfter{10'000};
inline constexpr std::chrono::minutes kForgottenAfter{60};
inline constexpr std::size_t kMaxNodes = 1'024;  ///< further ones are not kept
/// How long who joins listens for another node of its name, which answers at once.
inline constexpr std::chrono::milliseconds kListenForTwin{1'250};

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
    /// The output of these runs is looked at here, as blocks::Broadcast::watch(): the others are told now, and again
    /// with every announcement.
    void watch(const std::set<std::string>& runs);
    /// Ids of the others that are reachable and look at the output of this run.
    std::vector<std::string> watchers(const std::string& run) const;
    bool watched(const std::string& run) const;
    /// Another node that bears the name of this one and was heard of lately: both act for the same shards.
    std::optional<api::NodeInfo> twin() const;

private:
    using Clock = std::chrono::steady_clock;
    struct Seen {
        api::NodeInfo info;
        Clock::time_point at;
        bool told = false;  ///< that it is silent
        std::string instance;
        std::set<std::string> watches;
    };
    void run();
    void heard(natsMsg* message);
    bool isShadow(const api::NodeInfo& info) const;
    static bool looksAt(const Seen& seen, const std::string& run);
    void send(const api::NodeInfo& info, bool goodbye);
    bool lookForSilence();

    void heardTwin(api::NodeInfo info, bool goodbye, bool joins);

    const std::shared_ptr<SharedConnection> m_connection;
    const std::string m_instance;  ///< by which it knows its own words from those of a node of the same name
    const std::function<api::NodeInfo()> m_self;
    const std::function<void()> m_changed;
    std::unique_ptr<Listening> m_listening;
    std::unique_ptr<ConnectionWatch> m_watch;
    std::thread m_thread;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::map<std::string, Seen> m_seen;
    std::optional<Seen> m_twin;
    std::string m_id;
    std::string m_watches;               ///< as the header says it; empty: nothing
    std::atomic<bool> m_watched{false};  ///< whether anybody may look at anything; written with the lock
    bool m_running = false;
    bool m_now = false;
};

/// Whether it has a journal and carries runs on. One that does not tell its roles is believed to.
bool hasEngine(const api::NodeInfo& node);
/// Asks whether there is a node of this name already, and listens for it. Of two that join at one time the one that
/// began later is refused. Blocks; `pause` waits for the time given, true: it is to end. Errors: kConflict names the
/// host of the other; "stopped".
api::Result<api::Unit> awaitOnlyOne(SharedConnection& connection, const api::NodeInfo& self,
                                    const std::function<bool(std::chrono::milliseconds)>& pause,
                                    std::chrono::milliseconds patience = kListenForTwin);

/// Puts host, cores, load of the machine and memory of this process into `info`, as the system tells them.
void measureMachine(api::NodeInfo& info);

}  // namespace beamline::nats
