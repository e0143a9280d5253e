// SPDX-License-Identifier: Apache-2.0
#pragma once
// A name with its version behind it as a badge. GUI thread only.

#include "ui/widgets/cell_delegate.h"

namespace beamline::ui {

/// `badgeRole` gives the badge's text; empty: none.
class BadgeDelegate : public CellDelegate {
    Q_OBJECT
public:
    BadgeDelegate(int badgeRole, QObject* parent) : CellDelegate(parent), m_badgeRole(badgeRole) {}

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override;

private:
    int m_badgeRole;
};

}  // namespace beamline::ui
