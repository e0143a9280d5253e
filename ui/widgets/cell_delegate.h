// SPDX-License-Identifier: Apache-2.0
#pragma once
// A table cell: text in one of the theme's fonts and colours, right-aligned text with figures of equal width. GUI
// thread only.

#include <QStyledItemDelegate>

#include "ui/widgets/theme.h"

namespace beamline::ui {

/// Alignment comes from Qt::TextAlignmentRole, text from Qt::DisplayRole. The selection keeps the text's colour.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit CellDelegate(QObject* parent = nullptr) : QStyledItemDelegate(parent) {}
    CellDelegate(TextRole font, Icon::Role color, QObject* parent)
        : QStyledItemDelegate(parent), m_font(font), m_color(color) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    /// Ground of the row: hover or selection over its whole width.
    void paintGround(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    /// What is left for content.
    static QRect content(const QStyleOptionViewItem& option);
    /// The cell's content; the ground is painted already.
    virtual void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const;

    TextRole m_font = TextRole::Body;
    Icon::Role m_color = Icon::Role::Text;
};

}  // namespace beamline::ui
