// SPDX-License-Identifier: Apache-2.0
#pragma once
// Moments as people write them, in local time. Pure, any thread.

#include <QString>
#include <optional>

#include "engine/api/values.h"

namespace beamline::ui {

/// "today", "yesterday", "2026-11-27", "2026-11-27T14:03" and finer, with Z for UTC. A day is its start, or with
/// `until` its end. Nothing for what is none of these.
std::optional<api::Timestamp> momentOf(const QString& word, bool until, api::Timestamp now);

/// What a moment of a run is counted from.
struct RunSpan {
    api::Timestamp start = 0;
    api::Timestamp end = 0;  ///< now, while it goes on
};
/// What momentOf() reads, also with a blank before the time; "14:03" and finer: of the run's last day that has it;
/// "-5m" before its end, "+5m" after its start, in s, m, h or d.
std::optional<api::Timestamp> momentOfRun(const QString& text, const RunSpan& run);
/// One sentence: what that reads.
QString momentForms();

}  // namespace beamline::ui
