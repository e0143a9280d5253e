// SPDX-License-Identifier: Apache-2.0
#pragma once
// blocks::Broadcast by messages from node to node: beamline.node.v1.<node>.live. What a node looks at is told with its
// presence, so nothing is sent to who does not look. Any thread.

#include <deque>
#include <thread>

#include "engine/blocks/broadcast.h"
#include "engine/nats/presence.h"

namespace beamline::nats {

inline constexpr std::size_t kMaxUnsentLive = 4'096;          ///< events; more are dropped, …
inline constexpr std::size_t kMaxUnsentLiveBytes = 4u << 20;  ///< … these too
inline constexpr std::size_t kMaxLiveMessage = 64 * 1024;     ///< bytes of events that go together
inline constexpr std::size_t kMaxLivePerSecond = 4u << 20;    ///< bytes to other nodes: the order goes the same way
inline constexpr int kMaxUnheardLiveBytes = 8 << 20;          ///< received and not yet handed on; more are dropped

class NodeBroadcast final : public blocks::Broadcast {
public:
    struct Figures {
        std::uint64_t messages = 0;  ///< sent
        std::uint64_t bytes = 0;
        std::uint64_t dropped = 0;  ///< events that were not sent because there were too many
    };
    NodeBroadcast(std::shared_ptr<SharedConnection> connection, std::shared_ptr<Presence> presence, std::string node);
    ~NodeBroadcast() override;
    void listen(std::function<void(api::Event)> heard) override;
    void watch(std::set<std::string> runs) override;
    bool wanted(const std::string& run) const override;
    void tell(const api::Event& event) override;
    Figures figures() const;

private:
    using Clock = std::chrono::steady_clock;
    struct Unsent {
        std::string run;  ///< empty: for all
        std::string text;
    };
    void run();
    std::size_t send(const std::deque<Unsent>& events);
    std::size_t mostBytes() const;

    const std::shared_ptr<SharedConnection> m_connection;
    const std::shared_ptr<Presence> m_presence;
    const std::string m_node;
    std::unique_ptr<Listening> m_listening;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Unsent> m_unsent;
    std::size_t m_unsentBytes = 0;
    Figures m_figures;
    bool m_stopping = false;
    std::thread m_thread;
};

}  // namespace beamline::nats
