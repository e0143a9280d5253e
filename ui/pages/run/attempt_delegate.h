// SPDX-License-Identifier: Apache-2.0
#pragma once
// An attempt, or something it said to the outside, as a row of some lines that wrap. GUI thread only.

#include <QStyledItemDelegate>

namespace beamline::ui {

/// For AttemptListModel in a QListView; rows are as high as their text is at the width of the view.
class AttemptDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace beamline::ui
