// SPDX-License-Identifier: Apache-2.0
#pragma once
// Starts runs of workflows that have a `schedule`. Missed ticks (the engine was down, or the machine slept) become one
// run, then the schedule goes on from now. A tick is started once, whatever crashes in between: its time is the run's
// idempotency key. Thread-safe; one thread that sleeps until the next tick.

#include <map>

#include "engine/core/machine/correlator.h"
#include "engine/runtime/commands.h"

namespace beamline::runtime {

inline constexpr int kMaxBackfill = 1'000;                            ///< runs of one backfill
inline constexpr auto kScheduleClockLook = std::chrono::seconds(10);  ///< the clock may be set, the machine may sleep

class Scheduler {
public:
    Scheduler(Services& services, Commands& commands, std::function<api::Timestamp()> clock = api::wallClock);
    ~Scheduler();
    /// Reads the schedules; then its thread runs.
    void start();
    void stop();

    /// A version was deployed: when it is the latest, its schedule counts, or that it has none.
    void deployed(const core::DefinitionPtr& definition);
    /// An event that the schedule of this key listens to; `data`: {position, event}.
    void offer(std::int64_t schedule, std::int64_t position, const core::Data& data);
    /// A run ended (`after`).
    void ended(const store::Message& message);

    std::vector<api::Schedule> list(const std::string& ns) const;
    void control(const api::ControlSchedule& command, const api::RequestContext& context,
                 Commands::Handler<api::ScheduleReply> done);

private:
    struct Entry {
        store::StoredSchedule stored;
        core::DefinitionPtr definition;
        core::CorrelationState correlation;
        boost::json::array events;
        std::int64_t position = 0;
        std::string problem;
    };
    using Name = std::pair<std::string, std::string>;
    void work();
    void fire(Entry& entry, api::Timestamp now);
    static api::Timestamp following(const core::Schedule& schedule, api::Timestamp tick, api::Timestamp now);
    void save(Entry& entry);
    void launch(const Entry& entry, api::Json input, const std::string& key, const std::string& user,
                std::function<void(api::Result<api::StartReply>)> done);
    void launched(const Name& name, const api::Result<api::StartReply>& reply);
    void backfill(const Entry& entry, const api::ControlSchedule& command, const std::string& user,
                  Commands::Handler<api::ScheduleReply> done);
    api::Schedule describe(const Entry& entry) const;
    void tell(const Entry& entry);

    Services& m_services;
    Commands& m_commands;
    std::function<api::Timestamp()> m_clock;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::map<Name, Entry> m_entries;
    bool m_stop = false;
    std::thread m_thread;
};

}  // namespace beamline::runtime
