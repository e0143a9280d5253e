// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/badge_delegate.h"

#include <QPainter>

#include "ui/models/roles.h"
#include "ui/widgets/painting.h"

namespace beamline::ui {

void BadgeDelegate::paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    const QString badge = index.data(VersionRole).toString();
    const int reserved = badge.isEmpty() ? 0 : qMin(badgeWidth(badge), rect.width() / 2) + 4;
    const QString name = painter.fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight,
                                                          rect.width() - reserved);
    painter.drawText(rect, int(Qt::AlignLeft | Qt::AlignVCenter), name);
    if (!badge.isEmpty()) {
        const int x = rect.left() + painter.fontMetrics().horizontalAdvance(name) + 4;
        paintBadge(painter, QRect(x, rect.top(), rect.right() - x, rect.height()), badge);
    }
}

}  // namespace beamline::ui
