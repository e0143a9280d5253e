// SPDX-License-Identifier: Apache-2.0
#pragma once
// A queue's name on the left, how many wait in it on the right. GUI thread only.

#include <QStyledItemDelegate>

namespace beamline::ui {

class QueueDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum { CountRole = Qt::UserRole + 1 };  ///< QString

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace beamline::ui
