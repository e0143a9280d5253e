// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the owner of a data directory may set for its engine: the file engine.json in it, read when the engine opens,
// whichever program that is. Any thread.

#include <boost/describe.hpp>

#include "engine/runtime/local_engine.h"

namespace beamline::runtime {

inline constexpr const char* kSettingsFile = "engine.json";
inline constexpr std::int64_t kMaxSettingsBytes = 64 * 1024;
inline constexpr int kMaxPoolThreads = 256;
inline constexpr int kMaxPoolCapacity = 1'000'000;

struct PoolSettings {
    int threads = 0;
    int capacity = 0;
    int maxPerWorkflow = 0;  ///< tasks of one workflow at once; 0: no limit
};
BOOST_DESCRIBE_STRUCT(PoolSettings, (), (threads, capacity, maxPerWorkflow))

struct PoolsSettings {
    PoolSettings cpu;
    PoolSettings gpu;
    PoolSettings io;
};
BOOST_DESCRIBE_STRUCT(PoolsSettings, (), (cpu, gpu, io))

/// 0 keeps what it would limit for ever.
struct RetentionSettings {
    int maxAgeDays = 0;
    std::int64_t maxEndedRuns = 0;
};
BOOST_DESCRIBE_STRUCT(RetentionSettings, (), (maxAgeDays, maxEndedRuns))

struct EngineSettings {
    PoolsSettings pools;
    RetentionSettings retention;
    int maxResidentRuns = 0;
};
BOOST_DESCRIBE_STRUCT(EngineSettings, (), (pools, retention, maxResidentRuns))

/// Puts what `file` says in place of what `options` has; without the file nothing changes. An error names the file, the
/// JSON pointer and what is allowed there; a name that is not known is an error too, since a limit with a typo limits
/// nothing.
api::Result<api::Unit> readSettings(const std::filesystem::path& file, EngineOptions& options);

}  // namespace beamline::runtime
