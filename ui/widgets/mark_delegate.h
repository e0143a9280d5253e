// SPDX-License-Identifier: Apache-2.0
#pragma once
// The state of a machine in a table: icon, word and colour by ClusterTable::Mark (KindRole). GUI thread only.

#include "ui/widgets/cell_delegate.h"

namespace beamline::ui {

class MarkDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override;
};

}  // namespace beamline::ui
