// SPDX-License-Identifier: Apache-2.0
#pragma once
// Starts runs of workflows that have a `schedule`. Missed ticks (the engine was down, or the machine slept) become one
// run, then the schedule goes on from now. A start that is due is stored with the schedule until it is answered, asked
// for again while the journal or the engine cannot take it, and made once, whatever crashes in between: its tick or
// its event is the run's idempotency key. While a start is under way no further tick begins, they become one.
//
// `after` (dsl-reference, "Schedule"): the next start counts from the end of the run that the schedule itself started
// last, and of no other: not of runs that people or other workflows start, nor of an earlier run that was retried. When
// a start is refused for good, the next attempt comes after the same time.
//
// A new version that has the same schedule takes it over as it stands: its next tick, what it has collected, its pause.
//
// Thread-safe; one thread that sleeps until the next tick. Expressions are evaluated on the caller's thread, without a
// lock.

#include <condition_variable>
#include <map>
#include <set>

#include "engine/runtime/commands.h"
#include "engine/runtime/schedule_entry.h"

namespace beamline::runtime {

inline constexpr int kMaxBackfill = 1'000;                                   ///< runs of one backfill
inline constexpr auto kScheduleRetryFirst = std::chrono::milliseconds(500);  ///< doubles with each try
inline constexpr auto kScheduleRetryLast = std::chrono::minutes(1);

class Scheduler {
public:
    Scheduler(Services& services, Commands& commands, std::function<api::Timestamp()> clock = api::wallClock);
    ~Scheduler();
    /// Reads the schedules and compares them with the deployed workflows: a crash may have come between a deployment
    /// and its schedule. Blocks. Then its thread runs.
    /// After stop() it may be called again.
    void start();
    void stop();

    /// A version was deployed: when it is the latest, its schedule counts, or that it has none. Only queues; `then` is
    /// called once, when the schedule is stored: events after it are not missed.
    void deployed(const core::DefinitionPtr& definition, std::function<void()> then);
    /// Another node has stored a workflow of this name or its schedule, or a journal that alone had it. Only queues.
    void stored(const std::string& ns, const std::string& name);
    /// An event that the schedule of this key listens to; `data`: {position, event}. Blocks while the schedule has
    /// kMaxPendingLaunches starts under way.
    void offer(std::int64_t schedule, std::int64_t position, const core::Data& data);
    /// A run ended (`after`).
    void ended(const store::Message& message);

    /// This and control() see every version that was deployed before. While another node of the cluster has the
    /// schedules, the list is what the journal has.
    std::vector<api::Schedule> list(const std::string& ns) const;
    void control(const api::ControlSchedule& command, const api::RequestContext& context,
                 Commands::Handler<api::ScheduleReply> done);

private:
    using Entry = ScheduleEntry;
    using Name = std::pair<std::string, std::string>;
    using Saved = std::function<void(const api::Result<std::int64_t>&)>;
    struct Launch {
        Name name;
        std::string version;
        api::Json input;
        std::string key;
        std::string user;
    };
    /// Queues for its thread; false when that has stopped.
    bool post(std::function<void()> job);
    void poke();
    void settle() const;
    void work();
    void runJobs();
    std::optional<std::chrono::milliseconds> look(std::vector<Launch>& launches);
    void fire(Entry& entry, api::Timestamp now);
    void save(Entry& entry, Saved done = {});
    void saveFailed(const Name& name);
    void launch(const Launch& what, std::function<void(api::Result<api::StartReply>)> done);
    void launched(const Name& name, const std::string& key, const api::Result<api::StartReply>& reply);
    void started(Entry& entry, const std::string& run);
    std::vector<api::Schedule> listStored(const std::string& ns) const;
    /// Of these only; null: of all.
    void readStored(std::set<Name>& seen, const std::set<Name>* wanted = nullptr);
    void findMissing(const std::set<Name>& seen);
    void readTold();
    void adopt(const store::StoredSchedule& row, bool begins);
    /// Whether `then` will be called when it is stored. `row`: what the journal has of it.
    bool install(const core::DefinitionPtr& definition, const std::function<void()>& then,
                 std::optional<Entry> row = {});
    void turn(Entry& entry, const store::StoredSchedule& row);
    Entry* find(std::int64_t schedule);
    bool listens(std::int64_t schedule);
    struct Seen;
    struct Verdict;
    static Verdict judge(const Seen& seen, const core::Data& data, api::Timestamp now);
    void take(Entry& entry, Verdict verdict, std::int64_t position, api::Timestamp now);
    void setPaused(Entry& entry, bool paused, Commands::Handler<api::ScheduleReply> done);
    void backfill(const Entry& entry, const api::ControlSchedule& command, Commands::Handler<api::ScheduleReply> done);
    api::Schedule describe(const Entry& entry) const;
    void tell(const Entry& entry);
    void tellProblem(const Name& name, const std::string& text);

    Services& m_services;
    Commands& m_commands;
    std::function<api::Timestamp()> m_clock;
    mutable std::mutex m_mutex;  ///< of the entries; never held while something is evaluated or started
    std::condition_variable m_room;
    std::map<Name, Entry> m_entries;
    std::set<Name> m_damaged;        ///< rows of these cannot be read
    mutable std::mutex m_jobsMutex;  ///< taken last, and for moments: threads that must only queue take it
    mutable std::condition_variable m_wake;
    std::deque<std::function<void()>> m_jobs;  ///< one a deployment, an answered start or a refused save under way
    std::set<Name> m_told;                     ///< stored by others; one job looks at all of them
    std::uint64_t m_posted = 0;
    std::uint64_t m_ran = 0;
    bool m_poked = false;
    std::atomic<bool> m_stop{false};
    std::thread m_thread;
};

}  // namespace beamline::runtime
