// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the engine has told of itself for one look at all of it, and what that says in figures. Pure, GUI thread.

#include <QString>
#include <QVector>
#include <optional>
#include <vector>

#include "engine/api/operations.h"

namespace beamline::ui {

enum class OverviewSpan { Hour, Day };
inline constexpr int minutesOf(OverviewSpan span) {
    return span == OverviewSpan::Hour ? 60 : 24 * 60;
}
inline constexpr api::Timestamp msOf(OverviewSpan span) {
    return api::Timestamp{minutesOf(span)} * 60'000;
}

/// Absent: not answered yet, or not to be had.
struct OverviewFacts {
    OverviewSpan span = OverviewSpan::Hour;
    api::Timestamp now = 0;
    std::optional<api::StatisticsReply> statistics;  ///< of the span
    std::optional<api::StatisticsReply> total;       ///< of the span, in one point
    std::optional<api::RunCounts> counts;
    std::optional<api::ApprovalPage> approvals;  ///< that the user may decide, soonest due first
    std::optional<api::ApprovalCounts> approvalCounts;
    std::optional<api::RunGroups> errors;     ///< of all that are faulted, whatever the span
    std::optional<api::RunGroups> workflows;  ///< of the runs that were started in the span
    std::optional<api::RunCounts> before;     ///< of the hour before it, when that is an hour
    std::optional<api::RunPage> suspended;
    std::optional<api::RunPage> recent;
    api::Health health;
};

/// A figure and the place that shows what is behind it.
struct OverviewFigure {
    QString title;
    QString value;
    QString detail;
    QString toolTip;  ///< what is meant, and where a press leads
    QString place;
    bool operator==(const OverviewFigure&) const = default;
};

/// Always five: finished, success, latency, people, queue.
QVector<OverviewFigure> overviewFigures(const OverviewFacts& facts);
/// Condition of the filter: started within the span.
QString spanCondition(OverviewSpan span);
/// The page Runs with those of this filter that were started within the span, without dry runs: as the figures count.
QString placeInSpan(api::RunFilter filter, OverviewSpan span);

}  // namespace beamline::ui
