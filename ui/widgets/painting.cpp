// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/painting.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

#include "ui/models/formatting.h"
#include "ui/widgets/cell_painting.h"
#include "ui/widgets/reading_direction.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kSmallIcon = 14;

int digitWidth(const QFontMetrics& metrics) {
    int widest = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
        widest = qMax(widest, metrics.horizontalAdvance(QChar(digit)));
    }
    return widest;
}

void paintLabel(QPainter& painter, const QRect& box, const QString& text, const QColor& color, const QColor& ground,
                qreal radius, const QFont& font) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = Theme::current();
    painter.setPen(theme.edge(color));
    painter.setBrush(ground);
    painter.drawRoundedRect(theme.isHighContrast() ? theme.frame(box) : QRectF(box), radius, radius);
    painter.setPen(color);
    painter.setFont(font);
    painter.drawText(box, Qt::AlignCenter, QFontMetrics(font).elidedText(text, Qt::ElideRight, box.width() - 8));
    painter.restore();
}
}  // namespace

int tabularWidth(const QFont& font, const QString& text) {
    const QFontMetrics metrics(font);
    const int digit = digitWidth(metrics);
    int width = 0;
    for (const QChar c : text) {
        width += c.isDigit() ? digit : metrics.horizontalAdvance(c);
    }
    return width;
}

void paintTabular(QPainter& painter, const QRect& rect, Qt::Alignment alignment, const QString& text) {
    const QFontMetrics metrics = painter.fontMetrics();
    const int digit = digitWidth(metrics);
    const int width = tabularWidth(painter.font(), text);
    if (width > rect.width() || text.isRightToLeft()) {
        painter.drawText(rect, int(alignment), metrics.elidedText(text, Qt::ElideRight, rect.width()));
        return;
    }
    const auto side = QStyle::visualAlignment(readingDirection(painter), alignment);
    int x = rect.left();
    if (side & Qt::AlignRight) {
        x = rect.right() + 1 - width;
    } else if (side & Qt::AlignHCenter) {
        x += (rect.width() - width) / 2;
    }
    const int y = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent();
    for (const QChar c : text) {
        const int own = metrics.horizontalAdvance(c);
        const int cell = c.isDigit() ? digit : own;
        painter.drawText(x + (cell - own) / 2, y, QString(c));
        x += cell;
    }
}

int badgeWidth(const QString& text) {
    return QFontMetrics(Theme::current().font(TextRole::Small)).horizontalAdvance(text) + 12;
}

QRect paintBadge(QPainter& painter, const QRect& rect, const QString& text) {
    const QFont font = Theme::current().font(TextRole::Small);
    const int height = QFontMetrics(font).height() + 4;
    const QRect box =
        inReading(painter, rect,
                  QRect(rect.left(), rect.center().y() - height / 2 + 1, qMin(badgeWidth(text), rect.width()), height));
    paintLabel(painter, box, text, Theme::current().tokens().text2, Theme::current().tokens().raised, 4, font);
    return box;
}

int dryRunWidth() {
    return badgeWidth(dryRunText()) + kSmallIcon + space::k4;
}

QRect paintDryRun(QPainter& painter, const QRect& rect) {
    const QFont font = Theme::current().font(TextRole::Small);
    const int height = QFontMetrics(font).height() + 4;
    const QRect box =
        inReading(painter, rect,
                  QRect(rect.left(), rect.center().y() - height / 2 + 1, qMin(dryRunWidth(), rect.width()), height));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(Theme::current().tokens().text3, Theme::current().line());
    pen.setDashPattern({3, 2});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(Theme::current().frame(box), 4, 4);
    const QRect icon(box.left() + space::k4, box.center().y() - kSmallIcon / 2, kSmallIcon, kSmallIcon);
    Icon::get(QStringLiteral("dry-run"), Icon::Role::Text).paint(&painter, inReading(painter, box, icon));
    painter.setPen(Theme::current().tokens().text);
    painter.setFont(font);
    const QRect words(icon.right() + space::k4, box.top(), box.right() - icon.right() - space::k4, box.height());
    painter.drawText(inReading(painter, box, words), int(Qt::AlignLeft | Qt::AlignVCenter),
                     QFontMetrics(font).elidedText(dryRunText(), Qt::ElideRight, words.width()));
    painter.restore();
    return box;
}

int pillWidth(const QString& text) {
    return QFontMetrics(Theme::current().font(TextRole::Small)).horizontalAdvance(text) + 16;
}

QRect paintPill(QPainter& painter, const QRect& rect, const QString& text, const QColor& color, const QColor& soft) {
    const QFont font = Theme::current().font(TextRole::Small);
    const int height = QFontMetrics(font).height() + 6;
    const QRect box =
        inReading(painter, rect,
                  QRect(rect.left(), rect.center().y() - height / 2 + 1, qMin(pillWidth(text), rect.width()), height));
    paintLabel(painter, box, text, color, soft, height / 2.0, font);
    return box;
}

void paintSelection(QPainter& painter, const QRect& rect) {
    const Theme& theme = Theme::current();
    painter.fillRect(rect, theme.tokens().selection);
    if (theme.isHighContrast()) {
        const int line = static_cast<int>(theme.line());
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), line), theme.tokens().accent);
        painter.fillRect(QRect(rect.left(), rect.bottom() + 1 - line, rect.width(), line), theme.tokens().accent);
    }
}

void paintBar(QPainter& painter, const QRect& rect, double share, const QColor& color) {
    constexpr int kThickness = 4;
    const QRectF track(rect.left(), rect.center().y() - kThickness / 2 + 0.5, rect.width(), kThickness);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    if (Theme::current().isHighContrast()) {
        painter.setPen(QPen(Theme::current().tokens().border, 1));
        painter.setBrush(Theme::current().tokens().surface);
        painter.drawRoundedRect(track.adjusted(-1.5, -1.5, 1.5, 1.5), 2, 2);
        painter.setPen(Qt::NoPen);
    } else {
        painter.setBrush(Theme::current().tokens().border);  // to be seen on a selected row, too
        painter.drawRoundedRect(track, 2, 2);
    }
    if (share > 0) {
        QRectF filled = track;
        filled.setWidth(qMax<qreal>(kThickness, track.width() * qMin(share, 1.0)));
        if (readingDirection(painter) == Qt::RightToLeft) {
            filled.moveRight(track.right());
        }
        painter.setBrush(color);
        painter.drawRoundedRect(filled, 2, 2);
    }
    painter.restore();
}

}  // namespace beamline::ui
