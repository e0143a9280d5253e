// SPDX-License-Identifier: Apache-2.0
// The rules of leases and of acceptance, explored: every order in which nodes claim, append, release and read, and in
// which their words reach the order, for small sizes; and long seeded walks with more nodes, which crash and freeze.
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <unordered_set>

#include "engine/core/cluster/leases.h"

namespace beamline::core {
namespace {

/// A word of the model: about the lease, or a change of a run by its owner.
struct Said {
    bool append = false;
    LeaseWord lease;
    int run = 0;
    RunHead claimed;  ///< append: what it was made on top of
    std::string fact;
    std::string key() const {
        return append ? 'A' + lease.node + std::to_string(lease.shard) + '.' + std::to_string(lease.epoch) + '.' +
                            std::to_string(run) + '.' + std::to_string(claimed.n) + claimed.hash + fact
                      : std::to_string(static_cast<int>(lease.kind)) + lease.node + std::to_string(lease.shard) + '.' +
                            std::to_string(lease.epoch) + lease.to;
    }
};

/// Rules that are wrong on purpose: the exploration must find what they break.
enum class Broken { nothing, epochs, chains, claims };

RunHead next(const RunHead& head, const std::string& fact) {
    static std::map<std::pair<std::string, std::string>, std::string> known;  // sha256 is what would take the time
    auto& hash = known[{head.hash, fact}];
    if (hash.empty()) {
        hash = advanced(head, fact).hash;
    }
    return {head.n + 1, hash};
}

/// What a node knows that has read so far.
struct Reader {
    Reader(int shards, int runs) : leases(shards), heads(static_cast<std::size_t>(runs)) {}
    /// Whether the word counts.
    bool read(const Said& said, Broken broken = Broken::nothing) {
        if (!said.append) {
            auto word = said.lease;
            if (broken == Broken::claims && word.kind == LeaseKind::claim) {
                word.epoch = leases.of(word.shard).epoch + 1;  // whoever claims gets it, with the epoch it said
                const bool newer = said.lease.epoch >= leases.of(word.shard).epoch;
                if (newer) {
                    auto lease = leases.of(word.shard);
                    lease.epoch = said.lease.epoch;
                    lease.owner = word.node;
                    leases.restore(word.shard, lease);
                }
                return newer;
            }
            return leases.read(word) == LeaseVerdict::taken;
        }
        auto& head = heads[static_cast<std::size_t>(said.run)];
        const bool current = leases.current(said.lease.shard, said.lease.epoch) || broken == Broken::epochs;
        const bool next_one = follows(head, said.claimed, 1) == Follows::yes || broken == Broken::chains;
        if (!current || !next_one) {
            return false;
        }
        head = next(head, said.fact);
        accepted.push_back(said.fact);
        return true;
    }
    bool owns(int shard, const std::string& node) const { return leases.of(shard).owner == node; }
    bool operator==(const Reader& other) const {
        for (int shard = 0; shard < leases.shards(); ++shard) {
            if (!(leases.of(shard) == other.leases.of(shard))) {
                return false;
            }
        }
        return heads == other.heads && accepted == other.accepted;
    }
    Leases leases;
    std::vector<RunHead> heads;
    std::vector<std::string> accepted;
};

struct Sizes {
    int nodes = 2;
    int runs = 1;
    int words = 4;
    int duplicates = 1;
    Broken broken = Broken::nothing;
};

/// One state: what was said and is on its way, the order, and how far each node has read it.
struct State {
    struct Node {
        Reader reader;
        std::size_t place = 0;
        int facts = 0;                    ///< that it has ever written
        std::vector<RunHead> ahead;       ///< per run: on top of what it writes next when it does not wait for answers
        std::uint64_t aheadOf = 0;        ///< the epoch that `ahead` belongs to
        std::set<std::string> proposed;   ///< claims and releases, each once
        std::set<std::string> confirmed;  ///< facts that it acknowledged
    };
    std::vector<Said> order;
    std::vector<bool> verdicts;  ///< of the first reader of each place
    std::map<std::string, std::pair<Said, int>> flying;
    std::vector<Node> nodes;
    int words = 0;
    int duplicates = 0;

