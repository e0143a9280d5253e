// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/figure_tile.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStringList>

#include "ui/widgets/painting.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kNarrowestTile = 12;  // letters

int heightOf(TextRole role) {
    return QFontMetrics(Theme::current().font(role)).height();
}
}  // namespace

FigureTile::FigureTile(QWidget* parent) : QAbstractButton(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
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
    update();
}

QSize FigureTile::sizeHint() const {
    return {minimumSizeHint().width(), 2 * space::k12 + heightOf(TextRole::Body) + heightOf(TextRole::Title) +
                                           heightOf(TextRole::Small) + space::k4};
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
    put(TextRole::Small, t.text2, m_detail);
}

void FigureTile::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

}  // namespace beamline::ui
