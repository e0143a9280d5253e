// SPDX-License-Identifier: Apache-2.0
#pragma once
// `beamctl bench`: measures the engine on this machine and prints JSON lines. Main thread.

#include <filesystem>
#include <string>
#include <vector>

namespace beamline::ctl {

struct BenchOptions {
    std::string kind;  ///< steps, limit, start, list or events
    int tasks = 10;
    std::vector<int> concurrency{1, 16, 64, 256};
    double seconds = 5;               ///< per level of concurrency
    std::int64_t runs = 0;            ///< start: waiting runs (100,000); list: rows (1,000,000); events: 10,000
    std::filesystem::path directory;  ///< made below it and removed afterwards; empty: the current directory
};

/// Exit code as of the command line: 0, or 2 with a sentence on stderr.
int benchMain(const BenchOptions& options);

}  // namespace beamline::ctl
