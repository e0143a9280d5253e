// SPDX-License-Identifier: Apache-2.0
#pragma once
// An approval in two lines: subject; workflow, risk, quorum and when it is due. GUI thread only.

#include <QStyledItemDelegate>

namespace beamline::ui {

/// Reads the roles of ApprovalListModel.
class ApprovalDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace beamline::ui
