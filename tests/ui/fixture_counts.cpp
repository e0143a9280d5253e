// SPDX-License-Identifier: Apache-2.0
// How the fixture counts and groups runs: by the rules of the port, over all it was told of.
#include "engine/api/run_filter.h"
#include "tests/ui/fixture_engine.h"

namespace beamline::test {

FixtureEngine::Answer FixtureEngine::answer(const api::CountRuns& op) {
    std::lock_guard lock(m_mutex);
    api::RunCounts counts;
    for (const auto& [id, detail] : m_runs) {
        if (api::fits(op.filter, detail.run)) {
            ++counts.byPhase[boost::describe::enum_to_string(detail.run.phase, "pending")];
        }
    }
    counts.faultedToday = m_faultedToday;
    counts.seq = m_seq;
    return api::Reply(std::move(counts));
}

FixtureEngine::Answer FixtureEngine::answer(const api::GroupRuns& op) {
    if (op.by == api::RunGrouping::label && op.label.empty()) {
        return api::Error{api::code::kInvalidArgument, "Groups by label need the name of the label.", {}, false};
    }
    std::lock_guard lock(m_mutex);
    api::RunGrouper grouper(op.by, op.label);
    const auto filter = api::groupedRuns(op);
    for (const auto& [id, detail] : m_runs) {
        if (api::fits(filter, detail.run)) {
            grouper.add(detail.run);
        }
    }
    auto groups = std::move(grouper).groups();
    groups.seq = m_seq;
    return api::Reply(std::move(groups));
}

}  // namespace beamline::test
