// SPDX-License-Identifier: Apache-2.0
#pragma once
// How policies are painted in their list, and shares of traffic in tables. GUI thread only.

#include <QStyledItemDelegate>

#include "ui/widgets/cell_delegate.h"

namespace beamline::ui {

/// Name, version and age; what it does; who changed it last and why.
class PolicyDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// ProgressRole as a bar with the share in words behind it; where ProviderTable::WeightRole says what it should be,
/// that is marked across the bar.
class ShareDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override;
};

}  // namespace beamline::ui
