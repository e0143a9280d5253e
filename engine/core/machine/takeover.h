// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a run takes over from one before it, so that it begins in the middle: everything that came to that run from
// outside or by its clock, up to the moment where the new one begins. The machine is told the same again, in the same
// order and at the same times, and does nothing to the world meanwhile: then it stands where the other one stood.
// Pure, one thread.
//
// {"of": run, "reason": text, "runs": [{"run", "startedAt", "task", "visit", "input", "at"}],
//  "results": [{"k": kind, "w": place, "t": time, "d": data | "e": error}]}

#include <deque>
#include <map>
#include <memory>

#include "engine/core/definition/definition.h"

namespace beamline::core {

inline constexpr std::size_t kMaxTakeoverBytes = 16 * 1024 * 1024;  ///< of such a plan as JSON text

/// Something that came to a run.
struct Arrival {
    std::string kind;  ///< what the run waited for: call, child, wait, …; event, done (nobody waited), retried
    Json place;        ///< [ref, iteration, attempt, and those of who called it …]: the same in every such run
    api::Timestamp at = 0;
    Data data;
    std::optional<api::WorkflowError> error;
};

/// Is told while a machine applies facts, in the order in which they act.
class Recorder {
public:
    virtual ~Recorder() = default;
    virtual void came(Arrival arrival) = 0;
    /// The run comes to a task: before its `if`.
    virtual void entered(TaskIndex task, const Data& rawInput) = 0;
};

class Takeover {
public:
    /// A run of the past: who it was until it came to `task` for the `visit`th time. There `input`, unless null, was
    /// given in the place of what the task got, and the next of them goes on at the time `at`.
    struct Run {
        std::string run;
        api::Timestamp startedAt = 0;
        TaskIndex task = -1;
        int visit = 1;
        Data input;
        api::Timestamp at = 0;
        int seen = 0;
    };
    /// Null: there is nothing to take over. kInvalidArgument: this is no such plan, or of another definition.
    static api::Result<std::unique_ptr<Takeover>> parse(const Data& plan, const Definition& definition);

    const Data& plan() const { return m_plan; }
    const Run& run() const { return m_runs[m_current]; }
    TaskIndex target() const { return m_runs.back().task; }  ///< where it begins
    bool past() const { return m_past; }                     ///< it is told of the past; else what it does is of now
    bool arrived() const { return m_arrived; }
    void leavePast() { m_past = false; }

    /// The run comes to a task. The last one of the past that ended there, null when none did. `input` is set when one
    /// of those was given another.
    const Run* arrive(TaskIndex task, Data& input);
    /// The number of the first arrival for this that was not taken, -1: there is none.
    int find(const std::string& key) const;
    const Arrival& take(const std::string& key);
    static std::string keyOf(std::string_view kind, const Json& place);

    Json snapshot() const;
    void restore(const Json& snapshot);

private:
    Data m_plan;
    std::vector<Run> m_runs;
    std::vector<Arrival> m_arrivals;
    std::map<std::string, std::deque<int>, std::less<>> m_left;
    std::vector<bool> m_taken;
    std::size_t m_current = 0;
    bool m_past = true;
    bool m_arrived = false;
};

}  // namespace beamline::core
