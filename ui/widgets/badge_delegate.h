// SPDX-License-Identifier: Apache-2.0
#pragma once
// A name with its version behind it as a badge, and the mark of a dry run. GUI thread only.

#include "ui/widgets/cell_delegate.h"

namespace beamline::ui {

/// VersionRole gives the badge's text; empty: none. DryRunRole: the mark of a dry run behind it, for which the version
/// gives way where there is no room for both.
class BadgeDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override;
};

}  // namespace beamline::ui