    std::string key() const {
        std::string text;
        for (const auto& said : order) {
            text += said.key() + ';';
        }
        text += '|';
        for (const auto& [key, said] : flying) {
            text += key + ';';
        }
        for (const auto& node : nodes) {
            text += '|' + std::to_string(node.place) + ',' + std::to_string(node.facts) + ',' +
                    std::to_string(node.aheadOf);
            for (const auto& head : node.ahead) {
                text += ',' + head.hash;
            }
        }
        return text + '|' + std::to_string(words) + ',' + std::to_string(duplicates);
    }
};

class Explorer {
public:
    explicit Explorer(Sizes sizes) : m_sizes(sizes) {}
    /// The first thing that is wrong; empty: nothing in any state.
    std::string explore() {
        State first;
        for (int i = 0; i < m_sizes.nodes; ++i) {
            first.nodes.push_back({Reader(1, m_sizes.runs), 0, 0, {}, 0, {}, {}});
        }
        add(std::move(first));
        while (!m_open.empty() && m_wrong.empty()) {
            const auto state = std::move(m_open.front());
            m_open.pop_front();
            for (int node = 0; node < m_sizes.nodes; ++node) {
                say(state, node);
                read(state, node);
            }
            arrive(state);
        }
        return m_wrong;
    }
    std::size_t states() const { return m_seen.size(); }

private:
    static std::string nameOf(int node) { return std::string(1, static_cast<char>('a' + node)); }

    void add(State state) {
        if (m_seen.insert(std::hash<std::string>{}(state.key())).second) {
            m_open.push_back(std::move(state));
        }
    }

    void propose(const State& before, int node, Said said) {
        auto state = before;
        const auto key = said.key();
        auto& me = state.nodes[static_cast<std::size_t>(node)];
        if (said.append) {
            ++me.facts;
            me.ahead[static_cast<std::size_t>(said.run)] = next(said.claimed, said.fact);
        } else if (!me.proposed.insert(key).second) {
            return;
        }
        ++state.words;
        state.flying.emplace(key, std::pair(std::move(said), 0));
        add(std::move(state));
    }

    /// Whatever a node may say as far as it knows. It may think at any time that the owner is gone.
    void say(const State& state, int node) {
        if (state.words == m_sizes.words) {
            return;
        }
        const auto& me = state.nodes[static_cast<std::size_t>(node)];
        const auto& lease = me.reader.leases.of(0);
        Said said;
        said.lease.node = nameOf(node);
        said.lease.epoch = lease.epoch + 1;
        propose(state, node, said);  // also the owner itself, when it has started anew
        if (lease.owner != nameOf(node)) {
            return;
        }
        said.lease.epoch = lease.epoch;
        said.lease.kind = LeaseKind::release;
        propose(state, node, said);
        said.append = true;
        said.fact = nameOf(node) + std::to_string(me.facts);
        for (int run = 0; run < m_sizes.runs; ++run) {
            auto with = state;
            auto& mine = with.nodes[static_cast<std::size_t>(node)];
            if (mine.aheadOf != lease.epoch) {
                mine.aheadOf = lease.epoch;
                mine.ahead = mine.reader.heads;
            }
            said.run = run;
            const auto& known = mine.reader.heads[static_cast<std::size_t>(run)];
            const auto& ahead = mine.ahead[static_cast<std::size_t>(run)];
            said.claimed = known;  // the run was read anew, whatever is on its way
            propose(with, node, said);
            if (!(ahead == known)) {
                said.claimed = ahead;
                propose(with, node, said);
            }
        }
    }

