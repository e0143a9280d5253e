// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/run/attempt_delegate.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QTextLayout>
#include <algorithm>

#include "ui/models/attempt_list_model.h"
#include "ui/models/formatting.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kRequestLines = 2;
constexpr int kReasonLines = 3;
constexpr int kLeastWidth = 120;

/// Some lines of text, and beside the first of them an icon on the left and a measure on the right.
struct Paragraph {
    QString text;
    TextRole font = TextRole::Body;
    Icon::Role color = Icon::Role::Text;
    int most = 1;  ///< lines
    QIcon icon;
    bool inLine = false;  ///< the icon stands before the words, not in the margin
    QString tag;
    QString measure;
};

QStringList wrapped(const QString& text, const QFont& font, int width, int most) {
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    QStringList lines;
    while (lines.size() < most) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) {
            break;
        }
        line.setLineWidth(width);
        const bool last = lines.size() + 1 == most;
        lines << (last ? QFontMetrics(font).elidedText(text.mid(line.textStart()), Qt::ElideRight, width)
                       : text.mid(line.textStart(), line.textLength()));
    }
    layout.endLayout();
    return lines;
}

QVector<Paragraph> attemptParagraphs(const QModelIndex& index) {
    QVector<Paragraph> all;
    const auto add = [&](int role, TextRole font, Icon::Role color, int most, const QIcon& icon = {}) {
        Paragraph one;
        one.text = index.data(role).toString().simplified();
        one.font = font;
        one.color = color;
        one.most = most;
        one.icon = icon;
        if (!one.text.isEmpty()) {
            all << one;
        }
    };
    const auto phase = static_cast<api::Phase>(index.data(PhaseRole).toInt());
    add(Qt::DisplayRole, TextRole::Strong, Icon::Role::Text, 1, Theme::phaseIcon(phase));
    all.first().measure = index.data(AttemptListModel::MeasureRole).toString();
    add(AttemptListModel::RetryRole, TextRole::Small, Icon::Role::Text2, kReasonLines,
        Icon::get(QStringLiteral("retry")));
    add(AttemptListModel::AnswerRole, TextRole::Body, Icon::Role::Faulted, kReasonLines);
    add(AttemptListModel::ReasonRole, TextRole::Small, Icon::Role::Text2, kReasonLines);
    return all;
}

QVector<Paragraph> exchangeParagraphs(const QModelIndex& index) {
    Paragraph request;
    request.text = index.data().toString();
    request.font = TextRole::MonoSmall;
    request.most = kRequestLines;
    request.tag = index.data(AttemptListModel::TagRole).toString();
    const bool failed = index.data(AttemptListModel::FailedRole).toBool();
    Paragraph answer;
    answer.text = index.data(AttemptListModel::AnswerRole).toString();
    answer.font = TextRole::Small;
    answer.color = failed ? Icon::Role::Faulted : Icon::Role::Text2;
    answer.icon = failed ? Icon::get(QStringLiteral("error"), Icon::Role::Faulted)
                         : Icon::get(QStringLiteral("check"), Icon::Role::Completed);
    answer.inLine = true;
    answer.measure = index.data(AttemptListModel::MeasureRole).toString();
    return {request, answer};
}

/// Lays the paragraphs out below each other from `area`'s top, paints them when there is a painter; the bottom.
int layOut(const QVector<Paragraph>& paragraphs, const QRect& area, int indent, QPainter* painter) {
    int y = area.top();
    for (const Paragraph& one : paragraphs) {
        const QFont font = Theme::current().font(one.font);
        const QFontMetrics metrics(font);
        const int height = metrics.height() + space::k2;
        const int measure =
            one.measure.isEmpty() ? 0 : tabularWidth(Theme::current().font(TextRole::Small), one.measure) + space::k8;
        const int margin = area.left() + (one.inLine ? indent : 0);  // where the icon stands
        const int left = area.left() + indent + (one.inLine ? space::kIcon + space::k4 : 0);
        const QStringList lines = wrapped(one.text, font, area.right() - left - measure, one.most);
        if (painter) {
            if (!one.icon.isNull()) {
                one.icon.paint(painter, QRect(margin, y + (height - space::kIcon) / 2, space::kIcon, space::kIcon));
            }
            if (!one.tag.isEmpty()) {
                paintBadge(*painter, QRect(area.left(), y, indent - space::k8, height), one.tag);
            }
            if (measure > 0) {
                painter->setFont(Theme::current().font(TextRole::Small));
                painter->setPen(Icon::color(Icon::Role::Text2));
                paintTabular(*painter, QRect(area.right() - measure, y, measure, height),
                             Qt::AlignRight | Qt::AlignVCenter, one.measure);
            }
            painter->setFont(font);
            painter->setPen(Icon::color(one.color));
            int at = y;
            for (const QString& line : lines) {
                painter->drawText(QRect(left, at, area.right() - left, height), int(Qt::AlignLeft | Qt::AlignVCenter),
                                  line);
                at += height;
            }
        }
        y += height * std::max<int>(1, static_cast<int>(lines.size()));
    }
    return y;
}

int layOutRow(const QModelIndex& index, const QRect& row, QPainter* painter) {
    const bool attempt = index.data(KindRole).toInt() == AttemptListModel::AttemptRow;
    const int top = row.top() + (attempt ? space::k8 : space::k4);
    const QRect area(row.left() + space::k16, top, row.width() - space::k16 - space::k12, row.height());
    if (attempt) {
        return layOut(attemptParagraphs(index), area, space::kIcon + space::k8, painter) + space::k4;
    }
    const int tag = std::max(badgeWidth(QStringLiteral("HTTP")),
                             std::min(badgeWidth(index.data(AttemptListModel::TagRole).toString()), row.width() / 3));
    return layOut(exchangeParagraphs(index), area, tag + space::k8, painter) + space::k4;
}
}  // namespace

void AttemptDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Tokens& t = Theme::current().tokens();
    painter->save();
    painter->setClipRect(option.rect);
    if (option.state & QStyle::State_Selected) {
        paintSelection(*painter, option.rect);
    } else if (option.state & QStyle::State_MouseOver) {
        painter->fillRect(option.rect, t.raised);
    }
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    if (view && view->hasFocus() && (option.state & QStyle::State_Selected)) {
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), t.accent);
    }
    if (index.row() > 0 && index.data(KindRole).toInt() == AttemptListModel::AttemptRow) {
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 1), t.border);
    }
    layOutRow(index, option.rect, painter);
    painter->restore();
}

QSize AttemptDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const int width = std::max(kLeastWidth, view ? view->viewport()->width() : option.rect.width());
    return {width, layOutRow(index, QRect(0, 0, width, 0), nullptr)};
}

}  // namespace beamline::ui
