// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the scheduler knows of one schedule, its stored form and its ticks. Plain values, guarded by who owns them.

#include <atomic>
#include <deque>

#include "engine/core/definition/definition.h"
#include "engine/core/machine/correlator.h"
#include "engine/store/journal.h"

namespace beamline::runtime {

inline constexpr std::size_t kMaxScheduleBytes = 4 * 1024 * 1024;  ///< of collected events, and of inputs that wait
inline constexpr std::size_t kMaxPendingLaunches = 64;             ///< of one schedule; more events wait outside

/// A start that is due and not answered yet. Its key makes a repeat harmless.
struct PendingLaunch {
    std::string key;
    std::string version;  ///< that it was due with: a repeat asks for the same thing
    api::Json input;
    std::string note;  ///< what is told as the schedule's problem when it has started
    std::size_t bytes = 0;
    bool flying = false;  ///< asked for; this and what follows is not stored
    int tries = 0;
    api::Timestamp notBefore = 0;
};

struct ScheduleEntry {
    store::StoredSchedule stored;
    /// In the journal, 0 until it is there; the journal's thread sets it.
    std::shared_ptr<std::atomic<std::int64_t>> key = std::make_shared<std::atomic<std::int64_t>>(0);
    core::DefinitionPtr definition;
    core::CorrelationState correlation;
    boost::json::array events;  ///< collected for the next run
    std::size_t eventBytes = 0;
    std::int64_t position = 0;  ///< of the last event that counted
    std::deque<PendingLaunch> pending;
    std::string awaited;         ///< `after`: the run whose end counts
    std::string endedRun;        ///< `after`: ended before the answer to its start was read
    api::Timestamp endedAt = 0;  ///< when
    bool unsaved = false;        ///< the journal refused it; not stored, like the next
    api::Timestamp saveAgainAt = 0;

    const core::Schedule& schedule() const { return *definition->schedule; }
    /// From `stored.state`. Tolerant: what is missing or of another kind reads as empty.
    void readState();
    void writeState();
    void addEvent(const api::Json& event);
    void addPending(std::string launchKey, api::Json input, std::string note = {});
    /// No room for one more start.
    bool full() const;
    /// What was collected must start a run although it is not what the schedule waits for.
    bool crowded() const;
};

/// Who starts its runs, as RunIdentity::startedBy.
std::string userOf(const std::string& ns, const std::string& name);
/// Of its one problem.
std::string codeOf(const std::string& ns, const std::string& name);
/// The idempotency key of a tick.
std::string tickKey(const store::StoredSchedule& schedule, api::Timestamp tick);
/// The run of a start that was made, now or before, also with another version; nothing when it was not.
std::optional<std::string> runOf(const api::Result<api::StartReply>& reply);

/// The tick that follows `tick` and is not past, `tick` itself when it is to come; 0 when it is not known yet.
api::Timestamp following(const core::Schedule& schedule, api::Timestamp tick, api::Timestamp now);
/// The next tick of a schedule that goes on after a pause; 0 when it is not known.
api::Timestamp resumed(const core::Schedule& schedule, api::Timestamp next, api::Timestamp now);
/// The ticks from `from` to `to`, both included, of a schedule of cron or every; at most `limit`.
std::vector<api::Timestamp> ticksBetween(const ScheduleEntry& entry, api::Timestamp from, api::Timestamp to,
                                         std::size_t limit);
/// Without its problem.
api::Schedule describeSchedule(const ScheduleEntry& entry, api::Timestamp now);

}  // namespace beamline::runtime
