// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/store/fake_order.h"

#include <algorithm>

namespace beamline::store::test {

namespace {
api::Error away() {
    return {api::code::kUnavailable, "The node is cut off.", {}, true};
}
}  // namespace

class FakeCluster::NodeOrder : public Order {
public:
    NodeOrder(FakeCluster& cluster, std::string node) : m_cluster(cluster), m_node(std::move(node)) {}
    ~NodeOrder() override { stop(); }

    void start(Reader reader) override {
        m_reader = std::move(reader);
        m_thread = std::thread([this] { m_cluster.read(*this); });
    }
    void stop() override {
        {
            const std::lock_guard lock(m_cluster.m_mutex);
            m_stop = true;
            if (auto& node = m_cluster.m_nodes[m_node]; node.order == this) {
                node.proposals.clear();
                node.numbers.clear();
                node.unsent.clear();
                node.order = nullptr;
            }
        }
        m_cluster.m_changed.notify_all();
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }
    void propose(const std::string&, std::string id, std::string data) override {
        {
            const std::lock_guard lock(m_cluster.m_mutex);
            if (!m_stop) {
                auto& node = m_cluster.m_nodes[m_node];
                const auto number = ++node.lastNumber;
                node.numbers.emplace(id, number);
                node.unsent.insert(number);
                node.proposals.emplace(number, Proposal{std::move(id), std::move(data)});
            }
        }
        m_cluster.m_changed.notify_all();
    }
    void settle(const std::string& id) override {
        const std::lock_guard lock(m_cluster.m_mutex);
        auto& node = m_cluster.m_nodes[m_node];
        if (const auto known = node.numbers.find(id); known != node.numbers.end()) {
            node.proposals.erase(known->second);
            node.unsent.erase(known->second);
            node.numbers.erase(known);
        }
    }
    void newest(std::function<void(api::Result<std::uint64_t>)> done) override {
        api::Result<std::uint64_t> place = away();
        {
            const std::lock_guard lock(m_cluster.m_mutex);
            if (!m_cluster.m_nodes[m_node].off) {
                place = m_cluster.m_last;
            }
        }
        done(place);
    }

    FakeCluster& m_cluster;
    const std::string m_node;
    Reader m_reader;
    bool m_stop = false;
    std::thread m_thread;
};

class FakeCluster::NodePeers : public Peers {
public:
    NodePeers(FakeCluster& cluster, std::string node) : m_cluster(cluster), m_node(std::move(node)) {}
    ~NodePeers() override { serve({}, {}); }

    std::vector<Reply> ask(const std::string& question, std::chrono::milliseconds patience) override {
        std::vector<std::string> names;
        {
            const std::lock_guard lock(m_cluster.m_mutex);
            for (const auto& [name, node] : m_cluster.m_nodes) {
                names.push_back(name);
            }
        }
        std::vector<Reply> replies;
        for (const auto& name : names) {
            if (auto reply = name == m_node ? away() : ask(name, question, patience)) {
                replies.push_back({name, std::move(*reply)});
            }
        }
        return replies;
    }
    api::Result<std::string> ask(const std::string& node, const std::string& question,
                                 std::chrono::milliseconds) override {
        return call<std::string>(node, &Node::answer, question);
    }
    api::Result<std::uint64_t> fetch(const std::string& node, const std::string& what,
                                     const std::filesystem::path& target, std::stop_token stop) override {
        for (std::unique_lock lock(m_cluster.m_mutex); m_cluster.m_filesHeld;) {
            if (stop.stop_requested() || !m_cluster.m_nodes[m_node].order) {
                return away();
            }
            m_cluster.m_changed.wait_for(lock, std::chrono::milliseconds(5));
        }
        const auto file = call<std::filesystem::path>(node, &Node::file, what);
        if (!file) {
            return file.error();
        }
        std::filesystem::rename(*file, target);
        return std::uint64_t{std::filesystem::file_size(target)};
    }
    void serve(std::function<api::Result<std::string>(const std::string&)> answer,
               std::function<api::Result<std::filesystem::path>(const std::string&)> file) override {
        std::unique_lock lock(m_cluster.m_mutex);
        auto& node = m_cluster.m_nodes[m_node];
        node.answer = std::move(answer);
        node.file = std::move(file);
        m_cluster.m_changed.wait(lock, [&] { return node.answering == 0; });
    }

private:
    template <class T>
    api::Result<T> call(const std::string& name, std::function<api::Result<T>(const std::string&)> Node::*what,
                        const std::string& argument) {
        std::function<api::Result<T>(const std::string&)> ask;
        {
            const std::lock_guard lock(m_cluster.m_mutex);
            auto& node = m_cluster.m_nodes[name];
            if (node.off || m_cluster.m_nodes[m_node].off || !(node.*what)) {
                return away();
            }
            ask = node.*what;
            ++node.answering;
        }
        auto result = ask(argument);
        {
            const std::lock_guard lock(m_cluster.m_mutex);
            --m_cluster.m_nodes[name].answering;
        }
        m_cluster.m_changed.notify_all();
        return result;
    }
    FakeCluster& m_cluster;
    const std::string m_node;
};

FakeCluster::FakeCluster(std::uint64_t seed) : m_random(seed), m_publisher([this] { publish(); }) {}

FakeCluster::~FakeCluster() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    m_publisher.join();
}

