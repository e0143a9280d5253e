// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/timeline_delegate.h"

#include <QPainter>
#include <algorithm>

#include "ui/models/task_list_model.h"

namespace beamline::ui {

void TimelineDelegate::paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    constexpr int kHeight = 10;
    constexpr double kShortest = kHeight;  // a task of a microsecond is still to be seen
    const Theme& theme = Theme::current();
    const QRectF groove(rect.left(), rect.center().y() - kHeight / 2.0, rect.width(), kHeight);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.isHighContrast() ? QPen(theme.tokens().text3, 1) : QPen(Qt::NoPen));
    painter.setBrush(theme.tokens().raised);
    painter.drawRoundedRect(groove, kHeight / 2.0, kHeight / 2.0);
    painter.setPen(Qt::NoPen);
    const qint64 start = index.data(StartRole).toLongLong();
    const qint64 from = index.data(TaskListModel::SpanStartRole).toLongLong();
    const qint64 to = index.data(TaskListModel::SpanEndRole).toLongLong();
    if (start == 0) {
        return;
    }
    const qint64 ended = index.data(EndRole).toLongLong();
    const double span = static_cast<double>(std::max<qint64>(1, to - from));
    const double left = std::clamp(static_cast<double>(start - from) / span, 0.0, 1.0) * (groove.width() - kShortest);
    const double right =
        std::clamp(static_cast<double>((ended != 0 ? ended : to) - from) / span, 0.0, 1.0) * groove.width();
    painter.setBrush(theme.phaseColor(static_cast<api::Phase>(index.data(PhaseRole).toInt())));
    painter.drawRoundedRect(QRectF(groove.left() + left, groove.top(), std::max(kShortest, right - left), kHeight),
                            kHeight / 2.0, kHeight / 2.0);
}

}  // namespace beamline::ui
