// SPDX-License-Identifier: Apache-2.0
#pragma once
// A phase as icon, word and colour. GUI thread only.

#include "ui/widgets/cell_delegate.h"

namespace beamline::ui {

/// PhaseRole gives the phase; Qt::DisplayRole, when not empty, replaces its word ("Retried").
class PhaseDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override;
};

}  // namespace beamline::ui
