// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/figure_tile.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "ui/widgets/painting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kNarrowestTile = 12;  // letters

constexpr int kMostDetailLines = 2;

int heightOf(TextRole role) {
    return QFontMetrics(Theme::current().font(role)).height();
}

/// What stands together: parts between dots and commas, and words only where a part alone is too long.
QStringList breakDetail(const QString& text, const QFont& font, int width) {
    static const QString kDot = QStringLiteral(" · ");
    static const QString kComma = QStringLiteral(", ");
    for (const QString& mark : {kDot, kComma, QStringLiteral(" ")}) {
        QStringList lines;
        for (const QString& part : text.split(mark)) {
            const QString joined = lines.isEmpty() ? part : lines.last() + mark + part;
            if (!lines.isEmpty() && tabularWidth(font, joined) <= width) {
                lines.last() = joined;
            } else {
                if (!lines.isEmpty() && mark == kComma) {
                    lines.last() += QLatin1Char(',');
                }
                lines << part;
            }
        }
        const bool fits = std::all_of(lines.begin(), lines.end(),
                                      [&](const QString& line) { return tabularWidth(font, line) <= width; });
        if (fits && lines.size() <= kMostDetailLines) {
            return lines;
        }
    }
    return {};
}
}  // namespace

FigureTile::FigureTile(QWidget* parent) : QAbstractButton(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);  // as tall as its neighbours
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void FigureTile::show(const QString& title, const QString& value, const QString& detail) {
    if (m_title == title && m_value == value && m_detail == detail) {
        return;
    }
    m_title = title;
    m_value = value;
    m_detail = detail;
    QStringList said{title, value};
    if (!detail.isEmpty()) {
        said << detail;
    }
    setAccessibleName(said.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

/// With one line of detail: how many it takes is known with the width.
QSize FigureTile::sizeHint() const {
    return {minimumSizeHint().width(), heightForWidth(QWIDGETSIZE_MAX)};
}

int FigureTile::heightForWidth(int width) const {
    const int lines = std::max(1, static_cast<int>(detailLines(width).size()));
    return 2 * space::k12 + heightOf(TextRole::Body) + heightOf(TextRole::Title) + lines * heightOf(TextRole::Small) +
           space::k4;
}

QStringList FigureTile::detailLines(int width) const {
    const QFont font = Theme::current().font(TextRole::Small);
    const int room = width - 2 * space::k16;
    if (QStringList lines = breakDetail(m_detail, font, room); !lines.isEmpty()) {
        return lines;
    }
    // Words for the first line, and of the rest what there is room for.
    qsizetype end = m_detail.size();
    for (auto at = m_detail.lastIndexOf(QLatin1Char(' ')); at > 0;
         at = m_detail.lastIndexOf(QLatin1Char(' '), at - 1)) {
        end = at;
        if (tabularWidth(font, m_detail.left(at)) <= room) {
            break;
        }
    }
    const QFontMetrics metrics(font);
    QStringList lines{metrics.elidedText(m_detail.left(end), Qt::ElideRight, room)};
    if (end < m_detail.size()) {
        lines << metrics.elidedText(m_detail.mid(end + 1), Qt::ElideRight, room);
    }
    return lines;
}

bool FigureTile::isCut() const {
    const int room = width() - 2 * space::k16;
    const auto lacks = [room](TextRole role, const QString& text) {
        return tabularWidth(Theme::current().font(role), text) > room;
    };
    return lacks(TextRole::Body, m_title) || lacks(TextRole::Title, m_value) ||
           breakDetail(m_detail, Theme::current().font(TextRole::Small), room).isEmpty() ||
           height() < heightForWidth(width());
}

/// What has no room is told by the tool tip.
bool FigureTile::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && isCut()) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
                           QStringLiteral("%1\n%2").arg(accessibleName(), toolTip()).trimmed(), this);
        return true;
    }
    return QAbstractButton::event(event);
}

QSize FigureTile::minimumSizeHint() const {
    const QFontMetrics metrics(Theme::current().font(TextRole::Body));
    return {kNarrowestTile * metrics.averageCharWidth() + 2 * space::k16, space::kControl};
}

void FigureTile::paintEvent(QPaintEvent*) {
    const Tokens& t = Theme::current().tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = Theme::current().frame(rect());
    QPen pen(underMouse() ? t.text3 : t.border, Theme::current().line());
    if (!isEnabled()) {
        pen.setStyle(Qt::DashLine);
    }
    painter.setPen(pen);
    painter.setBrush(isDown() ? t.raised : t.surface);
    painter.drawRoundedRect(frame, space::kRadius, space::kRadius);
    if (hasKeyboardFocus(*this)) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.accent, Theme::current().ring()));
        painter.drawRoundedRect(frame.adjusted(2, 2, -2, -2), space::kRadius - 2, space::kRadius - 2);
    }
    QRect line = rect().adjusted(space::k16, space::k12, -space::k16, 0);
    const auto put = [&](TextRole role, const QColor& color, const QString& text) {
        painter.setFont(Theme::current().font(role));
        painter.setPen(color);
        line.setHeight(heightOf(role));
        paintTabular(painter, line, Qt::AlignLeft | Qt::AlignVCenter, text);
        line.translate(0, line.height());
    };
    put(TextRole::Body, t.text2, m_title);
    put(TextRole::Title, isEnabled() ? t.text : t.text3, m_value);
    line.translate(0, space::k2);
    const bool low = height() < heightForWidth(width());  // a layout that does not ask what the width takes
    for (const QString& text : low ? QStringList{m_detail} : detailLines(width())) {
        put(TextRole::Small, t.text2, text);
    }
}

void FigureTile::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

}  // namespace beamline::ui
