// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/policies/policy_delegates.h"

#include <QPainter>
#include <algorithm>

#include "ui/models/policy_list_model.h"
#include "ui/models/provider_table.h"
#include "ui/widgets/cell_painting.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kShareBarHeight = 6;
constexpr int kMaxBar = 120;
constexpr int kMarkHeight = 12;

void paintLine(QPainter& painter, const QRect& inner, int top, int width, const QString& text) {
    const QRect place(inner.left(), top, width, painter.fontMetrics().height());
    painter.drawText(inReading(painter, inner, place), int(Qt::AlignLeft | Qt::AlignVCenter),
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, width));
}
}  // namespace

void PolicyDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::current();
    const Tokens& t = theme.tokens();
    painter->save();
    if (option.state & QStyle::State_Selected) {
        paintSelectedRow(*painter, option);
    } else if (option.state & QStyle::State_MouseOver) {
        painter->fillRect(option.rect, t.raised);
    }
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.border);
    const QRect inner = option.rect.adjusted(space::k16, space::k8, -space::k16, -space::k8);
    const int strong = QFontMetrics(theme.font(TextRole::Strong)).height();
    const int body = QFontMetrics(theme.font(TextRole::Body)).height();

    painter->setFont(theme.font(TextRole::Small));
    painter->setPen(t.text2);
    const QString age = index.data(PolicyListModel::AgeRole).toString();
    const int ageWidth = painter->fontMetrics().horizontalAdvance(age);
    const QRect first(inner.left(), inner.top(), inner.width(), strong);
    painter->drawText(
        inReading(*painter, inner, QRect(inner.right() - ageWidth, first.top(), ageWidth + 1, first.height())),
        int(Qt::AlignRight | Qt::AlignVCenter), age);

    const QString version = index.data(VersionRole).toString();
    painter->setFont(theme.font(TextRole::Strong));
    painter->setPen(t.text);
    const int badge = badgeWidth(version);
    const int room = std::max(0, inner.width() - ageWidth - badge - 2 * space::k8);
    const QString name = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, room);
    const int nameWidth = painter->fontMetrics().horizontalAdvance(name);
    paintLine(*painter, inner, first.top(), room, name);
    const QRect place(inner.left() + nameWidth + space::k8, first.top(), badge, first.height());
    paintBadge(*painter, inReading(*painter, inner, place), version);

    painter->setFont(theme.font(TextRole::Body));
    painter->setPen(t.text);
    int top = first.bottom() + 1 + space::k2;
    paintLine(*painter, inner, top, inner.width(), index.data(PolicyListModel::LineRole).toString());
    top += body + space::k2;
    painter->setFont(theme.font(TextRole::Small));
    painter->setPen(t.text2);
    const QString author = index.data(PolicyListModel::AuthorRole).toString();
    const QString comment = index.data(PolicyListModel::CommentRole).toString();
    paintLine(*painter, inner, top, inner.width(),
              comment.isEmpty() ? author : author + QStringLiteral(" · ") + comment);
    painter->restore();
}

QSize PolicyDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    const Theme& theme = Theme::current();
    int height = 2 * space::k8 + 2 * space::k2;
    for (const auto role : {TextRole::Strong, TextRole::Body, TextRole::Small}) {
        height += QFontMetrics(theme.font(role)).height();
    }
    return {option.rect.width(), height + 1};
}

void ShareDelegate::paintContent(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    const QVariant share = index.data(ProgressRole);
    if (!share.isValid()) {
        CellDelegate::paintContent(painter, rect, index);
        return;
    }
    const Tokens& t = Theme::current().tokens();
    const int words = tabularWidth(Theme::current().font(TextRole::Body), QStringLiteral("100.0 %"));
    const int width = std::clamp(rect.width() - words - space::k8, 0, kMaxBar);
    const QRect bar(rect.left(), rect.center().y() - kShareBarHeight / 2 + 1, width, kShareBarHeight);
    paintBar(painter, inReading(painter, rect, bar), share.toDouble(), t.accent);
    if (const QVariant weight = index.data(ProviderTable::WeightRole); weight.isValid() && width > 0) {
        const int at = bar.left() + static_cast<int>(std::clamp(weight.toDouble(), 0.0, 1.0) * (width - 2));
        const QRect mark(at, rect.center().y() - kMarkHeight / 2 + 1, 2, kMarkHeight);
        painter.fillRect(inReading(painter, rect, mark), t.text);
    }
    painter.setPen(t.text);
    painter.setFont(Theme::current().font(TextRole::Body));
    const QRect text(bar.right() + 1 + space::k8, rect.top(), rect.right() - bar.right() - space::k8, rect.height());
    paintTabular(painter, inReading(painter, rect, text), Qt::AlignLeft | Qt::AlignVCenter,
                 index.data(Qt::DisplayRole).toString());
}

}  // namespace beamline::ui