std::shared_ptr<Order> FakeCluster::order(const std::string& node) {
    auto order = std::make_shared<NodeOrder>(*this, node);
    const std::lock_guard lock(m_mutex);
    m_nodes[node].order = order.get();
    return order;
}

std::shared_ptr<Peers> FakeCluster::peers(const std::string& node) {
    return std::make_shared<NodePeers>(*this, node);
}

void FakeCluster::append(std::string id, std::string data) {
    m_log.push_back({++m_last, std::move(id), std::move(data)});
}

void FakeCluster::publish() {
    std::unique_lock lock(m_mutex);
    const auto waits = [](const Node& node) { return !node.off && !node.held && node.order && !node.unsent.empty(); };
    for (;;) {
        std::vector<Node*> ready;
        m_changed.wait(lock, [&] {
            ready.clear();
            for (auto& [name, node] : m_nodes) {
                if (waits(node)) {
                    ready.push_back(&node);
                }
            }
            return m_stop || !ready.empty();
        });
        if (m_stop) {
            return;
        }
        auto& node = *ready[m_random() % ready.size()];
        auto number = node.unsent.begin();
        if (node.unsent.size() > 1 && percent(m_overtaken)) {
            ++number;
        }
        const auto next = node.proposals.at(*number);
        if (!percent(m_lost)) {
            node.unsent.erase(number);
            append(next.id, next.data);
            if (percent(m_twice)) {
                append(next.id, next.data);
            }
            m_changed.notify_all();
        }
    }
}

void FakeCluster::read(NodeOrder& order) {
    std::unique_lock lock(m_mutex);
    std::uint64_t connection = 0;  // none yet
    std::uint64_t place = 0;
    bool told = true;
    while (!order.m_stop) {
        auto& node = m_nodes[order.m_node];
        if (node.off) {
            connection = 0;
            if (std::exchange(told, false)) {
                lock.unlock();
                order.m_reader.state(false, "The node is cut off.");
                lock.lock();
                continue;
            }
            m_changed.wait(lock);
            continue;
        }
        if (connection != node.connection) {
            for (const auto& [number, proposal] : node.proposals) {
                if (!proposal.isRead) {
                    node.unsent.insert(number);  // whether it came through is not known
                }
            }
            const auto current = node.connection;
            const OrderOrigin origin{"order " + std::to_string(m_order),
                                     m_log.empty() ? m_last + 1 : m_log.front().place, m_last};
            lock.unlock();
            order.m_reader.state(true, {});
            const auto from = order.m_reader.begin(origin);
            lock.lock();
            told = true;
            if (from) {
                connection = current;
                place = node.place = *from;
            } else {
                m_changed.wait_for(lock, std::chrono::milliseconds(5));
            }
            m_changed.notify_all();
            continue;
        }
        const auto next = std::upper_bound(m_log.begin(), m_log.end(), place,
                                           [](std::uint64_t p, const Ordered& word) { return p < word.place; });
        if (node.paused || next == m_log.end()) {
            m_changed.wait(lock);
            continue;
        }
        auto word = *next;
        place = word.place;
        const auto own = node.numbers.find(word.id);
        if (own != node.numbers.end()) {
            node.proposals.at(own->second).isRead = true;
            node.unsent.erase(own->second);
        }
        if (own != node.numbers.end() || !node.hidden.contains(place)) {
            lock.unlock();
            order.m_reader.read(std::move(word));
            lock.lock();
        }
        node.place = place;
    }
}

