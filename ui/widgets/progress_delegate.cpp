// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/progress_delegate.h"

#include "ui/models/roles.h"
#include "ui/widgets/cell_painting.h"
#include "ui/widgets/painting.h"

namespace beamline::ui {

void ProgressDelegate::paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    const QVariant share = index.data(ProgressRole);
    if (!share.isValid()) {
        return;
    }
    const QVariant phase = index.data(PhaseRole);
    const QColor color = phase.isValid() ? Theme::current().phaseColor(static_cast<api::Phase>(phase.toInt()))
                                         : Theme::current().tokens().accent;
    constexpr int kMaxWidth = 96;
    const QRect bar(rect.left(), rect.top(), qMin(rect.width(), kMaxWidth), rect.height());
    paintBar(painter, inReading(painter, rect, bar), share.toDouble(), color);
}

}  // namespace beamline::ui
