// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/badge_delegate.h"

#include <QPainter>

#include "ui/models/roles.h"
#include "ui/widgets/cell_painting.h"
#include "ui/widgets/painting.h"

namespace beamline::ui {

void BadgeDelegate::paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    const QString text = index.data(Qt::DisplayRole).toString();
    const int mark = index.data(DryRunRole).toBool() ? dryRunWidth() + space::k4 : 0;
    QString badge = index.data(VersionRole).toString();
    int reserved = badge.isEmpty() ? 0 : qMin(badgeWidth(badge), rect.width() / 2) + space::k4;
    if (mark > 0 && painter.fontMetrics().horizontalAdvance(text) + reserved + mark > rect.width()) {
        badge.clear();
        reserved = 0;
    }
    const QString name = painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width() - reserved - mark);
    painter.drawText(rect, int(Qt::AlignLeft | Qt::AlignVCenter), name);
    QRect rest = rect;
    rest.setLeft(rect.left() + painter.fontMetrics().horizontalAdvance(name) + space::k4);
    if (!badge.isEmpty()) {
        rest.setLeft(rest.left() + paintBadge(painter, inReading(painter, rect, rest), badge).width() + space::k4);
    }
    if (mark > 0) {
        paintDryRun(painter, inReading(painter, rect, rest));
    }
}

}  // namespace beamline::ui