    /// A word gets its place; in any order, and twice. What never arrives is lost: every state has that, too.
    void arrive(const State& before) {
        for (const auto& [key, flying] : before.flying) {
            for (const bool again : {false, true}) {
                if (again && before.duplicates == m_sizes.duplicates) {
                    continue;
                }
                auto state = before;
                state.order.push_back(flying.first);
                if (again) {
                    ++state.duplicates;
                } else {
                    state.flying.erase(key);
                }
                checkOrder(state);
                add(std::move(state));
            }
        }
    }

    void read(const State& before, int node) {
        if (before.nodes[static_cast<std::size_t>(node)].place == before.order.size()) {
            return;
        }
        auto state = before;
        auto& me = state.nodes[static_cast<std::size_t>(node)];
        const auto& said = state.order[me.place];
        const bool counts = me.reader.read(said, m_sizes.broken);
        if (me.place == state.verdicts.size()) {
            state.verdicts.push_back(counts);
        } else if (state.verdicts[me.place] != counts) {
            m_wrong = "two readers of one place disagree";
        }
        ++me.place;
        if (said.append && counts && said.lease.node == nameOf(node)) {
            me.confirmed.insert(said.fact);
        }
        for (const auto& other : state.nodes) {
            if (other.place == me.place && !(other.reader == me.reader)) {
                m_wrong = "two nodes that have read the same are not the same";
            }
            if (other.place >= me.place) {
                for (const auto& fact : me.confirmed) {
                    const auto& kept = other.reader.accepted;
                    if (std::find(kept.begin(), kept.end(), fact) == kept.end()) {
                        m_wrong = "what was acknowledged is missing elsewhere";
                    }
                }
            }
        }
        add(std::move(state));
    }

    /// By a reader of its own, of the whole order: who owned what, and whose words counted.
    void checkOrder(const State& state) {
        Reader reader(1, m_sizes.runs);
        std::map<std::uint64_t, std::string> owners;
        std::set<std::string> taken;
        std::uint64_t epoch = 0;
        for (const auto& said : state.order) {
            const bool counts = reader.read(said, m_sizes.broken);
            if (counts && !said.append && said.lease.kind == LeaseKind::claim) {
                if (!owners.emplace(said.lease.epoch, said.lease.node).second) {
                    m_wrong = "an epoch had two owners";
                }
                epoch = said.lease.epoch;
            }
            if (counts && said.append) {
                if (said.lease.epoch != epoch || owners[epoch] != said.lease.node) {
                    m_wrong = "a word of a former owner counted";
                }
                if (!taken.insert(said.fact).second) {
                    m_wrong = "a word counted twice";
                }
            }
        }
    }

    const Sizes m_sizes;
    std::deque<State> m_open;
    std::unordered_set<std::size_t> m_seen;
    std::string m_wrong;
};

std::string explored(const Sizes& sizes) {
    Explorer explorer(sizes);
    auto wrong = explorer.explore();
    std::cout << "[ explored ] " << sizes.nodes << " nodes, " << sizes.runs << " runs, " << sizes.words << " words, "
              << sizes.duplicates << " duplicates: " << explorer.states() << " states"
              << (wrong.empty() ? "" : ", then: " + wrong) << std::endl;
    return wrong;
}

TEST(LeaseModel, HoldsInEveryOrderOfThings) {
    EXPECT_EQ(explored({2, 1, 4, 1}), "");
    EXPECT_EQ(explored({2, 2, 4, 0}), "");
    EXPECT_EQ(explored({3, 1, 3, 1}), "");
    EXPECT_EQ(explored({2, 1, 5, 0}), "");
}

TEST(LeaseModel, FindsWhatWrongRulesBreak) {
    EXPECT_EQ(explored({2, 1, 4, 1, Broken::epochs}), "a word of a former owner counted");
    EXPECT_EQ(explored({2, 1, 4, 1, Broken::chains}), "a word counted twice");
    EXPECT_EQ(explored({2, 1, 4, 1, Broken::claims}), "an epoch had two owners");
}

// ---- long walks ---------------------------------------------------------------------------------------------------

/// Nodes that run by clocks of their own, over a network that delays, repeats and loses.
class World {
public:
    static constexpr int kNodes = 5;
    static constexpr int kShards = 8;
    static constexpr int kRuns = 24;  ///< run r lives in shard r % kShards
    static constexpr int kLease = 40;

