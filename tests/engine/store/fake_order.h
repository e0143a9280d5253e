// SPDX-License-Identifier: Apache-2.0
#pragma once
// The order of a cluster in memory, with everything that can go wrong: any number of journals on one log, each with its
// Order and Peers. Any thread.

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "engine/store/order.h"

namespace beamline::store::test {

class FakeCluster {
public:
    explicit FakeCluster(std::uint64_t seed = 1);
    ~FakeCluster();
    FakeCluster(const FakeCluster&) = delete;
    FakeCluster& operator=(const FakeCluster&) = delete;

    std::chrono::milliseconds ownersPatience{2'000};  ///< of journals that are opened from now on

    /// A node has one of each for a life of its journal; making new ones ends the old.
    std::shared_ptr<Order> order(const std::string& node);
    std::shared_ptr<Peers> peers(const std::string& node);

    /// Neither reads, proposes nor answers.
    void cut(const std::string& node, bool off);
    /// What it proposes stays on its way.
    void hold(const std::string& node, bool on);
    /// What it reads stays where it is.
    void pauseReading(const std::string& node, bool on);
    /// Files that are fetched do not come.
    void holdFiles(bool on);
    /// In percent of proposals: overtaken by the next, twice, lost on the way until the next time.
    void disturb(int overtaken, int twice, int lost);
    /// The oldest words cannot be read any more.
    void forget(std::size_t words);
    /// The newest words are gone; everybody connects anew.
    void goBack(std::size_t words);
    /// Another, empty order.
    void makeAnew();
    /// The word at this place is never read by this node, unless it is its own.
    void hide(const std::string& node, std::uint64_t place);
    /// A word that nobody's journal has made.
    void put(std::string id, std::string data);
    /// Connections of all are lost and made again.
    void reconnect();
    std::uint64_t last();
    /// The place up to which this node was given all words since it connected.
    std::uint64_t read(const std::string& node);
    std::size_t proposed(const std::string& node);
    /// Those proposals, and the place where each stands; 0: nowhere.
    std::vector<Ordered> proposals(const std::string& node);
    std::vector<Ordered> words();

private:
    class NodeOrder;
    class NodePeers;
    struct Proposal {
        std::string id;
        std::string data;
        bool isRead = false;  ///< it is not sent any more, whatever becomes of it
    };
    struct Node {
        bool off = false;
        bool held = false;
        bool paused = false;
        std::uint64_t connection = 1;
        std::map<std::uint64_t, Proposal> proposals;  ///< by their number
        std::map<std::string, std::uint64_t> numbers;
        std::set<std::uint64_t> unsent;
        std::uint64_t lastNumber = 0;
        std::set<std::uint64_t> hidden;
        NodeOrder* order = nullptr;
        std::function<api::Result<std::string>(const std::string&)> answer;
        std::function<api::Result<std::filesystem::path>(const std::string&)> file;
        int answering = 0;
        std::uint64_t place = 0;  ///< was read
    };
    void publish();
    void append(std::string id, std::string data);
    void read(NodeOrder& order);
    bool percent(int of) { return static_cast<int>(m_random() % 100) < of; }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::mt19937_64 m_random;
    std::map<std::string, Node> m_nodes;
    std::deque<Ordered> m_log;
    std::uint64_t m_last = 0;
    int m_order = 1;
    bool m_filesHeld = false;
    int m_overtaken = 0;
    int m_twice = 0;
    int m_lost = 0;
    bool m_stop = false;
    std::thread m_publisher;
};

}  // namespace beamline::store::test
