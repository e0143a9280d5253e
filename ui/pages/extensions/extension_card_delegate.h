// SPDX-License-Identifier: Apache-2.0
#pragma once
// An extension as a card of a lane or of the palette: name, health, figures, what the policy asks of it, and a mark
// where something is wrong. GUI thread only.

#include <QStyledItemDelegate>

namespace beamline::ui {

class ExtensionCardDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace beamline::ui
