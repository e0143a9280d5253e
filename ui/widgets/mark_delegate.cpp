// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/mark_delegate.h"

#include <QPainter>

#include "ui/models/cluster_table.h"
#include "ui/widgets/cell_painting.h"

namespace beamline::ui {

void MarkDelegate::paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    using Mark = ClusterTable::Mark;
    const auto mark = static_cast<Mark>(index.data(KindRole).toInt());
    if (mark == Mark::Plain) {
        CellDelegate::paintContent(painter, rect, index);
        return;
    }
    const auto role = mark == Mark::Good        ? Icon::Role::Completed
                      : mark == Mark::Attention ? Icon::Role::Waiting
                      : mark == Mark::Bad       ? Icon::Role::Faulted
                                                : Icon::Role::Cancelled;
    const QString name = mark == Mark::Good        ? QStringLiteral("check")
                         : mark == Mark::Attention ? QStringLiteral("clock")
                         : mark == Mark::Bad       ? QStringLiteral("error")
                                                   : QStringLiteral("minus");
    Icon::get(name, role)
        .paint(&painter,
               inReading(painter, rect,
                         QRect(rect.left(), rect.center().y() - space::kIcon / 2 + 1, space::kIcon, space::kIcon)));
    painter.setPen(Icon::color(role));
    const QRect left = inReading(painter, rect, rect.adjusted(space::kIcon + space::k4, 0, 0, 0));
    painter.drawText(
        left, int(Qt::AlignLeft | Qt::AlignVCenter),
        painter.fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, left.width()));
}

}  // namespace beamline::ui
