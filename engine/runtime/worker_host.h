// SPDX-License-Identifier: Apache-2.0
#pragma once
// A worker: takes tasks from its source, as many as it has threads, does them with functions of the catalog, and tells
// what came of them. Made, stopped and destroyed by one thread; everything else is its own.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "engine/blocks/work_source.h"
#include "engine/runtime/rate.h"

namespace beamline::runtime {

/// Results of tasks that were done here, and ids of those that nobody wants any more; the oldest is forgotten.
inline constexpr std::size_t kMaxDoneKept = 4'096;
inline constexpr std::size_t kMaxDoneBytes = 16 << 20;  ///< of the results
inline constexpr int kMaxWorkerThreads = 256;
inline constexpr std::chrono::milliseconds kHeartbeat{5'000};
/// While tasks are shorter than this on average, several times as many are taken as there are threads: asking for each
/// would take longer than doing it.
inline constexpr double kShortTaskMs = 20;
/// Before a task that does not suit this worker is offered again: doubled with each delivery.
inline constexpr std::chrono::milliseconds kOtherWorkers{1'000};
inline constexpr std::chrono::milliseconds kMaxOtherWorkers{30'000};
inline constexpr int kMaxTakenAhead = 8;  ///< times the threads

struct WorkerOptions {
    std::string id;
    std::string pool = blocks::kDefaultPool;  ///< as it is shown
    api::Labels labels;
    int threads = 4;  ///< tasks at once
    std::chrono::milliseconds heartbeat = kHeartbeat;
    blocks::BlockSettings blocks;
    std::vector<std::shared_ptr<blocks::Block>> extraBlocks;  ///< for tests
};

class WorkerHost {
public:
    /// Begins at once.
    WorkerHost(WorkerOptions options, std::unique_ptr<blocks::WorkSource> source);
    /// Gives back at once what stop() has not ended.
    ~WorkerHost();
    WorkerHost(const WorkerHost&) = delete;
    WorkerHost& operator=(const WorkerHost&) = delete;

    /// Takes nothing more, lets tasks end for at most `limit`, and gives back what has not. Blocks; idempotent.
    void stop(std::chrono::milliseconds limit);
    api::WorkerInfo info() const;
    double tasksPerSecond() const { return m_rate.perSecond(m_count); }
    /// Whether its own thread has gone round of late: one that has not is stuck.
    bool alive(std::chrono::milliseconds most) const;

private:
    using Clock = std::chrono::steady_clock;
    struct Task {
        std::unique_ptr<blocks::WorkTicket> ticket;
        blocks::CancelToken cancel;
        std::optional<blocks::WorkResult> known;  ///< it was done before: it is only to be told again
        bool unwanted = false;                    ///< cancelled by who gave it
        bool returned = false;                    ///< given back while it runs: its result is nobody's
    };
    using TaskPtr = std::shared_ptr<Task>;
    class Recent {
    public:
        bool contains(const std::string& id) const { return m_ids.contains(id); }
        void add(const std::string& id);

    private:
        std::set<std::string> m_ids;
        std::deque<std::string> m_order;
    };
    class Results {
    public:
        /// Null: not there any more; then the task is done again.
        const blocks::WorkResult* find(const std::string& id) const;
        void add(const std::string& id, blocks::WorkResult result);

    private:
        std::map<std::string, std::pair<blocks::WorkResult, std::size_t>> m_results;  ///< and bytes
        std::deque<std::string> m_order;
        std::size_t m_bytes = 0;
    };

    void take();
    void work();
    void pulse();
    void admit(std::unique_ptr<blocks::WorkTicket> ticket);
    void carryOut(const TaskPtr& task);
    blocks::WorkResult result(const blocks::Assignment& assignment, const blocks::CancelToken& cancel) const;
    void cancelled(const std::string& id);
    bool suits(const api::Labels& wanted) const;

    const WorkerOptions m_options;
    const std::unique_ptr<const blocks::Registry> m_registry;
    const std::unique_ptr<blocks::WorkSource> m_source;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;   ///< the workers
    std::condition_variable m_room;   ///< the taker
    std::condition_variable m_ended;  ///< stop(), the pulse
    std::map<std::string, TaskPtr> m_tasks;
    std::deque<TaskPtr> m_queue;
    Results m_done;
    Recent m_unwanted;                      ///< cancelled; one that was on its way then is not begun
    double m_averageMs = 1'000;             ///< of tasks, the last ones more
    std::atomic<std::uint64_t> m_count{0};  ///< tasks that ended
    mutable Rate m_rate;
    std::atomic<Clock::rep> m_round{Clock::now().time_since_epoch().count()};  ///< of the pulse, when it was last
    bool m_draining = false;
    bool m_stopped = false;
    std::thread m_taker;
    std::thread m_pulse;
    std::vector<std::thread> m_workers;
};

}  // namespace beamline::runtime
