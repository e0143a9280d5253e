// SPDX-License-Identifier: Apache-2.0
#pragma once
// An engine in a process of its own, to be killed: this program runs itself with the one test that tst_victim.cpp has.

#include <climits>
#include <cstdlib>

#include "tests/engine/blocks/child_process.h"

namespace beamline::test {

inline constexpr const char* kVictimDirectory = "BEAMLINE_VICTIM_DIRECTORY";  ///< its data directory
inline constexpr const char* kVictimNumbers = "BEAMLINE_VICTIM_NUMBERS";      ///< the input of the run that it starts

class Victim {
public:
    Victim(const std::filesystem::path& data, const std::string& numbers) {
        ::setenv(kVictimDirectory, data.c_str(), 1);
        ::setenv(kVictimNumbers, numbers.c_str(), 1);
        char self[PATH_MAX] = {};
        [[maybe_unused]] const auto length = ::readlink("/proc/self/exe", self, sizeof self - 1);
        m_process = std::make_unique<blocks::ChildProcess>(std::vector<std::string>{self, "--gtest_filter=Victim.Runs"},
                                                           (data.parent_path() / "victim.log").string());
        ::unsetenv(kVictimDirectory);
        ::unsetenv(kVictimNumbers);
    }
    bool running() { return m_process->running(); }
    void kill() { m_process->stop(SIGKILL); }

private:
    std::unique_ptr<blocks::ChildProcess> m_process;
};

}  // namespace beamline::test
