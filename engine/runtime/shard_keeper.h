// SPDX-License-Identifier: Apache-2.0
#pragma once
// Carries out what core::ShardPlan decides: claims, renews and releases shards of a node of a cluster, and tells the
// engine which ones it acts for. Thread-safe; one thread that looks a few times in a lease.

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "engine/core/cluster/shard_plan.h"
#include "engine/runtime/local_engine.h"

namespace beamline::runtime {

inline constexpr auto kFarewell = std::chrono::seconds(2);       ///< at stop, for the releases to be read back
inline constexpr auto kMovePatience = std::chrono::seconds(10);  ///< for a word about a shard or a node to be read
inline constexpr std::size_t kMaxHeardWords = 10'000;  ///< read and not looked at; beyond it the oldest go: they say
                                                       ///< that somebody is alive, owners stand in the journal

/// What the journal tells from the moment it is opened, kept until somebody listens.
class JournalEars {
public:
    void applied(store::Applied what);
    void leased(const core::LeaseWord& word);
    void notice(const std::string& text);
    /// Those before come first. Not under way any more when it returns: empty functions end it.
    void listen(std::function<void(const store::Applied&)> applied, std::function<void(const core::LeaseWord&)> leased,
                std::function<void(const std::string&)> notice);

private:
    std::mutex m_mutex;  ///< held while a handler runs, which only queues
    bool m_listening = false;
    std::deque<store::Applied> m_applied;
    std::deque<core::LeaseWord> m_words;
    std::function<void(const store::Applied&)> m_onApplied;
    std::function<void(const core::LeaseWord&)> m_onLeased;
    std::vector<std::string> m_notices;
    std::function<void(const std::string&)> m_onNotice;
};

/// What an engine does about shards. Called on the keeper's thread; must not block for long.
struct ShardDuties {
    std::function<void(int shard, std::int64_t delivered)> begin;
    std::function<void(int shard)> hold;   ///< it will yield: acts() still says that it is acted for
    std::function<void(int shard)> yield;  ///< begins nothing more for it
    std::function<bool(int shard)> quiet;  ///< asked again and again while it yields
    std::function<void(int shard)> stop;
    std::function<std::int64_t(int shard)> delivered;  ///< messages up to here need no delivery in it any more
};

class ShardKeeper {
public:
    ShardKeeper(store::Journal& journal, const EngineOptions& options);
    ~ShardKeeper() { stop(); }
    void start(ShardDuties duties);
    /// Releases what is held, so that others need not wait.
    void stop();

    int shards() const { return m_shards; }
    /// One of each shard, as far as it is stored.
    std::vector<core::Lease> leases() const;
    bool acts(int shard) const {
        return shard >= 0 && shard < m_shards &&
               m_acts[static_cast<std::size_t>(shard)].load(std::memory_order_relaxed);
    }
    /// A word that was read, on the journal's thread.
    void heard(const core::LeaseWord& word);
    /// The journal has become another one: it acts for nothing until it has claimed that again. On the journal's
    /// thread.
    void startAnew();
    /// Whether it acts for any.
    bool any() const {
        return std::any_of(m_acts.begin(), m_acts.begin() + m_shards,
                           [](const auto& acts) { return acts.load(std::memory_order_relaxed); });
    }

    /// Hands the shards over, or takes some again. `done` comes when the cluster knows it, on the keeper's thread;
    /// kConflict when no other node would take them.
    void drain(bool on, std::function<void(api::Result<api::Unit>)> done);
    bool draining() const;
    /// True when it owns none within `patience`. Blocks.
    bool awaitNone(std::chrono::milliseconds patience);
    /// Asks the owner of a shard to give it to `to`; `done` comes when the word was read.
    void move(int shard, const std::string& to, std::function<void(api::Result<api::Unit>)> done);

    struct Heard {
        std::string node;
        bool takes = false;
        bool alive = false;
        std::int64_t agoMs = 0;
    };
    /// Nodes that have said something, without this one.
    std::vector<Heard> others() const;

private:
    using Clock = std::chrono::steady_clock;
    struct Drain {
        Clock::time_point until;
        std::function<void(api::Result<api::Unit>)> done;
    };
    struct Move {
        int shard = 0;
        std::string to;
        std::uint64_t epoch = 0;
        Clock::time_point until;
        std::function<void(api::Result<api::Unit>)> done;
    };
    void work();
    void turn(std::unique_lock<std::mutex>& lock);
    void obey(const core::ShardOrders& orders, const std::vector<core::Lease>& stored);
    void lookWhetherQuiet();
    std::map<int, std::int64_t> marks() const;
    void answerDrains(std::unique_lock<std::mutex>& lock);
    void answerMoves(std::unique_lock<std::mutex>& lock, const std::vector<core::LeaseWord>& words);
    void farewell(std::unique_lock<std::mutex>& lock);
    static std::int64_t now();

    store::Journal& m_journal;
    const std::string m_node;
    const int m_shards;
    const std::chrono::milliseconds m_look;
    ShardDuties m_duties;
    std::array<std::atomic<bool>, core::kMaxShards> m_acts{};
    mutable std::mutex m_mutex;  ///< of what follows; not held while a duty is done
    std::condition_variable m_wake;
    core::ShardPlan m_plan;
    std::deque<core::LeaseWord> m_words;
    std::vector<Move> m_moves;
    std::vector<Drain> m_drains;
    bool m_stop = false;
    std::thread m_thread;
};

}  // namespace beamline::runtime