void FakeCluster::cut(const std::string& node, bool off) {
    const std::lock_guard lock(m_mutex);
    m_nodes[node].off = off;
    ++m_nodes[node].connection;
    m_changed.notify_all();
}

void FakeCluster::hold(const std::string& node, bool on) {
    const std::lock_guard lock(m_mutex);
    m_nodes[node].held = on;
    m_changed.notify_all();
}

void FakeCluster::pauseReading(const std::string& node, bool on) {
    const std::lock_guard lock(m_mutex);
    m_nodes[node].paused = on;
    m_changed.notify_all();
}

void FakeCluster::holdFiles(bool on) {
    const std::lock_guard lock(m_mutex);
    m_filesHeld = on;
    m_changed.notify_all();
}

void FakeCluster::disturb(int overtaken, int twice, int lost) {
    const std::lock_guard lock(m_mutex);
    m_overtaken = overtaken;
    m_twice = twice;
    m_lost = lost;
}

void FakeCluster::forget(std::size_t words) {
    const std::lock_guard lock(m_mutex);
    m_log.erase(m_log.begin(), m_log.begin() + static_cast<std::ptrdiff_t>(std::min(words, m_log.size())));
}

void FakeCluster::goBack(std::size_t words) {
    {
        const std::lock_guard lock(m_mutex);
        const auto gone = std::min(words, m_log.size());
        m_log.erase(m_log.end() - static_cast<std::ptrdiff_t>(gone), m_log.end());
        m_last -= gone;
    }
    reconnect();
}

void FakeCluster::makeAnew() {
    {
        const std::lock_guard lock(m_mutex);
        m_log.clear();
        m_last = 0;
        ++m_order;
    }
    reconnect();
}

void FakeCluster::hide(const std::string& node, std::uint64_t place) {
    const std::lock_guard lock(m_mutex);
    m_nodes[node].hidden.insert(place);
}

void FakeCluster::put(std::string id, std::string data) {
    const std::lock_guard lock(m_mutex);
    append(std::move(id), std::move(data));
    m_changed.notify_all();
}

void FakeCluster::reconnect() {
    const std::lock_guard lock(m_mutex);
    for (auto& [name, node] : m_nodes) {
        ++node.connection;
    }
    m_changed.notify_all();
}

std::uint64_t FakeCluster::last() {
    const std::lock_guard lock(m_mutex);
    return m_last;
}

std::uint64_t FakeCluster::read(const std::string& node) {
    const std::lock_guard lock(m_mutex);
    return m_nodes[node].place;
}

std::size_t FakeCluster::proposed(const std::string& node) {
    const std::lock_guard lock(m_mutex);
    return m_nodes[node].proposals.size();
}

std::vector<Ordered> FakeCluster::proposals(const std::string& node) {
    const std::lock_guard lock(m_mutex);
    std::vector<Ordered> found;
    for (const auto& [number, proposal] : m_nodes[node].proposals) {
        const auto there =
            std::find_if(m_log.begin(), m_log.end(), [&](const auto& word) { return word.id == proposal.id; });
        found.push_back({there == m_log.end() ? 0 : there->place, proposal.id, proposal.data});
    }
    return found;
}

std::vector<Ordered> FakeCluster::words() {
    const std::lock_guard lock(m_mutex);
    return {m_log.begin(), m_log.end()};
}

}  // namespace beamline::store::test
