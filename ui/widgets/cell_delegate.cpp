// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/cell_delegate.h"

#include <QHeaderView>
#include <QPainter>
#include <QTableView>
#include <QTreeView>

#include "ui/widgets/cell_painting.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/table_view.h"

namespace beamline::ui {

namespace {
const QHeaderView* headerOf(const QStyleOptionViewItem& option) {
    const auto* table = qobject_cast<const QTableView*>(option.widget);
    const auto* tree = qobject_cast<const QTreeView*>(option.widget);
    return table ? table->horizontalHeader() : tree ? tree->header() : nullptr;
}

/// Columns can be moved and hidden.
int firstShown(const QHeaderView& header) {
    int at = 0;
    while (at < header.count() && header.isSectionHidden(header.logicalIndex(at))) {
        ++at;
    }
    return at;
}
}  // namespace

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
        const auto* header = headerOf(option);
        paintSelectedRow(painter, option, !header || header->visualIndex(index.column()) == firstShown(*header));
    } else if (const auto* table = qobject_cast<const TableView*>(option.widget)) {
        if (table->hoveredRow() == index.row()) {
            painter.fillRect(option.rect, t.raised);
        }
    } else if (option.state & QStyle::State_MouseOver) {
        painter.fillRect(option.rect, t.raised);
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
