// SPDX-License-Identifier: Apache-2.0
#pragma once
// The shape of the journal file: every schema statement, and the way from older shapes to this one. One thread.

#include <filesystem>
#include <functional>
#include <span>

#include "engine/store/sqlite.h"

namespace beamline::store {

inline constexpr std::int64_t kApplicationId = 0x424D4C4E;  ///< "BMLN", PRAGMA application_id

/// Migration n leads from user_version n to n + 1; the first one makes an empty file a journal.
std::span<const char* const> migrations();

/// Brings the open file to user_version migrations.size(), each step in its own transaction. A file that held something
/// before is copied to `<file>.v<N>.bak` first. Newer and foreign files are refused with an error that says so. The
/// connection has registerFunctions() behind it.
api::Result<api::Unit> migrate(Connection& connection, const std::filesystem::path& file,
                               std::span<const char* const> steps);

/// Copies the whole database behind `from` as it is now into the new file `target`, which appears when it is complete;
/// in steps, so that others go on. Answers its size in bytes. The caller's connection must have no transaction.
api::Result<std::int64_t> copyDatabase(Connection& from, const std::filesystem::path& target, const std::string& vfs,
                                       const std::function<bool()>& cancelled = {});

/// Names of rows in `meta`.
namespace meta {
inline constexpr std::string_view kProjected = "projected";  ///< heads in `run` are true up to this Seq
inline constexpr std::string_view kLastRun = "last_run";     ///< no RunKey up to this one is given again
inline constexpr std::string_view kOpenApprovals = "approvals.open";
std::string phase(int phase);  ///< number of runs in it
}  // namespace meta

}  // namespace beamline::store
