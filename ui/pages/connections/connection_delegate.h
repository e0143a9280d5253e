// SPDX-License-Identifier: Apache-2.0
#pragma once
// A connection in a table: its colour and name with what it is marked as, or its state with a dot. GUI thread only.

#include "ui/widgets/cell_delegate.h"

namespace beamline::ui {

/// For the columns NameColumn and StateColumn of ConnectionListModel.
class ConnectionDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override;
};

}  // namespace beamline::ui
