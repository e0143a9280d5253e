// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/button.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>

#include "ui/widgets/cell_painting.h"
#include "ui/widgets/key_font.h"
#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
constexpr int kKeyPadding = 6;

QString plain(QString text) {
    return text.remove(QLatin1Char('&'));
}

/// The letters it has now, or those that must have room.
QFont textFont(const Button& button, bool room) {
    // What can be checked has room for the stronger letters that it has then.
    const bool strong = button.kind() == Button::Primary || (room ? button.isCheckable() : button.isChecked());
    return Theme::current().font(strong ? TextRole::Strong : TextRole::Body);
}

void paintFrame(const Button& button, QPainter& painter) {
    const Theme& theme = Theme::current();
    const Tokens& t = theme.tokens();
    QColor ground = button.kind() == Button::Primary ? t.accent
                    : button.kind() == Button::Plain ? QColor(Qt::transparent)
                                                     : t.surface;
    if (!button.isEnabled()) {
        ground = button.kind() == Button::Plain ? ground : t.raised;
    } else if (button.underMouse() || button.isDown()) {
        ground = button.kind() == Button::Primary ? (button.isDown() ? t.accent.darker(115) : t.accent.darker(106))
                                                  : t.raised;
    } else if (button.isChecked() && button.kind() != Button::Primary) {
        ground = t.accentSoft;
    }
    const bool framed = button.kind() == Button::Secondary || button.kind() == Button::Danger || !button.isEnabled();
    QPen pen(framed ? t.border : ground, theme.line());
    if (button.isChecked()) {
        pen = QPen(!button.isEnabled()                ? t.text3
                   : button.kind() == Button::Primary ? t.text
                                                      : t.accent,
                   theme.line() + 1);
    }
    if (!button.isEnabled() && (theme.isHighContrast() || button.kind() == Button::Danger)) {
        pen.setColor(t.text3);
        pen.setStyle(Qt::DashLine);  // their inks are as light or dark as those of others
    }
    painter.setBrush(ground);
    painter.setPen(pen);
    const QRectF frame = theme.frame(button.rect());
    painter.drawRoundedRect(frame, space::kRadius, space::kRadius);
    if (hasKeyboardFocus(button)) {
        const qreal inside = button.isChecked() ? 3 : 2;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(button.kind() == Button::Primary ? t.onAccent : t.accent, theme.ring()));
        painter.drawRoundedRect(frame.adjusted(inside, inside, -inside, -inside), space::kRadius - 2,
                                space::kRadius - 2);
    }
}

void paintKey(const Button& button, QPainter& painter, int left, const QColor& ink) {
    const Tokens& t = Theme::current().tokens();
    const QString key = button.keyHint();
    const QFont font = keyFont(key);
    const QRect place(left, (button.height() - 17) / 2, QFontMetrics(font).horizontalAdvance(key) + 2 * kKeyPadding - 2,
                      16);
    const QRectF cap = QRectF(inReading(painter, button.rect(), place)).translated(0.5, 0.5);
    QColor line = button.kind() == Button::Primary ? t.onAccent : t.border;
    if (button.kind() == Button::Primary) {
        line.setAlphaF(0.5f);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(line);
    painter.drawRoundedRect(cap, 3, 3);
    painter.setFont(font);
    painter.setPen(button.kind() == Button::Primary ? ink : t.text2);
    painter.drawText(cap, int(Qt::AlignCenter), key);
}
}  // namespace

Button::Button(const QString& text, Kind kind, QWidget* parent) : QPushButton(text, parent), m_kind(kind) {
    setCursor(Qt::ArrowCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    connect(&Theme::current(), &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

Button::Button(QAction* action, Kind kind, QWidget* parent) : Button(QString(), kind, parent) {
    follow(*action);
    connect(action, &QAction::changed, this, [this, action] { follow(*action); });
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
}

void Button::follow(const QAction& action) {
    setText(plain(action.text()));
    setIcon(action.icon());
    setEnabled(action.isEnabled());
    setVisible(action.isVisible());
    setToolTip(action.toolTip() == action.iconText() ? QString() : action.toolTip());
    setAccessibleDescription(isEnabled() ? QString() : toolTip());  // why not
    const QString key = action.shortcut().toString(QKeySequence::NativeText);
    setKeyHint(key.size() <= 2 ? key : QString());
}

void Button::setKeyHint(const QString& key) {
    m_key = key;
    updateGeometry();
    update();
}

QSize Button::sizeHint() const {
    int width = QFontMetrics(textFont(*this, true)).horizontalAdvance(plain(text()));
    if (!icon().isNull()) {
        width += space::kIcon + (text().isEmpty() ? 0 : space::k8);
    }
    if (!m_key.isEmpty()) {
        width += QFontMetrics(keyFont(m_key)).horizontalAdvance(m_key) + 2 * kKeyPadding + space::k8;
    }
    return {width + 2 * space::k12, space::kControl};
}

void Button::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        event->accept();  // held down it presses nothing: QPushButton would click
        if (!event->isAutoRepeat()) {
            click();
        }
    } else {
        QPushButton::keyPressEvent(event);
    }
}

void Button::paintEvent(QPaintEvent*) {
    const Tokens& t = Theme::current().tokens();
    const QColor ink = !isEnabled() ? t.text3 : m_kind == Primary ? t.onAccent : m_kind == Danger ? t.faulted : t.text;
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());  // a picture of it has none
    painter.setRenderHint(QPainter::Antialiasing);
    paintFrame(*this, painter);
    painter.setFont(textFont(*this, false));
    int x = qMax((width() - sizeHint().width()) / 2, 0) + space::k12;
    if (!icon().isNull()) {
        const QRect at(x, (height() - space::kIcon) / 2, space::kIcon, space::kIcon);
        icon().paint(&painter, inReading(painter, rect(), at), Qt::AlignCenter,
                     isEnabled() ? QIcon::Normal : QIcon::Disabled);
        x += space::kIcon + space::k8;
    }
    painter.setPen(ink);
    const QString shown = plain(text());
    painter.drawText(inReading(painter, rect(), QRect(x, 0, width() - x, height())),
                     int(Qt::AlignLeft | Qt::AlignVCenter), shown);
    if (!m_key.isEmpty()) {
        paintKey(*this, painter, x + painter.fontMetrics().horizontalAdvance(shown) + space::k8, ink);
    }
}

}  // namespace beamline::ui
