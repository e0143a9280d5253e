// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/cell_painting.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionViewItem>

#include "ui/widgets/painting.h"
#include "ui/widgets/reading_direction.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

QRect inReading(const QPainter& painter, const QRect& whole, const QRect& part) {
    return QStyle::visualRect(readingDirection(painter), whole, part);
}

void paintSelectedRow(QPainter& painter, const QStyleOptionViewItem& option, bool first) {
    constexpr int kBar = 2;
    constexpr int kFocusBar = 5;
    const QRect rect = option.rect;
    paintSelection(painter, rect);
    if (first) {
        const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
        const bool focus = view && view->hasFocus();
        const Tokens& t = Theme::current().tokens();
        painter.fillRect(
            inReading(painter, rect, QRect(rect.left(), rect.top(), focus ? kFocusBar : kBar, rect.height())),
            focus ? t.accent : t.text2);
    }
}

}  // namespace beamline::ui
