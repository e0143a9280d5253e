// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/tenants/limit_label.h"

#include <QPainter>
#include <algorithm>

#include "ui/models/roles.h"
#include "ui/widgets/cell_painting.h"
#include "ui/widgets/painting.h"

namespace beamline::ui {

namespace {
constexpr int kLimitBar = 8;      // height of the strip that the bar lies in
constexpr int kLimitWidth = 140;  // a longer bar says no more
constexpr int kLeastLimit = 96;

void paintLimit(QPainter& painter, const QRect& rect, double share, api::Phase phase) {
    const QRect bar(rect.left(), rect.bottom() - kLimitBar + 1, std::min(rect.width(), kLimitWidth), kLimitBar);
    paintBar(painter, inReading(painter, rect, bar), std::min(share, 1.0), Theme::current().phaseColor(phase));
}
}  // namespace

LimitLabel::LimitLabel(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setProperty("muted", true);
    setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void LimitLabel::setLimit(const TenantLimit& limit, double warnAt) {
    m_limit = limit;
    m_warnAt = warnAt;
    setText(tr("%1 used").arg(limit.usedText));
    setContentsMargins(0, 0, 0, limit.isLimited() ? kLimitBar : 0);
    update();
}

QSize LimitLabel::sizeHint() const {
    return {std::max(QLabel::sizeHint().width(), kLeastLimit), space::kControl};
}

void LimitLabel::paintEvent(QPaintEvent* event) {
    QLabel::paintEvent(event);
    if (m_limit.isLimited()) {
        QPainter painter(this);
        paintLimit(painter, rect(), m_limit.share(), limitPhase(m_limit, m_warnAt));
    }
}

void LimitDelegate::paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    const QVariant share = index.data(ProgressRole);
    if (!share.isValid()) {
        CellDelegate::paintContent(painter, rect, index);
        return;
    }
    const QRect inner = rect.adjusted(0, 2, 0, -2);
    CellDelegate::paintContent(painter, inner.adjusted(0, 0, 0, -kLimitBar + 2), index);
    paintLimit(painter, inner, share.toDouble(), static_cast<api::Phase>(index.data(PhaseRole).toInt()));
}

}  // namespace beamline::ui
