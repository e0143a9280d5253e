// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs that figures lead to: filters and places of them. Pure, GUI thread.

#include <QString>

#include "engine/api/operations.h"

namespace beamline::ui {

/// Of all its versions.
api::RunFilter runsOf(const QString& ns, const QString& workflow);
/// Those that have not ended.
inline const std::vector<api::Phase> kUnended{api::Phase::pending, api::Phase::running, api::Phase::waiting,
                                              api::Phase::suspended};
/// The page Runs with the filter that this text says.
QString runsPlace(const QString& query);
/// The same with all of them selected, to be retried.
QString runsToRetry(const QString& query);
/// The page Runs with this filter, and what is not in it as people write it ("age<7d").
QString placeOfRuns(const api::RunFilter& filter, const QString& more = {});
/// How many of the counted runs are in one of these phases.
std::int64_t countIn(const std::map<std::string, std::int64_t>& byPhase, const std::vector<api::Phase>& phases);

}  // namespace beamline::ui
