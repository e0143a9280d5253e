// SPDX-License-Identifier: Apache-2.0
#pragma once
// Servers with the streams of a cluster, and nodes that read and propose. Test thread.

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <set>

#include "engine/nats/cluster_streams.h"
#include "engine/nats/stream_order.h"
#include "tests/engine/nats/nats_cluster.h"

namespace beamline::nats {

inline constexpr std::chrono::seconds kPatience{30};

template <class Condition>
bool eventually(Condition condition) {
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return true;
}

/// What a journal does: keeps what it reads, knows where it was.
class Node {
public:
    explicit Node(std::shared_ptr<SharedConnection> connection) : order({std::move(connection)}) {}
    ~Node() {
        letGo();
        order.stop();
    }
    void start() {
        order.start({[this](store::Ordered word) { read(std::move(word)); },
                     [this](const store::OrderOrigin& origin) { return begin(origin); },
                     [this](bool is, const std::string& why) {
                         const std::lock_guard lock(m_mutex);
                         m_states.emplace_back(is, why);
                         m_changed.notify_all();
                     }});
    }
    void propose(const std::string& id, const std::string& data = "x") { order.propose("test", id, data); }
    /// Whether so many different ids were read.
    bool await(std::size_t count, std::chrono::seconds patience = kPatience) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, patience, [&] { return m_ids.size() >= count; });
    }
    bool awaitBegins(std::size_t count) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, kPatience, [&] { return m_begins.size() >= count; });
    }
    /// Whether the order was told to be reachable or not, with a sentence that has this part.
    bool awaitState(bool reachable, const std::string& part = {}) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, kPatience, [&] {
            return !m_states.empty() && m_states.back().first == reachable &&
                   m_states.back().second.find(part) != std::string::npos;
        });
    }
    std::vector<std::pair<bool, std::string>> states() const {
        const std::lock_guard lock(m_mutex);
        return m_states;
    }
    std::vector<store::Ordered> words() const {
        const std::lock_guard lock(m_mutex);
        return m_words;
    }
    std::vector<store::OrderOrigin> begins() const {
        const std::lock_guard lock(m_mutex);
        return m_begins;
    }
    std::string text() const {
        std::string out;
        for (const auto& word : words()) {
            out += std::to_string(word.place) + " " + word.id + " " + std::to_string(word.data.size()) + "\n";
        }
        return out;
    }
    std::uint64_t place() const {
        const std::lock_guard lock(m_mutex);
        return m_words.empty() ? beginAfter : m_words.back().place;
    }
    api::Result<std::uint64_t> newest() {
        std::mutex mutex;
        std::condition_variable changed;
        std::optional<api::Result<std::uint64_t>> answer;
        order.newest([&](auto found) {
            const std::lock_guard lock(mutex);
            answer = std::move(found);
            changed.notify_all();
        });
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return answer.has_value(); });
        return *answer;
    }
    /// The journal is slow: read() does not return.
    void hold() {
        const std::lock_guard lock(m_mutex);
        m_held = true;
    }
    void letGo() {
        const std::lock_guard lock(m_mutex);
        m_held = false;
        m_changed.notify_all();
    }

    std::uint64_t beginAfter = 0;  ///< when nothing was read yet
    bool settles = true;
    bool copies = false;                ///< of another journal, what cannot be read any more
    std::optional<api::Error> refuses;  ///< what begin() answers the first time
    StreamOrder order;

private:
    void read(store::Ordered word) {
        std::unique_lock lock(m_mutex);
        if (settles) {
            order.settle(word.id);
        }
        m_ids.insert(word.id);
        m_words.push_back(std::move(word));
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return !m_held; });
    }
    api::Result<std::uint64_t> begin(const store::OrderOrigin& origin) {
        const std::lock_guard lock(m_mutex);
        const bool same = m_begins.empty() || m_begins.back().id == origin.id;
        m_begins.push_back(origin);
        m_changed.notify_all();
        if (refuses) {
            auto error = *refuses;
            refuses.reset();
            return error;
        }
        if (!same) {
            m_ids.clear();
            m_words.clear();
            return 0;
        }
        const auto place = m_words.empty() ? beginAfter : m_words.back().place;
        return copies ? std::max(place, origin.first - 1) : place;
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<store::Ordered> m_words;
    std::set<std::string> m_ids;
    std::vector<store::OrderOrigin> m_begins;
    std::vector<std::pair<bool, std::string>> m_states;
    bool m_held = false;
};

class OrderTest : public ::testing::Test {
protected:
    void SetUp() override {
        char name[] = "/tmp/beamline-order-XXXXXX";
        base = ::mkdtemp(name);
    }
    void TearDown() override {
        servers.reset();
        std::error_code ec;
        std::filesystem::remove_all(base, ec);
    }
    /// False: the program is not there.
    bool run(int size, const std::string& configuration = {}) {
        servers = NatsCluster::start(base, size, configuration);
        wanted.replicas = size;
        return servers != nullptr;
    }
    Target target(int first = 0) const {
        Target out;
        out.address.servers = servers->urls();
        std::rotate(out.address.servers.begin(), out.address.servers.begin() + first, out.address.servers.end());
        return out;
    }
    std::shared_ptr<SharedConnection> connect(int first = 0) const {
        auto made = SharedConnection::open(target(first));
        EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().message);
        return made.ok() ? *made : nullptr;
    }
    /// The streams; a cluster that has just begun needs a moment.
    void init() {
        const ClusterStreams streams(connect());
        std::string why;
        ASSERT_TRUE(eventually([&] {
            const auto plan = streams.plan(wanted);
            const auto done = plan.ok() ? streams.apply(*plan) : api::Result<std::vector<std::string>>(plan.error());
            why = done.ok() ? "" : done.error().message;
            return done.ok();
        })) << why;
    }
    std::string leader() const {
        const auto facts = factsOf(*connect(), kJournalStream);
        return facts.ok() ? facts->leader : "";
    }
    static ClusterInit small() {
        ClusterInit out;
        out.name = "test";
        out.journalBytes = 256 << 20;
        out.workBytes = 16 << 20;
        return out;
    }

    std::filesystem::path base;
    std::unique_ptr<NatsCluster> servers;
    ClusterInit wanted = small();
};

}  // namespace beamline::nats
