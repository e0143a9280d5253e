// SPDX-License-Identifier: Apache-2.0
#pragma once
// Progress as a thin bar in the colour of the phase; nothing when there is no work left to do. GUI thread only.

#include "ui/widgets/cell_delegate.h"

namespace beamline::ui {

/// ProgressRole gives the share from 0 to 1; PhaseRole the colour. Nothing to show: no bar.
class ProgressDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override;
};

}  // namespace beamline::ui
