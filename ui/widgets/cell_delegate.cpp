// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/cell_delegate.h"

#include <QPainter>

#include "ui/widgets/painting.h"
#include "ui/widgets/table_view.h"

namespace beamline::ui {

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    paintGround(*painter, option, index);
    painter->setFont(Theme::current().font(m_font));
    painter->setPen((option.state & QStyle::State_Enabled) ? Icon::color(m_color) : Icon::color(Icon::Role::Text3));
    paintContent(*painter, content(option), index);
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    const int width = tabularWidth(Theme::current().font(m_font), index.data(Qt::DisplayRole).toString());
    return {width + 2 * space::k12, space::kRow};
}

void CellDelegate::paintGround(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Tokens& t = Theme::current().tokens();
    if (option.state & QStyle::State_Selected) {
        paintSelection(painter, option.rect);
    } else if (const auto* table = qobject_cast<const TableView*>(option.widget)) {
        if (table->hoveredRow() == index.row()) {
            painter.fillRect(option.rect, t.raised);
        }
    } else if (option.state & QStyle::State_MouseOver) {
        painter.fillRect(option.rect, t.raised);
    }
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    if (view && view->hasFocus() && (option.state & QStyle::State_Selected) && index.column() == 0) {
        // Where the keyboard is must be visible without its colour alone: a bar at the row's edge.
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), t.accent);
    }
}

QRect CellDelegate::content(const QStyleOptionViewItem& option) {
    return option.rect.adjusted(space::k12, 0, -space::k12, 0);
}

void CellDelegate::paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    const QString text = index.data(Qt::DisplayRole).toString();
    const QVariant given = index.data(Qt::TextAlignmentRole);
    const Qt::Alignment alignment = given.isValid() ? Qt::Alignment(given.toInt()) : Qt::AlignLeft | Qt::AlignVCenter;
    if (alignment & Qt::AlignRight) {
        paintTabular(painter, rect, alignment, text);
    } else {
        painter.drawText(rect, int(Qt::AlignLeft | Qt::AlignVCenter),
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
    }
}

}  // namespace beamline::ui
