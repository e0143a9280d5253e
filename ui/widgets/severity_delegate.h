// SPDX-License-Identifier: Apache-2.0
#pragma once
// The place of a problem with an icon that says how bad it is (KindRole: api::Severity). GUI thread only.

#include "ui/widgets/cell_delegate.h"

namespace beamline::ui {

class SeverityDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override;
};

}  // namespace beamline::ui
