// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/phase_delegate.h"

#include <QPainter>

#include "ui/models/formatting.h"
#include "ui/models/roles.h"
#include "ui/widgets/cell_painting.h"

namespace beamline::ui {

void PhaseDelegate::paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    const QVariant value = index.data(PhaseRole);
    if (!value.isValid()) {
        CellDelegate::paintContent(painter, rect, index);
        return;
    }
    const auto phase = static_cast<api::Phase>(value.toInt());
    const QRect icon(rect.left(), rect.center().y() - space::kIcon / 2, space::kIcon, space::kIcon);
    Theme::phaseIcon(phase).paint(&painter, inReading(painter, rect, icon));
    painter.setPen(Theme::current().phaseColor(phase));
    painter.setFont(Theme::current().font(TextRole::Body));
    const QString word = index.data(Qt::DisplayRole).toString();
    const QRect left = inReading(painter, rect, rect.adjusted(space::kIcon + 4, 0, 0, 0));
    painter.drawText(
        left, int(Qt::AlignLeft | Qt::AlignVCenter),
        painter.fontMetrics().elidedText(word.isEmpty() ? phaseText(phase) : word, Qt::ElideRight, left.width()));
}

}  // namespace beamline::ui
