// SPDX-License-Identifier: Apache-2.0
#include "app/daemon/peer_engines.h"

#include "engine/nats/link.h"
#include "engine/wire/remote_engine.h"

namespace beamline::daemon {

namespace {
constexpr std::chrono::milliseconds kGreeting{2'000};
}

std::string ownName(const std::string& node) {
    return node + "-own";
}

PeerEngines::PeerEngines(std::shared_ptr<nats::SharedConnection> connection)
    : m_connection(std::move(connection)), m_connecting([this] { connect(); }) {}

PeerEngines::~PeerEngines() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_connecting.join();
}

std::shared_ptr<api::Engine> PeerEngines::of(const std::string& node) {
    const std::lock_guard lock(m_mutex);
    if (const auto it = m_engines.find(node); it != m_engines.end()) {
        return it->second;
    }
    if (m_engines.size() + m_wanted.size() < kMaxPeers && m_wanted.insert(node).second) {
        m_wake.notify_all();
    }
    return nullptr;
}

void PeerEngines::keepOnly(const std::set<std::string>& nodes) {
    const std::lock_guard lock(m_mutex);
    for (auto it = m_engines.begin(); it != m_engines.end();) {
        if (nodes.contains(it->first) || it->second.use_count() > 1) {
            ++it;
        } else {
            m_gone.push_back(std::move(it->second));
            it = m_engines.erase(it);
        }
    }
    m_wake.notify_all();
}

/// Waits for greetings, and for what ends, so that nobody else has to.
void PeerEngines::connect() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopping || !m_wanted.empty() || !m_gone.empty(); });
        if (m_stopping) {
            return;
        }
        if (auto gone = std::exchange(m_gone, {}); !gone.empty()) {
            lock.unlock();
            gone.clear();
            lock.lock();
            continue;
        }
        const auto node = *m_wanted.begin();
        lock.unlock();
        nats::LinkOptions link;
        link.node = ownName(node);
        link.client = "node";
        wire::RemoteOptions options;
        options.name = node;
        auto engine = wire::RemoteEngine::connect(nats::natsConnector(m_connection, link), kGreeting, options);
        lock.lock();
        m_wanted.erase(node);
        if (engine.ok()) {
            m_engines[node] = *engine;  // it connects again by itself from now on
        }
    }
}

}  // namespace beamline::daemon
