// SPDX-License-Identifier: Apache-2.0
#pragma once
// Plans a run that begins at a task of a run before it: folds that one, finds in the definition of the new one what was
// recorded, and tries out how far it comes without the world. Pure, one thread.
//
// What people decided is taken over when they would be asked the same again: the approval is written as it was, shows
// the same, and the input that is edited, if one is, does not come behind it. The plan warns of each by name.

#include "engine/api/operations.h"
#include "engine/core/machine/machine.h"
#include "engine/core/machine/takeover.h"

namespace beamline::core {

inline constexpr int kMaxTrialSteps = 1'000;  ///< of at most kMaxTasksPerStep tasks; a longer past is not taken over

struct RerunRequest {
    std::string task;  ///< ref in the definition of the run before, or api::kRerunAtFault; empty or "/": the workflow
                       ///< itself
    std::optional<Json> input;  ///< in place of what it got
    std::string reason;         ///< for the history
    api::Timestamp now = 0;
};

struct Rerun {
    api::RerunPlan plan;
    Fact started;  ///< of the new run: its data, dry run and what it takes over; secrets: the words of the run before
};

class RerunPlanner : private Recorder {
public:
    RerunPlanner(DefinitionPtr before, RunIdentity identity, RerunRequest request);
    /// A fact of the run before, from the first to the last. Errors: what the machine answers.
    api::Result<api::Unit> add(const Fact& fact);
    /// The new run on this definition of the same workflow. kConflict: it cannot begin there; kNotFound: there is no
    /// such task; kInvalidInput: what it would get does not fit a schema (of "/": the caller checks that).
    api::Result<Rerun> plan(const DefinitionPtr& definition);

private:
    struct Visit {
        TaskIndex task = -1;
        std::size_t arrivals = 0;  ///< that came before
        Data input;
    };
    void came(Arrival arrival) override { m_arrivals.push_back(std::move(arrival)); }
    void entered(TaskIndex task, const Data& rawInput) override;
    bool isAtFault() const { return m_request.task == api::kRerunAtFault; }
    int chosenVisit() const;
    api::Result<api::Unit> findFault();
    api::Result<Rerun> fromTask(const DefinitionPtr& definition, Rerun rerun);

    DefinitionPtr m_definition;
    RunIdentity m_identity;
    RerunRequest m_request;
    Machine m_machine;
    TaskIndex m_task = -1;
    std::optional<TaskIndex> m_fault;  ///< whose error ended the run, also when it was discarded since
    Fact m_started;
    std::vector<Arrival> m_arrivals;
    std::vector<Visit> m_visits;  ///< of the task; while it is not known yet, of all
};

}  // namespace beamline::core
