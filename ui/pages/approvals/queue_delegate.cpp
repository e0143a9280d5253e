// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/approvals/queue_delegate.h"

#include <QPainter>

#include "ui/widgets/painting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

void QueueDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::current();
    const Tokens& t = theme.tokens();
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (selected || (option.state & QStyle::State_MouseOver)) {
        painter->setPen(selected ? theme.edge(t.accent) : QPen(Qt::NoPen));
        painter->setBrush(selected ? t.selection : t.raised);
        const QRectF box = option.rect.adjusted(0, 1, 0, -1);
        painter->drawRoundedRect(theme.isHighContrast() ? theme.frame(box) : box, space::kRadius, space::kRadius);
    }
    const QRect inner = option.rect.adjusted(space::k12, 0, -space::k12, 0);
    painter->setFont(theme.font(selected ? TextRole::Strong : TextRole::Body));
    painter->setPen(!(option.state & QStyle::State_Enabled) ? t.text3 : selected ? t.text : t.text2);
    painter->drawText(inner, int(Qt::AlignLeft | Qt::AlignVCenter), index.data().toString());
    paintTabular(*painter, inner, Qt::AlignRight | Qt::AlignVCenter, index.data(CountRole).toString());
    painter->restore();
}

QSize QueueDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {option.rect.width(), 34};
}

}  // namespace beamline::ui
