// SPDX-License-Identifier: Apache-2.0
#pragma once
// The time that a task took as a bar within the time of its run: its attempts, waits and pauses. GUI thread only.

#include "ui/models/run_times.h"
#include "ui/widgets/cell_delegate.h"

namespace beamline::ui {

/// For the time column of a TaskListModel. Work is as high as the bar, a pause before a retry is a thin line, what is
/// suspended is hatched, what was taken over from another run is an outline; hovering says exactly when.
class TimelineDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

    /// The part of a row that is drawn at `x`, if any; for tests and tool tips.
    static std::optional<TimeSegment> segmentAt(const QModelIndex& index, const QRect& cell, int x);
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override;
};

}  // namespace beamline::ui
