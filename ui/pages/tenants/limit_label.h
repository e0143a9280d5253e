// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is used of what may be used: words, and a bar below them where there is a limit. As a label and as a cell. GUI
// thread only.

#include <QLabel>

#include "ui/models/tenant_text.h"
#include "ui/widgets/cell_delegate.h"

namespace beamline::ui {

class LimitLabel : public QLabel {
    Q_OBJECT
public:
    explicit LimitLabel(QWidget* parent = nullptr);

    /// From `warnAt` of the limit on it is shown in another colour.
    void setLimit(const TenantLimit& limit, double warnAt = 0.8);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    TenantLimit m_limit;
    double m_warnAt = 0.8;
};

/// ProgressRole: how much of it; absent: words alone. PhaseRole: in which colour.
class LimitDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const override;
};

}  // namespace beamline::ui
