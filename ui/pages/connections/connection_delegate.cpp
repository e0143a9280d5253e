// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/connections/connection_delegate.h"

#include <QPainter>

#include "ui/models/connection_list_model.h"
#include "ui/widgets/connection_look.h"
#include "ui/widgets/painting.h"

namespace beamline::ui {

namespace {
constexpr int kStrip = 4;
constexpr int kPill = 20;

QString elided(const QPainter& painter, const QString& text, int width) {
    return painter.fontMetrics().elidedText(text, Qt::ElideRight, std::max(0, width));
}

void paintName(QPainter& painter, const QRect& rect, const QModelIndex& index) {
    const auto color = static_cast<ConnectionColor>(index.data(ConnectionListModel::ColorRole).toInt());
    const QString name = index.data().toString();
    const QString tag = index.data(ConnectionListModel::TagRole).toString();
    if (color != ConnectionColor::none) {
        painter.setRenderHint(QPainter::Antialiasing);
        const QPen before = painter.pen();
        painter.setPen(Qt::NoPen);
        painter.setBrush(connectionColor(color));
        painter.drawRoundedRect(QRectF(rect.left(), rect.top() + 6, kStrip, rect.height() - 12), 2, 2);
        painter.setPen(before);
    }
    const QRect text = rect.adjusted(kStrip + space::k8, 0, 0, 0);
    const int room = text.width() - (tag.isEmpty() ? 0 : pillWidth(tag) + space::k8);
    const QString shown = elided(painter, name, room);
    painter.drawText(text, int(Qt::AlignLeft | Qt::AlignVCenter), shown);
    if (!tag.isEmpty()) {
        const int left = text.left() + painter.fontMetrics().horizontalAdvance(shown) + space::k8;
        const QColor ink = color == ConnectionColor::none ? Icon::color(Icon::Role::Text2) : connectionColor(color);
        paintPill(painter, QRect(left, rect.center().y() - kPill / 2 + 1, pillWidth(tag), kPill), tag, ink,
                  connectionSoft(color));
    }
}
}  // namespace

void ConnectionDelegate::paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    if (index.column() == ConnectionListModel::NameColumn) {
        paintName(painter, rect, index);
        return;
    }
    const QVariant phase = index.data(ConnectionListModel::PhaseOfRole);
    const bool problem = index.data(ConnectionListModel::ProblemRole).toBool();
    QRect text = rect;
    if (phase.isValid() || problem) {
        const QColor ink = problem ? Icon::color(Icon::Role::Faulted)
                                   : connectionPhaseColor(static_cast<ConnectionPhase>(phase.toInt()));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(ink);
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(
            QRectF(rect.left(), rect.center().y() - extent::kDot / 2.0 + 1, extent::kDot, extent::kDot));
        painter.setPen(ink);
        text.adjust(extent::kDot + space::k8, 0, 0, 0);
    } else {
        painter.setPen(Icon::color(Icon::Role::Text2));
    }
    painter.drawText(text, int(Qt::AlignLeft | Qt::AlignVCenter),
                     elided(painter, index.data().toString(), text.width()));
}

}  // namespace beamline::ui
