// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the actors of one engine share. Owned by LocalEngine, outlives the actors; every member is thread-safe.

#include <atomic>
#include <set>
#include <unordered_map>

#include "engine/api/ids.h"
#include "engine/runtime/batch_index.h"
#include "engine/runtime/definition_cache.h"
#include "engine/runtime/feed.h"
#include "engine/runtime/past_cache.h"
#include "engine/runtime/pool.h"
#include "engine/runtime/statistics.h"
#include "engine/runtime/timers.h"

namespace beamline::runtime {

inline constexpr std::size_t kMaxProblems = 50;  ///< the oldest go first

/// What health shows besides the journal's own state. Thread-safe; the same code and message is kept once.
class Problems {
public:
    /// Both are called on the thread that made the change: `told` with what is new, before `changed`.
    explicit Problems(std::function<void()> changed = {},
                      std::function<void(const std::string& code, const std::string& message)> told = {})
        : m_changed(std::move(changed)), m_told(std::move(told)) {}
    void put(std::string code, std::string message);
    /// The only one with this code: what it said before is forgotten.
    void set(const std::string& code, std::string message);
    void remove(const std::string& code);
    std::vector<api::HealthProblem> list() const;

private:
    const std::function<void()> m_changed;
    const std::function<void(const std::string& code, const std::string& message)> m_told;
    mutable std::mutex m_mutex;
    std::vector<api::HealthProblem> m_list;
};

/// Runs that cannot go on now for what is no fault of theirs: the machine cannot evaluate their expressions, or the
/// journal cannot be read. Health tells it while there are any. Thread-safe.
class Stranded {
public:
    explicit Stranded(Problems& problems) : m_problems(problems) {}
    /// How often that happened to the run since it went on last.
    int add(store::RunKey run, const std::string& why);
    void remove(store::RunKey run);

private:
    Problems& m_problems;
    std::atomic<bool> m_any{false};  ///< asked at every step of every run
    std::mutex m_mutex;
    std::unordered_map<store::RunKey, int> m_times;
};

/// Shards that come to an end here and of which no run is in memory any more. Thread-safe.
class QuietShards {
public:
    void set(int shard, bool quiet) {
        const std::lock_guard lock(m_mutex);
        quiet ? void(m_quiet.insert(shard)) : void(m_quiet.erase(shard));
    }
    bool contains(int shard) const {
        const std::lock_guard lock(m_mutex);
        return m_quiet.contains(shard);
    }

private:
    mutable std::mutex m_mutex;
    std::set<int> m_quiet;
};

/// The engine by which every run can be reached: in a cluster whoever puts it together says so. Thread-safe.
class WholeEngine {
public:
    /// An engine alone is the whole; it outlives who asks.
    void setSelf(api::Engine* self) {
        const std::lock_guard lock(m_mutex);
        m_self = self;
    }
    void set(std::weak_ptr<api::Engine> engine) {
        const std::lock_guard lock(m_mutex);
        m_given = true;
        m_engine = std::move(engine);
    }
    /// Null: there is none now.
    std::shared_ptr<api::Engine> get() const {
        const std::lock_guard lock(m_mutex);
        return m_given ? m_engine.lock() : std::shared_ptr<api::Engine>(std::shared_ptr<void>(), m_self);
    }

private:
    mutable std::mutex m_mutex;
    api::Engine* m_self = nullptr;
    bool m_given = false;
    std::weak_ptr<api::Engine> m_engine;
};

class AccessDesk;
class DefinitionReader;
class Lane;
class QuotaKeeper;
class UsageLedger;
class ShardKeeper;
class Messenger;
class Processes;
class RemoteWork;
class RoutingDesk;
class Scheduler;

struct Services {
    const EngineOptions& options;
    telemetry::Log& log;
    store::Journal& journal;
    const blocks::Registry& registry;
    DefinitionCache& definitions;
    Feed& feed;
    Problems& problems;
    Pool& cpu;
    Pool& gpu;
    Pool& io;
    Pool& batch;  ///< of the commands of batches: they must not keep tasks from their threads
    WholeEngine whole{};
    BatchIndex batchIndex{};
    PastCache pasts{journal, definitions};
    Stranded stranded{problems};
    QuietShards quiet{};
    Timers* timers = nullptr;  ///< set before the first actor is spawned, like the next six
    Messenger* messenger = nullptr;
    Processes* processes = nullptr;
    DefinitionReader* reader = nullptr;
    Scheduler* scheduler = nullptr;
    RoutingDesk* routing = nullptr;
    AccessDesk* access = nullptr;
    QuotaKeeper* quotas = nullptr;
    UsageLedger* usage = nullptr;
    RemoteWork* remote = nullptr;           ///< likewise; null: there is no queue of work
    ShardKeeper* keeper = nullptr;          ///< null: an engine alone, which owns everything; set like those above
    std::vector<Lane*> lanes{};             ///< likewise
    std::function<api::NodeInfo()> self{};  ///< likewise; what others are told of this engine
    std::atomic<std::int64_t> residentRuns{0};
    std::atomic<std::int64_t> backlog{0};  ///< wake-ups that wait for a place in memory
    std::atomic<std::uint64_t> tasksDone{0};
    std::atomic<bool> stopping{false};
    Statistics statistics{api::wallClock()};

    /// Whether this node acts for the run, or the shard, now. What it may start is durable first, and is not when
    /// another one owns the shard by then: so this need not be exact.
    bool acts(store::RunKey run) const { return !keeper || actsFor(shardOf(run)); }
    bool actsFor(int shard) const;
    /// 0 for an engine alone.
    int shardOf(store::RunKey run) const;
    bool clustered() const { return keeper != nullptr; }

    /// There are new messages in the journal.
    void news();
    PoolUse poolUse() {
        PoolUse use;
        for (auto* pool : {&cpu, &gpu, &io}) {
            use.queued += pool->queued();
            use.busy += pool->takePeak();
            use.threads += pool->threads();
        }
        return use;
    }
    Pool& pool(const std::string& name) {
        return name == "io" ? io : name == "gpu" ? gpu : name == kBatchPool ? batch : cpu;
    }
};

}  // namespace beamline::runtime
