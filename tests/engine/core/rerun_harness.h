// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs that begin at a task of one before them, planned and started.

#include "engine/core/archive/rerun.h"
#include "tests/engine/core/machine_harness.h"

namespace beamline::core::testing {

inline api::Result<Rerun> planned(const Driver& before, const std::string& task, DefinitionPtr definition = {},
                                  std::optional<Json> input = {}) {
    RerunPlanner planner(std::make_shared<Definition>(before.machine().definition()),
                         {before.machine().summary().id, 1000, {{"team", "a"}}, "ada"},
                         {task, std::move(input), "mended", 900'000});
    for (const auto& fact : before.facts()) {
        const auto added = planner.add(*decodeFact(encodeFact(fact)));
        EXPECT_TRUE(added.ok()) << added.error().message;
    }
    return planner.plan(definition ? definition : std::make_shared<Definition>(before.machine().definition()));
}

/// Starts it and answers what is left to do.
inline Driver rerun(const Driver& before, const std::string& task, DefinitionPtr definition = {},
                    std::optional<Json> input = {}) {
    Driver driver(definition ? definition : std::make_shared<Definition>(before.machine().definition()), "AGAIN");
    driver.setNow(1'000'000);
    auto plan = planned(before, task, definition, std::move(input));
    if (!plan) {
        ADD_FAILURE() << task << ": " << plan.error().message;
        return driver;
    }
    auto fact = plan->started;
    fact.at = driver.now();
    driver.must(fact);
    return driver;
}

inline std::vector<std::string> called(const Driver& driver) {
    std::vector<std::string> names;
    for (const auto& line : driver.log()) {
        if (line.starts_with("> start ")) {
            const auto from = line.find(' ', 8) + 1;
            names.push_back(line.substr(from, line.find(' ', from) - from));
        }
    }
    return names;
}

using Names = std::vector<std::string>;

}  // namespace beamline::core::testing
