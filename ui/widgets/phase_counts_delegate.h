// SPDX-License-Identifier: Apache-2.0
#pragma once
// How many runs are in each phase: icon and figure of each, in the phase's colour. GUI thread only.

#include "ui/widgets/phase_delegate.h"

namespace beamline::ui {

/// RunGroupModel::CountsRole gives the figures; a row without them is painted as its phase.
class PhaseCountsDelegate : public PhaseDelegate {
    Q_OBJECT
public:
    using PhaseDelegate::PhaseDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override;
};

}  // namespace beamline::ui
