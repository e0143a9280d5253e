// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where the value of a secret is: icon, word and colour (KindRole: SecretPlace). GUI thread only.

#include "ui/widgets/cell_delegate.h"

namespace beamline::ui {

class SecretPlaceDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override;
};

}  // namespace beamline::ui