    explicit World(unsigned seed) : m_random(seed) {
        for (int i = 0; i < kNodes; ++i) {
            m_nodes.emplace_back();
            m_nodes.back().name = "n" + std::to_string(i);
            m_nodes.back().speed = 1 + static_cast<int>(m_random() % 3);
        }
    }

    void step(bool trouble) {
        for (auto& node : m_nodes) {
            if (trouble && chance(400)) {
                node.asleep = static_cast<int>(m_random() % 300);  // stopped: it comes back with what it believed
            }
            if (trouble && chance(500)) {
                restart(node);
            }
            if (node.asleep > 0) {
                --node.asleep;
                continue;
            }
            act(node);
        }
        for (std::size_t i = 0; i < m_flying.size();) {
            if (!chance(trouble ? 6 : 2)) {
                ++i;
                continue;
            }
            if (trouble && chance(20)) {  // lost; a repeat of it may still come
                m_flying.erase(m_flying.begin() + static_cast<std::ptrdiff_t>(i));
                continue;
            }
            m_order.push_back(m_flying[i]);
            if (trouble && chance(8)) {
                ++i;
            } else {
                m_flying.erase(m_flying.begin() + static_cast<std::ptrdiff_t>(i));
            }
        }
    }

    /// What is wrong in the end; empty: nothing.
    std::string verdict() {
        Reader reader(kShards, kRuns);
        std::set<std::pair<int, std::uint64_t>> epochs;
        std::set<std::string> taken;
        for (const auto& said : m_order) {
            const bool counts = reader.read(said);
            if (counts && !said.append && said.lease.kind == LeaseKind::claim &&
                !epochs.emplace(said.lease.shard, said.lease.epoch).second) {
                return "an epoch had two owners";
            }
            if (counts && said.append && !taken.insert(said.fact).second) {
                return "a word counted twice";
            }
        }
        for (auto& node : m_nodes) {
            node.asleep = 0;
            while (node.place < m_order.size()) {
                readOne(node);
            }
            if (!(node.reader == reader)) {
                return node.name + " is not like the others";
            }
        }
        for (const auto& fact : m_confirmed) {
            if (!taken.contains(fact)) {
                return fact + " was acknowledged and is lost";
            }
        }
        for (int shard = 0; shard < kShards; ++shard) {
            if (reader.leases.of(shard).owner.empty()) {
                return "nobody has shard " + std::to_string(shard);
            }
        }
        return {};
    }
    std::size_t confirmed() const { return m_confirmed.size(); }
    std::size_t places() const { return m_order.size(); }

private:
    struct Node {
        std::string name;
        Reader reader{kShards, kRuns};
        std::size_t place = 0;
        std::vector<RunHead> ahead = std::vector<RunHead>(kRuns);
        std::set<std::pair<int, std::uint64_t>> mine;  ///< leases of this life
        std::map<int, int> heard = {};                 ///< shard: own time of the last word of its owner that was read
        int clock = 0;
        int speed = 1;
        int asleep = 0;
        int facts = 0;
        int life = 0;
        int renewed = 0;
    };

    bool chance(unsigned oneIn) { return m_random() % oneIn == 0; }

    void restart(Node& node) {
        node.mine.clear();
        node.heard.clear();
        ++node.life;
        node.ahead = node.reader.heads;
    }

