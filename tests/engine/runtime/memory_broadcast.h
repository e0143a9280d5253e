// SPDX-License-Identifier: Apache-2.0
#pragma once
// What nodes tell each other while tasks run, in memory: everything arrives at once. Any thread.

#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/blocks/broadcast.h"

namespace beamline::test {

class MemoryBroadcast {
public:
    class Node final : public blocks::Broadcast {
    public:
        explicit Node(MemoryBroadcast& all) : m_all(all) {}
        ~Node() override {
            listen({});
            const std::lock_guard lock(m_all.m_mutex);
            std::erase(m_all.m_nodes, this);
        }
        void listen(std::function<void(api::Event)> heard) override {
            const std::lock_guard lock(m_mutex);
            m_heard = std::move(heard);
        }
        void watch(std::set<std::string> runs) override {
            const std::lock_guard lock(m_all.m_mutex);
            m_watched = std::move(runs);
        }
        bool wanted(const std::string& run) const override {
            const std::lock_guard lock(m_all.m_mutex);
            for (const auto* node : m_all.m_nodes) {
                if (node != this && node->looksAt(run)) {
                    return true;
                }
            }
            return false;
        }
        void tell(const api::Event& event) override {
            std::vector<Node*> readers;
            {
                const std::lock_guard lock(m_all.m_mutex);
                for (auto* node : m_all.m_nodes) {
                    if (node != this && (event.kind == api::kNotifyEvent || node->looksAt(event.run))) {
                        readers.push_back(node);
                    }
                }
                m_all.m_sent += readers.size();
            }
            for (auto* node : readers) {
                const std::lock_guard lock(node->m_mutex);
                if (node->m_heard) {
                    node->m_heard(event);
                }
            }
        }
        std::set<std::string> watched() const {
            const std::lock_guard lock(m_all.m_mutex);
            return m_watched;
        }

    private:
        bool looksAt(const std::string& run) const { return m_watched.contains(run) || m_watched.contains({}); }
        MemoryBroadcast& m_all;
        std::set<std::string> m_watched;  ///< under the mutex of all
        std::mutex m_mutex;               ///< held while it is told something
        std::function<void(api::Event)> m_heard;
        friend class MemoryBroadcast;
    };

    /// All nodes must be there before something is told, and until nothing is told any more.
    std::shared_ptr<Node> node() {
        auto made = std::make_shared<Node>(*this);
        const std::lock_guard lock(m_mutex);
        m_nodes.push_back(made.get());
        return made;
    }
    /// Events that went from one node to another.
    std::size_t sent() {
        const std::lock_guard lock(m_mutex);
        return m_sent;
    }

private:
    std::mutex m_mutex;
    std::vector<Node*> m_nodes;
    std::size_t m_sent = 0;
};

}  // namespace beamline::test
