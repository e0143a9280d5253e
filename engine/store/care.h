// SPDX-License-Identifier: Apache-2.0
#pragma once
// Looking after a journal file: verifying all of it and saving what is intact of a damaged one. On the caller's thread.

#include <filesystem>

#include "engine/store/journal.h"
#include "engine/store/sqlite.h"

namespace beamline::store {

inline constexpr std::size_t kMaxFindings = 1'000;  ///< what verify() lists at most

/// One line for each thing damaged; inside a read transaction.
std::vector<std::string> verifyAll(Connection& connection);
api::Result<std::string> salvage(const std::filesystem::path& damaged, const std::filesystem::path& target,
                                 const Refold& refold);

}  // namespace beamline::store
