// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/phase_counts_delegate.h"

#include <QPainter>

#include "ui/models/formatting.h"
#include "ui/models/run_group_model.h"
#include "ui/widgets/cell_painting.h"
#include "ui/widgets/painting.h"

namespace beamline::ui {

void PhaseCountsDelegate::paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    const QVariant value = index.data(RunGroupModel::CountsRole);
    if (!value.isValid()) {
        PhaseDelegate::paintContent(painter, rect, index);
        return;
    }
    int x = rect.left();
    for (const auto& [number, count] : value.value<PhaseCounts>()) {
        const auto phase = static_cast<api::Phase>(number);
        const QString figure = formatCount(count);
        const int width = space::kIcon + space::k4 + painter.fontMetrics().horizontalAdvance(figure);
        if (x + width > rect.right()) {
            painter.setPen(Theme::current().tokens().text2);
            painter.drawText(inReading(painter, rect, QRect(x, rect.top(), rect.right() - x, rect.height())),
                             int(Qt::AlignLeft | Qt::AlignVCenter), QString(QChar(0x2026)));
            return;
        }
        const QRect icon(x, rect.center().y() - space::kIcon / 2, space::kIcon, space::kIcon);
        Theme::phaseIcon(phase).paint(&painter, inReading(painter, rect, icon));
        painter.setPen(Theme::current().phaseColor(phase));
        const QRect words(x + space::kIcon + space::k4, rect.top(), width, rect.height());
        painter.drawText(inReading(painter, rect, words), int(Qt::AlignLeft | Qt::AlignVCenter), figure);
        x += width + space::k12;
    }
}

}  // namespace beamline::ui
