// SPDX-License-Identifier: Apache-2.0
#pragma once
// The time that a task took as a bar within the time of its run. GUI thread only.

#include "ui/widgets/cell_delegate.h"

namespace beamline::ui {

/// StartRole and EndRole give the bar, TaskListModel's span roles the whole; PhaseRole the colour.
class TimelineDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override;
};

}  // namespace beamline::ui
