// SPDX-License-Identifier: Apache-2.0
#pragma once
// The plan of a dry run: what answers in the place of the world outside. Pure, any thread.
//
// {"mocks": [{"task": "/do/0/getPet" | name | glob, "function": "http" | glob, "with": {…},
//             "output": … | "error": {"type", "status", "title", "detail"}, "times": 1}], "waits": "skip" | "real"}

#include <limits>

#include "engine/core/definition/definition.h"

namespace beamline::core {

inline constexpr std::size_t kMaxMocks = 1'000;

/// Answers for a task that it matches. `function` is that of a call, `emit`, `listen`, `wait`, or of a run of another
/// workflow its namespace/name.
struct Mock {
    std::string task;      ///< reference or name, `*` stands for any text; empty: every task
    std::string function;  ///< likewise
    Data with;             ///< what the arguments must contain; null: anything
    Data output;           ///< when there is no error
    std::optional<api::WorkflowError> error;
    int times = std::numeric_limits<int>::max();  ///< so many answers, then the next mock that matches
};

struct DryRunPlan {
    std::vector<Mock> mocks;
    bool realWaits = false;  ///< otherwise nothing waits for the clock: neither `wait` nor the delay before a retry
};

/// kInvalidInput: its detail is the list with the one problem that was found.
api::Result<DryRunPlan> parseDryRun(const Json& plan);

/// A plan with a mock for each task that a dry run would refuse or that would wait for events, in document order; the
/// outputs are to be filled in.
Json suggestMocks(const Definition& definition);

/// A dry run on its way: which mock has answered how often.
class DryRun {
public:
    DryRun(Data plan, DryRunPlan parsed) : m_plan(std::move(plan)), m_parsed(std::move(parsed)) {
        m_used.resize(m_parsed.mocks.size());
    }
    /// The first mock that matches and has an answer left, and counts that; -1: none.
    int match(const Task& task, std::string_view function, const Data& arguments);
    const Mock& mock(int index) const { return m_parsed.mocks[static_cast<std::size_t>(index)]; }
    bool realWaits() const { return m_parsed.realWaits; }
    const Data& plan() const { return m_plan; }

    /// For snapshots.
    const std::vector<int>& used() const { return m_used; }
    void restore(std::vector<int> used);

private:
    Data m_plan;
    DryRunPlan m_parsed;
    std::vector<int> m_used;
};

}  // namespace beamline::core
