// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/extensions/extension_card_delegate.h"

#include <QPainter>
#include <QPainterPath>
#include <QWidget>

#include "ui/models/pipeline_lane_model.h"
#include "ui/widgets/cell_painting.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kCardGap = space::k8;  // between two cards
constexpr int kCardBar = 3;

struct CardInk {
    QColor strong;
    QColor soft;
};

CardInk cardInkOf(ClusterMark mark) {
    const Tokens& t = Theme::current().tokens();
    switch (mark) {
        case ClusterMark::Good:
            return {t.completed, t.completedSoft};
        case ClusterMark::Attention:
            return {t.waiting, t.waitingSoft};
        case ClusterMark::Bad:
            return {t.faulted, t.faultedSoft};
        case ClusterMark::Plain:
        case ClusterMark::Off:
            break;
    }
    return {t.cancelled, t.cancelledSoft};
}

int cardLineOf(TextRole role) {
    return QFontMetrics(Theme::current().font(role)).height();
}

void paintCardFrame(QPainter& painter, const QStyleOptionViewItem& option, const QRectF& box, const QColor& bar) {
    const Theme& theme = Theme::current();
    const Tokens& t = theme.tokens();
    const bool selected = option.state & QStyle::State_Selected;
    const bool focus = selected && option.widget && option.widget->hasFocus();
    painter.setPen(QPen(focus ? t.accent : selected ? t.text3 : t.border, focus ? theme.ring() : theme.line()));
    painter.setBrush(selected ? t.selection : (option.state & QStyle::State_MouseOver) ? t.raised : t.surface);
    painter.drawRoundedRect(box, space::kRadius, space::kRadius);
    const QRect whole = box.toRect();
    painter.setPen(Qt::NoPen);
    painter.setBrush(bar);
    painter.drawRoundedRect(
        inReading(painter, whole, QRect(whole.left() + 1, whole.top() + space::k8, kCardBar, whole.height() - 16)), 1.5,
        1.5);
}
}  // namespace

void ExtensionCardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const {
    using Role = ExtensionCardModel::Role;
    const Theme& theme = Theme::current();
    const Tokens& t = theme.tokens();
    const auto ink = cardInkOf(static_cast<ClusterMark>(index.data(KindRole).toInt()));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect card = option.rect.adjusted(space::k2, kCardGap / 2, -space::k2, -kCardGap / 2);
    paintCardFrame(*painter, option, theme.frame(card), ink.strong);
    const QRect inner = card.adjusted(space::k12, space::k8, -space::k8, -space::k8);
    QRect line(inner.left(), inner.top(), inner.width(), cardLineOf(TextRole::Strong));
    QRect name = line;
    if (!index.data(Role::ProblemsRole).toStringList().isEmpty()) {
        const bool broken = index.data(Role::BrokenRole).toBool();
        const QRect icon(line.right() - space::kIcon + 1, line.center().y() - space::kIcon / 2 + 1, space::kIcon,
                         space::kIcon);
        Icon::get(broken ? QStringLiteral("error") : QStringLiteral("warning"),
                  broken ? Icon::Role::Faulted : Icon::Role::Waiting)
            .paint(painter, inReading(*painter, card, icon));
        name.adjust(0, 0, -space::kIcon - space::k4, 0);
    }
    painter->setFont(theme.font(TextRole::Strong));
    painter->setPen(t.text);
    painter->drawText(inReading(*painter, card, name), int(Qt::AlignLeft | Qt::AlignVCenter),
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, name.width()));
    line = QRect(inner.left(), line.bottom() + space::k4, inner.width(), cardLineOf(TextRole::Small) + 6);
    const QString health = index.data(Role::HealthRole).toString();
    paintPill(*painter, inReading(*painter, card, line), health, ink.strong, ink.soft);
    painter->setFont(theme.font(TextRole::Small));
    painter->setPen(t.text2);
    const int taken = pillWidth(health) + space::k8;
    const QRect figures = line.adjusted(taken, 0, 0, 0);
    painter->drawText(
        inReading(*painter, card, figures), int(Qt::AlignLeft | Qt::AlignVCenter),
        painter->fontMetrics().elidedText(index.data(Role::FiguresRole).toString(), Qt::ElideRight, figures.width()));
    line = QRect(inner.left(), line.bottom() + space::k4, inner.width(), cardLineOf(TextRole::Small));
    const QString policy = index.data(Role::PolicyRole).toString();
    painter->drawText(
        inReading(*painter, card, line), int(Qt::AlignLeft | Qt::AlignVCenter),
        painter->fontMetrics().elidedText(policy.isEmpty() ? index.data(Role::TypeRole).toString() : policy,
                                          Qt::ElideRight, line.width()));
    painter->restore();
}

QSize ExtensionCardDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {0, cardLineOf(TextRole::Strong) + 2 * cardLineOf(TextRole::Small) + 6 + 2 * space::k4 + 2 * space::k8 +
                   kCardGap};
}

}  // namespace beamline::ui
