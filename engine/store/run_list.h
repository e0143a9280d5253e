// SPDX-License-Identifier: Apache-2.0
#pragma once
// Pages of runs, their numbers and groups: filter, sort and place become indexed queries. On the thread of the
// connection, inside a read transaction.

#include "engine/store/cursor.h"
#include "engine/store/sqlite.h"

namespace beamline::store {

inline constexpr int kMaxSorted = 5'000;       ///< a filter that leaves at most so many runs is read whole and sorted
inline constexpr int kScanWindow = 10'000;     ///< rows that a scan looks at between two looks at the clock
inline constexpr int kMaxScanMs = 80;          ///< then a page that has something ends, with a cursor to go on from
inline constexpr int kMaxEmptyScanMs = 1'000;  ///< and so does one that has nothing

inline constexpr int kMaxCountMs = 500;  ///< and counting and grouping end, with what they have seen

/// The limits in force; only tests change them, before anybody reads.
struct RunListLimits {
    int sorted = kMaxSorted;
    int window = kScanWindow;
    int scanMs = kMaxScanMs;
    int emptyScanMs = kMaxEmptyScanMs;
    std::int64_t counted = api::kMaxCounted;
    int countMs = kMaxCountMs;
};
extern RunListLimits runListLimits;

/// Functions that the queries use; once for each connection.
void registerFunctions(Connection& connection);
api::Result<api::RunPage> listRuns(Connection& connection, const api::ListRuns& query);
/// `today`: when it began. Without a filter the counters are read that the journal keeps anyway.
api::Result<api::RunCounts> countRuns(Connection& connection, const api::RunFilter& filter, api::Timestamp today);
api::Result<api::RunGroups> groupRuns(Connection& connection, const api::GroupRuns& query);
/// The Seq at which everything read in this transaction is true.
api::Seq snapshotSeq(Connection& connection);
/// ASCII letters in lower case; the rest as it is.
std::string lowered(std::string_view text);

}  // namespace beamline::store
