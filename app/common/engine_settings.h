// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the owner of a data directory sets for its engine: `engine.json` in that directory. Any thread.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/runtime/local_engine.h"

namespace beamline::app {

inline constexpr const char* kSettingsFile = "engine.json";
inline constexpr std::size_t kMaxSettingsBytes = 64 * 1024;

/// The members of the file. All may be left out.
struct FileSettings {
    std::optional<std::vector<std::string>> roots;  ///< folders that `fs.*` and `sql` reach; relative to the directory
    std::optional<std::int64_t> maxBytes;
};
BOOST_DESCRIBE_STRUCT(FileSettings, (), (roots, maxBytes))
struct HttpSettings {
    std::optional<std::string> proxy;
    std::optional<std::string> caFile;
    std::optional<std::int64_t> maxResponseBytes;
};
BOOST_DESCRIBE_STRUCT(HttpSettings, (), (proxy, caFile, maxResponseBytes))
struct SqlSettings {
    std::optional<std::int64_t> maxRows;
};
BOOST_DESCRIBE_STRUCT(SqlSettings, (), (maxRows))
struct PoolSettings {
    std::optional<std::int64_t> threads;
    std::optional<std::int64_t> capacity;
    std::optional<std::int64_t> maxPerWorkflow;  ///< tasks of one workflow at once; 0: no limit
};
BOOST_DESCRIBE_STRUCT(PoolSettings, (), (threads, capacity, maxPerWorkflow))
struct PoolsSettings {
    std::optional<PoolSettings> cpu;
    std::optional<PoolSettings> gpu;
    std::optional<PoolSettings> io;
};
BOOST_DESCRIBE_STRUCT(PoolsSettings, (), (cpu, gpu, io))
struct RetentionSettings {
    std::optional<std::string> maxAge;  ///< ISO 8601 duration
    std::optional<std::int64_t> maxEndedRuns;
};
BOOST_DESCRIBE_STRUCT(RetentionSettings, (), (maxAge, maxEndedRuns))
struct EngineSettings {
    std::optional<FileSettings> files;
    std::optional<HttpSettings> http;
    std::optional<SqlSettings> sql;
    std::optional<PoolsSettings> pools;
    std::optional<RetentionSettings> retention;
    std::optional<std::string> taskTimeout;  ///< of calls whose task sets none; ISO 8601 duration
    std::optional<std::int64_t> maxActiveRuns;
};
BOOST_DESCRIBE_STRUCT(EngineSettings, (), (files, http, sql, pools, retention, taskTimeout, maxActiveRuns))

/// Puts what the file of `dataDir` says over `options`; file roots that are there already stand (a flag gave them). No
/// file changes nothing. kInvalidArgument names file, JSON pointer and what is wrong; an unknown member is wrong too.
api::Result<runtime::EngineOptions> withSettings(runtime::EngineOptions options, const std::filesystem::path& dataDir);

}  // namespace beamline::app