    void readOne(Node& node) {
        const auto& said = m_order[node.place++];
        const bool counts = node.reader.read(said);
        if (!said.append) {
            if (said.lease.kind == LeaseKind::renew) {
                for (const auto& one : said.lease.held) {
                    node.heard[one.shard] = node.clock;
                }
            } else if (counts) {
                node.heard[said.lease.shard] = node.clock;
            }
            const auto epoch = said.lease.epoch;
            if (counts && said.lease.kind == LeaseKind::claim) {
                std::erase_if(node.mine, [&](const auto& one) { return one.first == said.lease.shard; });
                if (said.lease.node == node.name && said.fact == std::to_string(node.life)) {
                    node.mine.emplace(said.lease.shard, epoch);
                    for (int run = said.lease.shard; run < kRuns; run += kShards) {
                        node.ahead[static_cast<std::size_t>(run)] = node.reader.heads[static_cast<std::size_t>(run)];
                    }
                }
            }
        } else if (said.lease.node == node.name) {
            if (counts) {
                m_confirmed.insert(said.fact);
            } else {  // the run is taken up anew
                node.ahead[static_cast<std::size_t>(said.run)] = node.reader.heads[static_cast<std::size_t>(said.run)];
            }
        }
    }

    void act(Node& node) {
        node.clock += node.speed;
        for (unsigned i = m_random() % 6; i > 0 && node.place < m_order.size(); --i) {
            readOne(node);
        }
        for (int shard = 0; shard < kShards; ++shard) {
            const auto& lease = node.reader.leases.of(shard);
            const auto heard = node.heard.try_emplace(shard, node.clock).first->second;
            const bool mine = node.mine.contains({shard, lease.epoch});
            if (!mine && (node.clock - heard > kLease || (lease.owner == node.name && chance(4)))) {
                Said said;
                said.lease.shard = shard;
                said.lease.epoch = lease.epoch + 1;
                said.lease.node = node.name;
                said.fact = std::to_string(node.life);  // which process: a word of the one before is not this one's
                m_flying.push_back(said);
                node.heard[shard] = node.clock;
            }
        }
        if (node.clock - node.renewed > kLease / 3) {
            node.renewed = node.clock;
            Said said;
            said.lease.kind = LeaseKind::renew;
            said.lease.node = node.name;
            for (const auto& [shard, epoch] : node.mine) {
                said.lease.held.push_back({shard, epoch, 0});
            }
            m_flying.push_back(said);
        }
        for (const auto& [shard, epoch] : node.mine) {
            if (chance(3)) {
                write(node, shard, epoch);
            }
        }
    }

    void write(Node& node, int shard, std::uint64_t epoch) {
        Said said;
        said.append = true;
        said.lease.shard = shard;
        said.lease.epoch = epoch;
        said.lease.node = node.name;
        said.run = shard + kShards * static_cast<int>(m_random() % (kRuns / kShards));
        auto& ahead = node.ahead[static_cast<std::size_t>(said.run)];
        said.claimed = ahead;
        said.fact = node.name + '.' + std::to_string(node.facts++);
        ahead = advanced(ahead, said.fact);
        m_flying.push_back(said);
    }

    std::mt19937 m_random;
    std::deque<Node> m_nodes;
    std::vector<Said> m_flying;
    std::vector<Said> m_order;
    std::set<std::string> m_confirmed;
};

TEST(LeaseModel, HoldsOnLongWalksWithCrashesAndSleep) {
    std::size_t confirmed = 0;
    std::size_t places = 0;
    constexpr unsigned kWalks = 40;
    for (unsigned seed = 1; seed <= kWalks; ++seed) {
        World world(seed);
        for (int i = 0; i < 600; ++i) {
            world.step(true);
        }
        for (int i = 0; i < 200; ++i) {
            world.step(false);
        }
        ASSERT_EQ(world.verdict(), "") << "seed " << seed;
        confirmed += world.confirmed();
        places += world.places();
    }
    EXPECT_GT(confirmed, kWalks * 50) << "the walks are of no use when nothing is written";
    std::cout << "[   walked ] " << kWalks << " seeds, " << places << " words in the order, " << confirmed
              << " acknowledged" << std::endl;
}

}  // namespace
}  // namespace beamline::core
